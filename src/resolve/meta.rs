//! Front matter: the words of every language, and the structure that only the source language's file has.

use std::collections::BTreeMap;

use crate::book::Book;
use crate::course::{HeadPlaces, KindIx};
use crate::diagnostic::{Code, Diagnostic, Guesses};
use crate::message::both;
use crate::slug::is_slug;
use crate::span::Span;
use crate::syntax::ParsedFile;
use crate::yaml::{self, Fields, Value};

/// What differs by language.
pub struct HeadWords {
    pub title: String,
    pub summary: Option<String>,
    /// What the trainer brings along.
    pub materials: Vec<String>,
    pub places: HeadPlaces,
}

/// The structure of an item.
#[derive(Default)]
pub struct Meta {
    pub minutes: Option<u32>,
    /// Whether it has a number, where it says so.
    pub numbered: Option<bool>,
    /// Each with its place: a slug beside the item's own, or a whole id.
    pub aliases: Vec<(String, Span)>,
    /// Ids that places of the page had earlier, and those that they have now.
    pub anchors: Vec<((String, String), Span)>,
    /// The slugs that each relation names, and where.
    pub relations: BTreeMap<String, Vec<(String, Span)>>,
}

/// Of every page.
const WORDS: [&str; 2] = ["title", "summary"];
/// Of an item.
const MATERIALS: &str = "materials";
/// Of every page, written once.
const ANCHORS: &str = "anchors";
/// Of an item, written once, as relations are.
const STRUCTURE: [&str; 3] = ["minutes", "numbered", "aliases"];

