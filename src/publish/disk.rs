//! Every call of publishing to the file system goes through here, so that tests can have each of them fail, or be the last one that the
//! process makes (`trouble`).
//!
//! Only the stamps of a [record](super::Record) are taken elsewhere: one that cannot be taken is none, and then the record is not believed.
#![expect(clippy::disallowed_methods, reason = "publishing owns all writing, and the reading of what was written")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::failure::Failure;

/// A disk waits for its platter or its cells, not for a core, and takes many wishes at once for little more than one.
const SYNCED_AT_ONCE: usize = 16;

#[derive(Clone, Debug, Default)]
pub(super) struct Disk {
    #[cfg(test)]
    pub trouble: trouble::Trouble,
}

/// What is about to be done.
#[cfg_attr(not(test), expect(dead_code, reason = "only a test asks which"))]
enum Call<'a> {
    Look,
    /// Takes room on the disk, as all that changes folders may.
    Change,
    Write(&'a Path, &'a [u8]),
    /// Gives room back.
    Remove,
}

impl Disk {
    /// The bytes of a file; none when there is no file.
    pub fn read(&self, path: &Path) -> Result<Option<Vec<u8>>, Failure> {
        found(path, self.call(Call::Look, || fs::read(path)))
    }

    /// Whether there is anything at `path`, were it only a link that leads nowhere.
    pub fn exists(&self, path: &Path) -> Result<bool, Failure> {
        found(path, self.call(Call::Look, || fs::symlink_metadata(path))).map(|found| found.is_some())
    }

    /// Whether `path` is a folder, and no link to one.
    fn is_folder(&self, path: &Path) -> Result<bool, Failure> {
        found(path, self.call(Call::Look, || fs::symlink_metadata(path))).map(|facts| facts.is_some_and(|f| f.is_dir()))
    }

    /// Whether the file at `path` holds `bytes`; none when there is no file.
    pub fn holds(&self, path: &Path, bytes: &[u8]) -> Result<Option<bool>, Failure> {
        let open = || {
            let file = File::open(path)?;
            let facts = file.metadata()?;
            Ok((file, facts))
        };
        let opened = match self.call(Call::Look, open) {
            // Windows opens no folders.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied && self.is_folder(path)? => return Ok(None),
            opened => found(path, opened)?,
        };
        let Some((mut file, facts)) = opened else { return Ok(None) };
        if facts.is_dir() {
            return Ok(None);
        }
        if facts.len() != bytes.len() as u64 {
            return Ok(Some(false));
        }
        let mut found = Vec::with_capacity(bytes.len());
        self.call(Call::Look, || file.read_to_end(&mut found)).map_err(|e| Failure::io(path, e))?;
        Ok(Some(found == bytes))
    }

    /// What lies in a folder, in any order; none when there is no folder.
    pub fn entries(&self, folder: &Path) -> Result<Option<Vec<PathBuf>>, Failure> {
        let list = || fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
        found(folder, self.call(Call::Look, list))
    }

    /// How large a file is; 0 when there is none.
    pub fn size(&self, path: &Path) -> Result<u64, Failure> {
        found(path, self.call(Call::Look, || fs::metadata(path))).map(|facts| facts.map_or(0, |facts| facts.len()))
    }

    /// Whether somebody has the lock of a file, which need not be there.
    pub fn is_locked(&self, path: &Path) -> Result<bool, Failure> {
        let open = || File::open(path);
        let Some(file) = found(path, self.call(Call::Look, open))? else { return Ok(false) };
        Ok(matches!(file.try_lock(), Err(fs::TryLockError::WouldBlock)))
    }

    pub fn make_folder(&self, folder: &Path) -> Result<(), Failure> {
        self.call(Call::Change, || fs::create_dir_all(folder)).map_err(|e| Failure::io(folder, e))
    }

    /// Locks a file, which is made with its folder if need be; none when somebody else has the lock.
    pub fn lock(&self, path: &Path) -> Result<Option<Lock>, Failure> {
        loop {
            let open = || self.call(Call::Change, || File::create(path));
            let file = match (open(), path.parent()) {
                (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
                    self.make_folder(folder)?;
                    open()
                }
                (file, _) => file,
            };
            let file = file.map_err(|e| Failure::io(path, e))?;
            let locked = self.call(Call::Look, || match file.try_lock() {
                Ok(()) => Ok(true),
                Err(fs::TryLockError::WouldBlock) => Ok(false),
                Err(fs::TryLockError::Error(error)) => Err(error),
            });
            if !locked.map_err(|e| Failure::io(path, e))? {
                return Ok(None);
            }
            // Who had it before may have removed the file meanwhile, and the next one may have made another.
            if self.call(Call::Look, || Ok(is_at(&file, path))).map_err(|e| Failure::io(path, e))? {
                return Ok(Some(Lock(file)));
            }
        }
    }

