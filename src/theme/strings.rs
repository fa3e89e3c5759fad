//! The words of the interface in a course: those of its languages, with what `theme/strings/LANG.yaml` adds to them or changes.
//!
//! A file has a part of the keys. It serves the language that it is called by and all that fall back to it: `de.yaml` also a course in `de-AT`,
//! below `de-AT.yaml`. What no file has is the default theme's.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value as Json;

use crate::book::Book;
use crate::course::attachment::FileType;
use crate::course::tree::AlertKind;
use crate::course::{Attachment, Course, Language, Localized, autonym};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::interface::pattern::FileFacts;
use crate::interface::{Common, ENGLISH, Spoken, Strings, fallbacks};
use crate::message::{self, both};
use crate::sources::Sources;
use crate::span::{FileId, Span};
use crate::yaml::{self, Node, Value};

/// Where the files lie.
const FOLDER: &str = "theme/strings/";

/// The sections of the words.
const SECTIONS: [&str; 11] =
    ["web", "common", "script", "print", "epub", "sheets", "booklet", "plan", "lms", "preview", "bench"];

/// So many missing words are named.
const NAMED: usize = 5;

/// The words of the interface for each language of a course.
pub fn strings(course: &Course) -> Localized<&Strings> {
    Localized::new(course.languages.iter().map(|language| &*language.words).collect())
}

/// What a file says, by section and key.
type Words = Vec<((String, String), Json)>;

/// The book, whose languages have the words of the course's own files; with what is wrong with these, and of which languages words are missing.
pub fn with_own_words(mut book: Book, sources: &Sources) -> (Book, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let english = LazyCell::new(|| json(ENGLISH));
    let files = files(sources, &book, &mut diagnostics);
    let read: Vec<(String, Words)> = files
        .into_iter()
        .map(|(tag, file)| (tag, read(&sources.get(file).text, file, &english, &mut diagnostics)))
        .collect();
    for (language, place) in book.languages.iter_mut().zip(&book.language_places) {
        let tags = fallbacks(&language.key);
        let own: Vec<&Words> = tags
            .iter()
            .rev()
            .flat_map(|tag| read.iter().filter(move |(own, _)| own == tag))
            .map(|(_, words)| words)
            .collect();
        let spoken = Spoken::nearest(&language.key);
        if !own.is_empty() {
            let mut words = json(spoken.unwrap_or(ENGLISH));
            for ((section, key), value) in own.iter().copied().flatten() {
                words[section][key] = value.clone();
            }
            language.words = Arc::new(serde_json::from_value(words).expect("each word was checked"));
        }
        if spoken.is_none() {
            let said: BTreeSet<&(String, String)> =
                own.iter().flat_map(|words| words.iter().map(|(key, _)| key)).collect();
            let missing: Vec<String> = keys(&english)
                .filter(|(section, key)| !said.contains(&(section.to_string(), key.to_string())))
                .map(|(section, key)| format!("{section}.{key}"))
                .collect();
            diagnostics.extend(unspoken(language, *place, &missing, !said.is_empty()));
        }
    }
    (book, diagnostics)
}

fn json(spoken: &Spoken) -> Json {
    serde_saphyr::from_str(spoken.yaml).expect("the theme's words are YAML")
}

/// The keys of the words with their sections, what most people see first.
fn keys(english: &Json) -> impl Iterator<Item = (&str, &str)> {
    SECTIONS.into_iter().flat_map(|section| {
        let words = english[section].as_object().into_iter().flatten();
        words.map(move |(key, _)| (section, key.as_str()))
    })
}

/// The files of words that serve some language of the book, each with its tag.
fn files(sources: &Sources, book: &Book, diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, FileId)> {
    let served: BTreeSet<String> = book.languages.iter().flat_map(|language| fallbacks(&language.key)).collect();
    let mut files = Vec::new();
    for (file, source) in sources.iter() {
        let Some(name) = source.path.strip_prefix(FOLDER) else { continue };
        let tag = name.strip_suffix(".yaml").and_then(|stem| fallbacks(stem).into_iter().next());
        let is_language = tag.as_ref().is_some_and(|tag| autonym(tag, None, None).is_some());
        match tag.filter(|tag| served.contains(tag)) {
            Some(tag) => files.extend((!source.broken).then_some((tag, file))),
            None => {
                let keys: Vec<String> =
                    book.languages.iter().map(|language| format!("{}.yaml", language.key)).collect();
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                let message = both!("`{name}` is for no language of the book", "`{name}` 不属于书里的任何语言");
                let list = message::list(&keys);
                diagnostics.push(Diagnostic::new(Code::FileName, Span::start_of(file), message).hint(
                    match nearest(name, keys.iter().copied()).filter(|_| !is_language) {
                        Some(near) => both!("did you mean `{near}`?", "您要写的是 `{near}` 吗？"),
                        None => both!("here may stand {list}", "这里可以放 {list}"; list),
                    },
                ));
            }
        }
    }
    files
}

/// The words of a file that can be taken.
fn read(text: &str, file: FileId, english: &Json, diagnostics: &mut Vec<Diagnostic>) -> Words {
    let root = match yaml::parse(text, file, 0) {
        Ok(root) => root,
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            return Vec::new();
        }
    };
    let names = |json: &Json| json.as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    let mut out = Vec::new();
    let mut sections = root.fields(diagnostics);
    sections.only(&names(english).iter().map(String::as_str).collect::<Vec<_>>(), diagnostics);
    for (section, node) in &sections.entries {
        let Some(known) = english.get(&section.name) else { continue };
        let mut words = node.fields(diagnostics);
        words.only(&names(known).iter().map(String::as_str).collect::<Vec<_>>(), diagnostics);
        for (key, node) in &words.entries {
            let Some(model) = known.get(&key.name) else { continue };
            let value = words_of(node, model, diagnostics);
            out.extend(value.map(|value| ((section.name.clone(), key.name.clone()), value)));
        }
    }
    out
}

