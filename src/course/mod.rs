//! The course: valid by construction, independent of any format. Every output reads it and none changes it.
//!
//! Its texts are [`tree`]s, its languages stand beside each other by [`pairing`]; a [`reading`] chooses languages, an [`edition`] what is seen.

pub mod attachment;
mod autonyms;
pub mod collation;
pub mod edition;
pub mod foreign;
mod ids;
mod language;
mod localized;
pub mod mentions;
mod number;
mod page;
pub mod pairing;
pub mod reading;
mod relation;
pub mod tree;

use std::sync::Arc;

use crate::picture::Picture;
use crate::span::Span;

pub use attachment::Attachment;
pub use autonyms::autonym;
pub use ids::{AssetIx, AttachmentIx, ItemIx, KindIx, Lang, Target, TermIx};
pub use language::Language;
pub use localized::Localized;
pub use number::Number;
pub use page::{Anchor, ByPage, HeadPlaces, Page, Text};
pub use relation::Relation;

#[derive(Clone, Debug)]
pub struct Course {
    pub about: About,
    /// Whether texts can have formulas.
    pub math: bool,
    pub languages: Vec<Language>,
    /// In the order of the book's parts.
    pub kinds: Vec<Kind>,
    /// By kind, in the order of the book: children stand behind their parent.
    pub items: Vec<Item>,
    pub relations: Vec<Relation>,
    /// The front page, or foreword.
    pub front: Option<Arc<Page>>,
    /// In the order of `glossary.yaml`.
    pub terms: Vec<Term>,
    /// Only those that some text shows.
    pub assets: Vec<Asset>,
    /// Only those to which some text leads.
    pub attachments: Vec<Attachment>,
}

/// What `book.yaml` says of the course as a whole.
#[derive(Clone, Debug)]
pub struct About {
    pub title: Localized<String>,
    pub subtitle: Option<Localized<String>>,
    pub description: Option<Localized<String>>,
    pub author: Option<Localized<String>>,
    pub version: Option<String>,
    pub date: Option<Date>,
    /// Ends with `/`.
    pub site_url: Option<String>,
    /// Everything that is printed of `book.yaml`, with its place: what is above and the labels of kinds and relations.
    pub words: Vec<(String, Span)>,
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

#[derive(Clone, Debug)]
pub struct Kind {
    /// The key in `book.yaml` and in references: `step`.
    pub key: String,
    /// The folder's name, which is the part of the site's addresses: `steps`.
    pub folder: String,
    /// With `{n}` for the number: `Step {n}`.
    pub label: Localized<String>,
    /// That of an item below another one, such as a page of a lesson.
    pub child_label: Localized<String>,
    /// `Steps`.
    pub plural: Localized<String>,
    /// Whether its items have numbers, unless one says otherwise.
    pub numbered: bool,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub kind: KindIx,
    /// The item of its kind below which it stands: the lesson of a page. That one has no parent.
    pub parent: Option<ItemIx>,
    /// Its slug, behind that of its parent: `listen`, `start/open`.
    pub path: String,
    /// None when it goes by its title alone.
    pub number: Option<Number>,
    /// In the classroom, without its children.
    pub minutes: Option<u32>,
    /// Where it lay before.
    pub aliases: Vec<Location>,
    pub page: Arc<Page>,
    /// The items whose text refers to this one, in the order of the book, without repeats and without itself.
    pub mentioned_by: Vec<ItemIx>,
}

/// Where an item lies in the course, from which its id and its addresses are made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    pub kind: KindIx,
    /// As [`Item::path`].
    pub path: String,
}

#[derive(Clone, Debug)]
pub struct Term {
    /// `empathy`.
    pub key: String,
    pub entries: Localized<TermEntry>,
    pub span: Span,
    /// Everything that is printed of it, with its place.
    pub words: Vec<(String, Span)>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermEntry {
    pub term: String,
    /// Other words that may stand for it in a text.
    pub also: Vec<String>,
    /// Words that may not.
    pub avoid: Vec<String>,
    pub pinyin: Option<String>,
    pub definition: String,
}

#[derive(Clone, Debug)]
pub struct Asset {
    /// Relative to the course folder: `modules/02-listening/geyser.svg`.
    pub path: String,
    pub bytes: Arc<[u8]>,
    pub picture: Picture,
}

impl Course {
    pub fn item(&self, ix: ItemIx) -> &Item {
        &self.items[ix.index()]
    }

