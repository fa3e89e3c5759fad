//! The blocks of a text that both languages may share: what one language says alone takes nothing over.

use crate::course::tree::{Block, BlockKind, Parsed};

/// Visits every such block.
pub fn each<'a>(blocks: &'a [Block<Parsed>], visit: &mut impl FnMut(&'a Block<Parsed>)) {
    for block in blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Alone { .. })) {
        visit(block);
        block.kind.children().into_iter().for_each(|children| each(children, visit));
    }
}

/// As [`each`], to change them.
pub fn each_mut(blocks: &mut [Block<Parsed>], visit: &mut impl FnMut(&mut Block<Parsed>)) {
    for block in blocks.iter_mut().filter(|block| !matches!(block.kind, BlockKind::Alone { .. })) {
        visit(block);
        block.kind.children_mut().into_iter().for_each(|children| each_mut(children, visit));
    }
}
