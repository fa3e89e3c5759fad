//! Runs of text, without what writes them.

use crate::output::print::data::text::{Run, Span};

/// The words alone.
pub fn plain(runs: &[Run]) -> String {
    let of = |run: &Run| match run {
        Run::Text(text) => text.clone(),
        Run::Span(span) => match span {
            Span::Dots { text } | Span::Code { text } => text.clone(),
            Span::Emphasis { content } | Span::Strong { content } | Span::Strike { content } => plain(content),
            Span::Link { content, .. }
            | Span::Reference { content, .. }
            | Span::Foreign { content, .. }
            | Span::Passage { content, .. } => plain(content),
            Span::Formula(formula) => formula.alt.clone(),
            Span::Break => " ".to_string(),
            Span::Image { picture } => picture.alt.clone(),
            Span::Note { .. } => String::new(),
        },
    };
    runs.iter().map(of).collect()
}

/// Whether there is anything but pictures, formulas and calls of notes.
pub fn has_words(runs: &[Run]) -> bool {
    runs.iter().any(|run| match run {
        Run::Text(text) | Run::Span(Span::Dots { text } | Span::Code { text }) => !text.trim().is_empty(),
        Run::Span(Span::Emphasis { content } | Span::Strong { content } | Span::Strike { content }) => {
            has_words(content)
        }
        Run::Span(
            Span::Link { content, .. }
            | Span::Reference { content, .. }
            | Span::Foreign { content, .. }
            | Span::Passage { content, .. },
        ) => has_words(content),
        Run::Span(Span::Formula(_) | Span::Break | Span::Image { .. } | Span::Note { .. }) => false,
    })
}

/// Appends words to the last run, if that is bare text.
pub fn push_text(out: &mut Vec<Run>, text: &str) {
    match out.last_mut() {
        Some(Run::Text(last)) => last.push_str(text),
        _ => out.push(Run::Text(text.to_string())),
    }
}

/// Dots go below characters and not below punctuation (W3C, Requirements for Chinese Text Layout, on emphasis dots).
pub fn dotted(text: &str, out: &mut Vec<Run>) {
    #[derive(PartialEq)]
    enum Script {
        Han,
        Latin,
        Neither,
    }
    let script = |c: char| match c {
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '\u{3007}' => Script::Han,
        c if c.is_alphanumeric() => Script::Latin,
        _ => Script::Neither,
    };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = script(first);
        let end = rest.find(|c| script(c) != kind).unwrap_or(rest.len());
        let (part, tail) = rest.split_at(end);
        match kind {
            Script::Han => out.push(Run::Span(Span::Dots { text: part.to_string() })),
            Script::Latin => out.push(Run::Span(Span::Emphasis { content: vec![Run::Text(part.to_string())] })),
            Script::Neither => push_text(out, part),
        }
        rest = tail;
    }
}
