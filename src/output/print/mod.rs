//! The PDFs.
//!
//! 1. [`book`] writes the course as data, in one reading, one edition and one choice of items: [`nodes`] and [`runs`] for the
//!    texts, [`rows`] for what stands beside what, all within a [`scope`].
//! 2. [`typeset`] hands it to the templates of the theme in a [`world`] of their own and makes a PDF of the pages.
//!
//! A [`document`] says which PDFs there are. The handbook is the whole course; [`sheets`] take parts of it.
//! A booklet is a handbook of small pages, put on the sheets of a printer by [`booklet`] as [`imposition`] reckons.
//!
//! [`glyphs`] looks, before that, for characters that no font has.

mod book;
mod booklet;
mod data;
mod document;
mod fitting;
mod fonts;
mod glyphs;
mod imposition;
mod indexes;
mod nodes;
mod rows;
mod runs;
mod scope;
mod sheets;
mod tables;
#[cfg(test)]
mod tests;
mod typeset;
mod world;

use std::collections::BTreeSet;
use std::path::Path;

use crate::course::{Course, ItemIx};
use crate::failure::Failure;
use crate::reading::{Edition, Reading, Style};

pub use booklet::{Binding, Sheet};
pub use document::{Document, Group, handbook_path};
pub use glyphs::{missing_glyphs, missing_in_names};
pub use imposition::Duplex;
pub use sheets::{has_chart, has_handout};

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

/// One PDF of a course that [`crate::edition::select`] made for `options.edition`.
pub fn handbook(course: &Course, options: &Options) -> Result<Vec<u8>, Failure> {
    let (reading, edition) = (options.reading.key(course), options.edition.key());
    let ident = format!("diglot {} {reading} {edition}", course.title[options.reading.main()]);
    let files = book::files(course, options);
    typeset::pdf("handbook.typ", files, &ident).map_err(|failure| broken_picture(course).unwrap_or(failure))
}

/// A picture whose bytes are not what its name says stops the typesetter, which cannot name it.
fn broken_picture(course: &Course) -> Option<Failure> {
    course.assets.iter().find_map(|asset| {
        let reason = typeset::pages("picture.typ", book::picture_files(asset)).err()?;
        let failure = Failure::new(format!("the picture cannot be read ({reason})"));
        Some(failure.at(Path::new(&asset.path)).hint("save it again as SVG, PNG or JPEG"))
    })
}
