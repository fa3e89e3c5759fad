//! Characters that no font has. The typesetter would draw an empty box for them without a word.

use std::collections::BTreeSet;

use super::fonts;
use crate::course::{Course, Page, Term, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::names::Name;
use crate::sources::Span;
use crate::tree::{self, Block, BlockKind, Inline, Resolved};

/// One report for each character, at its first place in the book.
pub fn missing_glyphs(course: &Course) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for (c, span) in places(course) {
        if seen.insert(c) {
            found.push(diagnostic(c, span));
        }
    }
    found
}

/// As [`missing_glyphs`], for the table of those who take part.
pub fn missing_in_names(names: &[Name]) -> Vec<Diagnostic> {
    let mut places = Vec::new();
    for name in names {
        look(&name.text, name.span, &mut places);
    }
    places.into_iter().map(|(c, span)| diagnostic(c, span)).collect()
}

fn diagnostic(c: char, span: Span) -> Diagnostic {
    let message = format!("no font has the character `{c}` (U+{:04X})", u32::from(c));
    let hint = "replace the character or leave it out; the PDFs would show an empty box in its place";
    Diagnostic::new(Code::MissingGlyph, span, message).hint(hint)
}

/// The characters that cannot be drawn, page by page.
fn places(course: &Course) -> Vec<(char, Span)> {
    let mut out = Vec::new();
    let pages = || course.front.iter().chain(course.items.iter().map(|item| &item.page));
    // What `book.yaml` says has no place of its own: the first text of the course stands for it.
    if let Some(span) = pages().find_map(|page| page.texts.iter().find_map(|(_, text)| first_span(text))) {
        let words = course.title.iter().map(|(_, text)| text);
        let optional = [&course.subtitle, &course.author].into_iter().flatten().flat_map(|text| text.iter());
        for text in words.chain(optional.map(|(_, text)| text)) {
            look(text, span, &mut out);
        }
        for text in course.kinds.iter().flat_map(|kind| kind.label.iter().chain(kind.plural.iter())) {
            look(text.1, span, &mut out);
        }
        for text in course.relations.iter().flat_map(|r| r.label.iter().chain(r.inverse.iter())) {
            look(text.1, span, &mut out);
        }
    }
    for page in pages() {
        look_at_page(page, &mut out);
    }
    for term in &course.terms {
        look_at_term(term, &mut out);
    }
    out
}

fn look_at_page(page: &Page, out: &mut Vec<(char, Span)>) {
    // A text that stands in for a missing translation was looked at in its own language.
    for (_, text) in page.texts.iter().filter(|(lang, text)| *lang == text.language) {
        if let Some(span) = first_span(text) {
            look(&text.title, span, out);
            for words in text.summary.iter().chain(&text.materials) {
                look(words, span, out);
            }
        }
        let mut found = Vec::new();
        look_at_blocks(&text.body, &mut found);
        for note in &text.footnotes {
            look_at_blocks(note, &mut found);
        }
        found.sort_by_key(|&(_, span)| span);
        out.extend(found);
    }
}

fn look_at_term(term: &Term, out: &mut Vec<(char, Span)>) {
    for (_, entry) in term.entries.iter() {
        for text in [&entry.term, &entry.definition].into_iter().chain(&entry.pinyin) {
            look(text, term.span, out);
        }
    }
}

fn look_at_blocks(blocks: &[Block<Resolved>], out: &mut Vec<(char, Span)>) {
    tree::blocks(blocks, &mut |block| match &block.kind {
        BlockKind::Figure { caption: Some(text), .. } | BlockKind::Code { text, .. } => look(text, block.span, out),
        BlockKind::Directive(directive) => look(directive.title.as_deref().unwrap_or_default(), block.span, out),
        _ => {}
    });
    tree::inlines(blocks, &mut |inline| {
        if let Inline::Text(text, span) | Inline::Code(text, span) = inline {
            look(text, *span, out);
        }
    });
    tree::blocks(blocks, &mut |block| {
        tree::inlines(std::slice::from_ref(block), &mut |inline| match inline {
            Inline::Math { text, .. } | Inline::Link { url: text, .. } => look(text, block.span, out),
            _ => {}
        });
    });
}

/// Notes what `text` holds that cannot be drawn. When the text is as long as its source, the place of each character is known.
fn look(text: &str, span: Span, out: &mut Vec<(char, Span)>) {
    let exact = span.range().len() == text.len();
    for (offset, c) in text.char_indices().filter(|&(_, c)| !fonts::draws(c)) {
        let place = match exact {
            true => {
                let start = span.start + offset as u32;
                Span { start, end: start + c.len_utf8() as u32, ..span }
            }
            false => span,
        };
        out.push((c, place));
    }
}

fn first_span(text: &Text) -> Option<Span> {
    text.body.first().map(|block| block.span)
}
