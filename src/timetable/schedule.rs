//! When what happens in a course: modules after each other, with breaks, over as many days as they take.

use super::LineKind;
use crate::course::tree::{self, Block, BlockKind, Body, BoxKind, Inline, Resolved};
use crate::course::{Course, ItemIx, KindIx, Lang};

const BREAK: u32 = 15;
const LUNCH: u32 = 60;
/// Lunch follows the module that ends after this time.
const LUNCH_FROM: u32 = 11 * 60 + 30;
/// No module goes on longer than this after the day has begun.
const DAY: u32 = 8 * 60 + 30;

/// A line of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    Day { number: u32 },
    Module { item: ItemIx, start: u32, minutes: u32 },
    Activity { item: ItemIx, index: usize, start: u32, minutes: u32 },
    Break { start: u32, minutes: u32 },
    Lunch { start: u32, minutes: u32 },
    End { start: u32 },
}

/// What a class does for some time.
#[derive(Clone, Debug)]
pub struct Activity {
    /// The language of its title.
    pub language: Lang,
    pub kind: LineKind,
    pub title: Option<String>,
    /// Its place on the page, if it has one.
    pub id: Option<String>,
    pub number: Option<u32>,
    pub group: Option<u32>,
    /// As the author gives them.
    minutes: Option<u32>,
    /// How much there is to read.
    weight: usize,
}

/// The activities of an item's text in their order. The text of a child is a section of its parent.
pub fn activities(course: &Course, item: ItemIx, lang: Lang) -> Vec<Activity> {
    let text = &course.item(item).page.texts[lang];
    let own = text.body.iter().flat_map(|block| {
        let language = if tree::is_untranslated(block) { Lang::SOURCE } else { text.language };
        tree::level(std::slice::from_ref(block)).into_iter().map(move |block| (language, block))
    });
    if course.item(item).parent.is_none() {
        return in_sections(own, Vec::new());
    }
    let parted = own.filter(|(_, block)| !matches!(block.kind, BlockKind::Heading { .. }));
    in_sections(parted, vec![section(text.language, text.title.clone(), None, 1)])
}

fn section(language: Lang, title: String, id: Option<String>, weight: usize) -> Activity {
    let (kind, title) = (LineKind::Section, Some(title));
    Activity { language, kind, title, id, number: None, group: None, minutes: None, weight }
}

/// Adds the activities of some blocks, each with its language, to the sections before them.
fn in_sections<'b>(
    blocks: impl IntoIterator<Item = (Lang, &'b Block<Resolved>)>,
    mut out: Vec<Activity>,
) -> Vec<Activity> {
    let mut before = 0;
    for (language, block) in blocks {
        if let BlockKind::Heading { level: 2, content, id } = &block.kind {
            out.push(section(language, tree::plain_text(content), Some(id.clone()), std::mem::take(&mut before)));
            continue;
        }
        if let BlockKind::Directive(directive) = &block.kind {
            let kind = match directive.body {
                Body::Quiz(_) => Some(LineKind::Quiz),
                Body::Box(BoxKind::Exercise, _) => Some(LineKind::Exercise),
                Body::Box(BoxKind::RolePlay, _) => Some(LineKind::RolePlay),
                Body::Box(BoxKind::Trainer, _) => Some(LineKind::Trainer),
                _ => None,
            };
            if let Some(kind) = kind {
                if directive.minutes.is_some() {
                    let (number, group, minutes) = (directive.number, directive.group, directive.minutes);
                    let (title, id) = (directive.title.as_deref().map(str::to_owned), directive.id.clone());
                    out.push(Activity { language, kind, title, id, number, group, minutes, weight: 0 });
                }
                continue;
            }
        }
        match out.iter_mut().rfind(|activity| activity.kind == LineKind::Section) {
            Some(section) => section.weight += length(block),
            None => before += length(block),
        }
    }
    out
}

fn length(block: &Block<Resolved>) -> usize {
    let mut length = 0;
    tree::inlines(std::slice::from_ref(block), &mut |inline| {
        if let Inline::Text(text, _) = inline {
            length += text.len();
        }
    });
    length
}

/// The minutes of each activity. What is left of the page's total is shared out among the sections by their length; the shares add up
/// to it exactly.
pub fn minutes(activities: &[Activity], total: Option<u32>) -> Vec<u32> {
    let fixed: u32 = activities.iter().filter_map(|activity| activity.minutes).sum();
    let weight: usize = activities.iter().map(|activity| activity.weight).sum();
    let rest = total.unwrap_or(0).saturating_sub(fixed);
    let (mut seen, mut given) = (0, 0);
    let share = |activity: &Activity| match activity.minutes {
        Some(minutes) => minutes,
        None if weight == 0 => 0,
        None => {
            seen += activity.weight;
            let until = (rest as usize * seen + weight / 2) / weight;
            let minutes = until as u32 - given;
            given = until as u32;
            minutes
        }
    };
    activities.iter().map(share).collect()
}

/// An activity that takes time: its item, its number there, how long it takes.
struct Timed {
    item: ItemIx,
    index: usize,
    minutes: u32,
}

/// What takes time in a module, with the items below it.
fn timed(course: &Course, module: ItemIx) -> Vec<Timed> {
    let of_page = |item: ItemIx| {
        let minutes = minutes(&activities(course, item, Lang::SOURCE), course.item(item).minutes);
        minutes.into_iter().enumerate().map(move |(index, minutes)| Timed { item, index, minutes })
    };
    let pages = std::iter::once(module).chain(course.children(module));
    pages.flat_map(of_page).filter(|line| line.minutes > 0).collect()
}

/// The days of a course whose chapters follow each other. `start` is in minutes since midnight.
pub fn schedule(course: &Course, start: u32) -> Vec<Slot> {
    let modules = course.roots_of(KindIx::FIRST).map(|item| (item, timed(course, item)));
    let mut out = Vec::new();
    let (mut clock, mut day, mut eaten) = (start, 0, false);
    for (item, lines) in modules.filter(|(_, lines)| !lines.is_empty()) {
        let total: u32 = lines.iter().map(|line| line.minutes).sum();
        let pause = match () {
            () if day == 0 => None,
            () if !eaten && clock >= LUNCH_FROM => Some(Slot::Lunch { start: clock, minutes: LUNCH }),
            () => Some(Slot::Break { start: clock, minutes: BREAK }),
        };
        let length = match pause {
            Some(Slot::Lunch { .. }) => LUNCH,
            Some(_) => BREAK,
            None => 0,
        };
        if day == 0 || clock + length + total > start + DAY {
            if day > 0 {
                out.push(Slot::End { start: clock });
            }
            day += 1;
            (clock, eaten) = (start, start >= LUNCH_FROM);
            out.push(Slot::Day { number: day });
        } else if let Some(pause) = pause {
            eaten |= matches!(pause, Slot::Lunch { .. });
            clock += length;
            out.push(pause);
        }
        out.push(Slot::Module { item, start: clock, minutes: total });
        for Timed { item, index, minutes } in lines {
            out.push(Slot::Activity { item, index, start: clock, minutes });
            clock += minutes;
        }
    }
    if day > 0 {
        out.push(Slot::End { start: clock });
    }
    out
}
