//! `diglot add`.

use std::collections::BTreeMap;

use clap::Args;

use super::Outcome;
use super::editing::{Editing, Position};
use crate::edit::Key;
use crate::edit::changes::{NewItem, Place, add};
use crate::failure::Failure;
use crate::message::{self, both};

/// Add an item to the course, with a file for every language.
///
/// The items behind it move up, and links to their files follow.
#[derive(Args)]
pub struct Add {
    /// The kind of the item, such as `step`.
    kind: String,
    /// The name of the item: lower-case letters, digits and hyphens. A page of an item is `listening/nod`.
    slug: String,
    /// The title in a language: `--title "en=Say it back" --title "zh=复述"`.
    #[arg(long, value_name = "LANG=TITLE", value_parser = in_language)]
    title: Vec<(String, String)>,
    #[command(flatten)]
    position: Position,
    /// Give it a folder of its own, for pictures and pages.
    #[arg(long)]
    folder: bool,
    #[command(flatten)]
    pub editing: Editing,
}

impl Add {
    pub fn run(&self) -> Result<Outcome, Failure> {
        self.editing.run(|folder| {
            let id = format!("{}/{}", self.kind, self.slug);
            let key = Key::parse(&folder.book, &id).ok_or_else(|| {
                let list = message::list(folder.book.kinds.iter().map(|kind| &kind.key));
                Failure::new(both!("an item cannot be called `{id}`", "条目不能叫 `{id}`"))
                    .hint(both!("the kinds of this book are {list}", "这本书的条目有 {list} 几类"; list))
            })?;
            let place = self.position.place(folder, &key)?.unwrap_or(Place::End);
            let titles: BTreeMap<String, String> = self.title.iter().cloned().collect();
            add(folder, &NewItem { key, titles, place, in_folder: self.folder })
        })
    }
}

/// `en=Title` as a language and a text.
pub fn in_language(argument: &str) -> Result<(String, String), String> {
    match argument.split_once('=') {
        Some((key, text)) if !key.is_empty() && !text.trim().is_empty() => Ok((key.to_owned(), text.to_owned())),
        _ => Err("a language and a text are written `en=Title`".to_owned()),
    }
}
