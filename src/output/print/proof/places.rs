//! The places in the sources of what was found on a page.

use std::collections::{BTreeMap, BTreeSet};

use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::output::print::texts;
use crate::span::Span;

/// The most words that are looked for in the course. Where there are more, a single table is too large.
const MOST: usize = 50;

/// What is to be looked for in the sources, each with what is wrong with it and the first page where it is.
#[derive(Default)]
pub struct Sought {
    /// Words that are wider than their line or have no room.
    words: BTreeMap<String, (Code, usize)>,
    /// Formulas that are, by what is read aloud for them.
    formulas: BTreeMap<String, (Code, usize)>,
}

impl Sought {
    pub fn words(&mut self, words: &str, code: Code, page: usize) {
        if self.words.len() < MOST && !self.words.contains_key(words) {
            self.words.insert(words.to_owned(), (code, page));
        }
    }

    pub fn formula(&mut self, spoken: &str, code: Code, page: usize) {
        self.formulas.entry(spoken.to_owned()).or_insert((code, page));
    }

    /// A report for each place that is not in `seen`, of the PDF at `path`.
    pub fn places(self, course: &Course, path: &str, seen: &mut BTreeSet<Span>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        // What cannot be seen at all goes before what sticks out of its line at the same place.
        let (cut, wide) = self.words.into_iter().partition(|(_, (code, _))| *code == Code::CutOff);
        find_words(course, path, cut, seen, &mut found);
        find_words(course, path, wide, seen, &mut found);
        find_formulas(course, path, self.formulas, &mut found);
        found
    }
}

/// Looks for words in the course. The words of the theme are not there; they are no fault of the author.
fn find_words(
    course: &Course,
    path: &str,
    mut sought: BTreeMap<String, (Code, usize)>,
    seen: &mut BTreeSet<Span>,
    found: &mut Vec<Diagnostic>,
) {
    if sought.is_empty() {
        return;
    }
    texts::each(course, &[], &mut |text, span| {
        sought.retain(|words, &mut (code, page)| {
            let Some(start) = text.find(words.as_str()) else { return true };
            let place = match code {
                // In another reading of the same text other words are the first.
                Code::CutOff => span,
                _ => texts::piece(text, span, start, words.len()),
            };
            if seen.insert(place) {
                let words = shortened(words);
                let (message, hint) = match code {
                    Code::CutOff => (
                        both!(
                            "`{words}` and what follows has no room, on page {page} of `{path}`",
                            "`{words}` 及其后的文字放不下，在第 {page} 页，文件 `{path}`"
                        ),
                        both!(
                            "write less, or part it: a pocket card holds a summary of one or two sentences, a role-play card half a page, and what stays together no more than a page",
                            "请写短一些，或者分开写：口袋卡放得下一两句提要，角色卡放得下半页文字，排在一起的内容不能超过一页"
                        ),
                    ),
                    _ => (
                        both!(
                            "`{words}` is wider than its line, on page {page} of `{path}`",
                            "`{words}` 比所在的行还宽，在第 {page} 页，文件 `{path}`"
                        ),
                        both!(
                            "it cannot be broken there: shorten it, put a space or a hyphen into it, or give a link other words: `[words](https://…)`",
                            "它无法断开：请缩短，或者在中间加空格或连字符；链接可以换一种文字：`[文字](https://…)`"
                        ),
                    ),
                };
                found.push(Diagnostic::new(code, place, message).hint(hint));
            }
            false
        });
    });
}

/// Looks for formulas by what is read aloud for them, which is all that is left of them on a page.
fn find_formulas(
    course: &Course,
    path: &str,
    mut sought: BTreeMap<String, (Code, usize)>,
    found: &mut Vec<Diagnostic>,
) {
    if sought.is_empty() {
        return;
    }
    texts::formulas(course, &mut |formula| {
        let Some((code, page)) = sought.remove(&formula.in_line()) else { return };
        let (message, hint) = match code {
            Code::CutOff => (
                both!(
                    "this formula has no room, on page {page} of `{path}`",
                    "这个公式放不下，在第 {page} 页，文件 `{path}`"
                ),
                both!("write less before it", "请把它前面的文字写短一些"),
            ),
            _ => (
                both!(
                    "this formula is wider than its line, on page {page} of `{path}`",
                    "这个公式比所在的行还宽，在第 {page} 页，文件 `{path}`"
                ),
                both!(
                    "break it into lines: `\\begin{{aligned}} a &= b \\\\ &= c \\end{{aligned}}`, or make two formulas of it",
                    "把它分成几行：`\\begin{{aligned}} a &= b \\\\ &= c \\end{{aligned}}`，或写成两个公式"
                ),
            ),
        };
        found.push(Diagnostic::new(code, formula.span, message).hint(hint));
    });
}

fn shortened(word: &str) -> String {
    match word.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}
