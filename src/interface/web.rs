//! Words of the website, of its scripts, of packages for learning platforms, of the preview with its bench and its view for translators.

use serde::{Deserialize, Serialize};

use super::pattern::{
    Count, CountOf, Dated, Languages, Lasting, Pattern, Refusal, Score, TestFacts, TestResult, Titled,
};

/// Words of the website.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case"))]
pub struct Web {
    /// The link to the page before this one.
    pub previous: String,
    /// The link to the page after this one.
    pub next: String,
    /// The first link of a page, which leads keyboards past the bar.
    pub skip: String,
    /// Names the links to the parts of the course.
    pub parts: String,
    /// Names the button that opens the links of a page's head on a small screen.
    pub menu: String,
    /// Names the switch between the readings.
    pub language: String,
    /// Stands on the page that asks for a language.
    pub choose: String,
    /// In the foot, with `{date}` for the date of this version of the course.
    pub updated: Pattern<Dated<'static>>,
    /// In the foot: what the website knows of its readers.
    pub privacy: String,
    /// Above the headings of this page.
    pub on_this_page: String,
    /// Names the button for dark and light.
    pub theme: String,
    /// The choice of the colours that the system has.
    pub theme_system: String,
    /// The choice of light pages.
    pub theme_light: String,
    /// The choice of dark pages.
    pub theme_dark: String,
    /// The choice of pages with high contrast.
    pub theme_contrast: String,
    /// The link to the first item.
    pub begin: String,
    /// How long the whole course takes, with `{time}`.
    pub time_in_all: Pattern<Lasting<'static>>,
    /// Above the PDFs.
    pub to_print: String,
    /// The name of a handbook with one language below the other, with `{title}`.
    pub stacked: Pattern<Titled<'static>>,
    /// The name of a handbook with the languages on facing pages, with `{title}`.
    pub facing: Pattern<Titled<'static>>,
    /// The name of an electronic book, with `{title}` for the handbook's.
    pub epub: Pattern<Titled<'static>>,
    /// The name of the booklet.
    pub booklet: String,
    /// The name of the cards.
    pub cards: String,
    /// The name of the wall chart.
    pub chart: String,
    /// The name of the slides.
    pub slides: String,
    /// The name of the same slides with the trainer's notes below them.
    pub slides_with_notes: String,
    /// The link from a shortened list to all of a part, with `{n}` for the number of items.
    pub all: Pattern<Count<'static>>,
    /// Marks every page of the trainers' website.
    pub trainer_edition: String,
    /// On a page whose address has changed.
    pub moved: String,
    /// On the page for an address that is not there.
    pub not_found: String,
    /// Below it: what the reason may be.
    pub not_found_hint: String,
    /// With `{title}` for the course's.
    pub to_start: Pattern<Titled<'static>>,
    /// Above the matrix.
    pub matrix_hint: String,
    /// The name of the only matrix, among the links to the parts of the course.
    pub at_a_glance: String,
    /// The link from a list of related items to the matrix.
    pub to_matrix: String,
    /// Names the button that opens the search, and the field in it.
    pub search: String,
    /// Stands in the empty search field.
    pub search_hint: String,
    /// Names the button that closes what is open.
    pub close: String,
    /// Beside the box that a reader ticks at the end of a page.
    pub mark_read: String,
    /// Names the bar of what was read, and what can be done with it.
    pub progress: String,
    /// Where it is kept.
    pub progress_note: String,
    /// The button that saves it to a file.
    pub progress_save: String,
    /// The button that loads it from such a file.
    pub progress_load: String,
    /// The button that forgets it.
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
    /// The button that checks the answer to a question.
    pub quiz_check: String,
    /// The same button after that: it clears the choice.
    pub quiz_again: String,
    /// When nothing is chosen yet.
    pub quiz_choose: String,
    /// Above options of which several may be right.
    pub quiz_several: String,
    /// When the answer is right.
    pub quiz_right: String,
    /// When the answer is wrong, or not all of it: the right one is not shown yet.
    pub quiz_wrong: String,
    /// When a question of a test was answered wrongly.
    pub quiz_missed: String,
    /// The button that shows the right answer.
    pub quiz_show: String,
    /// When all questions are answered, with `{right}` and `{all}`.
    pub quiz_score: Pattern<Score<'static>>,
    /// The button that clears all answers.
    pub quiz_restart: String,
    /// The button that moves what is to be put in order before the one above it.
    pub quiz_up: String,
    /// The button that moves it behind the one below it.
    pub quiz_down: String,
    /// Names the field for an answer in words.
    pub quiz_write: String,
    /// The button that shows the model answer beside it.
    pub quiz_compare: String,
    /// The button that says that one's own answer holds the model answer.
    pub quiz_mine_right: String,
    /// The button that says that it does not.
    pub quiz_mine_wrong: String,
    /// The button that begins an attempt at the final test.
    pub test_start: String,
    /// Before it begins, with `{all}` for the number of questions and `{percent}` for the pass mark.
    pub test_about: Pattern<TestFacts<'static>>,
    /// The button that ends it.
    pub test_submit: String,
    /// How many questions of it have no answer yet, with `{n}`.
    pub test_open: Pattern<Count<'static>>,
    /// When it is passed, with `{right}` and `{all}`.
    pub test_passed: Pattern<Score<'static>>,
    /// When it is not, with `{right}`, `{all}` and the pass mark as `{percent}`.
    pub test_failed: Pattern<TestResult<'static>>,
    /// The button that begins another attempt.
    pub test_again: String,
    /// The best result of earlier attempts, and the result on a certificate, with `{n}` percent.
    pub test_result: Pattern<Count<'static>>,
    /// The title of the certificate.
    pub certificate: String,
    /// Names the field for the name on it.
    pub certificate_name: String,
    /// Below the name, with `{title}` for the course's.
    pub certificate_text: Pattern<Titled<'static>>,
    /// The button that prints it.
    pub certificate_print: String,
    /// Behind the name of an item that was read.
    pub read: String,
    /// Beside the bar of what was read, with `{n}` and `{all}`.
    pub read_of: Pattern<CountOf<'static>>,
    /// The button that starts the timer of an exercise.
    pub timer_start: String,
    /// The button that stops it for a while.
    pub timer_pause: String,
    /// The button that lets it go on.
    pub timer_resume: String,
    /// The button that sets it to the beginning.
    pub timer_reset: String,
    /// When the time is up, with `{title}` for the exercise's.
    pub timer_over: Pattern<Titled<'static>>,
    /// Names the field below an exercise.
    pub answer: String,
    /// Names the reader's own notes on a page.
    pub notes: String,
    /// Where what somebody types on a page is kept.
    pub typed_kept: String,
    /// Where it is not kept for good: in a browser that may not remember, and in a package for learning platforms, which keeps it until it is closed.
    pub typed_lost: String,
    /// The button that prints the page with it.
    pub typed_print: String,
    /// The button that saves it to a file.
    pub typed_save: String,
    /// The button that forgets it.
    pub typed_clear: String,
    /// Asked before it is forgotten.
    pub typed_sure: String,
    /// The button that copies a block of code.
    pub copy: String,
    /// The same when it is copied.
    pub copied: String,
    /// How many pages and terms were found, with `{n}`.
    pub search_results: Pattern<Count<'static>>,
    /// When nothing was found.
    pub search_nothing: String,
    /// Behind a word that the glossary does not use, with `{title}` for the one that it uses.
    pub search_see: Pattern<Titled<'static>>,
    /// Below the first hits of a kind, with `{n}`.
    pub search_more: Pattern<Count<'static>>,
    /// Above what is found in another language, with `{language}`.
    pub search_other: Pattern<Languages<'static>>,
    /// The language's own name, for that.
    pub language: String,
}

