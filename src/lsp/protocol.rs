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

    /// Whether it tells of files that change, if it is asked to.
    pub fn watches_files(&self) -> bool {
        let path = "/workspace/didChangeWatchedFiles/dynamicRegistration";
        self.capabilities.pointer(path).and_then(Value::as_bool).unwrap_or_default()
    }

    /// Whether it can rename files when it is told to.
    pub fn renames_files(&self) -> bool {
        let known = self.capabilities.pointer("/workspace/workspaceEdit/resourceOperations").and_then(Value::as_array);
        known.is_some_and(|known| known.iter().any(|operation| operation == "rename"))
    }

    /// Whether it can count columns in bytes.
    pub fn knows_utf8(&self) -> bool {
        let known = self.capabilities.pointer("/general/positionEncodings").and_then(Value::as_array);
        known.is_some_and(|known| known.iter().any(|encoding| encoding == "utf-8"))
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedDocument {
    pub text_document: DocumentId,
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
    pub range: PositionRange,
}

/// All places that lead to something.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedReferences {
    #[serde(flatten)]
    pub place: AtPosition,
    pub context: ReferenceContext,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReferenceContext {
    /// Where it has its name, too.
    pub include_declaration: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedRename {
    #[serde(flatten)]
    pub place: AtPosition,
    pub new_name: String,
}

#[derive(Debug, Deserialize)]
pub struct Execute {
    pub command: String,
    #[serde(default)]
    pub arguments: Vec<Value>,
}

#[derive(Clone, Debug, Serialize)]
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

#[derive(Clone, Debug, Serialize)]
pub struct Related {
    pub location: Location,
    pub message: String,
}

#[derive(Clone, Debug, Serialize)]
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
    pub documentation: String,
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

/// A part of a text, with the parts below it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentSymbol {
    pub name: String,
    /// 15 for a heading, as other servers of Markdown have it; 19 for a box.
    pub kind: u8,
    pub range: PositionRange,
    pub selection_range: PositionRange,
    pub children: Vec<DocumentSymbol>,
}

/// What can be done: either an edit or a command.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CodeAction {
    pub title: String,
    pub kind: &'static str,
    pub diagnostics: Vec<ShownDiagnostic>,
    pub is_preferred: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edit: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<Command>,
}

#[derive(Debug, Serialize)]
pub struct Command {
    pub title: String,
    pub command: &'static str,
    pub arguments: Vec<Value>,
}

/// What is wrong with the files of a course, by their addresses.
pub type Findings = BTreeMap<String, Vec<ShownDiagnostic>>;
