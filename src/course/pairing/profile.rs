//! What tells which block of one language says what a block of the other says, without a dictionary: kinds, lengths, and what is the same
//! in every language.

use std::mem::discriminant;

use super::alignment::NEVER;
use crate::course::tree::{self, Block, BlockKind, Body, Formula, Inline, Segment, State};

/// The cost of a block that stands alone. Of sentences, one in a hundred does (Gale & Church 1993, table 5).
pub const ALONE: i32 = 450;
/// Two blocks of different kinds cost less than both of them alone only if they are about as long as each other.
const OTHER_KIND: i32 = 700;
/// Two paragraphs beside one. With sentences that is nine times as frequent as one alone; paragraphs are seldom joined.
const TWO_BESIDE_ONE: i32 = 500;
/// The most that lengths can say.
const FARTHEST: i32 = 800;

/// A block, or a section, as far as another language has the same.
pub struct Profile<'a, S: State> {
    /// None of a section.
    kind: Option<&'a BlockKind<S>>,
    length: Length,
    marks: Vec<Mark<'a, S>>,
}

/// What a translation takes along.
enum Mark<'a, S: State> {
    Picture(&'a S::Picture),
    Target(&'a S::Target),
    Address(&'a str),
    Code(&'a str),
    Formula(&'a Formula),
    Number(&'a str),
}

impl<S: State> PartialEq for Mark<'_, S> {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Mark::Picture(a), Mark::Picture(b)) => a == b,
            (Mark::Target(a), Mark::Target(b)) => a == b,
            (Mark::Address(a), Mark::Address(b))
            | (Mark::Code(a), Mark::Code(b))
            | (Mark::Number(a), Mark::Number(b)) => a == b,
            (Mark::Formula(a), Mark::Formula(b)) => a.source == b.source,
            _ => false,
        }
    }
}

impl<'a, S: State> Profile<'a, S> {
    pub fn of(block: &'a Block<S>) -> Profile<'a, S> {
        Profile { kind: Some(&block.kind), ..Profile::of_section(std::slice::from_ref(block)) }
    }

    pub fn of_section(blocks: &'a [Block<S>]) -> Profile<'a, S> {
        let mut profile = Profile { kind: None, length: Length::default(), marks: Vec::new() };
        tree::segments(blocks, &mut |segment| match segment {
            Segment::Text(text, _) => profile.read(text),
            Segment::Title(words) | Segment::Alt(words) => profile.read(words),
            Segment::Code(text, _) => {
                profile.length.add(text);
                profile.marks.push(Mark::Code(text));
            }
            Segment::CodeBlock(text, _) => profile.marks.push(Mark::Code(text)),
            Segment::Formula(formula) => profile.marks.push(Mark::Formula(formula)),
            Segment::Reference(target, _) | Segment::Name(target, _) => profile.marks.push(Mark::Target(target)),
            Segment::Address(url, _) => profile.marks.push(Mark::Address(url)),
            Segment::Gloss(_) | Segment::Break | Segment::End => {}
        });
        tree::blocks(blocks, &mut |block| {
            if let BlockKind::Figure { picture, .. } = &block.kind {
                profile.marks.push(Mark::Picture(picture));
            }
        });
        tree::inlines(blocks, &mut |inline| {
            if let Inline::Image { picture, .. } = inline {
                profile.marks.push(Mark::Picture(picture));
            }
        });
        // More of them say no more, and each is looked for among the others.
        profile.marks.truncate(40);
        profile
    }

    fn read(&mut self, text: &'a str) {
        self.length.add(text);
        let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
        self.marks.extend(numbers.map(Mark::Number));
    }

    /// The cost of standing beside another one.
    pub fn beside(&self, other: &Profile<'_, S>) -> i32
    where
        S: State,
    {
        let lengths = self.length.beside(other.length) + self.marks_beside(other);
        let (Some(left), Some(right)) = (self.kind, other.kind) else { return lengths };
        match (alike(left, right), same_size(left, right)) {
            (true, true) => lengths,
            (true, false) => lengths + 150,
            (false, _) if bears_words(left) && bears_words(right) => OTHER_KIND + lengths,
            (false, _) => NEVER,
        }
    }

    /// The cost of two paragraphs beside this one.
    pub fn beside_two(&self, first: &Profile<'_, S>, second: &Profile<'_, S>) -> i32 {
        let paragraph = |profile: &Profile<'_, S>| matches!(profile.kind, Some(BlockKind::Paragraph(_)));
        if !(paragraph(self) && paragraph(first) && paragraph(second)) {
            return NEVER;
        }
        TWO_BESIDE_ONE + self.length.beside(first.length.and(second.length))
    }

    /// What both have speaks for them. What one alone has speaks against them, but for numbers: they may be words in the other language.
    fn marks_beside(&self, other: &Profile<'_, S>) -> i32 {
        let mut rest: Vec<&Mark<'_, S>> = other.marks.iter().collect();
        let (mut shared, mut apart) = (0, 0);
        for mark in &self.marks {
            match rest.iter().position(|other| *other == mark) {
                Some(at) => {
                    rest.swap_remove(at);
                    shared += if matches!(mark, Mark::Number(_)) { 80 } else { 200 };
                }
                None if matches!(mark, Mark::Number(_)) => apart += 20,
                None => apart += 100,
            }
        }
        apart += rest.iter().map(|mark| if matches!(mark, Mark::Number(_)) { 20 } else { 100 }).sum::<i32>();
        apart.min(300) - shared.min(600)
    }
}

/// How long a text is, whatever its script: in fifths of a Latin letter.
#[derive(Clone, Copy, Default)]
struct Length(u32);

impl Length {
    /// A Chinese character says what 3.2 letters of English do, spaces counted.
    fn add(&mut self, text: &str) {
        let width = |c: char| if c >= '\u{2e80}' { 16 } else { 5 };
        self.0 = text.chars().map(width).fold(self.0, u32::saturating_add);
    }

    fn and(self, other: Length) -> Length {
        Length(self.0.saturating_add(other.0))
    }

    /// The cost of two lengths of one text: minus the logarithm of how probable it is that they differ so much, with a variance of five
    /// letters for each letter. The polynomial stays within three hundredths of the normal distribution up to three deviations.
    fn beside(self, other: Length) -> i32 {
        let (a, b) = (f64::from(self.0) / 5.0, f64::from(other.0) / 5.0);
        let deviation = (a - b).abs() / ((a + b) / 2.0 * 5.0).max(20.0).sqrt();
        (45.0 * deviation * deviation + 68.0 * deviation).min(f64::from(FARTHEST)) as i32
    }
}

/// What a translation could turn into something else that is read.
fn bears_words<S: State>(kind: &BlockKind<S>) -> bool {
    !matches!(
        kind,
        BlockKind::Heading { .. }
            | BlockKind::Rule
            | BlockKind::Html(_)
            | BlockKind::Formula(_)
            | BlockKind::Code { .. }
            | BlockKind::Alone { .. }
    )
}

/// Of one kind, whatever is inside.
pub fn alike<S: State>(left: &BlockKind<S>, right: &BlockKind<S>) -> bool {
    match (left, right) {
        (BlockKind::Directive(l), BlockKind::Directive(r)) => l.body.name() == r.body.name(),
        (BlockKind::Alert { kind: l, .. }, BlockKind::Alert { kind: r, .. }) => l == r,
        (BlockKind::List(l), BlockKind::List(r)) => l.start.is_some() == r.start.is_some(),
        _ => discriminant(left) == discriminant(right),
    }
}

/// With as many parts: a list of three beside a list of two is a mistake, though both can stand side by side.
pub fn same_size<S: State>(left: &BlockKind<S>, right: &BlockKind<S>) -> bool {
    match (left, right) {
        (BlockKind::List(l), BlockKind::List(r)) => l.items.len() == r.items.len(),
        (BlockKind::Table(l), BlockKind::Table(r)) => l.head.len() == r.head.len() && l.rows.len() == r.rows.len(),
        (BlockKind::Directive(l), BlockKind::Directive(r)) => match (&l.body, &r.body) {
            (Body::Dialogue(l), Body::Dialogue(r)) => l.len() == r.len(),
            (Body::Quiz(l), Body::Quiz(r)) => {
                let shape = |quiz: &tree::Quiz<S>| -> Vec<(tree::Form, Vec<bool>)> {
                    let right = |q: &tree::Question<S>| q.options.iter().map(|option| option.right).collect();
                    quiz.questions.iter().map(|q| (q.form, right(q))).collect()
                };
                shape(l) == shape(r)
            }
            _ => true,
        },
        _ => true,
    }
}