/// Words that a package for learning platforms says around the website. They travel in its script, in every language of the course.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case", serialize = "camelCase"))]
pub struct Lms {
    /// The button that ends the session.
    pub finish: String,
    /// After that, when the platform has taken everything.
    pub finished: String,
    /// After that, when nothing was recorded.
    pub closed: String,
    /// How many of the pages were read that must be, with `{n}` and `{all}`.
    pub pages: Pattern<CountOf<'static>>,
    /// How many questions were answered, with `{n}` and `{all}`.
    pub questions: Pattern<CountOf<'static>>,
    /// The best score in per cent, with `{n}`.
    pub score: Pattern<Count<'static>>,
    /// When the course is passed.
    pub passed: String,
    /// When the course is complete, and nobody can fail.
    pub completed: String,
    /// When there is no platform around the package.
    pub alone: String,
    /// When the platform shows the course before or after the attempt.
    pub review: String,
    /// When the platform refuses something, with `{call}`, `{number}` and the platform's own `{words}`.
    pub refused: Pattern<Refusal<'static>>,
    /// When there is no network.
    pub offline: String,
    /// When the frame shows something else than a page.
    pub unopened: String,
    /// The button that leads from there to the page before.
    pub back: String,
    /// Where scripts are forbidden.
    pub no_script: String,
}

