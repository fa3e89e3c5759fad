//! An item before its references are looked up, made from its own files alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::files::{self, ItemFiles};
use super::memo::Inputs;
use super::meta::{self, Meta};
use super::standing::FRONT;
use super::{aliases, anchors, links, structure};
use crate::book::Book;
use crate::course::{HeadPlaces, KindIx, Lang};
use crate::derive::{self, Derivation};
use crate::diagnostic::{Code, Diagnostic, Guesses, Hint};
use crate::digest::Digest;
use crate::message::both;
use crate::sources::Sources;
use crate::span::{FileId, Span};
use crate::syntax::{self, Dialect, ParsedFile};
use crate::translation::UnitPair;
use crate::typography::typographic;

/// An item, or the front page, before its references are looked up.
#[derive(Clone)]
pub struct Draft {
    pub head: Arc<Head>,
    pub texts: DraftTexts,
}

/// The texts of an item, one for each language; a missing translation has none.
#[derive(Clone)]
pub enum DraftTexts {
    /// They are dropped one by one as their references are looked up, since they are most of what a course takes.
    Read(Arc<Vec<Option<DraftText>>>),
    Unread(Arc<ItemSource>),
}

impl DraftTexts {
    /// The texts, which are read now if they have not been.
    pub fn read(self) -> Vec<Option<DraftText>> {
        match self {
            DraftTexts::Read(texts) => Arc::unwrap_or_clone(texts),
            DraftTexts::Unread(source) => source.texts(),
        }
    }
}

/// All that an item is made from, to read it at any time.
pub struct ItemSource {
    pub course: Arc<CourseSource>,
    pub entry: ItemFiles,
    pub inputs: Inputs,
    /// How many exercises stand before it in the book, and in it.
    pub before: u32,
    pub exercises: u32,
}

/// What all items are made from.
pub struct CourseSource {
    pub book: Book,
    pub sources: Sources,
}

impl ItemSource {
    /// The texts of the item. What is wrong with them has been told.
    pub fn texts(&self) -> Vec<Option<DraftText>> {
        let CourseSource { book, sources } = &*self.course;
        let mut read = BTreeMap::new();
        for (file, lang) in self.entry.texts() {
            read.insert(file, parse(book, sources, file, lang));
        }
        let documents = documents(&self.entry, &mut read);
        let numbers = (self.before, self.exercises);
        let draft = draft((book, sources), &self.entry, &self.inputs, documents, numbers, &mut Vec::new());
        draft.expect("an item has its source text").texts.read()
    }

    /// The folder of a text, relative to the course.
    pub fn folder_of(&self, text: &DraftText) -> &str {
        links::folder_of(&self.course.book, &self.course.sources, text)
    }
}

/// What others ask about an item.
#[derive(Serialize, Deserialize)]
pub struct Head {
    /// `step/listen`; empty for the front page.
    pub id: String,
    pub kind: Option<KindIx>,
    /// As [`crate::course::Item::path`]; empty for the front page.
    pub path: String,
    /// The id of the item below which it stands.
    pub parent: Option<String>,
    /// In the names of its files.
    pub number: u32,
    pub meta: Meta,
    /// One for each language.
    pub files: Vec<Option<FileId>>,
    /// A mistake, which has been reported, hides some of the source text.
    pub broken: bool,
    /// The ids in the source text, and whether trainers alone see their places.
    pub anchors: BTreeMap<String, bool>,
    /// By the id of a place, the ids that it had before.
    pub earlier: BTreeMap<String, Vec<String>>,
    /// Of what the text in each language is made, beside what the names in it mean.
    pub origins: Vec<Digest>,
    /// Other ids of places, with those that they have: earlier ones, and those that GitHub and others give to the headings, in every language.
    pub also: BTreeMap<String, String>,
    /// As [`crate::course::Item::needed_at`].
    pub needed_at: Vec<Option<String>>,
}

#[derive(Clone)]
pub struct DraftText {
    pub title: String,
    pub summary: Option<String>,
    pub materials: Vec<String>,
    pub places: HeadPlaces,
    pub document: ParsedFile,
    /// A mistake, which has been reported, hides some of it.
    pub broken: bool,
    /// Made from the text of another language.
    pub derived: bool,
    /// How its units stand to those of the source language, where that was looked at.
    pub units: Vec<UnitPair>,
}

impl DraftText {
    /// The text in a language that is made from that of this one.
    fn derived(&self, derivation: &Derivation) -> DraftText {
        let mut document = self.document.clone();
        for blocks in std::iter::once(&mut document.body).chain(&mut document.footnotes) {
            derive::derive(blocks, derivation);
        }
        let words = |words: &String| derive::derive_words(words, derivation);
        DraftText {
            title: words(&self.title),
            summary: self.summary.as_ref().map(words),
            materials: self.materials.iter().map(words).collect(),
            places: self.places.clone(),
            document,
            broken: self.broken,
            derived: true,
            units: Vec::new(),
        }
    }
}

/// A text that was read, and what is wrong with it.
pub type Read = (ParsedFile, Vec<Diagnostic>);

/// Reads a text of a language.
pub fn parse(book: &Book, sources: &Sources, file: FileId, lang: Lang) -> Read {
    let chinese = book.languages[lang.index()].is_unspaced();
    let dialect = Dialect { raw_html: book.raw_html, math: book.math, chinese };
    syntax::parse(file, &sources.get(file).text, dialect)
}

/// The texts of an item, one for each language, as far as they were read.
pub fn documents(entry: &ItemFiles, read: &mut BTreeMap<FileId, Read>) -> Vec<Option<Read>> {
    entry.files.iter().map(|file| file.and_then(|file| read.remove(&file))).collect()
}

