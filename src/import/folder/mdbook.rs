//! Books of mdBook: the order of `SUMMARY.md`, files that are included, translations in `po/`.

use std::collections::BTreeSet;

use super::front_matter::toml_values;
use super::language::language_of;
use super::links::joined;
use super::po::{self, Catalogue};
use super::{Files, Found, Leaf, Original, rewrite, shortcodes, text_of};
use crate::failure::Failure;
use crate::import::report::Report;
use crate::message::both;

/// Files that include each other are followed no deeper.
const DEEPEST: usize = 8;

/// Reads a book.
///
/// # Errors
///
/// When it has no `SUMMARY.md`.
pub fn read(files: &Files, reports: &mut Vec<Report>) -> Result<Found, Failure> {
    let config = files.get("book.toml").map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let about = toml_values(&config, "book");
    let setting = |name: &str| about.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let folder = setting("src").unwrap_or_else(|| "src".to_owned());
    let summary_path = joined(&folder, "SUMMARY.md");
    let Some(summary) = text_of(files, &summary_path, reports) else {
        return Err(Failure::new(both!("this book has no `{summary_path}`", "这本书没有 `{summary_path}`")).hint(
            both!(
                "name the folder of `book.toml`, or import the texts alone with `--from folder`",
                "请指明 `book.toml` 所在的文件夹，或者用 `--from folder` 只导入正文"
            ),
        ));
    };
    let source = setting("language").and_then(|language| language_of(&language));
    let mut found = Found {
        languages: source.clone().into_iter().collect(),
        title: setting("title"),
        author: setting("authors").filter(|author| !author.is_empty()),
        roots: vec![folder.clone()],
        ..Found::default()
    };
    let mut catalogues: Vec<(String, String, Catalogue)> = Vec::new();
    for path in files.keys().filter(|path| path.starts_with("po/") && path.ends_with(".po")) {
        let name = path["po/".len()..path.len() - ".po".len()].to_owned();
        if let (Some(language), Some(text)) = (language_of(&name), text_of(files, path, reports)) {
            catalogues.push((path.clone(), language, po::read(&text)));
        }
    }
    let mut used = BTreeSet::new();
    for chapter in chapters(&summary, &summary_path, reports) {
        let path = joined(&folder, &chapter.path);
        if !used.insert(path.clone()) {
            continue;
        }
        let Some(text) = text_of(files, &path, reports) else {
            let (title, path) = (&chapter.title, &chapter.path);
            let message = both!("the chapter “{title}” has no file `{path}`", "章节“{title}”没有文件 `{path}`");
            reports.push(Report::new([summary_path.clone()], message));
            continue;
        };
        let text = included(files, &path, &text, 0, reports);
        let key = path.rsplit_once('.').map_or(path.as_str(), |(key, _)| key).to_owned();
        let mut leaf = Leaf { key, title: Some(chapter.title), numbered: chapter.numbered, ..Leaf::default() };
        for (_, language, catalogue) in &mut catalogues {
            let translated =
                shortcodes::replaced(&rewrite::admonitions(&catalogue.translated(&text)), &path, &mut Vec::new());
            leaf.texts.insert(language.clone(), Original { path: path.clone(), text: translated });
        }
        let text = shortcodes::replaced(&rewrite::admonitions(&text), &path, reports);
        leaf.texts.insert(source.clone().unwrap_or_default(), Original { path, text });
        match found.leaves.last_mut().filter(|_| chapter.depth > 0) {
            Some(above) => above.below.push(leaf),
            None => found.leaves.push(leaf),
        }
    }
    for (path, _, catalogue) in &catalogues {
        let (fuzzy, missing) = (catalogue.fuzzy_used(), catalogue.missing());
        if fuzzy > 0 {
            let message = both!(
                "translations that are marked fuzzy are taken ({fuzzy}): look at them",
                "{fuzzy} 条译文标为 fuzzy（待核对）：已采用，请核对"
            );
            reports.push(Report::new([path.clone()], message));
        }
        if missing > 0 {
            let message = both!(
                "paragraphs without a translation stand in the source language ({missing})",
                "{missing} 个段落没有译文，仍是原文"
            );
            reports.push(Report::new([path.clone()], message));
        }
    }
    Ok(found)
}

/// A line of `SUMMARY.md`.
struct Chapter {
    title: String,
    path: String,
    numbered: bool,
    depth: usize,
}

