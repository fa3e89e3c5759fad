//! The output folder while a build has it: the lock, the bookkeeping in `.diglot`, and the way of files into their places.
//!
//! | name | holds |
//! |---|---|
//! | `manifest` | the paths of all files that builds have left here: what is not in it is somebody else's |
//! | `manifest.copy` | the same once more, for the day on which the other one is damaged |
//! | `made` | of what the costly files were made |
//! | `part` | which part of a build this is, with a digest of each file; empty or not there when it is a whole one |
//! | `record` | what the last build was made from and what it left |
//! | `memory` | what a build has [left](super::Publication::leave) for the next one |
//! | `staged/` | files that are to be moved |
//! | `journal` | what is being moved and removed: while it is there, that is under way |
//! | `lock` | nothing; it is locked |
//!
//! What is written under another name first ends in `.new`. Everything the journal depends on is on the disk before the journal is.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard, Weak};

use super::disk::{self, Disk};
use super::list::{self, Integrity};
use super::{PRIVATE_FOLDER, record};
use crate::failure::Failure;
use crate::message::both;

pub(super) const MANIFEST: &str = "manifest";
pub(super) const COPY: &str = "manifest.copy";
pub(super) const MADE: &str = "made";
pub(super) const PART: &str = "part";
pub(super) const MEMORY: &str = "memory";
pub(super) const JOURNAL: &str = "journal";
const STAGED: &str = "staged";
pub(super) const LOCK: &str = "lock";
/// What is written under another name first.
const REPLACED: [&str; 7] = [MANIFEST, COPY, MADE, PART, MEMORY, JOURNAL, record::NAME];

/// An output folder that no other build can have meanwhile. Dropped before its build is [over](OutputFolder::over), it is left as it was.
pub(super) struct OutputFolder {
    pub root: PathBuf,
    pub disk: Disk,
    /// The outermost folder that had to be made.
    made: Option<PathBuf>,
    over: RwLock<bool>,
    _lock: disk::Lock,
}

/// What builds have left in a folder, as far as it is known.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub paths: BTreeSet<String>,
    /// There may have been more.
    pub doubtful: bool,
}

impl OutputFolder {
    /// Makes the folder if need be and takes it.
    ///
    /// # Errors
    ///
    /// When another build has it, or it holds files but is not Diglot's.
    pub fn take(root: &Path, disk: Disk) -> Result<OutputFolder, Failure> {
        let own = root.join(PRIVATE_FOLDER);
        if !disk.exists(&own)? && disk.entries(root)?.is_some_and(|entries| !entries.is_empty()) {
            return Err(Failure::new(both!(
                "this folder holds files that Diglot did not write",
                "这个文件夹里有不是 Diglot 写的文件"
            ))
            .at(root)
            .hint(both!(
                "choose an empty or a new folder with `--out`, or remove the files yourself; Diglot never deletes them",
                "请用 `--out` 选一个空的或新的文件夹，或者自己移走那些文件；Diglot 从不删除它们"
            )));
        }
        let mut made = None;
        for folder in root.ancestors().filter(|folder| !folder.as_os_str().is_empty()) {
            if disk.exists(folder)? {
                break;
            }
            made = Some(folder.to_path_buf());
        }
        match disk.lock(&own.join(LOCK)) {
            Ok(Some(lock)) => {
                Ok(OutputFolder { root: root.to_path_buf(), disk, made, over: RwLock::new(false), _lock: lock })
            }
            Ok(None) => {
                Err(Failure::new(both!("another build is writing into this folder", "另一次生成正在写入这个文件夹"))
                    .at(root)
                    .hint(both!(
                        "wait for it to end, or choose another folder with `--out`",
                        "请等它结束，或用 `--out` 另选文件夹"
                    )))
            }
            Err(failure) => {
                if made.is_some() {
                    // There is nobody to tell: the failure is what is told.
                    let _ = disk.remove_file(&own.join(LOCK));
                    disk.remove_folder(&own);
                    remove_made(&disk, root, made.as_deref());
                }
                Err(failure)
            }
        }
    }

    fn own(&self, name: &str) -> PathBuf {
        self.root.join(PRIVATE_FOLDER).join(name)
    }

    pub fn staged(&self, path: &str) -> PathBuf {
        self.own(STAGED).join(path)
    }

    /// The build goes on while this is held: it can neither end nor be ended.
    pub fn going_on(&self) -> RwLockReadGuard<'_, bool> {
        self.over.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the build is over. Nobody writes while this is held.
    pub fn over(&self) -> RwLockWriteGuard<'_, bool> {
        self.over.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn known(&self) -> Result<Listed, Failure> {
        known(&self.disk, &self.root)
    }

