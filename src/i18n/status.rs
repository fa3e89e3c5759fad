//! What is to be done, in numbers.

use std::collections::BTreeMap;

use serde_json::{Value, json as object};

use super::Work;
use crate::course::Lang;
use crate::message::{Message, Tongue, both};
use crate::resolve::Surveyed;
use crate::sources::{Lines, Sources};
use crate::span::{FileId, Span};
use crate::translation::{State, UnitPair};
use crate::typography::is_wide;

/// The states in the order of the columns.
const STATES: [State; 5] =
    [State::Current, State::Stale(String::new()), State::Missing, State::Unreviewed, State::Obsolete];

/// A table of the items with how many units stand how. With `each`, every unit that is not current is listed below its item.
pub fn table(work: &Work, langs: &[Lang], item: Option<&str>, each: bool, tongue: Tongue) -> String {
    let mut text = String::new();
    for &lang in langs {
        let key = &work.book.languages[lang.index()].key;
        let name = |state| called(state).text(tongue).to_owned();
        let mut rows = vec![std::iter::once(key.clone()).chain(STATES.iter().map(name)).collect()];
        let mut all = [0; 5];
        let shown = work.survey.items.iter().filter(|surveyed| item.is_none_or(|id| id == surveyed.id));
        let mut listed: BTreeMap<usize, String> = BTreeMap::new();
        for surveyed in shown {
            let counts = counts(surveyed, lang);
            all.iter_mut().zip(counts).for_each(|(all, n)| *all += n);
            rows.push(row(&surveyed.id, counts));
            if each {
                listed.insert(rows.len() - 1, units(work, surveyed, lang, tongue));
            }
        }
        rows.push(row(both!("in all", "合计").text(tongue), all));
        text += &set(&rows, &listed);
        let [current, stale, _, unreviewed, obsolete] = all;
        if current + stale + unreviewed + obsolete == 0 {
            text += both!(
                "nothing of it is translated yet: `diglot i18n export --to xlsx` writes it for a translator\n",
                "还没有任何译文：`diglot i18n export --to xlsx` 把要翻译的写成表格，交给译者\n"
            )
            .text(tongue);
        } else if work.survey.locks[lang.index()].is_none() {
            text += both!(
                "nothing of it was accepted yet: `diglot i18n accept --all` says that the translation is right as it stands today\n",
                "还没有确认过任何译文：`diglot i18n accept --all` 表示现有译文全部合适\n"
            )
            .text(tongue);
        }
    }
    text
}

/// A state, as people call it.
fn called(state: &State) -> Message {
    match state {
        State::Current => both!("current", "最新"),
        State::Stale(_) => both!("stale", "过时"),
        State::Missing => both!("missing", "缺失"),
        State::Unreviewed => both!("unreviewed", "未确认"),
        State::Obsolete => both!("obsolete", "多余"),
    }
}

fn counts(surveyed: &Surveyed, lang: Lang) -> [usize; 5] {
    let count = |state: &State| surveyed.units[lang.index()].iter().filter(|(.., s)| s.name() == state.name()).count();
    STATES.each_ref().map(count)
}

fn row(name: &str, counts: [usize; 5]) -> Vec<String> {
    std::iter::once(name.to_owned())
        .chain(counts.map(|n| if n == 0 { "·".to_owned() } else { n.to_string() }))
        .collect()
}

/// What is not current, a few lines each.
fn units(work: &Work, surveyed: &Surveyed, lang: Lang, tongue: Tongue) -> String {
    let (mut text, mut places) = (String::new(), Places { sources: &work.sources, lines: BTreeMap::new() });
    for (source, ours, state) in &surveyed.units[lang.index()] {
        let Some(unit) = ours.as_ref().or(source.as_ref()).filter(|_| *state != State::Current) else { continue };
        let (path, line) = places.of(unit.span);
        text += &format!("    {path}:{line}: {}\n", called(state).text(tongue));
        let mut line = |words: Message| text += &format!("      {}\n", words.text(tongue));
        if let State::Stale(was) = state {
            line(both!("was: {was}", "原来：{was}"));
        }
        if let Some(source) = source {
            line(both!("is: {}", "现在：{}", source.text));
        }
        if let Some(ours) = ours {
            line(both!("translation: {}", "译文：{}", ours.text));
        }
    }
    text
}

