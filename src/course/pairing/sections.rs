//! Which sections of two texts say the same, and what of the source a translation has not come to.

use std::ops::Range;

use super::alignment::{Costs, align};
use super::profile::{Profile, alike};
use super::{Pairing, Step, opens_section};
use crate::course::tree::{Alone, Block, BlockKind, Parsed, State};

/// The cost of a section that the translation lacks. Most often it is the last one: a translation grows from its beginning.
const NOT_TRANSLATED: i32 = 300;
const NOT_TRANSLATED_AT_END: i32 = 200;
/// The cost of a section that the source lacks.
const ADDITIONAL: i32 = 450;
/// The most that looks may cost two sections that stand beside each other: less than both of them alone, for a translation may have come to
/// no more than the heading.
const FARTHEST: i32 = 500;
/// Of so many blocks the kinds are compared.
const KINDS: usize = 12;

/// The sections that stand beside each other, as ranges of `on_left` and `on_right`, which are the indices of the blocks that expect a
/// partner. One that has none stands beside an empty range.
pub fn beside<S: State>(
    left: &[Block<S>],
    on_left: &[usize],
    right: &[Block<S>],
    on_right: &[usize],
) -> Vec<(Range<usize>, Range<usize>)> {
    let (left_parts, right_parts) = (parts(left, on_left), parts(right, on_right));
    // What comes before the first headings.
    let mut beside = vec![(left_parts[0].clone(), right_parts[0].clone())];
    let mut next = 1;
    for part in &right_parts[1..] {
        let id = id(&right[on_right[part.start]]);
        let found = (next..left_parts.len()).find(|&at| self::id(&left[on_left[left_parts[at].start]]) == id);
        let Some(found) = found else {
            beside.push((0..0, part.clone()));
            continue;
        };
        beside.extend(left_parts[next..found].iter().map(|part| (part.clone(), 0..0)));
        beside.push((left_parts[found].clone(), part.clone()));
        next = found + 1;
    }
    beside.extend(left_parts[next..].iter().map(|part| (part.clone(), 0..0)));
    beside
}

/// What comes before the first heading, then each section.
fn parts<S: State>(blocks: &[Block<S>], seen: &[usize]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, index) in seen.iter().enumerate() {
        if opens_section(&blocks[*index]) {
            parts.push(start..at);
            start = at;
        }
    }
    parts.push(start..seen.len());
    parts
}

fn id<S: State>(block: &Block<S>) -> Option<&S::Anchor> {
    match &block.kind {
        BlockKind::Heading { id, .. } => Some(id),
        _ => None,
    }
}

/// A part of the source that a translation has not come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The blocks of the source.
    pub blocks: Range<usize>,
    /// The index in the translation at which they belong.
    pub at: usize,
    /// Whether nothing of the source is translated from here on.
    pub to_end: bool,
}

/// The sections that a translation lacks, and what it lacks at its end. A paragraph alone may be said elsewhere, so it is no gap: not
/// in the midst of a text, and not at its end if another one could be meant as well.
pub fn gaps<S: State>(source: &[Block<S>], translation: &[Block<S>]) -> Vec<Gap> {
    let steps = Pairing::of(source, translation).steps;
    let lacks = |step: &Step| step.right.is_empty();
    let tail = steps.iter().rposition(|step| !lacks(step)).map_or(0, |last| last + 1);
    let tail_counts = match &steps[tail..] {
        [] => false,
        [only] => only.certain,
        _ => true,
    };
    let mut gaps = Vec::new();
    let (mut at, mut open): (usize, Option<Range<usize>>) = (0, None);
    let close = |open: Option<Range<usize>>, at: usize| open.map(|blocks| Gap { blocks, at, to_end: false });
    for step in &steps[..tail] {
        if !lacks(step) {
            gaps.extend(close(open.take(), at));
            at = step.right.end;
        } else if opens_section(&source[step.left.start]) {
            open = Some(open.map_or(step.left.start, |open| open.start)..step.left.end);
        } else if let Some(open) = &mut open {
            open.end = step.left.end;
        }
    }
    gaps.extend(close(open, at));
    if tail_counts {
        gaps.push(Gap { blocks: steps[tail].left.start..source.len(), at: translation.len(), to_end: true });
    }
    gaps
}

