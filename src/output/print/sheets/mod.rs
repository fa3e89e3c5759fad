//! The sheets: PDFs that show parts of the course for use in a classroom.
//!
//! Each has a template of its own, which reads `/course/book.json` as the handbook's do and, beside it, `/course/sheet.json`.

mod cards;
mod chart;
mod handout;
mod kit;
#[cfg(test)]
mod tests;

use serde::Serialize;
use typst::foundations::Bytes;

use super::Options;
use super::data::Said;
use super::document::Document;
use super::scope::Scope;
use super::world::Files;
use super::{book, code};
use crate::course::edition::Edition;
use crate::course::{Course, Lang};
use crate::theme::Sheets as Words;

pub use chart::has_chart;
pub use handout::has_handout;

/// `/course/sheet.json`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Sheet<T> {
    /// One for each column.
    words: Vec<&'static Words>,
    /// The title of the document, one for each column.
    title: Vec<String>,
    trainer: bool,
    data: T,
}

/// The name of the template and all that it reads.
pub fn files(course: &Course, document: &Document, options: &Options) -> (&'static str, Files) {
    let scope = Scope::of_sheet(course, options.reading, options.edition);
    let words =
        |word: fn(&'static Words) -> &'static String| scope.each(|lang| word(sheet_words(&scope, lang)).clone());
    let (template, sheet) = match document {
        Document::Handbook | Document::Booklet(_) => unreachable!("a whole book is no sheet"),
        Document::Handout(item) => ("handout.typ", handout::handout(&scope, *item)),
        Document::Cards => ("cards.typ", json(&scope, words(|w| &w.cards), cards::cards(&scope))),
        Document::Chart => ("chart.typ", json(&scope, course_title(&scope), chart::chart(&scope))),
        Document::SessionPlan(group) => {
            let plan = kit::session_plan(&scope, group);
            (
                "session-plan.typ",
                sheet(&scope, scope.each(|lang| scope.strings[lang].plan.title.clone()), Mark::Trainer, plan),
            )
        }
        Document::Attendance(group) => {
            ("attendance.typ", json(&scope, words(|w| &w.attendance), kit::attendance(&scope, group)))
        }
        Document::Feedback => ("feedback.typ", json(&scope, words(|w| &w.feedback), ())),
        Document::Certificate(group) => {
            ("certificate.typ", json(&scope, words(|w| &w.certificate), kit::certificate(&scope, group)))
        }
    };
    let pages = course.item_ixs().filter(|item| match document {
        Document::Handout(shown) => item == shown,
        _ => true,
    });
    let mut files = book::pictures(&scope, pages.map(|item| &*course.item(item).page));
    if let Document::Handout(item) = document {
        files.extend(code::drawings(&scope, [*item]));
    }
    files.insert("/course/book.json".into(), book::json(&book::book(&scope, options)));
    files.insert("/course/sheet.json".into(), sheet);
    (template, files)
}

fn json(scope: &Scope, title: Vec<String>, data: impl Serialize) -> Bytes {
    sheet(scope, title, Mark::None, data)
}

/// Whether the head of each page says for whom it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    /// In the trainer's edition.
    Trainer,
}

fn sheet(scope: &Scope, title: Vec<String>, mark: Mark, data: impl Serialize) -> Bytes {
    let words = scope.each(|lang| sheet_words(scope, lang));
    book::json(&Sheet { words, title, trainer: mark == Mark::Trainer && scope.edition == Edition::Trainer, data })
}

fn sheet_words(scope: &Scope, lang: Lang) -> &'static Words {
    &scope.strings[lang].sheets
}

fn course_title(scope: &Scope) -> Vec<String> {
    scope.each(|lang| scope.course.about.title[lang].clone())
}

/// A text for each language of the reading.
fn said(scope: &Scope, mut text: impl FnMut(Lang) -> String) -> Vec<Said> {
    scope.each(|lang| Said { lang: lang.index(), text: text(lang) })
}
