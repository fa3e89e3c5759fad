//! YAML with places: the only user of the YAML library.
//!
//! A document becomes a [`Node`] tree in which every key and value has its span, and [`Fields`] takes a mapping apart, so that all
//! mistakes of a file are reported in one run, each at its place.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::budget::BudgetBreach;
use serde_saphyr::{Error, Location, Spanned};

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::message::{self, Message, both};
use crate::sources::limits::{HIGHEST_NUMBER, PARAGRAPH};
use crate::sources::{FileId, Span};
use crate::syntax::{is_shared_punctuation, is_wide};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    pub span: Span,
    /// Where its words stand: between the quotation marks, if it has some.
    pub words: Span,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub enum Value {
    Null,
    Bool(bool),
    /// As it is written, so that `1.0` stays a version.
    Number(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Key, Node)>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub name: String,
    pub span: Span,
}

/// So many keys, values, lists and maps are more than any course has; a glossary of five thousand terms in two languages has half as many.
const MOST_VALUES: usize = 150_000;

const DEEPEST: usize = 32;

/// Reads the YAML in `text`, which begins at byte `base` of `file`. An empty document is `Null`.
///
/// # Errors
///
/// When it is not YAML, or exceeds what a course can need (values, depth, aliases).
pub fn parse(text: &str, file: FileId, base: usize) -> Result<Node, Box<Diagnostic>> {
    let at = |range| Span::new(file, range);
    let (text, base) = text.strip_prefix('\u{feff}').map_or((text, base), |rest| (rest, base + '\u{feff}'.len_utf8()));
    if text.trim().is_empty() {
        return Ok(Node::null(at(base..base)));
    }
    let options = serde_saphyr::options! {
        strict_booleans: true,
        duplicate_keys: serde_saphyr::options::DuplicateKeyPolicy::PassThrough,
        merge_keys: serde_saphyr::options::MergeKeyPolicy::Error,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        with_snippet: false,
        budget: serde_saphyr::budget! {
            max_nodes: MOST_VALUES, max_events: 3 * MOST_VALUES, max_depth: DEEPEST, max_aliases: 64, max_documents: 1
        },
    };
    let raw: Spanned<Raw> = serde_saphyr::from_str_with_options(text, options)
        .map_err(|error| Box::new(diagnose(&error, text, file, base)))?;
    Ok(Reader { text, file, base }.node(raw))
}

/// What the library found, in the words of somebody who writes a course.
fn diagnose(error: &Error, text: &str, file: FileId, base: usize) -> Diagnostic {
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

/// The bytes of a location; its span is in characters when the bytes are not known.
fn range_of(location: Location, text: &str) -> std::ops::Range<usize> {
    let span = location.span();
    let byte_at = |n: u64| text.char_indices().nth(n as usize).map_or(text.len(), |(i, _)| i);
    let start = span.byte_offset().map_or_else(|| byte_at(span.offset()), |b| b as usize).min(text.len());
    let end = match span.byte_len() {
        Some(len) => start + len as usize,
        None => byte_at(span.offset() + span.len()),
    };
    let start = text.floor_char_boundary(start);
    start..text.ceil_char_boundary(end.clamp(start, text.len()))
}

/// What serde hands over; scalars keep only their type, their text is taken from the source.
enum Raw {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        struct RawVisitor;

        impl<'de> Visitor<'de> for RawVisitor {
            type Value = Raw;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a value")
            }

            fn visit_unit<E>(self) -> Result<Raw, E> {
                Ok(Raw::Null)
            }

            fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
                Ok(Raw::Bool(value))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
                Ok(Raw::Number)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
                Ok(Raw::Number)
            }

            fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
                Ok(Raw::Number)
            }

            fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
                Ok(Raw::Number)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
                Ok(Raw::Number)
            }

            fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
                Ok(Raw::Text(value.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Raw::List(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Raw::Map(entries))
            }
        }

        deserializer.deserialize_any(RawVisitor)
    }
}

struct Reader<'a> {
    text: &'a str,
    file: FileId,
    base: usize,
}

impl Reader<'_> {
    fn node(&self, raw: Spanned<Raw>) -> Node {
        let range = range_of(raw.referenced, self.text);
        let value = match raw.value {
            Raw::Null => Value::Null,
            Raw::Bool(value) => Value::Bool(value),
            Raw::Number => Value::Number(self.text[range_of(raw.defined, self.text)].to_owned()),
            Raw::Text(text) => Value::Text(unfolded(text, &self.text[range_of(raw.defined, self.text)])),
            Raw::List(items) => Value::List(items.into_iter().map(|item| self.node(item)).collect()),
            Raw::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| (Key { span: self.span(key.referenced), name: key.value }, self.node(value)))
                    .collect(),
            ),
        };
        let at = |range: Range<usize>| Span::new(self.file, self.base + range.start..self.base + range.end);
        let quoted = matches!(&value, Value::Text(text) if text.len() + 2 == range.len())
            && self.text[range.clone()].starts_with(['"', '\'']);
        let words = if quoted { range.start + 1..range.end - 1 } else { range.clone() };
        Node { span: at(range), words: at(words), value }
    }

    fn span(&self, location: Location) -> Span {
        let range = range_of(location, self.text);
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }
}

