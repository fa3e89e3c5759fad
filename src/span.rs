//! A place in the sources: a file, and a range of its bytes.
//!
//! Every mistake and every piece of a text carries one. [`crate::sources`] knows the line and the column of it.

use serde::{Deserialize, Serialize};

/// A file of the course, valid for the [`crate::sources::Sources`] that gave it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(u32);

impl FileId {
    pub(crate) fn new(index: usize) -> FileId {
        FileId(index as u32)
    }

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes in a file, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file that holds the bytes.
    pub file: FileId,
    /// The first byte of the range, counted from 0.
    pub start: u32,
    /// The byte behind the last one; equal to `start` for a place without extent.
    pub end: u32,
}

impl Span {
    /// The place of a range of bytes. Files are bounded far below 4 GB ([`crate::sources::Limits`]).
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Span {
        Span { file, start: range.start as u32, end: range.end as u32 }
    }

    /// The beginning of a file, for a message about all of it.
    pub fn start_of(file: FileId) -> Span {
        Span { file, start: 0, end: 0 }
    }

    /// The same range without its file, to slice the text with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}
