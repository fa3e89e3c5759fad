//! The PDFs, forms and electronic books that a website can offer: of each reading, for its readers.
//!
//! It offers those that lie in the output folder when the build has ended: made by this build, or left by an earlier one. So what it offers
//! depends on the course, the arguments and what that folder holds, and on nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::products::Catalogue;
use super::request::readings_of;
use crate::book::{Audience, Output, OutputSettings};
use crate::course::edition::Edition;
use crate::course::reading::{Reading, Style};
use crate::course::{Course, ItemIx};
use crate::output::epub;
use crate::output::print::{self, Document};
use crate::output::site::Spot;
use crate::theme::{self, Strings, Titled, TitledIn};
use crate::timetable;

/// A file that may be there.
pub struct Offer {
    pub reading: Reading,
    pub spot: Spot,
    pub label: String,
    /// Relative to the output folder.
    pub path: String,
}

/// Everything that a website of `edition` would offer if it were there.
pub fn all(course: &Course, settings: &OutputSettings, edition: Edition) -> Vec<Offer> {
    let items: BTreeSet<ItemIx> = course.item_ixs().collect();
    let catalogue = Catalogue { course, settings, cohort: Arc::default() };
    let mut offers = Vec::new();
    for reading in readings(course, settings) {
        let words = theme::strings(course)[reading.main()];
        for output in Output::ALL {
            for edition in shown(output, edition) {
                if output == Output::Epub {
                    let label = words.web.epub.fill(Titled { title: &handbook(course, reading, edition, words) });
                    let path = epub::path(course, reading, edition);
                    offers.push(Offer { reading, spot: Spot::List, label, path });
                }
                let styles = match (output, reading) {
                    (Output::Handbook, Reading::Parallel(..)) => &Style::ALL[..],
                    _ => &[Style::Columns],
                };
                for &style in styles {
                    let design = print::Design { style, ..print::Design::default() };
                    let options = print::Options { reading, edition, paper: print::Paper::A4, design, items: None };
                    for document in catalogue.documents(output, Some(&items)) {
                        let (spot, label) = described(&document, course, &options, words);
                        offers.push(Offer { reading, spot, label, path: document.path(course, &options) });
                    }
                }
                if let (Output::Sheets, Reading::Single(lang)) = (output, reading) {
                    let label =
                        words.common.with_language.fill(TitledIn { title: &words.sheets.sheet, language: &"Word" });
                    let offer = |item| Offer {
                        reading,
                        spot: Spot::Form(item),
                        label: label.clone(),
                        path: print::form_path(course, item, lang),
                    };
                    offers.extend(catalogue.forms(Some(&items)).map(offer));
                }
            }
        }
    }
    offers
}

/// The usual readings, and those that `book.yaml` asks for beside them.
fn readings(course: &Course, settings: &OutputSettings) -> Vec<Reading> {
    let mut readings = Reading::all(course);
    for reading in Output::ALL.into_iter().flat_map(|output| readings_of(course, settings, output)) {
        if !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

/// The editions of an output that the readers of a website may see. Trainers show the learners' slides, and have the notes beside them.
fn shown(output: Output, edition: Edition) -> Vec<Edition> {
    match output.facts().audience {
        Audience::Editions if output == Output::Slides && edition == Edition::Trainer => Edition::ALL.to_vec(),
        Audience::Editions => vec![edition],
        Audience::Everyone => vec![Edition::Learner],
        Audience::Trainers if edition == Edition::Trainer => vec![Edition::Trainer],
        Audience::Trainers => Vec::new(),
    }
}

/// Where a document is offered, and under which name.
fn described(document: &Document, course: &Course, options: &print::Options, words: &Strings) -> (Spot, String) {
    let (web, sheets) = (&words.web, &words.sheets);
    let name = match document {
        Document::Handbook => {
            let name = handbook(course, options.reading, options.edition, words);
            return match options.design.style {
                Style::Columns => (Spot::First, name),
                Style::Stacked => (Spot::List, web.stacked.fill(Titled { title: &name })),
                Style::Facing => (Spot::List, web.facing.fill(Titled { title: &name })),
            };
        }
        Document::Handout(item) => {
            let values = TitledIn { title: &sheets.handout, language: &"PDF" };
            return (Spot::Item(*item), words.common.with_language.fill(values));
        }
        Document::Sheet(item) => {
            let values = TitledIn { title: &sheets.sheet, language: &"PDF" };
            return (Spot::Sheet(*item), words.common.with_language.fill(values));
        }
        Document::SessionPlan(programme) => {
            let title = timetable::title(course, &course.programmes[*programme], options.reading.main());
            return (Spot::List, title);
        }
        Document::Booklet(_) => &web.booklet,
        Document::Cards => &web.cards,
        Document::Chart => &web.chart,
        Document::Slides if options.edition == Edition::Trainer => &web.slides_with_notes,
        Document::Slides => &web.slides,
        Document::Attendance(_) => &sheets.attendance,
        Document::Feedback => &sheets.feedback,
        Document::Certificate(_) => &sheets.certificate,
    };
    (Spot::List, name.clone())
}

/// “Learner’s handbook (English + 中文)”.
fn handbook(course: &Course, reading: Reading, edition: Edition, words: &Strings) -> String {
    let languages = reading.langs().into_iter().map(|lang| course.language(lang).name.as_str());
    let languages = languages.collect::<Vec<_>>().join(" + ");
    let name = match edition {
        Edition::Learner => &words.print.learner,
        Edition::Trainer => &words.print.trainer,
    };
    words.common.with_language.fill(TitledIn { title: name, language: &languages })
}