/// For each heading of a translation, outer ones first, the heading of the source whose place it takes. As many headings are paired by
/// position; else those whose sections are alike.
pub fn partners(source: &[Block<Parsed>], translation: &[Block<Parsed>]) -> Vec<Option<usize>> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    collect(source, &mut left);
    collect(translation, &mut right);
    if left.len() == right.len() {
        return (0..right.len()).map(Some).collect();
    }
    let (l, r): (Vec<Section<'_>>, Vec<Section<'_>>) =
        (left.into_iter().map(Section::of).collect(), right.into_iter().map(Section::of).collect());
    let never = |_, _| super::alignment::NEVER;
    let costs = Costs {
        pair: |i: usize, j: usize| l[i].beside(&r[j]),
        left: |_, j: usize| if j == r.len() { NOT_TRANSLATED_AT_END } else { NOT_TRANSLATED },
        right: |_, _| ADDITIONAL,
        two_one: never,
        one_two: never,
    };
    let mut partners = vec![None; r.len()];
    for step in align(l.len(), r.len(), &costs).into_iter().filter(|step| !step.left.is_empty()) {
        step.right.for_each(|at| partners[at] = Some(step.left.start));
    }
    partners
}

/// The sections of a text, those in boxes as well. What belongs to one language alone has none.
fn collect<'a>(blocks: &'a [Block<Parsed>], sections: &mut Vec<&'a [Block<Parsed>]>) {
    for (at, block) in blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Heading { .. } => {
                let end = blocks[at + 1..].iter().position(opens_section).map_or(blocks.len(), |next| at + 1 + next);
                sections.push(&blocks[at..end]);
            }
            BlockKind::Alone { reason: Alone::Only, .. } => {}
            _ => block.kind.children().into_iter().for_each(|children| collect(children, sections)),
        }
    }
}

/// A section, as far as another language has the same.
struct Section<'a> {
    level: u8,
    id: Option<&'a str>,
    words: Profile<'a, Parsed>,
    content: Profile<'a, Parsed>,
    blocks: &'a [Block<Parsed>],
}

impl<'a> Section<'a> {
    fn of(blocks: &'a [Block<Parsed>]) -> Section<'a> {
        let (level, id) = match &blocks[0].kind {
            BlockKind::Heading { level, id, .. } => (*level, id.as_deref()),
            _ => (0, None),
        };
        let (words, content) = (Profile::of_section(&blocks[..1]), Profile::of_section(&blocks[1..]));
        Section { level, id, words, content, blocks: &blocks[1..] }
    }

    fn beside(&self, other: &Section<'_>) -> i32 {
        let level = if self.level == other.level { 0 } else { 400 };
        let content = self.content.beside(&other.content).min(250) + self.kinds_beside(other);
        let looks = (self.words.beside(&other.words) / 2 + content).min(FARTHEST);
        // A translation may repeat the ids of the source.
        let id = match (self.id, other.id) {
            (Some(a), Some(b)) if a == b => -1500,
            (_, Some(_)) => 300,
            _ => 0,
        };
        looks + level + id
    }

    /// What kinds of blocks say: those that only the translation has speak against it more than those that it may still lack.
    fn kinds_beside(&self, other: &Section<'_>) -> i32 {
        let mut rest: Vec<&Block<Parsed>> = self.blocks.iter().take(KINDS).collect();
        let mut additional = 0;
        for block in other.blocks.iter().take(KINDS) {
            match rest.iter().position(|left| alike(&left.kind, &block.kind)) {
                Some(at) => _ = rest.swap_remove(at),
                None => additional += 150,
            }
        }
        (additional + 60 * rest.len() as i32).min(300)
    }
}
