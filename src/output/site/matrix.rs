//! The table of a relation: a row for each item that names others, a column for each that is named.

use std::collections::BTreeSet;

use serde::Serialize;

use super::address::Place;
use super::links::{ItemLink, Said, SitePage, relation_id};
use super::shell::{self, Shell};
use crate::course::{ItemIx, Relation};
use crate::failure::Failure;

#[derive(Serialize)]
struct MatrixPage<'a> {
    shell: Shell<'a>,
    names: Vec<Said>,
    from: Vec<Said>,
    to: Vec<Said>,
    columns: Vec<ColumnHead>,
    rows: Vec<TableRow>,
}

#[derive(Serialize)]
struct ColumnHead {
    id: String,
    item: ItemLink,
}

#[derive(Serialize)]
struct TableRow {
    head: ColumnHead,
    /// One for each column.
    cells: Vec<Option<TableMark>>,
}

/// Leads to the list on the row's page, from which each entry leads on to its column's page, and that one back.
#[derive(Serialize)]
struct TableMark {
    href: String,
    name: String,
    /// Of the column, which stands with the mark where there is no room for columns.
    titles: Vec<Said>,
}

pub fn render(page: &SitePage<'_>, relation: &Relation) -> Result<Vec<u8>, Failure> {
    let course = page.course();
    let (rows, columns) = course.table(relation);
    let names = page.both(|lang| shell::matrix_name(page, relation, lang));
    let context = MatrixPage {
        shell: Shell::new(page, &names, None),
        names,
        from: page.localized(&course.kind(relation.from).plural),
        to: page.localized(&course.kind(relation.to).plural),
        columns: columns.iter().map(|&item| head(page, item)).collect(),
        rows: rows
            .iter()
            .map(|&row| TableRow { head: head(page, row), cells: cells(page, relation, row, &columns) })
            .collect(),
    };
    page.fill("matrix.html", &context)
}

fn head(page: &SitePage<'_>, item: ItemIx) -> ColumnHead {
    ColumnHead { id: page.course().flat_id(item), item: page.item_link(item) }
}

fn cells(page: &SitePage<'_>, relation: &Relation, row: ItemIx, columns: &[ItemIx]) -> Vec<Option<TableMark>> {
    let course = page.course();
    let lang = page.lang();
    let named: BTreeSet<ItemIx> = relation.targets(row).iter().copied().collect();
    let list = format!("{}#{}", page.to(Place::Item(row)), relation_id(course, row, relation));
    let name = |item| page.strings().common.reference(course.label(item, lang).as_deref(), course.title(item, lang));
    let mark = |column: &ItemIx| {
        named.contains(column).then(|| TableMark {
            href: list.clone(),
            name: format!("{} – {}", name(row), name(*column)),
            titles: page.titles(&course.item(*column).page),
        })
    };
    columns.iter().map(mark).collect()
}
