//! The files of a handbook: the course in one reading, one edition and one choice of items.
//!
//! [`mod@volume`] has the book as a whole, [`entries`] its items, [`appendix`], [`indexes`] and [`answers`] what stands behind them. A QR [code](codes) leads
//! from paper to the website.

mod answers;
mod appendix;
mod codes;
mod entries;
mod files;
mod indexes;
mod volume;

pub use appendix::matrix;
pub use codes::{code, drawings};
pub use entries::entry;
pub use files::{files, picture_files, pictures};
pub use volume::volume;
