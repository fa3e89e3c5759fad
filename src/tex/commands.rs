//! Commands: what they take, and what comes of it.

use std::ops::Range;

use super::letters;
use super::names;
use super::read::{Mistake, Result, TexReader, TexToken, mistake};
use crate::course::tree::{Class, LimitsPlacement, Piece, Row};
use crate::diagnostic::{Hint, nearest};
use crate::message::both;

/// The commands that are read here; the others are those of [`names`].
const COMMANDS: &[&str] = &[
    "frac",
    "dfrac",
    "tfrac",
    "binom",
    "dbinom",
    "tbinom",
    "bmod",
    "pmod",
    "sqrt",
    "left",
    "middle",
    "right",
    "begin",
    "end",
    "text",
    "operatorname",
    "overset",
    "underset",
    "stackrel",
    "limits",
    "nolimits",
    "displaystyle",
    "textstyle",
];

impl<'a> TexReader<'a> {
    pub fn command(&mut self, name: &'a str, range: Range<usize>) -> Result<Piece> {
        if let Some(piece) = names::piece(name) {
            return match piece {
                Piece::Symbol(symbol) => self.styled(symbol, range),
                piece => Ok(piece),
            };
        }
        if let Some(font) = letters::font(name) {
            let outer = std::mem::replace(&mut self.font, font);
            let row = self.row_of(name, &range);
            self.font = outer;
            return Ok(Piece::Group { content: letters::joined(row?) });
        }
        if let Some(accent) = names::find(names::ACCENTS, name) {
            return Ok(Piece::Accent { accent, base: self.row_of(name, &range)? });
        }
        if let Some(fence) = self.sized_fence(name)? {
            return Ok(fence);
        }
        match name {
            "frac" | "dfrac" | "tfrac" | "binom" | "dbinom" | "tbinom" => self.fraction(name, &range),
            "bmod" => Ok(Piece::Group { content: vec![space(4), modulo(), space(4)] }),
            "pmod" => {
                let mut content = vec![modulo(), space(6)];
                content.extend(self.row_of(name, &range)?);
                let fenced = Piece::Fenced { open: Some('('), content, close: Some(')') };
                Ok(Piece::Group { content: vec![space(8), fenced] })
            }
            "sqrt" => {
                let index = if self.take('[') { self.index(range.clone())? } else { Vec::new() };
                Ok(Piece::Root { index, radicand: self.row_of(name, &range)? })
            }
            "text" => Ok(Piece::Words { words: self.words(name, range)? }),
            "operatorname" => {
                let limits = if self.take('*') { LimitsPlacement::Display } else { LimitsPlacement::Never };
                Ok(Piece::Function { name: self.words(name, range)?, limits })
            }
            "overset" | "stackrel" => {
                let sup = Some(self.row_of(name, &range)?);
                Ok(Piece::Scripts { base: self.row_of(name, &range)?, limits: LimitsPlacement::Always, sub: None, sup })
            }
            "underset" => {
                let sub = Some(self.row_of(name, &range)?);
                Ok(Piece::Scripts { base: self.row_of(name, &range)?, limits: LimitsPlacement::Always, sub, sup: None })
            }
            "left" => self.fenced(range),
            "middle" => {
                let Some(character) = self.delimiter()? else {
                    return mistake(
                        range,
                        both!("`\\middle` needs a delimiter that can be seen", "`\\middle` 后面要有看得见的定界符"),
                        both!("write `\\middle|`", "请写 `\\middle|`"),
                    );
                };
                Ok(Piece::Fence { character, class: Class::Relation, height: None })
            }
            "begin" => self.environment(range),
            "limits" | "nolimits" => {
                let message = both!("`\\{name}` has nothing to stand at", "`\\{name}` 前面没有符号");
                let hint = both!(
                    "write it behind a sign such as `\\sum`, before its `_` and `^`",
                    "写在 `\\sum` 这样的符号后面，它的 `_` 和 `^` 前面"
                );
                mistake(range, message, hint)
            }
            _ => Err(unknown(name, range)),
        }
    }

