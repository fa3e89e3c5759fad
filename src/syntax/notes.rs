//! The footnotes of a file.

use std::collections::BTreeMap;

use super::blocks::Builder;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::sources::Span;
use crate::tree::{self, Block, BlockKind, Footnotes, Parsed};

/// The footnotes of a file while it is read.
#[derive(Default)]
pub struct Notes {
    /// The index of each label, in the order of the first calls.
    called: BTreeMap<String, usize>,
    defined: BTreeMap<String, (Span, Vec<Block<Parsed>>)>,
    /// What looks like a call of a note that is not there.
    pub dangling: Vec<(String, Span)>,
}

impl Notes {
    /// The index of a note that is called.
    pub fn index(&mut self, label: &str) -> usize {
        let next = self.called.len();
        *self.called.entry(label.to_owned()).or_insert(next)
    }
}

impl Builder<'_> {
    /// Takes note of a definition.
    pub fn define(&mut self, label: &str, span: Span, content: Vec<Block<Parsed>>) {
        let mut misplaced = None;
        tree::blocks(&content, &mut |block| {
            if misplaced.is_none() && matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Directive(_)) {
                misplaced = Some(block.span);
            }
        });
        if let Some(span) = misplaced {
            self.report(
                Diagnostic::new(Code::MisplacedDirective, span, "a footnote holds no headings and no fences")
                    .hint("indent only what belongs to the note, and put the rest into the text"),
            );
        }
        if let Some(&(first, _)) = self.notes.defined.get(label) {
            self.report(
                Diagnostic::new(Code::DuplicateId, span, format!("a second footnote `[^{label}]`"))
                    .note(first, "first here")
                    .hint("give one of them another name"),
            );
        } else {
            self.notes.defined.insert(label.to_owned(), (span, content));
        }
    }

    /// The notes that are called, in order.
    pub fn footnotes(&mut self) -> Footnotes<Parsed> {
        let Notes { called, mut defined, dangling } = std::mem::take(&mut self.notes);
        let mut meant = Vec::new();
        for (label, span) in dangling {
            let near = nearest(&label, defined.keys().map(String::as_str)).map(str::to_owned);
            let diagnostic =
                Diagnostic::new(Code::DanglingReference, span, format!("there is no footnote `[^{label}]`"));
            self.report(match &near {
                Some(near) => diagnostic.hint(format!("did you mean `[^{near}]`?")),
                None => diagnostic.hint(format!("write its text on a line of its own: `[^{label}]: …`")),
            });
            meant.extend(near);
        }
        let mut footnotes: Vec<_> = called.into_iter().map(|(label, index)| (index, label)).collect();
        footnotes.sort_unstable();
        let footnotes =
            footnotes.iter().map(|(_, label)| defined.remove(label).map(|(_, b)| b).unwrap_or_default()).collect();
        for (label, (span, _)) in defined.into_iter().filter(|(label, _)| !meant.contains(label)) {
            self.report(
                Diagnostic::new(Code::UnusedFootnote, span, format!("nothing calls the footnote `[^{label}]`"))
                    .hint("it is not shown; call it in the text or remove it"),
            );
        }
        footnotes
    }
}
