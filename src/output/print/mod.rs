//! The PDFs.
//!
//! 1. A [`document`] says which PDFs there are and where they lie. A [`manuscript`] is all that one PDF is made of.
//! 2. [`book`] has the files of the handbook, [`sheets`] those of PDFs that show parts of the course, [`mod@form`] the Word documents beside them: [`data`], which [`writer`] makes of
//!    the texts, in one reading, one edition and one choice of items.
//! 3. [`press`] hands them to the templates and makes pages of them, and a PDF of the pages.
//! 4. [`booklet`] puts small pages on the sheets of a printer, ready to be folded.
//! 5. [`pagination`] says on which page what begins.
//! 6. [`proof`] looks for what paper cannot show: before layout in the course, after it on the pages.
//!
//! Each room takes from those that stand below it here, and from none above.

mod manuscript;

mod document;

mod booklet;
mod form;
mod pagination;
mod proof;
mod sheets;

mod book;
mod press;

mod writer;

mod data;
mod options;
mod texts;

#[cfg(test)]
mod tests;

pub use booklet::{Binding, Duplex, SheetSize};
pub use document::{Document, handbook_path};
pub use form::{form, has_form, path as form_path};
pub use manuscript::{MOST_WEIGHT, Manuscript, Pdf, Unmade};
pub use options::{Design, Lettering, Options, Paper, Sides};
pub use press::TypesetContext;
pub use proof::{FINDINGS, missing_glyphs, unprintable_drawings, unprinted_languages, wide_tables};
pub use sheets::{Cohort, Member, has_cards, has_chart, has_handout};
