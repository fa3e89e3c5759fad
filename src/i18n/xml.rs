//! Writing XML, and reading it within bounds.

use roxmltree::{Document, ParsingOptions};

use crate::message::{Message, both};

/// Elements inside of each other.
const DEEPEST: usize = 64;

/// Elements and texts of one file.
const NODES: u32 = 10_000_000;

/// Text as XML has it, without the characters that it cannot have.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// The first line of every file of XML.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// XML without a DTD, no deeper than what comes back from a translator.
///
/// # Errors
///
/// What is wrong with it.
pub fn parse(text: &str) -> Result<Document<'_>, Message> {
    if depth(text) > DEEPEST {
        return Err(both!("it nests deeper than {DEEPEST} elements", "元素嵌套超过 {DEEPEST} 层"));
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => both!("it declares entities, which nobody reads", "里面声明了实体，不予读取"),
        error => {
            let line = error.pos().row;
            both!("line {line} is no XML", "第 {line} 行不是 XML")
        }
    })
}

/// How deep elements nest, as far as that is seen without reading them.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        match rest.as_bytes().first() {
            Some(b'!') if rest.starts_with("!--") => rest = rest.split_once("-->").map_or("", |(_, rest)| rest),
            Some(b'!') if rest.starts_with("![CDATA[") => rest = rest.split_once("]]>").map_or("", |(_, rest)| rest),
            Some(b'!' | b'?') => {}
            Some(b'/') => depth = depth.saturating_sub(1),
            _ => {
                let end = tag_end(rest);
                if !rest[..end].ends_with('/') {
                    depth += 1;
                    deepest = deepest.max(depth);
                }
                rest = &rest[end..];
            }
        }
    }
    deepest
}

/// Where a tag ends; a `>` in a value is none of its ends.
fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            (b'>', None) => return at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nests_without_end_or_declares_entities_is_refused() {
        for depth in [DEEPEST + 1, 1_000_000] {
            assert!(parse(&"<a b='/>'>".repeat(depth)).is_err());
        }
        assert!(parse("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>").is_err());
        assert!(parse(&format!("<a>{}</a>", "<b/><!-- <c> -->".repeat(1000))).is_ok());
    }
}