    /// Ends what an earlier build has begun: finishes its journal, or gives it up where that cannot be done any more. What then still
    /// stands in the way is met, and told, by the build that begins.
    pub fn settle(&self) -> Result<(), Failure> {
        if let Some(journal) = self.disk.read(&self.own(JOURNAL))? {
            let (state, lines) = list::read(&journal);
            let manifest = self.disk.read(&disk::new(&self.own(MANIFEST)))?;
            let damaged = |list: &[u8]| list::read(list).0 == Integrity::Damaged;
            let sound = state != Integrity::Damaged && !manifest.as_deref().is_some_and(damaged);
            let finished = sound && self.carry_out(&lines, &self.known()?.paths).is_ok();
            if !finished {
                self.give_up()?;
            }
        }
        self.sweep()?;
        self.disk.remove_file(&self.own(record::NAME))
    }

    /// Moves the files `moves` from where they are staged, removes the files `removals`, and replaces what differs of the bookkeeping.
    ///
    /// Before the journal is there nothing has changed, and behind it everything will.
    pub fn publish(
        &self,
        moves: &BTreeSet<String>,
        removals: &BTreeSet<String>,
        known: &BTreeSet<String>,
        books: &[(&str, String)],
    ) -> Result<(), Failure> {
        let mut differ = Vec::new();
        for (name, text) in books {
            let same = self.disk.holds(&self.own(name), text.as_bytes())?;
            if same == Some(false) || (same.is_none() && !text.is_empty()) {
                differ.push((self.own(name), text));
            }
        }
        if moves.is_empty() && removals.is_empty() {
            return differ.iter().try_for_each(|(path, text)| self.disk.replace(path, text.as_bytes()));
        }
        let removals = removals.iter().map(|path| format!("remove {path}"));
        let lines: Vec<String> = removals.chain(moves.iter().map(|path| format!("put {path}"))).collect();
        let (journal, text) = (self.own(JOURNAL), list::sealed(lines.clone()));
        differ.push((journal.clone(), &text));
        let mut first: Vec<PathBuf> = moves.iter().map(|path| self.staged(path)).collect();
        for (path, text) in differ {
            let new = disk::new(&path);
            self.disk.write(&new, text.as_bytes())?;
            first.push(new);
        }
        self.disk.sync_all(&first)?;
        self.disk.rename(&disk::new(&journal), &journal)?;
        self.disk.sync_folder(&self.root.join(PRIVATE_FOLDER))?;
        self.carry_out(&lines, known)
    }

    /// Carries out what is left of a journal. Each step can be repeated, so it may be stopped anywhere.
    fn carry_out(&self, journal: &[String], known: &BTreeSet<String>) -> Result<(), Failure> {
        // Removals come first: a folder may become a file, or a file a folder.
        for path in paths(journal, "remove ").filter(|&path| known.contains(path)) {
            self.remove(path)?;
        }
        for path in paths(journal, "put ") {
            let (staged, target) = (self.staged(path), self.root.join(path));
            if !self.disk.exists(&staged)? {
                continue;
            }
            if !known.contains(path) && self.disk.exists(&target)? {
                return Err(foreign(&target, false));
            }
            self.disk.rename(&staged, &target)?;
        }
        for name in [MANIFEST, COPY, MADE, PART] {
            let new = disk::new(&self.own(name));
            if self.disk.exists(&new)? {
                self.disk.rename(&new, &self.own(name))?;
            }
        }
        self.disk.remove_file(&self.own(JOURNAL))
    }

    /// Leaves the folder as it was before the build. When that has begun to put its files in place: with none that was not there before it, and
    /// with the old or the new bytes of each that was.
    fn give_up(&self) -> Result<(), Failure> {
        if let Some(journal) = self.disk.read(&self.own(JOURNAL))? {
            let (state, lines) = list::read(&journal);
            let known = self.known()?.paths;
            let added = paths(&lines, "put ").filter(|&path| state == Integrity::Sealed && !known.contains(path));
            for path in added {
                // What is not staged any more has been moved.
                if self.disk.exists(&self.staged(path))? {
                    self.remove_empty_folders(path);
                } else {
                    self.remove(path)?;
                }
            }
            self.disk.remove_file(&self.own(JOURNAL))?;
        }
        self.sweep()?;
        if known(&self.disk, &self.root)?.paths.is_empty() {
            // No build has ever left anything here.
            for name in [MEMORY, LOCK] {
                self.disk.remove_file(&self.own(name))?;
            }
            self.disk.remove_folder(&self.root.join(PRIVATE_FOLDER));
            remove_made(&self.disk, &self.root, self.made.as_deref());
        }
        Ok(())
    }

    /// Removes what is of use to one build only.
    pub fn sweep(&self) -> Result<(), Failure> {
        self.disk.remove_all(&self.own(STAGED))?;
        REPLACED.into_iter().try_for_each(|name| self.disk.remove_file(&disk::new(&self.own(name))))
    }

