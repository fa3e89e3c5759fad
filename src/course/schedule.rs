//! When what happens in a programme: its sessions after each other, with breaks, over as many days as they take.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::programme::{Hours, Programme, Session};
use super::tree::{self, Block, BlockKind, Body, BoxKind, Inline, Resolved};
use super::{Course, ItemIx, Lang};

/// A section that would be shorter is part of its neighbour, in minutes.
const SHORTEST: u32 = 5;
/// Between two sessions there is a break after so many minutes of work.
const WORK: u32 = 60;
/// Within one there is one before so many are over.
const LONGEST: u32 = 105;
/// The least that is done between a break and lunch, or the end of the day.
const REST: u32 = 30;
/// The least that is done after lunch.
const AFTERNOON: u32 = 60;

/// A line of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A day begins.
    Day {
        /// From 1.
        number: u32,
    },
    /// An item; what is done of it follows.
    Item {
        /// The item.
        item: ItemIx,
        /// When it begins.
        start: u32,
        /// How long it takes, until the next pause.
        minutes: u32,
        /// Whether it began before.
        continued: bool,
    },
    /// Something that is done of an item.
    Activity {
        /// The item.
        item: ItemIx,
        /// Its number among the [`activities`] of the item.
        index: usize,
        /// When it begins.
        start: u32,
        /// How long it takes.
        minutes: u32,
    },
    /// A short break.
    Break {
        /// When it begins.
        start: u32,
        /// How long it is.
        minutes: u32,
    },
    /// The break for lunch.
    Lunch {
        /// When it begins.
        start: u32,
        /// How long it is.
        minutes: u32,
    },
    /// The end of a day.
    End {
        /// When that is.
        start: u32,
    },
}

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

/// Some minutes of an activity of an item, or of an item as a whole.
#[derive(Clone, Copy, Debug)]
struct Piece {
    item: ItemIx,
    index: Option<usize>,
    minutes: u32,
}

/// An item with what is done of it in a row.
#[derive(Clone, Debug)]
struct Unit {
    item: ItemIx,
    /// Not empty.
    pieces: Vec<Piece>,
}

impl Unit {
    fn minutes(&self) -> u32 {
        self.pieces.iter().map(|piece| piece.minutes).sum()
    }
}

/// The activities of an item that take time.
fn timed(course: &Course, item: ItemIx) -> Vec<Piece> {
    let minutes = minutes(&activities(course, item, Lang::SOURCE), course.item(item).minutes);
    let piece = |(index, minutes)| Piece { item, index: Some(index), minutes };
    minutes.into_iter().enumerate().map(piece).filter(|piece| piece.minutes > 0).collect()
}

/// What is done in a session; nothing when it takes no time.
fn pieces(course: &Course, session: &Session) -> Vec<Piece> {
    let whole = |item, minutes| Piece { item, index: None, minutes };
    match (&session.place, session.minutes) {
        (None, Some(minutes)) => vec![whole(session.item, minutes)],
        (None, None) => {
            let pages = std::iter::once(session.item).chain(course.children(session.item));
            let of_page = |item: ItemIx| match (timed(course, item), course.item(item).minutes) {
                (pieces, Some(minutes)) if pieces.is_empty() => vec![whole(item, minutes)],
                (pieces, _) => pieces,
            };
            pages.flat_map(of_page).collect()
        }
        (Some(id), _) => {
            let known = activities(course, session.item, Lang::SOURCE);
            let Some(index) = known.iter().position(|activity| activity.id.as_ref() == Some(id)) else {
                return session.minutes.map(|minutes| whole(session.item, minutes)).into_iter().collect();
            };
            let usual = || minutes(&known, course.item(session.item).minutes)[index];
            let piece =
                Piece { item: session.item, index: Some(index), minutes: session.minutes.unwrap_or_else(usual) };
            if piece.minutes > 0 { vec![piece] } else { Vec::new() }
        }
    }
}

/// The sessions that take time; those of the same item that follow each other are one.
fn units(course: &Course, programme: &Programme) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for session in &programme.sessions {
        let pieces = pieces(course, session);
        match units.last_mut() {
            _ if pieces.is_empty() => {}
            Some(unit) if unit.item == session.item && session.place.is_some() => unit.pieces.extend(pieces),
            _ => units.push(Unit { item: session.item, pieces }),
        }
    }
    units
}

/// Whether a session takes no time, so that it is not in the plan.
pub fn is_untimed(course: &Course, session: &Session) -> bool {
    pieces(course, session).is_empty()
}

/// All that is taught in a programme, in minutes, without breaks.
pub fn taught(course: &Course, programme: &Programme) -> u32 {
    units(course, programme).iter().map(Unit::minutes).sum()
}

/// How many minutes the longest day of a programme is over what its hours allow.
pub fn overrun(course: &Course, programme: &Programme) -> u32 {
    let units = units(course, programme);
    let days = days(&units, programme);
    let over = |day: &&[Unit]| length_of(day, programme.hours).saturating_sub(programme.hours.length);
    days.iter().map(over).max().unwrap_or(0)
}

/// The days of a programme, each with its breaks.
pub fn schedule(course: &Course, programme: &Programme) -> Vec<Slot> {
    let units = units(course, programme);
    let mut out = Vec::new();
    let mut known = BTreeSet::new();
    for (number, day) in (1..).zip(days(&units, programme)) {
        out.push(Slot::Day { number });
        out.extend(lay(day, programme.hours, &mut known));
    }
    out
}