/// An item from its texts. None when the source text is missing.
pub fn draft(
    (book, sources): (&Book, &Sources),
    entry: &ItemFiles,
    inputs: &Inputs,
    documents: Vec<Option<Read>>,
    (before, exercises): (u32, u32),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Draft> {
    let documents = documents.into_iter().map(|text| {
        text.map(|(document, found)| {
            diagnostics.extend(found);
            document
        })
    });
    let documents: Vec<Option<ParsedFile>> = documents.collect();
    let source_file = entry.files[Lang::SOURCE.index()]?;
    let mut meta = Meta::default();
    let mut needed_at = Vec::new();
    let mut texts = Vec::new();
    for (index, document) in documents.into_iter().enumerate() {
        let lang = Lang::new(index);
        let Some(document) = document else {
            let derivation = book.derivations[index].as_ref();
            if derivation.is_some_and(|derivation| entry.files[derivation.from.index()].is_some()) {
                texts.push(None);
                continue;
            }
            let language = &book.languages[index].key;
            diagnostics.push(
                Diagnostic::new(
                    Code::MissingTranslation,
                    Span::start_of(source_file),
                    both!("there is no translation into `{language}`", "没有 `{language}` 的译文"),
                )
                .hint(both!(
                    "write `{}`",
                    "请写 `{}`",
                    files::translated(&sources.get(source_file).path, book, lang)
                )),
            );
            texts.push(None);
            continue;
        };
        let words = if lang == Lang::SOURCE {
            let (words, found) = meta::source(book, entry.kind(), &document, diagnostics);
            meta = found;
            needed_at.clone_from(&words.needed_at);
            words
        } else {
            meta::translation(book, &meta, &document, diagnostics)
        };
        let broken = document.body_broken || sources.get(document.file).broken;
        let set = |text: String| typographic(&text, book.languages[index].is_unspaced());
        texts.push(Some(DraftText {
            title: set(words.title),
            summary: words.summary.map(set),
            materials: words.materials.into_iter().map(set).collect(),
            places: words.places,
            document,
            broken,
            derived: false,
            units: Vec::new(),
        }));
    }
    check_materials(book, &texts, diagnostics);
    let id = entry.place.as_ref().map(|place| place.id(book)).unwrap_or_default();
    let known_as = if id.is_empty() { FRONT } else { &id };
    structure::inherit((book, sources), known_as, &mut texts, &inputs.accepted, before, diagnostics);
    for (index, derivation) in book.derivations.iter().enumerate() {
        if let (Some(derivation), None) = (derivation, &texts[index]) {
            texts[index] = texts[derivation.from.index()].as_ref().map(|text| text.derived(derivation));
        }
    }
    texts.iter_mut().flatten().for_each(|text| structure::drop_repeated_places(&mut text.document.body));
    let source = texts[Lang::SOURCE.index()].as_ref().expect("its file is there");
    let anchors = anchors::anchors(&source.document.body);
    let renamed = aliases::anchors(&meta.anchors, &anchors, source.broken, diagnostics);
    let mut earlier: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (old, id) in &renamed {
        earlier.entry(id.clone()).or_default().push(old.clone());
    }
    let mut also = anchors::other_ids(texts.iter().flatten().map(|text| &text.document));
    also.extend(renamed);
    let is_known = |id: &str| anchors.contains_key(id);
    let needed_at = needed_at.into_iter().map(|place| {
        let (id, span) = place?;
        let id = if is_known(&id) { id } else { also.get(&id).cloned().unwrap_or(id) };
        if !is_known(&id) && !source.broken {
            diagnostics.push(no_place(&id, span, anchors.keys()));
        }
        Some(id)
    });
    let needed_at = needed_at.collect();
    let head = Head {
        id,
        kind: entry.kind(),
        path: entry.path(),
        parent: entry.place.as_ref().and_then(|place| place.parent_id(book)),
        number: entry.number(),
        meta,
        files: entry.files.clone(),
        broken: source.broken,
        anchors,
        earlier,
        origins: inputs.origins(book, (exercises > 0).then_some(before)),
        also,
        needed_at,
    };
    Some(Draft { head: Arc::new(head), texts: DraftTexts::Read(Arc::new(texts)) })
}

/// Something that is needed at a place which the page does not have.
fn no_place<'a>(id: &str, span: Span, known: impl Iterator<Item = &'a String>) -> Diagnostic {
    let message = both!("this page has no heading or fence `#{id}`", "这一页没有标题或块 `#{id}`");
    let diagnostic = Diagnostic::new(Code::DanglingReference, span, message);
    match Guesses::default().nearest(id, known.map(String::as_str)) {
        Some(near) => diagnostic.hint(Hint::meant(id, near)),
        None => diagnostic.hint(both!(
            "before a colon stands the id of what alone needs the thing; put words that have a colon between quotation marks",
            "冒号前面要写只有哪一处用得上它，写那里的 id；文字本身有冒号时，请加引号"
        )),
    }
}

/// A translation lists as many materials as the source language; else the source's are shown.
fn check_materials(book: &Book, texts: &[Option<DraftText>], diagnostics: &mut Vec<Diagnostic>) {
    let Some(Some(source)) = texts.first() else { return };
    for text in texts.iter().skip(1).flatten() {
        let (expected, found) = (source.materials.len(), text.materials.len());
        if expected != found {
            let language = &book.languages[Lang::SOURCE.index()].key;
            let message = both!(
                "expected {expected} `materials` as in `{language}`, found {found}",
                "`materials` 应与 `{language}` 一样有 {expected} 项，现在有 {found} 项"
            );
            diagnostics.push(
                Diagnostic::new(Code::MissingTranslation, Span::start_of(text.document.file), message)
                    .hint(both!("translate each of them, in the same order", "请逐项翻译，顺序不变")),
            );
        }
    }
}
