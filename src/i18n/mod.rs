//! The translation of a course as work: what is to be done, and what is accepted.

mod accept;
mod status;

use std::path::Path;

use crate::book::{self, Book};
use crate::diagnostic::{Code, Diagnostic, Strictness};
use crate::failure::Failure;
use crate::resolve::{self, Survey};
use crate::sources::Sources;

pub use accept::{Choice, Name, accept};
pub use status::{json, table};

/// A course whose translations are looked at.
pub struct Work {
    /// The settings of the course.
    pub book: Book,
    /// Its files.
    pub sources: Sources,
    /// How its texts stand to each other.
    pub survey: Survey,
}

/// Reads the course of the folder `root`; it need not be sound.
///
/// # Errors
///
/// When there is no `book.yaml`, or the disk fails.
pub fn open(root: &Path) -> Result<Result<Work, (Sources, Vec<Diagnostic>)>, Failure> {
    let mut sources = Sources::default();
    let file = match sources.read_book(root)? {
        Ok(file) => file,
        Err(diagnostic) => return Ok(Err((sources, vec![diagnostic]))),
    };
    let (book, mut diagnostics) = book::read(&sources, file, Strictness::Usual);
    let Some(book) = book else { return Ok(Err((sources, diagnostics))) };
    diagnostics.clear();
    diagnostics.extend(sources.read_course(root, &book.folder, file)?);
    // A text that cannot be read would look as if nothing of it were translated.
    diagnostics.retain(|diagnostic| sources.get(diagnostic.span.file).broken && diagnostic.code != Code::FileName);
    if !diagnostics.is_empty() {
        return Ok(Err((sources, diagnostics)));
    }
    let survey = resolve::survey(&book, &sources);
    Ok(Ok(Work { book, sources, survey }))
}
