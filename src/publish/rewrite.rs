//! Changes to the files of a course, all or none. They are written by hand, so no manifest says whose they are: a change names every file that it
//! touches.
//!
//! New bytes are staged in `.diglot-edit` beside `book.yaml`. When all of them are there, a journal is written; from then on the change is carried
//! out to its end, by the next run if this one is cut off. First everything that is to move is taken out of its place, then everything is put:
//! so files may change places.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::disk::{self, Disk, Lock};
use super::list::{self, Integrity};
use crate::failure::Failure;
use crate::message::both;

const OWN: &str = ".diglot-edit";
const STAGED: &str = "staged";
const LOCK: &str = "lock";
/// What is to be done.
const JOURNAL: &str = "journal";
/// The same, when everything has been taken out of its place.
const TAKEN: &str = "taken";

/// A change to the files of a folder. Its paths are relative to the folder, with `/` on every system.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rewrite {
    /// The bytes of files that are new, or that replace one of this name.
    pub put: BTreeMap<String, Vec<u8>>,
    /// By the path of a file, the one that it gets.
    pub moves: BTreeMap<String, String>,
    /// Files to remove.
    pub remove: BTreeSet<String>,
    /// Which of the files that are put lie there now.
    pub replaced: BTreeSet<String>,
}

impl Rewrite {
    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.put.is_empty() && self.moves.is_empty() && self.remove.is_empty()
    }
}

/// Carries out a change in the folder `root`, which is made if it is not there.
///
/// # Errors
///
/// When something lies where a file is to be put, another change is under way, or the disk fails. Before the journal is written nothing has
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
    if disk.exists(&root.join(OWN))? { Folder::take(root, disk)?.finish() } else { Ok(()) }
}

