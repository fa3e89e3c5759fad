//! Tables.

use std::fmt::Write;

use super::{Renderer, escape};
use crate::course::tree::{Alignment, Inline, Resolved, Table};

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
    /// A table, on the web in a region of its own, which scrolls when the page is narrow and can be reached by keyboard then. `write` writes what is in a
    /// cell; it is told the line, of which the head is the first, and the column.
    pub fn table(
        &mut self,
        table: &Table<Resolved>,
        place: Option<&String>,
        out: &mut String,
        mut write: impl FnMut(&mut Self, (usize, usize), &[Inline<Resolved>], &mut String),
    ) {
        out.push_str("<div class=\"table\"");
        self.id_as_it_is(place, out);
        if !self.is_book() {
            out.push_str(" role=\"region\" tabindex=\"0\" aria-label=\"");
            escape::attribute(&self.table_name(), out);
            out.push('"');
        }
        out.push_str("><table>\n");
        let mut cells = |renderer: &mut Self, line: usize, (open, close): (&str, &str), out: &mut String| {
            let Some(content) = table.lines().nth(line) else { return };
            for (column, (content, alignment)) in content.iter().zip(&table.alignments).enumerate() {
                // A head without words names nothing.
                let (open, close) = if content.is_empty() { ("td", "td") } else { (open, close) };
                let _ = match class(*alignment) {
                    "" => write!(out, "<{open}>"),
                    class => write!(out, "<{open} class=\"{class}\">"),
                };
                write(renderer, (line, column), content, out);
                let _ = write!(out, "</{close}>");
            }
        };
        // A head without words would be read aloud as such.
        if table.head.iter().any(|cell| !cell.is_empty()) {
            out.push_str("<thead><tr>");
            cells(self, 0, ("th scope=\"col\"", "th"), out);
            out.push_str("</tr></thead>\n");
        }
        out.push_str("<tbody>\n");
        for line in 1..=table.rows.len() {
            out.push_str("<tr>");
            cells(self, line, ("td", "td"), out);
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
}
