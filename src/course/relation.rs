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
    pub from: KindIx,
    pub to: KindIx,
    /// Shown on an item of `from`.
    pub label: Localized<String>,
    /// Shown on an item of `to`.
    pub inverse: Localized<String>,
    /// Drawn as a table of its own.
    pub matrix: bool,
    /// From each item of `from`, in the author's order; only items that have any.
    forward: BTreeMap<ItemIx, Vec<ItemIx>>,
    /// Derived: from each item of `to`, in the order of the book.
    backward: BTreeMap<ItemIx, Vec<ItemIx>>,
}

impl Relation {
    pub(crate) fn new(
        (key, matrix): (String, bool),
        (from, to): (KindIx, KindIx),
        label: Localized<String>,
        inverse: Localized<String>,
        forward: BTreeMap<ItemIx, Vec<ItemIx>>,
    ) -> Relation {
        let mut backward: BTreeMap<ItemIx, Vec<ItemIx>> = BTreeMap::new();
        for (&source, targets) in &forward {
            for &target in targets {
                backward.entry(target).or_default().push(source);
            }
        }
        Relation { key, from, to, label, inverse, matrix, forward, backward }
    }

    /// The items that `item` names, in its author's order.
    pub fn targets(&self, item: ItemIx) -> &[ItemIx] {
        self.forward.get(&item).map_or(&[], Vec::as_slice)
    }

    /// The items that name `item`, in the order of the book.
    pub fn sources(&self, item: ItemIx) -> &[ItemIx] {
        self.backward.get(&item).map_or(&[], Vec::as_slice)
    }

    /// Whether it leads to an item or from it.
    pub fn connects(&self, item: ItemIx) -> bool {
        !self.targets(item).is_empty() || !self.sources(item).is_empty()
    }

    /// How many pairs there are: the marks of the matrix.
    pub fn len(&self) -> usize {
        self.forward.values().map(Vec::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.forward.is_empty()
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
