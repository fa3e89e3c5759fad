//! The order of pages where another program says it: `SUMMARY.md` of GitBook, `mkdocs.yml`, `sidebars.js` of Docusaurus, the settings of VitePress,
//! `_quarto.yml`, `_toc.yml`, `config.yaml` of the Carpentries.
//!
//! Their notations differ. What they share is that they name one page after another, and nothing else is read of them.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Parser, Tag};

use super::front_matter::toml_values;
use super::links::joined;
use super::{Files, language, without_number};

/// Which pages are named, and in which order.
#[derive(Debug, Default)]
pub struct Contents {
    /// Of each page that is named, and of the folders around it, where it is first named.
    ranks: BTreeMap<String, usize>,
    named: BTreeSet<String>,
}

impl Contents {
    /// Reads what the files of a folder say of pages with these keys, whose texts lie in `root` (with a final slash, or empty).
    pub fn read(files: &Files, root: &str, keys: &BTreeSet<String>) -> Contents {
        let mut contents = Contents::default();
        let unnumbered: BTreeMap<String, &String> = keys.iter().map(|key| (without_numbers(key), key)).collect();
        for (path, bytes) in files {
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            let Some(notation) = notation(path, text) else { continue };
            let inside = path.strip_prefix(root).unwrap_or_default();
            let folder = inside.rsplit_once('/').map_or("", |(folder, _)| folder);
            let folder = folder
                .split(".vitepress")
                .next()
                .unwrap_or_default()
                .split(".vuepress")
                .next()
                .unwrap_or_default()
                .trim_end_matches('/');
            let folders = [folder.to_owned(), language::without(folder)];
            for name in names(text, notation) {
                let Some(wanted) = Wanted::of(&name) else { continue };
                let below = folders.iter().flat_map(|folder| ["", "docs", "src"].map(|below| joined(folder, below)));
                let found = below
                    .chain([String::new()])
                    .map(|folder| joined(&folder, &wanted.bare))
                    .find_map(|key| keys.get(&key).or_else(|| unnumbered.get(&key).copied()));
                let end = format!("/{}", wanted.bare);
                let found = found.or_else(|| keys.iter().find(|key| wanted.is_file && key.ends_with(&end)));
                if let Some(key) = found {
                    contents.add(key);
                }
            }
        }
        contents
    }

    fn add(&mut self, key: &str) {
        if !self.named.insert(key.to_owned()) {
            return;
        }
        let rank = self.named.len();
        let ends = key.match_indices('/').map(|(at, _)| at).chain([key.len()]);
        for end in ends {
            self.ranks.entry(key[..end].to_owned()).or_insert(rank);
        }
    }

    /// Where a page or a folder of pages stands, if it is named.
    pub fn rank(&self, key: &str) -> Option<usize> {
        self.ranks.get(key).copied()
    }

    /// Whether a page is named.
    pub fn names(&self, key: &str) -> bool {
        self.named.contains(key)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Notation {
    Markdown,
    Settings,
}

/// Whether a text of Markdown is a list of pages and no page itself. A chapter may end with a `summary.md`.
pub fn is_list(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path == "summary.md" || ["SUMMARY.md", "_sidebar.md", "_navbar.md", "_coverpage.md", "_toc.md"].contains(&name)
}

fn notation(path: &str, text: &str) -> Option<Notation> {
    if is_list(path) {
        return Some(Notation::Markdown);
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let settings = ["mkdocs.yml", "mkdocs.yaml", "_toc.yml", "_toctree.yml", "_quarto.yml", "_bookdown.yml"]
        .contains(&name)
        || name.starts_with("sidebars.")
        || path.split('/').any(|part| part == ".vitepress" || part == ".vuepress") && path.contains("/config")
        || matches!(name, "config.yaml" | "_config.yml") && text.lines().any(|line| line.starts_with("episodes:"));
    settings.then_some(Notation::Settings)
}

/// What the settings of another program call all of it.
pub fn title(files: &Files) -> Option<String> {
    let text = |path: &str| files.get(path).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let yaml = ["mkdocs.yml", "mkdocs.yaml", "_config.yml", "config.yaml", "hugo.yaml", "_quarto.yml"];
    let yaml = yaml.into_iter().filter_map(text).flat_map(|text| {
        let lines = text.lines().filter_map(|line| line.split_once(':'));
        lines.map(|(key, value)| {
            (
                key.trim().to_owned(),
                value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']).to_owned(),
            )
        })
    });
    let toml = ["hugo.toml", "config.toml"].into_iter().filter_map(text).flat_map(|text| toml_values(text, ""));
    yaml.chain(toml)
        .find(|(key, value)| {
            matches!(key.as_str(), "title" | "site_name")
                && !value.is_empty()
                && !value.starts_with(['{', '!', '|', '>'])
        })
        .map(|(_, value)| value)
}

/// What may be the names of pages, in their order.
fn names(text: &str, notation: Notation) -> Vec<String> {
    if notation == Notation::Markdown {
        let links = Parser::new(text).filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
            _ => None,
        });
        return links.collect();
    }
    let mut names = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with('#') || line.starts_with("//") {
            continue;
        }
        // A name with spaces, as YAML takes it without quotation marks.
        let value = line.rsplit(": ").next().unwrap_or(line).trim_start_matches("- ");
        let parts = line.split(|c: char| {
            c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | '[' | ']' | '{' | '}' | '(' | ')')
        });
        names.extend(std::iter::once(value).chain(parts).filter(|name| !name.is_empty()).map(str::to_owned));
    }
    names
}

/// The page that a name may mean.
struct Wanted {
    /// Without ending and without `index`.
    bare: String,
    /// It ends as files do.
    is_file: bool,
}

impl Wanted {
    fn of(name: &str) -> Option<Wanted> {
        let path = name.split(['#', '?']).next().unwrap_or_default();
        if path.contains("://") || !path.chars().any(char::is_alphanumeric) {
            return None;
        }
        let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let path = path.trim_start_matches("./").trim_matches('/');
        let ending =
            [".md", ".mdx", ".markdown", ".html", ".qmd", ".Rmd"].iter().find(|ending| path.ends_with(*ending));
        let (_, bare) =
            language::placed(&[&format!("{}.md", ending.map_or(path, |ending| &path[..path.len() - ending.len()]))])
                .remove(0);
        Some(Wanted { bare, is_file: ending.is_some() })
    }
}

fn without_numbers(key: &str) -> String {
    key.split('/').map(|part| without_number(part).1).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notation_says_the_order() {
        let keys: BTreeSet<String> = ["guide/arrive", "guide/greet", "tools/log", "rest"].map(str::to_owned).into();
        for (path, text) in [
            ("SUMMARY.md", "* [Log](tools/log.md)\n  * [Greet](./guide/greet.md#top)\n"),
            ("mkdocs.yml", "nav:\n  - Log: tools/log.md\n  # - guide/arrive.md\n  - guide/greet.md\n"),
            ("sidebars.js", "module.exports = {docs: ['tools/log', {items: [\"guide/greet\"]}]}"),
            (".vitepress/config.mts", "items: [{ text: 'Log', link: '/tools/log' }, { link: '/zh/guide/greet' }]"),
            ("config.yaml", "episodes:\n- log.md\n- greet.md\n"),
        ] {
            let files = Files::from([(path.to_owned(), text.as_bytes().to_vec())]);
            let contents = Contents::read(&files, "", &keys);
            let ranks = ["tools", "tools/log", "guide", "guide/greet", "guide/arrive"].map(|key| contents.rank(key));
            assert_eq!(ranks, [Some(1), Some(1), Some(2), Some(2), None], "{path}");
        }
    }
}
