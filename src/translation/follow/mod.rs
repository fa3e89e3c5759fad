//! A text and its translation, side by side, by what was accepted.
//!
//! The units of every block say which block of the translation was accepted against which of the source: such pairs stand beside each other, and
//! what lies between two of them is aligned as [`groups`] does. A block that was accepted against a text that has changed goes to the one
//! that has most words in common with that text. What has no partner is missing, and put into the translation in the source language; or
//! obsolete, and stays as it is.

mod parts;
mod untranslated;

use std::collections::{BTreeMap, BTreeSet};

use crate::course::Language;
use crate::course::tree::{Alone, Block, BlockKind, Directive, Inline, Parsed};
use crate::span::Span;
use crate::translation::groups::{self, Group, Place};
use crate::translation::lock::{Accepted, Fingerprint};
use crate::translation::similar::{difference, similarity};
use crate::translation::unit::{self, State, Unit, UnitKind, UnitPair, own_units};
use untranslated::push_untranslated;

/// What following has found.
#[derive(Debug, Default)]
pub struct Followed {
    /// Every unit with its counterpart and how it stands, in the order of the translation. A missing one has no translation, an obsolete one no
    /// source.
    pub units: Vec<UnitPair>,
    /// Headings and boxes of the translation with those of the source whose places they take.
    pub beside: BTreeMap<Span, Span>,
}

/// Follows the blocks of a translation, which get what they lack and a mark where they are stale. `language` is the source language.
pub fn follow(
    source: &[Block<Parsed>],
    translation: &mut Vec<Block<Parsed>>,
    accepted: &Accepted,
    language: &Language,
) -> Followed {
    let sources: BTreeSet<&str> = accepted.values().flatten().map(String::as_str).collect();
    let mut follower = Follower { accepted, sources, language, followed: Followed::default() };
    let blocks = std::mem::take(translation);
    *translation = follower.blocks(source, blocks);
    follower.followed
}

/// How a pair stands.
pub fn state(source: &Unit, translation: &Unit, accepted: &Accepted, sources: &BTreeSet<&str>) -> State {
    let (worded, source, translation) = (source.worded, source.text.as_str(), translation.text.as_str());
    match accepted.get(&Fingerprint::of(translation)) {
        Some(texts) if texts.contains(source) => State::Current,
        _ if source == translation => {
            if worded {
                State::Missing
            } else {
                State::Current
            }
        }
        Some(texts) => {
            let nearest = texts.iter().max_by_key(|text| similarity(text, source));
            State::Stale(nearest.cloned().unwrap_or_default())
        }
        None if sources.contains(source) => State::Current,
        None => State::Unreviewed,
    }
}

/// As [`state`], of a pair alone.
pub fn state_of(source: &Unit, translation: &Unit, accepted: &Accepted) -> State {
    let sources = accepted.values().flatten().map(String::as_str).collect();
    state(source, translation, accepted, &sources)
}

struct Follower<'a> {
    accepted: &'a Accepted,
    /// All source texts that something was accepted against.
    sources: BTreeSet<&'a str>,
    language: &'a Language,
    followed: Followed,
}

/// A block, until it has its place, and what stands in one language alone behind it.
#[derive(Default)]
struct Slot {
    block: Option<Block<Parsed>>,
    behind: Vec<Block<Parsed>>,
}

