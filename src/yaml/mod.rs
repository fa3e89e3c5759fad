//! YAML with places: the only user of the YAML library.
//!
//! A document becomes a [`Node`] tree in which every key and value has its span, and [`Fields`] takes a mapping apart, so that all
//! mistakes of a file are reported in one run, each at its place.

mod brackets;
mod explain;
mod indentation;
mod parse;
mod write;

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::message::{self, Message, both};
use crate::sources::limits::{HIGHEST_NUMBER, PARAGRAPH};
use crate::span::Span;

pub use explain::not_a_map;
pub use parse::parse;
pub use write::{Fresh, entry, scalar};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value with its quotation marks, or all of a list or mapping.
    pub span: Span,
    /// Where its words stand: between the quotation marks, if it has some.
    pub words: Span,
    /// What the value is.
    pub value: Value,
}

/// A value without its place.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`; other words for them are text.
    Bool(bool),
    /// As it is written, so that `1.0` stays a version.
    Number(String),
    /// Text, without quotation marks and escapes.
    Text(String),
    /// A list, in a line or one entry a line.
    List(Vec<Node>),
    /// A mapping, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// A key of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key as text, whatever it is written as.
    pub name: String,
    /// Where it stands, without the colon.
    pub span: Span,
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

    /// The value of an entry `key: value` with its key; of anything else the node itself.
    pub fn behind_key(&self) -> (Option<&Key>, &Node) {
        match self.entries() {
            [(key, value)] => (Some(key), value),
            _ => (None, self),
        }
    }

    /// The value at the end of a path of keys; entries of a list are counted from 0.
    pub fn at(&self, path: &[impl AsRef<str>]) -> Option<&Node> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        let name = first.as_ref();
        let inner = match &self.value {
            Value::List(items) => items.get(name.parse::<usize>().ok()?)?,
            _ => self.entries().iter().find(|(key, _)| key.name == name).map(|(_, node)| node)?,
        };
        inner.at(rest)
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
            Value::Bool(_) => both!("`true` or `false`", "`true` 或 `false`"),
            Value::Number(_) => both!("a number", "数字"),
            Value::Text(_) => both!("text", "文字"),
            Value::List(_) => both!("a list", "列表"),
            Value::Map(_) => both!("keys with values", "一组 `键: 值`"),
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
                diagnostics.push(
                    Diagnostic::new(
                        Code::WrongValue,
                        self.span,
                        both!("expected text, found an empty one", "这里应有文字，现在是空的"),
                    )
                    .hint(write_or_remove()),
                );
                None
            }
            Value::Bool(value) => {
                diagnostics.push(
                    self.expected(&both!("text", "文字"))
                        .hint(both!("put it between double quotes: `\"{value}\"`", "请加双引号：`\"{value}\"`")),
                );
                None
            }
            Value::Null => {
                diagnostics.push(self.expected(&both!("text", "文字")).hint(write_or_remove()));
                None
            }
            Value::List(_) | Value::Map(_) => {
                diagnostics.push(self.expected(&both!("text", "文字")).hint(both!(
                    "put a text that holds brackets or `: ` between double quotes",
                    "文字里有括号或 `: ` 时，请用双引号括起来"
                )));
                None
            }
        }
    }

    /// The value if it is `true` or `false`. Anything else is reported, with a hint where it is `yes` or `off`.
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

    /// The entries of a list; a value that is not given has none. Anything else is reported and has none.
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
                            .hint(match &node.value {
                                Value::Map(_) => both!(
                                    "put what it holds into the first `{}`, and remove this one",
                                    "请把它的内容移到第一个 `{}` 里，再删去这一个",
                                    key.name
                                ),
                                _ => both!("remove one of the two", "请删去其中一个"),
                            }),
                        ),
                    }
                }
            }
            Value::Null => {}
            value => {
                let expected = self.expected(&both!(
                    "keys with values, such as `key: value`",
                    "`键: 值` 这样的内容，例如 `title: 倾听`"
                ));
                let words = if let Value::Text(words) = value { words.as_str() } else { "" };
                let meant = explain::meant_as_map(words);
                fields.unknown.extend(meant.is_some().then_some(words));
                diagnostics.push(meant.into_iter().fold(expected, Diagnostic::hint));
            }
        }
        fields
    }
}

