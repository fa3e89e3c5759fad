//! The words of the interface: what the website, the PDFs, the scripts and the preview say beside a course's own words.
//!
//! Those of the default theme are part of the program, a file a language ([`spoken`]); [`crate::theme`] reads what a course changes of them.

mod paper;
pub mod pattern;
mod spoken;
mod web;

use serde::{Deserialize, Serialize};

pub use paper::{Booklet, Epub, Plan, Print, Sheets};
use pattern::{Count, CountIn, FileFacts, HoursMinutes, Kinds, Labelled, NamedFile, Pattern, TitledIn};
pub use spoken::{ENGLISH, Spoken, fallbacks};
pub use web::{Bench, Lms, Preview, Script, Translator, Web};

/// All words of one language.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Strings {
    /// What the website and the PDFs both say.
    pub common: Common,
    /// What the website says.
    pub web: Web,
    /// What the scripts of the website say.
    pub script: Script,
    /// What the PDFs say.
    pub print: Print,
    /// What electronic books say.
    pub epub: Epub,
    /// What the first sheet of a booklet says.
    pub booklet: Booklet,
    /// What the sheets say.
    pub sheets: Sheets,
    /// What the session plan says.
    pub plan: Plan,
    /// What a package for learning platforms says around the website.
    pub lms: Lms,
    /// What the preview adds to the website.
    pub preview: Preview,
    /// What the preview's learning platform says.
    pub bench: Bench,
    /// What the preview's view for translators says.
    pub translator: Translator,
}

/// Words that the website and the PDFs share.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Common {
    /// Text of a reference to an item, with `{label}` and `{title}`.
    pub reference: Pattern<Labelled<'static>>,
    /// Title of a directive or reference to it, with `{label}` and `{title}`.
    pub labelled_title: Pattern<Labelled<'static>>,
    /// A title and the languages that it is in, with `{title}` and `{language}`.
    pub with_language: Pattern<TitledIn<'static>>,
    /// What to put around the titles of the matrix, with `{from}` and `{to}` for the plurals of the kinds.
    pub matrix: Pattern<Kinds<'static>>,
    /// What a file to download is, with `{kind}` and `{size}`.
    pub file: Pattern<FileFacts<'static>>,
    /// What a file is behind its name, with `{name}` and `{facts}`.
    pub named_file: Pattern<NamedFile<'static>>,
    /// The kind of a picture to download.
    pub picture_file: String,
    /// The kind of a file that is heard.
    pub audio_file: String,
    /// The kind of a film.
    pub video_file: String,
    /// The kind of a file of plain text.
    pub text_file: String,
    /// The title of the glossary, and the link to it.
    pub glossary: String,
    /// Above a table of contents, and the name of its region.
    pub contents: String,
    /// The name of the front page in lists and among what the search finds.
    pub front: String,
    /// How long something takes in the classroom, with `{n}`.
    pub minutes: Pattern<Count<'static>>,
    /// The same in whole hours, with `{n}`.
    pub hours: Pattern<Count<'static>>,
    /// The same in hours and minutes, with `{hours}` and `{minutes}`.
    pub hours_minutes: Pattern<HoursMinutes<'static>>,
    /// How many do an exercise together, with `{n}`.
    pub group: Pattern<Count<'static>>,
    /// Above the list of items that refer to this one.
    pub mentioned_by: String,
    /// Stands with a text that is not translated.
    pub untranslated: String,
    /// The sign behind a passage that was translated from another text than that of today says this.
    pub stale: String,
    /// Above a text with such signs, with `{n}` for how many there are and `{language}` for what the source language calls itself.
    pub stale_passages: Pattern<CountIn<'static>>,
    /// Above the notes of a text.
    pub footnotes: String,
    /// Names the link from a note to its call.
    pub back_to_text: String,
    /// Names the region of a table, which can scroll.
    pub table: String,
    /// The name of a further table below the same heading, with `{n}`.
    pub another_table: Pattern<Count<'static>>,
    /// Names the region of a formula, which can scroll.
    pub formula: String,
    /// Says that there is more, where the author gives no words for that.
    pub details: String,
    /// Names the room for a word that somebody writes.
    pub blank: String,
    /// Names a ticked box of a task list.
    pub done: String,
    /// Names a box of a task list that is not ticked.
    pub to_do: String,
    /// The verdict on a right option of a quiz.
    pub right: String,
    /// The verdict on a wrong option of a quiz.
    pub wrong: String,
    /// The label of the box `objectives`.
    pub objectives: String,
    /// The label of the box `summary`.
    pub summary: String,
    /// The label of the box `trainer`.
    pub trainer: String,
    /// The label of an exercise, with `{n}` for its number in the book.
    pub exercise: Pattern<Count<'static>>,
    /// The label of the box `solution`.
    pub solution: String,
    /// The label of the box `say`.
    pub say: String,
    /// The label of the box `avoid`.
    pub avoid: String,
    /// The label of the box `role-play`.
    pub role_play: String,
    /// The label of the box `side`.
    pub side: String,
    /// In a role play on a page, where the parts open on request.
    pub choose_side: String,
    /// The label of a dialogue.
    pub dialogue: String,
    /// The label of a quiz.
    pub quiz: String,
    /// The label of a quiz that is the test of the course.
    pub test: String,
    /// What opens the answer to a question.
    pub show_answer: String,
    /// Above the answer to an open question.
    pub model_answer: String,
    /// Above what is to be put in order.
    pub order_task: String,
    /// Above what is to be matched.
    pub match_task: String,
    /// The label of the alert `[!NOTE]`.
    pub note: String,
    /// The label of the alert `[!TIP]`.
    pub tip: String,
    /// The label of the alert `[!IMPORTANT]`.
    pub important: String,
    /// The label of the alert `[!WARNING]`.
    pub warning: String,
    /// The label of the alert `[!CAUTION]`.
    pub caution: String,
}

