//! Quizzes and model answers of a book, in which nothing opens: options have letters, and the answers stand at the end of the text, each with a link to
//! the other.
//!
//! This is the one place where such a question is written. In two languages it stands there once, each of its parts in both.

use std::fmt::Write;

use super::quiz::{is_same, side};
use super::{Renderer, escape};
use crate::course::tree::{Block, BlockKind, BoxKind, Form, Question, Quiz, Resolved, letter};
use crate::theme::Letters;

/// Writes a part of a question in one language.
pub type Part<'p> = dyn Fn(&mut Renderer<'_>, &Question<Resolved>, &mut String) + 'p;

/// Writes a part of a question in each language of the page.
pub type Each<'e> = dyn FnMut(&Part<'_>, &mut String) + 'e;

/// Whether two quizzes of a book can be one with two captions, with what a test draws.
pub fn are_one(left: &Quiz<Resolved>, right: &Quiz<Resolved>) -> bool {
    left.printed().count() == right.printed().count() && left.printed().zip(right.printed()).all(|(l, r)| is_same(l, r))
}

/// Adds a question to `out` and returns its answer. Their ids are the prefix and the number: no id that an author can write has a dot.
/// `link` is what leads to the answer, as HTML.
pub fn ask(
    question: &Question<Resolved>,
    (prefix, number): (&str, usize),
    link: &str,
    each: &mut Each<'_>,
    out: &mut String,
) -> String {
    let _ = writeln!(out, "<li class=\"question\" id=\"{prefix}question.{number}\">");
    each(&|renderer, question, out| renderer.blocks(&question.question, out), out);
    if question.form == Form::Order || question.form == Form::Match || question.has_several() {
        each(&|renderer, question, out| renderer.task(question, out), out);
    }
    let is_match = question.form == Form::Match;
    if question.form != Form::Open {
        out.push_str(if is_match { "<ol class=\"options\">\n" } else { "<ol class=\"options\" type=\"A\">\n" });
        for index in question.shown() {
            option(&|renderer, question, out| renderer.choice(question, (index, 0), out), each, out);
        }
        out.push_str("</ol>\n");
    }
    if is_match {
        out.push_str("<ol class=\"options\" type=\"A\">\n");
        for index in question.partners() {
            option(&|renderer, question, out| renderer.choice(question, (index, 1), out), each, out);
        }
        out.push_str("</ol>\n");
    }
    let _ = write!(out, "<p class=\"to-answer\"><a href=\"#{prefix}answer.{number}\">{link}</a></p>\n</li>\n");

    let mut answer = format!("<div class=\"answer\" id=\"{prefix}answer.{number}\">\n");
    each(
        &|renderer, question, out| {
            let _ = write!(out, "<p class=\"asked\"><a href=\"#{prefix}question.{number}\" role=\"doc-backlink\">");
            renderer.words(&renderer.in_short(&question.question), out);
            out.push_str("</a></p>\n");
            renderer.apart(|renderer| renderer.answer(question, out));
        },
        &mut answer,
    );
    answer.push_str("</div>\n");
    answer
}

fn option(part: &Part<'_>, each: &mut Each<'_>, out: &mut String) {
    out.push_str("<li>");
    each(part, out);
    out.push_str("</li>\n");
}

/// The link in the place of a model answer, the words of which stand at the end of the text. `link` is HTML.
pub fn link_to_answer((prefix, number): (&str, usize), link: &str, out: &mut String) {
    let _ = write!(out, "<p class=\"to-answer\" id=\"{prefix}question.{number}\">");
    let _ = writeln!(out, "<a href=\"#{prefix}answer.{number}\">{link}</a></p>");
}

/// The answers of a text, below a title in HTML.
pub fn answers(title: &str, answers: &[String], out: &mut String) {
    if !answers.is_empty() {
        let _ = write!(out, "<section class=\"answers\">\n<h2>{title}</h2>\n");
        answers.iter().for_each(|answer| out.push_str(answer));
        out.push_str("</section>\n");
    }
}

