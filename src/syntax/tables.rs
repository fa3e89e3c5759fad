//! Tables.

use pulldown_cmark::{Alignment as MdAlignment, Event, Tag, TagEnd};

use super::blocks::Builder;
use crate::course::tree::{Alignment, Parsed, Table};

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
        while let Some((event, _)) = self.events.get(self.at) {
            let event = event.clone();
            self.at += 1;
            match event {
                Event::Start(Tag::TableHead) => in_head = true,
                Event::End(TagEnd::TableHead) => in_head = false,
                Event::Start(Tag::TableRow) => table.rows.push(Vec::new()),
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
}
