//! What looks like markup but is shown as text.

use super::blocks::Builder;
use crate::course::tree::{Inline, Parsed};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{Message, both};
use crate::span::Span;

/// What is longer between `[^` and `]`, in bytes, is no name of a footnote.
const LONGEST_LABEL: usize = 60;

impl Builder<'_> {
    pub fn unclosed_comment(&mut self, span: Span, what: Message) {
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
                | Inline::Styled { content, .. }
                | Inline::Foreign { content, .. }
                | Inline::Indexed { content, .. } => self.leftovers(content),
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
        // In English texts its dashes have become one.
        let begins = |at: &usize| self.text[start + at..].starts_with("<!--");
        let comment = text.find("<!").filter(|&at| meant(at)).filter(begins);
        self.notes.dangling.extend(calls);
        if let Some(at) = comment {
            self.unclosed_comment(self.span(start + at..start + at + 4), both!("and is shown as text", "被当成了正文"));
        }
    }
}
