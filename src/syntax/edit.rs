//! A text as the parser gets it, where other programs write what CommonMark takes for something else, and the places of all of it in the file.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::dialects::alert_kind;

/// A text that may differ from the file.
pub struct Edited<'a> {
    pub text: Cow<'a, str>,
    /// Where each piece begins, in the text and in the file. What was put in has no bytes in the file.
    pieces: Vec<Piece>,
}

struct Piece {
    at: usize,
    file: usize,
    added: bool,
}

impl Edited<'_> {
    /// The byte of the file for a byte of the text.
    pub fn place(&self, byte: usize) -> usize {
        let piece = &self.pieces[self.pieces.partition_point(|piece| piece.at <= byte).saturating_sub(1)];
        if piece.added { piece.file } else { piece.file + (byte - piece.at) }
    }

    /// The bytes of the file for some of the text.
    pub fn range(&self, range: Range<usize>) -> Range<usize> {
        if self.pieces.len() == 1 {
            return self.place(range.start)..self.place(range.end);
        }
        let start = self.place(range.start);
        let end = range.end.checked_sub(1).filter(|last| *last >= range.start);
        let end = end.map_or(start, |last| {
            let piece = &self.pieces[self.pieces.partition_point(|piece| piece.at <= last).saturating_sub(1)];
            if piece.added { piece.file } else { piece.file + (last - piece.at) + 1 }
        });
        start..end.max(start)
    }
}

/// The lines of `text[from..]` with the admonitions of MkDocs as quotations and its tabs as
/// paragraphs below their titles, without the indentation of the lines that begin at `prose`, with
/// a blank line between HTML and a fence, which would else be a part of it, and without the tabs behind the end of a block of code, which
/// the parser does not know.
pub fn edit<'a>(text: &'a str, from: usize, prose: &BTreeSet<usize>) -> Edited<'a> {
    let body = &text[from..];
    let admonitions = (body.contains("!!! ") || body.contains("???") || body.contains("=== \""))
        && body.lines().any(|line| admonition(line).is_some() || tab(line).is_some());
    let touching = body.contains(">\n") && fences_after_html(body);
    let tabs =
        (body.contains("```\t") || body.contains("~~~\t")) && body.lines().any(|line| tabs_behind_fence(line) > 0);
    if !admonitions && !touching && !tabs && prose.is_empty() {
        return Edited { text: Cow::Borrowed(body), pieces: vec![Piece { at: 0, file: from, added: false }] };
    }
    let mut editor = Editor { text: String::with_capacity(body.len()), pieces: Vec::new() };
    // The indentation of the admonition or tab at hand, and what stands before each line of it instead.
    let mut open: Option<(usize, &str)> = None;
    let mut code: Option<&str> = None;
    let mut at = from;
    let mut after_html = false;
    let mut lines = body.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        if std::mem::replace(&mut after_html, ends_html(line))
            && let Some(markers) = fence_markers(line)
        {
            editor.add(&format!("{markers}\n"), at);
        }
        let indent = line.len() - line.trim_start_matches(' ').len();
        let blank = line.trim().is_empty();
        let rest = &line[indent..];
        if let Some((outer, mark)) = open {
            let inside = |line: &&str| !line.trim().is_empty();
            let continues = if blank {
                let mut ahead = lines.clone();
                ahead.find(inside).is_some_and(|next| indent_of(next) >= outer + 4)
            } else {
                indent >= outer + 4
            };
            if continues {
                editor.add(mark, at);
                let cut = if blank { 0 } else { outer + 4 };
                editor.keep(&line[cut..], at + cut);
                at += line.len();
                continue;
            }
            open = None;
        }
        match code {
            Some(fence) if rest.starts_with(fence) => code = None,
            Some(_) => {}
            None => code = ["```", "~~~"].into_iter().find(|fence| rest.starts_with(fence)),
        }
        match admonition(line).filter(|_| code.is_none()) {
            Some((name, title)) => {
                editor.add(&format!("> [!{name}] "), at);
                editor.keep(&line[title.clone()], at + title.start);
                editor.keep(&line[line.trim_end().len()..], at + line.trim_end().len());
                open = Some((indent, "> "));
            }
            None if code.is_none() && tab(line).is_some() => {
                let title = tab(line).unwrap_or_default();
                editor.add("**", at);
                editor.keep(&line[title.clone()], at + title.start);
                editor.add("**\n\n", at + title.end);
                open = Some((indent, ""));
            }
            None if prose.contains(&at) => editor.keep(
                line.trim_start_matches([' ', '\t']),
                at + (line.len() - line.trim_start_matches([' ', '\t']).len()),
            ),
            None => {
                let words = line.trim_end_matches(['\r', '\n']);
                let end = words.len() - tabs_behind_fence(words);
                editor.keep(&line[..end], at);
                editor.keep(&line[words.len()..], at + words.len());
            }
        }
        at += line.len();
    }
    Edited { text: Cow::Owned(editor.text), pieces: editor.pieces }
}

