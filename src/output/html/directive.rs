//! The markup of the course's own blocks: boxes and dialogues.

use std::fmt::Write;

use super::quiz::Voice;
use super::{Renderer, escape};
use crate::course::tree::{Block, BlockKind, Body, BoxKind, Directive, Resolved, Turn};

impl Renderer<'_> {
    pub(super) fn directive(&mut self, directive: &Directive<Resolved>, place: Option<&String>, out: &mut String) {
        if let Body::Box(BoxKind::ModelAnswer, content) = &directive.body
            && self.is_book()
        {
            return self.model_answer(directive.number, content, out);
        }
        self.open(directive, place, out);
        self.head(directive, out);
        match &directive.body {
            Body::Box(_, content) => self.blocks(content, out),
            Body::Dialogue(turns) => self.dialogue(turns, out),
            Body::Quiz(quiz) if self.is_book() => self.asked(quiz, out),
            Body::Quiz(quiz) => super::quiz::quiz(&mut [Voice { renderer: self, lang: "" }], &[quiz], out),
        }
        self.close(directive, out);
    }

    /// Whether a box opens on request: a model answer, or a part of a role play, of which each player reads one. The parts of a scene have the same name,
    /// so opening one closes the others.
    pub fn is_folded(&self, directive: &Directive<Resolved>) -> bool {
        !self.is_book() && matches!(directive.body, Body::Box(BoxKind::Side | BoxKind::ModelAnswer, _))
    }

    /// The start of a box's frame: no `section`, as its label is no heading. A page with two languages puts two heads and the paired contents into one frame.
    /// `place` is the id of a box that has none of its own.
    pub fn open(&mut self, directive: &Directive<Resolved>, place: Option<&String>, out: &mut String) {
        if matches!(directive.body, Body::Box(BoxKind::RolePlay, _)) {
            self.scenes += 1;
        }
        let name = directive.body.name();
        let element = if self.is_folded(directive) { "details" } else { "div" };
        let _ = write!(out, "<{element} class=\"box {name}\"");
        if element == "details" && directive.body.name() == BoxKind::Side.name() {
            let _ = write!(out, " name=\"{}scene-{}\"", self.context.prefix, self.scenes);
        }
        match &directive.id {
            Some(id) => self.id(Some(id), out),
            None => self.id_as_it_is(place, out),
        }
        if !self.is_book() {
            self.data(directive, out);
        }
        out.push_str(">\n");
    }

    /// What scripts want to know of a box.
    fn data(&self, directive: &Directive<Resolved>, out: &mut String) {
        if let Some(minutes) = directive.minutes {
            let _ = write!(out, " data-minutes=\"{minutes}\"");
        }
        if let Some(test) = directive.body.quiz().and_then(|quiz| quiz.test.as_ref()) {
            let pass = test.pass.unwrap_or(self.context.course.about.pass_mark);
            let _ = write!(out, " data-draw=\"{}\" data-pass=\"{pass}\"", test.draw);
        }
        if let Some(workspace) = directive.workspace {
            let _ = write!(out, " data-workspace=\"{}\"", workspace.lines());
        }
    }

    /// The label, the title and what a group needs to know before it begins.
    pub fn head(&self, directive: &Directive<Resolved>, out: &mut String) {
        let element = if self.is_folded(directive) { "summary" } else { "p" };
        let _ = write!(out, "<{element} class=\"box-head\">");
        self.head_words(directive, out);
        let _ = writeln!(out, "</{element}>");
        if !self.is_book() && matches!(directive.body, Body::Box(BoxKind::RolePlay, _)) {
            out.push_str("<p class=\"hint\">");
            escape::text(&self.context.strings.common.choose_side, out);
            out.push_str("</p>\n");
        }
    }

    /// What stands in the head of a box.
    pub fn head_words(&self, directive: &Directive<Resolved>, out: &mut String) {
        let common = &self.context.strings.common;
        let label = common.directive(directive.body.label(), directive.number);
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
    }

    /// The end of a box's frame.
    pub fn close(&self, directive: &Directive<Resolved>, out: &mut String) {
        out.push_str(if self.is_folded(directive) { "</details>\n" } else { "</div>\n" });
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

    /// A speech of one paragraph needs no `<p>`.
    pub(super) fn tight_if_single(&mut self, blocks: &[Block<Resolved>], out: &mut String) {
        match blocks {
            [block @ Block { kind: BlockKind::Paragraph(content), .. }] => {
                self.page_breaks(block, out);
                self.inlines(content, out);
            }
            _ => self.blocks(blocks, out),
        }
    }
}
