//! From the parser's events to the inlines of one run of text.
//!
//! Emphasis is taken apart into its delimiters and paired again by [`super::emphasis`]; everything else is kept as the parser
//! found it.

use pulldown_cmark::{Event, LinkType, Tag};

use super::MAX_DEPTH;
use super::blocks::Builder;
use super::emphasis::{self, Mark, Run};
use crate::book;
use crate::course::Language;
use crate::course::tree::{Inline, Parsed, plain_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;
use crate::typography::{is_shared_punctuation, is_wide};

/// How many brackets deep words of which the author says the language may stand in each other.
const NESTED: usize = 2;

/// A longer list of attributes is none.
const LONGEST_LIST: usize = 100;

/// A part of a run of text before emphasis is paired.
enum Token {
    Node(Inline<Parsed>),
    /// `length` delimiters, the first at byte `start` of the file.
    Delimiters {
        delimiter: char,
        length: usize,
        start: usize,
    },
    LineEnd,
}

impl Builder<'_> {
    /// The inlines up to the end of the element or to a block; that event is not consumed.
    pub fn inlines(&mut self) -> Vec<Inline<Parsed>> {
        let inlines = self.run(0);
        self.leftovers(&inlines);
        self.unread_formulas();
        inlines
    }

    fn run(&mut self, depth: usize) -> Vec<Inline<Parsed>> {
        let mut tokens = Vec::new();
        let start = self.events.get(self.at).map_or(0, |(_, range)| range.start);
        self.tokens(&mut tokens, depth);
        let end = self.events[..self.at].last().map_or(start, |(_, range)| range.end);
        self.line_ends(&mut tokens);
        if self.text[start.min(end)..end].contains("]{") {
            tokens = self.foreign(tokens);
        }
        // The text of a link has its bracket beside it; any other run has the edge of its block, whatever the file has there.
        self.nest(tokens, (depth == 0).then_some((start, end)))
    }

    fn tokens(&mut self, tokens: &mut Vec<Token>, depth: usize) {
        // The parser nests emphasis as deep as the input says: here it is a flat list, with the ends to come on a stack.
        let mut ends: Vec<(char, usize, usize)> = Vec::new();
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
                    tokens.push(Token::Node(self.link(link_type, (&dest_url, &title), content, span)));
                }
                Event::Start(Tag::Image { dest_url, title, .. }) => {
                    self.at += 1;
                    if !title.is_empty() {
                        self.titles.insert(range.start, title.to_string());
                    }
                    let alt = plain_text(&self.inner(depth)).trim().to_owned();
                    tokens.push(Token::Node(Inline::Image { picture: dest_url.to_string(), alt, span }));
                }
                Event::Start(_) | Event::Rule => break,
                Event::Text(text) => {
                    self.at += 1;
                    self.dollars(range.clone());
                    self.split(&text, range, tokens);
                }
                Event::Code(code) => {
                    self.at += 1;
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
                    tokens.push(Token::LineEnd);
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
                    tokens.push(Token::Node(if self.dialect.raw_html {
                        Inline::Html(html.to_string())
                    } else {
                        Inline::Text(html.to_string(), span)
                    }));
                }
                Event::TaskListMarker(_) => self.at += 1,
            }
        }
    }

    /// Puts `[words]{lang=fr}` into one node. Its brackets are some that the parser has taken for text: those of links are gone.
    fn foreign(&mut self, tokens: Vec<Token>) -> Vec<Token> {
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
                    && let Some((language, end)) = self.language_at(base + at + 1)
                {
                    out.pop();
                    let inner = out.split_off(opening + 1);
                    out.pop();
                    let content = self.nest(inner, None);
                    match language {
                        Some(language) => {
                            out.push(Token::Node(Inline::Foreign { language: Box::new(language), content }));
                        }
                        None => out.extend(content.into_iter().map(Token::Node)),
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
    fn escaped(&self, at: usize) -> bool {
        self.text[..at].bytes().rev().take_while(|&b| b == b'\\').count() % 2 == 1
    }

    /// What the attributes at byte `at` of the file say of a language, and where they end. None when they say nothing of one; one that nobody
    /// knows is reported.
    fn language_at(&mut self, at: usize) -> Option<(Option<Language>, usize)> {
        let list = self.text[at..].strip_prefix('{')?;
        let length = list.bytes().take(LONGEST_LIST).position(|b| matches!(b, b'}' | b'\n'))?;
        let (list, end) = (&list[..length], at + 1 + length + 1);
        if !self.text[..end].ends_with('}') {
            return None;
        }
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

    /// Takes the spaces from the beginning of the text that comes next.
    fn trim_next(&mut self) {
        if let Some((Event::Text(text), range)) = self.events.get_mut(self.at) {
            let trimmed = text.trim_start_matches(' ').to_owned();
            range.start += text.len() - trimmed.len();
            *text = trimmed.into();
        }
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

    /// A link to an address, with its title, or a reference.
    fn link(
        &mut self,
        link_type: LinkType,
        (url, title): (&str, &str),
        content: Vec<Inline<Parsed>>,
        span: Span,
    ) -> Inline<Parsed> {
        if let LinkType::WikiLink { has_pothole } = link_type {
            // Inside a table the separator is written `\|`, and the parser leaves the backslash with the target.
            let target = url.trim().trim_end_matches('\\').trim().to_owned();
            let content = has_pothole.then_some(content).filter(|content| !content.is_empty());
            return Inline::Reference { target, content, span };
        }
        let url = if link_type == LinkType::Email { format!("mailto:{url}") } else { url.to_owned() };
        let scheme = url.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        if matches!(scheme.as_deref(), Some("http" | "https" | "mailto" | "tel")) {
            let title = Some(title.to_owned()).filter(|title| !title.trim().is_empty());
            return Inline::Link { url, title, content };
        }
        let diagnostic = match scheme {
            None if url.starts_with('#') => Diagnostic::new(
                Code::ForbiddenLink,
                span,
                both!("a link to `{url}` is shown as text", "指向 `{url}` 的链接只显示为文字"),
            )
            .hint(both!("write `[[{url}]]` to refer to a place on this page", "要指向本页的某处，请写 `[[{url}]]`")),
            Some(scheme) if !url.contains(['/', '.']) || scheme.bytes().all(|b| b.is_ascii_alphanumeric()) => {
                Diagnostic::new(
                    Code::ForbiddenLink,
                    span,
                    both!("a link to `{scheme}:` is shown as text", "指向 `{scheme}:` 的链接只显示为文字"),
                )
                .hint(both!(
                    "links go to `https:`, `http:`, `mailto:` or `tel:`",
                    "链接可以用 `https:`、`http:`、`mailto:` 或 `tel:`"
                ))
            }
            _ => Diagnostic::new(
                Code::ForbiddenLink,
                span,
                both!("a link to `{url}` is shown as text", "指向 `{url}` 的链接只显示为文字"),
            )
            .hint(both!(
                "write `[[kind/slug]]` to refer to an item, or the full address of a page with `https://`",
                "要指向条目，请写 `[[kind/slug]]`；要指向网页，请写带 `https://` 的完整地址"
            )),
        };
        self.report(diagnostic);
        Inline::Text(self.text[span.range()].to_owned(), span)
    }

    /// Text in which unpaired delimiters may still stand.
    fn split(&self, text: &str, range: std::ops::Range<usize>, tokens: &mut Vec<Token>) {
        let source = self.text.get(range.clone()).unwrap_or_default();
        if source != text || !text.contains(['*', '_', '~']) {
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

    fn plain(&self, text: &str, range: std::ops::Range<usize>, base: usize, tokens: &mut Vec<Token>) {
        if !range.is_empty() {
            let span = self.span(base + range.start..base + range.end);
            tokens.push(Token::Node(Inline::Text(text[range].to_owned(), span)));
        }
    }

    /// A line end between two Chinese characters is nothing; elsewhere it is a space.
    fn line_ends(&self, tokens: &mut [Token]) {
        let wide =
            |c: Option<char>| c.is_some_and(|c| is_wide(c) || (self.dialect.chinese && is_shared_punctuation(c)));
        for at in 0..tokens.len() {
            if !matches!(tokens[at], Token::LineEnd) {
                continue;
            }
            let before = tokens[..at].iter().rev().find_map(|t| edge(t, End::Last));
            let after = tokens[at + 1..].iter().find_map(|t| edge(t, End::First));
            let joined = wide(before) && wide(after);
            tokens[at] = Token::Node(if joined {
                Inline::Text(String::new(), Span::start_of(self.file))
            } else {
                Inline::SoftBreak
            });
        }
    }

    /// Pairs the delimiters and builds the tree. At `edges` the text of a block begins and ends.
    fn nest(&mut self, tokens: Vec<Token>, edges: Option<(usize, usize)>) -> Vec<Inline<Parsed>> {
        let mut runs = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            if let &Token::Delimiters { delimiter, length, start } = token {
                let end = start + length;
                let first = edges.is_some_and(|(first, _)| start == first) || (at > 0 && ends_line(&tokens[at - 1]));
                let before = self.text[..start].chars().next_back().filter(|_| !first);
                let last = edges.is_some_and(|(_, last)| end == last);
                let after = self.text[end..].chars().next().filter(|_| !last);
                runs.push(Run { delimiter, length, before: before.unwrap_or(' '), after: after.unwrap_or(' ') });
            }
        }
        let mut paired = emphasis::pair(&runs).into_iter();
        let mut tree = Nest { levels: vec![(None, Vec::new())], hidden: 0 };
        let mut deep = None;
        for token in tokens {
            match token {
                Token::Node(node) => tree.push(node),
                Token::LineEnd => {}
                Token::Delimiters { delimiter, length, start } => {
                    let result = paired.next().expect("one result for each run");
                    let span = self.span(start..start + length);
                    for _ in &result.closes {
                        tree.close();
                    }
                    if result.literal > 0 {
                        tree.push(Inline::Text(delimiter.to_string().repeat(result.literal), span));
                    }
                    for &mark in &result.opens {
                        if !tree.open(mark) {
                            deep.get_or_insert(span);
                        }
                    }
                }
            }
        }
        if let Some(span) = deep {
            self.report(
                Diagnostic::new(
                    Code::TooDeep,
                    span,
                    both!("emphasis nests more than {MAX_DEPTH} deep", "强调嵌套超过 {MAX_DEPTH} 层"),
                )
                .hint(both!("remove some of the `*`", "请删去一些 `*`")),
            );
        }
        tree.finish()
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

/// Whether what follows begins a line. In a quotation the file has a marker there.
fn ends_line(token: &Token) -> bool {
    match token {
        Token::LineEnd | Token::Node(Inline::SoftBreak | Inline::HardBreak) => true,
        Token::Node(Inline::Text(text, _)) => text.is_empty(),
        _ => false,
    }
}

/// Adds delimiters, joined with the run before them if they follow on it.
fn delimiters(tokens: &mut Vec<Token>, delimiter: char, length: usize, start: usize) {
    if let Some(Token::Delimiters { delimiter: last, length: so_far, start: first }) = tokens.last_mut()
        && *last == delimiter
        && *first + *so_far == start
    {
        *so_far += length;
        return;
    }
    tokens.push(Token::Delimiters { delimiter, length, start });
}

#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}

/// The first or last character that a reader sees of a token.
fn edge(token: &Token, end: End) -> Option<char> {
    let of = |text: &str| match end {
        End::First => text.chars().next(),
        End::Last => text.chars().next_back(),
    };
    match token {
        Token::Node(Inline::Text(text, _) | Inline::Code(text, _)) => of(text),
        Token::Node(Inline::Link { content, .. } | Inline::Reference { content: Some(content), .. }) => {
            of(&plain_text(content))
        }
        Token::Node(Inline::Footnote(_) | Inline::Html(_)) | Token::Delimiters { .. } => None,
        // A reference without words of its own shows a title in the text's language, which is not known here; it begins and ends
        // with a word.
        Token::Node(_) | Token::LineEnd => Some(' '),
    }
}

/// Whether the text is the source's own, byte for byte, so that a place in one is a place in the other.
fn exact(text: &str, span: Span) -> bool {
    text.len() == span.range().len()
}

/// The tree while it is built: the open marks and what stands in each.
struct Nest {
    levels: Vec<(Option<Mark>, Vec<Inline<Parsed>>)>,
    /// Marks beyond the bound that are open: they are left out.
    hidden: usize,
}

impl Nest {
    fn push(&mut self, node: Inline<Parsed>) {
        let (_, content) = self.levels.last_mut().expect("the outermost level stays");
        match (content.last_mut(), node) {
            (_, Inline::Text(text, _)) if text.is_empty() => {}
            (Some(Inline::Text(last, last_span)), Inline::Text(text, span))
                if last_span.end == span.start && exact(last, *last_span) && exact(&text, span) =>
            {
                last.push_str(&text);
                last_span.end = span.end;
            }
            (_, node) => content.push(node),
        }
    }

    fn open(&mut self, mark: Mark) -> bool {
        if self.levels.len() > MAX_DEPTH {
            self.hidden += 1;
            return false;
        }
        self.levels.push((Some(mark), Vec::new()));
        true
    }

    fn close(&mut self) {
        if self.hidden > 0 {
            self.hidden -= 1;
            return;
        }
        let (mark, content) = self.levels.pop().expect("marks nest");
        self.push(match mark.expect("the outermost level is never closed") {
            Mark::Emphasis => Inline::Emphasis(content),
            Mark::Strong => Inline::Strong(content),
            Mark::Strike => Inline::Strike(content),
        });
    }

    fn finish(mut self) -> Vec<Inline<Parsed>> {
        let (_, mut content) = self.levels.pop().expect("the outermost level stays");
        // Most runs are a single text, and a long course has a hundred thousand of them.
        content.shrink_to_fit();
        content
    }
}
