//! The PDFs.
//!
//! 1. [`book`] writes the course as data, in one reading, one edition and one choice of items: [`nodes`] and [`runs`] for the
//!    texts, [`rows`] for what stands beside what, all within a [`scope`].
//! 2. A [`manuscript`] is all that one PDF is made of.
//! 3. [`typeset`] hands it to the templates of a [`press`] in a [`world`] of their own, in [`rounds`], and makes a PDF of the pages.
//!
//! A [`document`] says which PDFs there are. The handbook is the whole course; [`sheets`] take parts of it.
//! A booklet is a handbook of small pages, put on the sheets of a printer by [`booklet`] as [`imposition`] reckons.
//!
//! A [`code`] leads from paper to the website.
//!
//! What the typesetter does not take is traced to its block by [`blame`].
//!
//! Before that, [`glyphs`] looks for characters that no font has, [`wide`] for tables that no page can hold, and [`drawings`] for pictures that
//! the typesetter does not take; afterwards [`proof`] looks
//! over the pages.

mod blame;
mod book;
mod booklet;
mod code;
mod data;
mod document;
mod drawings;
mod fitting;
mod glyphs;
mod imposition;
mod indexes;
mod manuscript;
mod nodes;
mod press;
mod proof;
mod rounds;
mod rows;
mod runs;
mod scope;
mod sheets;
mod tables;
#[cfg(test)]
mod tests;
mod texts;
mod typeset;
mod wide;
mod world;

use std::collections::BTreeSet;

use crate::course::ItemIx;
use crate::course::edition::Edition;
use crate::course::reading::{Reading, Style};

pub use booklet::{Binding, Sheet};
pub use document::{Document, Group, handbook_path};
pub use drawings::unprintable_drawings;
pub use glyphs::missing_glyphs;
pub use imposition::Duplex;
pub use manuscript::{MOST_WEIGHT, Manuscript, Pdf, Unmade};
pub use press::{Press, families_of, template_names};
pub use proof::FINDINGS;
pub use sheets::{has_chart, has_handout};
pub use wide::wide_tables;

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
    fn is_small(self) -> bool {
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