/// Words that the preview adds to a page. They travel in its script, in every language of the course.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case", serialize = "camelCase"))]
pub struct Preview {
    /// Above the list of mistakes, with `{n}` for their number.
    pub errors: Pattern<Count<'static>>,
    /// Where the page is from before the mistakes.
    pub stale: String,
    /// Where there is no page from before the mistakes.
    pub broken: String,
    /// Above the list of warnings, with `{n}` for their number.
    pub warnings: Pattern<Count<'static>>,
    /// The last line of a list that is cut short, with `{n}` for the number of those left out.
    pub more: Pattern<Count<'static>>,
    /// Names the button that closes the list.
    pub close: String,
    /// Where the preview has been stopped and how to start it again.
    pub ended: String,
    /// Names the list of the PDFs.
    pub prints: String,
    /// Below that list: when its PDFs are made, and made again.
    pub prints_note: String,
    /// On the page that waits for a PDF.
    pub typesetting: String,
    /// On that page, above the reason why there is no PDF.
    pub print_failed: String,
    /// The link from that page and from the list to the course.
    pub back: String,
}

/// Words of the bench, where the preview plays packages for learning platforms. They travel in its script, in every language of the course.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case", serialize = "camelCase"))]
pub struct Bench {
    /// The title of the page, and the link to it.
    pub title: String,
    /// Below it: what the page does.
    pub about: String,
    /// Names the links to the packages.
    pub packages: String,
    /// The button that forgets what was kept.
    pub again: String,
    /// The button that opens the package again with what was kept.
    pub resume: String,
    /// The button that opens it as a platform does for who looks back.
    pub review: String,
    /// Above what the package has put down of the learner.
    pub state: String,
    /// How long that is, with `{n}`, and how long it may be, with `{all}`.
    pub length: Pattern<CountOf<'static>>,
    /// The same where it has no bounds, with `{n}`.
    pub unbounded: Pattern<Count<'static>>,
    /// Above all other values.
    pub values: String,
    /// Above the names of values.
    pub name: String,
    /// Above values.
    pub value: String,
    /// Above the list of calls.
    pub calls: String,
    /// Above the times of calls.
    pub time: String,
    /// Above the names of calls.
    pub call: String,
    /// Above what the platform has answered.
    pub answer: String,
    /// Above the numbers of errors.
    pub error: String,
}

/// Words of the view for translators in the preview. They travel in its script, in every language of the course.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all(deserialize = "kebab-case", serialize = "camelCase"))]
pub struct Translator {
    /// The title of the page, and the link to it.
    pub title: String,
    /// Below it: what the page does.
    pub about: String,
    /// The same where nothing can be written, as others are let in.
    pub read_only: String,
    /// Names the choice of the language.
    pub language: String,
    /// Names the list of the items.
    pub items: String,
    /// The button that shows what is to be done.
    pub to_do: String,
    /// The button that shows every passage.
    pub all: String,
    /// Where nothing is to be done.
    pub nothing: String,
    /// A passage without a translation.
    pub missing: String,
    /// One whose translation is of another text.
    pub stale: String,
    /// One that nobody has accepted.
    pub unreviewed: String,
    /// One that is right.
    pub current: String,
    /// A translation whose source is gone.
    pub obsolete: String,
    /// Before the text that was translated.
    pub former: String,
    /// The link to the page that shows the passage.
    pub page: String,
    /// The button that writes what was changed.
    pub save: String,
    /// The button that says that the translation is right as it stands.
    pub accept: String,
    /// After a translation was written.
    pub saved: String,
    /// Where the source has changed while a translation was written, which is still in its field.
    pub moved: String,
    /// Where somebody else has changed the translation meanwhile, before what it says now.
    pub conflict: String,
    /// Where the preview cannot be reached.
    pub unreachable: String,
}
