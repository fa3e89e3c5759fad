//! Which of English and Chinese a text is in, told by its script.

use crate::typography::is_han;

/// A Chinese character says about as much as three letters.
const LETTERS: usize = 3;

/// How much of a text is in each script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Letters of other scripts than Chinese.
    pub letters: usize,
    /// Chinese characters, each counted as so many letters as say the same.
    pub han: usize,
}

impl Share {
    /// Of a text.
    pub fn of(text: &str) -> Share {
        let han = text.chars().filter(|&c| is_han(c)).count() * LETTERS;
        Share { letters: text.chars().filter(|&c| c.is_alphabetic() && !is_han(c)).count(), han }
    }

    /// The language, or none where there is hardly a word.
    pub fn language(self) -> Option<Language> {
        match self {
            Share { letters: 0, han: 0 } => None,
            // Names and terms in Latin letters stand in any Chinese text.
            Share { letters, han } if han * 2 >= letters => Some(Language::Chinese),
            Share { .. } => Some(Language::English),
        }
    }
}

/// A language that is told by its script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Or any other in an alphabet.
    English,
    /// In whatever characters.
    Chinese,
}

impl Language {
    /// As `book.yaml` names it.
    pub fn key(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Chinese => "zh",
        }
    }
}
