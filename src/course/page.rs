//! What is written about an item, or on the front page.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::content::{Content, Flows, Traits, Unread};
use super::ids::{AssetIx, AttachmentIx, ItemIx, Lang};
use super::localized::Localized;
use super::schedule::{self, Step};
use super::tree::{self, Block, Footnotes, Resolved};
use crate::span::Span;

/// What is written about something, in every language.
#[derive(Debug, Serialize, Deserialize)]
pub struct Page {
    /// A missing translation is a copy of the source language's text; [`Text::language`] tells.
    pub texts: Localized<Text>,
    /// The pictures that its texts show, in whatever language.
    pub pictures: BTreeSet<AssetIx>,
    /// The items that its texts refer to, but for lists to be ticked off: who observes a role play looks for everything.
    pub mentions: BTreeSet<ItemIx>,
    /// The files that its texts hand on.
    pub attachments: BTreeSet<AttachmentIx>,
    /// The languages whose texts have Latin words with an apostrophe, once somebody has asked.
    #[serde(skip)]
    pub(crate) contractions: OnceLock<Vec<Lang>>,
}

impl Page {
    /// Says where the contents of its texts are read, in all languages.
    pub fn read_from(&mut self, unread: Unread) {
        let unread = Arc::new(unread);
        for (index, text) in self.texts.iter_mut().enumerate() {
            text.content.read_from(unread.clone(), Lang::new(index));
        }
    }

    /// A page of these texts, with the pictures and mentions that they have.
    pub fn new(texts: Localized<Text>) -> Page {
        let (mut pictures, mut mentions, mut attachments) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for traits in texts.as_slice().iter().map(Text::traits) {
            pictures.extend(&traits.pictures);
            mentions.extend(&traits.mentions);
            attachments.extend(&traits.attachments);
        }
        Page { texts, pictures, mentions, attachments, contractions: OnceLock::new() }
    }
}

/// A value for each of some pages, kept by whoever reads a course again: after an edit, most of its pages are the ones that it had.
#[derive(Debug)]
pub struct ByPage<T>(BTreeMap<usize, (Arc<Page>, T)>);

impl<T> Default for ByPage<T> {
    fn default() -> ByPage<T> {
        ByPage(BTreeMap::new())
    }
}

impl<T> ByPage<T> {
    /// What is kept for this very page; an equal one in another place has nothing.
    pub fn get(&self, page: &Arc<Page>) -> Option<&T> {
        self.0.get(&Arc::as_ptr(page).addr()).map(|(_, value)| value)
    }

    /// Keeps a value for a page, in the place of an earlier one.
    pub fn insert(&mut self, page: Arc<Page>, value: T) {
        self.0.insert(Arc::as_ptr(&page).addr(), (page, value));
    }
}

/// What one language says on a page, or what stands there in its place.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Text {
    /// The language that it is really in.
    pub language: Lang,
    /// Made from the text of another language: what is to be said of its words is said there.
    pub derived: bool,
    /// The title, as plain text.
    pub title: String,
    /// One paragraph for lists and search engines, as plain text.
    pub summary: Option<String>,
    /// What the trainer brings along; for trainers alone.
    pub materials: Vec<String>,
    /// Where title, summary and materials are written.
    pub places: HeadPlaces,
    /// What it says below its title.
    pub content: Content,
    /// What a reference can point to on this page.
    pub anchors: BTreeMap<String, Anchor>,
    /// By the id of a place, the ids that it had before.
    pub earlier: BTreeMap<String, Vec<String>>,
}

impl Text {
    /// Whether a place on the page has this id, or had it.
    pub fn claims(&self, id: &str) -> bool {
        self.anchors.contains_key(id) || self.earlier.values().flatten().any(|earlier| earlier == id)
    }

    /// The blocks of the page, without its title.
    pub fn body(&self) -> &[Block<Resolved>] {
        &self.content.flows().body
    }

    /// The notes that the body calls.
    pub fn footnotes(&self) -> &Footnotes<Resolved> {
        &self.content.flows().footnotes
    }

    /// The same text with other blocks.
    #[must_use]
    pub fn with_body(&self, body: Vec<Block<Resolved>>) -> Text {
        Text {
            language: self.language,
            derived: self.derived,
            title: self.title.clone(),
            summary: self.summary.clone(),
            materials: self.materials.clone(),
            places: self.places.clone(),
            content: Content::of(body, self.footnotes().clone()),
            anchors: self.anchors.clone(),
            earlier: self.earlier.clone(),
        }
    }

    /// What others ask of it without reading it.
    pub fn traits(&self) -> &Traits {
        self.content.traits()
    }

    /// What a class that goes through it does, one after the other.
    pub fn steps(&self) -> &[Step] {
        self.content.steps_or(|| schedule::steps(self))
    }

    /// The blocks that it says in its own language, those of the footnotes among them.
    pub fn own_blocks(&self) -> impl Iterator<Item = &Block<Resolved>> {
        self.flows().flatten().filter(|block| !tree::is_untranslated(block))
    }

    /// Its runs of blocks: the body, then each footnote.
    pub fn flows(&self) -> impl Iterator<Item = &Vec<Block<Resolved>>> {
        let Flows { body, footnotes } = self.content.flows();
        std::iter::once(body).chain(footnotes)
    }
}

/// Where a front matter says what it says.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct HeadPlaces {
    /// The title's words.
    pub title: Span,
    /// The summary's words, if there is one.
    pub summary: Option<Span>,
    /// One for each of the materials.
    pub materials: Vec<Span>,
}

/// A place within a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Anchor {
    /// With its words.
    Heading(String),
    /// A place in a text, without a name of its own.
    Place,
    /// A directive with an id.
    Directive {
        /// The name in the source: `exercise`.
        name: Cow<'static, str>,
        /// The number of an exercise in the book.
        number: Option<u32>,
        /// The title in brackets, as plain text.
        title: Option<String>,
    },
}
