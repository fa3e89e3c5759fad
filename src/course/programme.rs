//! The programmes: the ways in which a course is taught, each with its hours and with what is done in it.

use std::collections::BTreeSet;

use super::{Course, ItemIx, Localized};
use crate::span::Span;

/// One way in which a course is taught, such as in half a day.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Its name in paths: `half-day`. The only one of a course may have none.
    pub key: Option<String>,
    /// What it is called, in every language; none of one without a name.
    pub title: Option<Localized<String>>,
    /// When its days begin and how long they are.
    pub hours: Hours,
    /// Over how many days it is spread evenly; None for as few as hold it.
    pub days: Option<u32>,
    /// What is done, in the order of the clock.
    pub sessions: Vec<Session>,
    /// Where it is written.
    pub span: Span,
}

/// The hours of a day. All are in minutes, times since midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// When the day begins.
    pub start: u32,
    /// The most from its beginning to its end, with breaks and lunch.
    pub length: u32,
    /// How long a short break is; 0 for none.
    pub pause: u32,
    /// How long lunch is; 0 for none.
    pub lunch: u32,
    /// When lunch begins, or near it: nothing is cut in two for it.
    pub lunch_at: u32,
}

impl Default for Hours {
    fn default() -> Hours {
        Hours { start: 9 * 60, length: 8 * 60 + 30, pause: 15, lunch: 60, lunch_at: 12 * 60 }
    }
}

/// Something that is done in a programme.
#[derive(Clone, Debug)]
pub struct Session {
    /// The item that it is about.
    pub item: ItemIx,
    /// The section, exercise, role play or quiz that alone is done of the item; None for all of it, with its children.
    pub place: Option<String>,
    /// How long it takes here; None for as long as its text says.
    pub minutes: Option<u32>,
    /// Where it is written; none of what was not asked for.
    pub span: Option<Span>,
}

impl Programme {
    /// The items of which something is done, each as the one that stands below no other.
    pub fn roots(&self, course: &Course) -> BTreeSet<ItemIx> {
        self.sessions.iter().map(|session| course.root(session.item)).collect()
    }

    /// Whether an item is done as a whole, by itself or with what it stands below.
    fn does_all(&self, course: &Course, item: ItemIx) -> bool {
        let all = |session: &Session| session.place.is_none() && [item, course.root(item)].contains(&session.item);
        self.sessions.iter().any(all)
    }

    /// Whether something of an item is done.
    pub fn does(&self, course: &Course, item: ItemIx) -> bool {
        self.does_all(course, item) || self.sessions.iter().any(|session| session.item == item)
    }

    /// Whether a place of an item is done. What has no id is done only with all of the item.
    pub fn does_place(&self, course: &Course, item: ItemIx, id: Option<&str>) -> bool {
        let names = |session: &Session| session.item == item && id.is_some() && session.place.as_deref() == id;
        self.does_all(course, item) || self.sessions.iter().any(names)
    }
}
