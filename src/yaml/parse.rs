//! From text to nodes.

use std::cell::Cell;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};

use super::explain::{explain, strange_space, tagged};
use super::{Key, Node, Value};
use crate::diagnostic::Diagnostic;
use crate::span::{FileId, Span};
use crate::typography::{is_shared_punctuation, is_wide};

/// So many keys, values, lists and maps are more than any course has; a glossary of five thousand terms in two languages has half as many.
pub const MOST_VALUES: usize = 150_000;

pub const DEEPEST: usize = 32;

/// Reads the YAML in `text`, which begins at byte `base` of `file`. An empty document is `Null`.
///
/// # Errors
///
/// When it is not YAML, or exceeds what a course can need (values, depth, aliases).
pub fn parse(text: &str, file: FileId, base: usize) -> Result<Node, Box<Diagnostic>> {
    let at = |range| Span::new(file, range);
    let (text, base) = text.strip_prefix('\u{feff}').map_or((text, base), |rest| (rest, base + '\u{feff}'.len_utf8()));
    if text.trim().is_empty() {
        return Ok(Node::null(at(base..base)));
    }
    let options = serde_saphyr::options! {
        strict_booleans: true,
        duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::PassThrough,
        merge_keys: serde_saphyr::options::MergeKeyPolicy::Error,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_nodes: MOST_VALUES, max_events: 3 * MOST_VALUES, max_depth: DEEPEST, max_aliases: 64, max_documents: 1
        },
    };
    let raw: Spanned<Raw> = serde_saphyr::from_str_with_options(text, options)
        .map_err(|error| Box::new(explain(&error, text, file, base)))?;
    let builder = NodeBuilder { text, file, base, tag: Cell::new(None) };
    let node = builder.node(raw);
    let tag = builder.tag.take().map(|range| tagged(at(base + range.start..base + range.end)));
    match tag.or_else(|| strangely_indented(&node).map(|key| strange_space(key.span))) {
        Some(diagnostic) => Err(Box::new(diagnostic)),
        None => Ok(node),
    }
}

/// The first key that begins with a full-width or a non-breaking space, which is a letter to YAML.
fn strangely_indented(node: &Node) -> Option<&Key> {
    match &node.value {
        Value::List(items) => items.iter().find_map(strangely_indented),
        Value::Map(entries) => entries.iter().find_map(|(key, node)| {
            Some(key).filter(|key| key.name.starts_with(['\u{3000}', '\u{a0}'])).or_else(|| strangely_indented(node))
        }),
        _ => None,
    }
}

/// The bytes of a location; its span is in characters when the bytes are not known.
pub fn range_of(location: Location, text: &str) -> std::ops::Range<usize> {
    let span = location.span();
    let byte_at = |n: u64| text.char_indices().nth(n as usize).map_or(text.len(), |(i, _)| i);
    let start = span.byte_offset().map_or_else(|| byte_at(span.offset()), |b| b as usize).min(text.len());
    let end = match span.byte_len() {
        Some(len) => start + len as usize,
        None => byte_at(span.offset() + span.len()),
    };
    let start = text.floor_char_boundary(start);
    start..text.ceil_char_boundary(end.clamp(start, text.len()))
}

/// What serde hands over; scalars keep only their type, their text is taken from the source.
enum Raw {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        struct RawVisitor;

        impl<'de> Visitor<'de> for RawVisitor {
            type Value = Raw;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a value")
            }

            fn visit_unit<E>(self) -> Result<Raw, E> {
                Ok(Raw::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
                Ok(Raw::Bool(value))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
                Ok(Raw::Number)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
                Ok(Raw::Number)
            }

            fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
                Ok(Raw::Number)
            }

            fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
                Ok(Raw::Number)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
                Ok(Raw::Number)
            }

            fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
                Ok(Raw::Text(value.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Raw::List(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Raw::Map(entries))
            }
        }

        deserializer.deserialize_any(RawVisitor)
    }
}

struct NodeBuilder<'a> {
    text: &'a str,
    file: FileId,
    base: usize,
    /// The first word before a value that YAML takes for its type: `!important`.
    tag: Cell<Option<Range<usize>>>,
}

impl NodeBuilder<'_> {
    fn node(&self, raw: Spanned<Raw>) -> Node {
        let range = range_of(raw.referenced, self.text);
        self.look_for_tag(range.start);
        let value = match raw.value {
            Raw::Null => Value::Null,
            Raw::Bool(value) => Value::Bool(value),
            Raw::Number => Value::Number(self.text[range_of(raw.defined, self.text)].to_owned()),
            Raw::Text(text) => Value::Text(unfolded(text, &self.text[range_of(raw.defined, self.text)])),
            Raw::List(items) => Value::List(items.into_iter().map(|item| self.node(item)).collect()),
            Raw::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| (Key { span: self.span(key.referenced), name: key.value }, self.node(value)))
                    .collect(),
            ),
        };
        let at = |range: Range<usize>| Span::new(self.file, self.base + range.start..self.base + range.end);
        let quoted = matches!(&value, Value::Text(text) if text.len() + 2 == range.len())
            && self.text[range.clone()].starts_with(['"', '\'']);
        let words = if quoted { range.start + 1..range.end - 1 } else { range.clone() };
        Node { span: at(range), words: at(words), value }
    }

    fn look_for_tag(&self, start: usize) {
        let line = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let before = self.text[line..start].trim_end();
        let word = before.rfind([' ', '[', '{', ',']).map_or(0, |at| at + 1);
        let first =
            self.tag.take().or_else(|| before[word..].starts_with('!').then_some(line + word..line + before.len()));
        self.tag.set(first);
    }

    fn span(&self, location: Location) -> Span {
        let range = range_of(location, self.text);
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }
}

/// A text that is written over several lines. YAML makes each line end a space; between two Chinese characters it is nothing, as in a text.
fn unfolded(text: String, source: &str) -> String {
    let lines: Vec<&str> = source.lines().map(|line| line.trim().trim_matches(['"', '\''])).collect();
    let ends = lines.windows(2).filter(|lines| {
        let (before, after) = (lines[0].chars().next_back(), lines[1].chars().next());
        let either = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
        let both = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
        either(is_wide) && both(|c| is_wide(c) || is_shared_punctuation(c))
    });
    let (mut out, mut rest) = (String::new(), text.as_str());
    for end in ends {
        if let Some(start) = rest.find(&format!("{} {}", end[0], end[1])) {
            let (line, next) = rest.split_at(start + end[0].len());
            out.push_str(line);
            rest = &next[1..];
        }
    }
    out + rest
}
