//! Looks up every reference and picture ([`Resolver`]), but on pages of an earlier run of which nothing has changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::assets::{KeptPicture, Measured, Pictures};
use super::attachments::Files;
use super::draft::{DraftTexts, ItemSource};
use super::kept::Later;
use super::lookups::{Finder, Library, TextLookups};
use super::names::Names;
use super::resolver::Resolver;
use super::untranslated::{self, Untranslated};
use super::{Draft, DraftText, Head, page};
use crate::book::Book;
use crate::course::pairing::{self, Mismatch};
use crate::course::tree::{self, BlockKind, Inline};
use crate::course::{Asset, Attachment, Flows, Lang, Page, Text};
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::sources::Sources;
use crate::syntax::ParsedFile;

/// The pages in the order of the drafts, and the pictures that they show.
pub fn resolve(
    book: &Book,
    sources: &Sources,
    drafts: Vec<Draft>,
    names: &Names<'_>,
    memo: &mut super::Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Paired>, Vec<Asset>, Vec<Attachment>) {
    let keeps = memo.keeps();
    let memo = &mut memo.pages;
    let mut pictures = Pictures::new(book, sources, std::mem::take(&mut memo.pictures));
    pictures.recall(std::mem::take(&mut memo.kept_pictures));
    let mut earlier = std::mem::take(&mut memo.pages);
    let unknown = drafts.iter().filter(|draft| !earlier.contains_key(&draft.head.id));
    let texts = unknown.flat_map(|draft| match &draft.texts {
        DraftTexts::Read(texts) => texts.as_slice(),
        DraftTexts::Unread(_) => &[],
    });
    let texts: Vec<&DraftText> = texts.flatten().collect();
    let shown = texts.iter().flat_map(|text| {
        let folder = folder_of(book, sources, text);
        pictures_in(&text.document).into_iter().map(move |name| (folder, name))
    });
    pictures.read_ahead(shown);
    let mut library = Library { names, pictures, files: Files::new(book, sources) };
    let mut made = Vec::new();
    for draft in drafts {
        let known = earlier.remove(&draft.head.id);
        if let Some(known) = known.filter(|known| known.holds(&draft, &mut library)) {
            made.push(Made::Earlier(known));
            continue;
        }
        let Draft { head, texts } = draft;
        let mut names = Some(Vec::new());
        let mut found = Vec::new();
        let texts = texts.read().into_iter().enumerate().map(|(index, text)| {
            let Some(text) = text else {
                names.iter_mut().for_each(|names| names.push(TextLookups::default()));
                return None;
            };
            let (folder, derived) = (folder_of(book, sources, &text), text.derived);
            let mut resolver = Resolver::new(Finder::Library(&mut library), &head, folder);
            let resolved = resolver.text(text, Lang::new(index));
            let Resolver { lookups, diagnostics, .. } = resolver;
            match (&mut names, lookups) {
                (Some(names), Some(all)) => names.push(TextLookups { folder: folder.to_owned(), all }),
                _ => names = None,
            }
            // What is wrong with a derived text was said of the one that it is made from.
            found.extend(diagnostics.into_iter().filter(|_| !derived));
            Some(resolved)
        });
        let texts = texts.collect();
        made.push(Made::Now { head, texts, lookups: names.map(Arc::from), found });
    }
    // What is left to do asks for no names.
    let made: Vec<KnownPage> = made.into_par_iter().map(Made::page).collect();
    let mut pages = Vec::new();
    for known in made {
        diagnostics.extend_from_slice(&known.diagnostics);
        pages.push(known.page.clone());
        if keeps && known.lookups.is_some() {
            memo.pages.insert(known.head.id.clone(), known);
        }
    }
    let Library { pictures, files, .. } = library;
    let (assets, measured) = pictures.into_assets();
    memo.pictures = measured;
    files.report_unread(sources, diagnostics);
    (pages, assets, files.into_attachments())
}

/// A page whose names are looked up.
enum Made {
    Earlier(KnownPage),
    Now { head: Arc<Head>, texts: Vec<Option<Text>>, lookups: Option<Arc<[TextLookups]>>, found: Vec<Diagnostic> },
}

impl Made {
    fn page(self) -> KnownPage {
        match self {
            Made::Earlier(known) => known,
            Made::Now { head, mut texts, lookups, found: diagnostics } => {
                let untranslated = untranslated::complete(&mut texts);
                if let Some(lookups) = &lookups {
                    for (lang, text) in texts.iter_mut().enumerate() {
                        text.iter_mut().for_each(|text| text.content.set_origin(origin(&head, lookups, lang)));
                    }
                }
                let page = Paired::new(page(texts).expect("a draft has its source text"), untranslated);
                KnownPage { head, lookups, page, diagnostics, later: Later::default() }
            }
        }
    }
}

