//! From the tree of a text to the data of the templates.
//!
//! A [`TextWriter`] writes one text: [`blocks`] and, within them, [`inlines`]. Both need each other, as a footnote has blocks. [`mod@rows`] has
//! what stands beside what. A [`Scope`] says what is in the PDF at hand and what it is called there.

mod addresses;
mod blocks;
mod fitting;
mod inlines;
mod rows;
mod scope;
mod starts;
mod tables;
mod text;
mod words;

pub use fitting::text_width;
pub use inlines::index_key;
pub use rows::{rows, rows_apart};
pub use scope::{
    ANSWERS_LABEL, CoursePage, EXERCISES_LABEL, FRONT_LABEL, GLOSSARY_LABEL, Scope, Surface, picture_path,
};
pub use starts::starts;
pub use tables::{SMALLEST, columns};
pub use text::{Labels, SHARP, TextWriter};
pub use words::plain;
