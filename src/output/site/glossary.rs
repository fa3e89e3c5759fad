//! The glossary: every term with its definition and its name in the other language.

use serde::Serialize;

use super::links::{Said, SitePage};
use super::shell::Shell;
use crate::course::collation;
use crate::course::{Lang, Term};
use crate::failure::Failure;

#[derive(Serialize)]
struct GlossaryPage<'a> {
    shell: Shell<'a>,
    names: Vec<Said>,
    terms: Vec<TermCard>,
}

#[derive(Serialize)]
struct TermCard {
    id: String,
    /// In the languages of the reading, with definitions.
    sides: Vec<TermName>,
    /// The same term in the languages that this reading leaves out.
    others: Vec<TermName>,
}

#[derive(Serialize)]
struct TermName {
    term: Said,
    pinyin: Option<Pinyin>,
    definition: Said,
}

#[derive(Serialize)]
struct Pinyin {
    text: String,
    /// `zh-Latn-pinyin`.
    lang: String,
}

pub fn render(page: &SitePage<'_>) -> Result<Vec<u8>, Failure> {
    let course = page.course();
    let shown = page.reading.langs();
    // The same words in other characters, or of another region, say nothing new.
    let spoken = |lang: Lang| &course.language(lang).language;
    let left_out: Vec<Lang> =
        course.langs().filter(|lang| shown.iter().all(|own| spoken(*own) != spoken(*lang))).collect();
    let names = page.both(|lang| page.site.strings[lang].common.glossary.clone());
    let context = GlossaryPage {
        shell: Shell::new(page, &names, None),
        names,
        terms: collation::terms(course, page.lang())
            .into_iter()
            .map(|ix| course.term(ix))
            .map(|term| TermCard {
                id: term.key.clone(),
                sides: shown.iter().map(|&lang| name(page, term, lang)).collect(),
                others: left_out.iter().map(|&lang| name(page, term, lang)).collect(),
            })
            .collect(),
    };
    page.fill("glossary.html", &context)
}

fn name(page: &SitePage<'_>, term: &Term, lang: Lang) -> TermName {
    let entry = &term.entries[lang];
    let language = &page.course().language(lang).language;
    TermName {
        term: page.said(&entry.term, lang),
        pinyin: entry
            .pinyin
            .as_ref()
            .map(|pinyin| Pinyin { text: pinyin.clone(), lang: format!("{language}-Latn-pinyin") }),
        definition: page.said(&entry.definition, lang),
    }
}
