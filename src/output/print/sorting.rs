//! The order of the glossary and the index: by the alphabet, Chinese terms by their pinyin.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale::Locale;

use crate::course::{Course, Lang, TermIx};

pub fn sorted_terms(course: &Course, lang: Lang) -> Vec<TermIx> {
    let mut terms: Vec<TermIx> = course.term_ixs().collect();
    let term = |ix: TermIx| course.term(ix).entries[lang].term.as_str();
    match collator(course, lang) {
        Some(collator) => terms.sort_by(|&a, &b| collator.compare(term(a), term(b))),
        None => terms.sort_by(|&a, &b| term(a).cmp(term(b))),
    }
    terms
}

/// The order of a language's words; None when it is not known.
pub fn collator(course: &Course, lang: Lang) -> Option<CollatorBorrowed<'static>> {
    let locale = course.language(lang).tag.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
    Collator::try_new(CollatorPreferences::from(&locale), CollatorOptions::default()).ok()
}
