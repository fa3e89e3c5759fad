//! Translations into the files of a language: words in the place of words, blocks where they belong, files from the skeleton of the source. What
//! else stands in a file stays as it is, to the byte.
//!
//! A change is made, the file read again, and compared: only the words that were meant may differ. What does otherwise is not made.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::shape::{self, Part, PartKind, parts};
use super::{Taken, wordings};
use crate::course::Lang;
use crate::course::tree::{self, Alone, BlockKind};
use crate::i18n::Work;
use crate::i18n::exchange::{Passage, dialect};
use crate::resolve::{Surveyed, translated_path};
use crate::span::FileId;
use crate::syntax::{self, Dialect, ParsedFile, line};
use crate::translation::{Placed, UnitKind, placed};

/// What became of some translations.
#[derive(Default)]
pub struct Written {
    /// The texts of files by their paths.
    pub texts: BTreeMap<String, String>,
    /// The indices of those that could not be written.
    pub failed: Vec<usize>,
}

/// Writes translations. `before` has the texts of files that got some into another language already.
pub fn write(work: &Work, lang: Lang, taken: &[&Taken<'_>], before: &BTreeMap<String, String>) -> Written {
    let mut written = Written::default();
    let mut by_item: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, taken) in taken.iter().enumerate() {
        by_item.entry(taken.passage.item).or_default().push(at);
    }
    for item in &work.survey.items {
        let Some(wanted) = by_item.get(&*item.id) else { continue };
        let Some(source) = item.files[Lang::SOURCE.index()] else { continue };
        let wanted: Vec<(usize, &Taken<'_>)> = wanted.iter().map(|at| (*at, taken[*at])).collect();
        if wanted.iter().all(|(_, taken)| taken.passage.kind.is_wording()) {
            let (file, source) = (source, work.sources.get(source));
            let text = before.get(&source.path).map_or(&*source.text, String::as_str);
            let target = wordings::Target { book: &work.book, lang, file, text };
            let (text, failed) = target.changed(&wanted);
            written.add(source.path.clone(), text, failed, wanted.len());
            continue;
        }
        let source = Text::new(work, source, Lang::SOURCE);
        let (path, text, failed) = match item.files[lang.index()] {
            Some(file) => {
                let own = Text::new(work, file, lang);
                let (text, failed) = changed(&source, &own, (item, lang), &wanted);
                (work.sources.get(file).path.clone(), text, failed)
            }
            None => {
                let path = translated_path(&work.sources.get(source.file).path, &work.book, lang);
                let (text, failed) = created(&source, dialect(&work.book, lang), &wanted);
                (path, text, failed)
            }
        };
        written.add(path, text, failed, wanted.len());
    }
    written
}

impl Written {
    fn add(&mut self, path: String, text: String, failed: Vec<usize>, wanted: usize) {
        if failed.len() < wanted {
            self.texts.insert(path, text);
        }
        self.failed.extend(failed);
    }
}

/// A file with its units.
struct Text<'a> {
    file: FileId,
    text: &'a str,
    dialect: Dialect,
    parsed: ParsedFile,
    units: Vec<Placed>,
    parts: Vec<Part>,
}

impl<'a> Text<'a> {
    fn new(work: &'a Work, file: FileId, lang: Lang) -> Text<'a> {
        Text::of(file, &work.sources.get(file).text, dialect(&work.book, lang))
    }

    fn of(file: FileId, text: &'a str, dialect: Dialect) -> Text<'a> {
        let (parsed, _) = syntax::parse(file, text, dialect);
        let units = placed(text, &parsed);
        let parts = parts(text, &parsed.body);
        Text { file, text, dialect, parsed, units, parts }
    }

    /// The unit that begins at a byte.
    fn unit(&self, kind: UnitKind, start: u32) -> Option<&Placed> {
        let mut same = self.units.iter().filter(|placed| placed.unit.kind == kind);
        match kind {
            UnitKind::Title | UnitKind::Summary => same.next(),
            _ => same.find(|placed| placed.unit.words.start == start),
        }
    }

    fn units_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Placed> {
        self.units.iter().filter(move |placed| range.contains(&placed.unit.words.range().start))
    }
}

/// A change of a file: a range that gets another text, and the units that then stand there, in the place of one of today or beyond them.
#[derive(Clone, Debug)]
struct Change {
    range: Range<usize>,
    text: String,
    /// The index of the unit that goes.
    gone: Option<usize>,
    units: Vec<String>,
    /// The indices of the translations that it carries.
    taken: Vec<usize>,
}

/// The text with some changes, which do not overlap.
fn applied(text: &str, changes: &[&Change]) -> String {
    let mut sorted = changes.to_vec();
    sorted.sort_by_key(|change| change.range.start);
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for change in sorted {
        if change.range.start < at {
            continue;
        }
        out.push_str(&text[at..change.range.start]);
        out.push_str(&change.text);
        at = change.range.end;
    }
    out + &text[at..]
}

/// Whether the changes make what they are meant to, and nothing else.
fn holds(own: &Text<'_>, changes: &[&Change]) -> bool {
    let text = applied(own.text, changes);
    let (parsed, _) = syntax::parse(own.file, &text, own.dialect);
    let found = placed(&text, &parsed);
    let mut found: Vec<&str> = found.iter().map(|placed| placed.unit.text.as_str()).collect();
    let mut expected: Vec<&str> = own.units.iter().map(|placed| placed.unit.text.as_str()).collect();
    let (instead, beyond): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|change| change.gone.is_some());
    for change in instead {
        if let (Some(at), [text]) = (change.gone, &change.units[..]) {
            expected[at] = text;
        }
    }
    if !beyond.is_empty() {
        expected.extend(beyond.iter().flat_map(|change| &change.units).map(String::as_str));
        found.sort_unstable();
        expected.sort_unstable();
    }
    found == expected
}

/// The changes that hold, together; the translations of the others have failed.
fn made(own: &Text<'_>, changes: Vec<Change>) -> (String, Vec<usize>) {
    let all: Vec<&Change> = changes.iter().collect();
    if holds(own, &all) {
        return (applied(own.text, &all), Vec::new());
    }
    let (good, bad): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(|change| holds(own, &[change]));
    let of = |changes: &[&Change]| changes.iter().flat_map(|change| change.taken.clone()).collect::<Vec<_>>();
    if holds(own, &good) {
        return (applied(own.text, &good), of(&bad));
    }
    (own.text.to_owned(), of(&all))
}

/// The file of a translation with others in it.
fn changed(
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
fn replaced(
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
fn dressed(written: &str, now: &str, source: Option<&str>) -> Option<String> {
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

/// What of the source is put into a translation that lacks it, and the indices of what has no place.
fn additions(
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

/// The names of those who speak in dialogues, with the translations that they have elsewhere.
type Speakers<'a> = BTreeMap<&'a str, &'a str>;

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
fn written_once(source: &Text<'_>) -> Vec<Range<usize>> {
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

/// The file of a translation that is not there yet: the source with what was translated of it, without what is written once.
fn created(source: &Text<'_>, dialect: Dialect, wanted: &[(usize, &Taken<'_>)]) -> (String, Vec<usize>) {
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
