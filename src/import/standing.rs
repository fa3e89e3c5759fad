//! A second language for a course that is there: which page of it a chapter translates, and what `book.yaml` says of the language.

use std::collections::BTreeMap;
use std::path::Path;

use super::model::words;
use super::outline::{label, plural, quoted};
use super::volume::{self, Standing};
use super::{Given, Imported};
use crate::book::Book;
use crate::course::tree::BlockKind;
use crate::diagnostic::Strictness;
use crate::failure::Failure;
use crate::message::both;
use crate::project::{self, Loaded, Memo};
use crate::sources::Sources;
use crate::span::FileId;
use crate::syntax::{self, Dialect};
use crate::yaml::{self, Node, Value};

/// The texts that Word documents of one language become in the course of the folder `root`, with what `book.yaml` says then.
///
/// # Errors
///
/// When the course or a document cannot be read.
pub fn add(
    root: &Path,
    given: &[Given],
    languages: &[String],
) -> Result<(Imported, BTreeMap<String, Vec<u8>>), Failure> {
    let Loaded { sources, project, .. } =
        project::load(root, Sources::default(), &mut Memo::once(), Strictness::Usual)?;
    let settings = project.book().ok_or_else(|| {
        Failure::new(both!("the course there cannot be read", "无法读取那里的课程"))
            .at(root)
            .hint(both!("`diglot check` says what is wrong with it", "运行 `diglot check` 可以看到错在哪里"))
    })?;
    let mut reports = Vec::new();
    let volumes = super::volumes(given, languages, &mut reports)?;
    let [volume] = volumes.as_slice() else {
        let message = both!("a translation is added in one language at a time", "一次只能加一种语言的译文");
        return Err(Failure::new(message).hint(both!("name one language: `--lang zh`", "请只写一种语言：`--lang zh`")));
    };
    let language = &volume.language;
    if settings.languages.first().is_some_and(|source| source.key == *language) {
        let message =
            both!("the course there is written in `{language}` itself", "那里的课程本来就是用 `{language}` 写的");
        return Err(Failure::new(message)
            .at(root)
            .hint(both!("name the language of the translation with `--lang`", "请用 `--lang` 写明译文的语言")));
    }
    let standing = pages(&sources, settings);
    if standing.is_empty() {
        let message = both!("the course there has no pages to translate", "那里的课程没有可以翻译的页");
        return Err(Failure::new(message)
            .at(root)
            .hint(both!("import both documents together into a new folder", "请把两个文档一起导入一个新文件夹")));
    }
    let mut added = volume::translation(volume, &standing, &mut reports);
    if sources.find(&format!("{}/index.{}.md", settings.folder, settings.languages[0].key)).is_none() {
        added.remove(&format!("{}/index.{language}.md", settings.folder));
    }
    let title = volume.document.title.as_ref().map_or_else(|| volume::stem(&volume.name), |title| words(title));
    let subtitle = volume.document.subtitle.as_ref().map(|subtitle| words(subtitle));
    let text = &sources.get(settings.file).text;
    let changed =
        BTreeMap::from([("book.yaml".to_owned(), book(text, language, &title, subtitle.as_deref())?.into_bytes())]);
    let pages = added.keys().filter(|path| path.ends_with(".md")).count();
    let before = sources.contents().into_iter().map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
    let mut files: BTreeMap<String, Vec<u8>> = before.collect();
    if let Some(path) = added.keys().find(|path| files.contains_key(*path)) {
        return Err(Failure::new(both!("there is a file here already", "这里已经有一个文件"))
            .at(&root.join(path))
            .hint(both!("move it away, and import again", "请把它移走，然后重新导入")));
    }
    files.extend(added.clone());
    files.extend(changed.clone());
    let languages = vec![language.clone()];
    Ok((Imported { files, reports, pages, languages, added }, changed))
}

/// The pages of the first kind of a course, in their order.
pub fn pages(sources: &Sources, book: &Book) -> Vec<Standing> {
    let (Some(kind), Some(source)) = (book.kinds.first(), book.languages.first()) else { return Vec::new() };
    let folder = format!("{}/{}/", book.folder, kind.folder);
    let ending = format!(".{}.md", source.key);
    let mut pages = Vec::new();
    for (file, found) in sources.iter() {
        let Some(stem) = found.path.strip_suffix(&ending) else { continue };
        let Some(inside) = stem.strip_prefix(&folder) else { continue };
        if inside.contains('/') && inside.split_once('/').is_none_or(|(_, name)| name != "index") {
            continue;
        }
        let dialect = Dialect { raw_html: book.raw_html, math: book.math, chinese: source.is_unspaced() };
        let (parsed, _) = syntax::parse(file, &found.text, dialect);
        let headings = parsed.body.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading { level, id, content } => {
                let made = || crate::slug::of(&crate::course::tree::plain_text(content));
                Some((*level, Some(id.clone().unwrap_or_else(made))))
            }
            _ => None,
        });
        let beside = stem.rsplit_once('/').map_or("", |(folder, _)| folder);
        let files = sources.attachments.iter().filter_map(|picture| {
            let name = picture.path.strip_prefix(beside)?.strip_prefix('/')?;
            (!name.contains('/')).then(|| (name.to_owned(), picture.bytes.to_vec()))
        });
        pages.push(Standing {
            stem: stem.to_owned(),
            headings: headings.collect(),
            files: files.collect::<BTreeMap<_, _>>(),
        });
    }
    // Numbers of three figures come after those of two.
    pages.sort_by_key(|page| number(&page.stem, &folder));
    pages
}

