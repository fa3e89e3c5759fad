//! What is wrong with a course on paper and for learning platforms, told before anything is made.

use super::request::readings_of;
use crate::book::{Book, Output, OutputSettings, PaperSize};
use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::output::lms;
use crate::output::print::{self, Paper, TypesetContext};
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

/// What learning platforms cannot keep, in the readings that the book asks for.
pub fn preflight_of_packages(book: &Book, course: &Course) -> Option<Diagnostic> {
    lms::check(course, book, &readings_of(course, &book.outputs, Output::Lms))
}

/// As [`preflight`], of a course that has errors, so that they are told together. With errors in the theme nothing is known of its fonts.
pub fn preflight_of_faulty(faulty: &Faulty, sources: &Sources, errors: &[Diagnostic]) -> Vec<Diagnostic> {
    let Faulty { book, course, theme, participants } = faulty;
    if errors.iter().any(|error| sources.get(error.span.file).path.starts_with("theme")) {
        return Vec::new();
    }
    let mut found = preflight(book, course, participants, &TypesetContext::new(theme));
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
            let Sound { book, course, theme, participants } = &**sound;
            preflight(book, course, participants, &TypesetContext::new(theme))
        }
    };
    diagnostics.extend(found);
    if let Project::Sound(sound) = project
        && sound.book.outputs.wanted.contains_key(&Output::Lms)
    {
        diagnostics.extend(preflight_of_packages(&sound.book, &sound.course));
    }
}

/// The smallest paper that a course is set on.
fn smallest_paper(settings: &OutputSettings) -> Paper {
    let small = settings.paper == PaperSize::A5 || settings.wanted.contains_key(&Output::Booklet);
    if small { Paper::A5 } else { Paper::A4 }
}
