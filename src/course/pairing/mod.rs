//! Which block of one language stands beside which block of the other.
//!
//! Sections (what follows a heading up to the next one) are paired by the ids of their headings, which the translation inherits. Within a
//! section, blocks are paired by position while their kinds are the same in the same order. Where they are not, the likeliest
//! [alignment] of the two is taken, by kind, length and what every language has in common ([`profile`]); a block without a partner
//! stands alone in its row. The same rows serve the web, print, the check of terms and the report of `unpaired-blocks`.

pub(crate) mod alignment;
pub(crate) mod profile;
mod sections;

use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::course::tree::{Alone, Block, BlockKind, Body, Directive, Inline, ListItem, State};
use crate::span::Span;
use alignment::{Costs, Step, align};
use profile::{ALONE, Profile, alike, same_size};
pub use sections::{Gap, gaps, partners};

/// Blocks that start level.
#[derive(Debug)]
pub enum Row<'a, S: State> {
    /// A block beside its translation, or alone; two paragraphs beside one that says both.
    Pair {
        /// The blocks of the first language; none where only the second says something.
        left: &'a [Block<S>],
        /// The blocks of the second language; none where only the first says something.
        right: &'a [Block<S>],
    },
    /// Two blocks of one kind, taken apart further.
    Both {
        /// The block of the first language.
        left: &'a Block<S>,
        /// The block of the second language.
        right: &'a Block<S>,
        /// What stands beside what within them.
        parts: Parts<'a, S>,
    },
}

/// How two blocks of one kind stand as one.
#[derive(Debug)]
pub enum Parts<'a, S: State> {
    /// A box, a quotation, an alert and the like, with a frame around the rows of what is in it.
    Frame(Vec<Row<'a, S>>),
    /// A list.
    Items(Vec<ItemPair<'a, S>>),
    /// A dialogue: its turns, of which both languages have as many.
    Turns,
    /// A table: each cell with its translation in it.
    Cells,
    /// Code or a formula that is the same in both languages, and stands there once.
    Same,
}

/// An item of a list with its translation; one of them may be missing.
#[derive(Debug)]
pub struct ItemPair<'a, S: State> {
    /// The item of the first language.
    pub left: Option<&'a ListItem<S>>,
    /// The item of the second language.
    pub right: Option<&'a ListItem<S>>,
    /// What is in them.
    pub rows: Vec<Row<'a, S>>,
}

impl<S: State> ItemPair<'_, S> {
    /// The state of a task list's box, which is one for both languages.
    pub fn checked(&self) -> Option<bool> {
        self.left.or(self.right).and_then(|item| item.checked)
    }
}

impl<'a, S: State> Parts<'a, S> {
    /// The rows within, those of all items of a list one after another.
    pub fn rows(&self) -> impl Iterator<Item = &Row<'a, S>> {
        let (frame, items): (&[Row<'a, S>], &[ItemPair<'a, S>]) = match self {
            Parts::Frame(rows) => (rows, &[]),
            Parts::Items(items) => (&[], items),
            Parts::Turns | Parts::Cells | Parts::Same => (&[], &[]),
        };
        frame.iter().chain(items.iter().flat_map(|item| &item.rows))
    }
}

/// Where two texts differ in structure. A place `after` is that of the block behind which another one belongs; at the beginning there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mismatch {
    /// A block that the text on the left lacks. Which of several alike it is may not be `certain`.
    Additional {
        /// The block.
        block: Span,
        /// The block of the source behind which its counterpart would stand.
        after: Option<Span>,
        /// Whether no other block could be meant as well.
        certain: bool,
    },
    /// A block that the text on the right lacks.
    Missing {
        /// The block of the source.
        block: Span,
        /// The block of the translation behind which its counterpart would stand.
        after: Option<Span>,
        /// Whether no other block could be meant as well.
        certain: bool,
    },
    /// Two blocks that stand for each other and differ in kind, or in the number of their parts.
    Different {
        /// The block of the source.
        left: Span,
        /// The block of the translation.
        right: Span,
    },
    /// Two paragraphs on the left of which the text on the right makes one.
    Joined {
        /// The two blocks of the source.
        left: [Span; 2],
        /// The block of the translation.
        right: Span,
    },
    /// A paragraph on the left of which the text on the right makes two.
    Parted {
        /// The block of the source.
        left: Span,
        /// The two blocks of the translation.
        right: [Span; 2],
    },
}

