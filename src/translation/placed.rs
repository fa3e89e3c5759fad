//! The units of a file with the bytes that their words take, and how other words are written there.

use std::ops::Range;

use super::canonical;
use super::unit::{self, Unit, UnitKind};
use crate::span::Span;
use crate::syntax::ParsedFile;
use crate::syntax::escape::{self, Position};
use crate::yaml::{self, Node, Value};

/// A unit of a file, and where its words are written.
#[derive(Clone, Debug)]
pub struct Placed {
    /// What stands there.
    pub unit: Unit,
    /// The bytes of its words, with all of their markup; none where other words cannot be put.
    pub range: Option<Range<usize>>,
    spelling: Spelling,
}

/// How words are written at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    /// As Markdown.
    Markdown,
    /// As Markdown between bars.
    Cell,
    /// As a value of YAML, its quotation marks included.
    Yaml,
    /// As the title of a fence, where brackets are escaped.
    Fence,
    /// As words in Markdown that have no markup.
    Words,
    /// As the title of a picture, between quotation marks of this kind.
    Quoted(char),
}

/// The units of a file in the order of the text: those of the head, of the body and of the notes.
pub fn placed(text: &str, parsed: &ParsedFile) -> Vec<Placed> {
    let mut all = head(parsed);
    let mut units = unit::units(&parsed.body);
    parsed.footnotes.iter().for_each(|note| units.extend(unit::units(note)));
    let speakers: Vec<Span> = units.iter().filter(|u| u.kind == UnitKind::Speaker).map(|u| u.words).collect();
    all.extend(units.into_iter().map(|unit| of_body(text, parsed, &speakers, unit)));
    all.sort_by_key(|placed| placed.range.as_ref().map_or(placed.unit.words.start as usize, |range| range.start));
    all
}

/// The title, the summary and what a trainer brings along.
fn head(parsed: &ParsedFile) -> Vec<Placed> {
    let entry =
        |name: &str| parsed.front_matter.entries().iter().find(|(key, _)| key.name == name).map(|(_, node)| node);
    let value = |kind, node: &Node| match &node.value {
        Value::Text(words) => {
            let unit = Unit::of_text(kind, words, node.words);
            Some(Placed { unit, range: Some(node.span.range()), spelling: Spelling::Yaml })
        }
        _ => None,
    };
    let mut all: Vec<Placed> = Vec::new();
    match (entry("title"), &parsed.title) {
        (Some(node), _) => all.extend(value(UnitKind::Title, node)),
        (None, Some(title)) => {
            let words = title.words.span;
            let unit = Unit::of_text(UnitKind::Title, &title.words.text, words);
            all.push(Placed { unit, range: run_around(parsed, words).map(Span::range), spelling: Spelling::Words });
        }
        (None, None) => {}
    }
    all.extend(entry("summary").and_then(|node| value(UnitKind::Summary, node)));
    if let Some(Node { value: Value::List(materials), .. }) = entry("materials") {
        all.extend(materials.iter().filter_map(|node| value(UnitKind::Material, node.behind_key().1)));
    }
    all
}

fn of_body(text: &str, parsed: &ParsedFile, speakers: &[Span], unit: Unit) -> Placed {
    let words = unit.words;
    let run = run_around(parsed, words);
    let (range, spelling) = match unit.kind {
        kind if kind.is_set_later() => (None, Spelling::Yaml),
        UnitKind::Cell => (run.map(Span::range), Spelling::Cell),
        UnitKind::Heading | UnitKind::Term | UnitKind::Fold => (run.map(Span::range), Spelling::Markdown),
        UnitKind::Paragraph => {
            let speaker = run.and_then(|run| speakers.iter().find(|s| s.start >= run.start && s.end <= run.end));
            let range = match (run, speaker) {
                (Some(run), Some(speaker)) => Some(behind_speaker(text, *speaker)..run.range().end),
                (Some(run), None) => Some(run.range()),
                (None, _) => None,
            };
            (range, Spelling::Markdown)
        }
        UnitKind::Speaker => {
            let range = words.range();
            let said = text[range.clone()].trim_end_matches([':', '：', ' ']);
            (run.map(|_| range.start..range.start + said.len()), Spelling::Markdown)
        }
        UnitKind::BoxTitle => {
            let range = words.range();
            let fence = text[..range.start].ends_with('[');
            let space = text[range.clone()].len() - text[range.clone()].trim_start().len();
            (Some(range.start + space..range.end), if fence { Spelling::Fence } else { Spelling::Words })
        }
        _ => picture(text, &unit),
    };
    let range = range
        .filter(|range| text.is_char_boundary(range.start) && text.is_char_boundary(range.end) && !range.is_empty());
    Placed { unit, range, spelling }
}

