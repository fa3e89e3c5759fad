//! The commands of TeX that stand for a symbol, a function or a space.

use crate::course::tree::{Accent, Class, LimitsPlacement, Piece, Symbol};
use Class::{Binary, Closing, Large, Letter, Opening, Ordinary, Punctuation, Relation};

/// By the class of what they stand for. A character of the table can also be written itself.
const SYMBOLS: &[(Class, &[(&str, char)])] = &[
    (
        Letter,
        &[
            ("alpha", 'α'),
            ("beta", 'β'),
            ("gamma", 'γ'),
            ("delta", 'δ'),
            ("epsilon", 'ϵ'),
            ("varepsilon", 'ε'),
            ("zeta", 'ζ'),
            ("eta", 'η'),
            ("theta", 'θ'),
            ("vartheta", 'ϑ'),
            ("iota", 'ι'),
            ("kappa", 'κ'),
            ("lambda", 'λ'),
            ("mu", 'μ'),
            ("nu", 'ν'),
            ("xi", 'ξ'),
            ("pi", 'π'),
            ("rho", 'ρ'),
            ("sigma", 'σ'),
            ("varsigma", 'ς'),
            ("tau", 'τ'),
            ("upsilon", 'υ'),
            ("phi", 'ϕ'),
            ("varphi", 'φ'),
            ("chi", 'χ'),
            ("psi", 'ψ'),
            ("omega", 'ω'),
            ("Gamma", 'Γ'),
            ("Delta", 'Δ'),
            ("Theta", 'Θ'),
            ("Lambda", 'Λ'),
            ("Xi", 'Ξ'),
            ("Pi", 'Π'),
            ("Sigma", 'Σ'),
            ("Upsilon", 'Υ'),
            ("Phi", 'Φ'),
            ("Psi", 'Ψ'),
            ("Omega", 'Ω'),
            ("ell", 'ℓ'),
        ],
    ),
    (
        Ordinary,
        &[
            ("%", '%'),
            ("$", '$'),
            ("#", '#'),
            ("&", '&'),
            ("_", '_'),
            ("infty", '∞'),
            ("partial", '∂'),
            ("nabla", '∇'),
            ("forall", '∀'),
            ("exists", '∃'),
            ("neg", '¬'),
            ("lnot", '¬'),
            ("emptyset", '∅'),
            ("varnothing", '∅'),
            ("prime", '′'),
            ("degree", '°'),
            ("checkmark", '✓'),
            ("ldots", '…'),
            ("dots", '…'),
            ("cdots", '⋯'),
            ("vdots", '⋮'),
            ("ddots", '⋱'),
            ("vert", '|'),
            ("|", '‖'),
            ("Vert", '‖'),
        ],
    ),
    (
        Large,
        &[("sum", '∑'), ("prod", '∏'), ("bigcup", '⋃'), ("bigcap", '⋂'), ("int", '∫'), ("iint", '∬'), ("oint", '∮')],
    ),
    (
        Binary,
        &[
            ("times", '×'),
            ("div", '÷'),
            ("cdot", '⋅'),
            ("pm", '±'),
            ("mp", '∓'),
            ("ast", '∗'),
            ("star", '⋆'),
            ("circ", '∘'),
            ("bullet", '∙'),
            ("cup", '∪'),
            ("cap", '∩'),
            ("setminus", '∖'),
            ("land", '∧'),
            ("wedge", '∧'),
            ("lor", '∨'),
            ("vee", '∨'),
            ("oplus", '⊕'),
            ("otimes", '⊗'),
        ],
    ),
    (
        Relation,
        &[
            ("le", '≤'),
            ("leq", '≤'),
            ("ge", '≥'),
            ("geq", '≥'),
            ("lt", '<'),
            ("gt", '>'),
            ("ne", '≠'),
            ("neq", '≠'),
            ("ll", '≪'),
            ("gg", '≫'),
            ("approx", '≈'),
            ("sim", '∼'),
            ("simeq", '≃'),
            ("cong", '≅'),
            ("equiv", '≡'),
            ("propto", '∝'),
            ("in", '∈'),
            ("notin", '∉'),
            ("ni", '∋'),
            ("subset", '⊂'),
            ("supset", '⊃'),
            ("subseteq", '⊆'),
            ("supseteq", '⊇'),
            ("mid", '∣'),
            ("parallel", '∥'),
            ("perp", '⊥'),
            ("to", '→'),
            ("rightarrow", '→'),
            ("leftarrow", '←'),
            ("gets", '←'),
            ("leftrightarrow", '↔'),
            ("Rightarrow", '⇒'),
            ("implies", '⇒'),
            ("Leftarrow", '⇐'),
            ("Leftrightarrow", '⇔'),
            ("iff", '⇔'),
            ("mapsto", '↦'),
            ("uparrow", '↑'),
            ("downarrow", '↓'),
            ("colon", ':'),
        ],
    ),
    (
        Opening,
        &[
            ("{", '{'),
            ("lbrace", '{'),
            ("lfloor", '⌊'),
            ("lceil", '⌈'),
            ("langle", '⟨'),
            ("lvert", '|'),
            ("lVert", '‖'),
        ],
    ),
    (
        Closing,
        &[
            ("}", '}'),
            ("rbrace", '}'),
            ("rfloor", '⌋'),
            ("rceil", '⌉'),
            ("rangle", '⟩'),
            ("rvert", '|'),
            ("rVert", '‖'),
        ],
    ),
];

