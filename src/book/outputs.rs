//! The outputs that `book.yaml` and the command line can ask for. What each consists of is in [`crate::build`].

use clap::ValueEnum;

use crate::course::edition::Edition;

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
    /// A sheet to fill in for each page with `sheet:`, on paper and as a form for Word, `print/sheets/`.
    Sheets,
    /// Pocket cards and role-play cards, `print/cards.LANG.pdf`.
    Cards,
    /// The wall chart, `print/chart.LANG.pdf`.
    Chart,
    /// Slides to be shown, and for trainers with notes below them, `print/slides.LANG.pdf`.
    Slides,
    /// Session plan, attendance list, feedback form and certificates, `print/kit/`.
    Kit,
    /// The handbook for e-readers and telephones, `epub/handbook.LANG.epub`.
    Epub,
    /// The questions of the quizzes for Moodle and other learning platforms, `quiz/questions.LANG.gift.txt`.
    Quiz,
    /// The course for learning platforms, `lms/scorm-1.2.zip`, `lms/scorm-2004.zip`, `lms/cmi5.zip`.
    Lms,
}

/// What there is to know about an output before it is made.
pub struct OutputFacts {
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
    /// One for trainers alone.
    Trainers,
}

impl Output {
    /// All outputs, in the order in which help and reports list them.
    pub const ALL: [Output; 12] = [
        Output::Site,
        Output::Handbook,
        Output::Booklet,
        Output::Handouts,
        Output::Sheets,
        Output::Cards,
        Output::Chart,
        Output::Slides,
        Output::Kit,
        Output::Epub,
        Output::Quiz,
        Output::Lms,
    ];

    /// The output's row in the table of facts.
    pub fn facts(self) -> OutputFacts {
        let facts =
            |key, audience, of_items, settings| OutputFacts { key, audience, unasked: true, of_items, settings };
        match self {
            Output::Site => facts("site", Audience::Editions, false, &["editions", "readings"]),
            Output::Handbook => {
                let settings = &["editions", "readings", "paper", "type", "two-sided", "bleed", "styles", "answers"];
                facts("handbook", Audience::Editions, true, settings)
            }
            Output::Booklet => {
                let settings =
                    &["editions", "readings", "sheet", "sheets-per-signature", "paper-thickness", "duplex", "answers"];
                OutputFacts { unasked: false, ..facts("booklet", Audience::Editions, false, settings) }
            }
            Output::Handouts => facts("handouts", Audience::Editions, true, &["editions", "readings", "type"]),
            Output::Sheets => facts("sheets", Audience::Everyone, true, &["readings"]),
            Output::Cards => facts("cards", Audience::Everyone, false, &["readings"]),
            Output::Chart => facts("chart", Audience::Everyone, false, &["readings"]),
            Output::Slides => {
                let settings = &["editions", "readings"];
                OutputFacts { unasked: false, ..facts("slides", Audience::Editions, true, settings) }
            }
            Output::Kit => facts("kit", Audience::Trainers, false, &["readings", "names", "plan", "start"]),
            Output::Epub => {
                OutputFacts { unasked: false, ..facts("epub", Audience::Editions, false, &["editions", "readings"]) }
            }
            Output::Quiz => OutputFacts { unasked: false, ..facts("quiz", Audience::Everyone, false, &["readings"]) },
            Output::Lms => {
                let settings = &["readings", "packages", "edition", "mastery-score", "complete", "pages", "on-fail"];
                OutputFacts { unasked: false, ..facts("lms", Audience::Everyone, false, settings) }
            }
        }
    }
}

impl Output {
    /// Whether it is made of pages of paper.
    pub fn is_printed(self) -> bool {
        !matches!(self, Output::Site | Output::Epub | Output::Quiz)
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