impl Mismatch {
    /// What is at the beginning of a box belongs behind its opening line.
    fn within(self, left: Span, right: Span) -> Mismatch {
        match self {
            Mismatch::Additional { block, after: None, certain } => {
                Mismatch::Additional { block, after: Some(left), certain }
            }
            Mismatch::Missing { block, after: None, certain } => {
                Mismatch::Missing { block, after: Some(right), certain }
            }
            other => other,
        }
    }
}

/// Pairs two texts. The rows cover every block of both, in order, once.
pub fn pair<'a, S: State>(left: &'a [Block<S>], right: &'a [Block<S>]) -> (Vec<Row<'a, S>>, Vec<Mismatch>) {
    let pairing = Pairing::of(left, right);
    let mut rows = Rows { pairing: &pairing, done: (0, 0), rows: Vec::new(), mismatches: Vec::new() };
    for step in &pairing.steps {
        rows.step(step);
    }
    rows.alone_until(left.len(), right.len());
    (rows.rows, rows.mismatches)
}

/// Two lists of blocks, and the steps in which they are read.
struct Pairing<'a, S: State> {
    left: &'a [Block<S>],
    right: &'a [Block<S>],
    /// They cover every block that expects a partner.
    steps: Vec<Step>,
}

impl<'a, S: State> Pairing<'a, S> {
    fn of(left: &'a [Block<S>], right: &'a [Block<S>]) -> Pairing<'a, S> {
        let untranslated = untranslated(right);
        let expects = |block: &Block<S>| !matches!(block.kind, BlockKind::Alone { .. });
        let seen = |blocks: &[Block<S>]| -> Vec<usize> {
            let seen = |(_, block): &(usize, &Block<S>)| expects(block) && !untranslated.contains(&block.span);
            blocks.iter().enumerate().filter(seen).map(|(at, _)| at).collect()
        };
        let (on_left, on_right) = (seen(left), seen(right));
        let mut steps = Vec::new();
        for (l, r) in sections::beside(left, &on_left, right, &on_right) {
            section((left, &on_left[l]), (right, &on_right[r]), &mut steps);
        }
        Pairing { left, right, steps }
    }
}

/// The places of the source's blocks that stand in a translation because it lacks them.
fn untranslated<S: State>(blocks: &[Block<S>]) -> BTreeSet<Span> {
    let lacking = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Alone { reason: Alone::Untranslated, content } => Some(content),
        _ => None,
    });
    lacking.flatten().map(|block| block.span).collect()
}

fn opens_section<S: State>(block: &Block<S>) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

/// Adds the steps of two sections. Of each, the blocks are given by their indices.
fn section<S: State>(
    (left, mut on_left): (&[Block<S>], &[usize]),
    (right, mut on_right): (&[Block<S>], &[usize]),
    steps: &mut Vec<Step>,
) {
    let mut add = |left: &[usize], right: &[usize], certain| {
        let range = |at: &[usize]| at.first().map_or(0..0, |first| *first..at[at.len() - 1] + 1);
        steps.push(Step { left: range(left), right: range(right), certain });
    };
    // The headings of two sections stand side by side whatever is below them.
    if let ([l, rest_left @ ..], [r, rest_right @ ..]) = (on_left, on_right)
        && opens_section(&left[*l])
        && opens_section(&right[*r])
    {
        add(&[*l], &[*r], true);
        (on_left, on_right) = (rest_left, rest_right);
    }
    let kinds_alike = || on_left.iter().zip(on_right).all(|(l, r)| alike(&left[*l].kind, &right[*r].kind));
    if on_left.len() == on_right.len() && kinds_alike() {
        on_left.iter().zip(on_right).for_each(|(l, r)| add(&[*l], &[*r], true));
        return;
    }
    if on_left.is_empty() || on_right.is_empty() {
        on_left.iter().for_each(|l| add(&[*l], &[], true));
        on_right.iter().for_each(|r| add(&[], &[*r], true));
        return;
    }
    let l: Vec<Profile<'_, S>> = on_left.iter().map(|at| Profile::of(&left[*at])).collect();
    let r: Vec<Profile<'_, S>> = on_right.iter().map(|at| Profile::of(&right[*at])).collect();
    let adjoin = |at: &[usize], i: usize| at[i] + 1 == at[i + 1];
    let costs = Costs {
        pair: |i: usize, j: usize| l[i].beside(&r[j]),
        left: |_, _| ALONE,
        right: |_, _| ALONE,
        two_one: |i: usize, j: usize| {
            if adjoin(on_left, i) { r[j].beside_two(&l[i], &l[i + 1]) } else { alignment::NEVER }
        },
        one_two: |i: usize, j: usize| {
            if adjoin(on_right, j) { l[i].beside_two(&r[j], &r[j + 1]) } else { alignment::NEVER }
        },
    };
    for step in align(l.len(), r.len(), &costs) {
        add(&on_left[step.left], &on_right[step.right], step.certain);
    }
}

