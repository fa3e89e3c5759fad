//! The files of a course, read to be changed, and the way from a [`Change`] to what happens on the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::front_matter;
use super::locks;
use super::mentions::{self, Form, Mention, Text};
use super::outline::{Key, Names, Outline};
use crate::book::{self, Book};
use crate::course::Lang;
use crate::diagnostic::{Code, Diagnostic, Strictness, nearest};
use crate::failure::Failure;
use crate::message::{Message, both};
use crate::publish::Rewrite;
use crate::resolve::{FRONT, file_name, paths};
use crate::sources::{ListedFile, Sources, list_files};
use crate::span::FileId;
use crate::translation::{Fingerprint, Lock};

/// The files of a course.
pub struct Folder {
    pub book: Book,
    pub sources: Sources,
    pub outline: Outline,
    /// Every file in the folder of the course, by its path relative to it; also those that no stage reads.
    files: Vec<ListedFile>,
    texts: Vec<Text>,
}

/// What keeps a course from being changed, and the sources to show it.
pub struct Unready {
    pub sources: Sources,
    pub diagnostics: Vec<Diagnostic>,
}

/// A change to the items of a course.
#[derive(Default)]
pub struct Change {
    pub names: Names,
    /// Files to write, by their paths relative to the course.
    pub new: BTreeMap<String, String>,
    /// The items that these files make.
    pub added: Vec<Key>,
    /// Items to remove, with the items below them.
    pub removed: BTreeSet<Key>,
    /// An earlier name to add to an item.
    pub alias: Option<(Key, String)>,
    /// An earlier name to take from it.
    pub alias_back: Option<(Key, String)>,
}

/// What will be done.
pub struct Plan {
    pub rewrite: Rewrite,
    /// In words, a line each.
    pub steps: Vec<Message>,
}

/// What names mean before or after a change. Items are called by the keys that they have before.
struct Meanings {
    ids: BTreeMap<String, Key>,
    by_slug: BTreeMap<String, BTreeSet<Key>>,
}

impl Meanings {
    fn only(&self, slug: &str) -> Option<&Key> {
        let keys = self.by_slug.get(slug)?;
        keys.first().filter(|_| keys.len() == 1)
    }
}

impl Folder {
    /// Reads the course of the folder `root`. It need not be sound, but every text must be readable to its end.
    ///
    /// # Errors
    ///
    /// When there is no `book.yaml`, or the disk fails.
    pub fn open(root: &Path) -> Result<Result<Folder, Unready>, Failure> {
        let mut sources = Sources::default();
        let file = match sources.read_book(root)? {
            Ok(file) => file,
            Err(diagnostic) => return Ok(Err(Unready { sources, diagnostics: vec![diagnostic] })),
        };
        let (book, mut diagnostics) = book::read(&sources, file, Strictness::Usual);
        let Some(book) = book else { return Ok(Err(Unready { sources, diagnostics })) };
        diagnostics.clear();
        diagnostics.extend(sources.read_course(root, &book.folder, file)?);
        diagnostics.retain(|diagnostic| sources.get(diagnostic.span.file).broken);
        let files = list_files(&root.join(&book.folder))?;
        match mentions::texts(&book, &sources) {
            Ok(texts) if diagnostics.is_empty() => {
                let outline = Outline::new(&book, texts.iter().map(|text| text.path.as_str()));
                Ok(Ok(Folder { book, sources, outline, files, texts }))
            }
            Ok(_) => Ok(Err(Unready { sources, diagnostics })),
            Err(found) => {
                diagnostics.extend(found);
                Ok(Err(Unready { sources, diagnostics }))
            }
        }
    }

