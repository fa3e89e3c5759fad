//! Half-width punctuation in Chinese text.

use std::ops::Range;

use crate::course::Text;
use crate::course::tree::{self, Inline};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;
use crate::typography::is_han;

/// A straight quotation of more bytes is none: its marks belong to others.
const LONGEST_QUOTATION: usize = 300;

/// `,`, `(`, `.` or `"` beside Chinese characters, where `，`, `（`, `。` or `“` is meant.
pub fn check(text: &Text, diagnostics: &mut Vec<Diagnostic>) {
    for block in text.own_blocks() {
        tree::inlines(std::slice::from_ref(block), &mut |inline| {
            let Inline::Text(words, span) = inline else { return };
            for (range, wanted) in half_width(words) {
                let found = &words[range.clone()];
                let message = if found.starts_with(['"', '\'']) {
                    both!("straight quotation marks in Chinese text", "中文里用了半角引号")
                } else {
                    both!("half-width `{found}` in Chinese text", "中文里用了半角 `{found}`")
                };
                let start = span.start as usize + range.start;
                let place = Span::new(span.file, start..start + range.len());
                diagnostics.push(
                    Diagnostic::new(Code::HalfWidthPunctuation, place, message)
                        .hint(both!("write `{wanted}`", "请写 `{wanted}`")),
                );
            }
        });
    }
}

/// The marks that should be full-width, by bytes, each with what to write instead. A quotation is one of them from its first mark to its last.
fn half_width(words: &str) -> Vec<(Range<usize>, String)> {
    // Nearly all texts have none of them.
    if !words.bytes().any(|b| matches!(b, b'!'..=b'/' | b':'..=b'?')) {
        return Vec::new();
    }
    let mut found = quotations(words);
    let mut before = None;
    let mut passed = 0;
    for (at, c) in words.char_indices() {
        let previous = before.replace(c);
        let Some(wanted) = full_width(c).filter(|_| at >= passed) else { continue };
        let after = words[at + c.len_utf8()..].chars().next();
        let behind_chinese = previous.is_some_and(|c| is_han(c) || "）》」』】".contains(c))
            || found.iter().any(|(quotation, _)| quotation.end == at);
        let beside_chinese = match c {
            '(' => after.is_some_and(is_han),
            // `3.5`, `v1.2`, `etc.`, `文件.docx`
            '.' => behind_chinese && !after.is_some_and(|c| c.is_ascii_alphanumeric()),
            _ => behind_chinese,
        };
        if beside_chinese {
            let dots = words[at..].len() - words[at..].trim_start_matches('.').len();
            passed = at + dots.max(c.len_utf8());
            found.push((at..passed, if dots > 1 { "……" } else { wanted }.to_owned()));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

fn full_width(c: char) -> Option<&'static str> {
    Some(match c {
        ',' => "，",
        '.' => "。",
        ';' => "；",
        ':' => "：",
        '?' => "？",
        '!' => "！",
        '(' => "（",
        ')' => "）",
        _ => return None,
    })
}

/// Chinese words between straight quotation marks.
fn quotations(words: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for (mark, [open, close]) in [('"', ['“', '”']), ('\'', ['‘', '’'])] {
        // An apostrophe, inches, minutes.
        let is_mark = |&(at, _): &(usize, &str)| {
            let before = words[..at].chars().next_back();
            let after = words[at + 1..].chars().next();
            let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
            !(latin(before) && (latin(after) || before.is_some_and(|c| c.is_ascii_digit())))
        };
        let mut marks = words.match_indices(mark).filter(is_mark).map(|(at, _)| at);
        while let (Some(start), Some(end)) = (marks.next(), marks.next()) {
            let within = &words[start + 1..end];
            if within.len() <= LONGEST_QUOTATION && within.contains(is_han) {
                found.push((start..end + 1, format!("{open}{within}{close}")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_as_chinese_is_told() {
        for (words, wanted) in [
            ("先听,再说", ["，"].as_slice()),
            ("先听.再说.", &["。", "。"]),
            ("先听...", &["……"]),
            ("（见下）.", &["。"]),
            ("他说\"好\",走了", &["“好”", "，"]),
            ("'好'字", &["‘好’"]),
            ("选\"A 或 B\"", &["“A 或 B”"]),
        ] {
            let found: Vec<String> = half_width(words).into_iter().map(|(_, wanted)| wanted).collect();
            assert_eq!(found, wanted, "{words}");
        }
    }

    #[test]
    fn what_is_latin_stays() {
        for words in [
            "3.5 倍",
            "v1.2 版",
            "example.com",
            "苹果、梨 etc.",
            "1. 听",
            "文件.docx",
            "say \"yes\"，再说",
            "don't 说",
            "10\" 的管子和 6\" 的",
            "比例 1:2",
        ] {
            assert_eq!(half_width(words), [], "{words}");
        }
    }
}
