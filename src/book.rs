//! `book.yaml`: the settings of a course, read and checked.

use std::collections::BTreeMap;

use icu_locale::{Locale, LocaleExpander};

use crate::course::{Date, Kind, Lang, Language, Localized};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::outputs::{Audience, Output};
use crate::reading::{Edition, Style};
use crate::sources::{FileId, Sources, Span};
use crate::yaml::{self, Fields, Node};

/// The settings of a course.
#[derive(Clone, Debug)]
pub struct Book {
    pub file: FileId,
    pub title: Localized<String>,
    pub subtitle: Option<Localized<String>>,
    pub description: Option<Localized<String>>,
    pub author: Option<Localized<String>>,
    pub version: Option<String>,
    pub date: Option<Date>,
    pub site_url: Option<String>,
    /// The folder of the Markdown files, relative to `book.yaml`.
    pub folder: String,
    pub languages: Vec<Language>,
    pub kinds: Vec<Kind>,
    pub relations: Vec<RelationSettings>,
    pub outputs: Outputs,
    /// The level of each check that the book sets; `None` is off.
    pub levels: BTreeMap<Code, Option<Severity>>,
    pub raw_html: bool,
    pub math: bool,
}

#[derive(Clone, Debug)]
pub struct RelationSettings {
    pub key: String,
    pub from: usize,
    pub to: usize,
    pub label: Localized<String>,
    pub inverse: Localized<String>,
    pub matrix: bool,
}

/// What `diglot build` makes when its arguments do not say.
#[derive(Clone, Debug)]
pub struct Outputs {
    /// Those that the book asks for, each in which editions.
    pub wanted: BTreeMap<Output, Vec<Edition>>,
    pub paper: PaperSize,
    /// Whether the handbook is printed on both sides of its leaves.
    pub two_sided: bool,
    /// How the two languages of its parallel readings stand together.
    pub styles: Vec<Style>,
    pub booklet: BookletSettings,
    /// The table of those who take part: a file beside `book.yaml`, and where it is named.
    pub names: Option<(String, Span)>,
    /// When a day of the course begins, in minutes since midnight.
    pub start: u32,
}

/// How the booklet is made.
#[derive(Clone, Debug)]
pub struct BookletSettings {
    /// Keys such as `en-zh`; None for all.
    pub readings: Option<Vec<String>>,
    /// Not [`PaperSize::A5`].
    pub sheet: PaperSize,
    pub turn: Turn,
    /// None for one signature.
    pub sheets_per_signature: Option<usize>,
    /// Of the paper, in micrometres.
    pub thickness: u32,
}

/// Over which edge a printer turns a sheet to print its back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    ShortEdge,
    LongEdge,
}

