//! Puts finished files in place, all or none.
//!
//! A build writes the files that changed into `.diglot/staged` inside the output folder. When all of them are there it writes a
//! journal, then moves each file into place and removes those that no longer belong. Killed before the journal, a build has changed
//! nothing; killed after it, the next build finishes what the journal says. A file that did not change is not touched, so copying tools see
//! only what is new.
//!
//! What was costly to make is not made again from the same inputs: [`Publication::keep`]. When nothing at all has changed, a [`Record`] tells.
//!
//! A lock keeps two builds apart. Files that Diglot did not write are never changed or removed.

mod made;
mod record;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::failure::Failure;
use crate::message::both;
use crate::output::Sink;
use made::Made;

pub use made::Digest;
pub use record::{Record, Said};

/// Diglot's own folder inside the output folder.
const OWN: &str = ".diglot";

/// A build that is under way. Dropped without [`Publication::commit`], it leaves the output as it was.
pub struct Publication {
    root: PathBuf,
    /// Held until the build is over.
    lock: Lock,
    /// What earlier builds wrote.
    known: BTreeSet<String>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Every file of this build.
    put: BTreeSet<String>,
    /// Those that differ from what lies in place.
    changed: BTreeSet<String>,
    made: Made,
    record: Option<Record>,
}

/// What a build did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    pub files: usize,
    pub changed: usize,
    pub removed: usize,
}

impl Publication {
    /// Begins a build into the folder `root`, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// When another build is under way, or the folder holds files but is not Diglot's.
    pub fn begin(root: &Path) -> Result<Publication, Failure> {
        let own = root.join(OWN);
        if !own.is_dir() && has_entries(root)? {
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
        fs::create_dir_all(&own).map_err(|e| Failure::io(&own, e))?;
        let lock = Lock::take(root, &own.join("lock"))?;
        finish_journal(root)?;
        remove_all(&own.join("staged"))?;
        remove_file(root, &format!("{OWN}/{}", record::NAME))?;
        let known = lines(&own.join("manifest"))?.into_iter().collect();
        let state = State { made: Made::read(&lines(&own.join("made"))?), ..State::default() };
        Ok(Publication { root: root.to_path_buf(), lock, known, state: Mutex::new(state) })
    }

    /// Keeps the file at `path` if it is there as an earlier build made it from the same inputs. If not, it is to be made and
    /// [put](Publication::put_made).
    pub fn keep(&self, path: &str, inputs: Digest) -> Result<bool, Failure> {
        let made = self.state.lock().expect("no writer panicked").made.bytes(path, inputs);
        let Some(bytes) = made.filter(|_| self.known.contains(path)) else { return Ok(false) };
        let target = self.root.join(path);
        let kept = match fs::read(&target) {
            Ok(found) => Digest::of(&found) == bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(Failure::io(&target, error)),
        };
        if kept {
            self.state.lock().expect("no writer panicked").put.insert(path.to_owned());
        }
        Ok(kept)
    }

    /// As [`Sink::put`], remembering of what the file was made.
    pub fn put_made(&self, path: &str, inputs: Digest, bytes: &[u8]) -> Result<(), Failure> {
        self.put(path, bytes)?;
        self.state.lock().expect("no writer panicked").made.insert(path, inputs, Digest::of(bytes));
        Ok(())
    }

    /// Leaves a record in the folder when this build has ended.
    pub fn remember(&self, record: Record) {
        self.state.lock().expect("no writer panicked").record = Some(record);
    }

    /// What will lie at `path` when this build has ended: put by it, or left there by an earlier one.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let changed = self.state.lock().expect("no writer panicked").changed.contains(path);
        let file = match changed {
            true => self.root.join(OWN).join("staged").join(path),
            false if self.known.contains(path) => self.root.join(path),
            false => return Ok(None),
        };
        match fs::read(&file) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Failure::io(&file, error)),
        }
    }

    /// Puts everything in place. Files of earlier builds for which `belongs_here` is true and that this build did not make are removed.
    ///
    /// # Errors
    ///
    /// When the disk fails; then the next build finishes the work.
    pub fn commit(self, belongs_here: impl Fn(&str) -> bool) -> Result<Published, Failure> {
        let Publication { root, lock, known, state } = self;
        let state = state.into_inner().expect("no writer panicked");
        let (kept, removed): (BTreeSet<String>, BTreeSet<String>) =
            known.into_iter().filter(|path| !state.put.contains(path)).partition(|path| !belongs_here(path));
        let published = Published { files: state.put.len(), changed: state.changed.len(), removed: removed.len() };
        let manifest: BTreeSet<&String> = kept.iter().chain(&state.put).collect();
        let own = root.join(OWN);
        let made = state.made.lines(|path| manifest.contains(&path.to_owned()));
        let new_manifest: String = manifest.iter().map(|path| format!("{path}\n")).collect();
        if state.changed.is_empty() && removed.is_empty() {
            replace(&own.join("manifest"), &new_manifest)?;
        } else {
            write(&own.join("manifest.new"), new_manifest.as_bytes())?;
            let moves = state.changed.iter().map(|path| format!("put {path}\n"));
            let removals = removed.iter().map(|path| format!("remove {path}\n"));
            let journal: String = moves.chain(removals).collect();
            // The journal appears whole or not at all.
            write(&own.join("journal.new"), journal.as_bytes())?;
            rename(&own.join("journal.new"), &own.join("journal"))?;
            finish_journal(&root)?;
        }
        // After the files: an entry for a file that is not there yet would be of no use.
        replace(&own.join("made"), &made)?;
        if let Some(record) = state.record {
            let manifest: Vec<&str> = manifest.into_iter().map(String::as_str).collect();
            record.leave(&root, &manifest, published.files)?;
        }
        drop(lock);
        Ok(published)
    }
}

