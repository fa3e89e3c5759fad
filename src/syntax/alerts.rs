//! Alerts that begin with more than their kind: `> [!NOTE] Before you begin`, `> [!faq]- Why?`.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::blocks::Builder;
use super::dialects::alert_kind;
use super::edit;
use crate::course::tree::{AlertKind, Words};

impl Builder<'_> {
    /// The kind and title of an alert in a quotation whose start was consumed; its first line is consumed, too. None for any other quotation.
    pub fn alert_line(&mut self) -> Option<(AlertKind, Option<Words>)> {
        let (Event::Start(Tag::Paragraph), range) = self.events.get(self.at)? else { return None };
        let start = range.start;
        let line = &self.text[start..];
        let line = &line[..line.find(['\r', '\n']).unwrap_or(line.len())];
        let (kind, first) = match edit::admonition(line) {
            Some((name, title)) => (alert_kind(name)?, start + title.start),
            None => {
                let (name, behind) = line.strip_prefix("[!")?.split_once(']')?;
                // A sign that folds it.
                let title = behind.strip_prefix(['-', '+']).unwrap_or(behind);
                (alert_kind(name)?, start + line.len() - title.len())
            }
        };
        let mut end = start + line.len();
        let mut words = String::new();
        let mut count = 1;
        let mut ended = false;
        // What is emphasised from the title into the next line is a part of it.
        let mut open = 0;
        for (event, range) in &self.events[self.at + 1..] {
            if range.start >= end && open == 0 {
                ended = matches!(event, Event::End(TagEnd::Paragraph));
                count += usize::from(matches!(event, Event::SoftBreak | Event::HardBreak) || ended);
                break;
            }
            match event {
                Event::End(TagEnd::Paragraph) => {
                    (ended, count) = (true, count + 1);
                    break;
                }
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::SoftBreak | Event::HardBreak => words.push(' '),
                Event::Text(text) | Event::Code(text) if range.start >= first => words.push_str(text),
                Event::Text(_) if range.end > first => words.push_str(&self.text[first..range.end]),
                _ => {}
            }
            end = end.max(range.end);
            count += 1;
        }
        let paragraph = self.events[self.at].clone();
        self.at += count;
        if !ended {
            // The rest of the paragraph begins behind the line.
            self.at -= 1;
            self.events[self.at] = paragraph;
        }
        let title = Words { text: words.trim().to_owned(), span: self.span(first..end) };
        Some((kind, Some(title).filter(|title| !title.text.is_empty())))
    }
}