/// The contents of a page whose names are known to mean what was noted.
pub fn read_again(source: &ItemSource, head: &Head, lookups: &[TextLookups]) -> Vec<Flows> {
    let texts = source.texts().into_iter().zip(lookups).enumerate().map(|(index, (text, names))| {
        let text = text?;
        let mut resolver = Resolver::new(Finder::Noted(names.all.iter()), head, &names.folder);
        Some(resolver.text(text, Lang::new(index)))
    });
    let mut texts: Vec<Option<Text>> = texts.collect();
    untranslated::complete(&mut texts);
    let page = page(texts).expect("a draft has its source text");
    page.texts.into_values().into_iter().map(|text| text.content.into_flows()).collect()
}

/// Of what a text with these names is made. What it has not come to is taken from the source text.
fn origin(head: &Head, lookups: &[TextLookups], lang: usize) -> Digest {
    let found =
        [Lang::SOURCE.index(), lang].map(|lang| lookups[lang].all.iter().map(|it| &it.found).collect::<Vec<_>>());
    Digest::of_value(&(head.origins[lang], found))
}

/// The folder of a text, relative to the course.
pub fn folder_of<'a>(book: &Book, sources: &'a Sources, text: &DraftText) -> &'a str {
    let path = sources.get(text.document.file).path.as_str();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.strip_prefix(&book.folder).unwrap_or(folder).trim_start_matches('/')
}

/// The names of the pictures that a text shows.
fn pictures_in(document: &ParsedFile) -> Vec<&str> {
    let mut names = Vec::new();
    for blocks in std::iter::once(&document.body).chain(&document.footnotes) {
        tree::blocks(blocks, &mut |block| {
            if let BlockKind::Figure { picture, .. } = &block.kind {
                names.push(picture.as_str());
            }
        });
        tree::inlines(blocks, &mut |inline| {
            if let Inline::Image { picture, .. } = inline {
                names.push(picture.as_str());
            }
        });
    }
    names
}

/// A page, and where its languages cannot be paired.
#[derive(Clone)]
pub struct Paired {
    pub page: Arc<Page>,
    pub mismatches: Arc<[(Lang, Mismatch)]>,
    pub untranslated: Arc<[(Lang, Untranslated)]>,
}

impl Paired {
    fn new(page: Page, untranslated: Vec<(Lang, Untranslated)>) -> Paired {
        let source = &page.texts[Lang::SOURCE].body();
        let translations = page.texts.iter().skip(1).filter(|(lang, text)| text.language == *lang);
        let mismatches = translations
            .flat_map(|(lang, text)| pairing::pair(source, text.body()).1.into_iter().map(move |found| (lang, found)))
            .collect();
        Paired { page: Arc::new(page), mismatches, untranslated: untranslated.into() }
    }
}

/// The pages of an earlier run that had no mistakes, by the ids of their items, and the pictures that it measured.
#[derive(Default)]
pub struct Memo {
    pages: BTreeMap<String, KnownPage>,
    pictures: Measured,
    /// Those that another process measured.
    kept_pictures: Vec<KeptPicture>,
}

/// A page, and all that it was made from.
pub struct KnownPage {
    /// Of its draft.
    pub head: Arc<Head>,
    /// The names in each of its texts; None when one was not found.
    pub lookups: Option<Arc<[TextLookups]>>,
    pub page: Paired,
    pub diagnostics: Vec<Diagnostic>,
    /// What another process knew of it.
    pub later: Later,
}

impl Memo {
    pub fn insert(&mut self, page: KnownPage) {
        self.pages.insert(page.head.id.clone(), page);
    }

    pub fn remove(&mut self, id: &str) -> Option<KnownPage> {
        self.pages.remove(id)
    }

    /// All pages.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut KnownPage> {
        self.pages.values_mut()
    }

    pub fn recall_pictures(&mut self, kept: Vec<KeptPicture>) {
        self.kept_pictures = kept;
    }

    pub fn into_pictures(self) -> Vec<KeptPicture> {
        self.pictures.into_values().map(KeptPicture::of).collect()
    }
}

impl KnownPage {
    /// Whether the page would be the same today: its text is, and every name in it still means the same.
    fn holds(&self, draft: &Draft, library: &mut Library<'_, '_>) -> bool {
        let own = &draft.head.id;
        Arc::ptr_eq(&self.head, &draft.head)
            && self.lookups.iter().flat_map(|lookups| lookups.iter()).all(|names| names.hold(own, library))
    }
}
