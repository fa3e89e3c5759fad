//! The language server: what an editor shows of a course while it is written, saved or not.
//!
//! [`protocol`] has the messages and [`position`] the way between an editor's places and ours. [`Server`] reads the course again when a text has
//! changed, and tells what is wrong with it ([`mod@findings`]); [`requests`] has what is asked: about a [`Place`](reading::Place) in the
//! [`Reading`], answered by [`complete`], [`look`], [`references`], [`outline`] and [`rename`]. It writes nothing but the lock of a translation that
//! somebody [accepts](accept); all other changes are the editor's to make.

mod accept;
mod complete;
mod findings;
mod look;
mod names;
mod outline;
mod position;
mod protocol;
mod reading;
mod references;
mod rename;
mod requests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use url::Url;

use crate::diagnostic::Strictness;
use crate::failure::Failure;
use crate::message::{Tongue, both};
use crate::project::{self, Loaded, Memo};
use crate::sources::Sources;
use findings::{ACCEPT, Places, findings};
use position::Encoding;
use protocol::{Changed, Closed, Findings, Initialize, Opened};
use reading::Reading;

/// What ends the conversation with an editor: it has broken off.
type Broken = Box<dyn std::error::Error + Send + Sync>;

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
    let mut server = Server {
        root: folder.join(book),
        tongue: tongue.or(spoken).unwrap_or(Tongue::En),
        encoding,
        renames_files: asked.renames_files(),
        memo: Memo::default(),
        open: BTreeMap::new(),
        touched: true,
        course: None,
        told: Vec::new(),
    };
    if asked.watches_files() {
        let watch = Request::new(RequestId::from("watch".to_owned()), "client/registerCapability".into(), watched());
        connection.sender.send(watch.into()).map_err(|error| broken(&error))?;
    }
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
            "completionProvider": {"triggerCharacters": ["[", ":", "#", "/", "{", " "]},
            "hoverProvider": true,
            "definitionProvider": true,
            "implementationProvider": true,
            "referencesProvider": true,
            "renameProvider": {"prepareProvider": true},
            "documentSymbolProvider": true,
            "documentLinkProvider": {},
            "codeActionProvider": {"codeActionKinds": ["quickfix"]},
            "executeCommandProvider": {"commands": [ACCEPT]},
        },
        "serverInfo": {"name": "diglot", "version": env!("CARGO_PKG_VERSION")},
    })
}

/// What an editor is asked to tell: that a file has changed, by whomever.
fn watched() -> Value {
    let options = json!({"watchers": [{"globPattern": "**/*.{md,yaml,lock,csv}"}]});
    let method = "workspace/didChangeWatchedFiles";
    json!({"registrations": [{"id": "files", "method": method, "registerOptions": options}]})
}

struct Server {
    root: PathBuf,
    tongue: Tongue,
    encoding: Encoding,
    renames_files: bool,
    memo: Memo,
    /// By path, relative to the root, the texts that are open in the editor.
    open: BTreeMap<String, Arc<str>>,
    /// Something has changed since the course was read.
    touched: bool,
    course: Option<Reading>,
    /// The addresses of the files about which something was said.
    told: Vec<String>,
}

impl Server {
    fn serve(&mut self, connection: &Connection) -> Result<(), Broken> {
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
        self.course = Some(Reading::new(sources, diagnostics, project));
        Ok(())
    }

    /// Tells what is wrong with the course, file by file.
    fn tell(&mut self, connection: &Connection) -> Result<(), Broken> {
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
        let Some(reading) = &self.course else { return Findings::new() };
        let address = |path: &str| self.address(path);
        findings(reading, &mut Places::new(&reading.sources, self.encoding, &address), self.tongue)
    }

    /// The address of a file of the course.
    fn address(&self, path: &str) -> String {
        let path = self.root.join(path);
        let path = std::path::absolute(&path).unwrap_or(path);
        Url::from_file_path(path).map(String::from).unwrap_or_default()
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
