//! A file from the skeleton of the source.

use std::ops::Range;

use super::changes::{Change, Text, applied, made};
use super::insert::written_once;
use super::replace::replaced;
use crate::course::tree::{self, Alone, BlockKind};
use crate::i18n::import::Taken;
use crate::i18n::import::shape::{self, parts};
use crate::syntax::Dialect;
use crate::translation::{Placed, UnitKind};

/// The file of a translation that is not there yet: the source with what was translated of it, without what is written once.
pub fn created(source: &Text<'_>, dialect: Dialect, wanted: &[(usize, &Taken<'_>)]) -> (String, Vec<usize>) {
    let mut cuts = head_cuts(source);
    cuts.extend(written_once(source));
    tree::blocks(&source.parsed.body, &mut |block| {
        if matches!(block.kind, BlockKind::Alone { reason: Alone::Only, .. }) {
            let part = parts(source.text, std::slice::from_ref(block)).pop();
            cuts.extend(part.map(|part| with_blank_lines(source.text, part.range)));
        }
    });
    let cuts: Vec<Change> = cuts
        .into_iter()
        .map(|range| Change { range, text: String::new(), gone: None, units: Vec::new(), taken: Vec::new() })
        .collect();
    let skeleton = applied(source.text, &cuts.iter().collect::<Vec<_>>());
    let own = Text::of(source.file, &skeleton, dialect);
    // The units of the skeleton are those of the source, in the same order.
    if own.units.len() != source.units.len() {
        return (skeleton.clone(), wanted.iter().map(|(at, _)| *at).collect());
    }
    let (mut changes, mut failed) = (Vec::new(), Vec::new());
    for &(at, taken) in wanted {
        let passage = taken.passage;
        let same = |placed: &Placed| match passage.kind {
            UnitKind::Title | UnitKind::Summary => placed.unit.kind == passage.kind,
            kind => placed.unit.kind == kind && placed.unit.words.start == passage.source.words.start,
        };
        let index = source.units.iter().position(same);
        match index.and_then(|index| replaced(&own, &own.units[index], None, (at, taken))) {
            Some(change) => changes.push(change),
            None => failed.push(at),
        }
    }
    let (text, lost) = made(&own, changes);
    failed.extend(lost);
    (text, failed)
}

/// The lines of the front matter that are written in the source language alone.
fn head_cuts(source: &Text<'_>) -> Vec<Range<usize>> {
    let entries = source.parsed.front_matter.entries();
    let line = |at: usize| shape::line_start(source.text, at);
    let Some((_, last)) = entries.last() else { return Vec::new() };
    let closing = source.text[last.span.range().end..].find("\n---").map(|at| last.span.range().end + at + 1);
    let ends = entries.iter().skip(1).map(|(key, _)| line(key.span.range().start)).chain(closing);
    let kept = |name: &str| matches!(name, "title" | "summary" | "materials");
    entries
        .iter()
        .zip(ends)
        .filter(|((key, _), _)| !kept(&key.name))
        .map(|((key, _), end)| line(key.span.range().start)..end)
        .collect()
}

/// A range with the lines that it begins and ends in, and the blank ones behind them.
fn with_blank_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let start = shape::line_start(text, range.start);
    let rest = &text[range.end..];
    start..range.end + rest.len() - rest.trim_start_matches(['\n', '\r']).len()
}
