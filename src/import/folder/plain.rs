//! Files of Markdown in folders: `name.md` with `name.zh.md`, `en/` with `zh/`, `translations/zh/`, and the `content/` of Hugo.

use std::collections::BTreeMap;

use super::links::is_index;
use super::{Files, Found, Leaf, Original, front_matter, language_of, rewrite, text_of, without_number};
use crate::import::report::Report;
use crate::message::both;

/// A file's name without its number is compared after the number.
type Order = Vec<(u32, String)>;

/// Reads a folder.
pub fn read(files: &Files, reports: &mut Vec<Report>) -> Found {
    let hugo = files.keys().any(|path| path.starts_with("content/") && is_text(path))
        && ["hugo.toml", "hugo.yaml", "config.toml", "config.yaml", "config/_default/hugo.toml"]
            .iter()
            .any(|path| files.contains_key(*path));
    let root = if hugo { "content/" } else { "" };
    let texts: Vec<&str> =
        files.keys().map(String::as_str).filter(|path| path.starts_with(root) && is_text(path)).collect();
    let mut located: Vec<(String, String, String)> = Vec::new();
    for path in &texts {
        let Some(text) = text_of(files, path, reports) else { continue };
        if front_matter::value(&text, "draft").as_deref() == Some("true") {
            let message = both!("this text is a draft, and is left out", "这是草稿，没有导入");
            reports.push(Report::new([(*path).to_owned()], message));
            continue;
        }
        let text = rewrite::templates(&text, path, reports);
        located.push(((*path).to_owned(), path[root.len()..].to_owned(), text));
    }
    let mut found = leaves(located);
    found.roots = vec![root.trim_end_matches('/').to_owned(), "static".to_owned(), "assets".to_owned()];
    found
}

/// Whether a file is a text of Markdown.
pub fn is_text(path: &str) -> bool {
    [".md", ".mdx", ".markdown"].iter().any(|ending| path.ends_with(ending))
}

/// Texts (path, path in the folder of the texts, content) as pages, a folder with a text of its own as a page with those below it.
pub fn leaves(located: Vec<(String, String, String)>) -> Found {
    let mut pages: BTreeMap<String, Leaf> = BTreeMap::new();
    for (path, inside, text) in located {
        let (language, key) = placed(&inside);
        let leaf = pages.entry(key.clone()).or_insert_with(|| Leaf { key, numbered: true, ..Leaf::default() });
        leaf.texts.entry(language).or_insert(Original { path, text });
    }
    let mut found = Found { front: pages.remove(""), ..Found::default() };
    let order = |leaf: &Leaf, all: &BTreeMap<String, Leaf>| -> Order {
        let mut order = Order::new();
        let mut at = 0;
        while at <= leaf.key.len() {
            let end = leaf.key[at..].find('/').map_or(leaf.key.len(), |length| at + length);
            let said = all.get(&leaf.key[..end]).and_then(weight);
            let (number, name) = without_number(&leaf.key[at..end]);
            order.push((said.or(number).unwrap_or(u32::MAX), name.to_lowercase()));
            at = end + 1;
        }
        order
    };
    let mut sorted: Vec<(Order, Leaf)> = pages.values().map(|leaf| (order(leaf, &pages), leaf.clone())).collect();
    sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
    for (_, leaf) in sorted {
        let top = leaf.key.split('/').next().unwrap_or_default().to_owned();
        match found.leaves.iter_mut().find(|above| above.key == top && leaf.key != top) {
            Some(above) => above.below.push(leaf),
            None => found.leaves.push(leaf),
        }
    }
    found
}

/// Where a page says that it stands.
fn weight(leaf: &Leaf) -> Option<u32> {
    let values = leaf.texts.values().flat_map(|original| {
        ["sidebar_position", "weight", "order", "nav_order"].map(|key| front_matter::value(&original.text, key))
    });
    values.flatten().find_map(|value| value.parse().ok())
}

/// The language of a path, or nothing, and the path without it.
fn placed(path: &str) -> (String, String) {
    let bare = path.rsplit_once('.').map_or(path, |(bare, _)| bare);
    let mut parts: Vec<&str> = bare.split('/').collect();
    let mut language = String::new();
    if parts.len() > 2
        && ["translations", "i18n", "locales", "lang"].contains(&parts[0])
        && language_of(parts[1]).is_some()
    {
        language = language_of(parts[1]).unwrap_or_default();
        parts.drain(..2);
    } else if parts.len() > 1
        && let Some(found) = language_of(parts[0])
    {
        language = found;
        parts.remove(0);
    }
    let Some(mut name) = parts.pop() else { return (language, String::new()) };
    let behind = |sign: char| {
        let (stem, ending) = name.rsplit_once(sign).filter(|(stem, _)| !stem.is_empty())?;
        Some((language_of(ending)?, stem))
    };
    // `guide_it` may be a guide to IT.
    if let Some((found, stem)) = behind('.').or_else(|| behind('_').filter(|(found, _)| found == "zh")) {
        (language, name) = (found, stem);
    }
    if !is_index(name) {
        parts.push(name);
    }
    (language, parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_paths() {
        for (path, language, key) in [
            ("intro.md", "", "intro"),
            ("intro.zh.md", "zh", "intro"),
            ("intro.zh-CN.md", "zh", "intro"),
            ("README.zh_CN.md", "zh", ""),
            ("en/guide/a.md", "en", "guide/a"),
            ("zh/guide/index.md", "zh", "guide"),
            ("translations/zh/a.md", "zh", "a"),
            ("01-it.md", "", "01-it"),
            ("guide/_index.md", "", "guide"),
        ] {
            assert_eq!(placed(path), (language.to_owned(), key.to_owned()), "{path}");
        }
    }
}
