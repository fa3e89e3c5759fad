//! What an editor asks, and the answers in the words of the protocol.

use lsp_server::{Connection, ErrorCode, Notification, Request, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::complete::{self, Offered};
use super::findings::{ACCEPT, Places, actions};
use super::outline::{self, Part, PartKind};
use super::position::TextLines;
use super::protocol::{
    AskedActions, AskedDocument, AskedReferences, AskedRename, AtPosition, CompletionItem, DocumentSymbol, Execute,
    TextEdit,
};
use super::reading::{Place, Reading, written};
use super::{Broken, Server, accept, look, parsed, references, rename};
use crate::failure::Failure;
use crate::message::both;
use crate::publish::finish_rewrite;
use crate::sources::Sources;
use crate::span::{FileId, Span};

/// The code of an answer that says why something cannot be done (`RequestFailed`).
const REFUSED: i32 = ErrorCode::RequestFailed as i32;

impl Server {
    pub fn answer(&mut self, request: Request, connection: &Connection) -> Result<Response, Broken> {
        if self.touched {
            self.tell(connection)?;
        }
        let Request { id, method, params } = request;
        let result = match method.as_str() {
            "textDocument/completion" => parsed(params).map(|place| Ok(self.complete(&place))),
            "textDocument/hover" => parsed(params).map(|place| Ok(self.hover(&place))),
            "textDocument/definition" => parsed(params).map(|place| Ok(self.definition(&place))),
            "textDocument/implementation" => parsed(params).map(|place| Ok(self.other_languages(&place))),
            "textDocument/references" => parsed(params).map(|asked| Ok(self.references(&asked))),
            "textDocument/documentSymbol" => parsed(params).map(|asked| Ok(self.symbols(&asked))),
            "textDocument/documentLink" => parsed(params).map(|asked| Ok(self.links(&asked))),
            "textDocument/codeAction" => parsed(params).map(|asked| Ok(self.actions(&asked))),
            "textDocument/prepareRename" => parsed(params).map(|place| Ok(self.prepare_rename(&place))),
            "textDocument/rename" => parsed(params).map(|asked| self.rename(&asked)),
            "workspace/executeCommand" => {
                parsed(params).map(|asked| self.execute(&asked, connection)).transpose()?.map(Ok)
            }
            _ => {
                let code = ErrorCode::MethodNotFound as i32;
                return Ok(Response::new_err(id, code, format!("there is no method {method}")));
            }
        };
        Ok(match result {
            Some(Ok(result)) => Response::new_ok(id, result),
            Some(Err(failure)) => Response::new_err(id, REFUSED, failure.text(self.tongue)),
            None => Response::new_err(id, ErrorCode::InvalidParams as i32, format!("what {method} asks is unclear")),
        })
    }

    /// The reading and the file of an address in it.
    fn file(&self, uri: &str) -> Option<(&Reading, FileId)> {
        let reading = self.course.as_ref()?;
        Some((reading, reading.sources.find(&self.relative(uri)?)?))
    }

    fn lines<'a>(&self, reading: &'a Reading, file: FileId) -> TextLines<'a> {
        TextLines::new(&reading.sources.get(file).text, self.encoding)
    }

    /// The place that is asked about.
    fn place(&self, asked: &AtPosition) -> Option<Place<'_>> {
        let (reading, file) = self.file(&asked.text_document.uri)?;
        Place::new(reading, file, self.lines(reading, file).offset(asked.position))
    }

    fn locations(&self, reading: &Reading, spans: impl IntoIterator<Item = Span>) -> Value {
        let address = |path: &str| self.address(path);
        let mut places = Places::new(&reading.sources, self.encoding, &address);
        json!(spans.into_iter().map(|span| places.location(span)).collect::<Vec<_>>())
    }

    /// The words that can stand at a place.
    fn complete(&self, asked: &AtPosition) -> Value {
        let Some((reading, file)) = self.file(&asked.text_document.uri) else { return Value::Null };
        let lines = self.lines(reading, file);
        let shown = |Offered { word, title, about, titles, range, text }| CompletionItem {
            filter_text: format!("{word} {titles}"),
            label: word,
            detail: title,
            documentation: about,
            text_edit: TextEdit { range: lines.range(range), new_text: text },
        };
        let offered = complete::at(reading, file, lines.offset(asked.position));
        json!(offered.into_iter().map(shown).collect::<Vec<_>>())
    }

    /// What is named at a place, or else what the passage says in the other languages.
    fn hover(&self, asked: &AtPosition) -> Value {
        let Some(place) = self.place(asked) else { return Value::Null };
        let (words, range) = match place.named() {
            Some((target, range)) => (look::described(place.course, &target), range),
            None => (look::translated(&place, self.tongue), place.at..place.at),
        };
        if words.is_empty() {
            return Value::Null;
        }
        let mut hover = json!({"contents": {"kind": "markdown", "value": words}});
        if !range.is_empty() {
            hover["range"] = json!(self.lines(place.reading, place.file).range(range));
        }
        hover
    }

    /// Where what is named at a place is written, in the language of the text.
    fn definition(&self, asked: &AtPosition) -> Value {
        let Some(place) = self.place(asked) else { return Value::Null };
        let span = place.named().and_then(|(target, _)| written(place.course, &target, place.lang()));
        self.locations(place.reading, span)
    }

    /// The same passage in the other languages.
    fn other_languages(&self, asked: &AtPosition) -> Value {
        let Some(place) = self.place(asked) else { return Value::Null };
        self.locations(place.reading, look::counterparts(&place).into_iter().map(|found| found.span))
    }

    /// Every place that leads to what is named at a place, or has its name there.
    fn references(&self, asked: &AskedReferences) -> Value {
        let Some(place) = self.place(&asked.place) else { return Value::Null };
        let Some((target, _)) = place.called() else { return json!([]) };
        let own = written(place.course, &target, place.lang()).filter(|_| asked.context.include_declaration);
        self.locations(place.reading, own.into_iter().chain(references::of(&place, &target)))
    }

    /// What stands in a text.
    fn symbols(&self, asked: &AskedDocument) -> Value {
        fn shown(lines: &TextLines<'_>, part: Part) -> DocumentSymbol {
            DocumentSymbol {
                name: part.name,
                kind: match part.kind {
                    PartKind::Heading => 15,
                    PartKind::Box => 19,
                },
                range: lines.range(part.range),
                selection_range: lines.range(part.head),
                children: part.parts.into_iter().map(|part| shown(lines, part)).collect(),
            }
        }
        let Some((reading, file)) = self.file(&asked.text_document.uri) else { return Value::Null };
        let Some(place) = Place::new(reading, file, 0) else { return Value::Null };
        let lines = self.lines(reading, file);
        json!(outline::parts(&place).into_iter().map(|part| shown(&lines, part)).collect::<Vec<_>>())
    }

    /// The files that a text names.
    fn links(&self, asked: &AskedDocument) -> Value {
        let Some((reading, file)) = self.file(&asked.text_document.uri) else { return Value::Null };
        let Some(place) = Place::new(reading, file, 0) else { return Value::Null };
        let lines = self.lines(reading, file);
        let links = outline::links(&place).into_iter();
        json!(
            links
                .map(|(range, path)| json!({"range": lines.range(range), "target": self.address(&path)}))
                .collect::<Vec<_>>()
        )
    }

    /// What can be done about the findings at a place.
    fn actions(&self, asked: &AskedActions) -> Value {
        let Some((reading, file)) = self.file(&asked.text_document.uri) else { return Value::Null };
        let lines = self.lines(reading, file);
        let range = lines.offset(asked.range.start)..lines.offset(asked.range.end);
        let address = |path: &str| self.address(path);
        let mut places = Places::new(&reading.sources, self.encoding, &address);
        json!(actions(reading, (file, range), &mut places, self.tongue))
    }

    /// Which name at a place can be another one.
    fn prepare_rename(&self, asked: &AtPosition) -> Value {
        let Some(place) = self.place(asked) else { return Value::Null };
        let Some((_, range, name)) = rename::renamed(&place) else { return Value::Null };
        json!({"range": self.lines(place.reading, place.file).range(range), "placeholder": name})
    }

    /// The changes with which what is named at a place gets another name.
    fn rename(&self, asked: &AskedRename) -> Result<Value, Failure> {
        let nothing = || {
            Failure::new(both!("there is no name here that can be changed", "这里没有可以改的名称")).hint(both!(
                "put the cursor on a reference, a heading with an id, the title of a page, or a key of the glossary",
                "请把光标放在引用、写了 id 的标题、页面的题目，或术语表的键上"
            ))
        };
        let place = self.place(&asked.place).ok_or_else(nothing)?;
        let (name, ..) = rename::renamed(&place).ok_or_else(nothing)?;
        finish_rewrite(&self.root)?;
        let unsaved = Sources::default().with_unsaved(self.open.clone());
        let how = (self.encoding, self.renames_files, self.tongue);
        rename::change((&self.root, unsaved), (&name, &asked.new_name), how, |path| self.address(path))
    }

    fn execute(&mut self, asked: &Execute, connection: &Connection) -> Result<Value, Broken> {
        #[derive(Deserialize)]
        struct Line(String, u32);
        let line = serde_json::from_value(json!(asked.arguments)).ok().filter(|_| asked.command == ACCEPT);
        let Some(Line(path, line)) = line else { return Ok(Value::Null) };
        if let Err(failure) = accept::accept(&self.root, &self.open, path, line) {
            let words = failure.text(self.tongue);
            let show = Notification::new("window/showMessage".into(), json!({"type": 1, "message": words}));
            connection.sender.send(show.into())?;
        }
        self.touched = true;
        Ok(Value::Null)
    }
}
