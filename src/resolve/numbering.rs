//! The numbers of items: those in the names of their files, which order them, and those that readers see.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Head;
use super::file_name::FilePlace;
use super::files::ItemFiles;
use crate::book::Book;
use crate::course::{ItemIx, KindIx, Number};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{Message, both};
use crate::span::Span;

/// The items that are numbered together: those of a kind, or the children of one of them.
type Siblings = (KindIx, Option<String>);

fn siblings(place: &FilePlace) -> Siblings {
    (place.kind, place.parent.as_ref().map(|parent| parent.slug.clone()))
}

/// Reports where the files of siblings are not numbered 1, 2, 3 …; a first one may have 0. `spent` are numbers of files that cannot be
/// used, which leave no gap.
pub fn check(entries: &[ItemFiles], spent: &[FilePlace], diagnostics: &mut Vec<Diagnostic>) {
    let spent: BTreeSet<(Siblings, u32)> = spent.iter().map(|place| (siblings(place), place.own.number)).collect();
    let mut last: BTreeMap<Siblings, &ItemFiles> = BTreeMap::new();
    for entry in entries {
        let (Some(place), Some(file)) = (&entry.place, entry.first_file()) else { continue };
        let group = siblings(place);
        let before = last.insert(group.clone(), entry);
        let (number, found) = (before.map(ItemFiles::number), place.own.number);
        let free = |number: &u32| !spent.contains(&(group.clone(), *number));
        let expected = (number.unwrap_or(0) + 1..found).find(free).unwrap_or(found);
        let report = |message: Message| Diagnostic::new(Code::Numbering, Span::start_of(file), message);
        let (diagnostic, words) = if number == Some(found) {
            let diagnostic = report(both!("a second item has the number {found}", "又有一个条目的编号是 {found}"));
            let hint = if found == 0 {
                both!(
                    "one item may stand before the first: give this one the next number, with `numbered: false` in its front matter if it is to have none in the book",
                    "只有一个条目可以编为 0：请给这个条目下一个编号；如果它在书中不要编号，请在文件头写 `numbered: false`"
                )
            } else {
                both!(
                    "number the items of a kind 1, 2, 3 …: give one of the two the next number, and those after it the ones after that",
                    "同类条目依次编为 1、2、3……：请把其中一个改为下一个编号，后面的依次顺延"
                )
            };
            (diagnostic.hint(hint), both!("the first one", "第一个在这里"))
        } else if found != expected {
            let what = both!(
                "expected the number {expected}, found {found}: there is a gap",
                "编号应是 {expected}，现在是 {found}：中间有空缺"
            );
            let hint =
                both!("number the items of a kind 1, 2, 3 … without a gap", "同类条目请依次编为 1、2、3……，不留空缺");
            (report(what).hint(hint), both!("the item before it", "前一个条目在这里"))
        } else {
            continue;
        };
        diagnostics.push(match before.and_then(ItemFiles::first_file) {
            Some(before) => diagnostic.note(Span::start_of(before), words),
            None => diagnostic,
        });
    }
}

/// Where an item stands among the others.
#[derive(Clone, Copy)]
pub struct Standing {
    pub parent: Option<ItemIx>,
    pub number: Option<Number>,
}

/// Counts the items, whose heads are in the order of the book. What has no number is not counted, and neither are its children.
pub fn count(book: &Book, heads: &[Arc<Head>]) -> Vec<Standing> {
    let mut standings: Vec<Standing> = Vec::new();
    let mut parents: BTreeMap<&str, ItemIx> = BTreeMap::new();
    let mut counted: BTreeMap<(KindIx, Option<ItemIx>), u32> = BTreeMap::new();
    for head in heads {
        let Some(kind) = head.kind else { continue };
        let parent = head.parent.as_ref().and_then(|id| parents.get(id.as_str())).copied();
        let usual = book.kinds[kind.index()].numbered && head.number > 0;
        let within = match parent {
            Some(parent) => standings[parent.index()].number.map(Some),
            None => Some(None),
        };
        let number = within.filter(|_| head.meta.numbered.unwrap_or(usual)).map(|within| {
            let count = counted.entry((kind, parent)).or_default();
            *count += 1;
            match within {
                Some(Number { first, .. }) => Number { first, second: Some(*count) },
                None => Number { first: *count, second: None },
            }
        });
        if head.parent.is_none() {
            parents.insert(&head.id, ItemIx::new(standings.len()));
        }
        standings.push(Standing { parent, number });
    }
    standings
}
