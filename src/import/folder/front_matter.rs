//! The lines before a text, in YAML or TOML, and the heading that it begins with.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag};

use crate::span::FileId;
use crate::yaml::{self, Value};

/// What the lines before a text say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatter {
    /// `title`.
    pub title: Option<String>,
    /// `summary` or `description`.
    pub summary: Option<String>,
    /// All other keys.
    pub keys: Vec<String>,
    /// The text below them.
    pub body: String,
}

/// Takes the lines before a text off it.
pub fn read(text: &str) -> FrontMatter {
    let Some((entries, body)) = parted(text) else {
        return FrontMatter { body: text.to_owned(), ..FrontMatter::default() };
    };
    let mut found = FrontMatter { body: body.to_owned(), ..FrontMatter::default() };
    for (key, value) in entries {
        match key.as_str() {
            "title" => found.title = Some(value).filter(|title| !title.is_empty()),
            "summary" | "description" => found.summary = found.summary.or(Some(value).filter(|s| !s.is_empty())),
            _ => found.keys.push(key),
        }
    }
    found
}

/// The value of a key before a text, if it is a single one.
pub fn value(text: &str, key: &str) -> Option<String> {
    parted(text)?.0.into_iter().find(|(name, _)| name == key).map(|(_, value)| value)
}

/// The keys and values before a text, and the text below them.
fn parted(text: &str) -> Option<(Vec<(String, String)>, &str)> {
    for (mark, entries) in [("---", yaml_entries as fn(&str) -> Vec<(String, String)>), ("+++", toml_entries)] {
        let Some((first, rest)) = text.split_once('\n') else { continue };
        if first.trim_end() != mark {
            continue;
        }
        let mut end = 0;
        for line in rest.split_inclusive('\n') {
            if line.trim_end() == mark {
                return Some((entries(&rest[..end]), &rest[end + line.len()..]));
            }
            end += line.len();
        }
    }
    None
}

fn yaml_entries(head: &str) -> Vec<(String, String)> {
    let Ok(node) = yaml::parse(head, FileId::new(0), 0) else {
        // Other readers of YAML take what is none: `title: Listening: a start`.
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        return lines
            .filter(|(key, _)| key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')))
            .map(|(key, value)| (key.to_owned(), value.trim().trim_matches(['"', '\'']).to_owned()))
            .collect();
    };
    let value = |value: &Value| match value {
        Value::Text(text) | Value::Number(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Bool(yes) => yes.to_string(),
        _ => String::new(),
    };
    node.entries().iter().map(|(key, node)| (key.name.clone(), value(&node.value))).collect()
}

/// The lines of a file of TOML that give a single value to a key, outside of tables or in the one of that name.
pub fn toml_values(text: &str, table: &str) -> Vec<(String, String)> {
    let mut here = String::new();
    let mut found = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            here = name.trim().to_owned();
        } else if let Some((key, value)) = line.split_once('=').filter(|_| here == table && !line.starts_with('#')) {
            let value = value.trim();
            let first = |value: &str| {
                let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                value[1..].split_once(quote).map(|(text, _)| text.replace("\\\"", "\""))
            };
            let value = match value.strip_prefix('[') {
                Some(list) => first(list.trim_start()).unwrap_or_default(),
                None => first(value).unwrap_or_else(|| value.split('#').next().unwrap_or_default().trim().to_owned()),
            };
            found.push((key.trim().trim_matches('"').to_owned(), value));
        }
    }
    found
}

fn toml_entries(head: &str) -> Vec<(String, String)> {
    toml_values(head, "")
}

