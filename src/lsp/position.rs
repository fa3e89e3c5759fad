//! From the places of an editor to ours and back.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How an editor counts the columns of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// In bytes.
    Utf8,
    /// In units of two bytes, of which an emoji takes two: what every editor knows.
    Utf16,
}

/// A place as an editor counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// From 0.
    pub line: u32,
    /// Of the line, from 0, by the [`Encoding`].
    pub character: u32,
}

/// A range as an editor counts it, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PositionRange {
    pub start: Position,
    pub end: Position,
}

/// The lines of a text.
pub struct TextLines<'a> {
    text: &'a str,
    /// Of each line but its end.
    lines: Vec<Range<usize>>,
    encoding: Encoding,
}

impl<'a> TextLines<'a> {
    /// `\n`, `\r\n` and `\r` end a line, as in every editor.
    pub fn new(text: &'a str, encoding: Encoding) -> TextLines<'a> {
        let (mut lines, mut start) = (Vec::new(), 0);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let length = match bytes[at] {
                b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
                b'\r' | b'\n' => 1,
                _ => 0,
            };
            if length > 0 {
                lines.push(start..at);
                start = at + length;
            }
            at += length.max(1);
        }
        lines.push(start..text.len());
        TextLines { text, lines, encoding }
    }

    /// The place of a byte, or of the character that it is in.
    pub fn position(&self, at: usize) -> Position {
        let at = self.text.floor_char_boundary(at.min(self.text.len()));
        let line = self.lines.partition_point(|line| line.start <= at) - 1;
        let before = &self.text[self.lines[line].start..at.clamp(self.lines[line].start, self.lines[line].end)];
        Position { line: line as u32, character: before.chars().map(|c| self.units(c)).sum::<usize>() as u32 }
    }

    pub fn range(&self, range: Range<usize>) -> PositionRange {
        PositionRange { start: self.position(range.start), end: self.position(range.end) }
    }

    /// The byte at a place; behind the end of a line or a text, the end.
    pub fn offset(&self, position: Position) -> usize {
        let Some(line) = self.lines.get(position.line as usize) else { return self.text.len() };
        let mut units = 0;
        for (at, c) in self.text[line.clone()].char_indices() {
            units += self.units(c);
            if units > position.character as usize {
                return line.start + at;
            }
        }
        line.end
    }

    fn units(&self, c: char) -> usize {
        match self.encoding {
            Encoding::Utf8 => c.len_utf8(),
            Encoding::Utf16 => c.len_utf16(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_emoji_are_counted_as_the_editor_counts_them() {
        let text = "one\r\n[[步骤]] 😀 [[x]]\rlast\n";
        let second = text.rfind("[[x").expect("it is there");
        for (encoding, character) in [(Encoding::Utf16, 10), (Encoding::Utf8, 16)] {
            let lines = TextLines::new(text, encoding);
            let place = Position { line: 1, character };
            assert_eq!((lines.position(second), lines.offset(place)), (place, second), "{encoding:?}");
            let end = Position { line: 1, character: character + 5 };
            assert_eq!(lines.range(second..second + 5), PositionRange { start: place, end }, "{encoding:?}");
        }
        let lines = TextLines::new(text, Encoding::Utf16);
        assert_eq!(lines.position(text.find("last").expect("it is there")), Position { line: 2, character: 0 });
        // Within an emoji, behind a line, behind the text.
        let emoji = text.find('😀').expect("it is there");
        assert_eq!(lines.offset(Position { line: 1, character: 8 }), emoji);
        assert_eq!(lines.offset(Position { line: 0, character: 99 }), 3);
        assert_eq!(lines.offset(Position { line: 99, character: 0 }), text.len());
        assert_eq!(lines.position(usize::MAX), Position { line: 3, character: 0 });
    }

    #[test]
    fn every_byte_has_a_place_that_leads_back() {
        let text = "# 标题\r\n\n\u{feff}e\u{301} 😀\ta\r";
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let lines = TextLines::new(text, encoding);
            for (at, c) in text.char_indices().filter(|(_, c)| !matches!(c, '\r' | '\n')) {
                assert_eq!(lines.offset(lines.position(at)), at, "{c:?}");
            }
        }
    }
}
