//! What is named at a place of a text: by the signs around it, so that it can be told while somebody is typing.

use std::ops::Range;

use crate::course::{Course, ItemIx, KindIx, Target};

/// Before a name of the glossary.
pub const TERM: &str = "term:";

/// The name in the double brackets around a byte.
pub fn name_at(text: &str, at: usize) -> Option<Range<usize>> {
    let line = line_at(text, at);
    let before = &text[line.start..at];
    // The place may be between the two brackets with which a reference begins or ends.
    let start = before.rfind("[[").or_else(|| before.ends_with('[').then(|| before.len() - 1))? + line.start;
    let inside = text[start..line.end].strip_prefix("[[")?;
    let length = inside.find("]]")?;
    let name = start + 2..start + 2 + length;
    let end = text[name.clone()].find('|').map_or(name.end, |bar| name.start + bar);
    (at <= name.end + 1).then_some(name.start..end)
}

/// The bytes of the line that a byte is in, without its end.
pub fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    start..start + text[start..end].trim_end_matches('\r').len()
}

/// The lines of the front matter with those around it, and without them; to the end of the text where it is not closed yet.
pub fn front_matter(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---" && line.ends_with('\n'))?;
    let inner = start + first.len();
    let mut at = inner;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((start..at + line.len(), inner..at));
        }
        at += line.len();
    }
    // The end of the text is a place in it.
    Some((start..at + 1, inner..at))
}

/// What a name means: `step/listen`, `listen#geyser`, `#geyser` on the page of `own`, `term:empathy`.
pub fn meaning(course: &Course, own: Option<ItemIx>, name: &str) -> Option<Target> {
    if let Some(key) = name.strip_prefix(TERM) {
        return course.term_ixs().find(|ix| course.term(*ix).key == key).map(Target::Term);
    }
    let (path, id) = name.split_once('#').map_or((name, None), |(path, id)| (path, Some(id.to_owned())));
    let item = if path.is_empty() {
        own
    } else {
        let whole = course.item_ixs().find(|ix| course.id(*ix) == path);
        let is_called = |ix: &ItemIx| course.item(*ix).path.rsplit('/').next() == Some(path);
        let mut short = course.item_ixs().filter(is_called);
        Some(whole.or_else(|| short.next().filter(|_| short.next().is_none()))?)
    };
    Some(match (item, id) {
        (Some(item), Some(id)) => Target::Anchor(item, id),
        (Some(item), None) => Target::Item(item),
        (None, id) => Target::Front(id),
    })
}

/// The item of a kind that a relation names, by the path that it has or had.
pub fn item(course: &Course, kind: KindIx, path: &str) -> Option<ItemIx> {
    let had = |ix: &ItemIx| course.item(*ix).aliases.iter().any(|earlier| earlier.kind == kind && earlier.path == path);
    let mut items = course.items_of(kind);
    items.find(|ix| course.item(*ix).path == path).or_else(|| course.item_ixs().find(had))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_around_a_place() {
        let text = "看[[step/listen#x|听]]和 [[b]]\n[[c";
        let at = |words: &str, offset: usize| {
            let found = name_at(text, text.find(words).expect("it is there") + offset)?;
            Some(&text[found])
        };
        for (words, offset, name) in [
            ("[[step", 1, Some("step/listen#x")),
            ("[[step", 2, Some("step/listen#x")),
            ("听", 0, Some("step/listen#x")),
            ("]]和", 1, Some("step/listen#x")),
            ("和", 0, None),
            ("看", 0, None),
            ("b]]", 0, Some("b")),
            ("[[c", 2, None),
        ] {
            assert_eq!(at(words, offset), name, "{words} {offset}");
        }
    }

    #[test]
    fn the_front_matter_of_a_text() {
        let inner = |text: &str| front_matter(text).map(|(_, inner)| inner);
        assert_eq!(inner("---\na: b\n---\nc\n"), Some(4..9));
        assert_eq!(inner("\u{feff}---\r\na: b\r\n---\r\n"), Some(8..14));
        assert_eq!(inner("---\na: "), Some(4..7), "it is being written");
        assert_eq!(inner("a\n---\n"), None);
    }
}
