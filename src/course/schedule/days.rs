//! The units of a programme parted into days.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Unit, length_of};
use crate::course::programme::{Hours, Programme};

/// The units parted into days: as few as hold them, or as many as are asked for, and as equal in length as can be.
pub(super) fn days<'u>(units: &'u [Unit], programme: &Programme) -> Vec<&'u [Unit]> {
    let filled = filled(units, programme.hours);
    let (count, earliest) = match programme.days {
        Some(days) => ((days as usize).min(units.len()), vec![0; units.len() + 1]),
        None => (filled.len(), earliest(units, programme.hours)),
    };
    let equal = equal(&units.iter().map(|unit| unit.minutes().into()).collect::<Vec<u64>>(), count, &earliest);
    let mut start = 0;
    let day = move |end: usize| &units[std::mem::replace(&mut start, end)..end];
    equal.unwrap_or(filled).into_iter().map(day).collect()
}

/// Where each day ends when each takes as many units as it holds. A unit that no day holds has one of its own.
fn filled(units: &[Unit], hours: Hours) -> Vec<usize> {
    let (mut ends, mut start) = (Vec::new(), 0);
    while start < units.len() {
        let fits = |end: &usize| length_of(&units[start..*end], hours) <= hours.length;
        start = (start + 1..=units.len()).take_while(fits).last().unwrap_or(start + 1);
        ends.push(start);
    }
    ends
}

/// For each number of units, where the last day of them begins at the earliest.
fn earliest(units: &[Unit], hours: Hours) -> Vec<usize> {
    let mut start = 0;
    let earliest = |end: usize| {
        while start + 1 < end && length_of(&units[start..end], hours) > hours.length {
            start += 1;
        }
        start
    };
    (0..=units.len()).map(earliest).collect()
}

/// The ends of so many days, none of which begins before the `earliest` for its end, that are most equal: their squares have the least sum.
/// None where there are none near an even division.
fn equal(minutes: &[u64], count: usize, earliest: &[usize]) -> Option<Vec<usize>> {
    let mut before = vec![0];
    before.extend(minutes.iter().scan(0, |sum, minutes| {
        *sum += minutes;
        Some(*sum)
    }));
    let (all, days) = (before[minutes.len()], count.max(1) as u64);
    let room = all / days + minutes.iter().copied().max().unwrap_or(0);
    // Of each day, by its end: the least sum of squares until then, and where it begins.
    let mut best: Vec<BTreeMap<usize, (u64, usize)>> = vec![BTreeMap::from([(0, (0, 0))])];
    for day in 1..=count {
        let even = all * day as u64 / days;
        let from = before.partition_point(|&sum| sum + room < even).max(day);
        let to = before.partition_point(|&sum| sum <= even + room);
        let cheapest = |end: usize| {
            let starts = best[day - 1].range(earliest[end].min(end - 1)..end);
            let cost =
                |(&start, &(cost, _)): (&usize, &(u64, usize))| (cost + (before[end] - before[start]).pow(2), start);
            // Of two ways that are as equal, the one with the shorter last day.
            Some((end, starts.map(cost).min_by_key(|&(cost, start)| (cost, Reverse(start)))?))
        };
        let ends = (from..to).filter_map(cheapest).collect();
        best.push(ends);
    }
    let mut ends = vec![minutes.len()];
    for day in (1..=count).rev() {
        ends.push(best[day].get(&ends[count - day])?.1);
    }
    ends.pop();
    ends.reverse();
    Some(ends)
}