/// A text that is written over several lines. YAML makes each line end a space; between two Chinese characters it is nothing, as in a text.
fn unfolded(text: String, source: &str) -> String {
    let lines: Vec<&str> = source.lines().map(|line| line.trim().trim_matches(['"', '\''])).collect();
    let ends = lines.windows(2).filter(|lines| {
        let (before, after) = (lines[0].chars().next_back(), lines[1].chars().next());
        let either = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
        let both = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
        either(is_wide) && both(|c| is_wide(c) || is_shared_punctuation(c))
    });
    let (mut out, mut rest) = (String::new(), text.as_str());
    for end in ends {
        if let Some(start) = rest.find(&format!("{} {}", end[0], end[1])) {
            let (line, next) = rest.split_at(start + end[0].len());
            out.push_str(line);
            rest = &next[1..];
        }
    }
    out + rest
}

impl Node {
    /// A value that is not given.
    pub fn null(span: Span) -> Node {
        Node { span, words: span, value: Value::Null }
    }

    /// The entries of a mapping; other values have none.
    pub fn entries(&self) -> &[(Key, Node)] {
        if let Value::Map(entries) = &self.value { entries } else { &[] }
    }

    /// Every text in it with its place, in order; keys are none.
    pub fn texts(&self, see: &mut impl FnMut(&str, Span)) {
        match &self.value {
            Value::Text(text) | Value::Number(text) => see(text, self.words),
            Value::List(nodes) => nodes.iter().for_each(|node| node.texts(see)),
            Value::Map(entries) => entries.iter().for_each(|(_, node)| node.texts(see)),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// What kind of value this is, for messages.
    fn kind(&self) -> Message {
        match self.value {
            Value::Null => both!("nothing", "空的"),
            Value::Bool(_) => both!("true or false", "真假值"),
            Value::Number(_) => both!("a number", "数字"),
            Value::Text(_) => both!("text", "文字"),
            Value::List(_) => both!("a list", "列表"),
            Value::Map(_) => both!("a map", "映射"),
        }
    }

    fn expected(&self, what: &Message) -> Diagnostic {
        let kind = self.kind();
        let message = both!("expected {what}, found {kind}", "这里应是：{what}；现在是：{kind}"; what, kind);
        Diagnostic::new(Code::WrongValue, self.span, message)
    }

    /// Text; a number or `true` counts as the text that it is written as.
    pub fn text(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
        match &self.value {
            Value::Text(text) if text.len() > PARAGRAPH => {
                let most = PARAGRAPH >> 10;
                let message = both!("this text is longer than {most} KiB", "这段文字超过 {most} KiB");
                diagnostics.push(Diagnostic::new(Code::TooLarge, self.span, message).hint(both!(
                    "write a few words here, and the rest into the text of a page",
                    "这里只写几句话，其余放进页面的正文"
                )));
                None
            }
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Value::Number(text) => Some(text.clone()),
            Value::Text(_) => {
                diagnostics.push(Diagnostic::new(
                    Code::WrongValue,
                    self.span,
                    both!("expected text, found an empty one", "这里应有文字，现在是空的"),
                ));
                None
            }
            Value::Bool(value) => {
                diagnostics.push(
                    self.expected(&both!("text", "文字"))
                        .hint(both!("put it between double quotes: `\"{value}\"`", "请加双引号：`\"{value}\"`")),
                );
                None
            }
            _ => {
                diagnostics.push(self.expected(&both!("text", "文字")));
                None
            }
        }
    }

    pub fn bool(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<bool> {
        let Value::Bool(value) = self.value else {
            let diagnostic = self.expected(&both!("`true` or `false`", "`true` 或 `false`"));
            let word = match &self.value {
                Value::Text(text) => text.to_ascii_lowercase(),
                _ => String::new(),
            };
            diagnostics.push(match word.as_str() {
                "yes" | "y" | "on" => diagnostic.hint(both!("write `true`", "请写 `true`")),
                "no" | "n" | "off" => diagnostic.hint(both!("write `false`", "请写 `false`")),
                _ => diagnostic,
            });
            return None;
        };
        Some(value)
    }

    /// A whole number from 1 to 9999.
    pub fn count(&self, diagnostics: &mut Vec<Diagnostic>) -> Option<u32> {
        let number = match &self.value {
            Value::Number(text) => text.parse().ok().filter(|n| (1..=HIGHEST_NUMBER).contains(n)),
            _ => None,
        };
        if number.is_none() {
            diagnostics.push(
                self.expected(&both!("a whole number from 1 to {HIGHEST_NUMBER}", "1 到 {HIGHEST_NUMBER} 的整数")),
            );
        }
        number
    }

    pub fn list(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<&Node> {
        match &self.value {
            Value::List(items) => items.iter().collect(),
            Value::Null => Vec::new(),
            _ => {
                diagnostics.push(self.expected(&both!("a list such as `[a, b]`", "列表，例如 `[a, b]`")));
                Vec::new()
            }
        }
    }

    /// Takes a mapping apart. Anything else is reported and has no fields.
    pub fn fields(&self, diagnostics: &mut Vec<Diagnostic>) -> Fields<'_> {
        let mut fields = Fields { span: self.span, entries: Vec::new(), unknown: Vec::new() };
        match &self.value {
            Value::Map(entries) => {
                let mut seen: BTreeMap<&str, &Key> = BTreeMap::new();
                for (key, node) in entries {
                    match seen.get(key.name.as_str()) {
                        None => {
                            seen.insert(&key.name, key);
                            fields.entries.push((key, node));
                        }
                        Some(first) => diagnostics.push(
                            Diagnostic::new(
                                Code::DuplicateId,
                                key.span,
                                both!("the key `{}` stands here a second time", "键 `{}` 在这里出现了第二次", key.name),
                            )
                            .note(first.span, both!("first here", "第一次在这里"))
                            .hint(both!("remove one of the two", "请删去其中一个")),
                        ),
                    }
                }
            }
            Value::Null => {}
            _ => diagnostics.push(self.expected(&both!("a map such as `key: value`", "映射，例如 `key: value`"))),
        }
        fields
    }
}

/// The entries of a mapping, each key once, in the order of the file.
#[derive(Debug)]
pub struct Fields<'a> {
    pub span: Span,
    pub entries: Vec<(&'a Key, &'a Node)>,
    /// The keys that were reported as unknown.
    pub unknown: Vec<&'a str>,
}

impl<'a> Fields<'a> {
    pub fn get(&self, name: &str) -> Option<&'a Node> {
        self.entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| *node)
    }

