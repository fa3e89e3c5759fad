//! What of other programs' Markdown is written otherwise. Blocks of code stay as they are.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser};

use crate::slug::{self, is_slug};

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

/// Shows each part of a text that is no block of code, with the number of its first line, and takes what it becomes.
pub fn prose(text: &str, mut change: impl FnMut(usize, &str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut part = String::new();
    let mut first = 1;
    lines(text, |number, line, in_code| {
        if in_code {
            out.push_str(&change(first, &std::mem::take(&mut part)));
            out.push_str(line);
            out.push('\n');
            first = number + 1;
        } else {
            part.push_str(line);
            part.push('\n');
        }
        None
    });
    out.push_str(&change(first, &part));
    // Every line got an end.
    if !text.ends_with('\n') && out.ends_with('\n') {
        out.pop();
    }
    out
}

/// Headings with ids that a course takes: `{#Set-Up}` is `{#set-up}`, and one that another heading has already is left out.
pub fn ids(text: &str) -> String {
    let mut taken = BTreeSet::new();
    lines(text, |_, line, in_code| {
        let (words, rest) = line.split_once("{#").filter(|_| !in_code && line.starts_with('#'))?;
        let id = slug::of(&rest.split(['}', ' ']).next()?.replace(['_', '.', ':'], "-"));
        let kept = is_slug(&id) && taken.insert(id.clone());
        Some(if kept { format!("{words}{{#{id}}}") } else { words.trim_end().to_owned() })
    })
}

/// The length of the code between backticks with which a text begins.
pub fn code_span(text: &str) -> Option<usize> {
    let marks = text.len() - text.trim_start_matches('`').len();
    if marks == 0 {
        return None;
    }
    let mut at = marks;
    loop {
        let found = at + text[at..].find('`')?;
        let run = text[found..].len() - text[found..].trim_start_matches('`').len();
        if text[at..found].contains("\n\n") {
            return None;
        }
        if run == marks {
            return Some(found + run);
        }
        at = found + run;
    }
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
    fn ids_are_slugs_and_stand_once() {
        let text = "## A {#Set-Up}\n## B {#set-up}\n## C {#x_y .wide}\n```\n## D {#Code}\n```\n";
        assert_eq!(ids(text), "## A {#set-up}\n## B\n## C {#x-y}\n```\n## D {#Code}\n```\n");
    }

    #[test]
    fn code_is_no_prose() {
        let shouted = prose("a\n```\nb\n```\nc", |_, part| part.to_uppercase());
        assert_eq!(shouted, "A\n```\nb\n```\nC");
        assert_eq!(["`a`b", "``a`b`` c", "`a", "`a\n\nb`", "a"].map(code_span), [Some(3), Some(7), None, None, None]);
    }
}
