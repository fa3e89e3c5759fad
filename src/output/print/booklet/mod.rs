//! A booklet: the pages of a small handbook, two on each side of a sheet, ready to be folded and stapled.
//!
//! The pages are moved as they were laid out, so their text stays text and each font is in the file once. Order and places come from
//! [`imposition`].

mod binding;
mod first_sheet;
mod frames;
mod imposition;

use typst::foundations::{Content, Smart};
use typst::layout::{Abs, Sides as Edges};
use typst::model::Document as _;
use typst_layout::{Page, PagedDocument};

pub use binding::{Binding, SheetSize};
pub use imposition::Duplex;

use super::options::{Design, Options, Sides};
use super::press::{Refusal, TypesetContext};
use crate::course::Course;
use crate::course::reading::{Reading, Style};
use first_sheet::first_sheet;
use frames::{bare, side_frame, turned};
use imposition::SheetFace;

/// The options of the handbook that the sheets show. Two languages face each other: columns would be too narrow.
pub fn pages(booklet: &Options, binding: Binding) -> Options {
    Options {
        reading: booklet.reading,
        edition: booklet.edition,
        paper: binding.sheet.page(),
        design: Design { style: Style::Facing, sides: Sides::Two, back_cover: true, ..booklet.design },
        items: None,
    }
}

/// The sheets of a booklet with the pages of `source`, after a first sheet that tells how to print them.
pub fn impose(
    course: &Course,
    context: &TypesetContext,
    reading: Reading,
    binding: Binding,
    source: &PagedDocument,
) -> Result<PagedDocument, Refusal> {
    let sides = imposition::impose(source.pages().len(), binding.sheets_per_signature);
    let mut frames = Vec::with_capacity(sides.len() + 2);
    let first = first_sheet(course, context, reading, binding, (source.pages().len(), &sides))?;
    for (page, face) in first.pages().iter().zip([SheetFace::Front, SheetFace::Back]) {
        frames.push(turned(bare(&page.frame), face, binding.duplex));
    }
    for side in &sides {
        frames.push(turned(side_frame(side, binding, source), side.face, binding.duplex));
    }
    let pages = frames.into_iter().zip(1..).map(|(frame, number)| Page {
        frame,
        bleed: Edges::splat(Abs::zero()),
        fill: Smart::Custom(None),
        numbering: None,
        supplement: Content::empty(),
        number,
    });
    Ok(PagedDocument::new(pages.collect(), source.info().clone()))
}
