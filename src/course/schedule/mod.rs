//! When what happens in a programme: its sessions after each other, with breaks, over as many days as they take.

mod activities;
mod days;

use std::collections::BTreeSet;

use super::programme::{Hours, Programme, Session};
use super::{Course, ItemIx, Lang};
pub use activities::{Activity, LineKind, Step, activities, minutes, steps};
use days::days;

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
        /// Its number among the [`fn@activities`] of the item.
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
    let mut done = Done::new();
    for (number, day) in (1..).zip(days(&units, programme)) {
        out.push(Slot::Day { number });
        out.extend(lay(day, programme.hours, &mut done));
    }
    out
}

/// From the beginning of a day to its end, in minutes.
fn length_of(day: &[Unit], hours: Hours) -> u32 {
    match lay(day, hours, &mut Done::new()).last() {
        Some(Slot::End { start }) => start - hours.start,
        _ => 0,
    }
}

/// What was done already: an item, and what of it, which may be on a page below its own.
type Done = BTreeSet<(ItemIx, (ItemIx, Option<usize>))>;

/// The lines of a day. `done` has what was done on the days before.
fn lay(day: &[Unit], hours: Hours, done: &mut Done) -> Vec<Slot> {
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
                // What comes a second time, as a test at both ends of a course, begins anew.
                let again = done.contains(&(unit.item, (piece.item, piece.index)));
                let continued = !again && done.iter().any(|(item, _)| *item == unit.item);
                out.push(Slot::Item { item: unit.item, start: clock, minutes: 0, continued });
                out.len() - 1
            });
            if let Slot::Item { minutes, .. } = &mut out[at] {
                *minutes += piece.minutes;
            }
            done.insert((unit.item, (piece.item, piece.index)));
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
