//! The session plans of the book, their items looked up.

use super::names::{Names, Origin};
use crate::book::{Book, PlanSettings, PlannedItem};
use crate::course::programme::{Hours, Programme, Session};
use crate::course::tree::Destination;
use crate::course::{Item, ItemIx, KindIx, Target};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;

/// The programmes of a course whose items are known. Without any in the book it is all chapters, one after the other.
pub fn programmes(book: &Book, items: &[Item], names: &Names<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Programme> {
    let chapters = || {
        let roots = items.iter().enumerate().filter(|(_, item)| item.kind == KindIx::FIRST && item.parent.is_none());
        let session = |(item, _)| Session { item: ItemIx::new(item), place: None, minutes: None, span: None };
        roots.map(session).collect::<Vec<_>>()
    };
    if book.plans.is_empty() {
        let hours = Hours { start: book.outputs.start, ..Hours::default() };
        let span = Span::start_of(book.file);
        return vec![Programme { key: None, title: None, hours, days: None, sessions: chapters(), span }];
    }
    let plan = |plan: &PlanSettings| Programme {
        key: Some(plan.key.clone()),
        title: Some(plan.title.clone()),
        hours: plan.hours,
        days: plan.days,
        sessions: match &plan.items {
            Some(items) => items.iter().filter_map(|item| session(item, names, diagnostics)).collect(),
            None => chapters(),
        },
        span: plan.span,
    };
    book.plans.iter().map(plan).collect()
}

/// The index of the programme that those who take part follow: the one that the kit names, or else the first.
pub fn followed(book: &Book, names: &Names<'_>, diagnostics: &mut Vec<Diagnostic>) -> usize {
    let Some((key, span)) = &book.outputs.plan else { return 0 };
    let found = book.plans.iter().position(|plan| plan.key == *key);
    if found.is_none() {
        let message = both!("there is no plan `{key}`", "没有名为 `{key}` 的授课安排");
        let diagnostic = Diagnostic::new(Code::WrongValue, *span, message);
        diagnostics.push(if book.plans.is_empty() {
            diagnostic.hint(both!("describe it under `plans:`", "请在 `plans:` 下写出它"))
        } else {
            diagnostic.nearest_or_all(key, book.plans.iter().map(|plan| plan.key.as_str()), &names.guesses)
        });
    }
    found.unwrap_or(0)
}

/// What a plan names; None where that is reported.
fn session(planned: &PlannedItem, names: &Names<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Session> {
    let PlannedItem { name, minutes, span } = planned;
    let origin = Origin { own: "", folder: "", trainer: true, span: *span };
    let (item, place) = match names.target(&Destination::Name(name.clone()), origin) {
        Ok(Some(Target::Item(item))) => (item, None),
        Ok(Some(Target::Anchor(item, id))) => (item, Some(id)),
        Ok(None) => return None,
        Ok(Some(Target::Front(_) | Target::Term(_) | Target::File(_))) => {
            let message = both!("`{name}` is no item of the course", "`{name}` 不是课程的条目");
            diagnostics.push(Diagnostic::new(Code::WrongValue, *span, message).hint(both!(
                "a plan names items such as `module/mindset`, and what is in them, such as `module/mindset#lion`",
                "授课安排里写条目，例如 `module/mindset`，或其中的内容，例如 `module/mindset#lion`"
            )));
            return None;
        }
        Err(diagnostic) => {
            let page = name.split('#').next().unwrap_or(name);
            // As a plan writes it: without the brackets of a reference.
            let absent = diagnostic.code == Code::DanglingReference && names.ids().all(|id| id != page);
            diagnostics.push(if absent {
                let message = both!("there is no item `{page}`", "没有条目 `{page}`");
                let dangling = Diagnostic::new(Code::DanglingReference, *span, message);
                dangling.nearest_or_all(page, names.ids(), &names.guesses)
            } else {
                *diagnostic
            });
            return None;
        }
    };
    Some(Session { item, place, minutes: *minutes, span: Some(*span) })
}
