//! What can stand at a place that somebody has begun to write: names of items, places and terms, fences and what these take, and what a schema knows
//! of a file of YAML ([`keys`]).

mod keys;
mod spot;

use std::ops::Range;

use super::names::{TERM, front_matter, line_at, meaning};
use super::reading::{Place, Reading, page};
use crate::book::Book;
use crate::course::{Anchor, Target, Term};
use crate::schema;
use crate::span::FileId;
use crate::syntax;

/// A word to offer.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Offered {
    pub word: String,
    /// What people call it.
    pub title: String,
    /// More about it.
    pub about: String,
    /// What they call it in any language: words by which it is found, too.
    pub titles: String,
    /// What is replaced.
    pub range: Range<usize>,
    /// What is put there.
    pub text: String,
}

/// The words for a byte of a file.
pub fn at(reading: &Reading, file: FileId, at: usize) -> Vec<Offered> {
    let source = reading.sources.get(file);
    let (path, text, book) = (source.path.as_str(), &*source.text, reading.project.book());
    let in_course = book.and_then(|book: &Book| path.strip_prefix(&book.folder)?.strip_prefix('/'));
    let schema = match (path, in_course) {
        ("book.yaml", _) => Some(schema::book(book)),
        ("theme.yaml", _) => Some(schema::theme(book)),
        (_, Some("glossary.yaml")) => Some(schema::glossary(book)),
        (path, _) if path.starts_with("theme/strings/") => Some(schema::strings()),
        _ => None,
    };
    if let Some(schema) = schema {
        return keys::offered(&schema, text, 0..text.len(), at);
    }
    let Some(place) = Place::new(reading, file, at) else { return Vec::new() };
    match front_matter(text) {
        Some((all, inner)) if all.contains(&at) => keys::of_front_matter(&place, inner),
        _ => of_text(&place),
    }
}

fn of_text(place: &Place<'_>) -> Vec<Offered> {
    let Place { at, .. } = *place;
    let text = place.source();
    let line = line_at(text, at);
    let before = &text[line.start..at.max(line.start)];
    if let Some(open) = before.rfind("[[").filter(|open| !before[*open..].contains("]]")) {
        return references(place, line.start + open + 2..at);
    }
    let fence = before.trim_start();
    let header = fence.trim_start_matches(':');
    if fence.len() - header.len() < 3 {
        return Vec::new();
    }
    match header.split_once('{') {
        Some((name, begun)) if !begun.contains('}') => attributes(name, begun, at),
        Some(_) => Vec::new(),
        None => {
            let typed = header.trim_start();
            if !typed.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
                return Vec::new();
            }
            syntax::fence_names().map(|name| offer(name, name.to_owned(), at - typed.len()..at)).collect()
        }
    }
}

fn offer(word: &str, text: String, range: Range<usize>) -> Offered {
    Offered { word: word.to_owned(), text, range, ..Offered::default() }
}

/// The attributes of a fence that are not written yet.
fn attributes(header: &str, begun: &str, at: usize) -> Vec<Offered> {
    let name = header.split(|c: char| c == '[' || c.is_whitespace()).find(|word| !word.is_empty()).unwrap_or_default();
    let typed = begun.rsplit(char::is_whitespace).next().unwrap_or_default();
    if typed.contains('=') {
        return Vec::new();
    }
    let written = |attribute: &str| match attribute {
        "id" => begun.contains('#') && !typed.starts_with('#'),
        _ => begun.split_whitespace().any(|word| word.split('=').next() == Some(attribute) && word != typed),
    };
    let shown = |attribute: &&'static str| match *attribute {
        "id" => offer("#id", "#".to_owned(), at - typed.len()..at),
        "final" => offer("final", "final".to_owned(), at - typed.len()..at),
        valued => offer(valued, format!("{valued}="), at - typed.len()..at),
    };
    syntax::fence_attributes(name).iter().filter(|attribute| !written(attribute)).map(shown).collect()
}

/// Names for what was begun between brackets, which are closed if they are not.
fn references(place: &Place<'_>, typed: Range<usize>) -> Vec<Offered> {
    let (course, text, lang) = (place.course, place.source(), place.lang());
    let rest = text.get(typed.end..line_at(text, typed.end).end).unwrap_or_default();
    let close = if rest.trim_start_matches(|c: char| c.is_alphanumeric() || "/-#:".contains(c)).starts_with(['|', ']'])
    {
        ""
    } else {
        "]]"
    };
    let offer = |word: String, title: &str, titles: String| Offered {
        text: format!("{word}{close}"),
        word,
        title: title.to_owned(),
        titles,
        range: typed.clone(),
        ..Offered::default()
    };
    if let Some((path, _)) = text[typed.clone()].split_once('#') {
        let own = place.own().and_then(|(item, _)| item);
        let item = match meaning(course, own, path) {
            Some(Target::Item(item)) => Some(item),
            Some(Target::Front(_)) => None,
            _ => return Vec::new(),
        };
        let Some(page) = page(course, item) else { return Vec::new() };
        let named = page.texts[lang].anchors.iter().filter_map(|(id, anchor)| match anchor {
            Anchor::Heading(words) => Some((id, words.as_str())),
            Anchor::Directive { title, .. } => Some((id, title.as_deref().unwrap_or_default())),
            Anchor::Place => None,
        });
        return named.map(|(id, words)| offer(format!("{path}#{id}"), words, words.to_owned())).collect();
    }
    let items = course.item_ixs().map(|ix| {
        let titles: Vec<&str> = course.langs().map(|lang| course.title(ix, lang)).collect();
        offer(course.id(ix), course.title(ix, lang), titles.join(" "))
    });
    let terms = course.term_ixs().map(|ix| {
        let Term { key, entries, .. } = course.term(ix);
        let titles: Vec<&str> = entries.iter().map(|(_, entry)| entry.term.as_str()).collect();
        offer(format!("{TERM}{key}"), &entries[lang].term, titles.join(" "))
    });
    items.chain(terms).collect()
}
