//! Writing to the sources of a course: planned, shown, then done as a whole.
//!
//! [`Folder::open`] reads what lies there; it need not be a sound course. [`changes`] makes a [`Change`] of what is wished, and [`Folder::plan`] says
//! what that does to every file: files move, and names in all languages follow them by span, every other byte as it was.

pub mod changes;
mod folder;
mod front_matter;
mod locks;
mod meanings;
pub mod mentions;
mod moved;
mod outline;
mod places;
mod plan;
pub mod starter;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::failure::Failure;
use crate::message::both;
use crate::publish::{Rewrite, rewrite};
use crate::sources::{holds, holds_files};
pub use folder::{Change, Folder, Unready};
pub use mentions::{Form, Mention};
pub use outline::Key;
pub use plan::Plan;

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
    rewrite(root, &Rewrite { put: files, ..Rewrite::default() })
}

/// Adds files to the course in the folder `root`, and gives those that are `changed` other bytes.
///
/// # Errors
///
/// When a file that is to be added is there, or the disk fails; then nothing has changed.
pub fn add(root: &Path, added: BTreeMap<String, Vec<u8>>, changed: BTreeMap<String, Vec<u8>>) -> Result<(), Failure> {
    let replaced = changed.keys().cloned().collect();
    let put = added.into_iter().chain(changed).collect();
    rewrite(root, &Rewrite { put, replaced, ..Rewrite::default() })
}

/// Puts a file that Diglot makes, such as a schema, beside `book.yaml`, in the place of an earlier one.
///
/// # Errors
///
/// When the disk fails.
pub fn put_beside_book(root: &Path, name: &str, text: String) -> Result<(), Failure> {
    put(root, name, text.into_bytes())
}

/// Puts a file into a folder, which is made if it is not there, in the place of an earlier one.
///
/// # Errors
///
/// When the disk fails.
pub fn put(root: &Path, name: &str, bytes: Vec<u8>) -> Result<(), Failure> {
    let replaced = BTreeSet::from_iter(holds(root, name).then(|| name.to_owned()));
    let put = BTreeMap::from([(name.to_owned(), bytes)]);
    rewrite(root, &Rewrite { put, replaced, ..Rewrite::default() })
}
