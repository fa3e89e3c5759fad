//! A course as it is written to the disk: `book.yaml`, and the texts and pictures of its pages.

use std::collections::{BTreeMap, BTreeSet};

/// The folder of the Markdown files.
pub const FOLDER: &str = "course";

/// A course.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The languages, the source language first.
    pub languages: Vec<String>,
    /// Its title in each language.
    pub titles: BTreeMap<String, String>,
    /// A line below it.
    pub subtitles: BTreeMap<String, String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Keys of front matters that are for other programs.
    pub foreign_keys: BTreeSet<String>,
    /// Whether `$x$` is a formula.
    pub math: bool,
    /// The front page, whose slug means nothing.
    pub front: Option<Page>,
    /// The items, in their order.
    pub pages: Vec<Page>,
    /// Other files, by their paths from the folder of the texts.
    pub files: BTreeMap<String, Vec<u8>>,
}

/// A page of a course.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its stable name.
    pub slug: String,
    /// It has a folder of its own, for its pictures and pages.
    pub in_folder: bool,
    /// Its text in each language.
    pub texts: BTreeMap<String, Text>,
    /// The files beside its texts, by their names.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The pages below it.
    pub pages: Vec<Page>,
}

/// A text of one language.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Its title.
    pub title: String,
    /// Other lines of its front matter.
    pub head: Vec<String>,
    /// What stands below it, as Markdown.
    pub body: String,
}

impl Text {
    /// The bytes of the file.
    pub fn file(&self) -> Vec<u8> {
        let mut text = format!("---\ntitle: {}\n", quoted(&self.title));
        for line in &self.head {
            text.push_str(line);
            text.push('\n');
        }
        text.push_str("---\n");
        if !self.body.trim().is_empty() {
            text.push('\n');
            text.push_str(self.body.trim_start_matches('\n'));
        }
        text.into_bytes()
    }
}

impl Outline {
    /// The files of the course by their paths.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        files.insert("book.yaml".to_owned(), self.book().into_bytes());
        if let Some(front) = &self.front {
            put_texts(front, &format!("{FOLDER}/index"), &mut files);
            put_files(front, FOLDER, &mut files);
        }
        put(&self.pages, &format!("{FOLDER}/modules"), &mut files);
        for (path, bytes) in &self.files {
            files.insert(format!("{FOLDER}/{path}"), bytes.clone());
        }
        files
    }

    /// How many pages it has, the front page among them.
    pub fn page_count(&self) -> usize {
        let below: usize = self.pages.iter().map(|page| page.pages.len()).sum();
        self.pages.len() + below + usize::from(self.front.is_some())
    }

    fn book(&self) -> String {
        let of = |texts: &BTreeMap<String, String>| {
            let text = |language: &String| Some(format!("  {language}: {}\n", quoted(texts.get(language)?)));
            self.languages.iter().filter_map(text).collect::<String>()
        };
        let words = |of: fn(&str) -> &'static str| {
            let words: Vec<String> =
                self.languages.iter().map(|language| format!("{language}: {}", quoted(of(language)))).collect();
            words.join(", ")
        };
        let mut book = format!("title:\n{}", of(&self.titles));
        if self.subtitles.len() == self.languages.len() {
            book.push_str(&format!("subtitle:\n{}", of(&self.subtitles)));
        }
        if let Some(author) = &self.author {
            let names: Vec<String> =
                self.languages.iter().map(|language| format!("{language}: {}", quoted(author))).collect();
            book.push_str(&format!("author: {{{}}}\n", names.join(", ")));
        }
        book.push_str(&format!("\ncourse: {FOLDER}\nlanguages: [{}]\n", self.languages.join(", ")));
        book.push_str(&format!(
            "\nkinds:\n  module:\n    folder: modules\n    label: {{{}}}\n    plural: {{{}}}\n",
            words(label),
            words(plural)
        ));
        if self.math {
            book.push_str("\nmath: true\n");
        }
        if !self.foreign_keys.is_empty() {
            let keys: Vec<String> = self.foreign_keys.iter().map(|key| plain_key(key)).collect();
            book.push_str(&format!("\nfront-matter: [{}]\n", keys.join(", ")));
        }
        book
    }
}

/// What an item is called.
pub fn label(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or_default() {
        "zh" if is_traditional(language) => "第{n}單元",
        "zh" => "第{n}单元",
        "de" => "Modul {n}",
        "es" => "Módulo {n}",
        "ja" => "第{n}単元",
        _ => "Module {n}",
    }
}

/// What items are called together.
pub fn plural(language: &str) -> &'static str {
    match language.split('-').next().unwrap_or_default() {
        "zh" if is_traditional(language) => "單元",
        "zh" => "单元",
        "de" => "Module",
        "es" => "Módulos",
        "ja" => "単元",
        _ => "Modules",
    }
}

fn is_traditional(language: &str) -> bool {
    ["Hant", "TW", "HK", "MO"].iter().any(|part| language.split('-').any(|found| found == *part))
}

/// A text between double quotation marks, as YAML reads it.
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned())
}

fn plain_key(key: &str) -> String {
    let plain = key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    if plain && key.starts_with(|c: char| c.is_ascii_alphabetic()) { key.to_owned() } else { quoted(key) }
}

fn put(pages: &[Page], folder: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    let width = if pages.len() > 99 { 3 } else { 2 };
    for (at, page) in pages.iter().enumerate() {
        let name = format!("{folder}/{:0width$}-{}", at + 1, page.slug);
        if page.in_folder {
            put_texts(page, &format!("{name}/index"), files);
            put_files(page, &name, files);
        } else {
            put_texts(page, &name, files);
            put_files(page, folder, files);
        }
        put(&page.pages, &name, files);
    }
}

fn put_texts(page: &Page, stem: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for (language, text) in &page.texts {
        files.insert(format!("{stem}.{language}.md"), text.file());
    }
}

fn put_files(page: &Page, folder: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in &page.files {
        files.insert(format!("{folder}/{name}"), bytes.clone());
    }
}
