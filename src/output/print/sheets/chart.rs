//! The wall chart: the steps, what each is about, and which actions carry it, on one sheet.

use serde::Serialize;

use crate::course::{Course, Relation};
use crate::output::print::book;
use crate::output::print::data::appendix::Matrix;
use crate::output::print::data::text::Wording;
use crate::output::print::writer::Scope;

#[derive(Debug, Serialize)]
pub struct Chart {
    matrix: Matrix,
    /// One for each row.
    summaries: Vec<Option<Vec<Wording>>>,
    /// `Step 3`, one list for each row.
    labels: Vec<Vec<String>>,
}

pub fn has_chart(course: &Course) -> bool {
    shown(course).is_some()
}

/// The first table of the book.
fn shown(course: &Course) -> Option<&Relation> {
    course.relations.iter().find(|relation| relation.matrix && !relation.is_empty())
}

pub fn chart(scope: &Scope) -> Option<Chart> {
    let course = scope.course;
    let relation = shown(course)?;
    let rows = || course.items_of(relation.from);
    Some(Chart {
        matrix: book::matrix(scope, relation),
        summaries: rows().map(|item| scope.summaries(&course.item(item).page)).collect(),
        labels: rows().map(|item| scope.each(|lang| course.label(item, lang))).collect(),
    })
}