/// Words of the form of English ones: as many in a list, and with the same places to fill.
fn words_of(node: &Node, english: &Json, diagnostics: &mut Vec<Diagnostic>) -> Option<Json> {
    match english {
        Json::Array(models) => {
            let before = diagnostics.len();
            let nodes = node.list(diagnostics);
            if nodes.len() != models.len() && diagnostics.len() == before {
                let (wanted, found) = (models.len(), nodes.len());
                let message =
                    both!("expected {wanted} entries, found {found}", "这里应有 {wanted} 项，现在是 {found} 项");
                diagnostics.push(Diagnostic::new(Code::WrongValue, node.span, message).hint(both!(
                    "write as many as there are in English, in the same order",
                    "请写得和英文一样多，顺序也一样"
                )));
            }
            let values: Vec<Option<Json>> =
                nodes.iter().zip(models).map(|(node, model)| words_of(node, model, diagnostics)).collect();
            let whole = values.len() == models.len() && nodes.len() == models.len();
            values.into_iter().collect::<Option<Vec<Json>>>().filter(|_| whole).map(Json::Array)
        }
        model => {
            let model = model.as_str()?;
            let trimmed = node.text(diagnostics)?;
            // Blanks at the ends count: they stand between what is joined.
            let text = if let Value::Text(text) = &node.value { text.clone() } else { trimmed };
            let wanted = places(model).unwrap_or_default();
            if places(&text).as_ref() == Some(&wanted) {
                return Some(Json::String(text));
            }
            let message = both!(
                "the places to fill in `{text}` are not those of the English `{model}`",
                "`{text}` 里待填的位置与英文 `{model}` 不同"
            );
            let list = message::list(wanted.iter().map(|place| format!("{{{place}}}")));
            diagnostics.push(Diagnostic::new(Code::WrongValue, node.span, message).hint(if wanted.is_empty() {
                both!("write no braces here", "这里不要写花括号")
            } else {
                both!("write {list}, once each and in any order", "请写 {list}，各写一次，顺序不限"; list)
            }));
            None
        }
    }
}

/// The names in braces, sorted. None when a brace has no partner.
fn places(text: &str) -> Option<Vec<&str>> {
    let mut parts = text.split('{');
    let mut places = Vec::new();
    let head = parts.next().filter(|head| !head.contains('}'));
    for part in parts {
        let (name, rest) = part.split_once('}')?;
        places.push(name);
        head.filter(|_| !rest.contains('}'))?;
    }
    places.sort();
    head.map(|_| places)
}

/// Says that words of a language are missing, once for all of them.
fn unspoken(language: &Language, place: Span, missing: &[String], some: bool) -> Option<Diagnostic> {
    let Language { key, name, .. } = language;
    let count = missing.len();
    let first = message::list(&missing[..count.min(NAMED)]);
    let message = match count {
        0 => return None,
        _ if !some => both!(
            "the buttons, labels and notes of `{key}` ({name}) are in English",
            "`{key}`（{name}）的按钮、标签和说明显示为英文"
        ),
        1 => both!(
            "a word of the interface is missing in `{key}` ({name}) and is in English: {first}",
            "`{key}`（{name}）的界面文字缺少 1 处，显示为英文：{first}"; first
        ),
        _ if count <= NAMED => both!(
            "{count} words of the interface are missing in `{key}` ({name}) and are in English: {first}",
            "`{key}`（{name}）的界面文字缺少 {count} 处，显示为英文：{first}"; first
        ),
        _ => both!(
            "{count} words of the interface are missing in `{key}` ({name}) and are in English: {first} and others",
            "`{key}`（{name}）的界面文字缺少 {count} 处，显示为英文：{first} 等"; first
        ),
    };
    let spoken = message::list(Spoken::all().iter().map(|spoken| spoken.key));
    Some(Diagnostic::new(Code::MissingWords, place, message).hint(if some {
        both!("write them into `theme/strings/{key}.yaml`", "请把它们写进 `theme/strings/{key}.yaml`")
    } else {
        both!(
            "write them into `theme/strings/{key}.yaml`, as many as you like (`diglot schema strings` lists them); Diglot itself has words in {spoken}",
            "请把它们写进 `theme/strings/{key}.yaml`，写多少都可以（`diglot schema strings` 列出全部）；Diglot 自带的文字有 {spoken}"; spoken
        )
    }))
}

impl Common {
    /// `Excel, 14 KB`.
    pub fn file_facts(&self, file: &Attachment) -> String {
        let file_type = file.file_type();
        let kind = match &file_type {
            FileType::Picture => &self.picture_file,
            FileType::Audio => &self.audio_file,
            FileType::Video => &self.video_file,
            FileType::Text => &self.text_file,
            FileType::Named(name) => name,
        };
        self.file.fill(FileFacts { kind, size: &file.size() })
    }

    /// The label of an alert.
    pub fn alert(&self, kind: AlertKind) -> &str {
        match kind {
            AlertKind::Note => &self.note,
            AlertKind::Tip => &self.tip,
            AlertKind::Important => &self.important,
            AlertKind::Warning => &self.warning,
            AlertKind::Caution => &self.caution,
        }
    }
}
