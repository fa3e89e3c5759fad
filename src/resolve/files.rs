//! Which item and language each file is: `steps/02-listen.zh.md`, `modules/02-listening/index.en.md`.

use std::collections::BTreeMap;

use crate::book::{Book, is_slug};
use crate::course::{KindIx, Lang};
use crate::diagnostic::{Code, Diagnostic};
use crate::sources::{FileId, Sources, Span};

/// The course's files, each in its place.
pub struct Files {
    /// The front page, if there is one, then the items by kind and number.
    pub entries: Vec<Entry>,
    pub glossary: Option<FileId>,
}

/// The files of one item.
pub struct Entry {
    /// None for the front page.
    pub kind: Option<KindIx>,
    pub number: u32,
    pub slug: String,
    /// One for each language.
    pub files: Vec<Option<FileId>>,
}

impl Files {
    /// Every text with its language.
    pub fn texts(&self) -> impl Iterator<Item = (FileId, Lang)> + '_ {
        self.entries.iter().flat_map(|entry| {
            let files = entry.files.iter().enumerate();
            files.filter_map(|(i, file)| file.map(|file| (file, Lang::new(i))))
        })
    }
}

/// The path of a translation beside the file at `path`.
pub fn translated(path: &str, book: &Book, lang: Lang) -> String {
    let source = format!(".{}.md", book.languages[Lang::SOURCE.index()].key);
    let stem = path.strip_suffix(&source).unwrap_or(path);
    format!("{stem}.{}.md", book.languages[lang.index()].key)
}

/// What the name of a file says.
struct Name {
    kind: Option<KindIx>,
    number: u32,
    slug: String,
    lang: Lang,
}

/// Sorts the files, and reports those whose names do not fit and items whose numbers do not.
pub fn sort(book: &Book, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Files {
    let prefix = format!("{}/", book.folder);
    let mut files = Files { entries: Vec::new(), glossary: None };
    let mut groups: BTreeMap<(Option<KindIx>, String), Entry> = BTreeMap::new();
    for (file, source) in sources.iter() {
        let Some(path) = source.path.strip_prefix(&prefix) else { continue };
        if path == "glossary.yaml" {
            files.glossary = Some(file);
            continue;
        }
        if !path.ends_with(".md") {
            continue;
        }
        let name = match name(book, path) {
            Ok(name) => name,
            Err((message, hint)) => {
                diagnostics.push(Diagnostic::new(Code::FileName, Span::start_of(file), message).hint(hint));
                continue;
            }
        };
        let entry = groups.entry((name.kind, name.slug.clone())).or_insert_with(|| Entry {
            kind: name.kind,
            number: name.number,
            slug: name.slug.clone(),
            files: vec![None; book.languages.len()],
        });
        let same_slug = |first: FileId, message: String| {
            Diagnostic::new(Code::DuplicateId, Span::start_of(file), message)
                .note(Span::start_of(first), "the other one")
                .hint("rename one of them")
        };
        let first = entry.files.iter().flatten().next().copied();
        if let Some(taken) = entry.files[name.lang.index()] {
            diagnostics.push(same_slug(taken, format!("two files are `{}` in the same language", name.slug)));
        } else if let Some(first) = first.filter(|_| entry.number != name.number) {
            let message = format!("`{}` has the number {} here and {} elsewhere", name.slug, name.number, entry.number);
            diagnostics.push(same_slug(first, message));
        } else {
            entry.files[name.lang.index()] = Some(file);
        }
    }
    files.entries = groups.into_values().collect();
    files.entries.sort_by_key(|e| (e.kind, e.number));
    check_numbers(book, &files.entries, diagnostics);
    check_sources(book, sources, &files.entries, diagnostics);
    files
}

fn name(book: &Book, path: &str) -> Result<Name, (String, String)> {
    let stem = path.strip_suffix(".md").unwrap_or(path);
    let keys = || book.languages.iter().map(|l| l.key.as_str()).collect::<Vec<_>>();
    let Some((stem, key)) = stem.rsplit_once('.') else {
        let hint = format!("call it `{stem}.{}.md`", keys().first().copied().unwrap_or("en"));
        return Err(("the name of this file does not say its language".to_owned(), hint));
    };
    let Some(lang) = book.lang(key) else {
        let message = format!("`{key}` is not a language of this book");
        let hint = format!("`languages` in `book.yaml` has {}", keys().join(", "));
        return Err((message, hint));
    };
    if stem == "index" {
        return Ok(Name { kind: None, number: 0, slug: String::new(), lang });
    }
    let parts: Vec<&str> = stem.split('/').collect();
    let (folder, item) = match parts[..] {
        [folder, item] | [folder, item, "index"] => (folder, item),
        _ => {
            let hint = "texts lie in a kind's folder: `steps/01-listen.en.md` or `steps/01-listen/index.en.md`";
            return Err(("a text cannot lie here".to_owned(), hint.to_owned()));
        }
    };
    let Some(kind) = book.kinds.iter().position(|k| k.folder == folder) else {
        let folders: Vec<&str> = book.kinds.iter().map(|k| k.folder.as_str()).collect();
        let near = crate::diagnostic::nearest(folder, folders.iter().copied());
        let hint = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`kinds` in `book.yaml` has the folders {}", folders.join(", ")),
        };
        return Err((format!("no kind of the book has the folder `{folder}`"), hint));
    };
    let parsed = item.split_once('-').and_then(|(number, slug)| Some((number.parse::<u32>().ok()?, slug)));
    match parsed {
        Some((number, slug)) if is_slug(slug) && (1..=9999).contains(&number) => {
            Ok(Name { kind: Some(KindIx::new(kind)), number, slug: slug.to_owned(), lang })
        }
        _ => Err((
            format!("`{item}` is not a number and a name"),
            "call it like `01-listen`: a number, then lower-case letters, digits and hyphens".to_owned(),
        )),
    }
}

