//! Blocks that a translation lacked, where they belong.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::changes::{Change, Text};
use super::replace::dressed;
use crate::course::Lang;
use crate::course::tree::{self, BlockKind};
use crate::i18n::exchange::Passage;
use crate::i18n::import::Taken;
use crate::i18n::import::shape::{self, Part, PartKind};
use crate::resolve::Surveyed;
use crate::syntax::line;
use crate::translation::UnitKind;

/// The names of those who speak in dialogues, with the translations that they have elsewhere.
type Speakers<'a> = BTreeMap<&'a str, &'a str>;

/// What of the source is put into a translation that lacks it, and the indices of what has no place.
pub fn additions(
    source: &Text<'_>,
    own: &Text<'_>,
    (item, lang): (&Surveyed, Lang),
    missing: &[(usize, &Taken<'_>)],
) -> (Vec<Change>, Vec<usize>) {
    // Where the units of the source have their counterparts.
    let (mut beside, mut speakers): (BTreeMap<u32, u32>, Speakers<'_>) = (BTreeMap::new(), BTreeMap::new());
    for (theirs, ours, _) in &item.units[lang.index()] {
        if let (Some(theirs), Some(ours)) = (theirs, ours) {
            beside.insert(theirs.words.start, ours.words.start);
            if theirs.kind == UnitKind::Speaker {
                speakers.insert(&theirs.text, &ours.text);
            }
        }
    }
    let (mut changes, mut failed): (Vec<Change>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut wanted: BTreeMap<(usize, usize), Vec<(usize, &Taken<'_>)>> = BTreeMap::new();
    let mut paths = BTreeMap::new();
    for &(at, taken) in missing {
        let start = taken.passage.source.words.start as usize;
        match outermost_missing(source, &beside, &shape::path_to(&source.parts, start)) {
            Some(path) => {
                let range = shape::part(&source.parts, &path).expect("the path was found").range.clone();
                paths.insert((range.start, range.end), path);
                wanted.entry((range.start, range.end)).or_default().push((at, taken));
            }
            None => failed.push(at),
        }
    }
    let mut defined = BTreeSet::new();
    for (range, all) in wanted {
        let (changed, taken) =
            (addition(source, own, (&beside, &speakers), &paths[&range], &all), all.iter().map(|(at, _)| *at));
        match changed {
            Some(change) => {
                changes.extend(notes(source, own, &change.text, &mut defined));
                // What is put in at one place goes in together.
                match changes.iter_mut().find(|other| other.range == change.range && !other.taken.is_empty()) {
                    Some(other) => {
                        other.text += &change.text;
                        other.units.extend(change.units);
                        other.taken.extend(change.taken);
                    }
                    None => changes.push(change),
                }
            }
            None => failed.extend(taken),
        }
    }
    (changes, failed)
}

/// The outermost part around a path of which the translation has nothing.
fn outermost_missing(source: &Text<'_>, beside: &BTreeMap<u32, u32>, path: &shape::Path) -> Option<shape::Path> {
    (1..=path.len()).map(|length| path[..length].to_vec()).find(|path| {
        shape::part(&source.parts, path).is_some_and(|part| {
            source.units_in(&part.range).all(|placed| !beside.contains_key(&placed.unit.words.start))
        })
    })
}

/// A part of the source with its translations, put beside the counterpart of what stands before or behind it.
fn addition(
    source: &Text<'_>,
    own: &Text<'_>,
    (beside, speakers): (&BTreeMap<u32, u32>, &Speakers<'_>),
    path: &shape::Path,
    wanted: &[(usize, &Taken<'_>)],
) -> Option<Change> {
    let part = shape::part(&source.parts, path)?;
    let siblings = shape::siblings(&source.parts, path);
    let index = path.last()?.1;
    let beside_sibling = |at: usize| counterpart(source, own, beside, path, siblings.get(at)?);
    let (anchor, is_behind) = (1..=siblings.len()).find_map(|distance| {
        let before = index.checked_sub(distance).and_then(beside_sibling).map(|anchor| (anchor, true));
        before.or_else(|| beside_sibling(index + distance).map(|anchor| (anchor, false)))
    })?;
    let (text, units) = translated_part(source, (speakers, own.dialect.chinese), &part.range, wanted)?;
    let outer = shape::prefix(source.text, part.range.start);
    let prefix = shape::prefix(own.text, anchor.range.start);
    let end = if own.text.contains("\r\n") { "\r\n" } else { "\n" };
    let lines = text.lines().enumerate().map(|(at, line)| match at {
        0 => line.to_owned(),
        _ => match unprefixed(line, &outer) {
            "" => prefix.trim_end().to_owned(),
            line => format!("{prefix}{line}"),
        },
    });
    let text = lines.collect::<Vec<_>>().join(end);
    let loose = part.kind == PartKind::Block || part.kind == PartKind::Item && is_loose(source.text, part, siblings);
    let gap = if loose { format!("{end}{}{end}", prefix.trim_end()) } else { end.to_owned() };
    let (at, text) = if is_behind {
        (anchor.range.end, format!("{gap}{prefix}{text}"))
    } else {
        (anchor.range.start, format!("{text}{gap}{prefix}"))
    };
    Some(Change { range: at..at, text, gone: None, units, taken: wanted.iter().map(|(at, _)| *at).collect() })
}

/// The part of the translation that stands for a sibling of the part at a path.
fn counterpart<'a>(
    source: &Text<'_>,
    own: &'a Text<'_>,
    beside: &BTreeMap<u32, u32>,
    path: &shape::Path,
    sibling: &Part,
) -> Option<&'a Part> {
    source.units_in(&sibling.range).find_map(|placed| {
        let start = placed.unit.words.start;
        let ours = *beside.get(&start)?;
        let below = shape::path_to(&source.parts, start as usize).len().checked_sub(path.len())?;
        let ours = shape::path_to(&own.parts, ours as usize);
        let part = shape::part(&own.parts, &ours[..ours.len().checked_sub(below)?])?;
        (part.kind == sibling.kind).then_some(part)
    })
}

/// Whether blank lines stand between the items of a list.
fn is_loose(text: &str, part: &Part, siblings: &[Part]) -> bool {
    let other = siblings.iter().find(|other| other.range != part.range);
    other.is_some_and(|other| {
        let (a, b) = if other.range.start < part.range.start { (other, part) } else { (part, other) };
        let between = &text[a.range.end.min(b.range.start)..b.range.start];
        let lines: Vec<&str> = between.split('\n').collect();
        let blank = |line: &&str| line.trim_matches([' ', '\t', '>', '\r']).is_empty();
        lines.len() > 2 && lines[1..lines.len() - 1].iter().any(blank)
    })
}

fn unprefixed<'a>(line: &'a str, prefix: &str) -> &'a str {
    let mut rest = line;
    for sign in prefix.chars() {
        match rest.strip_prefix(sign) {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    rest
}

/// A part of the source whose units are translated as far as they were, and the texts of all its units.
fn translated_part(
    source: &Text<'_>,
    (speakers, chinese): (&Speakers<'_>, bool),
    range: &Range<usize>,
    wanted: &[(usize, &Taken<'_>)],
) -> Option<(String, Vec<String>)> {
    let inside = |cut: &Range<usize>| range.start <= cut.start && cut.end <= range.end;
    let mut edits: Vec<(Range<usize>, String)> =
        written_once(source).into_iter().filter(inside).map(|cut| (cut, String::new())).collect();
    let mut units = Vec::new();
    for placed in source.units_in(range) {
        let start = placed.unit.words.start;
        let is = |passage: &Passage<'_>| passage.source.words.start == start && passage.kind == placed.unit.kind;
        let found = wanted.iter().find(|(_, taken)| is(taken.passage));
        let found = found.map(|(_, taken)| (taken.written.as_str(), taken.text.as_str()));
        let speaker = || speakers.get(placed.unit.text.as_str()).filter(|_| placed.unit.kind == UnitKind::Speaker);
        let Some((written, text)) = found.or_else(|| speaker().map(|name| (*name, *name))) else {
            units.push(placed.unit.text.clone());
            continue;
        };
        let mut place = placed.range.clone()?;
        let raw = &source.text[place.clone()];
        let words = if placed.unit.kind.is_markdown() { dressed(written, raw, None)? } else { written.to_owned() };
        let mut words = placed.spelled(source.text, &words);
        if chinese && placed.unit.kind == UnitKind::Speaker && source.text[place.end..].starts_with(":** ") {
            place.end += ":** ".len();
            words.push_str("：**");
        }
        edits.push((place, words));
        units.push(text.to_owned());
    }
    edits.sort_by_key(|(place, _)| place.start);
    let (mut text, mut at) = (String::new(), range.start);
    for (place, words) in edits {
        text.push_str(source.text.get(at..place.start)?);
        text.push_str(&words);
        at = place.end;
    }
    text.push_str(&source.text[at..range.end]);
    Some((text, units))
}

/// The attributes of headings and fences, which are written in the source language alone.
pub fn written_once(source: &Text<'_>) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    tree::blocks(&source.parsed.body, &mut |block| {
        let fence = matches!(block.kind, BlockKind::Directive(_));
        if !fence && !matches!(block.kind, BlockKind::Heading { .. }) {
            return;
        }
        let line = source.text[block.span.range()].lines().next().unwrap_or_default();
        let brace = line.rfind('{').filter(|_| line.ends_with('}'));
        let escaped = |at: usize| line[..at].ends_with('\\');
        cuts.extend(brace.filter(|at| !escaped(*at)).map(|at| {
            let start = block.span.range().start;
            start + line[..at].trim_end().len()..start + line.len()
        }));
    });
    cuts
}

/// The notes that a text calls and the translation has not, as the source has them.
fn notes(source: &Text<'_>, own: &Text<'_>, text: &str, defined: &mut BTreeSet<String>) -> Vec<Change> {
    let mut changes = Vec::new();
    for label in line::labels(text) {
        if own.text.contains(&format!("[^{label}]:")) || !defined.insert(label.to_owned()) {
            continue;
        }
        let Some(start) = source.text.find(&format!("\n[^{label}]:")).map(|at| at + 1) else { continue };
        let mut end = start;
        for (at, line) in source.text[start..].split_inclusive('\n').enumerate() {
            if at > 0 && !line.trim().is_empty() && !line.starts_with([' ', '\t']) {
                break;
            }
            end += line.len();
        }
        let note = source.text[start..end].trim_end();
        let units = source.units_in(&(start..end)).map(|placed| placed.unit.text.clone()).collect();
        let at = own.text.len();
        let gap = if own.text.ends_with('\n') { "\n" } else { "\n\n" };
        changes.push(Change { range: at..at, text: format!("{gap}{note}\n"), gone: None, units, taken: Vec::new() });
    }
    changes
}
