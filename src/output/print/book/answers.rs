//! The answer key at the end of a book.

use super::indexes;
use crate::course::edition::Edition;
use crate::course::tree::{self, Alone, Block, BlockKind, Body, BoxKind, Choice, Directive, Form, Question, Resolved};
use crate::course::{Lang, Page, Text};
use crate::output::print::data::appendix::{AnswerGroup, AnsweredExercise, AnsweredQuestion, Answers, RightAnswer};
use crate::output::print::writer::{ANSWERS_LABEL, CoursePage, Labels, Scope, TextWriter, plain, rows_apart};
use crate::span::Span;

/// The answer key: the right answers of each quiz and, for learners, the model answers of exercises, in the order of the book.
pub fn answers(scope: &Scope) -> Answers {
    let course = scope.course;
    let front = course.front.iter().map(|page| (CoursePage::Front, page));
    let items = course.item_ixs().filter(|&item| scope.contains(item));
    let pages = front.chain(items.map(|item| (CoursePage::Item(item), &course.item(item).page)));
    let mut groups = Vec::new();
    for (place, page) in pages {
        let mut texts: Vec<&Text> = scope.each(|lang| &page.texts[lang]);
        texts.dedup_by_key(|text| text.language);
        let label = match place {
            CoursePage::Front => Vec::new(),
            CoursePage::Item(item) | CoursePage::Answers(item) => scope.labels(item),
        };
        let quizzes: Vec<Vec<Quiz<'_>>> = texts.iter().map(|text| quizzes(text, scope.edition)).collect();
        let mut exercises = answered_exercises(scope, place, page);
        let mut group = |answers| AnswerGroup {
            label: label.clone(),
            title: scope.titles(page),
            exercises: std::mem::take(&mut exercises),
            answers,
        };
        let before = groups.len();
        for (number, main) in quizzes[0].iter().map(|quiz| &quiz.questions).enumerate() {
            let said = |n: usize| {
                let columns = texts.iter().zip(&quizzes);
                let right = columns.filter_map(|(text, quizzes)| {
                    let quiz = quizzes.get(number)?;
                    // One that is not translated is answered in the source language already.
                    let once = texts.len() == 1 || quiz.language == text.language;
                    once.then_some(right_answer(scope, place, text, (quiz.language, quiz.questions.get(n)?)))
                });
                right.collect()
            };
            let answer = |(n, question): (usize, &&Question<Resolved>)| {
                let to = scope.question_label(place, question)?;
                Some(AnsweredQuestion { to, number: n + 1, said: said(n) })
            };
            let answers: Vec<AnsweredQuestion> = main.iter().enumerate().filter_map(answer).collect();
            if !answers.is_empty() {
                groups.push(group(answers));
            }
        }
        if groups.len() == before {
            groups.push(group(Vec::new()));
        }
    }
    groups.retain(|group| !group.exercises.is_empty() || !group.answers.is_empty());
    let title = scope.each(|lang| scope.strings[lang].print.answers.clone());
    Answers { id: ANSWERS_LABEL.into(), title, groups }
}

/// The exercises of a page with what this edition does not show below them.
fn answered_exercises(scope: &Scope, place: CoursePage, page: &Page) -> Vec<AnsweredExercise> {
    let mut ids = Vec::new();
    tree::blocks(page.texts[scope.reading.main()].body(), &mut |block| {
        if let BlockKind::Directive(Directive { id: Some(id), body: Body::Box(BoxKind::Exercise, content), .. }) =
            &block.kind
            && content.iter().any(|block| scope.hides(block))
        {
            ids.push(id);
        }
    });
    let answered = ids.into_iter().filter_map(|id| {
        let exercise = indexes::exercise(scope, place, &page.texts, id)?.line;
        let answers = Page::new(page.texts.map(|text| text.with_body(model_answers(scope, text, id))));
        Some(AnsweredExercise { exercise, rows: rows_apart(scope, place, &answers) })
    });
    answered.collect()
}

/// What stands in the model answers of the exercise with an id.
fn model_answers(scope: &Scope, text: &Text, id: &str) -> Vec<Block<Resolved>> {
    let mut found = Vec::new();
    for outer in text.body() {
        let mut here = Vec::new();
        tree::blocks(std::slice::from_ref(outer), &mut |block| {
            if let BlockKind::Directive(Directive { id: Some(own), body: Body::Box(_, content), .. }) = &block.kind
                && own == id
            {
                here.extend(content.iter().filter(|block| scope.hides(block)).flat_map(without_frame));
            }
        });
        if tree::is_untranslated(outer) && !here.is_empty() {
            here = vec![alone(Alone::Untranslated, outer.span, here)];
        }
        found.extend(here);
    }
    found
}

fn without_frame(answer: &Block<Resolved>) -> Vec<Block<Resolved>> {
    match &answer.kind {
        BlockKind::Alone { reason, content } => {
            vec![alone(*reason, answer.span, content.iter().flat_map(without_frame).collect())]
        }
        BlockKind::Directive(Directive { body: Body::Box(_, content), .. }) => content.clone(),
        _ => Vec::new(),
    }
}

fn alone(reason: Alone, span: Span, content: Vec<Block<Resolved>>) -> Block<Resolved> {
    Block { span, kind: BlockKind::Alone { reason, content } }
}

struct Quiz<'a> {
    language: Lang,
    questions: Vec<&'a Question<Resolved>>,
}

fn quizzes(text: &Text, edition: Edition) -> Vec<Quiz<'_>> {
    let mut found = Vec::new();
    for block in text.body() {
        let language = if tree::is_untranslated(block) { Lang::SOURCE } else { text.language };
        tree::blocks(std::slice::from_ref(block), &mut |block| {
            if let BlockKind::Directive(Directive { body: Body::Quiz(quiz), .. }) = &block.kind {
                // The final test is for trainers to mark.
                if quiz.test.is_none() || edition == Edition::Trainer {
                    found.push(Quiz { language, questions: quiz.printed().collect() });
                }
            }
        });
    }
    found
}

fn right_answer(
    scope: &Scope,
    place: CoursePage,
    text: &Text,
    (language, question): (Lang, &Question<Resolved>),
) -> RightAnswer {
    let mut writer = TextWriter::new(scope, place, text, Labels::Omitted).speaking(language);
    let letters = writer.right_letters(question);
    let mut words = |blocks: &[Block<Resolved>]| {
        let mut lines = Vec::new();
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(content) => lines.push(plain(&writer.runs(content))),
                BlockKind::Formula(formula) => lines.push(formula.in_line()),
                _ => {}
            }
        }
        lines.join(" ")
    };
    let options = question.options.iter().filter(|option| option.right && question.form == Form::Choice);
    let right: Vec<&Choice<Resolved>> = options.collect();
    let explained = right.iter().map(|option| &option.explanation).chain([&question.explanation]);
    let said: Vec<String> = explained.map(|blocks| words(blocks)).filter(|said| !said.is_empty()).collect();
    RightAnswer {
        lang: language.index(),
        question: words(&question.question),
        options: right.iter().map(|option| words(&option.answer)).collect(),
        explanation: said.join(" "),
        letters,
    }
}
