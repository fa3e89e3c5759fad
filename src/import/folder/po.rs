//! Catalogues of gettext, as mdbook-i18n-helpers writes them: a message for each paragraph, heading, item and cell.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::rewrite::plain;

/// The translations of a book.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// By the words of the message.
    messages: BTreeMap<String, Message>,
    fuzzy_used: BTreeSet<String>,
    missing: usize,
}

#[derive(Clone, Debug, Default)]
struct Message {
    text: String,
    fuzzy: bool,
}

/// Reads a file of gettext. What cannot be read is no message.
pub fn read(text: &str) -> Catalogue {
    let mut catalogue = Catalogue::default();
    let (mut fuzzy, mut id, mut said) = (false, None::<String>, None::<String>);
    for line in text.lines().chain([""]) {
        let line = line.trim();
        let next = line.is_empty() || said.is_some() && (line.starts_with('#') || line.starts_with("msgid"));
        if next {
            if let (Some(id), Some(text)) = (id.take(), said.take())
                && !id.is_empty()
                && !text.is_empty()
            {
                catalogue.messages.insert(plain(&id), Message { text, fuzzy });
            }
            if !line.starts_with("msgid") {
                fuzzy = false;
            }
        }
        if let Some(flags) = line.strip_prefix("#,") {
            fuzzy = flags.split(',').any(|flag| flag.trim() == "fuzzy");
        } else if let Some(rest) = line.strip_prefix("msgid ") {
            id = Some(unquoted(rest));
        } else if let Some(rest) = line.strip_prefix("msgstr ") {
            said = Some(unquoted(rest));
        } else if line.starts_with('"')
            && let Some(open) = said.as_mut().or(id.as_mut())
        {
            open.push_str(&unquoted(line));
        }
    }
    catalogue
}

fn unquoted(text: &str) -> String {
    let text = text.trim().trim_start_matches('"');
    let text = text.strip_suffix('"').unwrap_or(text);
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c, c == '\\') {
            (_, true) => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some(c) => out.push(c),
                None => {}
            },
            (c, _) => out.push(c),
        }
    }
    out
}

impl Catalogue {
    /// How many translations were taken that somebody has to look at.
    pub fn fuzzy_used(&self) -> usize {
        self.fuzzy_used.len()
    }

    /// How many texts had no translation.
    pub fn missing(&self) -> usize {
        self.missing
    }

    /// A text with each of its messages translated.
    pub fn translated(&mut self, text: &str) -> String {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut open: Option<(usize, usize)> = None;
        let mut in_code = false;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            match &event {
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                _ => {}
            }
            let inline = match &event {
                Event::Text(_) => !in_code,
                Event::Code(_)
                | Event::SoftBreak
                | Event::HardBreak
                | Event::InlineHtml(_)
                | Event::FootnoteReference(_) => true,
                Event::Start(tag) => is_inline(tag),
                Event::End(end) => {
                    matches!(
                        end,
                        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
                    )
                }
                _ => false,
            };
            if inline {
                let (start, end) = open.unwrap_or((range.start, range.end));
                open = Some((start.min(range.start), end.max(range.end)));
            } else {
                runs.extend(open.take());
            }
        }
        runs.extend(open);
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (start, end) in runs {
            let words = plain(&text[start..end]);
            if words.is_empty() || start < at {
                continue;
            }
            match self.messages.get(&words) {
                Some(message) => {
                    out.push_str(&text[at..start]);
                    out.push_str(&message.text.trim().replace('\n', " "));
                    at = end;
                    if message.fuzzy {
                        self.fuzzy_used.insert(words);
                    }
                }
                None => self.missing += usize::from(words.chars().any(char::is_alphabetic)),
            }
        }
        out.push_str(&text[at..]);
        out
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_found_by_their_words() {
        let mut catalogue = read(
            "msgid \"\"\nmsgstr \"Language: zh\\n\"\n\n#: src/a.md:1\nmsgid \"Listen\"\nmsgstr \"倾听\"\n\n#, fuzzy\nmsgid \"\"\n\"Say _it_ \"\n\"again.\"\nmsgstr \"再*说*一遍。\"\n",
        );
        let text = "# Listen\n\n- Say *it*\n  again.\n- Other words.\n\n```\nListen\n```\n";
        assert_eq!(catalogue.translated(text), "# 倾听\n\n- 再*说*一遍。\n- Other words.\n\n```\nListen\n```\n");
        assert_eq!((catalogue.fuzzy_used(), catalogue.missing()), (1, 1));
    }
}