/// The front matter of a file in the source language.
pub fn source(
    book: &Book,
    kind: Option<KindIx>,
    document: &ParsedFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> (HeadWords, Meta) {
    let mut fields = document.front_matter.fields(diagnostics);
    let mut unknown = Vec::new();
    let mut meta = Meta::default();
    let own: Vec<&str> = book
        .relations
        .iter()
        .filter(|r| kind.is_some_and(|kind| kind.index() == r.from))
        .map(|r| r.key.as_str())
        .collect();
    let mut known: Vec<&str> = WORDS.to_vec();
    if kind.is_some() {
        known.extend(STRUCTURE);
        known.push(MATERIALS);
        known.extend(&own);
    }
    known.push(ANCHORS);
    for (key, node) in &fields.entries {
        match key.name.as_str() {
            "minutes" if kind.is_some() => meta.minutes = node.count(diagnostics),
            "numbered" if kind.is_some() => meta.numbered = node.bool(diagnostics),
            "aliases" if kind.is_some() => {
                for entry in node.list(diagnostics) {
                    let Some(name) = entry.text(diagnostics) else { continue };
                    match check_alias(book, &name, entry.span) {
                        None => meta.aliases.push((name, entry.span)),
                        Some(diagnostic) => diagnostics.push(diagnostic),
                    }
                }
            }
            ANCHORS => {
                for (key, node) in node.fields(diagnostics).entries {
                    let Some(id) = node.text(diagnostics) else { continue };
                    meta.anchors.push(((key.name.clone(), id), key.span));
                }
            }
            name if own.contains(&name) => {
                let entries = node.list(diagnostics);
                let slugs = entries.into_iter().filter_map(|e| Some((e.text(diagnostics)?, e.span)));
                let slugs: Vec<(String, Span)> = slugs.collect();
                meta.relations.insert(name.to_owned(), slugs);
            }
            name if !known.contains(&name) => {
                unknown.push(name);
                diagnostics.push(match book.relations.iter().find(|r| r.key == name) {
                    Some(relation) => Diagnostic::new(
                        Code::UnknownKey,
                        key.span,
                        both!("the key `{name}` cannot stand here", "这里不能写键 `{name}`"),
                    )
                    .hint(both!(
                        "the relation `{name}` is written in the front matter of a {}",
                        "关系 `{name}` 写在 {} 类条目的文件头里",
                        book.kinds[relation.from].key
                    )),
                    None => yaml::unknown_key(key, &known),
                });
            }
            _ => {}
        }
    }
    fields.unknown = unknown;
    (words(fields, document, diagnostics), meta)
}

/// What is wrong with an earlier name: it is a slug, or an id of which the kind is in the book.
fn check_alias(book: &Book, name: &str, span: Span) -> Option<Diagnostic> {
    let parts: Vec<&str> = name.split('/').collect();
    let (kind, slugs) = match parts[..] {
        [_] => (None, &parts[..]),
        [kind, _] | [kind, _, _] => (Some(kind), &parts[1..]),
        _ => (None, &[][..]),
    };
    if slugs.is_empty() || !slugs.iter().all(|slug| is_slug(slug) && *slug != "index") {
        let message = both!("`{name}` cannot be a slug", "`{name}` 不能用作短名");
        return Some(Diagnostic::new(Code::WrongValue, span, message).hint(both!(
            "use lower-case letters, digits and hyphens, behind a kind where it was another one: `step/listen`; `index` is the list of a kind",
            "请用小写字母、数字和连字符；原先属于另一类条目时，前面写上类名：`step/listen`；`index` 是整类条目的列表"
        )));
    }
    let kind = kind.filter(|kind| book.kinds.iter().all(|known| known.key != *kind))?;
    let message = both!("there is no kind `{kind}`", "没有 `{kind}` 这一类条目");
    let kinds = book.kinds.iter().map(|known| known.key.as_str());
    Some(Diagnostic::new(Code::WrongValue, span, message).nearest_or_all(kind, kinds, &Guesses::default()))
}

/// The front matter of a translation.
pub fn translation(book: &Book, document: &ParsedFile, diagnostics: &mut Vec<Diagnostic>) -> HeadWords {
    let mut fields = document.front_matter.fields(diagnostics);
    let mut unknown = Vec::new();
    for (key, _) in &fields.entries {
        let name = key.name.as_str();
        if WORDS.contains(&name) || name == MATERIALS {
            continue;
        }
        let structure = STRUCTURE.contains(&name) || name == ANCHORS || book.relations.iter().any(|r| r.key == name);
        diagnostics.push(if structure {
            Diagnostic::new(
                Code::StructureInTranslation,
                key.span,
                both!("`{name}` is written in the source language's file only", "`{name}` 只写在原文的文件里"),
            )
            .hint(both!(
                "remove it here; a translation's front matter holds `title`, `summary` and `materials`",
                "请在这里删去；译文的文件头只有 `title`、`summary` 和 `materials`"
            ))
        } else {
            unknown.push(name);
            yaml::unknown_key(key, &[WORDS[0], WORDS[1], MATERIALS])
        });
    }
    fields.unknown = unknown;
    words(fields, document, diagnostics)
}

fn words(mut fields: Fields<'_>, document: &ParsedFile, diagnostics: &mut Vec<Diagnostic>) -> HeadWords {
    fields.span = Span::start_of(document.file);
    let title = match &document.front_matter.value {
        // What could not be read may hold the title.
        Value::Null if document.front_matter_broken => None,
        Value::Null => {
            diagnostics.push(
                Diagnostic::new(
                    Code::MissingKey,
                    fields.span,
                    both!("this file has no front matter, and so no title", "这个文件没有文件头，也就没有题目"),
                )
                .hint(both!(
                    "begin it with three lines: `---`, `title: …`, `---`",
                    "请以三行开头：`---`、`title: …`、`---`"
                )),
            );
            None
        }
        _ => fields.require("title", diagnostics),
    };
    let summary = fields.get("summary");
    let materials = fields.get(MATERIALS).map(|node| node.list(diagnostics)).unwrap_or_default();
    let materials = materials.into_iter().filter_map(|entry| Some((entry.text(diagnostics)?, entry.words)));
    let (materials, places) = materials.unzip();
    HeadWords {
        title: title.and_then(|n| n.text(diagnostics)).unwrap_or_default(),
        summary: summary.and_then(|n| n.text(diagnostics)),
        materials,
        places: HeadPlaces {
            title: title.map_or(fields.span, |n| n.words),
            summary: summary.map(|n| n.words),
            materials: places,
        },
    }
}
