//! Outputs: functions of the course, the theme and options. They do not know each other.

pub mod html;
pub mod print;
pub mod site;

use crate::failure::Failure;

/// Takes finished files, from several threads. Paths are relative to the output folder and use `/`.
pub trait Sink: Sync {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure>;
}
