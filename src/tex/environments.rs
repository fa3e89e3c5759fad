//! Environments: matrices, cases, and several lines.

use std::ops::Range;

use super::read::{MOST_CELLS, Result, TexReader, TexToken, mistake};
use crate::course::tree::{FormulaTable, Piece, Row, Side, TableKind};
use crate::diagnostic::{Hint, nearest};
use crate::message::{self, both};

/// The environments, what stands around each, and its kind.
const ENVIRONMENTS: &[(&str, Option<char>, Option<char>, TableKind)] = &[
    ("matrix", None, None, TableKind::Matrix),
    ("pmatrix", Some('('), Some(')'), TableKind::Matrix),
    ("bmatrix", Some('['), Some(']'), TableKind::Matrix),
    ("Bmatrix", Some('{'), Some('}'), TableKind::Matrix),
    ("vmatrix", Some('|'), Some('|'), TableKind::Matrix),
    ("Vmatrix", Some('‖'), Some('‖'), TableKind::Matrix),
    ("array", None, None, TableKind::Matrix),
    ("cases", Some('{'), None, TableKind::Cases),
    ("aligned", None, None, TableKind::Lines),
    ("align", None, None, TableKind::Lines),
    ("align*", None, None, TableKind::Lines),
    ("split", None, None, TableKind::Lines),
    ("gathered", None, None, TableKind::Lines),
];

impl TexReader<'_> {
    /// `\begin{cases} … \end{cases}`, of which the first command was consumed.
    pub fn environment(&mut self, begin: Range<usize>) -> Result<Piece> {
        let name = self.words("begin", begin.clone())?;
        let Some(&(_, open, close, layout)) = ENVIRONMENTS.iter().find(|(known, ..)| *known == name) else {
            let known = ENVIRONMENTS.iter().map(|(known, ..)| *known);
            let hint = match nearest(&name, known.clone()) {
                Some(near) => Hint::meant_as(&name, near, &format!("\\begin{{{near}}}")),
                None => {
                    let list = message::list(known);
                    both!("the known ones are {list}", "已有的是 {list}"; list).into()
                }
            };
            let message = both!("there is no `\\begin{{{name}}}` in formulas", "公式里没有 `\\begin{{{name}}}`");
            return mistake(begin.start..self.at, message, hint);
        };
        let sides = if name == "array" { Some(self.array_sides(&begin)?) } else { None };
        let rows = self.deeper(begin.clone(), |reader| reader.table_rows(&name, &begin))?;
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let side = |column: usize| match layout {
            _ if sides.is_some() => sides.as_ref().and_then(|sides| sides.get(column).copied()).unwrap_or(Side::Center),
            TableKind::Matrix => Side::Center,
            TableKind::Cases => Side::Left,
            TableKind::Lines if name == "gathered" || width == 1 => Side::Center,
            TableKind::Lines if column.is_multiple_of(2) => Side::Right,
            TableKind::Lines => Side::Left,
        };
        let columns = (0..width).map(side).collect();
        let filled = rows.into_iter().map(|mut row| {
            row.resize(width, Row::new());
            row
        });
        Ok(Piece::Table(FormulaTable { open, close, columns, rows: filled.collect(), layout }))
    }

    fn table_rows(&mut self, name: &str, begin: &Range<usize>) -> Result<Vec<Vec<Row>>> {
        let mut rows = vec![Vec::new()];
        loop {
            let cell = self.row()?;
            let count = rows.len();
            let row = rows.last_mut().expect("there is a row from the start");
            let (token, range) = self.advance();
            // The last line end needs no line behind it.
            let over = token == TexToken::Command("end") && cell.is_empty() && row.is_empty();
            match token {
                _ if count > MOST_CELLS && !over => {
                    let message = both!(
                        "this `\\begin{{{name}}}` has more than {MOST_CELLS} lines",
                        "这个 `\\begin{{{name}}}` 超过 {MOST_CELLS} 行"
                    );
                    let hint = both!(
                        "make several formulas of it: a page does not part one",
                        "请把它分成几个公式：一个公式不能跨页"
                    );
                    return mistake(begin.clone(), message, hint);
                }
                TexToken::Character('&') if row.len() + 1 == MOST_CELLS => {
                    let message = both!("this row has more than {MOST_CELLS} columns", "这一行超过 {MOST_CELLS} 列");
                    let hint = both!("begin a new row with `\\\\`", "请用 `\\\\` 另起一行");
                    return mistake(range, message, hint);
                }
                TexToken::Character('&') => row.push(cell),
                TexToken::Command("\\") => {
                    row.push(cell);
                    rows.push(Vec::new());
                }
                TexToken::Command("end") => {
                    let found = self.words("end", range.clone())?;
                    if found != name {
                        let message = both!(
                            "expected `\\end{{{name}}}`, found `\\end{{{found}}}`",
                            "应为 `\\end{{{name}}}`，却是 `\\end{{{found}}}`"
                        );
                        let hint = both!("an inner part ends before the outer one", "里层要先结束，外层才能结束");
                        return mistake(range.start..self.at, message, hint);
                    }
                    if over {
                        rows.pop();
                    } else {
                        row.push(cell);
                    }
                    return Ok(rows);
                }
                TexToken::End => {
                    let message =
                        both!("this `\\begin{{{name}}}` is never closed", "这个 `\\begin{{{name}}}` 没有结束");
                    let hint = both!("write `\\end{{{name}}}` where it ends", "在末尾写上 `\\end{{{name}}}`");
                    return mistake(begin.clone(), message, hint);
                }
                _ => return Err(self.stray(range)),
            }
        }
    }

    /// The columns of an array: `{lcr}`.
    fn array_sides(&mut self, begin: &Range<usize>) -> Result<Vec<Side>> {
        let words = self.words("begin{array}", begin.clone())?;
        let side = |character| match character {
            'l' => Some(Side::Left),
            'c' => Some(Side::Center),
            'r' => Some(Side::Right),
            _ => None,
        };
        match words.chars().filter(|c| !c.is_whitespace()).map(side).collect() {
            Some(sides) => Ok(sides),
            None => mistake(
                begin.start..self.at,
                both!("`{words}` is no list of columns", "`{words}` 不是列的写法"),
                both!(
                    "write `l`, `c` or `r` for each: `\\begin{{array}}{{lcr}}`",
                    "每列写 `l`、`c` 或 `r`：`\\begin{{array}}{{lcr}}`"
                ),
            ),
        }
    }
}
