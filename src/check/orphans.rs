//! Items that nothing refers to.

use crate::course::{Course, Lang};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;

/// Reports them, each at the beginning of its source file.
pub fn check(course: &Course, diagnostics: &mut Vec<Diagnostic>) {
    let from_front = |item| course.front.as_ref().is_some_and(|front| front.mentions.contains(&item));
    // Where no relation leads to a kind, its items are read in their order and need not be named.
    let named = |ix| course.relations.iter().any(|relation| relation.to == course.item(ix).kind);
    for ix in course.item_ixs().filter(|&ix| named(ix)) {
        let related = course.relations.iter().any(|r| !r.targets(ix).is_empty() || !r.sources(ix).is_empty());
        if !related && course.item(ix).mentioned_by.is_empty() && !from_front(ix) {
            let id = course.id(ix);
            let place = Span::start_of(course.item(ix).page.texts[Lang::SOURCE].places.title.file);
            diagnostics.push(
                Diagnostic::new(Code::Orphan, place, both!("nothing refers to `{id}`", "没有地方引用 `{id}`"))
                    .hint(both!("refer to it where it helps: `[[{id}]]`", "请在用得上的地方引用它：`[[{id}]]`")),
            );
        }
    }
}
