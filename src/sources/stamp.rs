//! Whether files have changed, told from their sizes and times without reading them.
//!
//! The rule is that of git's index: a file whose stamp is what it was holds what it held, *if* the stamp was [settled](Stamp::settled) when it
//! was taken. File systems count time in steps, and within a step a file can change and keep its stamp. Of a file that was too
//! young, the content has to be compared. Where the system tells it, a stamp has the time of the last change of any kind, too: unlike the
//! time of the content, no program can set it, so a file that was copied or moved over another one with its old times is seen.
#![expect(clippy::disallowed_methods, reason = "what has changed is seen on the disk")]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, DirEntry, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use super::disk::hidden;
use crate::digest::Digest;
use crate::sources::Limits;

/// What tells whether a file has changed: its size and the times that the file system keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    bytes: u64,
    modified: SystemTime,
    changed: SystemTime,
}

impl Stamp {
    /// The longest step of a file system's clock.
    const STEP: Duration = Duration::from_secs(2);

    /// None when there is no file, or it has no time.
    pub fn of(path: &Path) -> Option<Stamp> {
        Stamp::new(&fs::metadata(path).ok()?)
    }

    fn new(facts: &Metadata) -> Option<Stamp> {
        let modified = facts.modified().ok()?;
        Some(Stamp { bytes: facts.len(), modified, changed: changed(facts).unwrap_or(modified) })
    }

    /// Whether the file was changed after a time.
    pub fn is_after(&self, time: SystemTime) -> bool {
        self.modified > time
    }

    /// Whether a change after `now` gives the file another stamp.
    pub fn settled(&self, now: SystemTime) -> bool {
        let old = |time| now.duration_since(time).is_ok_and(|age| age > Stamp::STEP);
        old(self.modified) && old(self.changed)
    }
}

