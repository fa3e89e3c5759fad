//! What is wrong with a course, as data. Reports are made in one place, [`render`].

mod codes;
mod hint;
mod levels;
mod nearest;
pub mod render;

use serde::{Deserialize, Serialize};

use crate::message::{self, Message, both};
use crate::sources::Sources;
use crate::span::Span;
pub use codes::Code;
pub use hint::{Fix, Hint, Slip};
pub use levels::{Levels, Strictness};
pub use nearest::{Guesses, nearest, nearest_id};

/// One mistake, or one thing to look at.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The kind of mistake.
    pub code: Code,
    /// How bad it is, after [`Levels::apply`] by the levels of the book.
    pub severity: Severity,
    /// The smallest place that shows it.
    pub span: Span,
    /// What is wrong, in a line.
    pub message: Message,
    /// Other places that belong to it, each with a few words.
    pub notes: Vec<(Span, Message)>,
    /// What to do next.
    pub hints: Vec<Hint>,
}

/// How bad a diagnostic is. A greater one is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Something to know; nothing need be done.
    Note,
    /// Something that a reader can live with; outputs are made.
    Warning,
    /// A mistake with which no output is made.
    Error,
}

impl Severity {
    /// For people; machines get what [`std::fmt::Display`] writes.
    pub fn name(self) -> Message {
        match self {
            Severity::Note => both!("note", "提示"),
            Severity::Warning => both!("warning", "警告"),
            Severity::Error => both!("error", "错误"),
        }
    }
}

impl Diagnostic {
    /// A diagnostic of its code's default severity, without notes and hints.
    pub fn new(code: Code, span: Span, message: Message) -> Diagnostic {
        Diagnostic { code, severity: code.default_severity(), span, message, notes: Vec::new(), hints: Vec::new() }
    }

    /// The same diagnostic with one more place and a few words about it.
    #[must_use]
    pub fn note(mut self, span: Span, text: Message) -> Diagnostic {
        self.notes.push((span, text));
        self
    }

    /// The same diagnostic with one more thing to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Hint>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }

    /// The changes of the text that its hints name; each mends it.
    pub fn fixes(&self, sources: &Sources) -> Vec<Fix> {
        self.hints.iter().flat_map(|hint| hint.fixes(sources, self.span)).collect()
    }

    /// Adds “did you mean …?” when one of `known` is near to `found`.
    #[must_use]
    pub fn nearest<'a>(self, found: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        match nearest(found, known) {
            Some(name) => self.hint(Hint::meant(found, name)),
            None => self,
        }
    }

    /// As [`Diagnostic::nearest`]; when none is near, all are named.
    #[must_use]
    pub fn nearest_or_all<'a>(
        self,
        found: &str,
        known: impl IntoIterator<Item = &'a str> + Clone,
        guesses: &Guesses,
    ) -> Diagnostic {
        match guesses.nearest(found, known.clone()) {
            Some(name) => self.hint(Hint::meant(found, name)),
            None => {
                let known: Vec<&str> = known.into_iter().take(20).collect();
                let list = message::list(&known);
                match known.len() {
                    0 => self,
                    1 => self.hint(both!("there is only {list}", "现在只有 {list}"; list)),
                    _ => self.hint(both!("the known ones are {list}", "已有的是 {list}"; list)),
                }
            }
        }
    }
}

/// Whether there is an error among them.
pub fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}
