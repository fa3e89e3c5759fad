//! Folders of Markdown: books of mdBook, sites of Docusaurus and Hugo, plain files with their translations beside them.
//!
//! Each kind says which files are pages, in which order and language ([`Leaf`]); what is common to all of them (front matters, titles, links,
//! pictures) is done here and in `links`.

mod docusaurus;
mod front_matter;
mod links;
mod mdbook;
mod plain;
mod po;
mod rewrite;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::names;
use super::outline::{Outline, Page, Text, quoted};
use super::report::Report;
use super::script::Share;
use super::{Imported, volume};
use crate::book;
use crate::failure::Failure;
use crate::message::{self, both};
use front_matter::FrontMatter;

/// What a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An mdBook.
    MdBook,
    /// A Docusaurus site.
    Docusaurus,
    /// Markdown files, those of Hugo among them.
    Plain,
}

/// The files of a folder by their paths in it.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A page as it lies in the folder.
#[derive(Clone, Debug, Default)]
struct Leaf {
    /// By which links find it: its path without language and ending.
    key: String,
    /// What it is called where the folder says so.
    title: Option<String>,
    /// Whether it has a number.
    numbered: bool,
    /// In each language, where it lies and what it says.
    texts: BTreeMap<String, Original>,
    /// The pages below it.
    below: Vec<Leaf>,
}

/// A text as it lies in the folder.
#[derive(Clone, Debug, Default)]
struct Original {
    path: String,
    text: String,
}

/// What a kind of folder says of itself.
#[derive(Clone, Debug, Default)]
struct Found {
    /// The source language first; empty where nothing says so.
    languages: Vec<String>,
    title: Option<String>,
    author: Option<String>,
    front: Option<Leaf>,
    leaves: Vec<Leaf>,
    /// Folders from which an address that begins with `/` is looked for.
    roots: Vec<String>,
}

/// The course that a folder becomes. `languages` are those of its texts, where the folder does not tell.
///
/// # Errors
///
/// When there is nothing to import.
pub fn course(path: &Path, files: Files, kind: Option<Kind>, languages: &[String]) -> Result<Imported, Failure> {
    let kind = kind.unwrap_or_else(|| kind_of(&files));
    let mut reports = Vec::new();
    let found = match kind {
        Kind::MdBook => mdbook::read(&files, &mut reports)?,
        Kind::Docusaurus => docusaurus::read(&files, &mut reports),
        Kind::Plain => plain::read(&files, &mut reports),
    };
    if found.leaves.is_empty() && found.front.is_none() {
        return Err(Failure::new(both!("there is nothing to import here", "这里没有可以导入的内容")).hint(both!(
            "name a Word document, or the folder of an mdBook (`book.toml`), of a Docusaurus site, or of Markdown files",
            "请指明一个 Word 文档，或者 mdBook（有 `book.toml`）、Docusaurus 网站或 Markdown 文件所在的文件夹"
        )));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(written(found, &files, &name, languages, reports))
}

fn kind_of(files: &Files) -> Kind {
    if files.contains_key("book.toml") {
        Kind::MdBook
    } else if files.keys().any(|path| path.starts_with("docusaurus.config.")) {
        Kind::Docusaurus
    } else {
        Kind::Plain
    }
}

/// The text of a file; one that is not UTF-8 is reported.
fn text_of(files: &Files, path: &str, reports: &mut Vec<Report>) -> Option<String> {
    let bytes = files.get(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).ok().map(|text| text.replace("\r\n", "\n"));
    if text.is_none() {
        let message = both!("this file is not UTF-8, and is left out", "这个文件不是 UTF-8 编码，没有导入");
        reports.push(Report::new([path.to_owned()], message));
    }
    text
}

/// The language that a part of a path names, as `book.yaml` does.
fn language_of(part: &str) -> Option<String> {
    const KNOWN: [&str; 20] = [
        "en", "zh", "ja", "ko", "de", "fr", "es", "pt", "ru", "it", "vi", "th", "id", "ms", "ar", "nl", "pl", "tr",
        "uk", "hi",
    ];
    let part = part.replace('_', "-");
    let mut parts = part.split('-');
    let first = parts.next()?.to_lowercase();
    if first == "cn" && parts.next().is_none() {
        return Some("zh".to_owned());
    }
    if !KNOWN.contains(&first.as_str()) || book::language(&part).is_none() {
        return None;
    }
    let rest = part[first.len()..].trim_start_matches('-').to_lowercase();
    Some(match (first.as_str(), rest.as_str()) {
        (_, "") => first,
        ("zh", "cn" | "hans" | "hans-cn" | "sg") => first,
        ("zh", _) => "zh-Hant".to_owned(),
        ("en", "us" | "gb") => first,
        _ => part,
    })
}

/// A name that is cut from the number before it: `01-intro`, `2_setup`.
fn without_number(name: &str) -> (Option<u32>, &str) {
    let digits = name.chars().take_while(char::is_ascii_digit).count();
    let rest = name[digits..].trim_start_matches(['-', '_', '.', ' ']);
    if digits == 0 || digits > 4 || rest.len() == name.len() - digits || rest.is_empty() {
        return (None, name);
    }
    (name[..digits].parse().ok(), rest)
}

/// Texts, the same in all kinds of folders.
struct Writing<'a> {
    files: &'a Files,
    roots: Vec<String>,
    languages: Vec<String>,
    /// The new path of each page, without its language, from the folder of the course.
    places: BTreeMap<String, String>,
    /// The new path of each picture, by its old one.
    pictures: BTreeMap<String, String>,
    reports: Vec<Report>,
    /// Keys of front matters that are left out, and in how many files.
    dropped: BTreeMap<String, usize>,
}

