//! Files that are neither texts nor pictures. They may be films, so their bytes are not kept: whoever hands one on reads it then.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::stamp::Stamp;
use super::{Limits, Sources, disk};
use crate::failure::Failure;
use crate::span::FileId;

/// A file that no stage reads.
#[derive(Clone, Debug)]
pub struct OtherFile {
    /// Relative to the folder of `book.yaml`, with `/` on every system.
    pub path: String,
    /// So that a message can name it.
    pub file: FileId,
    /// Its bytes, or where they are.
    pub content: Content,
}

/// The bytes of a file, here or on the disk.
#[derive(Clone, Debug)]
pub enum Content {
    /// The bytes.
    Here(Arc<[u8]>),
    /// A file that is read when somebody wants it.
    OnDisk {
        /// Where it lies.
        path: PathBuf,
        /// In bytes, when it was looked at.
        size: u64,
        /// By which a change is noticed, where the system gives one.
        stamp: Option<Stamp>,
    },
}

impl Content {
    /// How many bytes it has.
    pub fn size(&self) -> u64 {
        match self {
            Content::Here(bytes) => bytes.len() as u64,
            Content::OnDisk { size, .. } => *size,
        }
    }

    /// The bytes.
    ///
    /// # Errors
    ///
    /// When the file cannot be read any more, or has grown beyond the limit of files.
    pub fn bytes(&self) -> Result<Arc<[u8]>, Failure> {
        match self {
            Content::Here(bytes) => Ok(bytes.clone()),
            Content::OnDisk { path, .. } => disk::whole(path, Limits::DEFAULT.attachment_bytes).map(Arc::from),
        }
    }

    /// Whether it holds the same, as far as that can be told without reading it.
    pub fn same_as(&self, other: &Content) -> bool {
        match (self, other) {
            (Content::Here(a), Content::Here(b)) => a == b,
            (Content::OnDisk { path, stamp, .. }, Content::OnDisk { path: other, stamp: now, .. }) => {
                path == other && stamp.is_some() && stamp == now
            }
            _ => false,
        }
    }
}

impl Sources {
    /// Adds a file that no stage reads.
    pub fn add_other(&mut self, path: impl Into<String>, content: Content) {
        let path = path.into();
        let file = self.add(path.clone(), "");
        Arc::make_mut(&mut self.texts)[file.index()].unread = true;
        self.others.push(OtherFile { path, file, content });
    }

    pub(super) fn set_aside(&mut self, name: &str, path: &Path) {
        #[expect(clippy::disallowed_methods, reason = "the size of a file of the course, which is not read")]
        let size = std::fs::metadata(path).map_or(0, |facts| facts.len());
        self.add_other(name, Content::OnDisk { path: path.to_owned(), size, stamp: Stamp::of(path) });
    }
}
