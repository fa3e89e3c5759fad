//! What is wrong with a course, and what can be done about it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::json;

use super::position::{Encoding, TextLines};
use super::protocol::{CodeAction, Command, Findings, Location, Related, ShownDiagnostic, TextEdit};
use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::{Tongue, both};
use crate::sources::Sources;
use crate::span::{FileId, Span};

/// The command that accepts a translation: a file and a line.
pub const ACCEPT: &str = "diglot.accept";

/// The places of a reading as an editor counts them; the lines of each file are found once.
pub struct Places<'a> {
    sources: &'a Sources,
    encoding: Encoding,
    /// The address of a file by its path.
    address: &'a dyn Fn(&str) -> String,
    lines: BTreeMap<FileId, TextLines<'a>>,
}

impl<'a> Places<'a> {
    pub fn new(sources: &'a Sources, encoding: Encoding, address: &'a dyn Fn(&str) -> String) -> Places<'a> {
        Places { sources, encoding, address, lines: BTreeMap::new() }
    }

    pub fn lines(&mut self, file: FileId) -> &TextLines<'a> {
        let (sources, encoding) = (self.sources, self.encoding);
        self.lines.entry(file).or_insert_with(|| TextLines::new(&sources.get(file).text, encoding))
    }

    pub fn location(&mut self, span: Span) -> Location {
        let uri = (self.address)(&self.sources.get(span.file).path);
        Location { uri, range: self.lines(span.file).range(span.range()) }
    }

    fn shown(&mut self, diagnostic: &Diagnostic, tongue: Tongue) -> ShownDiagnostic {
        let mut message = diagnostic.message.text(tongue).to_owned();
        for hint in &diagnostic.hints {
            message.push('\n');
            message.push_str(hint.words.text(tongue));
        }
        let notes = diagnostic.notes.iter();
        let related_information = notes
            .map(|(span, words)| Related { location: self.location(*span), message: words.text(tongue).to_owned() })
            .collect();
        ShownDiagnostic {
            range: self.location(diagnostic.span).range,
            severity: match diagnostic.severity {
                Severity::Error => 1,
                Severity::Warning => 2,
                Severity::Note => 3,
            },
            code: diagnostic.code.name(),
            source: "diglot",
            message,
            related_information,
        }
    }
}

/// Everything that is wrong, by the addresses of the files.
pub fn findings(reading: &Reading, places: &mut Places<'_>, tongue: Tongue) -> Findings {
    let mut findings = Findings::new();
    for diagnostic in &reading.diagnostics {
        let uri = places.location(diagnostic.span).uri;
        let shown = places.shown(diagnostic, tongue);
        findings.entry(uri).or_default().push(shown);
    }
    findings
}

/// What can be done about what is wrong at some bytes of a file: what was meant is written, a stale translation is accepted.
pub fn actions(
    reading: &Reading,
    (file, asked): (FileId, Range<usize>),
    places: &mut Places<'_>,
    tongue: Tongue,
) -> Vec<CodeAction> {
    let touches = |diagnostic: &&Diagnostic| {
        let range = diagnostic.span.range();
        diagnostic.span.file == file && range.start <= asked.end && asked.start <= range.end
    };
    let mut actions = Vec::new();
    for diagnostic in reading.diagnostics.iter().filter(touches) {
        let fixes = diagnostic.fixes(&reading.sources);
        let is_only = fixes.len() == 1;
        for fix in fixes {
            let text = &fix.text;
            let title = both!("Write `{text}`", "改成 `{text}`").text(tongue).to_owned();
            let Location { uri, range } = places.location(fix.span);
            let edits = BTreeMap::from([(uri, vec![TextEdit { range, new_text: fix.text }])]);
            actions.push(CodeAction {
                title,
                kind: "quickfix",
                diagnostics: vec![places.shown(diagnostic, tongue)],
                is_preferred: is_only,
                edit: Some(json!({"changes": edits})),
                command: None,
            });
        }
        if diagnostic.code == Code::StaleTranslation {
            let words = both!("Accept this translation as it is", "确认这处译文不用改");
            let title = words.text(tongue).to_owned();
            let shown = places.shown(diagnostic, tongue);
            let line = shown.range.start.line + 1;
            let arguments = vec![json!(reading.sources.get(file).path), json!(line)];
            actions.push(CodeAction {
                title: title.clone(),
                kind: "quickfix",
                diagnostics: vec![shown],
                is_preferred: false,
                edit: None,
                command: Some(Command { title, command: ACCEPT, arguments }),
            });
        }
    }
    actions
}
