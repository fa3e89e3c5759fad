//! Which parts of two texts stand beside each other, by what was accepted: blocks, items of lists, turns, questions.

use std::collections::{BTreeMap, BTreeSet};

use super::lock::{Accepted, Fingerprint};
use super::similar::similarity;
use super::unit::{self, Unit};
use crate::course::pairing::alignment::{self, Costs, Step, align};
use crate::course::pairing::profile::{ALONE, Profile, alike};
use crate::course::tree::{Block, BlockKind, Choice, ListItem, Parsed, Question, Turn};

/// Something that is aligned as one: a block, an item of a list, a turn.
pub struct Group<'a> {
    pub units: Vec<Unit>,
    blocks: &'a [Block<Parsed>],
    /// It is a single block, which stands beside one of its kind alone.
    is_block: bool,
}

impl<'a> Group<'a> {
    pub fn of_block(block: &'a Block<Parsed>) -> Group<'a> {
        let blocks = std::slice::from_ref(block);
        Group { units: unit::units(blocks), blocks, is_block: true }
    }

    fn block(&self) -> Option<&'a Block<Parsed>> {
        self.blocks.first().filter(|_| self.is_block)
    }

    fn profile(&self) -> Profile<'a, Parsed> {
        match self.block() {
            Some(block) => Profile::of(block),
            None => Profile::of_section(self.blocks),
        }
    }

    fn of_blocks(blocks: &'a [Block<Parsed>]) -> Group<'a> {
        Group { units: unit::units(blocks), blocks, is_block: false }
    }

    pub fn of_item(item: &'a ListItem<Parsed>) -> Group<'a> {
        Group::of_blocks(&item.content)
    }

    pub fn of_turn(turn: &'a Turn<Parsed>) -> Group<'a> {
        // Speakers repeat: they say nothing of which turn it is.
        Group::of_blocks(&turn.speech)
    }

    pub fn of_choice(choice: &'a Choice<Parsed>) -> Group<'a> {
        let explanation = unit::units(&choice.explanation);
        let mut group = Group::of_blocks(&choice.answer);
        group.units.extend(explanation);
        group
    }

    pub fn of_question(question: &'a Question<Parsed>) -> Group<'a> {
        let options = question.options.iter().flat_map(|option| Group::of_choice(option).units);
        let rest: Vec<Unit> = options.chain(unit::units(&question.explanation)).collect();
        let mut group = Group::of_blocks(&question.question);
        group.units.extend(rest);
        group
    }
}

/// How the groups of two lists stand beside each other, by their indices.
pub enum Place {
    Both(usize, usize),
    Missing(usize),
    /// Without a counterpart; whether it was accepted once.
    Additional(usize, bool),
    /// Several beside several: nothing is known of them.
    Unclear(Step),
}

/// Two lists beside each other. A group that was accepted and stands elsewhere now is taken to its place.
pub fn places<'g>(
    left: impl Iterator<Item = Group<'g>>,
    right: impl Iterator<Item = Group<'g>>,
    accepted: &Accepted,
    sources: &BTreeSet<&str>,
) -> Vec<Place> {
    let is_known = |group: &Group<'_>| group.units.iter().any(|unit| sources.contains(unit.text.as_str()));
    let (left, right): (Vec<Group<'_>>, Vec<Group<'_>>) = (left.collect(), right.collect());
    let mut by_text: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, group) in left.iter().enumerate() {
        for unit in &group.units {
            by_text.entry(&unit.text).or_default().push(i);
        }
    }
    // How many units of each pair were accepted against each other.
    let mut tally: BTreeMap<(usize, usize), i32> = BTreeMap::new();
    let mut former: Vec<Vec<&str>> = Vec::new();
    for (j, group) in right.iter().enumerate() {
        let mut texts = Vec::new();
        for unit in &group.units {
            for source in accepted.get(&Fingerprint::of(&unit.text)).into_iter().flatten() {
                texts.push(source.as_str());
                for &i in by_text.get(source.as_str()).into_iter().flatten() {
                    *tally.entry((i, j)).or_default() += 1;
                }
            }
        }
        former.push(texts);
    }
    let alike = |i: usize, j: usize| match (left[i].block(), right[j].block()) {
        (Some(l), Some(r)) => alike(&l.kind, &r.kind) && level(l) == level(r),
        _ => true,
    };
    let met = |i: usize, j: usize| tally.get(&(i, j)).copied().unwrap_or(0);
    let in_step = |at: usize| alike(at, at) && (met(at, at) > 0 || former[at].is_empty() && !is_known(&left[at]));
    if left.len() == right.len() && (0..left.len()).all(in_step) {
        return (0..left.len()).map(|at| Place::Both(at, at)).collect();
    }
    let (l, r): (Vec<_>, Vec<_>) =
        (left.iter().map(Group::profile).collect(), right.iter().map(Group::profile).collect());
    // Each of these was accepted with another one that is still there.
    let wanted: BTreeSet<usize> = tally.keys().map(|(i, _)| *i).collect();
    let promised: BTreeSet<usize> = tally.keys().map(|(_, j)| *j).collect();
    let pair = |i: usize, j: usize| {
        if !alike(i, j) {
            return l[i].beside(&r[j]);
        }
        let size = left[i].units.len().max(right[j].units.len()).max(1) as i32;
        match met(i, j) {
            0 if former[j].is_empty() => l[i].beside(&r[j]),
            0 if wanted.contains(&i) || promised.contains(&j) => 2 * ALONE + 100,
            0 => {
                let texts: Vec<&str> = left[i].units.iter().map(|unit| unit.text.as_str()).collect();
                let like = |text: &&str| texts.iter().map(|now| similarity(text, now)).max().unwrap_or(0);
                let likeness = former[j].iter().map(like).sum::<i32>() / former[j].len() as i32;
                700 - likeness
            }
            met => -200 - 1000 * met.min(size) / size,
        }
    };
    let joined = |known: bool, cost: i32| if known { alignment::NEVER } else { cost };
    let known = |j: usize| !former[j].is_empty();
    let costs = Costs {
        pair,
        left: |_, _| ALONE,
        right: |_, _| ALONE,
        two_one: |i: usize, j: usize| joined(known(j), r[j].beside_two(&l[i], &l[i + 1])),
        one_two: |i: usize, j: usize| joined(known(j) || known(j + 1), l[i].beside_two(&r[j], &r[j + 1])),
    };
    let steps = align(left.len(), right.len(), &costs);
    let alone = |step: &&Step, on_left: bool| if on_left { step.right.is_empty() } else { step.left.is_empty() };
    let missing: Vec<usize> = steps.iter().filter(|s| alone(s, true)).flat_map(|s| s.left.clone()).collect();
    let mut moved: BTreeMap<usize, usize> = BTreeMap::new();
    for j in steps.iter().filter(|s| alone(s, false)).flat_map(|s| s.right.clone()) {
        let from = missing.iter().filter(|i| !moved.contains_key(i)).max_by_key(|&&i| met(i, j));
        if let Some(&i) = from.filter(|&&i| met(i, j) > 0 && alike(i, j)) {
            moved.insert(i, j);
        }
    }
    let taken: BTreeSet<usize> = moved.values().copied().collect();
    let place = |step: Step| match (step.left.len(), step.right.len()) {
        (1, 1) => Some(Place::Both(step.left.start, step.right.start)),
        (1, 0) => Some(match moved.get(&step.left.start) {
            Some(&j) => Place::Both(step.left.start, j),
            None => Place::Missing(step.left.start),
        }),
        (0, 1) if taken.contains(&step.right.start) => None,
        (0, 1) => Some(Place::Additional(step.right.start, known(step.right.start))),
        _ => Some(Place::Unclear(step)),
    };
    steps.into_iter().filter_map(place).collect()
}

fn level(block: &Block<Parsed>) -> u8 {
    if let BlockKind::Heading { level, .. } = &block.kind { *level } else { 0 }
}
