//! The session plan of a course: what happens when, for how long, and what it takes. The website shows it and the kit prints it; here it is in the
//! words of every language and in no output's form.

mod schedule;
#[cfg(test)]
mod tests;

use serde::Serialize;

use crate::course::tree::{self, Block, BlockKind, Body, BoxKind, Resolved};
use crate::course::{Course, ItemIx, KindIx, Lang, Localized, Text};
use crate::theme::{self, Count, Plan as Words, Plays, Strings};
use schedule::{Activity, Slot};

/// Between things in one line; they may have commas of their own.
pub const BETWEEN: &str = " · ";

/// A session plan.
#[derive(Debug)]
pub struct Timetable {
    /// The days in their order; none when nothing in the course takes time.
    pub days: Vec<Day>,
    /// What the whole course takes.
    pub materials: Vec<Localized<Phrase>>,
}

/// A day of the course.
#[derive(Debug)]
pub struct Day {
    /// `Day 1`.
    pub label: Localized<String>,
    /// What happens, in the order of the clock. The last line is the day's end.
    pub lines: Vec<Line>,
}

/// Something that takes time, or the end of a day, which takes none.
#[derive(Debug)]
pub struct Line {
    /// What kind of thing it is, by which outputs choose its look.
    pub kind: LineKind,
    /// In minutes since midnight.
    pub start: u32,
    /// How long it takes; None for the end of a day.
    pub minutes: Option<u32>,
    /// `Module 1`, `Exercise 3`, `Break`. A section has none.
    pub label: Option<Localized<String>>,
    /// The title of a chapter, a section or a box. What has a label alone, such as a break, has none.
    pub title: Option<Localized<Phrase>>,
    /// How many people do it together.
    pub group: Option<Localized<String>>,
    /// What a chapter takes beside what the whole course does.
    pub materials: Vec<Localized<Phrase>>,
    /// Where it is written: an item and a place on its page.
    pub place: Option<(ItemIx, Option<String>)>,
}

/// What can stand on a line of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// A chapter of the book; the activities that follow it are its own.
    Module,
    /// A section of the text, to be read and talked about.
    Section,
    /// An exercise.
    Exercise,
    /// A role play.
    RolePlay,
    /// A quiz.
    Quiz,
    /// Time that a trainer's note asks for.
    Trainer,
    /// A short break.
    Break,
    /// The break for lunch.
    Lunch,
    /// The end of the day.
    End,
}

/// Words, and the language that they are really in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The language that the words are in: the source language where the translation is missing.
    pub lang: Lang,
    /// The words, without markup.
    pub text: String,
}

impl Timetable {
    /// The plan of a course in the trainer's edition. `start` is when a day begins, in minutes since midnight.
    pub fn new(course: &Course, start: u32) -> Timetable {
        let writer = Writer { course, strings: theme::strings(course) };
        let mut days: Vec<Day> = Vec::new();
        for slot in schedule::schedule(course, start) {
            if let Slot::Day { number } = slot {
                let label = writer.words(|words| words.day.fill(Count { n: &number }));
                days.push(Day { label, lines: Vec::new() });
            } else if let (Some(day), Some(line)) = (days.last_mut(), writer.line(&slot)) {
                day.lines.push(line);
            }
        }
        Timetable { days, materials: writer.materials() }
    }

    /// Whether a chapter is in the plan.
    pub fn has(&self, item: ItemIx) -> bool {
        let is = |line: &Line| line.kind == LineKind::Module && line.place.as_ref().is_some_and(|(ix, _)| *ix == item);
        self.days.iter().flat_map(|day| &day.lines).any(is)
    }
}

struct Writer<'a> {
    course: &'a Course,
    strings: Localized<&'a Strings>,
}

impl<'a> Writer<'a> {
    fn each<T>(&self, f: impl FnMut(Lang) -> T) -> Localized<T> {
        Localized::new(self.course.langs().map(f).collect())
    }

