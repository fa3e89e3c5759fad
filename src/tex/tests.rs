//! What formulas mean, and what is said of those that are wrong.

use proptest::prelude::*;

use super::commands::commands;
use super::read::{DEEPEST, LONGEST, MOST_CELLS, read};
use crate::course::tree::{Class, FormulaTable, LimitsPlacement, Piece, Row, Side, Symbol};

/// A row in a short notation that shows how it is nested.
fn shown(row: &[Piece]) -> String {
    let optional = |row: &Option<Row>| row.as_ref().map_or("–".to_owned(), |row| shown(row));
    let fence = |fence: &Option<char>| fence.map_or("–".to_owned(), String::from);
    let piece = |piece: &Piece| match piece {
        Piece::Symbol(Symbol { character, .. }) => character.to_string(),
        Piece::Number { digits } => format!("#{digits}"),
        Piece::Words { words } => format!("“{words}”"),
        Piece::Name { name } | Piece::Function { name, .. } => format!("<{name}>"),
        Piece::Space { width } => format!("{width:+}"),
        Piece::Group { content } => format!("{{{}}}", shown(content)),
        Piece::Fraction { over, under, .. } => format!("frac({}; {})", shown(over), shown(under)),
        Piece::Root { index, radicand } => format!("root({}; {})", shown(index), shown(radicand)),
        Piece::Scripts { base, sub, sup, limits } => {
            let limits = match limits {
                LimitsPlacement::Never => "",
                LimitsPlacement::Display => "?",
                LimitsPlacement::Always => "!",
            };
            format!("at{limits}({}; {}; {})", shown(base), optional(sub), optional(sup))
        }
        Piece::Accent { accent, base } => format!("{accent:?}({})", shown(base)),
        Piece::Fenced { open, content, close } => format!("{}⟪{}⟫{}", fence(open), shown(content), fence(close)),
        Piece::Fence { character, height, .. } => {
            format!("{character}{}", height.map_or("".to_owned(), |h| h.to_string()))
        }
        Piece::Table(FormulaTable { open, close, columns, rows, .. }) => {
            let side = |side: &Side| match side {
                Side::Left => 'l',
                Side::Center => 'c',
                Side::Right => 'r',
            };
            let row = |row: &Vec<Row>| row.iter().map(|cell| shown(cell)).collect::<Vec<_>>().join(" & ");
            let rows = rows.iter().map(row).collect::<Vec<_>>().join(" / ");
            format!("{}{}[{rows}]{}", fence(open), columns.iter().map(side).collect::<String>(), fence(close))
        }
        Piece::Sized { display, content } => {
            format!("{}({})", if *display { "large" } else { "small" }, shown(content))
        }
    };
    row.iter().map(piece).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_formula_becomes_a_tree() {
    for (source, tree) in [
        (r"x + 1", "x + #1"),
        (r"\frac{a+b}{2}", "frac(a + b; #2)"),
        (r"\frac12 x", "frac(#1; #2) x"),
        (r"1,000 + 1{,}000{,}000.5 + f(1,2)", "#1,000 + #1,000,000.5 + f ( #1 , #2 )"),
        (r"x_1^2 x^2_1 {x^a}^b", "at(x; #1; #2) at(x; #1; #2) at({at(x; –; a)}; –; b)"),
        (r"f'' g'^2", "at(f; –; ′ ′) at(g; –; ′ #2)"),
        (r"90^\circ", "at(#90; –; ∘)"),
        (r"\sqrt[3]{x} \sqrt 2", "root(#3; x) root(; #2)"),
        (
            r"\sum_{i=1}^n \int_0^1 \sum\nolimits_k \int\limits_a",
            "at?(∑; i = #1; n) at(∫; #0; #1) at(∑; k; –) at!(∫; a; –)",
        ),
        (
            r"\lim_{x \to 0} \sin x \operatorname*{arg\,max}_x",
            "at?(<lim>; x → #0; –) <sin> x at?(<arg\u{2009}max>; x; –)",
        ),
        (r"\left( \frac ab \middle| c \right]", "(⟪frac(a; b) | c⟫]"),
        (r"\left. x \right\} \bigl\langle \Bigg|", "–⟪x⟫} ⟨12 |30"),
        (r"\mathrm{NPS} \mathrm{d}x \mathbf{x} \mathbb{R}^n \mathcal{L}", "{<NPS>} {d} x {𝐱} at({ℝ}; –; n) {ℒ}"),
        (r"\boldsymbol{\mu} \mathbf{12}", "{𝝁} {#𝟏𝟐}"),
        (r"\text{首次 95\%} 投诉率 \,", "“首次 95%” “投诉率” +3"),
        (r"\hat x \overline{ab} \underbrace{a}_{n}", "Hat(x) Overline(a b) at!(Underbrace(a); n; –)"),
        (r"\overset{!}{=} \binom nk \dfrac12", "at!(=; –; !) (⟪frac(n; k)⟫) large(frac(#1; #2))"),
        (r"\dbinom nk \tbinom nk", "large((⟪frac(n; k)⟫)) small((⟪frac(n; k)⟫))"),
        (r"a \bmod 7 \equiv b \pmod{n}", "a {+4 <mod> +4} #7 ≡ b {+8 (⟪<mod> +6 n⟫)}"),
        (r"a \displaystyle b c", "a large(b c)"),
        (r"\begin{pmatrix} 1 & 2 \\ 3 \end{pmatrix}", "(cc[#1 & #2 / #3 & ])"),
        (r"\begin{cases} 1 & x \\ 0 & y \\ \end{cases}", "{ll[#1 & x / #0 & y]–"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "–rl[a & = b /  & = c]–"),
        (r"\begin{array}{lr} a & b \end{array}", "–lr[a & b]–"),
        (r"α ≤ − × ∞ …", "α ≤ − × ∞ …"),
        ("", ""),
    ] {
        // A minus that is written as such is one.
        let source = source.replace('−', "-");
        let row = read(&source).unwrap_or_else(|mistake| panic!("{source}: {mistake:?}"));
        assert_eq!(shown(&row), tree, "{source}");
    }
}

#[test]
fn a_mistake_has_its_place_and_what_to_write() {
    for (source, place, message, hint) in [
        (r"x + \fraq{a}{b}", r"\fraq", "unknown command `\\fraq`", "did you mean `\\frac`?"),
        (r"\newcommand{\a}{b}", r"\newcommand", "unknown command `\\newcommand`", "section “Formulas”"),
        (r"95% x", "%", "in TeX, `%` begins a comment", "write `\\%`"),
        (r"\frac{a}{b", "{", "this `{` is never closed", "write `}`"),
        (r"a + b}", "}", "this `}` closes nothing", "write `\\}`"),
        (r"\frac{a}", r"\frac", "`\\frac` needs something to work on", "write it in braces"),
        (r"x^2^3", "^", "a second `^` at the same place", "put braces around"),
        (r"\left( x", r"\left", "this `\\left` has no `\\right`", "`\\right.`"),
        (r"x \right)", r"\right", "this `\\right` has no `\\left`", "`\\left.`"),
        (r"\left x \right)", "x", "expected a delimiter", "the delimiters are"),
        (r"a & b", "&", "`&` parts the cells of a table", "`\\&`"),
        (r"a \\ b", r"\\", "`\\\\` ends a line", "aligned"),
        (
            r"\begin{case} a \end{case}",
            r"\begin{case}",
            "there is no `\\begin{case}`",
            "did you mean `\\begin{cases}`?",
        ),
        (r"\begin{cases} a", r"\begin", "this `\\begin{cases}` is never closed", "write `\\end{cases}`"),
        (r"\begin{cases} a \end{matrix}", r"\end{matrix}", "expected `\\end{cases}`", "inner part"),
        (r"\text{a \alpha}", r"\a", "a command cannot stand in `\\text`", "end the words before it"),
        (r"\mathbb{x}", "x", "there is no `x` in this type", "capital letters"),
        (r"a \limits_b", r"", "", ""),
        ("x 🙂", "🙂", "`🙂` cannot stand in a formula", "`\\text{…}`"),
        ("\\", "\\", "a `\\` without a name", "section “Formulas”"),
    ] {
        let Err(mistake) = read(source) else {
            assert_eq!(message, "", "{source} is read");
            continue;
        };
        assert_eq!(&source[mistake.range.clone()], place, "{source}: {mistake:?}");
        assert!(mistake.message.en.contains(message) && mistake.hint.words.en.contains(hint), "{source}: {mistake:?}");
    }
}

/// A formula with each command, and with what it needs.
pub(crate) fn each_command() -> impl Iterator<Item = String> {
    let fence = |name: &str| name.starts_with("big") && name != "bigcup" && name != "bigcap" || name.starts_with("Big");
    commands().filter(|name| !matches!(*name, "right" | "end" | "middle")).map(move |name| match name {
        "left" => r"\left( x \middle| y \right)".to_owned(),
        "begin" => r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}".to_owned(),
        "limits" | "nolimits" => format!(r"\sum\{name}_i^n x"),
        "mathbb" | "mathcal" => format!(r"\{name}{{ABC}}"),
        name if fence(name) => format!(r"\{name}("),
        name => format!(r"\{name}{{a}}{{b}}"),
    })
}

