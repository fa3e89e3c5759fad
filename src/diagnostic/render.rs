//! Reports: diagnostics as text, in one place and several formats. Every format names `path:line:column`, counted from 1, columns in
//! characters.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use super::{Diagnostic, Severity};
use crate::message::{self, Message, Tongue, both};
use crate::sources::{LineColumn, Lines, Source, Sources};
use crate::span::{FileId, Span};

/// A form of reports.
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

impl Format {
    /// The name in the arguments: `human`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Human => "human",
            Format::HumanColoured => "human-coloured",
            Format::Short => "short",
            Format::Json => "json",
            Format::Github => "github",
        }
    }
}

/// The report on `diagnostics`, sorted by place. Ends with a line end unless it is empty.
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], format: Format, tongue: Tongue) -> String {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by(|a, b| key(sources, a).cmp(&key(sources, b)));
    let mut places = Places { sources, tongue, lines: BTreeMap::new() };
    let renderer = match format {
        Format::HumanColoured => Renderer::styled(),
        _ => Renderer::plain(),
    };
    let mut report = String::new();
    for diagnostic in sorted {
        report += &match format {
            Format::Human | Format::HumanColoured => human(&mut places, diagnostic, &renderer),
            Format::Short => short(&mut places, diagnostic),
            Format::Json => json(&mut places, diagnostic),
            Format::Github => github(&mut places, diagnostic),
        };
    }
    report
}

/// The lines of each file that a report names, found once.
struct Places<'a> {
    sources: &'a Sources,
    tongue: Tongue,
    lines: BTreeMap<FileId, Lines<'a>>,
}

impl<'a> Places<'a> {
    fn lines(&mut self, file: FileId) -> &Lines<'a> {
        self.lines.entry(file).or_insert_with(|| Lines::new(&self.sources.get(file).text))
    }

    fn place(&mut self, span: Span) -> LineColumn {
        self.lines(span.file).place(span.start as usize)
    }

    /// Where the place of `span` ends.
    fn end(&mut self, span: Span) -> LineColumn {
        self.lines(span.file).place(span.end as usize)
    }

    fn path(&self, span: Span) -> &'a str {
        &self.sources.get(span.file).path
    }
}

/// “2 errors, 1 warning”, or nothing.
pub fn summary(diagnostics: &[Diagnostic], tongue: Tongue) -> String {
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let parts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let (n, Message { en, zh }) = (count(severity), severity.name());
        let words = Message { en: message::counted(n, &en, &format!("{en}s")), zh: format!("{n} 个{zh}") };
        (n > 0).then(|| words.text(tongue).to_owned())
    });
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(both!(", ", "，").text(tongue))
}

fn key<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> (&'a str, u32, u32, &'static str, &'a str) {
    let Span { file, start, end } = diagnostic.span;
    (&sources.get(file).path, start, end, diagnostic.code.name(), &diagnostic.message.en)
}

/// A line longer than this is not shown; nobody would find the marks in it.
const LONGEST_LINE: usize = 2000;
/// Places of one file that lie further apart, in lines, are shown apart.
const NEAR: usize = 30;

fn human(places: &mut Places<'_>, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
    let tongue = places.tongue;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let level = level.with_name(diagnostic.severity.name().text(tongue).to_owned());
    // What is shown: the place itself with the notes near it, then the other notes.
    let mut shown = vec![Excerpt::new(places, diagnostic.span, None)];
    for (span, text) in &diagnostic.notes {
        let note = Excerpt::new(places, *span, Some(text.text(tongue)));
        let own = &mut shown[0];
        if own.file == note.file && own.first.abs_diff(note.first) <= NEAR {
            own.first = own.first.min(note.first);
            own.last = own.last.max(note.last);
            own.marks.extend(note.marks);
        } else {
            shown.push(note);
        }
    }
    if shown.iter().any(|excerpt| excerpt.range(places).len() > LONGEST_LINE * (excerpt.last + 1 - excerpt.first)) {
        let hints: String =
            diagnostic.hints.iter().map(|hint| format!("  = {}\n", help(&hint.words).text(tongue))).collect();
        return short(places, diagnostic) + &hints + "\n";
    }
    let title = level.primary_title(diagnostic.message.text(tongue)).id(diagnostic.code.name());
    let snippets: Vec<_> =
        shown.iter().map(|excerpt| excerpt.snippet(places.sources.get(excerpt.file), excerpt.range(places))).collect();
    let mut group: Group<'_> = title.elements(snippets);
    for hint in &diagnostic.hints {
        group = group.element(match tongue {
            Tongue::En => Level::HELP.message(&hint.words.en),
            Tongue::Zh => Level::HELP.no_name().message(help(&hint.words).zh),
        });
    }
    let report = renderer.render(&[group]) + "\n\n";
    match tongue {
        Tongue::En => report,
        // The renderer knows one colon. The first stands behind the severity and the code.
        Tongue::Zh => report.replacen(": ", "：", 1),
    }
}

/// A hint behind the word for one.
fn help(hint: &Message) -> Message {
    both!("help: {hint}", "建议：{hint}"; hint)
}

/// Some lines of a file with marks in them.
struct Excerpt<'d> {
    file: FileId,
    first: usize,
    last: usize,
    marks: Vec<(std::ops::Range<usize>, Option<&'d str>)>,
}

