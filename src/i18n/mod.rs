//! The translation of a course as work: what is to be done, and what is accepted.

mod accept;
mod codes;
mod exchange;
mod export;
mod import;
mod status;
mod xml;

use std::collections::BTreeMap;
use std::path::Path;

use crate::book::{self, Book};
use crate::diagnostic::{Code, Diagnostic, Strictness};
use crate::failure::Failure;
use crate::resolve::{self, Survey};
use crate::sources::Sources;

pub use accept::{Choice, Name, accept};
pub use exchange::{Exchange, Filter, Notes, Passage, exchange};
pub use export::{Form, write};
pub use import::{Correction, Imported, Incoming, Problem, correct, import};
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
    // For the words at the foot of the website. What is wrong with a picture of the theme is no matter here.
    sources.read_theme(root)?;
    // A text that cannot be read would look as if nothing of it were translated.
    diagnostics.retain(|diagnostic| sources.get(diagnostic.span.file).broken && diagnostic.code != Code::FileName);
    if !diagnostics.is_empty() {
        return Ok(Err((sources, diagnostics)));
    }
    let survey = resolve::survey(&book, &sources);
    Ok(Ok(Work { book, sources, survey }))
}

/// How the texts of a course would stand to each other if some of its files, by their paths, had other texts.
fn survey_of(book: &Book, sources: &Sources, texts: &BTreeMap<String, String>) -> Survey {
    let mut changed = Sources::default();
    for (_, source) in sources.iter() {
        let text = texts.get(&source.path).map_or_else(|| source.text.clone(), |text| text.as_str().into());
        changed.add(source.path.clone(), text);
    }
    for (path, text) in texts.iter().filter(|(path, _)| sources.find(path).is_none()) {
        changed.add(path.clone(), text.as_str());
    }
    resolve::survey(book, &changed)
}