fn chapters(summary: &str, summary_path: &str, reports: &mut Vec<Report>) -> Vec<Chapter> {
    let mut chapters = Vec::new();
    let mut indents: Vec<usize> = Vec::new();
    for (at, line) in summary.lines().enumerate() {
        let place = || [format!("{summary_path}:{}", at + 1)];
        let indent = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        let words = line.trim();
        let item = words.strip_prefix(['-', '*', '+']).map(str::trim_start);
        let Some(link) = item.unwrap_or(words).strip_prefix('[') else {
            let part = words.strip_prefix("# ").filter(|_| at > 0 && !chapters.is_empty());
            if let Some(part) = part {
                let message = both!("the title “{part}” of a part is left out", "部分标题“{part}”没有导入");
                reports.push(Report::new(place(), message));
            }
            continue;
        };
        let Some((title, rest)) = link.rsplit_once("](") else { continue };
        let path = rest.split(')').next().unwrap_or_default().trim_matches(['<', '>']);
        let path = path.strip_prefix("./").unwrap_or(path).replace("%20", " ");
        if path.is_empty() {
            let message = both!("the chapter “{title}” is a draft, and is left out", "章节“{title}”是草稿，没有导入");
            reports.push(Report::new(place(), message));
            continue;
        }
        while indents.last().is_some_and(|last| *last >= indent) {
            indents.pop();
        }
        let depth = if item.is_some() { indents.len() } else { 0 };
        indents.push(indent);
        chapters.push(Chapter { title: rewrite::plain(title), path, numbered: item.is_some(), depth });
    }
    chapters
}

/// A text with the files that it includes, as long as they are in the book.
fn included(files: &Files, path: &str, text: &str, depth: usize, reports: &mut Vec<Report>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("{{#") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let call = from.find("}}").map(|end| &from[..end + 2]);
        let words = call.map(|call| call[3..call.len() - 2].trim());
        let named = words.and_then(|words| {
            let (verb, argument) = words.split_once(char::is_whitespace)?;
            ["include", "rustdoc_include"].contains(&verb).then(|| argument.trim())
        });
        let (Some(call), Some(argument), false, true) = (call, named, before.ends_with('\\'), depth < DEEPEST) else {
            out.push_str(&from[..3]);
            rest = &from[3..];
            continue;
        };
        let (file, part) = argument.split_once(':').map_or((argument, ""), |(file, part)| (file, part));
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = joined(folder, file);
        match files.get(&target).and_then(|bytes| std::str::from_utf8(bytes).ok()) {
            Some(found) => {
                let lines = chosen(found, part);
                out.push_str(included(files, &target, &lines, depth + 1, reports).trim_end_matches('\n'));
            }
            None => {
                // The signs are gone with the call, so that nothing else takes it for one.
                let line = text[..text.len() - from.len()].matches('\n').count() + 1;
                let message =
                    both!("`{file}` is not in the book, so it is not included", "书里没有 `{file}`，所以没有引入");
                reports.push(Report::new([format!("{path}:{line}")], message));
                out.push_str(&crate::syntax::escape::comment(&format!("include {file}"), false));
            }
        }
        rest = &from[call.len()..];
    }
    out.push_str(rest);
    out
}

/// The lines of a file that `:2:10` or `:name` chooses.
fn chosen(text: &str, part: &str) -> String {
    let marked = |line: &str, word: &str| line.split_once(word).map(|(_, name)| name.trim().to_owned());
    let bounds: Vec<&str> = part.split(':').collect();
    let numbers: Vec<Option<usize>> = bounds.iter().map(|bound| bound.parse().ok()).collect();
    let lines: Vec<&str> = text.lines().collect();
    let kept: Vec<&str> = match (bounds.as_slice(), numbers.as_slice()) {
        ([""], _) => lines,
        ([name], [None]) => {
            let from = lines.iter().position(|line| marked(line, "ANCHOR:").as_deref() == Some(name));
            let to = lines.iter().position(|line| marked(line, "ANCHOR_END:").as_deref() == Some(name));
            match from {
                Some(from) => lines[from + 1..to.unwrap_or(lines.len()).max(from + 1)].to_vec(),
                None => Vec::new(),
            }
        }
        ([_], [Some(line)]) => lines.into_iter().skip(line.saturating_sub(1)).take(1).collect(),
        (_, [from, to, ..]) => {
            let from = from.unwrap_or(1).max(1);
            let to = to.unwrap_or(usize::MAX);
            lines.into_iter().take(to).skip(from - 1).collect()
        }
        _ => lines,
    };
    let kept: Vec<&str> =
        kept.into_iter().filter(|line| !line.contains("ANCHOR:") && !line.contains("ANCHOR_END:")).collect();
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_chosen_by_number_and_name() {
        let text = "1\n// ANCHOR: a\n2\n3\n// ANCHOR_END: a\n4";
        assert_eq!(chosen(text, "a"), "2\n3");
        assert_eq!(chosen(text, "3:4"), "2\n3");
        assert_eq!(chosen(text, ":1"), "1");
        assert_eq!(chosen(text, "6"), "4");
        assert_eq!(chosen(text, ""), "1\n2\n3\n4");
    }
}
