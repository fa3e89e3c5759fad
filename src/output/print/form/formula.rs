//! Formulas of a form, as Word writes them itself (Office Math, ECMA-376, part 1, 22.1), so that they can be changed there.

#[cfg(test)]
mod tests;

use std::fmt::Write;

use crate::course::tree::{Accent, Class, FormulaTable, LimitsPlacement, Piece, Side, Symbol};
use crate::output::html::escape;

/// Stands where a formula has nothing: Word would ask for something to be typed there.
const NOTHING: char = '\u{200b}';

/// A formula within a line.
pub fn in_line(pieces: &[Piece]) -> String {
    let mut writer = MathWriter { display: false, out: String::new() };
    writer.element("m:oMath", |writer| writer.pieces(pieces));
    writer.out
}

/// A formula in a line of its own.
pub fn display(pieces: &[Piece]) -> String {
    let mut writer = MathWriter { display: true, out: String::new() };
    writer.element("m:oMathPara", |writer| writer.element("m:oMath", |writer| writer.pieces(pieces)));
    writer.out
}

/// How a run is set: with its letters leaning or upright, or as words of a text.
#[derive(Clone, Copy)]
enum Style {
    Math,
    Upright,
    Words,
}

struct MathWriter {
    /// Whether sums have their limits above and below.
    display: bool,
    out: String,
}

impl MathWriter {
    fn element(&mut self, name: &str, inner: impl FnOnce(&mut Self)) {
        let _ = write!(self.out, "<{name}>");
        inner(self);
        let _ = write!(self.out, "</{name}>");
    }

    fn property(&mut self, name: &str, value: &str) {
        let _ = write!(self.out, "<m:{name} m:val=\"");
        escape::attribute(value, &mut self.out);
        self.out.push_str("\"/>");
    }

    /// An argument of a construction.
    fn argument(&mut self, name: &str, pieces: &[Piece]) {
        self.element(name, |writer| {
            if pieces.is_empty() {
                writer.run(Style::Math, NOTHING.encode_utf8(&mut [0; 4]));
            }
            writer.pieces(pieces);
        });
    }

    /// An argument in the size of a text.
    fn small(&mut self, name: &str, pieces: &[Piece]) {
        let display = std::mem::replace(&mut self.display, false);
        self.argument(name, pieces);
        self.display = display;
    }

    fn run(&mut self, style: Style, text: &str) {
        self.out.push_str(match style {
            Style::Math => "<m:r>",
            Style::Upright => "<m:r><m:rPr><m:sty m:val=\"p\"/></m:rPr>",
            Style::Words => "<m:r><m:rPr><m:nor/></m:rPr>",
        });
        if !matches!(style, Style::Words) {
            self.out.push_str("<w:rPr><w:rFonts w:ascii=\"Cambria Math\" w:hAnsi=\"Cambria Math\"/></w:rPr>");
        }
        self.out.push_str("<m:t xml:space=\"preserve\">");
        escape::text(text, &mut self.out);
        self.out.push_str("</m:t></m:r>");
    }

