//! The kinds of items that a course has, and the relations between them.

use super::RelationSettings;
use super::localized::LocalizedReader;
use super::tables::{FRONT_MATTER_KEYS, KEYS, KIND_KEYS, RELATION_KEYS, TAKEN_NAMES};
use crate::course::{Kind, Localized};
use crate::diagnostic::{Code, Diagnostic, Guesses};
use crate::message::both;
use crate::slug::is_slug;
use crate::span::Span;
use crate::yaml::{Fields, Key};

/// The kinds of items, in the order of the file.
pub fn kinds(fields: &Fields<'_>, reader: &LocalizedReader<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Kind> {
    let Some(node) = fields.require("kinds", diagnostics) else { return Vec::new() };
    let mut kinds: Vec<Kind> = Vec::new();
    for (key, node) in node.fields(diagnostics).entries {
        let mut fields = node.fields(diagnostics);
        if is_out_of_place(key, diagnostics) {
            continue;
        }
        fields.only(&KIND_KEYS, diagnostics);
        let numbered = fields.get("numbered").and_then(|n| n.bool(diagnostics)).unwrap_or(true);
        check_name(&key.name, key.span, diagnostics);
        let folder_node = fields.require("folder", diagnostics);
        let folder = folder_node.and_then(|n| n.text(diagnostics)).unwrap_or_default();
        if let Some(node) = folder_node.filter(|_| !folder.is_empty()) {
            check_name(&folder, node.span, diagnostics);
            if kinds.iter().any(|kind| kind.folder == folder) {
                diagnostics.push(
                    Diagnostic::new(
                        Code::DuplicateId,
                        node.span,
                        both!("another kind has the folder `{folder}`", "另一类条目已经用了文件夹 `{folder}`"),
                    )
                    .hint(both!("give each kind a folder of its own", "每一类条目请用各自的文件夹")),
                );
            }
        }
        let label = match fields.get("label") {
            None if !numbered => reader.empty(),
            _ => reader.label(&fields, "label", diagnostics),
        };
        let child_label = fields.get("page-label").and_then(|node| reader.localized(node, diagnostics));
        kinds.push(Kind {
            key: key.name.clone(),
            folder,
            child_label: child_label.unwrap_or_else(|| Localized::new(vec!["{n}".to_owned(); reader.languages.len()])),
            label,
            plural: reader.label(&fields, "plural", diagnostics),
            numbered,
            cards: fields.get("cards").and_then(|n| n.bool(diagnostics)),
        });
    }
    kinds
}

/// Reports a key of the whole book that stands among the names of kinds or relations.
fn is_out_of_place(key: &Key, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let name = key.name.as_str();
    let found = KEYS.contains(&name);
    if found {
        let message = both!("`{name}` is a key of the whole book", "`{name}` 是整本书的键");
        diagnostics.push(
            Diagnostic::new(Code::WrongValue, key.span, message)
                .hint(both!("begin the line with it, without spaces before it", "请从行首写起，前面不留空格")),
        );
    }
    found
}

/// Names become folders, addresses and parts of references.
fn check_name(name: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    if !is_slug(name) || TAKEN_NAMES.contains(&name) {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongValue,
                span,
                both!("`{name}` cannot be a name here", "这里不能用 `{name}` 作名称"),
            )
            .hint(both!(
                "use lower-case letters, digits and hyphens; `assets` and `term` are taken",
                "请用小写字母、数字和连字符；`assets` 和 `term` 已被占用"
            )),
        );
    }
}

/// The relations between these kinds, in the order of the file.
pub fn relations(
    fields: &Fields<'_>,
    kinds: &[Kind],
    reader: &LocalizedReader<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<RelationSettings> {
    let Some(node) = fields.get("relations") else { return Vec::new() };
    let mut relations = Vec::new();
    for (key, node) in node.fields(diagnostics).entries {
        let mut fields = node.fields(diagnostics);
        if is_out_of_place(key, diagnostics) {
            continue;
        }
        fields.only(&RELATION_KEYS, diagnostics);
        if FRONT_MATTER_KEYS.contains(&key.name.as_str()) {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongValue,
                    key.span,
                    both!(
                        "`{}` is a key of every item and cannot be a relation",
                        "`{}` 是每个条目都有的键，不能用作关系",
                        key.name
                    ),
                )
                .hint(both!("give the relation another name", "请给这个关系另取一个名称")),
            );
        }
        let mut end = |name: &str| {
            let node = fields.require(name, diagnostics)?;
            let kind = node.text(diagnostics)?;
            let found = kinds.iter().position(|k| k.key == kind);
            if found.is_none() && !kinds.is_empty() {
                diagnostics.push(
                    Diagnostic::new(
                        Code::WrongValue,
                        node.span,
                        both!("there is no kind `{kind}`", "没有 `{kind}` 这一类条目"),
                    )
                    .nearest_or_all(
                        &kind,
                        kinds.iter().map(|k| k.key.as_str()),
                        &Guesses::default(),
                    ),
                );
            }
            found
        };
        let ends = (end("from"), end("to"));
        let label = reader.label(&fields, "label", diagnostics);
        let inverse = reader.label(&fields, "inverse", diagnostics);
        let matrix = fields.get("matrix").and_then(|n| n.bool(diagnostics)).unwrap_or(false);
        if let (Some(from), Some(to)) = ends {
            relations.push(RelationSettings { key: key.name.clone(), from, to, label, inverse, matrix });
        }
    }
    relations
}
