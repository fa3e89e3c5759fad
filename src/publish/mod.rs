//! Puts finished files in place, all or none.
//!
//! A build writes the files that changed into `.diglot/staged` inside the output folder. When all of them are there it writes a
//! journal, then moves each file into place and removes those that no longer belong. Ended before the journal, a build has changed
//! nothing; killed after it, the next build finishes what the journal says. A file that did not change is not touched, so copying tools see
//! only what is new.
//!
//! What was costly to make is not made again from the same inputs: [`Publication::keep`]. When nothing at all has changed, a [`Record`] tells.
//!
//! Machines that share a build make a [`Part`] each, and [`Parts`] are joined into one output.
//!
//! A lock keeps two builds apart. Files that Diglot did not write are never changed or removed.
//!
//! The sources of a course are changed in the same manner, but by no manifest: [`rewrite`](rewrite()).

mod disk;
mod inspect;
mod list;
mod made;
mod merge;
mod part;
mod place;
mod record;
mod rewrite;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, Mutex};

use crate::digest::Digest;
use crate::failure::Failure;
use crate::sink::{Maker, Sink};
use disk::Disk;
use made::Origins;
use place::{COPY, Listed, MADE, MANIFEST, MEMORY, OutputFolder, PART};

pub use inspect::{Condition, Inspected, inspect};
pub use merge::Parts;
pub use part::{Leftovers, Part};
pub use place::{Stop, mend};
pub use record::{BuildReport, Record};
pub use rewrite::{Rewrite, finish_rewrite, rewrite};

/// Diglot's own folder inside the output folder.
const PRIVATE_FOLDER: &str = ".diglot";

/// A build that is under way. Dropped without [`Publication::commit`], it leaves the output as it was.
pub struct Publication {
    place: Arc<OutputFolder>,
    known: Listed,
    /// What earlier builds have left lies there as the last of them left it.
    untouched: bool,
    state: Mutex<Pending>,
}

#[derive(Default)]
struct Pending {
    /// Every file of this build.
    put: BTreeSet<String>,
    /// Those that differ from what lies in place.
    changed: BTreeSet<String>,
    made: Origins,
    record: Option<Record>,
    part: Option<Part>,
}

/// What an earlier build has [left](Publication::leave) in the output folder `root`.
pub fn recall(root: &Path) -> Option<Vec<u8>> {
    Disk::default().read(&root.join(PRIVATE_FOLDER).join(MEMORY)).ok()?
}

/// What a build did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// Files that the build made, changed or not.
    pub files: usize,
    /// Files that are new or have other bytes than before.
    pub changed: usize,
    /// Files of earlier builds that are gone.
    pub removed: usize,
}

impl Publication {
    /// Begins a build into the folder `root`, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// When another build is under way, or the folder holds files but is not Diglot's.
    pub fn begin(root: &Path) -> Result<Publication, Failure> {
        Publication::begin_on(root, Disk::default())
    }

    fn begin_on(root: &Path, disk: Disk) -> Result<Publication, Failure> {
        let place = OutputFolder::take(root, disk)?;
        let untouched = Record::vouches(&place)?;
        place.settle()?;
        let known = place.known()?;
        let made = place.disk.read(&root.join(PRIVATE_FOLDER).join(MADE))?.unwrap_or_default();
        let state = Pending { made: Origins::read(&made), ..Pending::default() };
        Ok(Publication { place: Arc::new(place), known, untouched, state: Mutex::new(state) })
    }

    /// What ends this build from another thread.
    pub fn stop(&self) -> Stop {
        Stop(Arc::downgrade(&self.place))
    }

    /// Keeps the file at `path` if it is there as an earlier build made it from the same inputs. If not, it is to be made and
    /// [put](Publication::put_made).
    pub fn keep(&self, path: &str, inputs: Digest) -> Result<bool, Failure> {
        let made = self.state.lock().expect("no writer panicked").made.bytes(path, inputs);
        let kept = match made {
            None => false,
            Some(_) if self.untouched && self.known.paths.contains(path) => true,
            Some(None) => false,
            Some(Some(bytes)) => {
                let found = self.place.disk.read(&self.place.root.join(path))?;
                found.is_some_and(|found| Digest::of(&found) == bytes)
            }
        };
        if kept {
            self.state.lock().expect("no writer panicked").put.insert(path.to_owned());
        }
        Ok(kept)
    }

    /// As [`Sink::put`], remembering of what the file was made.
    pub fn put_made(&self, path: &str, inputs: Digest, bytes: &[u8]) -> Result<(), Failure> {
        self.put(path, bytes)?;
        self.state.lock().expect("no writer panicked").made.insert(path, inputs, Some(Digest::of(bytes)));
        Ok(())
    }