/// Makes rows of the steps.
struct Rows<'p, 'a, S: State> {
    pairing: &'p Pairing<'a, S>,
    /// The blocks before these stand in rows.
    done: (usize, usize),
    rows: Vec<Row<'a, S>>,
    mismatches: Vec<Mismatch>,
}

impl<'a, S: State> Rows<'_, 'a, S> {
    fn step(&mut self, step: &Step) {
        let (left, right) = (self.pairing.left, self.pairing.right);
        let start = |range: &Range<usize>, done| if range.is_empty() { done } else { range.start };
        self.alone_until(start(&step.left, self.done.0), start(&step.right, self.done.1));
        let after = |blocks: &[Block<S>], at: usize| at.checked_sub(1).map(|before| blocks[before].span);
        match (&left[step.left.clone()], &right[step.right.clone()]) {
            ([l], [r]) => self.beside(l, r),
            (l, r) => {
                self.mismatches.extend(match (l, r) {
                    ([l], []) => {
                        let after = after(right, self.done.1);
                        Some(Mismatch::Missing { block: l.span, after, certain: step.certain })
                    }
                    ([], [r]) => {
                        let after = after(left, self.done.0);
                        Some(Mismatch::Additional { block: r.span, after, certain: step.certain })
                    }
                    ([first, second], [r]) => Some(Mismatch::Joined { left: [first.span, second.span], right: r.span }),
                    ([l], [first, second]) => Some(Mismatch::Parted { left: l.span, right: [first.span, second.span] }),
                    _ => None,
                });
                self.rows.push(Row::Pair { left: l, right: r });
            }
        }
        let end = |range: &Range<usize>, done| if range.is_empty() { done } else { range.end };
        self.done = (end(&step.left, self.done.0), end(&step.right, self.done.1));
    }

    /// Rows of the blocks before these that expect no partner. What is not translated begins beside the words that say so.
    fn alone_until(&mut self, left_end: usize, right_end: usize) {
        let (mut left, mut right) =
            (&self.pairing.left[self.done.0..left_end], &self.pairing.right[self.done.1..right_end]);
        while !left.is_empty() || !right.is_empty() {
            let begins = |l: &Block<S>, r: &Block<S>| match &r.kind {
                BlockKind::Alone { reason: Alone::Untranslated, content } => {
                    content.first().is_some_and(|first| first.span == l.span)
                }
                _ => false,
            };
            let stands_for = |r: &Block<S>| left.iter().position(|l| begins(l, r));
            let (l, r) = match (left.first(), right.first()) {
                (Some(l), Some(r)) if begins(l, r) => (1, 1),
                // What comes before it on the left comes first.
                (Some(_), Some(r)) if stands_for(r).is_some() => (1, 0),
                (_, Some(_)) => (0, 1),
                _ => (1, 0),
            };
            self.rows.push(Row::Pair { left: &left[..l], right: &right[..r] });
            (left, right) = (&left[l..], &right[r..]);
        }
        self.done = (left_end, right_end);
    }

    fn beside(&mut self, left: &'a Block<S>, right: &'a Block<S>) {
        let lists = matches!((&left.kind, &right.kind), (BlockKind::List(_), BlockKind::List(_)));
        if !alike(&left.kind, &right.kind) || !lists && !same_size(&left.kind, &right.kind) {
            self.mismatches.push(Mismatch::Different { left: left.span, right: right.span });
        }
        let mut within = |l: &'a [Block<S>], r: &'a [Block<S>]| {
            let (rows, inner) = pair(l, r);
            self.mismatches.extend(inner.into_iter().map(|mismatch| mismatch.within(left.span, right.span)));
            rows
        };
        let parts = match (&left.kind, &right.kind) {
            (l, r) if !alike(l, r) => None,
            (BlockKind::List(l), BlockKind::List(r)) => {
                let (items, inner) = items(&l.items, &r.items);
                // What is empty has no place of its own.
                if items.iter().any(|item| matches!(item.rows[..], [Row::Pair { left: [], right: [] }])) {
                    self.mismatches.push(Mismatch::Different { left: left.span, right: right.span });
                }
                self.mismatches.extend(inner.into_iter().map(|mismatch| mismatch.within(left.span, right.span)));
                Some(Parts::Items(items))
            }
            (l @ BlockKind::Directive(Directive { body: Body::Dialogue(_), .. }), r) if same_size(l, r) => {
                Some(Parts::Turns)
            }
            (l @ BlockKind::Table(_), r) if same_size(l, r) => Some(Parts::Cells),
            (BlockKind::Code { text: l, .. }, BlockKind::Code { text: r, .. }) if l == r => Some(Parts::Same),
            (BlockKind::Formula(l), BlockKind::Formula(r)) if l.source == r.source => Some(Parts::Same),
            (l, r) => framed(l).zip(framed(r)).map(|(l, r)| Parts::Frame(within(l, r))),
        };
        self.rows.push(match parts {
            Some(parts) => Row::Both { left, right, parts },
            None => Row::Pair { left: std::slice::from_ref(left), right: std::slice::from_ref(right) },
        });
    }
}

