//! What the last build was made from and what it left, so that the next one can tell from a look at the files that it would make the same.
//!
//! An output folder has one record: of the build that ended in it last. It is taken away when a build begins to write, and is believed only
//! when all of this is as it was; whatever is in doubt is built.
//!
//! - What was asked for, of which program.
//! - The [stamps](crate::sources::stamp) of all files that the program reads or would read if they came, taken before it read them. Those that were too
//!   young for their stamps to prove anything are read again and compared with what was read; when that has been done once, later, their
//!   stamps are enough.
//! - The stamps of everything that builds have left in the folder: a page that is lost or edited there is put again. They are taken when
//!   the build has ended, so an edit by hand within the same step of the clock that leaves the length as it was is not seen.
//! - The clock has not gone back behind the time of the record.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::PRIVATE_FOLDER;
use super::disk::Disk;
use super::place::{self, Listed, OutputFolder};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::sources::Sources;
use crate::sources::stamp::{self, Look};

/// Its name in Diglot's own folder.
pub(super) const NAME: &str = "record";

/// What a build said and will say again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildReport {
    /// The warnings, in the form that was asked for.
    pub report: String,
    /// The last line, with what was built and what was warned of.
    pub summary: String,
    /// What it made, a line each.
    pub made: Vec<String>,
    /// How many files that are.
    pub files: usize,
}

/// What the last build did and from what, kept in Diglot's own folder of the output.
#[derive(Debug, Serialize, Deserialize)]
pub struct Record {
    /// As a digest: it may hold paths that are nobody's business.
    asked: String,
    taken: SystemTime,
    sources: String,
    /// What was read of the files that were young, as digests.
    young: BTreeMap<String, String>,
    left: String,
    said: BuildReport,
}

impl Record {
    /// The record of a build: `asked` is its request, `sources` what it has read, `look` the state of the files before.
    pub fn new(asked: Digest, look: &Look, sources: &Sources, said: BuildReport) -> Record {
        let contents = sources.contents();
        // What is there and was not read is none of the files that are read.
        let other = |path: &str| sources.others.iter().find(|other| other.path == path)?.content.bytes().ok();
        let read = |path: &str| match contents.get(path) {
            Some(content) => Some((path.to_owned(), digest(content))),
            None => Some((path.to_owned(), digest(&other(path)?))),
        };
        let young = look.young.iter().filter_map(|path| read(path)).collect();
        let sources = look.digest().to_string();
        Record { asked: asked.to_string(), taken: look.taken, sources, young, left: String::new(), said }
    }

    /// The record in the output folder `out`, if the same was asked for.
    pub fn of(out: &Path, asked: Digest) -> Option<Record> {
        Record::read(&Disk::default(), out).ok()?.filter(|record| record.asked == asked.to_string())
    }

    /// Whether all that builds have left in a folder lies there as the last one left it, whatever that was asked for.
    pub(super) fn vouches(place: &OutputFolder) -> Result<bool, Failure> {
        Record::read(&place.disk, &place.root)?.map_or(Ok(false), |record| record.lies_there(&place.disk, &place.root))
    }

    fn read(disk: &Disk, out: &Path) -> Result<Option<Record>, Failure> {
        let found = disk.read(&out.join(PRIVATE_FOLDER).join(NAME))?;
        Ok(found.and_then(|record| serde_json::from_slice(&record).ok()))
    }

    fn lies_there(&self, disk: &Disk, out: &Path) -> Result<bool, Failure> {
        if place::is_under_way(disk, out)? {
            return Ok(false);
        }
        let Listed { paths, doubtful } = place::known(disk, out)?;
        let manifest: Vec<&str> = paths.iter().map(String::as_str).collect();
        Ok(!doubtful && left(out, &manifest) == self.left)
    }

    /// What is to be said when the sources are those of the record, and all that was left lies there as it was.
    pub fn confirm(mut self, out: &Path, look: &Look) -> Option<BuildReport> {
        let same = |(path, content): (&String, &String)| content.parse().is_ok_and(|content| look.holds(path, content));
        if look.taken < self.taken || look.digest().to_string() != self.sources || !self.young.par_iter().all(same) {
            return None;
        }
        if !self.lies_there(&Disk::default(), out).ok()? {
            return None;
        }
        if self.young.keys().any(|path| !look.young.contains(path)) {
            self.young.retain(|path, _| look.young.contains(path));
            self.taken = look.taken;
            // Not while another build writes. Without it, the next look takes a little longer.
            let disk = Disk::default();
            if let Ok(Some(_lock)) = disk.lock(&out.join(PRIVATE_FOLDER).join(place::LOCK)) {
                let _ = self.write(&disk, out);
            }
        }
        Some(self.said)
    }

    /// Completes the record when the build has ended and puts it into the folder.
    pub(super) fn leave(mut self, place: &OutputFolder, manifest: &[&str], files: usize) -> Result<(), Failure> {
        self.left = left(&place.root, manifest);
        self.said.files = files;
        self.write(&place.disk, &place.root)
    }

    fn write(&self, disk: &Disk, out: &Path) -> Result<(), Failure> {
        disk.replace(&out.join(PRIVATE_FOLDER).join(NAME), &serde_json::to_vec(self).expect("a record becomes JSON"))
    }
}

/// The stamps of the files of a manifest, as a digest.
fn left(out: &Path, manifest: &[&str]) -> String {
    stamp::digest(out, manifest).to_string()
}

fn digest(bytes: &[u8]) -> String {
    Digest::of(bytes).to_string()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::list;
    use super::*;

    /// A folder with one text; the record of a build that read `read` of it when it was as old as that; whether it is confirmed.
    fn confirmed(read: &str, age: Duration) -> bool {
        let folder = tempfile::tempdir().expect("a folder");
        let list = list::sealed(std::iter::empty());
        for (path, text) in [("a.md", "text"), (".diglot/manifest", list.as_str())] {
            Disk::default().write(&folder.path().join(path), text.as_bytes()).expect("the file can be written");
        }
        let look = || {
            #[expect(clippy::disallowed_methods, reason = "the file was written just now")]
            let mut look = Look::new(folder.path(), SystemTime::now() + age);
            look.at_files(&["a.md", "b.md"]);
            look
        };
        let mut sources = Sources::default();
        sources.add("a.md", read);
        let record = Record::new(Digest::of(b""), &look(), &sources, BuildReport::default());
        let record = Record { left: left(folder.path(), &[]), ..record };
        record.confirm(folder.path(), &look()).is_some()
    }

    #[test]
    fn what_changed_within_the_step_of_the_clock_is_seen() {
        assert!(confirmed("text", Duration::ZERO));
        assert!(!confirmed("TEXT", Duration::ZERO));
        // An old file would have another stamp: it need not be read.
        assert!(confirmed("TEXT", Duration::from_secs(60)));
    }
}
