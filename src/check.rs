//! What an author may want to know about a course that is valid: warnings, from the course alone.

use crate::book::Book;
use crate::course::{Course, Lang, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::sources::{FileId, Span};
use crate::syntax::is_han;
use crate::tree::{self, Inline};

/// Everything that is worth a look.
pub fn check(course: &Course, book: &Book) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    orphans(course, book, &mut diagnostics);
    for page in course.items.iter().map(|item| &item.page).chain(&course.front) {
        for (lang, text) in page.texts.iter() {
            if text.language == lang && course.language(lang).chinese {
                half_width(text, &mut diagnostics);
            }
        }
    }
    diagnostics
}

/// The file of a text, by its first block; a text without blocks has no place of its own.
fn place(text: &Text, fallback: FileId) -> Span {
    text.body.first().map_or(Span::start_of(fallback), |block| Span::start_of(block.span.file))
}

/// Items that nothing refers to.
fn orphans(course: &Course, book: &Book, diagnostics: &mut Vec<Diagnostic>) {
    let from_front = |id: &str| {
        let mut found = false;
        if let Some(front) = &course.front {
            tree::inlines(&front.texts[Lang::SOURCE].body, &mut |inline| {
                if let Inline::Reference {
                    target: crate::course::Target::Item(ix) | crate::course::Target::Anchor(ix, _),
                    ..
                } = inline
                {
                    found |= course.id(*ix) == id;
                }
            });
        }
        found
    };
    for ix in course.item_ixs() {
        let related = course.relations.iter().any(|r| !r.targets(ix).is_empty() || !r.sources(ix).is_empty());
        let item = course.item(ix);
        let id = course.id(ix);
        if !related && item.mentioned_by.is_empty() && !from_front(&id) {
            diagnostics.push(
                Diagnostic::new(
                    Code::Orphan,
                    place(&item.page.texts[Lang::SOURCE], book.file),
                    format!("nothing refers to `{id}`"),
                )
                .hint(format!("refer to it where it helps: `[[{id}]]`")),
            );
        }
    }
}

/// `,` or `(` between Chinese characters, where `，` or `（` is meant.
fn half_width(text: &Text, diagnostics: &mut Vec<Diagnostic>) {
    let full = |c: char| match c {
        ',' => Some('，'),
        ';' => Some('；'),
        ':' => Some('：'),
        '?' => Some('？'),
        '!' => Some('！'),
        '(' => Some('（'),
        ')' => Some('）'),
        _ => None,
    };
    for blocks in std::iter::once(&text.body).chain(&text.footnotes) {
        tree::inlines(blocks, &mut |inline| {
            let Inline::Text(words, span) = inline else { return };
            let mut before = None;
            for (at, c) in words.char_indices() {
                let after = words[at + c.len_utf8()..].chars().next();
                let beside_han = match c {
                    '(' => after.is_some_and(is_han),
                    _ => before.is_some_and(is_han),
                };
                if let Some(wanted) = full(c).filter(|_| beside_han) {
                    let start = span.start as usize + at;
                    diagnostics.push(
                        Diagnostic::new(
                            Code::HalfWidthPunctuation,
                            Span::new(span.file, start..start + c.len_utf8()),
                            format!("half-width `{c}` in Chinese text"),
                        )
                        .hint(format!("write `{wanted}`")),
                    );
                }
                before = Some(c);
            }
        });
    }
}
