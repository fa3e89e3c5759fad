//! What MDX has beside Markdown: imports, exports, comments and components. What stands between the tags of a component stays.

use super::rewrite::{code_span, prose};
use crate::import::report::Report;
use crate::message::both;
use crate::syntax::escape::comment;

/// A text without them. Comments stand in their places.
pub fn replaced(text: &str, path: &str, reports: &mut Vec<Report>) -> String {
    let mut told: Vec<String> = Vec::new();
    prose(text, |first, part| {
        let place = |at: usize, part: &str| [format!("{path}:{}", first + part[..at].matches('\n').count())];
        let mut out = String::with_capacity(part.len());
        let mut at = 0;
        while at < part.len() {
            let rest = &part[at..];
            if let Some(length) = code_span(rest) {
                out.push_str(&rest[..length]);
                at += length;
                continue;
            }
            let line_start = part[..at].is_empty() || part[..at].ends_with('\n');
            if line_start && let Some(length) = script(rest) {
                let line = rest[..length].trim();
                let message = both!("`{line}` is left out, and stands as a comment", "`{line}` 没有导入，写成了注释");
                reports.push(Report::new(place(at, part), message));
                out.push_str(&comment(line, false));
                at += rest[..length].trim_end().len();
            } else if let Some((inner, length)) = note(rest) {
                out.push_str(&comment(inner.trim(), false));
                at += length;
            } else if let Some((name, length)) = tag(rest) {
                if !told.iter().any(|known| known == name) {
                    let message = both!(
                        "the component `<{name}>` is left out; what stands in it stays",
                        "组件 `<{name}>` 没有导入，里面的文字保留"
                    );
                    reports.push(Report::new(place(at, part), message));
                    told.push(name.to_owned());
                }
                let written = &rest[1..length - 1];
                let title = ["label", "title"].iter().find_map(|key| attribute(written, key));
                match title.filter(|_| line_start) {
                    Some(title) => out.push_str(&format!("\n**{title}**\n")),
                    None => out.push_str(&comment(written.trim_end_matches('/').trim(), false)),
                }
                at += length;
            } else {
                let c = rest.chars().next().unwrap_or_default();
                out.push(c);
                at += c.len_utf8();
            }
        }
        out
    })
}

/// The length of an import or export, to the blank line or the line that ends it.
fn script(rest: &str) -> Option<usize> {
    if !["import ", "export "].iter().any(|word| rest.starts_with(word)) {
        return None;
    }
    let line = rest.split('\n').next().unwrap_or_default();
    if !line.contains(" from ") && !line.contains(['\'', '"', '=', '{']) {
        return None;
    }
    let (mut depth, mut length) = (0_i32, 0);
    for line in rest.split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        length += line.len();
        depth +=
            line.chars().map(|c| i32::from(matches!(c, '{' | '(')) - i32::from(matches!(c, '}' | ')'))).sum::<i32>();
        if depth <= 0 {
            break;
        }
    }
    Some(length)
}

/// What a comment in braces says, and the length of all of it.
fn note(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix("{/*")?;
    let end = inner.find("*/}")?;
    Some((&inner[..end], end + 6))
}

/// The name of the component whose tag this is, and the length of the tag.
fn tag(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let length = inner.find(|c: char| !(c.is_alphanumeric() || c == '.')).unwrap_or(inner.len());
    let name = &inner[..length];
    if name.is_empty() {
        // `<>` and `</>` hold parts together and say nothing.
        return inner.starts_with('>').then(|| ("", rest.len() - inner.len() + 1));
    }
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let (mut depth, mut quote) = (0_i32, None);
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => depth -= 1,
            (None, '>') if depth <= 0 => return Some((name, at + 1)),
            _ => {}
        }
    }
    None
}

/// The text of an attribute between quotation marks.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (before, rest) = tag.split_once(&format!("{name}="))?;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let text = rest[1..].split(quote).next()?;
    (before.ends_with(char::is_whitespace) && !text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_left_out_and_what_is_in_them_stays() {
        for (text, expected) in [
            (
                "import Tabs from '@theme/Tabs';\n<Tabs>\nText <b>x</b>\n</Tabs>\n",
                "<!-- import Tabs from '@theme/Tabs'; -->\n<!-- Tabs -->\nText <b>x</b>\n<!-- /Tabs -->\n",
            ),
            ("{/* note */}\n", "<!-- note -->\n"),
            ("<TabItem value=\"mac\" label=\"macOS\">\nText\n</TabItem>\n", "\n**macOS**\n\nText\n<!-- /TabItem -->\n"),
            (
                "<Quiz\n  chapter={0}\n  answers={a => b > 1}\n/>\nText\n",
                "<!-- Quiz chapter={0} answers={a => b > 1} -->\nText\n",
            ),
            ("export const x = {\n  a: 1,\n};\nText\n", "<!-- export const x = { a: 1, }; -->\nText\n"),
            (
                "```jsx\nimport a from 'b';\n<Tabs>\n```\n`<Tabs>` import it from here\n",
                "```jsx\nimport a from 'b';\n<Tabs>\n```\n`<Tabs>` import it from here\n",
            ),
            ("1 < 2 and Vec<T\n", "1 < 2 and Vec<T\n"),
        ] {
            assert_eq!(replaced(text, "a.mdx", &mut Vec::new()), expected);
        }
    }
}
