//! What is named at a place of a text: by the signs around it, so that it can be told while somebody is typing.

use std::ops::Range;

use crate::course::{Course, ItemIx, TermIx};

/// What a reference names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// An item, and a place on its page.
    Item(ItemIx, Option<String>),
    /// A term of the glossary.
    Term(TermIx),
}

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
    start..end
}

/// What a name means: `step/listen`, `listen#geyser`, `term:empathy`.
pub fn meaning(course: &Course, name: &str) -> Option<Named> {
    if let Some(key) = name.strip_prefix(TERM) {
        return course.term_ixs().find(|ix| course.term(*ix).key == key).map(Named::Term);
    }
    let (path, anchor) = name.split_once('#').map_or((name, None), |(path, anchor)| (path, Some(anchor.to_owned())));
    let whole = course.item_ixs().find(|ix| course.id(*ix) == path);
    let mut short = course.item_ixs().filter(|ix| course.item(*ix).path == path);
    let item = whole.or_else(|| short.next().filter(|_| short.next().is_none()))?;
    Some(Named::Item(item, anchor))
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
}
