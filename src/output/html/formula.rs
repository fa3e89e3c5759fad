//! MathML for formulas: what MathML Core has, so that browsers draw it without a script.

#[cfg(test)]
mod tests;

use std::fmt::Write;

use super::{Medium, escape};
use crate::course::tree::{Accent, Class, Formula, FormulaTable, LimitsPlacement, Piece, Side, Symbol, TableKind};

const NAMESPACE: &str = "http://www.w3.org/1998/Math/MathML";

/// A formula with its source, so that it can be copied. In a line of its own when it stands there. Not every reader of books draws MathML: there
/// it says the formula in words, too.
pub fn formula(medium: Medium, formula: &Formula, display: bool, out: &mut String) {
    let _ = write!(out, "<math xmlns=\"{NAMESPACE}\"");
    if medium == Medium::Book {
        out.push_str(" alttext=\"");
        escape::attribute(&formula.in_line(), out);
        out.push('"');
    }
    if display {
        out.push_str(" display=\"block\"");
    }
    match (formula.apart.before && !display, formula.apart.after && !display) {
        (true, true) => out.push_str(" class=\"apart-before apart-after\""),
        (true, false) => out.push_str(" class=\"apart-before\""),
        (false, true) => out.push_str(" class=\"apart-after\""),
        (false, false) => {}
    }
    out.push_str("><semantics><mrow>");
    MathWriter { display, out }.pieces(&formula.content);
    out.push_str("</mrow><annotation encoding=\"application/x-tex\">");
    escape::text(&formula.source, out);
    out.push_str("</annotation></semantics></math>");
}

struct MathWriter<'a> {
    /// Whether sums have their limits above and below.
    display: bool,
    out: &'a mut String,
}

