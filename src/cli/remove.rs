//! `diglot remove`.

use clap::Args;

use super::Outcome;
use super::editing::Editing;
use crate::edit::changes::remove;
use crate::failure::Failure;

/// Remove an item with its files in all languages.
///
/// As long as something refers to it nothing is removed, and the places are shown.
#[derive(Args)]
pub struct Remove {
    /// The item, such as `step/listen`.
    item: String,
    #[command(flatten)]
    pub editing: Editing,
}

impl Remove {
    pub fn run(&self) -> Result<Outcome, Failure> {
        self.editing.run(|folder| Ok(remove(folder, &folder.find(&self.item)?)))
    }
}
