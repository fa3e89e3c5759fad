//! Which block of one language stands beside which block of the other.
//!
//! Within a section (between two headings) blocks are paired by kind and order. Where the two languages differ in kind or number, the
//! section is one row, so a parallel reading is always complete. The same rows serve the web, print and the report of
//! `unpaired-blocks`.

use std::mem::discriminant;

use crate::course::tree::{Block, BlockKind, Body, Directive, State};
use crate::span::Span;

/// Blocks that start level.
#[derive(Debug)]
pub enum Row<'a, S: State> {
    /// A block beside its translation, or a whole section where the two could not be paired.
    Pair {
        /// The blocks of the first language; none where only the second says something.
        left: &'a [Block<S>],
        /// The blocks of the second language; none where only the first says something.
        right: &'a [Block<S>],
    },
    /// A box whose contents are paired again: its frame goes around both columns.
    Group {
        /// The box of the first language.
        left: &'a Directive<S>,
        /// The box of the second language, of the same kind.
        right: &'a Directive<S>,
        /// Where the two boxes stand.
        spans: (Span, Span),
        /// Their contents.
        rows: Vec<Row<'a, S>>,
    },
}

/// Where two languages could not be paired: the first blocks that differ, if both sections have any.
#[derive(Clone, Copy, Debug)]
pub struct Mismatch {
    /// In the left section the first block without a partner of its kind, or its last block when the other section has more. None in an empty section.
    pub left: Option<Span>,
    /// The same of the right section.
    pub right: Option<Span>,
}

/// Pairs two texts. The rows cover every block of both, in order, once.
pub fn pair<'a, S: State>(left: &'a [Block<S>], right: &'a [Block<S>]) -> (Vec<Row<'a, S>>, Vec<Mismatch>) {
    let mut rows = Vec::new();
    let mut mismatches = Vec::new();
    let (mut l, mut r) = (left, right);
    while !l.is_empty() || !r.is_empty() {
        // What only one language says before its first heading stands alone, so that headings stay beside headings.
        let (left_end, right_end) = match (opens_section(l), opens_section(r)) {
            (true, false) if !r.is_empty() => (0, section_end(r)),
            (false, true) if !l.is_empty() => (section_end(l), 0),
            _ => (section_end(l), section_end(r)),
        };
        let (left_section, left_rest) = l.split_at(left_end);
        let (right_section, right_rest) = r.split_at(right_end);
        pair_section(left_section, right_section, &mut rows, &mut mismatches);
        (l, r) = (left_rest, right_rest);
    }
    (rows, mismatches)
}

fn opens_section<S: State>(blocks: &[Block<S>]) -> bool {
    matches!(blocks.first(), Some(Block { kind: BlockKind::Heading { .. }, .. }))
}

/// A section is its heading and what follows up to the next one.
fn section_end<S: State>(blocks: &[Block<S>]) -> usize {
    let next = blocks.iter().skip(1).position(|b| matches!(b.kind, BlockKind::Heading { .. }));
    next.map_or(blocks.len(), |i| i + 1)
}

fn pair_section<'a, S: State>(
    left: &'a [Block<S>],
    right: &'a [Block<S>],
    rows: &mut Vec<Row<'a, S>>,
    mismatches: &mut Vec<Mismatch>,
) {
    // The headings of two sections stand side by side even if nothing below them can be paired.
    let (left, right) = if opens_section(left) && opens_section(right) {
        rows.push(Row::Pair { left: &left[..1], right: &right[..1] });
        (&left[1..], &right[1..])
    } else {
        (left, right)
    };
    let first_difference = left.iter().zip(right).position(|(l, r)| !alike(&l.kind, &r.kind));
    let common = left.len().min(right.len());
    let difference = first_difference.or((left.len() != right.len()).then_some(common));
    let Some(at) = difference else {
        for (l, r) in left.iter().zip(right) {
            rows.push(row(l, r, mismatches));
        }
        return;
    };
    let span = |blocks: &[Block<S>]| blocks.get(at).or(blocks.last()).map(|b| b.span);
    mismatches.push(Mismatch { left: span(left), right: span(right) });
    rows.push(Row::Pair { left, right });
}

fn row<'a, S: State>(left: &'a Block<S>, right: &'a Block<S>, mismatches: &mut Vec<Mismatch>) -> Row<'a, S> {
    if let (BlockKind::Directive(l), BlockKind::Directive(r)) = (&left.kind, &right.kind)
        && let (Body::Box(_, l_blocks), Body::Box(_, r_blocks)) = (&l.body, &r.body)
    {
        let (rows, inner) = pair(l_blocks, r_blocks);
        mismatches.extend(inner);
        return Row::Group { left: l, right: r, spans: (left.span, right.span), rows };
    }
    if !same_size(&left.kind, &right.kind) {
        mismatches.push(Mismatch { left: Some(left.span), right: Some(right.span) });
    }
    Row::Pair { left: std::slice::from_ref(left), right: std::slice::from_ref(right) }
}

/// Of one kind, whatever is inside.
fn alike<S: State>(left: &BlockKind<S>, right: &BlockKind<S>) -> bool {
    match (left, right) {
        (BlockKind::Directive(l), BlockKind::Directive(r)) => l.body.name() == r.body.name(),
        (BlockKind::Alert { kind: l, .. }, BlockKind::Alert { kind: r, .. }) => l == r,
        (BlockKind::List(l), BlockKind::List(r)) => l.start.is_some() == r.start.is_some(),
        _ => discriminant(left) == discriminant(right),
    }
}

/// With as many parts: a list of three beside a list of two is a mistake, though both can stand side by side.
fn same_size<S: State>(left: &BlockKind<S>, right: &BlockKind<S>) -> bool {
    match (left, right) {
        (BlockKind::List(l), BlockKind::List(r)) => l.items.len() == r.items.len(),
        (BlockKind::Table(l), BlockKind::Table(r)) => l.head.len() == r.head.len() && l.rows.len() == r.rows.len(),
        (BlockKind::Directive(l), BlockKind::Directive(r)) => match (&l.body, &r.body) {
            (Body::Dialogue(l), Body::Dialogue(r)) => l.len() == r.len(),
            (Body::Quiz(l), Body::Quiz(r)) => {
                let shape = |q: &[crate::course::tree::Question<S>]| -> Vec<Vec<bool>> {
                    q.iter().map(|q| q.options.iter().map(|o| o.right).collect()).collect()
                };
                shape(l) == shape(r)
            }
            _ => true,
        },
        _ => true,
    }
}
