//! `glossary.yaml`.

use crate::book::{Book, is_slug};
use crate::course::{Localized, Term, TermEntry};
use crate::diagnostic::{Code, Diagnostic};
use crate::sources::{FileId, Sources};
use crate::yaml;

/// Reads the glossary, if there is one. A language that lacks an entry shows the source language's.
pub fn read(book: &Book, sources: &Sources, file: Option<FileId>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Term> {
    let Some(file) = file else { return Vec::new() };
    let root = match yaml::parse(&sources.get(file).text, file, 0) {
        Ok(root) => root,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return Vec::new();
        }
    };
    let keys: Vec<&str> = book.languages.iter().map(|l| l.key.as_str()).collect();
    let mut terms = Vec::new();
    for (key, node) in root.fields(diagnostics).entries {
        if !is_slug(&key.name) {
            diagnostics.push(
                Diagnostic::new(Code::WrongValue, key.span, format!("`{}` cannot be the name of a term", key.name))
                    .hint("use lower-case letters, digits and hyphens"),
            );
            continue;
        }
        let fields = node.fields(diagnostics);
        fields.only(&keys, diagnostics);
        let mut entries: Vec<TermEntry> = Vec::new();
        for (index, language) in keys.iter().enumerate() {
            let Some(node) = fields.get(language) else {
                let (code, what) = match index {
                    0 => (Code::MissingSource, "the source language"),
                    _ => (Code::MissingTranslation, "this language"),
                };
                diagnostics.push(
                    Diagnostic::new(code, key.span, format!("the term `{}` is not given in `{language}`", key.name))
                        .hint(format!("add `{language}: {{term: …, definition: …}}`, {what}")),
                );
                if let Some(source) = entries.first().cloned() {
                    entries.push(source);
                }
                continue;
            };
            let fields = node.fields(diagnostics);
            fields.only(&["term", "pinyin", "definition"], diagnostics);
            let mut text = |name: &str| fields.require(name, diagnostics).and_then(|n| n.text(diagnostics));
            let (term, definition) = (text("term"), text("definition"));
            let pinyin = fields.get("pinyin").and_then(|n| n.text(diagnostics));
            entries.push(TermEntry {
                term: term.unwrap_or_default(),
                pinyin,
                definition: definition.unwrap_or_default(),
            });
        }
        if entries.len() == keys.len() {
            terms.push(Term { key: key.name.clone(), entries: Localized::new(entries), span: key.span });
        }
    }
    terms
}
