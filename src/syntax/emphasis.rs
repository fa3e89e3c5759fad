//! Emphasis: CommonMark's delimiter algorithm with the rule of the CJK-friendly amendments
//! (<https://github.com/tats-u/markdown-cjk-friendly>, the specification for emphasis).
//!
//! Plain CommonMark asks whether a run of `*` has white space or punctuation beside it, because words are separated by spaces.
//! Chinese has none, so `**重点。**然后` would stay as it is. The amendment lets a run beside a CJK character open and close as if there were a
//! space. pulldown-cmark does not know it, and its wrong pairs cannot be patched afterwards: the delimiters of each line of text
//! are taken apart and paired again.

use super::nest::BLANK;
use crate::typography::{is_punctuation, is_wide};

/// A run of one delimiter character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DelimiterRun {
    /// `*`, `_` or `~`.
    pub delimiter: char,
    pub length: usize,
    /// The characters beside the run; a space at the ends of the text.
    pub before: char,
    pub after: char,
}

/// What a run became, from left to right: marks that end, characters that stay, marks that begin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    pub closes: Vec<Mark>,
    pub literal: usize,
    pub opens: Vec<Mark>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Emphasis,
    Strong,
    Strike,
}

struct Delimiter {
    length: usize,
    remaining: usize,
    can_open: bool,
    can_close: bool,
    previous: Option<usize>,
    next: Option<usize>,
}

/// Pairs the runs of one text. Every opening mark has its closing one, and pairs nest.
pub fn pair(runs: &[DelimiterRun]) -> Vec<Resolution> {
    let last = runs.len().checked_sub(1);
    let mut delimiters: Vec<Delimiter> = runs
        .iter()
        .enumerate()
        .map(|(i, run)| {
            let (can_open, can_close) = flanking(run);
            Delimiter {
                length: run.length,
                remaining: run.length,
                can_open,
                can_close,
                previous: i.checked_sub(1),
                next: Some(i + 1).filter(|_| Some(i) != last),
            }
        })
        .collect();
    let mut paired: Vec<Resolution> = vec![Resolution::default(); runs.len()];
    // Below these no opener is left for a closer of that class (the `openers_bottom` of the specification's algorithm).
    let mut bottoms = [None::<usize>; 3 * 2 * 3];
    let mut current = (!runs.is_empty()).then_some(0);
    while let Some(closer) = current {
        if !delimiters[closer].can_close || delimiters[closer].remaining == 0 {
            current = delimiters[closer].next;
            continue;
        }
        let class = class(runs[closer].delimiter, &delimiters[closer]);
        let mut opener = delimiters[closer].previous;
        while let Some(candidate) = opener {
            if bottoms[class].is_some_and(|bottom| candidate <= bottom) {
                opener = None;
                break;
            }
            if runs[candidate].delimiter == runs[closer].delimiter
                && fits(&delimiters[candidate], &delimiters[closer], runs[closer].delimiter)
            {
                break;
            }
            opener = delimiters[candidate].previous;
        }
        let Some(opener) = opener else {
            // Nothing between the bottom and here can ever open for this class.
            bottoms[class] = delimiters[closer].previous.max(bottoms[class]);
            let next = delimiters[closer].next;
            if !delimiters[closer].can_open {
                unlink(&mut delimiters, closer);
            }
            current = next;
            continue;
        };
        let both_strong = delimiters[opener].remaining >= 2 && delimiters[closer].remaining >= 2;
        let (mark, used) = match runs[closer].delimiter {
            '~' => (Mark::Strike, 2),
            _ if both_strong => (Mark::Strong, 2),
            _ => (Mark::Emphasis, 1),
        };
        paired[opener].opens.push(mark);
        paired[closer].closes.push(mark);
        delimiters[opener].remaining -= used;
        delimiters[closer].remaining -= used;
        // What stands between the two can no longer pair with anything outside.
        delimiters[opener].next = Some(closer);
        delimiters[closer].previous = Some(opener);
        if delimiters[opener].remaining == 0 {
            unlink(&mut delimiters, opener);
        }
        if delimiters[closer].remaining == 0 {
            let next = delimiters[closer].next;
            unlink(&mut delimiters, closer);
            current = next;
        }
    }
    for (result, delimiter) in paired.iter_mut().zip(&delimiters) {
        result.literal = delimiter.remaining;
        // An opener spends its characters from the inside out.
        result.opens.reverse();
    }
    paired
}

fn unlink(delimiters: &mut [Delimiter], at: usize) {
    let (previous, next) = (delimiters[at].previous, delimiters[at].next);
    if let Some(previous) = previous {
        delimiters[previous].next = next;
    }
    if let Some(next) = next {
        delimiters[next].previous = previous;
    }
}

fn class(delimiter: char, closer: &Delimiter) -> usize {
    let kind = match delimiter {
        '*' => 0,
        '_' => 1,
        _ => 2,
    };
    let lengths = if delimiter == '~' { 0 } else { closer.length % 3 };
    (kind * 2 + usize::from(closer.can_open)) * 3 + lengths
}

fn fits(opener: &Delimiter, closer: &Delimiter, delimiter: char) -> bool {
    if !opener.can_open || opener.remaining == 0 {
        return false;
    }
    if delimiter == '~' {
        return true;
    }
    // Rules 9 and 10 of the specification.
    let either_both = (opener.can_open && opener.can_close) || (closer.can_open && closer.can_close);
    let sum_of_three = (opener.length + closer.length).is_multiple_of(3);
    !(either_both && sum_of_three && !(opener.length.is_multiple_of(3) && closer.length.is_multiple_of(3)))
}

/// Whether a run can open and whether it can close.
pub fn flanking(run: &DelimiterRun) -> (bool, bool) {
    let space = |c: char| c.is_whitespace();
    let punctuation = |c: char| is_punctuation(c) && !is_wide(c);
    let (before, after) = (run.before, run.after);
    let beside_cjk = |c: char| is_wide(c);
    let left = !space(after) && (!punctuation(after) || space(before) || punctuation(before) || beside_cjk(before));
    let right = !space(before) && (!punctuation(before) || space(after) || punctuation(after) || beside_cjk(after));
    match run.delimiter {
        '_' if run.length >= BLANK => (false, false),
        '_' => (left && (!right || is_punctuation(before)), right && (!left || is_punctuation(after))),
        // A single one stands for “to”: 9:00~11:00.
        '~' if run.length != 2 => (false, false),
        _ => (left, right),
    }
}
