//! The wall chart: the steps, what each is about, and which actions carry it, on one sheet.

use serde::Serialize;

use super::cards::to_say;
use crate::course::{Course, Relation};
use crate::output::print::book;
use crate::output::print::data::appendix::Matrix;
use crate::output::print::data::text::Wording;
use crate::output::print::writer::Scope;

#[derive(Debug, Serialize)]
pub struct Chart {
    matrix: Matrix,
    /// The summary of each row.
    summaries: Vec<Option<Vec<Wording>>>,
    /// What each row gives to say, in each language; empty where it gives nothing.
    says: Vec<Vec<Wording>>,
    /// The labels of each row, such as `Step 3`.
    labels: Vec<Vec<String>>,
}

/// Whether the course has a table for a chart.
pub fn has_chart(course: &Course) -> bool {
    shown(course).is_some()
}

/// The relation of the first table in the book.
fn shown(course: &Course) -> Option<&Relation> {
    course.relations.iter().find(|relation| relation.matrix && !relation.is_empty())
}

/// The chart, if the course has a table for it.
pub fn chart(scope: &Scope) -> Option<Chart> {
    let course = scope.course;
    let relation = shown(course)?;
    let (rows, _) = course.table(relation);
    Some(Chart {
        matrix: book::matrix(scope, relation),
        summaries: rows.iter().map(|&item| scope.summaries(&course.item(item).page)).collect(),
        says: rows.iter().map(|&item| to_say(scope, &course.item(item).page)).collect(),
        labels: rows.iter().map(|&item| scope.labels(item)).collect(),
    })
}