fn number(stem: &str, folder: &str) -> u32 {
    let name = stem.strip_prefix(folder).unwrap_or(stem);
    name.split('-').next().and_then(|number| number.parse().ok()).unwrap_or(u32::MAX)
}

/// `book.yaml` with one more language, in which the course is called `title`. As it is where it has the language.
///
/// # Errors
///
/// When the file says its languages in a way that is not known how to change.
pub fn book(text: &str, language: &str, title: &str, subtitle: Option<&str>) -> Result<String, Failure> {
    let unreadable = || {
        Failure::new(both!("`book.yaml` cannot be changed by itself", "无法自动修改 `book.yaml`")).hint(both!(
            "add `{language}` to `languages`, and to each text that differs by language, and import again",
            "请把 `{language}` 写进 `languages` 和每一处按语言区分的文字，然后重新导入"
        ))
    };
    let root = yaml::parse(text, FileId::new(0), 0).map_err(|_| unreadable())?;
    let field =
        |node: &Node, name: &str| node.entries().iter().find(|(key, _)| key.name == name).map(|(_, n)| n.clone());
    let languages = field(&root, "languages").ok_or_else(unreadable)?;
    let Value::List(listed) = &languages.value else { return Err(unreadable()) };
    let keys: Vec<String> = listed
        .iter()
        .filter_map(|node| if let Value::Text(key) = &node.value { Some(key.clone()) } else { None })
        .collect();
    if keys.iter().any(|key| key == language) {
        return Ok(text.to_owned());
    }
    let (Some(last), Some(source)) = (listed.last(), keys.first()) else { return Err(unreadable()) };
    // Where to put what, from the end to the beginning.
    let mut added: Vec<(usize, String)> = vec![(last.span.range().end, beside(text, last, language))];
    let mut each = Vec::new();
    collect(&root, source, &mut Vec::new(), &mut each);
    for (path, node) in each {
        let words = match path.last().map(String::as_str) {
            Some("title") if path.len() == 1 => title.to_owned(),
            Some("subtitle") if path.len() == 1 && subtitle.is_some() => subtitle.unwrap_or_default().to_owned(),
            Some("label") if path.first().is_some_and(|first| first == "kinds") => label(language).to_owned(),
            Some("plural") => plural(language).to_owned(),
            // Nobody has said it in that language yet.
            _ => match &node.value {
                Value::Text(words) | Value::Number(words) => words.clone(),
                _ => continue,
            },
        };
        let entry = format!("{language}: {}", quoted(&words));
        added.push((node.span.range().end, beside(text, &node, &entry)));
    }
    let mut text = text.to_owned();
    added.sort();
    for (at, words) in added.into_iter().rev() {
        text.insert_str(at, &words);
    }
    Ok(text)
}

/// The texts of the source language in maps by language, with the keys that lead to them.
fn collect(node: &Node, source: &str, path: &mut Vec<String>, found: &mut Vec<(Vec<String>, Node)>) {
    for (key, value) in node.entries() {
        if key.name == source && !matches!(value.value, Value::Map(_)) {
            found.push((path.clone(), value.clone()));
            return;
        }
        path.push(key.name.clone());
        collect(value, source, path, found);
        path.pop();
    }
}

/// An entry as it is written behind another one: on its line, or on one of its own.
fn beside(text: &str, node: &Node, entry: &str) -> String {
    let start = node.span.range().start;
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line..start];
    if before.contains(['{', '[']) {
        return format!(", {entry}");
    }
    let indent: String = before.chars().take_while(|c| *c == ' ').collect();
    let dash = if before.trim_start().starts_with("- ") { "- " } else { "" };
    format!("\n{indent}{dash}{entry}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_added_to_each_text() {
        let text = "title:\n  en: \"Hi\"\nlanguages: [en]\nkinds:\n  module:\n    folder: modules\n    label: {en: \"Module {n}\"}\n    plural: {en: Modules}\n";
        let changed = book(text, "zh", "你好", None).expect("it can be changed");
        let expected = "title:\n  en: \"Hi\"\n  zh: \"你好\"\nlanguages: [en, zh]\nkinds:\n  module:\n    folder: modules\n    label: {en: \"Module {n}\", zh: \"第{n}单元\"}\n    plural: {en: Modules, zh: \"单元\"}\n";
        assert_eq!(changed, expected);
        assert_eq!(book(&changed, "zh", "x", None).expect("it is there"), changed);
        let block = "title: {en: Hi}\nlanguages:\n  - en\n";
        assert_eq!(
            book(block, "zh", "你", None).expect("it can"),
            "title: {en: Hi, zh: \"你\"}\nlanguages:\n  - en\n  - zh\n"
        );
    }
}
