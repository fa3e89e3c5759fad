//! The sheet of an item: its page by itself, to be filled in.

use serde::Serialize;

use crate::course::{ItemIx, Orientation};
use crate::output::print::book;
use crate::output::print::data::page::PageRow;
use crate::output::print::data::volume::ContentsEntry;
use crate::output::print::writer::{CoursePage, Scope, rows};

#[derive(Debug, Serialize)]
pub struct ItemSheet {
    orientation: Orientation,
    entry: ContentsEntry,
    body: Vec<PageRow>,
}

pub fn item_sheet(scope: &Scope, item: ItemIx, orientation: Orientation) -> ItemSheet {
    let entry = ContentsEntry { code: None, minutes: None, ..book::entry(scope, item) };
    ItemSheet { orientation, entry, body: rows(scope, CoursePage::Item(item), &scope.course.item(item).page) }
}
