//! Where finished files go: onto the disk, or into memory.

use crate::digest::Digest;
use crate::failure::Failure;

/// Takes finished files, from several threads. Paths are relative to the folder of what is made and use `/`.
pub trait Sink: Sync {
    /// Takes one file. A path may come twice only with equal bytes.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure>;

    /// Takes one file that is made of `inputs`. Where it lies as an earlier run made it of the same, it is left there and not made.
    ///
    /// # Errors
    ///
    /// When it cannot be made or written.
    fn put_made_of(&self, path: &str, inputs: Digest, make: Maker<'_>) -> Result<(), Failure> {
        let _ = inputs;
        self.put(path, &make()?)
    }
}

/// Makes the bytes of a file.
pub type Maker<'a> = &'a dyn Fn() -> Result<Vec<u8>, Failure>;

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

    fn put_made_of(&self, path: &str, inputs: Digest, make: Maker<'_>) -> Result<(), Failure> {
        self.sink.put_made_of(&format!("{}{path}", self.folder), inputs, make)
    }
}
