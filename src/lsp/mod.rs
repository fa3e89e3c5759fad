//! The language server: what an editor shows of a course while it is written, saved or not.
//!
//! [`protocol`] has the messages and [`position`] the way between an editor's places and ours. [`Server`] reads the course again when a text has
//! changed, and tells what is wrong with it; [`complete`], [`look`] and [`names`] answer what is asked about a place. It writes nothing but the
//! lock of a translation that somebody accepts.

mod complete;
mod look;
mod names;
mod position;
mod protocol;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::Url;

use crate::book::Book;
use crate::course::Lang;
use crate::diagnostic::{Code, Diagnostic, Severity, Strictness};
use crate::failure::Failure;
use crate::i18n::{self, Choice, Name};
use crate::message::{self, Tongue, both};
use crate::project::{self, Loaded, Memo, Project};
use crate::publish::{finish_rewrite, rewrite};
use crate::resolve::{self, Survey};
use crate::sources::Sources;
use crate::span::{FileId, Span};
use crate::translation::State;
use position::{Encoding, TextLines};
use protocol::{
    AskedActions, AtPosition, Changed, Closed, CodeAction, Command, CompletionItem, Execute, Findings, Initialize,
    Location, Opened, Related, ShownDiagnostic, TextEdit,
};

/// The command that accepts a translation: a file and a line.
const ACCEPT: &str = "diglot.accept";

/// Speaks with an editor over the standard input and output until it ends. `book` is the folder of the course, seen from the folder that the editor
/// has opened; `tongue` is the language of messages, or None for that of the editor.
///
/// # Errors
///
/// When the editor does not keep to the protocol.
pub fn run(book: &Path, tongue: Option<Tongue>) -> Result<(), Failure> {
    let broken = |error: &dyn std::fmt::Display| {
        Failure::new(both!("the editor has broken off: {error}", "编辑器中断了连接：{error}"))
            .hint(both!("an editor starts this command by itself", "这个命令由编辑器自己启动"))
    };
    let (connection, threads) = Connection::stdio();
    let (id, asked) = connection.initialize_start().map_err(|error| broken(&error))?;
    let asked: Initialize = serde_json::from_value(asked).map_err(|error| broken(&error))?;
    let encoding = if asked.knows_utf8() { Encoding::Utf8 } else { Encoding::Utf16 };
    connection.initialize_finish(id, capabilities(encoding)).map_err(|error| broken(&error))?;
    let spoken = asked.locale.as_deref().map(|tag| if tag.starts_with("zh") { Tongue::Zh } else { Tongue::En });
    let folder = asked.folder().and_then(path_of).unwrap_or_default();
    let mut server = Server::new(folder.join(book), tongue.or(spoken).unwrap_or(Tongue::En), encoding);
    server.serve(&connection).map_err(|error| broken(&error))?;
    drop(connection);
    threads.join().map_err(|error| broken(&error))
}

fn capabilities(encoding: Encoding) -> Value {
    let encoding = if encoding == Encoding::Utf8 { "utf-8" } else { "utf-16" };
    json!({
        "capabilities": {
            "positionEncoding": encoding,
            // Every change brings the whole text: none of a course is long.
            "textDocumentSync": {"openClose": true, "change": 1, "save": true},
            "completionProvider": {"triggerCharacters": ["[", ":", "#", "/"]},
            "hoverProvider": true,
            "definitionProvider": true,
            "codeActionProvider": {"codeActionKinds": ["quickfix"]},
            "executeCommandProvider": {"commands": [ACCEPT]},
        },
        "serverInfo": {"name": "diglot", "version": env!("CARGO_PKG_VERSION")},
    })
}

struct Server {
    root: PathBuf,
    tongue: Tongue,
    encoding: Encoding,
    memo: Memo,
    /// By path, relative to the root, the texts that are open in the editor.
    open: BTreeMap<String, Arc<str>>,
    /// Something has changed since the course was read.
    touched: bool,
    course: Option<Reading>,
    /// The addresses of the files about which something was said.
    told: Vec<String>,
}

/// The course as it was read last.
struct Reading {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    project: Project,
    survey: OnceCell<Survey>,
}

impl Reading {
    /// How the texts of the languages stand to each other.
    fn survey(&self, book: &Book) -> &Survey {
        self.survey.get_or_init(|| resolve::survey(book, &self.sources))
    }
}

