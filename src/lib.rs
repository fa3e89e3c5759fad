//! Diglot turns a folder of Markdown modules into a bilingual handbook and a website.
//!
//! 1. [`sources`] reads the disk: bytes in, places out.
//! 2. `book` and [`syntax`] read each file alone: one tree of blocks and inlines, with spans, and what is wrong with it.
//! 3. [`resolve`] looks up every name, pairs the languages, gives all numbers: the [`course`], valid by construction.
//! 4. [`check`] looks at the course for what an author may want to know.
//! 5. [`edition`] takes out what a reader is not to see, and [`output`] makes the website and the PDFs from what is left.
//! 6. [`publish`] puts the files in place, all or none; [`serve`] shows them while they are written.

#![forbid(unsafe_code)]

pub mod book;
pub mod check;
pub mod cli;
pub mod collation;
pub mod course;
pub mod diagnostic;
pub mod edition;
pub mod failure;
pub mod foreign;
pub mod message;
pub mod names;
pub mod output;
pub mod outputs;
pub mod pairing;
pub mod percent;
pub mod picture;
pub mod publish;
pub mod reading;
pub mod resolve;
pub mod serve;
pub mod sources;
pub mod stamp;
pub mod stats;
pub mod syntax;
pub mod theme;
pub mod timetable;
pub mod tree;
pub mod typography;
pub mod yaml;
