//! Gettext that comes back.

use super::read::{Read, Row, Said};
use crate::i18n::export::STATE;
use crate::message::{Message, both};

/// The part of a message that a line continues.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Context,
    Id,
    Text,
    /// Of a kind that is not read.
    Other,
}

#[derive(Default)]
struct Entry {
    line: usize,
    context: Option<String>,
    id: Option<String>,
    text: Option<String>,
    fuzzy: bool,
    state: Option<String>,
    plural: bool,
}

/// Reads a catalogue. Lines that cannot be read are told.
pub fn read(text: &str) -> Read {
    let mut read = Read::default();
    let (mut entry, mut part) = (Entry::default(), Part::Other);
    for (at, line) in text.lines().enumerate() {
        let (number, line) = (at + 1, line.trim());
        let begins = line.is_empty()
            || entry.text.is_some()
                && (line.starts_with('#') || line.starts_with("msgctxt") || line.starts_with("msgid "));
        if begins {
            end(std::mem::take(&mut entry), &mut read);
            part = Part::Other;
        }
        let word_end = line.find([' ', '"', '[']).unwrap_or(line.len());
        let (word, rest) = line.split_at(word_end);
        let value = match (word, line.as_bytes().first()) {
            (_, None) => continue,
            (_, Some(b'#')) => {
                comment(line, &mut entry);
                continue;
            }
            ("", Some(b'"')) => line,
            ("msgctxt", _) => {
                part = Part::Context;
                rest
            }
            ("msgid", _) => {
                (part, entry.line) = (Part::Id, number);
                rest
            }
            ("msgstr", _) if !entry.plural => {
                part = Part::Text;
                rest
            }
            ("msgid_plural" | "msgstr", _) => {
                (part, entry.plural) = (Part::Other, true);
                continue;
            }
            _ => {
                read.wrong.push((place(number), both!("this line cannot be read", "这一行无法读取")));
                continue;
            }
        };
        let Some(value) = unquoted(value.trim()) else {
            let message = both!("a text stands between quotation marks: `\"…\"`", "文字应写在引号之间：`\"…\"`");
            read.wrong.push((place(number), message));
            continue;
        };
        match part {
            Part::Context => entry.context.get_or_insert_default().push_str(&value),
            Part::Id => entry.id.get_or_insert_default().push_str(&value),
            Part::Text => entry.text.get_or_insert_default().push_str(&value),
            Part::Other => {}
        }
    }
    end(entry, &mut read);
    read
}

pub fn place(line: usize) -> String {
    line.to_string()
}

/// `#,` has flags, `#.` what the exporter said. `#~` is a message that is gone, `#|` what was before.
fn comment(line: &str, entry: &mut Entry) {
    if let Some(flags) = line.strip_prefix("#,") {
        entry.fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
    } else if let Some(state) = line.strip_prefix("#.").and_then(|said| said.trim().strip_prefix(STATE)) {
        entry.state = Some(state.trim().to_owned());
    }
}

fn end(entry: Entry, read: &mut Read) {
    let Entry { line, context, id: Some(id), text, fuzzy, state, plural } = entry else { return };
    if plural {
        let message: Message = both!("a message with plural forms is none of a course", "课程里没有带复数形式的条目");
        read.wrong.push((place(line), message));
        return;
    }
    let text = text.unwrap_or_default();
    if id.is_empty() && context.is_none() {
        for field in text.lines() {
            match field.split_once(':') {
                Some(("Language", tag)) => read.target = Some(tag.trim().to_owned()).filter(|tag| !tag.is_empty()),
                Some(("X-Source-Language", tag)) => read.source = Some(tag.trim().to_owned()),
                _ => {}
            }
        }
        return;
    }
    let done = !fuzzy && !text.is_empty();
    let (source, target) = (Said::written(&id), Said::written(&text));
    read.rows.push(Row { place: place(line), context, source, target, done, fuzzy, exported: state, ..Row::default() });
}

/// The text between quotation marks; none where they or what they hold are not whole.
fn unquoted(text: &str) -> Option<String> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '"' => return None,
            '\\' => match chars.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                c => c,
            },
            c => c,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_as_gettext_writes_them() {
        let text = "msgid \"\"\nmsgstr \"\"\n\"Language: zh_Hans\\n\"\n\"X-Source-Language: en\\n\"\n\n#. state: stale\n#, fuzzy\n#| msgid \"Old\"\nmsgctxt \"step/a/0\"\nmsgid \"\"\n\"Say \"\n\"\\\"it\\\"\"\nmsgstr \"说\"\n#~ msgid \"gone\"\n#~ msgstr \"x\"\n\nmsgctxt \"step/a/1\"\nmsgid \"Two\"\nmsgstr \"\"\n";
        let read = read(text);
        assert_eq!(read.target.as_deref(), Some("zh_Hans"));
        assert_eq!(read.source.as_deref(), Some("en"));
        let shown: Vec<_> = read
            .rows
            .iter()
            .map(|row| {
                (
                    row.place.as_str(),
                    row.context.as_deref(),
                    &*row.source.plain,
                    &*row.target.plain,
                    row.fuzzy,
                    row.done,
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("10", Some("step/a/0"), "Say \"it\"", "说", true, false),
                ("18", Some("step/a/1"), "Two", "", false, false)
            ]
        );
        assert!(read.wrong.is_empty(), "{:?}", read.wrong);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_line() {
        let read = read("nonsense\nmsgid \"a\nmsgstr \"b\"\n\nmsgid \"a\"\nmsgid_plural \"as\"\nmsgstr[0] \"b\"\n");
        let lines: Vec<&str> = read.wrong.iter().map(|(place, _)| place.as_str()).collect();
        assert_eq!(lines, ["1", "2", "5"]);
    }
}