fn written(mut found: Found, files: &Files, name: &str, languages: &[String], mut reports: Vec<Report>) -> Imported {
    let source = source_language(&found, languages);
    settle(&mut found, &source, &mut reports);
    let mut spoken: BTreeSet<String> = BTreeSet::new();
    for leaf in found.leaves.iter().chain(&found.front) {
        spoken.extend(leaf.texts.keys().cloned());
        spoken.extend(leaf.below.iter().flat_map(|leaf| leaf.texts.keys().cloned()));
    }
    spoken.remove(&source);
    let all: Vec<String> = std::iter::once(source.clone()).chain(spoken).collect();
    let mut writing = Writing {
        files,
        roots: found.roots.clone(),
        languages: all.clone(),
        places: BTreeMap::new(),
        pictures: BTreeMap::new(),
        reports,
        dropped: BTreeMap::new(),
    };
    let slugs = slugs(&found.leaves, &source);
    writing.place(&found, &slugs);
    let mut outline = Outline { languages: all.clone(), author: found.author.clone(), ..Outline::default() };
    outline.front = found.front.as_ref().map(|leaf| writing.page(leaf, "index", "index"));
    for (leaf, (slug, below)) in found.leaves.iter().zip(&slugs) {
        let mut page = writing.page(leaf, slug, &writing.places[&leaf.key].clone());
        page.in_folder = !leaf.below.is_empty();
        page.pages = leaf
            .below
            .iter()
            .zip(below)
            .map(|(leaf, slug)| writing.page(leaf, slug, &writing.places[&leaf.key].clone()))
            .collect();
        outline.pages.push(page);
    }
    for language in &all {
        let front = outline.front.as_ref().and_then(|front| front.texts.get(language)).map(|text| text.title.clone());
        let title = found.title.clone().or(front).unwrap_or_else(|| name.to_owned());
        outline.titles.insert(language.clone(), title);
    }
    let pictures: Vec<(String, String)> =
        writing.pictures.iter().map(|(old, new)| (old.clone(), new.clone())).collect();
    for (old, new) in pictures {
        outline.files.extend(files.get(&old).map(|bytes| (new, bytes.clone())));
    }
    if !writing.dropped.is_empty() {
        let keys = message::list(writing.dropped.keys());
        let message = both!(
            "keys of front matters that Diglot does not know are left out: {keys}",
            "文件头里 Diglot 不认识的键没有导入：{keys}"; keys
        );
        writing.reports.push(Report::new([name.to_owned()], message));
    }
    let pages = outline.page_count();
    // A text that is translated by a catalogue has the same faults in each language.
    let mut told = BTreeSet::new();
    writing.reports.retain(|report| told.insert((report.place.clone(), report.message.clone())));
    Imported { files: outline.files(), reports: writing.reports, pages, languages: all, ..Imported::default() }
}

