//! The names that items had before, and the ids that places on their pages had: links to them keep working.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Head;
use crate::book::Book;
use crate::course::{KindIx, Location};
use crate::diagnostic::{Code, Diagnostic, Guesses, Hint};
use crate::message::both;
use crate::span::Span;

/// Where each item lay before. An earlier name belongs to one item. Where a parent has one, its children have it in theirs.
pub fn of_items(book: &Book, heads: &[Arc<Head>], diagnostics: &mut Vec<Diagnostic>) -> Vec<Vec<Location>> {
    let items = || heads.iter().filter_map(|head| Some((head, head.kind?)));
    let now = |head: &Head, kind: KindIx| Location { kind, path: head.path.clone() };
    let mut taken: BTreeMap<Location, Option<Span>> = items().map(|(head, kind)| (now(head, kind), None)).collect();
    let mut found: Vec<Vec<Location>> = Vec::new();
    for (head, kind) in items() {
        let mut own = Vec::new();
        for (alias, span) in &head.meta.aliases {
            let location = location(book, head, kind, alias);
            match taken.insert(location.clone(), Some(*span)) {
                None => own.push(location),
                Some(first) => diagnostics.push(claimed(alias, *span, first)),
            }
        }
        found.push(own);
    }
    let mut parents: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, (head, kind)) in items().enumerate() {
        let Some(parent) = head.parent.as_deref().and_then(|id| parents.get(id).copied()) else {
            parents.insert(&head.id, index);
            continue;
        };
        let slugs: Vec<String> = std::iter::once(&now(head, kind))
            .chain(&found[index])
            .filter_map(|location| location.path.rsplit('/').next().map(str::to_owned))
            .collect();
        // An earlier place of the parent that was itself below another item has no room for children.
        let earlier: Vec<Location> =
            found[parent].iter().filter(|parent| !parent.path.contains('/')).cloned().collect();
        for Location { kind, path } in earlier {
            for slug in &slugs {
                let location = Location { kind, path: format!("{path}/{slug}") };
                if !taken.contains_key(&location) {
                    taken.insert(location.clone(), None);
                    found[index].push(location);
                }
            }
        }
    }
    found
}

/// Where `alias` says that an item lay: beside it, or where a whole id says.
fn location(book: &Book, head: &Head, kind: KindIx, alias: &str) -> Location {
    match alias.split_once('/') {
        Some((key, path)) => {
            let found = book.kinds.iter().position(|known| known.key == key);
            Location { kind: found.map_or(kind, KindIx::new), path: path.to_owned() }
        }
        None => {
            let path = match head.path.rsplit_once('/') {
                Some((parent, _)) => format!("{parent}/{alias}"),
                None => alias.to_owned(),
            };
            Location { kind, path }
        }
    }
}

fn claimed(alias: &str, span: Span, first: Option<Span>) -> Diagnostic {
    let message = both!("`{alias}` is the name of another item, or was", "`{alias}` 是另一个条目现在或过去的名称");
    let diagnostic = Diagnostic::new(Code::DuplicateId, span, message).hint(both!("remove it here", "请在这里删去"));
    match first {
        Some(first) => diagnostic.note(first, both!("first here", "第一次在这里")),
        None => diagnostic,
    }
}

/// By an earlier id, the one that its place has now. `known` are the ids of the page, of which a mistake may hide some.
pub fn anchors(
    written: &[((String, String), Span)],
    known: &BTreeMap<String, bool>,
    broken: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, String> {
    let mut earlier = BTreeMap::new();
    for ((old, id), span) in written {
        if known.contains_key(old) {
            let message = both!("`#{old}` is the id of a place on this page", "`#{old}` 是这一页里现有的 id");
            let hint =
                both!("remove it here, or give the heading there another id", "请在这里删去，或者给那个标题另取 id");
            diagnostics.push(Diagnostic::new(Code::DuplicateId, *span, message).hint(hint));
        } else if known.contains_key(id) {
            earlier.insert(old.clone(), id.clone());
        } else if !broken {
            let message = both!("this page has no heading or fence `#{id}`", "这一页没有标题或块 `#{id}`");
            let hint = both!(
                "write the earlier id, and the one that its place has now: `old: new`",
                "请写原先的 id 和那个位置现在的 id：`old: new`"
            );
            let diagnostic = Diagnostic::new(Code::DanglingReference, *span, message);
            let near = Guesses::default().nearest(id, known.keys().map(String::as_str));
            diagnostics.push(match near {
                Some(near) => diagnostic.hint(Hint::meant_as(id, near, &format!("#{near}"))),
                None => diagnostic.hint(hint),
            });
        }
    }
    earlier
}
