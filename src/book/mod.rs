//! `book.yaml`: the settings of a course, read and checked.

mod derivations;
mod languages;
mod lms;
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
use crate::derive::{self, Derivation};
use crate::diagnostic::{Code, Diagnostic, Guesses, Levels, Severity, Strictness};
use crate::message::both;
use crate::slug::is_slug;
use crate::sources::Sources;
use crate::span::{FileId, Span};
use crate::typography::typographic;
use crate::yaml::{self, Fields, Key, Node};
pub use languages::language;
use languages::languages;
use settings::settings;
use tables::{
    ACCESSIBILITY_KEYS, CONFORMANCE, FRONT_MATTER_KEYS, HTML, IMPRINT_KEYS, KEYS, KIND_KEYS, LEVELS, RELATION_KEYS,
    TAKEN_NAMES,
};
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
    let reader = Translations { languages: &languages, derivations: &derivations };
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

struct Translations<'a> {
    languages: &'a [Language],
    derivations: &'a [Option<Derivation>],
}

impl Translations<'_> {
    /// `{en: …, zh: …}`, or one text for every language. What a translation lacks is that of the source language, and reported.
    fn localized(&self, node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Localized<String>> {
        if !matches!(node.value, yaml::Value::Map(_)) {
            let text = node.text(diagnostics)?;
            let texts = self.languages.iter().map(|language| typographic(&text, language.is_unspaced()));
            return Some(Localized::new(texts.collect()));
        }
        if self.languages.is_empty() {
            return None;
        }
        let mut fields = node.fields(diagnostics);
        let keys: Vec<&str> = self.languages.iter().map(|l| l.key.as_str()).collect();
        fields.only(&keys, diagnostics);
        let text = |(index, language): (usize, &Language)| {
            let derivation = self.derivations[index].as_ref().filter(|_| fields.get(&language.key).is_none());
            let from = derivation.map_or(language, |derivation| &self.languages[derivation.from.index()]);
            let source = &self.languages[Lang::SOURCE.index()];
            let Some(own) = fields.get(&from.key) else {
                if derivation.is_none() && index > 0 && !fields.has_slip_of(&language.key) {
                    diagnostics.push(untranslated(node.span, &language.key, &source.key));
                }
                let node = if index == 0 { fields.require(&source.key, diagnostics) } else { fields.get(&source.key) };
                return Some(typographic(&node?.text(&mut Vec::new())?, source.is_unspaced()));
            };
            let text = typographic(&own.text(diagnostics)?, from.is_unspaced());
            Some(derivation.map_or_else(|| text.clone(), |derivation| derive::derive_words(&text, derivation)))
        };
        let texts: Vec<Option<String>> = self.languages.iter().enumerate().map(text).collect();
        texts.into_iter().collect::<Option<Vec<_>>>().map(Localized::new)
    }

    fn label(&self, fields: &Fields<'_>, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Localized<String> {
        fields
            .require(key, diagnostics)
            .and_then(|node| self.localized(node, diagnostics))
            .unwrap_or_else(|| self.empty())
    }

    fn empty(&self) -> Localized<String> {
        Localized::new(vec![String::new(); self.languages.len()])
    }
}

fn untranslated(span: Span, language: &str, source: &str) -> Diagnostic {
    let message = both!("this is not given in `{language}`", "这里没有 `{language}` 的说法");
    Diagnostic::new(Code::MissingTranslation, span, message).hint(both!(
        "add `{language}: …`; until then it is shown in `{source}`",
        "请加上 `{language}: …`；在此之前，显示 `{source}` 的说法"
    ))
}

fn imprint(node: &Node, reader: &Translations<'_>, diagnostics: &mut Vec<Diagnostic>) -> Imprint {
    let mut fields = node.fields(diagnostics);
    fields.only(&IMPRINT_KEYS, diagnostics);
    let mut said = |key: &str| fields.get(key).and_then(|node| reader.localized(node, diagnostics));
    let [publisher, rights, licence, contact] = ["publisher", "rights", "licence", "contact"].map(&mut said);
    let sources = fields.get("sources").map(|node| node.list(diagnostics)).unwrap_or_default();
    let sources = sources.into_iter().filter_map(|node| reader.localized(node, diagnostics)).collect();
    Imprint { publisher, rights, licence, contact, sources }
}

/// None when it does not say both who judges and what: neither means anything alone.
fn accessibility(node: &Node, reader: &Translations<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Accessibility> {
    let mut fields = node.fields(diagnostics);
    fields.only(&ACCESSIBILITY_KEYS, diagnostics);
    let certified_by = fields.require("certified-by", diagnostics).and_then(|n| reader.localized(n, diagnostics));
    let conforms_to = fields.require("conforms-to", diagnostics).and_then(|n| choice(n, &CONFORMANCE, diagnostics));
    Some(Accessibility { certified_by: certified_by?, conforms_to: conforms_to? })
}

fn kinds(fields: &Fields<'_>, reader: &Translations<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Kind> {
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

fn relations(
    fields: &Fields<'_>,
    kinds: &[Kind],
    reader: &Translations<'_>,
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
        Translations { languages: &self.languages, derivations: &self.derivations }.localized(node, diagnostics)
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
