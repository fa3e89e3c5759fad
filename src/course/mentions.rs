//! Which items refer to which.

use std::collections::BTreeSet;

use super::{Course, ItemIx};

/// Fills in which items refer to which: from the text that the course shows, so a learner's page is not said to be mentioned where only
/// a trainer sees it.
pub fn derive(course: &mut Course) {
    let mut mentioned: Vec<BTreeSet<ItemIx>> = vec![BTreeSet::new(); course.items.len()];
    for from in course.item_ixs() {
        for to in course.item(from).page.mentions.iter().filter(|&&to| to != from) {
            mentioned[to.index()].insert(from);
        }
    }
    for (item, from) in course.items.iter_mut().zip(mentioned) {
        item.mentioned_by = from.into_iter().collect();
    }
}
