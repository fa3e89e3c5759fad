//! From the parser's events to the inlines of one run of text.
//!
//! Emphasis is taken apart into its delimiters, to be paired again by [`super::nest`]; everything else is kept as the parser found it.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::MAX_DEPTH;
use super::blocks::Builder;

use super::html;
use super::html::tags::{self, Meaning};
use super::nest::{End, Token, delimiters, edge};
use crate::course::tree::{Destination, Inline, Parsed, Words, plain_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;

impl Builder<'_> {
    /// The inlines up to the end of the element or to a block; that event is not consumed.
    pub fn inlines(&mut self) -> Vec<Inline<Parsed>> {
        let first = self.at;
        let inlines = self.run(0);
        if let Some(written) = self.written_since(first) {
            self.runs.push(self.span(written.clone()));
            if may_hold_markup(&self.text[written]) {
                self.leftovers(&inlines);
                self.brackets_that_slipped(&inlines);
            }
        }
        self.unread_formulas();
        inlines
    }

    /// Where the run stands whose events began with this one. The box of a task is none of its words.
    fn written_since(&self, first: usize) -> Option<Range<usize>> {
        let read = &self.events[first..self.at];
        let mut words = read.iter().filter(|(event, _)| !matches!(event, Event::TaskListMarker(_)));
        let ((_, first), (_, last)) = (words.next()?, read.last()?);
        let text = &self.text[first.start..];
        let start = first.start + (text.len() - text.trim_start_matches([' ', '\t']).len());
        Some(start..last.end.max(first.end))
    }

    fn run(&mut self, depth: usize) -> Vec<Inline<Parsed>> {
        let mut tokens = Vec::new();
        let start = self.events.get(self.at).map_or(0, |(_, range)| range.start);
        self.tokens(&mut tokens, depth);
        let end = self.events[..self.at].last().map_or(start, |(_, range)| range.end).max(start);
        if depth == 0 {
            tokens = self.addresses(tokens, start..end);
        }
        self.line_ends(&mut tokens);
        tokens = self.elements(tokens);
        if self.text[start..end].contains("]{") {
            tokens = self.passages(tokens);
        }
        // The text of a link has its bracket beside it; any other run has the edge of its block, whatever the file has there.
        self.nest(tokens, (depth == 0).then_some((start, end)))
    }

    fn tokens(&mut self, tokens: &mut Vec<Token>, depth: usize) {
        // The parser nests emphasis as deep as the input says: here it is a flat list, with the ends to come on a stack.
        let mut ends: Vec<(char, usize, usize)> = Vec::new();
        // How many quotation marks are open.
        let mut quotes = 0usize;
        while let Some((event, range)) = self.events.get(self.at).cloned() {
            let span = self.span(range.clone());
            match event {
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                    self.at += 1;
                    let delimiter = self.text[range.start..].chars().next().unwrap_or('*');
                    let length = match event {
                        Event::Start(Tag::Strong) => 2,
                        Event::Start(Tag::Emphasis) => 1,
                        _ => self.text[range.clone()].bytes().take_while(|&b| b == b'~').count(),
                    };
                    delimiters(tokens, delimiter, length, range.start);
                    ends.push((delimiter, length, range.end - length));
                }
                Event::End(_) => match ends.pop() {
                    Some((delimiter, length, start)) => {
                        self.at += 1;
                        delimiters(tokens, delimiter, length, start);
                    }
                    None => break,
                },
                Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                    self.at += 1;
                    let content = self.inner(depth);
                    if !matches!(link_type, LinkType::WikiLink { .. }) {
                        self.attributes_behind(range.end);
                    }
                    tokens
                        .extend(self.link(link_type, (&dest_url, &title), content, span).into_iter().map(Token::Node));
                }
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    self.at += 1;
                    if !title.is_empty() {
                        let title = self.words_within(&title, range.clone());
                        self.titles.insert(range.start, title);
                    }
                    let text = plain_text(&self.inner(depth));
                    let mut alt = self.words_within(text.trim(), range.clone());
                    let attributes = self.attributes_behind(range.end);
                    let value = |name: &str| attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value);
                    if let Some(said) = value("alt").or(value("fig-alt")) {
                        // What stands in the brackets is the caption then.
                        let caption = std::mem::replace(&mut alt.text, said.clone());
                        let caption = Words { text: caption, span: alt.span };
                        self.titles.entry(span.range().start).or_insert(caption);
                    }
                    if let Some(id) = value("#") {
                        self.places.push(Inline::Place(id.clone(), span));
                    }
                    if alt.is_empty() && value("alt").is_none() {
                        self.missing_alt(&dest_url, span);
                    }
                    let width = value("width").and_then(|width| html::width(width));
                    tokens.push(Token::Node(Inline::Image { picture: dest_url.to_string(), alt, width, span }));
                }
                Event::Start(_) | Event::Rule => break,
                Event::Text(text) => {
                    self.at += 1;
                    self.dollars(range.clone());
                    let text = match self.quotation_mark(&text, &range, &mut quotes) {
                        Some(mark) => mark.into(),
                        None => text,
                    };
                    self.spaced(&text, range, tokens);
                }
                Event::Code(code) => {
                    self.at += 1;
                    self.attributes_behind(range.end);
                    tokens.push(Token::Node(Inline::Code(code.to_string(), span)));
                }
                Event::InlineMath(text) | Event::DisplayMath(text) => {
                    self.at += 1;
                    let formula = self.formula(&text, range);
                    tokens.push(Token::Node(Inline::Formula(Box::new(formula))));
                }
                Event::SoftBreak => {
                    self.at += 1;
                    trim_end(tokens);
                    if !matches!(tokens.last(), Some(Token::Node(Inline::HardBreak))) {
                        tokens.push(Token::LineEnd);
                    }
                }
                Event::HardBreak => {
                    self.at += 1;
                    tokens.push(Token::Node(Inline::HardBreak));
                }
                Event::FootnoteReference(label) => {
                    self.at += 1;
                    let index = self.notes.index(&label);
                    tokens.push(Token::Node(Inline::Footnote(index)));
                }
                Event::InlineHtml(html) | Event::Html(html) => {
                    self.at += 1;
                    if self.text[range].starts_with("<!--") {
                        // Of the spaces on both sides of a comment one stays.
                        if tokens.last().is_none_or(|t| matches!(t, Token::LineEnd) || edge(t, End::Last) == Some(' '))
                        {
                            self.trim_next();
                        }
                        continue;
                    }
                    match tags::read(&html, span.range().start) {
                        Some(tag) if tag.meaning == Meaning::Opaque => self.opaque_inline(&tag, tokens),
                        Some(tag) => self.inline_tag(tag, tokens),
                        None => {}
                    }
                }
                Event::TaskListMarker(_) => self.at += 1,
            }
        }
    }

    /// Reports a picture of which nothing is said.
    pub fn missing_alt(&mut self, name: &str, span: Span) {
        self.report(
            Diagnostic::new(
                Code::MissingAlt,
                span,
                both!("this picture has no alternative text", "这张图片没有替代文字"),
            )
            .hint(both!(
                "say between the brackets what it shows: `![A clerk who listens]({name})`",
                "请在方括号里说明画的是什么：`![认真倾听的店员]({name})`"
            )),
        );
    }

    /// Takes the spaces from the beginning of the text that comes next.
    fn trim_next(&mut self) {
        if let Some((Event::Text(text), range)) = self.events.get_mut(self.at) {
            let trimmed = text.trim_start_matches(' ').to_owned();
            range.start += text.len() - trimmed.len();
            *text = trimmed.into();
        }
    }

    /// Words with the place where they stand, letter by letter, in a range of the file; that is their place where they do not.
    pub fn words_within(&self, words: &str, range: Range<usize>) -> Words {
        let found = self.text[range.clone()].find(words).filter(|_| !words.is_empty());
        let range = found.map_or(range.clone(), |at| range.start + at..range.start + at + words.len());
        Words { text: words.to_owned(), span: self.span(range) }
    }

    /// The content of a link or picture whose start was consumed; consumes its end.
    fn inner(&mut self, depth: usize) -> Vec<Inline<Parsed>> {
        if depth == MAX_DEPTH {
            // Pictures nest in links and pictures; nobody writes them a dozen deep.
            let mut open = 1;
            while open > 0 && self.at < self.events.len() {
                match self.events[self.at].0 {
                    Event::Start(_) => open += 1,
                    Event::End(_) => open -= 1,
                    _ => {}
                }
                self.at += 1;
            }
            return Vec::new();
        }
        let content = self.run(depth + 1);
        self.at += 1;
        content
    }

    /// A link to an address, with its title, or a reference. One that may not be followed leaves its words.
    pub fn link(
        &mut self,
        link_type: LinkType,
        (url, title): (&str, &str),
        content: Vec<Inline<Parsed>>,
        span: Span,
    ) -> Vec<Inline<Parsed>> {
        if let LinkType::WikiLink { has_pothole } = link_type {
            // Inside a table the separator is written `\|`, and the parser leaves the backslash with the target.
            let target = Destination::Name(url.trim().trim_end_matches('\\').trim().to_owned());
            let content = has_pothole.then_some(content).filter(|content| !content.is_empty());
            return vec![Inline::Reference { target, content, span }];
        }
        let url = if link_type == LinkType::Email { format!("mailto:{url}") } else { url.to_owned() };
        // A colon behind a slash or a number sign is a part of a path.
        let scheme = url.split_once(':').filter(|(scheme, _)| !scheme.contains(['/', '#', '?']));
        let scheme = scheme.map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            Some("http" | "https" | "mailto" | "tel") => {
                let title = Some(title.to_owned()).filter(|title| !title.trim().is_empty());
                vec![Inline::Link { url, title, content }]
            }
            None if !url.starts_with("//") && !url.is_empty() => {
                let content = Some(content).filter(|content| !content.is_empty());
                vec![Inline::Reference { target: Destination::Path(url), content, span }]
            }
            scheme => {
                self.report(forbidden_link(scheme, &url, span));
                content
            }
        }
    }

    /// Text in which Pandoc's spaces may stand, which keep two words on a line: `Mr.\ Smith`.
    fn spaced(&self, text: &str, range: Range<usize>, tokens: &mut Vec<Token>) {
        // To see that there are none is much quicker than to look for each.
        if !text.contains("\\ ") {
            return self.split(text, range, tokens);
        }
        let mut from = 0;
        for (at, sign) in text.match_indices("\\ ") {
            let start = range.start + at;
            if self.text.get(range.clone()) != Some(text) || self.escaped(start) {
                break;
            }
            self.split(&text[from..at], range.start + from..start, tokens);
            tokens.push(Token::Node(Inline::Text("\u{a0}".to_owned(), self.span(start..start + sign.len()))));
            from = at + sign.len();
        }
        self.split(&text[from..], range.start + from..range.end, tokens);
    }

    /// Text in which unpaired delimiters may still stand.
    fn split(&self, text: &str, range: std::ops::Range<usize>, tokens: &mut Vec<Token>) {
        let source = self.text.get(range.clone()).unwrap_or_default();
        if source != text || !['*', '_', '~'].iter().any(|&sign| text.contains(sign)) {
            // An entity, a curly quote, or plain words.
            tokens.push(Token::Node(Inline::Text(text.to_owned(), self.span(range))));
            return;
        }
        let escaped = self.escaped(range.start);
        let mut plain_start = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if !matches!(c, '*' | '_' | '~') || (at == 0 && escaped) {
                continue;
            }
            let mut length = 1;
            while chars.next_if(|&(_, next)| next == c).is_some() {
                length += 1;
            }
            self.plain(text, plain_start..at, range.start, tokens);
            delimiters(tokens, c, length, range.start + at);
            plain_start = at + length;
        }
        self.plain(text, plain_start..text.len(), range.start, tokens);
    }

    pub fn plain(&self, text: &str, range: std::ops::Range<usize>, base: usize, tokens: &mut Vec<Token>) {
        if !range.is_empty() {
            let span = self.span(base + range.start..base + range.end);
            tokens.push(Token::Node(Inline::Text(text[range].to_owned(), span)));
        }
    }
}