#[cfg(unix)]
fn changed(facts: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let (seconds, nanoseconds) = (facts.ctime().try_into().ok()?, facts.ctime_nsec().try_into().ok()?);
    Some(UNIX_EPOCH + Duration::new(seconds, nanoseconds))
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> Option<SystemTime> {
    None
}

/// The paths and stamps of files as bytes: those of other files, or of the same at another time, are others.
#[derive(Debug, Default)]
struct StampList(Vec<u8>);

impl StampList {
    /// Room for so many files of the usual length.
    fn reserve(&mut self, files: usize) {
        self.0.reserve(files * 128);
    }

    /// None stands for a file that is not there.
    fn push(&mut self, path: &str, stamp: Option<Stamp>) {
        let StampList(bytes) = self;
        bytes.extend_from_slice(&path.len().to_le_bytes());
        bytes.extend_from_slice(path.as_bytes());
        bytes.push(u8::from(stamp.is_some()));
        if let Some(stamp) = stamp {
            bytes.extend_from_slice(&stamp.bytes.to_le_bytes());
            for time in [stamp.modified, stamp.changed] {
                let since = time.duration_since(UNIX_EPOCH);
                bytes.push(u8::from(since.is_ok()));
                bytes.extend_from_slice(&since.unwrap_or_else(|e| e.duration()).as_nanos().to_le_bytes());
            }
        }
    }

    fn digest(&self) -> Digest {
        Digest::of(&self.0)
    }
}

/// The stamps of the files at `paths` below `root`, as a digest.
pub fn digest(root: &Path, paths: &[&str]) -> Digest {
    let mut list = StampList::default();
    list.reserve(paths.len());
    paths.iter().zip(stamps(root, paths)).for_each(|(path, stamp)| list.push(path, stamp));
    list.digest()
}

fn stamps(root: &Path, paths: &[&str]) -> Vec<Option<Stamp>> {
    paths.par_iter().map(|path| Stamp::of(&root.join(path))).collect()
}

/// Files as they lie below a folder at a time.
#[derive(Debug)]
pub struct Look {
    /// The folder that the paths are relative to.
    pub root: PathBuf,
    /// The time at the beginning of the look, by the system's clock.
    pub taken: SystemTime,
    list: StampList,
    files: usize,
    /// The files that were too young for their stamps to say what they hold.
    pub young: BTreeSet<String>,
}

impl Look {
    /// At nothing yet. `taken` is the time now.
    pub fn new(root: &Path, taken: SystemTime) -> Look {
        Look { root: root.to_owned(), taken, list: StampList::default(), files: 0, young: BTreeSet::new() }
    }

    /// Whether the file at `path` holds this content now.
    pub fn holds(&self, path: &str, content: Digest) -> bool {
        fs::read(self.root.join(path)).is_ok_and(|bytes| Digest::of(&bytes) == content)
    }

    /// Two looks with the same digest have seen the same files with the same stamps.
    pub fn digest(&self) -> Digest {
        self.list.digest()
    }

    /// Looks at files, which need not be there.
    pub fn at_files(&mut self, paths: &[&str]) {
        let stamps = stamps(&self.root, paths);
        paths.iter().zip(stamps).for_each(|(path, stamp)| self.push(path, stamp));
    }

    /// Looks at every file in a folder, which need not be there, and the folders in it, but at none that reading passes over. None when it
    /// cannot be looked at, or holds more than a course may hold.
    pub fn at_folder(&mut self, folder: &str) -> Option<()> {
        self.at_entries(&self.root.join(folder), folder, Limits::DEFAULT.depth)
    }

    fn at_entries(&mut self, folder: &Path, name: &str, depth: usize) -> Option<()> {
        let mut entries = match entries(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(()),
            Err(_) => return None,
        };
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        let own = |(_, _, entry): &(_, _, DirEntry)| entry.metadata().ok().as_ref().and_then(Stamp::new);
        let stamps: Vec<Option<Stamp>> = entries.par_iter().map(own).collect();
        self.list.reserve(entries.len());
        let mut path = format!("{name}/");
        for ((file, kind, entry), stamp) in entries.iter().zip(stamps) {
            path.truncate(name.len() + 1);
            path.push_str(&file.to_string_lossy());
            if kind.is_dir() {
                self.at_entries(&entry.path(), &path, depth.checked_sub(1)?)?;
                continue;
            }
            self.push(&path, stamp);
            if kind.is_symlink() {
                // What it leads to counts, too.
                self.push(&path, Stamp::of(&entry.path()));
            }
        }
        (self.files <= Limits::DEFAULT.files).then_some(())
    }

    fn push(&mut self, path: &str, stamp: Option<Stamp>) {
        self.files += 1;
        self.list.push(path, stamp);
        if stamp.is_some_and(|stamp| !stamp.settled(self.taken)) {
            self.young.insert(path.to_owned());
        }
    }
}

/// What lies in a folder and is not hidden, in any order.
fn entries(folder: &Path) -> io::Result<Vec<(OsString, FileType, DirEntry)>> {
    let entries = fs::read_dir(folder)?.map(|entry| {
        let entry = entry?;
        Ok((entry.file_name(), entry.file_type()?, entry))
    });
    let hidden = |entry: &io::Result<(OsString, _, _)>| entry.as_ref().is_ok_and(|(name, ..)| hidden(name));
    entries.filter(|entry| !hidden(entry)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_times_that_are_past_are_settled() {
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        let settled =
            |modified, changed| Stamp { bytes: 1, modified: at(modified), changed: at(changed) }.settled(at(100));
        assert!(settled(97, 97));
        assert!(!settled(98, 97) && !settled(97, 98));
        // A clock that has gone back proves nothing.
        assert!(!settled(200, 97) && !settled(97, 200));
    }

    #[test]
    fn no_two_lists_have_the_same_digest() {
        let early = UNIX_EPOCH - Duration::from_secs(1);
        let late = UNIX_EPOCH + Duration::from_secs(1);
        let stamp = |bytes, modified, changed| Some(Stamp { bytes, modified, changed });
        let lists = [
            vec![],
            vec![("a", None)],
            vec![("b", None)],
            vec![("ab", None)],
            vec![("a", None), ("b", None)],
            vec![("a", stamp(1, late, late))],
            vec![("a", stamp(2, late, late))],
            vec![("a", stamp(1, early, late))],
            vec![("a", stamp(1, late, early))],
        ];
        let digest = |files: &Vec<(&str, Option<Stamp>)>| {
            let mut list = StampList::default();
            files.iter().for_each(|&(path, stamp)| list.push(path, stamp));
            list.digest().to_string()
        };
        let digests: BTreeSet<String> = lists.iter().map(digest).collect();
        assert_eq!(digests.len(), lists.len());
    }
}
