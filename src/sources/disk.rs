//! What is asked of the disk: the bytes of a file, bounded, and what lies in a folder.
#![expect(clippy::disallowed_methods, reason = "reading owns the disk that a course lies on")]

use std::fs;
use std::io::Read;
use std::path::{Component, Path};

use walkdir::WalkDir;

use crate::failure::Failure;
use crate::message::{Message, both};

/// The bytes of a file.
///
/// # Errors
///
/// When it cannot be read, or is larger than `limit`.
pub(super) fn whole(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let too_large =
        || Failure::new(both!("this file is larger than {} MiB", "这个文件超过 {} MiB", limit >> 20)).at(path);
    read_bounded(path, limit)?.ok_or_else(too_large)
}

/// The bytes of a file, or `None` when there are more than `limit`. Never reads more than that, whatever the size says.
pub(super) fn read_bounded(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, Failure> {
    let read = || {
        let file = fs::File::open(path)?;
        let mut bytes = Vec::with_capacity(file.metadata()?.len().min(limit) as usize + 1);
        file.take(limit + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error| Failure::io(path, error))?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// Whether a file or a folder is none of the author's: hidden, or left by a program or a system.
pub(super) fn hidden(name: &std::ffi::OsStr) -> bool {
    let name = name.as_encoded_bytes().to_ascii_lowercase();
    let left = [b"~".as_slice(), b".bak", b".tmp", b".swp"].iter().any(|end| name.ends_with(end));
    name.starts_with(b".")
        || name.starts_with(b"~$")
        || left
        || (name.starts_with(b"#") && name.ends_with(b"#"))
        || [b"thumbs.db".as_slice(), b"desktop.ini", b"__macosx"].contains(&&*name)
}

/// What keeps a walk through `folder` from going on.
pub(super) fn unwalked(error: walkdir::Error, folder: &Path) -> Failure {
    let path = error.path().unwrap_or(folder).to_owned();
    Failure::io(&path, error.into())
}

/// `path` below `root` with `/` between its parts, if all of it is UTF-8.
pub(super) fn relative(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Option<Vec<&str>> =
        below.components().filter(|c| !matches!(c, Component::CurDir)).map(|c| c.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// Whether a file lies in a folder.
pub fn holds(folder: &Path, name: &str) -> bool {
    folder.join(name).is_file()
}

/// Whether there is a folder at a path.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a folder, or one above it, is under version control by git.
pub fn is_versioned(folder: &Path) -> bool {
    std::path::absolute(folder).is_ok_and(|whole| whole.ancestors().any(|folder| folder.join(".git").exists()))
}

/// A small text that lies in a folder.
pub fn beside(folder: &Path, name: &str) -> Option<String> {
    String::from_utf8(whole(&folder.join(name), 1 << 20).ok()?).ok()
}

/// Whether anything lies in a folder, but for what the system of a desktop leaves in any.
///
/// # Errors
///
/// When it is no folder, or cannot be read.
pub fn holds_files(folder: &Path) -> Result<bool, Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Failure::io(folder, error)),
    };
    let strange =
        |entry: &fs::DirEntry| ![".DS_Store", "Thumbs.db", "desktop.ini"].iter().any(|n| entry.file_name() == *n);
    Ok(entries.filter_map(Result::ok).any(|entry| strange(&entry)))
}

/// A file that lies in a folder.
#[derive(Clone, Debug)]
pub struct ListedFile {
    /// Relative to the folder, with `/` on every system.
    pub path: String,
    /// It is a symbolic link.
    pub link: bool,
}

/// Every file below a folder, also those that no stage reads, sorted by path.
///
/// # Errors
///
/// When the folder cannot be walked, or a name is not UTF-8.
pub fn list_files(folder: &Path) -> Result<Vec<ListedFile>, Failure> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().min_depth(1).follow_links(false) {
        let entry = entry.map_err(|e| Failure::new(Message::as_is(e)).at(folder))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = relative(folder, entry.path()).ok_or_else(|| {
            Failure::new(both!("the name of this file is not UTF-8", "这个文件的名称不是 UTF-8")).at(entry.path())
        })?;
        files.push(ListedFile { path, link: entry.path_is_symlink() });
    }
    Ok(files)
}
