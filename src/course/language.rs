//! A language of the book, or of a passage.

use icu_properties::props::Script;

#[derive(Clone, Debug)]
pub struct Language {
    /// As `book.yaml` and the file names write it: `zh`.
    pub key: String,
    /// What the language calls itself: `中文`. One that is not known is called by its key.
    pub name: String,
    /// For `lang` and `hreflang`: `zh-Hans`.
    pub tag: String,
    /// The language alone: `zh`.
    pub language: String,
    /// The likely region: `CN`. Typst chooses the style of punctuation by it.
    pub region: Option<String>,
    /// Written without spaces between words, set with full-width punctuation.
    pub chinese: bool,
    /// The scripts that it is likely written in.
    pub scripts: Vec<Script>,
}
