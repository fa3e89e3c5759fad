//! `book.yaml`: the settings of a course, read and checked.

mod derivations;
mod kinds;
mod languages;
mod lms;
mod localized;
mod outputs;
mod plans;
mod settings;
pub(crate) mod tables;
pub(crate) mod values;

pub use lms::{Failed, LmsSettings, Mastery, Package, Part, ScormEdition};
pub use outputs::{Audience, Output};
pub use plans::{PlanSettings, PlannedItem};
pub(crate) use settings::readings;
pub use settings::{BookletSettings, OutputSettings, PaperSize, Turn};

use std::collections::{BTreeMap, BTreeSet};

use crate::course::programme::Hours;
use crate::course::{About, Accessibility, Imprint, Kind, Lang, Language, Localized};
use crate::derive::Derivation;
use crate::diagnostic::{Code, Diagnostic, Levels, Severity, Strictness};
use crate::sources::Sources;
use crate::span::{FileId, Span};
use crate::yaml::{self, Fields, Node};
use kinds::{kinds, relations};
pub use languages::language;
use languages::languages;
use localized::LocalizedReader;
use settings::settings;
use tables::{ACCESSIBILITY_KEYS, CONFORMANCE, HTML, IMPRINT_KEYS, KEYS, LEVELS};
use values::{attachments, choice, date, folder, identifier, site_url};

/// The settings of a course.
#[derive(Clone, Debug)]
pub struct Book {
    /// The file of `book.yaml`.
    pub file: FileId,
    /// What is said of the course: its title, author, version and so on.
    pub about: About,
    /// The folder of the Markdown files, relative to `book.yaml`.
    pub folder: String,
    /// The languages of the course; the first is the source language.
    pub languages: Vec<Language>,
    /// Where each of the languages stands.
    pub language_places: Vec<Span>,
    /// For each of the languages, how it is made from another one, if it is.
    pub derivations: Vec<Option<Derivation>>,
    /// The kinds of items, in the order of the book's parts.
    pub kinds: Vec<Kind>,
    /// The relations between kinds, in the order of the file.
    pub relations: Vec<RelationSettings>,
    /// What to make when arguments do not say.
    pub outputs: OutputSettings,
    /// The session plans, in the order of the file; none when the book has the usual one.
    pub plans: Vec<PlanSettings>,
    /// Those that the book sets, and whether warnings are errors.
    pub levels: Levels,
    /// Whether HTML in texts is taken over, on the website only. Without it, HTML is reported.
    pub raw_html: bool,
    /// Keys of front matters that are for other programs.
    pub foreign_keys: Vec<String>,
    /// Whether dollar signs make formulas.
    pub math: bool,
    /// Whether readers see which passages of a translation are stale.
    pub stale_marks: bool,
    /// The endings of the files that it hands on, in lower case.
    pub attachments: BTreeSet<String>,
}

/// A relation as the book declares it, before anybody knows which items it connects.
#[derive(Clone, Debug)]
pub struct RelationSettings {
    /// The key in front matter: `actions`.
    pub key: String,
    /// The kind whose front matter has the key, as an index of [`Book::kinds`].
    pub from: usize,
    /// The kind that is named there, as an index of [`Book::kinds`].
    pub to: usize,
    /// Stands above the list on an item of `from`, in every language.
    pub label: Localized<String>,
    /// Stands above the list on an item of `to`, in every language.
    pub inverse: Localized<String>,
    /// Whether the relation is drawn as a table.
    pub matrix: bool,
}

