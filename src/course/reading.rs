//! How a course is read: in one language, or in two side by side.

use crate::course::{Course, Lang};

/// One of the readings of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reading {
    /// One language alone.
    Single(Lang),
    /// One language on the left and another one on the right: the source language and a translation, unless a book asks for others.
    Parallel(Lang, Lang),
}

impl Reading {
    /// The usual readings of a course: each language, then the source language beside each other one.
    pub fn all(course: &Course) -> Vec<Reading> {
        let single = course.langs().map(Reading::Single);
        let parallel = course.langs().skip(1).map(|other| Reading::Parallel(Lang::SOURCE, other));
        single.chain(parallel).collect()
    }

    /// Every reading that there can be: those of [`Reading::all`], then each language beside each other one.
    pub fn possible(course: &Course) -> Vec<Reading> {
        let mut readings = Reading::all(course);
        for (left, right) in course.langs().flat_map(|left| course.langs().map(move |right| (left, right))) {
            let pair = Reading::Parallel(left, right);
            if left != right && !readings.contains(&pair) {
                readings.push(pair);
            }
        }
        readings
    }

    /// The name in file names and addresses: `en`, `zh`, `en-zh`.
    pub fn key(self, course: &Course) -> String {
        let keys: Vec<&str> = self.langs().iter().map(|&l| course.language(l).key.as_str()).collect();
        keys.join("-")
    }

    /// Its languages, from left to right.
    pub fn langs(self) -> Vec<Lang> {
        match self {
            Reading::Single(lang) => vec![lang],
            Reading::Parallel(left, right) => vec![left, right],
        }
    }

    /// Whether there are PDFs of it: in none of its languages one writes from right to left.
    pub fn is_printed(self, course: &Course) -> bool {
        self.langs().into_iter().all(|lang| !course.language(lang).right_to_left)
    }

    /// The language of what surrounds the text: navigation, labels, metadata.
    pub fn main(self) -> Lang {
        match self {
            Reading::Single(lang) | Reading::Parallel(lang, _) => lang,
        }
    }
}

/// How the two languages of a parallel reading stand together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// Side by side, each pair of blocks level.
    #[default]
    Columns,
    /// Each block of the second language below that of the first.
    Stacked,
    /// The first language on left pages and the second on right pages.
    Facing,
}

impl Style {
    /// All styles, the usual one first.
    pub const ALL: [Style; 3] = [Style::Columns, Style::Stacked, Style::Facing];

    /// The name in `book.yaml`: `columns`.
    pub fn key(self) -> &'static str {
        match self {
            Style::Columns => "columns",
            Style::Stacked => "stacked",
            Style::Facing => "facing",
        }
    }
}
