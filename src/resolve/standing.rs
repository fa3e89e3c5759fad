//! What of a translation is stale, missing or obsolete, by the lock of its language.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::draft::DraftText;
use crate::book::Book;
use crate::course::tree::{self, Alone, Block, BlockKind, Inline, Parsed};
use crate::course::{Lang, Term};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::sources::{Lines, Sources};
use crate::span::{FileId, Span};
use crate::translation::wordings::pairs;
use crate::translation::{self, Accepted, Lock, State, Unit, UnitKind, UnitPair, Wording, WordingFile};

/// The locks of a course, one for each language; those of languages whose translations are not followed are missing.
pub struct Locks {
    pub by_language: Vec<Option<Lock>>,
    /// Every item is followed, also one of which nothing was accepted, and what was found is kept.
    survey: bool,
}

impl Locks {
    /// What was accepted of an item, in every language. An item of which nothing was has none.
    pub fn of(&self, id: &str) -> Vec<Option<Arc<Accepted>>> {
        let id = if id.is_empty() { FRONT } else { id };
        let accepted = |lock: &Option<Lock>| lock.as_ref().and_then(|lock| lock.items.get(id)).cloned();
        let all = self.by_language.iter().map(accepted);
        if self.survey { all.map(Option::unwrap_or_default).map(Some).collect() } else { all.collect() }
    }
}

/// How the texts of a course stand to each other.
pub struct Survey {
    /// By language; none where nothing was accepted yet.
    pub locks: Vec<Option<Lock>>,
    /// The items in the order of the book, the front page first.
    pub items: Vec<Surveyed>,
    /// The glossary, as far as it can be read.
    pub terms: Vec<Term>,
}

/// An item in every language.
pub struct Surveyed {
    /// As locks call it.
    pub id: String,
    /// One for each language.
    pub files: Vec<Option<FileId>>,
    /// One list for each language; that of the source language is empty. Where a whole text is missing, so are all units of the source.
    pub units: Vec<Vec<UnitPair>>,
    /// The ids of the source's headings, by their places; of a file of YAML, the names of its texts.
    pub names: BTreeMap<Span, String>,
}

/// Looks at every unit of a course.
pub fn survey(book: &Book, sources: &Sources) -> Survey {
    let mut diagnostics = Vec::new();
    let files = super::files::sort(book, sources, &mut diagnostics);
    let locks = Locks { survey: true, ..locks(book, sources, &mut diagnostics) };
    let drafts = super::drafts::make(book, sources, (&files, &locks), &mut super::Memo::once(), &mut diagnostics);
    let items = drafts.into_iter().map(|draft| {
        let id = if draft.head.id.is_empty() { FRONT.to_owned() } else { draft.head.id.clone() };
        let texts = draft.texts.read();
        let units = texts.iter().enumerate().map(|(index, text)| match (text, &texts[0]) {
            (_, _) if index == 0 => Vec::new(),
            (Some(text), _) => text.units.clone(),
            (None, Some(source)) => untranslated(source),
            (None, None) => Vec::new(),
        });
        let mut names = BTreeMap::new();
        let source = texts[0].iter().map(|text| &text.document.body);
        source.for_each(|body| {
            tree::blocks(body, &mut |block| {
                if let BlockKind::Heading { id: Some(id), .. } = &block.kind {
                    names.insert(block.span, id.clone());
                }
            });
        });
        Surveyed { id, files: draft.head.files.clone(), units: units.collect(), names }
    });
    let mut items: Vec<Surveyed> = items.collect();
    items.extend(WordingFile::ALL.into_iter().filter_map(|file| of_wordings(file, book, sources, &locks)));
    let terms = super::glossary::read(book, sources, files.glossary, &mut diagnostics).terms;
    Survey { items, locks: locks.by_language, terms }
}

/// Every unit of a text, of which there is no translation.
fn untranslated(source: &DraftText) -> Vec<UnitPair> {
    let head = head_units(source, source).into_iter().map(|(unit, _)| unit);
    let body = std::iter::once(&source.document.body).chain(&source.document.footnotes);
    let units = head.chain(body.flat_map(|blocks| translation::unit::units(blocks)));
    units.map(|unit| (Some(unit), None, State::Missing)).collect()
}

