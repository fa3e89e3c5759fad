//! The lines that open and close a block of the course's own.
//!
//! pulldown-cmark has no container blocks. So that footnotes and link definitions work across fences, the whole file is parsed at
//! once: each line that looks like a fence is masked, byte for byte, as a thematic break (`___`), which interrupts a paragraph just as
//! a fence must and is neither a list's marker nor the underline of a heading. Where the parser then reports a thematic break on such a
//! line, there is a fence; where it does not (in a code block, a comment), the line is the text that it is.
//!
//! A comment with text behind it is masked, too: CommonMark would take the whole line for HTML.

use std::collections::BTreeMap;
use std::ops::Range;

use super::directives::is_known;
use super::edit::Edited;
use super::{dialects, pandoc};

/// A line that begins with three or more colons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// Bytes of the file from the first colon to the end of the line's text.
    pub start: usize,
    pub end: usize,
    pub colons: usize,
    pub kind: FenceKind,
    /// What is wrong with the line. It is used as far as it can be read.
    pub problem: Option<Problem>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FenceKind {
    Close,
    Open(Header),
}

/// What an opening line says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Header {
    pub name: String,
    /// A space stands between the colons and the name, as Pandoc, Quarto and VitePress write it.
    pub spaced: bool,
    /// With the range of bytes of the file in which it stands.
    pub title: Option<(String, Range<usize>)>,
    /// The id that Pandoc gives it.
    pub id: Option<String>,
    /// The text between the braces and the byte of the file at which it begins.
    pub attributes: Option<(String, usize)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// `：：：` for `:::`.
    FullWidth,
    NoName,
    OpenBracket,
    OpenBrace,
    /// What stands behind all that a fence may have.
    Rest(String),
}

/// The possible fences of a text by the start of their line in the file, and the text with all of them masked.
pub fn mask(edited: &Edited<'_>) -> (BTreeMap<usize, Fence>, String) {
    let mut fences = BTreeMap::new();
    let mut masked = String::with_capacity(edited.text.len());
    let mut line_start = 0;
    for line in edited.text.split_inclusive('\n') {
        let content = line.trim_end();
        let indent = content.len() - without_markers(content).len();
        let body = &content[indent..];
        let colons = body.chars().take_while(|&c| is_colon(c)).count();
        if colons >= 3 {
            let start = edited.place(line_start + indent);
            let (kind, problem) = read(body, start, colons);
            fences.insert(edited.place(line_start), Fence { start, end: start + body.len(), colons, kind, problem });
            masked.push_str(&line[..indent]);
            masked.push_str("___");
            masked.extend(std::iter::repeat_n(' ', body.len() - 3));
            masked.push_str(&line[content.len()..]);
        } else if let Some(length) = comment_before_text(body) {
            masked.push_str(&line[..indent]);
            masked.push_str("<i");
            masked.extend(std::iter::repeat_n(' ', length - 3));
            masked.push('>');
            masked.push_str(&line[indent + length..]);
        } else {
            masked.push_str(line);
        }
        line_start += line.len();
    }
    (fences, masked)
}

fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

/// The line without its indentation and the markers of quotes and lists.
fn without_markers(line: &str) -> &str {
    let mut rest = line.trim_start_matches([' ', '\t', '>']);
    loop {
        let digits = rest.bytes().take(9).take_while(u8::is_ascii_digit).count();
        let marker = match rest.as_bytes() {
            [b'-' | b'*' | b'+', b' ' | b'\t', ..] => 1,
            bytes if digits > 0 && matches!(bytes[digits..], [b'.' | b')', b' ' | b'\t', ..]) => digits + 1,
            _ => return rest,
        };
        rest = rest[marker..].trim_start_matches([' ', '\t', '>']);
    }
}

/// The length of the comment that begins a line, when there is more than comments on it.
fn comment_before_text(body: &str) -> Option<usize> {
    let length = |text: &str| Some(text.strip_prefix("<!--")?.find("-->")? + "<!---->".len());
    let first = length(body)?;
    let mut rest = body[first..].trim_start();
    while let Some(next) = length(rest) {
        rest = rest[next..].trim_start();
    }
    (!rest.is_empty()).then_some(first)
}

/// Reads a fence's line from its colons on; `at` is the byte of the file at which it begins.
fn read(body: &str, at: usize, colons: usize) -> (FenceKind, Option<Problem>) {
    let marks: usize = body.chars().take(colons).map(char::len_utf8).sum();
    let full_width = (marks > colons).then_some(Problem::FullWidth);
    let rest = body[marks..].trim_start();
    if rest.is_empty() {
        return (FenceKind::Close, full_width);
    }
    let (mut header, problem) = header(rest, at + (body.len() - rest.len()));
    header.spaced = body[marks..].len() > rest.len();
    (FenceKind::Open(header), full_width.or(problem))
}

