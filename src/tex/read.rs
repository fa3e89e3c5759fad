//! TeX to a tree: the part of it that formulas need, and no macros.
//!
//! One descent over the characters, as deep as [`DEEPEST`] and no longer than [`LONGEST`]. It ends at the first mistake, which knows its place
//! and what to write instead.

use std::ops::Range;

use super::letters::{self, Font};
use super::names;
use crate::course::tree::{Accent, Class, LimitsPlacement, Piece, Row, Symbol};
use crate::diagnostic::Hint;
use crate::message::{Message, both};
use crate::typography::is_wide;

/// How deep a formula may nest. Nobody can read more, and Typst takes so much within lists as deep as [`crate::syntax::MAX_DEPTH`].
pub const DEEPEST: usize = 8;

/// How many characters a formula may have: far more than a page is wide, and few enough that the typesetter is soon done with them.
pub const LONGEST: usize = 4_000;

/// How many columns a table may have, and how many rows. Each row is filled up to the widest, so without a bound few characters make many
/// cells; and a formula is not parted, so more rows than that would run off the foot of a small page.
pub const MOST_CELLS: usize = 32;

/// What is wrong with a formula.
#[derive(Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Bytes of the formula.
    pub range: Range<usize>,
    pub message: Message,
    pub hint: Hint,
}

pub type Result<T> = std::result::Result<T, Box<Mistake>>;

