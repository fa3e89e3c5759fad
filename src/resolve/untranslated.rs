//! What a translation has not come to is shown in it in the source language, so that a reader misses nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::course::edition::{anchors_of, called_notes};
use crate::course::pairing::{self, Gap};
use crate::course::tree::{self, Alone, Block, BlockKind, Inline, Resolved};
use crate::course::{Anchor, Flows, Lang, Text};
use crate::span::Span;

/// A part of the source that a translation has not come to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Untranslated {
    /// Its first block.
    pub block: Span,
    /// The block of the translation after which it belongs.
    pub after: Option<Span>,
    pub to_end: bool,
}

/// Puts into each translation what it lacks.
pub fn complete(texts: &mut [Option<Text>]) -> Vec<(Lang, Untranslated)> {
    let Some((Some(source), translations)) = texts.split_first_mut() else { return Vec::new() };
    let mut found = Vec::new();
    for translation in translations.iter_mut().flatten() {
        let gaps = pairing::gaps(source.body(), translation.body());
        let reports = gaps.iter().map(|gap| Untranslated {
            block: source.body()[gap.blocks.start].span,
            after: gap.at.checked_sub(1).map(|before| translation.body()[before].span),
            to_end: gap.to_end,
        });
        found.extend(reports.map(|report| (translation.language, report)));
        if !gaps.is_empty() {
            fill(source, translation, &gaps);
        }
    }
    found
}

fn fill(source: &Text, translation: &mut Text, gaps: &[Gap]) {
    let Text { content, anchors, .. } = translation;
    let Flows { body, footnotes } = content.change();
    let own_notes = footnotes.len();
    let mut calls = false;
    for gap in gaps.iter().rev() {
        let blocks = &source.body()[gap.blocks.clone()];
        let shared = blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Alone { .. }));
        let mut content: Vec<Block<Resolved>> = shared.cloned().collect();
        give_way(&mut content, anchors);
        anchors.extend(anchors_of(&content, &source.anchors));
        calls |= renumber(&mut content, own_notes);
        body.insert(gap.at, untranslated(content));
    }
    if calls {
        let notes = source.footnotes().iter().map(|note| {
            let mut content = note.clone();
            renumber(&mut content, own_notes);
            // An author may have left it empty.
            if content.is_empty() { content } else { vec![untranslated(content)] }
        });
        footnotes.extend(notes);
        *footnotes = called_notes(body, footnotes, |_| ());
    }
}

/// Takes out the ids that the translation has elsewhere: it may say the same at another place, and an id leads to one.
fn give_way(blocks: &mut [Block<Resolved>], taken: &BTreeMap<String, Anchor>) {
    tree::inlines_mut(blocks, &mut |inline| {
        if let Inline::Place(id, span) = inline
            && taken.contains_key(id)
        {
            *inline = Inline::Text(String::new(), *span);
        }
    });
    clear_ids(blocks, taken);
}

fn clear_ids(blocks: &mut [Block<Resolved>], taken: &BTreeMap<String, Anchor>) {
    for block in blocks {
        if let BlockKind::Directive(directive) = &mut block.kind {
            directive.id.take_if(|id| taken.contains_key(id));
        }
        block.kind.children_mut().into_iter().for_each(|children| clear_ids(children, taken));
    }
}

fn untranslated(content: Vec<Block<Resolved>>) -> Block<Resolved> {
    let span = content[0].span;
    Block { span, kind: BlockKind::Alone { reason: Alone::Untranslated, content } }
}

/// Numbers the calls of notes that come after others. Whether there are any.
fn renumber(blocks: &mut [Block<Resolved>], before: usize) -> bool {
    let mut calls = false;
    tree::inlines_mut(blocks, &mut |inline| {
        if let Inline::Footnote(index) = inline {
            *index += before;
            calls = true;
        }
    });
    calls
}
