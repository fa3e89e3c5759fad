//! What is wrong with a course on paper, in electronic books and on learning platforms, told before anything is made.

use super::request::readings_of;
use crate::book::{Book, Output, OutputSettings, PaperSize};
use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::output::print::{self, Paper, TypesetContext};
use crate::output::{gift, lms};
use crate::participants::Participant;
use crate::project::{Faulty, Loaded, Project, Sound};
use crate::sources::Sources;
use crate::span::Span;

/// The languages, characters, tables and drawings that PDFs cannot show, at the levels that the book gives them.
pub fn preflight(
    book: &Book,
    course: &Course,
    participants: &[Participant],
    press: &TypesetContext,
) -> Vec<Diagnostic> {
    let mut found = print::unprinted_languages(course, &book.language_places, press);
    found.extend(print::missing_glyphs(course, participants, press));
    found.extend(print::wide_tables(course, smallest_paper(&book.outputs)));
    found.extend(print::unprintable_drawings(course, press));
    book.levels.apply(&mut found);
    found
}

/// What is worth a word about electronic books, files of questions and packages for learning platforms, as far as they are made.
pub fn delivery(book: &Book, course: &Course, is_made: impl Fn(Output) -> bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if is_made(Output::Epub) {
        let note = |code, message| Diagnostic::new(code, Span::start_of(book.file), message);
        if course.about.date.is_none() {
            found.push(note(Code::MissingDate, both!("the electronic book has no date", "电子书没有日期")).hint(
                both!(
                    "write one, such as `date: 2026-11-01`: e-readers tell a new version by it",
                    "请写上日期，例如 `date: 2026-11-01`：阅读器靠它认出新版本"
                ),
            ));
        }
        if course.about.identifier.is_none() {
            let own = course.about.identity();
            found.push(
                note(Code::NoIdentifier, both!("the electronic book has no identifier", "电子书没有标识符")).hint(
                    both!(
                        "write `identifier: {own}`, so that it stays the same book whatever its title is",
                        "请写上 `identifier: {own}`，以后书名改了，它还是同一本书"
                    ),
                ),
            );
        }
    }
    if is_made(Output::Quiz) {
        found.extend(gift::troubles(course));
    }
    if is_made(Output::Lms) {
        found.extend(lms::check(course, book, &readings_of(course, &book.outputs, Output::Lms)));
    }
    book.levels.apply(&mut found);
    found
}

/// As [`preflight`], of a course that has errors, so that they are told together. With errors in the theme nothing is known of its fonts.
pub fn preflight_of_faulty(faulty: &Faulty, sources: &Sources, errors: &[Diagnostic]) -> Vec<Diagnostic> {
    let Faulty { book, course, theme, participants } = faulty;
    if errors.iter().any(|error| sources.get(error.span.file).path.starts_with("theme")) {
        return Vec::new();
    }
    let mut found = preflight(book, course, participants, &TypesetContext::new(theme));
    found.extend(delivery(book, course, |output| book.outputs.wanted.contains_key(&output)));
    // What cannot be read, or is far too large, has been reported as that.
    let known = |place: Span| errors.iter().any(|e| e.span.file == place.file && e.span.start == place.start);
    found.retain(|diagnostic| !sources.get(diagnostic.span.file).broken && !known(diagnostic.span));
    found
}

/// Adds to what is wrong with a course, whatever could be made of it, what would go wrong on paper and on learning platforms.
pub fn look_ahead(loaded: &mut Loaded) {
    let Loaded { sources, diagnostics, project } = loaded;
    let found = match project {
        Project::Unreadable => Vec::new(),
        Project::Faulty(faulty) => preflight_of_faulty(faulty, sources, diagnostics),
        Project::Sound(sound) => {
            let Sound { book, course, theme, participants, .. } = &**sound;
            let mut found = preflight(book, course, participants, &TypesetContext::new(theme));
            found.extend(delivery(book, course, |output| book.outputs.wanted.contains_key(&output)));
            found
        }
    };
    diagnostics.extend(found);
}

/// The smallest paper that a course is set on.
fn smallest_paper(settings: &OutputSettings) -> Paper {
    let small = settings.paper == PaperSize::A5 || settings.wanted.contains_key(&Output::Booklet);
    if small { Paper::A5 } else { Paper::A4 }
}
