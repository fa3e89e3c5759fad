//! Tables.

use std::ops::Range;

use pulldown_cmark::{Alignment as MdAlignment, Event, Tag, TagEnd};

use super::blocks::Builder;
use super::pandoc;
use crate::course::tree::{Alignment, Inline, Parsed, Table, TextStyle};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{self, Message, both};

impl Builder<'_> {
    /// A table whose start was consumed; consumes its end.
    pub fn table(&mut self, alignments: &[MdAlignment]) -> Table<Parsed> {
        let alignments = alignments.iter().map(|a| match a {
            MdAlignment::None => Alignment::None,
            MdAlignment::Left => Alignment::Left,
            MdAlignment::Center => Alignment::Center,
            MdAlignment::Right => Alignment::Right,
        });
        let mut table = Table { alignments: alignments.collect(), head: Vec::new(), rows: Vec::new() };
        let mut in_head = false;
        while let Some((event, range)) = self.events.get(self.at).cloned() {
            self.at += 1;
            match event {
                Event::Start(Tag::TableHead) => in_head = true,
                Event::End(TagEnd::TableHead) => in_head = false,
                Event::Start(Tag::TableRow) => {
                    self.lost_cells(range, table.head.len());
                    table.rows.push(Vec::new());
                }
                Event::Start(Tag::TableCell) => {
                    let cell = self.inlines();
                    self.at += 1;
                    if in_head {
                        table.head.push(cell);
                    } else if let Some(row) = table.rows.last_mut() {
                        row.push(cell);
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        table
    }

    /// The paragraph behind a table, which is Pandoc's caption when it begins as one: `: Sizes {#sizes}`, `Table: Sizes`.
    pub fn table_caption(&mut self, mut content: Vec<Inline<Parsed>>) -> Vec<Inline<Parsed>> {
        let Some(Inline::Text(text, span)) = content.first_mut() else { return content };
        let marks = [": ", "Table: ", "Table： ", "表：", "表: "];
        let Some(mark) = marks.into_iter().find(|mark| text.starts_with(mark)) else { return content };
        text.drain(..mark.len());
        span.start += mark.len() as u32;
        if let Some(Inline::Text(text, span)) = content.last_mut()
            && let Some(at) = text.rfind('{')
            && let Some((pairs, length)) = pandoc::read(&text[at..])
            && text[at + length..].trim().is_empty()
        {
            let id = pairs.into_iter().find(|(name, _)| name == "#");
            self.places.extend(id.map(|(_, id)| Inline::Place(id, *span)));
            text.truncate(text[..at].trim_end().len());
        }
        vec![Inline::Styled { style: TextStyle::Small, content }]
    }

    /// Reports the lines of a paragraph that were meant as a table. The text begins at byte `base` of the file.
    pub fn table_that_slipped(&mut self, text: &str, base: usize) {
        if !text.contains('|') {
            return;
        }
        let mut lines = Vec::new();
        let mut at = base;
        for line in text.split_inclusive('\n') {
            let words = line.trim_start_matches([' ', '\t', '>']);
            lines.push((at + (line.len() - words.len()), words.trim_end()));
            at += line.len();
        }
        let Some((place, message, hint)) = broken_table(&lines) else { return };
        self.slip(self.span(place), message, hint);
    }

    /// Reports a row with more cells than the table has columns: CommonMark leaves them out.
    fn lost_cells(&mut self, row: Range<usize>, columns: usize) {
        let line = self.text[row.clone()].lines().next().unwrap_or_default().trim_end();
        let base = row.start;
        let bars: Vec<usize> =
            line.match_indices('|').map(|(at, _)| at).filter(|&at| !self.escaped(base + at)).collect();
        let inner: Vec<usize> = bars.into_iter().filter(|&at| !line[..at].trim().is_empty()).collect();
        let Some(&last) = inner.get(columns.saturating_sub(1)) else { return };
        if line[last + 1..].trim_matches(['|', ' ', '\t']).is_empty() {
            return;
        }
        let message = both!(
            "this row has more cells than the table has columns: what stands behind is lost",
            "这一行的单元格比表头多，多出的内容不会显示"
        );
        self.report(Diagnostic::new(Code::UnreadMarkup, self.span(base + last..base + line.len()), message).hint(
            both!(
                "write `\\|` for a bar that belongs to the text, or add a column to the head",
                "属于文字的竖线请写作 `\\|`，或者在表头加一列"
            ),
        ));
    }
}

/// What is wrong with a table that is none: its lines, each with the byte at which it begins.
fn broken_table(lines: &[(usize, &str)]) -> Option<(Range<usize>, Message, Message)> {
    let place = |(start, line): (usize, &str)| start..start + line.len();
    if let Some(at) = lines.iter().position(|(_, line)| is_delimiter_row(line)) {
        let below = cells(lines[at].1);
        let Some(head) = at.checked_sub(1).map(|above| lines[above]) else {
            return Some((
                place(lines[at]),
                both!("this table has no head", "这个表格没有表头"),
                both!(
                    "write the names of the columns on the line above the dashes",
                    "请在这行短横线的上面一行写各列的名称"
                ),
            ));
        };
        let above = cells(head.1);
        if above == below {
            let other_dashes = lines[at].1.contains(['—', '–', '－', '─']);
            let row = row_of_dashes(above);
            return Some(if other_dashes {
                (
                    place(lines[at]),
                    both!(
                        "the row below a table's head has other dashes than Markdown's",
                        "表头下面这一行用的不是半角短横线"
                    ),
                    both!("write `{row}`", "请写 `{row}`"),
                )
            } else {
                (
                    place(head),
                    both!("this table is read as text", "这个表格被当成了正文"),
                    both!("leave a blank line above it", "请在表格前面空一行"),
                )
            });
        }
        let columns = |n| message::counted(n, "column", "columns");
        let (en_above, en_below, row) = (columns(above), columns(below), row_of_dashes(above));
        return Some((
            place(lines[at]),
            Message {
                en: format!("this table is read as text: its head has {en_above}, the row of dashes {en_below}"),
                zh: format!("这个表格被当成了正文：表头有 {above} 列，短横线那一行有 {below} 列"),
            },
            if head.1.contains("[[") {
                both!("in a table write `\\|` for the bar of a reference", "表格里，引用中的竖线请写作 `\\|`")
            } else {
                both!(
                    "write `{row}`; a bar that belongs to the text is written `\\|`",
                    "请写 `{row}`；属于文字的竖线写作 `\\|`"
                )
            },
        ));
    }
    let is_row = |line: &str| line.len() > 1 && line.starts_with('|') && line.ends_with('|') && cells(line) > 1;
    let &first = lines.iter().find(|(_, line)| is_row(line))?;
    let row = row_of_dashes(cells(first.1));
    Some((
        place(first),
        both!("this table has no row of dashes below its head", "这个表格的表头下面没有短横线那一行"),
        both!("write `{row}` below the first line", "请在第一行下面加上 `{row}`"),
    ))
}

/// `|---|:--:|`, also with the dashes that word processors make.
fn is_delimiter_row(line: &str) -> bool {
    let dash = |c: char| "-—–－─".contains(c);
    line.contains('|') && line.contains(dash) && line.chars().all(|c| dash(c) || "|: \t".contains(c))
}

fn row_of_dashes(columns: usize) -> String {
    format!("|{}", "---|".repeat(columns.min(20)))
}

/// How many cells a row has.
fn cells(line: &str) -> usize {
    let inner = line.strip_prefix('|').unwrap_or(line);
    let bars: Vec<usize> =
        inner.match_indices('|').map(|(at, _)| at).filter(|&at| !inner[..at].ends_with('\\')).collect();
    let closed = bars.last().is_some_and(|&at| at + 1 == inner.len());
    bars.len() + usize::from(!closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_table_is_named() {
        let said = |text: &str| {
            let lines: Vec<(usize, &str)> = text.split('\n').map(|line| (0, line)).collect();
            broken_table(&lines).map(|(_, message, hint)| format!("{} / {}", message.en, hint.en))
        };
        for (text, expected) in [
            ("| a | b |\n| c | d |", Some("no row of dashes below its head / write `|---|---|`")),
            (
                "| a | b |\n|---|\n| c | d |",
                Some("its head has 2 columns, the row of dashes 1 column / write `|---|---|`"),
            ),
            ("a | b\n--- | --- | ---", Some("2 columns, the row of dashes 3 columns")),
            ("| a | b |\n|——|——|", Some("other dashes than Markdown's / write `|---|---|`")),
            ("|---|---|\n| a | b |", Some("has no head")),
            ("so |x| is said", None),
            ("|x| is said", None),
            ("yes | no", None),
        ] {
            let found = said(text);
            let right = match expected {
                Some(words) => found.as_ref().is_some_and(|found| found.contains(words)),
                None => found.is_none(),
            };
            assert!(right, "{text}: {found:?}");
        }
    }
}
