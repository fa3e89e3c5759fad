//! What a part of a build says of itself, in its folder, so that parts which do not belong together are never joined.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::list::{self, Integrity};
use super::place::OutputFolder;
use crate::digest::Digest;
use crate::failure::Failure;

/// Paths, relative to an output folder, of files that a build may have left there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leftovers {
    /// How they begin.
    prefix: String,
    /// How they end.
    suffix: String,
}

impl Leftovers {
    /// All paths that begin and end so.
    pub fn new(prefix: impl Into<String>, suffix: impl Into<String>) -> Leftovers {
        Leftovers { prefix: prefix.into(), suffix: suffix.into() }
    }

    /// Whether a path is one of them.
    pub fn has(&self, path: &str) -> bool {
        let length = self.prefix.len() + self.suffix.len();
        path.len() >= length && path.starts_with(&self.prefix) && path.ends_with(&self.suffix)
    }
}

/// A part of a build that several machines share. All but its number is the same in all parts of a build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The version of Diglot.
    pub version: String,
    /// A [`Digest`] of everything that was read.
    pub sources: String,
    /// What was asked for, as on the command line.
    pub asked: String,
    /// Which part it is, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// What belongs to the whole build, so that it goes when no part has it.
    pub owned: Vec<Leftovers>,
    /// A [`Digest`] of each file by its path, written when the part is finished.
    pub files: BTreeMap<String, String>,
}

impl Part {
    /// The list in the folder of the part, with the files at `paths`, which lie there or are staged.
    pub(super) fn sealed<'a>(
        mut self,
        place: &OutputFolder,
        paths: impl Iterator<Item = (&'a String, bool)>,
    ) -> Result<String, Failure> {
        let paths: Vec<(&String, bool)> = paths.collect();
        let digest = |&(path, staged): &(&String, bool)| {
            let file = if staged { place.staged(path) } else { place.root.join(path) };
            let bytes = place.disk.read(&file)?.unwrap_or_default();
            Ok((path.clone(), Digest::of(&bytes).to_string()))
        };
        self.files = paths.par_iter().map(digest).collect::<Result<_, Failure>>()?;
        Ok(list::sealed([serde_json::to_string(&self).expect("a part becomes JSON")]))
    }

    /// None of a list that is damaged.
    pub(super) fn read(bytes: &[u8]) -> Option<Part> {
        let (state, lines) = list::read(bytes);
        let part: Part = serde_json::from_str(lines.first()?).ok()?;
        (state == Integrity::Sealed).then_some(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_begins_and_ends_so() {
        let handouts = Leftovers::new("print/handouts/", ".en.learner.pdf");
        assert!(handouts.has("print/handouts/mindset.en.learner.pdf"));
        assert!(!handouts.has("print/handouts/mindset.zh.learner.pdf"));
        // The same letters may not be both.
        assert!(!Leftovers::new("lms/a.zip", ".zip").has("lms/a.zip"));
    }
}
