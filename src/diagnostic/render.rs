//! Reports: diagnostics as text, in one place and several formats. Every format names `path:line:column`, counted from 1, columns in
//! characters.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::sources::{Sources, Span};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The source line with the place marked under it.
    Human,
    /// As [`Format::Human`], with colours for a terminal.
    HumanColoured,
    /// `path:line:column: error[code]: message`, a line each.
    Short,
    /// A JSON object a line.
    Json,
    /// Commands that GitHub shows beside the changed lines.
    Github,
}

/// The report on `diagnostics`, sorted by place. Ends with a line end unless it is empty.
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], format: Format) -> String {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by(|a, b| key(sources, a).cmp(&key(sources, b)));
    let mut report = String::new();
    for diagnostic in sorted {
        match format {
            Format::Human => report += &human(sources, diagnostic, &Renderer::plain()),
            Format::HumanColoured => report += &human(sources, diagnostic, &Renderer::styled()),
            Format::Short => report += &short(sources, diagnostic),
            Format::Json => report += &json(sources, diagnostic),
            Format::Github => report += &github(sources, diagnostic),
        }
    }
    report
}

/// “2 errors, 1 warning”, or nothing.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let parts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| match count(severity) {
        0 => None,
        1 => Some(format!("1 {severity}")),
        n => Some(format!("{n} {severity}s")),
    });
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn key<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> (&'a str, u32, u32, &'static str, &'a str) {
    let Span { file, start, end } = diagnostic.span;
    (&sources.get(file).path, start, end, diagnostic.code.name(), &diagnostic.message)
}

fn human(sources: &Sources, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let code = diagnostic.code.name();
    let title = level.primary_title(diagnostic.message.as_str()).id(code);
    let mut own =
        snippet(sources, diagnostic.span).annotation(AnnotationKind::Primary.span(visible(sources, diagnostic.span)));
    for (span, text) in diagnostic.notes.iter().filter(|(span, _)| span.file == diagnostic.span.file) {
        own = own.annotation(AnnotationKind::Context.span(visible(sources, *span)).label(text.as_str()));
    }
    let mut group: Group<'_> = title.element(own);
    for (span, text) in diagnostic.notes.iter().filter(|(span, _)| span.file != diagnostic.span.file) {
        group = group.element(
            snippet(sources, *span)
                .annotation(AnnotationKind::Context.span(visible(sources, *span)).label(text.as_str())),
        );
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    renderer.render(&[group]) + "\n\n"
}

fn snippet<'a>(sources: &'a Sources, span: Span) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.get(span.file);
    Snippet::source(source.text.as_str()).path(source.path.as_str())
}

/// The part of a span on its first line: a fence or a table is shown by its beginning.
fn visible(sources: &Sources, span: Span) -> std::ops::Range<usize> {
    let text = &sources.get(span.file).text;
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.ceil_char_boundary((span.end as usize).clamp(start, text.len()));
    let line = text[start..end].find(['\r', '\n']).map_or(end, |i| start + i);
    start..line
}

fn short(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = sources.place(diagnostic.span);
    let path = &sources.get(diagnostic.span.file).path;
    let (severity, code) = (diagnostic.severity, diagnostic.code.name());
    format!("{path}:{}:{}: {severity}[{code}]: {}\n", place.line, place.column, diagnostic.message)
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    severity: String,
    code: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: JsonPlace<'a>,
    notes: Vec<JsonNote<'a>>,
    hints: &'a [String],
}

#[derive(Serialize)]
struct JsonPlace<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct JsonNote<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: JsonPlace<'a>,
}

fn json(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let place = |span: Span| {
        let start = sources.place(span);
        let end = sources.place(Span { start: span.end, ..span });
        JsonPlace {
            path: &sources.get(span.file).path,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    };
    let object = JsonDiagnostic {
        severity: diagnostic.severity.to_string(),
        code: diagnostic.code.name(),
        message: &diagnostic.message,
        place: place(diagnostic.span),
        notes: diagnostic.notes.iter().map(|(span, text)| JsonNote { message: text, place: place(*span) }).collect(),
        hints: &diagnostic.hints,
    };
    serde_json::to_string(&object).expect("strings and numbers are JSON") + "\n"
}

/// A workflow command: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
fn github(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = sources.place(diagnostic.span);
    let path = &sources.get(diagnostic.span.file).path;
    let mut message = format!("{path}:{}:{}: {}", place.line, place.column, diagnostic.message);
    for hint in &diagnostic.hints {
        message += &format!("\nhelp: {hint}");
    }
    format!(
        "::{command} file={},line={},col={},title={}::{}\n",
        property(path),
        place.line,
        place.column,
        property(diagnostic.code.name()),
        data(&message)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn example() -> (Sources, Diagnostic) {
        let mut sources = Sources::default();
        let text = "面对客户的投诉，先听完。\n";
        let file = sources.add("course/a.zh.md", text);
        let start = text.find("客户").unwrap();
        let span = Span::new(file, start..start + "客户的投诉".len());
        (sources, Diagnostic::new(Code::DanglingReference, span, "not found").hint("look, 100%"))
    }

    #[test]
    fn the_marks_stand_under_full_width_characters() {
        let (sources, diagnostic) = example();
        let report = render(&sources, &[diagnostic], Format::Human);
        let expected = "\
error[dangling-reference]: not found
 --> course/a.zh.md:1:3
  |
1 | 面对客户的投诉，先听完。
  |     ^^^^^^^^^^
  |
  = help: look, 100%

";
        assert_eq!(report, expected);
    }

    #[test]
    fn machines_get_a_line_each() {
        let (sources, diagnostic) = example();
        let all = [diagnostic];
        assert_eq!(render(&sources, &all, Format::Short), "course/a.zh.md:1:3: error[dangling-reference]: not found\n");
        assert_eq!(
            render(&sources, &all, Format::Github),
            "::error file=course/a.zh.md,line=1,col=3,title=dangling-reference::course/a.zh.md:1:3: not found%0Ahelp: look, 100%25\n"
        );
        assert_eq!(
            render(&sources, &all, Format::Json),
            "{\"severity\":\"error\",\"code\":\"dangling-reference\",\"message\":\"not found\",\"path\":\"course/a.zh.md\",\
             \"line\":1,\"column\":3,\"end_line\":1,\"end_column\":8,\"notes\":[],\"hints\":[\"look, 100%\"]}\n"
        );
    }
}
