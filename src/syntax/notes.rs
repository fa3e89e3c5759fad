//! The footnotes of a file.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::Builder;
use crate::course::tree::{self, Block, BlockKind, Footnotes, Parsed};
use crate::diagnostic::{Code, Diagnostic, Guesses, Hint};
use crate::message::both;
use crate::span::Span;

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
                Diagnostic::new(
                    Code::MisplacedDirective,
                    span,
                    both!("a footnote holds no headings and no fences", "脚注里不能有标题和块"),
                )
                .hint(both!(
                    "indent only what belongs to the note, and put the rest into the text",
                    "只缩进属于脚注的文字，其余放进正文"
                )),
            );
        }
        if let Some(&(first, _)) = self.notes.defined.get(label) {
            self.report(
                Diagnostic::new(
                    Code::DuplicateId,
                    span,
                    both!("a second footnote `[^{label}]`", "第二个脚注 `[^{label}]`"),
                )
                .note(first, both!("first here", "第一个在这里"))
                .hint(both!("give one of them another name", "请给其中一个另取名称")),
            );
        } else {
            self.notes.defined.insert(label.to_owned(), (span, content));
        }
    }

    /// The notes that are called, in order.
    pub fn footnotes(&mut self) -> Footnotes<Parsed> {
        let Notes { called, mut defined, dangling } = std::mem::take(&mut self.notes);
        let mut meant = BTreeSet::new();
        let guesses = Guesses::default();
        for (label, span) in dangling {
            let near = guesses.nearest(&label, defined.keys().map(String::as_str)).map(str::to_owned);
            let diagnostic = Diagnostic::new(
                Code::DanglingReference,
                span,
                both!("there is no footnote `[^{label}]`", "没有脚注 `[^{label}]`"),
            );
            self.report(match &near {
                Some(near) => diagnostic.hint(Hint::meant_as(&label, near, &format!("[^{near}]"))),
                None => diagnostic.hint(both!(
                    "write its text on a line of its own: `[^{label}]: …`",
                    "请另起一行写它的内容：`[^{label}]: …`"
                )),
            });
            meant.extend(near);
        }
        let mut footnotes: Vec<_> = called.into_iter().map(|(label, index)| (index, label)).collect();
        footnotes.sort_unstable();
        let footnotes =
            footnotes.iter().map(|(_, label)| defined.remove(label).map(|(_, b)| b).unwrap_or_default()).collect();
        for (label, (span, _)) in defined.into_iter().filter(|(label, _)| !meant.contains(label)) {
            self.report(
                Diagnostic::new(
                    Code::UnusedFootnote,
                    span,
                    both!("nothing calls the footnote `[^{label}]`", "没有地方引用脚注 `[^{label}]`"),
                )
                .hint(both!(
                    "it is not shown; call it in the text or remove it",
                    "它不会显示；请在正文里引用它，或者删去"
                )),
            );
        }
        footnotes
    }
}
