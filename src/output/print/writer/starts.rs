//! The blocks of a text that a page of a book can begin with. Each leaves a mark on the page where it begins, by which
//! [`crate::output::print::pagination`] finds it after layout.

use crate::course::tree::audience::is_model_answer;
use crate::course::tree::{Block, BlockKind, Body, Directive, Form, Resolved};
use crate::span::Span;

/// The spans of these blocks in the order of the text, outer ones first. Without what other outputs show elsewhere: model answers, the
/// explanations of a quiz, options that are not in the order in which they are written.
pub fn starts(blocks: &[Block<Resolved>]) -> Vec<Span> {
    let mut spans = Vec::new();
    collect(blocks, &mut spans);
    spans
}

fn collect(blocks: &[Block<Resolved>], spans: &mut Vec<Span>) {
    for block in blocks.iter().filter(|block| !is_model_answer(block)) {
        spans.push(block.span);
        if let BlockKind::Directive(Directive { body: Body::Quiz(quiz), .. }) = &block.kind {
            for question in quiz.printed() {
                collect(&question.question, spans);
                let options = question.options.iter().filter(|_| question.form == Form::Choice);
                options.for_each(|option| collect(&option.answer, spans));
            }
        } else {
            block.kind.children().into_iter().for_each(|children| collect(children, spans));
        }
    }
}
