//! Front matter: the words of every language, and the structure that only the source language's file has.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::book::Book;
use crate::book::tables::ORIENTATIONS;
use crate::book::values::choice;
use crate::course::{HeadPlaces, KindIx, Lang, Orientation};
use crate::diagnostic::{Code, Diagnostic, Guesses, Hint, nearest};
use crate::message::both;
use crate::slug::is_slug;
use crate::span::Span;
use crate::syntax::ParsedFile;
use crate::yaml::{self, Fields, Key, Value};

/// What differs by language.
pub struct HeadWords {
    pub title: String,
    pub summary: Option<String>,
    /// What the trainer brings along.
    pub materials: Vec<String>,
    /// For each of them the place of the page that alone needs it, with its own place; none of what is for all of the page.
    pub needed_at: Vec<Option<(String, Span)>>,
    pub places: HeadPlaces,
}

/// The structure of an item.
#[derive(Default, Serialize, Deserialize)]
pub struct Meta {
    pub minutes: Option<u32>,
    /// Whether it has a number, where it says so.
    pub numbered: Option<bool>,
    /// How its printable sheet lies, if it has one.
    pub sheet: Option<Orientation>,
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
const STRUCTURE: [&str; 4] = ["minutes", "numbered", "sheet", "aliases"];

/// The keys that may stand in the front matter of a page of a kind, or of the front page.
pub fn keys(book: &Book, kind: Option<KindIx>, lang: Lang) -> Vec<&str> {
    let mut keys: Vec<&str> = WORDS.to_vec();
    if let Some(kind) = kind {
        keys.push(MATERIALS);
        if lang == Lang::SOURCE {
            keys.extend(STRUCTURE);
            keys.extend(book.relations.iter().filter(|r| r.from == kind.index()).map(|r| r.key.as_str()));
        }
    }
    if lang == Lang::SOURCE {
        keys.push(ANCHORS);
    }
    keys
}

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
    let known = keys(book, kind, Lang::SOURCE);
    for (key, node) in &fields.entries {
        match key.name.as_str() {
            "minutes" if kind.is_some() => meta.minutes = node.count(diagnostics),
            "numbered" if kind.is_some() => meta.numbered = node.bool(diagnostics),
            "sheet" if kind.is_some() => meta.sheet = choice(node, &ORIENTATIONS, diagnostics),
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
                    None => match foreign_key(book, key, &known, document) {
                        Some(diagnostic) => diagnostic,
                        None => continue,
                    },
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

/// The front matter of a translation. `meta` is what the source language says.
pub fn translation(book: &Book, meta: &Meta, document: &ParsedFile, diagnostics: &mut Vec<Diagnostic>) -> HeadWords {
    let mut fields = document.front_matter.fields(diagnostics);
    let mut unknown = Vec::new();
    for (key, node) in &fields.entries {
        let name = key.name.as_str();
        // What repeats the source language does no harm.
        let repeats = name == "numbered" && matches!(node.value, Value::Bool(said) if meta.numbered == Some(said));
        if WORDS.contains(&name) || name == MATERIALS || repeats {
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
            match foreign_key(book, key, &[WORDS[0], WORDS[1], MATERIALS], document) {
                Some(diagnostic) => diagnostic,
                None => continue,
            }
        });
    }
    fields.unknown = unknown;
    words(fields, document, diagnostics)
}

/// Reports a key that Diglot does not know, unless it is known to be for others. A slip of the title is an error, as there is no title then.
fn foreign_key(book: &Book, key: &Key, known: &[&str], document: &ParsedFile) -> Option<Diagnostic> {
    let name = &key.name;
    if name.starts_with("x-") || book.foreign_keys.contains(name) {
        return None;
    }
    let written = |other: &str| document.front_matter.entries().iter().any(|(key, _)| key.name == other);
    if nearest(name, ["title"]).is_some() && !written("title") && document.title.is_none() {
        return Some(yaml::unknown_key(key, known));
    }
    let message = both!("the key `{name}` says nothing here", "键 `{name}` 在这里没有作用");
    let diagnostic = Diagnostic::new(Code::ForeignKey, key.span, message);
    Some(match nearest(name, known.iter().copied().filter(|known| !written(known))) {
        Some(near) => diagnostic.hint(Hint::meant(name, near)),
        None => diagnostic.hint(both!(
            "remove it, or list it under `front-matter:` in `book.yaml` if another program needs it",
            "请删去；如果别的程序要用它，请把它列在 `book.yaml` 的 `front-matter:` 下"
        )),
    })
}

fn words(mut fields: Fields<'_>, document: &ParsedFile, diagnostics: &mut Vec<Diagnostic>) -> HeadWords {
    fields.span = Span::start_of(document.file);
    let title = match &document.front_matter.value {
        // What could not be read may hold the title.
        Value::Null if document.front_matter_broken || document.title.is_some() => None,
        Value::Null => {
            diagnostics.push(
                Diagnostic::new(
                    Code::MissingKey,
                    fields.span,
                    both!("this file has no front matter, and so no title", "这个文件没有文件头，也就没有题目"),
                )
                .hint(both!(
                    "begin it with a heading, `# Title`, or with three lines: `---`, `title: …`, `---`",
                    "请以标题 `# 题目` 开头，或以三行开头：`---`、`title: …`、`---`"
                )),
            );
            None
        }
        _ if document.title.is_some() => fields.get("title"),
        _ => fields.require("title", diagnostics),
    };
    let heading = document.title.as_ref().map(|title| &title.words);
    let summary = fields.get("summary");
    let materials = fields.get(MATERIALS).map(|node| node.list(diagnostics)).unwrap_or_default();
    let (mut things, mut needed_at, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for entry in materials {
        let (place, thing) = entry.behind_key();
        let Some(text) = thing.text(diagnostics) else { continue };
        things.push(text);
        needed_at.push(place.map(|place| (place.name.clone(), place.span)));
        places.push(thing.words);
    }
    HeadWords {
        title: title
            .and_then(|n| n.text(diagnostics))
            .or_else(|| heading.map(|words| words.text.clone()))
            .unwrap_or_default(),
        summary: summary.and_then(|n| n.text(diagnostics)),
        materials: things,
        needed_at,
        places: HeadPlaces {
            title: title.map(|n| n.words).or(heading.map(|words| words.span)).unwrap_or(fields.span),
            summary: summary.map(|n| n.words),
            materials: places,
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::book::tables::FRONT_MATTER_KEYS;

    #[test]
    fn no_relation_can_take_the_name_of_a_key() {
        let read: BTreeSet<&str> = WORDS.into_iter().chain(STRUCTURE).chain([MATERIALS, ANCHORS]).collect();
        assert_eq!(read, BTreeSet::from(FRONT_MATTER_KEYS));
    }
}
