//! Writing to the sources of a course: planned, shown, then done as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::failure::Failure;
use crate::message::both;
use crate::publish::{Rewrite, rewrite};
use crate::sources::holds_files;

/// Writes a course into the folder `root`, which is new or empty.
///
/// # Errors
///
/// When the folder holds something, or the disk fails; then nothing is left of it.
pub fn create(root: &Path, files: BTreeMap<String, Vec<u8>>) -> Result<(), Failure> {
    if holds_files(root)? {
        return Err(Failure::new(both!("this folder is not empty", "这个文件夹不是空的"))
            .at(root)
            .hint(both!("name a folder that is new or empty", "请写一个新的或空的文件夹")));
    }
    rewrite(root, &Rewrite { put: files, remove: BTreeSet::new(), known: BTreeSet::new() })
}