/// The entries of a mapping, each key once, in the order of the file.
#[derive(Debug)]
pub struct Fields<'a> {
    /// The whole mapping.
    pub span: Span,
    /// Each key with its value.
    pub entries: Vec<(&'a Key, &'a Node)>,
    /// The keys that were reported as unknown.
    pub unknown: Vec<&'a str>,
}

impl<'a> Fields<'a> {
    /// The value of a key.
    pub fn get(&self, name: &str) -> Option<&'a Node> {
        self.entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| *node)
    }

    /// A key with its place.
    pub fn key(&self, name: &str) -> Option<&'a Key> {
        self.entries.iter().find(|(key, _)| key.name == name).map(|(key, _)| *key)
    }

    /// Whether one of the unknown keys, which were reported, is a slip of this one.
    pub fn has_slip_of(&self, name: &str) -> bool {
        let written = |unknown: &str| [":", "："].iter().any(|colon| unknown.contains(&format!("{name}{colon}")));
        self.unknown.iter().any(|unknown| nearest(unknown, [name]).is_some() || written(unknown))
    }

    /// The value of a key that must be there. When an unknown key is a slip of it, that has been reported already.
    pub fn require(&self, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<&'a Node> {
        let found = self.get(name);
        if found.is_none() && !self.has_slip_of(name) {
            diagnostics.push(
                Diagnostic::new(Code::MissingKey, self.span, both!("the key `{name}` is missing", "缺少键 `{name}`"))
                    .hint(both!("add `{name}: …`", "请加上 `{name}: …`")),
            );
        }
        found
    }

    /// Reports every key that is not in `known`.
    pub fn only(&mut self, known: &[&str], diagnostics: &mut Vec<Diagnostic>) {
        self.only_below_their_keys(
            |name| !known.contains(&name) && nearest(name, known.iter().copied()).is_none(),
            diagnostics,
        );
        for (key, _) in &self.entries {
            if !known.contains(&key.name.as_str()) {
                self.unknown.push(&key.name);
                diagnostics.push(unknown_key(key, known));
            }
        }
    }

    /// Reports keys that are `strange` here and stand in one column with an empty key above them, as if they were meant to stand below it. All
    /// of them are left out, and that key with them.
    pub fn only_below_their_keys(&mut self, strange: impl Fn(&str) -> bool, diagnostics: &mut Vec<Diagnostic>) {
        let mut empty: Option<&Key> = None;
        let mut left_out: Vec<&str> = Vec::new();
        for &(key, node) in &self.entries {
            if !strange(&key.name) {
                empty = matches!(node.value, Value::Null).then_some(key);
            } else if let Some(above) = empty {
                let name = above.name.as_str();
                if !left_out.contains(&name) {
                    diagnostics.push(
                        unknown(key)
                            .note(above.span, both!("nothing stands below this key", "这个键下面没有内容"))
                            .hint(both!(
                                "if it belongs to `{name}`, write two more spaces before it than before `{name}`",
                                "如果它属于 `{name}`，它前面要比 `{name}` 多写两个空格"
                            )),
                    );
                    left_out.push(name);
                }
                left_out.push(&key.name);
            }
        }
        self.entries.retain(|(key, _)| !left_out.contains(&key.name.as_str()));
        self.unknown.extend(left_out);
    }
}

fn write_or_remove() -> Message {
    both!("write it behind the colon, or remove the key", "请在冒号后面写上内容，或者删去这个键")
}

fn unknown(key: &Key) -> Diagnostic {
    Diagnostic::new(Code::UnknownKey, key.span, both!("unknown key `{}`", "不认识的键 `{}`", key.name))
}

/// What is said of a key that does not belong here: the nearest of the known ones, or all of them.
pub fn unknown_key(key: &Key, known: &[&str]) -> Diagnostic {
    let diagnostic = unknown(key);
    if let Some(meant) = explain::meant_as_map(&key.name) {
        return diagnostic.hint(meant);
    }
    let diagnostic = diagnostic.nearest(&key.name, known.iter().copied());
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
