//! `diglot rename`.

use clap::Args;

use super::Outcome;
use super::editing::Editing;
use crate::edit::changes::rename;
use crate::failure::Failure;

/// Give an item another name, which is a part of its address; or a place on a page, or a term.
///
/// References, relations and links in all languages follow. The old name is listed under `aliases`, that of a place under `anchors`, so addresses
/// that are known elsewhere keep working. Renamed back, an item is as it was.
#[derive(Args)]
pub struct Rename {
    /// The item, such as `step/listen`; a place on its page, `step/listen#geyser`; or a term, `term:empathy`.
    item: String,
    /// Its new name: lower-case letters, digits and hyphens.
    slug: String,
    #[command(flatten)]
    pub editing: Editing,
}

impl Rename {
    pub fn run(&self) -> Result<Outcome, Failure> {
        self.editing.run(|folder| rename(folder, &folder.named(&self.item)?, &self.slug))
    }
}
