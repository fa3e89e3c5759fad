//! What is wrong with the course, for the pages that are open.

use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity, render};
use crate::failure::Failure;
use crate::message::{self, Message, Tongue};
use crate::sources::Sources;

/// A page shows so many; nobody mends more at a time.
const SHOWN: usize = 20;

#[derive(Serialize)]
struct ReportFile {
    errors: usize,
    warnings: usize,
    items: Vec<ReportItem>,
}

#[derive(Serialize)]
struct ReportItem {
    severity: String,
    message: Message,
    /// `course/index.en.md:3:14`.
    place: String,
    /// The line with its mark, and what to do.
    excerpt: Message,
}

/// The report as JSON, the errors first.
pub fn json(sources: &Sources, diagnostics: &[Diagnostic]) -> Arc<str> {
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|d| (std::cmp::Reverse(d.severity), &sources.get(d.span.file).path, d.span));
    let item = |diagnostic: &Diagnostic| {
        let place = sources.place(diagnostic.span);
        let one = std::slice::from_ref(diagnostic);
        let human = |tongue| excerpt(&render::render(sources, one, render::Format::Human, tongue));
        ReportItem {
            severity: diagnostic.severity.to_string(),
            message: diagnostic.message.clone(),
            place: format!("{}:{}:{}", sources.get(diagnostic.span.file).path, place.line, place.column),
            excerpt: message::each(human),
        }
    };
    let report = ReportFile {
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        items: sorted.into_iter().take(SHOWN).map(item).collect(),
    };
    encode(&report)
}

/// A human report without its message and its place, which stand above it.
fn excerpt(human: &str) -> String {
    let mut lines = human.trim_end().lines().skip(1).peekable();
    lines.next_if(|line| line.trim_start().starts_with("-->"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A report of what is no author's mistake: the disk, a template of the theme.
pub fn failure(failure: &Failure) -> Arc<str> {
    let [en, zh] = [Tongue::En, Tongue::Zh].map(|tongue| {
        let text = failure.text(tongue);
        let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
        (first.to_owned(), rest.to_owned())
    });
    let item = ReportItem {
        severity: Severity::Error.to_string(),
        message: Message { en: en.0, zh: zh.0 },
        place: String::new(),
        excerpt: Message { en: en.1, zh: zh.1 },
    };
    encode(&ReportFile { errors: 1, warnings: 0, items: vec![item] })
}

fn encode(report: &ReportFile) -> Arc<str> {
    serde_json::to_string(report).expect("lists of texts become JSON").into()
}
