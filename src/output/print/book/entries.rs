//! What a book holds of an item: its line in the contents, its page, and what other pages say of it.

use super::codes;
use crate::course::{ItemIx, KindIx, mentions};
use crate::output::print::data::page::{Mention, PageFile, RelatedItems};
use crate::output::print::data::volume::ContentsEntry;
use crate::output::print::writer::{CoursePage, Scope, rows};

/// The path of the file that holds an item's page.
pub fn file(item: ItemIx) -> String {
    format!("/course/item-{}.json", item.index())
}

/// Whether an item opens with a QR code to the website: a chapter, and what is printed without the chapter that it belongs to.
pub fn has_code(scope: &Scope, item: ItemIx) -> bool {
    scope.course.item(item).kind == KindIx::FIRST && scope.depth(item) == 0
}

/// The line of an item in the contents.
pub fn entry(scope: &Scope, item: ItemIx) -> ContentsEntry {
    let page = &scope.course.item(item).page;
    let minutes = |n: u32| scope.each(|lang| scope.words(lang).minutes(n));
    ContentsEntry {
        id: scope.item_label(item),
        file: file(item),
        label: scope.labels(item),
        number: scope.course.item(item).number.map(|number| number.to_string()),
        depth: scope.depth(item),
        title: scope.titles(page),
        summary: scope.summaries(page),
        minutes: scope.course.minutes(item).map(minutes),
        code: has_code(scope, item).then(|| codes::code(scope, item)).flatten(),
    }
}

fn mention(scope: &Scope, item: ItemIx) -> Mention {
    Mention {
        to: scope.shown_item(item),
        label: scope.labels(item),
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
    PageFile {
        body: rows(scope, CoursePage::Item(item), &course.item(item).page),
        relations: relations.collect(),
        mentions: mentions::further(course, item).map(|item| mention(scope, item)).collect(),
    }
}
