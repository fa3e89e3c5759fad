//! What a text says: its blocks and notes, which are read when somebody looks at them, and its traits, for which nobody has to.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock, OnceLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ids::{AssetIx, AttachmentIx, ItemIx, Lang, Target};
use super::schedule::Step;
use super::tree::audience::trainer_only;
use super::tree::{self, Block, BlockKind, Footnotes, Inline, Resolved};
use crate::digest::Digest;
use crate::span::Span;

/// The runs of blocks of a text.
#[derive(Clone, Debug, Default)]
pub struct Flows {
    /// The blocks of the page, without its title.
    pub body: Vec<Block<Resolved>>,
    /// The notes that the body calls.
    pub footnotes: Footnotes<Resolved>,
}

/// The contents of a page in all languages, which are read when somebody looks at one of them.
pub type Unread = LazyLock<Vec<Flows>, Box<dyn FnOnce() -> Vec<Flows> + Send>>;

/// What a text says. As data it has its traits and its origin; who takes it out again says where the rest is [read](Content::read_from).
#[derive(Clone, Debug, Default)]
pub struct Content {
    source: Source,
    traits: OnceLock<Traits>,
    /// Of few texts: where a course is planned.
    steps: OnceLock<Vec<Step>>,
    origin: Option<Digest>,
}

#[derive(Clone, Debug)]
enum Source {
    Here(Flows),
    Unread(Arc<Unread>, Lang),
}

impl Default for Source {
    fn default() -> Source {
        Source::Here(Flows::default())
    }
}

/// What others ask of a text without reading it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Traits {
    /// The pictures that it shows.
    pub pictures: BTreeSet<AssetIx>,
    /// The files that it hands on.
    pub attachments: BTreeSet<AttachmentIx>,
    /// The items to which it refers.
    pub named: BTreeSet<ItemIx>,
    /// Those of them to which it does not refer in lists to be ticked off alone: who observes a role play looks for everything.
    pub mentions: BTreeSet<ItemIx>,
    /// Whether all of it is in the language that it is meant for.
    pub is_whole: bool,
    /// How many of its passages are marked that were translated from another text than that of today.
    pub stale_marks: usize,
    /// Whether something in it is for trainers alone.
    pub hides: bool,
    /// Whether it has a test that draws questions from other pages.
    pub draws: bool,
    /// Whether a class has something to do in it: an exercise, a role play or a quiz that stands in no other block.
    pub has_work: bool,
    /// Whether it has markup that few texts have: asides, details, definitions, aligned blocks, code of a known language, styled words.
    pub rare_markup: bool,
}

impl Content {
    /// Of blocks, of which nobody knows what they were made of.
    pub fn of(body: Vec<Block<Resolved>>, footnotes: Footnotes<Resolved>) -> Content {
        Content { source: Source::Here(Flows { body, footnotes }), ..Content::default() }
    }

    /// Says that its blocks and notes are those of a language on a page that is not read yet.
    pub fn read_from(&mut self, page: Arc<Unread>, lang: Lang) {
        self.source = Source::Unread(page, lang);
    }

    /// Says what it was made of.
    pub fn set_origin(&mut self, origin: Digest) {
        self.origin = Some(origin);
    }

    /// The digest of what it was made of: a content of the same edition with the same digest says the same. None where that is not known.
    pub fn origin(&self) -> Option<Digest> {
        self.origin
    }

    /// Its blocks and notes.
    pub fn flows(&self) -> &Flows {
        match &self.source {
            Source::Here(flows) => flows,
            Source::Unread(page, lang) => &page[lang.index()],
        }
    }

    /// Its blocks and notes, which may be moved.
    pub fn into_flows(self) -> Flows {
        match self.source {
            Source::Here(flows) => flows,
            Source::Unread(page, lang) => page[lang.index()].clone(),
        }
    }

    /// Its blocks and notes, to change them.
    pub fn change(&mut self) -> &mut Flows {
        (self.traits, self.steps, self.origin) = (OnceLock::new(), OnceLock::new(), None);
        if let Source::Unread(page, lang) = &self.source {
            self.source = Source::Here(page[lang.index()].clone());
        }
        match &mut self.source {
            Source::Here(flows) => flows,
            Source::Unread(..) => unreachable!("its blocks have just been put here"),
        }
    }

    /// Its steps, which are `found` if nobody has asked for them yet.
    pub fn steps_or(&self, found: impl FnOnce() -> Vec<Step>) -> &[Step] {
        self.steps.get_or_init(found)
    }

    /// What others ask of it.
    pub fn traits(&self) -> &Traits {
        self.traits.get_or_init(|| Traits::of(self.flows()))
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.traits(), self.steps.get(), self.origin).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Content, D::Error> {
        type Kept = (Traits, Option<Vec<Step>>, Option<Digest>);
        let (traits, steps, origin) = Kept::deserialize(deserializer)?;
        let steps = steps.map_or_else(OnceLock::new, OnceLock::from);
        Ok(Content { source: Source::default(), traits: OnceLock::from(traits), steps, origin })
    }
}

impl Traits {
    fn of(Flows { body, footnotes }: &Flows) -> Traits {
        let is_whole = !body.iter().any(tree::is_untranslated);
        let has_work = body.iter().any(tree::is_work);
        let mut traits = Traits { is_whole, has_work, ..Traits::default() };
        let mut ticked = BTreeSet::new();
        for blocks in std::iter::once(body).chain(footnotes) {
            tree::blocks(blocks, &mut |block| traits.take_block(block, &mut ticked));
            tree::inlines(blocks, &mut |inline| traits.take_inline(inline, &ticked));
        }
        traits
    }

    fn take_block(&mut self, block: &Block<Resolved>, ticked: &mut BTreeSet<Span>) {
        self.hides |= trainer_only(block);
        match &block.kind {
            BlockKind::Figure { picture, .. } => _ = self.pictures.insert(*picture),
            BlockKind::List(list) => {
                let tasks = list.items.iter().filter(|item| item.checked.is_some());
                tasks.for_each(|item| ticked.extend(references(&item.content)));
            }
            BlockKind::Directive(directive) => {
                let test = directive.body.quiz().and_then(|quiz| quiz.test.as_ref());
                self.draws |= test.is_some_and(|test| test.draw > 0);
            }
            BlockKind::Aside(_)
            | BlockKind::Details { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Aligned { .. }
            | BlockKind::Code { language: Some(_), .. } => self.rare_markup = true,
            _ => {}
        }
    }

    fn take_inline(&mut self, inline: &Inline<Resolved>, ticked: &BTreeSet<Span>) {
        match inline {
            Inline::Image { picture, .. } => _ = self.pictures.insert(*picture),
            Inline::Reference { target: Target::File(file), .. } => _ = self.attachments.insert(*file),
            Inline::Reference { target: Target::Item(to) | Target::Anchor(to, _), span, .. } => {
                self.named.insert(*to);
                if !ticked.contains(span) {
                    self.mentions.insert(*to);
                }
            }
            Inline::Stale(_) => self.stale_marks += 1,
            Inline::Styled { .. } => self.rare_markup = true,
            _ => {}
        }
    }
}

/// The places of the references in some blocks.
fn references(blocks: &[Block<Resolved>]) -> Vec<Span> {
    let mut places = Vec::new();
    tree::inlines(blocks, &mut |inline| {
        if let Inline::Reference { span, .. } = inline {
            places.push(*span);
        }
    });
    places
}
