//! Structure is written once: [headings](super::headings) get their ids and fences their attributes in the source language, and the
//! translations inherit both. Exercises are numbered through the book.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::draft::DraftText;
use super::headings::{inherit_headings, inherit_ids, name_additional, name_headings};
use super::shared::{each, each_mut};
use super::standing;
use crate::book::Book;
use crate::course::Lang;
use crate::course::pairing::{self, Parts, Row};
use crate::course::tree::audience::is_model_answer;
use crate::course::tree::{
    Block, BlockKind, Body, BoxKind, Directive, FinalTest, Inline, Length, Parsed, Question, Quiz, inlines_mut,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::sources::Sources;
use crate::span::Span;
use crate::translation::{self, Accepted};

/// Gives ids and numbers to the source text of the item with this `id` and hands them on. `exercises` stand before it in the book.
///
/// Where a lock says what was `accepted` in a language, it also says what stands for what.
pub fn inherit(
    (book, sources): (&Book, &Sources),
    id: &str,
    texts: &mut [Option<DraftText>],
    accepted: &[Option<Arc<Accepted>>],
    mut exercises: u32,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (source, translations) = texts.split_at_mut(1);
    let Some(source) = source[Lang::SOURCE.index()].as_mut() else { return };
    number(&mut source.document.body, &mut exercises);
    name_questions(&mut source.document.body, id);
    name_headings(&mut source.document.body, diagnostics);
    for (translation, accepted) in translations.iter_mut().zip(&accepted[1..]) {
        let Some(translation) = translation else { continue };
        let check = !source.broken && !translation.broken;
        let beside = accepted
            .as_ref()
            .filter(|_| check)
            .map(|accepted| standing::follow((book, sources), source, translation, accepted, diagnostics));
        let body = &mut translation.document.body;
        match beside {
            None => {
                inherit_headings(&source.document.body, body, check, diagnostics);
                let mut beside = BTreeMap::new();
                collect_pairs(&source.document.body, body, &mut beside);
                inherit_attributes(&source.document.body, body, &beside, diagnostics);
            }
            Some(beside) => {
                inherit_ids(&source.document.body, body, &beside);
                inherit_attributes(&source.document.body, body, &beside, diagnostics);
            }
        }
        name_additional(&source.document.body, body);
    }
}

/// Gives the fences of a translation what those beside them say in the source language. One that has been moved has no fence beside it: it
/// takes the next of its name that is left over.
fn inherit_attributes(
    source: &[Block<Parsed>],
    translation: &mut [Block<Parsed>],
    beside: &BTreeMap<Span, Span>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let directives = directives(source);
    if directives.is_empty() {
        return;
    }
    let taken: BTreeSet<Span> = beside.values().copied().collect();
    let mut left_over: BTreeMap<&'static str, VecDeque<&Source>> = BTreeMap::new();
    for source in directives.values().filter(|source| !taken.contains(&source.span)) {
        left_over.entry(source.name).or_default().push_back(source);
    }
    each_mut(translation, &mut |block| {
        let span = block.span;
        let BlockKind::Directive(directive) = &mut block.kind else { return };
        let source = match beside.get(&span) {
            Some(source) => directives.get(source),
            None => left_over.get_mut(directive.body.name()).and_then(VecDeque::pop_front),
        };
        match source {
            Some(source) => take_over(directive, span, source, diagnostics),
            None => directive.number = None,
        }
    });
}

/// The fences of a translation with those of the source that stand beside them, by their places.
fn collect_pairs(source: &[Block<Parsed>], translation: &[Block<Parsed>], pairs: &mut BTreeMap<Span, Span>) {
    collect_from_rows(pairing::pair(source, translation).0.iter(), pairs);
}

fn collect_from_rows<'r>(rows: impl Iterator<Item = &'r Row<'r, Parsed>>, pairs: &mut BTreeMap<Span, Span>) {
    for row in rows {
        match row {
            Row::Both { left, right, parts } => {
                if matches!(left.kind, BlockKind::Directive(_)) {
                    pairs.insert(right.span, left.span);
                }
                match parts {
                    Parts::Turns => collect_from_children(left, right, pairs),
                    _ => collect_from_rows(parts.rows(), pairs),
                }
            }
            Row::Pair { left: [left], right: [right] } => {
                if let (BlockKind::Directive(l), BlockKind::Directive(r)) = (&left.kind, &right.kind)
                    && l.body.name() == r.body.name()
                {
                    pairs.insert(right.span, left.span);
                }
                collect_from_children(left, right, pairs);
            }
            Row::Pair { .. } => {}
        }
    }
}

fn collect_from_children(source: &Block<Parsed>, translation: &Block<Parsed>, pairs: &mut BTreeMap<Span, Span>) {
    for (source, translation) in source.kind.children().into_iter().zip(translation.kind.children()) {
        collect_pairs(source, translation, pairs);
    }
}

/// How many exercises stand in a text.
pub fn exercises(body: &[Block<Parsed>]) -> u32 {
    let mut exercises = 0;
    each(body, &mut |block| exercises += u32::from(is_exercise(block)));
    exercises
}

fn is_exercise(block: &Block<Parsed>) -> bool {
    matches!(&block.kind, BlockKind::Directive(directive) if matches!(directive.body, Body::Box(BoxKind::Exercise, _)))
}