    pub fn row_of(&mut self, name: &str, of: &Range<usize>) -> Result<Row> {
        self.argument(&format!("\\{name}"), of.clone())
    }

    fn fraction(&mut self, name: &str, of: &Range<usize>) -> Result<Piece> {
        let (over, under) = (self.row_of(name, of)?, self.row_of(name, of)?);
        let bar = name.ends_with("frac");
        let fraction = Piece::Fraction { over, under, bar };
        let whole =
            if bar { fraction } else { Piece::Fenced { open: Some('('), content: vec![fraction], close: Some(')') } };
        Ok(match name {
            "frac" | "binom" => whole,
            _ => Piece::Sized { display: name.starts_with('d'), content: vec![whole] },
        })
    }

    /// The index of a root, whose bracket was consumed.
    fn index(&mut self, of: Range<usize>) -> Result<Row> {
        self.deeper(of.clone(), |reader| {
            let mut index = Vec::new();
            while !reader.take(']') {
                match reader.peek() {
                    (TexToken::End | TexToken::Character('}' | '&'), _)
                    | (TexToken::Command("right" | "end" | "\\"), _) => {
                        return mistake(
                            of,
                            both!("the index of this root is never closed", "这个根号的指数没有结束"),
                            both!("write `\\sqrt[3]{{x}}`", "请写 `\\sqrt[3]{{x}}`"),
                        );
                    }
                    _ => index.push(reader.scripted()?),
                }
            }
            Ok(index)
        })
    }

    /// Words in braces, as they are.
    pub fn words(&mut self, name: &str, of: Range<usize>) -> Result<String> {
        if !self.take('{') {
            return mistake(
                of,
                both!("`\\{name}` needs words in braces", "`\\{name}` 后面要有花括号里的文字"),
                both!("write `\\{name}{{…}}`", "请写 `\\{name}{{…}}`"),
            );
        }
        let mut words = String::new();
        let mut depth = 0;
        let start = self.at;
        let mut characters = self.source[start..].char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '}' if depth == 0 => {
                    self.at = start + at + 1;
                    return Ok(words);
                }
                '}' => depth -= 1,
                '{' => depth += 1,
                '~' => words.push('\u{a0}'),
                '\n' | '\r' => words.push(' '),
                '\\' => match characters.next() {
                    Some((_, escaped @ ('%' | '$' | '#' | '&' | '_' | '{' | '}' | ' '))) => words.push(escaped),
                    Some((_, ',')) => words.push('\u{2009}'),
                    next => {
                        let end = next.map_or(at + 1, |(at, c)| at + c.len_utf8());
                        let message = both!("a command cannot stand in `\\{name}`", "`\\{name}` 里不能有命令");
                        return mistake(
                            start + at..start + end,
                            message,
                            both!("end the words before it, and go on after it", "在它前面结束文字，在它后面再继续"),
                        );
                    }
                },
                _ => words.push(character),
            }
        }
        mistake(
            start - 1..start,
            both!("this `{{` is never closed", "这个 `{{` 没有结束"),
            both!("write `}}` where the words end", "在文字末尾写上 `}}`"),
        )
    }
}

fn modulo() -> Piece {
    Piece::Name { name: "mod".to_owned() }
}

fn space(width: i8) -> Piece {
    Piece::Space { width }
}

/// The names of all commands.
pub fn commands() -> impl Iterator<Item = &'static str> + Clone {
    COMMANDS.iter().copied().chain(names::all()).chain(letters::FONTS.iter().map(|&(name, _)| name))
}

fn unknown(name: &str, range: Range<usize>) -> Box<Mistake> {
    let hint = match nearest(name, commands().filter(|known| known.len() > 1)) {
        Some(near) => Hint::meant_as(name, near, &format!("\\{near}")),
        None => both!(
            "use a command of the list in the authoring format, section “Formulas”",
            "请用编写格式说明中“Formulas”一节列出的命令"
        )
        .into(),
    };
    let message = match name {
        "" => both!("a `\\` without a name", "`\\` 后面没有名称"),
        _ => both!("unknown command `\\{name}`", "不认识的命令 `\\{name}`"),
    };
    Box::new(Mistake { range, message, hint })
}