impl Common {
    /// `Step 3: Show that you understand`; an item without a number has no label.
    pub fn reference(&self, label: Option<&str>, title: &str) -> String {
        match label {
            Some(label) => self.reference.fill(Labelled { label: &label, title: &title }),
            None => title.to_owned(),
        }
    }

    /// `Exercise 1: The lion and the tiger`.
    pub fn labelled_title(&self, label: &str, title: &str) -> String {
        self.labelled_title.fill(Labelled { label: &label, title: &title })
    }

    /// What the `n`th table below a heading is called.
    pub fn table(&self, n: u32) -> String {
        if n == 1 { self.table.clone() } else { self.another_table.fill(Count { n: &n }) }
    }

    /// `15 min`.
    pub fn minutes(&self, n: u32) -> String {
        self.minutes.fill(Count { n: &n })
    }

    /// `15 min`, `2 h`, `2 h 15 min`: as people say it.
    pub fn time(&self, minutes: u32) -> String {
        match (minutes / 60, minutes % 60) {
            (0, _) => self.minutes(minutes),
            (hours, 0) => self.hours.fill(Count { n: &hours }),
            (hours, minutes) => self.hours_minutes.fill(HoursMinutes { hours: &hours, minutes: &minutes }),
        }
    }

    /// `groups of 3`.
    pub fn group(&self, n: u32) -> String {
        self.group.fill(Count { n: &n })
    }

    /// The name of the table of two kinds.
    pub fn matrix(&self, from: &str, to: &str) -> String {
        self.matrix.fill(Kinds { from: &from, to: &to })
    }

    /// The label of a directive, by its name in the source. Exercises have a number, unless they were taken out of their page.
    pub fn directive(&self, name: &str, number: Option<u32>) -> String {
        let label = match (name, number) {
            ("exercise", Some(n)) => return self.exercise.fill(Count { n: &n }),
            ("exercise", None) => return self.exercise.fill(Count { n: &"" }).trim_end().to_owned(),
            ("objectives", _) => &self.objectives,
            ("summary", _) => &self.summary,
            ("trainer", _) => &self.trainer,
            ("solution", _) => &self.solution,
            ("model-answer", _) => &self.model_answer,
            ("say", _) => &self.say,
            ("avoid", _) => &self.avoid,
            ("role-play", _) => &self.role_play,
            ("side", _) => &self.side,
            ("dialogue", _) => &self.dialogue,
            ("quiz", _) => &self.quiz,
            ("test", _) => &self.test,
            _ => unreachable!("the names of directives are a closed set"),
        };
        label.clone()
    }
}