/// Whether two lines say the same, letter by letter: numbers, codes, names, pictures. What is named by a title is not: titles are translated.
pub fn same_words<S: State>(left: &[Inline<S>], right: &[Inline<S>]) -> bool {
    let same = |left: &Inline<S>, right: &Inline<S>| match (left, right) {
        (Inline::Text(l, _), Inline::Text(r, _)) | (Inline::Code(l, _), Inline::Code(r, _)) => l == r,
        (Inline::Formula(l), Inline::Formula(r)) => l.source == r.source,
        (Inline::Image { picture: l, .. }, Inline::Image { picture: r, .. }) => l == r,
        (Inline::SoftBreak, Inline::SoftBreak) | (Inline::HardBreak, Inline::HardBreak) => true,
        (Inline::Emphasis(l), Inline::Emphasis(r))
        | (Inline::Strong(l), Inline::Strong(r))
        | (Inline::Strike(l), Inline::Strike(r)) => same_words(l, r),
        (Inline::Link { url: l, content: left, .. }, Inline::Link { url: r, content: right, .. }) => {
            l == r && same_words(left, right)
        }
        _ => false,
    };
    left.len() == right.len() && left.iter().zip(right).all(|(l, r)| same(l, r))
}

/// The steps through two lists of items. What is said in one language alone stands by itself; if one list has more of the others, the likeliest
/// alignment is taken, as it is of blocks.
fn item_steps<S: State>(left: &[ListItem<S>], right: &[ListItem<S>]) -> Vec<Step> {
    let shared = |items: &[ListItem<S>]| -> Vec<usize> {
        let alone = |item: &ListItem<S>| {
            !item.content.is_empty()
                && item.content.iter().all(|b| matches!(b.kind, BlockKind::Alone { reason: Alone::Only, .. }))
        };
        (0..items.len()).filter(|&at| !alone(&items[at])).collect()
    };
    let (on_left, on_right) = (shared(left), shared(right));
    let steps: Vec<Step> = if on_left.len() == on_right.len() {
        (0..on_left.len()).map(|at| Step { left: at..at + 1, right: at..at + 1, certain: true }).collect()
    } else {
        let l: Vec<Profile<'_, S>> = on_left.iter().map(|&at| Profile::of_section(&left[at].content)).collect();
        let r: Vec<Profile<'_, S>> = on_right.iter().map(|&at| Profile::of_section(&right[at].content)).collect();
        let never = |_, _| alignment::NEVER;
        let costs = Costs {
            pair: |i: usize, j: usize| l[i].beside(&r[j]),
            left: |_, _| ALONE,
            right: |_, _| ALONE,
            two_one: never,
            one_two: never,
        };
        align(l.len(), r.len(), &costs)
    };
    let mut all = Vec::new();
    let (mut next_left, mut next_right) = (0, 0);
    let end = Step { left: on_left.len()..on_left.len(), right: on_right.len()..on_right.len(), certain: true };
    for Step { left: l, right: r, certain } in steps.into_iter().chain([end]) {
        // What is said in one language alone comes before the item that follows it.
        let until = |range: &Range<usize>, on: &[usize], len| on.get(range.start).copied().unwrap_or(len);
        let (to_left, to_right) = (until(&l, &on_left, left.len()), until(&r, &on_right, right.len()));
        all.extend((next_left..to_left).map(|at| Step { left: at..at + 1, right: to_right..to_right, certain: true }));
        all.extend((next_right..to_right).map(|at| Step { left: to_left..to_left, right: at..at + 1, certain: true }));
        (next_left, next_right) = (to_left + l.len(), to_right + r.len());
        if !l.is_empty() || !r.is_empty() {
            all.push(Step { left: to_left..next_left, right: to_right..next_right, certain });
        }
    }
    all
}

