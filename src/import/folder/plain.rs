//! Files of Markdown in folders: `name.md` with `name.zh.md`, `en/` with `zh/`, `translations/zh/`, and the `content/` of Hugo.

use std::collections::{BTreeMap, BTreeSet};

use super::contents::{self, Contents};
use super::{Files, Found, Leaf, Original, components, front_matter, language, shortcodes, text_of, without_number};
use crate::import::report::Report;
use crate::message::{self, both};
use crate::resolve::files::is_for_others;

/// Reads a folder.
pub fn read(files: &Files, reports: &mut Vec<Report>) -> Found {
    let hugo = files.keys().any(|path| path.starts_with("content/") && is_text(path))
        && ["hugo.toml", "hugo.yaml", "config.toml", "config.yaml", "config/_default/hugo.toml"]
            .iter()
            .any(|path| files.contains_key(*path));
    let root = if hugo { "content/" } else { "" };
    // Any text of VitePress may hold components, as one of MDX does.
    let vue = files.keys().any(|path| path.contains(".vitepress/") || path.contains(".vuepress/"));
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
        let text = shortcodes::replaced(&text, path, reports);
        let text = if vue || path.ends_with(".mdx") { components::replaced(&text, path, reports) } else { text };
        located.push(((*path).to_owned(), path[root.len()..].to_owned(), text));
    }
    let mut found = leaves(located, files, root, reports);
    found.title = contents::title(files);
    found.roots = ["static", "assets", "docs", "src", "public"].map(str::to_owned).to_vec();
    found.roots.insert(0, root.trim_end_matches('/').to_owned());
    found
}

/// Whether a file is a text of Markdown.
pub fn is_text(path: &str) -> bool {
    [".md", ".mdx", ".markdown", ".qmd", ".Rmd", ".rmd"].iter().any(|ending| path.ends_with(ending))
        && !path.split('/').any(|part| part.starts_with('.'))
}

/// Texts (path, path in the folder of the texts, content) as pages, a folder as a page with those below it. `root` is the folder of the texts.
pub fn leaves(located: Vec<(String, String, String)>, files: &Files, root: &str, reports: &mut Vec<Report>) -> Found {
    let placed = language::placed(&located.iter().map(|(_, inside, _)| inside.as_str()).collect::<Vec<_>>());
    let mut pages: BTreeMap<String, Leaf> = BTreeMap::new();
    let mut lists = BTreeSet::new();
    for ((path, inside, text), (language, key)) in located.into_iter().zip(placed) {
        if contents::is_list(&inside) {
            lists.insert(path);
            continue;
        }
        let leaf = pages.entry(key.clone()).or_insert_with(|| Leaf { key, numbered: true, ..Leaf::default() });
        leaf.texts.entry(language).or_insert(Original { path, text });
    }
    let contents = Contents::read(files, root, &pages.keys().cloned().collect());
    leave_out_what_is_for_others(&mut pages, &contents, reports);
    let mut found = Found { front: pages.remove(""), ..Found::default() };
    let mut sorted: Vec<(Order, Leaf)> =
        pages.values().map(|leaf| (order(&leaf.key, &pages, &contents), leaf.clone())).collect();
    sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.leaves = chapters(sorted.into_iter().map(|(_, leaf)| leaf).collect());
    found
}

/// Files about the repository, such as a licence, unless the contents name them.
fn leave_out_what_is_for_others(pages: &mut BTreeMap<String, Leaf>, contents: &Contents, reports: &mut Vec<Report>) {
    let names: Vec<String> = pages
        .keys()
        .filter(|key| !key.is_empty() && is_for_others(key) && !contents.names(key))
        .filter(|key| key.rsplit('/').next().is_some_and(|name| !name.chars().any(char::is_lowercase)))
        .cloned()
        .collect();
    pages.retain(|key, _| !names.contains(key));
    if !names.is_empty() {
        let files = message::list(&names);
        let message = both!(
            "texts about the repository itself are left out: {files}",
            "关于代码仓库本身的文本没有导入：{files}"; files
        );
        reports.push(Report::new([], message));
    }
}

/// Of each part of a path where the contents name it, its number or weight, and its name.
type Order = Vec<(usize, u32, String)>;

fn order(key: &str, pages: &BTreeMap<String, Leaf>, contents: &Contents) -> Order {
    let mut order = Order::new();
    let mut at = 0;
    while at <= key.len() {
        let end = key[at..].find('/').map_or(key.len(), |length| at + length);
        let said = pages.get(&key[..end]).and_then(weight);
        let (number, name) = without_number(&key[at..end]);
        let rank = contents.rank(&key[..end]).unwrap_or(usize::MAX);
        order.push((rank, said.or(number).unwrap_or(u32::MAX), natural(name)));
        at = end + 1;
    }
    order
}

