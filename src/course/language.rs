//! A language of the book, or of a passage.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use icu_properties::props::Script;
use serde::Serialize;

use crate::interface::Strings;
use crate::typography::bound;

/// A language of the book, or one of which an author says that some words are in it.
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
    /// Chinese, in simplified or traditional characters.
    pub chinese: bool,
    /// How Han characters look in it; None for a language that has none.
    pub han: Option<HanForms>,
    /// Written from right to left, as Arabic and Hebrew are.
    pub right_to_left: bool,
    /// The scripts that it is likely written in.
    pub scripts: Vec<Script>,
    /// What the interface says in it.
    pub words: Arc<Strings>,
}

/// The shapes of Han characters. Unicode has one number for a character that the countries draw differently, so each takes a font of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HanForms {
    /// As in China and Singapore. The default theme has a font for these.
    Simplified,
    /// As in Taiwan, Hong Kong and Macau.
    Traditional,
    /// With kana.
    Japanese,
    /// With Hangul.
    Korean,
}

impl HanForms {
    /// All of them.
    pub const ALL: [HanForms; 4] = [HanForms::Simplified, HanForms::Traditional, HanForms::Japanese, HanForms::Korean];

    /// Those of a script by its code of ISO 15924.
    pub fn of_script(code: &str) -> Option<HanForms> {
        match code {
            "Hans" | "Hani" => Some(HanForms::Simplified),
            "Hant" => Some(HanForms::Traditional),
            "Jpan" => Some(HanForms::Japanese),
            "Kore" => Some(HanForms::Korean),
            _ => None,
        }
    }
}

/// All else follows from the tag.
impl Hash for Language {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.tag.hash(state);
    }
}

impl Language {
    /// A text with its spaces as the language sets them.
    pub fn spaced<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.language == "fr" { bound(text) } else { Cow::Borrowed(text) }
    }

    /// Whether it is written without spaces between words and set with full-width punctuation, as Chinese and Japanese are.
    pub fn is_unspaced(&self) -> bool {
        self.han.is_some_and(|forms| forms != HanForms::Korean)
    }
}
