//! Courses out of what people have: Word documents, books of mdBook, sites of Docusaurus, folders of Markdown.
//!
//! Bytes go in; the files of a course come out, and a list of all that could not be carried. `disk` alone reads, and `edit` writes. Each of
//! `docx` and `folder` knows its kind of material; `volume` and `outline` know courses; `markdown` writes texts.

pub mod bilingual;
pub mod disk;
pub mod docx;
pub mod folder;
pub mod markdown;
pub mod mend;
pub mod model;
pub mod names;
pub mod outline;
pub mod report;
pub mod script;
pub mod standing;
pub mod volume;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::build;
use crate::diagnostic::{Diagnostic, Severity};
use crate::failure::Failure;
use crate::message::both;
use crate::project::{self, Loaded, Memo};
use crate::sources::{Attachment, Sources};
use model::words_of_blocks;
use report::Report;
use script::{Language, Share};
use volume::Volume;

/// A course that was made, and what could not be carried into it.
#[derive(Debug, Default)]
pub struct Imported {
    /// Its files by their paths.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What could not be carried.
    pub reports: Vec<Report>,
    /// How many pages it has.
    pub pages: usize,
    /// Its languages, as `book.yaml` names them.
    pub languages: Vec<String>,
    /// Of a course that was there, the files that are new.
    pub added: BTreeMap<String, Vec<u8>>,
}

impl Imported {
    /// How many pictures were brought along.
    pub fn pictures(&self) -> usize {
        let files = if self.added.is_empty() { &self.files } else { &self.added };
        files.keys().filter(|path| !is_text(path)).count()
    }
}

/// The files of a course as they are read, the errors that it has, and how many warnings.
pub fn checked(files: &BTreeMap<String, Vec<u8>>) -> (Sources, Vec<Diagnostic>, usize) {
    let mut loaded = project::of(sources(files), &mut Memo::once());
    build::look_ahead(&mut loaded);
    let Loaded { sources, diagnostics, .. } = loaded;
    let (errors, others): (Vec<_>, Vec<_>) = diagnostics.into_iter().partition(|d| d.severity == Severity::Error);
    (sources, errors, others.len())
}

/// Files as a course is read, without a disk.
fn sources(files: &BTreeMap<String, Vec<u8>>) -> Sources {
    let mut sources = Sources::default();
    for (path, bytes) in files {
        if is_text(path) {
            sources.add(path.clone(), String::from_utf8_lossy(bytes).into_owned());
        } else {
            sources.attachments.push(Attachment { path: path.clone(), bytes: bytes.clone().into() });
        }
    }
    sources
}

fn is_text(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".yaml")
}

/// A Word document that is to be imported.
pub struct Given {
    /// Where it lies.
    pub path: PathBuf,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Given {
    fn name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }
}

/// The course that Word documents become. Those of one language follow each other; one that says everything twice becomes two. `languages`
/// are those of the documents, where their scripts do not tell.
///
/// # Errors
///
/// When one of them is no Word document, or has no text.
pub fn documents(given: &[Given], languages: &[String]) -> Result<Imported, Failure> {
    let mut reports = Vec::new();
    let volumes = volumes(given, languages, &mut reports)?;
    let outline = volume::outline(&volumes, &mut reports);
    let files = outline.files();
    let pages = outline.page_count();
    Ok(Imported { files, reports, pages, languages: outline.languages, ..Imported::default() })
}

/// The documents as volumes, one for each language.
///
/// # Errors
///
/// When one of them is no Word document, or has no text.
pub fn volumes(given: &[Given], languages: &[String], reports: &mut Vec<Report>) -> Result<Vec<Volume>, Failure> {
    let mut volumes: Vec<Volume> = Vec::new();
    for (at, given) in given.iter().enumerate() {
        let name = given.name();
        let read = docx::read(&name, &given.bytes).map_err(|failure| failure.at(&given.path))?;
        if read.document.blocks.is_empty() && read.document.title.is_none() {
            return Err(Failure::new(both!("this document has no text", "这个文档没有文字")).at(&given.path));
        }
        reports.extend(read.reports);
        let said = languages.get(at).or(languages.last()).cloned();
        let split = if said.is_none() { bilingual::split(&read.document, &read.notes) } else { None };
        let parts = match split {
            Some(bilingual::Split { documents, notes, first }) => {
                let message = both!(
                    "this document is in English and Chinese: it becomes two texts side by side (`--lang zh` keeps it in one)",
                    "这个文档有中英两种语言：已拆成两份对照的正文（写 `--lang zh` 则保持为一份）"
                );
                reports.push(Report::new([name.clone()], message));
                let english = (Language::English.key().to_owned(), documents.english, notes.english);
                let chinese = (Language::Chinese.key().to_owned(), documents.chinese, notes.chinese);
                if first == Language::English { vec![english, chinese] } else { vec![chinese, english] }
            }
            None => {
                let share = Share::of(&words_of_blocks(&read.document.blocks));
                let language = said.unwrap_or_else(|| share.language().unwrap_or(Language::English).key().to_owned());
                vec![(language, read.document, read.notes)]
            }
        };
        for (language, document, notes) in parts {
            let volume = Volume { name: name.clone(), language, document, notes, pictures: read.pictures.clone() };
            match volumes.iter_mut().find(|other| other.language == volume.language) {
                Some(other) => other.append(volume),
                None => volumes.push(volume),
            }
        }
    }
    Ok(volumes)
}
