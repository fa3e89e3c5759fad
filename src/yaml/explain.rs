//! What is wrong with a text that is no YAML, or not what was expected, in the words of somebody who writes a course.

use serde_saphyr::Error;
use serde_saphyr::budget::BudgetBreach;

use super::Node;
use super::parse::{DEEPEST, MOST_VALUES, range_of};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{Message, both};
use crate::span::{FileId, Span};

/// The library's mistake as a diagnostic; `text` begins at byte `base` of `file`.
pub fn explain(error: &Error, text: &str, file: FileId, base: usize) -> Diagnostic {
    let range = error.location().map_or(0..0, |location| range_of(location, text));
    let report = |range: std::ops::Range<usize>, message: Message| {
        Diagnostic::new(Code::Yaml, Span::new(file, base + range.start..base + range.end), message)
    };
    let too_much = match error {
        Error::Budget { breach: BudgetBreach::Nodes { .. } | BudgetBreach::Events { .. }, .. } => Some((
            both!("there are more than {MOST_VALUES} values in this YAML", "这段 YAML 里的值超过 {MOST_VALUES} 个"),
            both!("take out what the course does not use", "请删去课程用不到的内容"),
        )),
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => Some((
            both!("this YAML nests more than {DEEPEST} deep", "这段 YAML 嵌套超过 {DEEPEST} 层"),
            both!("write it with fewer levels", "请减少层次"),
        )),
        Error::Budget { .. } | Error::AliasReplayLimitExceeded { .. } | Error::AliasExpansionLimitExceeded { .. } => {
            Some((
                both!("this YAML repeats too much with `&` and `*`", "这段 YAML 用 `&` 和 `*` 重复得太多"),
                both!("write each value out, without `&` and `*`", "把每个值直接写出来，不用 `&` 和 `*`"),
            ))
        }
        _ => None,
    };
    if let Some((message, hint)) = too_much {
        return report(range, message).hint(hint);
    }
    let shown = error.render_with_formatter(&serde_saphyr::UserMessageFormatter);
    let shown = shown.lines().next().unwrap_or_default();
    let shown = shown.rsplit_once(" at line ").map_or(shown, |(message, _)| message);
    let line_start = text[..range.start].rfind('\n').map_or(0, |i| i + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    let quotes = both!("put the whole value between double quotes", "请用双引号括起整个值");
    if let Some(at) = full_width_colon(line) {
        let at = line_start + at;
        return report(at..at + '：'.len_utf8(), both!("a full-width `：` after a key", "键后面用了全角 `：`"))
            .hint(both!("write the half-width `:` and a space", "请写半角 `:`，后面加一个空格"));
    }
    if shown.contains("quote") {
        let at = opening_quote(&text[..range.start.max(line_start)]).or_else(|| opening_quote(&text[..range.end]));
        let range = at.map_or(range, |at| at..at + 1);
        return report(range, both!("this quotation mark is not closed", "这个引号没有收尾")).hint(both!(
            "close it at the end of the value; inside of double quotes write `\\\"` for a quotation mark",
            "在值的末尾补上引号；双引号之内的引号写作 `\\\"`"
        ));
    }
    if shown.contains("tabs") || line.starts_with('\t') {
        return report(range, both!("a tab in the indentation", "缩进里有制表符"))
            .hint(both!("indent with spaces", "请用空格缩进"));
    }
    if shown.contains("mapping values are not allowed") {
        return report(range, both!("a second `: ` in one line", "同一行里出现了第二个 `: `")).hint(both!(
            "{quotes}, such as `title: \"Listen: the first step\"`",
            "{quotes}，例如 `title: \"倾听: 第一步\"`";
            quotes
        ));
    }
    let first = text[range.start..].chars().next();
    if let Some(c) = first.filter(|c| "@`%*&!|>".contains(*c)) {
        let shown = if c == '`' { both!("a backtick", "反引号") } else { both!("`{c}`", "`{c}`") };
        return report(range, both!("a value cannot begin with {shown}", "值的开头不能是：{shown}"; shown))
            .hint(quotes);
    }
    report(range, both!("this YAML cannot be read: {shown}", "这段 YAML 读不懂：{shown}")).hint(both!(
        "put a value that holds `: `, ` #`, quotes or brackets between double quotes",
        "值里有 `: `、` #`、引号或括号时，请用双引号括起整个值"
    ))
}

/// The full-width colon that somebody put after a key.
fn full_width_colon(line: &str) -> Option<usize> {
    let at = line.find('：')?;
    line[..at].chars().all(|c| c.is_alphanumeric() || "-_ \t".contains(c)).then_some(at)
}

/// The last quotation mark that begins a value and is not closed on its line.
fn opening_quote(text: &str) -> Option<usize> {
    let mut end = text.len();
    for line in text.rsplit('\n') {
        let start = end - line.len();
        for quote in ['"', '\''] {
            let opens = |&(at, _): &(usize, &str)| line[..at].trim_end().ends_with([':', '[', '{', ',', '-']);
            if line.matches(quote).count() % 2 == 1
                && let Some((at, _)) = line.match_indices(quote).rfind(opens)
            {
                return Some(start + at);
            }
        }
        end = start.saturating_sub(1);
    }
    None
}

/// A document that should have been a mapping; `text` begins at byte `base` of the file.
pub fn not_a_map(node: &Node, text: &str, base: usize) -> Diagnostic {
    let mut line_start = base;
    for line in text.split_inclusive('\n') {
        if let Some(at) = full_width_colon(line) {
            let at = line_start + at;
            let span = Span::new(node.span.file, at..at + '：'.len_utf8());
            return Diagnostic::new(Code::Yaml, span, both!("a full-width `：` after a key", "键后面用了全角 `：`"))
                .hint(both!("write the half-width `:` and a space", "请写半角 `:`，后面加一个空格"));
        }
        line_start += line.len();
    }
    node.expected(&both!("lines such as `title: Listen`", "`title: 倾听` 这样的行"))
        .hint(both!("write the key, a half-width `:`, a space and the value", "依次写键、半角 `:`、一个空格和值"))
}
