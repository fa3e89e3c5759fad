//! The attributes of a fence: `{#id minutes=15 workspace=6cm}`.

use super::blocks::Builder;
use crate::course::tree::Length;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{self, both};
use crate::slug::is_slug;
use crate::span::Span;

/// Every attribute that some fence takes.
#[derive(Clone, Debug, Default)]
pub struct Attributes {
    pub id: Option<String>,
    pub minutes: Option<u32>,
    pub group: Option<u32>,
    pub workspace: Option<Length>,
    pub is_final: bool,
    pub draw: Option<u32>,
    pub pass: Option<u32>,
}

/// Reads the text between the braces, which begins at byte `at`. `allowed` has the names that the fence takes; `id` is one.
pub fn read(builder: &mut Builder<'_>, text: &str, at: usize, allowed: &[&str]) -> Attributes {
    let mut attributes = Attributes::default();
    let mut seen: Vec<String> = Vec::new();
    for (word, start) in words(text) {
        let span = builder.span(at + start..at + start + word.len());
        let (name, value) = match word.strip_prefix('#') {
            Some(id) => ("id", id),
            None => word.split_once('=').unwrap_or((word, "")),
        };
        let value = value.trim_matches('"');
        if !allowed.contains(&name) {
            let shown = if name == "id" { word } else { name };
            let diagnostic = Diagnostic::new(
                Code::WrongAttribute,
                span,
                both!("this fence takes no attribute `{shown}`", "这种块没有属性 `{shown}`"),
            )
            .nearest(name, allowed.iter().copied());
            builder.report(if diagnostic.hints.is_empty() {
                diagnostic.hint(match allowed {
                    [] => both!("remove it; this fence takes none", "请删去；这种块没有任何属性"),
                    _ => {
                        let list = message::joined(allowed.iter().map(|&name| if name == "id" { "#id" } else { name }));
                        both!("it takes {list}", "它可以有 {list}"; list)
                    }
                })
            } else {
                diagnostic
            });
            continue;
        }
        if seen.iter().any(|s| s == name) {
            builder.report(
                Diagnostic::new(
                    Code::WrongAttribute,
                    span,
                    both!("`{name}` stands here twice", "`{name}` 在这里出现了两次"),
                )
                .hint(both!("remove one of the two", "请删去其中一个")),
            );
            continue;
        }
        seen.push(name.to_owned());
        let good = match name {
            "id" => is_slug(value).then(|| attributes.id = Some(value.to_owned())).is_some(),
            "minutes" => set(&mut attributes.minutes, count(value, 600)),
            "group" => set(&mut attributes.group, count(value, 100)),
            "final" => {
                attributes.is_final = word == "final";
                attributes.is_final
            }
            "draw" => set(&mut attributes.draw, count(value, 20)),
            "pass" => set(&mut attributes.pass, count(value, 100)),
            _ => set(&mut attributes.workspace, length(value)),
        };
        if !good {
            builder.report(wrong_value(name, word, span));
        }
    }
    attributes
}

fn set<T>(slot: &mut Option<T>, value: Option<T>) -> bool {
    let good = value.is_some();
    *slot = value;
    good
}

fn wrong_value(name: &str, word: &str, span: Span) -> Diagnostic {
    let expected = match name {
        "id" => both!(
            "an id of lower-case letters, digits and hyphens, such as `#lion-and-tiger`",
            "由小写字母、数字和连字符组成的 id，例如 `#lion-and-tiger`"
        ),
        "minutes" => both!("minutes from 1 to 600, such as `minutes=15`", "1 到 600 的分钟数，例如 `minutes=15`"),
        "final" => both!("`final` alone", "单独的 `final`"),
        "draw" => both!("a number of questions from 1 to 20, such as `draw=2`", "1 到 20 的题数，例如 `draw=2`"),
        "pass" => both!("a pass mark in percent, such as `pass=80`", "百分比的及格线，例如 `pass=80`"),
        "group" => both!("a number of people from 1 to 100, such as `group=4`", "1 到 100 的人数，例如 `group=4`"),
        _ => both!(
            "a length of paper up to 25 cm, such as `workspace=6cm` or `workspace=40mm`",
            "不超过 25 厘米的长度，例如 `workspace=6cm` 或 `workspace=40mm`"
        ),
    };
    let message = both!("expected {expected}, found `{word}`", "这里应是：{expected}；现在是：`{word}`"; expected);
    Diagnostic::new(Code::WrongAttribute, span, message)
}

fn count(value: &str, most: u32) -> Option<u32> {
    value.parse().ok().filter(|n| (1..=most).contains(n))
}

fn length(value: &str) -> Option<Length> {
    let (number, scale) = match value.strip_suffix("cm") {
        Some(number) => (number, 100.0),
        None => (value.strip_suffix("mm")?, 10.0),
    };
    let number: f64 = number.trim().parse().ok()?;
    let tenths = (number * scale).round();
    (1.0..=2500.0).contains(&tenths).then_some(Length(tenths as u32))
}

/// The words of a text and where each begins; a quoted value may hold spaces.
fn words(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut quoted = false;
    let mut start = None;
    let mut words = Vec::new();
    for (at, c) in text.char_indices() {
        if c == '"' {
            quoted = !quoted;
        }
        match (c.is_whitespace() && !quoted, start) {
            (true, Some(from)) => {
                words.push((&text[from..at], from));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push((&text[from..], from));
    }
    words.into_iter()
}
