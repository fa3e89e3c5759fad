//! What keeps a course that was imported from being built, where something else can stand in its place: links that lead nowhere, pictures that are
//! not there, characters that no font has. Each is found as `diglot check` finds it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::report::Report;
use super::{Imported, checked};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::sources::Sources;
use crate::syntax::escape::comment;

/// A link without its anchor may still lead nowhere, and what stands in a link is seen when that is gone.
const ROUNDS: usize = 4;

/// A course in which a link that leads nowhere is its words.
pub fn mended(mut imported: Imported) -> Imported {
    for _ in 0..ROUNDS {
        let (sources, errors, _) = checked(&imported.files);
        let without_font = errors.iter().filter(|error| error.code == Code::MissingGlyph).count();
        let mut edits: BTreeMap<String, Vec<(Range<usize>, String)>> = BTreeMap::new();
        for error in &errors {
            let source = sources.get(error.span.file);
            let range = match error.code {
                Code::BadFormula => formula_around(&source.text, error.span.range()),
                _ => error.span.range(),
            };
            let written = source.text.get(range.clone()).unwrap_or_default();
            if let Some(new) = instead(error.code, written) {
                imported.reports.push(report(error, &sources, written));
                edits.entry(source.path.clone()).or_default().push((range, new));
            }
        }
        if without_font > 0
            && let Some(book) = imported.files.get_mut("book.yaml")
        {
            book.extend_from_slice(b"\nchecks:\n  missing-glyph: warning\n");
            let message = both!(
                "no font has some of the characters ({without_font} places): PDFs show their numbers, as `missing-glyph: warning` says; `diglot check` names fonts for them",
                "有些字符没有字体（{without_font} 处）：已写 `missing-glyph: warning`，PDF 里显示字符的编号；`diglot check` 会说明需要哪些字体"
            );
            imported.reports.push(Report::new(["book.yaml".to_owned()], message));
        }
        if edits.is_empty() {
            break;
        }
        for (path, edits) in edits {
            if let Some(bytes) = imported.files.get_mut(&path) {
                *bytes = edited(&String::from_utf8_lossy(bytes), edits).into_bytes();
            }
        }
    }
    imported
}

/// The formula in which a mistake stands, with its dollars.
fn formula_around(text: &str, range: Range<usize>) -> Range<usize> {
    if text[range.clone()].starts_with('$') {
        return range;
    }
    let start = text[..range.start].trim_end_matches(|c| c != '$').trim_end_matches('$').len();
    let behind = &text[range.end..];
    let end = behind.find('$').unwrap_or(behind.len());
    let dollars = behind[end..].len() - behind[end..].trim_start_matches('$').len();
    start..range.end + end + dollars
}

fn report(error: &Diagnostic, sources: &Sources, written: &str) -> Report {
    let source = sources.get(error.span.file);
    let line = source.text[..error.span.range().start].matches('\n').count() + 1;
    let written: String = written.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect();
    let message = if error.code == Code::BadFormula {
        both!("the formula `{written}` cannot be read, and is shown as code", "公式 `{written}` 无法读取，按代码显示")
    } else {
        both!("`{written}` leads nowhere: its words stay", "`{written}` 没有目标，只保留了文字")
    };
    Report::new([format!("{}:{line}", source.path)], message)
}

/// What stands in the place of a reference or a picture that is not there.
fn instead(code: Code, written: &str) -> Option<String> {
    if code == Code::BadFormula {
        let inner = written.trim_matches('$').split_whitespace().collect::<Vec<_>>().join(" ");
        return Some(format!("`{inner}`"));
    }
    let known = [
        Code::DanglingReference,
        Code::AmbiguousReference,
        Code::HiddenTarget,
        Code::MissingFile,
        Code::MissingPicture,
    ];
    if !known.contains(&code) {
        return None;
    }
    if written.starts_with("![") || written.starts_with("<img") {
        return Some(comment(written.trim_start_matches('!').trim_matches(['<', '>']), false));
    }
    if written.starts_with("[[") {
        return Some(written.replace('[', "\\[").replace(']', "\\]"));
    }
    if let Some(tag) = written.strip_prefix("<a").and_then(|rest| rest.split_once('>')) {
        let (inside, rest) = tag;
        let from = inside.find("href")?;
        return Some(format!("<a{}>{rest}", &inside[..from].trim_end()));
    }
    let inner = written.strip_prefix('[')?;
    let Some((words, address)) = inner.rsplit_once("](") else {
        return Some(inner.rsplit_once("][").or_else(|| inner.rsplit_once(']'))?.0.to_owned());
    };
    match address.split_once('#') {
        // The page is there, the place on it may not be.
        Some((path, rest)) if !path.is_empty() && code == Code::DanglingReference => {
            let behind = rest.find([' ', ')']).map_or(")", |at| &rest[at..]);
            Some(format!("[{words}]({path}{behind}"))
        }
        _ => Some(format!("{words}{}", comment(address.trim_end_matches(')'), false))),
    }
}

/// A text with its edits, the outermost of those that lie in each other.
pub fn edited(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
    }
    out + &text[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_where_a_link_leads_nowhere() {
        for (code, written, expected) in [
            (Code::DanglingReference, "[the words](#gone)", "the words<!-- #gone -->"),
            (Code::DanglingReference, "[the words](a.md#gone)", "[the words](a.md)"),
            (Code::DanglingReference, "[the words](a.md)", "the words<!-- a.md -->"),
            (Code::DanglingReference, "[[bin]]", "\\[\\[bin\\]\\]"),
            (Code::DanglingReference, "[the words][gone]", "the words"),
            (Code::MissingPicture, "![A lion](lion.png)", "<!-- [A lion](lion.png) -->"),
            (Code::MissingPicture, "<img src=\"lion.png\">", "<!-- img src=\"lion.png\" -->"),
            (Code::MissingFile, "<a class=\"b\" href=\"a.pdf\">words</a>", "<a class=\"b\">words</a>"),
        ] {
            assert_eq!(instead(code, written).as_deref(), Some(expected), "{written}");
        }
        let text = "a $$x\\foo y$$ b";
        let formula = formula_around(text, 5..9);
        assert_eq!(instead(Code::BadFormula, &text[formula]).as_deref(), Some("`x\\foo y`"));
        assert_eq!(instead(Code::UnclosedCode, "[x](y)"), None);
    }
}
