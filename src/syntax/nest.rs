//! From a flat run of tokens to a tree of inlines: line ends, and emphasis paired by [`emphasis`].

use super::MAX_DEPTH;
use super::blocks::Builder;
use super::emphasis::{self, DelimiterRun, Mark};
use super::html::tags::HtmlTag;
use crate::course::tree::{Inline, Parsed, Words, plain_text};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;

/// As many underscores or more are room for a word that somebody writes.
pub const BLANK: usize = 3;

use crate::typography::{is_shared_punctuation, is_wide};

/// A part of a run of text before emphasis is paired.
#[derive(Clone)]
pub enum Token {
    Node(Inline<Parsed>),
    /// `length` delimiters, the first at byte `start` of the file.
    Delimiters {
        delimiter: char,
        length: usize,
        start: usize,
    },
    LineEnd,
    /// A tag of an element in the line.
    Tag(Box<HtmlTag>),
    /// How the characters before it are read.
    Reading(Words),
}

impl Builder<'_> {
    /// A line end between two Chinese characters is nothing; elsewhere it is a space.
    pub fn line_ends(&self, tokens: &mut [Token]) {
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
    pub fn nest(&mut self, mut tokens: Vec<Token>, edges: Option<(usize, usize)>) -> Vec<Inline<Parsed>> {
        // As most runs are.
        let words_alone = matches!(&tokens[..], [Token::Node(Inline::Text(text, _))] if !text.is_empty());
        if words_alone && let Some(Token::Node(words)) = tokens.pop() {
            return vec![words];
        }
        let mut runs = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            if let &Token::Delimiters { delimiter, length, start } = token {
                let end = start + length;
                let first = edges.is_some_and(|(first, _)| start == first) || (at > 0 && ends_line(&tokens[at - 1]));
                let before = self.text[..start].chars().next_back().filter(|_| !first);
                let last = edges.is_some_and(|(_, last)| end == last);
                let after = self.text[end..].chars().next().filter(|_| !last);
                runs.push(DelimiterRun {
                    delimiter,
                    length,
                    before: before.unwrap_or(' '),
                    after: after.unwrap_or(' '),
                });
            }
        }
        let mut paired = emphasis::pair(&runs).into_iter();
        let mut tree = Nest { levels: vec![(None, Vec::new())], hidden: 0 };
        let mut deep = None;
        for token in tokens {
            match token {
                Token::Node(node) => tree.push(node),
                // Without characters it is a text like others.
                Token::Reading(words) => tree.push(Inline::Text(words.text, words.span)),
                Token::LineEnd | Token::Tag(_) => {}
                Token::Delimiters { delimiter, length, start } => {
                    let result = paired.next().expect("one result for each run");
                    let span = self.span(start..start + length);
                    for _ in &result.closes {
                        tree.close();
                    }
                    if delimiter == '_' && result.literal >= BLANK {
                        tree.push(Inline::Blank(result.literal, span));
                    } else if result.literal > 0 {
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

/// Adds delimiters, joined with the run before them if they follow on it.
pub fn delimiters(tokens: &mut Vec<Token>, delimiter: char, length: usize, start: usize) {
    if let Some(Token::Delimiters { delimiter: last, length: so_far, start: first }) = tokens.last_mut()
        && *last == delimiter
        && *first + *so_far == start
    {
        *so_far += length;
        return;
    }
    tokens.push(Token::Delimiters { delimiter, length, start });
}

/// Whether what follows begins a line. In a quotation the file has a marker there.
fn ends_line(token: &Token) -> bool {
    match token {
        Token::LineEnd | Token::Node(Inline::SoftBreak | Inline::HardBreak) => true,
        Token::Node(Inline::Text(text, _)) => text.is_empty(),
        _ => false,
    }
}

#[derive(Clone, Copy)]
pub enum End {
    First,
    Last,
}

/// The first or last character that a reader sees of a token.
pub fn edge(token: &Token, end: End) -> Option<char> {
    let of = |text: &str| match end {
        End::First => text.chars().next(),
        End::Last => text.chars().next_back(),
    };
    match token {
        Token::Node(Inline::Text(text, _) | Inline::Code(text, _)) => of(text),
        Token::Node(Inline::Link { content, .. } | Inline::Reference { content: Some(content), .. }) => {
            of(&plain_text(content))
        }
        Token::Node(
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Styled { content, .. }
            | Inline::Abbreviation { content, .. }
            | Inline::Ruby { content, .. },
        ) => of(&plain_text(content)),
        Token::Node(Inline::Footnote(_) | Inline::Html(_) | Inline::Place(..))
        | Token::Delimiters { .. }
        | Token::Tag(_)
        | Token::Reading(_) => None,
        // A reference without words of its own shows a title in the text's language, which is not known here; it begins and ends
        // with a word.
        Token::Node(_) | Token::LineEnd => Some(' '),
    }
}

/// Whether the text is the source's own, byte for byte, so that a place in one is a place in the other.
pub fn exact(text: &str, span: Span) -> bool {
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
