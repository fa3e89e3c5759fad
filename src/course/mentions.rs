//! Which items refer to which.

use std::collections::BTreeSet;

use super::{Course, ItemIx};

/// The items that mention `ix` and that its page does not name in any other way: none to which a relation leads, not its parent, none of its
/// children.
pub fn further(course: &Course, ix: ItemIx) -> impl Iterator<Item = ItemIx> {
    let related = move |other: ItemIx| {
        course.relations.iter().any(|r| r.targets(ix).contains(&other) || r.sources(ix).contains(&other))
    };
    let family = move |other: ItemIx| course.item(ix).parent == Some(other) || course.item(other).parent == Some(ix);
    course.item(ix).mentioned_by.iter().copied().filter(move |&other| !related(other) && !family(other))
}

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