impl Renderer<'_> {
    /// The questions of a quiz in one language.
    pub(super) fn asked(&mut self, quiz: &Quiz<Resolved>, out: &mut String) {
        let (strings, prefix) = (self.context.strings, self.context.prefix);
        let mut link = String::new();
        escape::text(&strings.epub.answer, &mut link);
        out.push_str("<ol class=\"questions\">\n");
        for question in quiz.printed() {
            let number = self.answers.len() + 1;
            let mut each = |part: &Part<'_>, out: &mut String| part(self, question, out);
            let answer = ask(question, (prefix, number), &link, &mut each, out);
            self.answers.push(answer);
        }
        out.push_str("</ol>\n");
    }

    /// The model answer of the exercise with a number, in one language.
    pub(super) fn model_answer(&mut self, exercise: Option<u32>, content: &[Block<Resolved>], out: &mut String) {
        let (prefix, number) = (self.context.prefix, self.answers.len() + 1);
        let mut link = String::new();
        escape::text(&self.context.strings.epub.answer, &mut link);
        link_to_answer((prefix, number), &link, out);
        let mut answer = format!("<div class=\"answer\" id=\"{prefix}answer.{number}\">\n");
        self.answered((prefix, number), exercise, &mut answer);
        self.apart(|renderer| renderer.blocks(content, &mut answer));
        answer.push_str("</div>\n");
        self.answers.push(answer);
    }

    /// Above a model answer, the name of its exercise, which leads there.
    pub(super) fn answered(&self, (prefix, number): (&str, usize), exercise: Option<u32>, out: &mut String) {
        let _ = write!(out, "<p class=\"asked\"><a href=\"#{prefix}question.{number}\" role=\"doc-backlink\">");
        escape::text(&self.context.strings.common.directive(BoxKind::Exercise.name(), exercise), out);
        out.push_str("</a></p>\n");
    }

    /// What is to be done where it is not to choose one option.
    fn task(&self, question: &Question<Resolved>, out: &mut String) {
        let strings = self.context.strings;
        out.push_str("<p class=\"quiz-task\">");
        let words = match question.form {
            Form::Order => &strings.common.order_task,
            Form::Match => &strings.common.match_task,
            Form::Choice | Form::Open => &strings.script.quiz_several,
        };
        escape::text(words, out);
        out.push_str("</p>\n");
    }

    /// What there is to choose, or one side of a pair.
    fn choice(&mut self, question: &Question<Resolved>, (index, of_pair): (usize, usize), out: &mut String) {
        match question.form {
            Form::Match => side(self, question, (index, of_pair), out),
            _ => self.tight_if_single(&question.options[index].answer, out),
        }
    }

    /// The letters of the right options or the model answer, and what is said of each option and of the whole.
    fn answer(&mut self, question: &Question<Resolved>, out: &mut String) {
        let strings = self.context.strings;
        out.push_str("<p class=\"letters\">");
        let letters = question.answer().join(&strings.print.separator);
        match question.form {
            Form::Open => escape::text(&strings.common.model_answer, out),
            _ => escape::text(&strings.print.answer.fill(Letters { letters: &letters }), out),
        }
        out.push_str("</p>\n");
        self.reasons(question, out);
        self.blocks(&question.explanation, out);
    }

    fn reasons(&mut self, question: &Question<Resolved>, out: &mut String) {
        if question.options.iter().all(|option| option.explanation.is_empty()) {
            return;
        }
        out.push_str("<dl>\n");
        for (place, index) in question.shown().into_iter().enumerate() {
            let option = &question.options[index];
            if option.explanation.is_empty() {
                continue;
            }
            let name = if question.form == Form::Match { (place + 1).to_string() } else { letter(place) };
            let _ = write!(out, "<dt>{name}. ");
            self.words(&self.in_short(&option.answer), out);
            out.push_str("</dt>\n<dd>");
            self.tight_if_single(&option.explanation, out);
            out.push_str("</dd>\n");
        }
        out.push_str("</dl>\n");
    }

    /// The words of paragraphs and formulas in a line.
    fn in_short(&self, blocks: &[Block<Resolved>]) -> String {
        let line = |block: &Block<Resolved>| match &block.kind {
            BlockKind::Paragraph(content) => {
                Some(self.context.strings.common.plain_text(self.context.course, self.context.lang, content))
            }
            BlockKind::Formula(formula) => Some(formula.in_line()),
            BlockKind::Figure { alt, .. } => Some(alt.text.clone()),
            _ => None,
        };
        blocks.iter().filter_map(line).collect::<Vec<_>>().join(" ")
    }
}