/// The units parted into days: as few as hold them, or as many as are asked for, and as equal in length as can be.
fn days<'u>(units: &'u [Unit], programme: &Programme) -> Vec<&'u [Unit]> {
    let filled = filled(units, programme.hours);
    let (count, earliest) = match programme.days {
        Some(days) => ((days as usize).min(units.len()), vec![0; units.len() + 1]),
        None => (filled.len(), earliest(units, programme.hours)),
    };
    let equal = equal(&units.iter().map(|unit| unit.minutes().into()).collect::<Vec<u64>>(), count, &earliest);
    let mut start = 0;
    let day = move |end: usize| &units[std::mem::replace(&mut start, end)..end];
    equal.unwrap_or(filled).into_iter().map(day).collect()
}

/// Where each day ends when each takes as many units as it holds. A unit that no day holds has one of its own.
fn filled(units: &[Unit], hours: Hours) -> Vec<usize> {
    let (mut ends, mut start) = (Vec::new(), 0);
    while start < units.len() {
        let fits = |end: &usize| length_of(&units[start..*end], hours) <= hours.length;
        start = (start + 1..=units.len()).take_while(fits).last().unwrap_or(start + 1);
        ends.push(start);
    }
    ends
}

/// For each number of units, where the last day of them begins at the earliest.
fn earliest(units: &[Unit], hours: Hours) -> Vec<usize> {
    let mut start = 0;
    let earliest = |end: usize| {
        while start + 1 < end && length_of(&units[start..end], hours) > hours.length {
            start += 1;
        }
        start
    };
    (0..=units.len()).map(earliest).collect()
}

/// The ends of so many days, none of which begins before the `earliest` for its end, that are most equal: their squares have the least sum.
/// None where there are none near an even division.
fn equal(minutes: &[u64], count: usize, earliest: &[usize]) -> Option<Vec<usize>> {
    let mut before = vec![0];
    before.extend(minutes.iter().scan(0, |sum, minutes| {
        *sum += minutes;
        Some(*sum)
    }));
    let (all, days) = (before[minutes.len()], count.max(1) as u64);
    let room = all / days + minutes.iter().copied().max().unwrap_or(0);
    // Of each day, by its end: the least sum of squares until then, and where it begins.
    let mut best: Vec<BTreeMap<usize, (u64, usize)>> = vec![BTreeMap::from([(0, (0, 0))])];
    for day in 1..=count {
        let even = all * day as u64 / days;
        let from = before.partition_point(|&sum| sum + room < even).max(day);
        let to = before.partition_point(|&sum| sum <= even + room);
        let cheapest = |end: usize| {
            let starts = best[day - 1].range(earliest[end].min(end - 1)..end);
            let cost =
                |(&start, &(cost, _)): (&usize, &(u64, usize))| (cost + (before[end] - before[start]).pow(2), start);
            // Of two ways that are as equal, the one with the shorter last day.
            Some((end, starts.map(cost).min_by_key(|&(cost, start)| (cost, Reverse(start)))?))
        };
        let ends = (from..to).filter_map(cheapest).collect();
        best.push(ends);
    }
    let mut ends = vec![minutes.len()];
    for day in (1..=count).rev() {
        ends.push(best[day].get(&ends[count - day])?.1);
    }
    ends.pop();
    ends.reverse();
    Some(ends)
}

/// From the beginning of a day to its end, in minutes.
fn length_of(day: &[Unit], hours: Hours) -> u32 {
    match lay(day, hours, &mut BTreeSet::new()).last() {
        Some(Slot::End { start }) => start - hours.start,
        _ => 0,
    }
}

/// The lines of a day. `known` has the items that have begun already.
fn lay(day: &[Unit], hours: Hours, known: &mut BTreeSet<ItemIx>) -> Vec<Slot> {
    let mut out = Vec::new();
    let mut rest: u32 = day.iter().map(Unit::minutes).sum();
    let (mut clock, mut worked) = (hours.start, 0);
    let mut fed = hours.lunch == 0 || hours.start >= hours.lunch_at;
    for unit in day {
        // The line of the item, until it is parted by a pause.
        let mut head: Option<usize> = None;
        for (number, piece) in unit.pieces.iter().enumerate() {
            let lunch_comes = !fed && clock + rest >= hours.lunch_at + AFTERNOON;
            let near_lunch = lunch_comes && clock + REST >= hours.lunch_at;
            // Rather between two units than within one; there, where the end of the piece is farther from the time of lunch than its beginning.
            let left: u32 = unit.pieces[number..].iter().map(|piece| piece.minutes).sum();
            let hungry = if number == 0 {
                near_lunch
            } else {
                lunch_comes && clock + piece.minutes / 2 >= hours.lunch_at && left >= REST
            };
            let tired = if number == 0 { worked >= WORK } else { worked >= REST && worked + piece.minutes > LONGEST };
            if hungry {
                out.push(Slot::Lunch { start: clock, minutes: hours.lunch });
                (clock, worked, fed, head) = (clock + hours.lunch, 0, true, None);
            } else if hours.pause > 0 && tired && !near_lunch && rest >= REST {
                out.push(Slot::Break { start: clock, minutes: hours.pause });
                (clock, worked, head) = (clock + hours.pause, 0, None);
            }
            let at = *head.get_or_insert_with(|| {
                let continued = !known.insert(unit.item);
                out.push(Slot::Item { item: unit.item, start: clock, minutes: 0, continued });
                out.len() - 1
            });
            if let Slot::Item { minutes, .. } = &mut out[at] {
                *minutes += piece.minutes;
            }
            // An item as a whole is its own line.
            if let Some(index) = piece.index {
                out.push(Slot::Activity { item: piece.item, index, start: clock, minutes: piece.minutes });
            }
            clock += piece.minutes;
            worked += piece.minutes;
            rest -= piece.minutes;
        }
    }
    if !out.is_empty() {
        out.push(Slot::End { start: clock });
    }
    out
}
