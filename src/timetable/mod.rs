//! The session plan of a course: what happens when, for how long, and what it takes. The website shows it and the kit prints it; here it is in the
//! words of every language and in no output's form.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

pub use crate::course::schedule::LineKind;
use crate::course::schedule::{self, Activity, Slot};
use crate::course::tree::{self, Block, BlockKind, Body, BoxKind, Resolved};
use crate::course::{Course, Item, ItemIx, Lang, Localized, Programme, Text};
use crate::theme::{self, Count, Listed, Plan as Words, Strings};

/// Between things in one line; they may have commas of their own.
pub const BETWEEN: &str = " · ";

/// A session plan.
#[derive(Debug)]
pub struct Timetable {
    /// The days in their order; none when nothing in the programme takes time.
    pub days: Vec<Day>,
    /// What all of it takes.
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
    /// Whether it is an item that began before.
    pub continued: bool,
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
    /// The plan of a course in the trainer's edition, as a programme has it.
    pub fn new(course: &Course, programme: &Programme) -> Timetable {
        let writer = Writer { course, programme, strings: theme::strings(course) };
        let mut days: Vec<Day> = Vec::new();
        for slot in schedule::schedule(course, programme) {
            if let Slot::Day { number } = slot {
                let label = writer.words(|words| words.day.fill(Count { n: &number }));
                days.push(Day { label, lines: Vec::new() });
            } else if let (Some(day), Some(line)) = (days.last_mut(), writer.line(&slot)) {
                day.lines.push(line);
            }
        }
        Timetable { days, materials: writer.materials() }
    }

    /// Whether an item has a line of its own in the plan.
    pub fn has(&self, item: ItemIx) -> bool {
        let is = |line: &Line| line.kind == LineKind::Module && line.place.as_ref().is_some_and(|(ix, _)| *ix == item);
        self.days.iter().flat_map(|day| &day.lines).any(is)
    }
}

