//! The course: valid by construction, independent of any format. Every output reads it and none changes it.
//!
//! Lookups by an index ([`ItemIx`], [`Lang`] …) cannot miss: only [`crate::resolve`] makes indices, and only for things that exist.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Index;
use std::sync::{Arc, Mutex, OnceLock};

use icu_properties::props::Script;

use crate::diagnostic::Diagnostic;
use crate::pairing::Mismatch;
use crate::picture::Picture;
use crate::sources::Span;
use crate::tree::{self, Block, BlockKind, Footnotes, Inline, Resolved};

macro_rules! index_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(usize);

        impl $name {
            pub(crate) fn new(index: usize) -> $name {
                $name(index)
            }

            pub fn index(self) -> usize {
                self.0
            }
        }
    };
}

index_type!(
    /// One of the book's languages; the first is the source language.
    Lang
);
index_type!(
    /// One of the book's kinds of items.
    KindIx
);
index_type!(
    /// An item of the course.
    ItemIx
);
index_type!(
    /// A picture of the course.
    AssetIx
);
index_type!(
    /// A term of the glossary.
    TermIx
);

impl KindIx {
    /// The kind that a book begins with: its chapters.
    pub const FIRST: KindIx = KindIx(0);
}

impl Lang {
    /// The language that structure is written in.
    pub const SOURCE: Lang = Lang(0);
}

/// One value for each language of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Localized<T>(Vec<T>);

impl<T> Localized<T> {
    /// `values` has one value for each language, in the book's order.
    pub fn new(values: Vec<T>) -> Localized<T> {
        Localized(values)
    }

    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        self.0.iter().enumerate().map(|(i, t)| (Lang(i), t))
    }

    pub fn map<U>(&self, f: impl FnMut(&T) -> U) -> Localized<U> {
        Localized(self.0.iter().map(f).collect())
    }

    pub fn as_slice(&self) -> &[T] {
        &self.0
    }

    pub fn into_values(self) -> Vec<T> {
        self.0
    }
}

impl<T> Index<Lang> for Localized<T> {
    type Output = T;

    fn index(&self, lang: Lang) -> &T {
        &self.0[lang.0]
    }
}

#[derive(Clone, Debug)]
pub struct Course {
    pub about: About,
    /// Whether texts can have formulas.
    pub math: bool,
    pub languages: Vec<Language>,
    /// In the order of the book's parts.
    pub kinds: Vec<Kind>,
    /// By kind, then by number.
    pub items: Vec<Item>,
    pub relations: Vec<Relation>,
    /// The front page, or foreword.
    pub front: Option<Arc<Page>>,
    /// In the order of `glossary.yaml`.
    pub terms: Vec<Term>,
    /// Only those that some text shows.
    pub assets: Vec<Asset>,
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
pub struct Language {
    /// As `book.yaml` and the file names write it: `zh`.
    pub key: String,
    /// For `lang` and `hreflang`: `zh-Hans`.
    pub tag: String,
    /// The language alone: `zh`.
    pub language: String,
    /// The likely region: `CN`. Typst chooses the style of punctuation by it.
    pub region: Option<String>,
    /// Written without spaces between words, set with full-width punctuation.
    pub chinese: bool,
    /// In which its words are likely written.
    pub scripts: Vec<Script>,
}

#[derive(Clone, Debug)]
pub struct Kind {
    /// The key in `book.yaml` and in references: `step`.
    pub key: String,
    /// The folder's name, which is the part of the site's addresses: `steps`.
    pub folder: String,
    /// With `{n}` for the number: `Step {n}`.
    pub label: Localized<String>,
    /// `Steps`.
    pub plural: Localized<String>,
}

#[derive(Clone, Debug)]
pub struct Item {
    pub kind: KindIx,
    pub slug: String,
    /// From 1 within its kind.
    pub number: u32,
    /// In the classroom.
    pub minutes: Option<u32>,
    pub aliases: Vec<String>,
    pub page: Arc<Page>,
    /// The items whose text refers to this one, in the order of the book, without repeats and without itself.
    pub mentioned_by: Vec<ItemIx>,
}

/// What is written about something, in every language.
#[derive(Debug)]
pub struct Page {
    /// A missing translation is a copy of the source language's text; [`Text::language`] tells.
    pub texts: Localized<Text>,
    pub(crate) derived: Derived,
}

/// What follows from the texts of a page. Each is worked out by the stage that asks for it first and kept with the page: when a course
/// is read again after an edit, most of its pages are the ones that it had.
#[derive(Debug, Default)]
pub(crate) struct Derived {
    pub learner: OnceLock<Arc<Page>>,
    pub mentions: OnceLock<Vec<ItemIx>>,
    pub pictures: OnceLock<BTreeSet<AssetIx>>,
    /// The languages whose texts have Latin words with an apostrophe.
    pub contractions: OnceLock<Vec<Lang>>,
    pub unpaired: OnceLock<Vec<(Lang, Mismatch)>>,
    /// With what they depend on besides the texts.
    pub warnings: Mutex<Option<(blake3::Hash, Vec<Diagnostic>)>>,
}

impl Page {
    pub fn new(texts: Localized<Text>) -> Page {
        Page { texts, derived: Derived::default() }
    }
}

impl Page {
    /// The pictures that its texts show, in whatever language.
    pub fn pictures(&self) -> &BTreeSet<AssetIx> {
        self.derived.pictures.get_or_init(|| self.find_pictures())
    }