#[test]
fn every_command_is_read() {
    for formula in each_command() {
        if let Err(mistake) = read(&formula) {
            panic!("{formula}: {mistake:?}");
        }
    }
}

/// Formulas that nest as deep as they may, and one level deeper.
pub(crate) fn nested() -> Vec<(String, String)> {
    let nest = |open: &str, close: &str, depth: usize| format!("{}x{}", open.repeat(depth), close.repeat(depth));
    let pairs = [
        ("{", "}"),
        (r"\frac{1}{", "}"),
        (r"\sqrt{", "}"),
        (r"\sqrt ", ""),
        (r"\sqrt[", "]{y}"),
        ("a^{", "}"),
        (r"\hat ", ""),
        (r"\left(", r"\right)"),
        (r"\begin{matrix}", r"\end{matrix}"),
        (r"\displaystyle ", ""),
        (r"\mathbf{", "}"),
        (r"\underbrace{", "}_n"),
    ];
    pairs.map(|(open, close)| (nest(open, close, DEEPEST), nest(open, close, DEEPEST + 1))).into()
}

/// Greek letters are named there by their first and last.
#[test]
fn every_command_is_in_the_authoring_format() {
    let format = include_str!("../../docs/format.md");
    let greek = |formula: &str| matches!(&read(formula).expect("it is good")[..], [Piece::Symbol(s)] if ('Α'..='ϵ').contains(&s.character));
    let missing: Vec<&str> = commands()
        .filter(|name| !format.contains(&format!("`\\{name}")) && !format.contains(&format!("\\{name}{{")))
        .filter(|name| !matches!(*name, "middle" | "right" | "|") && !greek(&format!("\\{name}")))
        .collect();
    assert!(missing.is_empty(), "docs/format.md does not tell of {missing:?}");
}