/// Reads `book.yaml`, and reports everything that is wrong with it. With an error in what the texts depend on (languages, kinds,
/// relations, the folder) there is no book: reading them would only report its consequences.
pub fn read(sources: &Sources, file: FileId, strictness: Strictness) -> (Option<Book>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let text = &sources.get(file).text;
    let root = match yaml::parse(text, file, 0) {
        Ok(root @ Node { value: yaml::Value::Map(_) | yaml::Value::Null, .. }) => root,
        Ok(root) => return (None, vec![yaml::not_a_map(&root, text, 0)]),
        Err(diagnostic) => return (None, vec![*diagnostic]),
    };
    let mut fields = root.fields(&mut diagnostics);
    fields.only(&KEYS, &mut diagnostics);
    let mut vital = Vec::new();
    let (languages, language_places): (Vec<Language>, Vec<Span>) = languages(&fields, &mut vital).into_iter().unzip();
    let derivations = derivations::derivations(&fields, &languages, &mut vital);
    let reader = LocalizedReader { languages: &languages, derivations: &derivations };
    let kinds = kinds(&fields, &reader, &mut vital);
    let relations = relations(&fields, &kinds, &reader, &mut vital);
    let folder = fields.get("course").map_or(Some("course".to_owned()), |n| folder(n, &mut vital));
    let title = fields.require("title", &mut diagnostics).and_then(|n| reader.localized(n, &mut diagnostics));
    let mut optional = |key: &str| fields.get(key).and_then(|n| reader.localized(n, &mut diagnostics));
    let (subtitle, description, author) = (optional("subtitle"), optional("description"), optional("author"));
    let outputs = settings(&fields, &languages, &kinds, &mut diagnostics);
    let usual = Hours { start: outputs.start, ..Hours::default() };
    let plans = plans::plans(&fields, &reader, usual, &mut diagnostics);
    let levels = Levels { of: levels(&fields, &mut diagnostics), strictness };
    let about = About {
        title: title.unwrap_or_else(|| Localized::new(vec![String::new(); languages.len()])),
        subtitle,
        description,
        author,
        version: fields.get("version").and_then(|n| n.text(&mut diagnostics)),
        date: fields.get("date").and_then(|n| date(n, &mut diagnostics)),
        imprint: fields.get("imprint").map(|n| imprint(n, &reader, &mut diagnostics)).unwrap_or_default(),
        accessibility: fields.get("accessibility").and_then(|n| accessibility(n, &reader, &mut diagnostics)),
        identifier: fields.get("identifier").and_then(|n| identifier(n, &mut diagnostics)),
        site_url: fields.get("site-url").and_then(|n| site_url(n, &mut diagnostics)),
        pass_mark: outputs.lms.pass_mark(),
        words: words(&fields),
    };
    let book = Book {
        file,
        about,
        folder: folder.unwrap_or_default(),
        kinds,
        relations,
        outputs,
        plans,
        levels,
        raw_html: fields.get("html").and_then(|n| choice(n, &HTML, &mut diagnostics)).unwrap_or(false),
        foreign_keys: fields
            .get("front-matter")
            .map(|n| n.list(&mut diagnostics))
            .unwrap_or_default()
            .into_iter()
            .filter_map(|n| n.text(&mut diagnostics))
            .collect(),
        math: fields.get("math").and_then(|n| n.bool(&mut diagnostics)).unwrap_or(false),
        stale_marks: fields.get("stale-marks").and_then(|n| n.bool(&mut diagnostics)).unwrap_or(true),
        attachments: attachments(&fields, &mut diagnostics),
        languages,
        language_places,
        derivations,
    };
    let usable = vital.iter().all(|diagnostic| diagnostic.severity != Severity::Error)
        && !book.languages.is_empty()
        && !book.kinds.is_empty();
    diagnostics.extend(vital);
    (usable.then_some(book), diagnostics)
}

/// What is printed of the book's own words, with its places.
fn words(fields: &Fields<'_>) -> Vec<(String, Span)> {
    let mut words = Vec::new();
    let mut add = |text: &str, span| words.push((text.to_owned(), span));
    for key in ["title", "subtitle", "author", "version"] {
        fields.get(key).into_iter().for_each(|node| node.texts(&mut add));
    }
    for (_, node) in fields.get("imprint").map(Node::entries).unwrap_or_default() {
        node.texts(&mut add);
    }
    for (group, keys) in [("kinds", &["label", "page-label", "plural"][..]), ("relations", &["label", "inverse"])] {
        let entries = fields.get(group).into_iter().flat_map(Node::entries);
        for (key, node) in entries.flat_map(|(_, node)| node.entries()) {
            if keys.contains(&key.name.as_str()) {
                node.texts(&mut add);
            }
        }
    }
    words
}