/// Columns of a common width; below a row what is listed of it.
fn set(rows: &[Vec<String>], listed: &BTreeMap<usize, String>) -> String {
    let width = |text: &str| text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum::<usize>();
    let columns: Vec<usize> =
        (0..rows[0].len()).map(|i| rows.iter().map(|row| width(&row[i])).max().unwrap_or(0)).collect();
    let mut text = String::new();
    for (n, row) in rows.iter().enumerate() {
        for (i, (cell, &column)) in row.iter().zip(&columns).enumerate() {
            let space = " ".repeat(column - width(cell));
            text += &if i == 0 { format!("{cell}{space}") } else { format!("  {space}{cell}") };
        }
        text.push('\n');
        text += listed.get(&n).map_or("", String::as_str);
    }
    text
}

/// The same for machines: totals of each language, and all units that are not current.
pub fn json(work: &Work, langs: &[Lang], item: Option<&str>) -> String {
    let states = |counts: [usize; 5]| -> Value {
        STATES
            .iter()
            .zip(counts)
            .map(|(state, n)| (state.name().to_owned(), Value::from(n)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let shown = || work.survey.items.iter().filter(|surveyed| item.is_none_or(|id| id == surveyed.id));
    let mut languages = serde_json::Map::new();
    let mut items = Vec::new();
    for &lang in langs {
        let key = &work.book.languages[lang.index()].key;
        let (mut all, mut words) = ([0; 5], 0);
        for surveyed in shown() {
            let own = counts(surveyed, lang);
            all.iter_mut().zip(own).for_each(|(all, n)| *all += n);
            let sources = surveyed.units[lang.index()].iter().filter_map(|(source, ..)| source.as_ref());
            words += sources.map(|unit| length(&unit.text)).sum::<usize>();
            let file = surveyed.files[lang.index()].map(|file| work.sources.get(file).path.clone());
            items.push(object!({
                "id": surveyed.id, "lang": key, "file": file, "states": states(own), "units": unit_list(work, surveyed, lang),
            }));
        }
        let units: usize = all.iter().sum();
        languages.insert(key.clone(), object!({"units": units, "words": words, "states": states(all)}));
    }
    let source = &work.book.languages[Lang::SOURCE.index()].key;
    object!({"version": 1, "source": source, "languages": languages, "items": items}).to_string()
}

fn unit_list(work: &Work, surveyed: &Surveyed, lang: Lang) -> Vec<Value> {
    let mut places = Places { sources: &work.sources, lines: BTreeMap::new() };
    let unit = |(source, ours, state): &UnitPair| {
        let mut unit = serde_json::Map::new();
        unit.insert("state".to_owned(), state.name().into());
        if let Some(ours) = ours {
            let (_, line) = places.of(ours.span);
            unit.insert("line".to_owned(), line.into());
            unit.insert("text".to_owned(), ours.text.clone().into());
        }
        if let Some(source) = source {
            let (file, line) = places.of(source.span);
            unit.insert("sourceFile".to_owned(), file.into());
            unit.insert("sourceLine".to_owned(), line.into());
            unit.insert("is".to_owned(), source.text.clone().into());
        }
        if let State::Stale(was) = state {
            unit.insert("was".to_owned(), was.clone().into());
        }
        Value::from(unit)
    };
    surveyed.units[lang.index()].iter().filter(|(.., state)| *state != State::Current).map(unit).collect()
}

/// Where the units of an item are, the lines of each file being looked for once.
struct Places<'a> {
    sources: &'a Sources,
    lines: BTreeMap<FileId, Lines<'a>>,
}

impl<'a> Places<'a> {
    /// The path of the file, and the line.
    fn of(&mut self, span: Span) -> (&'a str, usize) {
        let source = self.sources.get(span.file);
        let lines = self.lines.entry(span.file).or_insert_with(|| Lines::new(&source.text));
        (&source.path, lines.place(span.start as usize).line)
    }
}

/// Words; of Chinese, characters.
fn length(text: &str) -> usize {
    let wide = text.chars().filter(|&c| is_wide(c) && c.is_alphanumeric()).count();
    let words = text.split(|c: char| !c.is_alphanumeric() || is_wide(c)).filter(|word| !word.is_empty()).count();
    wide + words
}
