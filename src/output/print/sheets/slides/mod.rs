//! Slides: what a class sees while it is taught. Learners' decks have the slides alone; trainers get the same slides on pages, with what they
//! need to say below each.

mod cut;
mod sentences;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde::Serialize;

use self::cut::{Cut, Shown, Sides};
use super::handout;
use super::sheet::course_title;
use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::course::tree::{Block, Resolved};
use crate::course::{Content, Course, ItemIx, KindIx, Lang, Localized, Page, Text};
use crate::output::print::book;
use crate::output::print::data::page::PageRow;
use crate::output::print::data::text::Wording;
use crate::output::print::data::volume::ContentsEntry;
use crate::output::print::writer::{CoursePage, Scope, Surface, rows};

#[derive(Debug, Serialize)]
pub struct Deck {
    /// Whether the slides stand on pages, with notes below them.
    noted: bool,
    chapters: Vec<Chapter>,
}

/// The slides of an item.
#[derive(Debug, Serialize)]
struct Chapter {
    entry: ContentsEntry,
    /// What is to be said on the slide of its title; empty for learners.
    notes: Vec<PageRow>,
    slides: Vec<Slide>,
}

/// Some blocks of a text, which take one slide or, where they do not fit, several.
#[derive(Debug, Serialize)]
struct Slide {
    kind: SlideKind,
    /// The heading of the section; empty before the first one.
    title: Vec<Wording>,
    /// Whether a slide before it has the same heading.
    again: bool,
    /// Of a question its number, and how many there are.
    count: Option<(usize, usize)>,
    body: Vec<PageRow>,
    /// Empty for learners.
    notes: Vec<PageRow>,
}

#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
enum SlideKind {
    Text,
    /// A box, whose head is the title of the slide.
    Box,
    Picture,
    Question,
    /// The question before it with its answer.
    Answer,
}

/// The items of a deck: those that are asked for; if none are, the course's chapters with what is below them.
pub fn chosen(course: &Course, items: Option<&BTreeSet<ItemIx>>) -> Vec<ItemIx> {
    match items {
        Some(items) => items.iter().copied().collect(),
        None => course.items_of(KindIx::FIRST).collect(),
    }
}

/// The title of the document, one for each column: that of a single item, or else that of the course.
pub fn title(scope: &Scope, items: Option<&BTreeSet<ItemIx>>) -> Vec<String> {
    let first = items.and_then(|items| items.first().copied());
    match first.filter(|first| items.is_some_and(|items| items.iter().all(|&item| scope.course.root(item) == *first))) {
        Some(item) => handout::title(scope, item),
        None => course_title(scope),
    }
}

pub fn deck(scope: &Scope, items: &[ItemIx]) -> Deck {
    let of = |edition, surface| scope.sheet_for(edition).on(surface);
    let press = Press {
        slides: of(Edition::Learner, Surface::Slide),
        answers: of(Edition::Trainer, Surface::Slide),
        notes: of(scope.edition, Surface::SpeakerNotes),
    };
    let chapter = |&item: &ItemIx| {
        let depth = scope.course.item(item).parent.is_some_and(|parent| items.contains(&parent)).into();
        press.chapter(item, ContentsEntry { depth, code: None, ..book::entry(scope, item) })
    };
    Deck { noted: scope.edition == Edition::Trainer, chapters: items.iter().map(chapter).collect() }
}

/// What writes the parts of slides, each for those who read them.
struct Press<'a> {
    slides: Scope<'a>,
    /// The slides on which a question is answered.
    answers: Scope<'a>,
    notes: Scope<'a>,
}

impl Press<'_> {
    fn chapter(&self, item: ItemIx, entry: ContentsEntry) -> Chapter {
        let page = &self.slides.course.item(item).page;
        let left = &page.texts[self.slides.reading.main()];
        let right = match self.slides.reading {
            Reading::Single(_) => None,
            Reading::Parallel(_, right) => Some(&page.texts[right]).filter(|right| right.language != left.language),
        };
        let (cuts, notes) = cut::cut(self.slides.course, left, right, |lang| self.slides.is_unspaced(lang));
        let slides = cuts.into_iter().flat_map(|cut| self.slide(item, cut)).collect();
        Chapter { entry, notes: self.to_say(item, notes), slides }
    }

    fn slide(&self, item: ItemIx, cut: Cut) -> Vec<Slide> {
        let Cut { shown, title, again, body, notes } = cut;
        let write = |scope: &Scope, sides: &Sides| self.rows(scope, item, sides);
        let notes = self.to_say(item, notes);
        let slide = |kind, count, body, again, notes| Slide { kind, title: title.clone(), again, count, body, notes };
        let one = |kind| vec![slide(kind, None, write(&self.slides, &body), again, Vec::new())];
        let mut slides = match shown {
            Shown::Text => one(SlideKind::Text),
            Shown::Box => one(SlideKind::Box),
            Shown::Picture => one(SlideKind::Picture),
            Shown::Question(before, all) => {
                let count = Some((before + 1, all));
                vec![
                    slide(SlideKind::Question, count, write(&self.slides, &body), again, Vec::new()),
                    slide(SlideKind::Answer, count, write(&self.answers, &body), true, Vec::new()),
                ]
            }
        };
        slides[0].notes = notes;
        slides
    }

    /// The notes of a slide: paragraphs as they are, and of other blocks what is for trainers.
    fn to_say(&self, item: ItemIx, notes: Sides) -> Vec<PageRow> {
        if self.notes.edition == Edition::Learner {
            return Vec::new();
        }
        let texts = &self.notes.course.item(item).page.texts;
        let mut langs = self.notes.reading.langs().into_iter().map(|lang| texts[lang].language);
        let sides = notes.map(|blocks| {
            let lang = langs.next().unwrap_or(Lang::SOURCE);
            handout::notes(&self.notes, lang, blocks)
        });
        self.rows(&self.notes, item, &sides)
    }

    /// The rows of some blocks of an item.
    fn rows(&self, scope: &Scope, item: ItemIx, sides: &Sides) -> Vec<PageRow> {
        if sides.iter().all(Vec::is_empty) {
            return Vec::new();
        }
        let texts = &scope.course.item(item).page.texts;
        let [left, right] = sides;
        let langs = scope.reading.langs();
        let body = |lang: Lang| -> Vec<Block<Resolved>> {
            let side = langs.iter().position(|&it| it == lang);
            side.map_or(Vec::new(), |side| if side == 0 { left.clone() } else { right.clone() })
        };
        let text = |(lang, text): (Lang, &Text)| Text {
            language: text.language,
            derived: text.derived,
            title: String::new(),
            summary: None,
            materials: Vec::new(),
            places: text.places.clone(),
            content: Content::of(body(lang), text.footnotes().clone()),
            anchors: text.anchors.clone(),
            earlier: Default::default(),
        };
        rows(scope, CoursePage::Item(item), &Page::new(Localized::new(texts.iter().map(text).collect())))
    }
}