    pub fn key(&self, name: &str) -> Option<&'a Key> {
        self.entries.iter().find(|(key, _)| key.name == name).map(|(key, _)| *key)
    }

    /// The value of a key that must be there. When an unknown key is a slip of it, that has been reported already.
    pub fn require(&self, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<&'a Node> {
        let found = self.get(name);
        let slip = || self.unknown.iter().any(|unknown| nearest(unknown, [name]).is_some());
        if found.is_none() && !slip() {
            diagnostics.push(
                Diagnostic::new(Code::MissingKey, self.span, both!("the key `{name}` is missing", "缺少键 `{name}`"))
                    .hint(both!("add `{name}: …`", "请加上 `{name}: …`")),
            );
        }
        found
    }

    /// Reports every key that is not in `known`.
    pub fn only(&mut self, known: &[&str], diagnostics: &mut Vec<Diagnostic>) {
        for (key, _) in &self.entries {
            if !known.contains(&key.name.as_str()) {
                self.unknown.push(&key.name);
                diagnostics.push(unknown_key(key, known));
            }
        }
    }
}

pub fn unknown_key(key: &Key, known: &[&str]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(Code::UnknownKey, key.span, both!("unknown key `{}`", "不认识的键 `{}`", key.name))
            .nearest(&key.name, known.iter().copied());
    if diagnostic.hints.is_empty() && !known.is_empty() {
        let list = message::list(known);
        return diagnostic.hint(both!("the keys here are {list}", "这里可用的键有 {list}"; list));
    }
    diagnostic
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::Sources;

    #[test]
    fn line_ends_between_chinese_characters_are_nothing() {
        for (yaml, expected) in [
            ("客户生气的时候，\n  先不要解释，\n  先听他说完。", "客户生气的时候，先不要解释，先听他说完。"),
            ("\"他说：\n  “好”\n  就走了\"", "他说：“好”就走了"),
            ("'一\n\n  二'", "一\n二"),
            (">\n  三\n  四\n", "三四"),
            ("|\n  五\n  六\n", "五\n六"),
            ("Wait,\n  then 说\n  话。", "Wait, then 说话。"),
            ("在 Word 里\n  写 字", "在 Word 里写 字"),
            ("用\n  Word", "用 Word"),
        ] {
            let text = format!("summary: {yaml}");
            let mut sources = Sources::default();
            let file = sources.add("glossary.yaml", text.as_str());
            let node = parse(&text, file, 0).expect("it is YAML");
            let fields = node.fields(&mut Vec::new());
            let said = fields.get("summary").and_then(|node| node.text(&mut Vec::new()));
            assert_eq!(said.as_deref(), Some(expected), "{yaml}");
        }
    }
}