impl Server {
    fn new(root: PathBuf, tongue: Tongue, encoding: Encoding) -> Server {
        let (memo, open) = (Memo::default(), BTreeMap::new());
        Server { root, tongue, encoding, memo, open, touched: true, course: None, told: Vec::new() }
    }

    fn serve(&mut self, connection: &Connection) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        self.tell(connection)?;
        while let Ok(message) = connection.receiver.recv() {
            match message {
                Message::Request(request) if connection.handle_shutdown(&request)? => return Ok(()),
                Message::Request(request) => {
                    let answer = self.answer(request, connection)?;
                    connection.sender.send(answer.into())?;
                }
                Message::Notification(notification) => self.hear(notification),
                Message::Response(_) => {}
            }
            // Who types fast is told once.
            if self.touched && connection.receiver.is_empty() {
                self.tell(connection)?;
            }
        }
        Ok(())
    }

    /// What the editor says without asking.
    fn hear(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        let (uri, text) = match method.as_str() {
            "textDocument/didOpen" => match parsed::<Opened>(params) {
                Some(Opened { text_document }) => (text_document.uri, Some(text_document.text)),
                None => return,
            },
            "textDocument/didChange" => match parsed::<Changed>(params) {
                Some(Changed { text_document, mut content_changes }) => {
                    (text_document.uri, content_changes.pop().map(|change| change.text))
                }
                None => return,
            },
            "textDocument/didClose" => match parsed::<Closed>(params) {
                Some(Closed { text_document }) => (text_document.uri, None),
                None => return,
            },
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                self.touched = true;
                return;
            }
            _ => return,
        };
        let Some(path) = self.relative(&uri) else { return };
        match text {
            Some(text) => self.open.insert(path, text.into()),
            None => self.open.remove(&path),
        };
        self.touched = true;
    }

    /// Reads the course if something has changed.
    #[expect(
        clippy::disallowed_methods,
        reason = "when a file was read decides whether it is read again, not what is in it"
    )]
    fn read(&mut self) -> Result<(), Failure> {
        if !std::mem::take(&mut self.touched) {
            return Ok(());
        }
        let earlier = self.course.take().map(|reading| reading.sources).unwrap_or_default();
        let sources = Sources::after(&earlier, SystemTime::now()).with_unsaved(self.open.clone());
        let Loaded { sources, diagnostics, project } =
            project::load(&self.root, sources, &mut self.memo, Strictness::Usual)?;
        self.course = Some(Reading { sources, diagnostics, project, survey: OnceCell::new() });
        Ok(())
    }

    /// Tells what is wrong with the course, file by file.
    fn tell(&mut self, connection: &Connection) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        if let Err(failure) = self.read() {
            // A folder without a course is none of ours; the editor has it open for something else.
            let words = failure.text(self.tongue);
            let log = Notification::new("window/logMessage".into(), json!({"type": 2, "message": words}));
            connection.sender.send(log.into())?;
        }
        let mut findings = self.findings();
        for uri in std::mem::take(&mut self.told) {
            findings.entry(uri).or_default();
        }
        for (uri, diagnostics) in findings {
            let note = json!({"uri": uri, "diagnostics": diagnostics});
            connection.sender.send(Notification::new("textDocument/publishDiagnostics".into(), note).into())?;
            if !diagnostics.is_empty() {
                self.told.push(uri);
            }
        }
        Ok(())
    }

    fn findings(&self) -> Findings {
        let mut findings = Findings::new();
        let Some(Reading { sources, diagnostics, .. }) = &self.course else { return findings };
        for diagnostic in diagnostics {
            let Location { uri, range } = self.location(sources, diagnostic.span);
            let mut message = diagnostic.message.text(self.tongue).to_owned();
            for hint in &diagnostic.hints {
                message.push('\n');
                message.push_str(hint.text(self.tongue));
            }
            let related = |(span, words): &(Span, message::Message)| Related {
                location: self.location(sources, *span),
                message: words.text(self.tongue).to_owned(),
            };
            let severity = match diagnostic.severity {
                Severity::Error => 1,
                Severity::Warning => 2,
                Severity::Note => 3,
            };
            let (code, source) = (diagnostic.code.name(), "diglot");
            let related_information = diagnostic.notes.iter().map(related).collect();
            findings.entry(uri).or_default().push(ShownDiagnostic {
                range,
                severity,
                code,
                source,
                message,
                related_information,
            });
        }
        findings
    }

    fn answer(
        &mut self,
        request: Request,
        connection: &Connection,
    ) -> Result<Response, Box<dyn std::error::Error + Send + Sync>> {
        if self.touched {
            self.tell(connection)?;
        }
        let Request { id, method, params } = request;
        let result = match method.as_str() {
            "textDocument/completion" => parsed(params).map(|place| self.complete(&place)),
            "textDocument/hover" => parsed(params).map(|place| self.hover(&place)),
            "textDocument/definition" => parsed(params).map(|place| self.definition(&place)),
            "textDocument/codeAction" => parsed(params).map(|asked| self.actions(&asked)),
            "workspace/executeCommand" => parsed(params).map(|asked| self.execute(&asked, connection)).transpose()?,
            _ => {
                let code = ErrorCode::MethodNotFound as i32;
                return Ok(Response::new_err(id, code, format!("there is no method {method}")));
            }
        };
        Ok(match result {
            Some(result) => Response::new_ok(id, result),
            None => Response::new_err(id, ErrorCode::InvalidParams as i32, format!("what {method} asks is unclear")),
        })
    }

    /// The words that can stand at a place.
    fn complete(&self, asked: &AtPosition) -> Value {
        let Some((reading, file, at)) = self.at(asked) else { return Value::Null };
        let (Some(course), Some(book)) = (reading.project.course(), reading.project.book()) else { return Value::Null };
        let text = &reading.sources.get(file).text;
        let lines = TextLines::new(text, self.encoding);
        let lang = look::text_of(reading.survey(book), file).map_or(Lang::SOURCE, |(_, lang)| lang);
        let shown = |offered: complete::Offered| CompletionItem {
            filter_text: format!("{} {}", offered.word, offered.titles),
            label: offered.word,
            detail: offered.title,
            text_edit: TextEdit { range: lines.range(offered.range), new_text: offered.text },
        };
        json!(complete::at(course, text, at, lang).into_iter().map(shown).collect::<Vec<_>>())
    }

    /// What is named at a place, or else what the passage says in the other languages.
    fn hover(&self, asked: &AtPosition) -> Value {
        let Some((reading, file, at)) = self.at(asked) else { return Value::Null };
        let (Some(course), Some(book)) = (reading.project.course(), reading.project.book()) else { return Value::Null };
        let text = &reading.sources.get(file).text;
        let words = names::name_at(text, at).and_then(|range| {
            let named = names::meaning(course, &text[range.clone()])?;
            Some((look::described(course, &named), range))
        });
        let (words, range) = words.unwrap_or_else(|| {
            let found = look::counterparts(reading.survey(book), book, file, at);
            let said = |found: &look::Counterpart<'_>| {
                let name = &book.languages[found.lang.index()].name;
                let state = match found.state {
                    State::Stale(_) => both!(" (the source has changed)", "（原文已改）"),
                    State::Unreviewed => both!(" (not accepted yet)", "（未确认）"),
                    State::Missing => both!(" (not translated)", "（未翻译）"),
                    State::Current | State::Obsolete => message::Message::as_is(""),
                };
                format!("*{name}{}*\n\n{}", state.text(self.tongue), found.text)
            };
            (found.iter().map(said).collect::<Vec<_>>().join("\n\n"), at..at)
        });
        if words.is_empty() {
            return Value::Null;
        }
        let mut hover = json!({"contents": {"kind": "markdown", "value": words}});
        if !range.is_empty() {
            hover["range"] = json!(TextLines::new(text, self.encoding).range(range));
        }
        hover
    }

    /// Where what is named at a place is written, in the language of the text; from any other place the passage in the other languages.
    fn definition(&self, asked: &AtPosition) -> Value {
        let Some((reading, file, at)) = self.at(asked) else { return Value::Null };
        let (Some(course), Some(book)) = (reading.project.course(), reading.project.book()) else { return Value::Null };
        let (text, survey) = (&reading.sources.get(file).text, reading.survey(book));
        let lang = look::text_of(survey, file).map_or(Lang::SOURCE, |(_, lang)| lang);
        let named = names::name_at(text, at).and_then(|range| names::meaning(course, &text[range]));
        let spans: Vec<Span> = match named {
            Some(named) => look::place(course, survey, &named, lang).into_iter().collect(),
            None => look::counterparts(survey, book, file, at).into_iter().map(|found| found.span).collect(),
        };
        json!(spans.into_iter().map(|span| self.location(&reading.sources, span)).collect::<Vec<_>>())
    }

    /// What can be done about the findings at a place.
    fn actions(&self, asked: &AskedActions) -> Value {
        let Some(path) = self.relative(&asked.text_document.uri) else { return Value::Null };
        let action = |finding: &Value| {
            let is_stale = finding["code"] == Code::StaleTranslation.name();
            let line = finding.pointer("/range/start/line").and_then(Value::as_u64).filter(|_| is_stale)?;
            let words = both!("Accept this translation as it is", "确认这处译文不用改");
            let title = words.text(self.tongue).to_owned();
            let arguments = vec![json!(path), json!(line + 1)];
            let command = Command { title: title.clone(), command: ACCEPT, arguments };
            Some(CodeAction { title, kind: "quickfix", diagnostics: vec![finding.clone()], command })
        };
        json!(asked.context.diagnostics.iter().filter_map(action).collect::<Vec<_>>())
    }

    fn execute(
        &mut self,
        asked: &Execute,
        connection: &Connection,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        #[derive(Deserialize)]
        struct Place(String, u32);
        let place = serde_json::from_value(json!(asked.arguments)).ok().filter(|_| asked.command == ACCEPT);
        let Some(Place(path, line)) = place else { return Ok(Value::Null) };
        if let Err(failure) = self.accept(path, line) {
            let words = failure.text(self.tongue);
            let show = Notification::new("window/showMessage".into(), json!({"type": 1, "message": words}));
            connection.sender.send(show.into())?;
        }
        self.touched = true;
        Ok(Value::Null)
    }

    /// Accepts the translation at a line of a file.
    fn accept(&self, path: String, line: u32) -> Result<(), Failure> {
        finish_rewrite(&self.root)?;
        let unread = || {
            Failure::new(both!("the course cannot be read as it is saved", "按已保存的样子读不出这门课程")).hint(both!(
                "save the files, mend what is marked, and try again",
                "请保存文件，改正标出的错误，再试一次"
            ))
        };
        let work = i18n::open(&self.root)?.map_err(|_| unread())?;
        let saved = |path: &String, text: &Arc<str>| {
            work.sources.find(path).is_some_and(|file| work.sources.get(file).text == *text)
        };
        if self.open.iter().any(|(path, text)| !saved(path, text)) {
            let words = both!("some texts are not saved", "有文件还没有保存");
            return Err(Failure::new(words).hint(both!("save them, then accept", "请先保存，再确认")));
        }
        let langs: Vec<Lang> = work.book.written().map(|(lang, _)| lang).filter(|lang| *lang != Lang::SOURCE).collect();
        let accepted = i18n::accept(&work, &langs, &Choice::Named(vec![Name::Line(path, line)]));
        rewrite(&self.root, &accepted.rewrite)
    }

    /// The reading, and which byte of which file somebody asks about.
    fn at(&self, asked: &AtPosition) -> Option<(&Reading, FileId, usize)> {
        let reading = self.course.as_ref()?;
        let file = reading.sources.find(&self.relative(&asked.text_document.uri)?)?;
        let text = &reading.sources.get(file).text;
        Some((reading, file, TextLines::new(text, self.encoding).offset(asked.position)))
    }

    fn location(&self, sources: &Sources, span: Span) -> Location {
        let source = sources.get(span.file);
        let range = TextLines::new(&source.text, self.encoding).range(span.range());
        let path = self.root.join(&source.path);
        let path = std::path::absolute(&path).unwrap_or(path);
        Location { uri: Url::from_file_path(path).map(String::from).unwrap_or_default(), range }
    }

    /// The path of a file of the course, relative to its folder, with `/` on every system.
    fn relative(&self, uri: &str) -> Option<String> {
        let path = path_of(uri)?;
        let root = std::path::absolute(&self.root).ok()?;
        let below = path.strip_prefix(root).ok()?;
        let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/"))
    }
}

fn path_of(uri: &str) -> Option<PathBuf> {
    Url::parse(uri).ok()?.to_file_path().ok()
}

fn parsed<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}
