//! Folders of Markdown: books of mdBook, sites of Docusaurus and Hugo, plain files with their translations beside them.
//!
//! Each kind says which files are pages, in which order and language ([`Leaf`]); what is common to all of them (front matters, titles, links,
//! pictures) is done here and in `links`.

mod choice;
mod components;
mod contents;
mod docusaurus;
mod front_matter;
mod language;
mod links;
mod mdbook;
mod plain;
mod po;
mod rewrite;
mod shortcodes;
mod wikilinks;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::Imported;
use super::names;
use super::outline::{Outline, Page, Text, quoted};
use super::report::Report;
use crate::failure::Failure;
use crate::message::{self, both};
use crate::sources::encoding::{self, Table};
use choice::{choose_languages, settle, source_language};
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

impl Found {
    /// Every page, the front page and those below others among them.
    fn each(&mut self, visit: &mut impl FnMut(&mut Leaf)) {
        for leaf in self.leaves.iter_mut().chain(&mut self.front) {
            visit(leaf);
            leaf.below.iter_mut().for_each(&mut *visit);
        }
    }
}

/// The course that a folder becomes. `languages` are those that are wanted of its texts, the source language first.
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

/// The text of a file. One that is neither UTF-8 nor GBK is reported and left out.
fn text_of(files: &Files, path: &str, reports: &mut Vec<Report>) -> Option<String> {
    let bytes = files.get(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match encoding::table(bytes.to_vec()) {
        Table::Sure(text) => text,
        Table::Gbk(text) => {
            let message = both!(
                "this file is read as GBK: see whether its words are right",
                "这个文件按 GBK 读取，请核对文字是否正确"
            );
            reports.push(Report::new([path.to_owned()], message));
            text
        }
        Table::Unknown(_) => {
            let message = both!(
                "this file is neither UTF-8 nor GBK, and is left out",
                "这个文件既不是 UTF-8，也不是 GBK，没有导入"
            );
            reports.push(Report::new([path.to_owned()], message));
            return None;
        }
    };
    Some(text.replace("\r\n", "\n").replace('\r', "\n"))
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

/// The name of a file as words: `getting_started` is “Getting started”.
fn words_of(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let words = words.trim();
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_else(|| name.to_owned())
}

/// Texts, the same in all kinds of folders.
struct Writing<'a> {
    /// What the course is called where its front page does not say.
    name: String,
    files: &'a Files,
    roots: Vec<String>,
    languages: Vec<String>,
    /// The new path of each page, without its language, from the folder of the course.
    places: BTreeMap<String, String>,
    /// As `places`, by the paths of texts without their endings.
    originals: BTreeMap<String, String>,
    /// As `places`, by keys without numbers.
    unnumbered: BTreeMap<String, String>,
    /// The new path of each picture and each other file that a text needs, by its old one.
    carried: BTreeMap<String, String>,
    /// The names of these.
    taken: BTreeSet<String>,
    /// Whether `$x$` is a formula.
    math: bool,
    reports: Vec<Report>,
    /// Keys of front matters that are left out, and in how many files.
    dropped: BTreeMap<String, usize>,
}

fn written(mut found: Found, files: &Files, name: &str, languages: &[String], mut reports: Vec<Report>) -> Imported {
    let source = source_language(&mut found, languages);
    let all = choose_languages(&mut found, &source, languages, &mut reports);
    settle(&mut found, &source, &mut reports);
    let math = has_formulas(&mut found);
    if math {
        let message = both!("`$x$` is read as a formula: `math: true`", "`$x$` 读作公式：`math: true`");
        reports.push(Report::new(["book.yaml".to_owned()], message));
    }
    let mut writing = Writing {
        name: found.title.clone().unwrap_or_else(|| name.to_owned()),
        files,
        roots: found.roots.clone(),
        languages: all.clone(),
        places: BTreeMap::new(),
        originals: BTreeMap::new(),
        unnumbered: BTreeMap::new(),
        carried: BTreeMap::new(),
        taken: BTreeSet::new(),
        math,
        reports,
        dropped: BTreeMap::new(),
    };
    let slugs = slugs(&found.leaves, &source);
    writing.place(&found, &slugs);
    let mut outline = Outline { languages: all.clone(), author: found.author.clone(), math, ..Outline::default() };
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
        let title = front.or(found.title.clone()).unwrap_or_else(|| name.to_owned());
        outline.titles.insert(language.clone(), title);
    }
    for (old, new) in &writing.carried {
        outline.files.extend(files.get(old).map(|bytes| (new.clone(), bytes.clone())));
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

/// Whether texts have formulas in TeX between dollars.
fn has_formulas(found: &mut Found) -> bool {
    let mut has = false;
    found.each(&mut |leaf| {
        has |= leaf.texts.values().any(|original| {
            let mut formulas = false;
            rewrite::prose(&original.text, |_, part| {
                formulas |=
                    part.lines().any(|line| line.trim() == "$$" || line.split('$').skip(1).step_by(2).any(is_tex));
                String::new()
            });
            formulas
        });
    });
    has
}

/// Whether words between dollars are a formula: commands of TeX, indices, and no code.
fn is_tex(words: &str) -> bool {
    let command = words.split('\\').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    (command || words.contains("_{") || words.contains("^{")) && !words.contains('`') && !words.is_empty()
}

/// The slugs of items and of the pages below each.
fn slugs(leaves: &[Leaf], source: &str) -> Vec<(String, Vec<String>)> {
    let slug = |leaf: &Leaf, taken: &mut BTreeSet<String>| {
        let name = leaf.key.rsplit('/').next().unwrap_or_default();
        let name = without_number(name).1;
        let text = leaf.texts.get(source).map(|original| original.text.as_str()).unwrap_or_default();
        let title = leaf.title.clone().or_else(|| front_matter::read(text).title).unwrap_or_default();
        names::unique([name, title.as_str()], "part", taken)
    };
    let mut taken = BTreeSet::new();
    leaves
        .iter()
        .map(|leaf| {
            let own = slug(leaf, &mut taken);
            let mut below = BTreeSet::new();
            (own, leaf.below.iter().map(|leaf| slug(leaf, &mut below)).collect())
        })
        .collect()
}

impl Writing<'_> {
    fn place(&mut self, found: &Found, slugs: &[(String, Vec<String>)]) {
        if let Some(front) = &found.front {
            self.put(front, "index".to_owned());
        }
        let width = if slugs.len() > 99 { 3 } else { 2 };
        for (at, (leaf, (slug, below))) in found.leaves.iter().zip(slugs).enumerate() {
            let stem = format!("modules/{:0width$}-{slug}", at + 1);
            let width = if below.len() > 99 { 3 } else { 2 };
            for (at, (leaf, slug)) in leaf.below.iter().zip(below).enumerate() {
                self.put(leaf, format!("{stem}/{:0width$}-{slug}", at + 1));
            }
            self.put(leaf, if below.is_empty() { stem } else { stem + "/index" });
        }
    }

    fn put(&mut self, leaf: &Leaf, place: String) {
        for original in leaf.texts.values() {
            self.originals.insert(links::without_index(&original.path).to_owned(), place.clone());
        }
        self.unnumbered.entry(links::unnumbered(&leaf.key)).or_insert_with(|| place.clone());
        self.places.insert(leaf.key.clone(), place);
    }

    fn page(&mut self, leaf: &Leaf, slug: &str, place: &str) -> Page {
        let mut page = Page { slug: slug.to_owned(), ..Page::default() };
        let usual = leaf.title.clone().unwrap_or_else(|| match leaf.key.as_str() {
            "" => self.name.clone(),
            key => words_of(without_number(key.rsplit('/').next().unwrap_or(key)).1),
        });
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
            let (heading, body) = front_matter::first_heading(&body, title.is_some());
            let body = rewrite::ids(&self.without_wikilinks(&body));
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
