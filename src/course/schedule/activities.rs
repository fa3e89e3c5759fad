//! What a class does of an item: the sections of its text, exercises, role plays, quizzes, and what trainers' notes ask for, with the minutes of each.

use serde::{Deserialize, Serialize};

use crate::course::tree::{self, Block, BlockKind, Body, BoxKind, Inline, Resolved};
use crate::course::{Course, ItemIx, Lang, Text};

/// A section that would be shorter is part of its neighbour, in minutes.
const SHORTEST: u32 = 5;

/// What can stand on a line of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// An item, such as a chapter of the book; the activities that follow it are its own.
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

/// What a class does for some time.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Activity {
    /// The language of its title.
    pub language: Lang,
    /// What it is.
    pub kind: LineKind,
    /// Its title, without markup.
    pub title: Option<String>,
    /// Its place on the page, if it has one.
    pub id: Option<String>,
    /// The number of an exercise in the book.
    pub number: Option<u32>,
    /// How many people do it together.
    pub group: Option<u32>,
    /// As the author gives them.
    minutes: Option<u32>,
    /// How much there is to read.
    weight: usize,
}

/// What stands one below the other in a text, for a class that goes through it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Step {
    /// A heading, of which the second level parts a text into sections.
    Heading {
        /// The language of its words.
        language: Lang,
        /// From 2.
        level: u8,
        /// Its words, without markup.
        title: String,
        /// Its place on the page.
        id: String,
        /// How much there is to read.
        length: usize,
    },
    /// What takes minutes of its own.
    Activity(Activity),
    /// So much to read.
    Words(usize),
}

/// The steps of a text in their order. What is done without minutes of its own is none.
pub fn steps(text: &Text) -> Vec<Step> {
    let mut steps = Vec::new();
    for outer in text.body() {
        let language = if tree::is_untranslated(outer) { Lang::SOURCE } else { text.language };
        for block in tree::level(std::slice::from_ref(outer)) {
            match (&block.kind, activity(language, block)) {
                (BlockKind::Heading { level, content, id }, _) => {
                    let (title, id, length) = (tree::plain_text(content), id.clone(), length(block));
                    steps.push(Step::Heading { language, level: *level, title, id, length });
                }
                (_, Some(activity)) => steps.extend(activity.minutes.is_some().then_some(Step::Activity(activity))),
                (_, None) => steps.push(Step::Words(length(block))),
            }
        }
    }
    steps
}

/// What a class does of a block, if it does something.
fn activity(language: Lang, block: &Block<Resolved>) -> Option<Activity> {
    let BlockKind::Directive(directive) = &block.kind else { return None };
    let kind = match directive.body {
        Body::Quiz(_) => LineKind::Quiz,
        Body::Box(BoxKind::Exercise, _) => LineKind::Exercise,
        Body::Box(BoxKind::RolePlay, _) => LineKind::RolePlay,
        Body::Box(BoxKind::Trainer, _) => LineKind::Trainer,
        _ => return None,
    };
    let (number, group, minutes) = (directive.number, directive.group, directive.minutes);
    let (title, id) = (directive.title.as_deref().map(str::to_owned), directive.id.clone());
    Some(Activity { language, kind, title, id, number, group, minutes, weight: 0 })
}

/// The activities of an item's text in their order. The text of a child is a section of its parent.
pub fn activities(course: &Course, item: ItemIx, lang: Lang) -> Vec<Activity> {
    let text = &course.item(item).page.texts[lang];
    if course.item(item).parent.is_none() {
        return in_sections(text.steps(), Vec::new());
    }
    let parted = text.steps().iter().filter(|step| !matches!(step, Step::Heading { .. }));
    in_sections(parted, vec![section(text.language, text.title.clone(), None, 1)])
}

fn section(language: Lang, title: String, id: Option<String>, weight: usize) -> Activity {
    let (kind, title) = (LineKind::Section, Some(title));
    Activity { language, kind, title, id, number: None, group: None, minutes: None, weight }
}

/// Adds the activities of some steps to the sections before them.
fn in_sections<'s>(steps: impl IntoIterator<Item = &'s Step>, mut out: Vec<Activity>) -> Vec<Activity> {
    let mut before = 0;
    for step in steps {
        match step {
            Step::Heading { language, level: 2, title, id, .. } => {
                out.push(section(*language, title.clone(), Some(id.clone()), std::mem::take(&mut before)));
            }
            Step::Activity(activity) => out.push(activity.clone()),
            Step::Heading { length, .. } | Step::Words(length) => {
                match out.iter_mut().rfind(|activity| activity.kind == LineKind::Section) {
                    Some(section) => section.weight += length,
                    None => before += length,
                }
            }
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

/// The minutes of each activity; 0 for a section that is part of its neighbour. What is left of the page's total is shared out among the
/// sections by their length, so that they end at full five minutes where they can; all together they take the total exactly.
pub fn minutes(activities: &[Activity], total: Option<u32>) -> Vec<u32> {
    let fixed: u32 = activities.iter().filter_map(|activity| activity.minutes).sum();
    let rest = total.unwrap_or(0).saturating_sub(fixed);
    let mut minutes: Vec<u32> = activities.iter().map(|activity| activity.minutes.unwrap_or(0)).collect();
    let mut weights = weights(activities, rest);
    let Some(last) = weights.iter().rposition(|&weight| weight > 0) else { return minutes };
    if rest < SHORTEST
        && let Some(neighbour) = (0..last).rev().chain(last + 1..activities.len()).find(|&i| minutes[i] > 0)
    {
        minutes[neighbour] += rest;
        return minutes;
    }
    let whole: usize = weights.iter().sum();
    // How long everything before takes, and how many sections have not had their share.
    let (mut clock, mut given, mut seen, mut left) =
        (0, 0, 0, weights.iter().filter(|&&weight| weight > 0).count() as u32);
    for (i, weight) in std::mem::take(&mut weights).into_iter().enumerate().filter(|&(i, _)| i <= last) {
        if weight > 0 {
            seen += weight;
            left -= 1;
            let exact = (rest as usize * seen / whole) as u32;
            let end = (clock + exact.saturating_sub(given) + 2) / 5 * 5;
            let most = (rest - given).saturating_sub(left * SHORTEST);
            minutes[i] = if i == last { rest - given } else { end.saturating_sub(clock).max(SHORTEST).min(most) };
            given += minutes[i];
        }
        clock += minutes[i];
    }
    minutes
}

/// The weight of each section, with those of its neighbours that would be too short by themselves.
fn weights(activities: &[Activity], rest: u32) -> Vec<usize> {
    let mut weights: Vec<usize> = activities.iter().map(|activity| activity.weight).collect();
    let whole: usize = weights.iter().sum();
    let is_short = |weight: usize| rest as usize * weight < SHORTEST as usize * whole;
    // The shortest first: two of them may be long enough together.
    while let Some(short) =
        (0..weights.len()).filter(|&i| weights[i] > 0 && is_short(weights[i])).min_by_key(|&i| weights[i])
    {
        let before = (0..short).rev().find(|&i| weights[i] > 0);
        let Some(neighbour) = before.or_else(|| (short + 1..weights.len()).find(|&i| weights[i] > 0)) else { break };
        weights[neighbour] += std::mem::take(&mut weights[short]);
    }
    weights
}
