//! What an edition hides.
//!
//! Outputs get a course from which everything hidden has been taken out, so that none of them can leak it. All numbers were
//! given before, so they are equal in every edition.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::course::{Anchor, Course, HeadPlaces, ItemIx, Page, Target, Text};
use crate::reading::Edition;
use crate::tree::{self, Block, BlockKind, Body, BoxKind, Directive, Inline, List, ListItem, Resolved, State};

/// The course as an edition shows it. A page of which nothing is hidden is the same one in both.
pub fn select(mut course: Course, edition: Edition) -> Course {
    if edition == Edition::Learner {
        let pages = course.items.iter_mut().map(|item| &mut item.page);
        for page in pages.chain(&mut course.front).filter(|page| page.texts.iter().any(|(_, text)| hides(text))) {
            let learner = page.derived.learner.get_or_init(|| Arc::new(Page::new(page.texts.map(learner_text))));
            *page = learner.clone();
        }
        derive_mentions(&mut course);
    }
    course
}

/// Whether there is anything in a text that trainers alone may see.
fn hides(text: &Text) -> bool {
    fn any(blocks: &[Block<Resolved>]) -> bool {
        blocks.iter().any(|block| trainer_only(block) || block.kind.children().into_iter().any(|blocks| any(blocks)))
    }
    !text.materials.is_empty() || any(&text.body) || text.footnotes.iter().any(|note| any(note))
}

/// Whether trainers alone may see a block.
pub fn trainer_only<S: State>(block: &Block<S>) -> bool {
    let BlockKind::Directive(directive) = &block.kind else { return false };
    matches!(directive.body, Body::Box(BoxKind::Trainer | BoxKind::Solution, _))
}

/// A text without what trainers alone may see.
pub fn learner_text(text: &Text) -> Text {
    let mut body = text.body.clone();
    hide(&mut body);
    // A note that only hidden text calls goes with it. A kept note may call further ones: they join the end of the list.
    let mut called = Vec::new();
    renumber_calls(&mut body, &mut called);
    let mut footnotes = Vec::new();
    while let Some(&old) = called.get(footnotes.len()) {
        let mut note = text.footnotes[old].clone();
        hide(&mut note);
        renumber_calls(&mut note, &mut called);
        footnotes.push(note);
    }
    let anchors = anchors_of(&body, &text.anchors);
    let (title, summary) = (text.title.clone(), text.summary.clone());
    let places = HeadPlaces { materials: Vec::new(), ..text.places.clone() };
    Text { language: text.language, title, summary, materials: Vec::new(), places, body, footnotes, anchors }
}

/// Takes out what trainers alone may see, and what is empty without it.
fn hide(blocks: &mut Vec<Block<Resolved>>) {
    blocks.retain(|block| !leaves_nothing(block));
    for block in blocks {
        if let BlockKind::List(List { start: None, items, .. }) = &mut block.kind {
            items.retain(|item| !item_leaves_nothing(item));
        }
        block.kind.children_mut().into_iter().for_each(hide);
    }
}

/// Whether learners see nothing of a block.
fn leaves_nothing(block: &Block<Resolved>) -> bool {
    trainer_only(block)
        || match &block.kind {
            BlockKind::Quote(content) | BlockKind::Alert { content, .. } => content.iter().all(leaves_nothing),
            // The numbers of a numbered list are the same in every edition.
            BlockKind::List(List { start: None, items, .. }) => items.iter().all(item_leaves_nothing),
            BlockKind::Directive(Directive {
                title: None,
                id: None,
                workspace: None,
                body: Body::Box(_, content),
                ..
            }) => content.iter().all(leaves_nothing),
            _ => false,
        }
}

/// An item without words is one that somebody else fills in.
fn item_leaves_nothing(item: &ListItem<Resolved>) -> bool {
    !item.content.is_empty() && item.content.iter().all(leaves_nothing)
}

/// The outermost boxes that have content and of which learners see the head at most.
pub fn empty_for_learners<'a>(blocks: &'a [Block<Resolved>], see: &mut impl FnMut(&'a Block<Resolved>)) {
    for block in blocks.iter().filter(|block| !trainer_only(block)) {
        let content = match &block.kind {
            BlockKind::Alert { content, .. } => content.as_slice(),
            BlockKind::Directive(Directive { workspace: None, body: Body::Box(_, content), .. }) => content,
            _ => &[],
        };
        if !content.is_empty() && content.iter().all(leaves_nothing) {
            see(block);
        } else {
            block.kind.children().into_iter().for_each(|children| empty_for_learners(children, see));
        }
    }
}

/// Gives each call of a note its new number. `called` lists the old numbers in the order of the new ones.
fn renumber_calls(blocks: &mut [Block<Resolved>], called: &mut Vec<usize>) {
    tree::inlines_mut(blocks, &mut |inline| {
        if let Inline::Footnote(index) = inline {
            let new = called.iter().position(|old| old == index).unwrap_or_else(|| {
                called.push(*index);
                called.len() - 1
            });
            *index = new;
        }
    });
}

/// Those of `all` that still stand in the text.
pub fn anchors_of(body: &[Block<Resolved>], all: &BTreeMap<String, Anchor>) -> BTreeMap<String, Anchor> {
    let mut kept = BTreeMap::new();
    tree::blocks(body, &mut |block| {
        let id = match &block.kind {
            BlockKind::Heading { id, .. } => Some(id),
            BlockKind::Directive(directive) => directive.id.as_ref(),
            _ => None,
        };
        if let Some((id, anchor)) = id.and_then(|id| all.get_key_value(id)) {
            kept.insert(id.clone(), anchor.clone());
        }
    });
    kept
}

/// Fills in which items refer to which: from the text that the course shows, so a learner's page is not said to be mentioned where only
/// a trainer sees it.
pub fn derive_mentions(course: &mut Course) {
    let mut mentioned: Vec<BTreeSet<ItemIx>> = vec![BTreeSet::new(); course.items.len()];
    for from in course.item_ixs() {
        let page = &course.item(from).page;
        for to in page.derived.mentions.get_or_init(|| mentions(page)).iter().filter(|&&to| to != from) {
            mentioned[to.index()].insert(from);
        }
    }
    for (item, from) in course.items.iter_mut().zip(mentioned) {
        item.mentioned_by = from.into_iter().collect();
    }
}

/// The items that a page refers to.
fn mentions(page: &Page) -> Vec<ItemIx> {
    let mut found = BTreeSet::new();
    for text in page.texts.as_slice() {
        for blocks in std::iter::once(&text.body).chain(&text.footnotes) {
            tree::inlines(blocks, &mut |inline| {
                if let Inline::Reference { target: Target::Item(to) | Target::Anchor(to, _), .. } = inline {
                    found.insert(*to);
                }
            });
        }
    }
    found.into_iter().collect()
}