    /// The item of an id.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn find(&self, id: &str) -> Result<Key, Failure> {
        let known = || self.outline.entries.keys().map(|key| key.id(&self.book)).collect::<Vec<_>>();
        match Key::parse(&self.book, id).filter(|key| self.outline.entries.contains_key(key)) {
            Some(key) => Ok(key),
            None => {
                let failure = Failure::new(both!("there is no item `{id}`", "没有条目 `{id}`"));
                let slug = id.rsplit('/').next().unwrap_or(id);
                let ids = known();
                let near = nearest(id, ids.iter().map(String::as_str));
                let near = near
                    .or_else(|| ids.iter().map(String::as_str).find(|known| known.rsplit('/').next() == Some(slug)));
                Err(match near {
                    Some(near) => failure.hint(both!("did you mean `{near}`?", "您要写的是 `{near}` 吗？")),
                    None => failure.hint(both!(
                        "items are named `kind/slug`, such as `step/listen`",
                        "条目写作 `类/短名`，例如 `step/listen`"
                    )),
                })
            }
        }
    }

    /// The text of an item in the source language.
    fn source_of(&self, key: &Key) -> Option<&Text> {
        self.texts.iter().find(|text| text.lang == Lang::SOURCE && self.own(&text.path).as_ref() == Some(key))
    }

    /// The item that a file belongs to by its path.
    fn own(&self, path: &str) -> Option<Key> {
        let place = file_name::read(&self.book, path).ok()?.place?;
        Some(Key::of(&place))
    }

    /// The earlier names of an item.
    pub fn aliases(&self, key: &Key) -> Vec<String> {
        self.source_of(key).map(|text| front_matter::aliases(&text.parsed)).unwrap_or_default()
    }

    /// The item that has an id now, or had it.
    pub fn claimed(&self, id: &str) -> Option<Key> {
        self.meanings(&Change::default()).ids.get(id).cloned()
    }

    fn meanings(&self, change: &Change) -> Meanings {
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
    fn meant<'a>(&self, written: &str, meanings: &'a Meanings) -> Option<&'a Key> {
        let name = written.split('#').next().unwrap_or_default();
        if name.is_empty() || name.starts_with("term:") {
            return None;
        }
        meanings.ids.get(name).or_else(|| meanings.only(name).filter(|_| !name.contains('/')))
    }

    /// What a change does to every file.
    ///
    /// The places of names that cannot be rewritten, if there are some.
    ///
    /// # Errors
    ///
    /// When a file would be put where another one lies, or a link would have to move.
    pub fn plan(&self, change: &Change) -> Result<Result<Plan, Vec<Diagnostic>>, Failure> {
        let stems = change.names.stems(&self.book, &self.outline);
        let (before, after) = (self.meanings(&Change::default()), self.meanings(change));
        let mut rewrite = Rewrite::default();
        let (mut wrong, mut steps) = (Vec::new(), self.steps(change, &stems));
        let in_book = |path: &str| format!("{}/{path}", self.book.folder);
        let mut edits: BTreeMap<FileId, BTreeMap<(usize, usize), String>> = BTreeMap::new();
        for text in self.texts.iter().filter(|text| !self.own(&text.path).is_some_and(|key| change.is_removed(&key))) {
            let source = &self.sources.get(text.file).text;
            let mut changed = 0;
            for mention in mentions::of(&self.book, text) {
                let Some(new) = self.rewritten(&mention, text, change, &stems, (&before, &after)) else { continue };
                match mentions::place(source, &mention) {
                    Ok(range) => {
                        let new = edits.entry(text.file).or_default().insert((range.start, range.end), new);
                        changed += usize::from(new.is_none());
                    }
                    Err(diagnostic) => wrong.push(*diagnostic),
                }
            }
            if changed > 0 {
                let path = in_book(&text.path);
                steps.push(if changed == 1 {
                    both!("in `{path}`: 1 reference", "`{path}` 里改 1 处引用")
                } else {
                    both!("in `{path}`: {changed} references", "`{path}` 里改 {changed} 处引用")
                });
            }
        }
        if let Some((key, alias)) = &change.alias
            && let Some(text) = self.source_of(key)
            && let Some((range, words)) = front_matter::add(&self.sources.get(text.file).text, &text.parsed, alias)
        {
            edits.entry(text.file).or_default().insert((range.start, range.end), words);
            let path = in_book(&text.path);
            steps.push(both!(
                "in `{path}`: the earlier name `{alias}`, so that addresses known elsewhere keep working",
                "`{path}` 里记下旧名 `{alias}`，别处已有的网址仍然有效"
            ));
        }
        if let Some((key, alias)) = &change.alias_back
            && let Some(text) = self.source_of(key)
            && let Some(range) = front_matter::remove(&self.sources.get(text.file).text, &text.parsed, alias)
        {
            edits.entry(text.file).or_default().insert((range.start, range.end), String::new());
        }
        for ListedFile { path, link } in &self.files {
            let mut removed = self.outline.entries.iter().filter(|(key, _)| change.is_removed(key));
            let gone = removed.any(|(_, entry)| entry.stems.iter().any(|stem| is_of(path, stem)));
            let new = mapped(path, &stems);
            if *link && (gone || new != *path) {
                let failure =
                    Failure::new(both!("this is a symbolic link, which cannot be moved", "这是符号链接，不能移动"));
                return Err(failure
                    .at(path.as_ref())
                    .hint(both!("put a copy of the file there instead", "请改放一份文件的副本")));
            }
            if gone {
                rewrite.remove.insert(in_book(path));
            } else if new != *path {
                rewrite.moves.insert(in_book(path), in_book(&new));
            }
        }
        let locks = self.locks(change, &stems, (&before, &after), &edits);
        for text in &self.texts {
            let Some(edits) = edits.remove(&text.file) else { continue };
            let old = in_book(&text.path);
            let new = rewrite.moves.remove(&old);
            let bytes = edited(&self.sources.get(text.file).text, &edits).into_bytes();
            match new {
                Some(new) => {
                    rewrite.remove.insert(old);
                    rewrite.put.insert(new, bytes);
                }
                None => {
                    rewrite.replaced.insert(old.clone());
                    rewrite.put.insert(old, bytes);
                }
            }
        }
        for (path, text) in locks {
            rewrite.replaced.insert(path.clone());
            rewrite.put.insert(path, text.into_bytes());
        }
        for (path, text) in &change.new {
            steps.push({
                let path = in_book(path);
                both!("new: `{path}`", "新文件 `{path}`")
            });
            rewrite.put.insert(in_book(path), text.clone().into_bytes());
        }
        self.room(&rewrite)?;
        Ok(if wrong.is_empty() { Ok(Plan { rewrite, steps }) } else { Err(wrong) })
    }

    /// Looks whether every file that comes finds its place free, also on disks that do not tell small letters from capitals.
    fn room(&self, rewrite: &Rewrite) -> Result<(), Failure> {
        let leaves = |path: &String| rewrite.moves.contains_key(path) || rewrite.remove.contains(path);
        let paths = self.files.iter().map(|file| format!("{}/{}", self.book.folder, file.path));
        let mut taken: BTreeMap<String, String> =
            paths.filter(|path| !leaves(path)).map(|path| (path.to_lowercase(), path)).collect();
        for path in rewrite.put.keys().filter(|path| !rewrite.replaced.contains(*path)).chain(rewrite.moves.values()) {
            if let Some(other) = taken.insert(path.to_lowercase(), path.clone()) {
                return Err(Failure::new(both!(
                    "`{path}` would stand in the place of `{other}`",
                    "`{path}` 会占用 `{other}` 的位置"
                ))
                .hint(both!("move that file away, or choose another name", "请把那个文件移走，或另取一个名称")));
            }
        }
        Ok(())
    }

    /// The locks that change, with their paths: what was accepted stays accepted when names in it are written anew.
    fn locks(
        &self,
        change: &Change,
        stems: &BTreeMap<String, String>,
        meanings: (&Meanings, &Meanings),
        edits: &BTreeMap<FileId, BTreeMap<(usize, usize), String>>,
    ) -> Vec<(String, String)> {
        let mut locks = Vec::new();
        let own_id = |path: &str| self.own(path).map_or_else(|| FRONT.to_owned(), |key| key.id(&self.book));
        let sources: BTreeMap<String, &Text> =
            self.texts.iter().filter(|text| text.lang == Lang::SOURCE).map(|text| (own_id(&text.path), text)).collect();
        for (index, language) in self.book.languages.iter().enumerate().skip(1) {
            let path = format!("{}/i18n/{}.lock", self.book.folder, language.key);
            let Some(file) = self.sources.find(&path) else { continue };
            let text = &self.sources.get(file).text;
            let mut found = Vec::new();
            let lock = Lock::read(file, text, &mut found);
            let mut changed: BTreeMap<String, BTreeMap<Fingerprint, Fingerprint>> = BTreeMap::new();
            for text in self.texts.iter().filter(|text| text.lang.index() == index) {
                let Some(edits) = edits.get(&text.file) else { continue };
                let new = edited(&self.sources.get(text.file).text, edits);
                let new = locks::parse(&self.book, text.file, &new, text.lang);
                changed.insert(own_id(&text.path), locks::fingerprints(&text.parsed, &new));
            }
            let id = |item: &str| match Key::parse(&self.book, item) {
                Some(key) => change.names.key(&key).id(&self.book),
                None => item.to_owned(),
            };
            let renamed = |item: &str, source: &str| match sources.get(item) {
                Some(text) if source.contains(['[', '<']) => locks::renamed(&self.book, text, source, |mention| {
                    self.rewritten(mention, text, change, stems, meanings)
                }),
                _ => source.to_owned(),
            };
            let new = locks::followed(&lock, id, &changed, renamed);
            if new != lock && found.is_empty() {
                locks.push((path, new.written()));
            }
        }
        locks
    }

    /// What happens to the files of items, in words.
    fn steps(&self, change: &Change, stems: &BTreeMap<String, String>) -> Vec<Message> {
        let mut steps = Vec::new();
        for (key, entry) in &self.outline.entries {
            if change.is_removed(key) {
                let id = key.id(&self.book);
                steps.push(both!("remove `{id}`", "删去 `{id}`"));
            }
            for stem in &entry.stems {
                let Some(new) = stems.get(stem) else { continue };
                let (old_name, new_name) = (last(stem), last(new));
                if old_name != new_name {
                    let folder = parent_folder(stem);
                    steps
                        .push(both!("in `{folder}`: {old_name} → {new_name}", "`{folder}` 里 {old_name} → {new_name}"));
                }
            }
        }
        steps
    }

    /// How a name is to be written after the change; none when it may stay.
    fn rewritten(
        &self,
        mention: &Mention,
        text: &Text,
        change: &Change,
        stems: &BTreeMap<String, String>,
        (before, after): (&Meanings, &Meanings),
    ) -> Option<String> {
        let written = mention.written.as_str();
        let new = match mention.form {
            Form::Path => {
                let folder = parent_folder(&text.path);
                let path = paths::Destination::of(written, folder).path?;
                path_rewritten(written, folder, &path, &mapped(&path, stems))
            }
            Form::Relation(kind) => {
                let kind = &self.book.kinds[kind.index()].key;
                let key = before.ids.get(&format!("{kind}/{written}"))?;
                if key.path() == written { change.names.key(key).path() } else { written.to_owned() }
            }
            Form::Name => {
                let (name, place) = written.find('#').map_or((written, ""), |at| written.split_at(at));
                let key = self.meant(name, before)?;
                let now = change.names.key(key);
                let is_current = key.id(&self.book) == name || key.slug == name;
                let new = match (name.contains('/'), is_current) {
                    (true, true) => now.id(&self.book),
                    (true, false) => name.to_owned(),
                    (false, current) => {
                        let slug = if current { now.slug.as_str() } else { name };
                        if after.only(slug) == Some(key) { slug.to_owned() } else { now.id(&self.book) }
                    }
                };
                format!("{new}{place}")
            }
        };
        (new != written).then_some(new)
    }
}

