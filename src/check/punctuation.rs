//! Half-width punctuation in Chinese text.

use crate::course::Text;
use crate::course::tree::{self, Inline};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;
use crate::typography::is_han;

/// `,` or `(` between Chinese characters, where `，` or `（` is meant.
pub fn check(text: &Text, diagnostics: &mut Vec<Diagnostic>) {
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
    for block in text.own_blocks() {
        tree::inlines(std::slice::from_ref(block), &mut |inline| {
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
                            both!("half-width `{c}` in Chinese text", "中文里用了半角 `{c}`"),
                        )
                        .hint(both!("write `{wanted}`", "请写 `{wanted}`")),
                    );
                }
                before = Some(c);
            }
        });
    }
}