/// The run of text in which some words stand.
fn run_around(parsed: &ParsedFile, words: Span) -> Option<Span> {
    let around = |run: &&Span| run.start <= words.start && words.end <= run.end;
    parsed.runs.iter().filter(around).min_by_key(|run| run.end - run.start).copied()
}

/// Where speech begins behind the bold words of its speaker: the colon stands inside or outside.
fn behind_speaker(text: &str, speaker: Span) -> usize {
    let rest = &text[speaker.range().end..];
    let spaces = [' ', '\t', '\u{3000}', ':', '：'];
    let inside = rest.trim_start_matches(spaces);
    let outside = inside.trim_start_matches(['*', '_']);
    let marks = (inside.len() - outside.len()).min(2);
    text.len() - inside[marks..].trim_start_matches(spaces).len()
}

/// The alternative text or the caption of a picture that stands alone: `![alt](file "caption")`.
fn picture(text: &str, unit: &Unit) -> (Option<Range<usize>>, Spelling) {
    let block = unit_block(text, unit);
    let written = &text[block.clone()];
    let Some(bracket) = written.find("](") else { return (None, Spelling::Words) };
    if unit.kind == UnitKind::Alt {
        let range = written.starts_with("![").then(|| block.start + 2..block.start + bracket);
        return (range, Spelling::Words);
    }
    let Some(close) = written[bracket..].rfind(')').map(|at| bracket + at) else { return (None, Spelling::Words) };
    let quote = written[..close].trim_end().chars().next_back().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else { return (None, Spelling::Words) };
    let end = written[..close].trim_end().len() - 1;
    let start = written[bracket..end].find(quote).map(|at| bracket + at + 1);
    (start.map(|start| block.start + start..block.start + end), Spelling::Quoted(quote))
}

/// The picture in which words without markup stand.
fn unit_block(text: &str, unit: &Unit) -> Range<usize> {
    let at = unit.words.range().start;
    let start = text[..at + usize::from(text[at..].starts_with('!'))].rfind("![").unwrap_or(at);
    let start = if text[at..].starts_with("![") { at } else { start };
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    start..start + text[start..end].trim_end().len()
}

impl Placed {
    /// A text of one line as it is written here. `text` is the file.
    pub fn spelled(&self, text: &str, words: &str) -> String {
        match self.spelling {
            Spelling::Markdown => words.to_owned(),
            Spelling::Cell => barred(words),
            Spelling::Yaml => {
                let written = self.range.clone().map_or("", |range| &text[range]);
                let line = &text[..self.range.as_ref().map_or(0, |range| range.start)];
                let within = line.rsplit('\n').next().is_some_and(|line| line.contains(['[', '{']));
                yaml::scalar(words, written.chars().next(), within)
            }
            Spelling::Fence => words.replace('[', "\\[").replace(']', "\\]"),
            Spelling::Words => escape::escaped(words, Position::default()),
            Spelling::Quoted(quote) => words.replace('\\', "\\\\").replace(quote, &format!("\\{quote}")),
        }
    }

    /// The canonical text of words that are to stand here.
    pub fn canonical_words(words: &str) -> String {
        canonical::of_words(words)
    }
}

