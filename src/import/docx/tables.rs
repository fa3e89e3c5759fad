//! Tables: Word's cells may reach over columns and rows, those of Markdown may not.

use roxmltree::Node;

use super::Reader;
use super::package::{attr, child, value};
use crate::import::model::Block;
use crate::message::both;

/// A wider table is not laid out.
const MOST_COLUMNS: usize = 200;

/// A cell as it is written.
struct Cell {
    columns: usize,
    /// It goes on with the cell above it.
    goes_on: bool,
    content: Vec<Block>,
}

impl<'a> Reader<'a> {
    /// The blocks that a table becomes.
    pub fn table(&mut self, node: Node<'a, 'a>) -> Vec<Block> {
        let mut rows = Vec::new();
        self.rows(node, &mut rows);
        rows.retain(|row| !row.is_empty());
        let columns = rows.iter().map(|row| row.iter().map(|cell| cell.columns).sum()).max().unwrap_or(0);
        let columns: usize = columns.min(MOST_COLUMNS);
        let [one_row] = rows.as_mut_slice() else { return self.laid_out(rows, columns) };
        match one_row.as_mut_slice() {
            // A frame around some text.
            [cell] => {
                let content = std::mem::take(&mut cell.content);
                if content.is_empty() { Vec::new() } else { vec![Block::Quote(content)] }
            }
            _ => self.laid_out(rows, columns),
        }
    }

    fn rows(&mut self, node: Node<'a, 'a>, rows: &mut Vec<Vec<Cell>>) {
        for node in node.children() {
            match node.tag_name().name() {
                "tr" => {
                    let properties = child(node, "trPr");
                    if properties.is_some_and(|row| child(row, "del").is_some()) {
                        self.tallies.deletions += 1;
                        continue;
                    }
                    let empty = |name| properties.and_then(|row| value(row, name)).and_then(|n| n.parse().ok());
                    let mut row = Vec::new();
                    for _ in 0..empty("gridBefore").unwrap_or(0_usize).min(MOST_COLUMNS) {
                        row.push(Cell { columns: 1, goes_on: false, content: Vec::new() });
                    }
                    self.cells(node, &mut row);
                    rows.push(row);
                }
                "sdt" | "sdtContent" | "customXml" | "ins" => self.rows(node, rows),
                _ => {}
            }
        }
    }

    fn cells(&mut self, node: Node<'a, 'a>, row: &mut Vec<Cell>) {
        for node in node.children() {
            match node.tag_name().name() {
                "tc" => {
                    let properties = child(node, "tcPr");
                    let columns = properties.and_then(|cell| value(cell, "gridSpan")).and_then(|n| n.parse().ok());
                    let merge = properties.and_then(|cell| child(cell, "vMerge"));
                    let goes_on = merge.is_some_and(|merge| attr(merge, "val") != Some("restart"));
                    let beside = properties.and_then(|cell| child(cell, "hMerge"));
                    if beside.is_some_and(|merge| attr(merge, "val") != Some("restart")) {
                        row.push(Cell { columns: 1, goes_on: false, content: Vec::new() });
                        continue;
                    }
                    let content = self.apart(node);
                    let columns = columns.unwrap_or(1_usize).clamp(1, MOST_COLUMNS);
                    row.push(Cell { columns, goes_on, content });
                }
                "sdt" | "sdtContent" | "customXml" => self.cells(node, row),
                _ => {}
            }
        }
    }

    /// A cell that reaches over columns has its words in the first; one that reaches over rows has them in each.
    fn laid_out(&mut self, rows: Vec<Vec<Cell>>, columns: usize) -> Vec<Block> {
        let mut out = Vec::new();
        let mut grid: Vec<Vec<Vec<Block>>> = Vec::new();
        let (mut wide, mut high, mut inner) = (false, false, false);
        for (at, row) in rows.into_iter().enumerate() {
            let whole = row.len() == 1 && row[0].columns == columns && columns > 1;
            let mut cells: Vec<Vec<Block>> = Vec::new();
            for cell in row {
                wide |= cell.columns > 1 && !whole;
                high |= cell.goes_on;
                inner |= cell.content.iter().any(|block| matches!(block, Block::Table(_)));
                let above = grid.last().and_then(|above| above.get(cells.len())).cloned();
                let content = if cell.goes_on { above.unwrap_or_default() } else { cell.content };
                cells.push(content);
                cells.extend(std::iter::repeat_n(Vec::new(), cell.columns - 1));
            }
            cells.resize(columns, Vec::new());
            // A line over the whole table is what the table is called.
            if whole && at == 0 {
                out.extend(cells.swap_remove(0));
                self.report(both!(
                    "the first row of this table is one cell: it stands above the table",
                    "这个表格的第一行是一个合并的单元格，现在写在表格上方"
                ));
                continue;
            }
            wide |= whole;
            grid.push(cells);
        }
        if wide {
            self.report(both!(
                "cells that reach over columns: their text stands in the first of them",
                "横向合并的单元格：文字写在第一格里"
            ));
        }
        if high {
            self.report(both!(
                "cells that reach over rows: their text stands in each of them",
                "纵向合并的单元格：每一行都重复了它的文字"
            ));
        }
        if inner {
            self.report(both!(
                "a table within a cell: its rows are lines of the cell",
                "单元格里还有表格：它的每一行成为单元格里的一行"
            ));
        }
        let empty = grid.iter().flatten().all(|cell| cell.is_empty());
        if !empty {
            out.push(Block::Table(grid));
        }
        out
    }
}