/// Functions, and whether what stands at them goes below in a display.
const FUNCTIONS: &[(LimitsPlacement, &[&str])] = &[
    (LimitsPlacement::Display, &["lim", "max", "min", "sup", "inf", "det", "gcd", "Pr"]),
    (
        LimitsPlacement::Never,
        &[
            "arg", "cos", "deg", "dim", "exp", "ker", "lg", "ln", "log", "sin", "tan", "cot", "arccos", "arcsin",
            "arctan",
        ],
    ),
];

/// In eighteenths of an em.
const SPACES: &[(&str, i8)] =
    &[("!", -3), (",", 3), (":", 4), (">", 4), (";", 5), (" ", 6), ("quad", 18), ("qquad", 36)];

pub const ACCENTS: &[(&str, Accent)] = &[
    ("hat", Accent::Hat),
    ("widehat", Accent::WideHat),
    ("tilde", Accent::Tilde),
    ("widetilde", Accent::WideTilde),
    ("bar", Accent::Bar),
    ("vec", Accent::Vector),
    ("dot", Accent::Dot),
    ("ddot", Accent::TwoDots),
    ("overline", Accent::Overline),
    ("underline", Accent::Underline),
    ("overbrace", Accent::Overbrace),
    ("underbrace", Accent::Underbrace),
];

/// In tenths of an em (The TeXbook, appendix B). `l`, `r` and `m` may follow.
pub const FENCE_SIZES: &[(&str, u8)] = &[("big", 12), ("Big", 18), ("bigg", 24), ("Bigg", 30)];

/// What a command without an argument stands for.
pub fn piece(name: &str) -> Option<Piece> {
    let symbol = named(name).map(Piece::Symbol);
    let function = || {
        let (limits, _) = FUNCTIONS.iter().find(|(_, names)| names.contains(&name))?;
        Some(Piece::Function { name: name.to_owned(), limits: *limits })
    };
    let space = || find(SPACES, name).map(|width| Piece::Space { width });
    symbol.or_else(function).or_else(space)
}

/// What a character stands for that is written itself, but for letters and digits of ASCII.
pub fn symbol(character: char) -> Option<Symbol> {
    let class = match character {
        '+' => Binary,
        '-' => return Some(plain('−', Binary)),
        '*' => return Some(plain('∗', Binary)),
        '·' => return Some(plain('⋅', Binary)),
        '=' | '<' | '>' | ':' => Relation,
        '(' | '[' => Opening,
        ')' | ']' => Closing,
        ',' | ';' => Punctuation,
        '/' | '|' | '!' | '?' | '.' | '"' | '@' | '°' | '€' | '£' | '¥' => Ordinary,
        // They mean something else in TeX.
        '%' | '$' | '#' | '&' | '_' | '{' | '}' => return None,
        _ => {
            let mut known = SYMBOLS.iter().flat_map(|(class, named)| named.iter().map(|&(_, c)| plain(c, *class)));
            return known.find(|symbol| symbol.character == character);
        }
    };
    Some(plain(character, class))
}

fn named(name: &str) -> Option<Symbol> {
    SYMBOLS.iter().find_map(|(class, named)| find(named, name).map(|character| plain(character, *class)))
}

/// TeX has capital Greek letters upright.
fn plain(character: char, class: Class) -> Symbol {
    Symbol { character, class, upright: matches!(character, 'Γ'..='Ω') }
}

pub fn find<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(known, _)| *known == name).map(|&(_, value)| value)
}

/// The names of all commands of this file.
pub fn all() -> impl Iterator<Item = &'static str> + Clone {
    let symbols = SYMBOLS.iter().flat_map(|(_, named)| named.iter().map(|&(name, _)| name));
    let functions = FUNCTIONS.iter().flat_map(|(_, names)| names.iter().copied());
    let spaces = SPACES.iter().map(|&(name, _)| name);
    let accents = ACCENTS.iter().map(|&(name, _)| name);
    let sizes = FENCE_SIZES.iter().map(|&(name, _)| name);
    symbols.chain(functions).chain(spaces).chain(accents).chain(sizes)
}
