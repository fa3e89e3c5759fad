//! Which items refer to which.

use std::collections::BTreeSet;

use super::tree::{self, Inline};
use super::{Course, ItemIx, Page, Target};

/// Fills in which items refer to which: from the text that the course shows, so a learner's page is not said to be mentioned where only
/// a trainer sees it.
pub fn derive(course: &mut Course) {
    let mut mentioned: Vec<BTreeSet<ItemIx>> = vec![BTreeSet::new(); course.items.len()];
    for from in course.item_ixs() {
        let page = &course.item(from).page;
        for to in page.derived.mentions.get_or_init(|| mentions(page)).iter().filter(|&&to| to != from) {
            mentioned[to.index()].insert(from);
        }
    }
    for (item, from) in course.items.iter_mut().zip(mentioned) {
        item.mentioned_by = from.into_iter().collect();
    }
}

/// The items that a page refers to.
fn mentions(page: &Page) -> Vec<ItemIx> {
    let mut found = BTreeSet::new();
    for text in page.texts.as_slice() {
        for blocks in std::iter::once(&text.body).chain(&text.footnotes) {
            tree::inlines(blocks, &mut |inline| {
                if let Inline::Reference { target: Target::Item(to) | Target::Anchor(to, _), .. } = inline {
                    found.insert(*to);
                }
            });
        }
    }
    found.into_iter().collect()
}
