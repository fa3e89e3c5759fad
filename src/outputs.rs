//! The outputs: what `diglot build` can be asked for, and `outputs:` in `book.yaml`. This is the one table of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use clap::ValueEnum;

use crate::course::{Course, ItemIx, KindIx};
use crate::output::print::{self, Document};
use crate::reading::Edition;

/// One kind of thing to make. The comments are shown by `diglot build --help`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Output {
    /// The website, `site/`.
    Site,
    /// The handbook, `print/handbook.LANG.pdf`.
    Handbook,
    /// The handbook as small pages on folded sheets, `print/booklet.LANG.pdf`.
    Booklet,
    /// A worksheet for each module, `print/handouts/`.
    Handouts,
    /// Pocket cards and role-play cards, `print/cards.LANG.pdf`.
    Cards,
    /// The wall chart, `print/chart.LANG.pdf`.
    Chart,
    /// Session plan, attendance list, feedback form and certificates, `print/kit/`.
    Kit,
}

/// What there is to know about an output before it is made.
pub struct Facts {
    /// As `book.yaml` and the command line call it.
    pub key: &'static str,
    pub audience: Audience,
    /// Whether it is made when the book does not say what to make.
    pub unasked: bool,
    /// Whether `--item` can choose a part of it.
    pub of_items: bool,
    /// Its keys in `book.yaml`.
    pub settings: &'static [&'static str],
}

/// For whom an output is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// In an edition for learners, in one for trainers, or in both.
    Editions,
    /// One for all, without what trainers alone may see.
    Everyone,
    Trainers,
}

impl Output {
    pub const ALL: [Output; 7] =
        [Output::Site, Output::Handbook, Output::Booklet, Output::Handouts, Output::Cards, Output::Chart, Output::Kit];

    pub fn facts(self) -> Facts {
        let facts = |key, audience, of_items, settings| Facts { key, audience, unasked: true, of_items, settings };
        match self {
            Output::Site => facts("site", Audience::Editions, false, &["editions"]),
            Output::Handbook => {
                facts("handbook", Audience::Editions, true, &["editions", "paper", "two-sided", "styles"])
            }
            Output::Booklet => {
                let settings = &["editions", "readings", "sheet", "sheets-per-signature", "paper-thickness", "duplex"];
                Facts { unasked: false, ..facts("booklet", Audience::Editions, false, settings) }
            }
            Output::Handouts => facts("handouts", Audience::Editions, true, &["editions"]),
            Output::Cards => facts("cards", Audience::Everyone, false, &[]),
            Output::Chart => facts("chart", Audience::Everyone, false, &[]),
            Output::Kit => facts("kit", Audience::Trainers, false, &["names", "start"]),
        }
    }

    /// The PDFs that it consists of. The website is none.
    pub fn documents(
        self,
        course: &Course,
        items: Option<&BTreeSet<ItemIx>>,
        group: &Arc<print::Cohort>,
        binding: print::Binding,
    ) -> Vec<Document> {
        match self {
            Output::Site => Vec::new(),
            Output::Handbook => vec![Document::Handbook],
            Output::Booklet => vec![Document::Booklet(binding)],
            Output::Handouts => {
                // The first kind is the book's chapters.
                let chosen = |item: &ItemIx| match items {
                    Some(items) => items.contains(item),
                    None => course.item(*item).kind == KindIx::FIRST,
                };
                let items = course.item_ixs().filter(chosen).filter(|&item| print::has_handout(course, item));
                items.map(Document::Handout).collect()
            }
            Output::Cards => vec![Document::Cards],
            Output::Chart => print::has_chart(course).then_some(Document::Chart).into_iter().collect(),
            Output::Kit => vec![
                Document::SessionPlan(group.clone()),
                Document::Attendance(group.clone()),
                Document::Feedback,
                Document::Certificate(group.clone()),
            ],
        }
    }

    /// Where files of earlier builds lie that go when this one does not make them: in a folder, with an ending.
    pub fn leftovers(self, reading: &str, edition: Edition) -> Option<(&'static str, String)> {
        match self {
            Output::Handouts => Some(("print/handouts/", format!(".{reading}.{}.pdf", edition.key()))),
            _ => None,
        }
    }
}

impl Audience {
    /// The editions that there can be.
    pub fn editions(self) -> &'static [Edition] {
        match self {
            Audience::Editions => &Edition::ALL,
            Audience::Everyone => &[Edition::Learner],
            Audience::Trainers => &[Edition::Trainer],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_and_the_book_use_the_same_names() {
        for output in Output::ALL {
            let value = output.to_possible_value().expect("none is hidden");
            assert_eq!(value.get_name(), output.facts().key);
        }
    }
}
