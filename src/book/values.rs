//! The values that the keys of `book.yaml` take: words of a few, days, times, addresses, paths.

use std::collections::BTreeSet;

use crate::course::Date;
use crate::course::attachment::TYPES;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{self, Message, both};
use crate::yaml::{Fields, Node};

/// The longest break, in minutes.
pub(crate) const LONGEST_PAUSE: u32 = 600;

/// One of a few words.
pub(crate) fn choice<T: Copy>(node: &Node, known: &[(&str, T)], diagnostics: &mut Vec<Diagnostic>) -> Option<T> {
    let word = node.text(diagnostics)?;
    let found = known.iter().find(|(name, _)| *name == word).map(|&(_, value)| value);
    if found.is_none() {
        let list: Vec<String> = known.iter().map(|(name, _)| format!("`{name}`")).collect();
        let list = message::either(&list);
        diagnostics.push(
            Diagnostic::new(
                Code::WrongValue,
                node.span,
                both!("expected {list}, found `{word}`", "这里应是 {list}，现在是 `{word}`"; list),
            )
            .nearest(&word, known.iter().map(|(name, _)| *name)),
        );
    }
    found
}

/// Each of a list of a few words once.
pub(super) fn choices<T: Copy + PartialEq>(
    node: &Node,
    known: &[(&str, T)],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<T> {
    let mut found = Vec::new();
    for entry in node.list(diagnostics) {
        if let Some(value) = choice(entry, known, diagnostics)
            && !found.contains(&value)
        {
            found.push(value);
        }
    }
    found
}

pub(super) fn date(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Date> {
    let text = node.text(diagnostics)?;
    let parts: Vec<Option<u32>> = text.split('-').map(|p| p.parse().ok()).collect();
    let date = match parts[..] {
        [Some(year @ 1000..=9999), Some(month @ 1..=12), Some(day)] if (1..=days(year, month)).contains(&day) => {
            Some(Date { year: year as i32, month: month as u8, day: day as u8 })
        }
        _ => None,
    };
    if date.is_none() {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongValue,
                node.span,
                both!(
                    "expected a day such as `2026-11-01`, found `{text}`",
                    "这里应是日期，例如 `2026-11-01`，现在是 `{text}`"
                ),
            )
            .hint(both!("write year, month and day, all three in figures", "请用数字写年、月、日")),
        );
    }
    date
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// `09:00` in minutes since midnight.
pub(super) fn time(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<u32> {
    let text = node.text(diagnostics)?;
    let time = text.split_once(':').and_then(|(hour, minute)| {
        let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour < 24 && minute < 60).then_some(hour * 60 + minute)
    });
    if time.is_none() {
        let message =
            both!("expected a time such as `09:00`, found `{text}`", "这里应是时间，例如 `09:00`，现在是 `{text}`");
        diagnostics.push(Diagnostic::new(Code::WrongValue, node.span, message));
    }
    time
}

/// `7.5` hours, in minutes.
pub(super) fn hours(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<u32> {
    let text = node.text(diagnostics)?;
    let known = text.parse::<f64>().ok().filter(|hours| (0.25..=24.0).contains(hours));
    if known.is_none() {
        let message =
            both!("expected hours such as `7.5`, found `{text}`", "这里应是小时数，例如 `7.5`，现在是 `{text}`");
        diagnostics.push(Diagnostic::new(Code::WrongValue, node.span, message).hint(both!(
            "count from the beginning of the day to its end, with breaks and lunch; 24 at most",
            "从一天开始算到结束，包括休息和午餐；最多 24"
        )));
    }
    known.map(|hours| (hours * 60.0).round() as u32)
}

/// Up to ten hours; 0 for none.
pub(super) fn minutes(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<u32> {
    let text = node.text(diagnostics)?;
    let known = text.parse().ok().filter(|minutes| *minutes <= LONGEST_PAUSE);
    if known.is_none() {
        let message =
            both!("expected minutes such as `15`, found `{text}`", "这里应是分钟数，例如 `15`，现在是 `{text}`");
        diagnostics.push(
            Diagnostic::new(Code::WrongValue, node.span, message).hint(both!("write `0` for none", "没有就写 `0`")),
        );
    }
    known
}

/// The thickness of a sheet, in micrometres.
pub(super) fn thickness(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<u32> {
    length(node, 0.5, diagnostics, |text| {
        let expected = both!(
            "expected the thickness of a sheet up to `0.5mm`, found `{text}`",
            "这里应是一张纸的厚度，最多 `0.5mm`，现在是 `{text}`"
        );
        (expected, both!("usual paper of 80 g is `0.1mm` thick", "常用的 80 克纸厚 `0.1mm`"))
    })
}

/// How far colours run over the edges of a page, in micrometres.
pub(super) fn bleed(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<u32> {
    length(node, 10.0, diagnostics, |text| {
        let expected =
            both!("expected a bleed up to `10mm`, found `{text}`", "这里应是出血的宽度，最多 `10mm`，现在是 `{text}`");
        (expected, both!("most print shops want `3mm`", "印刷厂一般要 `3mm`"))
    })
}

/// A length such as `0.1mm`, up to so many millimetres, in micrometres. `wrong` says of another text what was expected, and a hint.
fn length(
    node: &Node,
    most: f64,
    diagnostics: &mut Vec<Diagnostic>,
    wrong: impl Fn(&str) -> (Message, Message),
) -> Option<u32> {
    let text = node.text(diagnostics)?;
    let millimetres = text.strip_suffix("mm").and_then(|number| number.trim().parse::<f64>().ok());
    let known = millimetres.filter(|mm| (0.0..=most).contains(mm));
    if known.is_none() {
        let (expected, hint) = wrong(&text);
        diagnostics.push(Diagnostic::new(Code::WrongValue, node.span, expected).hint(hint));
    }
    known.map(|mm| (mm * 1000.0).round() as u32)
}

/// A URI, whatever its scheme.
pub(super) fn identifier(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let text = node.text(diagnostics)?;
    let scheme = text.split_once(':').filter(|(_, rest)| !rest.is_empty()).map(|(scheme, _)| scheme);
    let named = scheme.is_some_and(|scheme| !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric()));
    if !named || !text.chars().all(|c| c.is_ascii_graphic()) {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongValue,
                node.span,
                both!("`{text}` cannot identify a course", "`{text}` 不能用来标识课程"),
            )
            .hint(both!(
                "write a UUID, such as `urn:uuid:2f4d0d42-5f0b-4d5e-9d5a-0d8f0a3d6b11`; `diglot new` makes a fresh one",
                "请写一个 UUID，例如 `urn:uuid:2f4d0d42-5f0b-4d5e-9d5a-0d8f0a3d6b11`；`diglot new` 会写一个新的"
            )),
        );
        return None;
    }
    Some(text)
}

pub(super) fn site_url(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let url = node.text(diagnostics)?;
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |c: char| c.is_ascii_graphic() && !"\"'<>\\^`{|}?#".contains(c);
    if host.is_none_or(|host| host.is_empty() || host.starts_with('/') || !host.chars().all(plain)) {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongValue,
                node.span,
                both!("`{url}` is not the address of a site", "`{url}` 不是网站地址"),
            )
            .hint(both!(
                "write it in full, such as `https://intranet.example/complaints/`",
                "请写完整的地址，例如 `https://intranet.example/complaints/`"
            )),
        );
        return None;
    }
    Some(if url.ends_with('/') { url } else { url + "/" })
}

