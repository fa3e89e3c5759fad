//! Files for translators, from the passages of a course: the same bytes for the same course.

mod po;
mod tbx;
mod tmx;
mod xliff;
mod xlsx;

use super::exchange::Exchange;
pub use po::STATE;
pub use xliff::PAIRS;
pub use xlsx::DONE;

/// The forms of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A sheet for people who have a spreadsheet and nothing else.
    Xlsx,
    /// XLIFF 1.2, for the tools of translators.
    Xliff,
    /// Gettext, for Poedit, Weblate and OmegaT.
    Po,
    /// A translation memory; of passages that are current alone.
    Tmx,
    /// The glossary.
    Tbx,
}

impl Form {
    /// The ending of the file.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Xlsx => "xlsx",
            Form::Xliff => "xlf",
            Form::Po => "po",
            Form::Tmx => "tmx",
            Form::Tbx => "tbx",
        }
    }

    /// Whether passages come back in such a file.
    pub fn comes_back(self) -> bool {
        matches!(self, Form::Xlsx | Form::Xliff | Form::Po)
    }
}

/// A file of that form.
pub fn write(exchange: &Exchange<'_>, form: Form) -> Vec<u8> {
    match form {
        Form::Xlsx => xlsx::write(exchange),
        Form::Xliff => xliff::write(exchange).into_bytes(),
        Form::Po => po::write(exchange).into_bytes(),
        Form::Tmx => tmx::write(exchange).into_bytes(),
        Form::Tbx => tbx::write(exchange).into_bytes(),
    }
}
