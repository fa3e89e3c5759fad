//! The words of the interface: what the website, the PDFs, the scripts and the preview say beside a course's own words.
//!
//! Those of the default theme are part of the program, a file a language ([`spoken`]); [`crate::theme`] reads what a course changes of them.

pub mod pattern;
mod spoken;
mod web;

use serde::{Deserialize, Serialize};

use pattern::{
    BookletFacts, Count, CountIn, DateParts, FileFacts, FileName, HoursMinutes, Kinds, Labelled, Letters, Listed,
    NamedFile, PageNumber, PageOf, Pattern, TitledIn, Version,
};
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

/// Words of the PDFs.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Print {
    /// Right after the words of a reference, with `{page}`.
    pub page: Pattern<PageNumber<'static>>,
    /// Right after the title of a box, where it goes on on the next page.
    pub continued: String,
    /// In a role play for learners: where the parts are.
    pub cards_only: String,
    /// Under the title of the learners' book.
    pub learner: String,
    /// Under the title of the trainers' book.
    pub trainer: String,
    /// On the title page, with `{version}`.
    pub version: Pattern<Version<'static>>,
    /// A date, with `{day}`, `{month}` and `{year}`.
    pub date: Pattern<DateParts<'static>>,
    /// For `{month}`, from January.
    pub months: Vec<String>,
    /// Behind the words of a link to a file, with `{name}`.
    pub file_online: Pattern<FileName<'static>>,
    /// The right options of a question, with `{letters}`.
    pub answer: Pattern<Letters<'static>>,
    /// Between those letters.
    pub separator: String,
    /// Above the row heads of the matrix and beside its column heads, with `{from}` and `{to}` for the plurals of the kinds.
    pub matrix_corner: Pattern<Kinds<'static>>,
    /// Above the list of exercises.
    pub exercises: String,
    /// Above it when there are role plays among them.
    pub exercises_and_plays: String,
    /// Above the right answers of the quizzes.
    pub answers: String,
    /// The title of the index.
    pub index: String,
    /// What a QR code is, for who cannot see it.
    pub code: String,
    /// Below it.
    pub online: String,
    /// In the imprint, before the author.
    pub author: String,
    /// In the imprint, before the publisher.
    pub publisher: String,
    /// In the imprint, before the words on rights.
    pub rights: String,
    /// In the imprint, before the licence.
    pub licence: String,
    /// In the imprint, before where to ask.
    pub contact: String,
    /// In the imprint, before the works that the course draws on.
    pub sources: String,
    /// In the imprint.
    pub typefaces: String,
    /// In the imprint: what the sign behind a passage says that was translated from another text than that of today.
    pub stale: String,
    /// In the imprint, of texts in traditional characters that were made from simplified ones.
    pub derived: String,
    /// Follows it in a book with formulas.
    pub formula_typeface: String,
}

/// Words of electronic books.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Epub {
    /// The link from a question of a quiz to its answer.
    pub answer: String,
    /// The name of the cover.
    pub cover: String,
    /// The name of the page with the title.
    pub title_page: String,
    /// The title of the page that says what book this is.
    pub imprint: String,
    /// For whom a book can be read by ear or in large type.
    pub accessible: String,
    /// Follows it where every picture is described.
    pub described: String,
    /// Follows it in a book with formulas.
    pub formulas: String,
    /// Follows it in a book with the page numbers of the printed handbook.
    pub pages: String,
}

/// The first sheet of a booklet.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Booklet {
    /// The title of the sheet.
    pub title: String,
    /// Of what the booklet is made when it has one signature.
    pub about_one: Pattern<BookletFacts<'static>>,
    /// Of what the booklet is made when it has several signatures.
    pub about_many: Pattern<BookletFacts<'static>>,
    /// Names of settings in a printer's dialogue and what to choose.
    pub settings: Vec<(String, Pattern<BookletFacts<'static>>)>,
    /// What to choose for `{flip}` when sheets are turned over their short edge.
    pub short_edge: String,
    /// What to choose for `{flip}` when sheets are turned over their long edge.
    pub long_edge: String,
    /// The steps from the printer to the booklet when it has one signature.
    pub one_signature: Vec<Pattern<BookletFacts<'static>>>,
    /// The steps from the printer to the booklet when it has several signatures.
    pub many_signatures: Vec<Pattern<BookletFacts<'static>>>,
    /// On the back of the first sheet.
    pub test: String,
    /// Names the front of the sheet.
    pub front: String,
    /// Names the back of the sheet.
    pub back: String,
}

