//! What a translation lacks, as it is put there in the source language.

use crate::course::tree::{Alone, Block, BlockKind, Choice, Parsed, Question};

pub(super) fn untranslated(content: &[Block<Parsed>]) -> Vec<Block<Parsed>> {
    let mut out = Vec::new();
    content.iter().for_each(|block| push_untranslated(&mut out, block.clone()));
    out
}

pub(super) fn untranslated_choice(choice: &Choice<Parsed>) -> Choice<Parsed> {
    let Choice { right, answer, explanation, partner } = choice;
    let (answer, explanation) = (untranslated(answer), untranslated(explanation));
    Choice { right: *right, answer, explanation, partner: *partner }
}

pub(super) fn untranslated_question(source: &Question<Parsed>) -> Question<Parsed> {
    let Question { key, form, question, options, explanation } = source;
    Question {
        key: key.clone(),
        form: *form,
        question: untranslated(question),
        options: options.iter().map(untranslated_choice).collect(),
        explanation: untranslated(explanation),
    }
}

/// Adds a block of the source, to those before it that are not translated either.
pub(super) fn push_untranslated(out: &mut Vec<Block<Parsed>>, block: Block<Parsed>) {
    if let Some(Block { kind: BlockKind::Alone { reason: Alone::Untranslated, content }, .. }) = out.last_mut() {
        content.push(block);
        return;
    }
    let span = block.span;
    out.push(Block { span, kind: BlockKind::Alone { reason: Alone::Untranslated, content: vec![block] } });
}
