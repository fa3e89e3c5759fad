//! From files to a course: names, numbers, pairs of languages, references.
//!
//! 1. [`files`] finds out which item and language each file is.
//! 2. Every file is read alone, in parallel ([`crate::syntax`]).
//! 3. [`meta`] takes the front matter apart.
//! 4. [`structure`] gives headings their ids and exercises their numbers, and hands both on to the translations.
//! 5. [`links`] looks up every reference and picture; the trees change their type.
//!
//! All mistakes are collected. With an error among them there is no course.

mod assets;
mod files;
mod glossary;
mod links;
mod meta;
mod structure;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::book::Book;
use crate::course::{Course, Item, ItemIx, KindIx, Lang, Localized, Page, Relation, Text};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::edition;
use crate::pairing;
use crate::sources::{FileId, Sources, Span};
use crate::syntax::{self, Dialect, Document};
use files::Files;
use meta::Meta;

/// An item, or the front page, before its references are looked up.
struct Draft {
    /// `step/listen`; empty for the front page.
    id: String,
    kind: Option<KindIx>,
    slug: String,
    number: u32,
    meta: Meta,
    /// One for each language; a missing translation has none.
    texts: Vec<Option<DraftText>>,
}

struct DraftText {
    title: String,
    summary: Option<String>,
    document: Document,
}

/// Builds the course.
pub fn resolve(book: &Book, sources: &Sources) -> (Option<Course>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let files = files::sort(book, sources, &mut diagnostics);
    let mut documents = read(book, sources, &files, &mut diagnostics);
    let mut drafts = drafts(book, sources, &files, &mut documents, &mut diagnostics);
    structure::inherit(&mut drafts, &mut diagnostics);
    let terms = glossary::read(book, sources, files.glossary, &mut diagnostics);
    let (pages, assets) = links::resolve(book, sources, &drafts, &terms, &mut diagnostics);
    let relations = relations(book, &drafts, &mut diagnostics);
    report_unpaired(&pages, &drafts, &mut diagnostics);

    let mut front = None;
    let mut items = Vec::new();
    for (draft, page) in drafts.into_iter().zip(pages) {
        match draft.kind {
            None => front = Some(page),
            Some(kind) => items.push(Item {
                kind,
                slug: draft.slug,
                number: draft.number,
                minutes: draft.meta.minutes,
                aliases: draft.meta.aliases,
                page,
                mentioned_by: Vec::new(),
            }),
        }
    }
    if diagnostics.iter().any(|d| d.severity == Severity::Error) {
        return (None, diagnostics);
    }
    let mut course = Course {
        title: book.title.clone(),
        subtitle: book.subtitle.clone(),
        description: book.description.clone(),
        author: book.author.clone(),
        version: book.version.clone(),
        date: book.date,
        site_url: book.site_url.clone(),
        languages: book.languages.clone(),
        kinds: book.kinds.clone(),
        items,
        relations,
        front,
        terms,
        assets,
    };
    edition::derive_mentions(&mut course);
    (Some(course), diagnostics)
}

