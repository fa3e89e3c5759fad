//! Tables.

use std::fmt::Write;

use super::{Renderer, escape};
use crate::course::tree::{Alignment, Block, Inline, Resolved, Table};

/// The class of what is aligned.
pub(super) fn class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "",
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}

impl Renderer<'_> {
    /// A table in a region of its own, which scrolls when the page is narrow and can be reached by keyboard then.
    pub(super) fn table(&mut self, table: &Table<Resolved>, block: &Block<Resolved>, out: &mut String) {
        out.push_str("<div class=\"table\"");
        self.place(block, out);
        out.push_str(" role=\"region\" tabindex=\"0\" aria-label=\"");
        escape::attribute(&self.table_name(), out);
        out.push_str("\"><table>\n");
        // A head without words would be read aloud as such.
        if table.head.iter().any(|cell| !cell.is_empty()) {
            out.push_str("<thead><tr>");
            for (cell, alignment) in table.head.iter().zip(&table.alignments) {
                self.cell(("th scope=\"col\"", "th"), cell, *alignment, out);
            }
            out.push_str("</tr></thead>\n");
        }
        out.push_str("<tbody>\n");
        for row in &table.rows {
            out.push_str("<tr>");
            for (cell, alignment) in row.iter().zip(&table.alignments) {
                self.cell(("td", "td"), cell, *alignment, out);
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n");
    }

    /// `Table: Two attitudes first`, from the heading above it. No two regions of a page may have the same name, so a further one is `Table 2: …`.
    fn table_name(&mut self) -> String {
        let count = self.tables.entry(self.heading.clone()).or_default();
        *count += 1;
        let common = &self.context.strings.common;
        let label = common.table(*count);
        if self.heading.is_empty() { label } else { common.labelled_title(&label, &self.heading) }
    }

    fn cell(&mut self, tag: (&str, &str), content: &[Inline<Resolved>], alignment: Alignment, out: &mut String) {
        let (open, close) = tag;
        let _ = match class(alignment) {
            "" => write!(out, "<{open}>"),
            class => write!(out, "<{open} class=\"{class}\">"),
        };
        self.inlines(content, out);
        let _ = write!(out, "</{close}>");
    }
}