/// What a fence hands on.
struct Source {
    name: &'static str,
    span: Span,
    id: Option<String>,
    number: Option<u32>,
    minutes: Option<u32>,
    group: Option<u32>,
    workspace: Option<Length>,
    quiz: Option<QuizSource>,
}

/// What a quiz hands on.
struct QuizSource {
    test: Option<Box<FinalTest>>,
    questions: Vec<QuestionSource>,
}

/// What a question hands on: its key, and of its pairs which say the same on the right.
struct QuestionSource {
    key: String,
    partners: Vec<usize>,
}

/// By their places.
fn directives(blocks: &[Block<Parsed>]) -> BTreeMap<Span, Source> {
    let mut all = BTreeMap::new();
    each(blocks, &mut |block| {
        if let BlockKind::Directive(d) = &block.kind {
            let source = Source {
                name: d.body.name(),
                span: block.span,
                id: d.id.clone(),
                number: d.number,
                minutes: d.minutes,
                group: d.group,
                workspace: d.workspace,
                quiz: d.body.quiz().map(QuizSource::of),
            };
            all.insert(block.span, source);
        }
    });
    all
}

/// Numbers the exercises with their model answers, and names those that have no id, so that each can be linked; role plays are named as they are counted on their page.
fn number(body: &mut [Block<Parsed>], exercises: &mut u32) {
    let mut plays = 0;
    each_mut(body, &mut |block| {
        let BlockKind::Directive(directive) = &mut block.kind else { return };
        match directive.body {
            Body::Box(BoxKind::Exercise, ref mut content) => {
                *exercises += 1;
                directive.number = Some(*exercises);
                for block in content.iter_mut().filter(|block| is_model_answer(block)) {
                    if let BlockKind::Directive(answer) = &mut block.kind {
                        answer.number = directive.number;
                    }
                }
                directive.id.get_or_insert_with(|| format!("exercise-{exercises}"));
            }
            Body::Box(BoxKind::RolePlay, _) => {
                plays += 1;
                directive.id.get_or_insert_with(|| format!("role-play-{plays}"));
            }
            _ => {}
        }
    });
}

/// Gives every question the key by which it is known.
fn name_questions(body: &mut [Block<Parsed>], id: &str) {
    each_mut(body, &mut |block| {
        if let BlockKind::Directive(Directive { body: Body::Quiz(quiz), .. }) = &mut block.kind {
            quiz.questions.iter_mut().for_each(|question| question.key = translation::question_key(id, question));
        }
    });
}

impl QuizSource {
    fn of(quiz: &Quiz<Parsed>) -> QuizSource {
        let question = |question: &Question<Parsed>| QuestionSource {
            key: question.key.clone(),
            partners: question.options.iter().map(|pair| pair.partner).collect(),
        };
        QuizSource { test: quiz.test.clone(), questions: quiz.questions.iter().map(question).collect() }
    }

    fn hand_on(&self, quiz: &mut Quiz<Parsed>) {
        quiz.test.clone_from(&self.test);
        for (question, source) in quiz.questions.iter_mut().zip(&self.questions) {
            question.key.clone_from(&source.key);
            for (pair, partner) in question.options.iter_mut().zip(&source.partners) {
                pair.partner = *partner;
            }
        }
    }
}

/// A place whose id another place or a heading has already is no place: a page has each id once.
pub fn drop_repeated_places(body: &mut [Block<Parsed>]) {
    let mut taken = BTreeSet::new();
    crate::course::tree::blocks(body, &mut |block| match &block.kind {
        BlockKind::Heading { id, .. } => taken.extend(id.clone()),
        BlockKind::Directive(directive) => taken.extend(directive.id.clone()),
        _ => {}
    });
    inlines_mut(body, &mut |inline| {
        if let Inline::Place(id, span) = inline
            && !taken.insert(id.clone())
        {
            *inline = Inline::Text(String::new(), *span);
        }
    });
}

/// A translation's fence has the attributes of the source's; those that it repeats must be equal.
fn take_over(directive: &mut Directive<Parsed>, span: Span, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let mut differs = |name: &str, differs: bool| {
        if differs {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongAttribute,
                    span,
                    both!("`{name}` differs from the source language", "`{name}` 与原文不同"),
                )
                .note(source.span, both!("its counterpart is here", "对应的原文在这里"))
                .hint(both!(
                    "leave it out here: it is written once, in the source language",
                    "请在这里省去：它只写一次，写在原文里"
                )),
            );
        }
    };
    differs("#id", directive.id.is_some() && directive.id != source.id);
    differs("minutes", directive.minutes.is_some() && directive.minutes != source.minutes);
    differs("group", directive.group.is_some() && directive.group != source.group);
    differs("workspace", directive.workspace.is_some() && directive.workspace != source.workspace);
    if let (Body::Quiz(quiz), Some(theirs)) = (&mut directive.body, &source.quiz) {
        let test = |test: &Option<Box<FinalTest>>| test.as_ref().map(|test| (test.draw, test.pass));
        differs("final", quiz.test.is_some() && test(&quiz.test) != test(&theirs.test));
        theirs.hand_on(quiz);
    }
    directive.id.clone_from(&source.id);
    directive.number = source.number;
    directive.minutes = source.minutes;
    directive.group = source.group;
    directive.workspace = source.workspace;
}