/// Reads every text of the course, several at a time.
fn read(
    book: &Book,
    sources: &Sources,
    files: &Files,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<FileId, Document> {
    let texts: Vec<(FileId, Lang)> = files.texts().collect();
    let parsed: Vec<(Document, Vec<Diagnostic>)> = texts
        .par_iter()
        .map(|&(file, lang)| {
            let dialect =
                Dialect { raw_html: book.raw_html, math: book.math, chinese: book.languages[lang.index()].chinese };
            syntax::parse(file, &sources.get(file).text, dialect)
        })
        .collect();
    parsed
        .into_iter()
        .map(|(document, found)| {
            diagnostics.extend(found);
            (document.file, document)
        })
        .collect()
}

/// The front page first, then the items by kind and number.
fn drafts(
    book: &Book,
    sources: &Sources,
    files: &Files,
    documents: &mut BTreeMap<FileId, Document>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for entry in &files.entries {
        let Some(source_file) = entry.files[Lang::SOURCE.index()] else { continue };
        let mut meta = Meta::default();
        let mut texts = Vec::new();
        for (index, file) in entry.files.iter().enumerate() {
            let lang = Lang::new(index);
            let Some(document) = file.and_then(|file| documents.remove(&file)) else {
                let language = &book.languages[index].key;
                diagnostics.push(
                    Diagnostic::new(
                        Code::MissingTranslation,
                        Span::start_of(source_file),
                        format!("there is no translation into `{language}`"),
                    )
                    .hint(format!("write `{}`", files::translated(&sources.get(source_file).path, book, lang))),
                );
                texts.push(None);
                continue;
            };
            let words = if lang == Lang::SOURCE {
                let (words, found) = meta::source(book, entry.kind, &document, diagnostics);
                meta = found;
                words
            } else {
                meta::translation(book, &document, diagnostics)
            };
            texts.push(Some(DraftText { title: words.title, summary: words.summary, document }));
        }
        drafts.push(Draft {
            id: entry.kind.map_or(String::new(), |kind| format!("{}/{}", book.kinds[kind.index()].key, entry.slug)),
            kind: entry.kind,
            slug: entry.slug.clone(),
            number: entry.number,
            meta,
            texts,
        });
    }
    drafts
}

fn relations(book: &Book, drafts: &[Draft], diagnostics: &mut Vec<Diagnostic>) -> Vec<Relation> {
    // Items are numbered as they will stand in the course: drafts without the front page.
    let items: Vec<&Draft> = drafts.iter().filter(|d| d.kind.is_some()).collect();
    let mut relations = Vec::new();
    for settings in &book.relations {
        let to = KindIx::new(settings.to);
        let mut forward: BTreeMap<ItemIx, Vec<ItemIx>> = BTreeMap::new();
        for (index, draft) in items.iter().enumerate() {
            let Some(named) = draft.meta.relations.get(&settings.key) else { continue };
            let mut targets = Vec::new();
            for (slug, span) in named {
                let found = items.iter().position(|d| d.kind == Some(to) && d.slug == *slug).map(ItemIx::new);
                match found {
                    None => {
                        let kind = &book.kinds[settings.to].key;
                        let slugs = items.iter().filter(|d| d.kind == Some(to)).map(|d| d.slug.as_str());
                        diagnostics.push(
                            Diagnostic::new(Code::DanglingReference, *span, format!("there is no {kind} `{slug}`"))
                                .nearest(slug, slugs),
                        );
                    }
                    Some(target) if targets.contains(&target) => diagnostics.push(
                        Diagnostic::new(Code::DuplicateId, *span, format!("`{slug}` stands in this list twice"))
                            .hint("remove one of the two"),
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

/// Where a translation's blocks do not stand beside the source's.
fn report_unpaired(pages: &[Page], drafts: &[Draft], diagnostics: &mut Vec<Diagnostic>) {
    for (page, draft) in pages.iter().zip(drafts) {
        let source: &Text = &page.texts[Lang::SOURCE];
        for (lang, text) in page.texts.iter().skip(1) {
            if text.language != lang {
                continue;
            }
            let file = draft.texts[lang.index()].as_ref().map(|t| t.document.file);
            for mismatch in pairing::pair(&source.body, &text.body).1 {
                let place = mismatch.right.or(file.map(Span::start_of)).expect("the translation has a file");
                let mut diagnostic = Diagnostic::new(
                    Code::UnpairedBlocks,
                    place,
                    "this part differs from the source language in the kind or number of its blocks",
                )
                .hint("give both languages the same paragraphs, lists, tables and fences in the same order");
                if let Some(left) = mismatch.left {
                    diagnostic = diagnostic.note(left, "its counterpart is here");
                }
                diagnostics.push(diagnostic);
            }
        }
    }
}

/// A page from the texts that exist; the source text stands in for the missing ones.
fn page(texts: Vec<Option<Text>>) -> Option<Page> {
    let source = texts.first()?.clone()?;
    Some(Page { texts: Localized::new(texts.into_iter().map(|t| t.unwrap_or_else(|| source.clone())).collect()) })
}
