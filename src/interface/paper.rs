//! The words of what is printed: handbooks, booklets, sheets, the session plan, and of electronic books.

use serde::{Deserialize, Serialize};

use super::pattern::{
    BookletFacts, Count, DateParts, FileName, Kinds, Letters, Listed, PageNumber, PageOf, Pattern, Version,
};

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