impl Change {
    fn is_removed(&self, key: &Key) -> bool {
        self.removed.contains(key) || key.parent().is_some_and(|parent| self.removed.contains(&parent))
    }
}

/// Whether a path is one of the files of an item.
fn is_of(path: &str, stem: &str) -> bool {
    path.strip_prefix(stem).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '/']))
}

/// A path after the change: the longest beginning of it that has a new name gets that.
fn mapped(path: &str, stems: &BTreeMap<String, String>) -> String {
    let ends = path.char_indices().rev().filter(|(_, c)| matches!(c, '.' | '/')).map(|(at, _)| at);
    for end in std::iter::once(path.len()).chain(ends) {
        if let Some(new) = stems.get(&path[..end]) {
            return format!("{new}{}", &path[end..]);
        }
    }
    path.to_owned()
}

/// A path as a text writes it, of which some folders or the file have other names now. It has as many parts as before.
fn path_rewritten(written: &str, folder: &str, old: &str, new: &str) -> String {
    let end = written.find(['?', '#']).unwrap_or(written.len());
    let (path, rest) = written.split_at(end);
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split('/').collect(), new.split('/').collect());
    let mut depth = if path.starts_with('/') { 0 } else { folder.split('/').filter(|part| !part.is_empty()).count() };
    let parts = path.split('/').map(|part| match part {
        "" | "." => part,
        ".." => {
            depth = depth.saturating_sub(1);
            part
        }
        _ => {
            let at = depth;
            depth += 1;
            match (old.get(at), new.get(at)) {
                (Some(old), Some(new)) if *old == part => new,
                _ => part,
            }
        }
    });
    parts.collect::<Vec<_>>().join("/") + rest
}

