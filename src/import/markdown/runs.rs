//! Inlines of a document, made ready to be written.

use crate::import::model::{Inline, Style};
use crate::syntax::escape::cleaned;

/// Neighbouring texts of one style as one, without what has no meaning.
pub(super) fn merged(inlines: &[Inline]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in inlines {
        match (inline, out.last_mut()) {
            (Inline::Text(text, style), Some(Inline::Text(last, before))) if before == style => {
                last.push_str(&cleaned(text));
            }
            (Inline::Text(text, style), _) => {
                let text = cleaned(text);
                if !text.is_empty() {
                    out.push(Inline::Text(text, *style));
                }
            }
            (inline, _) => out.push(inline.clone()),
        }
    }
    out
}

/// Without blanks and ends of lines at both ends.
pub(super) fn shown(inlines: &[Inline]) -> Vec<Inline> {
    let empty = |inline: &Inline| match inline {
        Inline::Text(text, _) => text.trim().is_empty(),
        inline => *inline == Inline::Break,
    };
    let from = inlines.iter().position(|inline| !empty(inline)).unwrap_or(inlines.len());
    let to = inlines.iter().rposition(|inline| !empty(inline)).map_or(from, |last| last + 1);
    let mut out = inlines[from..to].to_vec();
    if let Some(Inline::Text(text, _)) = out.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Inline::Text(text, _)) = out.last_mut() {
        *text = text.trim_end().to_owned();
    }
    out
}

/// For a line that cannot be broken and is bold by itself.
pub(super) fn in_heading(inlines: &[Inline]) -> Vec<Inline> {
    let in_line = |inline| if inline == Inline::Break { Inline::plain(" ") } else { inline };
    without_bold(inlines).into_iter().map(in_line).collect()
}

pub(super) fn without_bold(inlines: &[Inline]) -> Vec<Inline> {
    let plain = |inline: &Inline| match inline {
        Inline::Text(text, style) => Inline::Text(text.clone(), Style { bold: false, ..*style }),
        inline => inline.clone(),
    };
    inlines.iter().map(plain).collect()
}