/// A name by which `chapter 10` stands behind `chapter 2`.
fn natural(name: &str) -> String {
    let mut out = String::new();
    let mut rest = name;
    while let Some(c) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 {
            out.push_str(&format!("{:0>12}", &rest[..digits]));
            rest = &rest[digits..];
        } else {
            out.extend(c.to_lowercase());
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// Where a page says that it stands.
fn weight(leaf: &Leaf) -> Option<u32> {
    let values = leaf.texts.values().flat_map(|original| {
        ["sidebar_position", "weight", "order", "nav_order"].map(|key| front_matter::value(&original.text, key))
    });
    values.flatten().find_map(|value| value.parse().ok())
}

/// Pages in their order as items of a course: the folder of each is an item, and those in it are its pages. A folder that holds most of the
/// course is no item: what lies in it is.
fn chapters(leaves: Vec<Leaf>) -> Vec<Leaf> {
    let keys: BTreeSet<&str> = leaves.iter().map(|leaf| leaf.key.as_str()).collect();
    let mut opened: BTreeSet<String> = BTreeSet::new();
    loop {
        let mut sizes: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
        for key in &keys {
            let chapter = chapter(key, &opened);
            let (size, deep) = sizes.entry(chapter).or_default();
            *size += usize::from(*key != chapter);
            *deep |= key[chapter.len()..].matches('/').count() > 1;
        }
        let most = sizes.into_iter().find(|(name, (size, deep))| {
            *size > 1 && size * 2 > keys.len() && (*deep || !keys.contains(name)) && !opened.contains(*name)
        });
        let Some((name, _)) = most else { break };
        opened.insert(name.to_owned());
    }
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    for key in &keys {
        *sizes.entry(chapter(key, &opened).to_owned()).or_default() += 1;
    }
    let mut items: Vec<Leaf> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for leaf in leaves {
        let name = chapter(&leaf.key, &opened).to_owned();
        if leaf.key == name || sizes[&name] == 1 {
            places.insert(name, items.len());
            items.push(leaf);
            continue;
        }
        let at = *places.entry(name.clone()).or_insert_with(|| {
            items.push(Leaf { key: name, numbered: true, ..Leaf::default() });
            items.len() - 1
        });
        items[at].below.push(leaf);
    }
    items
}

/// The folder of which a page is a part, or its own key.
fn chapter<'k>(key: &'k str, opened: &BTreeSet<String>) -> &'k str {
    let mut ends = key.match_indices('/').map(|(at, _)| at);
    ends.find(|at| !opened.contains(&key[..*at])).map_or(key, |at| &key[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(keys: &[&str]) -> Vec<String> {
        let leaf = |key: &&str| Leaf {
            key: (*key).to_owned(),
            texts: BTreeMap::from([(String::new(), Original::default())]),
            ..Leaf::default()
        };
        let shown = |leaf: Leaf| match leaf.below.len() {
            0 => leaf.key,
            _ => format!(
                "{}: {}",
                leaf.key,
                leaf.below.iter().map(|leaf| leaf.key.as_str()).collect::<Vec<_>>().join(" ")
            ),
        };
        chapters(keys.iter().map(leaf).collect()).into_iter().map(shown).collect()
    }

    #[test]
    fn folders_become_items_with_pages() {
        assert_eq!(items(&["a", "a/x", "a/y", "b", "c", "d"]), ["a: a/x a/y", "b", "c", "d"]);
        assert_eq!(items(&["a/x", "a/y", "b/x", "b/y", "c"]), ["a: a/x a/y", "b: b/x b/y", "c"]);
        assert_eq!(items(&["a/x", "b", "c"]), ["a/x", "b", "c"]);
        // What all lie in is no item.
        assert_eq!(items(&["docs/x", "docs/y"]), ["docs/x", "docs/y"]);
        assert_eq!(
            items(&["docs", "docs/a/x", "docs/a/y", "docs/b/x", "docs/b/y"]),
            ["docs", "docs/a: docs/a/x docs/a/y", "docs/b: docs/b/x docs/b/y"]
        );
    }

    #[test]
    fn numbers_in_names_are_compared_as_numbers() {
        let mut names = ["chapter10", "chapter2", "Chapter1", "appendix"];
        names.sort_by_key(|name| natural(name));
        assert_eq!(names, ["appendix", "Chapter1", "chapter2", "chapter10"]);
    }
}