/// The folder of a file.
fn parent_folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A text with other words in the place of some.
pub fn edited(source: &str, edits: &BTreeMap<(usize, usize), String>) -> String {
    let (mut text, mut at) = (String::with_capacity(source.len()), 0);
    for (&(start, end), words) in edits {
        text += &source[at..start];
        text += words;
        at = end;
    }
    text + &source[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_keep_their_form() {
        for (written, folder, old, new, expected) in [
            (
                "../steps/02-listen.en.md#x",
                "modules",
                "steps/02-listen.en.md",
                "steps/03-listen.en.md",
                "../steps/03-listen.en.md#x",
            ),
            ("02-nod.en.md", "modules/01-a", "modules/01-a/02-nod.en.md", "modules/02-a/03-nod.en.md", "03-nod.en.md"),
            ("/steps/listen", "modules", "steps/listen", "steps/hear", "/steps/hear"),
            ("./a%20b/../pic.png", "steps/02-a", "steps/02-a/pic.png", "steps/03-a/pic.png", "./a%20b/../pic.png"),
            (
                "../02-a/my%20pic.png",
                "steps/01-b",
                "steps/02-a/my pic.png",
                "steps/03-a/my pic.png",
                "../03-a/my%20pic.png",
            ),
        ] {
            assert_eq!(path_rewritten(written, folder, old, new), expected);
        }
    }

    #[test]
    fn the_longest_beginning_counts() {
        let stems =
            [("m/01-a", "m/02-a"), ("m/01-a/01-x", "m/02-a/02-x")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
        for (path, expected) in [
            ("m/01-a.en.md", "m/02-a.en.md"),
            ("m/01-a/01-x/pic.png", "m/02-a/02-x/pic.png"),
            ("m/01-a/pic.png", "m/02-a/pic.png"),
            ("m/01-ab.en.md", "m/01-ab.en.md"),
        ] {
            assert_eq!(mapped(path, &stems), expected);
        }
    }
}
