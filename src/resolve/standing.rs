//! What of a translation is stale, missing or obsolete, by the lock of its language.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::drafts::DraftText;
use crate::book::Book;
use crate::course::Lang;
use crate::course::tree::{self, Alone, Block, BlockKind, Inline, Parsed};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::sources::Sources;
use crate::span::Span;
use crate::translation::{self, Accepted, Lock, State, Unit, UnitKind};

/// The locks of a course, one for each language; those of languages whose translations are not followed are missing.
pub struct Locks(Vec<Option<Lock>>);

impl Locks {
    /// What was accepted of an item, in every language. An item of which nothing was has none.
    pub fn of(&self, id: &str) -> Vec<Option<Arc<Accepted>>> {
        let id = if id.is_empty() { FRONT } else { id };
        self.0.iter().map(|lock| lock.as_ref()?.items.get(id).cloned()).collect()
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
    Locks(book.languages.iter().map(|language| &language.key).enumerate().map(lock).collect())
}

/// Follows a translation, which gets what it lacks and its marks, and reports how it stands. The headings and boxes of the translation with those
/// beside which they stand.
pub fn follow(
    book: &Book,
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
        let state = translation::state_of(&theirs.text, &ours.text, accepted);
        (Some(theirs), Some(ours), state)
    });
    followed.units.extend(head);
    report(&followed.units, translation, diagnostics);
    followed.beside
}

/// Title, summary and materials with those of the source.
fn head_units(source: &DraftText, translation: &DraftText) -> Vec<(Unit, Unit)> {
    let mut pairs = Vec::new();
    let mut pair = |kind, (theirs, at): (&str, Span), (ours, span): (&str, Span)| {
        let unit = |text: &str, span| Unit { kind, text: translation::canonical::of_words(text), span };
        pairs.push((unit(theirs, at), unit(ours, span)));
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

fn report(units: &[(Option<Unit>, Option<Unit>, State)], translation: &DraftText, diagnostics: &mut Vec<Diagnostic>) {
    let file = translation.document.file;
    let mut missing: Vec<&Unit> = Vec::new();
    for (theirs, ours, state) in units {
        match (state, theirs, ours) {
            (State::Stale(was), Some(theirs), Some(ours)) => {
                let message = both!("the source has changed since this was translated", "这一段译出之后，原文又改过");
                let now = &theirs.text;
                diagnostics.push(
                    Diagnostic::new(Code::StaleTranslation, ours.span, message)
                        .note(theirs.span, both!("the source of today", "现在的原文"))
                        .hint(both!("it was: {was}", "原来是：{was}"))
                        .hint(both!("it is: {now}", "现在是：{now}"))
                        .hint(both!(
                            "change the translation, or accept it as it is: `diglot i18n accept`",
                            "请修改译文；译文仍然合适的，用 `diglot i18n accept` 确认"
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
