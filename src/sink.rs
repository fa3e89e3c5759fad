//! Where finished files go: onto the disk, or into memory.

use crate::failure::Failure;

/// Takes finished files, from several threads. Paths are relative to the folder of what is made and use `/`.
pub trait Sink: Sync {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure>;
}
