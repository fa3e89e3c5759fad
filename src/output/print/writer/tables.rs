//! How wide the columns of a table are.

use std::borrow::Borrow;

use super::fitting::{longest_word, run_width};
use crate::course::tree::Alignment;
use crate::output::print::data::text::{TableColumn, TextRun};

/// The space beside a cell's text, in halves of a Chinese character.
const INSET: usize = 3;

/// The cells of a row.
pub type TableLine = Vec<Vec<TextRun>>;

/// The smallest share of the usual size of type at which a table can be read.
pub const SMALLEST: f64 = 0.65;

/// The columns of a table with these rows, its head among them. They are as wide as their text when all fit on a line of `line` halves of a Chinese character. Else each gets room for its longest
/// word, and the rest is shared out by what they hold. With them comes the share of the usual size of type at which the longest words fit: 1 for
/// nearly all tables.
pub fn columns<L: Borrow<TableLine>>(alignments: &[Alignment], rows: &[L], line: usize) -> (Vec<TableColumn>, f64) {
    let count = rows.first().map_or(0, |row| row.borrow().len());
    let cells = |i: usize| rows.iter().map(move |row| &row.borrow()[i]);
    let widest = |i: usize, of: fn(&[TextRun]) -> usize| cells(i).map(|cell| of(cell)).max().unwrap_or(0) + INSET;
    let wanted: Vec<usize> = (0..count).map(|i| widest(i, cell_width)).collect();
    let needed: Vec<usize> = (0..count).map(|i| widest(i, longest_word).min(wanted[i])).collect();
    let fits = wanted.iter().sum::<usize>() <= line;
    // A column that holds a whole paragraph is not to starve the others.
    let missing: Vec<usize> = wanted.iter().zip(&needed).map(|(w, n)| (w - n).min(line)).collect();
    let spare = line.saturating_sub(needed.iter().sum());
    let share = |i: usize| match missing.iter().sum::<usize>() {
        _ if fits => 0,
        0 => needed[i],
        all => needed[i] + spare * missing[i] / all,
    };
    let columns = (0..count)
        .map(|i| TableColumn { align: align(alignments.get(i).copied().unwrap_or(Alignment::None)), share: share(i) })
        .collect();
    let longest: usize = needed.iter().sum();
    (columns, (line as f64 / longest.max(1) as f64).min(1.0))
}

/// What a column to be filled in has beside the words of its head, and the width of a head that says much, in halves of a Chinese character.
const WRITTEN: usize = 5;
const WORDY: usize = 30;

/// As [`columns`], of a table over the full width that is to be filled in: columns of words are as wide as they need, but leave those with
/// empty cells their part of the line. A table without any of these is as wide as its line, too.
pub fn columns_to_fill<L: Borrow<TableLine>>(
    alignments: &[Alignment],
    rows: &[L],
    line: usize,
) -> (Vec<TableColumn>, f64) {
    let (mut columns, scale) = columns(alignments, rows, line);
    let cells = |i: usize| rows.iter().map(move |row| &row.borrow()[i]);
    let width = |i: usize| cells(i).map(|cell| cell_width(cell)).max().unwrap_or(0) + INSET;
    let is_open = |i: usize| cells(i).skip(1).any(|cell| cell.is_empty());
    let (open, words): (Vec<usize>, Vec<usize>) = (0..columns.len()).partition(|&i| is_open(i));
    if open.is_empty() {
        let fits = columns.iter().all(|column| column.share == 0);
        columns.iter_mut().enumerate().filter(|_| fits).for_each(|(i, column)| column.share = width(i));
        return (columns, scale);
    }
    let wanted: usize = words.iter().map(|&i| width(i)).sum();
    // A few words beside what is to be filled in, or one column to be filled in beside many words.
    let share = if words.len() > open.len() { 80 } else { (120 * words.len() / columns.len()).min(45) };
    let most = wanted.min(line * share / 100);
    for &i in &words {
        let least = cells(i).map(|cell| longest_word(cell)).max().unwrap_or(0) + INSET;
        columns[i].share = (width(i) * most / wanted).max(least);
    }
    let spare = line.saturating_sub(words.iter().map(|&i| columns[i].share).sum());
    let needs = |i: usize| width(i).clamp(WRITTEN, WORDY) + WRITTEN;
    let needed: usize = open.iter().map(|&i| needs(i)).sum();
    for &i in &open {
        columns[i].share = (spare * needs(i) / needed).max(1);
    }
    (columns, scale)
}

