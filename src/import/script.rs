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

/// The language of a text as `book.yaml` names it, where traditional characters are told from simplified ones.
pub fn language(text: &str) -> Option<String> {
    /// Simplified characters that are frequent, and the traditional ones in their places.
    const PAIRS: [(char, char); 24] = [
        ('这', '這'),
        ('们', '們'),
        ('个', '個'),
        ('来', '來'),
        ('时', '時'),
        ('说', '說'),
        ('会', '會'),
        ('对', '對'),
        ('为', '為'),
        ('学', '學'),
        ('国', '國'),
        ('过', '過'),
        ('还', '還'),
        ('与', '與'),
        ('请', '請'),
        ('开', '開'),
        ('关', '關'),
        ('点', '點'),
        ('问', '問'),
        ('实', '實'),
        ('应', '應'),
        ('设', '設'),
        ('间', '間'),
        ('电', '電'),
    ];
    /// So many characters tell.
    const ENOUGH: usize = 100_000;
    let language = Share::of(text).language()?;
    let count = |of: fn(&(char, char)) -> char| {
        text.chars().take(ENOUGH).filter(|c| PAIRS.iter().any(|pair| of(pair) == *c)).count()
    };
    let traditional = language == Language::Chinese && count(|pair| pair.1) > count(|pair| pair.0);
    Some(if traditional { "zh-Hant" } else { language.key() }.to_owned())
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
