//! Markup that a Chinese keyboard or a word processor has written with other signs than Markdown's: it is read as text.

use std::ops::Range;

use super::blocks::Builder;
use crate::course::tree::{Inline, Parsed};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{Message, both};
use crate::span::Span;
use crate::typography::is_han;

/// Signs that others put before the items of a list.
const BULLETS: [char; 9] = ['－', '•', '·', '●', '○', '▪', '■', '◆', '➢'];

impl Builder<'_> {
    /// Reports the lines of a paragraph that were meant as something else.
    pub fn lines_that_slipped(&mut self, span: Span) {
        let text = &self.text[span.range()];
        let base = span.range().start;
        self.items_without_space(text, base);
        self.table_that_slipped(text, base);
        if text.is_ascii() {
            return;
        }
        let (mut items, mut numbers) = (Vec::new(), Vec::new());
        let mut found = Vec::new();
        let mut at = base;
        for line in text.split_inclusive('\n') {
            let words = line.trim_start_matches([' ', '\t', '>', '\u{3000}']);
            let start = at + (line.len() - words.len());
            let words = words.trim_end();
            let place = self.span(start..start + words.chars().next().map_or(0, char::len_utf8));
            at += line.len();
            if words.starts_with('｜') && words.matches('｜').count() > 1 {
                found.push((
                    place,
                    both!("this line of a table has full-width bars", "这一行表格用了全角竖线"),
                    both!("write the half-width `|`", "请写半角的 `|`"),
                ));
                break;
            }
            if words.starts_with('＃') {
                let marks = words.chars().take_while(|&c| c == '＃').count();
                found.push((
                    place,
                    both!("a heading with a full-width `＃`", "标题用了全角 `＃`"),
                    both!("write `{} Title`", "请写 `{} 标题`", "#".repeat(marks.clamp(2, 6))),
                ));
            }
            let bullet = words.strip_prefix(BULLETS).is_some_and(|rest| rest.starts_with([' ', '\u{3000}', '\t']));
            items.extend(bullet.then_some(place));
            numbers.extend(numbered(words).map(|number| (number, place)));
        }
        let dash = items.first().is_some_and(|place| self.text[place.range()].starts_with('－'));
        if items.len() > 1 || dash {
            found.push((
                items[0],
                both!("this is no list: its lines run together", "这不是列表：各行会连在一起"),
                both!("begin each item with `- `, after a blank line", "每一项请以 `- ` 开头，前面空一行"),
            ));
        }
        if numbers.len() > 1 || numbers.first().is_some_and(|((number, _), _)| *number == 1) {
            let (_, sign) = numbers[0].0;
            let message = match sign {
                '.' => both!("this is no list: a space is missing behind the number", "这不是列表：编号后面缺少空格"),
                _ => both!("this is no list: `{sign}` follows the number", "这不是列表：编号后面写了 `{sign}`"),
            };
            found.push((
                numbers[0].1,
                message,
                both!(
                    "write `1. ` with a half-width dot and a space, after a blank line",
                    "请写 `1. `，用半角句点加空格，前面空一行"
                ),
            ));
        }
        for (place, message, hint) in found {
            self.slip(place, message, hint);
        }
    }

    /// `- [] words`, `- [ ]words`: what was meant as a box to tick at the beginning of an item, whose bytes are `item`.
    pub fn box_that_slipped(&mut self, item: Range<usize>) {
        let line = self.text[item.clone()].lines().next().unwrap_or_default();
        let words = line.trim_start_matches(|c: char| c.is_ascii_digit() || "-*+.) \t".contains(c));
        let Some((length, right)) = tick_box(words) else { return };
        let start = item.start + (line.len() - words.len());
        let mark = if right { "- [x] " } else { "- [ ] " };
        let behind = words[length..].chars().take(20).collect::<String>();
        let example = format!("{mark}{}", behind.trim_start().split(['`', '[']).next().unwrap_or_default().trim_end());
        self.slip(
            self.span(start..start + length),
            both!("this is shown as text, not as a box to tick", "这里会显示成文字，而不是复选框"),
            both!("write `{example}`, with these spaces", "请写 `{example}`，空格不能少"),
        );
    }

    /// `-[ ] words`, `-倾听`: items of lists that lack the space behind their sign. The text begins at byte `base` of the file.
    fn items_without_space(&mut self, text: &str, base: usize) {
        let mut places: Vec<Span> = Vec::new();
        let mut boxes = false;
        let mut at = base;
        for line in text.split_inclusive('\n') {
            let words = line.trim_start_matches([' ', '\t', '>']);
            let start = at + (line.len() - words.len());
            at += line.len();
            let Some(rest) = words.strip_prefix(['-', '*', '+']) else { continue };
            let ticked = tick_box(rest).is_some();
            if ticked || words.starts_with('-') && rest.starts_with(is_han) {
                boxes |= ticked;
                places.push(self.span(start..start + 1));
            }
        }
        let Some(&place) = places.first().filter(|_| boxes || places.len() > 1) else { return };
        self.slip(
            place,
            both!("this is no list: a space is missing behind the sign", "这不是列表：符号后面缺少空格"),
            if boxes {
                both!("write `- [ ] words`, after a blank line", "请写 `- [ ] 文字`，前面空一行")
            } else {
                both!("begin each item with `- `, after a blank line", "每一项请以 `- ` 开头，前面空一行")
            },
        );
    }

    /// Looks through a text for brackets that are no link or reference.
    pub fn brackets_that_slipped(&mut self, inlines: &[Inline<Parsed>]) {
        for inline in inlines {
            match inline {
                Inline::Text(text, span) if !text.is_ascii() && self.text.get(span.range()) == Some(text) => {
                    self.references(text, *span);
                    self.links(text, *span);
                    self.emphasis(text, *span);
                }
                inline => self.brackets_that_slipped(inline.children()),
            }
        }
    }

    /// `【【step/listen】】`
    fn references(&mut self, text: &str, span: Span) {
        for (open, close) in [("【【", "】】"), ("［［", "］］"), ("[[", "］］"), ("[[", "】】"), ("〔〔", "〕〕")]
        {
            for (at, _) in text.match_indices(open) {
                let Some(length) = beginning(&text[at + open.len()..]).find(close) else { continue };
                let name = &text[at + open.len()..at + open.len() + length];
                if name.contains(['[', '【', '［']) {
                    continue;
                }
                let start = span.range().start + at;
                let place = self.span(start..start + open.len() + length + close.len());
                self.slip(
                    place,
                    both!("a reference in full-width brackets", "引用用了全角括号"),
                    both!("write `[[{name}]]`", "请写半角的 `[[{name}]]`"),
                );
            }
        }
    }

    /// `[words]（address）`
    fn links(&mut self, text: &str, span: Span) {
        for (opens, parts) in [('[', "]（"), ('［', "］（"), ('［', "］("), ('【', "】("), ('【', "】（"), ('[', "](")]
        {
            for (at, _) in text.match_indices(parts) {
                let Some(open) = text[..at].rfind(opens) else { continue };
                let start = span.range().start;
                let behind = start + at + parts.len();
                let line = beginning(&self.text[behind..]);
                let line = &line[..line.find('\n').unwrap_or(line.len())];
                let Some(length) = line.find(['）', ')']) else { continue };
                let (address, closing) = line.split_at(length);
                let half_width = parts == "](" && closing.starts_with(')');
                let leads = address.contains(['/', '#']) || address.ends_with(".md");
                if half_width || !leads || address.contains(char::is_whitespace) {
                    continue;
                }
                let end = behind + length + closing.chars().next().map_or(0, char::len_utf8);
                let words = &text[open + opens.len_utf8()..at];
                self.slip(
                    self.span(start + open..end),
                    both!("a link in full-width brackets", "链接用了全角括号"),
                    both!("write `[{words}]({address})`", "请写半角的 `[{words}]({address})`"),
                );
            }
        }
    }

    /// `＊＊words＊＊`
    fn emphasis(&mut self, text: &str, span: Span) {
        let Some(at) = text.find("＊＊") else { return };
        if text[at + "＊＊".len()..].contains("＊＊") {
            let start = span.range().start + at;
            self.slip(
                self.span(start..start + "＊＊".len()),
                both!("emphasis with full-width stars", "加粗用了全角星号"),
                both!("write `**words**`", "请写半角的 `**文字**`"),
            );
        }
    }

    pub fn slip(&mut self, place: Span, message: Message, hint: Message) {
        self.report(Diagnostic::new(Code::UnreadMarkup, place, message).hint(hint));
    }
}

