//! `/course/item-3.json` and `/course/front.json`: a page of the course from top to bottom, in one column or two.

use serde::Serialize;

use super::text::{BlockNode, BoxHead, Breaks, Illustration, Keep, Wording};

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
    Picture { picture: Illustration, captions: Vec<Wording> },
}

/// The blocks of one column.
#[derive(Debug, Serialize)]
pub struct ColumnText {
    pub lang: usize,
    pub content: Vec<BlockNode>,
}
