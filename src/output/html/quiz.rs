//! The markup of quizzes on the web, which can be read without a script: what is asked, what there is to choose, and the answers, folded. In two
//! languages it is one quiz, of which every part is said in both.

use std::fmt::Write;

use super::{Renderer, escape};
use crate::course::tree::{BlockKind, Form, Question, Quiz, Resolved, letter, sides};
use crate::theme::Letters;

/// A language in which a quiz is read.
pub struct Voice<'r, 'a> {
    /// What writes its texts.
    pub renderer: &'r mut Renderer<'a>,
    /// The attributes of an element in it; unused where there is one language.
    pub lang: &'r str,
}

/// The questions of a quiz, and what a final test draws from: a template for the script.
pub fn quiz(voices: &mut [Voice<'_, '_>], quizzes: &[&Quiz<Resolved>], out: &mut String) {
    let Some((main, others)) = quizzes.split_first() else { return };
    out.push_str("<ol class=\"questions\">\n");
    for (at, own) in main.questions.iter().enumerate() {
        question(voices, &beside(own, others.iter().map(|quiz| quiz.questions.get(at))), None, out);
    }
    let Some(test) = &main.test else {
        out.push_str("</ol>\n");
        return;
    };
    let mut rest = String::new();
    for (page, questions) in test.pool.iter().enumerate() {
        for (at, drawn) in questions.iter().enumerate() {
            let theirs = others.iter().map(|quiz| quiz.test.as_ref()?.pool.get(page)?.get(at));
            let out = if at < test.draw as usize { &mut *out } else { &mut rest };
            question(voices, &beside(drawn, theirs), Some(page), out);
        }
    }
    out.push_str("</ol>\n");
    if !rest.is_empty() {
        let _ = writeln!(out, "<template class=\"pool\">\n{rest}</template>");
    }
}

/// Whether two quizzes can be one with two captions.
pub fn are_one(left: &Quiz<Resolved>, right: &Quiz<Resolved>) -> bool {
    left.questions.len() == right.questions.len()
        && left.questions.iter().zip(&right.questions).all(|(l, r)| is_same(l, r))
}

/// Whether two questions ask the same in the same form.
pub(super) fn is_same(left: &Question<Resolved>, right: &Question<Resolved>) -> bool {
    let right_ones = |question: &Question<Resolved>| question.options.iter().map(|o| o.right).collect::<Vec<_>>();
    left.form == right.form && right_ones(left) == right_ones(right)
}

/// A question, and what says the same in other languages.
fn beside<'q>(
    main: &'q Question<Resolved>,
    others: impl Iterator<Item = Option<&'q Question<Resolved>>>,
) -> Vec<&'q Question<Resolved>> {
    let same = others.flatten().filter(|other| is_same(main, other));
    std::iter::once(main).chain(same).collect()
}

fn question(voices: &mut [Voice<'_, '_>], said: &[&Question<Resolved>], page: Option<usize>, out: &mut String) {
    let Some(&main) = said.first() else { return };
    let (key, form) = (&main.key, main.form.name());
    let _ = write!(out, "<li class=\"question\" data-question=\"{key}\" data-form=\"{form}\"");
    if let Some(page) = page {
        let _ = write!(out, " data-pool=\"{page}\"");
    }
    out.push_str(">\n");
    parts(voices, said, out, |renderer, question, out| renderer.blocks(&question.question, out));
    match main.form {
        Form::Choice => {
            out.push_str("<ul class=\"options\">\n");
            (0..main.options.len()).for_each(|at| option(voices, said, at, out));
            out.push_str("</ul>\n");
        }
        Form::Order => {
            task(voices, said, out);
            out.push_str("<ul class=\"options\">\n");
            for (place, at) in main.shown().into_iter().enumerate() {
                let _ = write!(
                    out,
                    "<li class=\"step\" data-option=\"{at}\"><span class=\"letter\">{}</span>",
                    letter(place)
                );
                out.push_str("<div class=\"said\">\n");
                parts(voices, said, out, |renderer, question, out| renderer.blocks(&question.options[at].answer, out));
                out.push_str("</div></li>\n");
            }
            out.push_str("</ul>\n");
        }
        Form::Match => {
            task(voices, said, out);
            out.push_str("<ol class=\"options\">\n");
            for (at, pair) in main.options.iter().enumerate() {
                let _ = write!(out, "<li class=\"step\" data-partner=\"{}\">", pair.partner);
                out.push_str("<div class=\"said\">\n");
                parts(voices, said, out, |renderer, question, out| side(renderer, question, (at, 0), out));
                out.push_str("</div></li>\n");
            }
            out.push_str("</ol>\n<ul class=\"partners\">\n");
            for (place, at) in main.partners().into_iter().enumerate() {
                let _ = write!(
                    out,
                    "<li class=\"step\" data-option=\"{at}\"><span class=\"letter\">{}</span>",
                    letter(place)
                );
                out.push_str("<div class=\"said\">\n");
                parts(voices, said, out, |renderer, question, out| side(renderer, question, (at, 1), out));
                out.push_str("</div></li>\n");
            }
            out.push_str("</ul>\n");
        }
        Form::Open => {}
    }
    answer(voices, said, out);
    out.push_str("</li>\n");
}

