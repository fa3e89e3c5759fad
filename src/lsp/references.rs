//! Where something is referred to: in texts of all languages, in relations, in session plans.

use std::collections::BTreeSet;

use super::names;
use super::reading::Place;
use crate::course::tree::{self, Inline};
use crate::course::{Course, ItemIx, Lang, Target};
use crate::edit::Form;
use crate::span::Span;

/// Every place that leads to a target, in the order of the files; to an item also those that lead to a place on its page.
pub fn of(place: &Place<'_>, target: &Target) -> Vec<Span> {
    let course = place.course;
    // A text that stands for a translation has the places of the source.
    let mut found = BTreeSet::new();
    for text in course.pages().flat_map(|page| page.texts.as_slice()) {
        for blocks in text.flows() {
            tree::inlines(blocks, &mut |inline| match inline {
                Inline::Reference { target: to, span, .. } if leads(course, to, target) => _ = found.insert(*span),
                _ => {}
            });
        }
    }
    if let Target::Item(item) = target {
        found.extend(relations(place, *item));
    }
    let sessions = course.programmes.iter().flat_map(|programme| &programme.sessions);
    found.extend(sessions.filter_map(|session| {
        let about = match &session.place {
            Some(id) => Target::Anchor(session.item, id.clone()),
            None => Target::Item(session.item),
        };
        session.span.filter(|_| leads(course, &about, target))
    }));
    found.into_iter().collect()
}

fn leads(course: &Course, to: &Target, target: &Target) -> bool {
    match (to, target) {
        (Target::Anchor(item, _), Target::Item(wanted)) => item == wanted,
        // A reference may know a place by an earlier id.
        (Target::Anchor(item, id), Target::Anchor(wanted, place)) if item == wanted => {
            let earlier = &course.item(*item).page.texts[Lang::SOURCE].earlier;
            id == place || earlier.get(place).is_some_and(|earlier| earlier.contains(id))
        }
        (Target::Front(_), Target::Front(None)) => true,
        _ => to == target,
    }
}

/// Where the front matter of other items names one.
fn relations(place: &Place<'_>, item: ItemIx) -> Vec<Span> {
    let course = place.course;
    let sources: BTreeSet<ItemIx> =
        course.relations.iter().flat_map(|relation| relation.sources(item)).copied().collect();
    let named = |source: ItemIx| {
        let file = course.item(source).page.texts[Lang::SOURCE].places.title.file;
        let mentions = Place { file, ..*place }.mentions();
        mentions.into_iter().filter_map(move |mention| match mention.form {
            Form::Relation(kind) if names::item(course, kind, &mention.written) == Some(item) => Some(mention.span),
            _ => None,
        })
    };
    sources.into_iter().flat_map(named).collect()
}
