//! `plans:` in `book.yaml`: the ways in which the course is taught, before anybody knows what their items are.

use super::localized::LocalizedReader;
use super::tables::PLAN_KEYS;
use super::values::{hours, minutes, time};
use crate::course::Localized;
use crate::course::programme::Hours;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::slug::is_slug;
use crate::span::Span;
use crate::yaml::{Fields, Node, Value};

/// A session plan as the book asks for it.
#[derive(Clone, Debug)]
pub struct PlanSettings {
    /// Its name: `half-day`.
    pub key: String,
    /// What it is called, in every language.
    pub title: Localized<String>,
    /// When its days begin and how long they are.
    pub hours: Hours,
    /// Over how many days it is spread; None for as few as hold it.
    pub days: Option<u32>,
    /// What is done, in the order of the clock; None for all chapters.
    pub items: Option<Vec<PlannedItem>>,
    /// Where its name stands.
    pub span: Span,
}

/// Something that a plan names.
#[derive(Clone, Debug)]
pub struct PlannedItem {
    /// As it is written: `module/mindset`, `module/mindset#lion`.
    pub name: String,
    /// How long it takes, where the plan says so.
    pub minutes: Option<u32>,
    /// Where it is written.
    pub span: Span,
}

/// The plans in the order of the file. `usual` is what a plan has that says nothing of its hours.
pub(super) fn plans(
    fields: &Fields<'_>,
    reader: &LocalizedReader<'_>,
    usual: Hours,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<PlanSettings> {
    let Some(node) = fields.get("plans") else { return Vec::new() };
    let mut plans = Vec::new();
    for (key, node) in node.fields(diagnostics).entries {
        let mut fields = node.fields(diagnostics);
        fields.only(&PLAN_KEYS, diagnostics);
        if !is_slug(&key.name) {
            let name = &key.name;
            let message = both!("`{name}` cannot be the name of a plan", "`{name}` 不能用作授课安排的名称");
            diagnostics.push(Diagnostic::new(Code::WrongValue, key.span, message).hint(both!(
                "use lower-case letters, digits and hyphens, such as `half-day`; files are called by it",
                "请用小写字母、数字和连字符，例如 `half-day`；文件以它命名"
            )));
            continue;
        }
        let title = fields.require("title", diagnostics).and_then(|node| reader.localized(node, diagnostics));
        let mut own = usual;
        let mut set = |key: &str, read: fn(&Node, &mut Vec<Diagnostic>) -> Option<u32>, value: &mut u32| {
            *value = fields.get(key).and_then(|node| read(node, diagnostics)).unwrap_or(*value);
        };
        set("start", time, &mut own.start);
        set("hours", hours, &mut own.length);
        set("break", minutes, &mut own.pause);
        set("lunch", minutes, &mut own.lunch);
        set("lunch-at", time, &mut own.lunch_at);
        plans.push(PlanSettings {
            key: key.name.clone(),
            title: title.unwrap_or_else(|| reader.empty()),
            hours: own,
            days: fields.get("days").and_then(|node| node.count(diagnostics)),
            items: fields.get("items").map(|node| {
                let entries = node.list(diagnostics);
                entries.into_iter().filter_map(|entry| item(entry, diagnostics)).collect()
            }),
            span: key.span,
        });
    }
    plans
}

/// `module/mindset`, or `module/mindset: 45`.
fn item(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<PlannedItem> {
    let Value::Map(entries) = &node.value else {
        return Some(PlannedItem { name: node.text(diagnostics)?, minutes: None, span: node.span });
    };
    let [(key, node)] = &entries[..] else {
        let message = both!("expected one item on a line", "这里每行只写一个条目");
        diagnostics.push(Diagnostic::new(Code::WrongValue, node.span, message).hint(both!(
            "begin each line with a hyphen: `- module/mindset: 45`",
            "每行以连字符开头：`- module/mindset: 45`"
        )));
        return None;
    };
    Some(PlannedItem { name: key.name.clone(), minutes: node.count(diagnostics), span: key.span })
}