fn imprint(node: &Node, reader: &LocalizedReader<'_>, diagnostics: &mut Vec<Diagnostic>) -> Imprint {
    let mut fields = node.fields(diagnostics);
    fields.only(&IMPRINT_KEYS, diagnostics);
    let mut said = |key: &str| fields.get(key).and_then(|node| reader.localized(node, diagnostics));
    let [publisher, rights, licence, contact] = ["publisher", "rights", "licence", "contact"].map(&mut said);
    let sources = fields.get("sources").map(|node| node.list(diagnostics)).unwrap_or_default();
    let sources = sources.into_iter().filter_map(|node| reader.localized(node, diagnostics)).collect();
    Imprint { publisher, rights, licence, contact, sources }
}

/// None when it does not say both who judges and what: neither means anything alone.
fn accessibility(
    node: &Node,
    reader: &LocalizedReader<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Accessibility> {
    let mut fields = node.fields(diagnostics);
    fields.only(&ACCESSIBILITY_KEYS, diagnostics);
    let certified_by = fields.require("certified-by", diagnostics).and_then(|n| reader.localized(n, diagnostics));
    let conforms_to = fields.require("conforms-to", diagnostics).and_then(|n| choice(n, &CONFORMANCE, diagnostics));
    Some(Accessibility { certified_by: certified_by?, conforms_to: conforms_to? })
}

fn levels(fields: &Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<Code, Option<Severity>> {
    let mut levels = BTreeMap::new();
    let Some(node) = fields.get("checks") else { return levels };
    let adjustable: Vec<(&str, Code)> =
        Code::ALL.iter().filter(|code| code.is_adjustable()).map(|&code| (code.name(), code)).collect();
    for (key, node) in node.fields(diagnostics).entries {
        let Some(&(_, code)) = adjustable.iter().find(|(name, _)| *name == key.name) else {
            let names: Vec<&str> = adjustable.iter().map(|(name, _)| *name).collect();
            diagnostics.push(yaml::unknown_key(key, &names));
            continue;
        };
        if let Some(level) = choice(node, &LEVELS, diagnostics) {
            levels.insert(code, level);
        }
    }
    levels
}

/// Where the files of a course lie, relative to `book.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Files that are read one by one. None of them need be there but `book.yaml`.
    pub files: Vec<String>,
    /// With all that is in them. A folder need not be there.
    pub folders: Vec<String>,
}

impl Book {
    /// Everything that is read of the course.
    pub fn extent(&self) -> Extent {
        let names = self.outputs.names.as_ref().map(|(path, _)| path.clone());
        let files = ["book.yaml", "theme.yaml"].map(str::to_owned).into_iter().chain(names).collect();
        Extent { files, folders: vec![self.folder.clone(), "theme".to_owned()] }
    }

    /// `{en: …, zh: …}`, or one text for every language.
    pub fn localized(&self, node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Localized<String>> {
        LocalizedReader { languages: &self.languages, derivations: &self.derivations }.localized(node, diagnostics)
    }

    /// The languages that people write, the source language first.
    pub fn written(&self) -> impl Iterator<Item = (Lang, &Language)> {
        let written = self.languages.iter().enumerate().filter(|(index, _)| self.derivations[*index].is_none());
        written.map(|(index, language)| (Lang::new(index), language))
    }

    /// The language of a key such as `zh`.
    pub fn lang(&self, key: &str) -> Option<Lang> {
        self.languages.iter().position(|l| l.key == key).map(Lang::new)
    }
}
