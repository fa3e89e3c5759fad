//! The words of the interface. A key that one of the files lacks, or has too many, is caught by a test.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::pattern::{
    BookletFacts, Count, CountOf, DateParts, FileFacts, FileName, Kinds, Labelled, Languages, Letters, NamedFile,
    PageNumber, PageOf, Pattern, Plays, Score, Titled, TitledIn, Version,
};
use crate::course::Attachment;
use crate::course::attachment::FileType;
use crate::course::tree::AlertKind;

/// All words of one language.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Strings {
    pub common: Common,
    pub web: Web,
    pub script: Script,
    pub print: Print,
    pub booklet: Booklet,
    pub sheets: Sheets,
    pub plan: Plan,
    pub preview: Preview,
}

/// Words that the preview adds to a page. They travel in its script, in every language of the course.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case", serialize = "camelCase"))]
pub struct Preview {
    pub errors: Pattern<Count<'static>>,
    /// Where the page is from before the mistakes.
    pub stale: String,
    /// Where there is no page from before the mistakes.
    pub broken: String,
    pub warnings: Pattern<Count<'static>>,
    pub more: Pattern<Count<'static>>,
    pub close: String,
    pub ended: String,
    /// Names the list of the PDFs.
    pub prints: String,
    pub prints_note: String,
    pub typesetting: String,
    pub print_failed: String,
    pub back: String,
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
    /// What a file to download is, with `{kind}` and `{size}`; and behind its name, with `{name}` and `{facts}`.
    pub file: Pattern<FileFacts<'static>>,
    pub named_file: Pattern<NamedFile<'static>>,
    /// Kinds of files.
    pub picture_file: String,
    pub audio_file: String,
    pub video_file: String,
    pub text_file: String,
    pub glossary: String,
    pub contents: String,
    pub front: String,
    pub minutes: Pattern<Count<'static>>,
    pub group: Pattern<Count<'static>>,
    pub mentioned_by: String,
    /// Stands with a text that is not translated.
    pub untranslated: String,
    pub footnotes: String,
    /// Names the link from a note to its call.
    pub back_to_text: String,
    /// Names the region of a table, which can scroll.
    pub table: String,
    /// A further one below the same heading, with `{n}`.
    pub another_table: Pattern<Count<'static>>,
    /// Names the region of a formula, which can scroll.
    pub formula: String,
    /// Says that there is more, where the author gives no words for that.
    pub details: String,
    /// Names the room for a word that somebody writes.
    pub blank: String,
    /// Name the boxes of a task list.
    pub done: String,
    pub to_do: String,
    /// The verdicts on the options of a quiz.
    pub right: String,
    pub wrong: String,
    pub objectives: String,
    pub summary: String,
    pub trainer: String,
    pub exercise: Pattern<Count<'static>>,
    pub solution: String,
    pub say: String,
    pub avoid: String,
    pub role_play: String,
    pub side: String,
    pub dialogue: String,
    pub quiz: String,
    pub note: String,
    pub tip: String,
    pub important: String,
    pub warning: String,
    pub caution: String,
}

