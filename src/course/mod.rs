//! The course: valid by construction, independent of any format. Every output reads it and none changes it.
//!
//! Its texts are [`tree`]s, its languages stand beside each other by [`pairing`]; a [`reading`] chooses languages, an [`edition`] what is seen.

pub mod attachment;
mod autonyms;
pub mod collation;
mod content;
pub mod edition;
mod finals;
pub mod foreign;
mod ids;
mod language;
mod localized;
pub mod mentions;
mod number;
mod page;
pub mod pairing;
pub mod programme;
pub mod reading;
mod relation;
pub mod schedule;
pub mod sheet;
pub mod tree;

use std::sync::Arc;

use crate::digest::Digest;
use crate::picture::Picture;
use crate::span::Span;

pub use attachment::Attachment;
pub use autonyms::autonym;
pub use content::{Content, Flows, Traits, Unread};
pub use ids::{AssetIx, AttachmentIx, ItemIx, KindIx, Lang, Target, TermIx};
pub use language::{HanForms, Language};
pub use localized::Localized;
pub use number::Number;
pub use page::{Anchor, ByPage, HeadPlaces, Page, Text};
pub use programme::Programme;
pub(crate) use relation::Pairs;
pub use relation::Relation;
pub use sheet::Orientation;

/// A whole course without mistakes, all of its names looked up.
#[derive(Clone, Debug)]
pub struct Course {
    /// What is said of it on title pages and in the heads of its pages.
    pub about: About,
    /// Whether texts can have formulas.
    pub math: bool,
    /// The languages of the book; the first is the source language.
    pub languages: Vec<Language>,
    /// In the order of the book's parts.
    pub kinds: Vec<Kind>,
    /// By kind, in the order of the book: children stand behind their parent.
    pub items: Vec<Item>,
    /// The relations between kinds, in the order of `book.yaml`.
    pub relations: Vec<Relation>,
    /// The front page, or foreword.
    pub front: Option<Arc<Page>>,
    /// In the order of `glossary.yaml`.
    pub terms: Vec<Term>,
    /// Only those that some text shows.
    pub assets: Vec<Asset>,
    /// Only those to which some text leads.
    pub attachments: Vec<Attachment>,
    /// The ways in which it is taught, in the order of `book.yaml`; one at least.
    pub programmes: Vec<Programme>,
    /// Which of them those who take part follow.
    pub followed: usize,
}

/// What `book.yaml` says of the course as a whole.
#[derive(Clone, Debug)]
pub struct About {
    /// The name of the course, in every language.
    pub title: Localized<String>,
    /// A line below the title, in every language.
    pub subtitle: Option<Localized<String>>,
    /// One sentence for search engines and the metadata of PDFs, in every language.
    pub description: Option<Localized<String>>,
    /// Who wrote the course, in every language: names may be written otherwise.
    pub author: Option<Localized<String>>,
    /// The edition of the text, as the author writes it: `1.0`.
    pub version: Option<String>,
    /// When this version is from. The only date that outputs show; without one, none.
    pub date: Option<Date>,
    /// What the imprint says beside all that.
    pub imprint: Imprint,
    /// Who vouches for the accessibility of its electronic books.
    pub accessibility: Option<Accessibility>,
    /// What tells the course from all others, whatever it is called: `urn:uuid:…`.
    pub identifier: Option<String>,
    /// Ends with `/`.
    pub site_url: Option<String>,
    /// How much of a final test must be right that does not say it, in percent.
    pub pass_mark: u32,
    /// Everything that is printed of `book.yaml`, with its place: what is above and the labels of kinds and relations.
    pub words: Vec<(String, Span)>,
}

/// Whose a course is and where it comes from, in every language.
#[derive(Clone, Debug, Default)]
pub struct Imprint {
    /// Who brings it out: a company, a press.
    pub publisher: Option<Localized<String>>,
    /// Whose it is, as a sentence or two.
    pub rights: Option<Localized<String>>,
    /// What others may do with it.
    pub licence: Option<Localized<String>>,
    /// Where to ask.
    pub contact: Option<Localized<String>>,
    /// What it is drawn from, one work each.
    pub sources: Vec<Localized<String>>,
}

/// What its publisher claims of the accessibility of a course.
#[derive(Clone, Debug)]
pub struct Accessibility {
    /// Who has looked at it, in every language.
    pub certified_by: Localized<String>,
    /// What it conforms to: `WCAG 2.1 Level AA`.
    pub conforms_to: &'static str,
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// The year of our calendar.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// A kind of items, such as steps. Each is a part of the book.
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
    /// Whether its items have pocket cards; None where the relations decide.
    pub cards: Option<bool>,
}

