//! Lines whose key is missing, or has a colon too many or none.

use super::{Explained, Place, quotes};
use crate::message::{Message, both};

impl Place<'_> {
    /// A colon where no key can be: a second one in a line, below a value, or below a line without one.
    pub fn second_colon(&self) -> Explained {
        let before = &self.text[self.line_start()..self.range.start];
        if let Some((key, value)) = before.split_once(": ") {
            let at = self.line_start() + key.len() + 2 + (value.len() - value.trim_start().len());
            if let Some(open) = value.trim_start().chars().next().filter(|c| "“”‘’「『".contains(*c)) {
                return Explained::new(
                    at..at + open.len_utf8(),
                    both!("YAML takes no curly quotation marks", "YAML 不认中文引号"),
                    both!(
                        "put the whole value between straight double quotes, such as `title: \"Listen: the first step\"`",
                        "请用半角双引号括起整个值，例如 `title: \"倾听: 第一步\"`"
                    ),
                );
            }
            let key = key.trim_start();
            if let Some((word, _)) = key.split_once(['{', '[']).filter(|(word, _)| !word.trim().is_empty()) {
                return self.missing_colon(word.trim());
            }
            let quotes = quotes();
            return self.here(
                both!("a second `: ` in one line", "同一行里出现了第二个 `: `"),
                both!(
                    "{quotes}, such as `title: \"Listen: the first step\"`",
                    "{quotes}，例如 `title: \"倾听: 第一步\"`";
                    quotes
                ),
            );
        }
        match self.line_above() {
            Some(above) if !above.contains(": ") && !above.trim_end().ends_with(':') => {
                let start = above.as_ptr().addr() - self.text.as_ptr().addr();
                let trimmed = above.trim_start();
                let start = start + (above.len() - trimmed.len());
                let word = trimmed.trim_end().to_owned();
                let place = Place { text: self.text, range: start..start + word.len() };
                if trimmed.starts_with("//") { place.comment() } else { place.no_key() }
            }
            _ => self.indentation(),
        }
    }

    fn comment(&self) -> Explained {
        self.here(
            both!("this line is no comment", "这一行不是注释"),
            both!("begin a comment with `#`", "注释请以 `#` 开头"),
        )
    }

    fn missing_colon(&self, word: &str) -> Explained {
        let start = self.line_start() + self.line().find(word).unwrap_or(0);
        Explained::new(
            start..start + word.len(),
            both!("a colon is missing behind `{word}`", "`{word}` 后面缺少冒号"),
            both!("write `{word}: …`", "请写 `{word}: …`"),
        )
    }

    /// A line without a key.
    pub fn no_key(&self) -> Explained {
        let line = self.line().trim();
        let start = self.line_start() + (self.line().len() - self.line().trim_start().len());
        let range = start..start + line.len();
        if let Some(at) = full_width_colon(line) {
            let at = start + at;
            return Explained::new(at..at + '：'.len_utf8(), wide_colon(), half_width_colon());
        }
        if let Some(explained) = unspaced(line) {
            let (message, hint) = explained;
            return Explained::new(range, message, hint);
        }
        if line.starts_with("//") {
            return Place { text: self.text, range }.comment();
        }
        let word = line.split_whitespace().next().unwrap_or_default();
        if self.line_above().is_none() && word.len() < line.len() && word.bytes().all(|b| b.is_ascii_lowercase()) {
            return self.missing_colon(word);
        }
        let word = line.chars().take(30).collect::<String>();
        Explained::new(
            range,
            both!("this line has no key", "这一行没有键"),
            both!(
                "write `key: value`; a line that goes on with the value above is indented further than the key of that value",
                "请写成 `键: 值`；如果 `{word}` 是上一行的值的后半部分，请让这一行比上一行的键多缩进两个空格"
            ),
        )
    }
}

pub fn wide_colon() -> Message {
    both!("a full-width `：` after a key", "键后面用了全角 `：`")
}

pub fn half_width_colon() -> Message {
    both!("write the half-width `:` and a space", "请写半角 `:`，后面加一个空格")
}

/// What is said of a line in which the space is missing: `title:Listen`, `-Listen`.
pub fn unspaced(line: &str) -> Option<(Message, Message)> {
    let space = both!("a space is missing here", "这里缺少一个空格");
    if let Some(rest) =
        line.strip_prefix('-').filter(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '"'))
    {
        return Some((space, both!("write `- {rest}`", "请写 `- {rest}`")));
    }
    let (key, value) = line.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    let is_value = !value.is_empty() && !value.starts_with([' ', '/']);
    (is_key && is_value).then(|| (space, both!("write `{key}: {value}`", "请写 `{key}: {value}`")))
}

/// The full-width colon that somebody put after a key.
pub fn full_width_colon(line: &str) -> Option<usize> {
    let at = line.find('：')?;
    line[..at].chars().all(|c| c.is_alphanumeric() || "-_ \t".contains(c)).then_some(at)
}
