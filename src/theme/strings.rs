//! The words of the interface. A key that one of the files lacks, or has too many, is caught by a test.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// All words of one language.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Strings {
    pub common: Common,
    pub web: Web,
    pub print: Print,
}

/// Words that the website and the PDFs share.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Common {
    /// The language's own name: `中文`.
    pub language: String,
    /// Text of a reference to an item, with `{label}` and `{title}`.
    pub reference: String,
    /// Title of a directive or reference to it, with `{label}` and `{title}`.
    pub labelled_title: String,
    /// What to put around the titles of the matrix, with `{from}` and `{to}` for the plurals of the kinds.
    pub matrix: String,
    pub glossary: String,
    pub contents: String,
    pub front: String,
    /// With `{n}`.
    pub minutes: String,
    /// With `{n}`.
    pub group: String,
    pub mentioned_by: String,
    /// Stands with a text that is not translated.
    pub untranslated: String,
    pub footnotes: String,
    pub objectives: String,
    pub summary: String,
    pub trainer: String,
    /// With `{n}`.
    pub exercise: String,
    pub solution: String,
    pub say: String,
    pub avoid: String,
    pub role_play: String,
    pub side: String,
    pub dialogue: String,
    pub quiz: String,
    pub note: String,
    pub tip: String,
    pub important: String,
    pub warning: String,
    pub caution: String,
}

/// Words of the website.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Web {
    pub previous: String,
    pub next: String,
    pub skip: String,
}

/// Words of the PDFs.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Print {
    /// Right after the words of a reference, with `{page}`.
    pub page: String,
    pub learner: String,
    pub trainer: String,
    /// With `{version}`.
    pub version: String,
    /// With `{year}`, `{month}` and `{day}`.
    pub date: String,
    /// For `{month}`, from January.
    pub months: Vec<String>,
    /// The right options of a question, with `{letters}`.
    pub answer: String,
    /// Between those letters.
    pub separator: String,
    /// Above the row heads of the matrix and beside its column heads, with `{from}` and `{to}` for the plurals of the kinds.
    pub matrix_corner: String,
}

static ENGLISH: LazyLock<Strings> = LazyLock::new(|| read(include_str!("../../themes/default/strings/en.yaml")));
static CHINESE: LazyLock<Strings> = LazyLock::new(|| read(include_str!("../../themes/default/strings/zh.yaml")));

fn read(yaml: &str) -> Strings {
    serde_saphyr::from_str(yaml).expect("the theme's words are complete")
}

impl Strings {
    /// The words of a language subtag such as `zh`.
    pub fn of(language: &str) -> &'static Strings {
        match language {
            "zh" => &CHINESE,
            _ => &ENGLISH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_word() {
        assert_eq!(Strings::of("en").common.language, "English");
        assert_eq!(Strings::of("zh").common.language, "中文");
    }
}
