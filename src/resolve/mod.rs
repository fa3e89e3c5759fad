//! From files to a course: names, numbers, pairs of languages, references.
//!
//! 1. [`files`] finds out which item and language each file is.
//! 2. [`drafts`] has every file read alone, in parallel ([`crate::syntax`]), and makes one draft of an item's files: [`meta`] takes the front
//!    matter apart, [`structure`] gives headings their ids and exercises their numbers, and hands both on to the translations.
//! 3. [`links`] looks up every reference and picture; the trees change their type. What a translation has not come to is put into it in the
//!    source language ([`untranslated`]).
//!
//! All mistakes are collected. With an error among them there is no course.

mod assets;
mod drafts;
mod files;
mod glossary;
mod links;
mod meta;
mod names;
mod paths;
mod structure;
mod unpaired;
mod untranslated;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::book::Book;
use crate::course::mentions;
use crate::course::{Course, Item, ItemIx, KindIx, Localized, Page, Relation, Text};
use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::message::both;
use crate::sources::Sources;
use crate::span::Span;
pub use drafts::Memo;
use drafts::{Draft, DraftText, Head};
use links::Paired;
use names::Names;

/// Builds the course. `memo` has what an earlier run over the same book left; the result is the same without.
pub fn resolve(book: &Book, sources: &Sources, memo: &mut Memo) -> (Option<Course>, Vec<Diagnostic>) {
    memo.of(&sources.get(book.file).text);
    let mut diagnostics = Vec::new();
    let files = files::sort(book, sources, &mut diagnostics);
    let drafts = drafts::make(book, sources, &files, memo, &mut diagnostics);
    let glossary = glossary::read(book, sources, files.glossary, &mut diagnostics);
    let heads: Vec<Arc<Head>> = drafts.iter().map(|draft| draft.head.clone()).collect();
    check_aliases(&heads, &mut diagnostics);
    let names = Names::new(book, sources, &heads, &files.broken, &glossary);
    let (pages, assets) = links::resolve(book, sources, drafts, &names, memo, &mut diagnostics);
    let relations = relations(book, &heads, &names, &mut diagnostics);
    // What is wrong within a file that could not be read is no news, and neither is that a text with errors differs from another.
    diagnostics.retain(|d| d.code == Code::FileName || !sources.get(d.span.file).broken);
    unpaired::report(&pages, &heads, sources, &mut diagnostics);

    let mut front = None;
    let mut items = Vec::new();
    for (head, Paired { page, .. }) in heads.iter().zip(pages) {
        match head.kind {
            None => front = Some(page),
            Some(kind) => items.push(Item {
                kind,
                slug: head.slug.clone(),
                number: head.number,
                minutes: head.meta.minutes,
                aliases: head.meta.aliases.iter().map(|(alias, _)| alias.clone()).collect(),
                page,
                mentioned_by: Vec::new(),
            }),
        }
    }
    if has_errors(&diagnostics) || sources.iter().any(|(_, source)| source.broken) {
        return (None, diagnostics);
    }
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
    };
    mentions::derive(&mut course);
    (Some(course), diagnostics)
}

/// An earlier slug belongs to one item.
fn check_aliases(heads: &[Arc<Head>], diagnostics: &mut Vec<Diagnostic>) {
    let mut taken: BTreeMap<(Option<KindIx>, &str), Option<Span>> =
        heads.iter().map(|head| ((head.kind, head.slug.as_str()), None)).collect();
    for head in heads {
        for (alias, span) in &head.meta.aliases {
            match taken.insert((head.kind, alias), Some(*span)) {
                None => {}
                Some(first) => {
                    let message = both!(
                        "`{alias}` is the name of another item, or was",
                        "`{alias}` 是另一个条目现在或过去的名称"
                    );
                    let diagnostic = Diagnostic::new(Code::DuplicateId, *span, message)
                        .hint(both!("remove it here", "请在这里删去"));
                    diagnostics.push(match first {
                        Some(first) => diagnostic.note(first, both!("first here", "第一次在这里")),
                        None => diagnostic,
                    });
                }
            }
        }
    }
}

fn relations(book: &Book, heads: &[Arc<Head>], names: &Names<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Relation> {
    let mut relations = Vec::new();
    for settings in &book.relations {
        let (to, kind) = (KindIx::new(settings.to), &book.kinds[settings.to].key);
        let slugs: Vec<&str> = heads.iter().filter(|d| d.kind == Some(to)).map(|d| d.slug.as_str()).collect();
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
        relations.push(Relation::new(
            (settings.key.clone(), settings.matrix),
            (KindIx::new(settings.from), to),
            settings.label.clone(),
            settings.inverse.clone(),
            forward,
        ));
    }
    relations
}

/// A page from the texts that exist; the source text stands in for the missing ones.
fn page(texts: Vec<Option<Text>>) -> Option<Page> {
    let source = texts.first()?.clone()?;
    Some(Page::new(Localized::new(texts.into_iter().map(|t| t.unwrap_or_else(|| source.clone())).collect())))
}
