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
mod names;
mod structure;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::book::Book;
use crate::check;
use crate::course::{Course, Item, ItemIx, KindIx, Lang, Localized, Page, Relation, Text};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::edition;
use crate::pairing;
use crate::sources::{FileId, Sources, Span};
use crate::syntax::{self, Dialect, Document};
pub use assets::{decode, measure};
use files::Files;
use meta::Meta;
use names::Names;

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
    materials: Vec<String>,
    document: Document,
    /// A mistake, which has been reported, hides some of it.
    broken: bool,
}

impl Draft {
    /// The beginning of the source language's file.
    fn place(&self) -> Span {
        let source = self.texts[Lang::SOURCE.index()].as_ref().expect("a draft has its source text");
        Span::start_of(source.document.file)
    }
}

/// Builds the course.
pub fn resolve(book: &Book, sources: &Sources) -> (Option<Course>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let files = files::sort(book, sources, &mut diagnostics);
    let mut documents = read(book, sources, &files, &mut diagnostics);
    let mut drafts = drafts(book, sources, &files, &mut documents, &mut diagnostics);
    structure::inherit(&mut drafts, &mut diagnostics);
    let glossary = glossary::read(book, sources, files.glossary, &mut diagnostics);
    check_aliases(&drafts, &mut diagnostics);
    let names = Names::new(&drafts, &files.broken, &glossary);
    let (pages, assets) = links::resolve(book, sources, &drafts, &names, &mut diagnostics);
    let relations = relations(book, &drafts, &names, &mut diagnostics);
    // What is wrong within a file that could not be read is no news, and neither is that a text with errors differs from another.
    diagnostics.retain(|d| d.code == Code::FileName || !sources.get(d.span.file).broken);
    report_unpaired(&pages, &drafts, sources, &mut diagnostics);
    let first_files: Vec<Span> = drafts.iter().filter(|d| d.kind.is_some()).map(Draft::place).collect();

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
                aliases: draft.meta.aliases.into_iter().map(|(alias, _)| alias).collect(),
                page,
                mentioned_by: Vec::new(),
            }),
        }
    }
    if diagnostics.iter().any(|d| d.severity == Severity::Error) || sources.iter().any(|(_, source)| source.broken) {
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
        terms: glossary.terms,
        assets,
    };
    edition::derive_mentions(&mut course);
    check::orphans(&course, &first_files, &mut diagnostics);
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
            let broken = document.body_broken || sources.get(document.file).broken;
            let meta::Words { title, summary, materials } = words;
            texts.push(Some(DraftText { title, summary, materials, document, broken }));
        }
        check_materials(book, &texts, diagnostics);
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

/// A translation lists as many materials as the source language; else the source's are shown.
fn check_materials(book: &Book, texts: &[Option<DraftText>], diagnostics: &mut Vec<Diagnostic>) {
    let Some(Some(source)) = texts.first() else { return };
    for text in texts.iter().skip(1).flatten() {
        let (expected, found) = (source.materials.len(), text.materials.len());
        if expected != found {
            let language = &book.languages[Lang::SOURCE.index()].key;
            let message = format!("expected {expected} `materials` as in `{language}`, found {found}");
            diagnostics.push(
                Diagnostic::new(Code::MissingTranslation, Span::start_of(text.document.file), message)
                    .hint("translate each of them, in the same order"),
            );
        }
    }
}

/// An earlier slug belongs to one item.
fn check_aliases(drafts: &[Draft], diagnostics: &mut Vec<Diagnostic>) {
    let mut taken: BTreeMap<(Option<KindIx>, &str), Option<Span>> =
        drafts.iter().map(|draft| ((draft.kind, draft.slug.as_str()), None)).collect();
    for draft in drafts {
        for (alias, span) in &draft.meta.aliases {
            match taken.insert((draft.kind, alias), Some(*span)) {
                None => {}
                Some(first) => {
                    let message = format!("`{alias}` is the name of another item, or was");
                    let diagnostic = Diagnostic::new(Code::DuplicateId, *span, message).hint("remove it here");
                    diagnostics.push(match first {
                        Some(first) => diagnostic.note(first, "first here"),
                        None => diagnostic,
                    });
                }
            }
        }
    }
}

fn relations(book: &Book, drafts: &[Draft], names: &Names<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Relation> {
    let mut relations = Vec::new();
    for settings in &book.relations {
        let (to, kind) = (KindIx::new(settings.to), &book.kinds[settings.to].key);
        let mut forward: BTreeMap<ItemIx, Vec<ItemIx>> = BTreeMap::new();
        // Items are numbered as they will stand in the course: drafts without the front page.
        for (index, draft) in drafts.iter().filter(|d| d.kind.is_some()).enumerate() {
            let Some(named) = draft.meta.relations.get(&settings.key) else { continue };
            let mut targets = Vec::new();
            let mut seen = BTreeSet::new();
            for (slug, span) in named {
                match names.item_of(kind, slug) {
                    None if names.is_broken(&format!("{kind}/{slug}")) => {}
                    None => {
                        let slugs: Vec<&str> =
                            drafts.iter().filter(|d| d.kind == Some(to)).map(|d| d.slug.as_str()).collect();
                        let message = format!("there is no {kind} `{slug}`");
                        let diagnostic = Diagnostic::new(Code::DanglingReference, *span, message);
                        diagnostics.push(diagnostic.nearest_or_all(slug, slugs));
                    }
                    Some(target) if !seen.insert(target) => diagnostics.push(
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
fn report_unpaired(pages: &[Page], drafts: &[Draft], sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    let wrong: BTreeSet<FileId> =
        diagnostics.iter().filter(|d| d.severity == Severity::Error).map(|d| d.span.file).collect();
    for (page, draft) in pages.iter().zip(drafts) {
        let source: &Text = &page.texts[Lang::SOURCE];
        let file = |lang: Lang| draft.texts[lang.index()].as_ref().map(|t| t.document.file);
        let sound = |lang| file(lang).is_some_and(|file| !wrong.contains(&file) && !sources.get(file).broken);
        for (lang, text) in page.texts.iter().skip(1) {
            if text.language != lang || !sound(lang) || !sound(Lang::SOURCE) {
                continue;
            }
            let file = file(lang);
            for mismatch in pairing::pair(&source.body, &text.body).1 {
                let place = mismatch.right.or(file.map(Span::start_of)).expect("the translation has a file");
                let mut diagnostic = Diagnostic::new(
                    Code::UnpairedBlocks,
                    place,
                    "from here on this section differs from the source language in the kind or number of its blocks",
                )
                .hint("give both languages the same paragraphs, lists, tables and fences in the same order");
                if let Some(left) = mismatch.left {
                    diagnostic = diagnostic.note(left, "the source language has this here");
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