    /// Leaves something in Diglot's own folder that the next build may [recall]. What a build that fails leaves is as good, unless no build has
    /// ever left anything else.
    ///
    /// # Errors
    ///
    /// When the disk fails.
    pub fn leave(&self, memory: &[u8]) -> Result<(), Failure> {
        let _going_on = self.place.going_on();
        self.place.disk.replace(&self.place.root.join(PRIVATE_FOLDER).join(MEMORY), memory)
    }

    /// Leaves a record in the folder when this build has ended.
    pub fn remember(&self, record: Record) {
        self.state.lock().expect("no writer panicked").record = Some(record);
    }

    /// Says that what is made here is a part of a build, to be [joined](Parts) with the others.
    pub fn mark_as_part(&self, part: Part) {
        self.state.lock().expect("no writer panicked").part = Some(part);
    }

    /// Whether something will lie at `path` when this build has ended. In doubt it does, and who reads it is told why it cannot be read.
    pub fn has(&self, path: &str) -> bool {
        let put = self.state.lock().expect("no writer panicked").put.contains(path);
        put || self.known.paths.contains(path) && self.place.disk.exists(&self.place.root.join(path)).unwrap_or(true)
    }

    /// What will lie at `path` when this build has ended: put by it, or left there by an earlier one.
    pub fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Failure> {
        let state = self.state.lock().expect("no writer panicked");
        let (changed, put) = (state.changed.contains(path), state.put.contains(path));
        drop(state);
        if changed {
            self.place.disk.read(&self.place.staged(path))
        } else if put || self.known.paths.contains(path) {
            self.place.disk.read(&self.place.root.join(path))
        } else {
            Ok(None)
        }
    }

    /// Puts everything in place. Files of earlier builds for which `belongs_here` is true and that this build did not make are removed.
    ///
    /// # Errors
    ///
    /// When the disk fails. Then each file that was there holds what it did or what it was to hold, and the next build mends what is missing.
    pub fn commit(self, belongs_here: impl Fn(&str) -> bool) -> Result<Published, Failure> {
        let Publication { place, known: Listed { paths: known, .. }, state, .. } = self;
        let mut over = place.over();
        let state = state.into_inner().expect("no writer panicked");
        let left = known.iter().filter(|&path| !state.put.contains(path)).cloned();
        let (removed, kept): (BTreeSet<String>, BTreeSet<String>) = left.partition(|path| belongs_here(path));
        let published = Published { files: state.put.len(), changed: state.changed.len(), removed: removed.len() };
        let manifest: BTreeSet<&String> = kept.iter().chain(&state.put).collect();
        let made = state.made.lines(|path| manifest.contains(&path.to_owned()));
        let list = list::sealed(manifest.iter().map(|&path| path.clone()));
        let files = state.put.iter().map(|path| (path, state.changed.contains(path)));
        let part = state.part.map(|part| part.sealed(&place, files)).transpose()?.unwrap_or_default();
        let books = [(MANIFEST, list.clone()), (COPY, list), (MADE, made), (PART, part)];
        place.publish(&state.changed, &removed, &known, &books)?;
        if let Some(record) = state.record {
            let manifest: Vec<&str> = manifest.into_iter().map(String::as_str).collect();
            record.leave(&place, &manifest, published.files)?;
        }
        *over = true;
        // Everything is in place; the next build sweeps again.
        let _ = place.sweep();
        drop(over);
        Ok(published)
    }
}

impl Sink for Publication {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let _going_on = self.place.going_on();
        let (disk, target) = (&self.place.disk, self.place.root.join(path));
        if self.state.lock().expect("no writer panicked").put.contains(path) {
            // A picture of the course may be one of the theme's, with its name: equal bytes at an equal path are one file.
            let same = self.read(path)?.is_some_and(|earlier| earlier == bytes);
            assert!(same, "two outputs made {path}");
            return Ok(());
        }
        let same = disk.holds(&target, bytes)?;
        if same == Some(false) && !self.known.paths.contains(path) {
            return Err(place::foreign(&target, self.known.doubtful));
        }
        let changed = same != Some(true);
        if changed {
            disk.write(&self.place.staged(path), bytes)?;
        }
        let mut state = self.state.lock().expect("no writer panicked");
        state.put.insert(path.to_owned());
        state.made.remove(path);
        if changed {
            state.changed.insert(path.to_owned());
        }
        Ok(())
    }

    fn put_made_of(&self, path: &str, inputs: Digest, make: Maker<'_>) -> Result<(), Failure> {
        if !self.keep(path, inputs)? {
            self.put(path, &make()?)?;
            self.state.lock().expect("no writer panicked").made.insert(path, inputs, None);
        }
        Ok(())
    }
}
