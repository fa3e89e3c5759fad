//! What is known of a place: what is named there, and what it says in the other languages.

use std::fmt::Write;

use crate::book::Book;
use crate::course::{Course, ItemIx, Lang, TermIx};
use crate::resolve::{Survey, Surveyed};
use crate::span::{FileId, Span};
use crate::translation::{State, UnitPair};

use super::names::Named;

/// What is named, in every language, as Markdown.
pub fn described(course: &Course, named: &Named) -> String {
    let said = |lang: Lang| match named {
        Named::Item(item, _) => of_item(course, *item, lang),
        Named::Term(term) => of_term(course, *term, lang),
    };
    course.langs().map(said).collect::<Vec<_>>().join("\n\n")
}

fn of_item(course: &Course, ix: ItemIx, lang: Lang) -> String {
    let text = &course.item(ix).page.texts[lang];
    let mut out = format!("**{}**", text.title);
    if let Some(summary) = &text.summary {
        let _ = write!(out, "  \n{summary}");
    }
    out
}

fn of_term(course: &Course, ix: TermIx, lang: Lang) -> String {
    let entry = &course.term(ix).entries[lang];
    format!("**{}**  \n{}", entry.term, entry.definition)
}

/// A file of a course: whose text it is, and in which language.
pub fn text_of(survey: &Survey, file: FileId) -> Option<(&Surveyed, Lang)> {
    survey.items.iter().find_map(|item| {
        let lang = item.files.iter().position(|own| *own == Some(file))?;
        Some((item, Lang::new(lang)))
    })
}

/// A passage in another language.
pub struct Counterpart<'a> {
    pub lang: Lang,
    pub text: &'a str,
    pub span: Span,
    pub state: &'a State,
}

/// What the passage at a byte of a file says in the other languages: of a translation the source, of the source all translations.
pub fn counterparts<'a>(survey: &'a Survey, book: &Book, file: FileId, at: usize) -> Vec<Counterpart<'a>> {
    let Some((item, own)) = text_of(survey, file) else { return Vec::new() };
    let langs = if own == Lang::SOURCE { (1..book.languages.len()).map(Lang::new).collect() } else { vec![own] };
    let found = |lang: Lang| {
        let here = |(source, ours, _): &UnitPair| if own == Lang::SOURCE { source.clone() } else { ours.clone() };
        let covers = |span: Span| span.file == file && span.range().contains(&at);
        let units = item.units[lang.index()].iter();
        let pairs = units.filter_map(|pair| Some((pair, here(pair).filter(|unit| covers(unit.span))?)));
        // A cell of a table has the place of its table: the words decide.
        let (pair, _) = pairs.min_by_key(|(_, unit)| (!covers(unit.words), unit.span.end - unit.span.start))?;
        let (other, lang) = if own == Lang::SOURCE { (&pair.1, lang) } else { (&pair.0, Lang::SOURCE) };
        let unit = other.as_ref()?;
        Some(Counterpart { lang, text: &unit.text, span: unit.words, state: &pair.2 })
    };
    langs.into_iter().filter_map(found).collect()
}

/// Where a named thing is written in a language, or in the source language where it is not translated.
pub fn place(course: &Course, survey: &Survey, named: &Named, lang: Lang) -> Option<Span> {
    let (item, anchor) = match named {
        Named::Term(term) => return Some(course.term(*term).span),
        Named::Item(item, anchor) => (course.id(*item), anchor),
    };
    let surveyed = survey.items.iter().find(|surveyed| surveyed.id == item)?;
    let heading = anchor.as_ref().and_then(|anchor| {
        let (source, _) = surveyed.names.iter().find(|(_, name)| *name == anchor)?;
        let is_of = |(theirs, ..): &&UnitPair| theirs.as_ref().is_some_and(|unit| unit.span == *source);
        let translated = surveyed.units[lang.index()].iter().find(is_of).and_then(|(_, ours, _)| ours.as_ref());
        Some(translated.map_or(*source, |unit| unit.span))
    });
    let file = surveyed.files[lang.index()].or(surveyed.files[Lang::SOURCE.index()]);
    heading.or_else(|| file.map(Span::start_of))
}
