//! A formula as a line of plain text: for who hears it, and where nothing else can be shown.

use super::formula::{Accent, Class, Formula, Piece, Row, Symbol};

impl Formula {
    /// `r = complaints/orders × 1,000`, `∑_(i = 1)^n x_i`.
    pub fn in_line(&self) -> String {
        let line = in_line(&self.content);
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn in_line(row: &[Piece]) -> String {
    let mut out = String::new();
    for piece in row {
        match piece {
            // At the beginning, or after another sign, a minus is a part of what follows.
            Piece::Symbol(Symbol { class: Class::Binary, character, .. })
                if out.is_empty() || out.ends_with([' ', '(']) =>
            {
                out.push(*character);
            }
            Piece::Symbol(Symbol { class: Class::Binary | Class::Relation, character, .. }) => {
                out.extend([' ', *character, ' ']);
            }
            Piece::Symbol(Symbol { class: Class::Punctuation, character, .. }) => out.extend([*character, ' ']),
            Piece::Symbol(Symbol { class: Class::Large, character, .. }) => out.extend([' ', *character, ' ']),
            Piece::Symbol(symbol) => out.push(symbol.character),
            Piece::Fence { character, .. } => out.push(*character),
            Piece::Number { digits: text } | Piece::Words { words: text } | Piece::Name { name: text } => out += text,
            Piece::Function { name, .. } => out.extend([" ", name, " "]),
            Piece::Space { width } if *width >= 6 => out.push(' '),
            Piece::Space { .. } => {}
            Piece::Group { content } | Piece::Sized { content, .. } => out += &in_line(content),
            Piece::Fraction { over, under, .. } => out.extend([&*one(over), "/", &*one(under)]),
            Piece::Root { index, radicand } if index.is_empty() => out.extend(["√", &*one(radicand)]),
            Piece::Root { index, radicand } => out.extend(["√[", &*in_line(index), "]", &*one(radicand)]),
            Piece::Scripts { base, sub, sup, .. } => {
                let large = matches!(base[..], [Piece::Symbol(Symbol { class: Class::Large, .. })]);
                out += if large { " " } else { "" };
                out += in_line(base).trim();
                out += &script("_", sub.as_ref());
                out += &script("^", sup.as_ref());
                out += if large { " " } else { "" };
            }
            Piece::Accent { accent, base } => {
                out += &one(base);
                out.extend(mark(*accent));
            }
            Piece::Fenced { open, content, close } => {
                out.extend(open);
                out += &in_line(content);
                out.extend(close);
            }
            Piece::Table(table) => {
                let row = |row: &Vec<Row>| row.iter().map(|cell| in_line(cell)).collect::<Vec<_>>().join(" ");
                out.extend(table.open);
                out += &table.rows.iter().map(row).collect::<Vec<_>>().join("; ");
                out.extend(table.close);
            }
        }
    }
    out
}

/// In parentheses when it is more than one thing.
fn one(row: &[Piece]) -> String {
    match in_line(row) {
        line if row.len() > 1 || line.contains(' ') => format!("({})", line.trim()),
        line => line,
    }
}

fn script(mark: &str, row: Option<&Row>) -> String {
    let prime = |piece: &Piece| matches!(piece, Piece::Symbol(Symbol { character: '′', .. }));
    match row {
        None => String::new(),
        Some(row) if row.iter().all(prime) => in_line(row),
        Some(row) => format!("{mark}{}", one(row)),
    }
}

/// What combines with the letter before it.
fn mark(accent: Accent) -> Option<char> {
    match accent {
        Accent::Hat | Accent::WideHat => Some('\u{302}'),
        Accent::Tilde | Accent::WideTilde => Some('\u{303}'),
        Accent::Bar | Accent::Overline => Some('\u{304}'),
        Accent::Vector => Some('\u{20d7}'),
        Accent::Dot => Some('\u{307}'),
        Accent::TwoDots => Some('\u{308}'),
        Accent::Underline | Accent::Overbrace | Accent::Underbrace => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tex::read;

    #[test]
    fn a_formula_is_said_in_a_line() {
        for (source, line) in [
            (r"r = \frac{\text{complaints}}{\text{all orders}} \times 1{,}000", "r = complaints/(all orders) × 1,000"),
            (r"\bar t = \frac{1}{n} \sum_{i=1}^{n} t_i", "t\u{304} = 1/n ∑_(i = 1)^n t_i"),
            (r"-1 \le \sqrt{x+1} - \sqrt[3]{-x}", "−1 ≤ √(x + 1) − √[3](−x)"),
            (r"f'(x), \quad \max_i \left( x \right)^2", "f′(x), max_i(x)^2"),
            (r"\begin{cases} 1 & x \\ 0 & y \end{cases}", "{1 x; 0 y"),
            (r"{\mathrm{NPS}} = 48\%", "NPS = 48%"),
        ] {
            let content = read(source).unwrap_or_else(|mistake| panic!("{source}: {mistake:?}"));
            let said = in_line(&content).split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(said, line, "{source}");
        }
    }
}