/// Words of the website.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case"))]
pub struct Web {
    pub previous: String,
    pub next: String,
    pub skip: String,
    /// Names the links to the parts of the course.
    pub parts: String,
    /// Names the switch between the readings.
    pub language: String,
    /// Stands on the page that asks for a language.
    pub choose: String,
    pub on_this_page: String,
    /// Names the button for dark and light.
    pub theme: String,
    pub theme_system: String,
    pub theme_light: String,
    pub theme_dark: String,
    pub theme_contrast: String,
    /// The link to the first item.
    pub begin: String,
    /// Above the PDFs.
    pub to_print: String,
    /// The name of a handbook in one of these styles, with `{title}`.
    pub stacked: Pattern<Titled<'static>>,
    pub facing: Pattern<Titled<'static>>,
    pub booklet: String,
    pub cards: String,
    pub chart: String,
    /// The link from a shortened list to all of a part, with `{n}` for the number of items.
    pub all: Pattern<Count<'static>>,
    pub trainer_edition: String,
    /// On a page whose address has changed.
    pub moved: String,
    /// On the page for an address that is not there.
    pub not_found: String,
    pub not_found_hint: String,
    /// With `{title}` for the course's.
    pub to_start: Pattern<Titled<'static>>,
    /// Above the matrix.
    pub matrix_hint: String,
    /// The link from a list of related items to the matrix.
    pub to_matrix: String,
    pub search: String,
    /// Stands in the empty search field.
    pub search_hint: String,
    pub close: String,
    pub mark_read: String,
    /// Names the bar of what was read, and what can be done with it.
    pub progress: String,
    /// Where it is kept.
    pub progress_note: String,
    pub progress_save: String,
    pub progress_load: String,
    pub progress_reset: String,
    /// Asked before what was read is forgotten.
    pub progress_sure: String,
    /// After a file was loaded, with `{n}` and `{all}`.
    pub progress_loaded: Pattern<CountOf<'static>>,
    /// When the file is another course's, with `{title}`.
    pub progress_foreign: Pattern<Titled<'static>>,
    /// When it is none that was saved here.
    pub progress_wrong: String,
    /// How to go through the matrix without a mouse.
    pub matrix_keys: String,
}

/// Words that the scripts of the website say. They travel in the script, in every language of the course.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case", serialize = "camelCase"))]
pub struct Script {
    pub quiz_check: String,
    pub quiz_again: String,
    /// When nothing is chosen yet.
    pub quiz_choose: String,
    /// Above options of which several may be right.
    pub quiz_several: String,
    pub quiz_right: String,
    pub quiz_wrong: String,
    pub quiz_score: Pattern<Score<'static>>,
    pub quiz_restart: String,
    /// Behind the name of an item that was read.
    pub read: String,
    pub read_of: Pattern<CountOf<'static>>,
    pub timer_start: String,
    pub timer_pause: String,
    pub timer_resume: String,
    pub timer_reset: String,
    pub timer_over: Pattern<Titled<'static>>,
    pub search_results: Pattern<Count<'static>>,
    pub search_nothing: String,
    /// Below the first hits of a kind, with `{n}`.
    pub search_more: Pattern<Count<'static>>,
    /// Above what is found in another language, with `{language}`.
    pub search_other: Pattern<Languages<'static>>,
    /// The language's own name, for that.
    pub language: String,
}

/// Words of the PDFs.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Print {
    /// Right after the words of a reference, with `{page}`.
    pub page: Pattern<PageNumber<'static>>,
    /// Right after the title of a box, where it goes on on the next page.
    pub continued: String,
    pub learner: String,
    pub trainer: String,
    pub version: Pattern<Version<'static>>,
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
    /// Above the right answers of the quizzes.
    pub answers: String,
    pub index: String,
    /// What a QR code is, for who cannot see it.
    pub code: String,
    /// Below it.
    pub online: String,
    /// In the imprint.
    pub typefaces: String,
    /// Follows it in a book with formulas.
    pub formula_typeface: String,
}

/// The first sheet of a booklet.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Booklet {
    pub title: String,
    pub about_one: Pattern<BookletFacts<'static>>,
    pub about_many: Pattern<BookletFacts<'static>>,
    /// Names of settings in a printer's dialogue and what to choose.
    pub settings: Vec<(String, Pattern<BookletFacts<'static>>)>,
    pub short_edge: String,
    pub long_edge: String,
    pub one_signature: Vec<Pattern<BookletFacts<'static>>>,
    pub many_signatures: Vec<Pattern<BookletFacts<'static>>>,
    /// On the back of the first sheet.
    pub test: String,
    pub front: String,
    pub back: String,
}

