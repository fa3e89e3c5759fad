//! Names of things by number. A lookup by one cannot miss: only [`crate::resolve`] makes them, and only for things that exist.

use serde::{Deserialize, Serialize};

macro_rules! index_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(usize);

        impl $name {
            pub(crate) fn new(index: usize) -> $name {
                $name(index)
            }

            /// The place in the list that it is an index of, from 0.
            pub fn index(self) -> usize {
                self.0
            }
        }
    };
}

index_type!(
    /// One of the book's languages; the first is the source language.
    Lang
);
index_type!(
    /// One of the book's kinds of items.
    KindIx
);
index_type!(
    /// An item of the course.
    ItemIx
);
index_type!(
    /// A picture of the course.
    AssetIx
);
index_type!(
    /// A file that the course hands on.
    AttachmentIx
);
index_type!(
    /// A term of the glossary.
    TermIx
);

impl KindIx {
    /// The kind that a book begins with: its chapters.
    pub const FIRST: KindIx = KindIx(0);
}

impl Lang {
    /// The language that structure is written in.
    pub const SOURCE: Lang = Lang(0);
}

/// Where a reference leads.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Target {
    /// The front page, or a place on it.
    Front(Option<String>),
    /// The page of an item, at its top.
    Item(ItemIx),
    /// An id within an item's page.
    Anchor(ItemIx, String),
    /// An entry of the glossary.
    Term(TermIx),
    /// A file to be handed on.
    File(AttachmentIx),
}
