//! What the translator's view shows, as the data that its script asks for: all items, and the passages of one.

use std::collections::BTreeMap;

use serde::Serialize;

use super::languages;
use crate::book::Output;
use crate::build;
use crate::course::reading::Reading;
use crate::course::{ItemIx, Lang};
use crate::i18n::{self, Exchange, Filter, Notes, Passage, Work};
use crate::output::site;
use crate::preview::shown::Current;
use crate::resolve::{FRONT, Surveyed};
use crate::span::Span;
use crate::translation::{Marked, State, UnitKind, changes};

/// All items, and how much there is to do.
#[derive(Serialize)]
pub struct Overview<'a> {
    /// The same as long as nothing of the course has changed.
    version: String,
    source: LanguageName<'a>,
    languages: Vec<LanguageName<'a>>,
    items: Vec<ItemState<'a>>,
}

#[derive(Serialize)]
struct LanguageName<'a> {
    key: &'a str,
    tag: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct ItemState<'a> {
    id: &'a str,
    title: &'a str,
    /// By language: how many passages stand how, by the names of states.
    states: BTreeMap<&'a str, BTreeMap<&'static str, usize>>,
    /// By language: the page that shows both, relative to the website.
    pages: BTreeMap<&'a str, String>,
}

pub fn overview<'a>(work: &'a Work, current: &Current) -> Overview<'a> {
    let named = |lang: Lang| {
        let language = &work.book.languages[lang.index()];
        LanguageName { key: &language.key, tag: &language.tag, name: &language.name }
    };
    let course = &current.sound.course;
    let readings = build::readings_of(course, &current.sound.book.outputs, Output::Site);
    let known: BTreeMap<String, ItemIx> = course.item_ixs().map(|ix| (course.id(ix), ix)).collect();
    let item = |item: &'a Surveyed| {
        let units = item.units.iter().flatten().filter_map(|(source, ..)| source.as_ref());
        let title = units.into_iter().find(|unit| unit.kind == UnitKind::Title).map(|unit| unit.text.as_str());
        let file = item.files.first().copied().flatten().map(|file| work.sources.get(file).path.as_str());
        let (mut states, mut pages) = (BTreeMap::new(), BTreeMap::new());
        for lang in languages(work) {
            let key = work.book.languages[lang.index()].key.as_str();
            let counts: &mut BTreeMap<&str, usize> = states.entry(key).or_default();
            item.units[lang.index()].iter().for_each(|(.., state)| *counts.entry(state.name()).or_default() += 1);
            let place = known.get(&item.id).copied();
            let reading = reading_of(&readings, lang).filter(|_| place.is_some() || item.id == FRONT);
            pages.extend(reading.map(|reading| (key, site::page_of(course, reading, place))));
        }
        ItemState { id: &item.id, title: title.or(file).unwrap_or(&item.id), states, pages }
    };
    Overview {
        version: work.sources.digest().to_string(),
        source: named(Lang::SOURCE),
        languages: languages(work).map(named).collect(),
        items: work.survey.items.iter().map(item).collect(),
    }
}

/// The reading in which the website shows a language, beside the source if it does that.
fn reading_of(readings: &[Reading], lang: Lang) -> Option<Reading> {
    let shown = readings.iter().filter(|reading| reading.langs().contains(&lang));
    shown.max_by_key(|reading| reading.langs().contains(&Lang::SOURCE)).copied()
}

/// A passage as the script shows it.
#[derive(Serialize)]
struct ShownPassage<'a> {
    id: &'a str,
    /// Stays the same when only the words change.
    context: &'a str,
    state: &'static str,
    /// The text of today in pieces, each with whether it is new since the translation was accepted.
    source: Marked<'a>,
    /// The text against which it was accepted, each piece with whether it is gone.
    former: Option<Marked<'a>>,
    translation: &'a str,
    notes: Vec<String>,
    /// The file and the line to open in an editor.
    place: String,
}

/// The passages of an item.
pub fn page<'a>(work: &'a Work, lang: Lang, item: &'a Surveyed) -> serde_json::Value {
    let filter = Filter { states: &["all".to_owned()], item: Some(&item.id) };
    let exchange: Exchange<'a> = i18n::exchange(work, lang, &filter);
    let notes = Notes::new(&exchange);
    let place = |span: Span| format!("{}:{}", work.sources.get(span.file).path, work.sources.place(span).line);
    let passage = |passage: &'_ Passage<'a>| {
        let is = passage.source.text.as_str();
        let (former, source) = match passage.former() {
            Some(was) => {
                let (gone, new) = changes(was, is);
                (Some(gone), new)
            }
            None => (None, vec![(is, false)]),
        };
        serde_json::json!(ShownPassage {
            id: &passage.id,
            context: &passage.context,
            state: passage.state.name(),
            source,
            former,
            translation: passage.target.map_or("", |unit| &unit.text),
            // The first one names the kind of the passage, for tools.
            notes: notes.of(passage).split_off(1),
            place: place(passage.target.unwrap_or(passage.source).words),
        })
    };
    let mut shown: Vec<_> = exchange.passages.iter().map(passage).collect();
    for (.., ours, state) in &item.units[lang.index()] {
        let Some(ours) = ours.as_ref().filter(|_| *state == State::Obsolete) else { continue };
        shown.push(serde_json::json!({
            "context": place(ours.words), "state": state.name(), "translation": ours.text, "place": place(ours.words),
        }));
    }
    serde_json::Value::from(shown)
}
