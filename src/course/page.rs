//! What is written about an item, or on the front page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

use super::ids::{AssetIx, ItemIx, Lang};
use super::localized::Localized;
use super::pairing::Mismatch;
use super::tree::{self, Block, BlockKind, Footnotes, Inline, Resolved};
use crate::diagnostic::Diagnostic;
use crate::span::Span;

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