/// The title that a text gives itself, without markup, and the text without it: its first heading, if that is of level 1. With `known`, a title that is
/// said elsewhere, nothing but HTML may stand before it.
pub fn first_heading(body: &str, known: bool) -> (Option<String>, String) {
    for (event, range) in Parser::new(body).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                // An id of the title means nothing: links to the page find it.
                let written = body[range.clone()].trim_end();
                let written = match written.rfind("{#") {
                    Some(at) if written.ends_with('}') => written[..at].trim_end(),
                    _ => written,
                };
                let title = super::rewrite::plain(written);
                return taken(body, &range, title, "");
            }
            Event::Start(Tag::Heading { .. }) => break,
            Event::Start(Tag::HtmlBlock) => {
                let written = &body[range.clone()];
                if let Some((heading, title)) = html_heading(written) {
                    let pictures = pictures(&written[heading.clone()]);
                    return taken(body, &(range.start + heading.start..range.start + heading.end), title, &pictures);
                }
            }
            Event::Start(_) if known => break,
            _ => {}
        }
    }
    (None, body.to_owned())
}

/// A text without the heading in a range, which is its title, and with what is left of it.
fn taken(body: &str, range: &Range<usize>, title: String, left: &str) -> (Option<String>, String) {
    if title.is_empty() {
        return (None, body.to_owned());
    }
    let behind = body[range.end..].trim_start_matches('\n');
    let before = [body[..range.start].trim(), left].into_iter().filter(|part| !part.is_empty());
    let text: String = before.map(|part| format!("{part}\n\n")).collect();
    (Some(title), text + behind)
}

/// Where the heading of level 1 in some HTML stands, and its words.
fn html_heading(html: &str) -> Option<(Range<usize>, String)> {
    let start = html.find("<h1")?;
    let inner = start + html[start..].find('>')? + 1;
    let end = inner + html[inner..].find("</h1>")?;
    let mut words = String::new();
    for (at, part) in html[inner..end].split('<').enumerate() {
        words.push_str(if at == 0 { part } else { part.split_once('>').map_or("", |(_, words)| words) });
    }
    Some((start..end + "</h1>".len(), words.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// The pictures in some HTML.
fn pictures(html: &str) -> String {
    let tags = html.match_indices("<img").filter_map(|(at, _)| Some(&html[at..=at + html[at..].find('>')?]));
    tags.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_notations_are_read() {
        let expected = FrontMatter {
            title: Some("A".into()),
            summary: Some("B".into()),
            keys: vec!["weight".into()],
            body: "Text\n".into(),
        };
        assert_eq!(read("---\ntitle: A\ndescription: B\nweight: 3\n---\nText\n"), expected);
        assert_eq!(read("+++\ntitle = \"A\"\ndescription = 'B'\nweight = 3\n+++\nText\n"), expected);
        assert_eq!(read("No lines\n").body, "No lines\n");
        assert_eq!(read("---\n---\nText\n").body, "Text\n");
        assert_eq!(read("---\ntitle: A: b\n---\n").title.as_deref(), Some("A: b"));
    }

    #[test]
    fn the_first_heading_is_the_title() {
        let found = |body, known| {
            let (title, body) = first_heading(body, known);
            (title.unwrap_or_default(), body)
        };
        for (body, title, rest) in [
            ("\n# The *title* {#x}\n\nText", "The title", "Text"),
            ("<!-- a\nb -->\n\n# Title\n\nText", "Title", "<!-- a\nb -->\n\nText"),
            ("Title\n=====\n\nText", "Title", "Text"),
            ("<h1 align=\"center\">A <b>title</b></h1>\n\nText", "A title", "Text"),
            ("<h1><img src=\"a.png\"> Title</h1>\n\nText", "Title", "<img src=\"a.png\">\n\nText"),
            ("## Title\n\n# Other\n", "", "## Title\n\n# Other\n"),
            ("```\n# Code\n```\n", "", "```\n# Code\n```\n"),
        ] {
            assert_eq!(found(body, true), (title.to_owned(), rest.to_owned()), "{body}");
            assert_eq!(found(body, false), (title.to_owned(), rest.to_owned()), "{body}");
        }
        let badges = "[![b](b.svg)](b)\n\n# Title\n\nText";
        assert_eq!(found(badges, true), (String::new(), badges.to_owned()));
        assert_eq!(found(badges, false), ("Title".to_owned(), "[![b](b.svg)](b)\n\nText".to_owned()));
    }
}
