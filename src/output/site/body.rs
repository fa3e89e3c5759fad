//! The HTML of a text: in one language, or in two with their blocks level.

use std::fmt::Write;

use super::links::SitePage;
use super::places;
use crate::course::pairing::{self, Parts, Row};
use crate::course::reading::Reading;
use crate::course::tree::{Block, BlockKind, Quiz, Resolved, is_untranslated};
use crate::course::{self, Lang, Text};
use crate::output::html::quiz::{self, Voice};
use crate::output::html::{self, Context, Places, Renderer, escape};

/// The text of an item or of the front page, with its notes.
pub fn render(page: &SitePage<'_>, content: &course::Page) -> String {
    let mut out = String::new();
    match page.reading {
        Reading::Parallel(left, right) if content.texts[right].language == right => {
            let (places, none) = (places::of(content, left), Places::new());
            let texts = (&content.texts[left], &content.texts[right]);
            Parallel::new(page, texts, &places, &none).render(texts, &mut out);
        }
        Reading::Parallel(lang, missing) => {
            untranslated(page, missing, &mut out);
            single(page, &content.texts[lang], &places::of(content, lang), &mut out);
        }
        Reading::Single(lang) => {
            let text = &content.texts[lang];
            if text.language != lang {
                untranslated(page, lang, &mut out);
            }
            single(page, text, &places::of(content, lang), &mut out);
        }
    }
    out
}

/// What a renderer needs for a text.
fn context<'a>(page: &'a SitePage<'a>, text: &'a Text, prefix: &'a str, places: &'a Places) -> Context<'a> {
    let (lang, earlier) = (text.language, &text.earlier);
    let strings = page.site.strings[lang];
    Context { course: page.course(), lang, strings, links: page, prefix, places, earlier, folds: true }
}

/// The visible mark of a missing translation, in the language that is missing.
fn untranslated(page: &SitePage<'_>, lang: Lang, out: &mut String) {
    html::untranslated(page.tag(lang), page.site.strings[lang], out);
}

fn single(page: &SitePage<'_>, text: &Text, places: &Places, out: &mut String) {
    let mut renderer = Renderer::new(context(page, text, "", places));
    let _ = writeln!(out, "<div class=\"text\"{}>", lang_attribute(page, text.language));
    renderer.blocks(&text.body, out);
    notes(page, text, &mut renderer, out);
    out.push_str("</div>\n");
}

/// ` lang="…"`, and ` dir="…"` when the page runs the other way, when a text is not in the page's language.
fn lang_attribute(page: &SitePage<'_>, lang: Lang) -> String {
    if lang == page.lang() { String::new() } else { explicit_lang(page, lang) }
}

fn explicit_lang(page: &SitePage<'_>, lang: Lang) -> String {
    let mut out = String::from(" lang=\"");
    escape::attribute(page.tag(lang), &mut out);
    out.push('"');
    let right_to_left = page.course().language(lang).right_to_left;
    if right_to_left != page.course().language(page.lang()).right_to_left {
        out.push_str(if right_to_left { " dir=\"rtl\"" } else { " dir=\"ltr\"" });
    }
    out
}

fn notes(page: &SitePage<'_>, text: &Text, renderer: &mut Renderer<'_>, out: &mut String) {
    let notes = renderer.footnotes(&text.footnotes);
    if notes.is_empty() {
        return;
    }
    out.push_str("<section class=\"notes\" role=\"doc-endnotes\">\n<h2>");
    escape::text(&page.site.strings[text.language].common.footnotes, out);
    out.push_str("</h2>\n<ol>\n");
    for note in notes {
        out.push_str(&note);
    }
    out.push_str("</ol>\n</section>\n");
}

/// Two renderers side by side. References lead to the left language's ids; the right one's carry its name, so that no id stands twice.
struct Parallel<'a> {
    page: &'a SitePage<'a>,
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
    fn new(
        page: &'a SitePage<'a>,
        (left, right): (&'a Text, &'a Text),
        places: &'a Places,
        none: &'a Places,
    ) -> Parallel<'a> {
        Parallel {
            page,
            left: Renderer::new(context(page, left, "", none)),
            right: Renderer::new(context(page, right, &page.site.prefixes[right.language], none)),
            left_lang: explicit_lang(page, left.language),
            right_lang: explicit_lang(page, right.language),
            places,
            tight: false,
        }
    }

    fn render(mut self, (left, right): (&Text, &Text), out: &mut String) {
        let (rows, _) = pairing::pair(&left.body, &right.body);
        out.push_str("<div class=\"text pairs\">\n");
        self.rows(&rows, out);
        if !left.footnotes.is_empty() || !right.footnotes.is_empty() {
            let page = self.page;
            self.pair(None, out, |side, out| match side {
                BodySide::Left(renderer) => notes(page, left, renderer, out),
                BodySide::Right(renderer) => notes(page, right, renderer, out),
            });
        }
        out.push_str("</div>\n");
    }

    fn rows(&mut self, rows: &[Row<'_, Resolved>], out: &mut String) {
        for row in rows {
            match row {
                Row::Pair { left: [left], right: [right] } if quizzes(left, right).is_some() => {
                    self.quiz(left, right, out);
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

    /// Two quizzes as one, with two captions.
    fn quiz(&mut self, left: &Block<Resolved>, right: &Block<Resolved>, out: &mut String) {
        let Some(both) = quizzes(left, right) else { return };
        self.left.open_frame(left, self.places.get(&left.span), out);
        self.heads(left, right, out);
        let mut voices = [
            Voice { renderer: &mut self.left, lang: &self.left_lang },
            Voice { renderer: &mut self.right, lang: &self.right_lang },
        ];
        quiz::quiz(&mut voices, &both, out);
        self.left.close_frame(left, out);
    }

    /// Two blocks as one: their frame, list or table goes across both columns.
    fn both(&mut self, left: &Block<Resolved>, right: &Block<Resolved>, parts: &Parts<'_, Resolved>, out: &mut String) {
        let place = self.places.get(&left.span);
        let tight = std::mem::take(&mut self.tight);
        match (parts, &left.kind, &right.kind) {
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

    /// What stands above the contents of two frames, if anything does. What opens on request has one line.
    fn heads(&mut self, left: &Block<Resolved>, right: &Block<Resolved>, out: &mut String) {
        match (&left.kind, &right.kind) {
            (BlockKind::Details { summary: l, .. }, BlockKind::Details { summary: r, .. }) => {
                let _ = write!(out, "<summary><span{}>", self.left_lang);
                self.left.summary(l, out);
                let _ = write!(out, "</span> <span class=\"also\"{}>", self.right_lang);
                self.right.summary(r, out);
                out.push_str("</span></summary>\n");
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
fn quizzes<'q>(left: &'q Block<Resolved>, right: &'q Block<Resolved>) -> Option<[&'q Quiz<Resolved>; 2]> {
    let (BlockKind::Directive(left), BlockKind::Directive(right)) = (&left.kind, &right.kind) else { return None };
    let both = [left.body.quiz()?, right.body.quiz()?];
    quiz::are_one(both[0], both[1]).then_some(both)
}

enum BodySide<'r, 'a> {
    Left(&'r mut Renderer<'a>),
    Right(&'r mut Renderer<'a>),
}

/// ` id="…"`, of a place that is named.
fn id(place: Option<&String>) -> String {
    place.map(|id| format!(" id=\"{id}\"")).unwrap_or_default()
}
