//! What of other programs' Markdown is written otherwise. Blocks of code stay as they are.

use pulldown_cmark::{Event, Parser};

use crate::import::report::Report;
use crate::message::both;
use crate::syntax::escape::comment;

/// The words of some Markdown.
pub fn plain(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The signs and the length of the fence that a line opens or closes.
pub fn fence(line: &str) -> Option<(char, usize)> {
    let line = line.trim_start_matches([' ', '>']);
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == sign).count();
    (length >= 3).then_some((sign, length))
}

/// Shows each line with its number and whether it is one of code, and takes what it becomes.
pub fn lines(text: &str, mut change: impl FnMut(usize, &str, bool) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open: Option<(char, usize)> = None;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let (words, end) = line.strip_suffix('\n').map_or((line, ""), |words| (words, "\n"));
        let found = fence(words);
        let in_code = open.is_some() || found.is_some();
        match (open, found) {
            (None, found) => open = found,
            (Some((sign, length)), Some((other, closing))) if sign == other && closing >= length => open = None,
            _ => {}
        }
        match change(at + 1, words, in_code) {
            Some(changed) => out.push_str(&changed),
            None => out.push_str(words),
        }
        out.push_str(end);
    }
    out
}

/// Blocks of mdbook-admonish as alerts: ```` ```admonish warning "Title" ````.
pub fn admonitions(text: &str) -> String {
    let mut out = Vec::new();
    let mut lines = text.split('\n');
    while let Some(line) = lines.next() {
        let marks = fence(line).filter(|_| line.trim_start_matches(['`', '~']).trim_start().starts_with("admonish"));
        let Some((sign, length)) = marks.filter(|_| !line.starts_with([' ', '>'])) else {
            out.push(line.to_owned());
            if let Some((sign, length)) = fence(line) {
                // Other code, to its end.
                for line in lines.by_ref() {
                    out.push(line.to_owned());
                    if fence(line).is_some_and(|(other, closing)| other == sign && closing >= length) {
                        break;
                    }
                }
            }
            continue;
        };
        let words = line.trim_start_matches(sign).trim_start().trim_start_matches("admonish").trim();
        let (name, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let name = name.split(['.', ',']).next().unwrap_or_default();
        let title = rest.split_once("title=").map_or(rest, |(_, title)| title).trim();
        let title = title.split('"').nth(1).unwrap_or_default();
        let name = if name.is_empty() || name.contains('=') { "note" } else { name };
        out.push(format!("> [!{}] {title}", name.to_uppercase()).trim_end().to_owned());
        for line in lines.by_ref() {
            if fence(line).is_some_and(|(other, closing)| other == sign && closing >= length) {
                break;
            }
            out.push(format!("> {line}").trim_end().to_owned());
        }
    }
    out.join("\n")
}

/// What programs put into a text when they build it, in braces such as `{{#title X}}` or `{{< youtube x >}}`, as comments.
pub fn templates(text: &str, path: &str, reports: &mut Vec<Report>) -> String {
    lines(text, |number, line, in_code| {
        if in_code || !line.contains("{{") {
            return None;
        }
        let mut out = String::new();
        let mut rest = line;
        while let Some(at) = rest.find("{{") {
            let (before, from) = rest.split_at(at);
            let kind = from[2..].chars().next();
            let end = from.find("}}").filter(|_| matches!(kind, Some('#' | '<' | '%')) && !before.ends_with('\\'));
            let Some(end) = end else {
                out.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
                continue;
            };
            let call = &from[..end + 2];
            let message = both!("`{call}` is left out, and stands as a comment", "`{call}` 没有导入，写成了注释");
            reports.push(Report::new([format!("{path}:{number}")], message));
            out.push_str(before);
            out.push_str(&comment(call, false));
            rest = &from[end + 2..];
        }
        out.push_str(rest);
        Some(out)
    })
}

/// Imports, exports and components of MDX as comments. What stands between the tags of a component stays.
pub fn components(text: &str, path: &str, reports: &mut Vec<Report>) -> String {
    let mut told: Vec<String> = Vec::new();
    lines(text, |number, line, in_code| {
        if in_code {
            return None;
        }
        let script = ["import ", "export "].iter().any(|word| line.starts_with(word));
        if script && (line.contains(" from ") || line.contains(['\'', '"', '=', '{'])) {
            let message = both!("`{line}` is left out, and stands as a comment", "`{line}` 没有导入，写成了注释");
            reports.push(Report::new([format!("{path}:{number}")], message));
            return Some(comment(line, false));
        }
        let line = line.replace("{/*", "<!--").replace("*/}", "-->");
        let mut out = String::new();
        let mut rest = line.as_str();
        while let Some(at) = rest.find('<') {
            let name: String = rest[at + 1..]
                .trim_start_matches('/')
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '.')
                .collect();
            let end = rest[at..].find('>').filter(|_| name.starts_with(|c: char| c.is_ascii_uppercase()));
            let Some(end) = end else {
                out.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
                continue;
            };
            if !told.contains(&name) {
                let message = both!(
                    "the component `<{name}>` is left out; what stands in it stays",
                    "组件 `<{name}>` 没有导入，里面的文字保留"
                );
                reports.push(Report::new([format!("{path}:{number}")], message));
                told.push(name);
            }
            out.push_str(&rest[..at]);
            out.push_str(&comment(&rest[at + 1..at + end], false));
            rest = &rest[at + end + 1..];
        }
        out.push_str(rest);
        Some(out)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn admonitions_become_alerts() {
        let text = "A\n\n```admonish warning \"Hot\"\nDo not touch.\n\nReally.\n```\n\n```rust\n```\nB";
        assert_eq!(admonitions(text), "A\n\n> [!WARNING] Hot\n> Do not touch.\n>\n> Really.\n\n```rust\n```\nB");
    }

    #[test]
    fn what_is_left_out_is_a_comment_and_code_stays() {
        let mut reports = Vec::new();
        let text = "{{#title X}} {{ y }}\n```\n{{#title X}}\n```\n";
        assert_eq!(templates(text, "a.md", &mut reports), "<!-- {{#title X}} --> {{ y }}\n```\n{{#title X}}\n```\n");
        let text = "import Tabs from '@theme/Tabs';\n<Tabs>\nText <b>x</b>\n</Tabs>\n{/* note */}\n";
        let expected =
            "<!-- import Tabs from '@theme/Tabs'; -->\n<!-- Tabs -->\nText <b>x</b>\n<!-- /Tabs -->\n<!-- note -->\n";
        assert_eq!(components(text, "a.md", &mut reports), expected);
        assert_eq!(reports.len(), 3);
    }
}
