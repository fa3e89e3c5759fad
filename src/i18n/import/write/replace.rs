//! Words in the place of words.

use std::ops::Range;

use super::changes::{Change, Text, made};
use super::insert::additions;
use crate::course::Lang;
use crate::i18n::import::Taken;
use crate::i18n::import::shape::{self, PartKind};
use crate::resolve::Surveyed;
use crate::syntax::line;
use crate::translation::{Placed, UnitKind};

/// The file of a translation with others in it.
pub fn changed(
    source: &Text<'_>,
    own: &Text<'_>,
    (item, lang): (&Surveyed, Lang),
    wanted: &[(usize, &Taken<'_>)],
) -> (String, Vec<usize>) {
    let (mut changes, mut failed) = (Vec::new(), Vec::new());
    let mut missing: Vec<(usize, &Taken<'_>)> = Vec::new();
    for &(at, taken) in wanted {
        let Some(unit) = taken.passage.target else {
            match empty_cell(source, own, (item, lang), (at, taken)) {
                Some(change) => changes.push(change),
                None => missing.push((at, taken)),
            }
            continue;
        };
        let placed = own.unit(unit.kind, unit.words.start).filter(|placed| placed.range.is_some());
        let theirs = source.unit(taken.passage.kind, taken.passage.source.words.start);
        let theirs = theirs.map(|placed| (source, placed));
        let change = placed.and_then(|placed| replaced(own, placed, theirs, (at, taken)));
        match change {
            Some(change) => changes.push(change),
            None => failed.push(at),
        }
    }
    let (added, unplaced) = additions(source, own, (item, lang), &missing);
    changes.extend(added);
    failed.extend(unplaced);
    let (text, lost) = made(own, changes);
    failed.extend(lost);
    (text, failed)
}

/// The words of a unit in the place of those that stand there.
pub fn replaced(
    own: &Text<'_>,
    placed: &Placed,
    theirs: Option<(&Text<'_>, &Placed)>,
    (at, taken): (usize, &Taken<'_>),
) -> Option<Change> {
    let range = placed.range.clone()?;
    let now = &own.text[range.clone()];
    let raw = theirs.and_then(|(source, placed)| Some(&source.text[placed.range.clone()?]));
    let words = if placed.unit.kind.is_markdown() { dressed(&taken.written, now, raw)? } else { taken.written.clone() };
    let gone = own.units.iter().position(|other| std::ptr::eq(other, placed));
    Some(Change {
        range,
        text: placed.spelled(own.text, &words),
        gone,
        units: vec![raw_text(placed, taken)],
        taken: vec![at],
    })
}

/// A translation in a cell that is empty, in a row of which other cells are translated.
fn empty_cell(
    source: &Text<'_>,
    own: &Text<'_>,
    (item, lang): (&Surveyed, Lang),
    (at, taken): (usize, &Taken<'_>),
) -> Option<Change> {
    let passage = taken.passage;
    let start = passage.source.words.range().start;
    let row = |text: &Text<'_>, at: usize| {
        let path = shape::path_to(&text.parts, at);
        shape::part(&text.parts, &path).filter(|part| part.kind == PartKind::Row).map(|part| part.range.clone())
    };
    let theirs = row(source, start).filter(|_| passage.kind == UnitKind::Cell)?;
    let beside = item.units[lang.index()].iter().find_map(|(other, ours, _)| {
        let inside = theirs.contains(&other.as_ref()?.words.range().start);
        ours.as_ref().filter(|_| inside)
    });
    let ours = row(own, beside?.words.range().start)?;
    let column = cells(source.text, theirs).iter().position(|cell| cell.contains(&start))?;
    let range = cells(own.text, ours).into_iter().nth(column)?;
    let blank = own.text[range.clone()].trim().is_empty();
    let words = dressed(&taken.written, "", None).filter(|_| blank)?;
    let text = format!(" {} ", crate::translation::barred(&words));
    Some(Change { range, text, gone: None, units: vec![taken.text.clone()], taken: vec![at] })
}

/// What stands between the bars of a row.
fn cells(text: &str, row: Range<usize>) -> Vec<Range<usize>> {
    let line = &text[row.clone()];
    let bars = line.match_indices('|').map(|(at, _)| at).filter(|at| !line[..*at].ends_with('\\'));
    let mut ends: Vec<usize> = bars.map(|at| row.start + at).collect();
    if !line.starts_with('|') {
        ends.insert(0, row.start.wrapping_sub(1));
    }
    if !line.ends_with('|') {
        ends.push(row.end);
    }
    ends.windows(2).map(|pair| pair[0].wrapping_add(1)..pair[1]).collect()
}

/// The canonical text of a unit as the file alone has it: titles are not set yet.
fn raw_text(placed: &Placed, taken: &Taken<'_>) -> String {
    match placed.unit.kind {
        kind if kind.is_set_later() => Placed::canonical_words(&taken.written),
        _ => taken.text.clone(),
    }
}

/// A translation with what its canonical text has not: the names of notes, the attributes of pictures and links. None where a place or a comment
/// would be lost.
pub fn dressed(written: &str, now: &str, source: Option<&str>) -> Option<String> {
    if now.contains("<!--") || has_place(now) {
        return None;
    }
    let mut text = with_labels(written, now).or_else(|| with_labels(written, source?))?;
    for (address, attributes) in attributes(now).into_iter().chain(source.map(attributes).unwrap_or_default()) {
        let link = format!("]({address})");
        if let Some(at) = text.find(&link).filter(|at| !text[at + link.len()..].starts_with('{')) {
            text.insert_str(at + link.len(), attributes);
        }
    }
    Some(text)
}

/// Whether words hold a place to which links lead.
fn has_place(text: &str) -> bool {
    ["<a id=", "<a name=", "<span id=", "{#"].iter().any(|sign| text.contains(sign))
}

/// A text whose calls of notes have the names that they have in another one, in the same order.
fn with_labels(written: &str, like: &str) -> Option<String> {
    let (own, theirs) = (line::labels(written), line::labels(like));
    if own.iter().all(|label| theirs.contains(label)) {
        let numbered = own.iter().all(|label| label.bytes().all(|b| b.is_ascii_digit()));
        if !numbered || own == theirs {
            return Some(written.to_owned());
        }
    }
    // What a translator gets counts the notes of a passage from 1.
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = rest.find("[^") {
        let (before, call) = rest.split_at(at);
        out.push_str(before);
        let end = call.find(']')?;
        let label = &call[2..end];
        if before.ends_with('\\') || !own.contains(&label) {
            out.push_str(&call[..=end]);
        } else {
            let number: usize = label.parse().ok()?;
            out += &format!("[^{}]", theirs.get(number.checked_sub(1)?)?);
        }
        rest = &call[end + 1..];
    }
    Some(out + rest)
}

/// The attributes in braces behind links and pictures, by their addresses.
fn attributes(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("){") {
        let address = text[..at].rfind("](").map(|open| &text[open + 2..at]);
        let end = text[at..].find('}').map(|end| at + end + 1);
        if let (Some(address), Some(end)) = (address, end) {
            found.push((address, &text[at + 1..end]));
        }
    }
    found
}
