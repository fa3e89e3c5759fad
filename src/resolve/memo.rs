//! What a run leaves for the next one: items with all that they were made from, and their pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::draft::Draft;
use super::files::ItemFiles;
use super::kept::{Kept, Later};
use super::links;
use super::standing::Locks;
use crate::book::Book;
use crate::course::{KindIx, Page};
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::sources::Sources;
use crate::span::FileId;
use crate::translation::Accepted;

/// What the last run made, for the next one over the same book. A new one makes everything.
#[derive(Default)]
pub struct Memo {
    pub(super) follows: Follows,
    book: Arc<str>,
    pub(super) items: BTreeMap<ItemKey, KnownItem>,
    pub(super) pages: links::Memo,
    pub(super) kept: Option<Kept>,
}

/// By its kind and path; that of the front page is empty.
pub type ItemKey = (Option<KindIx>, String);

/// Which run may follow one.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Follows {
    /// None: nothing is kept.
    Nothing,
    /// One of another process, for which no texts are kept.
    Process,
    /// One of this process.
    #[default]
    Run,
}

/// An item, and all that it was made from.
pub struct KnownItem {
    pub inputs: Inputs,
    /// Of the inputs, where a run of another process may follow.
    pub digest: Option<Digest>,
    /// How many exercises stand before it in the book, and in it.
    pub before: u32,
    pub exercises: u32,
    /// None when the source text is missing.
    pub draft: Option<Draft>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What an item is made from, beside what is the same for all of them.
#[derive(Clone, PartialEq)]
pub struct Inputs {
    number: u32,
    /// One for each language.
    files: Vec<Option<(FileId, Arc<str>)>>,
    /// Against which texts its translations were accepted, where that is kept.
    pub accepted: Vec<Option<Arc<Accepted>>>,
}

impl Inputs {
    /// Those of the item of some files.
    pub fn of(book: &Book, sources: &Sources, entry: &ItemFiles, locks: &Locks) -> Inputs {
        let files = entry.files.iter().map(|file| file.map(|file| (file, sources.get(file).text.clone())));
        let id = entry.place.as_ref().map(|place| place.id(book)).unwrap_or_default();
        Inputs { number: entry.number(), files: files.collect(), accepted: locks.of(&id) }
    }

    /// Of all of it.
    pub fn digest(&self) -> Digest {
        let digest = |(file, text): &(FileId, Arc<str>)| (*file, Digest::of(text.as_bytes()));
        let files: Vec<_> = self.files.iter().map(|file| file.as_ref().map(digest)).collect();
        Digest::of_value(&(self.number, files, &self.accepted))
    }

    /// Of what the text in each language is made; where it has exercises, `before` says how many stand before it.
    pub fn origins(&self, book: &Book, before: Option<u32>) -> Vec<Digest> {
        let files: Vec<Option<Digest>> =
            self.files.iter().map(|file| file.as_ref().map(|(_, text)| Digest::of(text.as_bytes()))).collect();
        // A text without a file is made from that of another language, or stands there in the source language.
        let written = |lang: usize| match &book.derivations[lang] {
            Some(derivation) if files[lang].is_none() => derivation.from.index(),
            _ => lang,
        };
        let origin = |lang: usize| {
            let written = written(lang);
            Digest::of_value(&(lang, files[0], files[written], &self.accepted[written], before))
        };
        (0..files.len()).map(origin).collect()
    }
}

impl Memo {
    /// For a course that is read a single time.
    pub fn once() -> Memo {
        Memo { follows: Follows::Nothing, ..Memo::default() }
    }

    /// For a course that this process reads a single time, and a later one may read again.
    pub fn across() -> Memo {
        Memo { follows: Follows::Process, ..Memo::default() }
    }

    /// Takes up what an earlier process has kept of the same course.
    pub fn recall(&mut self, kept: Kept) {
        self.kept = Some(kept);
    }

    /// What later stages knew of the pages that an earlier process has kept.
    pub fn take_later(&mut self) -> impl Iterator<Item = (Arc<Page>, Later)> {
        self.pages.iter_mut().map(|known| (known.page.page.clone(), std::mem::take(&mut known.later)))
    }

    /// Whether a run may follow this one.
    pub(super) fn keeps(&self) -> bool {
        self.follows != Follows::Nothing
    }

    /// The items, the pages by their ids, and the pictures.
    pub(super) fn into_parts(self) -> (impl Iterator<Item = KnownItem>, links::Memo) {
        (self.items.into_values(), self.pages)
    }

    /// Forgets everything when the book is another one.
    pub fn of(&mut self, book: &Arc<str>) {
        if self.book != *book {
            let kept = self.kept.take();
            *self = Memo { book: book.clone(), follows: self.follows, kept, ..Memo::default() };
        }
    }
}
