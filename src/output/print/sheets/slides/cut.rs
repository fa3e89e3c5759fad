//! Where a text is cut into slides, and what of it stands on each.
//!
//! A heading begins a slide; what is looked at by itself has one of its own: a task, a dialogue, a picture, each question of a quiz. Lists, tables
//! and other boxes stay as they are, paragraphs are shortened ([`key_sentences`]). How much fits on a slide is for the template to measure.

use super::sentences::key_sentences;
use crate::course::pairing::{self, Row};
use crate::course::tree::audience::{hide, trainer_only};
use crate::course::tree::{self, Block, BlockKind, Body, BoxKind, Directive, Quiz, Resolved};
use crate::course::{Course, Lang, Text};
use crate::output::print::data::text::Wording;

type B = Block<Resolved>;

/// The blocks of each language of the reading; the second has none where there is one language alone.
pub type Sides = [Vec<B>; 2];

/// What a slide shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A part of a section.
    Text,
    /// A box of the course, whose head is the title of the slide.
    Box,
    /// A picture alone.
    Picture,
    /// A question of a quiz: how many stand before it, and how many there are.
    Question(usize, usize),
}

/// A slide to be written.
pub struct Cut {
    pub shown: Shown,
    /// The heading of the section in each language; empty before the first one.
    pub title: Vec<Wording>,
    /// Whether a slide before this one has the same heading.
    pub again: bool,
    pub body: Sides,
    /// What is to be said: paragraphs of which the slide has only some sentences, and what is for trainers.
    pub notes: Sides,
}

/// Cuts a text, with its translation beside it, into slides, and into notes where there is no slide that they could belong to. `is_unspaced` tells
/// the languages whose words have no spaces between them.
pub fn cut(
    course: &Course,
    left: &Text,
    right: Option<&Text>,
    is_unspaced: impl Fn(Lang) -> bool,
) -> (Vec<Cut>, Sides) {
    let unspaced = [is_unspaced(left.language), right.is_some_and(|right| is_unspaced(right.language))];
    let mut cutter =
        Cutter { course, unspaced, cuts: Vec::new(), title: Vec::new(), fresh: true, body: none(), notes: none() };
    let languages = [left.language, right.map_or(left.language, |right| right.language)];
    for sides in rows(left, right) {
        cutter.take(sides, languages);
    }
    cutter.finish();
    (cutter.cuts, cutter.notes)
}

fn none() -> Sides {
    [Vec::new(), Vec::new()]
}

/// The blocks of a text from top to bottom, those of both languages that stand beside each other together.
fn rows(left: &Text, right: Option<&Text>) -> Vec<Sides> {
    let left = parted(left.body());
    let Some(right) = right.map(|right| parted(right.body())) else {
        return left.into_iter().map(|block| [vec![block], Vec::new()]).collect();
    };
    let sides = |row: &Row<Resolved>| match row {
        Row::Pair { left, right } => [left.to_vec(), right.to_vec()],
        Row::Both { left, right, .. } => [vec![(*left).clone()], vec![(*right).clone()]],
    };
    pairing::pair(&left, &right).0.iter().map(sides).collect()
}

/// The blocks, of what stands in one language alone each for itself.
fn parted(blocks: &[B]) -> Vec<B> {
    let mut out = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Alone { reason, content } => out.extend(content.iter().map(|inner| {
                let kind = BlockKind::Alone { reason: *reason, content: vec![inner.clone()] };
                Block { span: inner.span, kind }
            })),
            _ => out.push(block.clone()),
        }
    }
    out
}

/// A block, or what stands in it if that is there in one language alone.
fn inner(block: &B) -> &B {
    match &block.kind {
        BlockKind::Alone { content, .. } if content.len() == 1 => inner(&content[0]),
        _ => block,
    }
}

/// Changes what [`inner`] gives.
fn change_inner(block: &mut B, change: impl FnOnce(&mut B)) {
    match &mut block.kind {
        BlockKind::Alone { content, .. } if content.len() == 1 => change_inner(&mut content[0], change),
        _ => change(block),
    }
}

struct Cutter<'a> {
    course: &'a Course,
    unspaced: [bool; 2],
    cuts: Vec<Cut>,
    title: Vec<Wording>,
    /// Whether no slide has the title yet.
    fresh: bool,
    /// The slide that is being filled.
    body: Sides,
    notes: Sides,
}

