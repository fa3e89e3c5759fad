//! What to print, and how it looks.

use std::collections::BTreeSet;

use crate::course::ItemIx;
use crate::course::edition::Edition;
use crate::course::reading::{Reading, Style};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    A4,
    Letter,
    A5,
    /// Half of [`Paper::Letter`].
    HalfLetter,
}

impl Paper {
    /// Pages so small that they are set in smaller type.
    pub(super) fn is_small(self) -> bool {
        matches!(self, Paper::A5 | Paper::HalfLetter)
    }
}

/// On how many sides of a leaf a book is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    #[default]
    One,
    /// With more room where the pages are bound; chapters open on a right-hand page.
    Two,
}

/// What makes one handbook of the same words look different from another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Design {
    pub style: Style,
    pub sides: Sides,
    /// A last page that is the outside of a booklet.
    pub back_cover: bool,
}

/// What to print.
#[derive(Clone, Debug)]
pub struct Options {
    pub reading: Reading,
    pub edition: Edition,
    pub paper: Paper,
    pub design: Design,
    /// Only these items, without title page, contents and appendices.
    pub items: Option<BTreeSet<ItemIx>>,
}
