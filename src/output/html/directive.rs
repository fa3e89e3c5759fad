//! The markup of the course's own blocks: boxes, dialogues, quizzes.

use std::fmt::Write;

use super::{Renderer, escape};
use crate::course::tree::{Block, BlockKind, Body, Choice, Directive, Question, Resolved, Turn};

impl Renderer<'_> {
    pub(super) fn directive(&mut self, directive: &Directive<Resolved>, place: Option<&String>, out: &mut String) {
        self.open(directive, place, out);
        self.head(directive, out);
        match &directive.body {
            Body::Box(_, content) => self.blocks(content, out),
            Body::Dialogue(turns) => self.dialogue(turns, out),
            Body::Quiz(questions) if self.is_book() => self.asked(questions, out),
            Body::Quiz(questions) => self.quiz(questions, out),
        }
        self.close(out);
    }

    /// The start of a box's frame: no `section`, as its label is no heading. A page with two languages puts two heads and the paired contents into one frame.
    /// `place` is the id of a box that has none of its own.
    pub fn open(&self, directive: &Directive<Resolved>, place: Option<&String>, out: &mut String) {
        let _ = write!(out, "<div class=\"box {}\"", directive.body.name());
        match &directive.id {
            Some(id) => self.id(Some(id), out),
            None => self.id_as_it_is(place, out),
        }
        if let Some(minutes) = directive.minutes.filter(|_| !self.is_book()) {
            let _ = write!(out, " data-minutes=\"{minutes}\"");
        }
        out.push_str(">\n");
    }

    /// The label, the title and what a group needs to know before it begins.
    pub fn head(&self, directive: &Directive<Resolved>, out: &mut String) {
        let common = &self.context.strings.common;
        let label = common.directive(directive.body.name(), directive.number);
        out.push_str("<p class=\"box-head\">");
        directive.id.iter().for_each(|id| self.earlier(id, out));
        out.push_str("<span class=\"box-label\">");
        escape::text(&label, out);
        out.push_str("</span>");
        // An author may give a box the very title that its label says.
        if let Some(title) = directive.title.as_deref().filter(|title| *title != label) {
            out.push_str(" <strong class=\"box-title\">");
            self.words(title, out);
            out.push_str("</strong>");
        }
        let minutes = directive.minutes.map(|n| common.minutes(n));
        let group = directive.group.map(|n| common.group(n));
        for fact in minutes.iter().chain(&group) {
            out.push_str(" <span class=\"fact\">");
            escape::text(fact, out);
            out.push_str("</span>");
        }
        out.push_str("</p>\n");
    }

    /// The end of a box's frame.
    pub fn close(&self, out: &mut String) {
        out.push_str("</div>\n");
    }

    /// The standard keeps `dl` for terms and their descriptions, so a dialogue is lines of a speaker and a speech.
    fn dialogue(&mut self, turns: &[Turn<Resolved>], out: &mut String) {
        out.push_str("<div class=\"turns\">\n");
        turns.iter().for_each(|turn| self.turn(turn, out));
        out.push_str("</div>\n");
    }

    /// A speaker and a speech.
    pub fn turn(&mut self, turn: &Turn<Resolved>, out: &mut String) {
        out.push_str("<div class=\"turn\"><p class=\"speaker\">");
        self.inlines(&turn.speaker, out);
        out.push_str("</p><div class=\"speech\">");
        self.tight_if_single(&turn.speech, out);
        out.push_str("</div></div>\n");
    }

    /// Each option opens to its verdict and explanation: a quiz that works without a script.
    fn quiz(&mut self, questions: &[Question<Resolved>], out: &mut String) {
        out.push_str("<ol class=\"questions\">\n");
        for question in questions {
            out.push_str("<li class=\"question\">\n");
            self.blocks(&question.question, out);
            out.push_str("<ul class=\"options\">\n");
            for option in &question.options {
                self.option(option, out);
            }
            out.push_str("</ul>\n</li>\n");
        }
        out.push_str("</ol>\n");
    }

    fn option(&mut self, option: &Choice<Resolved>, out: &mut String) {
        let common = &self.context.strings.common;
        let (class, verdict) = if option.right { ("right", &common.right) } else { ("wrong", &common.wrong) };
        let _ = write!(out, "<li><details class=\"option {class}\"><summary>");
        // A `summary` holds one run of text; what an option has beyond that opens with the explanation.
        let mut rest = option.answer.as_slice();
        if let Some((first, more)) = rest.split_first() {
            rest = more;
            match &first.kind {
                BlockKind::Paragraph(run) => self.inlines(run, out),
                BlockKind::Formula(formula) => super::formula::formula(self.context.medium, formula, false, out),
                BlockKind::Figure { picture, alt, width, .. } => self.image(*picture, alt, *width, out),
                _ => rest = &option.answer,
            }
        }
        out.push_str("</summary>\n<div class=\"explanation\">\n");
        self.blocks(rest, out);
        out.push_str("<p class=\"verdict\">");
        escape::text(verdict, out);
        out.push_str("</p>\n");
        self.blocks(&option.explanation, out);
        out.push_str("</div></details></li>\n");
    }

    /// A speech of one paragraph needs no `<p>`.
    pub(super) fn tight_if_single(&mut self, blocks: &[Block<Resolved>], out: &mut String) {
        match blocks {
            [Block { kind: BlockKind::Paragraph(content), .. }] => self.inlines(content, out),
            _ => self.blocks(blocks, out),
        }
    }
}
