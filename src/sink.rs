//! Where finished files go: onto the disk, or into memory.

use crate::failure::Failure;

/// Takes finished files, from several threads. Paths are relative to the folder of what is made and use `/`.
pub trait Sink: Sync {
    /// Takes one file. A path may come twice only with equal bytes.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure>;
}

/// Puts all files into a folder of another sink.
pub struct Below<'a> {
    /// Ends with a slash.
    pub folder: &'a str,
    /// What gets the files, with the folder before their paths.
    pub sink: &'a dyn Sink,
}

impl Sink for Below<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.sink.put(&format!("{}{path}", self.folder), bytes)
    }
}
