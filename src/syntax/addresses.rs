//! Addresses that stand in a text as they are: `https://example.com`, `www.example.com`, `desk@example.com`.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};

use super::blocks::Builder;
use super::nest::{Token, exact};
use crate::course::tree::Inline;
use crate::typography::is_wide;

/// An address, and where it leads.
struct Address {
    /// Bytes of the file.
    range: Range<usize>,
    url: String,
}

impl Builder<'_> {
    /// Makes links of the addresses in a run of text that is the bytes `run` of the file.
    pub fn addresses(&self, tokens: Vec<Token>, run: Range<usize>) -> Vec<Token> {
        let source = &self.text[run.clone()];
        if !(source.contains("://") || source.contains("www.") || source.contains('@')) {
            return tokens;
        }
        let mut addresses = find(source, run.start).into_iter().peekable();
        let mut out = Vec::with_capacity(tokens.len());
        // The byte of the file behind the last address.
        let mut behind = 0;
        for (at, token) in tokens.iter().enumerate() {
            let Some(range) = plain(token) else {
                out.push(token.clone());
                continue;
            };
            let Token::Node(Inline::Text(text, span)) = token else {
                if range.start >= behind {
                    out.push(token.clone());
                }
                continue;
            };
            if !exact(text, *span) {
                if range.start >= behind {
                    out.push(token.clone());
                }
                continue;
            }
            let mut from = behind.saturating_sub(range.start).min(text.len());
            while let Some(address) = addresses.next_if(|address| address.range.start < range.end) {
                let start = address.range.start;
                if start < range.start + from || !is_text(&tokens[at..], address.range.end) {
                    continue;
                }
                self.plain(text, from..start - range.start, range.start, &mut out);
                let shown = self.text[address.range.clone()].to_owned();
                let content = vec![Inline::Text(shown, self.span(address.range.clone()))];
                out.push(Token::Node(Inline::Link { url: address.url, title: None, content }));
                behind = address.range.end;
                from = (behind - range.start).min(text.len());
            }
            self.plain(text, from..text.len(), range.start, &mut out);
        }
        out
    }
}

/// Where words and delimiters stand in the file.
fn plain(token: &Token) -> Option<Range<usize>> {
    match token {
        Token::Node(Inline::Text(_, span)) => Some(span.range()),
        Token::Delimiters { start, length, .. } => Some(*start..start + length),
        _ => None,
    }
}

/// Whether nothing but words and delimiters follow each other up to byte `end` of the file.
fn is_text(tokens: &[Token], end: usize) -> bool {
    let mut at = None;
    for token in tokens {
        match plain(token) {
            Some(range) if at.is_none_or(|at| at == range.start) => {
                if range.end >= end {
                    return true;
                }
                at = Some(range.end);
            }
            _ => return false,
        }
    }
    false
}

/// The addresses in a text that begins at byte `base` of the file.
fn find(text: &str, base: usize) -> Vec<Address> {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let found = finder.links(text).filter_map(|link| {
        let shown = link.as_str();
        let shown = &shown[..end_of_address(shown)];
        let shown = shown.trim_end_matches(['*', '_', '~', '.', ',', ':', ';', '!', '?']);
        let scheme = shown.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        let url = match (link.kind(), scheme.as_deref()) {
            (LinkKind::Email, _) => format!("mailto:{shown}"),
            (_, Some("http" | "https")) if shown.len() > "https://".len() => shown.to_owned(),
            (_, None) if shown.starts_with("www.") => format!("http://{shown}"),
            _ => return None,
        };
        let start = base + link.start();
        Some(Address { range: start..start + shown.len(), url })
    });
    found.collect()
}

/// Chinese has no spaces: an address ends before Chinese punctuation, and before characters that do not begin a part of it.
fn end_of_address(shown: &str) -> usize {
    let mut before = ' ';
    for (at, c) in shown.char_indices() {
        let begins = matches!(before, '/' | '=' | '#' | '&' | '-' | '_' | '%');
        if is_wide(c) && (!c.is_alphanumeric() || !(begins || is_wide(before))) || "“”‘’…—·".contains(c) {
            return at;
        }
        before = c;
    }
    shown.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_a_reader_would_end_them() {
        for (text, url) in [
            ("See https://example.com/a_b_c.", "https://example.com/a_b_c"),
            ("(https://en.wikipedia.org/wiki/Tea_(drink))", "https://en.wikipedia.org/wiki/Tea_(drink)"),
            ("请看https://example.com/a了解。", "https://example.com/a"),
            ("见 https://zh.wikipedia.org/wiki/投诉，谢谢", "https://zh.wikipedia.org/wiki/投诉"),
            ("**https://example.com**", "https://example.com"),
            ("www.example.com", "http://www.example.com"),
            ("write to desk@example.com!", "mailto:desk@example.com"),
        ] {
            let found: Vec<String> = find(text, 0).into_iter().map(|address| address.url).collect();
            assert_eq!(found, [url], "{text}");
        }
    }

    #[test]
    fn names_of_files_are_no_addresses() {
        for text in ["README.md", "file:///etc/passwd", "version 1.2.3", "at 9:00", "@name", "https://"] {
            assert!(find(text, 0).is_empty(), "{text}");
        }
    }
}
