//! Two texts whose blocks are level.

use std::fmt::Write;

use super::super::questions::{self, ask};
use super::super::quiz::{self, Voice};
use super::super::{Medium, Places, Renderer, escape};
use super::PageContext;
use crate::course::pairing::{self, Parts, Row};
use crate::course::tree::audience;
use crate::course::tree::{Block, BlockKind, Quiz, Resolved, Words, is_untranslated};
use crate::course::{AssetIx, Text};
use crate::theme::Strings;

/// Two renderers side by side. References lead to the left language's ids; the right one's carry its name, so that no id stands twice.
pub struct Parallel<'a> {
    page: &'a PageContext<'a>,
    left: Renderer<'a>,
    right: Renderer<'a>,
    left_lang: String,
    right_lang: String,
    /// They are put on the rows.
    places: &'a Places,
    /// Within a list whose paragraphs need no element of their own.
    tight: bool,
}

impl<'a> Parallel<'a> {
    pub fn new(
        page: &'a PageContext<'a>,
        (left, right): (&'a Text, &'a Text),
        places: &'a Places,
        none: &'a Places,
    ) -> Parallel<'a> {
        Parallel {
            page,
            left: Renderer::new(page.context(left, "", none)),
            right: Renderer::new(page.context(right, &page.prefixes[right.language], none)),
            left_lang: page.lang(left.language),
            right_lang: page.lang(right.language),
            places,
            tight: false,
        }
    }

    /// Writes two texts.
    pub fn render(mut self, (left, right): (&Text, &Text), out: &mut String) {
        let (rows, _) = pairing::pair(left.body(), right.body());
        out.push_str("<div class=\"text pairs\">\n");
        self.rows(&rows, out);
        self.page.end_breaks(out);
        let answers = [std::mem::take(&mut self.left.answers), std::mem::take(&mut self.right.answers)].concat();
        questions::answers(&self.said(|words| &words.print.answers), &answers, out);
        if !left.footnotes().is_empty() || !right.footnotes().is_empty() {
            let page = self.page;
            self.pair(None, out, |side, out| match side {
                BodySide::Left(renderer) => page.notes(left, renderer, out),
                BodySide::Right(renderer) => page.notes(right, renderer, out),
            });
        }
        out.push_str("</div>\n");
    }

    fn rows(&mut self, rows: &[Row<'_, Resolved>], out: &mut String) {
        for row in rows {
            match row {
                Row::Pair { left: [left], right: [right] } if quizzes(self.page.medium, left, right).is_some() => {
                    self.quiz(left, right, out);
                }
                Row::Pair { left: [left], right: [right] } if pictures(left, right).is_some() => {
                    self.figure(left, right, out);
                }
                Row::Pair { left, right } => {
                    let place = left.iter().find_map(|block| self.places.get(&block.span));
                    let blocks = if self.tight { Renderer::tight } else { Renderer::blocks };
                    self.pair(place, out, |side, out| match side {
                        BodySide::Left(renderer) => blocks(renderer, left, out),
                        // What is not translated stands on the left already.
                        BodySide::Right(renderer) if right.iter().any(is_untranslated) => renderer.not_translated(out),
                        BodySide::Right(renderer) => blocks(renderer, right, out),
                    });
                }
                Row::Both { left, right, parts } => self.both(left, right, parts, out),
            }
        }
    }

    /// Two blocks as one: their frame, list or table goes across both columns.
    fn both(&mut self, left: &Block<Resolved>, right: &Block<Resolved>, parts: &Parts<'_, Resolved>, out: &mut String) {
        self.page_breaks(left, right, out);
        let place = self.places.get(&left.span);
        let tight = std::mem::take(&mut self.tight);
        match (parts, &left.kind, &right.kind) {
            (Parts::Frame(rows), BlockKind::Directive(l), BlockKind::Directive(r))
                if self.page.medium == Medium::Book && audience::is_model_answer(left) =>
            {
                self.model_answer([l.number, r.number], rows, out);
            }
            (Parts::Frame(rows), _, _) => {
                self.left.open_frame(left, place, out);
                self.heads(left, right, out);
                self.rows(rows, out);
                self.left.close_frame(left, out);
            }
            (Parts::Items(items), BlockKind::List(list), _) => {
                let class = if list.is_of_tasks() { "rows tasks" } else { "rows" };
                self.left.open_list(list, place, class, out);
                self.tight = list.tight;
                for item in items {
                    self.left.open_item(item.checked(), out);
                    out.push('\n');
                    self.rows(&item.rows, out);
                    out.push_str("</li>\n");
                }
                self.left.close_list(list, out);
            }
            (Parts::Turns, BlockKind::Directive(l), BlockKind::Directive(r)) => {
                self.left.open_frame(left, place, out);
                self.heads(left, right, out);
                for (l, r) in l.body.turns().iter().zip(r.body.turns()) {
                    self.pair(None, out, |side, out| match side {
                        BodySide::Left(renderer) => renderer.turn(l, out),
                        BodySide::Right(renderer) => renderer.turn(r, out),
                    });
                }
                self.left.close_frame(left, out);
            }
            (_, BlockKind::Table(l), BlockKind::Table(r)) => {
                out.push_str("<div class=\"pair once\"><div>");
                let Parallel { left, right, left_lang, right_lang, .. } = self;
                left.table(l, place, out, |left, (line, column), cell, out| {
                    let Some(translation) = r.lines().nth(line).map(|line| &line[column]) else { return };
                    if pairing::same_words(cell, translation) {
                        return left.inlines(cell, out);
                    }
                    let _ = write!(out, "<div{left_lang}>");
                    left.inlines(cell, out);
                    let _ = write!(out, "</div><div{right_lang}>");
                    right.inlines(translation, out);
                    out.push_str("</div>");
                });
                out.push_str("</div></div>\n");
            }
            _ => {
                let _ = writeln!(out, "<div class=\"pair once\"{}><div{}>", id(place), self.left_lang);
                self.left.blocks(std::slice::from_ref(left), out);
                out.push_str("</div></div>\n");
            }
        }
        self.tight = tight;
    }

    /// Marks the pages that begin with one of two blocks.
    fn page_breaks(&self, left: &Block<Resolved>, right: &Block<Resolved>, out: &mut String) {
        self.left.page_breaks(left, out);
        self.right.page_breaks(right, out);
    }

    /// What stands above the contents of two frames, if anything does. What opens on request has one line.
    fn heads(&mut self, left: &Block<Resolved>, right: &Block<Resolved>, out: &mut String) {
        match (&left.kind, &right.kind) {
            (BlockKind::Details { summary: l, .. }, BlockKind::Details { summary: r, .. }) => {
                let (open, close) = self.left.summary_tags();
                let _ = write!(out, "{open}<span{}>", self.left_lang);
                self.left.summary(l, out);
                let _ = write!(out, "</span> <span class=\"also\"{}>", self.right_lang);
                self.right.summary(r, out);
                let _ = writeln!(out, "</span>{close}");
            }
            (BlockKind::Directive(l), BlockKind::Directive(r)) if self.left.is_folded(l) => {
                let _ = write!(out, "<summary class=\"box-head\"><span{}>", self.left_lang);
                self.left.head_words(l, out);
                let _ = write!(out, "</span> <span class=\"also\"{}>", self.right_lang);
                self.right.head_words(r, out);
                out.push_str("</span></summary>\n");
            }
            (BlockKind::Alert { .. } | BlockKind::Directive(_), _) => self.pair(None, out, |side, out| match side {
                BodySide::Left(renderer) => renderer.frame_head(left, out),
                BodySide::Right(renderer) => renderer.frame_head(right, out),
            }),
            _ => {}
        }
    }

    /// The same picture in both languages, once, with two captions.
    fn figure(&mut self, left: &Block<Resolved>, right: &Block<Resolved>, out: &mut String) {
        let Some((picture, captions)) = pictures(left, right) else { return };
        let BlockKind::Figure { alt, width, .. } = &left.kind else { return };
        self.page_breaks(left, right, out);
        let _ = write!(out, "<div class=\"pair once\"{}><div{}>", id(self.places.get(&left.span)), self.left_lang);
        out.push_str("<figure>");
        self.left.image(picture, alt, *width, out);
        if captions.iter().any(Option::is_some) {
            out.push_str("<figcaption>");
            let voices = [(&mut self.left, &self.left_lang), (&mut self.right, &self.right_lang)];
            for ((renderer, lang), caption) in voices.into_iter().zip(captions) {
                let Some(caption) = caption else { continue };
                let _ = write!(out, "<div{lang}>");
                renderer.words(caption, out);
                out.push_str("</div>");
            }
            out.push_str("</figcaption>");
        }
        out.push_str("</figure></div></div>\n");
    }

    /// Two quizzes as one, with two captions.
    fn quiz(&mut self, left: &Block<Resolved>, right: &Block<Resolved>, out: &mut String) {
        let Some(both) = quizzes(self.page.medium, left, right) else { return };
        self.page_breaks(left, right, out);
        self.left.open_frame(left, self.places.get(&left.span), out);
        self.heads(left, right, out);
        match self.page.medium {
            Medium::Web => {
                let mut voices = [
                    Voice { renderer: &mut self.left, lang: &self.left_lang },
                    Voice { renderer: &mut self.right, lang: &self.right_lang },
                ];
                quiz::quiz(&mut voices, &both, out);
            }
            Medium::Book => self.asked(both, out),
        }
        self.left.close_frame(left, out);
    }

    /// The questions of a quiz in a book.
    fn asked(&mut self, [left, right]: [&Quiz<Resolved>; 2], out: &mut String) {
        out.push_str("<ol class=\"questions\">\n");
        let link = self.said(|words| &words.epub.answer);
        for (l, r) in left.printed().zip(right.printed()) {
            let number = self.left.answers.len() + 1;
            let mut each = |part: &questions::Part<'_>, out: &mut String| {
                self.pair(None, out, |side, out| match side {
                    BodySide::Left(renderer) => part(renderer, l, out),
                    BodySide::Right(renderer) => part(renderer, r, out),
                });
            };
            let answer = ask(l, ("", number), &link, &mut each, out);
            self.left.answers.push(answer);
        }
        out.push_str("</ol>\n");
    }

    /// The model answer of an exercise in a book, by the exercise's number in each language.
    fn model_answer(&mut self, exercise: [Option<u32>; 2], rows: &[Row<'_, Resolved>], out: &mut String) {
        let at = ("", self.left.answers.len() + 1);
        questions::link_to_answer(at, &self.said(|words| &words.epub.answer), out);
        let mut answer = format!("<div class=\"answer\" id=\"answer.{}\">\n", at.1);
        self.pair(None, &mut answer, |side, out| match side {
            BodySide::Left(renderer) => renderer.answered(at, exercise[0], out),
            BodySide::Right(renderer) => renderer.answered(at, exercise[1], out),
        });
        let breaks = [&mut self.left, &mut self.right].map(|side| side.context.breaks.take());
        self.rows(rows, &mut answer);
        [self.left.context.breaks, self.right.context.breaks] = breaks;
        answer.push_str("</div>\n");
        self.left.answers.push(answer);
    }

    /// Words of the interface in both languages, as HTML.
    fn said(&self, words: impl Fn(&Strings) -> &String) -> String {
        let mut out = format!("<span{}>", self.left_lang);
        escape::text(words(self.left.context.strings), &mut out);
        let _ = write!(out, "</span> <span class=\"also\"{}>", self.right_lang);
        escape::text(words(self.right.context.strings), &mut out);
        out.push_str("</span>");
        out
    }

    /// One row: a cell for each language.
    fn pair(&mut self, place: Option<&String>, out: &mut String, cell: impl Fn(BodySide<'_, 'a>, &mut String)) {
        // An empty cell has no marker, so nothing may stand in it.
        let _ = write!(out, "<div class=\"pair\"{}><div{}>", id(place), self.left_lang);
        cell(BodySide::Left(&mut self.left), out);
        let _ = write!(out, "</div><div{}>", self.right_lang);
        cell(BodySide::Right(&mut self.right), out);
        out.push_str("</div></div>\n");
    }
}