    /// Removes a file and the folders that it leaves empty.
    fn remove(&self, path: &str) -> Result<(), Failure> {
        self.disk.remove_file(&self.root.join(path))?;
        self.remove_empty_folders(path);
        Ok(())
    }

    fn remove_empty_folders(&self, path: &str) {
        let target = self.root.join(path);
        let mut folders = target.ancestors().skip(1).take_while(|folder| *folder != self.root);
        // A folder that is not empty stays.
        let _ = folders.all(|folder| self.disk.remove_folder(folder));
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if !*self.over() {
            // There is nobody to tell; the next build begins with what is left.
            let _ = self.give_up();
        }
    }
}

/// Ends a build from another thread.
#[derive(Clone)]
pub struct Stop(pub(super) Weak<OutputFolder>);

impl Stop {
    /// Leaves the output folder as it was and calls `end`, which ends the process: while it runs, the build cannot write. A build that puts its
    /// files in place is waited for; when it is over, `end` is not called.
    pub fn stop(&self, end: impl FnOnce()) {
        let Some(place) = self.0.upgrade() else { return };
        let over = place.over();
        if !*over {
            // There is nobody to tell; the next build begins with what is left.
            let _ = place.give_up();
            end();
        }
    }
}

/// Ends what an earlier build has begun in the folder `root` and was kept from ending, if there is such a thing.
///
/// # Errors
///
/// When the disk fails, or another build has the folder.
pub fn mend(root: &Path) -> Result<(), Failure> {
    mend_on(root, Disk::default())
}

pub(super) fn mend_on(root: &Path, disk: Disk) -> Result<(), Failure> {
    let own = root.join(PRIVATE_FOLDER);
    let news = REPLACED.map(|name| disk::new(&own.join(name)));
    // A first build that was killed before it had anything to stage leaves its lock.
    let mut begun = disk.exists(&own.join(LOCK))? && !disk.exists(&own.join(MANIFEST))?;
    for left in [own.join(STAGED), own.join(JOURNAL)].iter().chain(&news) {
        begun = begun || disk.exists(left)?;
    }
    if begun { OutputFolder::take(root, disk)?.settle() } else { Ok(()) }
}

/// Whether a build is putting its files in place in the folder `root`, or was killed while it did.
pub(super) fn is_under_way(disk: &Disk, root: &Path) -> Result<bool, Failure> {
    disk.exists(&root.join(PRIVATE_FOLDER).join(JOURNAL))
}

/// What the manifest of a folder says, or its copy where the manifest is damaged. A path that neither has is not Diglot's to change.
pub(super) fn known(disk: &Disk, root: &Path) -> Result<Listed, Failure> {
    let read = |name| -> Result<(Integrity, Vec<String>), Failure> {
        let found = disk.read(&root.join(PRIVATE_FOLDER).join(name))?;
        Ok(list::read(&found.unwrap_or_default()))
    };
    let (mut state, mut lines) = read(MANIFEST)?;
    if state == Integrity::Damaged {
        let copy = read(COPY)?;
        state = copy.0;
        lines.extend(copy.1);
    }
    let paths = lines.into_iter().filter(|path| list::is_inside(path)).collect();
    Ok(Listed { paths, doubtful: state == Integrity::Damaged })
}

/// A file that would have to be replaced, and is not known.
pub(super) fn foreign(target: &Path, doubtful: bool) -> Failure {
    if doubtful {
        let own = format!("{PRIVATE_FOLDER}/{MANIFEST}");
        return Failure::new(both!(
            "this file would have to be replaced, and Diglot does not know whether it wrote it: its list `{own}` is damaged",
            "这个文件需要被替换，但 Diglot 的清单 `{own}` 已损坏，无法知道文件是不是它写的"
        ))
        .at(target)
        .hint(both!(
            "delete the output folder if nothing in it is yours, and build again; or choose another folder with `--out`",
            "如果输出文件夹里没有您自己的文件，请删除整个文件夹，再重新生成；或用 `--out` 另选文件夹"
        ));
    }
    Failure::new(both!(
        "Diglot did not write this file, and would have to replace it",
        "这个文件不是 Diglot 写的，却需要被替换"
    ))
    .at(target)
    .hint(both!("move it away, or choose another folder with `--out`", "请把它移走，或用 `--out` 另选文件夹"))
}

/// The paths behind one verb of a journal.
fn paths<'a>(journal: &'a [String], verb: &'a str) -> impl Iterator<Item = &'a str> {
    journal.iter().filter_map(move |line| line.strip_prefix(verb)).filter(|path| list::is_inside(path))
}

/// Removes the folders that were made for a build, from `root` up to `made`, if they are empty.
fn remove_made(disk: &Disk, root: &Path, made: Option<&Path>) {
    let Some(made) = made else { return };
    let mut folders = root.ancestors().take_while(|folder| folder.starts_with(made));
    let _ = folders.all(|folder| disk.remove_folder(folder));
}
