//! Words set in bold, italics and the like, by Markdown's signs where every reader of Markdown would read them so, and by HTML's elsewhere.

use crate::import::model::Style;
use crate::syntax::escape::{Position, escaped};
use crate::typography::{is_punctuation, is_wide};

/// What is written of some Markdown.
pub(super) struct Line {
    pub text: String,
    /// Where it is empty, it begins a line, where signs have a meaning that they have nowhere else.
    pub begins: bool,
}

impl Line {
    fn at_start(&self) -> bool {
        if self.text.is_empty() { self.begins } else { self.text.ends_with('\n') }
    }
}

/// A way to set words, how to tell it, and its signs: those of Markdown, if it has some, and those of HTML.
struct Sign {
    has: fn(Style) -> bool,
    mark: Option<&'static str>,
    tag: &'static str,
}

const SIGNS: [Sign; 7] = [
    Sign { has: |style| style.strike, mark: Some("~~"), tag: "del" },
    Sign { has: |style| style.bold, mark: Some("**"), tag: "strong" },
    Sign { has: |style| style.italic, mark: Some("*"), tag: "em" },
    Sign { has: |style| style.underline, mark: None, tag: "u" },
    Sign { has: |style| style.mark, mark: None, tag: "mark" },
    Sign { has: |style| style.superscript, mark: None, tag: "sup" },
    Sign { has: |style| style.subscript, mark: None, tag: "sub" },
];

/// Writes runs of text, before the sign `behind`.
pub(super) fn styled(runs: &[(&str, Style)], behind: Option<char>, out: &mut Line) {
    set(runs, &SIGNS, behind, out);
}

/// Writes runs of text, each of the ways of setting them that are left around as many as have it.
fn set(runs: &[(&str, Style)], signs: &[Sign], behind: Option<char>, out: &mut Line) {
    let Some((sign, rest)) = signs.split_first() else {
        for (at, (text, _)) in runs.iter().enumerate() {
            let next = runs.get(at + 1).and_then(|(text, _)| text.chars().next()).or(behind);
            let line_start = out.at_start();
            let text = if line_start { text.trim_start() } else { text };
            let before = out.text.chars().next_back();
            out.text.push_str(&escaped(text, Position { line_start, before, behind: next }));
        }
        return;
    };
    let mut at = 0;
    while at < runs.len() {
        let has = (sign.has)(runs[at].1);
        let length = runs[at..].iter().take_while(|(_, style)| (sign.has)(*style) == has).count();
        let run = &runs[at..at + length];
        at += length;
        let next = runs.get(at).and_then(|(text, _)| text.chars().next()).or(behind);
        if has { emphasised(run, sign, rest, next, out) } else { set(run, rest, next, out) }
    }
}

/// Writes a run between the signs of one way of setting it. Blanks at its ends stand outside of them.
fn emphasised(run: &[(&str, Style)], sign: &Sign, rest: &[Sign], behind: Option<char>, out: &mut Line) {
    let mut run = run.to_vec();
    let mut lead = String::new();
    while let Some((text, _)) = run.first_mut() {
        let trimmed = text.trim_start();
        lead.push_str(&text[..text.len() - trimmed.len()]);
        *text = trimmed;
        if !trimmed.is_empty() {
            break;
        }
        run.remove(0);
    }
    let mut trail = String::new();
    while let Some((text, _)) = run.last_mut() {
        let trimmed = text.trim_end();
        trail.insert_str(0, &text[trimmed.len()..]);
        *text = trimmed;
        if !trimmed.is_empty() {
            break;
        }
        run.pop();
    }
    if !out.at_start() {
        out.text.push_str(&lead);
    }
    let (Some(first), Some(last)) = (run.first(), run.last()) else { return };
    let (first, last) = (first.0.chars().next(), last.0.chars().next_back());
    let behind = trail.chars().next().or(behind);
    let before = if out.at_start() { None } else { out.text.chars().next_back() };
    let outside = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || is_punctuation(c) || is_wide(c));
    let inside = |c: Option<char>| c.is_some_and(|c| !is_punctuation(c));
    // Signs of other emphasis beside these would be read together with them.
    let apart = |c: Option<char>| !c.is_some_and(|c| matches!(c, '*' | '~' | '\\'));
    let nested = run.iter().any(|(_, style)| rest.iter().any(|sign| sign.mark.is_some() && (sign.has)(*style)))
        && !(run.len() == 1 && sign.mark == Some("**"));
    let readable = (inside(first) || outside(before)) && (inside(last) || outside(behind));
    let mark = sign.mark.filter(|_| readable && apart(before) && apart(behind) && !nested);
    let (open, close) = match mark {
        Some(mark) => (mark.to_owned(), mark.to_owned()),
        None => (format!("<{}>", sign.tag), format!("</{}>", sign.tag)),
    };
    out.text.push_str(&open);
    if mark == Some("**") && run.len() == 1 && run[0].1.italic {
        // The one nesting that every reader of Markdown knows.
        let plain = Style { italic: false, ..run[0].1 };
        out.text.push('*');
        set(&[(run[0].0, plain)], rest, Some('*'), out);
        out.text.push('*');
    } else {
        set(&run, rest, close.chars().next(), out);
    }
    out.text.push_str(&close);
    out.text.push_str(&trail);
}
