//! Which item of a list stands beside which item of its translation.

use std::ops::Range;

use super::alignment::{self, Costs, Step, align};
use super::profile::{ALONE, Profile};
use super::{ItemPair, Mismatch, Row, pair};
use crate::course::tree::{Alone, BlockKind, ListItem, State};

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
pub fn items<'a, S: State>(left: &'a [ListItem<S>], right: &'a [ListItem<S>]) -> (Vec<ItemPair<'a, S>>, Vec<Mismatch>) {
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
