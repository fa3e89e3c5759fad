//! What a text says: its blocks and notes, which are read when somebody looks at them, and its traits, for which nobody has to.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::ids::{AssetIx, AttachmentIx, ItemIx, Target};
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

/// What a text says.
#[derive(Clone, Debug, Default)]
pub struct Content {
    flows: Flows,
    traits: OnceLock<Traits>,
    origin: Option<Digest>,
}

/// What others ask of a text without reading it.
#[derive(Clone, Debug, Default)]
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
    /// Whether it has markup that few texts have: asides, details, definitions, aligned blocks, code of a known language, styled words.
    pub rare_markup: bool,
}

impl Content {
    /// Of blocks, of which nobody knows what they were made of.
    pub fn of(body: Vec<Block<Resolved>>, footnotes: Footnotes<Resolved>) -> Content {
        Content { flows: Flows { body, footnotes }, ..Content::default() }
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
        &self.flows
    }

    /// Its blocks and notes, to change them.
    pub fn change(&mut self) -> &mut Flows {
        (self.traits, self.origin) = (OnceLock::new(), None);
        &mut self.flows
    }

    /// What others ask of it.
    pub fn traits(&self) -> &Traits {
        self.traits.get_or_init(|| Traits::of(self.flows()))
    }
}

impl Traits {
    fn of(Flows { body, footnotes }: &Flows) -> Traits {
        let is_whole = !body.iter().any(tree::is_untranslated);
        let mut traits = Traits { is_whole, ..Traits::default() };
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
