//! Tables.

use std::ops::Range;

use pulldown_cmark::{Alignment as MdAlignment, Event, Tag, TagEnd};

use super::blocks::Builder;
use super::pandoc;
use crate::course::tree::{Alignment, Inline, Parsed, Table, TextStyle};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;

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