impl Follower<'_> {
    fn blocks(&mut self, source: &[Block<Parsed>], translation: Vec<Block<Parsed>>) -> Vec<Block<Parsed>> {
        let shared = |block: &&Block<Parsed>| !matches!(block.kind, BlockKind::Alone { .. });
        let left: Vec<&Block<Parsed>> = source.iter().filter(shared).collect();
        let right: Vec<&Block<Parsed>> = translation.iter().filter(shared).collect();
        let places = self.places(left.iter().map(|b| Group::of_block(b)), right.iter().map(|b| Group::of_block(b)));
        // What stands in one language alone stays behind the block that it follows.
        let (mut slots, mut out): (Vec<Slot>, _) = (Vec::new(), Vec::new());
        for block in translation {
            match (shared(&&block), slots.last_mut()) {
                (true, _) => slots.push(Slot { block: Some(block), behind: Vec::new() }),
                (false, Some(slot)) => slot.behind.push(block),
                (false, None) => out.push(block),
            }
        }
        for place in places {
            match place {
                Place::Both(i, j) => {
                    let Slot { block, behind } = std::mem::take(&mut slots[j]);
                    out.extend(block.map(|block| self.both(left[i], block)));
                    out.extend(behind);
                }
                Place::Missing(i) => {
                    self.missing(unit::units(std::slice::from_ref(left[i])));
                    push_untranslated(&mut out, left[i].clone());
                }
                Place::Additional(j, known) => {
                    let Slot { block, behind } = std::mem::take(&mut slots[j]);
                    out.extend(block.map(|block| self.additional(block, known)));
                    out.extend(behind);
                }
                Place::Unclear(step) => {
                    self.unclear(
                        step.left.map(|i| left[i]),
                        step.right.clone().filter_map(|j| slots[j].block.as_ref()),
                    );
                    for j in step.right {
                        let Slot { block, behind } = std::mem::take(&mut slots[j]);
                        out.extend(block);
                        out.extend(behind);
                    }
                }
            }
        }
        out
    }

    /// Two lists beside each other.
    fn places<'g>(&self, left: impl Iterator<Item = Group<'g>>, right: impl Iterator<Item = Group<'g>>) -> Vec<Place> {
        groups::places(left, right, self.accepted, &self.sources)
    }

    fn both(&mut self, source: &Block<Parsed>, block: Block<Parsed>) -> Block<Parsed> {
        let Block { span, kind } = block;
        if matches!(kind, BlockKind::Heading { .. } | BlockKind::Directive(_)) {
            self.followed.beside.insert(span, source.span);
        }
        let kind = match (&source.kind, kind) {
            (BlockKind::List(theirs), BlockKind::List(mut list)) => {
                list.items = self.items(&theirs.items, list.items);
                BlockKind::List(list)
            }
            (BlockKind::Quote(theirs), BlockKind::Quote(content)) => BlockKind::Quote(self.blocks(theirs, content)),
            (BlockKind::Aside(theirs), BlockKind::Aside(content)) => BlockKind::Aside(self.blocks(theirs, content)),
            (BlockKind::Aligned { content: theirs, .. }, BlockKind::Aligned { alignment, content }) => {
                BlockKind::Aligned { alignment, content: self.blocks(theirs, content) }
            }
            (BlockKind::Alert { content: theirs, .. }, BlockKind::Alert { kind, title, content }) => {
                self.own(
                    source,
                    &Block { span, kind: BlockKind::Alert { kind, title: title.clone(), content: Vec::new() } },
                );
                BlockKind::Alert { kind, title, content: self.blocks(theirs, content) }
            }
            (BlockKind::Details { summary: asked, content: theirs }, BlockKind::Details { mut summary, content }) => {
                self.run((UnitKind::Fold, asked, source.span), (&mut summary, span));
                BlockKind::Details { summary, content: self.blocks(theirs, content) }
            }
            (BlockKind::Heading { content: theirs, .. }, BlockKind::Heading { level, id, mut content }) => {
                self.run((UnitKind::Heading, theirs, source.span), (&mut content, span));
                BlockKind::Heading { level, id, content }
            }
            (BlockKind::Paragraph(theirs), BlockKind::Paragraph(mut content)) => {
                self.run((UnitKind::Paragraph, theirs, source.span), (&mut content, span));
                BlockKind::Paragraph(content)
            }
            (BlockKind::Definitions(theirs), BlockKind::Definitions(ours)) if theirs.len() == ours.len() => {
                let both = theirs.iter().zip(ours).map(|(l, r)| self.definition((l, source.span), (r, span)));
                BlockKind::Definitions(both.collect())
            }
            (BlockKind::Table(theirs), BlockKind::Table(table)) => {
                BlockKind::Table(self.table((theirs, source.span), (table, span)))
            }
            (BlockKind::Directive(theirs), BlockKind::Directive(directive)) => {
                let Directive { title, id, number, minutes, group, workspace, body } = directive;
                let units =
                    (title_of(theirs), title.as_ref().and_then(|title| Unit::of_words(UnitKind::BoxTitle, title)));
                self.pair(units.0, units.1);
                let body = self.body((&theirs.body, source.span), (body, span));
                BlockKind::Directive(Directive { title, id, number, minutes, group, workspace, body })
            }
            (_, kind) => {
                let ours = Block { span, kind };
                if std::mem::discriminant(&source.kind) == std::mem::discriminant(&ours.kind) {
                    self.own(source, &ours);
                } else {
                    self.unclear(std::iter::once(source), std::iter::once(&ours));
                }
                ours.kind
            }
        };
        Block { span, kind }
    }

    /// Two runs that stand for each other. One that is stale gets its mark.
    fn run(
        &mut self,
        (kind, theirs, at): (UnitKind, &[Inline<Parsed>], Span),
        (ours, span): (&mut Vec<Inline<Parsed>>, Span),
    ) {
        let state = self.pair(Unit::of_run(kind, theirs, at), Unit::of_run(kind, ours, span));
        if let Some((State::Stale(was), is)) = state {
            ours.push(Inline::Stale(difference(&was, &is)));
        }
    }

    /// The units of two blocks of one kind that are not those of blocks within them.
    fn own(&mut self, source: &Block<Parsed>, ours: &Block<Parsed>) {
        let (theirs, ours) = (own_units(source), own_units(ours));
        let kinds: BTreeSet<UnitKind> = theirs.iter().chain(&ours).map(|unit| unit.kind).collect();
        for kind in kinds {
            let of = |units: &[Unit]| units.iter().find(|unit| unit.kind == kind).cloned();
            self.pair(of(&theirs), of(&ours));
        }
    }

    /// Notes a pair and how it stands, with the source of today. Nothing is to be said where there is no source.
    fn pair(&mut self, source: Option<Unit>, ours: Option<Unit>) -> Option<(State, String)> {
        let state = match (&source, &ours) {
            (Some(source), Some(ours)) => state(source, ours, self.accepted, &self.sources),
            (Some(_), None) => State::Missing,
            (None, Some(ours)) if self.accepted.contains_key(&Fingerprint::of(&ours.text)) => State::Obsolete,
            (None, _) => return None,
        };
        let is = source.as_ref().map(|source| source.text.clone()).unwrap_or_default();
        self.followed.units.push((source, ours, state.clone()));
        Some((state, is))
    }

    fn missing(&mut self, units: Vec<Unit>) {
        self.followed.units.extend(units.into_iter().map(|unit| (Some(unit), None, State::Missing)));
    }

    fn obsolete(&mut self, units: Vec<Unit>) {
        self.followed.units.extend(units.into_iter().map(|unit| (None, Some(unit), State::Obsolete)));
    }

    /// A block without a source. One that was accepted once is passed over by whoever pairs the two texts.
    fn additional(&mut self, block: Block<Parsed>, known: bool) -> Block<Parsed> {
        if !known {
            return block;
        }
        self.obsolete(unit::units(std::slice::from_ref(&block)));
        Block { span: block.span, kind: BlockKind::Alone { reason: Alone::Only, content: vec![block] } }
    }

    /// Blocks that stand for each other, of which more is not known: their units are paired in order as far as there are as many.
    fn unclear<'b>(
        &mut self,
        source: impl Iterator<Item = &'b Block<Parsed>>,
        ours: impl Iterator<Item = &'b Block<Parsed>>,
    ) {
        let theirs: Vec<Unit> = source.flat_map(|block| unit::units(std::slice::from_ref(block))).collect();
        let ours: Vec<Unit> = ours.flat_map(|block| unit::units(std::slice::from_ref(block))).collect();
        if theirs.len() == ours.len() {
            theirs.into_iter().zip(ours).for_each(|(theirs, ours)| _ = self.pair(Some(theirs), Some(ours)));
            return;
        }
        for unit in theirs {
            let state = if self.sources.contains(unit.text.as_str()) { State::Current } else { State::Unreviewed };
            self.followed.units.push((Some(unit), None, state));
        }
    }

    /// Inlines in the source language.
    fn foreign(&self, content: &[Inline<Parsed>]) -> Vec<Inline<Parsed>> {
        if content.is_empty() {
            return Vec::new();
        }
        vec![Inline::Foreign { language: Box::new(self.language.clone()), content: content.to_vec() }]
    }
}

fn title_of(directive: &Directive<Parsed>) -> Option<Unit> {
    directive.title.as_ref().and_then(|title| Unit::of_words(UnitKind::BoxTitle, title))
}
