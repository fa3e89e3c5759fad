//! Which items belong together.

use std::collections::BTreeMap;

use super::Course;
use super::ids::{ItemIx, KindIx};
use super::localized::Localized;

/// A relation between two kinds, as `book.yaml` declares it.
#[derive(Clone, Debug)]
pub struct Relation {
    /// The key in front matter: `actions`.
    pub key: String,
    /// The kind whose front matter has the key.
    pub from: KindIx,
    /// The kind that the key's list names items of.
    pub to: KindIx,
    /// Shown on an item of `from`.
    pub label: Localized<String>,
    /// Shown on an item of `to`.
    pub inverse: Localized<String>,
    /// Drawn as a table of its own.
    pub matrix: bool,
    /// Which items it connects.
    pub(crate) pairs: Pairs,
}

/// Pairs of items, to be looked up from either side.
#[derive(Clone, Debug)]
pub(crate) struct Pairs {
    /// From each item of the one kind, in the author's order; only items that have any.
    forward: BTreeMap<ItemIx, Vec<ItemIx>>,
    /// Derived: from each item of the other kind, in the order of the book.
    backward: BTreeMap<ItemIx, Vec<ItemIx>>,
}

impl Pairs {
    /// The pairs of each item with the items that it names. Lists are not empty and name nothing twice.
    pub fn new(forward: BTreeMap<ItemIx, Vec<ItemIx>>) -> Pairs {
        let mut backward: BTreeMap<ItemIx, Vec<ItemIx>> = BTreeMap::new();
        for (&source, targets) in &forward {
            for &target in targets {
                backward.entry(target).or_default().push(source);
            }
        }
        Pairs { forward, backward }
    }
}

impl Relation {
    /// The items that `item` names, in its author's order.
    pub fn targets(&self, item: ItemIx) -> &[ItemIx] {
        self.pairs.forward.get(&item).map_or(&[], Vec::as_slice)
    }

    /// The items that name `item`, in the order of the book.
    pub fn sources(&self, item: ItemIx) -> &[ItemIx] {
        self.pairs.backward.get(&item).map_or(&[], Vec::as_slice)
    }

    /// Whether it leads to an item or from it.
    pub fn connects(&self, item: ItemIx) -> bool {
        !self.targets(item).is_empty() || !self.sources(item).is_empty()
    }

    /// How many pairs there are: the marks of the matrix.
    pub fn len(&self) -> usize {
        self.pairs.forward.values().map(Vec::len).sum()
    }

    /// Whether no item is related to another.
    pub fn is_empty(&self) -> bool {
        self.pairs.forward.is_empty()
    }
}

impl Course {
    /// Whether an item is one of those that lists of its kind are about: no child of another one, and none that stands apart from the others
    /// because it has no number.
    pub fn is_listed(&self, ix: ItemIx) -> bool {
        let item = self.item(ix);
        item.parent.is_none() && (item.number.is_some() || !self.kind(item.kind).numbered)
    }

    /// The rows and the columns of the table of a relation. What is not [listed](Course::is_listed) stands there where it has a mark.
    pub fn table(&self, relation: &Relation) -> (Vec<ItemIx>, Vec<ItemIx>) {
        let shown = |kind| self.items_of(kind).filter(|&ix| self.is_listed(ix) || relation.connects(ix)).collect();
        (shown(relation.from), shown(relation.to))
    }
}
