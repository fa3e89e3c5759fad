//! Where the pages of a printed book begin in the text of an electronic one.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::VecDeque;
use std::fmt::Write;

use super::{Renderer, escape};
use crate::course::tree::{Block, Resolved};
use crate::output::pagination::PrintedPage;
use crate::span::Span;

/// The pages that begin within a text and are still to be marked, in their order: each with the block before which its mark stands. Two texts that
/// are written beside each other share them.
pub struct PageBreaks(RefCell<VecDeque<(Span, String)>>);

impl PageBreaks {
    /// The pages that begin with these blocks.
    pub fn new<'a>(pages: impl Iterator<Item = (Span, &'a PrintedPage)>) -> PageBreaks {
        let mark = |(block, page)| {
            let mut mark = String::new();
            page_break(page, &mut mark);
            (block, mark)
        };
        PageBreaks(RefCell::new(pages.map(mark).collect()))
    }

    /// Marks the pages up to one that begins with `block` or before it. A page waits for those before it.
    fn before(&self, block: Span, out: &mut String) {
        let place = |span: Span| (span.start, Reverse(span.end));
        let mut pages = self.0.borrow_mut();
        while pages.front().is_some_and(|(at, _)| at.file == block.file && place(*at) <= place(block)) {
            out.extend(pages.pop_front().map(|(_, mark)| mark));
        }
    }

    /// Marks what is left at the end of the text: every page is marked once.
    pub fn rest(&self, out: &mut String) {
        out.extend(self.0.take().into_iter().map(|(_, mark)| mark));
    }
}

/// The mark of a page. It shows nothing: readers of electronic books show the number beside the text.
pub fn page_break(page: &PrintedPage, out: &mut String) {
    let _ = write!(out, "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"{}\" aria-label=\"", page_id(page));
    escape::attribute(&page.number, out);
    out.push_str("\"></span>");
}

/// The id of the mark of a page. No author can give it: theirs have no dots.
pub fn page_id(page: &PrintedPage) -> String {
    format!("page.{}", page.ordinal)
}

impl Renderer<'_> {
    /// Marks the pages that begin with a block.
    pub fn page_breaks(&self, block: &Block<Resolved>, out: &mut String) {
        if let Some(breaks) = self.context.breaks {
            breaks.before(block.span, out);
        }
    }

    /// Writes what stands elsewhere than in the order of the text, where no page begins.
    pub fn apart(&mut self, write: impl FnOnce(&mut Self)) {
        let breaks = self.context.breaks.take();
        write(self);
        self.context.breaks = breaks;
    }
}