    fn find_pictures(&self) -> BTreeSet<AssetIx> {
        let mut shown = BTreeSet::new();
        let texts = self.texts.as_slice().iter();
        for blocks in texts.flat_map(|text| std::iter::once(&text.body).chain(&text.footnotes)) {
            tree::blocks(blocks, &mut |block| {
                if let BlockKind::Figure { picture, .. } = &block.kind {
                    shown.insert(*picture);
                }
            });
            tree::inlines(blocks, &mut |inline| {
                if let Inline::Image { picture, .. } = inline {
                    shown.insert(*picture);
                }
            });
        }
        shown
    }
}

#[derive(Clone, Debug)]
pub struct Text {
    /// The language that it is really in.
    pub language: Lang,
    pub title: String,
    pub summary: Option<String>,
    /// What the trainer brings along; for trainers alone.
    pub materials: Vec<String>,
    pub places: HeadPlaces,
    pub body: Vec<Block<Resolved>>,
    pub footnotes: Footnotes<Resolved>,
    /// What a reference can point to on this page.
    pub anchors: BTreeMap<String, Anchor>,
}

/// Where a front matter says what it says.
#[derive(Clone, Debug)]
pub struct HeadPlaces {
    pub title: Span,
    pub summary: Option<Span>,
    /// One for each of the materials.
    pub materials: Vec<Span>,
}

/// A place within a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// With its words.
    Heading(String),
    /// A directive with an id.
    Directive { name: &'static str, number: Option<u32>, title: Option<String> },
}

/// Where a reference leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Item(ItemIx),
    /// An id within an item's page.
    Anchor(ItemIx, String),
    Term(TermIx),
}

/// A relation between two kinds, as `book.yaml` declares it.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The key in front matter: `actions`.
    pub key: String,
    pub from: KindIx,
    pub to: KindIx,
    /// Shown on an item of `from`.
    pub label: Localized<String>,
    /// Shown on an item of `to`.
    pub inverse: Localized<String>,
    /// Drawn as a table of its own.
    pub matrix: bool,
    /// From each item of `from`, in the author's order; only items that have any.
    forward: BTreeMap<ItemIx, Vec<ItemIx>>,
    /// Derived: from each item of `to`, in the order of the book.
    backward: BTreeMap<ItemIx, Vec<ItemIx>>,
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

impl Relation {
    pub(crate) fn new(
        (key, matrix): (String, bool),
        (from, to): (KindIx, KindIx),
        label: Localized<String>,
        inverse: Localized<String>,
        forward: BTreeMap<ItemIx, Vec<ItemIx>>,
    ) -> Relation {
        let mut backward: BTreeMap<ItemIx, Vec<ItemIx>> = BTreeMap::new();
        for (&source, targets) in &forward {
            for &target in targets {
                backward.entry(target).or_default().push(source);
            }
        }
        Relation { key, from, to, label, inverse, matrix, forward, backward }
    }

    /// The items that `item` names, in its author's order.
    pub fn targets(&self, item: ItemIx) -> &[ItemIx] {
        self.forward.get(&item).map_or(&[], Vec::as_slice)
    }

    /// The items that name `item`, in the order of the book.
    pub fn sources(&self, item: ItemIx) -> &[ItemIx] {
        self.backward.get(&item).map_or(&[], Vec::as_slice)
    }

    /// How many pairs there are: the marks of the matrix.
    pub fn len(&self) -> usize {
        self.forward.values().map(Vec::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.forward.is_empty()
    }
}

impl Course {
    pub fn item(&self, ix: ItemIx) -> &Item {
        &self.items[ix.0]
    }

    pub fn kind(&self, ix: KindIx) -> &Kind {
        &self.kinds[ix.0]
    }

    pub fn language(&self, lang: Lang) -> &Language {
        &self.languages[lang.0]
    }

    pub fn asset(&self, ix: AssetIx) -> &Asset {
        &self.assets[ix.0]
    }

    pub fn term(&self, ix: TermIx) -> &Term {
        &self.terms[ix.0]
    }

    pub fn langs(&self) -> impl Iterator<Item = Lang> + use<> {
        (0..self.languages.len()).map(Lang)
    }

    pub fn item_ixs(&self) -> impl Iterator<Item = ItemIx> + use<> {
        (0..self.items.len()).map(ItemIx)
    }

    pub fn kind_ixs(&self) -> impl Iterator<Item = KindIx> + use<> {
        (0..self.kinds.len()).map(KindIx)
    }

    pub fn term_ixs(&self) -> impl Iterator<Item = TermIx> + use<> {
        (0..self.terms.len()).map(TermIx)
    }

    /// The items of a kind, by number.
    pub fn items_of(&self, kind: KindIx) -> impl Iterator<Item = ItemIx> + '_ {
        self.item_ixs().filter(move |&ix| self.item(ix).kind == kind)
    }

    /// `step/listen`.
    pub fn id(&self, ix: ItemIx) -> String {
        let item = self.item(ix);
        format!("{}/{}", self.kind(item.kind).key, item.slug)
    }

    /// `Step 2`, `第2步`.
    pub fn label(&self, ix: ItemIx, lang: Lang) -> String {
        let item = self.item(ix);
        self.kind(item.kind).label[lang].replace("{n}", &item.number.to_string())
    }

    /// The title in `lang`, or the source language's while it is not translated.
    pub fn title(&self, ix: ItemIx, lang: Lang) -> &str {
        &self.item(ix).page.texts[lang].title
    }
}
