//! Delimiters: parentheses and what else stands around a part of a formula.

use std::ops::Range;

use super::names;
use super::read::{Result, TexReader, TexToken, mistake};
use crate::course::tree::{Class, Piece, Symbol};
use crate::message::{Message, both};

impl TexReader<'_> {
    /// `\left( … \right)`, of which the first command was consumed.
    pub fn fenced(&mut self, left: Range<usize>) -> Result<Piece> {
        let open = self.delimiter()?;
        let content = self.deeper(left.clone(), Self::row)?;
        match self.peek() {
            (TexToken::Command("right"), range) => {
                self.at = range.end;
                Ok(Piece::Fenced { open, content, close: self.delimiter()? })
            }
            (TexToken::End | TexToken::Character('}') | TexToken::Command("end"), _) => mistake(
                left,
                both!("this `\\left` has no `\\right`", "这个 `\\left` 没有对应的 `\\right`"),
                both!(
                    "write `\\right)` where it ends, or `\\right.` to show nothing there",
                    "在末尾写上 `\\right)`；那里不显示符号时，写 `\\right.`"
                ),
            ),
            (_, range) => Err(self.stray(range)),
        }
    }

    pub fn delimiter(&mut self) -> Result<Option<char>> {
        let (token, range) = self.advance();
        match token {
            TexToken::Character('.') => Ok(None),
            TexToken::Character('<') => Ok(Some('⟨')),
            TexToken::Character('>') => Ok(Some('⟩')),
            TexToken::Character(c @ ('(' | ')' | '[' | ']' | '|' | '/')) => Ok(Some(c)),
            TexToken::Command(name) => match names::piece(name) {
                Some(Piece::Symbol(Symbol {
                    character: c @ ('{' | '}' | '|' | '‖' | '⌊' | '⌋' | '⌈' | '⌉' | '⟨' | '⟩'),
                    ..
                })) => Ok(Some(c)),
                _ => mistake(range, both!("`\\{name}` is no delimiter", "`\\{name}` 不是定界符"), delimiters()),
            },
            _ => mistake(range, both!("expected a delimiter", "这里应为定界符"), delimiters()),
        }
    }

    /// `\big|`, `\bigl(`, `\bigr)`.
    pub fn sized_fence(&mut self, name: &str) -> Result<Option<Piece>> {
        let side = |end: char| name.strip_suffix(end).and_then(|name| names::find(names::FENCE_SIZES, name));
        let plain = names::find(names::FENCE_SIZES, name).map(|size| (size, None));
        let found = plain
            .or_else(|| side('l').map(|size| (size, Some(Class::Opening))))
            .or_else(|| side('r').map(|size| (size, Some(Class::Closing))))
            .or_else(|| side('m').map(|size| (size, Some(Class::Relation))));
        let Some((size, class)) = found else { return Ok(None) };
        let start = self.at;
        let Some(character) = self.delimiter()? else {
            return mistake(
                start..self.at,
                both!("expected a delimiter that can be seen", "这里应为看得见的定界符"),
                both!("write `\\{name}(`", "请写 `\\{name}(`"),
            );
        };
        let own = match character {
            '(' | '[' | '{' | '⌊' | '⌈' | '⟨' => Class::Opening,
            ')' | ']' | '}' | '⌋' | '⌉' | '⟩' => Class::Closing,
            _ => Class::Ordinary,
        };
        Ok(Some(Piece::Fence { character, class: class.unwrap_or(own), height: Some(size) }))
    }
}

fn delimiters() -> Message {
    both!(
        "the delimiters are `(`, `[`, `\\{{`, `|`, `\\|`, `\\langle`, `\\lfloor`, `\\lceil`, or `.` for none",
        "定界符有 `(`、`[`、`\\{{`、`|`、`\\|`、`\\langle`、`\\lfloor`、`\\lceil`，或用 `.` 表示没有"
    )
}
