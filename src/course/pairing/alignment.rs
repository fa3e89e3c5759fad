//! The cheapest way to walk through two lists side by side, as Gale & Church (1993) align sentences: by dynamic programming.
//!
//! Costs are hundredths of a natural logarithm of odds, as whole numbers: sums of them are equal on every machine.

use std::ops::Range;

/// What cannot be.
pub const NEVER: i32 = i32::MAX / 4;
/// How much dearer every other alignment must be for one to be certain: odds of four to one.
const MARGIN: i32 = 150;
/// Of longer lists only pairs near the diagonal are looked at: this many of them in all.
const CELLS: usize = 400_000;

/// What each step costs.
pub struct Costs<P, L, R, T, O> {
    /// Of one on the left beside one on the right.
    pub pair: P,
    /// Of one on the left, when the list on the right has come to the given place.
    pub left: L,
    pub right: R,
    /// Of two on the left beside one on the right.
    pub two_one: T,
    pub one_two: O,
}

/// Neighbours: what stands beside each other, or one that stands alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub left: Range<usize>,
    pub right: Range<usize>,
    /// Whether it is clear that this one, and no other near it, stands alone.
    pub certain: bool,
}

/// Aligns `n` things with `m` others. The steps cover both, in order.
pub fn align<P, L, R, T, O>(n: usize, m: usize, costs: &Costs<P, L, R, T, O>) -> Vec<Step>
where
    P: Fn(usize, usize) -> i32,
    L: Fn(usize, usize) -> i32,
    R: Fn(usize, usize) -> i32,
    T: Fn(usize, usize) -> i32,
    O: Fn(usize, usize) -> i32,
{
    let band = Band::new(n, m);
    // The cells of a row and the next, from which every step is taken.
    let steps = |i: usize, j: usize| {
        let mut steps = [(0, 0, NEVER); 5];
        if i < n && j < m {
            steps[0] = (1, 1, (costs.pair)(i, j));
        }
        if i + 1 < n && j < m {
            steps[1] = (2, 1, (costs.two_one)(i, j));
        }
        if i < n && j + 1 < m {
            steps[2] = (1, 2, (costs.one_two)(i, j));
        }
        if j < m {
            steps[3] = (0, 1, (costs.right)(i, j));
        }
        if i < n {
            steps[4] = (1, 0, (costs.left)(i, j));
        }
        steps
    };
    let mut ahead = Table::new(&band);
    ahead.set(n, m, 0);
    for i in (0..=n).rev() {
        for j in band.columns(i).rev().filter(|&j| (i, j) != (n, m)) {
            let best = steps(i, j).iter().map(|&(di, dj, cost)| cost.saturating_add(ahead.get(i + di, j + dj))).min();
            ahead.set(i, j, best.unwrap_or(NEVER).min(NEVER));
        }
    }
    let best = ahead.get(0, 0);
    // What else each of them could have been, at the least cost: beside something.
    let mut behind = Table::new(&band);
    behind.set(0, 0, 0);
    let (mut left_beside, mut right_beside) = (vec![NEVER; n], vec![NEVER; m]);
    for i in 0..=n {
        for j in band.columns(i) {
            let here = behind.get(i, j);
            for (di, dj, cost) in steps(i, j).into_iter().filter(|step| step.2 < NEVER) {
                let there = here.saturating_add(cost).min(NEVER);
                if there < behind.get(i + di, j + dj) {
                    behind.set(i + di, j + dj, there);
                }
                if di > 0 && dj > 0 {
                    let whole = there.saturating_add(ahead.get(i + di, j + dj));
                    left_beside[i..i + di].iter_mut().for_each(|cost| *cost = whole.min(*cost));
                    right_beside[j..j + dj].iter_mut().for_each(|cost| *cost = whole.min(*cost));
                }
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut path = Vec::new();
    while (i, j) != (n, m) {
        let cost = |&(di, dj, cost): &(usize, usize, i32)| cost.saturating_add(ahead.get(i + di, j + dj));
        // Of equal ways the first: beside each other as early as can be.
        let (di, dj, _) =
            steps(i, j).into_iter().filter(|step| step.2 < NEVER).min_by_key(cost).expect("one is allowed");
        let otherwise = match (di, dj) {
            (_, 0) => left_beside[i],
            (0, _) => right_beside[j],
            _ => NEVER,
        };
        path.push(Step { left: i..i + di, right: j..j + dj, certain: otherwise.saturating_sub(best) >= MARGIN });
        (i, j) = (i + di, j + dj);
    }
    path
}

/// The pairs that are looked at: all, or those near the diagonal.
struct Band {
    n: usize,
    m: usize,
    half: usize,
}

impl Band {
    fn new(n: usize, m: usize) -> Band {
        let steepest = m / n.max(1) + 8;
        Band { n, m, half: (CELLS / (n + 1) / 2).max(steepest) }
    }

    fn columns(&self, i: usize) -> std::ops::RangeInclusive<usize> {
        let middle = i * self.m / self.n.max(1);
        middle.saturating_sub(self.half)..=(middle + self.half).min(self.m)
    }
}

/// A cost for each pair of the band; all others are never.
struct Table {
    rows: Vec<(usize, Vec<i32>)>,
}

impl Table {
    fn new(band: &Band) -> Table {
        let row = |i| {
            let columns = band.columns(i);
            (*columns.start(), vec![NEVER; columns.count()])
        };
        Table { rows: (0..=band.n).map(row).collect() }
    }

    fn get(&self, i: usize, j: usize) -> i32 {
        let cell = self.rows.get(i).and_then(|(first, row)| row.get(j.checked_sub(*first)?));
        cell.copied().unwrap_or(NEVER)
    }

    fn set(&mut self, i: usize, j: usize, cost: i32) {
        let cell = self.rows.get_mut(i).and_then(|(first, row)| row.get_mut(j.checked_sub(*first)?));
        if let Some(cell) = cell {
            *cell = cost;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers cost their difference beside each other, and five alone.
    fn aligned(left: &[i32], right: &[i32]) -> Vec<(Vec<i32>, Vec<i32>)> {
        let costs = Costs {
            pair: |i: usize, j: usize| (left[i] - right[j]).abs() * 100,
            left: |_, _| 500,
            right: |_, _| 500,
            two_one: |i: usize, j: usize| (left[i] + left[i + 1] - right[j]).abs() * 100 + 250,
            one_two: |i: usize, j: usize| (left[i] - right[j] - right[j + 1]).abs() * 100 + 250,
        };
        let steps = align(left.len(), right.len(), &costs);
        steps.into_iter().map(|step| (left[step.left].to_vec(), right[step.right].to_vec())).collect()
    }

    #[test]
    fn what_has_no_partner_stands_alone() {
        assert_eq!(aligned(&[], &[]), []);
        assert_eq!(aligned(&[], &[1]), [(vec![], vec![1])]);
        assert_eq!(aligned(&[10, 40, 90], &[11, 88]), [(vec![10], vec![11]), (vec![40], vec![]), (vec![90], vec![88])]);
        assert_eq!(aligned(&[40, 90], &[10, 41, 90]), [(vec![], vec![10]), (vec![40], vec![41]), (vec![90], vec![90])]);
        assert_eq!(aligned(&[30, 40, 90], &[70, 90]), [(vec![30, 40], vec![70]), (vec![90], vec![90])]);
    }

    #[test]
    fn long_lists_are_aligned_near_the_diagonal() {
        let left: Vec<i32> = (0..4000).map(|i| i * 37 % 101).collect();
        let mut right = left.clone();
        right.remove(1000);
        let alone: Vec<_> = aligned(&left, &right).into_iter().filter(|(_, right)| right.is_empty()).collect();
        assert_eq!(alone, [(vec![left[1000]], vec![])]);
    }
}
