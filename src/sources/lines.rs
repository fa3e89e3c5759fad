//! From a byte of a text to its line and column.

use std::cell::Cell;

/// A place in a text as an editor counts it: both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// The last place that was asked for, from which the next one on its line is not far.
    last: Cell<(usize, LineColumn)>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a text. Only `\n` ends one: a `\r` before it belongs to its line.
    pub fn new(text: &'a str) -> Lines<'a> {
        let ends = text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| i + 1);
        let last = Cell::new((0, LineColumn { line: 1, column: 1 }));
        Lines { text, starts: std::iter::once(0).chain(ends).collect(), last }
    }

    /// The index of the line of a byte.
    pub fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at) - 1
    }

    /// The bytes of some lines, line ends included.
    pub fn range(&self, lines: std::ops::RangeInclusive<usize>) -> std::ops::Range<usize> {
        let end = self.starts.get(lines.end() + 1).copied().unwrap_or(self.text.len());
        self.starts[*lines.start()]..end
    }

    /// The place of a byte, or of the character that it is in.
    pub fn place(&self, at: usize) -> LineColumn {
        let at = self.text.floor_char_boundary(at.min(self.text.len()));
        let line = self.line(at);
        let (last_at, last) = self.last.get();
        let (from, column) =
            if last.line == line + 1 && last_at <= at { (last_at, last.column) } else { (self.starts[line], 1) };
        let passed = self.text[from..at].chars().filter(|&c| c != '\u{feff}').count();
        let place = LineColumn { line: line + 1, column: column + passed };
        self.last.set((at, place));
        place
    }
}
