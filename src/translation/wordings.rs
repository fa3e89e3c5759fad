//! The texts of a course that are not Markdown: those of `book.yaml`, `theme.yaml` and the glossary that stand there in several languages.

use std::collections::BTreeSet;

use super::follow::state;
use super::lock::Accepted;
use super::unit::{State, Unit, UnitKind, UnitPair};
use crate::book::Book;
use crate::course::Lang;
use crate::sources::Sources;
use crate::span::FileId;
use crate::typography::typographic;
use crate::yaml::{self, Node, Value};

/// A file of YAML with texts in several languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordingFile {
    /// `glossary.yaml`: terms and their definitions.
    Glossary,
    /// `book.yaml`: titles, the names of kinds, the imprint.
    Book,
    /// `theme.yaml`: the foot of the website.
    Theme,
}

/// A text of such a file, in the languages that have it.
#[derive(Clone, Debug)]
pub struct Wording {
    /// What people call it: `kinds/module/label`, `complaint/definition`.
    pub name: String,
    /// The path of the mapping whose keys are languages.
    pub map: Vec<String>,
    /// The key within that of a language: a term has two texts.
    pub field: Option<&'static str>,
    /// One for each language; none for those that are made from other ones.
    pub units: Vec<Option<Unit>>,
}

/// The two texts of a term, with what they are to translators.
const TERM: [(&str, UnitKind); 2] = [("term", UnitKind::GlossaryTerm), ("definition", UnitKind::Definition)];

impl WordingFile {
    /// All of them.
    pub const ALL: [WordingFile; 3] = [WordingFile::Glossary, WordingFile::Book, WordingFile::Theme];

    /// As locks call it, in the place of an item.
    pub fn id(self) -> &'static str {
        match self {
            WordingFile::Glossary => "glossary",
            WordingFile::Book => "book",
            WordingFile::Theme => "theme",
        }
    }

    /// The file, if the course has it.
    pub fn find(self, book: &Book, sources: &Sources) -> Option<FileId> {
        match self {
            WordingFile::Glossary => sources.find(&format!("{}/glossary.yaml", book.folder)),
            WordingFile::Book => Some(book.file),
            WordingFile::Theme => sources.find("theme.yaml"),
        }
    }

    /// The paths of the texts; `*` is any key, and any entry of a list.
    fn paths(self) -> &'static [&'static str] {
        match self {
            WordingFile::Glossary => &["*"],
            WordingFile::Book => &[
                "title",
                "subtitle",
                "description",
                "author",
                "imprint/*",
                "imprint/sources/*",
                "kinds/*/label",
                "kinds/*/page-label",
                "kinds/*/plural",
                "relations/*/label",
                "relations/*/inverse",
                "plans/*/title",
            ],
            WordingFile::Theme => &["footer", "links/*/label"],
        }
    }

    /// The texts in the order of the file. What is written once for all languages is none, nor is what the source language lacks.
    pub fn wordings(self, root: &Node, book: &Book) -> Vec<Wording> {
        let mut all = Vec::new();
        for path in self.paths() {
            let path: Vec<&str> = path.split('/').collect();
            mappings(root, &path, &mut Vec::new(), &mut |map, node| {
                if self == WordingFile::Glossary {
                    all.extend(TERM.into_iter().map(|(field, kind)| wording(map, Some(field), node, kind, book)));
                } else {
                    all.push(wording(map, None, node, UnitKind::Setting, book));
                }
            });
        }
        all.retain(|wording| wording.units[Lang::SOURCE.index()].is_some());
        let place = |wording: &Wording| wording.units[Lang::SOURCE.index()].as_ref().map(|unit| unit.span.start);
        all.sort_by_key(place);
        all
    }

    /// The texts of the file as it is among the sources; none where it is not there, or no YAML.
    pub fn read(self, book: &Book, sources: &Sources) -> Vec<Wording> {
        let Some(file) = self.find(book, sources) else { return Vec::new() };
        yaml::parse(&sources.get(file).text, file, 0).map_or_else(|_| Vec::new(), |root| self.wordings(&root, book))
    }
}

/// The mappings at the end of a path.
fn mappings(node: &Node, path: &[&str], at: &mut Vec<String>, see: &mut impl FnMut(&[String], &Node)) {
    let Some((first, rest)) = path.split_first() else {
        if matches!(node.value, Value::Map(_)) {
            see(at, node);
        }
        return;
    };
    let mut into = |name: String, inner: &Node| {
        at.push(name);
        mappings(inner, rest, at, see);
        at.pop();
    };
    match &node.value {
        Value::Map(entries) => {
            let wanted = entries.iter().filter(|(key, _)| *first == "*" || key.name == *first);
            wanted.for_each(|(key, inner)| into(key.name.clone(), inner));
        }
        Value::List(items) if *first == "*" => {
            items.iter().enumerate().for_each(|(index, inner)| into(index.to_string(), inner));
        }
        _ => {}
    }
}

fn wording(map: &[String], field: Option<&'static str>, node: &Node, kind: UnitKind, book: &Book) -> Wording {
    let unit = |index: usize| {
        let language = &book.languages[index];
        let path: Vec<&str> = std::iter::once(language.key.as_str()).chain(field).collect();
        let node = node.at(&path).filter(|_| book.derivations[index].is_none())?;
        let text = match &node.value {
            Value::Text(text) if !text.trim().is_empty() => text.trim(),
            Value::Number(text) => text,
            _ => return None,
        };
        Some(Unit::of_text(kind, &typographic(text, language.is_unspaced()), node.words))
    };
    let name = map.iter().map(String::as_str).chain(field).collect::<Vec<_>>().join("/");
    Wording { name, map: map.to_vec(), field, units: (0..book.languages.len()).map(unit).collect() }
}

/// The texts of the source language with those of another one, and how these stand.
pub fn pairs(wordings: &[Wording], lang: Lang, accepted: &Accepted) -> Vec<UnitPair> {
    let sources: BTreeSet<&str> = accepted.values().flatten().map(String::as_str).collect();
    let pair = |wording: &Wording| {
        let (source, ours) = (wording.units[Lang::SOURCE.index()].clone(), wording.units[lang.index()].clone());
        let state = match (&source, &ours) {
            (Some(source), Some(ours)) => state(source, ours, accepted, &sources),
            _ => State::Missing,
        };
        (source, ours, state)
    };
    wordings.iter().map(pair).collect()
}