/// Pairs the items of two lists.
fn items<'a, S: State>(left: &'a [ListItem<S>], right: &'a [ListItem<S>]) -> (Vec<ItemPair<'a, S>>, Vec<Mismatch>) {
    let steps = item_steps(left, right);
    let place = |items: &[ListItem<S>], at: usize| items[at].content.first().map(|block| block.span);
    let (mut pairs, mut mismatches) = (Vec::new(), Vec::new());
    for Step { left: l, right: r, certain } in steps {
        let before =
            |items: &[ListItem<S>], range: &Range<usize>| range.start.checked_sub(1).and_then(|at| place(items, at));
        let (on_left, on_right) = (left[l.clone()].first(), right[r.clone()].first());
        let content = |item: Option<&'a ListItem<S>>| item.map_or(&[][..], |item| &item.content);
        let rows = if on_left.is_some() && on_right.is_some() {
            let (rows, inner) = pair(content(on_left), content(on_right));
            mismatches.extend(inner);
            rows
        } else {
            vec![Row::Pair { left: content(on_left), right: content(on_right) }]
        };
        mismatches.extend(match (on_left, on_right) {
            (Some(_), None) => {
                place(left, l.start).map(|block| Mismatch::Missing { block, after: before(right, &r), certain })
            }
            // What is said in one language alone expects no partner.
            (None, Some(item)) if item.content.iter().all(|block| matches!(block.kind, BlockKind::Alone { .. })) => {
                None
            }
            (None, Some(_)) => {
                place(right, r.start).map(|block| Mismatch::Additional { block, after: before(left, &l), certain })
            }
            _ => None,
        });
        pairs.push(ItemPair { left: on_left, right: on_right, rows });
    }
    (pairs, mismatches)
}

/// What is in a block with a frame.
fn framed<S: State>(kind: &BlockKind<S>) -> Option<&[Block<S>]> {
    match kind {
        BlockKind::Quote(content)
        | BlockKind::Alert { content, .. }
        | BlockKind::Aside(content)
        | BlockKind::Details { content, .. }
        | BlockKind::Directive(Directive { body: Body::Box(_, content), .. }) => Some(content),
        _ => None,
    }
}