impl Cutter<'_> {
    fn take(&mut self, sides: Sides, languages: [Lang; 2]) {
        let Some(lead) = sides.iter().flatten().next() else { return };
        match &inner(lead).kind {
            BlockKind::Heading { .. } => {
                self.finish();
                self.title = titles(self.course, &sides, languages);
                self.fresh = true;
            }
            BlockKind::Paragraph(_) => self.paragraph(sides),
            BlockKind::Figure { .. } => self.alone(Shown::Picture, sides),
            BlockKind::Rule | BlockKind::Html(_) => {}
            BlockKind::Directive(directive) => match &directive.body {
                _ if trainer_only(inner(lead)) => self.note(sides),
                Body::Box(BoxKind::Say | BoxKind::Avoid, _) => self.add(sides),
                Body::Box(..) | Body::Dialogue(_) => self.alone(Shown::Box, sides),
                Body::Quiz(quiz) => self.quiz(quiz, &sides),
            },
            _ => self.add(sides),
        }
    }

    /// What goes on the slide as it is.
    fn add(&mut self, sides: Sides) {
        for (side, blocks) in sides.into_iter().enumerate() {
            blocks.into_iter().for_each(|block| self.add_block(side, block));
        }
    }

    fn add_block(&mut self, side: usize, block: B) {
        let mut shown = vec![block.clone()];
        hide(&mut shown);
        self.body[side].append(&mut shown);
        if holds_notes(&block) {
            self.notes[side].push(block);
        }
    }

    fn note(&mut self, sides: Sides) {
        // What is for trainers belongs to the slide before it, if that is one of the same section.
        let before = !self.fresh && self.body.iter().all(Vec::is_empty);
        let notes = self.cuts.last_mut().filter(|_| before).map_or(&mut self.notes, |cut| &mut cut.notes);
        for (notes, blocks) in notes.iter_mut().zip(sides) {
            notes.extend(blocks);
        }
    }

    fn paragraph(&mut self, sides: Sides) {
        for (side, blocks) in sides.into_iter().enumerate() {
            for block in blocks {
                let BlockKind::Paragraph(words) = &inner(&block).kind else {
                    self.add_block(side, block);
                    continue;
                };
                match key_sentences(words, self.unspaced[side]) {
                    None => self.body[side].push(block),
                    Some(parts) => {
                        let with = |words| {
                            let mut block = block.clone();
                            change_inner(&mut block, |block| block.kind = BlockKind::Paragraph(words));
                            block
                        };
                        self.body[side].extend(parts.into_iter().map(with));
                        self.notes[side].push(block);
                    }
                }
            }
        }
    }

    /// What has a slide of its own.
    fn alone(&mut self, shown: Shown, sides: Sides) {
        let leads = self.leads();
        self.close(Shown::Text);
        for (notes, lead) in self.notes.iter_mut().zip(leads) {
            notes.extend(lead);
        }
        self.add(sides);
        for block in self.body.iter_mut().flatten() {
            change_inner(block, |block| {
                // There is no room to write on a slide.
                if let BlockKind::Directive(directive) = &mut block.kind {
                    directive.workspace = None;
                }
            });
        }
        self.close(shown);
    }

    /// Takes the words off the slide that only lead on to what has the next one.
    fn leads(&mut self) -> Sides {
        let is_lead = |block: &B| {
            let BlockKind::Paragraph(words) = &inner(block).kind else { return false };
            tree::plain_text(words).trim_end().ends_with([':', '：'])
        };
        let mut leads = none();
        if self.body.iter().all(|side| side.last().is_none_or(is_lead)) {
            for (side, lead) in self.body.iter_mut().zip(&mut leads) {
                lead.extend(side.pop());
            }
        }
        // A paragraph of which the slide has only some sentences is among the notes already.
        for (lead, notes) in leads.iter_mut().zip(&self.notes) {
            lead.retain(|block| notes.iter().all(|note| note.span != block.span));
        }
        leads
    }

    fn quiz(&mut self, quiz: &Quiz<Resolved>, sides: &Sides) {
        // A test is taken alone, so its questions are not shown, and the opening slide announces a page that is one.
        if quiz.test.is_some() && self.title.is_empty() {
            return;
        }
        let count = if quiz.test.is_some() { 0 } else { quiz.questions.len() };
        if count == 0 {
            return self.alone(Shown::Box, sides.clone().map(|side| side.into_iter().map(without_questions).collect()));
        }
        self.close(Shown::Text);
        for index in 0..count {
            self.add(sides.clone().map(|side| side.into_iter().map(|block| only_question(block, index)).collect()));
            self.close(Shown::Question(index, count));
        }
    }

    /// Ends a section. Notes without a slide of it go to the one before.
    fn finish(&mut self) {
        self.close(Shown::Text);
        if let Some(last) = self.cuts.last_mut() {
            for (notes, left) in last.notes.iter_mut().zip(&mut self.notes) {
                notes.append(left);
            }
        }
    }

    fn close(&mut self, shown: Shown) {
        if self.body.iter().all(Vec::is_empty) {
            // Notes without a slide go to the next one.
            return;
        }
        let (body, notes) = (std::mem::replace(&mut self.body, none()), std::mem::replace(&mut self.notes, none()));
        let again = !std::mem::replace(&mut self.fresh, false);
        self.cuts.push(Cut { shown, title: self.title.clone(), again, body, notes });
    }
}

/// Whether trainers alone may see something of a block.
fn holds_notes(block: &B) -> bool {
    trainer_only(block) || block.kind.children().into_iter().flatten().any(holds_notes)
}

/// The words of a heading in each language.
fn titles(course: &Course, sides: &Sides, languages: [Lang; 2]) -> Vec<Wording> {
    let mut titles = Vec::new();
    for (side, lang) in sides.iter().zip(languages) {
        for block in side {
            let lang = if tree::is_untranslated(block) { Lang::SOURCE } else { lang };
            if let BlockKind::Heading { content, .. } = &inner(block).kind {
                titles.push(Wording {
                    lang: lang.index(),
                    text: tree::named_text(content, |target| course.name_of(target, lang)),
                });
            }
        }
    }
    titles.dedup_by_key(|title| title.lang);
    titles
}

fn without_questions(block: B) -> B {
    with_quiz(block, |_| Quiz::of(Vec::new()))
}

fn only_question(block: B, index: usize) -> B {
    with_quiz(block, |quiz| Quiz::of(quiz.questions.get(index).cloned().into_iter().collect()))
}

fn with_quiz(mut block: B, quiz: impl Fn(&Quiz<Resolved>) -> Quiz<Resolved>) -> B {
    change_inner(&mut block, |block| {
        if let BlockKind::Directive(Directive { body: Body::Quiz(all), .. }) = &mut block.kind {
            // Its label is that of a test still.
            *all = Quiz { test: all.test.take(), ..quiz(all) };
            if let Some(test) = &mut all.test {
                test.pool.clear();
            }
        }
    });
    block
}