impl MathWriter<'_> {
    fn pieces(&mut self, pieces: &[Piece]) {
        // Whether a minus would be a sign, whatever room is left before it.
        let mut unary = true;
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Symbol(symbol @ Symbol { class: Class::Binary, .. }) if unary => {
                    self.operator(symbol.character, " form=\"prefix\" lspace=\"0\" rspace=\"0\"");
                }
                _ => self.piece(piece),
            }
            if piece.names_function() {
                self.out.push_str("<mo>\u{2061}</mo>");
                if pieces.get(at + 1).is_some_and(|next| !next.follows_closely()) {
                    self.space(3);
                }
            }
            if !matches!(piece, Piece::Space { .. }) {
                unary = awaits_operand(piece);
            }
        }
    }

    /// Exactly one element.
    fn row(&mut self, pieces: &[Piece]) {
        match pieces {
            [piece]
                if !piece.names_function() && !matches!(piece, Piece::Symbol(Symbol { class: Class::Binary, .. })) =>
            {
                self.piece(piece);
            }
            _ => {
                self.out.push_str("<mrow>");
                self.pieces(pieces);
                self.out.push_str("</mrow>");
            }
        }
    }

    /// As [`MathWriter::row`], in the size of a text.
    fn small(&mut self, pieces: &[Piece]) {
        let display = std::mem::replace(&mut self.display, false);
        self.row(pieces);
        self.display = display;
    }

    fn text(&mut self, tag: &str, text: &str) {
        let _ = write!(self.out, "<{tag}>");
        escape::text(text, self.out);
        let _ = write!(self.out, "</{tag}>");
    }

    /// Letters in the type of the text.
    fn upright(&mut self, letters: &str) {
        self.out.push_str("<mi mathvariant=\"normal\">");
        escape::text(letters, self.out);
        self.out.push_str("</mi>");
    }

    fn operator(&mut self, character: char, attributes: &str) {
        let _ = write!(self.out, "<mo{attributes}>");
        escape::text(character.encode_utf8(&mut [0; 4]), self.out);
        self.out.push_str("</mo>");
    }

    fn space(&mut self, eighteenths: i8) {
        let _ = write!(self.out, "<mspace width=\"{:.4}em\"/>", f64::from(eighteenths) / 18.0);
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Symbol(symbol) => self.symbol(*symbol),
            Piece::Number { digits } => self.text("mn", digits),
            // Spaces at an edge would be taken for the layout of the markup.
            Piece::Words { words } => {
                let inner = words.trim_matches(' ');
                let before = words.len() - words.trim_start_matches(' ').len();
                let after = if inner.is_empty() { 0 } else { words.len() - before - inner.len() };
                let room = |spaces: usize| "\u{a0}".repeat(spaces.min(1));
                self.text("mtext", &format!("{}{inner}{}", room(before), room(after)));
            }
            Piece::Name { name } | Piece::Function { name, .. } => self.upright(name),
            Piece::Space { width } => self.space(*width),
            Piece::Group { content } => self.row(content),
            Piece::Fraction { over, under, bar } => {
                self.out.push_str(if *bar { "<mfrac>" } else { "<mfrac linethickness=\"0\">" });
                self.small(over);
                self.small(under);
                self.out.push_str("</mfrac>");
            }
            Piece::Root { index, radicand } if index.is_empty() => {
                self.out.push_str("<msqrt>");
                self.row(radicand);
                self.out.push_str("</msqrt>");
            }
            Piece::Root { index, radicand } => {
                self.out.push_str("<mroot>");
                self.row(radicand);
                self.small(index);
                self.out.push_str("</mroot>");
            }
            Piece::Scripts { base, limits, sub, sup } => self.scripts(base, *limits, sub.as_deref(), sup.as_deref()),
            Piece::Accent { accent, base } => self.accent(*accent, base),
            Piece::Fenced { open, content, close } => {
                self.out.push_str("<mrow>");
                self.delimiter(*open, "prefix");
                self.pieces(content);
                self.delimiter(*close, "postfix");
                self.out.push_str("</mrow>");
            }
            Piece::Fence { character, class, height } => {
                let form = match class {
                    Class::Opening => " form=\"prefix\"",
                    Class::Closing => " form=\"postfix\"",
                    Class::Relation => " form=\"infix\" lspace=\"0.2778em\" rspace=\"0.2778em\"",
                    _ => " lspace=\"0\" rspace=\"0\"",
                };
                let size = height.map_or(String::new(), |tenths| {
                    let size = f64::from(tenths) / 10.0;
                    format!(" minsize=\"{size}em\" maxsize=\"{size}em\"")
                });
                self.operator(*character, &format!("{form} stretchy=\"true\" symmetric=\"true\"{size}"));
            }
            Piece::Table(table) => self.table(table),
            Piece::Sized { display, content } => {
                let _ = write!(self.out, "<mstyle displaystyle=\"{display}\" scriptlevel=\"0\">");
                let outer = std::mem::replace(&mut self.display, *display);
                self.pieces(content);
                self.display = outer;
                self.out.push_str("</mstyle>");
            }
        }
    }

    fn symbol(&mut self, symbol: Symbol) {
        let Symbol { character, class, upright } = symbol;
        match (class, character) {
            (Class::Letter | Class::Ordinary, '′') => self.operator(character, ""),
            (Class::Letter | Class::Ordinary, _) if upright => {
                self.upright(character.encode_utf8(&mut [0; 4]));
            }
            (Class::Letter | Class::Ordinary, _) => self.text("mi", character.encode_utf8(&mut [0; 4])),
            (Class::Opening, _) => self.operator(character, " form=\"prefix\" stretchy=\"false\""),
            (Class::Closing, _) => self.operator(character, " form=\"postfix\" stretchy=\"false\""),
            (Class::Relation, ':') => self.operator(character, " lspace=\"0.2778em\" rspace=\"0.2778em\""),
            // They would grow with what stands beside them.
            (Class::Relation, '∣' | '∥' | '↑' | '↓') => self.operator(character, " stretchy=\"false\""),
            (Class::Large | Class::Binary | Class::Relation | Class::Punctuation, _) => self.operator(character, ""),
        }
    }

    fn delimiter(&mut self, character: Option<char>, form: &str) {
        if let Some(character) = character {
            self.operator(character, &format!(" form=\"{form}\" stretchy=\"true\""));
        }
    }

    fn scripts(&mut self, base: &[Piece], limits: LimitsPlacement, sub: Option<&[Piece]>, sup: Option<&[Piece]>) {
        let beside = limits.is_beside(self.display);
        let tag = match (beside, sub.is_some(), sup.is_some()) {
            (true, true, true) => "msubsup",
            (true, true, false) => "msub",
            (true, false, _) => "msup",
            (false, true, true) => "munderover",
            (false, true, false) => "munder",
            (false, false, _) => "mover",
        };
        let _ = write!(self.out, "<{tag}>");
        match base {
            // Where its limits are is decided here.
            [Piece::Symbol(Symbol { class: Class::Large, character, .. })] => {
                self.operator(*character, if beside { "" } else { " movablelimits=\"false\"" });
            }
            // What follows the name follows its scripts.
            [Piece::Function { name, .. }] => self.upright(name),
            _ => self.row(base),
        }
        for script in [sub, sup].into_iter().flatten() {
            self.small(script);
        }
        let _ = write!(self.out, "</{tag}>");
    }

    fn accent(&mut self, accent: Accent, base: &[Piece]) {
        let (character, stretchy) = match accent {
            Accent::Hat => ('^', false),
            Accent::WideHat => ('^', true),
            Accent::Tilde => ('~', false),
            Accent::WideTilde => ('~', true),
            Accent::Bar => ('¯', false),
            Accent::Vector => ('→', false),
            Accent::Dot => ('˙', false),
            Accent::TwoDots => ('¨', false),
            Accent::Overline => ('‾', true),
            Accent::Underline => ('_', true),
            Accent::Overbrace => ('⏞', true),
            Accent::Underbrace => ('⏟', true),
        };
        let (tag, attribute) = match accent {
            Accent::Underline | Accent::Underbrace => ("munder", "accentunder"),
            _ => ("mover", "accent"),
        };
        let _ = write!(self.out, "<{tag} {attribute}=\"true\">");
        self.row(base);
        self.operator(character, if stretchy { " stretchy=\"true\"" } else { " stretchy=\"false\"" });
        let _ = write!(self.out, "</{tag}>");
    }

    fn table(&mut self, table: &FormulaTable) {
        let fenced = table.open.is_some() || table.close.is_some();
        if fenced {
            self.out.push_str("<mrow>");
            self.delimiter(table.open, "prefix");
        }
        let display = std::mem::replace(&mut self.display, table.layout == TableKind::Lines);
        self.out.push_str(match table.layout {
            TableKind::Matrix => "<mtable>",
            TableKind::Cases => "<mtable class=\"cases\">",
            TableKind::Lines => "<mtable class=\"lines\" displaystyle=\"true\">",
        });
        for row in &table.rows {
            self.out.push_str("<mtr>");
            for (cell, side) in row.iter().zip(&table.columns) {
                self.out.push_str(match side {
                    Side::Left => "<mtd class=\"left\">",
                    Side::Center => "<mtd>",
                    Side::Right => "<mtd class=\"right\">",
                });
                self.cell(cell, *side, table.layout);
                self.out.push_str("</mtd>");
            }
            self.out.push_str("</mtr>");
        }
        self.out.push_str("</mtable>");
        self.display = display;
        if fenced {
            self.delimiter(table.close, "postfix");
            self.out.push_str("</mrow>");
        }
    }

    /// A line goes on in the next column: what begins there has something before it.
    fn cell(&mut self, cell: &[Piece], side: Side, layout: TableKind) {
        match (layout, side, cell) {
            (
                TableKind::Lines,
                Side::Left,
                [Piece::Symbol(symbol @ Symbol { class: Class::Binary | Class::Relation, .. }), rest @ ..],
            ) => {
                self.operator(symbol.character, " form=\"infix\"");
                self.pieces(rest);
            }
            _ => self.pieces(cell),
        }
    }
}

/// A minus after it is a sign.
fn awaits_operand(piece: &Piece) -> bool {
    match piece {
        Piece::Symbol(symbol) => !matches!(symbol.class, Class::Letter | Class::Ordinary | Class::Closing),
        Piece::Fence { class, .. } => matches!(class, Class::Opening | Class::Relation),
        _ => piece.names_function(),
    }
}