fn fences_after_html(body: &str) -> bool {
    let mut after_html = false;
    body.lines().any(|line| std::mem::replace(&mut after_html, ends_html(line)) && fence_markers(line).is_some())
}

/// Whether a line begins and ends with a tag.
fn ends_html(line: &str) -> bool {
    line.trim_end().ends_with('>') && line.trim_start_matches([' ', '\t', '>']).starts_with('<')
}

/// The bytes of blanks, tabs among them, behind the signs of a line that ends a block of code.
fn tabs_behind_fence(line: &str) -> usize {
    let words = line.trim_end_matches([' ', '\t']);
    let signs = words.trim_start_matches([' ', '>']);
    let ends = signs.len() > 2 && ["`", "~"].iter().any(|sign| signs.trim_start_matches(sign).is_empty());
    if ends && line[words.len()..].contains('\t') { line.len() - words.len() } else { 0 }
}

/// What stands before the colons of a fence: indentation and the marks of quotations.
fn fence_markers(line: &str) -> Option<&str> {
    let fence = line.trim_start_matches([' ', '\t', '>']);
    fence.starts_with(":::").then(|| line[..line.len() - fence.len()].trim_end())
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

struct Editor {
    text: String,
    pieces: Vec<Piece>,
}

impl Editor {
    fn add(&mut self, text: &str, file: usize) {
        self.pieces.push(Piece { at: self.text.len(), file, added: true });
        self.text.push_str(text);
    }

    fn keep(&mut self, text: &str, file: usize) {
        if !text.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), file, added: false });
            self.text.push_str(text);
        }
    }
}

/// The name and the bytes of the title of a line such as `!!! note "Before you begin"` or `??? tip`.
pub fn admonition(line: &str) -> Option<(&str, Range<usize>)> {
    let start = line.trim_start_matches(' ');
    let rest =
        start.strip_prefix("!!! ").or_else(|| start.strip_prefix("??? ")).or_else(|| start.strip_prefix("???+ "))?;
    let rest = rest.trim();
    let (name, title) = rest.split_once(' ').unwrap_or((rest, &rest[rest.len()..]));
    alert_kind(name)?;
    let title = title.trim();
    let title = title.strip_prefix('"').and_then(|title| title.strip_suffix('"')).unwrap_or(title);
    let start = title.as_ptr().addr() - line.as_ptr().addr();
    Some((name, start..start + title.len()))
}

/// The bytes of the title of a tab: `=== "Windows"`.
fn tab(line: &str) -> Option<Range<usize>> {
    let title =
        line.trim().strip_prefix("===")?.trim_start_matches(['!', '+']).strip_prefix(" \"")?.strip_suffix('"')?;
    let start = title.as_ptr().addr() - line.as_ptr().addr();
    (!title.is_empty()).then(|| start..start + title.len())
}

