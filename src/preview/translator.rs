//! The translator's view: the passages of the course beside their translations, which can be written and accepted there.
//!
//! The page is a script (`themes/default/preview/translator`); here is what it asks for, and the one thing of the preview that writes. What may be
//! written is a translation, as if it had come back in a file: [`i18n::correct`] puts it in, and nothing where it is in doubt. Only the page itself
//! may ask for that, which a [`Key`] tells, and only on this machine.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::pages;
use super::shown::{Current, kind};
use super::signals::Answer;
use crate::book::Output;
use crate::build;
use crate::chance;
use crate::course::reading::Reading;
use crate::course::{Course, ItemIx, Lang};
use crate::failure::Failure;
use crate::i18n::{self, Correction, Exchange, Filter, Notes, Passage, Work};
use crate::interface;
use crate::message::{self, Message, both};
use crate::output::site;
use crate::publish::{finish_rewrite, rewrite};
use crate::resolve::{FRONT, Surveyed};
use crate::span::Span;
use crate::theme;
use crate::translation::{Marked, State, UnitKind, changes};

/// The addresses of the view.
pub const FOLDER: &str = "__diglot/i18n/";

macro_rules! translator_file {
    ($name:literal) => {
        include_str!(concat!("../../themes/default/preview/translator/", $name))
    };
}

/// The files of the script, behind that of the preview.
const SCRIPT: &[&str] = &[translator_file!("passage.js"), translator_file!("translator.js")];
const STYLE: &str = translator_file!("translator.css");

/// What the view's own page knows and no page of another site can: whoever writes must say it. There is none where others are let in.
#[derive(Clone, Debug)]
pub struct Key(Option<Arc<str>>);

impl Key {
    /// For a server at an address.
    pub fn new(address: IpAddr) -> Key {
        Key(address.is_loopback().then(|| format!("{:032x}", chance::bits()).into()))
    }

    /// Whether it is this one.
    pub fn is(&self, said: &str) -> bool {
        self.0.as_deref() == Some(said)
    }
}

/// The view of one state of the course.
pub struct Translator {
    root: PathBuf,
    key: Key,
    /// Read when somebody looks.
    work: OnceCell<Option<Work>>,
}

impl Translator {
    pub fn new(root: &Path, key: &Key) -> Translator {
        Translator { root: root.to_owned(), key: key.clone(), work: OnceCell::new() }
    }

    /// What is at an address below [`FOLDER`].
    ///
    /// # Errors
    ///
    /// When the course cannot be read.
    pub fn answer(&self, current: &Current, path: &str) -> Result<Option<Answer>, Failure> {
        let course = &current.sound.course;
        match path {
            "" => {
                let key = self.key.0.as_deref().unwrap_or_default();
                return Ok(Some(Answer::page(200, pages::translator(course, key).as_bytes())));
            }
            "translator.css" => return Ok(Some(Answer::new(200, kind(path), STYLE.as_bytes()))),
            "translator.js" => return Ok(Some(Answer::new(200, kind(path), script(course).into_bytes()))),
            _ => {}
        }
        let Some(work) = self.work()? else { return Ok(None) };
        if path == "overview.json" {
            return Ok(Some(json(200, &overview(work, current))));
        }
        let asked = path.strip_suffix(".json").and_then(|path| path.split_once('/'));
        let found = asked.and_then(|(key, id)| {
            let item = work.survey.items.iter().find(|item| item.id == id)?;
            Some(json(200, &page(work, language(work, key)?, item)))
        });
        Ok(found)
    }

    /// None while the course is half saved.
    fn work(&self) -> Result<Option<&Work>, Failure> {
        if self.work.get().is_none() {
            let opened = i18n::open(&self.root)?.ok();
            return Ok(self.work.get_or_init(|| opened).as_ref());
        }
        Ok(self.work.get().and_then(Option::as_ref))
    }
}

/// What the script sends.
#[derive(Deserialize)]
struct Writing {
    language: String,
    #[serde(flatten)]
    correction: Correction,
}

/// Why nothing was written; nothing when it was.
#[derive(Serialize)]
struct Written {
    code: Option<&'static str>,
    words: Option<Message>,
}

/// Writes a translation into the course in the folder `root`, as the script asks for it.
pub fn write(root: &Path, asked: &[u8]) -> Answer {
    let refused = |status, code, words| json(status, &Written { code: Some(code), words: Some(words) });
    let Ok(Writing { language: key, correction }) = serde_json::from_slice(asked) else {
        return refused(400, "unreadable", both!("this is no translation", "这不是译文"));
    };
    // The course as it lies there at this moment, not as it was shown.
    let done = || -> Result<Option<(&'static str, Message)>, Failure> {
        finish_rewrite(root)?;
        let Ok(work) = i18n::open(root)? else {
            let words = both!("the course has mistakes: mend them first", "课程里有错误，请先改正");
            return Ok(Some(("unreadable", words)));
        };
        let Some(lang) = language(&work, &key) else {
            let words = both!("nothing is translated into `{key}`", "没有译成 `{key}` 的内容");
            return Ok(Some(("unknown-language", words)));
        };
        match i18n::correct(&work, lang, &correction) {
            Ok(change) => rewrite(root, &change).map(|()| None),
            Err(refused) => Ok(Some(refused)),
        }
    };
    match done() {
        Ok(None) => json(200, &Written { code: None, words: None }),
        Ok(Some((code, words))) => refused(409, code, words),
        Err(failure) => refused(500, "failed", message::each(|tongue| failure.text(tongue))),
    }
}

/// The language of translations with this key. What is derived is not written.
fn language(work: &Work, key: &str) -> Option<Lang> {
    languages(work).find(|lang| work.book.languages[lang.index()].key == key)
}

fn languages(work: &Work) -> impl Iterator<Item = Lang> {
    work.book.written().map(|(lang, _)| lang).filter(|lang| *lang != Lang::SOURCE)
}

/// All items, and how much there is to do.
#[derive(Serialize)]
struct Overview<'a> {
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

fn overview<'a>(work: &'a Work, current: &Current) -> Overview<'a> {
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

fn page<'a>(work: &'a Work, lang: Lang, item: &'a Surveyed) -> serde_json::Value {
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

fn json(status: u16, value: &impl Serialize) -> Answer {
    Answer::new(status, "application/json", serde_json::to_vec(value).expect("maps with text keys become JSON"))
}

/// The script, with its words in each of the course's languages.
fn script(course: &Course) -> String {
    let strings = theme::strings(course);
    let words: BTreeMap<&str, &interface::Translator> =
        course.langs().map(|lang| (course.language(lang).tag.as_str(), &strings[lang].translator)).collect();
    let json = serde_json::to_string(&words).expect("maps with text keys become JSON");
    format!("\"use strict\";\ndiglot.translatorWords = {json};\n{}", SCRIPT.concat())
}
