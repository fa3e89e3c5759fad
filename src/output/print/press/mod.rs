//! From files to a PDF.
//!
//! A [`TypesetContext`] is what all PDFs of a course are set with: templates, [`fonts`] and a [`look`]; in its files [`emoji`] are found, and texts of a [`drawing`] fitted. A [`world`] is that with the files of one
//! document, and nothing else. [`typeset`] lays it out, in [`rounds`], and makes a PDF of the pages. What it does not take is a
//! [`refusal`], which [`blame`] traces to its block of the course. A [`raster`] is a drawing for documents that are no PDFs.

pub mod blame;
mod context;
mod drawing;
mod emoji;
mod fonts;
mod look;
mod raster;
mod refusal;
pub mod rounds;
pub mod typeset;
mod world;

pub use context::{SUBSTITUTE, TypesetContext};
pub use raster::png;
pub use refusal::Refusal;
pub use rounds::CachePolicy;
pub use world::MemoryWorld;
