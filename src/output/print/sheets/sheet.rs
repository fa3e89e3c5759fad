//! What all sheets share: `/course/sheet.json`, and the files beside it.

use serde::Serialize;

use crate::course::edition::Edition;
use crate::course::{ItemIx, Lang};
use crate::output::print::book;
use crate::output::print::data::text::Wording;
use crate::output::print::data::{VirtualFiles, json};
use crate::output::print::options::Options;
use crate::output::print::writer::Scope;
use crate::theme::Sheets as Words;

/// The data of a sheet, with what all sheets have.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct SheetFile<'a, T> {
    /// The words of the theme, one for each column.
    words: Vec<&'a Words>,
    /// The title of the document, one for each column.
    title: Vec<String>,
    trainer: bool,
    data: T,
}

/// Whether the head of each page says for whom it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum SheetMark {
    None,
    /// The head names the trainer, in the trainer's edition.
    Trainer,
}

/// All that the template of a sheet reads, which shows pictures of some items.
pub fn files(
    scope: &Scope,
    options: &Options,
    items: impl IntoIterator<Item = ItemIx>,
    title: Vec<String>,
    mark: SheetMark,
    data: impl Serialize,
) -> VirtualFiles {
    let pages = items.into_iter().map(|item| &*scope.course.item(item).page);
    let mut files = book::pictures(scope, pages);
    files.insert("/course/book.json".into(), json(&book::volume(scope, options)));
    let words = scope.each(|lang| sheet_words(scope, lang));
    let trainer = mark == SheetMark::Trainer && scope.edition == Edition::Trainer;
    files.insert("/course/sheet.json".into(), json(&SheetFile { words, title, trainer, data }));
    files
}

pub fn sheet_words<'a>(scope: &Scope<'a>, lang: Lang) -> &'a Words {
    &scope.strings[lang].sheets
}

pub fn course_title(scope: &Scope) -> Vec<String> {
    scope.each(|lang| scope.course.about.title[lang].clone())
}

/// A text in each language of the reading.
pub fn said(scope: &Scope, mut text: impl FnMut(Lang) -> String) -> Vec<Wording> {
    scope.each(|lang| Wording { lang: lang.index(), text: text(lang) })
}
