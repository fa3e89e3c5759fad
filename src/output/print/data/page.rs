//! `/course/item-3.json` and `/course/front.json`: a page of the course from top to bottom, in one column or two.

use serde::Serialize;

use super::text::{BlockNode, BoxHead, Breaks, Illustration, Keep, Wording};

/// `/course/item-3.json`, `/course/front.json`.
#[derive(Debug, Serialize)]
pub struct PageFile {
    pub body: Vec<PageRow>,
    pub relations: Vec<RelatedItems>,
    pub mentions: Vec<Mention>,
}

#[derive(Debug, Serialize)]
pub struct RelatedItems {
    pub label: Vec<String>,
    pub items: Vec<Mention>,
}

/// A reference to an item from outside a text.
#[derive(Debug, Serialize)]
pub struct Mention {
    /// None when the item is not in this PDF.
    pub to: Option<String>,
    pub label: Vec<String>,
    pub title: Vec<Wording>,
}

/// A part of a page from top to bottom.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum PageRow {
    /// Over the full width.
    One { side: ColumnText },
    /// Two columns that start level.
    Pair { left: ColumnText, right: ColumnText, keep: Keep },
    /// What is too wide for a column: one language below the other.
    Stack { upper: ColumnText, lower: ColumnText },
    /// A box around both columns.
    Group {
        name: &'static str,
        id: Option<String>,
        left: BoxHead,
        right: BoxHead,
        rows: Vec<PageRow>,
        breaks: Breaks,
        /// As of a [`BlockNode::Box`].
        deep: bool,
    },
    /// Ruled lines across both columns.
    Workspace { lines: u32 },
    /// A picture that both languages show.
    Picture { picture: Illustration, captions: Vec<Wording> },
}

#[derive(Debug, Serialize)]
pub struct ColumnText {
    pub lang: usize,
    pub content: Vec<BlockNode>,
}
