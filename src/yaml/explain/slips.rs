//! What a Chinese keyboard puts into a line, and tabs.

use super::keys::{full_width_colon, half_width_colon, wide_colon};
use super::{Explained, Place};
use crate::message::both;
use crate::yaml::brackets;

impl Place<'_> {
    /// What a Chinese keyboard has put into the line, and tabs.
    pub fn slip(&self) -> Option<Explained> {
        let line_start = self.line_start();
        let marks = |at: usize, c: char| line_start + at..line_start + at + c.len_utf8();
        if let Some(at) = full_width_colon(self.line()) {
            return Some(Explained::new(marks(at, '：'), wide_colon(), half_width_colon()));
        }
        if let Some((at, mark)) = brackets::full_width(self.line()) {
            let plain = brackets::half_width(mark);
            return Some(Explained::new(
                marks(at, mark),
                both!("a full-width `{mark}`", "这里用了全角 `{mark}`"),
                both!("write the half-width `{plain}`", "请写半角的 `{plain}`"),
            ));
        }
        // The line that continues a value is found wanting where the value begins.
        let lines = self.text[line_start..].split_inclusive('\n').scan(line_start, |at, line| {
            *at += line.len();
            Some((*at - line.len(), line))
        });
        let tab = lines.take(2).find_map(|(start, line)| {
            let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
            line[..blanks].find('\t').map(|at| start + at)
        });
        tab.map(|at| {
            let message = both!("a tab in the indentation", "缩进里有制表符");
            Explained::new(at..at + 1, message, both!("indent with spaces", "请用空格缩进"))
        })
    }
}