impl Default for BookletSettings {
    fn default() -> BookletSettings {
        BookletSettings {
            readings: None,
            sheet: PaperSize::A4,
            turn: Turn::ShortEdge,
            sheets_per_signature: Some(4),
            thickness: 100,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperSize {
    A4,
    Letter,
    A5,
}

const KEYS: [&str; 16] = [
    "title",
    "subtitle",
    "description",
    "author",
    "version",
    "date",
    "site-url",
    "course",
    "languages",
    "kinds",
    "relations",
    "editions",
    "outputs",
    "checks",
    "html",
    "math",
];

/// Reads `book.yaml`, and reports everything that is wrong with it. With an error in what the texts depend on (languages, kinds,
/// relations, the folder) there is no book: reading them would only report its consequences.
pub fn read(sources: &Sources, file: FileId) -> (Option<Book>, Vec<Diagnostic>) {
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
    let languages = languages(&fields, &mut vital);
    let reader = Reader { languages: &languages };
    let kinds = kinds(&fields, &reader, &mut vital);
    let relations = relations(&fields, &kinds, &reader, &mut vital);
    let folder = fields.get("course").map_or(Some("course".to_owned()), |n| folder(n, &mut vital));
    let title = fields.require("title", &mut diagnostics).and_then(|n| reader.localized(n, &mut diagnostics));
    let mut optional = |key: &str| fields.get(key).and_then(|n| reader.localized(n, &mut diagnostics));
    let (subtitle, description, author) = (optional("subtitle"), optional("description"), optional("author"));
    let outputs = outputs(&fields, &languages, &mut diagnostics);
    let levels = levels(&fields, &mut diagnostics);
    let book = Book {
        file,
        title: title.unwrap_or_else(|| Localized::new(vec![String::new(); languages.len()])),
        subtitle,
        description,
        author,
        version: fields.get("version").and_then(|n| n.text(&mut diagnostics)),
        date: fields.get("date").and_then(|n| date(n, &mut diagnostics)),
        site_url: fields.get("site-url").and_then(|n| site_url(n, &mut diagnostics)),
        folder: folder.unwrap_or_default(),
        kinds,
        relations,
        outputs,
        levels,
        raw_html: fields
            .get("html")
            .and_then(|n| choice(n, &[("escape", false), ("allow", true)], &mut diagnostics))
            .unwrap_or(false),
        math: fields.get("math").and_then(|n| n.bool(&mut diagnostics)).unwrap_or(false),
        languages,
    };
    let usable = vital.is_empty() && !book.languages.is_empty() && !book.kinds.is_empty();
    diagnostics.extend(vital);
    (usable.then_some(book), diagnostics)
}

struct Reader<'a> {
    languages: &'a [Language],
}

impl Reader<'_> {
    /// `{en: …, zh: …}`, or one text for every language.
    fn localized(&self, node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Localized<String>> {
        if !matches!(node.value, yaml::Value::Map(_)) {
            let text = node.text(diagnostics)?;
            return Some(Localized::new(vec![text; self.languages.len()]));
        }
        if self.languages.is_empty() {
            return None;
        }
        let mut fields = node.fields(diagnostics);
        let keys: Vec<&str> = self.languages.iter().map(|l| l.key.as_str()).collect();
        fields.only(&keys, diagnostics);
        let texts: Vec<Option<String>> =
            keys.iter().map(|key| fields.require(key, diagnostics)?.text(diagnostics)).collect();
        texts.into_iter().collect::<Option<Vec<_>>>().map(Localized::new)
    }

    fn label(&self, fields: &Fields<'_>, key: &str, diagnostics: &mut Vec<Diagnostic>) -> Localized<String> {
        fields
            .require(key, diagnostics)
            .and_then(|node| self.localized(node, diagnostics))
            .unwrap_or_else(|| Localized::new(vec![String::new(); self.languages.len()]))
    }
}

fn languages(fields: &Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Language> {
    let Some(node) = fields.require("languages", diagnostics) else { return Vec::new() };
    let mut languages: Vec<Language> = Vec::new();
    let before = diagnostics.len();
    for entry in node.list(diagnostics) {
        let Some(key) = entry.text(diagnostics) else { continue };
        let language = language(&key).unwrap_or_else(|| {
            diagnostics.push(
                Diagnostic::new(Code::WrongValue, entry.span, format!("`{key}` is not a language tag"))
                    .hint("write a tag of BCP 47 such as `en`, `zh`, `zh-Hant` or `pt-BR`"),
            );
            // Known from here on, so that its keys are not reported, too.
            Language { key: key.clone(), tag: key.clone(), language: key, region: None, chinese: false }
        });
        match languages.iter().any(|l| l.tag == language.tag) {
            true => diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    entry.span,
                    format!("the language `{}` stands here a second time", language.key),
                )
                .hint("remove one of the two"),
            ),
            false => languages.push(language),
        }
    }
    if languages.is_empty() && diagnostics.len() == before {
        diagnostics.push(
            Diagnostic::new(Code::WrongValue, node.span, "a book needs a language")
                .hint("write `languages: [en, zh]`, the language that you write in first"),
        );
    }
    languages
}

/// What BCP 47 and the likely subtags of CLDR say of a tag.
fn language(key: &str) -> Option<Language> {
    let locale: Locale = key.parse().ok().filter(|_| key.is_ascii() && !key.contains('_'))?;
    let mut likely = locale.id.clone();
    LocaleExpander::new_common().maximize(&mut likely);
    let language = locale.id.language.to_string();
    let chinese = language == "zh";
    // For Chinese the script is what a browser chooses fonts by, so it is always said (W3C, “Two-letter or three-letter
    // language codes”); other languages keep the tag as it was written.
    let tag = match (chinese, locale.id.script, likely.script) {
        (true, None, Some(script)) => format!("{language}-{script}"),
        _ => locale.to_string(),
    };
    Some(Language { key: key.to_owned(), tag, language, region: likely.region.map(|r| r.to_string()), chinese })
}

fn kinds(fields: &Fields<'_>, reader: &Reader<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Kind> {
    let Some(node) = fields.require("kinds", diagnostics) else { return Vec::new() };
    let mut kinds: Vec<Kind> = Vec::new();
    for (key, node) in node.fields(diagnostics).entries {
        let mut fields = node.fields(diagnostics);
        fields.only(&["folder", "label", "plural"], diagnostics);
        check_name(&key.name, key.span, diagnostics);
        let folder_node = fields.require("folder", diagnostics);
        let folder = folder_node.and_then(|n| n.text(diagnostics)).unwrap_or_default();
        if let Some(node) = folder_node.filter(|_| !folder.is_empty()) {
            check_name(&folder, node.span, diagnostics);
            if kinds.iter().any(|kind| kind.folder == folder) {
                diagnostics.push(
                    Diagnostic::new(Code::DuplicateId, node.span, format!("another kind has the folder `{folder}`"))
                        .hint("give each kind a folder of its own"),
                );
            }
        }
        kinds.push(Kind {
            key: key.name.clone(),
            folder,
            label: reader.label(&fields, "label", diagnostics),
            plural: reader.label(&fields, "plural", diagnostics),
        });
    }
    kinds
}

/// Names become folders, addresses and parts of references.
fn check_name(name: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    if !is_slug(name) || ["assets", "term"].contains(&name) {
        diagnostics.push(
            Diagnostic::new(Code::WrongValue, span, format!("`{name}` cannot be a name here"))
                .hint("use lower-case letters, digits and hyphens; `assets` and `term` are taken"),
        );
    }
}

/// Lower-case letters, digits and single hyphens between them.
pub fn is_slug(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !name.is_empty()
        && name.len() <= 64
        && name.bytes().all(allowed)
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !name.contains("--")
}

fn relations(
    fields: &Fields<'_>,
    kinds: &[Kind],
    reader: &Reader<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<RelationSettings> {
    let Some(node) = fields.get("relations") else { return Vec::new() };
    let mut relations = Vec::new();
    for (key, node) in node.fields(diagnostics).entries {
        let mut fields = node.fields(diagnostics);
        fields.only(&["from", "to", "label", "inverse", "matrix"], diagnostics);
        if ["title", "summary", "minutes", "aliases"].contains(&key.name.as_str()) {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongValue,
                    key.span,
                    format!("`{}` is a key of every item and cannot be a relation", key.name),
                )
                .hint("give the relation another name"),
            );
        }
        let mut end = |name: &str| {
            let node = fields.require(name, diagnostics)?;
            let kind = node.text(diagnostics)?;
            let found = kinds.iter().position(|k| k.key == kind);
            if found.is_none() && !kinds.is_empty() {
                diagnostics.push(
                    Diagnostic::new(Code::WrongValue, node.span, format!("there is no kind `{kind}`"))
                        .nearest_or_all(&kind, kinds.iter().map(|k| k.key.as_str())),
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

fn editions(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Vec<Edition> {
    let known = Edition::ALL.map(|e| (e.key(), e));
    let list = node.list(diagnostics);
    list.into_iter().filter_map(|entry| choice(entry, &known, diagnostics)).collect()
}

fn outputs(fields: &Fields<'_>, languages: &[Language], diagnostics: &mut Vec<Diagnostic>) -> Outputs {
    let all = fields.get("editions").map_or(vec![Edition::Learner], |n| editions(n, diagnostics));
    let usual = |output: Output| match output.facts().audience {
        Audience::Editions => all.clone(),
        audience => audience.editions().to_vec(),
    };
    let mut outputs = Outputs {
        wanted: BTreeMap::new(),
        paper: PaperSize::A4,
        two_sided: false,
        styles: vec![Style::Columns],
        booklet: BookletSettings::default(),
        names: None,
        start: 9 * 60,
    };
    let Some(node) = fields.get("outputs") else {
        let unasked = Output::ALL.into_iter().filter(|output| output.facts().unasked);
        outputs.wanted = unasked.map(|output| (output, usual(output))).collect();
        return outputs;
    };
    let mut fields = node.fields(diagnostics);
    fields.only(&Output::ALL.map(|output| output.facts().key), diagnostics);
    for (key, node) in &fields.entries {
        let Some(output) = Output::ALL.into_iter().find(|output| output.facts().key == key.name) else { continue };
        let mut settings = node.fields(diagnostics);
        settings.only(output.facts().settings, diagnostics);
        let editions = settings.get("editions").map_or(usual(output), |n| editions(n, diagnostics));
        outputs.wanted.insert(output, editions);
        let known = [("a4", PaperSize::A4), ("letter", PaperSize::Letter), ("a5", PaperSize::A5)];
        if let Some(paper) = settings.get("paper").and_then(|n| choice(n, &known, diagnostics)) {
            outputs.paper = paper;
        }
        if output == Output::Handbook {
            let two_sided = settings.get("two-sided").and_then(|n| n.bool(diagnostics));
            outputs.two_sided = two_sided.unwrap_or(outputs.paper == PaperSize::A5);
        }
        if let Some(node) = settings.get("styles") {
            outputs.styles = choices(node, &Style::ALL.map(|style| (style.key(), style)), diagnostics);
        }
        if output == Output::Booklet {
            outputs.booklet = booklet(&settings, languages, diagnostics);
        }
        if let Some(node) = settings.get("names") {
            outputs.names = folder(node, diagnostics).map(|path| (path, node.span));
        }
        if let Some(start) = settings.get("start").and_then(|n| time(n, diagnostics)) {
            outputs.start = start;
        }
    }
    outputs
}

fn booklet(fields: &Fields<'_>, languages: &[Language], diagnostics: &mut Vec<Diagnostic>) -> BookletSettings {
    let mut booklet = BookletSettings::default();
    if let Some(node) = fields.get("readings") {
        let keys = languages.iter().map(|l| l.key.clone());
        let pairs = languages.iter().skip(1).map(|l| format!("{}-{}", languages[0].key, l.key));
        let keys: Vec<String> = keys.chain(pairs).collect();
        let known: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), key.as_str())).collect();
        let wanted = choices(node, &known, diagnostics);
        booklet.readings = Some(wanted.into_iter().map(str::to_owned).collect());
    }
    let known = [("a4", PaperSize::A4), ("letter", PaperSize::Letter)];
    if let Some(sheet) = fields.get("sheet").and_then(|n| choice(n, &known, diagnostics)) {
        booklet.sheet = sheet;
    }
    let known = [("short-edge", Turn::ShortEdge), ("long-edge", Turn::LongEdge)];
    if let Some(turn) = fields.get("duplex").and_then(|n| choice(n, &known, diagnostics)) {
        booklet.turn = turn;
    }
    if let Some(node) = fields.get("sheets-per-signature") {
        booklet.sheets_per_signature = match &node.value {
            yaml::Value::Text(word) if word == "none" => None,
            _ => node.count(diagnostics).map(|count| count as usize),
        };
    }
    if let Some(thickness) = fields.get("paper-thickness").and_then(|n| thickness(n, diagnostics)) {
        booklet.thickness = thickness;
    }
    booklet
}

/// `0.1mm`, in micrometres.
fn thickness(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<u32> {
    let text = node.text(diagnostics)?;
    let millimetres = text.strip_suffix("mm").and_then(|number| number.trim().parse::<f64>().ok());
    let known = millimetres.filter(|mm| (0.0..=0.5).contains(mm));
    if known.is_none() {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongValue,
                node.span,
                format!("expected the thickness of a sheet up to `0.5mm`, found `{text}`"),
            )
            .hint("usual paper of 80 g is `0.1mm` thick"),
        );
    }
    known.map(|mm| (mm * 1000.0).round() as u32)
}

/// Each of a list of a few words once.
fn choices<T: Copy + PartialEq>(node: &Node, known: &[(&str, T)], diagnostics: &mut Vec<Diagnostic>) -> Vec<T> {
    let mut found = Vec::new();
    for entry in node.list(diagnostics) {
        if let Some(value) = choice(entry, known, diagnostics)
            && !found.contains(&value)
        {
            found.push(value);
        }
    }
    found
}

/// `09:00` in minutes since midnight.
fn time(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<u32> {
    let text = node.text(diagnostics)?;
    let time = text.split_once(':').and_then(|(hour, minute)| {
        let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    });
    if time.is_none() {
        let message = format!("expected a time such as `09:00`, found `{text}`");
        diagnostics.push(Diagnostic::new(Code::WrongValue, node.span, message));
    }
    time
}

fn levels(fields: &Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> BTreeMap<Code, Option<Severity>> {
    let mut levels = BTreeMap::new();
    let Some(node) = fields.get("checks") else { return levels };
    let adjustable: Vec<(&str, Code)> = Code::ALL
        .iter()
        .filter(|code| code.default_severity() != Severity::Error)
        .map(|&code| (code.name(), code))
        .collect();
    for (key, node) in node.fields(diagnostics).entries {
        let Some(&(_, code)) = adjustable.iter().find(|(name, _)| *name == key.name) else {
            let names: Vec<&str> = adjustable.iter().map(|(name, _)| *name).collect();
            diagnostics.push(yaml::unknown_key(key, &names));
            continue;
        };
        let known = [
            ("off", None),
            ("note", Some(Severity::Note)),
            ("warning", Some(Severity::Warning)),
            ("error", Some(Severity::Error)),
        ];
        if let Some(level) = choice(node, &known, diagnostics) {
            levels.insert(code, level);
        }
    }
    levels
}

/// “`a`, `b` or `c`”.
fn either(list: &[String]) -> String {
    match list {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// One of a few words.
fn choice<T: Copy>(node: &Node, known: &[(&str, T)], diagnostics: &mut Vec<Diagnostic>) -> Option<T> {
    let word = node.text(diagnostics)?;
    let found = known.iter().find(|(name, _)| *name == word).map(|&(_, value)| value);
    if found.is_none() {
        let list: Vec<String> = known.iter().map(|(name, _)| format!("`{name}`")).collect();
        diagnostics.push(
            Diagnostic::new(Code::WrongValue, node.span, format!("expected {}, found `{word}`", either(&list)))
                .nearest(&word, known.iter().map(|(name, _)| *name)),
        );
    }
    found
}

fn date(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Date> {
    let text = node.text(diagnostics)?;
    let parts: Vec<Option<u32>> = text.split('-').map(|p| p.parse().ok()).collect();
    let date = match parts[..] {
        [Some(year @ 1000..=9999), Some(month @ 1..=12), Some(day)] if (1..=days(year, month)).contains(&day) => {
            Some(Date { year: year as i32, month: month as u8, day: day as u8 })
        }
        _ => None,
    };
    if date.is_none() {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongValue,
                node.span,
                format!("expected a day such as `2026-11-01`, found `{text}`"),
            )
            .hint("write year, month and day, all three in figures"),
        );
    }
    date
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

fn site_url(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let url = node.text(diagnostics)?;
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}?#".contains(c);
    if host.is_none_or(|host| host.is_empty() || host.starts_with('/') || !host.chars().all(plain)) {
        diagnostics.push(
            Diagnostic::new(Code::WrongValue, node.span, format!("`{url}` is not the address of a site"))
                .hint("write it in full, such as `https://intranet.example/complaints/`"),
        );
        return None;
    }
    Some(if url.ends_with('/') { url } else { url + "/" })
}

/// A folder or a file below the folder of `book.yaml`.
fn folder(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let path = node.text(diagnostics)?;
    let inside =
        path.split('/').all(|part| !part.is_empty() && part != ".." && part != "." && !part.contains(['\\', ':']));
    if !inside {
        diagnostics.push(
            Diagnostic::new(Code::WrongValue, node.span, format!("`{path}` is not a folder beside `book.yaml`"))
                .hint("write its name alone, such as `course`"),
        );
        return None;
    }
    Some(path)
}

impl Book {
    /// `{en: …, zh: …}`, or one text for every language.
    pub fn localized(&self, node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Localized<String>> {
        Reader { languages: &self.languages }.localized(node, diagnostics)
    }

    /// The language of a key such as `zh`.
    pub fn lang(&self, key: &str) -> Option<Lang> {
        self.languages.iter().position(|l| l.key == key).map(Lang::new)
    }

    /// Sets each diagnostic to the level that the book gives its code and takes out those that are off.
    pub fn apply_levels(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|diagnostic| match self.levels.get(&diagnostic.code) {
            Some(Some(level)) => {
                diagnostic.severity = *level;
                true
            }
            Some(None) => false,
            None => true,
        });
    }
}
