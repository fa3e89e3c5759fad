//! The folders to watch, and the names of the files that have changed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::book::{Book, Extent};
use crate::message::{Message, both};
use crate::sources::{OtherFile, Sources};

/// The folders of a book in which files come and go: those of the course, and those of single files in folders of their own.
pub fn folders(root: &Path, book: &Book) -> Vec<PathBuf> {
    let Extent { files, folders } = book.extent();
    let beside = files.iter().filter_map(|path| path.rsplit_once('/')).map(|(folder, _)| folder.to_owned());
    folders.into_iter().chain(beside).map(|folder| root.join(folder)).collect()
}

/// Names the file that differs, or says how many do.
pub fn difference(earlier: &Sources, now: &Sources) -> Message {
    let (before, after) = (earlier.contents(), now.contents());
    let mut paths: BTreeSet<&str> = BTreeSet::new();
    paths.extend(after.iter().filter(|(path, content)| before.get(*path) != Some(content)).map(|(path, _)| *path));
    paths.extend(before.keys().filter(|path| !after.contains_key(*path)));
    let before = |path: &str| earlier.others.iter().find(|other| other.path == path);
    let changed =
        |other: &&OtherFile| !before(&other.path).is_some_and(|before| before.content.same_as(&other.content));
    paths.extend(now.others.iter().filter(changed).map(|other| other.path.as_str()));
    let gone = |other: &&OtherFile| now.others.iter().all(|now| now.path != other.path);
    paths.extend(earlier.others.iter().filter(gone).map(|other| other.path.as_str()));
    match paths.len() {
        1 => Message::as_is(paths.first().expect("there is one")),
        n => both!("{n} files", "{n} 个文件"),
    }
}
