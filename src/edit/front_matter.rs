//! The earlier names of an item, and the earlier ids of places on its page, in its front matter: one more, or one less, and every other byte as
//! it was.

use std::ops::Range;

use crate::span::Span;
use crate::syntax::ParsedFile;
use crate::yaml::{Node, Value};

const KEY: &str = "aliases";
const PLACES: &str = "anchors";

/// The earlier names that a text lists.
pub fn aliases(text: &ParsedFile) -> Vec<String> {
    let mut aliases = Vec::new();
    if let Some((_, node)) = text.front_matter.entries().iter().find(|(key, _)| key.name == KEY) {
        node.texts(&mut |alias, _| aliases.push(alias.to_owned()));
    }
    aliases
}

/// What to write, and where, to list one more.
pub fn add(source: &str, text: &ParsedFile, alias: &str) -> Option<(Range<usize>, String)> {
    let end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let entry = text.front_matter.entries().iter().find(|(key, _)| key.name == KEY);
    let at = |at: usize, text: String| (at..at, text);
    Some(match entry.map(|(key, node)| (key, node, &node.value)) {
        Some((_, node, Value::List(entries))) if is_flow(source, node) => {
            let comma = if entries.is_empty() { "" } else { ", " };
            at(closing_bracket(source, node, entries)?, format!("{comma}{alias}"))
        }
        Some((_, _, Value::List(entries))) if !entries.is_empty() => {
            let last = entries[entries.len() - 1].span.range();
            let line = line_of(source, last.start);
            let indent: String = source[line.clone()].chars().take_while(|c| c.is_whitespace()).collect();
            at(line.end, format!("{end}{indent}- {alias}"))
        }
        Some((key, ..)) => at(key.span.range().end + 1, format!(" [{alias}]")),
        None => new_key(source, &format!("{KEY}: [{alias}]{end}"), end),
    })
}

/// The earlier ids of places on the page, each with the one that its place has now.
pub fn places(text: &ParsedFile) -> Vec<(&str, &str, Span)> {
    let mut places = Vec::new();
    let entry = text.front_matter.entries().iter().find(|(key, _)| key.name == PLACES);
    for (key, node) in entry.into_iter().flat_map(|(_, node)| node.entries()) {
        if let Value::Text(id) = &node.value {
            places.push((key.name.as_str(), id.as_str(), node.words));
        }
    }
    places
}

/// What to write, and where, when the place `old` is called `new`: `old` is one more of its earlier ids, and its other ones lead to `new`.
pub fn add_place(source: &str, text: &ParsedFile, old: &str, new: &str) -> Option<Vec<(Range<usize>, String)>> {
    let end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let followed = places(text).into_iter().filter(|(_, id, _)| *id == old);
    let mut edits: Vec<(Range<usize>, String)> = followed.map(|(.., at)| (at.range(), new.to_owned())).collect();
    let entry = text.front_matter.entries().iter().find(|(key, _)| key.name == PLACES);
    edits.push(match entry.map(|(key, node)| (key, node, node.entries().last())) {
        Some((_, node, Some((_, last)))) if source[node.span.range().start..].starts_with('{') => {
            let from = last.span.range().end;
            let at = from + source[from..].find('}')?;
            (at..at, format!(", {old}: {new}"))
        }
        Some((_, _, Some((key, _)))) => {
            let line = line_of(source, key.span.range().start);
            let indent: String = source[line.clone()].chars().take_while(|c| c.is_whitespace()).collect();
            (line.end..line.end, format!("{end}{indent}{old}: {new}"))
        }
        Some((key, node, None)) => match &node.value {
            Value::Null => (key.span.range().end + 1..key.span.range().end + 1, format!(" {{{old}: {new}}}")),
            // The place of brackets is known by its beginning alone.
            Value::Map(_) => {
                let start = node.span.range().start;
                (start..start + source[start..].find('}')? + 1, format!("{{{old}: {new}}}"))
            }
            _ => return None,
        },
        None => new_key(source, &format!("{PLACES}: {{{old}: {new}}}{end}"), end),
    });
    Some(edits)
}

/// A line with a key at the end of the front matter, which is made where there is none.
fn new_key(source: &str, line: &str, end: &str) -> (Range<usize>, String) {
    match closing_line(source) {
        Some(closing) => (closing..closing, line.to_owned()),
        None => {
            let at = beginning(source);
            (at..at, format!("---{end}{line}---{end}{end}"))
        }
    }
}

/// What to remove to list one less: all that [`add`] writes.
pub fn remove(source: &str, text: &ParsedFile, alias: &str) -> Option<Range<usize>> {
    let entries = text.front_matter.entries();
    let (key, node) = entries.iter().find(|(key, _)| key.name == KEY)?;
    let Value::List(list) = &node.value else { return None };
    let index = list.iter().position(|node| matches!(&node.value, Value::Text(text) if text == alias))?;
    if list.len() > 1 {
        let own = list[index].span.range();
        return Some(if !is_flow(source, node) {
            whole_lines(source, own)
        } else if index == 0 {
            own.start..list[1].span.range().start
        } else {
            list[index - 1].span.range().end..own.end
        });
    }
    if entries.len() > 1 {
        return Some(whole_lines(source, key.span.range().start..list[index].span.range().end));
    }
    let behind = closing_line(source).map(|at| whole_lines(source, at..at).end)?;
    let blank = source[behind..].starts_with("\r\n").then_some(2).or(source[behind..].starts_with('\n').then_some(1));
    Some(beginning(source)..behind + blank.unwrap_or(0))
}