/// Reads what stands between the dollar signs.
pub fn read(source: &str) -> Result<Row> {
    if let Some((end, _)) = source.char_indices().nth(LONGEST) {
        return mistake(
            0..end,
            both!("this formula is longer than {LONGEST} characters", "这个公式超过 {LONGEST} 个字符"),
            both!("make several formulas of it", "请把它分成几个公式"),
        );
    }
    let mut reader = TexReader { source, at: 0, depth: 0, font: Font::Italic };
    let row = reader.row()?;
    match reader.peek() {
        (TexToken::End, _) => Ok(row),
        (_, range) => Err(reader.stray(range)),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TexToken<'a> {
    /// Without its backslash.
    Command(&'a str),
    Character(char),
    End,
}

/// A place in a formula, and what is known of what stands around it.
pub struct TexReader<'a> {
    pub source: &'a str,
    pub at: usize,
    depth: usize,
    pub font: Font,
}

impl<'a> TexReader<'a> {
    /// The next token and its place; spaces before it are passed over.
    pub fn peek(&mut self) -> (TexToken<'a>, Range<usize>) {
        let rest = self.source[self.at..].trim_start();
        self.at = self.source.len() - rest.len();
        let token = match rest.strip_prefix('\\') {
            None => rest.chars().next().map_or(TexToken::End, TexToken::Character),
            Some(name) => {
                let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
                let length = if letters > 0 { letters } else { name.chars().next().map_or(0, char::len_utf8) };
                TexToken::Command(&name[..length])
            }
        };
        let length = match token {
            TexToken::Command(name) => 1 + name.len(),
            TexToken::Character(character) => character.len_utf8(),
            TexToken::End => 0,
        };
        (token, self.at..self.at + length)
    }

    pub fn advance(&mut self) -> (TexToken<'a>, Range<usize>) {
        let (token, range) = self.peek();
        self.at = range.end;
        (token, range)
    }

    /// Takes a character if it is the next one.
    pub fn take(&mut self, character: char) -> bool {
        let (token, range) = self.peek();
        let found = token == TexToken::Character(character);
        if found {
            self.at = range.end;
        }
        found
    }

    /// Pieces up to what cannot stand in a row: its end, or a mistake. That is not consumed.
    pub fn row(&mut self) -> Result<Row> {
        let mut row = Vec::new();
        loop {
            match self.peek() {
                (TexToken::End | TexToken::Character('}' | '&'), _) => break,
                (TexToken::Command("right" | "end" | "\\"), _) => break,
                (TexToken::Command(name @ ("displaystyle" | "textstyle")), range) => {
                    self.at = range.end;
                    let content = self.deeper(range, Self::row)?;
                    row.push(Piece::Sized { display: name == "displaystyle", content });
                }
                _ => row.push(self.scripted()?),
            }
        }
        Ok(letters::joined(row))
    }

    pub fn deeper<T>(&mut self, range: Range<usize>, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth == DEEPEST {
            let message = both!("this formula nests more than {DEEPEST} deep", "这个公式嵌套超过 {DEEPEST} 层");
            let hint =
                both!("give a part of it a name, and a formula of its own", "给其中一部分起个名字，单独写成一个公式");
            return mistake(range, message, hint);
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// A piece and what stands at it.
    pub fn scripted(&mut self) -> Result<Piece> {
        let base = match self.peek() {
            (TexToken::Character('_' | '^' | '\''), _) => Vec::new(),
            _ => vec![self.atom()?],
        };
        let mut limits = limits(&base);
        let (mut sub, mut sup, mut primes) = (None, None, Vec::new());
        loop {
            let (token, range) = self.peek();
            match token {
                TexToken::Command("limits") => limits = LimitsPlacement::Always,
                TexToken::Command("nolimits") => limits = LimitsPlacement::Never,
                TexToken::Character('\'') => {
                    primes.push(Piece::Symbol(Symbol { character: '′', class: Class::Ordinary, upright: false }));
                }
                TexToken::Character('_') if sub.is_none() => {
                    self.at = range.end;
                    sub = Some(self.argument("_", range)?);
                    continue;
                }
                TexToken::Character('^') if sup.is_none() => {
                    self.at = range.end;
                    sup = Some(self.argument("^", range)?);
                    continue;
                }
                TexToken::Character(character @ ('_' | '^')) => {
                    let message = both!("a second `{character}` at the same place", "同一处有两个 `{character}`");
                    return mistake(
                        range,
                        message,
                        both!(
                            "put braces around what it belongs to: `{{x{character}a}}{character}b`",
                            "用花括号括住它所属的部分：`{{x{character}a}}{character}b`"
                        ),
                    );
                }
                _ => break,
            }
            self.at = range.end;
        }
        if !primes.is_empty() {
            primes.extend(sup.into_iter().flatten());
            sup = Some(primes);
        }
        if sub.is_none() && sup.is_none() {
            return Ok(base.into_iter().next().expect("a base without scripts was read"));
        }
        Ok(Piece::Scripts { base, limits, sub, sup })
    }

    fn atom(&mut self) -> Result<Piece> {
        let (token, range) = self.advance();
        match token {
            TexToken::End => mistake(
                range,
                both!("something is missing at the end of the formula", "公式末尾缺少内容"),
                both!("write the rest of it", "请把它写完"),
            ),
            TexToken::Command(name) => self.command(name, range),
            TexToken::Character('{') => Ok(Piece::Group { content: self.group(range)? }),
            TexToken::Character('~') => Ok(Piece::Space { width: 6 }),
            TexToken::Character(c) if c.is_ascii_digit() || c == '.' && self.digits(range.end) > 0 => {
                Ok(Piece::Number { digits: self.number(range.start) })
            }
            TexToken::Character(c) if c.is_ascii_alphabetic() => {
                let symbol = Symbol { character: c, class: Class::Letter, upright: self.font == Font::Upright };
                self.styled(symbol, range)
            }
            TexToken::Character(c) => match names::symbol(c) {
                Some(symbol) => self.styled(symbol, range),
                None if is_wide(c) || c.is_alphabetic() => {
                    let rest = &self.source[range.start..];
                    let word = |c: char| is_wide(c) || c.is_alphabetic() && !c.is_ascii();
                    let end = rest.find(|c| !word(c)).unwrap_or(rest.len());
                    self.at = range.start + end;
                    Ok(Piece::Words { words: rest[..end].to_owned() })
                }
                None => Err(self.stray(range)),
            },
        }
    }

    pub fn styled(&self, symbol: Symbol, range: Range<usize>) -> Result<Piece> {
        match letters::styled(symbol.character, self.font) {
            Some(character) => Ok(Piece::Symbol(Symbol { character, ..symbol })),
            None => mistake(
                range,
                both!("there is no `{}` in this type", "这种字体没有 `{}`", symbol.character),
                both!("it has capital letters alone", "它只有大写字母"),
            ),
        }
    }

    /// How many digits stand at a place.
    pub fn digits(&self, at: usize) -> usize {
        self.source[at..].bytes().take_while(u8::is_ascii_digit).count()
    }

    /// A number with its decimal point, and with commas between thousands: `1,000` or `1{,}000`.
    fn number(&mut self, start: usize) -> String {
        self.at = start + self.digits(start);
        loop {
            let rest = &self.source[self.at..];
            let comma = if rest.starts_with("{,}") { 3 } else { usize::from(rest.starts_with(',')) };
            if comma == 0 || self.digits(self.at + comma) != 3 {
                break;
            }
            self.at += comma + 3;
        }
        if self.source[self.at..].starts_with('.') {
            let decimals = self.digits(self.at + 1);
            self.at += if decimals > 0 { 1 + decimals } else { 0 };
        }
        let number = self.source[start..self.at].replace("{,}", ",");
        number.chars().map(|c| letters::styled(c, self.font).unwrap_or(c)).collect()
    }

    /// What stands between braces, of which the first was consumed.
    fn group(&mut self, open: Range<usize>) -> Result<Row> {
        let row = self.deeper(open.clone(), Self::row)?;
        match self.peek() {
            (TexToken::Character('}'), range) => {
                self.at = range.end;
                Ok(row)
            }
            (TexToken::End, _) => mistake(
                open,
                both!("this `{{` is never closed", "这个 `{{` 没有结束"),
                both!("write `}}` where the group ends", "在这一组的末尾写上 `}}`"),
            ),
            (_, range) => Err(self.stray(range)),
        }
    }

    /// What a command or script works on: a group, or a single piece.
    pub fn argument(&mut self, command: &str, of: Range<usize>) -> Result<Row> {
        let (token, range) = self.peek();
        match token {
            TexToken::Character('{') => {
                self.at = range.end;
                self.group(range)
            }
            TexToken::Character(c) if c.is_ascii_digit() => {
                self.at = range.end;
                Ok(vec![Piece::Number { digits: letters::styled(c, self.font).unwrap_or(c).to_string() }])
            }
            TexToken::End
            | TexToken::Character('}' | '&' | '_' | '^' | '\'')
            | TexToken::Command("right" | "end" | "\\") => {
                let message = both!("`{command}` needs something to work on", "`{command}` 后面缺少内容");
                mistake(of, message, both!("write it in braces: `{command}{{…}}`", "写在花括号里：`{command}{{…}}`"))
            }
            _ => Ok(vec![self.deeper(range, Self::atom)?]),
        }
    }

    /// What cannot stand where it does.
    pub fn stray(&self, range: Range<usize>) -> Box<Mistake> {
        let text = &self.source[range.clone()];
        let lines = both!(
            "put the lines between `\\begin{{aligned}}` and `\\end{{aligned}}`",
            "把各行写在 `\\begin{{aligned}}` 与 `\\end{{aligned}}` 之间"
        );
        let (message, hint) = match text {
            "}" => (
                both!("this `}}` closes nothing", "这个 `}}` 没有对应的 `{{`"),
                both!("remove it, or write `\\}}` to show a brace", "删掉它；要显示花括号，请写 `\\}}`"),
            ),
            "%" => (
                both!("in TeX, `%` begins a comment", "在 TeX 里，`%` 表示注释"),
                both!("write `\\%` for a percent sign", "百分号请写 `\\%`"),
            ),
            "#" | "$" => (
                both!("`{text}` means something else in TeX", "`{text}` 在 TeX 里另有含义"),
                both!("write `\\{text}` to show it", "要显示它，请写 `\\{text}`"),
            ),
            "&" => (
                both!("`&` parts the cells of a table, and here is none", "`&` 用来分开表格的单元，而这里没有表格"),
                both!("write `\\&` to show it, or {lines}", "要显示它，请写 `\\&`；或{lines}"; lines),
            ),
            "\\\\" => (both!("`\\\\` ends a line, and here is only one", "`\\\\` 结束一行，而这里只有一行"), lines),
            "\\right" => (
                both!("this `\\right` has no `\\left`", "这个 `\\right` 没有对应的 `\\left`"),
                both!(
                    "write `\\left(` where it begins, or `\\left.` to show nothing there",
                    "在开头写上 `\\left(`；那里不显示符号时，写 `\\left.`"
                ),
            ),
            "\\end" => (
                both!("this `\\end` has no `\\begin`", "这个 `\\end` 没有对应的 `\\begin`"),
                both!(
                    "remove it, or write `\\begin` before what it closes",
                    "删掉它，或在它结束的内容前面写上 `\\begin`"
                ),
            ),
            other => (
                both!("`{other}` cannot stand in a formula", "公式里不能有 `{other}`"),
                both!("put words in `\\text{{…}}`", "文字请放在 `\\text{{…}}` 里"),
            ),
        };
        Box::new(Mistake { range, message, hint: hint.into() })
    }
}

/// Where the scripts of a base stand if nothing else is said.
fn limits(base: &[Piece]) -> LimitsPlacement {
    match base {
        // Those of an integral stay at its right.
        [Piece::Symbol(Symbol { class: Class::Large, character: '∫'..='∮', .. })] => LimitsPlacement::Never,
        [Piece::Symbol(Symbol { class: Class::Large, .. })] => LimitsPlacement::Display,
        [Piece::Function { limits, .. }] => *limits,
        [Piece::Accent { accent: Accent::Overbrace | Accent::Underbrace, .. }] => LimitsPlacement::Always,
        _ => LimitsPlacement::Never,
    }
}

pub fn mistake<T>(range: Range<usize>, message: Message, hint: impl Into<Hint>) -> Result<T> {
    Err(Box::new(Mistake { range, message, hint: hint.into() }))
}
