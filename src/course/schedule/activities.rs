//! What a class does of an item: the sections of its text, exercises, role plays, quizzes, and what trainers' notes ask for, with the minutes of each.

use serde::Serialize;

use crate::course::tree::{self, Block, BlockKind, Body, BoxKind, Inline, Resolved};
use crate::course::{Course, ItemIx, Lang};

/// A section that would be shorter is part of its neighbour, in minutes.
const SHORTEST: u32 = 5;

/// What can stand on a line of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug)]
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

/// The activities of an item's text in their order. The text of a child is a section of its parent.
pub fn activities(course: &Course, item: ItemIx, lang: Lang) -> Vec<Activity> {
    let text = &course.item(item).page.texts[lang];
    let own = text.body().iter().flat_map(|block| {
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
