//! What a book holds of an item: its line in the contents, its page, and what other pages say of it.

use super::codes;
use crate::course::{ItemIx, KindIx};
use crate::output::print::data::page::{Mention, PageFile, RelatedItems};
use crate::output::print::data::volume::ContentsEntry;
use crate::output::print::writer::{CoursePage, Scope, rows};

/// The path of the file that holds an item's page.
pub fn file(item: ItemIx) -> String {
    format!("/course/item-{}.json", item.index())
}

/// The line of an item in the contents. Chapters have a QR code.
pub fn entry(scope: &Scope, item: ItemIx) -> ContentsEntry {
    let page = &scope.course.item(item).page;
    let minutes = |n: u32| scope.each(|lang| scope.words(lang).minutes(n));
    ContentsEntry {
        id: scope.item_label(item),
        file: file(item),
        label: scope.each(|lang| scope.course.label(item, lang)),
        title: scope.titles(page),
        summary: scope.summaries(page),
        minutes: scope.course.item(item).minutes.map(minutes),
        code: (scope.course.item(item).kind == KindIx::FIRST).then(|| codes::code(scope, item)).flatten(),
    }
}

fn mention(scope: &Scope, item: ItemIx) -> Mention {
    Mention {
        to: scope.shown_item(item),
        label: scope.each(|lang| scope.course.label(item, lang)),
        title: scope.titles(&scope.course.item(item).page),
    }
}

/// The page of an item, with the lists of its relations and of the items that mention it.
pub fn page(scope: &Scope, item: ItemIx) -> PageFile {
    let course = scope.course;
    let ends = course
        .relations
        .iter()
        .flat_map(|relation| [(&relation.label, relation.targets(item)), (&relation.inverse, relation.sources(item))]);
    let relations = ends.filter(|(_, items)| !items.is_empty()).map(|(label, items)| RelatedItems {
        label: scope.each(|lang| label[lang].clone()),
        items: items.iter().map(|&item| mention(scope, item)).collect(),
    });
    // What stands in a list of a relation is not repeated.
    let related = |other: &ItemIx| {
        course.relations.iter().any(|r| r.targets(item).contains(other) || r.sources(item).contains(other))
    };
    let mentions = course.item(item).mentioned_by.iter().filter(|other| !related(other));
    PageFile {
        body: rows(scope, CoursePage::Item(item), &course.item(item).page),
        relations: relations.collect(),
        mentions: mentions.map(|&item| mention(scope, item)).collect(),
    }
}
