//! Where in the sources stands what was found on a page.

use super::super::texts;
use super::Reader;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;

impl Reader<'_> {
    /// Looks for the words in the course. Those of the theme are not there, and no fault of the author.
    pub(super) fn places(&mut self) {
        let mut sought = std::mem::take(&mut self.sought);
        if sought.is_empty() {
            return;
        }
        texts::each(self.course, &[], &mut |text, span| {
            sought.retain(|words, &mut (code, page)| {
                let Some(start) = text.find(words.as_str()) else { return true };
                let place = match code {
                    // In another reading of the same text other words are the first.
                    Code::CutOff => span,
                    _ => texts::piece(text, span, start, words.len()),
                };
                if self.seen.insert(place) {
                    let (words, path) = (shortened(words), &self.path);
                    let (message, hint) = match code {
                        Code::CutOff => (
                            both!(
                                "`{words}` and what follows has no room on its card, on page {page} of `{path}`",
                                "`{words}` 及其后的文字在卡片上放不下，在第 {page} 页，文件 `{path}`"
                            ),
                            both!(
                                "write less: a pocket card holds a summary of one or two sentences, a role-play card half a page",
                                "请写短一些：口袋卡放得下一两句提要，角色卡放得下半页文字"
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
                    self.found.push(Diagnostic::new(code, place, message).hint(hint));
                }
                false
            });
        });
    }

    /// Looks for formulas by what is read aloud for them, which is all that is left of them on a page.
    pub(super) fn formulas(&mut self) {
        let mut sought = std::mem::take(&mut self.sought_formulas);
        if sought.is_empty() {
            return;
        }
        texts::formulas(self.course, &mut |formula| {
            let Some((code, page)) = sought.remove(&formula.in_line()) else { return };
            let path = &self.path;
            let (message, hint) = match code {
                Code::CutOff => (
                    both!(
                        "this formula has no room on its card, on page {page} of `{path}`",
                        "这个公式在卡片上放不下，在第 {page} 页，文件 `{path}`"
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
            self.found.push(Diagnostic::new(code, formula.span, message).hint(hint));
        });
    }
}

fn shortened(word: &str) -> String {
    match word.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}
