//! What is known of a place: what is named there, and what it says in the other languages.

use std::fmt::Write;

use super::reading::{Place, page};
use crate::course::{Anchor, Course, ItemIx, Lang, Target, TermIx};
use crate::message::{Message, Tongue, both};
use crate::resolve::{Survey, Surveyed};
use crate::span::{FileId, Span};
use crate::translation::{State, UnitPair};

/// What is named, in every language, as Markdown.
pub fn described(course: &Course, target: &Target) -> String {
    let said = |lang: Lang| match target {
        Target::Term(term) => of_term(course, *term, lang),
        Target::Item(item) => of_page(course, Some(*item), None, lang),
        Target::Anchor(item, id) => of_page(course, Some(*item), Some(id), lang),
        Target::Front(id) => of_page(course, None, id.as_deref(), lang),
        Target::File(file) => course.attachment(*file).path.clone(),
    };
    let mut all: Vec<String> = course.langs().map(said).collect();
    all.dedup();
    all.join("\n\n")
}

fn of_page(course: &Course, item: Option<ItemIx>, id: Option<&str>, lang: Lang) -> String {
    let Some(text) = page(course, item).map(|page| &page.texts[lang]) else { return String::new() };
    let mut out = format!("**{}**", text.title);
    let place = match id.and_then(|id| text.anchors.get(id)) {
        Some(Anchor::Heading(words)) => Some(words),
        Some(Anchor::Directive { title, .. }) => title.as_ref(),
        Some(Anchor::Place) | None => None,
    };
    if let Some(words) = place.or(text.summary.as_ref()) {
        let _ = write!(out, "  \n{words}");
    }
    out
}

fn of_term(course: &Course, ix: TermIx, lang: Lang) -> String {
    let entry = &course.term(ix).entries[lang];
    format!("**{}**  \n{}", entry.term, entry.definition)
}

/// A file of a course: whose text it is, and in which language.
fn text_of(survey: &Survey, file: FileId) -> Option<(&Surveyed, Lang)> {
    survey.items.iter().find_map(|item| {
        let lang = item.files.iter().position(|own| *own == Some(file))?;
        Some((item, Lang::new(lang)))
    })
}

/// A passage in another language.
pub struct Counterpart<'a> {
    lang: Lang,
    text: &'a str,
    pub span: Span,
    state: &'a State,
}

/// What the passage at a place says in the other languages: of a translation the source, of the source all translations.
pub fn counterparts<'a>(place: &Place<'a>) -> Vec<Counterpart<'a>> {
    let Place { book, file, at, .. } = *place;
    let Some((item, own)) = text_of(place.reading.survey(book), file) else { return Vec::new() };
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

/// What the passage at a place says in the other languages, as Markdown.
pub fn translated(place: &Place<'_>, tongue: Tongue) -> String {
    let said = |found: &Counterpart<'_>| {
        let name = &place.book.languages[found.lang.index()].name;
        let state = match found.state {
            State::Stale(_) => both!(" (the source has changed)", "（原文已改）"),
            State::Unreviewed => both!(" (not accepted yet)", "（未确认）"),
            State::Missing => both!(" (not translated)", "（未翻译）"),
            State::Current | State::Obsolete => Message::as_is(""),
        };
        format!("*{name}{}*\n\n{}", state.text(tongue), found.text)
    };
    counterparts(place).iter().map(said).collect::<Vec<_>>().join("\n\n")
}
