//! Which files are those of one item, and in which order the items stand.

use std::collections::{BTreeMap, BTreeSet};

use super::file_name::{self, FileName, FilePlace, NumberedName};
use super::numbering;
use crate::book::Book;
use crate::course::{KindIx, Lang};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::message::{Message, both};
use crate::sources::Sources;
use crate::span::{FileId, Span};

/// The course's files, each in its place.
pub struct SortedFiles {
    /// The front page, if there is one, then the items by kind and number, each with its children behind it.
    pub entries: Vec<ItemFiles>,
    pub glossary: Option<FileId>,
    /// The ids of items that some file seems to be meant for, but that are not in the course; the reason was reported.
    pub broken: BTreeSet<String>,
}

/// The files of one item.
#[derive(Clone)]
pub struct ItemFiles {
    /// None for the front page.
    pub place: Option<FilePlace>,
    /// One for each language.
    pub files: Vec<Option<FileId>>,
}

impl ItemFiles {
    pub fn kind(&self) -> Option<KindIx> {
        self.place.as_ref().map(|place| place.kind)
    }

    /// As [`crate::course::Item::path`]; empty for the front page.
    pub fn path(&self) -> String {
        self.place.as_ref().map(FilePlace::path).unwrap_or_default()
    }

    /// As the file's name says it.
    pub fn number(&self) -> u32 {
        self.place.as_ref().map_or(0, |place| place.own.number)
    }

    /// Every text with its language.
    pub fn texts(&self) -> impl Iterator<Item = (FileId, Lang)> + '_ {
        let files = self.files.iter().enumerate();
        files.filter_map(|(i, file)| file.map(|file| (file, Lang::new(i))))
    }

    pub fn first_file(&self) -> Option<FileId> {
        self.files.iter().flatten().next().copied()
    }
}

/// The path of a translation beside the file at `path`.
pub fn translated(path: &str, book: &Book, lang: Lang) -> String {
    let source = format!(".{}.md", book.languages[Lang::SOURCE.index()].key);
    let stem = path.strip_suffix(&source).unwrap_or(path);
    format!("{stem}.{}.md", book.languages[lang.index()].key)
}

/// Whether a file is one that people put into each folder of a repository, in whatever language and form: `README.zh.md`, `LICENSE-MIT`.
pub fn is_for_others(path: &str) -> bool {
    const NAMES: [&str; 11] = [
        "license",
        "licence",
        "copying",
        "notice",
        "contributing",
        "code_of_conduct",
        "changelog",
        "authors",
        "agents",
        "codeowners",
        "security",
    ];
    is_about_the_folder(path) || NAMES.contains(&stem(path).split('-').next().unwrap_or_default())
}

/// Whether a file is one that some programs show as the first page of a folder.
fn is_about_the_folder(path: &str) -> bool {
    ["readme", "summary"].contains(&stem(path).as_str())
}

/// The name of a file before its first dot, in small letters.
fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name).to_ascii_lowercase()
}

