//! Words of which the author says the language, `[words]{lang=fr}`, or that they belong in the index, `[words]{index}`.

use super::blocks::Builder;
use super::nest::{Token, exact};
use super::pandoc;
use crate::book;
use crate::course::Language;
use crate::course::tree::{Inline, TextStyle};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;

/// How many brackets deep words of which the author says the language may stand in each other.
const NESTED: usize = 2;

/// A longer list of attributes is none.
const LONGEST_LIST: usize = 100;

/// What attributes say of words.
enum Marked {
    Language(Language),
    Style(TextStyle),
    /// They stand in the index, by themselves or as this entry.
    Index(Option<String>),
    /// They are the place with that id.
    Place(String),
    /// Classes that a course does not know.
    Nothing,
}

impl Builder<'_> {
    /// Puts `[words]{lang=fr}` into one node. Its brackets are some that the parser has taken for text: those of links are gone.
    pub fn passages(&mut self, tokens: Vec<Token>) -> Vec<Token> {
        let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
        // Where in `out` the open brackets stand; none for one that nests too deep to be meant.
        let mut open: Vec<Option<usize>> = Vec::new();
        // The byte of the file behind the last attributes.
        let mut behind = 0;
        for token in tokens {
            let (text, span) = match token {
                Token::Node(Inline::Text(text, span)) if exact(&text, span) => (text, span),
                Token::Node(Inline::Text(_, span)) if span.range().start < behind => continue,
                Token::Delimiters { start, .. } if start < behind => continue,
                token => {
                    out.push(token);
                    continue;
                }
            };
            let base = span.range().start;
            let mut from = behind.saturating_sub(base).min(text.len());
            for (at, bracket) in text.match_indices(['[', ']']) {
                if at < from || self.escaped(base + at) {
                    continue;
                }
                self.plain(&text, from..at, base, &mut out);
                self.plain(&text, at..at + 1, base, &mut out);
                from = at + 1;
                if bracket == "[" {
                    open.push((open.len() < NESTED).then(|| out.len() - 1));
                } else if let Some(Some(opening)) = open.pop()
                    && let Some((marked, end)) = self.mark_at(base + at + 1)
                {
                    out.pop();
                    let inner = out.split_off(opening + 1);
                    out.pop();
                    let content = self.nest(inner, None);
                    match marked {
                        Marked::Language(language) => {
                            out.push(Token::Node(Inline::Foreign { language: Box::new(language), content }));
                        }
                        Marked::Index(entry) => out.push(Token::Node(Inline::Indexed { entry, content })),
                        Marked::Style(style) => out.push(Token::Node(Inline::Styled { style, content })),
                        Marked::Place(id) => {
                            out.push(Token::Node(Inline::Place(id, self.span(base + at..end))));
                            out.extend(content.into_iter().map(Token::Node));
                        }
                        Marked::Nothing => out.extend(content.into_iter().map(Token::Node)),
                    }
                    behind = end;
                    from = (end - base).min(text.len());
                }
            }
            self.plain(&text, from..text.len(), base, &mut out);
        }
        out
    }

    /// Whether an odd number of backslashes stands before byte `at` of the file.
    pub fn escaped(&self, at: usize) -> bool {
        self.text[..at].bytes().rev().take_while(|&b| b == b'\\').count() % 2 == 1
    }

    /// What the attributes at byte `at` of the file say of the words before them, and where they end. None when there are none.
    fn mark_at(&mut self, at: usize) -> Option<(Marked, usize)> {
        if let Some((language, end)) = self.language_at(at) {
            return Some((language.map_or(Marked::Nothing, Marked::Language), end));
        }
        if let Some((entry, end)) = self.index_at(at) {
            return Some((Marked::Index(entry), end));
        }
        let (pairs, length) = pandoc::read(&self.text[at..])?;
        // Other lists are no attributes of Pandoc's.
        if !pairs.iter().all(|(name, _)| matches!(name.as_str(), "." | "#")) {
            return None;
        }
        let marked = pairs.into_iter().find_map(|(name, value)| match (name.as_str(), value.as_str()) {
            (".", "underline" | "ul") => Some(Marked::Style(TextStyle::Underline)),
            (".", "mark") => Some(Marked::Style(TextStyle::Highlight)),
            (".", "kbd") => Some(Marked::Style(TextStyle::Key)),
            ("#", _) => Some(Marked::Place(value)),
            _ => None,
        });
        Some((marked.unwrap_or(Marked::Nothing), at + length))
    }

    /// What the attributes at byte `at` of the file say of a language, and where they end. None when they say nothing of one; one that nobody
    /// knows is reported.
    fn language_at(&mut self, at: usize) -> Option<(Option<Language>, usize)> {
        let (list, end) = self.list_at(at)?;
        let shown = list.trim().strip_prefix("lang=")?;
        let language = book::language(shown.trim_matches('"')).filter(|language| language.language.len() <= 3);
        if language.is_none() {
            let start = at + 1 + list.find(shown).unwrap_or_default();
            self.report(
                Diagnostic::new(
                    Code::WrongAttribute,
                    self.span(start..start + shown.len()),
                    both!("`{shown}` is not a language tag", "`{shown}` 不是语言代码"),
                )
                .hint(both!(
                    "write a tag of BCP 47 such as `fr`, `zh-Hant` or `pt-BR`",
                    "请写 BCP 47 语言代码，例如 `fr`、`zh-Hant` 或 `pt-BR`"
                )),
            );
        }
        Some((language, end))
    }

    /// The entry of the index that the attributes at byte `at` of the file make of the words before them, if another one than the words, and
    /// where they end: `{index}`, `{index="an entry"}`.
    fn index_at(&self, at: usize) -> Option<(Option<String>, usize)> {
        let (list, end) = self.list_at(at)?;
        let rest = list.trim().strip_prefix("index")?;
        if rest.is_empty() {
            return Some((None, end));
        }
        let entry = rest.strip_prefix('=')?.trim_matches('"').trim();
        Some(((!entry.is_empty()).then(|| entry.to_owned()), end))
    }

    /// What stands in the braces at byte `at` of the file, and the byte behind them.
    fn list_at(&self, at: usize) -> Option<(&str, usize)> {
        let list = self.text[at..].strip_prefix('{')?;
        let length = list.bytes().take(LONGEST_LIST).position(|b| matches!(b, b'}' | b'\n'))?;
        let end = at + 1 + length + 1;
        self.text[..end].ends_with('}').then_some((&list[..length], end))
    }
}