/// Two quizzes that ask the same.
fn quizzes<'q>(
    medium: Medium,
    left: &'q Block<Resolved>,
    right: &'q Block<Resolved>,
) -> Option<[&'q Quiz<Resolved>; 2]> {
    let (BlockKind::Directive(left), BlockKind::Directive(right)) = (&left.kind, &right.kind) else { return None };
    let [left, right] = [left.body.quiz()?, right.body.quiz()?];
    let are_one = match medium {
        Medium::Web => quiz::are_one(left, right),
        Medium::Book => questions::are_one(left, right),
    };
    are_one.then_some([left, right])
}

/// The picture that two figures show, and the caption of each.
fn pictures<'b>(left: &'b Block<Resolved>, right: &'b Block<Resolved>) -> Option<(AssetIx, [Option<&'b Words>; 2])> {
    match (&left.kind, &right.kind) {
        (
            BlockKind::Figure { picture, caption: left, .. },
            BlockKind::Figure { picture: other, caption: right, .. },
        ) if picture == other => Some((*picture, [left.as_ref(), right.as_ref()])),
        _ => None,
    }
}

enum BodySide<'r, 'a> {
    Left(&'r mut Renderer<'a>),
    Right(&'r mut Renderer<'a>),
}

/// ` id="…"`, of a place that is named.
fn id(place: Option<&String>) -> String {
    place.map(|id| format!(" id=\"{id}\"")).unwrap_or_default()
}