/// Reads `name[Title] {attributes}` as far as it goes, and says what is wrong with it.
fn header(text: &str, at: usize) -> (Header, Option<Problem>) {
    let mut header = Header::default();
    // Pandoc closes the line with colons, too.
    let text = if text.ends_with(":::") { text.trim_end_matches(':').trim_end() } else { text };
    if let Some(read) = classes(text, at) {
        return (read, None);
    }
    let name_end = text.find(['[', '{', ' ', '\t']).unwrap_or(text.len());
    header.name = text[..name_end].to_owned();
    if dialects::is_foreign(&header.name.to_ascii_lowercase()) {
        header.name.make_ascii_lowercase();
    }
    let mut problem = header.name.is_empty().then_some(Problem::NoName);
    let mut rest = text[name_end..].trim_start();
    if let Some(inner) = rest.strip_prefix('[') {
        let end = closing_bracket(inner);
        if end.is_none() {
            problem.get_or_insert(Problem::OpenBracket);
        }
        let written = inner[..end.unwrap_or(inner.len())].trim();
        let start = at + (written.as_ptr().addr() - text.as_ptr().addr());
        let title = written.replace("\\]", "]").replace("\\[", "[");
        header.title = Some((title, start..start + written.len())).filter(|(title, _)| !title.is_empty());
        rest = end.map_or("", |end| inner[end + 1..].trim_start());
    }
    if let Some(inner) = rest.strip_prefix('{') {
        let end = inner.rfind('}');
        if end.is_none() {
            problem.get_or_insert(Problem::OpenBrace);
        }
        let inner_at = at + (text.len() - inner.len());
        header.attributes = Some((inner[..end.unwrap_or(inner.len())].to_owned(), inner_at));
        rest = end.map_or("", |end| inner[end + 1..].trim_start());
    }
    if !rest.is_empty() && problem.is_none() && header.title.is_none() && dialects::is_foreign(&header.name) {
        let start = at + (rest.as_ptr().addr() - text.as_ptr().addr());
        header.title = Some((rest.to_owned(), start..start + rest.len()));
    } else if !rest.is_empty() {
        problem.get_or_insert_with(|| Problem::Rest(rest.to_owned()));
    }
    (header, problem)
}

/// Reads a header that names no more than classes, `{.callout-note title="…"}`, or as MyST writes it: `{note} Title`.
fn classes(text: &str, at: usize) -> Option<Header> {
    let title = |words: &str| {
        let words = words.trim();
        let start = at + (words.as_ptr().addr() - text.as_ptr().addr());
        Some((words.to_owned(), start..start + words.len())).filter(|_| !words.is_empty())
    };
    if let Some((name, rest)) = text.strip_prefix('{').and_then(|inner| inner.split_once('}'))
        && dialects::is_foreign(name)
    {
        return Some(Header { name: name.to_owned(), spaced: true, title: title(rest), ..Header::default() });
    }
    let (pairs, length) = pandoc::read(text)?;
    let classes = pairs.iter().filter(|(name, _)| name == ".").map(|(_, class)| class.as_str());
    let mut names = classes.map(|class| class.strip_prefix("callout-").unwrap_or(class));
    let name = names.find(|name| dialects::is_foreign(name) || is_known(name))?;
    let said = pairs.iter().find(|(name, _)| name == "title").map(|(_, said)| (said.clone(), at..at + length));
    let id = pairs.iter().find(|(name, _)| name == "#").map(|(_, id)| id.clone());
    let title = said.or_else(|| title(&text[length..]));
    Some(Header { name: name.to_owned(), spaced: true, title, id, attributes: None })
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
    use std::collections::BTreeSet;

    use super::super::edit;
    use super::*;

    #[test]
    fn masks_keep_every_byte_in_place() {
        let text =
            "前\n  :::exercise[标题] {#a minutes=5}\r\n:::\n1. - > :::say\n：：：\n<!-- 注 --> 文字\n<!-- 注 -->\n";
        let (fences, masked) = mask(&edit::edit(text, 0, &BTreeSet::new()));
        assert_eq!(masked.len(), text.len());
        let shown: Vec<&str> = masked.lines().map(str::trim_end).collect();
        assert_eq!(shown, ["前", "  ___", "___", "1. - > ___", "___", "<i         > 文字", "<!-- 注 -->"]);
        let open = &fences[&4];
        assert_eq!(&text[open.start..open.end], ":::exercise[标题] {#a minutes=5}");
        let FenceKind::Open(header) = &open.kind else { panic!("{open:?}") };
        let (title, at) = header.title.clone().unwrap();
        assert_eq!((title.as_str(), &text[at]), ("标题", "标题"));
        let (attributes, at) = header.attributes.clone().unwrap();
        assert_eq!(&text[at..at + attributes.len()], "#a minutes=5");
    }

    #[test]
    fn titles_may_hold_brackets() {
        let title = |text| header(text, 0).0.title.map(|(title, _)| title);
        assert_eq!(title("say[a [b] c]").as_deref(), Some("a [b] c"));
        assert_eq!(title(r"say[a \] c]").as_deref(), Some("a ] c"));
    }

    #[test]
    fn a_broken_line_is_used_as_far_as_it_goes() {
        assert_eq!(header("say[a", 0).1, Some(Problem::OpenBracket));
        assert_eq!(header("say[a", 0).0.title.map(|(title, _)| title).as_deref(), Some("a"));
        assert_eq!(header("say {minutes=5", 0).1, Some(Problem::OpenBrace));
        assert_eq!(
            header("say a word", 0),
            (Header { name: "say".to_owned(), ..Header::default() }, Some(Problem::Rest("a word".to_owned())))
        );
        assert_eq!(header("say Beware:", 0).1, Some(Problem::Rest("Beware:".to_owned())));
        assert_eq!(header("say[a] :::::", 0).1, None);
        assert_eq!(header("{.odd}", 0).1, Some(Problem::NoName));
    }
}
