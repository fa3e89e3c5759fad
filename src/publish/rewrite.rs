//! Changes to the files of a course, all or none: what is written by hand is not a folder of outputs, so nothing here depends on a manifest.
//!
//! The new bytes are staged in `.diglot-edit` beside `book.yaml`. When all of them are there a journal is written; from then on the change is
//! carried out to its end, by the next run if this one is cut off.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::disk::{self, Disk, Lock};
use super::list::{self, Integrity};
use crate::failure::Failure;
use crate::message::both;

const OWN: &str = ".diglot-edit";
const JOURNAL: &str = "journal";
const STAGED: &str = "staged";
const LOCK: &str = "lock";

/// A change to the files of a folder. A file that is moved is put at its new path and removed from the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rewrite {
    /// The files to write, with their bytes.
    pub put: BTreeMap<String, Vec<u8>>,
    /// The files to remove, none of which is put.
    pub remove: BTreeSet<String>,
    /// Of the paths to write and to remove, those where a file lies now. Any other path must be free.
    pub known: BTreeSet<String>,
}

/// Carries out a change in the folder `root`, which is made if it is not there.
///
/// # Errors
///
/// When something lies where a new file is to be put, another change is under way, or the disk fails. Before the journal is written nothing has
/// changed then; behind it, the next run ends the change.
pub fn rewrite(root: &Path, change: &Rewrite) -> Result<(), Failure> {
    rewrite_on(root, change, Disk::default())
}

/// Ends a change of the folder `root` that was cut off, if there is one.
///
/// # Errors
///
/// When the disk fails, or another change is under way.
pub fn finish_rewrite(root: &Path) -> Result<(), Failure> {
    finish_on(root, Disk::default())
}

pub(super) fn finish_on(root: &Path, disk: Disk) -> Result<(), Failure> {
    if !disk.exists(&root.join(OWN))? {
        return Ok(());
    }
    let folder = Folder::take(root, disk)?;
    folder.finish()
}

pub(super) fn rewrite_on(root: &Path, change: &Rewrite, disk: Disk) -> Result<(), Failure> {
    let folder = Folder::take(root, disk)?;
    let done = folder.finish().and_then(|()| folder.carry_out(change));
    if done.is_err() {
        // The failure is what is told. With a journal the change has begun, and the next run ends it.
        let _ = folder.give_up();
    }
    done
}

/// A folder that no other change can have meanwhile.
struct Folder<'a> {
    root: &'a Path,
    disk: Disk,
    /// The folder is there because of this change.
    made: bool,
    _lock: Lock,
}

impl<'a> Folder<'a> {
    fn take(root: &'a Path, disk: Disk) -> Result<Folder<'a>, Failure> {
        let made = !disk.exists(root)?;
        match disk.lock(&root.join(OWN).join(LOCK))? {
            Some(lock) => Ok(Folder { root, disk, made, _lock: lock }),
            None => Err(Failure::new(both!("another change of this course is under way", "另一次修改正在进行"))
                .at(root)
                .hint(both!("wait for it to end", "请等它结束"))),
        }
    }

    fn own(&self, name: &str) -> PathBuf {
        self.root.join(OWN).join(name)
    }

    fn staged(&self, path: &str) -> PathBuf {
        self.own(STAGED).join(path)
    }

    fn carry_out(&self, change: &Rewrite) -> Result<(), Failure> {
        for path in change.put.keys().filter(|path| !change.known.contains(*path)) {
            let target = self.root.join(path);
            if self.disk.exists(&target)? {
                return Err(Failure::new(both!("there is a file here already", "这里已经有一个文件"))
                    .at(&target)
                    .hint(both!("move it away, or choose another name", "请把它移走，或另取一个名称")));
            }
        }
        let mut first = Vec::new();
        for (path, bytes) in &change.put {
            let staged = self.staged(path);
            self.disk.write(&staged, bytes)?;
            first.push(staged);
        }
        let removals = change.remove.iter().map(|path| format!("remove {path}"));
        let lines: Vec<String> = removals.chain(change.put.keys().map(|path| format!("put {path}"))).collect();
        let journal = self.own(JOURNAL);
        let new = disk::new(&journal);
        self.disk.write(&new, list::sealed(lines.iter().cloned()).as_bytes())?;
        first.push(new.clone());
        self.disk.sync_all(&first)?;
        self.disk.rename(&new, &journal)?;
        self.disk.sync_folder(&self.root.join(OWN))?;
        self.follow(&lines)?;
        self.sweep()
    }

    /// Ends what an earlier change has begun. A journal that is damaged was not written to its end, so nothing had changed.
    fn finish(&self) -> Result<(), Failure> {
        if let Some(journal) = self.disk.read(&self.own(JOURNAL))? {
            let (state, lines) = list::read(&journal);
            if state == Integrity::Sealed {
                self.follow(&lines)?;
            }
        }
        self.sweep()
    }

    /// Carries out what is left of a journal. Each step can be repeated, so it may be stopped anywhere.
    fn follow(&self, journal: &[String]) -> Result<(), Failure> {
        let paths = |verb: &'static str| {
            journal.iter().filter_map(move |line| line.strip_prefix(verb)).filter(|path| list::is_inside(path))
        };
        let mut emptied = BTreeSet::new();
        for path in paths("remove ") {
            self.disk.remove_file(&self.root.join(path))?;
            emptied.insert(path);
        }
        for path in paths("put ") {
            let staged = self.staged(path);
            if self.disk.exists(&staged)? {
                self.disk.rename(&staged, &self.root.join(path))?;
            }
        }
        for path in emptied {
            let target = self.root.join(path);
            let mut folders = target.ancestors().skip(1).take_while(|folder| *folder != self.root);
            // A folder that is not empty stays.
            let _ = folders.all(|folder| self.disk.remove_folder(folder));
        }
        self.disk.remove_file(&self.own(JOURNAL))
    }

    fn give_up(&self) -> Result<(), Failure> {
        if self.disk.exists(&self.own(JOURNAL))? { Ok(()) } else { self.sweep() }
    }

    fn sweep(&self) -> Result<(), Failure> {
        self.disk.remove_all(&self.root.join(OWN))?;
        if self.made {
            // Only when nothing was put into it.
            self.disk.remove_folder(self.root);
        }
        Ok(())
    }
}
