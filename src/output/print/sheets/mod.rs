//! The sheets: PDFs that show parts of the course for use in a classroom.
//!
//! Each has a template of its own, which reads `/course/book.json` as the handbook's do and, beside it, `/course/sheet.json`. Each function
//! below returns the name of that template and all that it reads.

mod cards;
mod chart;
mod cohort;
mod handout;
mod item_sheet;
mod kit;
mod sheet;
mod slides;
#[cfg(test)]
mod tests;

use serde::Serialize;

pub use cards::has_cards;
pub use chart::has_chart;
pub use cohort::{Cohort, Member};
pub use handout::has_handout;

use super::book;
use super::data::VirtualFiles;
use super::options::{Design, Lettering, Options};
use super::writer::{Scope, Surface};
use crate::course::{Course, ItemIx, Orientation, Programme};
use crate::theme::Sheets as Words;
use crate::timetable;
use sheet::{SheetMark, course_title, sheet_words};

type Sheet = (&'static str, VirtualFiles);

pub fn handout(course: &Course, options: &Options, item: ItemIx) -> Sheet {
    let scope = scope(course, options);
    let (title, data) = (handout::title(&scope, item), handout::handout(&scope, item));
    let items = std::iter::once(item).chain(course.children(item));
    let mut files = sheet::files(&scope, options, items, title, SheetMark::Trainer, data);
    files.extend(book::drawings(&scope, [item]));
    ("handout.typ", files)
}

pub fn item_sheet(course: &Course, options: &Options, item: ItemIx) -> Sheet {
    let sheet = course.item(item).sheet.unwrap_or(Orientation::Portrait);
    let scope = scope(course, options).on(Surface::Form(sheet));
    let (title, data) = (handout::title(&scope, item), item_sheet::item_sheet(&scope, item, sheet));
    ("item-sheet.typ", sheet::files(&scope, options, [item], title, SheetMark::None, data))
}

pub fn cards(course: &Course, options: &Options) -> Sheet {
    let scope = scope(course, options);
    plain(&scope, options, "cards.typ", titled(&scope, |words| &words.cards), cards::cards(&scope))
}

pub fn chart(course: &Course, options: &Options) -> Sheet {
    let scope = scope(course, options);
    plain(&scope, options, "chart.typ", course_title(&scope), chart::chart(&scope))
}

pub fn slides(course: &Course, options: &Options) -> Sheet {
    let scope = scope(course, options);
    let options = Options { design: Design { lettering: Lettering::Slide, ..options.design }, ..options.clone() };
    let items = slides::chosen(course, options.items.as_ref());
    let (title, deck) = (slides::title(&scope, options.items.as_ref()), slides::deck(&scope, &items));
    ("slides.typ", sheet::files(&scope, &options, items, title, SheetMark::Trainer, deck))
}

pub fn session_plan(course: &Course, options: &Options, programme: &Programme) -> Sheet {
    let scope = scope(course, options);
    let title = scope.each(|lang| timetable::title(course, programme, lang));
    let plan = kit::session_plan(&scope, programme);
    ("session-plan.typ", sheet::files(&scope, options, course.item_ixs(), title, SheetMark::Trainer, plan))
}

pub fn attendance(course: &Course, options: &Options, cohort: &Cohort) -> Sheet {
    let scope = scope(course, options);
    let list = kit::attendance(&scope, cohort);
    plain(&scope, options, "attendance.typ", titled(&scope, |words| &words.attendance), list)
}

pub fn feedback(course: &Course, options: &Options) -> Sheet {
    let scope = scope(course, options);
    plain(&scope, options, "feedback.typ", titled(&scope, |words| &words.feedback), ())
}

pub fn certificate(course: &Course, options: &Options, cohort: &Cohort) -> Sheet {
    let scope = scope(course, options);
    let certificate = kit::certificate(&scope, cohort);
    plain(&scope, options, "certificate.typ", titled(&scope, |words| &words.certificate), certificate)
}

fn scope<'a>(course: &'a Course, options: &Options) -> Scope<'a> {
    Scope::of_sheet(course, options.reading, options.edition).designed(&options.design)
}

fn titled(scope: &Scope, word: fn(&Words) -> &String) -> Vec<String> {
    scope.each(|lang| word(sheet_words(scope, lang)).clone())
}

/// A sheet that is the same for learners and trainers.
fn plain(scope: &Scope, options: &Options, template: &'static str, title: Vec<String>, data: impl Serialize) -> Sheet {
    (template, sheet::files(scope, options, scope.course.item_ixs(), title, SheetMark::None, data))
}