    fn words(&self, word: impl Fn(&'a Words) -> String) -> Localized<String> {
        self.strings.map(|strings| word(&strings.plan))
    }

    fn line(&self, slot: &Slot) -> Option<Line> {
        let bare = |kind, start, minutes, label| Line {
            kind,
            start,
            minutes,
            label,
            title: None,
            group: None,
            materials: Vec::new(),
            place: None,
        };
        let plain = |kind, start, minutes, label| bare(kind, start, minutes, Some(label));
        Some(match *slot {
            Slot::Day { .. } => return None,
            Slot::Module { item, start, minutes } => Line {
                title: Some(self.course.item(item).page.texts.map(title)),
                materials: self.module_materials(item),
                place: Some((item, None)),
                ..bare(LineKind::Module, start, Some(minutes), self.label(item))
            },
            Slot::Activity { item, index, start, minutes } => self.activity(item, index, start, minutes),
            Slot::Break { start, minutes } => {
                plain(LineKind::Break, start, Some(minutes), self.words(|words| words.pause.clone()))
            }
            Slot::Lunch { start, minutes } => {
                plain(LineKind::Lunch, start, Some(minutes), self.words(|words| words.lunch.clone()))
            }
            Slot::End { start } => plain(LineKind::End, start, None, self.words(|words| words.end.clone())),
        })
    }

    /// What an item is called by its number.
    fn label(&self, item: ItemIx) -> Option<Localized<String>> {
        all(self.each(|lang| self.course.label(item, lang)))
    }

    fn activity(&self, item: ItemIx, index: usize, start: u32, minutes: u32) -> Line {
        let source = schedule::activities(self.course, item, Lang::SOURCE);
        let (kind, number, count) = (source[index].kind, source[index].number, source.len());
        // The languages have the same blocks; where they do not, the source language stands in.
        let of = |lang: Lang| -> Activity {
            let mut own = schedule::activities(self.course, item, lang);
            if own.len() == count && own[index].kind == kind { own.swap_remove(index) } else { source[index].clone() }
        };
        let label = |strings: &Strings| match kind {
            LineKind::Exercise => strings.common.directive("exercise", number),
            LineKind::RolePlay => strings.common.role_play.clone(),
            LineKind::Quiz => strings.common.quiz.clone(),
            _ => strings.plan.discussion.clone(),
        };
        let labels = match kind {
            LineKind::Section if source[index].id.is_some() => None,
            LineKind::Section => self.label(item),
            _ => Some(self.strings.map(|strings| label(strings))),
        };
        let titles = self.each(|lang| {
            let activity = of(lang);
            activity.title.map(|text| Phrase { lang: activity.language, text })
        });
        // “Check yourself: Check yourself” says nothing.
        let says_more = titles.iter().all(|(lang, title)| {
            let repeats = |title: &Phrase| labels.as_ref().is_some_and(|labels| labels[lang] == title.text);
            title.as_ref().is_some_and(|title| !repeats(title))
        });
        Line {
            kind,
            start,
            minutes: Some(minutes),
            title: all(titles).filter(|_| says_more),
            label: labels,
            group: source[index].group.map(|n| self.strings.map(|strings| strings.common.group(n))),
            materials: Vec::new(),
            place: Some((item, source[index].id.clone())),
        }
    }

    /// What the author lists; where a translation has another number of things, the source language's.
    fn own_materials(&self, item: ItemIx) -> Vec<Localized<Phrase>> {
        let texts = &self.course.item(item).page.texts;
        let source = &texts[Lang::SOURCE];
        let of = |lang: Lang| if texts[lang].materials.len() == source.materials.len() { &texts[lang] } else { source };
        let phrase = |text: &Text, i: usize| Phrase { lang: text.language, text: text.materials[i].clone() };
        (0..source.materials.len()).map(|i| self.each(|lang| phrase(of(lang), i))).collect()
    }

    /// What a module takes, with its children.
    fn module_materials(&self, item: ItemIx) -> Vec<Localized<Phrase>> {
        std::iter::once(item).chain(self.course.children(item)).flat_map(|item| self.own_materials(item)).collect()
    }

    fn materials(&self) -> Vec<Localized<Phrase>> {
        let plays = self.each(|lang| play_titles(self.course, lang));
        let lists = self.each(|lang| {
            let words = &self.strings[lang].plan;
            let plays = &plays[lang];
            let lines = words.materials_list.iter().filter(|line| !plays.is_empty() || !line.has("plays"));
            // Marks of titles part them already.
            let joined = if self.course.language(lang).chinese { plays.concat() } else { plays.join(&words.listed) };
            lines.map(|line| Phrase { lang, text: line.fill(Plays { plays: &joined }) }).collect::<Vec<_>>()
        });
        let count = lists.iter().map(|(_, list)| list.len()).min().unwrap_or(0);
        let common = (0..count).map(|i| lists.map(|list| list[i].clone()));
        let chapters = self.course.roots_of(KindIx::FIRST).filter_map(|item| self.chapter_materials(item));
        common.chain(chapters).collect()
    }

    /// `Module 3: a gift box`.
    fn chapter_materials(&self, item: ItemIx) -> Option<Localized<Phrase>> {
        let things = self.module_materials(item);
        let line = |lang: Lang| {
            let list: Vec<&str> = things.iter().map(|thing| thing[lang].text.as_str()).collect();
            let label = self.course.label(item, lang).unwrap_or_else(|| self.course.title(item, lang).to_owned());
            let text = self.strings[lang].common.labelled_title(&label, &list.join(BETWEEN));
            Phrase { lang: things[0][lang].lang, text }
        };
        (!things.is_empty()).then(|| self.each(line))
    }
}

fn title(text: &Text) -> Phrase {
    Phrase { lang: text.language, text: text.title.clone() }
}

/// All values, or nothing.
fn all<T>(values: Localized<Option<T>>) -> Option<Localized<T>> {
    values.into_values().into_iter().collect::<Option<Vec<T>>>().map(Localized::new)
}

/// The titles of the role plays that have cards: those with sides.
fn play_titles(course: &Course, lang: Lang) -> Vec<String> {
    let is_side = |block: &Block<Resolved>| matches!(&block.kind, BlockKind::Directive(d) if d.body.name() == "side");
    let marked = |title: &str| if course.language(lang).chinese { format!("《{title}》") } else { title.to_owned() };
    let title = |block: &Block<Resolved>| match &block.kind {
        BlockKind::Directive(directive) => match &directive.body {
            Body::Box(BoxKind::RolePlay, content) if content.iter().any(is_side) => {
                directive.title.as_deref().map(marked)
            }
            _ => None,
        },
        _ => None,
    };
    course.items.iter().flat_map(|item| tree::level(&item.page.texts[lang].body)).filter_map(title).collect()
}

/// `09:00`; after midnight it goes on from zero.
pub fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// All the time that the chapters take, in minutes.
pub fn total(course: &Course) -> u32 {
    course.items_of(KindIx::FIRST).filter_map(|item| course.item(item).minutes).sum()
}
