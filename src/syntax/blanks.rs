//! Boxes that hold nothing: drafts that still wait for their words. They are reported and leave no trace.

use crate::course::tree::{Block, BlockKind, Body, Directive, Parsed};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;

/// Takes out what has no content, innermost first, so that what holds nothing else goes with it. A box stays while its head says something
/// of its own, others may refer to it, or it gives room to write.
pub fn leave_out(blocks: &mut Vec<Block<Parsed>>, diagnostics: &mut Vec<Diagnostic>) {
    blocks.retain_mut(|block| {
        if is_empty(block) {
            diagnostics.extend(report(block));
        }
        block.kind.children_mut().into_iter().for_each(|children| leave_out(children, diagnostics));
        !is_empty(block) || stays(block)
    });
}

fn is_empty(block: &Block<Parsed>) -> bool {
    match &block.kind {
        BlockKind::Quote(content) | BlockKind::Alert { content, .. } | BlockKind::Alone { content, .. } => {
            content.is_empty()
        }
        BlockKind::Directive(Directive { workspace: None, body: Body::Box(_, content), .. }) => content.is_empty(),
        _ => false,
    }
}

fn stays(block: &Block<Parsed>) -> bool {
    match &block.kind {
        BlockKind::Alert { title, .. } => title.is_some(),
        BlockKind::Directive(Directive { title, id, .. }) => title.is_some() || id.is_some(),
        _ => false,
    }
}

/// A quotation that holds nothing is no loss.
fn report(block: &Block<Parsed>) -> Option<Diagnostic> {
    let name = match &block.kind {
        BlockKind::Alert { kind, .. } => format!("[!{}]", kind.name().to_uppercase()),
        BlockKind::Directive(directive) => format!(":::{}", directive.body.name()),
        BlockKind::Alone { .. } => ":::only".to_owned(),
        _ => return None,
    };
    let hint = if stays(block) {
        both!("only its head is shown; write what belongs in it", "现在只显示它的标题；请写上内容")
    } else {
        both!("it is left out; write what belongs in it, or remove it", "它不会显示；请写上内容，或者删去")
    };
    Some(
        Diagnostic::new(Code::EmptyBox, block.span, both!("this `{name}` is empty", "这个 `{name}` 是空的")).hint(hint),
    )
}
