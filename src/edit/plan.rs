//! What a [`Change`] does to every file.

use std::collections::BTreeMap;

use super::folder::{Change, Folder};
use super::meanings::Meanings;
use super::mentions::{self, Edits, Form, Mention, Text, edited};
use super::moved::{is_of, last, mapped, parent_folder, path_rewritten};
use super::outline::Key;
use super::places::{PlaceName, TERM};
use super::{front_matter, locks};
use crate::course::Lang;
use crate::diagnostic::Diagnostic;
use crate::failure::Failure;
use crate::message::{Message, both};
use crate::publish::Rewrite;
use crate::resolve::{FRONT, paths};
use crate::sources::ListedFile;
use crate::span::FileId;
use crate::translation::{Fingerprint, Lock};

/// What will be done.
pub struct Plan {
    pub rewrite: Rewrite,
    /// The same for who writes it differently: by the path that a file has before, what is written anew in it.
    pub edits: BTreeMap<String, Edits>,
    /// By the paths of all files that move, where to.
    pub moves: BTreeMap<String, String>,
    /// In words, a line each.
    pub steps: Vec<Message>,
}

impl Folder {
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
        let mut edits: BTreeMap<FileId, Edits> = BTreeMap::new();
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
        for (file, range, words) in self.names_within(change) {
            let source = self.sources.get(file);
            if !range.is_empty() {
                let (path, old) = (&source.path, &source.text[range.clone()]);
                steps.push(both!("in `{path}`: {old} → {words}", "`{path}` 里 {old} → {words}"));
            }
            edits.entry(file).or_default().insert((range.start, range.end), words);
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
        let moves = rewrite.moves.clone();
        let of_locks = locks.into_iter().map(|(file, text)| {
            let whole = (0, self.sources.get(file).text.len());
            (file, Edits::from([(whole, text)]))
        });
        let mut by_path = BTreeMap::new();
        for (file, edits) in edits.into_iter().chain(of_locks) {
            let source = self.sources.get(file);
            let old = source.path.clone();
            let new = rewrite.moves.remove(&old);
            let bytes = edited(&source.text, &edits).into_bytes();
            by_path.insert(old.clone(), edits);
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
        for (path, text) in &change.new {
            steps.push({
                let path = in_book(path);
                both!("new: `{path}`", "新文件 `{path}`")
            });
            rewrite.put.insert(in_book(path), text.clone().into_bytes());
        }
        self.room(&rewrite)?;
        Ok(if wrong.is_empty() { Ok(Plan { rewrite, edits: by_path, moves, steps }) } else { Err(wrong) })
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

    /// The locks that change: what was accepted stays accepted when names in it are written anew.
    fn locks(
        &self,
        change: &Change,
        stems: &BTreeMap<String, String>,
        meanings: (&Meanings, &Meanings),
        edits: &BTreeMap<FileId, Edits>,
    ) -> Vec<(FileId, String)> {
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
                locks.push((file, new.written()));
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
                let new = path_rewritten(written, folder, &path, &mapped(&path, stems));
                match new.split_once('#').filter(|_| change.place.is_some()) {
                    Some((path_now, id)) => match self.page_at(&path, text) {
                        Some(page) => format!("{path_now}#{}", id_after(change, page.as_ref(), id)),
                        None => new,
                    },
                    None => new,
                }
            }
            Form::Relation(kind) => {
                let kind = &self.book.kinds[kind.index()].key;
                let key = before.ids.get(&format!("{kind}/{written}"))?;
                if key.path() == written { change.names.key(key).path() } else { written.to_owned() }
            }
            Form::Name => {
                if let Some(term) = written.strip_prefix(TERM) {
                    let (from, to) = change.term.as_ref()?;
                    return (term == from).then(|| format!("{TERM}{to}"));
                }
                let (name, id) = written.split_once('#').map_or((written, None), |(name, id)| (name, Some(id)));
                if name.is_empty() {
                    let new = format!("#{}", id_after(change, self.own(&text.path).as_ref(), id?));
                    return (new != written).then_some(new);
                }
                let key = self.meant(name, before)?;
                let place = id.map_or_else(String::new, |id| format!("#{}", id_after(change, Some(key), id)));
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

    /// The page at a path that a text names: None within for the front page, None for what is no page.
    fn page_at(&self, path: &str, text: &Text) -> Option<Option<Key>> {
        if path.is_empty() {
            return Some(self.own(&text.path));
        }
        let stem = paths::stem(path, &self.book);
        if stem == FRONT {
            return Some(None);
        }
        let address = |key: &Key| format!("{}/{}", self.book.kinds[key.kind.index()].folder, key.path());
        let mut pages = self.outline.entries.iter();
        pages.find(|(key, entry)| entry.stems.contains(&stem) || address(key) == stem).map(|(key, _)| Some(key.clone()))
    }
}

/// The id that a place of a page has after the change.
fn id_after<'a>(change: &'a Change, page: Option<&Key>, id: &'a str) -> &'a str {
    match &change.place {
        Some(PlaceName { page: of, from, to }) if of.as_ref() == page && from == id => to,
        _ => id,
    }
}
