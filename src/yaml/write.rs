//! Values as they are written into a file of YAML that people have written: in the place of others, or as further keys of a mapping. What else
//! stands in the file stays as it is.

use super::{Node, Value};

/// A value to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fresh {
    /// A text.
    Text(String),
    /// Keys with texts.
    Map(Vec<(String, String)>),
}

/// A text as a value, in the quotation marks of the one that it replaces, where it has some. `within` says whether brackets or braces are around it.
pub fn scalar(words: &str, before: Option<char>, within: bool) -> String {
    match before {
        Some('\'') => format!("'{}'", words.replace('\'', "''")),
        Some(c) if c != '"' && is_plain(words, within) => words.to_owned(),
        _ => serde_json::to_string(words).expect("a text becomes JSON"),
    }
}

/// Whether words are a text without quotation marks.
fn is_plain(words: &str, within: bool) -> bool {
    let first = words.chars().next().unwrap_or(' ');
    let other = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_other = other.contains(&words.to_ascii_lowercase().as_str()) || words.parse::<f64>().is_ok();
    let has_signs = words.contains(": ") || words.contains(" #") || words.ends_with(':');
    let ends_it = within && words.contains([',', '[', ']', '{', '}']);
    (first.is_alphabetic() || crate::typography::is_wide(first)) && !is_other && !has_signs && !ends_it
}

/// Where a further key goes behind the entry of a mapping that has the key `behind`, and the text to put there; none where the mapping has no such
/// entry. `text` is the file.
pub fn entry(text: &str, map: &Node, behind: &str, key: &str, value: &Fresh) -> Option<(usize, String)> {
    let (known, node) = map.entries().iter().find(|(known, _)| known.name == behind)?;
    let written = &text[node.span.range()];
    let end = text[..end(node)].trim_end().len();
    if text[map.span.range()].starts_with('{') {
        return Some((end, format!(", {key}: {}", value.within())));
    }
    let line = |at: usize| text[..at].rfind('\n').map_or(0, |at| at + 1);
    let start = known.span.range().start;
    // A mapping in a list begins behind the hyphen.
    let indent = " ".repeat(text[line(start)..start].chars().count());
    let end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let end = if text[..end].ends_with('\r') { end - 1 } else { end };
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let first = written.chars().next();
    let value = match value {
        Fresh::Text(words) => format!(" {}", scalar(words, first, false)),
        Fresh::Map(_) if written.starts_with('{') => format!(" {}", value.within()),
        Fresh::Map(entries) => {
            let entry = |(key, words): &(String, String)| {
                let like = node.entries().iter().find(|(known, _)| known.name == *key);
                let first = like.and_then(|(_, node)| text[node.span.range()].chars().next());
                format!("{line_end}{indent}  {key}: {}", scalar(words, first, false))
            };
            entries.iter().map(entry).collect()
        }
    };
    Some((end, format!("{line_end}{indent}{key}:{value}")))
}

/// Where a value ends. The span of a mapping or a list without brackets ends with the first thing in it.
fn end(node: &Node) -> usize {
    let last = match &node.value {
        Value::Map(entries) => entries.last().map(|(key, node)| end(node).max(key.span.range().end)),
        Value::List(items) => items.last().map(end),
        _ => None,
    };
    last.unwrap_or(0).max(node.span.range().end)
}

impl Fresh {
    /// In one line, within braces.
    fn within(&self) -> String {
        let quoted = |words: &String| scalar(words, None, true);
        match self {
            Fresh::Text(words) => quoted(words),
            Fresh::Map(entries) => {
                let entries = entries.iter().map(|(key, words)| format!("{key}: {}", quoted(words)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::Sources;
    use crate::yaml::parse;

    fn with_entry(text: &str, path: &[&str], value: &Fresh) -> String {
        let file = Sources::default().add("book.yaml", text);
        let root = parse(text, file, 0).expect("it is YAML");
        let map = root.at(path).expect("it is there");
        let (at, new) = entry(text, map, "en", "zh", value).expect("there is a source");
        format!("{}{new}{}", &text[..at], &text[at..])
    }

    #[test]
    fn a_further_key_stands_behind_the_one_that_it_translates() {
        let text = |words: &str| Fresh::Text(words.to_owned());
        let term =
            Fresh::Map(vec![("term".to_owned(), "投诉".to_owned()), ("definition".to_owned(), "说: 不满".to_owned())]);
        for (before, path, value, after) in [
            ("title: {en: A} # so\n", &["title"][..], text("甲"), "title: {en: A, zh: \"甲\"} # so\n"),
            (
                "title:\n  en: A # so\nauthor: X\n",
                &["title"],
                text("甲"),
                "title:\n  en: A # so\n  zh: 甲\nauthor: X\n",
            ),
            (
                "title:\n  en: >\n    A\n    b\nauthor: X",
                &["title"],
                text("- 甲"),
                "title:\n  en: >\n    A\n    b\n  zh: \"- 甲\"\nauthor: X",
            ),
            ("title:\n  en: 'A'", &["title"], text("it's"), "title:\n  en: 'A'\n  zh: 'it''s'"),
            ("a:\r\n  en: A\r\n", &["a"], text("甲"), "a:\r\n  en: A\r\n  zh: 甲\r\n"),
            (
                "links:\n  - label:\n      en: A\n    url: x\n",
                &["links", "0", "label"],
                text("甲"),
                "links:\n  - label:\n      en: A\n      zh: 甲\n    url: x\n",
            ),
            ("sources:\n- en: A\n- en: B\n", &["sources", "0"], text("甲"), "sources:\n- en: A\n  zh: 甲\n- en: B\n"),
            (
                "t:\n  en: {term: a, definition: b}\n",
                &["t"],
                term.clone(),
                "t:\n  en: {term: a, definition: b}\n  zh: {term: \"投诉\", definition: \"说: 不满\"}\n",
            ),
            (
                "t:\n  en:\n    term: a\n    also: [c]\n    definition: b\nu:\n",
                &["t"],
                term.clone(),
                "t:\n  en:\n    term: a\n    also: [c]\n    definition: b\n  zh:\n    term: 投诉\n    definition: \"说: 不满\"\nu:\n",
            ),
        ] {
            assert_eq!(with_entry(before, path, &value), after, "{before}");
        }
    }
}