    fn pieces(&mut self, mut pieces: &[Piece]) {
        while let Some((piece, rest)) = pieces.split_first() {
            // Word wants to know of a large operator what it is applied to: all until the next relation.
            pieces = match operator(piece) {
                Some(large) => {
                    let (operand, rest) = rest.split_at(rest.iter().position(ends_operand).unwrap_or(rest.len()));
                    self.large(&large, operand);
                    rest
                }
                None => {
                    self.piece(piece);
                    if piece.names_function() && rest.first().is_some_and(|next| !next.follows_closely()) {
                        self.run(Style::Math, "\u{2009}");
                    }
                    rest
                }
            };
        }
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Symbol(Symbol { character, class, upright }) => {
                let letter = matches!(class, Class::Letter | Class::Ordinary);
                let style = if letter && *upright { Style::Upright } else { Style::Math };
                self.run(style, character.encode_utf8(&mut [0; 4]));
            }
            Piece::Number { digits } => self.run(Style::Math, digits),
            Piece::Words { words } => self.run(Style::Words, words),
            Piece::Name { name } | Piece::Function { name, .. } => self.run(Style::Upright, name),
            Piece::Space { width } => self.space(*width),
            Piece::Group { content } => self.pieces(content),
            Piece::Fraction { over, under, bar } => self.element("m:f", |writer| {
                if !bar {
                    writer.element("m:fPr", |writer| writer.property("type", "noBar"));
                }
                writer.small("m:num", over);
                writer.small("m:den", under);
            }),
            Piece::Root { index, radicand } => self.element("m:rad", |writer| {
                if index.is_empty() {
                    writer.element("m:radPr", |writer| writer.property("degHide", "1"));
                    writer.out.push_str("<m:deg/>");
                } else {
                    writer.small("m:deg", index);
                }
                writer.argument("m:e", radicand);
            }),
            Piece::Scripts { base, limits, sub, sup } => self.scripts(base, *limits, sub.as_deref(), sup.as_deref()),
            Piece::Accent { accent, base } => self.accent(*accent, base),
            Piece::Fenced { open, content, close } => {
                self.fenced(*open, *close, |writer| writer.argument("m:e", content));
            }
            Piece::Fence { character, .. } => self.run(Style::Math, character.encode_utf8(&mut [0; 4])),
            Piece::Table(table) => self.table(table),
            Piece::Sized { display, content } => {
                let outer = std::mem::replace(&mut self.display, *display);
                self.pieces(content);
                self.display = outer;
            }
        }
    }

    /// The spaces of Unicode are the only ones that formulas of Word have, and none goes to the left.
    fn space(&mut self, eighteenths: i8) {
        let space = match eighteenths {
            ..=0 => return,
            1..=3 => "\u{2009}",
            4..=8 => "\u{2005}",
            9..=18 => "\u{2003}",
            _ => "\u{2003}\u{2003}",
        };
        self.run(Style::Math, space);
    }

    fn large(&mut self, large: &Operator, operand: &[Piece]) {
        let beside = large.limits.is_beside(self.display);
        self.element("m:nary", |writer| {
            writer.element("m:naryPr", |writer| {
                writer.property("chr", large.character.encode_utf8(&mut [0; 4]));
                writer.property("limLoc", if beside { "subSup" } else { "undOvr" });
                for (name, script) in [("subHide", large.sub), ("supHide", large.sup)] {
                    if script.is_none() {
                        writer.property(name, "1");
                    }
                }
            });
            for (name, script) in [("m:sub", large.sub), ("m:sup", large.sup)] {
                match script {
                    Some(script) => writer.small(name, script),
                    None => _ = write!(writer.out, "<{name}/>"),
                }
            }
            writer.argument("m:e", operand);
        });
    }

    fn scripts(&mut self, base: &[Piece], limits: LimitsPlacement, sub: Option<&[Piece]>, sup: Option<&[Piece]>) {
        if limits.is_beside(self.display) {
            let name = match (sub, sup) {
                (Some(_), Some(_)) => "m:sSubSup",
                (Some(_), None) => "m:sSub",
                _ => "m:sSup",
            };
            return self.element(name, |writer| {
                writer.argument("m:e", base);
                sub.into_iter().for_each(|sub| writer.small("m:sub", sub));
                sup.into_iter().for_each(|sup| writer.small("m:sup", sup));
            });
        }
        let below = |writer: &mut Self| match sub {
            Some(sub) => writer.element("m:limLow", |writer| {
                writer.argument("m:e", base);
                writer.small("m:lim", sub);
            }),
            None => writer.pieces(base),
        };
        match sup {
            Some(sup) => self.element("m:limUpp", |writer| {
                writer.element("m:e", below);
                writer.small("m:lim", sup);
            }),
            None => below(self),
        }
    }

    fn accent(&mut self, accent: Accent, base: &[Piece]) {
        let (name, properties): (_, &[(&str, &str)]) = match accent {
            Accent::Hat | Accent::WideHat => ("acc", &[("chr", "\u{302}")]),
            Accent::Tilde | Accent::WideTilde => ("acc", &[("chr", "\u{303}")]),
            Accent::Bar => ("acc", &[("chr", "\u{304}")]),
            Accent::Vector => ("acc", &[("chr", "\u{20d7}")]),
            Accent::Dot => ("acc", &[("chr", "\u{307}")]),
            Accent::TwoDots => ("acc", &[("chr", "\u{308}")]),
            Accent::Overline => ("bar", &[("pos", "top")]),
            Accent::Underline => ("bar", &[("pos", "bot")]),
            Accent::Overbrace => ("groupChr", &[("chr", "⏞"), ("pos", "top"), ("vertJc", "bot")]),
            Accent::Underbrace => ("groupChr", &[("chr", "⏟"), ("pos", "bot"), ("vertJc", "top")]),
        };
        self.element(&format!("m:{name}"), |writer| {
            writer.element(&format!("m:{name}Pr"), |writer| {
                properties.iter().for_each(|(property, value)| writer.property(property, value));
            });
            writer.argument("m:e", base);
        });
    }

    /// Between delimiters that grow with it; one that is not there is empty.
    fn fenced(&mut self, open: Option<char>, close: Option<char>, inner: impl FnOnce(&mut Self)) {
        let sign = |character: Option<char>| character.map_or(String::new(), String::from);
        self.element("m:d", |writer| {
            writer.element("m:dPr", |writer| {
                writer.property("begChr", &sign(open));
                writer.property("endChr", &sign(close));
            });
            inner(writer);
        });
    }

    fn table(&mut self, table: &FormulaTable) {
        if table.open.is_some() || table.close.is_some() {
            self.fenced(table.open, table.close, |writer| writer.element("m:e", |writer| writer.matrix(table)));
        } else {
            self.matrix(table);
        }
    }

    fn matrix(&mut self, table: &FormulaTable) {
        let column = |side: &Side| match side {
            Side::Left => "left",
            Side::Center => "center",
            Side::Right => "right",
        };
        self.element("m:m", |writer| {
            writer.element("m:mPr", |writer| {
                writer.property("plcHide", "1");
                writer.element("m:mcs", |writer| {
                    for side in &table.columns {
                        writer.element("m:mc", |writer| {
                            writer.element("m:mcPr", |writer| {
                                writer.property("count", "1");
                                writer.property("mcJc", column(side));
                            });
                        });
                    }
                });
            });
            for row in &table.rows {
                writer.element("m:mr", |writer| row.iter().for_each(|cell| writer.argument("m:e", cell)));
            }
        });
    }
}

/// A large operator with its limits.
struct Operator<'a> {
    character: char,
    limits: LimitsPlacement,
    sub: Option<&'a [Piece]>,
    sup: Option<&'a [Piece]>,
}

fn operator(piece: &Piece) -> Option<Operator<'_>> {
    let character = |piece: &Piece| match piece {
        Piece::Symbol(Symbol { class: Class::Large, character, .. }) => Some(*character),
        _ => None,
    };
    match piece {
        Piece::Scripts { base, limits, sub, sup } => match &base[..] {
            [base] => Some(Operator {
                character: character(base)?,
                limits: *limits,
                sub: sub.as_deref(),
                sup: sup.as_deref(),
            }),
            _ => None,
        },
        _ => Some(Operator { character: character(piece)?, limits: LimitsPlacement::Never, sub: None, sup: None }),
    }
}

/// Whether a large operator is not applied to this, nor to what follows.
fn ends_operand(piece: &Piece) -> bool {
    match piece {
        Piece::Symbol(symbol) => matches!(symbol.class, Class::Relation | Class::Punctuation | Class::Closing),
        Piece::Words { .. } => true,
        _ => false,
    }
}
