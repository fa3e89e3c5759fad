//! Blocks that are a frame around others: boxes, quotations, alerts, what opens on request.

use std::fmt::Write;

use super::{Renderer, escape};
use crate::course::tree::{Block, BlockKind, Inline, Resolved};

impl Renderer<'_> {
    /// The start of a block that is a frame around others. A page with two languages puts two heads and the paired contents into one frame.
    /// `place` is the id of a frame that has none of its own.
    pub fn open_frame(&mut self, block: &Block<Resolved>, place: Option<&String>, out: &mut String) {
        match &block.kind {
            BlockKind::Directive(directive) => return self.open(directive, place, out),
            BlockKind::Quote(_) => out.push_str("<blockquote"),
            BlockKind::Aside(_) => out.push_str("<aside"),
            BlockKind::Details { .. } if self.is_book() => out.push_str("<div class=\"more\""),
            BlockKind::Details { .. } => out.push_str("<details class=\"more\""),
            BlockKind::Alert { kind, .. } => {
                let _ = write!(out, "<div class=\"alert {}\" role=\"note\"", kind.name());
            }
            _ => out.push_str("<div"),
        }
        self.id_as_it_is(place, out);
        out.push_str(">\n");
    }

    /// What stands above the contents of a frame, if anything does.
    pub fn frame_head(&mut self, block: &Block<Resolved>, out: &mut String) {
        match &block.kind {
            BlockKind::Directive(directive) => self.head(directive, out),
            BlockKind::Alert { kind, title, .. } => {
                out.push_str("<p class=\"alert-label\">");
                match title {
                    Some(title) => self.words(title, out),
                    None => escape::text(self.context.strings.common.alert(*kind), out),
                }
                out.push_str("</p>\n");
            }
            BlockKind::Details { summary, .. } => {
                let (open, close) = self.summary_tags();
                out.push_str(open);
                self.summary(summary, out);
                let _ = writeln!(out, "{close}");
            }
            _ => {}
        }
    }

    /// What stands around the line of a block that opens on request.
    pub(super) fn summary_tags(&self) -> (&'static str, &'static str) {
        if self.is_book() { ("<p class=\"more-head\">", "</p>") } else { ("<summary>", "</summary>") }
    }

    /// The line of a block that opens on request.
    pub fn summary(&mut self, summary: &[Inline<Resolved>], out: &mut String) {
        if summary.is_empty() {
            escape::text(&self.context.strings.common.details, out);
        } else {
            self.inlines(summary, out);
        }
    }

    /// The end of a frame.
    pub fn close_frame(&self, block: &Block<Resolved>, out: &mut String) {
        if let BlockKind::Directive(directive) = &block.kind {
            return self.close(directive, out);
        }
        out.push_str(match &block.kind {
            BlockKind::Quote(_) => "</blockquote>\n",
            BlockKind::Aside(_) => "</aside>\n",
            BlockKind::Details { .. } if !self.is_book() => "</details>\n",
            _ => "</div>\n",
        });
    }
}
