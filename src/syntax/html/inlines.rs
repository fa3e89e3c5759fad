//! Elements of HTML within a line: a tag and its closing tag become one node.

use super::TagFate;
use super::tags::{HtmlTag, Meaning};
use crate::course::tree::{Inline, Parsed, Width, Words, each_inline_mut, plain_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::syntax::blocks::Builder;
use crate::syntax::nest::{End, Token, edge};
use crate::{book, typography};
use pulldown_cmark::{Event, LinkType};

/// How many elements deep the text of a line may stand in each other.
const NESTED: usize = 4;

impl Builder<'_> {
    /// Adds a tag that stands in a line.
    pub fn inline_tag(&mut self, tag: HtmlTag, tokens: &mut Vec<Token>) {
        let span = self.span(tag.range.clone());
        match tag.meaning {
            Meaning::Break => tokens.push(Token::Node(Inline::HardBreak)),
            Meaning::Picture if !tag.closing => tokens.extend(self.picture(&tag).map(Token::Node)),
            Meaning::Picture | Meaning::Nothing => {}
            Meaning::Passage if tag.closing || tag.attribute("lang").is_some() || tag.id().is_some() => {
                tokens.push(Token::Tag(Box::new(tag)));
            }
            Meaning::Passage | Meaning::Foreign { .. } => {
                if self.foreign_tag(&tag) == TagFate::Kept {
                    tokens.push(Token::Node(Inline::Html(self.text[span.range()].to_owned())));
                }
            }
            meaning if meaning.is_inline() => tokens.push(Token::Tag(Box::new(tag))),
            // A tag of a block within a line.
            _ => {
                if self.dialect.raw_html {
                    tokens.push(Token::Node(Inline::Html(self.text[span.range()].to_owned())));
                } else {
                    self.stand_in(&tag, tokens);
                }
            }
        }
    }

    /// What stands for the tag of a block that stands in a line, as in the cell of a table: items begin lines, and no words run together.
    fn stand_in(&mut self, tag: &HtmlTag, tokens: &mut Vec<Token>) {
        let span = self.span(tag.range.clone());
        let begun = tokens.iter().any(|token| matches!(token, Token::Node(_)));
        match (tag.meaning, tag.closing) {
            (Meaning::Item, false) => {
                tokens.extend(begun.then_some(Token::Node(Inline::HardBreak)));
                tokens.push(Token::Node(Inline::Text("• ".to_owned(), span)));
            }
            (Meaning::Item | Meaning::List, _) => {}
            (_, closing) => {
                let spaced = tokens.last().and_then(|token| edge(token, End::Last)).is_none_or(char::is_whitespace);
                tokens.extend((!spaced).then(|| Token::Node(Inline::Text(" ".to_owned(), span))));
                if !closing {
                    self.misplaced_tag(tag);
                }
            }
        }
    }

    /// Passes over an element whose content is no text.
    pub fn opaque_inline(&mut self, tag: &HtmlTag, tokens: &mut Vec<Token>) {
        let closing = format!("</{}", tag.name);
        let mut end = tag.range.end;
        for (nth, (event, range)) in self.events[self.at..].iter().enumerate() {
            match event {
                Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with(&closing) => {
                    end = range.end;
                    self.at += nth + 1;
                    break;
                }
                Event::Text(_) | Event::InlineHtml(_) | Event::SoftBreak => {}
                _ => break,
            }
        }
        if !tag.closing && self.foreign_tag(tag) == TagFate::Kept {
            tokens.push(Token::Node(Inline::Html(self.text[tag.range.start..end].to_owned())));
        }
    }

    /// A picture that is written as `<img>`.
    fn picture(&mut self, tag: &HtmlTag) -> Option<Inline<Parsed>> {
        let span = self.span(tag.range.clone());
        let Some(picture) = tag.attribute("src") else {
            self.report(
                Diagnostic::new(
                    Code::MissingPicture,
                    span,
                    both!("this `<img>` does not say which picture it shows", "这个 `<img>` 没有写明是哪张图片"),
                )
                .hint(both!("write `<img src=\"…\" alt=\"…\">`", "请写 `<img src=\"…\" alt=\"…\">`")),
            );
            return None;
        };
        if let Some(title) = tag.attribute("title") {
            let title = self.words_within(title, tag.range.clone());
            self.titles.insert(tag.range.start, title);
        }
        let alt = self.words_within(tag.attribute("alt").unwrap_or_default(), tag.range.clone());
        // In HTML an empty one says that the picture is a decoration.
        if !tag.attributes.iter().any(|(name, _)| name == "alt") {
            self.missing_alt(picture, span);
        }
        let width = tag.attribute("width").and_then(width);
        Some(Inline::Image { picture: picture.to_owned(), alt, width, span })
    }

    /// Puts what stands between a tag and its closing tag into one node.
    pub fn elements(&mut self, tokens: Vec<Token>) -> Vec<Token> {
        if !tokens.iter().any(|token| matches!(token, Token::Tag(_))) {
            return tokens;
        }
        let mut out = Vec::new();
        let mut open: Vec<(HtmlTag, Vec<Token>)> = Vec::new();
        for token in tokens {
            match token {
                Token::Tag(tag) if !tag.closing => {
                    if open.len() == NESTED {
                        self.report_too_deep(self.span(tag.range.clone()));
                    } else {
                        open.push((*tag, Vec::new()));
                    }
                }
                Token::Tag(tag) => match open.iter().rposition(|(opening, _)| opening.name == tag.name) {
                    Some(at) => {
                        while open.len() > at + 1 {
                            self.leave_open(&mut open, &mut out);
                        }
                        let (opening, inner) = open.pop().expect("it is the last one");
                        let made = self.element(opening, inner);
                        open.last_mut().map_or(&mut out, |(_, inner)| inner).extend(made);
                    }
                    None if self.dialect.raw_html || tag.meaning == Meaning::Passage => {
                        let html = self.text[tag.range.clone()].to_owned();
                        if self.dialect.raw_html {
                            open.last_mut().map_or(&mut out, |(_, inner)| inner).push(Token::Node(Inline::Html(html)));
                        }
                    }
                    None => self.stray_tag(&tag),
                },
                token => open.last_mut().map_or(&mut out, |(_, inner)| inner).push(token),
            }
        }
        while !open.is_empty() {
            self.leave_open(&mut open, &mut out);
        }
        out
    }

    /// What stands in an element that is never closed stays where it is.
    fn leave_open(&mut self, open: &mut Vec<(HtmlTag, Vec<Token>)>, out: &mut Vec<Token>) {
        let Some((tag, inner)) = open.pop() else { return };
        self.unclosed_tag(&tag);
        let out = open.last_mut().map_or(out, |(_, inner)| inner);
        if let Some(id) = tag.id() {
            out.push(Token::Node(Inline::Place(id.to_owned(), self.span(tag.range.clone()))));
        }
        out.extend(inner);
    }

    fn element(&mut self, tag: HtmlTag, inner: Vec<Token>) -> Vec<Token> {
        let span = self.span(tag.range.clone());
        let place = tag.id().map(|id| Token::Node(Inline::Place(id.to_owned(), span)));
        let node = match tag.meaning {
            Meaning::Parenthesis => return Vec::new(),
            Meaning::Ruby => return place.into_iter().chain(self.ruby(inner)).collect(),
            Meaning::Reading => {
                let content = self.nested(inner);
                return vec![Token::Reading(Words { text: plain_text(&content).trim().to_owned(), span })];
            }
            Meaning::Quotation => {
                let (before, after) = if self.dialect.chinese { ('“', '”') } else { ('‘', '’') };
                let quote = |c: char| Token::Node(Inline::Text(c.to_string(), span));
                return [quote(before)].into_iter().chain(inner).chain([quote(after)]).collect();
            }
            Meaning::Style(style) => Inline::Styled { style, content: self.nested(inner) },
            Meaning::Emphasis => Inline::Emphasis(self.nested(inner)),
            Meaning::Strong => Inline::Strong(self.nested(inner)),
            Meaning::Strike => Inline::Strike(self.nested(inner)),
            Meaning::Code => {
                let mut content = self.nested(inner);
                self.plain_marks(&mut content);
                Inline::Code(plain_text(&content), span)
            }
            Meaning::Abbreviation => {
                let content = self.nested(inner);
                match tag.attribute("title") {
                    Some(meaning) => {
                        let mut meaning = self.words_within(meaning, tag.range.clone());
                        meaning.text = typography::typographic(&meaning.text, self.dialect.chinese);
                        Inline::Abbreviation { meaning, content }
                    }
                    None => return place.into_iter().chain(content.into_iter().map(Token::Node)).collect(),
                }
            }
            Meaning::Link if tag.attribute("href").is_some() => {
                let content = self.nested(inner);
                let (url, title) = (tag.attribute("href").unwrap_or_default(), tag.attribute("title"));
                let nodes = self.link(LinkType::Inline, (url, title.unwrap_or_default()), content, span);
                return place.into_iter().chain(nodes.into_iter().map(Token::Node)).collect();
            }
            Meaning::Passage if tag.attribute("lang").is_some() => {
                let content = self.nested(inner);
                match tag.attribute("lang").and_then(book::language) {
                    Some(language) => Inline::Foreign { language: Box::new(language), content },
                    None => return content.into_iter().map(Token::Node).collect(),
                }
            }
            _ => return place.into_iter().chain(inner).collect(),
        };
        place.into_iter().chain([Token::Node(node)]).collect()
    }

    /// Code has its marks as they are typed.
    fn plain_marks(&self, content: &mut [Inline<Parsed>]) {
        each_inline_mut(content, &mut |inline| {
            if let Inline::Text(text, span) = inline
                && let Some(typed) = self.text.get(span.range())
                && typed.chars().all(|c| matches!(c, '"' | '\'' | '-' | '.'))
            {
                typed.clone_into(text);
            }
        });
    }

    /// A run within an element.
    fn nested(&mut self, inner: Vec<Token>) -> Vec<Inline<Parsed>> {
        let inner = self.passages(inner);
        self.nest(inner, None)
    }

    /// Each reading with the characters before it.
    fn ruby(&mut self, inner: Vec<Token>) -> Vec<Token> {
        let mut out = Vec::new();
        let mut base = Vec::new();
        for token in inner {
            match token {
                Token::Reading(reading) => {
                    let content = self.nested(std::mem::take(&mut base));
                    out.push(Token::Node(Inline::Ruby { reading, content }));
                }
                token => base.push(token),
            }
        }
        out.extend(base);
        out
    }
}

/// The width of a picture as HTML and Pandoc write it: `120`, `120px`, `50%`, `4cm`, `40mm`, `2in`.
pub fn width(value: &str) -> Option<Width> {
    let value = value.trim().to_ascii_lowercase();
    let digits = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let number: f64 = value[..digits].parse().ok()?;
    let pixels = match value[digits..].trim() {
        "%" => return (1.0..=100.0).contains(&number).then_some(Width::Percent(number as u8)),
        "" | "px" => number,
        "cm" => number * 96.0 / 2.54,
        "mm" => number * 96.0 / 25.4,
        "in" => number * 96.0,
        "em" | "rem" => number * 16.0,
        _ => return None,
    };
    (1.0..=10_000.0).contains(&pixels).then_some(Width::pixels(pixels.round() as u32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_read_as_others_write_them() {
        for (written, read) in [
            ("120", Some(Width::pixels(120))),
            ("120px", Some(Width::pixels(120))),
            ("50%", Some(Width::Percent(50))),
            ("2.54cm", Some(Width::pixels(96))),
            ("1in", Some(Width::pixels(96))),
            ("0", None),
            ("200%", None),
            ("auto", None),
        ] {
            assert_eq!(width(written), read, "{written}");
        }
    }
}