    pub fn kind(&self, ix: KindIx) -> &Kind {
        &self.kinds[ix.index()]
    }

    pub fn language(&self, lang: Lang) -> &Language {
        &self.languages[lang.index()]
    }

    pub fn asset(&self, ix: AssetIx) -> &Asset {
        &self.assets[ix.index()]
    }

    pub fn attachment(&self, ix: AttachmentIx) -> &Attachment {
        &self.attachments[ix.index()]
    }

    pub fn term(&self, ix: TermIx) -> &Term {
        &self.terms[ix.index()]
    }

    pub fn langs(&self) -> impl Iterator<Item = Lang> + use<> {
        (0..self.languages.len()).map(Lang::new)
    }

    pub fn item_ixs(&self) -> impl Iterator<Item = ItemIx> + use<> {
        (0..self.items.len()).map(ItemIx::new)
    }

    pub fn kind_ixs(&self) -> impl Iterator<Item = KindIx> + use<> {
        (0..self.kinds.len()).map(KindIx::new)
    }

    pub fn term_ixs(&self) -> impl Iterator<Item = TermIx> + use<> {
        (0..self.terms.len()).map(TermIx::new)
    }

    /// The title of the front page: its own, or that of the course.
    pub fn front_title(&self, lang: Lang) -> &str {
        self.front.as_ref().map_or(&self.about.title[lang], |page| &page.texts[lang].title)
    }

    /// All pages: those of the items, then the front page.
    pub fn pages(&self) -> impl Iterator<Item = &Arc<Page>> {
        self.items.iter().map(|item| &item.page).chain(&self.front)
    }

    /// The items of a kind, in the order of the book.
    pub fn items_of(&self, kind: KindIx) -> impl Iterator<Item = ItemIx> + '_ {
        self.item_ixs().filter(move |&ix| self.item(ix).kind == kind)
    }

    /// The items of a kind that stand below no other one.
    pub fn roots_of(&self, kind: KindIx) -> impl Iterator<Item = ItemIx> + '_ {
        self.items_of(kind).filter(|&ix| self.item(ix).parent.is_none())
    }

    /// The items that stand below `ix`, in their order.
    pub fn children(&self, ix: ItemIx) -> impl Iterator<Item = ItemIx> + '_ {
        let next = (ix.index() + 1..self.items.len()).map(ItemIx::new);
        next.take_while(move |&child| self.item(child).parent == Some(ix))
    }

    /// The parent of an item, or the item itself.
    pub fn root(&self, ix: ItemIx) -> ItemIx {
        self.item(ix).parent.unwrap_or(ix)
    }

    /// How long an item takes in the classroom, with its children.
    pub fn minutes(&self, ix: ItemIx) -> Option<u32> {
        let all = std::iter::once(ix).chain(self.children(ix)).filter_map(|ix| self.item(ix).minutes);
        all.reduce(u32::saturating_add)
    }

    /// `step/listen`, `module/start/open`.
    pub fn id(&self, ix: ItemIx) -> String {
        let item = self.item(ix);
        format!("{}/{}", self.kind(item.kind).key, item.path)
    }

    /// The id as a word: `step-listen`, `module-start--open`. No slug has two hyphens in a row.
    pub fn flat_id(&self, ix: ItemIx) -> String {
        let item = self.item(ix);
        format!("{}-{}", self.kind(item.kind).key, item.path.replace('/', "--"))
    }

    /// The title in `lang`, or the source language's while it is not translated.
    pub fn title(&self, ix: ItemIx, lang: Lang) -> &str {
        &self.item(ix).page.texts[lang].title
    }
}
