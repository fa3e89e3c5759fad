//! Which item and language each file is: `steps/02-listen.zh.md`, `modules/02-listening/index.en.md`.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::Book;
use crate::course::{KindIx, Lang};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{self, Message, both};
use crate::slug::{self, is_slug};
use crate::sources::Sources;
use crate::sources::limits::HIGHEST_NUMBER;
use crate::span::{FileId, Span};

/// The course's files, each in its place.
pub struct SortedFiles {
    /// The front page, if there is one, then the items by kind and number.
    pub entries: Vec<ItemFiles>,
    pub glossary: Option<FileId>,
    /// The ids of items that some file seems to be meant for, but that are not in the course; the reason was reported.
    pub broken: BTreeSet<String>,
}

/// The files of one item.
pub struct ItemFiles {
    /// None for the front page.
    pub kind: Option<KindIx>,
    pub number: u32,
    pub slug: String,
    /// One for each language.
    pub files: Vec<Option<FileId>>,
}

impl ItemFiles {
    /// Every text with its language.
    pub fn texts(&self) -> impl Iterator<Item = (FileId, Lang)> + '_ {
        let files = self.files.iter().enumerate();
        files.filter_map(|(i, file)| file.map(|file| (file, Lang::new(i))))
    }
}

/// The path of a translation beside the file at `path`.
pub fn translated(path: &str, book: &Book, lang: Lang) -> String {
    let source = format!(".{}.md", book.languages[Lang::SOURCE.index()].key);
    let stem = path.strip_suffix(&source).unwrap_or(path);
    format!("{stem}.{}.md", book.languages[lang.index()].key)
}

/// What the name of a file says.
struct FileName {
    kind: Option<KindIx>,
    number: u32,
    slug: String,
    lang: Lang,
}

