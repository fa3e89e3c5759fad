//! Characters that no font has. The typesetter would draw an empty box for them without a word.

use std::collections::BTreeSet;

use super::press::Press;
use super::texts;
use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::names::Name;
use crate::sources::Span;

/// One report for each character, at its first place: in the book, or in the table of those who take part.
pub fn missing_glyphs(course: &Course, names: &[Name], press: &Press) -> Vec<Diagnostic> {
    let mut found: Vec<(char, Span)> = Vec::new();
    texts::each(course, names, &mut |text, span| {
        let missing = text.char_indices().filter(|&(_, c)| !press.draws(c));
        found.extend(missing.map(|(at, c)| (c, texts::piece(text, span, at, c.len_utf8()))));
    });
    let mut seen = BTreeSet::new();
    found.retain(|&(c, _)| seen.insert(c));
    found.into_iter().map(|(c, span)| diagnostic(c, span)).collect()
}

fn diagnostic(c: char, span: Span) -> Diagnostic {
    let message =
        both!("no font has the character `{c}` (U+{:04X})", "没有字体包含字符 `{c}`（U+{:04X}）", u32::from(c));
    let hint = both!(
        "replace the character, or name a font that has it in `theme.yaml`; the PDFs would show an empty box",
        "请换掉这个字符，或在 `theme.yaml` 里指定包含它的字体；否则 PDF 里会是空框"
    );
    Diagnostic::new(Code::MissingGlyph, span, message).hint(hint)
}
