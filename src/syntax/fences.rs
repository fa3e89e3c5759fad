//! The lines that open and close a block of the course's own.
//!
//! pulldown-cmark has no container blocks. So that footnotes and link definitions work across fences, the whole file is parsed at
//! once: each line that looks like a fence is masked, byte for byte, as a thematic break (`***`), which interrupts a paragraph just as
//! a fence must. Where the parser then reports a thematic break on such a line, there is a fence; where it does not (in a code block, a
//! comment), the line is the text that it is.

use std::collections::BTreeMap;

/// A line that begins with three or more colons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// Bytes of the file from the first colon to the end of the line's text.
    pub start: usize,
    pub end: usize,
    pub colons: usize,
    pub kind: FenceKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FenceKind {
    Close,
    Open(Header),
    /// An opening line that cannot be read, and why.
    Broken(String),
}

/// What an opening line says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Header {
    pub name: String,
    pub title: Option<String>,
    /// The text between the braces and the byte of the file at which it begins.
    pub attributes: Option<(String, usize)>,
}

/// The possible fences of `text[from..]` by the start of their line, and `text[from..]` with all of them masked.
pub fn mask(text: &str, from: usize) -> (BTreeMap<usize, Fence>, String) {
    let mut fences = BTreeMap::new();
    let mut masked = String::with_capacity(text.len() - from);
    let mut line_start = from;
    for line in text[from..].split_inclusive('\n') {
        let content = line.trim_end();
        let indent = content.len() - content.trim_start_matches([' ', '\t', '>']).len();
        let body = &content[indent..];
        if body.starts_with(":::") {
            let start = line_start + indent;
            let colons = body.bytes().take_while(|&b| b == b':').count();
            let kind = header(&body[colons..], start + colons);
            fences.insert(line_start, Fence { start, end: line_start + content.len(), colons, kind });
            masked.push_str(&line[..indent]);
            masked.push_str("***");
            masked.extend(std::iter::repeat_n(' ', body.len() - 3));
            masked.push_str(&line[content.len()..]);
        } else {
            masked.push_str(line);
        }
        line_start += line.len();
    }
    (fences, masked)
}

/// Reads `name[Title] {attributes}`; `at` is the byte of the file at which `text` begins.
fn header(text: &str, at: usize) -> FenceKind {
    let mut rest = text.trim_start();
    if rest.is_empty() {
        return FenceKind::Close;
    }
    let mut header = Header::default();
    let name_end = rest.find(['[', '{', ' ', '\t']).unwrap_or(rest.len());
    header.name = rest[..name_end].to_owned();
    rest = rest[name_end..].trim_start();
    if let Some(inner) = rest.strip_prefix('[') {
        let Some(end) = closing_bracket(inner) else {
            return FenceKind::Broken("the title's `[` is not closed".to_owned());
        };
        let title = inner[..end].replace("\\]", "]").replace("\\[", "[");
        header.title = Some(title.trim().to_owned()).filter(|t| !t.is_empty());
        rest = inner[end + 1..].trim_start();
    }
    if let Some(inner) = rest.strip_prefix('{') {
        let Some(end) = inner.rfind('}') else {
            return FenceKind::Broken("the attributes' `{` is not closed".to_owned());
        };
        let inner_at = at + (text.len() - inner.len());
        header.attributes = Some((inner[..end].to_owned(), inner_at));
        rest = inner[end + 1..].trim_start();
    }
    if rest.is_empty() { FenceKind::Open(header) } else { FenceKind::Broken(format!("`{rest}` cannot stand here")) }
}

/// The `]` that closes a title; inner brackets pair, `\]` does not count.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (i, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' => depth += 1,
            ']' if depth == 0 => return Some(i),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_keep_every_byte_in_place() {
        let text = "前\n  :::exercise[标题] {#a minutes=5}\r\n:::\n";
        let (fences, masked) = mask(text, 0);
        assert_eq!(masked.len(), text.len());
        let shown: Vec<&str> = masked.lines().map(str::trim_end).collect();
        assert_eq!(shown, ["前", "  ***", "***"]);
        let open = &fences[&4];
        assert_eq!(&text[open.start..open.end], ":::exercise[标题] {#a minutes=5}");
        let FenceKind::Open(header) = &open.kind else { panic!("{open:?}") };
        assert_eq!(header.title.as_deref(), Some("标题"));
        let (attributes, at) = header.attributes.clone().unwrap();
        assert_eq!(&text[at..at + attributes.len()], "#a minutes=5");
    }

    #[test]
    fn titles_may_hold_brackets() {
        let title = |text| match header(text, 0) {
            FenceKind::Open(h) => h.title,
            other => panic!("{other:?}"),
        };
        assert_eq!(title("say[a [b] c]").as_deref(), Some("a [b] c"));
        assert_eq!(title(r"say[a \] c]").as_deref(), Some("a ] c"));
        assert_eq!(header("say[a", 0), FenceKind::Broken("the title's `[` is not closed".to_owned()));
    }
}