struct Writer<'a> {
    course: &'a Course,
    programme: &'a Programme,
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
            continued: false,
        };
        let plain = |kind, start, minutes, label| bare(kind, start, minutes, Some(label));
        Some(match *slot {
            Slot::Day { .. } => return None,
            Slot::Item { item, start, minutes, continued } => Line {
                title: Some(self.title(item, continued)),
                materials: if continued { Vec::new() } else { self.item_materials(item) },
                place: Some((item, None)),
                continued,
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

    /// The title of an item, and that it goes on.
    fn title(&self, item: ItemIx, continued: bool) -> Localized<Phrase> {
        self.each(|lang| {
            let text = &self.course.item(item).page.texts[lang];
            let more = if continued { self.strings[lang].print.continued.as_str() } else { "" };
            Phrase { lang: text.language, text: format!("{}{more}", text.title) }
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
            continued: false,
        }
    }

    /// What the author lists for what is done of an item; where a translation has another number of things, the source language's.
    fn own_materials(&self, item: ItemIx) -> Vec<Localized<Phrase>> {
        let Item { page, needed_at, .. } = self.course.item(item);
        let texts = &page.texts;
        let source = &texts[Lang::SOURCE];
        let of = |lang: Lang| if texts[lang].materials.len() == source.materials.len() { &texts[lang] } else { source };
        let phrase = |text: &Text, i: usize| Phrase { lang: text.language, text: text.materials[i].clone() };
        let is_needed = |i: &usize| match needed_at.get(*i) {
            Some(Some(id)) => self.programme.does_place(self.course, item, Some(id)),
            _ => self.programme.does(self.course, item),
        };
        (0..source.materials.len()).filter(is_needed).map(|i| self.each(|lang| phrase(of(lang), i))).collect()
    }

    /// What an item takes, with its children.
    fn item_materials(&self, item: ItemIx) -> Vec<Localized<Phrase>> {
        std::iter::once(item).chain(self.course.children(item)).flat_map(|item| self.own_materials(item)).collect()
    }

    /// What the items of a programme take: what every course does, what the course has on paper for them, and what each asks for.
    fn materials(&self) -> Vec<Localized<Phrase>> {
        let roots = self.programme.roots(self.course);
        let items: Vec<ItemIx> =
            self.course.item_ixs().filter(|&item| roots.contains(&self.course.root(item))).collect();
        let drawn = self.course.relations.iter().any(|relation| relation.matrix && !relation.is_empty());
        let lists = self.each(|lang| {
            let words = &self.strings[lang].plan;
            let mut list = words.materials_list.clone();
            let plays = items.iter().flat_map(|&item| self.play_titles(item, lang)).collect::<Vec<_>>();
            let sheets = self.with_sheets().map(|item| self.course.title(item, lang).to_owned()).collect::<Vec<_>>();
            for (pattern, titles) in [(&words.role_cards, plays), (&words.sheets, sheets)] {
                if !titles.is_empty() {
                    list.push(pattern.fill(Listed { titles: &titles.join(&words.listed) }));
                }
            }
            if drawn {
                list.extend([words.pocket_cards.clone(), words.wall_chart.clone()]);
            }
            list.into_iter().map(|text| Phrase { lang, text }).collect::<Vec<_>>()
        });
        let count = lists.iter().map(|(_, list)| list.len()).min().unwrap_or(0);
        let common = (0..count).map(|i| lists.map(|list| list[i].clone()));
        let own = roots.iter().filter_map(|&item| self.labelled_materials(item));
        common.chain(own).collect()
    }

    /// The items with a printable sheet that are in the programme, or to which a page of it refers.
    fn with_sheets(&self) -> impl Iterator<Item = ItemIx> {
        let course = self.course;
        let mut named = BTreeSet::new();
        for session in &self.programme.sessions {
            let below = course.children(session.item).filter(|_| session.place.is_none());
            for item in std::iter::once(session.item).chain(below) {
                named.insert(item);
                named.extend(&course.item(item).page.mentions);
            }
        }
        course.item_ixs().filter(move |item| course.item(*item).sheet.is_some() && named.contains(item))
    }

    /// The titles of the role plays that are done of an item and have cards: those with sides.
    fn play_titles(&self, item: ItemIx, lang: Lang) -> Vec<String> {
        let is_side =
            |block: &Block<Resolved>| matches!(&block.kind, BlockKind::Directive(d) if d.body.name() == "side");
        let title = |block: &Block<Resolved>| match &block.kind {
            BlockKind::Directive(directive) => match &directive.body {
                Body::Box(BoxKind::RolePlay, content)
                    if content.iter().any(is_side)
                        && self.programme.does_place(self.course, item, directive.id.as_deref()) =>
                {
                    directive.title.as_deref().map(str::to_owned)
                }
                _ => None,
            },
            _ => None,
        };
        tree::level(self.course.item(item).page.texts[lang].body()).into_iter().filter_map(title).collect()
    }

    /// `Module 3: a gift box`.
    fn labelled_materials(&self, item: ItemIx) -> Option<Localized<Phrase>> {
        let things = self.item_materials(item);
        let line = |lang: Lang| {
            let list: Vec<&str> = things.iter().map(|thing| thing[lang].text.as_str()).collect();
            let label = self.course.label(item, lang).unwrap_or_else(|| self.course.title(item, lang).to_owned());
            let text = self.strings[lang].common.labelled_title(&label, &list.join(BETWEEN));
            Phrase { lang: things[0][lang].lang, text }
        };
        (!things.is_empty()).then(|| self.each(line))
    }
}

/// All values, or nothing.
fn all<T>(values: Localized<Option<T>>) -> Option<Localized<T>> {
    values.into_values().into_iter().collect::<Option<Vec<T>>>().map(Localized::new)
}

/// The title of a plan: `Session plan: Half a day`.
pub fn title(course: &Course, programme: &Programme, lang: Lang) -> String {
    let words = theme::strings(course)[lang];
    match &programme.title {
        Some(title) => words.common.labelled_title(&words.plan.title, &title[lang]),
        None => words.plan.title.clone(),
    }
}

/// `09:00`; after midnight it goes on from zero.
pub fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}
