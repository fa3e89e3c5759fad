//! `diglot move` and `diglot renumber`.

use clap::Args;

use super::Outcome;
use super::editing::{Editing, Position};
use crate::course::KindIx;
use crate::edit::changes::{move_to, renumber};
use crate::failure::Failure;
use crate::message::{self, both};

/// Move an item to another place in the order of its kind.
///
/// The files of all languages are numbered anew, and links to them follow. Addresses on the website have no numbers and stay.
#[derive(Args)]
pub struct Move {
    /// The item, such as `step/listen`.
    item: String,
    #[command(flatten)]
    position: Position,
    #[command(flatten)]
    pub editing: Editing,
}

impl Move {
    pub fn run(&self) -> Result<Outcome, Failure> {
        self.editing.run(|folder| {
            let key = folder.find(&self.item)?;
            let place = self.position.place(folder, &key)?.ok_or_else(|| {
                Failure::new(both!("the new place is missing", "没有写明新的位置")).hint(both!(
                    "add `--after SLUG`, `--before SLUG` or `--at N`",
                    "请加上 `--after 短名`、`--before 短名` 或 `--at 编号`"
                ))
            })?;
            move_to(folder, &key, &place)
        })
    }
}

/// Number the files of items 1, 2, 3 … in the order that they have.
///
/// Gaps and repeats are closed, in all languages.
#[derive(Args)]
pub struct Renumber {
    /// Only the items of this kind.
    kind: Option<String>,
    #[command(flatten)]
    pub editing: Editing,
}

impl Renumber {
    pub fn run(&self) -> Result<Outcome, Failure> {
        self.editing.run(|folder| {
            let kinds = &folder.book.kinds;
            let kind = match &self.kind {
                None => None,
                Some(name) => Some(kinds.iter().position(|kind| kind.key == *name).ok_or_else(|| {
                    let list = message::list(kinds.iter().map(|kind| &kind.key));
                    Failure::new(both!("there is no kind `{name}`", "没有 `{name}` 这一类条目"))
                        .hint(both!("the kinds of this book are {list}", "这本书的条目有 {list} 几类"; list))
                })?),
            };
            Ok(renumber(folder, kind.map(KindIx::new)))
        })
    }
}
