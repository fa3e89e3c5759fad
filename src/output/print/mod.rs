//! The PDFs.
//!
//! 1. [`book`] writes the course as data, in one reading, one edition and one choice of items: [`nodes`] and [`runs`] for the
//!    texts, [`rows`] for what stands beside what, all within a [`scope`].
//! 2. [`typeset`] hands it to the templates of the theme in a [`world`] of their own and makes a PDF of the pages.
//!
//! [`glyphs`] looks, before that, for characters that no font has.

mod book;
mod data;
mod fitting;
mod fonts;
mod glyphs;
mod nodes;
mod rows;
mod runs;
mod scope;
mod sorting;
#[cfg(test)]
mod tests;
mod typeset;
mod world;

use std::collections::BTreeSet;

use crate::course::{Course, ItemIx};
use crate::failure::Failure;
use crate::reading::{Edition, Reading};

pub use glyphs::missing_glyphs;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    A4,
    Letter,
}

/// What to print.
#[derive(Clone, Debug)]
pub struct Options {
    pub reading: Reading,
    pub edition: Edition,
    pub paper: Paper,
    /// Only these items, without title page, contents and appendices.
    pub items: Option<BTreeSet<ItemIx>>,
}

/// One PDF of a course that [`crate::edition::select`] made for `options.edition`.
pub fn handbook(course: &Course, options: &Options) -> Result<Vec<u8>, Failure> {
    let (reading, edition) = (options.reading.key(course), options.edition.key());
    let ident = format!("diglot {} {reading} {edition}", course.title[options.reading.main()]);
    typeset::pdf("handbook.typ", book::files(course, options), &ident)
}
