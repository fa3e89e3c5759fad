//! The order of words in a dictionary: by the alphabet, Chinese by pinyin (the standard order of CLDR for `zh`).

use std::cmp::Ordering;

use icu_collator::CollatorBorrowed;
use icu_collator::options::CollatorOptions;
use icu_locale::Locale;

use crate::course::{Course, Lang, Language, TermIx};

/// How a language orders its words.
pub struct Collation(Option<CollatorBorrowed<'static>>);

impl Collation {
    /// A language without rules of its own is ordered by code point.
    pub fn of(language: &Language) -> Collation {
        let locale: Option<Locale> = language.tag.parse().ok();
        Collation(locale.and_then(|l| CollatorBorrowed::try_new(l.into(), CollatorOptions::default()).ok()))
    }

    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.0.as_ref().map_or_else(|| a.cmp(b), |collator| collator.compare(a, b))
    }
}

/// The terms of the glossary in the order of a language.
pub fn terms(course: &Course, lang: Lang) -> Vec<TermIx> {
    let collation = Collation::of(course.language(lang));
    let term = |ix: TermIx| course.term(ix).entries[lang].term.as_str();
    let mut terms: Vec<TermIx> = course.term_ixs().collect();
    terms.sort_by(|&a, &b| collation.compare(term(a), term(b)));
    terms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_ordered_by_pinyin() {
        let language = Language {
            key: "zh".to_owned(),
            tag: "zh-Hans".to_owned(),
            language: "zh".to_owned(),
            region: None,
            chinese: true,
            scripts: Vec::new(),
        };
        let collation = Collation::of(&language);
        let mut words = ["中国", "银行", "投诉", "倾听", "沟通", "重庆", "啊"];
        words.sort_by(|a, b| collation.compare(a, b));
        assert_eq!(words, ["啊", "重庆", "沟通", "倾听", "投诉", "银行", "中国"]);
    }
}