/// A file of YAML as an item, if it has texts to translate.
fn of_wordings(file: WordingFile, book: &Book, sources: &Sources, locks: &Locks) -> Option<Surveyed> {
    let wordings = file.read(book, sources);
    let place = |wording: &Wording| wording.units[Lang::SOURCE.index()].as_ref().map(|unit| unit.span);
    let names = wordings.iter().filter_map(|wording| Some((place(wording)?, wording.name.clone()))).collect();
    let own = |(index, accepted): (usize, Option<Arc<Accepted>>)| {
        let written = index > 0 && book.derivations[index].is_none();
        accepted.filter(|_| written).map_or_else(Vec::new, |accepted| pairs(&wordings, Lang::new(index), &accepted))
    };
    let units = locks.of(file.id()).into_iter().enumerate().map(own).collect();
    let files = vec![file.find(book, sources); book.languages.len()];
    (!wordings.is_empty()).then(|| Surveyed { id: file.id().to_owned(), files, units, names })
}

/// Reports how the texts in files of YAML stand, of which something was accepted. What a language lacks was reported by who reads the file.
pub fn report_wordings(book: &Book, sources: &Sources, locks: &Locks, diagnostics: &mut Vec<Diagnostic>) {
    for file in WordingFile::ALL {
        let accepted = locks.of(file.id());
        if accepted.iter().all(Option::is_none) {
            continue;
        }
        let Some((id, wordings)) = file.find(book, sources).map(|id| (id, file.read(book, sources))) else { continue };
        for (index, accepted) in accepted.into_iter().enumerate() {
            let Some(accepted) = accepted.filter(|_| book.derivations[index].is_none()) else { continue };
            let mut units = pairs(&wordings, Lang::new(index), &accepted);
            units.retain(|(_, ours, _)| ours.is_some());
            report(&units, id, sources, diagnostics);
        }
    }
}

/// As locks call the front page.
pub const FRONT: &str = "index";