impl Sink for Publication {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let target = self.root.join(path);
        let same = same_bytes(&target, bytes)?;
        if same == Some(false) && !self.known.contains(path) {
            return Err(Failure::new(both!(
                "Diglot did not write this file, and would have to replace it",
                "这个文件不是 Diglot 写的，却需要被替换"
            ))
            .at(&target)
            .hint(both!(
                "move it away, or choose another folder with `--out`",
                "请把它移走，或用 `--out` 另选文件夹"
            )));
        }
        let changed = same != Some(true);
        if changed {
            write(&self.root.join(OWN).join("staged").join(path), bytes)?;
        }
        let mut state = self.state.lock().expect("no writer panicked");
        let first = state.put.insert(path.to_owned());
        if changed {
            state.changed.insert(path.to_owned());
        }
        assert!(first, "two outputs made {path}");
        Ok(())
    }
}

/// Keeps other builds out of a folder. It is given back in so many words: a process that was started meanwhile may hold the file open a
/// little longer.
struct Lock(File);

impl Lock {
    fn take(root: &Path, path: &Path) -> Result<Lock, Failure> {
        let file = File::create(path).map_err(|e| Failure::io(path, e))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(fs::TryLockError::WouldBlock) => {
                Err(Failure::new(both!("another build is writing into this folder", "另一次生成正在写入这个文件夹"))
                    .at(root)
                    .hint(both!(
                        "wait for it to end, or choose another folder with `--out`",
                        "请等它结束，或用 `--out` 另选文件夹"
                    )))
            }
            Err(fs::TryLockError::Error(error)) => Err(Failure::io(path, error)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // There is nobody to tell; closing the file gives it back, too.
        let _ = self.0.unlock();
    }
}

/// Carries out what is left of a journal. Each step can be repeated, so it may be stopped anywhere.
fn finish_journal(root: &Path) -> Result<(), Failure> {
    let own = root.join(OWN);
    let journal = own.join("journal");
    if !journal.exists() {
        return Ok(());
    }
    for line in lines(&journal)? {
        if let Some(path) = line.strip_prefix("put ") {
            let staged = own.join("staged").join(path);
            if staged.exists() {
                rename(&staged, &root.join(path))?;
            }
        } else if let Some(path) = line.strip_prefix("remove ") {
            remove_file(root, path)?;
        }
    }
    if own.join("manifest.new").exists() {
        rename(&own.join("manifest.new"), &own.join("manifest"))?;
    }
    fs::remove_file(&journal).map_err(|e| Failure::io(&journal, e))?;
    remove_all(&own.join("staged"))
}

/// Removes a file and the folders that it leaves empty.
fn remove_file(root: &Path, path: &str) -> Result<(), Failure> {
    let target = root.join(path);
    match fs::remove_file(&target) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Failure::io(&target, error)),
        _ => {}
    }
    for folder in target.ancestors().skip(1).take_while(|folder| *folder != root) {
        // A folder that is not empty stays.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

/// Whether the file at `path` holds `bytes`; none when there is no file.
fn same_bytes(path: &Path, bytes: &[u8]) -> Result<Option<bool>, Failure> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(Failure::io(path, error)),
    };
    let length = file.metadata().map_err(|e| Failure::io(path, e))?.len();
    if length != bytes.len() as u64 {
        return Ok(Some(false));
    }
    let mut found = Vec::with_capacity(bytes.len());
    (&file).read_to_end(&mut found).map_err(|e| Failure::io(path, e))?;
    Ok(Some(found == bytes))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    #[expect(clippy::disallowed_methods, reason = "this module owns all writing")]
    in_folder(path, || fs::write(path, bytes))
}

/// Does something that needs the folder of `path`, and makes that folder when it turns out not to be there.
fn in_folder(path: &Path, act: impl Fn() -> io::Result<()>) -> Result<(), Failure> {
    match (act(), path.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder).map_err(|e| Failure::io(folder, e))?;
            act().map_err(|e| Failure::io(path, e))
        }
        (done, _) => done.map_err(|e| Failure::io(path, e)),
    }
}

/// Writes a list of Diglot's own, if it is not what lies there.
fn replace(path: &Path, text: &str) -> Result<(), Failure> {
    match fs::read(path) {
        Ok(found) if found == text.as_bytes() => Ok(()),
        Err(_) if text.is_empty() => Ok(()),
        _ => write(path, text.as_bytes()),
    }
}

fn rename(from: &Path, to: &Path) -> Result<(), Failure> {
    in_folder(to, || fs::rename(from, to))
}

fn remove_all(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::io(folder, error)),
        _ => Ok(()),
    }
}

fn lines(path: &Path) -> Result<Vec<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text.lines().map(str::to_owned).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Failure::io(path, error)),
    }
}

fn has_entries(folder: &Path) -> Result<bool, Failure> {
    #[expect(clippy::disallowed_methods, reason = "only whether there is an entry, not in which order")]
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Failure::io(folder, error)),
    }
}