/// As much of a text as a name or an address may take; the rest is looked at no more, for each bracket anew.
fn beginning(text: &str) -> &str {
    const LONGEST: usize = 500;
    &text[..text.floor_char_boundary(text.len().min(LONGEST))]
}

/// The number with which a line begins, when `、`, a full-width dot, or a dot without a space follows it.
fn numbered(words: &str) -> Option<(u32, char)> {
    let digits = words.chars().take_while(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).count();
    let number: String =
        words.chars().take(digits).map(|c| char::from_digit((c as u32) % 16, 10).unwrap_or('0')).collect();
    let mut rest = words.chars().skip(digits);
    let behind = rest.next()?;
    let unspaced = behind == '.' && rest.next().is_some_and(is_han);
    if digits == 0 || digits > 2 || !(matches!(behind, '、' | '．') || unspaced) {
        return None;
    }
    Some((number.parse().ok()?, behind))
}

/// How long the box is with which `words` begin, and whether it is ticked, if it is one that Markdown does not know.
fn tick_box(words: &str) -> Option<(usize, bool)> {
    let (open, close) =
        [('[', ']'), ('［', '］'), ('【', '】')].into_iter().find(|(open, _)| words.starts_with(*open))?;
    let end = words.find(close)?;
    let within = words[open.len_utf8()..end].trim();
    let right = match within {
        "" => false,
        "x" | "X" | "√" | "✓" | "✔" | "v" | "V" => true,
        _ => return None,
    };
    let behind = &words[end + close.len_utf8()..];
    // A link, a footnote or an empty link are none.
    (!behind.starts_with(['(', '[', '{', ':', '（']) && !behind.trim().is_empty())
        .then_some((end + close.len_utf8(), right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_are_told_from_links() {
        for (words, found) in [
            ("[] x", Some((2, false))),
            ("[ ]x", Some((3, false))),
            ("[x]done", Some((3, true))),
            ("［　］ 听", Some((9, false))),
            ("[√] 听", Some((5, true))),
            ("[x](y)", None),
            ("[x][y]", None),
            ("[x]: y", None),
            ("[step] x", None),
            ("[]", None),
        ] {
            assert_eq!(tick_box(words), found, "{words}");
        }
    }

    #[test]
    fn numbers_before_a_chinese_comma() {
        assert_eq!(numbered("1、听"), Some((1, '、')));
        assert_eq!(numbered("１２．听"), Some((12, '．')));
        assert_eq!(numbered("1.听"), Some((1, '.')));
        assert_eq!(numbered("1.5倍"), None);
        assert_eq!(numbered("1. 听"), None);
        assert_eq!(numbered("2024、2025"), None);
        assert_eq!(numbered("听"), None);
    }
}
