//! Helpers for runs of text, which need no writer.

use crate::output::print::data::text::{InlineSpan, TextRun};
use crate::typography::is_wide;

/// The words of some runs alone.
pub fn plain(runs: &[TextRun]) -> String {
    let of = |run: &TextRun| match run {
        TextRun::Text(text) => text.clone(),
        TextRun::Span(span) => match span {
            InlineSpan::Dots { text } => text.clone(),
            InlineSpan::Code { parts } => parts.concat(),
            InlineSpan::Emphasis { content } | InlineSpan::Strong { content } | InlineSpan::Strike { content } => {
                plain(content)
            }
            InlineSpan::Styled { content, .. }
            | InlineSpan::Ruby { content, .. }
            | InlineSpan::Link { content, .. }
            | InlineSpan::Reference { content, .. }
            | InlineSpan::Foreign { content, .. }
            | InlineSpan::Passage { content, .. } => plain(content),
            InlineSpan::Formula(formula) => formula.alt.clone(),
            InlineSpan::Break => " ".to_string(),
            InlineSpan::Image { picture } => picture.alt.clone(),
            InlineSpan::Place { .. } | InlineSpan::IndexMark { .. } | InlineSpan::Stale | InlineSpan::Note { .. } => {
                String::new()
            }
        },
    };
    runs.iter().map(of).collect()
}

/// Whether there is anything but pictures, formulas and calls of notes.
pub fn has_words(runs: &[TextRun]) -> bool {
    runs.iter().any(|run| match run {
        TextRun::Text(text) | TextRun::Span(InlineSpan::Dots { text }) => !text.trim().is_empty(),
        TextRun::Span(InlineSpan::Code { parts }) => parts.iter().any(|part| !part.trim().is_empty()),
        TextRun::Span(
            InlineSpan::Emphasis { content } | InlineSpan::Strong { content } | InlineSpan::Strike { content },
        ) => has_words(content),
        TextRun::Span(
            InlineSpan::Styled { content, .. }
            | InlineSpan::Ruby { content, .. }
            | InlineSpan::Link { content, .. }
            | InlineSpan::Reference { content, .. }
            | InlineSpan::Foreign { content, .. }
            | InlineSpan::Passage { content, .. },
        ) => has_words(content),
        TextRun::Span(
            InlineSpan::Formula(_)
            | InlineSpan::Break
            | InlineSpan::Stale
            | InlineSpan::Place { .. }
            | InlineSpan::IndexMark { .. }
            | InlineSpan::Image { .. }
            | InlineSpan::Note { .. },
        ) => false,
    })
}

/// Appends words to the last run, if that is bare text.
pub fn push_text(out: &mut Vec<TextRun>, text: &str) {
    match out.last_mut() {
        Some(TextRun::Text(last)) => last.push_str(text),
        _ => out.push(TextRun::Text(text.to_string())),
    }
}

/// Appends stressed words. Dots go with characters, kana and Hangul, and not with punctuation (W3C, Requirements for Chinese Text Layout, on
/// emphasis dots).
pub fn dotted(text: &str, out: &mut Vec<TextRun>) {
    #[derive(PartialEq)]
    enum DotScript {
        Squared,
        Latin,
        Neither,
    }
    let script = |c: char| match c {
        c if is_wide(c) && c.is_alphanumeric() => DotScript::Squared,
        c if c.is_alphanumeric() => DotScript::Latin,
        _ => DotScript::Neither,
    };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = script(first);
        let end = rest.find(|c| script(c) != kind).unwrap_or(rest.len());
        let (part, tail) = rest.split_at(end);
        match kind {
            DotScript::Squared => out.push(TextRun::Span(InlineSpan::Dots { text: part.to_string() })),
            DotScript::Latin => {
                out.push(TextRun::Span(InlineSpan::Emphasis { content: vec![TextRun::Text(part.to_string())] }))
            }
            DotScript::Neither => push_text(out, part),
        }
        rest = tail;
    }
}
