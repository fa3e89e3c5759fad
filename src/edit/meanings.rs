//! What names mean before and after a change.

use std::collections::{BTreeMap, BTreeSet};

use super::folder::{Change, Folder};
use super::front_matter;
use super::mentions::{self, Form};
use super::moved::{is_of, parent_folder};
use super::outline::Key;
use crate::course::Lang;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::resolve::paths;

/// What names mean before or after a change. Items are called by the keys that they have before.
pub struct Meanings {
    pub ids: BTreeMap<String, Key>,
    by_slug: BTreeMap<String, BTreeSet<Key>>,
}

impl Meanings {
    pub fn only(&self, slug: &str) -> Option<&Key> {
        let keys = self.by_slug.get(slug)?;
        keys.first().filter(|_| keys.len() == 1)
    }
}

impl Folder {
    /// The item that has an id now, or had it.
    pub fn claimed(&self, id: &str) -> Option<Key> {
        self.meanings(&Change::default()).ids.get(id).cloned()
    }

    pub fn meanings(&self, change: &Change) -> Meanings {
        let mut meanings = Meanings { ids: BTreeMap::new(), by_slug: BTreeMap::new() };
        let mut earlier: BTreeMap<Key, Vec<String>> = BTreeMap::new();
        for text in self.texts.iter().filter(|text| text.lang == Lang::SOURCE) {
            let Some(key) = self.own(&text.path) else { continue };
            let mut aliases = front_matter::aliases(&text.parsed);
            if let Some((of, alias)) = &change.alias_back
                && *of == key
            {
                aliases.retain(|known| known != alias);
            }
            earlier.insert(key, aliases);
        }
        if let Some((key, alias)) = &change.alias {
            earlier.entry(key.clone()).or_default().push(alias.clone());
        }
        let mut add = |id: String, key: &Key| {
            let slug = id.rsplit('/').next().unwrap_or_default().to_owned();
            meanings.ids.entry(id).or_insert_with(|| key.clone());
            meanings.by_slug.entry(slug).or_default().insert(key.clone());
        };
        let stays = |key: &&Key| !change.is_removed(key);
        let items = self.outline.entries.keys().filter(stays).chain(&change.added);
        for key in items.clone() {
            add(change.names.key(key).id(&self.book), key);
        }
        for key in items {
            let now = change.names.key(key);
            for alias in earlier.get(key).into_iter().flatten() {
                let beside = match now.parent() {
                    Some(parent) => format!("{}/{alias}", parent.id(&self.book)),
                    None => format!("{}/{alias}", self.book.kinds[key.kind.index()].key),
                };
                add(if alias.contains('/') { alias.clone() } else { beside }, key);
            }
        }
        meanings
    }

    /// Every reference to one of the items that are to be removed, from texts that stay.
    pub fn references_to_removed(&self, change: &Change) -> Vec<Diagnostic> {
        if change.removed.is_empty() {
            return Vec::new();
        }
        let meanings = self.meanings(&Change::default());
        let stems: Vec<&String> = self
            .outline
            .entries
            .iter()
            .filter(|(key, _)| change.is_removed(key))
            .flat_map(|(_, entry)| &entry.stems)
            .collect();
        let mut found = Vec::new();
        for text in &self.texts {
            if self.own(&text.path).is_some_and(|key| change.is_removed(&key)) {
                continue;
            }
            let folder = parent_folder(&text.path);
            for mention in mentions::of(&self.book, text) {
                let leads = match mention.form {
                    Form::Name => self.meant(&mention.written, &meanings).is_some_and(|key| change.is_removed(key)),
                    Form::Relation(kind) => {
                        let id = format!("{}/{}", self.book.kinds[kind.index()].key, mention.written);
                        meanings.ids.get(&id).is_some_and(|key| change.is_removed(key))
                    }
                    Form::Path => paths::Destination::of(&mention.written, folder)
                        .path
                        .is_some_and(|path| stems.iter().any(|stem| is_of(&path, stem))),
                };
                if leads {
                    let message = both!("this leads to what is to be removed", "这里指向要删去的内容");
                    found.push(Diagnostic::new(Code::DanglingReference, mention.span, message).hint(both!(
                        "change or remove it first, then run the command again",
                        "请先改掉或删去它，再运行一次"
                    )));
                }
            }
        }
        found
    }

    /// The item that a name in a text means.
    pub fn meant<'a>(&self, written: &str, meanings: &'a Meanings) -> Option<&'a Key> {
        let name = written.split('#').next().unwrap_or_default();
        if name.is_empty() || name.starts_with("term:") {
            return None;
        }
        meanings.ids.get(name).or_else(|| meanings.only(name).filter(|_| !name.contains('/')))
    }
}