impl<'d> Excerpt<'d> {
    fn new(places: &mut Places<'_>, span: Span, label: Option<&'d str>) -> Excerpt<'d> {
        let mark = visible(places.sources, span);
        let line = places.lines(span.file).line(mark.start);
        Excerpt { file: span.file, first: line, last: line, marks: vec![(mark, label)] }
    }

    /// The bytes of the lines. A byte order mark is not shown.
    fn range(&self, places: &mut Places<'_>) -> std::ops::Range<usize> {
        let range = places.lines(self.file).range(self.first..=self.last);
        let mark = places.sources.get(self.file).text[range.clone()].starts_with('\u{feff}');
        range.start + if mark { '\u{feff}'.len_utf8() } else { 0 }..range.end
    }

    fn snippet<'a>(
        &'a self,
        source: &'a Source,
        range: std::ops::Range<usize>,
    ) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
        let mut snippet =
            Snippet::source(&source.text[range.clone()]).path(source.path.as_str()).line_start(self.first + 1);
        for (i, (mark, label)) in self.marks.iter().enumerate() {
            let inside = mark.start.max(range.start) - range.start..mark.end.max(range.start) - range.start;
            let kind = match (i, label) {
                (0, None) => AnnotationKind::Primary,
                _ => AnnotationKind::Context,
            };
            snippet = snippet.annotation(kind.span(inside).label(*label));
        }
        snippet
    }
}

/// The part of a span on its first line: a fence or a table is shown by its beginning.
fn visible(sources: &Sources, span: Span) -> std::ops::Range<usize> {
    let text = &sources.get(span.file).text;
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.ceil_char_boundary((span.end as usize).clamp(start, text.len()));
    let line = text[start..end].find(['\r', '\n']).map_or(end, |i| start + i);
    start..line
}

fn short(places: &mut Places<'_>, diagnostic: &Diagnostic) -> String {
    let place = places.place(diagnostic.span);
    let path = places.path(diagnostic.span);
    let (severity, code) = (diagnostic.severity, diagnostic.code.name());
    format!("{path}:{}:{}: {severity}[{code}]: {}\n", place.line, place.column, diagnostic.message.text(places.tongue))
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    severity: String,
    code: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: JsonPlace<'a>,
    notes: Vec<JsonNote<'a>>,
    hints: Vec<&'a str>,
    fixes: Vec<JsonFix<'a>>,
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

/// A change of the text that would mend the mistake.
#[derive(Serialize)]
struct JsonFix<'a> {
    text: &'a str,
    #[serde(flatten)]
    place: JsonPlace<'a>,
}

fn json(places: &mut Places<'_>, diagnostic: &Diagnostic) -> String {
    let tongue = places.tongue;
    let fixes = diagnostic.fixes(places.sources);
    let mut place = |span: Span| {
        let (start, end) = (places.place(span), places.end(span));
        JsonPlace {
            path: places.path(span),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    };
    let object = JsonDiagnostic {
        severity: diagnostic.severity.to_string(),
        code: diagnostic.code.name(),
        message: diagnostic.message.text(tongue),
        place: place(diagnostic.span),
        notes: diagnostic
            .notes
            .iter()
            .map(|(span, text)| JsonNote { message: text.text(tongue), place: place(*span) })
            .collect(),
        hints: diagnostic.hints.iter().map(|hint| hint.words.text(tongue)).collect(),
        fixes: fixes.iter().map(|fix| JsonFix { text: &fix.text, place: place(fix.span) }).collect(),
    };
    serde_json::to_string(&object).expect("strings and numbers are JSON") + "\n"
}

/// A workflow command: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.
fn github(places: &mut Places<'_>, diagnostic: &Diagnostic) -> String {
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = places.place(diagnostic.span);
    let path = places.path(diagnostic.span);
    let mut message = format!("{path}:{}:{}: {}", place.line, place.column, diagnostic.message.text(places.tongue));
    for hint in &diagnostic.hints {
        message += &format!("\nhelp: {}", hint.words.text(places.tongue));
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
        let diagnostic = Diagnostic::new(Code::DanglingReference, span, both!("not found", "没有找到"));
        (sources, diagnostic.hint(both!("look, 100%", "请看 100%")))
    }

    #[test]
    fn the_marks_stand_under_full_width_characters() {
        let (sources, diagnostic) = example();
        let report = render(&sources, std::slice::from_ref(&diagnostic), Format::Human, Tongue::En);
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
        let chinese = render(&sources, &[diagnostic], Format::Human, Tongue::Zh);
        let translated = [("error", "错误"), ("]: not found", "]：没有找到"), ("help: look, 100%", "建议：请看 100%")];
        assert_eq!(chinese, translated.iter().fold(expected.to_owned(), |text, (en, zh)| text.replace(en, zh)));
    }

    #[test]
    fn machines_get_a_line_each() {
        let (sources, diagnostic) = example();
        let all = [diagnostic];
        assert_eq!(
            render(&sources, &all, Format::Short, Tongue::En),
            "course/a.zh.md:1:3: error[dangling-reference]: not found\n"
        );
        assert_eq!(
            render(&sources, &all, Format::Github, Tongue::En),
            "::error file=course/a.zh.md,line=1,col=3,title=dangling-reference::course/a.zh.md:1:3: not found%0Ahelp: look, 100%25\n"
        );
        assert_eq!(
            render(&sources, &all, Format::Json, Tongue::En),
            "{\"severity\":\"error\",\"code\":\"dangling-reference\",\"message\":\"not found\",\"path\":\"course/a.zh.md\",\
             \"line\":1,\"column\":3,\"end_line\":1,\"end_column\":8,\"notes\":[],\"hints\":[\"look, 100%\"],\"fixes\":[]}\n"
        );
    }
}
