//! Translations into files of YAML: in the place of the words that stand there, or as further keys beside those of the source language. What else
//! stands in a file stays as it is, to the byte.
//!
//! As with Markdown, the file is read again and compared: only the texts that were meant may differ.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Taken;
use crate::book::Book;
use crate::course::Lang;
use crate::span::FileId;
use crate::translation::{Wording, WordingFile};
use crate::yaml::{self, Fresh, Node, Value};

/// A file of YAML that gets translations into one language.
pub struct Target<'a> {
    pub book: &'a Book,
    pub lang: Lang,
    pub file: FileId,
    /// As it is now.
    pub text: &'a str,
}

/// A change of the file: bytes that get another text, and the texts that it then has, by their paths.
struct Change {
    range: Range<usize>,
    text: String,
    texts: Vec<(String, String)>,
    /// The indices of the translations that it carries.
    taken: Vec<usize>,
}

impl Target<'_> {
    /// The file with some translations in it, and the indices of those that cannot be written.
    pub fn changed(&self, wanted: &[(usize, &Taken<'_>)]) -> (String, Vec<usize>) {
        let all = || wanted.iter().map(|(at, _)| *at).collect::<Vec<_>>();
        let of = |taken: &Taken<'_>| WordingFile::ALL.into_iter().find(|file| file.id() == taken.passage.item);
        let file = wanted.first().and_then(|(_, taken)| of(taken));
        let (Some(file), Ok(root)) = (file, yaml::parse(self.text, self.file, 0)) else {
            return (self.text.to_owned(), all());
        };
        let wordings = file.wordings(&root, self.book);
        let (mut changes, mut failed) = (Vec::new(), Vec::new());
        // What a language lacks beside one source becomes one entry.
        let mut missing: BTreeMap<&[String], Vec<(usize, &Taken<'_>, &Wording)>> = BTreeMap::new();
        for &(at, taken) in wanted {
            let name = taken.passage.context.split_once('#').map_or("", |(_, name)| name);
            match wordings.iter().find(|wording| wording.name == name) {
                Some(wording) if wording.units[self.lang.index()].is_some() => {
                    changes.extend(self.replaced(&root, wording, (at, taken)));
                }
                Some(wording) => missing.entry(&wording.map).or_default().push((at, taken, wording)),
                None => failed.push(at),
            }
        }
        changes.extend(missing.values().filter_map(|group| self.added(&root, &wordings, group)));
        let carried: Vec<usize> = changes.iter().flat_map(|change| change.taken.clone()).collect();
        failed.extend(all().into_iter().filter(|at| !carried.contains(at) && !failed.contains(at)).collect::<Vec<_>>());
        let (text, lost) = self.made(&root, changes);
        failed.extend(lost);
        (text, failed)
    }

    /// Other words in the place of those that stand there.
    fn replaced(&self, root: &Node, wording: &Wording, (at, taken): (usize, &Taken<'_>)) -> Option<Change> {
        let path = self.path(wording);
        let range = root.at(&path)?.span.range();
        let range = range.start..range.start + self.text[range].trim_end().len();
        let within = (0..path.len()).any(|n| root.at(&path[..n]).is_some_and(|outer| self.is_flow(outer)));
        let text = yaml::scalar(&taken.written, self.text[range.clone()].chars().next(), within);
        Some(Change { range, text, texts: vec![(path.join("/"), taken.written.clone())], taken: vec![at] })
    }

    /// A language that a text lacks, or one of the two texts of a term. What of a new term is not translated stands there as in the source.
    fn added(&self, root: &Node, wordings: &[Wording], group: &[(usize, &Taken<'_>, &Wording)]) -> Option<Change> {
        let (_, first, wording) = group.first()?;
        let (before, own) = self.book.languages.split_at(self.lang.index());
        let (key, map) = (own.first()?.key.as_str(), root.at(&wording.map)?);
        // In the order of the book.
        let behind = before.iter().rev().map(|language| &language.key).find(|key| map.at(&[key.as_str()]).is_some())?;
        let text = || first.written.clone();
        let ((at, text), texts) = match (map.at(&[key]), wording.field) {
            (None, None) => (
                yaml::entry(self.text, map, behind, key, &Fresh::Text(text()))?,
                vec![(self.path(wording).join("/"), text())],
            ),
            (None, Some(_)) => {
                let of_term = wordings.iter().filter(|other| other.map == wording.map);
                let written = of_term.filter_map(|other| {
                    let own = group.iter().find(|(_, _, wording)| wording.field == other.field);
                    let source = other.units[Lang::SOURCE.index()].as_ref()?;
                    Some((other, own.map_or(&source.text, |(_, taken, _)| &taken.written).clone()))
                });
                let written: Vec<(&Wording, String)> = written.collect();
                let fields = written.iter().filter_map(|(other, text)| Some((other.field?.to_owned(), text.clone())));
                let texts = written.iter().map(|(other, text)| (self.path(other).join("/"), text.clone())).collect();
                (yaml::entry(self.text, map, behind, key, &Fresh::Map(fields.collect()))?, texts)
            }
            // The entry is there, and lacks one of its two texts.
            (Some(own), Some(field)) => {
                let behind = &own.entries().first()?.0.name;
                (
                    yaml::entry(self.text, own, behind, field, &Fresh::Text(text()))?,
                    vec![(self.path(wording).join("/"), text())],
                )
            }
            (Some(_), None) => return None,
        };
        // A second text of an entry that lacks both waits for the next import.
        let taken =
            group.iter().filter(|(_, _, other)| texts.iter().any(|(path, _)| *path == self.path(other).join("/")));
        Some(Change { range: at..at, text, taken: taken.map(|(at, ..)| *at).collect(), texts })
    }

    fn path(&self, wording: &Wording) -> Vec<String> {
        let key = self.book.languages[self.lang.index()].key.clone();
        wording.map.iter().cloned().chain([key]).chain(wording.field.map(str::to_owned)).collect()
    }

    fn is_flow(&self, node: &Node) -> bool {
        self.text[node.span.range()].starts_with(['{', '['])
    }

    /// The changes that hold, together; the translations of the others have failed.
    fn made(&self, root: &Node, changes: Vec<Change>) -> (String, Vec<usize>) {
        let all: Vec<&Change> = changes.iter().collect();
        if let Some(text) = self.held(root, &all) {
            return (text, Vec::new());
        }
        let (good, bad): (Vec<&Change>, Vec<&Change>) =
            changes.iter().partition(|change| self.held(root, &[change]).is_some());
        let of = |changes: &[&Change]| changes.iter().flat_map(|change| change.taken.clone()).collect::<Vec<_>>();
        match self.held(root, &good) {
            Some(text) => (text, of(&bad)),
            None => (self.text.to_owned(), of(&all)),
        }
    }

    /// The file with some changes, if it then has these texts and otherwise those of today.
    fn held(&self, root: &Node, changes: &[&Change]) -> Option<String> {
        let mut sorted = changes.to_vec();
        sorted.sort_by_key(|change| change.range.start);
        let (mut text, mut at) = (String::with_capacity(self.text.len()), 0);
        for change in sorted {
            text.push_str(self.text.get(at..change.range.start)?);
            text.push_str(&change.text);
            at = change.range.end;
        }
        text.push_str(&self.text[at..]);
        let (mut expected, mut found) = (BTreeMap::new(), BTreeMap::new());
        leaves(root, "", &mut expected);
        expected.extend(changes.iter().flat_map(|change| change.texts.clone()));
        leaves(&yaml::parse(&text, self.file, 0).ok()?, "", &mut found);
        (found == expected).then_some(text)
    }
}

/// Every value that holds no others, by its path.
fn leaves(node: &Node, path: &str, all: &mut BTreeMap<String, String>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
    let text = match &node.value {
        Value::Map(entries) => return entries.iter().for_each(|(key, node)| leaves(node, &below(&key.name), all)),
        Value::List(items) => {
            return items.iter().enumerate().for_each(|(n, node)| leaves(node, &below(&n.to_string()), all));
        }
        Value::Text(text) | Value::Number(text) => text.clone(),
        Value::Bool(value) => value.to_string(),
        Value::Null => String::new(),
    };
    all.insert(path.to_owned(), text);
}
