//! The tags of HTML: which there are, what each means for a course, and how they are read from a text.

use std::ops::Range;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::course::tree::{Alignment, TextStyle};

/// What an element is to a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    // Within a line.
    Style(TextStyle),
    Emphasis,
    Strong,
    Strike,
    Code,
    Quotation,
    Break,
    Picture,
    Link,
    Abbreviation,
    Passage,
    Ruby,
    Reading,
    /// What stands around a reading where there is no ruby.
    Parenthesis,
    /// Says nothing that a course could show: `<wbr>`, `<picture>`.
    Nothing,
    // Blocks.
    /// Holds blocks and means nothing: `<div>`, `<p>`.
    Wrapper,
    /// As a wrapper, and its lines stand in the middle. HTML no longer has it.
    Center,
    Rule,
    Heading(u8),
    Quote,
    Aside,
    Details,
    Summary,
    Figure,
    Caption,
    List,
    Numbers,
    Item,
    Definitions,
    Term,
    Explanation,
    Preformatted,
    Table,
    /// Parts of a table that hold rows.
    Rows,
    Row,
    Cell,
    HeadCell,
    /// Its content is no text: `<script>`, `<svg>`.
    Opaque,
    /// No part of what a course knows.
    Foreign {
        block: bool,
    },
}

impl Meaning {
    /// Of an element by its name in small letters.
    pub fn of(name: &str) -> Meaning {
        use Meaning::*;
        if let Some(style) = TextStyle::ALL.into_iter().find(|style| style.tag() == name) {
            return Style(style);
        }
        match name {
            "em" | "i" | "cite" | "dfn" | "var" => Emphasis,
            "strong" | "b" => Strong,
            "del" | "s" | "strike" => Strike,
            "code" | "samp" | "tt" => Code,
            "q" => Quotation,
            "br" => Break,
            "img" => Picture,
            "a" => Link,
            "abbr" => Abbreviation,
            "span" => Passage,
            "ruby" => Ruby,
            "rt" => Reading,
            "rp" => Parenthesis,
            "wbr" | "picture" | "source" | "rb" => Nothing,
            "div" | "p" => Wrapper,
            "center" => Center,
            "hr" => Rule,
            "h1" => Heading(1),
            "h2" => Heading(2),
            "h3" => Heading(3),
            "h4" => Heading(4),
            "h5" => Heading(5),
            "h6" => Heading(6),
            "blockquote" => Quote,
            "aside" => Aside,
            "details" => Details,
            "summary" => Summary,
            "figure" => Figure,
            "figcaption" | "caption" => Caption,
            "ul" => List,
            "ol" => Numbers,
            "li" => Item,
            "dl" => Definitions,
            "dt" => Term,
            "dd" => Explanation,
            "pre" => Preformatted,
            "table" => Table,
            "thead" | "tbody" | "tfoot" | "colgroup" | "col" => Rows,
            "tr" => Row,
            "td" => Cell,
            "th" => HeadCell,
            "script" | "style" | "svg" | "math" | "iframe" | "video" | "audio" | "object" | "embed" | "canvas"
            | "template" | "textarea" | "select" | "noscript" | "title" | "head" => Opaque,
            // CommonMark has no list of elements that stand in a line, but one of those that begin a block.
            "address" | "article" | "body" | "dialog" | "dir" | "fieldset" | "footer" | "form" | "frameset"
            | "header" | "html" | "legend" | "main" | "menu" | "nav" | "optgroup" | "section" | "search" => {
                Foreign { block: true }
            }
            _ => Foreign { block: false },
        }
    }

    /// Whether it can stand in a line of text.
    pub fn is_inline(self) -> bool {
        use Meaning::*;
        match self {
            Style(_) | Emphasis | Strong | Strike | Code | Quotation | Break | Picture | Link | Abbreviation
            | Passage | Ruby | Reading | Parenthesis | Nothing => true,
            Foreign { block } => !block,
            _ => false,
        }
    }
}

/// A tag, the opening or the closing one of an element.
#[derive(Clone, Debug)]
pub struct HtmlTag {
    pub name: String,
    pub meaning: Meaning,
    pub closing: bool,
    pub attributes: Vec<(String, String)>,
    /// Bytes of the file.
    pub range: Range<usize>,
}

impl HtmlTag {
    /// The value of an attribute that is not empty.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }

