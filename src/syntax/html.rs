//! Raw HTML and comments, and what looks like markup but is shown as text.

use super::blocks::Builder;
use crate::course::tree::{BlockKind, Inline, Parsed};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{Message, both};
use crate::span::Span;
use pulldown_cmark::Event;

/// What is longer between `[^` and `]`, in bytes, is no name of a footnote.
const LONGEST_LABEL: usize = 60;

impl Builder<'_> {
    /// A block of raw HTML. Comments are the author's notes and vanish.
    pub fn html(&mut self, span: Span) -> Option<BlockKind<Parsed>> {
        let mut html = String::new();
        let mut end = span.end as usize;
        let start = span.range().start;
        while let Some((event, range)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Html(text) | Event::Text(text) => {
                    end = range.end;
                    let text = self.text.get(range.clone()).unwrap_or(text);
                    html.push_str(text);
                }
                _ => break,
            }
        }
        if self.dialect.raw_html || html.trim_start().starts_with("<!--") {
            self.boxes.explain(&(start..end));
        }
        let mut shown = String::new();
        let mut rest = html.as_str();
        while let Some(start) = rest.find("<!--") {
            shown.push_str(&rest[..start]);
            let Some(length) = rest[start..].find("-->") else {
                let start = self.text[span.range().start..].find("<!--").map_or(0, |i| span.range().start + i);
                self.unclosed_comment(
                    self.span(start..start + 4),
                    both!("and hides what follows", "后面的内容都看不见了"),
                );
                rest = "";
                break;
            };
            rest = &rest[start + length + 3..];
        }
        shown.push_str(rest);
        let shown = shown.trim();
        if shown.is_empty() {
            None
        } else if self.dialect.raw_html {
            Some(BlockKind::Html(shown.to_owned()))
        } else {
            let span = self.span(start..end);
            Some(BlockKind::Paragraph(vec![Inline::Text(shown.to_owned(), span)]))
        }
    }

    fn unclosed_comment(&mut self, span: Span, what: Message) {
        self.report(
            Diagnostic::new(
                Code::UnclosedComment,
                span,
                both!("this comment has no end, {what}", "这个注释没有收尾，{what}"; what),
            )
            .hint(both!("close it with `-->`", "请用 `-->` 收尾")),
        );
    }

    /// Looks through finished text for markup that the parser did not take for any.
    pub fn leftovers(&mut self, inlines: &[Inline<Parsed>]) {
        for inline in inlines {
            match inline {
                Inline::Text(text, span) if self.text.get(span.range()) == Some(text) => self.leftover(text, *span),
                Inline::Emphasis(content)
                | Inline::Strong(content)
                | Inline::Strike(content)
                | Inline::Foreign { content, .. } => self.leftovers(content),
                _ => {}
            }
        }
    }

    fn leftover(&mut self, text: &str, span: Span) {
        let start = span.range().start;
        // What a backslash stands before is meant as text.
        let meant = |at: usize| at > 0 || !self.text[..start].ends_with('\\');
        let calls: Vec<(String, Span)> = text
            .match_indices("[^")
            .filter(|&(at, _)| meant(at))
            .filter_map(|(at, _)| {
                // What follows may be as long as the text, for each of its brackets.
                let label = &text[at + 2..text.ceil_char_boundary(text.len().min(at + 2 + LONGEST_LABEL + 1))];
                let label = label.split_once(']')?.0;
                let good = !label.is_empty() && label.len() <= LONGEST_LABEL && !label.contains([' ', '[', '^', '\n']);
                good.then(|| (label.to_owned(), self.span(start + at..start + at + label.len() + 3)))
            })
            .collect();
        let comment = text.find("<!--").filter(|&at| meant(at));
        self.notes.dangling.extend(calls);
        if let Some(at) = comment {
            self.unclosed_comment(self.span(start + at..start + at + 4), both!("and is shown as text", "被当成了正文"));
        }
    }
}
