//! Folders of Markdown.

use std::collections::BTreeMap;
use std::path::Path;

use super::Imported;
use crate::failure::Failure;
use crate::message::both;

/// What a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An mdBook.
    MdBook,
    /// A Docusaurus site.
    Docusaurus,
    /// Markdown files.
    Plain,
}

/// The course that a folder becomes.
///
/// # Errors
///
/// When there is nothing to import.
pub fn course(
    _path: &Path,
    _files: BTreeMap<String, Vec<u8>>,
    _kind: Option<Kind>,
    _languages: &[String],
) -> Result<Imported, Failure> {
    Err(Failure::new(both!("there is nothing to import here", "这里没有可以导入的内容")))
}