/// Reads the locks of the translations.
pub fn locks(book: &Book, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Locks {
    let lock = |(index, key): (usize, &String)| {
        let file = sources.find(&format!("{}/i18n/{key}.lock", book.folder)).filter(|_| index > 0)?;
        Some(Lock::read(file, &sources.get(file).text, diagnostics))
    };
    let by_language = book.languages.iter().map(|language| &language.key).enumerate().map(lock).collect();
    Locks { by_language, survey: false }
}

/// Follows a translation, which gets what it lacks and its marks, and reports how it stands. The headings and boxes of the translation with those
/// beside which they stand.
pub fn follow(
    (book, sources): (&Book, &Sources),
    source: &DraftText,
    translation: &mut DraftText,
    accepted: &Accepted,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<Span, Span> {
    let language = &book.languages[Lang::SOURCE.index()];
    let document = &mut translation.document;
    let notes_before = document.footnotes.len();
    let mut followed = translation::follow(&source.document.body, &mut document.body, accepted, language);
    if source.document.footnotes.len() == notes_before {
        for (theirs, ours) in source.document.footnotes.iter().zip(&mut document.footnotes) {
            let note = translation::follow(theirs, ours, accepted, language);
            followed.units.extend(note.units);
            followed.beside.extend(note.beside);
        }
    }
    if !book.stale_marks {
        for blocks in std::iter::once(&mut document.body).chain(&mut document.footnotes) {
            tree::inlines_mut(blocks, &mut |inline| {
                if matches!(inline, Inline::Stale(_)) {
                    *inline = Inline::Text(String::new(), Span::start_of(document.file));
                }
            });
        }
    }
    bring_notes(&source.document.footnotes, document);
    let head = head_units(source, translation);
    let head = head.into_iter().map(|(theirs, ours)| {
        let state = translation::state_of(&theirs, &ours, accepted);
        (Some(theirs), Some(ours), state)
    });
    let mut units: Vec<UnitPair> = head.collect();
    units.extend(followed.units);
    report(&units, translation.document.file, sources, diagnostics);
    translation.units = units;
    followed.beside
}

/// Title, summary and materials with those of the source. A title that could not be read says nothing.
fn head_units(source: &DraftText, translation: &DraftText) -> Vec<(Unit, Unit)> {
    let mut pairs = Vec::new();
    let mut pair = |kind, (theirs, at): (&str, Span), (ours, span): (&str, Span)| {
        if !theirs.is_empty() && !ours.is_empty() {
            pairs.push((Unit::of_text(kind, theirs, at), Unit::of_text(kind, ours, span)));
        }
    };
    let (theirs, ours) = (&source.places, &translation.places);
    pair(UnitKind::Title, (&source.title, theirs.title), (&translation.title, ours.title));
    if let (Some(text), Some(own)) = (&source.summary, &translation.summary) {
        let at = theirs.summary.unwrap_or(theirs.title);
        pair(UnitKind::Summary, (text, at), (own, ours.summary.unwrap_or(ours.title)));
    }
    if source.materials.len() == translation.materials.len() {
        for (n, (text, own)) in source.materials.iter().zip(&translation.materials).enumerate() {
            pair(UnitKind::Material, (text, theirs.materials[n]), (own, ours.materials[n]));
        }
    }
    pairs
}

/// What was put into a translation calls notes of the source: these come behind its own, as far as they are called.
fn bring_notes(notes: &[Vec<Block<Parsed>>], document: &mut crate::syntax::ParsedFile) {
    let own = document.footnotes.len();
    let mut called = false;
    brought(&mut document.body, &mut |inline| {
        if let Inline::Footnote(index) = inline {
            *index += own;
            called = true;
        }
    });
    if !called {
        return;
    }
    for note in notes {
        let mut content = note.clone();
        tree::inlines_mut(&mut content, &mut |inline| {
            if let Inline::Footnote(index) = inline {
                *index += own;
            }
        });
        let note = content
            .first()
            .map(|first| first.span)
            .map(|span| Block { span, kind: BlockKind::Alone { reason: Alone::Untranslated, content } });
        document.footnotes.push(note.into_iter().collect());
    }
    document.footnotes = crate::course::edition::called_notes(&mut document.body, &document.footnotes, |_| ());
}

/// Every inline of what was put into a translation.
fn brought(blocks: &mut [Block<Parsed>], visit: &mut impl FnMut(&mut Inline<Parsed>)) {
    for block in blocks {
        if let BlockKind::Alone { reason: Alone::Untranslated, content } = &mut block.kind {
            tree::inlines_mut(content, visit);
        } else {
            block.kind.children_mut().into_iter().for_each(|children| brought(children, visit));
        }
    }
}

fn report(units: &[UnitPair], file: FileId, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let written = sources.get(file);
    let lines = LazyCell::new(|| Lines::new(&written.text));
    let mut missing: Vec<&Unit> = Vec::new();
    for (theirs, ours, state) in units {
        match (state, theirs, ours) {
            (State::Stale(was), Some(theirs), Some(ours)) => {
                let message = both!("the source has changed since this was translated", "这一段译出之后，原文又改过");
                let change = translation::difference(was, &theirs.text);
                let place = format!("{}:{}", written.path, lines.place(ours.span.start as usize).line);
                diagnostics.push(
                    Diagnostic::new(Code::StaleTranslation, ours.span, message)
                        .note(theirs.span, both!("the source of today", "现在的原文"))
                        .hint(both!("what has changed: {change}", "改动之处：{change}"))
                        .hint(both!(
                            "change the translation, or accept it as it is: `diglot i18n accept {place}`",
                            "请修改译文；译文仍然合适的，用 `diglot i18n accept {place}` 确认"
                        )),
                );
            }
            (State::Obsolete, _, Some(ours)) => diagnostics.push(
                Diagnostic::new(
                    Code::ObsoleteTranslation,
                    ours.span,
                    both!("the source of this translation is gone", "这段译文的原文已经不在了"),
                )
                .hint(both!("remove it, if nobody needs it any more", "如果不再需要，请删去它")),
            ),
            (State::Missing, Some(theirs), _) => missing.push(theirs),
            _ => {}
        }
    }
    if let Some(first) = missing.first() {
        let n = missing.len();
        let message = if n == 1 {
            both!("a passage of the source is not translated", "原文有 1 处尚未翻译")
        } else {
            both!("{n} passages of the source are not translated", "原文有 {n} 处尚未翻译")
        };
        diagnostics.push(
            Diagnostic::new(Code::MissingTranslation, Span::start_of(file), message)
                .note(first.span, both!("the first one", "第一处在这里"))
                .hint(both!(
                    "until they are translated, they are shown in the source language",
                    "译出之前，以原文显示"
                )),
        );
    }
}
