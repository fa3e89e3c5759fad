//! Characters that no font has. The typesetter would draw an empty box for them without a word.

use std::collections::BTreeSet;

use super::press::Press;
use crate::course::{Course, Page, Term, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::Name;
use crate::sources::Span;
use crate::tree::{self, Block, BlockKind, Inline, Resolved};

/// One report for each character, at its first place: in the book, or in the table of those who take part.
pub fn missing_glyphs(course: &Course, names: &[Name], press: &Press) -> Vec<Diagnostic> {
    let mut search = Search { press, found: Vec::new() };
    search.book(course);
    for page in pages(course) {
        search.page(page);
    }
    for term in &course.terms {
        search.term(term);
    }
    for name in names {
        search.text(&name.text, name.span);
    }
    let mut seen = BTreeSet::new();
    search.found.retain(|&(c, _)| seen.insert(c));
    search.found.into_iter().map(|(c, span)| diagnostic(c, span)).collect()
}

fn diagnostic(c: char, span: Span) -> Diagnostic {
    let message = format!("no font has the character `{c}` (U+{:04X})", u32::from(c));
    let hint = "replace the character, or name a font that has it in `theme.yaml`; the PDFs would show an empty box";
    Diagnostic::new(Code::MissingGlyph, span, message).hint(hint)
}

fn pages(course: &Course) -> impl Iterator<Item = &Page> {
    course.front.iter().chain(course.items.iter().map(|item| &item.page))
}

/// The characters that cannot be drawn, and where they stand.
struct Search<'a> {
    press: &'a Press,
    found: Vec<(char, Span)>,
}

impl Search<'_> {
    /// What `book.yaml` says has no place of its own: the first text of the course stands for it.
    fn book(&mut self, course: &Course) {
        let first = pages(course).find_map(|page| page.texts.iter().find_map(|(_, text)| first_span(text)));
        let Some(span) = first else { return };
        let optional = [&course.subtitle, &course.author].into_iter().flatten();
        let kinds = course.kinds.iter().flat_map(|kind| [&kind.label, &kind.plural]);
        let relations = course.relations.iter().flat_map(|relation| [&relation.label, &relation.inverse]);
        let texts = [&course.title].into_iter().chain(optional).chain(kinds).chain(relations);
        for text in texts.flat_map(|text| text.iter().map(|(_, text)| text)).chain(&course.version) {
            self.text(text, span);
        }
    }

    fn page(&mut self, page: &Page) {
        // A text that stands in for a missing translation was looked at in its own language.
        for (_, text) in page.texts.iter().filter(|(lang, text)| *lang == text.language) {
            if let Some(span) = first_span(text) {
                self.text(&text.title, span);
                for words in text.summary.iter().chain(&text.materials) {
                    self.text(words, span);
                }
            }
            let before = self.found.len();
            self.blocks(&text.body);
            for note in &text.footnotes {
                self.blocks(note);
            }
            self.found[before..].sort_by_key(|&(_, span)| span);
        }
    }

    fn term(&mut self, term: &Term) {
        for (_, entry) in term.entries.iter() {
            for text in [&entry.term, &entry.definition].into_iter().chain(&entry.pinyin) {
                self.text(text, term.span);
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block<Resolved>]) {
        tree::blocks(blocks, &mut |block| match &block.kind {
            BlockKind::Figure { caption: Some(text), .. } | BlockKind::Code { text, .. } => self.text(text, block.span),
            BlockKind::Directive(directive) => {
                self.text(directive.title.as_deref().unwrap_or_default(), block.span);
            }
            _ => {}
        });
        tree::inlines(blocks, &mut |inline| {
            if let Inline::Text(text, span) | Inline::Code(text, span) = inline {
                self.text(text, *span);
            }
        });
        tree::blocks(blocks, &mut |block| {
            tree::inlines(std::slice::from_ref(block), &mut |inline| match inline {
                Inline::Math { text, .. } | Inline::Link { url: text, .. } => self.text(text, block.span),
                _ => {}
            });
        });
    }

    /// When the text is as long as its source, the place of each character is known.
    fn text(&mut self, text: &str, span: Span) {
        let exact = span.range().len() == text.len();
        for (offset, c) in text.char_indices().filter(|&(_, c)| !self.press.draws(c)) {
            let place = match exact {
                true => {
                    let start = span.start + offset as u32;
                    Span { start, end: start + c.len_utf8() as u32, ..span }
                }
                false => span,
            };
            self.found.push((c, place));
        }
    }
}

fn first_span(text: &Text) -> Option<Span> {
    text.body.first().map(|block| block.span)
}
