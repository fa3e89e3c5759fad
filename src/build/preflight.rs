//! What is wrong with a course on paper, told before anything is made.

use crate::book::{Output, OutputSettings, PaperSize};
use crate::diagnostic::Diagnostic;
use crate::output::print::{self, Paper, TypesetContext};
use crate::project::Sound;

/// The characters, tables and drawings that PDFs cannot show, at the levels that the book gives them.
pub fn preflight(sound: &Sound, press: &TypesetContext) -> Vec<Diagnostic> {
    let mut found = print::missing_glyphs(&sound.course, &sound.participants, press);
    found.extend(print::wide_tables(&sound.course, smallest_paper(&sound.book.outputs)));
    found.extend(print::unprintable_drawings(&sound.course, press));
    sound.book.levels.apply(&mut found);
    found
}

/// The smallest paper that a course is set on.
fn smallest_paper(settings: &OutputSettings) -> Paper {
    let small = settings.paper == PaperSize::A5 || settings.wanted.contains_key(&Output::Booklet);
    if small { Paper::A5 } else { Paper::A4 }
}