/// Sorts the files, and reports those whose names do not fit and items whose numbers do not.
pub fn sort(book: &Book, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> SortedFiles {
    let prefix = format!("{}/", book.folder);
    let mut files = SortedFiles { entries: Vec::new(), glossary: None, broken: BTreeSet::new() };
    let mut groups: BTreeMap<(Option<KindIx>, String), ItemFiles> = BTreeMap::new();
    // Numbers of files that cannot be used: they leave no gap.
    let mut spent = Vec::new();
    for (file, source) in sources.iter() {
        let Some(path) = source.path.strip_prefix(&prefix) else { continue };
        if path == "glossary.yaml" {
            files.glossary = Some(file);
            continue;
        }
        if !path.to_ascii_lowercase().ends_with(".md") {
            continue;
        }
        let FileName { place, lang } = match file_name::read(book, path) {
            Ok(name) => name,
            Err(_) if is_about_the_folder(path) => {
                let message = both!("this file is no part of the course", "这个文件不是课程的一部分");
                let key = &book.languages[Lang::SOURCE.index()].key;
                let diagnostic = Diagnostic::new(Code::UnreadFile, Span::start_of(file), message).hint(both!(
                    "it is passed over; the front page of the course is called `index.{key}.md`",
                    "它会被跳过；课程的首页叫 `index.{key}.md`"
                ));
                diagnostics.push(Diagnostic { severity: Severity::Note, ..diagnostic });
                continue;
            }
            Err(_) if is_for_others(path) => continue,
            Err(wrong) => {
                if !source.broken {
                    let diagnostic = Diagnostic::new(Code::FileName, Span::start_of(file), wrong.message);
                    diagnostics.push(diagnostic.hint(wrong.hint));
                }
                if let Some(place) = file_name::meant(book, path) {
                    files.broken.insert(place.id(book));
                    spent.push(place);
                }
                continue;
            }
        };
        let key = (place.as_ref().map(|place| place.kind), place.as_ref().map(FilePlace::path).unwrap_or_default());
        let entry = groups
            .entry(key)
            .or_insert_with(|| ItemFiles { place: place.clone(), files: vec![None; book.languages.len()] });
        let first = entry.first_file();
        let own = &mut entry.files[lang.index()];
        if let Some(taken) = *own {
            let slug = place.as_ref().map_or("", |place| &place.own.slug);
            let message = both!("two files are `{slug}` in the same language", "同一种语言有两个文件都叫 `{slug}`");
            let hint = both!("rename one of them, or remove it", "请给其中一个改名，或者删去");
            diagnostics.push(same_slug(file, taken, message, hint));
            spent.extend(place);
            continue;
        }
        *own = Some(file);
        if let (Some(here), Some(there), Some(first)) = (place, &entry.place, first)
            && here.own.number != there.own.number
        {
            diagnostics.push(two_numbers(file, &here.own, first, &there.own));
            spent.push(here);
        }
    }
    files.entries = groups.into_values().collect();
    // The number of an item that has no text of its own is in the folder of its pages.
    spent.extend(files.entries.iter().filter_map(|entry| entry.place.as_ref()?.parent_place()));
    files.entries.sort_by_cached_key(|entry| entry.place.as_ref().map(FilePlace::order));
    numbering::check(&files.entries, &spent, diagnostics);
    check_sources(book, sources, &mut files, diagnostics);
    check_parents(book, sources, &mut files, diagnostics);
    files
}

fn same_slug(file: FileId, other: FileId, message: Message, hint: Message) -> Diagnostic {
    Diagnostic::new(Code::DuplicateId, Span::start_of(file), message)
        .note(Span::start_of(other), both!("the other one", "另一个在这里"))
        .hint(hint)
}

fn two_numbers(file: FileId, here: &NumberedName, other: FileId, there: &NumberedName) -> Diagnostic {
    let message = both!(
        "`{}` has the number {} here and {} elsewhere",
        "`{}` 在这里的编号是 {}，在别处是 {}",
        here.slug,
        here.number,
        there.number
    );
    let hint = both!(
        "an item has one number in all languages: rename one of the two",
        "一个条目在各种语言里编号相同：请给其中一个改名"
    );
    same_slug(file, other, message, hint)
}

/// What is a child lies in the folder of an item.
fn check_parents(book: &Book, sources: &Sources, files: &mut SortedFiles, diagnostics: &mut Vec<Diagnostic>) {
    let parents = files.entries.iter().filter_map(|entry| Some((entry.place.as_ref()?, entry.first_file()?)));
    let parents = parents.filter(|(place, _)| place.parent.is_none());
    let parents: BTreeMap<String, (NumberedName, FileId)> =
        parents.map(|(place, file)| (place.id(book), (place.own.clone(), file))).collect();
    for entry in &files.entries {
        let (Some(place), Some(file)) = (&entry.place, entry.first_file()) else { continue };
        let Some((id, parent)) = place.parent_id(book).zip(place.parent.as_ref()) else { continue };
        match parents.get(&id) {
            Some((known, first)) if known.number != parent.number => {
                diagnostics.push(two_numbers(file, parent, *first, known));
            }
            Some(_) => {}
            // Said once for all that lie in the folder.
            None if !files.broken.insert(id) => {}
            None => {
                let folder = sources.get(file).path.split('/').take(3).collect::<Vec<_>>().join("/");
                let source = &book.languages[Lang::SOURCE.index()].key;
                diagnostics.push(
                    Diagnostic::new(
                        Code::MissingSource,
                        Span::start_of(file),
                        both!(
                            "this is a page of an item that has no text of its own",
                            "这是一个条目的分页，而条目本身没有正文"
                        ),
                    )
                    .hint(both!(
                        "write `{folder}/index.{source}.md`, with a title at least",
                        "请写 `{folder}/index.{source}.md`，至少写上题目"
                    )),
                );
            }
        }
    }
}

/// Every item exists in the source language.
fn check_sources(book: &Book, sources: &Sources, files: &mut SortedFiles, diagnostics: &mut Vec<Diagnostic>) {
    let SortedFiles { entries, broken, .. } = files;
    for entry in entries.iter() {
        if entry.files[Lang::SOURCE.index()].is_some() {
            continue;
        }
        let Some((file, lang)) = entry.texts().next() else { continue };
        broken.extend(entry.place.as_ref().map(|place| place.id(book)));
        let source = &book.languages[Lang::SOURCE.index()].key;
        let path = &sources.get(file).path;
        let wanted = path.replace(&format!(".{}.md", book.languages[lang.index()].key), &format!(".{source}.md"));
        diagnostics.push(
            Diagnostic::new(
                Code::MissingSource,
                Span::start_of(file),
                both!(
                    "this is a translation of a text that is not there in `{source}`",
                    "这篇译文没有对应的 `{source}` 原文"
                ),
            )
            .hint(both!("write `{wanted}`, or remove this file", "请写 `{wanted}`，或者删去这个文件")),
        );
    }
}