pub(super) fn rewrite_on(root: &Path, change: &Rewrite, disk: Disk) -> Result<(), Failure> {
    let folder = Folder::take(root, disk)?;
    folder.finish().and_then(|()| folder.carry_out(change)).map_err(|failure| {
        if folder.has_begun() {
            let again = both!(
                "the change has begun: when the disk is mended, run `diglot check`, which ends it",
                "修改已经开始：磁盘恢复正常后，运行 `diglot check` 就会把它完成"
            );
            return failure.hint(again);
        }
        // The failure is what is told.
        let _ = folder.sweep();
        failure
    })
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
            None => {
                Err(Failure::new(both!("another change of this course is under way", "这门课程正在被另一个命令修改"))
                    .at(root)
                    .hint(both!("wait for it to end", "请等它结束")))
            }
        }
    }

    fn own(&self, name: &str) -> PathBuf {
        self.root.join(OWN).join(name)
    }

    fn staged(&self, path: &str) -> PathBuf {
        self.own(STAGED).join(path)
    }

    /// Whether files may have left their places. In doubt they have.
    fn has_begun(&self) -> bool {
        [JOURNAL, TAKEN].iter().any(|name| self.disk.exists(&self.own(name)).unwrap_or(true))
    }

    fn carry_out(&self, change: &Rewrite) -> Result<(), Failure> {
        let leaves = |path: &String| change.moves.contains_key(path) || change.remove.contains(path);
        for path in change.put.keys().chain(change.moves.values()) {
            let target = self.root.join(path);
            if !change.replaced.contains(path) && !leaves(path) && self.disk.exists(&target)? {
                return Err(Failure::new(both!("something lies here already", "这里已经有东西了"))
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
        let mut lines: Vec<String> = Vec::new();
        for (from, to) in &change.moves {
            lines.extend([format!("take {from}"), format!("as {to}")]);
        }
        lines.extend(change.remove.iter().map(|path| format!("remove {path}")));
        lines.extend(change.put.keys().chain(change.moves.values()).map(|path| format!("put {path}")));
        let journal = self.own(JOURNAL);
        let new = disk::new(&journal);
        self.disk.write(&new, list::sealed(lines.iter().cloned()).as_bytes())?;
        first.push(new.clone());
        self.disk.sync_all(&first)?;
        self.disk.rename(&new, &journal)?;
        self.disk.sync_folder(&self.root.join(OWN))?;
        self.take_out(&lines)?;
        self.put_in(&lines)?;
        self.sweep()
    }

    /// Ends what an earlier change has begun. A journal that is damaged was not written to its end, so nothing had changed.
    fn finish(&self) -> Result<(), Failure> {
        if let Some(lines) = self.read(JOURNAL)? {
            self.take_out(&lines)?;
        }
        if let Some(lines) = self.read(TAKEN)? {
            self.put_in(&lines)?;
        }
        self.sweep()
    }

    fn read(&self, name: &str) -> Result<Option<Vec<String>>, Failure> {
        let Some(bytes) = self.disk.read(&self.own(name))? else { return Ok(None) };
        let (state, lines) = list::read(&bytes);
        Ok((state == Integrity::Sealed).then_some(lines))
    }

    /// The first half of a journal. Each step can be repeated, so it may be stopped anywhere.
    fn take_out(&self, journal: &[String]) -> Result<(), Failure> {
        for pair in journal.windows(2) {
            let (Some(from), Some(to)) = (inside(&pair[0], "take "), inside(&pair[1], "as ")) else { continue };
            let (from, staged) = (self.root.join(from), self.staged(to));
            if !self.disk.exists(&staged)? && self.disk.exists(&from)? {
                self.disk.rename(&from, &staged)?;
            }
        }
        for path in journal.iter().filter_map(|line| inside(line, "remove ")) {
            self.disk.remove_file(&self.root.join(path))?;
        }
        self.disk.rename(&self.own(JOURNAL), &self.own(TAKEN))
    }

    /// The second half, which can be repeated as well.
    fn put_in(&self, journal: &[String]) -> Result<(), Failure> {
        // A folder may become a file.
        for path in journal.iter().filter_map(|line| inside(line, "take ").or_else(|| inside(line, "remove "))) {
            let target = self.root.join(path);
            let mut folders = target.ancestors().skip(1).take_while(|folder| *folder != self.root);
            // A folder that is not empty stays.
            let _ = folders.all(|folder| self.disk.remove_folder(folder));
        }
        for path in journal.iter().filter_map(|line| inside(line, "put ")) {
            let staged = self.staged(path);
            if self.disk.exists(&staged)? {
                self.disk.rename(&staged, &self.root.join(path))?;
            }
        }
        self.disk.remove_file(&self.own(TAKEN))
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

/// The path behind one verb of a journal's line.
fn inside<'a>(line: &'a str, verb: &str) -> Option<&'a str> {
    line.strip_prefix(verb).filter(|path| list::is_inside(path))
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the tests look at what lies on the disk")]
mod tests {
    use std::fs;
    use std::io::ErrorKind;

    use super::*;
    use crate::publish::disk::trouble::{Kind, Trouble};

    type Files = BTreeMap<String, Vec<u8>>;

    fn lay(root: &Path, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
            fs::write(path, text).expect("it can be written");
        }
    }

    fn files(root: &Path) -> Files {
        let walk = walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok);
        let files = walk.filter(|entry| entry.file_type().is_file());
        let name = |path: &Path| path.strip_prefix(root).expect("below").to_string_lossy().replace('\\', "/");
        files.map(|entry| (name(entry.path()), fs::read(entry.path()).expect("it can be read"))).collect()
    }

    const OLD: &[(&str, &str)] = &[
        ("book.yaml", "title"),
        ("course/01-a.md", "a"),
        ("course/02-b/index.md", "b"),
        ("course/02-b/b.png", "picture"),
        ("course/03-c.md", "c"),
        ("course/gone/x.md", "x"),
    ];

    /// Two items change places, one of them as a folder, a text is replaced, one comes and one goes.
    fn change() -> Rewrite {
        let own = |list: &[(&str, &str)]| list.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
        Rewrite {
            put: [("course/03-c.md", "see [[b]]"), ("course/new/d.md", "d")]
                .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
                .into(),
            moves: own(&[
                ("course/01-a.md", "course/02-b/deep.md"),
                ("course/02-b/index.md", "course/01-a.md"),
                ("course/02-b/b.png", "course/01-b/b.png"),
            ]),
            remove: ["course/gone/x.md".to_owned()].into(),
            replaced: ["course/03-c.md".to_owned()].into(),
        }
    }

    fn changed() -> Files {
        [
            ("book.yaml", "title"),
            ("course/01-a.md", "b"),
            ("course/01-b/b.png", "picture"),
            ("course/02-b/deep.md", "a"),
            ("course/03-c.md", "see [[b]]"),
            ("course/new/d.md", "d"),
        ]
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .into()
    }

    #[test]
    fn all_of_it_is_done() {
        let folder = tempfile::tempdir().expect("a folder");
        lay(folder.path(), OLD);
        rewrite(folder.path(), &change()).expect("the disk works");
        assert_eq!(files(folder.path()), changed());
        assert!(!folder.path().join("course/gone").exists());
    }

    #[test]
    fn what_is_in_the_way_stops_it() {
        let folder = tempfile::tempdir().expect("a folder");
        lay(folder.path(), OLD);
        lay(folder.path(), &[("course/new/d.md", "mine")]);
        let before = files(folder.path());
        rewrite(folder.path(), &change()).expect_err("a file is in the way");
        assert_eq!(files(folder.path()), before);
    }

    #[test]
    fn whenever_it_is_cut_off_all_or_nothing_is_done() {
        let mut cut = 0;
        for kind in [
            Kind::Once(ErrorKind::StorageFull),
            Kind::Once(ErrorKind::PermissionDenied),
            Kind::Full,
            Kind::Torn,
            Kind::Gone,
        ] {
            for call in 0.. {
                let folder = tempfile::tempdir().expect("a folder");
                lay(folder.path(), OLD);
                let before = files(folder.path());
                let trouble = Trouble::at(call, kind);
                let disk = Disk { trouble: trouble.clone() };
                let done = rewrite_on(folder.path(), &change(), disk);
                if trouble.calls() <= call {
                    assert_eq!(files(folder.path()), changed());
                    break;
                }
                finish_rewrite(folder.path()).expect("the disk works again");
                let after = files(folder.path());
                assert!(after == before || after == changed(), "{kind:?} at {call}: {after:#?}");
                assert!(done.is_err() || after == changed(), "{kind:?} at {call}: it was said to be done");
                cut += 1;
            }
        }
        assert!(cut > 100, "{cut}");
    }
}