/// A part of a question in every language: as it is where there is one, else as a row.
fn parts<'q>(
    voices: &mut [Voice<'_, '_>],
    said: &[&'q Question<Resolved>],
    out: &mut String,
    part: impl Fn(&mut Renderer<'_>, &'q Question<Resolved>, &mut String),
) {
    row("div", voices, said, out, part);
    if voices.len() > 1 {
        out.push('\n');
    }
}

/// As [`parts`], within a line.
fn words<'q>(
    voices: &mut [Voice<'_, '_>],
    said: &[&'q Question<Resolved>],
    out: &mut String,
    part: impl Fn(&mut Renderer<'_>, &'q Question<Resolved>, &mut String),
) {
    row("span", voices, said, out, part);
}

fn row<'q>(
    element: &str,
    voices: &mut [Voice<'_, '_>],
    said: &[&'q Question<Resolved>],
    out: &mut String,
    part: impl Fn(&mut Renderer<'_>, &'q Question<Resolved>, &mut String),
) {
    if voices.len() == 1 {
        return part(voices[0].renderer, said[0], out);
    }
    let _ = write!(out, "<{element} class=\"pair\">");
    for (voice, question) in voices.iter_mut().zip(said) {
        let _ = write!(out, "<{element}{}>", voice.lang);
        part(voice.renderer, question, out);
        let _ = write!(out, "</{element}>");
    }
    let _ = write!(out, "</{element}>");
}

fn task(voices: &mut [Voice<'_, '_>], said: &[&Question<Resolved>], out: &mut String) {
    parts(voices, said, out, |renderer, question, out| {
        let common = &renderer.context.strings.common;
        out.push_str("<p class=\"quiz-task\">");
        escape::text(if question.form == Form::Order { &common.order_task } else { &common.match_task }, out);
        out.push_str("</p>\n");
    });
}

/// One side of a pair.
pub(super) fn side(
    renderer: &mut Renderer<'_>,
    question: &Question<Resolved>,
    (at, side): (usize, usize),
    out: &mut String,
) {
    let answer = &question.options[at].answer;
    match sides(answer) {
        Some(sides) => {
            out.push_str("<p>");
            renderer.inlines(&sides[side], out);
            out.push_str("</p>\n");
        }
        None => renderer.blocks(answer, out),
    }
}

/// An option opens to its verdict and explanation.
fn option(voices: &mut [Voice<'_, '_>], said: &[&Question<Resolved>], at: usize, out: &mut String) {
    let class = if said[0].options[at].right { "right" } else { "wrong" };
    let _ = write!(out, "<li><details class=\"option {class}\"><summary>");
    // A `summary` holds one run of text; what an option has beyond that opens with the explanation.
    words(voices, said, out, |renderer, question, out| {
        match question.options[at].answer.first().map(|block| &block.kind) {
            Some(BlockKind::Paragraph(run)) => renderer.inlines(run, out),
            Some(BlockKind::Formula(formula)) => super::formula::formula(renderer.context.medium, formula, false, out),
            Some(BlockKind::Figure { picture, alt, width, .. }) => renderer.image(*picture, alt, *width, out),
            _ => {}
        }
    });
    out.push_str("</summary>\n<div class=\"explanation\">\n");
    parts(voices, said, out, |renderer, question, out| {
        let option = &question.options[at];
        let in_line = option.answer.first().is_some_and(|block| {
            matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Formula(_) | BlockKind::Figure { .. })
        });
        renderer.blocks(&option.answer[usize::from(in_line)..], out);
        let common = &renderer.context.strings.common;
        out.push_str("<p class=\"verdict\">");
        escape::text(if option.right { &common.right } else { &common.wrong }, out);
        out.push_str("</p>\n");
        renderer.blocks(&option.explanation, out);
    });
    out.push_str("</div></details></li>\n");
}

/// What opens to the answer of the whole question. Options that are chosen tell their own.
fn answer(voices: &mut [Voice<'_, '_>], said: &[&Question<Resolved>], out: &mut String) {
    let main = said[0];
    if main.form == Form::Choice && main.explanation.is_empty() {
        return;
    }
    out.push_str("<details class=\"answer\"><summary>");
    words(voices, said, out, |renderer, _, out| escape::text(&renderer.context.strings.common.show_answer, out));
    out.push_str("</summary>\n<div class=\"explanation\">\n");
    parts(voices, said, out, |renderer, question, out| {
        let strings = renderer.context.strings;
        let letters = question.answer().join(&strings.print.separator);
        let verdict = match question.form {
            Form::Open => strings.common.model_answer.clone(),
            _ => strings.print.answer.fill(Letters { letters: &letters }),
        };
        if question.form != Form::Choice {
            out.push_str("<p class=\"verdict\">");
            escape::text(&verdict, out);
            out.push_str("</p>\n");
            question.options.iter().for_each(|option| renderer.blocks(&option.explanation, out));
        }
        renderer.blocks(&question.explanation, out);
    });
    out.push_str("</div></details>\n");
}
