//! The files of a course, read to be changed, and what is to be changed in it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::front_matter;
use super::mentions::{self, Text};
use super::outline::{Key, Names, Outline};
use super::places::PlaceName;
use crate::book::{self, Book};
use crate::course::Lang;
use crate::diagnostic::{Diagnostic, Strictness, nearest_id};
use crate::failure::Failure;
use crate::message::both;
use crate::resolve::file_name;
use crate::sources::{ListedFile, Sources, list_files};

/// The files of a course.
pub struct Folder {
    pub book: Book,
    pub sources: Sources,
    pub outline: Outline,
    /// Every file in the folder of the course, by its path relative to it; also those that no stage reads.
    pub files: Vec<ListedFile>,
    pub texts: Vec<Text>,
}

/// What keeps a course from being changed, and the sources to show it.
pub struct Unready {
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
}

/// A change to the items of a course.
#[derive(Default)]
pub struct Change {
    pub names: Names,
    /// Files to write, by their paths relative to the course.
    pub new: BTreeMap<String, String>,
    /// The items that these files make.
    pub added: Vec<Key>,
    /// Items to remove, with the items below them.
    pub removed: BTreeSet<Key>,
    /// An earlier name to add to an item.
    pub alias: Option<(Key, String)>,
    /// An earlier name to take from it.
    pub alias_back: Option<(Key, String)>,
    /// A place on a page that gets another id.
    pub place: Option<PlaceName>,
    /// A term of the glossary and its new key.
    pub term: Option<(String, String)>,
}

impl Folder {
    /// Reads the course of the folder `root`. It need not be sound, but every text must be readable to its end. `sources` is empty, but may know what
    /// is [not saved](Sources::with_unsaved).
    ///
    /// # Errors
    ///
    /// When there is no `book.yaml`, or the disk fails.
    pub fn open(root: &Path, mut sources: Sources) -> Result<Result<Folder, Unready>, Failure> {
        let file = match sources.read_book(root)? {
            Ok(file) => file,
            Err(diagnostic) => return Ok(Err(Unready { sources, diagnostics: vec![diagnostic] })),
        };
        let (book, mut diagnostics) = book::read(&sources, file, Strictness::Usual);
        let Some(book) = book else { return Ok(Err(Unready { sources, diagnostics })) };
        diagnostics.clear();
        diagnostics.extend(sources.read_course(root, &book.folder, file)?);
        diagnostics.retain(|diagnostic| sources.get(diagnostic.span.file).broken);
        let files = list_files(&root.join(&book.folder))?;
        match mentions::texts(&book, &sources) {
            Ok(texts) if diagnostics.is_empty() => {
                let outline = Outline::new(&book, texts.iter().map(|text| text.path.as_str()));
                Ok(Ok(Folder { book, sources, outline, files, texts }))
            }
            Ok(_) => Ok(Err(Unready { sources, diagnostics })),
            Err(found) => {
                diagnostics.extend(found);
                Ok(Err(Unready { sources, diagnostics }))
            }
        }
    }

    /// The item of an id.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn find(&self, id: &str) -> Result<Key, Failure> {
        match Key::parse(&self.book, id).filter(|key| self.outline.entries.contains_key(key)) {
            Some(key) => Ok(key),
            None => {
                let failure = Failure::new(both!("there is no item `{id}`", "没有条目 `{id}`"));
                let ids: Vec<String> = self.outline.entries.keys().map(|key| key.id(&self.book)).collect();
                Err(match nearest_id(id, ids.iter().map(String::as_str)) {
                    Some(near) => failure.hint(both!("did you mean `{near}`?", "您要写的是 `{near}` 吗？")),
                    None => failure.hint(both!(
                        "items are named `kind/slug`, such as `step/listen`",
                        "条目写作 `类/短名`，例如 `step/listen`"
                    )),
                })
            }
        }
    }

    /// The text of an item in the source language.
    pub fn source_of(&self, key: &Key) -> Option<&Text> {
        self.texts.iter().find(|text| text.lang == Lang::SOURCE && self.own(&text.path).as_ref() == Some(key))
    }

    /// The item that a file belongs to by its path.
    pub fn own(&self, path: &str) -> Option<Key> {
        let place = file_name::read(&self.book, path).ok()?.place?;
        Some(Key::of(&place))
    }

    /// The earlier names of an item.
    pub fn aliases(&self, key: &Key) -> Vec<String> {
        self.source_of(key).map(|text| front_matter::aliases(&text.parsed)).unwrap_or_default()
    }
}

impl Change {
    pub fn is_removed(&self, key: &Key) -> bool {
        self.removed.contains(key) || key.parent().is_some_and(|parent| self.removed.contains(&parent))
    }
}
