//! `/course/item-3.json` and `/course/front.json`: a page of the course from top to bottom, in one column or two.

use serde::Serialize;

use super::text::{BlockNode, BoxHead, Breaks, Illustration, Keep, TableColumn, TextRun, Wording};

/// The text of an item or of the front, its relations, and the items that mention it.
#[derive(Debug, Serialize)]
pub struct PageFile {
    pub body: Vec<PageRow>,
    pub relations: Vec<RelatedItems>,
    pub mentions: Vec<Mention>,
}

/// The items at the other end of a relation.
#[derive(Debug, Serialize)]
pub struct RelatedItems {
    pub label: Vec<String>,
    pub items: Vec<Mention>,
}

/// A reference to an item from outside a text.
#[derive(Debug, Serialize)]
pub struct Mention {
    /// The label of the item; none when it is not in this PDF.
    pub to: Option<String>,
    pub label: Vec<String>,
    pub title: Vec<Wording>,
}

/// A part of a page from top to bottom.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum PageRow {
    /// One text over the full width.
    One { side: ColumnText },
    /// Two columns that start level.
    Pair { left: ColumnText, right: ColumnText, keep: Keep },
    /// A frame without a head of the book's own around both columns: a quotation, a remark, what the website shows on request.
    Frame {
        name: &'static str,
        /// The line above it in each language, if there is one.
        summaries: Vec<Summary>,
        rows: Vec<PageRow>,
        deep: bool,
    },
    /// A list: the rows of each item.
    Items { marks: Marks, tight: bool, items: Vec<Vec<PageRow>> },
    /// A table with both languages in each of its cells.
    Table(BothTable),
    /// Two languages below each other, for what is too wide for a column.
    Stack { upper: ColumnText, lower: ColumnText },
    /// A box around both columns.
    Group {
        name: &'static str,
        id: Option<String>,
        left: BoxHead,
        right: BoxHead,
        rows: Vec<PageRow>,
        breaks: Breaks,
        /// The same as in [`BlockNode::Box`].
        deep: bool,
    },
    /// Ruled lines across both columns.
    Workspace { lines: u32 },
    /// A picture that both languages show.
    Picture { id: Option<String>, picture: Illustration, captions: Vec<Wording> },
}

/// What stands before the items of a list.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Marks {
    Bullets,
    Numbers { start: u64 },
    Tasks { checked: Vec<bool> },
}

/// A line above what is in a frame.
#[derive(Debug, Serialize)]
pub struct Summary {
    pub lang: usize,
    pub content: Vec<TextRun>,
}

/// A table in two languages, of which the second stands below or behind the first in each cell. Its measures are those of [`BlockNode::Table`].
#[derive(Debug, Serialize)]
pub struct BothTable {
    pub langs: [usize; 2],
    pub columns: Vec<TableColumn>,
    pub scale: f64,
    pub fits: bool,
    /// Whether the head stands again on each page.
    pub repeats: bool,
    /// Whether both languages of every cell fit on a line beside each other.
    pub beside: bool,
    pub head: Vec<BothCell>,
    pub rows: Vec<Vec<BothCell>>,
    pub long: Vec<bool>,
    pub breaks: Breaks,
}

/// A cell in two languages; what is the same in both stands on the left alone.
#[derive(Debug, Serialize)]
pub struct BothCell {
    pub left: Vec<TextRun>,
    pub right: Vec<TextRun>,
}

/// The blocks of one column.
#[derive(Debug, Serialize)]
pub struct ColumnText {
    pub lang: usize,
    pub content: Vec<BlockNode>,
}
