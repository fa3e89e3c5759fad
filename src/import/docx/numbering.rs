//! `numbering.xml`: which list a paragraph is in, and which number it has there.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::package::{attr, child, is, value};

/// A level of a list.
#[derive(Clone, Debug, Default)]
pub struct Level {
    /// `decimal`, `bullet`, `chineseCounting` …
    pub format: String,
    /// What is shown: `%1.`.
    pub text: String,
    start: u64,
}

impl Level {
    /// Whether it has numbers, of any kind.
    pub fn is_numbered(&self) -> bool {
        !matches!(self.format.as_str(), "bullet" | "none" | "")
    }

    /// Whether Markdown shows these numbers as they are.
    pub fn is_plain(&self) -> bool {
        let written = self.text.trim();
        let signs = written.strip_prefix('%').map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        matches!(self.format.as_str(), "decimal") && matches!(signs, Some("." | ")" | "．" | "、" | "" | "）"))
    }
}

/// A list of a document.
#[derive(Clone, Debug, Default)]
struct List {
    /// What counts its items: lists of one kind go on from each other.
    counter: String,
    levels: BTreeMap<usize, Level>,
    /// Levels that begin anew in this list.
    restarted: BTreeMap<usize, u64>,
}

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub struct Numbering {
    lists: BTreeMap<String, List>,
    counted: BTreeMap<(String, usize), u64>,
    begun: Vec<String>,
}

impl Numbering {
    /// Reads the root of `numbering.xml`.
    pub fn read(root: Node<'_, '_>) -> Numbering {
        let mut kinds: BTreeMap<&str, Node<'_, '_>> = BTreeMap::new();
        let mut by_style: BTreeMap<&str, &str> = BTreeMap::new();
        for node in root.children().filter(|node| is(*node, "abstractNum")) {
            let Some(id) = attr(node, "abstractNumId") else { continue };
            kinds.insert(id, node);
            if let Some(style) = value(node, "styleLink") {
                by_style.insert(style, id);
            }
        }
        let mut numbering = Numbering::default();
        for node in root.children().filter(|node| is(*node, "num")) {
            let (Some(id), Some(mut kind)) = (attr(node, "numId"), value(node, "abstractNumId")) else { continue };
            if let Some(linked) = kinds.get(kind).and_then(|node| value(*node, "numStyleLink")) {
                kind = by_style.get(linked).copied().unwrap_or(kind);
            }
            let mut list = List { counter: kind.to_owned(), ..List::default() };
            let levels = kinds.get(kind).into_iter().flat_map(|node| node.children().filter(|n| is(*n, "lvl")));
            for level in levels {
                list.levels.insert(index(level), read_level(level));
            }
            for change in node.children().filter(|node| is(*node, "lvlOverride")) {
                if let Some(start) = value(change, "startOverride").and_then(|start| start.parse().ok()) {
                    list.restarted.insert(index(change), start);
                }
                if let Some(level) = child(change, "lvl") {
                    list.levels.insert(index(level), read_level(level));
                }
            }
            numbering.lists.insert(id.to_owned(), list);
        }
        numbering
    }

    /// The level of a list, if there is such a list.
    pub fn level(&self, list: &str, level: usize) -> Option<&Level> {
        self.lists.get(list)?.levels.get(&level)
    }

    /// Counts an item, and says its number.
    pub fn count(&mut self, list: &str, level: usize) -> u64 {
        let Some(found) = self.lists.get(list) else { return 1 };
        if !self.begun.iter().any(|begun| begun == list) {
            self.begun.push(list.to_owned());
            for (&level, &start) in &found.restarted {
                self.counted.insert((found.counter.clone(), level), start.saturating_sub(1));
            }
        }
        let start = found.levels.get(&level).map_or(1, |level| level.start);
        let counter = found.counter.clone();
        let number = self.counted.entry((counter.clone(), level)).or_insert(start.saturating_sub(1));
        *number += 1;
        let number = *number;
        // Deeper levels begin anew below each item.
        self.counted.retain(|(other, below), _| *other != counter || *below <= level);
        number
    }
}

fn index(node: Node<'_, '_>) -> usize {
    attr(node, "ilvl").and_then(|level| level.parse().ok()).unwrap_or(0)
}

fn read_level(node: Node<'_, '_>) -> Level {
    Level {
        format: value(node, "numFmt").unwrap_or_default().to_owned(),
        text: value(node, "lvlText").unwrap_or_default().to_owned(),
        start: value(node, "start").and_then(|start| start.parse().ok()).unwrap_or(1),
    }
}
