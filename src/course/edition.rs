//! For whom a course is made, and what that hides.
//!
//! Outputs get a course from which everything hidden has been taken out, so that none of them can leak it. All numbers were
//! given before, so they are equal in every edition.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::tree::audience::hide;
use super::tree::{self, Block, BlockKind, Footnotes, Inline, Resolved, State};
use super::{Anchor, ByPage, Content, Course, Flows, HeadPlaces, Page, Text, finals, mentions};

/// For whom a course is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    /// Without trainer notes and solutions.
    Learner,
    /// With everything.
    Trainer,
}

impl Edition {
    /// Both editions, that for learners first.
    pub const ALL: [Edition; 2] = [Edition::Learner, Edition::Trainer];

    /// The name in `book.yaml`, in arguments and in the names of files: `learner`.
    pub fn key(self) -> &'static str {
        match self {
            Edition::Learner => "learner",
            Edition::Trainer => "trainer",
        }
    }
}

/// The course as an edition shows it. A page of which nothing is hidden is the same one in both.
pub fn select(course: Course, edition: Edition) -> Course {
    Memo::default().select(course, edition)
}

/// The learners' versions of pages, None of those of which nothing is hidden, for whoever selects an edition again and again.
#[derive(Debug, Default)]
pub struct Memo(ByPage<Option<Arc<Page>>>);

impl Memo {
    /// What learners see of a page, if that is known.
    pub fn get(&self, page: &Arc<Page>) -> Option<Option<Arc<Page>>> {
        self.0.get(page).cloned()
    }

    /// Says what learners see of a page: another one, or None for the same.
    pub fn insert(&mut self, page: Arc<Page>, learners: Option<Arc<Page>>) {
        self.0.insert(page, learners);
    }

    /// As [`select`].
    pub fn select(&mut self, mut course: Course, edition: Edition) -> Course {
        if edition == Edition::Trainer {
            finals::draw(&mut course);
            return course;
        }
        let Memo(known) = std::mem::take(self);
        let pages: Vec<&mut Arc<Page>> =
            course.items.iter_mut().map(|item| &mut item.page).chain(&mut course.front).collect();
        let select = |page: &mut Arc<Page>| {
            let learners = known.get(page).cloned().unwrap_or_else(|| learners_page(page));
            let trainers = match &learners {
                Some(learners) => std::mem::replace(page, learners.clone()),
                None => page.clone(),
            };
            (trainers, learners)
        };
        let selected: Vec<_> = pages.into_par_iter().map(select).collect();
        selected.into_iter().for_each(|(page, learners)| self.0.insert(page, learners));
        finals::draw(&mut course);
        mentions::derive(&mut course);
        course
    }
}

/// A page without what trainers alone may see; None when nothing is hidden.
fn learners_page(page: &Page) -> Option<Arc<Page>> {
    let hides = page.texts.iter().any(|(_, text)| hides(text));
    hides.then(|| Arc::new(Page::new(page.texts.map(learner_text))))
}

/// What learners see of the texts of a page, in every language.
pub fn learners_contents(page: &Page) -> Vec<Flows> {
    page.texts.as_slice().iter().map(|text| learner_text(text).content.into_flows()).collect()
}

/// Whether there is anything in a text that trainers alone may see.
fn hides(text: &Text) -> bool {
    !text.materials.is_empty() || text.traits().hides
}

/// A text without what trainers alone may see.
pub fn learner_text(text: &Text) -> Text {
    let mut body = text.body().to_vec();
    hide(&mut body);
    // A note that only hidden text calls goes with it.
    let footnotes = called_notes(&mut body, text.footnotes(), hide);
    let anchors = anchors_of(&body, &text.anchors);
    let mut content = Content::of(body, footnotes);
    text.content.origin().into_iter().for_each(|origin| content.set_origin(origin));
    let (title, summary) = (text.title.clone(), text.summary.clone());
    let places = HeadPlaces { materials: Vec::new(), ..text.places.clone() };
    Text {
        language: text.language,
        derived: text.derived,
        title,
        summary,
        materials: Vec::new(),
        places,
        content,
        anchors,
        earlier: text.earlier.clone(),
    }
}

/// The notes that a text calls, as `made`, in the order of their first calls, which get their new numbers.
pub fn called_notes<S: State>(
    body: &mut [Block<S>],
    notes: &[Vec<Block<S>>],
    made: impl Fn(&mut Vec<Block<S>>),
) -> Footnotes<S> {
    let mut called = Vec::new();
    renumber_calls(body, &mut called);
    let mut kept = Vec::new();
    // A note may call further ones: they join the end of the list.
    while let Some(&old) = called.get(kept.len()) {
        let mut note = notes[old].clone();
        made(&mut note);
        renumber_calls(&mut note, &mut called);
        kept.push(note);
    }
    kept
}

/// Gives each call of a note its new number. `called` lists the old numbers in the order of the new ones.
fn renumber_calls<S: State>(blocks: &mut [Block<S>], called: &mut Vec<usize>) {
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
        tree::places(block, &mut |id, _| {
            kept.extend(all.get_key_value(id).map(|(id, anchor)| (id.clone(), anchor.clone())))
        });
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
