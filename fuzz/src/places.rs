//! Whether what a parser says about places can be true.

use std::fmt::Write;

use diglot::course::tree::{self, Block, Inline, Parsed};
use diglot::span::Span;

/// What is wrong with the places of a tree.
pub fn wrong_places(text: &str, blocks: &[Block<Parsed>], out: &mut String) {
    fn check(text: &str, span: Span, what: &str, out: &mut String) {
        if text.get(span.range()).is_none() {
            let _ = writeln!(out, "{what} at {span:?} is not in the file");
        }
    }
    tree::blocks(blocks, &mut |block| {
        check(text, block.span, "a block", out);
        // A fence has the place of its first line, and quizzes and dialogues are made of what lists held.
        if matches!(block.kind, tree::BlockKind::Directive(_)) {
            return;
        }
        for child in block.kind.children().into_iter().flatten() {
            if child.span.start < block.span.start || child.span.end > block.span.end {
                let _ = writeln!(out, "{:?} is not inside of {:?}", child.span, block.span);
            }
        }
    });
    tree::inlines(blocks, &mut |inline| match inline {
        Inline::Text(_, span) | Inline::Code(_, span) | Inline::Reference { span, .. } | Inline::Image { span, .. } => {
            check(text, *span, "a text", out);
        }
        Inline::Formula(formula) => check(text, formula.span, "a formula", out),
        _ => {}
    });
}