/// Words of the sheets: handouts, cards, the wall chart and the trainer's kit.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sheets {
    /// Before the line for the learner's name, and above the names of a list.
    pub name: String,
    /// Before the line for the date.
    pub date: String,
    /// In the margin of a handout.
    pub handout: String,
    /// The name of the printable sheet of an item.
    pub sheet: String,
    /// Marks a sheet that is not for learners.
    pub trainer_copy: String,
    /// Above the sheets with what trainers alone may see.
    pub answers: String,
    /// At the foot of a sheet, with `{page}` and `{pages}` for their number.
    pub page: Pattern<PageOf<'static>>,
    /// The title of the cards.
    pub cards: String,
    /// In the margin of a sheet that shows the fronts of cards.
    pub fronts: String,
    /// In the margin of a sheet that shows the backs of cards.
    pub backs: String,
    /// How to print the cards.
    pub duplex: String,
    /// On a slide, above the parts of the course.
    pub agenda: String,
    /// On a role-play card, above what all players know.
    pub scene: String,
    /// The title of the attendance list.
    pub attendance: String,
    /// Above the column of departments.
    pub department: String,
    /// Above the column of numbers.
    pub number: String,
    /// Before the line for the place.
    pub place: String,
    /// Before the line for the trainer's name.
    pub trainer: String,
    /// Who signs a certificate, or puts a seal on it.
    pub issuer: String,
    /// The title of the feedback form.
    pub feedback: String,
    /// Below that title: how to fill the form in.
    pub feedback_note: String,
    /// The end of the scale for no agreement at all.
    pub disagree: String,
    /// The end of the scale for full agreement.
    pub agree: String,
    /// The lines of the form that are ticked on the scale.
    pub statements: Vec<String>,
    /// The questions of the form that are answered in words.
    pub questions: Vec<String>,
    /// At the end of the form.
    pub thanks: String,
    /// The title of a certificate.
    pub certificate: String,
    /// Before the participant's name.
    pub certifies: String,
    /// Between that name and the title of the course.
    pub completed: String,
    /// How long the course is, with `{n}`.
    pub hours: Pattern<Count<'static>>,
    /// How long a short course is, with `{n}`.
    pub minutes: Pattern<Count<'static>>,
    /// Below the line for a signature, and above the column of an attendance list.
    pub signature: String,
}

/// Words of the session plan.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case"))]
pub struct Plan {
    /// The title of the session plan.
    pub title: String,
    /// Above the column of times.
    pub start: String,
    /// Above the column of minutes.
    pub minutes: String,
    /// Above the column of what is done.
    pub activity: String,
    /// A trainer's note that takes time.
    pub discussion: String,
    /// The name of a short break.
    pub pause: String,
    /// The name of the break for lunch.
    pub lunch: String,
    /// The last line of a day.
    pub end: String,
    /// The title of a day, with `{n}`.
    pub day: Pattern<Count<'static>>,
    /// Under the title.
    pub note: String,
    /// Above the list of what is needed.
    pub materials: String,
    /// What every course takes.
    pub materials_list: Vec<String>,
    /// What a course with role plays takes, with `{titles}` for theirs.
    pub role_cards: Pattern<Listed<'static>>,
    /// What a course with printable sheets takes, with `{titles}` for theirs.
    pub sheets: Pattern<Listed<'static>>,
    /// What a course with pocket cards takes.
    pub pocket_cards: String,
    /// What a course with a wall chart takes.
    pub wall_chart: String,
    /// Between the titles of a list within a line.
    pub listed: String,
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
