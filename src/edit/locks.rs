//! The locks of translations when names change: what was accepted stays accepted.

use std::collections::BTreeMap;

use super::mentions::{self, Text};
use crate::book::Book;
use crate::course::Lang;
use crate::span::FileId;
use crate::syntax::{self, Dialect, ParsedFile};
use crate::translation::{Fingerprint, Lock, unit};

/// Reads a text of the course in a language.
pub fn parse(book: &Book, file: FileId, text: &str, lang: Lang) -> ParsedFile {
    let chinese = book.languages[lang.index()].chinese;
    syntax::parse(file, text, Dialect { raw_html: book.raw_html, math: book.math, chinese }).0
}

/// The fingerprints of a translation's units before a change with those that they have behind it.
pub fn fingerprints(before: &ParsedFile, after: &ParsedFile) -> BTreeMap<Fingerprint, Fingerprint> {
    let of = |text: &ParsedFile| -> Vec<Fingerprint> {
        let flows = std::iter::once(&text.body).chain(&text.footnotes);
        flows.flat_map(|blocks| unit::units(blocks)).map(|unit| Fingerprint::of(&unit.text)).collect()
    };
    let (before, after) = (of(before), of(after));
    // Names alone have changed, so that there are as many.
    let pairs = before.iter().zip(&after).filter(|_| before.len() == after.len());
    pairs.filter(|(before, after)| before != after).map(|(before, after)| (*before, *after)).collect()
}

/// A lock after a change: `id` is the new one of an item, `changed` what has become of the translations of an item, `renamed` a source text with its
/// new names.
pub fn followed(
    lock: &Lock,
    id: impl Fn(&str) -> String,
    changed: &BTreeMap<String, BTreeMap<Fingerprint, Fingerprint>>,
    renamed: impl Fn(&str, &str) -> String,
) -> Lock {
    let mut new = Lock::default();
    for (item, accepted) in &lock.items {
        let fingerprints = changed.get(item);
        for (fingerprint, sources) in &**accepted {
            let now = fingerprints.and_then(|changed| changed.get(fingerprint)).unwrap_or(fingerprint);
            for source in sources {
                new.accept(&id(item), *now, renamed(item, source));
            }
        }
    }
    new
}

/// A canonical text whose names are written anew by `rewritten`.
pub fn renamed(
    book: &Book,
    of: &Text,
    source: &str,
    rewritten: impl Fn(&mentions::Mention) -> Option<String>,
) -> String {
    let parsed = parse(book, of.file, source, Lang::SOURCE);
    let text = Text { path: of.path.clone(), lang: Lang::SOURCE, file: of.file, parsed };
    let mut edits = BTreeMap::new();
    for mention in mentions::of(book, &text) {
        if let (Some(new), Ok(range)) = (rewritten(&mention), mentions::place(source, &mention)) {
            edits.insert((range.start, range.end), new);
        }
    }
    super::mentions::edited(source, &edits)
}