/// A numbered unit of the course: one page of the website, one chapter or entry of the book.
#[derive(Clone, Debug)]
pub struct Item {
    /// The part of the book that it belongs to.
    pub kind: KindIx,
    /// The item of its kind below which it stands: the lesson of a page. That one has no parent.
    pub parent: Option<ItemIx>,
    /// Its slug, behind that of its parent: `listen`, `start/open`.
    pub path: String,
    /// None when it goes by its title alone.
    pub number: Option<Number>,
    /// In the classroom, without its children.
    pub minutes: Option<u32>,
    /// How its printable sheet lies, if it has one.
    pub sheet: Option<Orientation>,
    /// For each of the materials in its texts the id of the place that alone needs it; none of what is for all of the page.
    pub needed_at: Vec<Option<String>>,
    /// Where it lay before. These addresses lead to it.
    pub aliases: Vec<Location>,
    /// Its texts in all languages.
    pub page: Arc<Page>,
    /// The items whose text refers to this one, in the order of the book, without repeats and without itself.
    pub mentioned_by: Vec<ItemIx>,
}

/// Where an item lies in the course, from which its id and its addresses are made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Its kind.
    pub kind: KindIx,
    /// As [`Item::path`].
    pub path: String,
}

/// An entry of the glossary.
#[derive(Clone, Debug)]
pub struct Term {
    /// `empathy`.
    pub key: String,
    /// The word and what it means, in every language.
    pub entries: Localized<TermEntry>,
    /// The key's place in `glossary.yaml`.
    pub span: Span,
    /// Everything that is printed of it, with its place.
    pub words: Vec<(String, Span)>,
}

/// A term in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermEntry {
    /// The word that texts should use.
    pub term: String,
    /// Other words that may stand for it in a text.
    pub also: Vec<String>,
    /// Words that may not.
    pub avoid: Vec<String>,
    /// The reading of a Chinese word, by which it is sorted; without one its characters' usual readings are taken.
    pub pinyin: Option<String>,
    /// What it means, as plain text.
    pub definition: String,
}

/// The file of a picture.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Relative to the course folder: `modules/02-listening/geyser.svg`.
    pub path: String,
    /// The file's bytes, as they are copied into outputs.
    pub bytes: Arc<[u8]>,
    /// What the bytes hold.
    pub picture: Picture,
}

impl About {
    /// What tells the course from all others: what its author gives it, or else what is made of its address or its title.
    pub fn identity(&self) -> String {
        let made = || {
            let of = self.site_url.as_deref().unwrap_or(&self.title[Lang::SOURCE]);
            Digest::of_parts([b"course".as_slice(), of.as_bytes()]).uuid()
        };
        self.identifier.clone().unwrap_or_else(made)
    }
}

impl Course {
    /// The item at an index, which cannot miss.
    pub fn item(&self, ix: ItemIx) -> &Item {
        &self.items[ix.index()]
    }

    /// The kind at an index, which cannot miss.
    pub fn kind(&self, ix: KindIx) -> &Kind {
        &self.kinds[ix.index()]
    }

    /// Whether a passage in one of these languages is marked that was translated from another text than that of today.
    pub fn has_stale(&self, langs: &[Lang]) -> bool {
        let mut pages = self.items.iter().map(|item| &item.page).chain(&self.front);
        pages.any(|page| langs.iter().any(|&lang| page.texts[lang].traits().stale_marks > 0))
    }

    /// Whether texts of this language are made from those of another one.
    pub fn is_derived(&self, lang: Lang) -> bool {
        let mut pages = self.items.iter().map(|item| &item.page).chain(&self.front);
        pages.any(|page| page.texts[lang].derived)
    }

    /// The language at an index, which cannot miss.
    pub fn language(&self, lang: Lang) -> &Language {
        &self.languages[lang.index()]
    }

    /// The picture at an index, which cannot miss.
    pub fn asset(&self, ix: AssetIx) -> &Asset {
        &self.assets[ix.index()]
    }

    /// The file to hand on at an index, which cannot miss.
    pub fn attachment(&self, ix: AttachmentIx) -> &Attachment {
        &self.attachments[ix.index()]
    }

    /// The term at an index, which cannot miss.
    pub fn term(&self, ix: TermIx) -> &Term {
        &self.terms[ix.index()]
    }

    /// The programme that those who take part follow.
    pub fn programme(&self) -> &Programme {
        &self.programmes[self.followed]
    }

    /// The indices of the languages, the source language first.
    pub fn langs(&self) -> impl Iterator<Item = Lang> + use<> {
        (0..self.languages.len()).map(Lang::new)
    }

    /// The indices of the items, by kind, then by number.
    pub fn item_ixs(&self) -> impl Iterator<Item = ItemIx> + use<> {
        (0..self.items.len()).map(ItemIx::new)
    }

    /// The indices of the kinds, in the order of the book's parts.
    pub fn kind_ixs(&self) -> impl Iterator<Item = KindIx> + use<> {
        (0..self.kinds.len()).map(KindIx::new)
    }

    /// The indices of the terms, in the order of `glossary.yaml`.
    pub fn term_ixs(&self) -> impl Iterator<Item = TermIx> + use<> {
        (0..self.terms.len()).map(TermIx::new)
    }

    /// What a reference without words of its own says, but for numbers.
    pub fn name_of(&self, target: &Target, lang: Lang) -> &str {
        match target {
            Target::Front(_) => self.front_title(lang),
            Target::Item(item) | Target::Anchor(item, _) => self.title(*item, lang),
            Target::Term(term) => &self.term(*term).entries[lang].term,
            Target::File(file) => self.attachment(*file).name(),
        }
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