/// Sorts the files, and reports those whose names do not fit and items whose numbers do not.
pub fn sort(book: &Book, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> SortedFiles {
    let prefix = format!("{}/", book.folder);
    let mut files = SortedFiles { entries: Vec::new(), glossary: None, broken: BTreeSet::new() };
    let mut groups: BTreeMap<(Option<KindIx>, String), ItemFiles> = BTreeMap::new();
    // Numbers of files that cannot be used: they leave no gap.
    let mut spent: BTreeSet<(KindIx, u32)> = BTreeSet::new();
    for (file, source) in sources.iter() {
        let Some(path) = source.path.strip_prefix(&prefix) else { continue };
        if path == "glossary.yaml" {
            files.glossary = Some(file);
            continue;
        }
        if !path.to_ascii_lowercase().ends_with(".md") {
            continue;
        }
        let name = match name(book, path) {
            Ok(name) => name,
            Err(wrong) => {
                if !source.broken {
                    let diagnostic = Diagnostic::new(Code::FileName, Span::start_of(file), wrong.message);
                    diagnostics.push(diagnostic.hint(wrong.hint));
                }
                if let Some((kind, number, slug)) = meant(book, path) {
                    spent.insert((kind, number));
                    files.broken.insert(id(book, kind, &slug));
                }
                continue;
            }
        };
        let entry = groups.entry((name.kind, name.slug.clone())).or_insert_with(|| ItemFiles {
            kind: name.kind,
            number: name.number,
            slug: name.slug.clone(),
            files: vec![None; book.languages.len()],
        });
        let same_slug = |first: FileId, message: Message, hint: Message| {
            Diagnostic::new(Code::DuplicateId, Span::start_of(file), message)
                .note(Span::start_of(first), both!("the other one", "另一个在这里"))
                .hint(hint)
        };
        let first = entry.files.iter().flatten().next().copied();
        let own = &mut entry.files[name.lang.index()];
        if let Some(taken) = *own {
            let message = both!("two files are `{}` in the same language", "同一种语言有两个文件都叫 `{}`", name.slug);
            diagnostics.push(same_slug(
                taken,
                message,
                both!("rename one of them, or remove it", "请给其中一个改名，或者删去"),
            ));
            spent.extend(name.kind.map(|kind| (kind, name.number)));
            continue;
        }
        *own = Some(file);
        if let Some(first) = first.filter(|_| entry.number != name.number) {
            let message = both!(
                "`{}` has the number {} here and {} elsewhere",
                "`{}` 在这里的编号是 {}，在别处是 {}",
                name.slug,
                name.number,
                entry.number
            );
            diagnostics.push(same_slug(
                first,
                message,
                both!(
                    "an item has one number in all languages: rename one of the two",
                    "一个条目在各种语言里编号相同：请给其中一个改名"
                ),
            ));
            spent.extend(name.kind.map(|kind| (kind, name.number)));
        }
    }
    files.entries = groups.into_values().collect();
    files.entries.sort_by_key(|e| (e.kind, e.number));
    check_numbers(book, &files.entries, &spent, diagnostics);
    check_sources(book, sources, &mut files, diagnostics);
    files
}

fn id(book: &Book, kind: KindIx, slug: &str) -> String {
    format!("{}/{slug}", book.kinds[kind.index()].key)
}

/// What is wrong with a name, and what to do.
struct WrongFileName {
    message: Message,
    hint: Message,
}

/// The item for which a file with a wrong name is probably meant.
fn meant(book: &Book, path: &str) -> Option<(KindIx, u32, String)> {
    let (folder, rest) = path.split_once('/')?;
    let kind = book.kinds.iter().position(|k| k.folder == folder)?;
    let stem = rest.split(['.', '/']).next()?;
    let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
    let words = stem[digits..].split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    Some((KindIx::new(kind), stem[..digits].parse().unwrap_or(0), slug))
}

fn name(book: &Book, path: &str) -> Result<FileName, WrongFileName> {
    let wrong = |message: Message, hint: Message| Err(WrongFileName { message, hint });
    let Some(stem) = path.strip_suffix(".md") else {
        return wrong(
            both!("the ending of a text is written `.md`", "正文的扩展名要写作 `.md`"),
            both!("rename it with small letters", "请改成小写字母"),
        );
    };
    let keys = || book.languages.iter().map(|l| l.key.as_str()).collect::<Vec<_>>();
    let Some((stem, key)) = stem.rsplit_once('.') else {
        let key = keys().first().copied().unwrap_or("en");
        let hint = both!(
            "a text is called `index.{key}.md` or like `01-listen.{key}.md`; move other files out of the course",
            "正文叫 `index.{key}.md`，或者像 `01-listen.{key}.md` 这样；其他文件请移出课程"
        );
        return wrong(both!("the name of this file does not say its language", "这个文件的名称没有写明语言"), hint);
    };
    let Some(lang) = book.lang(key) else {
        let message = both!("`{key}` is not a language of this book", "`{key}` 不是这本书的语言");
        let list = message::joined(keys());
        let hint = both!("`languages` in `book.yaml` has {list}", "`book.yaml` 的 `languages` 有 {list}"; list);
        return wrong(message, hint);
    };
    if stem == "index" {
        return Ok(FileName { kind: None, number: 0, slug: String::new(), lang });
    }
    let parts: Vec<&str> = stem.split('/').collect();
    let (folder, item) = match parts[..] {
        [folder, item] | [folder, item, "index"] => (folder, item),
        _ => {
            let hint = both!(
                "texts lie in a kind's folder: `steps/01-listen.en.md` or `steps/01-listen/index.en.md`",
                "正文放在各类条目的文件夹里：`steps/01-listen.en.md` 或 `steps/01-listen/index.en.md`"
            );
            return wrong(both!("a text cannot lie here", "正文不能放在这里"), hint);
        }
    };
    let Some(kind) = book.kinds.iter().position(|k| k.folder == folder) else {
        let folders: Vec<&str> = book.kinds.iter().map(|k| k.folder.as_str()).collect();
        let near = crate::diagnostic::nearest(folder, folders.iter().copied());
        let hint = match near {
            Some(near) => both!("did you mean `{near}`?", "您要写的是 `{near}` 吗？"),
            None => {
                let list = message::joined(folders);
                both!("`kinds` in `book.yaml` has the folders {list}", "`book.yaml` 的 `kinds` 有文件夹 {list}"; list)
            }
        };
        let message = both!("no kind of the book has the folder `{folder}`", "这本书没有用文件夹 `{folder}` 的条目");
        return wrong(message, hint);
    };
    let parsed = item.split_once('-').and_then(|(number, slug)| Some((number.parse::<u32>().ok()?, slug)));
    match parsed {
        Some((_, "index")) => wrong(
            both!("an item cannot be called `index`", "条目不能叫 `index`"),
            both!("choose another word: the list of a kind has that address", "请换个词：整类条目的列表用了这个地址"),
        ),
        Some((number, slug)) if is_slug(slug) && (1..=HIGHEST_NUMBER).contains(&number) => {
            Ok(FileName { kind: Some(KindIx::new(kind)), number, slug: slug.to_owned(), lang })
        }
        Some((_, slug)) if slug.len() > slug::LONGEST => {
            let (length, most) = (slug.len(), slug::LONGEST);
            wrong(
                both!(
                    "the name `{slug}` has {length} characters, and may have {most} at most",
                    "名称 `{slug}` 有 {length} 个字符，最多只能有 {most} 个"
                ),
                both!("choose a shorter one: it is a part of the page's address", "请换个短些的：它是网页地址的一部分"),
            )
        }
        _ => wrong(
            both!("`{item}` is not a number and a name", "`{item}` 不是编号加名称"),
            both!(
                "call it like `01-listen`: a number, then lower-case letters, digits and hyphens",
                "请写成 `01-listen` 这样：先是编号，再是小写字母、数字和连字符"
            ),
        ),
    }
}

/// A kind's numbers are 1, 2, 3 …
fn check_numbers(
    book: &Book,
    entries: &[ItemFiles],
    spent: &BTreeSet<(KindIx, u32)>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let first_file = |entry: &ItemFiles| entry.files.iter().flatten().next().copied();
    for kind in (0..book.kinds.len()).map(KindIx::new) {
        let mut last: Option<&ItemFiles> = None;
        for entry in entries.iter().filter(|e| e.kind == Some(kind)) {
            let Some(file) = first_file(entry) else { continue };
            let number = last.map_or(0, |e| e.number);
            let last_file = last.replace(entry).and_then(first_file);
            let expected = (number + 1..entry.number).find(|&n| !spent.contains(&(kind, n))).unwrap_or(entry.number);
            let report = |message: Message| Diagnostic::new(Code::Numbering, Span::start_of(file), message);
            let (diagnostic, words) = if entry.number == number {
                let diagnostic = report(both!("a second item has the number {number}", "又有一个条目的编号是 {number}"))
                    .hint(both!("number the items of a kind 1, 2, 3 …: give one of the two the next number, and those after it the ones after that", "同类条目依次编为 1、2、3……：请把其中一个改为下一个编号，后面的依次顺延"));
                (diagnostic, both!("the first one", "第一个在这里"))
            } else if entry.number != expected {
                let what = both!(
                    "expected the number {expected}, found {}: there is a gap",
                    "编号应是 {expected}，现在是 {}：中间有空缺",
                    entry.number
                );
                (
                    report(what).hint(both!(
                        "number the items of a kind 1, 2, 3 … without a gap",
                        "同类条目请依次编为 1、2、3……，不留空缺"
                    )),
                    both!("the item before it", "前一个条目在这里"),
                )
            } else {
                continue;
            };
            diagnostics.push(match last_file {
                Some(before) => diagnostic.note(Span::start_of(before), words),
                None => diagnostic,
            });
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
        let Some((index, file)) = entry.files.iter().enumerate().find_map(|(i, f)| f.map(|f| (i, f))) else { continue };
        broken.extend(entry.kind.map(|kind| id(book, kind, &entry.slug)));
        let source = &book.languages[Lang::SOURCE.index()].key;
        let path = &sources.get(file).path;
        let wanted = path.replace(&format!(".{}.md", book.languages[index].key), &format!(".{source}.md"));
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
