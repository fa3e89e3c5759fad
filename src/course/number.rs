//! The numbers of items, and what an item is called by its number.

use std::fmt;

use super::{Course, ItemIx, Lang};

/// The number of an item, as readers see it: `3`, or `3.2` for the second child of the third item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// From 1 among the numbered items of a kind that are no children.
    pub first: u32,
    /// Of a child, from 1 among the numbered children of its parent.
    pub second: Option<u32>,
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.second {
            Some(second) => write!(f, "{}.{second}", self.first),
            None => write!(f, "{}", self.first),
        }
    }
}

impl Course {
    /// `Step 2`, `第2步`; `3.2` of an item below another one. An item without a number goes by its title alone.
    pub fn label(&self, ix: ItemIx, lang: Lang) -> Option<String> {
        let item = self.item(ix);
        let kind = self.kind(item.kind);
        let pattern = if item.parent.is_some() { &kind.child_label } else { &kind.label };
        Some(pattern[lang].replace("{n}", &item.number?.to_string()))
    }
}
