//! Text in blocks of HTML: lines of it, and what stands up to a closing tag.

use super::range;
use super::tags::{HtmlTag, Meaning, Piece};
use crate::course::tree::{Block, Inline, Parsed, each_inline_mut};
use crate::syntax::blocks::Builder;
use crate::syntax::nest::Token;
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

    /// The text of an element up to its closing tag, which is consumed. Tags of blocks in it are passed over.
    pub fn html_until(&mut self, opening: &HtmlTag) -> Vec<Inline<Parsed>> {
        let mut tokens = Vec::new();
        self.until(opening, &mut |builder, piece| match piece {
            Piece::Tag(tag) if !tag.meaning.is_inline() => {}
            piece => builder.token_of_html(piece, &mut tokens),
        });
        self.finish(tokens)
    }

    /// The text of a `<pre>`, as it stands there.
    pub fn preformatted(&mut self, opening: &HtmlTag) -> String {
        let mut text = String::new();
        self.until(opening, &mut |_, piece| match piece {
            Piece::Text(words, _) => text.push_str(&words),
            Piece::Tag(tag) if tag.meaning == Meaning::Break => text.push('\n'),
            Piece::Tag(_) => {}
        });
        text.strip_prefix('\n').unwrap_or(&text).trim_end().to_owned() + "\n"
    }

    /// Shows the pieces of an element up to its closing tag, or to the end of the block of HTML, which is reported.
    fn until(&mut self, opening: &HtmlTag, see: &mut impl FnMut(&mut Self, Piece)) {
        while let Some(piece) = self.next_piece() {
            match piece {
                Piece::Tag(tag) if tag.closing && tag.name == opening.name => return,
                piece => see(self, piece),
            }
        }
        self.unclosed_tag(opening);
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
                    let place = if exact { self.span(start..start + shown.len()) } else { span };
                    tokens.push(Token::Node(Inline::Text(shown.to_owned(), place)));
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
        let mut content = self.nest(tokens, None);
        // Code has its marks as they are.
        each_inline_mut(&mut content, &mut |inline| {
            if let Inline::Text(text, _) = inline {
                *text = typographic(text, self.dialect.chinese);
            }
        });
        content
    }
}
