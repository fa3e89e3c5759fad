//! The default theme, embedded in the binary: templates, styles, fonts and the words of the interface; and what `theme.yaml` changes of it.

mod colour;
mod named;
mod print;
mod printed;
mod settings;
mod strings;
pub(crate) mod tables;
mod web;

pub use crate::interface::pattern::{
    BookletFacts, Count, CountIn, CountOf, Dated, FileFacts, FileName, Kinds, Labelled, Lasting, Letters, Listed,
    NamedFile, Pattern, PatternPart, Titled, TitledIn, Version,
};
pub use crate::interface::{Common, Epub, Plan, Preview, Print, Script, Sheets, Strings, Web};
pub use colour::Colour;
pub use named::{Word, facts};
pub use print::{DEFAULT_FONTS, EMOJI_FAMILY, EMOJI_FONT, PRINT_TEMPLATES};
pub use printed::{Margins, Printed, Typefaces};
pub use settings::{DARK, FooterLink, LIGHT, OwnPicture, Scheme, Theme, read, tint};
pub use strings::{strings, with_own_words};
pub use web::WEB_TEMPLATES;
