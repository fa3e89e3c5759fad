//! Lines that begin in a column in which none can begin.

use super::{Explained, Place};
use crate::message::{self, Message, both};
use crate::yaml::indentation::{self, Level};

impl Place<'_> {
    /// A line that begins in a column in which none can begin.
    pub fn indentation(&self) -> Explained {
        let start = self.line_start();
        let line = self.line();
        let own = Level::of(line, start);
        let range = own.word.clone();
        let word = &self.text[range.clone()];
        let Some(level) = indentation::nearest(self.text, start).filter(|level| level.indent != own.indent) else {
            return if word == "-" {
                Explained::new(
                    range,
                    both!("an entry of a list among keys", "键与键之间出现了列表的一项"),
                    both!(
                        "put the list below its key, indented by two spaces more, or remove the `-`",
                        "请把列表写在它的键下面，多缩进两个空格；或者删去 `-`"
                    ),
                )
            } else {
                Explained::new(
                    range,
                    both!("`{word}` does not belong to the list above it", "`{word}` 不属于上面的列表"),
                    both!(
                        "begin the line with `- `, or indent it by two spaces more to put it into the entry above",
                        "请以 `- ` 开头；如果它属于上面那一项，请多缩进两个空格"
                    ),
                )
            };
        };
        let above = &self.text[level.word.clone()];
        let (found, wanted, there) = (spaces(own.indent), wanted(level.indent), spaces(level.indent));
        let begins_text = self.line_above().is_some_and(|line| line.trim_end().ends_with(['>', '|']));
        let hint = if begins_text {
            both!(
                "indent the text of `{above}` by two spaces more than `{above}`",
                "`{above}` 的文字要比 `{above}` 多缩进两个空格"
            )
        } else if (word, above) == ("-", "-") {
            both!(
                "the entries of a list begin in the same column: write {wanted} before this `-`",
                "同一个列表的各项要对齐：这个 `-` 前面{wanted}";
                wanted
            )
        } else {
            both!(
                "write {wanted} before `{word}` to put it beside `{above}`; what belongs under `{above}` has two more",
                "`{word}` 与 `{above}` 同级时，前面{wanted}；属于 `{above}` 的下一级时，再多写两个空格";
                wanted
            )
        };
        let message = both!("wrong indentation: {found} before `{word}`", "缩进不对：`{word}` 前面{found}"; found);
        let mut explained = Explained::new(range, message, hint);
        explained.level = Some((level.word.clone(), both!("{there} before `{above}`", "`{above}` 前面{there}"; there)));
        explained
    }
}

fn spaces(n: usize) -> Message {
    let en = if n == 0 { "no space".to_owned() } else { message::counted(n, "space", "spaces") };
    Message { en, zh: if n == 0 { "没有空格".to_owned() } else { format!("有 {n} 个空格") } }
}

/// As [`spaces`], where they should stand.
fn wanted(n: usize) -> Message {
    let zh = if n == 0 { "不应有空格".to_owned() } else { format!("应有 {n} 个空格") };
    Message { zh, ..spaces(n) }
}