#[test]
fn nesting_is_bounded() {
    for (deep, deeper) in nested() {
        assert!(read(&deep).is_ok(), "{deep}: {:?}", read(&deep));
        let mistake = read(&deeper).expect_err("it is too deep");
        assert!(mistake.message.en.contains("nests more than"), "{deeper}: {mistake:?}");
    }
    for endless in ["{", r"\frac", r"\left(", r"\sqrt[", r"\begin{matrix}", "x^", r"\hat", r"\displaystyle"] {
        assert!(read(&endless.repeat(100_000)).is_err(), "{endless}");
    }
}

#[test]
fn length_width_and_height_are_bounded() {
    assert!(read(&"甲".repeat(LONGEST)).is_ok());
    let mistake = read(&"甲".repeat(LONGEST + 1)).expect_err("it is too long");
    assert!(mistake.message.en.contains("longer than 4000 characters"), "{mistake:?}");
    assert_eq!(mistake.range, 0.."甲".len() * LONGEST);
    let matrix = |columns: usize| format!(r"\begin{{matrix}} a \\ {} \end{{matrix}}", vec!["a"; columns].join("&"));
    assert!(read(&matrix(MOST_CELLS)).is_ok());
    let mistake = read(&matrix(MOST_CELLS + 1)).expect_err("it is too wide");
    assert!(mistake.message.en.contains("more than 32 columns"), "{mistake:?}");
    assert_eq!(&matrix(MOST_CELLS + 1)[mistake.range], "&");
    let lines = |lines: usize| format!(r"\begin{{aligned}} {} \end{{aligned}}", r"a &= b \\".repeat(lines));
    assert!(read(&lines(MOST_CELLS)).is_ok());
    let mistake = read(&lines(MOST_CELLS + 1)).expect_err("it is too tall");
    assert!(mistake.message.en.contains("more than 32 lines"), "{mistake:?}");
}

const TOKENS: &[&str] = &[
    "x",
    "1",
    "2.5",
    ",",
    "{,}",
    "000",
    " ",
    "\n",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "^",
    "_",
    "'",
    "&",
    r"\\",
    "%",
    "#",
    "~",
    "|",
    "+",
    "-",
    "é",
    "投诉",
    "，",
    "🙂",
    "\\",
    r"\frac",
    r"\sqrt",
    r"\left",
    r"\right",
    r"\middle",
    r"\big",
    r"\begin",
    "{cases}",
    "{matrix}",
    "{array}",
    "{lc}",
    r"\end",
    r"\text",
    r"\mathrm",
    r"\mathbb",
    r"\sum",
    r"\limits",
    r"\hat",
    r"\overset",
    r"\displaystyle",
    r"\operatorname",
    "*",
    r"\%",
    r"\{",
    ".",
    r"\alpha",
    r"\foo",
];

proptest! {
    #[test]
    fn any_input_is_read_or_has_a_mistake_at_a_place(tokens in proptest::collection::vec(proptest::sample::select(TOKENS), 0..24)) {
        let source = tokens.concat();
        if let Err(mistake) = read(&source) {
            prop_assert!(source.get(mistake.range.clone()).is_some(), "{source:?}: {mistake:?}");
            prop_assert!(!mistake.message.zh.is_empty() && !mistake.hint.words.zh.is_empty());
        }
    }
}

#[test]
fn a_letter_knows_whether_it_leans() {
    let upright = |source: &str| match &read(source).expect("it is good")[..] {
        [Piece::Symbol(Symbol { upright, class: Class::Letter, .. })] => *upright,
        other => panic!("{other:?}"),
    };
    assert!(!upright("x") && !upright(r"\sigma") && upright(r"\Sigma"));
}
