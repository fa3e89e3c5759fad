//! The messages of the Language Server Protocol (3.17) that are exchanged, as far as they are read or written here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::position::{Position, PositionRange};

/// What an editor says of itself first.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Initialize {
    /// The language of its interface: `zh-cn`.
    pub locale: Option<String>,
    pub root_uri: Option<String>,
    pub workspace_folders: Option<Vec<Folder>>,
    #[serde(default)]
    pub capabilities: Value,
}

#[derive(Debug, Deserialize)]
pub struct Folder {
    pub uri: String,
}

impl Initialize {
    /// The folder that is open, as an address.
    pub fn folder(&self) -> Option<&str> {
        let first = self.workspace_folders.iter().flatten().next().map(|folder| folder.uri.as_str());
        first.or(self.root_uri.as_deref())
    }

    /// Whether it can count columns in bytes.
    pub fn knows_utf8(&self) -> bool {
        let known = self.capabilities.pointer("/general/positionEncodings").and_then(Value::as_array);
        known.is_some_and(|known| known.iter().any(|encoding| encoding == "utf-8"))
    }
}

#[derive(Debug, Deserialize)]
pub struct DocumentId {
    pub uri: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Opened {
    pub text_document: OpenedDocument,
}

#[derive(Debug, Deserialize)]
pub struct OpenedDocument {
    pub uri: String,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    pub text_document: DocumentId,
    /// Each has the whole text; the last one counts.
    pub content_changes: Vec<WholeText>,
}

#[derive(Debug, Deserialize)]
pub struct WholeText {
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Closed {
    pub text_document: DocumentId,
}

/// A place of a document that something is asked about.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AtPosition {
    pub text_document: DocumentId,
    pub position: Position,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedActions {
    pub text_document: DocumentId,
    pub context: ActionContext,
}

#[derive(Debug, Deserialize)]
pub struct ActionContext {
    pub diagnostics: Vec<Value>,
}

#[derive(Debug, Deserialize)]
pub struct Execute {
    pub command: String,
    #[serde(default)]
    pub arguments: Vec<Value>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShownDiagnostic {
    pub range: PositionRange,
    /// 1 for an error, 2 for a warning, 3 for a note.
    pub severity: u8,
    pub code: &'static str,
    pub source: &'static str,
    pub message: String,
    pub related_information: Vec<Related>,
}

#[derive(Debug, Serialize)]
pub struct Related {
    pub location: Location,
    pub message: String,
}

#[derive(Debug, Serialize)]
pub struct Location {
    pub uri: String,
    pub range: PositionRange,
}

/// A word that an editor offers.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CompletionItem {
    pub label: String,
    pub detail: String,
    /// What of the typed words chooses it: its name, and its title in every language.
    pub filter_text: String,
    pub text_edit: TextEdit,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TextEdit {
    pub range: PositionRange,
    pub new_text: String,
}

#[derive(Debug, Serialize)]
pub struct CodeAction {
    pub title: String,
    pub kind: &'static str,
    pub diagnostics: Vec<Value>,
    pub command: Command,
}

#[derive(Debug, Serialize)]
pub struct Command {
    pub title: String,
    pub command: &'static str,
    pub arguments: Vec<Value>,
}

/// What is wrong with the files of a course, by their addresses.
pub type Findings = BTreeMap<String, Vec<ShownDiagnostic>>;
