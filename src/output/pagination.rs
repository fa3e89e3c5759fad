//! The pages of a printed book as other outputs name them: the number of each, and what of the course begins on it. [`super::print`] knows
//! them after layout, and electronic books tell them to their readers.

use crate::course::{ItemIx, KindIx, TermIx};
use crate::span::Span;

/// A page of a printed book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedPage {
    /// Which page of the PDF it is, from 1.
    pub ordinal: usize,
    /// Its number, as it stands on it.
    pub number: String,
    /// The first thing that begins on it. If nothing does, what began last before it.
    pub begin: Begin,
}

/// A place of a course at which a page can begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// A kind of items.
    Part(KindIx),
    /// The foreword, or the block of it with this span.
    Front(Option<Span>),
    /// An item, or the block of it with this span, in one of its languages.
    Item(ItemIx, Option<Span>),
    /// The glossary, or a term in it.
    Glossary(Option<TermIx>),
}

impl Begin {
    /// Whether it is the head of what begins, and not a block or a term of it.
    pub fn is_head(self) -> bool {
        matches!(self, Begin::Part(_) | Begin::Front(None) | Begin::Item(_, None) | Begin::Glossary(None))
    }
}
