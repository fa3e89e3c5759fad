//! The HTML of a page's text: in one language, or in two with their blocks level.

mod parallel;

use std::fmt::Write;

use parallel::Parallel;

use super::breaks::PageBreaks;
use super::questions;
use super::{Context, Links, Medium, Places, Renderer, escape};
use crate::course::reading::Reading;
use crate::course::{self, Course, Lang, Localized, Text};
use crate::theme::Strings;

/// What stands around a text, and what it is shown by.
pub struct PageContext<'a> {
    /// What shows it.
    pub medium: Medium,
    /// The course that the text is from.
    pub course: &'a Course,
    /// The languages in which it is read.
    pub reading: Reading,
    /// The words of each language.
    pub strings: &'a Localized<&'a Strings>,
    /// What stands before the ids of a language that shares a page with another one.
    pub prefixes: &'a Localized<String>,
    /// Where things lie, seen from the page.
    pub links: &'a dyn Links,
    /// The pages of a printed book that begin in the text, if they are to be marked.
    pub breaks: Option<&'a PageBreaks>,
}

/// What stands before ids, so that two languages fit on one page: `zh-`.
pub fn prefixes(course: &Course) -> Localized<String> {
    Localized::new(course.languages.iter().map(|language| format!("{}-", language.key)).collect())
}

impl<'a> PageContext<'a> {
    /// The text of an item or of the front page, with its answers and notes. `places` are those of the reading's main language.
    pub fn text(&'a self, content: &'a course::Page, places: &'a Places) -> String {
        let mut out = String::new();
        match self.reading {
            Reading::Parallel(left, right) if content.texts[right].language == right => {
                let none = Places::new();
                let texts = (&content.texts[left], &content.texts[right]);
                Parallel::new(self, texts, places, &none).render(texts, &mut out);
            }
            Reading::Parallel(lang, missing) => {
                self.untranslated(missing, &mut out);
                self.single(&content.texts[lang], places, &mut out);
            }
            Reading::Single(lang) => {
                let text = &content.texts[lang];
                if text.language != lang {
                    self.untranslated(lang, &mut out);
                }
                self.single(text, places, &mut out);
            }
        }
        out
    }

    /// ` lang="…"`, and ` dir="…"` when the page runs the other way.
    pub fn lang(&self, lang: Lang) -> String {
        let mut out = String::new();
        self.medium.lang(&self.course.language(lang).tag, &mut out);
        let right_to_left = self.course.language(lang).right_to_left;
        if right_to_left != self.course.language(self.reading.main()).right_to_left {
            out.push_str(if right_to_left { " dir=\"rtl\"" } else { " dir=\"ltr\"" });
        }
        out
    }

    fn context<'c>(&self, text: &'c Text, prefix: &'c str, places: &'c Places) -> Context<'c>
    where
        'a: 'c,
    {
        let PageContext { medium, course, strings, links, breaks, .. } = *self;
        let lang = text.language;
        Context { medium, course, lang, strings: strings[lang], links, prefix, places, earlier: &text.earlier, breaks }
    }

    /// The visible mark of a missing translation, in the language that is missing.
    fn untranslated(&self, lang: Lang, out: &mut String) {
        super::untranslated(self.medium, &self.course.language(lang).tag, self.strings[lang], out);
    }

    fn single(&self, text: &Text, places: &Places, out: &mut String) {
        let mut renderer = Renderer::new(self.context(text, "", places));
        let lang = if text.language == self.reading.main() { String::new() } else { self.lang(text.language) };
        let _ = writeln!(out, "<div class=\"text\"{lang}>");
        renderer.blocks(text.body(), out);
        self.end_breaks(out);
        let mut title = String::new();
        escape::text(&self.strings[text.language].print.answers, &mut title);
        questions::answers(&title, &renderer.answers, out);
        self.notes(text, &mut renderer, out);
        out.push_str("</div>\n");
    }

    /// The marks of pages that no block of the text has had.
    fn end_breaks(&self, out: &mut String) {
        if let Some(breaks) = self.breaks {
            breaks.rest(out);
        }
    }

    fn notes(&self, text: &Text, renderer: &mut Renderer<'_>, out: &mut String) {
        let notes = renderer.footnotes(text.footnotes());
        if notes.is_empty() {
            return;
        }
        out.push_str(match self.medium {
            Medium::Web => "<section class=\"notes\" role=\"doc-endnotes\">\n<h2>",
            Medium::Book => "<section class=\"notes\" epub:type=\"footnotes\">\n<h2>",
        });
        escape::text(&self.strings[text.language].common.footnotes, out);
        out.push_str(if self.medium == Medium::Web { "</h2>\n<ol>\n" } else { "</h2>\n" });
        notes.iter().for_each(|note| out.push_str(note));
        out.push_str(if self.medium == Medium::Web { "</ol>\n</section>\n" } else { "</section>\n" });
    }
}
