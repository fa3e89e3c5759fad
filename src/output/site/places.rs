//! Which places of a text are the same in every language, so that a reader who changes the language stays at the paragraph.
//!
//! A place is where a row of the paired texts begins. It is named after the number of the row's first block in the source language, `b12`,
//! so a page in one language, a page in two and every translation agree. Blocks with an id of their own need no other.

use std::collections::BTreeMap;

use crate::course::pairing::{self, Parts, Row};
use crate::course::tree::{self, Block, BlockKind, Body, Resolved};
use crate::course::{Lang, Page, Text};
use crate::output::html::Places;
use crate::span::Span;

/// The places of a page's text in `lang`.
pub fn of(page: &Page, lang: Lang) -> Places {
    let source = &page.texts[Lang::SOURCE];
    let mut numbers = BTreeMap::new();
    number(source.body(), &mut numbers);
    let named = |number: &usize| Some(format!("b{number}")).filter(|id| !source.claims(id));
    let text = &page.texts[lang];
    if text.language == Lang::SOURCE {
        return numbers.iter().filter_map(|(span, n)| Some((*span, named(n)?))).collect();
    }
    // What is not translated has the source's places.
    let untranslated = text.body().iter().filter(|block| tree::is_untranslated(block));
    let mut own = BTreeMap::new();
    untranslated.for_each(|block| block.kind.children().into_iter().for_each(|blocks| number(blocks, &mut own)));
    let level = rows(source, text).into_iter().chain(own.into_keys().map(|span| (span, span)));
    level.filter_map(|(left, right)| Some((right, named(numbers.get(&left)?)?))).collect()
}

/// Every block that can be a place, in reading order. Blocks within lists, quotes and tables cannot.
fn number(blocks: &[Block<Resolved>], numbers: &mut BTreeMap<Span, usize>) {
    for block in blocks {
        if can_be_place(block) {
            numbers.insert(block.span, numbers.len() + 1);
        }
        if let BlockKind::Directive(directive) = &block.kind
            && let Body::Box(_, content) = &directive.body
        {
            number(content, numbers);
        }
    }
}

fn can_be_place(block: &Block<Resolved>) -> bool {
    match &block.kind {
        BlockKind::Heading { .. } | BlockKind::Rule | BlockKind::Html(_) | BlockKind::Alone { .. } => false,
        BlockKind::Directive(directive) => directive.id.is_none(),
        _ => true,
    }
}

/// The blocks of the two texts that begin level.
fn rows(left: &Text, right: &Text) -> Vec<(Span, Span)> {
    fn collect(rows: &[Row<'_, Resolved>], found: &mut Vec<(Span, Span)>) {
        for row in rows {
            match row {
                Row::Pair { left, right } => {
                    let first = |blocks: &[Block<Resolved>]| blocks.iter().find(|b| can_be_place(b)).map(|b| b.span);
                    found.extend(first(left).zip(first(right)));
                }
                Row::Both { left, right, parts } => {
                    found.push((left.span, right.span));
                    match parts {
                        Parts::Frame(rows) => collect(rows, found),
                        Parts::Items(_) | Parts::Turns | Parts::Cells | Parts::Same => {}
                    }
                }
            }
        }
    }
    let mut found = Vec::new();
    collect(&pairing::pair(left.body(), right.body()).0, &mut found);
    found
}
