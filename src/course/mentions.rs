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

#[cfg(test)]
mod tests {
    use crate::project::{self, Memo};
    use crate::sources::Sources;

    /// How many items the second item of a course mentions, whose text this is.
    fn mentioned(text: &str) -> usize {
        let mut sources = Sources::default();
        let kind = "kinds: {step: {folder: steps, label: {en: 'Step {n}'}, plural: {en: Steps}}}";
        sources.add("book.yaml", format!("title: {{en: T}}\nlanguages: [en]\n{kind}\n"));
        sources.add("course/steps/01-listen.en.md", "---\ntitle: Listen\n---\n\nDo.\n");
        sources.add("course/steps/02-nod.en.md", format!("---\ntitle: Nod\n---\n\n{text}\n"));
        let course = project::of(sources, &mut Memo::once()).expect_sound().course;
        course.items[1].page.mentions.len()
    }

    #[test]
    fn a_list_to_be_ticked_off_mentions_nobody() {
        assert_eq!(mentioned("- [[step/listen]]"), 1);
        assert_eq!(mentioned("- [ ] [[step/listen]]\n- [x] before [[step/listen]]"), 0);
        assert_eq!(mentioned("- [ ] [[step/listen]]\n\nThen [[step/listen]]."), 1, "but the text beside it does");
    }
}