/// Words of the sheets: handouts, cards, the wall chart and the trainer's kit.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sheets {
    pub name: String,
    pub date: String,
    /// In the margin of a handout.
    pub handout: String,
    /// Marks a sheet that is not for learners.
    pub trainer_copy: String,
    pub answers: String,
    pub page: Pattern<PageOf<'static>>,
    pub cards: String,
    pub fronts: String,
    pub backs: String,
    /// How to print the cards.
    pub duplex: String,
    pub scene: String,
    pub attendance: String,
    pub department: String,
    pub number: String,
    pub place: String,
    pub trainer: String,
    /// Who signs a certificate, or puts a seal on it.
    pub issuer: String,
    pub feedback: String,
    pub feedback_note: String,
    /// The ends of the scale.
    pub disagree: String,
    pub agree: String,
    pub statements: Vec<String>,
    pub questions: Vec<String>,
    pub thanks: String,
    pub certificate: String,
    pub certifies: String,
    pub completed: String,
    pub hours: Pattern<Count<'static>>,
    pub signature: String,
}

/// Words of the session plan.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case"))]
pub struct Plan {
    pub title: String,
    pub start: String,
    pub minutes: String,
    pub activity: String,
    /// A trainer's note that takes time.
    pub discussion: String,
    pub pause: String,
    pub lunch: String,
    pub end: String,
    pub day: Pattern<Count<'static>>,
    /// Under the title.
    pub note: String,
    pub materials: String,
    /// What every course takes; a line with `{plays}`, for the titles of the role plays, is left out when there are none.
    pub materials_list: Vec<Pattern<Plays<'static>>>,
    /// Between the entries of a list within a line.
    pub listed: String,
}

static ENGLISH: LazyLock<Strings> = LazyLock::new(|| read(include_str!("../../themes/default/strings/en.yaml")));
static CHINESE: LazyLock<Strings> = LazyLock::new(|| read(include_str!("../../themes/default/strings/zh.yaml")));

fn read(yaml: &str) -> Strings {
    serde_saphyr::from_str(yaml).expect("the theme's words are complete")
}

impl Strings {
    /// The words of a language subtag such as `zh`.
    pub fn of(language: &str) -> &'static Strings {
        match language {
            "zh" => &CHINESE,
            _ => &ENGLISH,
        }
    }

    /// Whether there are words of a language; else they are English.
    pub fn speaks(language: &str) -> bool {
        matches!(language, "en" | "zh")
    }
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

    /// `Excel, 14 KB`.
    pub fn file_facts(&self, file: &Attachment) -> String {
        let file_type = file.file_type();
        let kind = match &file_type {
            FileType::Picture => &self.picture_file,
            FileType::Audio => &self.audio_file,
            FileType::Video => &self.video_file,
            FileType::Text => &self.text_file,
            FileType::Named(name) => name,
        };
        self.file.fill(FileFacts { kind, size: &file.size() })
    }

    /// What the `n`th table below a heading is called.
    pub fn table(&self, n: u32) -> String {
        if n == 1 { self.table.clone() } else { self.another_table.fill(Count { n: &n }) }
    }

    /// `15 min`.
    pub fn minutes(&self, n: u32) -> String {
        self.minutes.fill(Count { n: &n })
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
            ("say", _) => &self.say,
            ("avoid", _) => &self.avoid,
            ("role-play", _) => &self.role_play,
            ("side", _) => &self.side,
            ("dialogue", _) => &self.dialogue,
            ("quiz", _) => &self.quiz,
            _ => unreachable!("the names of directives are a closed set"),
        };
        label.clone()
    }

    pub fn alert(&self, kind: AlertKind) -> &str {
        match kind {
            AlertKind::Note => &self.note,
            AlertKind::Tip => &self.tip,
            AlertKind::Important => &self.important,
            AlertKind::Warning => &self.warning,
            AlertKind::Caution => &self.caution,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_word() {
        assert_eq!(Strings::of("en").common.quiz, "Check yourself");
        assert_eq!(Strings::of("zh").common.dialogue, "对话");
    }
}
