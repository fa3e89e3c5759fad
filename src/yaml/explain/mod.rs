//! What is wrong with a text that is no YAML, or not what was expected, in the words of somebody who writes a course.

mod columns;
mod keys;
mod parser;
mod slips;

use std::ops::Range;

use serde_saphyr::Error;
use serde_saphyr::ExternalMessageSource::Parser;
use serde_saphyr::budget::BudgetBreach;

use self::keys::{full_width_colon, half_width_colon, unspaced, wide_colon};
use super::Node;
use super::parse::{DEEPEST, MOST_VALUES, range_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{Message, both};
use crate::span::{FileId, Span};

/// The library's mistake as a diagnostic; `text` begins at byte `base` of `file`.
pub fn explain(error: &Error, text: &str, file: FileId, base: usize) -> Diagnostic {
    let range = error.location().map_or(0..0, |location| range_of(location, text));
    let place = Place { text, range };
    let found = place.too_much(error).or_else(|| place.slip()).or_else(|| place.of(error));
    let found = found.unwrap_or_else(|| place.unknown(error));
    let at = |range: Range<usize>| Span::new(file, base + range.start..base + range.end);
    let diagnostic = Diagnostic::new(Code::Yaml, at(found.range), found.message).hint(found.hint);
    match found.level {
        Some((range, words)) => diagnostic.note(at(range), words),
        None => diagnostic,
    }
}

/// What is said of a mistake.
struct Explained {
    range: Range<usize>,
    message: Message,
    hint: Message,
    /// The line above that this one is measured by.
    level: Option<(Range<usize>, Message)>,
}

impl Explained {
    fn new(range: Range<usize>, message: Message, hint: Message) -> Explained {
        Explained { range, message, hint, level: None }
    }
}

/// Where the library has stopped.
struct Place<'a> {
    text: &'a str,
    range: Range<usize>,
}

impl Place<'_> {
    fn line_start(&self) -> usize {
        self.text[..self.range.start].rfind('\n').map_or(0, |i| i + 1)
    }

    fn line(&self) -> &str {
        self.text[self.line_start()..].lines().next().unwrap_or_default()
    }

    /// The line above, if it is none of spaces and comments.
    fn line_above(&self) -> Option<&str> {
        let mut above = self.text[..self.line_start()].lines().rev();
        above.find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
    }

    fn here(&self, message: Message, hint: Message) -> Explained {
        Explained::new(self.range.clone(), message, hint)
    }

    fn too_much(&self, error: &Error) -> Option<Explained> {
        let (message, hint) = match error {
            Error::Budget { breach: BudgetBreach::Documents { .. }, .. } => return Some(self.second_document()),
            Error::Budget { breach: BudgetBreach::Nodes { .. } | BudgetBreach::Events { .. }, .. } => (
                both!("there are more than {MOST_VALUES} values in this YAML", "这段 YAML 里的值超过 {MOST_VALUES} 个"),
                both!("take out what the course does not use", "请删去课程用不到的内容"),
            ),
            Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => (
                both!("this YAML nests more than {DEEPEST} deep", "这段 YAML 嵌套超过 {DEEPEST} 层"),
                both!("write it with fewer levels", "请减少层次"),
            ),
            Error::Budget { .. }
            | Error::AliasReplayLimitExceeded { .. }
            | Error::AliasExpansionLimitExceeded { .. } => (
                both!("this YAML repeats too much with `&` and `*`", "这段 YAML 用 `&` 和 `*` 重复得太多"),
                both!("write each value out, without `&` and `*`", "请把每个值直接写出来，不用 `&` 和 `*`"),
            ),
            _ => return None,
        };
        Some(self.here(message, hint))
    }

    /// By the kind of the mistake.
    fn of(&self, error: &Error) -> Option<Explained> {
        match error {
            Error::ExternalMessage { source, .. } => match &**source {
                Parser(error) => self.of_parser(error.kind()),
                _ => None,
            },
            Error::MultipleDocuments { .. } => Some(self.second_document()),
            Error::UnknownAnchor { .. }
            | Error::InvalidBinaryBase64 { .. }
            | Error::BinaryNotUtf8 { .. }
            | Error::TaggedScalarCannotDeserializeIntoString { .. } => self.beginning(),
            Error::MergeKeyNotAllowed { .. } => Some(self.here(
                both!("`<<` is not read here", "这里不能用 `<<`"),
                both!("write the keys out, each with its value", "请把各个键和值直接写出来"),
            )),
            Error::NonFiniteFloat { value, .. } => {
                Some(self.here(
                    both!("`{value}` is read as a number that cannot be", "`{value}` 会被读作不存在的数"),
                    quotes(),
                ))
            }
            Error::Unexpected { expected: "string scalar", .. } => Some(self.here(
                both!("a key is a word, without brackets around it", "键应当是一个词，外面不要括号"),
                both!("put a key that has brackets between double quotes", "键里有括号时，请用双引号括起整个键"),
            )),
            _ => None,
        }
    }

    /// The line that has ended the text above this place.
    fn second_part(&self) -> Option<usize> {
        let above = &self.text[..self.range.end];
        above.rfind("\n---").max(above.rfind("\n...")).map(|at| at + 1)
    }

    fn second_document(&self) -> Explained {
        let start = self.second_part().unwrap_or(self.line_start());
        let line = self.text[start..].lines().next().unwrap_or_default();
        Explained::new(
            start..start + line.len(),
            both!("a second part begins here, which Diglot would not read", "从这里开始是第二部分，Diglot 不会读它"),
            both!("remove this line", "请删去这一行"),
        )
    }

    fn unknown(&self, error: &Error) -> Explained {
        let shown = error.render_with_formatter(&serde_saphyr::UserMessageFormatter);
        let shown = shown.lines().next().unwrap_or_default();
        let shown = shown.rsplit_once(" at line ").map_or(shown, |(message, _)| message);
        self.here(
            both!("this YAML cannot be read: {shown}", "这里的写法不合 YAML 的规则"),
            both!(
                "put a value that holds `: `, ` #`, quotes or brackets between double quotes",
                "值里有 `: `、` #`、引号或括号时，请用双引号括起整个值"
            ),
        )
    }
}