/// Whether each cell of these rows can stand on one line with the cell of the other rows behind it.
pub fn fit_beside(left: &[TableLine], right: &[TableLine], line: usize) -> bool {
    let width =
        |left: &TableLine, right: &TableLine, i: usize| cell_width(&left[i]) + cell_width(&right[i]) + INSET + 2;
    let widest = |i: usize| left.iter().zip(right).map(|(left, right)| width(left, right, i)).max().unwrap_or(0);
    // The type of tables is somewhat smaller, and a cell that is a little too long breaks between its languages.
    (0..left.first().map_or(0, Vec::len)).map(widest).sum::<usize>() <= line * 11 / 10
}

/// The most lines of a row that are rather moved to the next page than parted: half of one, roughly.
const LONG: usize = 20;

/// The most lines of a head that is repeated on each page: a higher one leaves no room for rows.
const HIGH: usize = 6;

/// Whether a row is so long that it may be parted, its columns sharing a line of `line` halves of a Chinese character.
pub fn is_long(row: &TableLine, columns: &[TableColumn], line: usize) -> bool {
    lines(row, columns, line) > LONG
}

/// Whether a head is too high to be repeated.
pub fn is_high(head: &TableLine, columns: &[TableColumn], line: usize) -> bool {
    lines(head, columns, line) > HIGH
}

/// The lines of a row, roughly.
fn lines(row: &TableLine, columns: &[TableColumn], line: usize) -> usize {
    let all: usize = columns.iter().map(|column| column.share).sum();
    let lines = |cell: &Vec<TextRun>, column: &TableColumn| {
        // A column without a share is as wide as its text.
        let room = (column.share * line / all.max(1)).saturating_sub(INSET).max(1);
        if column.share == 0 { 1 } else { cell_width(cell) / room + 1 }
    };
    row.iter().zip(columns).map(|(cell, column)| lines(cell, column)).max().unwrap_or(0)
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

    fn run(cell: &str) -> Vec<TextRun> {
        if cell.is_empty() { Vec::new() } else { vec![TextRun::Text(cell.into())] }
    }

    fn row(cells: &[&str]) -> Vec<Vec<TextRun>> {
        cells.iter().map(|cell| vec![TextRun::Text((*cell).into())]).collect()
    }

    fn shares(head: &[&str], cells: &[&str]) -> Vec<usize> {
        columns(&[], &[&row(head), &row(cells)], 40).0.iter().map(|column| column.share).collect()
    }

    #[test]
    fn short_columns_are_as_wide_as_their_text() {
        assert_eq!(shares(&["Type", "Words"], &["Driver", "no"]), [0, 0]);
    }

    #[test]
    fn words_that_do_not_fit_are_set_smaller() {
        let cells = ["professionalism"; 4];
        let (columns, scale) = columns(&[], &[&row(&cells), &row(&cells)], 40);
        assert!(columns.iter().all(|column| column.share == columns[0].share));
        assert!((0.4..0.6).contains(&scale), "{scale}");
    }

    #[test]
    fn what_is_filled_in_is_as_wide_as_its_line_and_wider_than_its_labels() {
        let fill = |rows: &[&[&str]]| -> Vec<usize> {
            let rows: Vec<TableLine> = rows.iter().map(|cells| cells.iter().map(|cell| run(cell)).collect()).collect();
            columns_to_fill(&[], &rows, 100).0.iter().map(|column| column.share).collect()
        };
        let form = fill(&[&["Field", "Entry"], &["What happened", ""]]);
        assert!(form[1] > 4 * form[0], "{form:?}");
        let log = fill(&[&["No.", "What we promised"], &["", ""]]);
        assert!(log[1] > log[0] && log[0] > 20, "{log:?}");
        let rubric =
            fill(&[&["Skill", "Not yet", "Level"], &["a text that goes on and on", "a text that goes on", ""]]);
        assert!(rubric[0] > rubric[1] && rubric.iter().sum::<usize>() <= 101, "{rubric:?}");
        let words = fill(&[&["Type", "Words"], &["Driver", "no"]]);
        assert!(words.iter().all(|&share| share > 0), "{words:?}");
    }

    #[test]
    fn every_column_has_room_for_its_longest_word() {
        let long = "a text that goes on and on and would take all of the line for itself";
        let shares = shares(&["Type", "Words"], &["professionalism", long]);
        assert!(shares[0] >= "professionalism".len() + INSET, "{shares:?}");
        assert_eq!(shares.iter().sum::<usize>(), 40);
    }
}
