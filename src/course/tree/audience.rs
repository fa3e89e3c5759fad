//! Which blocks of a tree trainers alone may see, and which learners see on request.

use super::{Block, BlockKind, Body, BoxKind, Directive, List, ListItem, Resolved, State};

/// Whether trainers alone may see a block.
pub fn trainer_only<S: State>(block: &Block<S>) -> bool {
    let BlockKind::Directive(directive) = &block.kind else { return false };
    matches!(directive.body, Body::Box(BoxKind::Trainer | BoxKind::Solution, _))
}

/// Whether a block is an answer that learners see when they ask for it.
pub fn is_model_answer<S: State>(block: &Block<S>) -> bool {
    let BlockKind::Directive(directive) = &block.kind else { return false };
    matches!(directive.body, Body::Box(BoxKind::ModelAnswer, _))
}

/// Takes out what trainers alone may see, and what is empty without it.
pub fn hide(blocks: &mut Vec<Block<Resolved>>) {
    blocks.retain(|block| !leaves_nothing(block));
    for block in blocks {
        if let BlockKind::List(List { start: None, items, .. }) = &mut block.kind {
            items.retain(|item| !item_leaves_nothing(item));
        }
        block.kind.children_mut().into_iter().for_each(hide);
    }
}

/// Whether learners see nothing of a block.
fn leaves_nothing(block: &Block<Resolved>) -> bool {
    trainer_only(block)
        || match &block.kind {
            BlockKind::Quote(content)
            | BlockKind::Alert { title: None, content, .. }
            | BlockKind::Aside(content)
            | BlockKind::Aligned { content, .. }
            | BlockKind::Alone { content, .. } => content.iter().all(leaves_nothing),
            // The numbers of a numbered list are the same in every edition.
            BlockKind::List(List { start: None, items, .. }) => items.iter().all(item_leaves_nothing),
            BlockKind::Directive(Directive {
                title: None,
                id: None,
                workspace: None,
                body: Body::Box(_, content),
                ..
            }) => content.iter().all(leaves_nothing),
            _ => false,
        }
}

/// An item without words is one that somebody else fills in.
fn item_leaves_nothing(item: &ListItem<Resolved>) -> bool {
    !item.content.is_empty() && item.content.iter().all(leaves_nothing)
}

/// The outermost boxes that have content and of which learners see the head at most.
pub fn empty_for_learners<'a>(blocks: &'a [Block<Resolved>], see: &mut impl FnMut(&'a Block<Resolved>)) {
    for block in blocks.iter().filter(|block| !trainer_only(block)) {
        let content = match &block.kind {
            BlockKind::Alert { content, .. } => content.as_slice(),
            BlockKind::Directive(Directive { workspace: None, body: Body::Box(_, content), .. }) => content,
            _ => &[],
        };
        if !content.is_empty() && content.iter().all(leaves_nothing) {
            see(block);
        } else {
            block.kind.children().into_iter().for_each(|children| empty_for_learners(children, see));
        }
    }
}
