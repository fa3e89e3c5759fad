//! How wide the columns of a table are.

use super::fitting::{longest_word, run_width};
use crate::course::tree::Alignment;
use crate::output::print::data::text::{BlockNode, TableColumn, TextRun};

/// The space beside a cell's text, in halves of a Chinese character.
const INSET: usize = 3;

/// How many columns make a table too wide to stand beside another one.
pub const WIDE: usize = 4;

/// The smallest share of the usual size of type at which a table can be read.
pub const SMALLEST: f64 = 0.65;

/// The columns of a table. They are as wide as their text when all fit on a line of `line` halves of a Chinese character. Else each gets room for its longest
/// word, and the rest is shared out by what they hold. With them comes the share of the usual size of type at which the longest words fit: 1 for
/// nearly all tables.
pub fn columns(
    alignments: &[Alignment],
    head: &[Vec<TextRun>],
    rows: &[Vec<Vec<TextRun>>],
    line: usize,
) -> (Vec<TableColumn>, f64) {
    let cells = |i: usize| rows.iter().map(move |row| &row[i]).chain([&head[i]]);
    let widest = |i: usize, of: fn(&[TextRun]) -> usize| cells(i).map(|cell| of(cell)).max().unwrap_or(0) + INSET;
    let wanted: Vec<usize> = (0..head.len()).map(|i| widest(i, cell_width)).collect();
    let needed: Vec<usize> = (0..head.len()).map(|i| widest(i, longest_word).min(wanted[i])).collect();
    let fits = wanted.iter().sum::<usize>() <= line;
    // A column that holds a whole paragraph is not to starve the others.
    let missing: Vec<usize> = wanted.iter().zip(&needed).map(|(w, n)| (w - n).min(line)).collect();
    let spare = line.saturating_sub(needed.iter().sum());
    let share = |i: usize| match missing.iter().sum::<usize>() {
        _ if fits => 0,
        0 => needed[i],
        all => needed[i] + spare * missing[i] / all,
    };
    let columns = (0..head.len())
        .map(|i| TableColumn { align: align(alignments.get(i).copied().unwrap_or(Alignment::None)), share: share(i) })
        .collect();
    let longest: usize = needed.iter().sum();
    (columns, (line as f64 / longest.max(1) as f64).min(1.0))
}

/// Takes the rows without words, which are there to be filled in, from the end of the upper of two tables, if the lower one has some, too.
pub fn leave_blanks_to(upper: &mut [BlockNode], lower: &[BlockNode]) {
    let blank = |row: &Vec<Vec<TextRun>>| row.iter().all(Vec::is_empty);
    if let ([BlockNode::Table { rows: upper, .. }], [BlockNode::Table { rows: lower, .. }]) = (upper, lower)
        && lower.last().is_some_and(blank)
    {
        let written = upper.iter().rposition(|row| !blank(row)).map_or(0, |last| last + 1);
        upper.truncate(written.max(1));
    }
}

fn cell_width(cell: &[TextRun]) -> usize {
    cell.iter().map(run_width).sum()
}

/// The side to which an alignment moves a line.
pub fn align(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None | Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::print::data::text::Breaks;

    fn row(cells: &[&str]) -> Vec<Vec<TextRun>> {
        cells.iter().map(|cell| vec![TextRun::Text((*cell).into())]).collect()
    }

    fn shares(head: &[&str], cells: &[&str]) -> Vec<usize> {
        columns(&[], &row(head), &[row(cells)], 40).0.iter().map(|column| column.share).collect()
    }

    #[test]
    fn short_columns_are_as_wide_as_their_text() {
        assert_eq!(shares(&["Type", "Words"], &["Driver", "no"]), [0, 0]);
    }

    #[test]
    fn one_of_two_tables_is_filled_in() {
        let example = || row(&["x", "y"]);
        let blank = || vec![Vec::new(), Vec::new()];
        let table = |rows: &[&dyn Fn() -> Vec<Vec<TextRun>>]| {
            let (columns, head, rows) = (Vec::new(), Vec::new(), rows.iter().map(|row| row()).collect());
            [BlockNode::Table { columns, scale: 1.0, fits: true, head, rows, breaks: Breaks::Never }]
        };
        let left_of_upper = |lower: &[BlockNode]| {
            let mut upper = table(&[&example, &blank, &blank]);
            leave_blanks_to(&mut upper, lower);
            let [BlockNode::Table { rows, .. }] = upper else { panic!("{upper:?}") };
            rows.len()
        };
        assert_eq!(left_of_upper(&table(&[&example, &blank])), 1);
        assert_eq!(left_of_upper(&table(&[&example])), 3);
    }

    #[test]
    fn words_that_do_not_fit_are_set_smaller() {
        let cells = ["professionalism"; 4];
        let (columns, scale) = columns(&[], &row(&cells), &[row(&cells)], 40);
        assert!(columns.iter().all(|column| column.share == columns[0].share));
        assert!((0.4..0.6).contains(&scale), "{scale}");
    }

    #[test]
    fn every_column_has_room_for_its_longest_word() {
        let long = "a text that goes on and on and would take all of the line for itself";
        let shares = shares(&["Type", "Words"], &["professionalism", long]);
        assert!(shares[0] >= "professionalism".len() + INSET, "{shares:?}");
        assert_eq!(shares.iter().sum::<usize>(), 40);
    }
}
