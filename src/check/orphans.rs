//! Items that nothing refers to.

use crate::course::{Course, ItemIx, Lang, mentions};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;

/// Reports them, each at the beginning of its source file. What stands below an item is found with it.
pub fn check(course: &Course, diagnostics: &mut Vec<Diagnostic>) {
    // Where no relation leads to a kind, its items are read in their order and need not be named.
    let named = |ix| course.relations.iter().any(|relation| relation.to == course.item(ix).kind);
    let roots = course.item_ixs().filter(|&ix| course.item(ix).parent.is_none());
    for ix in roots.filter(|&ix| named(ix)) {
        if !std::iter::once(ix).chain(course.children(ix)).any(|ix| is_found(course, ix)) {
            let id = course.id(ix);
            let place = Span::start_of(course.item(ix).page.texts[Lang::SOURCE].places.title.file);
            diagnostics.push(
                Diagnostic::new(Code::Orphan, place, both!("nothing refers to `{id}`", "没有地方引用 `{id}`"))
                    .hint(both!("refer to it where it helps: `[[{id}]]`", "请在用得上的地方引用它：`[[{id}]]`")),
            );
        }
    }
}

/// Whether a relation, another item or the front page leads to an item.
fn is_found(course: &Course, ix: ItemIx) -> bool {
    let from_front = course.front.as_ref().is_some_and(|front| front.mentions.contains(&ix));
    from_front || course.relations.iter().any(|r| r.connects(ix)) || mentions::further(course, ix).next().is_some()
}