    /// The place to which links may lead.
    pub fn id(&self) -> Option<&str> {
        self.attribute("id").or_else(|| self.attribute("name").filter(|_| self.meaning == Meaning::Link))
    }

    /// Where its lines stand, when that is not where all others do.
    pub fn alignment(&self) -> Option<Alignment> {
        match self.attribute("align")?.to_ascii_lowercase().as_str() {
            "center" | "middle" => Some(Alignment::Center),
            "right" => Some(Alignment::Right),
            _ => None,
        }
    }

    /// Whether nothing that a course would lose hangs on its attributes.
    pub fn is_plain(&self) -> bool {
        self.attributes.iter().all(|(name, _)| matches!(name.as_str(), "align" | "id" | "lang" | "markdown"))
    }
}

/// A part of a block of HTML.
#[derive(Clone, Debug)]
pub enum Piece {
    Tag(HtmlTag),
    /// Text without its entities, and its bytes in the file.
    Text(String, Range<usize>),
}

/// HTML as the parser hands it on, line by line, without what stands before each line in lists and quotations.
#[derive(Default)]
pub struct HtmlLines {
    text: String,
    /// Where each line begins, in the text and in the file.
    starts: Vec<(usize, usize)>,
}

impl HtmlLines {
    pub fn push(&mut self, line: &str, start: usize) {
        self.starts.push((self.text.len(), start));
        self.text.push_str(line);
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte of the file at a byte of the text.
    fn at(&self, byte: usize) -> usize {
        let line = self.starts.partition_point(|&(start, _)| start <= byte).saturating_sub(1);
        self.starts.get(line).map_or(0, |&(start, file)| file + (byte - start))
    }

    /// Bytes of the file from bytes of the text. The end is that of the last byte, not the beginning of the line behind it.
    fn range(&self, range: Range<usize>) -> Range<usize> {
        let start = self.at(range.start);
        start..range.end.checked_sub(1).map_or(start, |last| self.at(last) + 1).max(start)
    }

    /// The pieces, without comments.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let string = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        for token in Tokenizer::new_with_emitter(self.text.as_bytes(), DefaultEmitter::<usize>::new_with_span()) {
            let Ok(token) = token;
            match token {
                Token::StartTag(tag) => {
                    let name = string(&tag.name);
                    let attributes = tag.attributes.iter().map(|(name, value)| (string(name), string(value)));
                    pieces.push(Piece::Tag(HtmlTag {
                        meaning: Meaning::of(&name),
                        name,
                        closing: false,
                        attributes: attributes.collect(),
                        range: self.range(tag.span.start..tag.span.end),
                    }));
                }
                Token::EndTag(tag) => {
                    let name = string(&tag.name);
                    pieces.push(Piece::Tag(HtmlTag {
                        meaning: Meaning::of(&name),
                        name,
                        closing: true,
                        attributes: Vec::new(),
                        range: self.range(tag.span.start..tag.span.end),
                    }));
                }
                Token::String(text) => {
                    pieces.push(Piece::Text(string(&text), self.range(text.span.start..text.span.end)));
                }
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        pieces
    }
}

/// The tag that is all of a text, which begins at byte `start` of the file.
pub fn read(html: &str, start: usize) -> Option<HtmlTag> {
    let mut lines = HtmlLines::default();
    lines.push(html, start);
    match lines.pieces().into_iter().next() {
        Some(Piece::Tag(tag)) => Some(tag),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_know_where_they_stand() {
        let file = "> <p align=\"center\">10<sup>3</sup> &amp;\n> 水</p>\n";
        let mut lines = HtmlLines::default();
        let mut at = 0;
        for line in file.split_inclusive('\n') {
            lines.push(&line[2..], at + 2);
            at += line.len();
        }
        let shown: Vec<String> = lines
            .pieces()
            .iter()
            .map(|piece| match piece {
                Piece::Tag(tag) => file[tag.range.clone()].to_owned(),
                Piece::Text(text, range) => format!("{text:?} {:?}", &file[range.clone()]),
            })
            .collect();
        assert_eq!(
            shown,
            [
                "<p align=\"center\">",
                "\"10\" \"10\"",
                "<sup>",
                "\"3\" \"3\"",
                "</sup>",
                "\" &\\n水\" \" &amp;\\n> 水\"",
                "</p>",
                "\"\\n\" \"\\n\""
            ]
        );
    }
}
