//! Text in blocks of HTML: lines of it, and what stands up to a closing tag.

use super::blocks::Builder;
use super::html::range;
use super::nest::Token;
use super::tags::Piece;
use crate::course::tree::{Block, Inline, Parsed};
use crate::typography::typographic;

impl Builder<'_> {
    /// A line of text that begins in the queue.
    pub fn line_of_html(&mut self, blocks: &mut Vec<Block<Parsed>>) {
        let start = self.pieces.front().map_or(0, |piece| range(piece).start);
        let (mut tokens, mut end) = (Vec::new(), start);
        let stands_in_line = |piece: &Piece| match piece {
            Piece::Text(..) => true,
            Piece::Tag(tag) => tag.meaning.is_inline(),
        };
        while self.pieces.front().is_some_and(stands_in_line)
            && let Some(piece) = self.next_piece()
        {
            end = range(&piece).end;
            self.token_of_html(piece, &mut tokens);
        }
        let content = self.finish(tokens);
        let length = self.text[start..end].trim_end().len();
        self.paragraph(content, self.span(start..start + length), blocks);
    }

    /// The text up to a closing tag, which is consumed. Tags of blocks in it are passed over.
    pub fn html_until(&mut self, name: &str) -> Vec<Inline<Parsed>> {
        let mut tokens = Vec::new();
        while let Some(piece) = self.next_piece() {
            match piece {
                Piece::Tag(tag) if tag.closing && tag.name == name => break,
                Piece::Tag(tag) if !tag.meaning.is_inline() => {}
                piece => self.token_of_html(piece, &mut tokens),
            }
        }
        self.finish(tokens)
    }

    fn token_of_html(&mut self, piece: Piece, tokens: &mut Vec<Token>) {
        match piece {
            Piece::Tag(tag) => self.inline_tag(tag, tokens),
            Piece::Text(text, range) => {
                let span = self.span(range.clone());
                let exact = self.text[range.clone()] == text;
                let mut at = range.start;
                for (nth, line) in text.split('\n').enumerate() {
                    if nth > 0 && !matches!(tokens.last(), None | Some(Token::LineEnd | Token::Node(Inline::HardBreak)))
                    {
                        tokens.push(Token::LineEnd);
                    }
                    let shown = if nth > 0 || tokens.is_empty() { line.trim_start() } else { line };
                    let start = at + (line.len() - shown.len());
                    at += line.len() + 1;
                    if shown.is_empty() {
                        continue;
                    }
                    let words = typographic(shown, self.dialect.chinese);
                    let place = if exact { self.span(start..start + shown.len()) } else { span };
                    tokens.push(Token::Node(Inline::Text(words, place)));
                }
            }
        }
    }

    fn finish(&mut self, mut tokens: Vec<Token>) -> Vec<Inline<Parsed>> {
        while let Some(Token::LineEnd) = tokens.last() {
            tokens.pop();
        }
        self.line_ends(&mut tokens);
        let tokens = self.elements(tokens);
        self.nest(tokens, None)
    }
}