fn is_flow(source: &str, list: &Node) -> bool {
    source[list.span.range().start..].starts_with('[')
}

/// Where a list in brackets ends. The place of a list is known by its beginning alone.
fn closing_bracket(source: &str, list: &Node, entries: &[Node]) -> Option<usize> {
    let from = entries.last().map_or(list.span.range().start + 1, |last| last.span.range().end);
    source[from..].find(']').map(|at| from + at)
}

/// Behind a byte order mark.
fn beginning(source: &str) -> usize {
    if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Where the line begins that ends the front matter; none without a front matter.
fn closing_line(source: &str) -> Option<usize> {
    let start = beginning(source);
    let mut lines = source[start..].split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let mut at = start + first.len();
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// The line at a byte, without its end.
fn line_of(source: &str, at: usize) -> Range<usize> {
    let start = source[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = source[at..].find('\n').map_or(source.len(), |end| at + end);
    start..start + source[start..end].trim_end_matches('\r').len()
}

/// The lines of a range, with the last one's end.
fn whole_lines(source: &str, range: Range<usize>) -> Range<usize> {
    let last = range.end.saturating_sub(usize::from(range.end > range.start && source[..range.end].ends_with('\n')));
    let end = source[last..].find('\n').map_or(source.len(), |end| last + end + 1);
    line_of(source, range.start).start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::Sources;
    use crate::syntax::{self, Dialect};

    fn parsed(text: &str) -> ParsedFile {
        let mut sources = Sources::default();
        let file = sources.add("course/steps/01-a.en.md", text);
        syntax::parse(file, text, Dialect { raw_html: false, math: false, chinese: false }).0
    }

    #[test]
    fn what_is_added_can_be_removed() {
        for (text, expected) in [
            ("# A\n", "---\naliases: [old]\n---\n\n# A\n"),
            ("\u{feff}# A\r\n", "\u{feff}---\r\naliases: [old]\r\n---\r\n\r\n# A\r\n"),
            ("---\ntitle: A\n---\nB\n", "---\ntitle: A\naliases: [old]\n---\nB\n"),
            ("---\naliases: [x]\ntitle: A\n---\n", "---\naliases: [x, old]\ntitle: A\n---\n"),
            ("---\naliases:\n  - x\ntitle: A\n---\n", "---\naliases:\n  - x\n  - old\ntitle: A\n---\n"),
            ("---\ntitle: A\naliases:\n- x\n---\n", "---\ntitle: A\naliases:\n- x\n- old\n---\n"),
        ] {
            let (range, words) = add(text, &parsed(text), "old").expect("there is room");
            let mut added = text.to_owned();
            added.replace_range(range, &words);
            assert_eq!(added, expected);
            assert_eq!(aliases(&parsed(&added)).last().map(String::as_str), Some("old"));
            let mut removed = added.clone();
            removed.replace_range(remove(&added, &parsed(&added), "old").expect("it is there"), "");
            assert_eq!(removed, text);
        }
    }

    #[test]
    fn a_place_keeps_its_earlier_ids() {
        for (text, expected) in [
            ("# A\n", "---\nanchors: {old: new}\n---\n\n# A\n"),
            ("---\r\ntitle: A\r\n---\r\n", "---\r\ntitle: A\r\nanchors: {old: new}\r\n---\r\n"),
            ("---\nanchors: {x: y}\n---\n", "---\nanchors: {x: y, old: new}\n---\n"),
            ("---\nanchors: {x: old}\n---\n", "---\nanchors: {x: new, old: new}\n---\n"),
            ("---\nanchors:\n  x: old\ntitle: A\n---\n", "---\nanchors:\n  x: new\n  old: new\ntitle: A\n---\n"),
            ("---\nanchors:\n---\n", "---\nanchors: {old: new}\n---\n"),
            ("---\nanchors: {}\n---\n", "---\nanchors: {old: new}\n---\n"),
        ] {
            let edits = add_place(text, &parsed(text), "old", "new").expect("there is room");
            let edits = edits.into_iter().map(|(range, words)| ((range.start, range.end), words)).collect();
            assert_eq!(crate::edit::mentions::edited(text, &edits), expected);
        }
    }

    #[test]
    fn one_is_added_to_a_list_without_any() {
        for (text, expected) in [
            ("---\naliases: []\ntitle: A\n---\n", "---\naliases: [old]\ntitle: A\n---\n"),
            ("---\naliases:\ntitle: A\n---\n", "---\naliases: [old]\ntitle: A\n---\n"),
        ] {
            let (range, words) = add(text, &parsed(text), "old").expect("there is room");
            let mut added = text.to_owned();
            added.replace_range(range, &words);
            assert_eq!(added, expected);
        }
    }
}
