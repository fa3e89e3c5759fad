//! Saying that a translation is right: the lock gets the source of today.

use std::collections::BTreeSet;

use super::Work;
use crate::course::Lang;
use crate::publish::Rewrite;
use crate::resolve::Surveyed;
use crate::span::Span;
use crate::translation::{Fingerprint, Lock, State, UnitPair};

/// What is to be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Everything that nobody has accepted yet.
    Unreviewed,
    /// That, what is stale, and what stands there in the words of the source.
    Everything,
    /// What is named, however it stands.
    Named(Vec<Name>),
}

/// What is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// An item with all of its units.
    Item(String),
    /// The unit at a line of a file.
    Line(String, u32),
}

/// What accepting did.
pub struct Accepted {
    /// The locks to write.
    pub rewrite: Rewrite,
    /// How many units are accepted now that were not.
    pub units: usize,
    /// Names that mean nothing.
    pub unknown: Vec<Name>,
}

/// Accepts translations into the given languages. Lines of the lock whose translations are gone leave it.
pub fn accept(work: &Work, langs: &[Lang], choice: &Choice) -> Accepted {
    let (mut rewrite, mut units) = (Rewrite::default(), 0);
    let mut met: BTreeSet<usize> = BTreeSet::new();
    for &lang in langs {
        let mut lock = Lock::default();
        let before = work.survey.locks[lang.index()].as_ref();
        for item in &work.survey.items {
            for pair in &item.units[lang.index()] {
                let (source, ours, state) = pair;
                let Some(ours) = ours else { continue };
                let fingerprint = Fingerprint::of(&ours.text);
                // What was accepted of a translation that is still there stays known.
                let known = before.and_then(|lock| lock.items.get(&item.id)).and_then(|known| known.get(&fingerprint));
                let named = named(work, choice, item, pair, &mut met);
                let wanted = match (state, choice) {
                    (State::Unreviewed, Choice::Unreviewed) => true,
                    // A text may be the same in both languages: a name, a word of the command line.
                    (State::Unreviewed | State::Stale(_) | State::Missing, Choice::Everything) => true,
                    (State::Unreviewed | State::Stale(_) | State::Missing, Choice::Named(_)) => named,
                    _ => false,
                };
                match source {
                    Some(source) if wanted || *state == State::Current => {
                        units += usize::from(wanted);
                        lock.accept(&item.id, fingerprint, source.text.clone());
                    }
                    _ => known.into_iter().flatten().for_each(|text| lock.accept(&item.id, fingerprint, text.clone())),
                }
            }
        }
        let path = format!("{}/i18n/{}.lock", work.book.folder, work.book.languages[lang.index()].key);
        let (text, old) = (lock.written(), work.sources.find(&path));
        if old.is_none_or(|file| *work.sources.get(file).text != *text) {
            if old.is_some() {
                rewrite.replaced.insert(path.clone());
            }
            rewrite.put.insert(path, text.into_bytes());
        }
    }
    let unknown = match choice {
        Choice::Named(names) => {
            names.iter().enumerate().filter(|(n, _)| !met.contains(n)).map(|(_, name)| name.clone()).collect()
        }
        _ => Vec::new(),
    };
    Accepted { rewrite, units, unknown }
}

/// Whether a unit is among what is named.
fn named(work: &Work, choice: &Choice, item: &Surveyed, pair: &UnitPair, met: &mut BTreeSet<usize>) -> bool {
    let Choice::Named(names) = choice else { return false };
    let (source, ours, _) = pair;
    let is_at = |span: Span, path: &str, line: u32| {
        let file = work.sources.get(span.file);
        let (text, range) = (&file.text, span.range());
        let first = text[..range.start].matches('\n').count() as u32 + 1;
        let last = first + text[range].trim_end().matches('\n').count() as u32;
        file.path == path && (first..=last).contains(&line)
    };
    let mut any = false;
    for (n, name) in names.iter().enumerate() {
        let meant = match name {
            Name::Item(id) => *id == item.id,
            Name::Line(path, line) => [source, ours].into_iter().flatten().any(|unit| is_at(unit.span, path, *line)),
        };
        if meant {
            met.insert(n);
            any = true;
        }
    }
    any
}
