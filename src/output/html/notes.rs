//! Footnotes and their calls, each of which leads to the other.

use std::fmt::Write;

use super::{Renderer, escape};
use crate::course::tree::{self, Alone, Block, BlockKind, Footnotes, Resolved};

impl Renderer<'_> {
    pub(super) fn call(&mut self, index: usize, out: &mut String) {
        if self.calls.len() <= index {
            self.calls.resize(index + 1, 0);
        }
        self.calls[index] += 1;
        let prefix = self.context.prefix;
        let number = index + 1;
        let call = call_id(number, self.calls[index]);
        let _ = write!(
            out,
            "<sup class=\"call\"><a href=\"#{prefix}fn-{number}\" id=\"{prefix}{call}\"{} role=\"doc-noteref\">{number}</a></sup>",
            if self.is_book() { " epub:type=\"noteref\"" } else { "" }
        );
    }

    /// The items of the notes' list, each with links back to its calls. Comes after all blocks that call them. Beside the source language
    /// nothing calls the notes of what is not translated, and they are left out.
    pub fn footnotes(&mut self, notes: &Footnotes<Resolved>) -> Vec<String> {
        self.here = None;
        // A note may be called by a later one, so all are rendered before the links back are.
        let texts: Vec<(String, &str)> = notes
            .iter()
            .map(|note| {
                let mut out = String::new();
                if let [Block { kind: BlockKind::Alone { reason: Alone::Untranslated, content }, .. }] = &note[..] {
                    self.in_source_language(content, &mut out);
                    out.push_str("<p>");
                    return (out, "</p>\n");
                }
                match note.split_last() {
                    Some((Block { kind: BlockKind::Paragraph(content), .. }, before)) => {
                        self.blocks(before, &mut out);
                        out.push_str("<p>");
                        self.inlines(content, &mut out);
                        out.push(' ');
                    }
                    _ => {
                        self.blocks(note, &mut out);
                        out.push_str("<p>");
                    }
                }
                (out, "</p>\n")
            })
            .collect();
        let prefix = self.context.prefix;
        let mut items = Vec::with_capacity(texts.len());
        for (i, (text, end)) in texts.into_iter().enumerate() {
            let number = i + 1;
            if self.calls.get(i).is_none_or(|&calls| calls == 0) && notes[i].iter().any(tree::is_untranslated) {
                continue;
            }
            let mut out = if self.is_book() {
                // Readers show it where it is called, and some of them nothing but what is in it.
                format!(
                    "<aside id=\"{prefix}fn-{number}\" epub:type=\"footnote\" role=\"doc-footnote\"><p class=\"number\">{number}</p>\n{text}"
                )
            } else {
                let value = if items.len() == i { String::new() } else { format!(" value=\"{number}\"") };
                format!("<li id=\"{prefix}fn-{number}\"{value}>{text}")
            };
            for call in 1..=self.calls.get(i).copied().unwrap_or(0) {
                let _ = write!(
                    out,
                    "<a class=\"back\" href=\"#{prefix}{}\" role=\"doc-backlink\" aria-label=\"",
                    call_id(number, call)
                );
                escape::attribute(&self.context.strings.common.back_to_text, &mut out);
                out.push_str("\">\u{21a9}\u{fe0e}</a>");
            }
            out.push_str(end);
            out.push_str(if self.is_book() { "</aside>\n" } else { "</li>\n" });
            items.push(out);
        }
        items
    }
}

/// The id of the `nth` call of a note.
fn call_id(note: usize, nth: usize) -> String {
    match nth {
        1 => format!("call-{note}"),
        _ => format!("call-{note}-{nth}"),
    }
}