fn quotes() -> Message {
    both!("put the whole value between double quotes", "请用双引号括起整个值")
}

/// A key that begins with a space that YAML takes for a letter.
pub fn strange_space(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Yaml, span, both!("a full-width space before a key", "键前面用了全角空格"))
        .hint(both!("indent with ordinary, half-width spaces", "请用普通的半角空格缩进"))
}

/// A word before a value that YAML takes for its type, and leaves out.
pub fn tagged(span: Span) -> Diagnostic {
    Diagnostic::new(Code::Yaml, span, both!("a value cannot begin with `!`", "值的开头不能是：`!`")).hint(quotes())
}

/// A document that should have been a mapping; `text` begins at byte `base` of the file.
pub fn not_a_map(node: &Node, text: &str, base: usize) -> Diagnostic {
    let mut line_start = base;
    for line in text.split_inclusive('\n') {
        if let Some(at) = full_width_colon(line) {
            let at = line_start + at;
            let span = Span::new(node.span.file, at..at + '：'.len_utf8());
            return Diagnostic::new(Code::Yaml, span, wide_colon()).hint(half_width_colon());
        }
        line_start += line.len();
    }
    let expected = node.expected(&both!("lines such as `title: Listen`", "`title: 倾听` 这样的行"));
    let first = text.trim_start().lines().next().unwrap_or_default();
    match unspaced(first.trim()) {
        Some((_, hint)) => expected.hint(hint),
        None => expected.hint(both!(
            "write the key, a half-width `:`, a space and the value",
            "请依次写键、半角 `:`、一个空格和值"
        )),
    }
}

/// What to write instead of `words`, if they were meant as keys with values.
pub fn meant_as_map(words: &str) -> Option<Message> {
    let first = words.split_whitespace().next().unwrap_or_default();
    if full_width_colon(first).is_some() {
        return Some(half_width_colon());
    }
    unspaced(first).map(|(_, hint)| hint)
}