/// Whether an indented block is a paragraph that somebody indented, as Chinese does, and no code: it ends as a sentence does, or is mostly
/// Chinese; tags, code and the places to which links lead do not count.
pub fn is_prose(text: &str) -> bool {
    let wide = |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '“' | '”' | '‘' | '’' | '—' | '…' | '①'..='⑳');
    let written = text.trim_matches([' ', '\u{3000}', '\t', '\n', '\r']);
    if ["//", "#", "--", "/*", "%", "<!"].iter().any(|comment| written.starts_with(comment)) {
        return false;
    }
    let words = without_markup(written);
    let ends = words.trim_end().ends_with(['。', '！', '？', '…', '：', '；', '”', '）', '，']);
    let chinese = words.chars().filter(|&c| wide(c)).count();
    let all = words.chars().filter(|c| !c.is_whitespace()).count();
    (ends && chinese > 1) || (words.starts_with(|c| wide(c) || matches!(c, '*' | '[')) && chinese * 2 > all)
}

/// A text without tags, code, calls of footnotes, and the addresses of links.
fn without_markup(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let closing = match c {
            '<' => Some('>'),
            '`' => Some('`'),
            '[' if rest.starts_with("[^") => Some(']'),
            '(' if words.ends_with(']') => Some(')'),
            _ => None,
        };
        let end = closing.and_then(|closing| rest[1..].find(closing).map(|at| 1 + at + closing.len_utf8()));
        match end {
            Some(end) => rest = &rest[end..],
            None => {
                words.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn admonitions_become_quotations_and_keep_their_places() {
        let file = "甲\n\n!!! note \"Title\"\n    one\n\n    two\n      three\n\nfour\n";
        let edited = edit(file, 0, &BTreeSet::new());
        assert_eq!(edited.text, "甲\n\n> [!note] Title\n> one\n> \n> two\n>   three\n\nfour\n");
        for words in ["Title", "one", "two", "three", "four"] {
            let at = edited.text.find(words).unwrap();
            assert_eq!(&file[edited.range(at..at + words.len())], words);
        }
    }

    #[test]
    fn tabs_are_paragraphs_below_their_titles() {
        let file = "=== \"Windows\"\n\n    One.\n\n    ```\n    dir\n    ```\n\n=== \"macOS\"\n\n    Two.\n\nText\n";
        let edited = edit(file, 0, &BTreeSet::new());
        assert_eq!(edited.text, "**Windows**\n\n\nOne.\n\n```\ndir\n```\n\n**macOS**\n\n\nTwo.\n\nText\n");
        for words in ["Windows", "One", "dir", "Two", "Text"] {
            let at = edited.text.find(words).unwrap();
            assert_eq!(&file[edited.range(at..at + words.len())], words);
        }
    }

    #[test]
    fn what_is_no_admonition_stays() {
        for file in ["!!! nothing\n    code\n", "```\n!!! note\n    x\n```\n", "Wow!!! note\n"] {
            assert_eq!(edit(file, 0, &BTreeSet::new()).text, file);
        }
    }

    #[test]
    fn indented_chinese_is_prose() {
        assert!(is_prose("第一段用四个空格缩进。\n"));
        assert!(is_prose("“好，”他说。"));
        assert!(!is_prose("print('你好')"));
        for prose in [
            "1986 年中国用过夏令时。",
            "Python 是一种语言，简单易学。",
            "用[页](01-a.md)看。",
            "<ruby>农历<rt>nónglì</rt></ruby>按月亮。",
            "①先听②再说",
            "……后来呢",
            "见 H<sub>2</sub>O。",
            "1986 年每年拨两次钟。[^china]",
        ] {
            assert!(is_prose(prose), "{prose}");
        }
        for code in ["cd 文件夹", "# 说明。", "let a = \"好\";", "// 好。"] {
            assert!(!is_prose(code), "{code}");
        }
    }
}