/// A folder or a file below the folder of `book.yaml`.
pub(super) fn folder(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let path = node.text(diagnostics)?;
    let inside =
        path.split('/').all(|part| !part.is_empty() && part != ".." && part != "." && !part.contains(['\\', ':']));
    if !inside {
        diagnostics.push(
            Diagnostic::new(
                Code::WrongValue,
                node.span,
                both!("`{path}` is not a folder beside `book.yaml`", "`{path}` 不是 `book.yaml` 旁边的文件夹"),
            )
            .hint(both!("write its name alone, such as `course`", "请只写文件夹的名称，例如 `course`")),
        );
        return None;
    }
    Some(path)
}

/// The endings of the files that a course hands on.
pub(super) fn attachments(fields: &Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> BTreeSet<String> {
    let Some(node) = fields.get("attachments") else { return TYPES.iter().map(|&ending| ending.to_owned()).collect() };
    let mut endings = BTreeSet::new();
    for entry in node.list(diagnostics) {
        let Some(ending) = entry.text(diagnostics) else { continue };
        if !ending.is_empty()
            && ending.len() <= 10
            && ending.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        {
            endings.insert(ending);
        } else {
            let message = both!("`{ending}` is not the ending of a file's name", "`{ending}` 不是文件的扩展名");
            diagnostics.push(Diagnostic::new(Code::WrongValue, entry.span, message).hint(both!(
                "write endings in small letters and without a dot: `attachments: [xlsx, docx, pdf]`",
                "请用小写字母写扩展名，不带点：`attachments: [xlsx, docx, pdf]`"
            )));
        }
    }
    endings
}