/// The language that texts without any are in: what is said, or the script of most of them.
fn source_language(found: &Found, languages: &[String]) -> String {
    if let Some(said) = languages.first().or(found.languages.first()) {
        return said.clone();
    }
    let leaves = || found.leaves.iter().flat_map(|leaf| std::iter::once(leaf).chain(&leaf.below)).chain(&found.front);
    let unsaid: String =
        leaves().filter_map(|leaf| leaf.texts.get("")).map(|original| original.text.as_str()).collect();
    if let Some(language) = Share::of(&unsaid).language() {
        return language.key().to_owned();
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for language in leaves().flat_map(|leaf| leaf.texts.keys()) {
        *counts.entry(language).or_default() += 1;
    }
    // English first, where there is as much of it.
    let most = counts.iter().max_by_key(|(language, count)| (**count, **language == "en"));
    most.map_or("en", |(language, _)| language).to_owned()
}

/// Gives texts without a language the source language; pages that have no text in it are reported and left out.
fn settle(found: &mut Found, source: &str, reports: &mut Vec<Report>) {
    fn keep(leaf: &mut Leaf, source: &str, reports: &mut Vec<Report>) -> bool {
        if let Some(original) = leaf.texts.remove("") {
            leaf.texts.entry(source.to_owned()).or_insert(original);
        }
        leaf.below.retain_mut(|leaf| keep(leaf, source, reports));
        let kept = leaf.texts.contains_key(source) || leaf.texts.is_empty() && !leaf.below.is_empty();
        if !kept {
            let paths = leaf.texts.values().map(|original| original.path.clone());
            let message = both!(
                "this text has none in `{source}` beside it, and is left out",
                "这个文本没有对应的 `{source}` 原文，没有导入"
            );
            reports.extend(paths.map(|path| Report::new([path], message.clone())));
        }
        kept
    }
    found.leaves.retain_mut(|leaf| keep(leaf, source, reports));
    let front = found.front.take();
    found.front = front.and_then(|mut leaf| keep(&mut leaf, source, reports).then_some(leaf));
}

/// The slugs of items and of the pages below each.
fn slugs(leaves: &[Leaf], source: &str) -> Vec<(String, Vec<String>)> {
    let slug = |leaf: &Leaf, taken: &mut Vec<String>| {
        let name = leaf.key.rsplit('/').next().unwrap_or_default();
        let name = without_number(name).1;
        let text = leaf.texts.get(source).map(|original| original.text.as_str()).unwrap_or_default();
        let title = leaf.title.clone().or_else(|| front_matter::read(text).title).unwrap_or_default();
        names::unique([name, title.as_str()], "part", taken)
    };
    let mut taken = Vec::new();
    leaves
        .iter()
        .map(|leaf| {
            let own = slug(leaf, &mut taken);
            let mut below = Vec::new();
            (own, leaf.below.iter().map(|leaf| slug(leaf, &mut below)).collect())
        })
        .collect()
}

impl Writing<'_> {
    fn place(&mut self, found: &Found, slugs: &[(String, Vec<String>)]) {
        if let Some(front) = &found.front {
            self.places.insert(front.key.clone(), "index".to_owned());
        }
        let width = if slugs.len() > 99 { 3 } else { 2 };
        for (at, (leaf, (slug, below))) in found.leaves.iter().zip(slugs).enumerate() {
            let stem = format!("modules/{:0width$}-{slug}", at + 1);
            let width = if below.len() > 99 { 3 } else { 2 };
            for (at, (leaf, slug)) in leaf.below.iter().zip(below).enumerate() {
                self.places.insert(leaf.key.clone(), format!("{stem}/{:0width$}-{slug}", at + 1));
            }
            let stem = if below.is_empty() { stem } else { stem + "/index" };
            self.places.insert(leaf.key.clone(), stem);
        }
    }

    fn page(&mut self, leaf: &Leaf, slug: &str, place: &str) -> Page {
        let mut page = Page { slug: slug.to_owned(), ..Page::default() };
        let usual = leaf.title.clone().unwrap_or_else(|| volume::stem(&leaf.key));
        if leaf.texts.is_empty() {
            for language in self.languages.clone() {
                page.texts.insert(language, Text { title: usual.clone(), ..Text::default() });
            }
        }
        for (language, original) in &leaf.texts {
            let FrontMatter { title, summary, keys, body } = front_matter::read(&original.text);
            for key in keys {
                *self.dropped.entry(key).or_default() += 1;
            }
            let (heading, body) = front_matter::first_heading(&body);
            let body = self.linked(&body, original, place, language);
            let mut head = Vec::new();
            head.extend(summary.map(|summary| format!("summary: {}", quoted(&summary))));
            if !leaf.numbered && *language == self.languages[0] && place != "index" {
                head.push("numbered: false".to_owned());
            }
            let title = heading.or(title).unwrap_or_else(|| usual.clone());
            page.texts.insert(language.clone(), Text { title, head, body });
        }
        page
    }
}
