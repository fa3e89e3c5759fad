//! From files to a course: names, numbers, pairs of languages, references.
//!
//! 1. [`files`] finds out which item and language each file is, by its [`file_name`].
//! 2. [`drafts`] has every file read alone, in parallel ([`crate::syntax`]), and makes one [`draft`] of an item's files: [`meta`] takes the front
//!    matter apart, [`structure`] gives headings their ids and exercises their numbers, and hands both on to the translations.
//!    By the lock of a language, [`standing`] tells what of a translation is stale and what it lacks.
//! 3. [`numbering`] counts the items, and [`aliases`] finds the names that they had before.
//! 4. [`links`] looks up every reference and picture; the trees change their type. What a translation has not come to is put into it in the
//!    source language ([`untranslated`]). So are the items of the session plans ([`programmes`]).
//!
//! What a run leaves for the next one is its [`memo`]; of that goes to the disk what is [`kept`], without the texts.
//!
//! All mistakes are collected. With an error among them the course is what could be understood, and no output may be made of it.

mod aliases;
mod anchors;
mod assets;
mod attachments;
mod draft;
mod drafts;
pub(crate) mod file_name;
pub(crate) mod files;
mod glossary;
mod headings;
mod kept;
mod links;
mod lookups;
mod memo;
mod meta;
mod names;
mod numbering;
pub(crate) mod paths;
mod programmes;
mod remote;
mod resolver;
mod shared;
mod standing;
mod structure;
mod unpaired;
mod untranslated;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::book::Book;
use crate::course::mentions;
use crate::course::{Course, Item, ItemIx, KindIx, Localized, Page, Pairs, Relation, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::sources::Sources;
use draft::{Draft, DraftText, Head};
pub(crate) use files::translated as translated_path;
#[cfg(test)]
pub(crate) use glossary::TERM_KEYS;
pub use kept::{Kept, Later};
use links::Paired;
pub use memo::Memo;
pub(crate) use meta::keys as front_matter_keys;
use names::Names;
use numbering::Standing;
pub use standing::{FRONT, Survey, Surveyed, survey};

/// Builds the course. `memo` has what an earlier run over the same book left; the result is the same without.
pub fn resolve(book: &Book, sources: &Sources, memo: &mut Memo) -> (Course, Vec<Diagnostic>) {
    memo.of(&sources.get(book.file).text);
    let mut diagnostics = Vec::new();
    let files = files::sort(book, sources, &mut diagnostics);
    let locks = standing::locks(book, sources, &mut diagnostics);
    let drafts = drafts::make(book, sources, (&files, &locks), memo, &mut diagnostics);
    let glossary = glossary::read(book, sources, files.glossary, &mut diagnostics);
    let heads: Vec<Arc<Head>> = drafts.iter().map(|draft| draft.head.clone()).collect();
    let aliases = aliases::of_items(book, &heads, &mut diagnostics);
    let names = Names::new(book, sources, (&heads, &aliases), &files.broken, &glossary);
    let (pages, assets, attachments) = links::resolve(book, sources, drafts, &names, memo, &mut diagnostics);
    let relations = relations(book, &heads, &names, &mut diagnostics);
    standing::report_wordings(book, sources, &locks, &mut diagnostics);
    // What is wrong within a file that could not be read is no news, and neither is that a text with errors differs from another.
    diagnostics.retain(|d| d.code == Code::FileName || !sources.get(d.span.file).broken);
    unpaired::report(&pages, &heads, sources, &mut diagnostics);

    let mut front = None;
    let mut items = Vec::new();
    let mut of_items = numbering::count(book, &heads).into_iter().zip(aliases);
    for (head, Paired { page, .. }) in heads.iter().zip(pages) {
        let Some(kind) = head.kind else {
            front = Some(page);
            continue;
        };
        let (Standing { parent, number }, aliases) = of_items.next().expect("there is one for each item");
        items.push(Item {
            kind,
            parent,
            path: head.path.clone(),
            number,
            minutes: head.meta.minutes,
            sheet: head.meta.sheet,
            needed_at: head.needed_at.clone(),
            aliases,
            page,
            mentioned_by: Vec::new(),
        });
    }
    let programmes = programmes::programmes(book, &items, &names, &mut diagnostics);
    let followed = programmes::followed(book, &names, &mut diagnostics);
    let mut course = Course {
        about: book.about.clone(),
        math: book.math,
        languages: book.languages.clone(),
        kinds: book.kinds.clone(),
        items,
        relations,
        front,
        terms: glossary.terms,
        assets,
        attachments,
        programmes,
        followed,
    };
    mentions::derive(&mut course);
    (course, diagnostics)
}

fn relations(book: &Book, heads: &[Arc<Head>], names: &Names<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Relation> {
    let mut relations = Vec::new();
    for settings in &book.relations {
        let (to, kind) = (KindIx::new(settings.to), &book.kinds[settings.to].key);
        let slugs: Vec<&str> = heads.iter().filter(|d| d.kind == Some(to)).map(|d| d.path.as_str()).collect();
        let mut forward: BTreeMap<ItemIx, Vec<ItemIx>> = BTreeMap::new();
        // Items are numbered as they will stand in the course: heads without the front page.
        for (index, head) in heads.iter().filter(|d| d.kind.is_some()).enumerate() {
            let Some(named) = head.meta.relations.get(&settings.key) else { continue };
            let mut targets = Vec::new();
            let mut seen = BTreeSet::new();
            for (slug, span) in named {
                match names.item_of(kind, slug) {
                    None if names.is_broken(&format!("{kind}/{slug}")) => {}
                    None => {
                        let message = both!("there is no {kind} `{slug}`", "没有条目 `{kind}/{slug}`");
                        let diagnostic = Diagnostic::new(Code::DanglingReference, *span, message);
                        diagnostics.push(diagnostic.nearest_or_all(slug, slugs.iter().copied(), &names.guesses));
                    }
                    Some(target) if !seen.insert(target) => diagnostics.push(
                        Diagnostic::new(
                            Code::DuplicateId,
                            *span,
                            both!("`{slug}` stands in this list twice", "`{slug}` 在这个列表里出现了两次"),
                        )
                        .hint(both!("remove one of the two", "请删去其中一个")),
                    ),
                    Some(target) => targets.push(target),
                }
            }
            if !targets.is_empty() {
                forward.insert(ItemIx::new(index), targets);
            }
        }
        relations.push(Relation {
            key: settings.key.clone(),
            from: KindIx::new(settings.from),
            to,
            label: settings.label.clone(),
            inverse: settings.inverse.clone(),
            matrix: settings.matrix,
            pairs: Pairs::new(forward),
        });
    }
    relations
}

/// A page from the texts that exist; the source text stands in for the missing ones.
fn page(mut texts: Vec<Option<Text>>) -> Option<Page> {
    for lang in 1..texts.len() {
        if texts[lang].is_none() {
            texts[lang] = texts[0].clone();
        }
    }
    let texts: Option<Vec<Text>> = texts.into_iter().collect();
    Some(Page::new(Localized::new(texts?)))
}
