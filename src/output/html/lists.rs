//! Lists of items, with boxes to tick or without, and of words with what they mean.

use std::fmt::Write;

use super::{Renderer, escape};
use crate::course::tree::{Block, BlockKind, Definition, List, Resolved};

impl Renderer<'_> {
    pub(super) fn definitions(
        &mut self,
        definitions: &[Definition<Resolved>],
        block: &Block<Resolved>,
        out: &mut String,
    ) {
        out.push_str("<dl");
        self.place(block, out);
        out.push_str(">\n");
        for definition in definitions {
            for term in &definition.terms {
                out.push_str("<dt>");
                self.inlines(term, out);
                out.push_str("</dt>\n");
            }
            for meaning in &definition.meanings {
                out.push_str("<dd>");
                if !matches!(meaning[..], [Block { kind: BlockKind::Paragraph(_), .. }]) {
                    out.push('\n');
                }
                self.tight_if_single(meaning, out);
                out.push_str("</dd>\n");
            }
        }
        out.push_str("</dl>\n");
    }

    pub(super) fn list(&mut self, list: &List<Resolved>, block: &Block<Resolved>, out: &mut String) {
        let tasks = if list.is_of_tasks() { "tasks" } else { "" };
        self.open_list(list, self.context.places.get(&block.span), tasks, out);
        for item in &list.items {
            self.open_item(item.checked, out);
            if list.tight {
                self.tight(&item.content, out);
            } else {
                out.push('\n');
                self.blocks(&item.content, out);
            }
            out.push_str("</li>\n");
        }
        self.close_list(list, out);
    }

    /// The start of a list.
    pub fn open_list(&self, list: &List<Resolved>, place: Option<&String>, class: &str, out: &mut String) {
        let name = if list.start.is_some() { "ol" } else { "ul" };
        let _ = write!(out, "<{name}");
        if let Some(start) = list.start.filter(|&start| start != 1) {
            let _ = write!(out, " start=\"{start}\"");
        }
        self.id_as_it_is(place, out);
        if !class.is_empty() {
            let _ = write!(out, " class=\"{class}\"");
        }
        out.push_str(">\n");
    }

    /// The start of an item, with its box to tick if it has one.
    pub fn open_item(&self, checked: Option<bool>, out: &mut String) {
        out.push_str("<li>");
        if let Some(checked) = checked {
            let common = &self.context.strings.common;
            let (class, label) = if checked { ("tick done", &common.done) } else { ("tick", &common.to_do) };
            let _ = write!(out, "<span class=\"{class}\" role=\"img\" aria-label=\"");
            escape::attribute(label, out);
            out.push_str("\">");
            if self.is_book() {
                out.push(if checked { '\u{2611}' } else { '\u{2610}' });
            }
            out.push_str("</span> ");
        }
    }

    /// The end of a list.
    pub fn close_list(&self, list: &List<Resolved>, out: &mut String) {
        out.push_str(if list.start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    /// Blocks of which the paragraphs stand without a `<p>`.
    pub fn tight(&mut self, blocks: &[Block<Resolved>], out: &mut String) {
        for (i, block) in blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    self.page_breaks(block, out);
                    self.inlines(content, out);
                }
                _ => {
                    if i > 0 {
                        out.push('\n');
                    }
                    self.block(block, out);
                }
            }
        }
    }
}
