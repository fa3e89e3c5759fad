//! One line of Markdown alone, as translators get it and send it back: the words of a paragraph, a heading or a cell.

use std::collections::BTreeSet;

use super::Dialect;
use crate::course::tree::{BlockKind, Inline, Parsed};
use crate::span::Span;

/// The inlines of a text in one line; none where it is anything but the words of one paragraph. Calls of notes have the numbers that they are
/// written with, in the order of their first calls.
pub fn run(text: &str, dialect: Dialect) -> Option<Vec<Inline<Parsed>>> {
    // Without notes, calls are words.
    let notes: String = labels(text).into_iter().map(|label| format!("\n\n[^{label}]: -")).collect();
    let file = crate::sources::Sources::default().add("", "");
    let (mut read, _) = super::parse(file, &format!("\n{text}{notes}\n"), dialect);
    if read.title.is_some() || read.body.len() > 1 {
        return None;
    }
    match read.body.pop()?.kind {
        BlockKind::Paragraph(content) => Some(content),
        BlockKind::Figure { picture, alt, width, caption: None } => {
            Some(vec![Inline::Image { picture, alt, width, span: Span::start_of(file) }])
        }
        BlockKind::Formula(formula) => Some(vec![Inline::Formula(formula)]),
        _ => None,
    }
}

/// What stands between the brackets of each call of a note, each once, in order. Code may hold some that are none.
pub fn labels(text: &str) -> Vec<&str> {
    let (mut labels, mut met) = (Vec::new(), BTreeSet::new());
    for (at, sign) in text.match_indices("[^") {
        let rest = &text[at + sign.len()..];
        let Some(end) = rest.find(']') else { continue };
        let label = &rest[..end];
        let escaped = text[..at].ends_with('\\');
        if !escaped && !label.is_empty() && !label.contains(char::is_whitespace) && met.insert(label) {
            labels.push(label);
        }
    }
    labels
}
