//! The lines before a text, in YAML or TOML, and the heading that it begins with.

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
    for (mark, entries) in [("---", yaml_entries as fn(&str) -> Vec<(String, String)>), ("+++", toml_entries)] {
        let Some(rest) = text.strip_prefix(mark).and_then(|rest| rest.strip_prefix('\n')) else { continue };
        let Some((head, body)) = rest.split_once(&format!("\n{mark}")) else { continue };
        let body = body.split_once('\n').map_or("", |(_, body)| body);
        let mut found = FrontMatter { body: body.to_owned(), ..FrontMatter::default() };
        for (key, value) in entries(head) {
            match key.as_str() {
                "title" => found.title = Some(value).filter(|title| !title.is_empty()),
                "summary" | "description" => found.summary = found.summary.or(Some(value).filter(|s| !s.is_empty())),
                _ => found.keys.push(key),
            }
        }
        return found;
    }
    FrontMatter { body: text.to_owned(), ..FrontMatter::default() }
}

/// The value of a key before a text, if it is a single one.
pub fn value(text: &str, key: &str) -> Option<String> {
    for (mark, entries) in [("---", yaml_entries as fn(&str) -> Vec<(String, String)>), ("+++", toml_entries)] {
        let Some(rest) = text.strip_prefix(mark).and_then(|rest| rest.strip_prefix('\n')) else { continue };
        let Some((head, _)) = rest.split_once(&format!("\n{mark}")) else { continue };
        return entries(head).into_iter().find(|(name, _)| name == key).map(|(_, value)| value);
    }
    None
}

fn yaml_entries(head: &str) -> Vec<(String, String)> {
    let Ok(node) = yaml::parse(head, FileId::new(0), 0) else { return Vec::new() };
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

/// The heading of level 1 that a text begins with, without markup, and the text below it.
pub fn first_heading(body: &str) -> (Option<String>, String) {
    let mut rest = body;
    let mut comments = String::new();
    loop {
        let (line, below) = rest.split_once('\n').unwrap_or((rest, ""));
        let comment = line.starts_with("<!--") && line.ends_with("-->");
        if (comment || line.trim().is_empty()) && !below.is_empty() {
            if comment {
                comments.push_str(line);
                comments.push_str("\n\n");
            }
            rest = below;
            continue;
        }
        let Some(title) = line.strip_prefix("# ") else { return (None, body.to_owned()) };
        let title = title.trim().trim_end_matches('#').trim_end();
        // An id of the title means nothing: links to the page find it.
        let title = match title.rfind("{#") {
            Some(at) if title.ends_with('}') => title[..at].trim_end(),
            _ => title,
        };
        let title: String = super::rewrite::plain(title);
        return (Some(title).filter(|title| !title.is_empty()), comments + below.trim_start_matches('\n'));
    }
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
        assert_eq!(first_heading("\n# The *title* {#x}\n\nText"), (Some("The title".into()), "Text".into()));
    }
}