/// A kind's numbers are 1, 2, 3 …
fn check_numbers(book: &Book, entries: &[Entry], diagnostics: &mut Vec<Diagnostic>) {
    let first_file = |entry: &Entry| entry.files.iter().flatten().next().copied();
    for kind in 0..book.kinds.len() {
        let mut last: Option<&Entry> = None;
        for entry in entries.iter().filter(|e| e.kind == Some(KindIx::new(kind))) {
            let Some(file) = first_file(entry) else { continue };
            let number = last.map_or(0, |e| e.number);
            if entry.number != number + 1 {
                let diagnostic = if entry.number == number {
                    Diagnostic::new(
                        Code::Numbering,
                        Span::start_of(file),
                        format!("a second item has the number {number}"),
                    )
                    .hint(format!("call the next one `{:02}-{}`", number + 1, entry.slug))
                } else {
                    Diagnostic::new(
                        Code::Numbering,
                        Span::start_of(file),
                        format!("expected the number {}, found {}: there is a gap", number + 1, entry.number),
                    )
                    .hint("number the items of a kind 1, 2, 3 … without a gap")
                };
                diagnostics.push(match last.and_then(first_file) {
                    Some(before) => diagnostic.note(Span::start_of(before), "the item before it"),
                    None => diagnostic,
                });
            }
            last = Some(entry);
        }
    }
}

/// Every item exists in the source language.
fn check_sources(book: &Book, sources: &Sources, entries: &[Entry], diagnostics: &mut Vec<Diagnostic>) {
    for entry in entries {
        if entry.files[Lang::SOURCE.index()].is_some() {
            continue;
        }
        let Some((index, file)) = entry.files.iter().enumerate().find_map(|(i, f)| f.map(|f| (i, f))) else { continue };
        let source = &book.languages[Lang::SOURCE.index()].key;
        let path = &sources.get(file).path;
        let wanted = path.replace(&format!(".{}.md", book.languages[index].key), &format!(".{source}.md"));
        diagnostics.push(
            Diagnostic::new(
                Code::MissingSource,
                Span::start_of(file),
                format!("this is a translation of a text that is not there in `{source}`"),
            )
            .hint(format!("write `{wanted}`, or remove this file")),
        );
    }
}
