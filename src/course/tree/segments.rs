//! The text of a tree, piece by piece: what the search finds, the checks read, bookmarks show and fonts must have. What is not translated
//! is none of a translation's.

use super::{Alone, Block, BlockKind, Body, Directive, Formula, Inline, Question, State, Words};
use crate::span::Span;

/// A piece of a text. Pieces come in the order in which they are read.
#[derive(Clone, Copy, Debug)]
pub enum Segment<'a, S: State> {
    /// The title of a box, or a caption.
    Title(&'a Words),
    /// The alternative text of a picture.
    Alt(&'a Words),
    /// What the words before it stand for, or how they are read.
    Gloss(&'a Words),
    /// Words of a paragraph, heading or cell.
    Text(&'a str, Span),
    /// Code in the midst of a text.
    Code(&'a str, Span),
    /// A block of code, with the block's place.
    CodeBlock(&'a str, Span),
    /// A formula, in a line or alone.
    Formula(&'a Formula),
    /// A reference in the author's own words, which follow.
    Reference(&'a S::Target, Span),
    /// A reference that shows the name of what it leads to.
    Name(&'a S::Target, Span),
    /// The address of a link, whose words have come before, with the place of its block.
    Address(&'a str, Span),
    /// A space at the end of a line.
    Break,
    /// What follows is another paragraph, cell or title.
    End,
}

/// Shows the segments of blocks, and of all blocks inside them.
pub fn segments<'a, S: State>(blocks: &'a [Block<S>], see: &mut impl FnMut(Segment<'a, S>)) {
    blocks.iter().for_each(|block| of_block(block, see));
}

/// Shows the segments of inlines. The addresses of links are among them when the place of their block is known.
pub fn segments_of_inlines<'a, S: State>(
    inlines: &'a [Inline<S>],
    block: Option<Span>,
    see: &mut impl FnMut(Segment<'a, S>),
) {
    for inline in inlines {
        match inline {
            Inline::Text(text, span) => see(Segment::Text(text, *span)),
            Inline::Code(text, span) => see(Segment::Code(text, *span)),
            Inline::Formula(formula) => see(Segment::Formula(formula)),
            Inline::Image { alt, .. } => see(Segment::Alt(alt)),
            Inline::SoftBreak | Inline::HardBreak => see(Segment::Break),
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strike(content)
            | Inline::Styled { content, .. }
            | Inline::Foreign { content, .. }
            | Inline::Indexed { content, .. } => segments_of_inlines(content, block, see),
            Inline::Abbreviation { meaning: words, content } | Inline::Ruby { reading: words, content } => {
                segments_of_inlines(content, block, see);
                see(Segment::Gloss(words));
            }
            Inline::Link { url, content, .. } => {
                segments_of_inlines(content, block, see);
                block.into_iter().for_each(|place| see(Segment::Address(url, place)));
            }
            Inline::Reference { target, content: Some(content), span } => {
                see(Segment::Reference(target, *span));
                segments_of_inlines(content, block, see);
            }
            Inline::Reference { target, content: None, span } => see(Segment::Name(target, *span)),
            Inline::Blank(..) | Inline::Place(..) | Inline::Footnote(_) | Inline::Stale(_) | Inline::Html(_) => {}
        }
    }
}

fn of_block<'a, S: State>(block: &'a Block<S>, see: &mut impl FnMut(Segment<'a, S>)) {
    let run = |content: &'a [Inline<S>], see: &mut dyn FnMut(Segment<'a, S>)| {
        segments_of_inlines(content, Some(block.span), &mut |segment| see(segment));
        see(Segment::End);
    };
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => run(content, see),
        BlockKind::Details { summary, content } => {
            run(summary, see);
            segments(content, see);
        }
        BlockKind::Definitions(definitions) => {
            for definition in definitions {
                definition.terms.iter().for_each(|term| run(term, see));
                definition.meanings.iter().for_each(|meaning| segments(meaning, see));
            }
        }
        BlockKind::Figure { alt, caption, .. } => {
            see(Segment::Alt(alt));
            see(Segment::End);
            if let Some(caption) = caption {
                see(Segment::Title(caption));
                see(Segment::End);
            }
        }
        BlockKind::Formula(formula) => {
            see(Segment::Formula(formula));
            see(Segment::End);
        }
        BlockKind::Code { text, .. } => {
            see(Segment::CodeBlock(text, block.span));
            see(Segment::End);
        }
        BlockKind::Table(table) => {
            table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| run(cell, see));
        }
        BlockKind::List(list) => list.items.iter().for_each(|item| segments(&item.content, see)),
        BlockKind::Alert { title, content, .. } => {
            if let Some(title) = title {
                see(Segment::Title(title));
                see(Segment::End);
            }
            segments(content, see);
        }
        BlockKind::Alone { reason: Alone::Untranslated, .. } => {}
        BlockKind::Quote(content)
        | BlockKind::Aside(content)
        | BlockKind::Aligned { content, .. }
        | BlockKind::Alone { content, .. } => segments(content, see),
        BlockKind::Directive(Directive { title, body, .. }) => {
            if let Some(title) = title {
                see(Segment::Title(title));
                see(Segment::End);
            }
            match body {
                Body::Box(_, content) => segments(content, see),
                Body::Dialogue(turns) => {
                    for turn in turns {
                        run(&turn.speaker, see);
                        segments(&turn.speech, see);
                    }
                }
                Body::Quiz(quiz) => {
                    quiz.questions.iter().flat_map(Question::texts).for_each(|text| segments(text, see));
                }
            }
        }
        BlockKind::Rule | BlockKind::Html(_) => {}
    }
}

/// The words of inlines, without markup: for page titles, bookmarks and slugs. References give only their own text.
pub fn plain_text<S: State>(inlines: &[Inline<S>]) -> String {
    named_text(inlines, |_| "")
}

/// As [`plain_text`], with the name of what a reference without words leads to.
pub fn named_text<'a, S: State>(inlines: &[Inline<S>], name: impl Fn(&S::Target) -> &'a str) -> String {
    let mut out = String::new();
    segments_of_inlines(inlines, None, &mut |segment| match segment {
        Segment::Text(text, _) | Segment::Code(text, _) => out.push_str(text),
        Segment::Formula(formula) => out.push_str(&formula.in_line()),
        Segment::Alt(alt) => out.push_str(alt),
        Segment::Name(target, _) => out.push_str(name(target)),
        Segment::Break => out.push(' '),
        _ => {}
    });
    out
}