/// A backslash before every bar that has none: it would end the cell.
pub fn barred(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut escaped = false;
    for c in words.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::Sources;
    use crate::syntax::{self, Dialect};

    const FILE: &str = "---
title: \"A: title\"
summary: What it is about
materials:
  - a bell
  - 'a pen'
---

## A *first* heading {#first}

A **bold**
line, [[step/listen|wrapped]].

> - [ ] An item with `code`
>   and more.

Second
------

:::say[A [small] title]
- “Say *this*.”
:::

> [!NOTE] Mind *this*
> A note.[^n]

![A bell](bell.svg \"Ring \\\"it\\\"\")

| Head | **Two** |
|---|---|
| one \\| two | `a\\|b` |

:::dialogue
- **Clerk:** **No**, never.
- **You**： Yes.

  And more.
:::

:::quiz
1. Which?
   - [x] This one
     > Because.
   - [ ] That one
:::

Term
: Its meaning

[^n]: The note.
";

    fn parsed(text: &str) -> (ParsedFile, FileText<'_>) {
        let file = Sources::default().add("course/steps/01-a.en.md", text);
        (syntax::parse(file, text, Dialect { raw_html: false, math: true, chinese: true }).0, FileText(text))
    }

    struct FileText<'a>(&'a str);

    #[test]
    fn every_kind_of_unit_knows_where_its_words_stand() {
        let (parsed, FileText(text)) = parsed(FILE);
        let shown: Vec<(&str, &str)> = placed(text, &parsed)
            .iter()
            .map(|placed| (placed.unit.kind.name(), placed.range.clone().map_or("?", |range| &text[range])))
            .collect();
        assert_eq!(
            shown,
            [
                ("title", "\"A: title\""),
                ("summary", "What it is about"),
                ("material", "a bell"),
                ("material", "'a pen'"),
                ("heading", "A *first* heading"),
                ("paragraph", "A **bold**\nline, [[step/listen|wrapped]]."),
                ("paragraph", "An item with `code`\n>   and more."),
                ("heading", "Second"),
                ("box title", "A [small] title"),
                ("paragraph", "“Say *this*.”"),
                ("box title", "Mind *this*"),
                ("paragraph", "A note.[^n]"),
                ("alternative text", "A bell"),
                ("caption", "Ring \\\"it\\\""),
                ("cell", "Head"),
                ("cell", "**Two**"),
                ("cell", "one \\| two"),
                ("cell", "`a\\|b`"),
                ("speaker", "Clerk"),
                ("paragraph", "**No**, never."),
                ("speaker", "You"),
                ("paragraph", "Yes."),
                ("paragraph", "And more."),
                ("paragraph", "Which?"),
                ("paragraph", "This one"),
                ("paragraph", "Because."),
                ("paragraph", "That one"),
                ("term", "Term"),
                ("paragraph", "Its meaning"),
                ("paragraph", "The note."),
            ]
        );
    }

    #[test]
    fn other_words_stand_where_the_old_ones_stood_and_change_nothing_else() {
        let (before, FileText(text)) = parsed(FILE);
        let units = placed(text, &before);
        for (at, unit) in units.iter().enumerate() {
            let range = unit.range.clone().expect("each has a place");
            for words in ["其他 词", "It's [so]: \"x\" # | y", "*强调*，**重点。**好"] {
                if unit.unit.kind == UnitKind::Speaker && words.contains("**") {
                    // A speaker is bold already.
                    continue;
                }
                // The sign of a reference or a bar is words here.
                let markdown = unit.unit.kind.is_markdown();
                let words = if markdown { words.replace('[', "\\[").replace('|', "\\|") } else { words.to_owned() };
                // Without its call a note is none.
                let words = if text[range.clone()].contains("[^n]") { format!("{words}[^n]") } else { words };
                let changed = format!("{}{}{}", &text[..range.start], unit.spelled(text, &words), &text[range.end..]);
                let (after, FileText(changed)) = parsed(&changed);
                let found = placed(changed, &after);
                assert_eq!(found.len(), units.len(), "{changed}");
                for (other, (was, is)) in units.iter().zip(&found).enumerate() {
                    let (was, is) = (&was.unit.text, &is.unit.text);
                    if other != at {
                        assert_eq!(was, is, "{words} in the place of {}", unit.unit.text);
                    } else if !markdown {
                        assert_eq!(*is, words, "{}", unit.unit.kind.name());
                    } else {
                        assert!(was != is, "{words}");
                    }
                }
            }
        }
    }
}
