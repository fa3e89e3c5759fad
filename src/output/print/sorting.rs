//! The order of the glossary: by the alphabet, Chinese terms by their pinyin.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorPreferences};
use icu_locale::Locale;

use crate::course::{Course, Lang, TermIx};

pub fn sorted_terms(course: &Course, lang: Lang) -> Vec<TermIx> {
    let mut terms: Vec<TermIx> = course.term_ixs().collect();
    let locale = course.language(lang).tag.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
    let collator = Collator::try_new(CollatorPreferences::from(&locale), CollatorOptions::default());
    let term = |ix: TermIx| course.term(ix).entries[lang].term.as_str();
    match collator {
        Ok(collator) => terms.sort_by(|&a, &b| collator.compare(term(a), term(b))),
        Err(_) => terms.sort_by(|&a, &b| term(a).cmp(term(b))),
    }
    terms
}
