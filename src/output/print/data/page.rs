//! `/course/item-3.json` and `/course/front.json`: a page of the course from top to bottom, in one column or two.

use serde::Serialize;

use super::text::{Breaks, Head, Keep, Node, Picture, Said};

/// `/course/item-3.json`, `/course/front.json`.
#[derive(Debug, Serialize)]
pub struct Page {
    pub body: Vec<Row>,
    pub relations: Vec<Relation>,
    pub mentions: Vec<Mention>,
}

#[derive(Debug, Serialize)]
pub struct Relation {
    pub label: Vec<String>,
    pub items: Vec<Mention>,
}

/// A reference to an item from outside a text.
#[derive(Debug, Serialize)]
pub struct Mention {
    /// None when the item is not in this PDF.
    pub to: Option<String>,
    pub label: Vec<String>,
    pub title: Vec<Said>,
}

/// A part of a page from top to bottom.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Row {
    /// Over the full width.
    One { side: Side },
    /// Two columns that start level.
    Pair { left: Side, right: Side, keep: Keep },
    /// What is too wide for a column: one language below the other.
    Stack { upper: Side, lower: Side },
    /// A box around both columns.
    Group {
        name: &'static str,
        id: Option<String>,
        left: Head,
        right: Head,
        rows: Vec<Row>,
        breaks: Breaks,
        /// As of a [`Node::Box`].
        deep: bool,
    },
    /// Ruled lines across both columns.
    Workspace { lines: u32 },
    /// A picture that both languages show.
    Picture { picture: Picture, captions: Vec<Said> },
}

#[derive(Debug, Serialize)]
pub struct Side {
    pub lang: usize,
    pub content: Vec<Node>,
}
