//! The data that templates read: the course as plain data, one JSON file for the book and one for each text.
//!
//! Nothing here is markup. A template joins these strings into content as they are, so what an author writes is never read as code.
//! Each enum is tagged by `kind`; a run of text is a bare string.

pub mod appendix;
mod files;
pub mod page;
pub mod text;
pub mod volume;

pub use files::{VirtualFiles, json};
