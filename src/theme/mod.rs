//! The default theme, embedded in the binary: templates, styles, fonts and the words of the interface; and what `theme.yaml` changes of it.

mod colour;
mod named;
mod pattern;
mod print;
mod printed;
mod settings;
mod strings;
pub(crate) mod tables;
mod web;

pub use colour::Colour;
pub use pattern::{
    BookletFacts, Count, CountOf, DateParts, FileFacts, FileName, Kinds, Labelled, Letters, NamedFile, Pattern,
    PatternPart, Plays, Titled, TitledIn, Version,
};
pub use print::{DEFAULT_FONTS, EMOJI_FAMILY, EMOJI_FONT, PRINT_TEMPLATES};
pub use printed::{Margins, Printed, Typefaces};
pub use settings::{DARK, FooterLink, LIGHT, Logo, Scheme, Theme, read, tint};
pub use strings::{Common, Plan, Preview, Print, Script, Sheets, Strings, Web};
pub use web::WEB_TEMPLATES;

use crate::course::{Course, Localized};

/// The words of the interface for each language of a course. A language that the theme does not speak gets English.
pub fn strings(course: &Course) -> Localized<&'static Strings> {
    Localized::new(course.languages.iter().map(|language| Strings::of(&language.language)).collect())
}