    /// Writes a file and, if need be, makes its folder. Cut off, it leaves a part of the file.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        self.in_folder(path, || self.call(Call::Write(path, bytes), || fs::write(path, bytes)))
    }

    /// Has the file at `path` hold `bytes`, from one moment to the next and also after a loss of power.
    pub fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let new = new(path);
        let replaced = self.write(&new, bytes).and_then(|()| self.sync(&new)).and_then(|()| self.rename(&new, path));
        if replaced.is_err() {
            // The failure is what is told.
            let _ = self.remove_file(&new);
        }
        replaced
    }

    /// Moves a file, over one that may lie there, and makes the folder if need be.
    pub fn rename(&self, from: &Path, to: &Path) -> Result<(), Failure> {
        self.in_folder(to, || self.call(Call::Change, || fs::rename(from, to)))
    }

    /// Returns when the bytes of a file would survive a loss of power.
    pub fn sync(&self, path: &Path) -> Result<(), Failure> {
        let sync = || synced(&OpenOptions::new().write(true).open(path)?);
        self.call(Call::Change, sync).map_err(|e| Failure::io(path, e))
    }

    /// As [`Disk::sync`], of many files at once.
    pub fn sync_all(&self, paths: &[PathBuf]) -> Result<(), Failure> {
        let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
        let worker = || {
            while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                if let Err(failure) = self.sync(path) {
                    failed.lock().expect("nobody panics with the lock").get_or_insert(failure);
                }
            }
        };
        thread::scope(|scope| {
            (1..paths.len().min(SYNCED_AT_ONCE)).for_each(|_| drop(scope.spawn(worker)));
            worker();
        });
        failed.into_inner().expect("nobody panics with the lock").map_or(Ok(()), Err)
    }

    /// Returns when the names in a folder would survive a loss of power, where the system can promise that.
    pub fn sync_folder(&self, folder: &Path) -> Result<(), Failure> {
        let sync = || if cfg!(unix) { synced(&File::open(folder)?) } else { Ok(()) };
        self.call(Call::Change, sync).map_err(|e| Failure::io(folder, e))
    }

    /// Removes a file. What is not there, or is a folder, is no file.
    pub fn remove_file(&self, path: &Path) -> Result<(), Failure> {
        match found(path, self.call(Call::Remove, || fs::remove_file(path))) {
            Err(_) if self.is_folder(path)? => Ok(()),
            removed => removed.map(drop),
        }
    }

    /// Removes a folder if it is empty, and says whether it is gone.
    pub fn remove_folder(&self, folder: &Path) -> bool {
        self.call(Call::Remove, || fs::remove_dir(folder)).is_ok()
    }

    /// Removes a folder with all that is in it.
    pub fn remove_all(&self, folder: &Path) -> Result<(), Failure> {
        if !self.is_folder(folder)? {
            return self.remove_file(folder);
        }
        for path in self.entries(folder)?.unwrap_or_default() {
            self.remove_all(&path)?;
        }
        self.call(Call::Remove, || fs::remove_dir(folder)).map_err(|e| Failure::io(folder, e))
    }

    /// Does something that needs the folder of `path`, and makes that folder when it turns out not to be there.
    fn in_folder(&self, path: &Path, act: impl Fn() -> io::Result<()>) -> Result<(), Failure> {
        match (act(), path.parent()) {
            (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
                self.make_folder(folder)?;
                act().map_err(|e| Failure::io(path, e))
            }
            (done, _) => done.map_err(|e| Failure::io(path, e)),
        }
    }

    fn call<T>(&self, call: Call<'_>, act: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        #[cfg(test)]
        self.trouble.meet(&call)?;
        #[cfg(not(test))]
        let _ = call;
        act()
    }
}

/// What these tests write need not survive them: the thousands of builds would wait for the disk and for nothing else.
fn synced(file: &File) -> io::Result<()> {
    if cfg!(test) { Ok(()) } else { file.sync_all() }
}

/// A lock. It is given back in so many words: a process that was started meanwhile may hold the file open a little longer.
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // There is nobody to tell; closing the file gives it back, too.
        let _ = self.0.unlock();
    }
}

/// Whether an open file is the one at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let identity = |facts: fs::Metadata| (facts.dev(), facts.ino());
    file.metadata().ok().map(identity) == fs::metadata(path).ok().map(identity)
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

/// `manifest` is written as `manifest.new`.
pub(super) fn new(path: &Path) -> PathBuf {
    path.with_added_extension("new")
}

fn found<T>(path: &Path, result: io::Result<T>) -> Result<Option<T>, Failure> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(Failure::io(path, error)),
    }
}

/// What a disk can do to a build.
#[cfg(test)]
pub(super) mod trouble {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::Call;

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Kind {
        /// One call fails. What it was to write is written to half.
        Once(io::ErrorKind),
        /// From this call on there is no room: all that needs some fails.
        Full,
        /// The process ends in the middle of this call.
        Torn,
        /// The process ends before this call.
        Gone,
    }

    /// Counts the calls and strikes at one of them.
    #[derive(Clone, Debug, Default)]
    pub struct Trouble(Arc<Mutex<Strikes>>);

    #[derive(Debug, Default)]
    struct Strikes {
        calls: usize,
        strikes: Option<(usize, Kind)>,
    }

    impl Trouble {
        pub fn at(call: usize, kind: Kind) -> Trouble {
            Trouble(Arc::new(Mutex::new(Strikes { calls: 0, strikes: Some((call, kind)) })))
        }

        /// How many calls there were.
        pub fn calls(&self) -> usize {
            self.0.lock().expect("nobody panics with the lock").calls
        }

        pub(super) fn meet(&self, call: &Call<'_>) -> io::Result<()> {
            let mut state = self.0.lock().expect("nobody panics with the lock");
            let now = state.calls;
            state.calls += 1;
            let Some((at, kind)) = state.strikes else { return Ok(()) };
            let error = match kind {
                Kind::Once(error) if now == at => error,
                Kind::Full if now >= at && matches!(call, Call::Change | Call::Write(..)) => io::ErrorKind::StorageFull,
                Kind::Torn | Kind::Gone if now >= at => io::ErrorKind::Other,
                _ => return Ok(()),
            };
            if let Call::Write(path, bytes) = call
                && (matches!(kind, Kind::Once(io::ErrorKind::StorageFull) | Kind::Full)
                    || (kind == Kind::Torn && now == at))
            {
                std::fs::write(path, &bytes[..bytes.len() / 2])?;
            }
            Err(error.into())
        }
    }
}