/// Whether a run has one of the signs with which all begins that is no markup but looks as if it were: few have.
fn may_hold_markup(run: &str) -> bool {
    run.contains('[') || run.contains('<') || !run.is_ascii() && run.contains(['［', '【', '〔', '＊'])
}

fn forbidden_link(scheme: Option<&str>, url: &str, span: Span) -> Diagnostic {
    match scheme {
        Some(scheme) if !url.contains(['/', '.']) || scheme.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            let message = both!("a link to `{scheme}:` is shown as text", "指向 `{scheme}:` 的链接只显示为文字");
            Diagnostic::new(Code::ForbiddenLink, span, message).hint(both!(
                "links go to `https:`, `http:`, `mailto:` or `tel:`",
                "链接可以用 `https:`、`http:`、`mailto:` 或 `tel:`"
            ))
        }
        _ => {
            let message = both!("a link to `{url}` is shown as text", "指向 `{url}` 的链接只显示为文字");
            Diagnostic::new(Code::ForbiddenLink, span, message).hint(both!(
                "write `[[kind/slug]]` to refer to an item, or the full address of a page with `https://`",
                "要指向条目，请写 `[[kind/slug]]`；要指向网页，请写带 `https://` 的完整地址"
            ))
        }
    }
}

/// Takes the spaces from the end of a line; only a comment leaves any.
fn trim_end(tokens: &mut [Token]) {
    if let Some(Token::Node(Inline::Text(text, span))) = tokens.last_mut() {
        let trimmed = text.trim_end_matches(' ').len();
        span.end -= (text.len() - trimmed) as u32;
        text.truncate(trimmed);
    }
}
