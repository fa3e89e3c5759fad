//! Changes of a file, and whether they make what they are meant to.

use std::ops::Range;

use crate::course::Lang;
use crate::i18n::Work;
use crate::i18n::exchange::dialect;
use crate::i18n::import::shape::{Part, parts};
use crate::span::FileId;
use crate::syntax::{self, Dialect, ParsedFile};
use crate::translation::{Placed, UnitKind, placed};

/// A file with its units.
pub struct Text<'a> {
    pub file: FileId,
    pub text: &'a str,
    pub dialect: Dialect,
    pub parsed: ParsedFile,
    pub units: Vec<Placed>,
    pub parts: Vec<Part>,
}

impl<'a> Text<'a> {
    pub fn new(work: &'a Work, file: FileId, lang: Lang) -> Text<'a> {
        Text::of(file, &work.sources.get(file).text, dialect(&work.book, lang))
    }

    pub fn of(file: FileId, text: &'a str, dialect: Dialect) -> Text<'a> {
        let (parsed, _) = syntax::parse(file, text, dialect);
        let units = placed(text, &parsed);
        let parts = parts(text, &parsed.body);
        Text { file, text, dialect, parsed, units, parts }
    }

    /// The unit that begins at a byte.
    pub fn unit(&self, kind: UnitKind, start: u32) -> Option<&Placed> {
        let mut same = self.units.iter().filter(|placed| placed.unit.kind == kind);
        match kind {
            UnitKind::Title | UnitKind::Summary => same.next(),
            _ => same.find(|placed| placed.unit.words.start == start),
        }
    }

    pub fn units_in(&self, range: &Range<usize>) -> impl Iterator<Item = &Placed> {
        self.units.iter().filter(move |placed| range.contains(&placed.unit.words.range().start))
    }
}

/// A change of a file: a range that gets another text, and the units that then stand there, in the place of one of today or beyond them.
#[derive(Clone, Debug)]
pub struct Change {
    pub range: Range<usize>,
    pub text: String,
    /// The index of the unit that goes.
    pub gone: Option<usize>,
    pub units: Vec<String>,
    /// The indices of the translations that it carries.
    pub taken: Vec<usize>,
}

/// The text with some changes, which do not overlap.
pub fn applied(text: &str, changes: &[&Change]) -> String {
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
pub fn made(own: &Text<'_>, changes: Vec<Change>) -> (String, Vec<usize>) {
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
