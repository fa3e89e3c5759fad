//! What goes to translators and comes back, in no form of a file: passages with their names, states and notes.

use std::collections::{BTreeMap, BTreeSet};

use super::Work;
use super::codes;
use crate::book::Book;
use crate::course::{Lang, Term};
use crate::digest::Digest;
use crate::resolve::Surveyed;
use crate::syntax::Dialect;
use crate::translation::{State, Unit, UnitKind, UnitPair};
use crate::typography::is_wide;

/// The texts of a course in the source language, with their translations into another one.
pub struct Exchange<'a> {
    pub work: &'a Work,
    pub lang: Lang,
    pub passages: Vec<Passage<'a>>,
}

/// A text with its translation.
pub struct Passage<'a> {
    pub item: &'a str,
    /// What people call it: `module/listening#geyser/3`.
    pub context: String,
    /// Twelve hexadecimal digits, of its item and its source text.
    pub id: String,
    pub kind: UnitKind,
    pub source: &'a Unit,
    pub target: Option<&'a Unit>,
    pub state: &'a State,
}

impl Passage<'_> {
    /// The source text against which the translation was accepted, if that is another one.
    pub fn former(&self) -> Option<&str> {
        if let State::Stale(was) = self.state { Some(was) } else { None }
    }

    /// The translation; none where it is the source text.
    pub fn translated(&self) -> Option<&str> {
        self.target.map(|unit| unit.text.as_str()).filter(|_| *self.state != State::Missing)
    }
}

/// Which passages are wanted.
pub struct Filter<'a> {
    /// The names of states; none for all that is to be done.
    pub states: &'a [String],
    pub item: Option<&'a str>,
}

impl Filter<'_> {
    fn takes(&self, passage: &Passage<'_>) -> bool {
        let name = passage.state.name();
        let state = if self.states.is_empty() {
            matches!(name, "missing" | "stale" | "unreviewed")
        } else {
            self.states.iter().any(|state| state == name || state == "all")
        };
        state && self.item.is_none_or(|id| id == passage.item)
    }
}

/// The passages of a language that are wanted.
pub fn exchange<'a>(work: &'a Work, lang: Lang, filter: &Filter<'_>) -> Exchange<'a> {
    let mut all = passages(work, lang);
    all.retain(|passage| filter.takes(passage));
    Exchange { work, lang, passages: all }
}

/// Every passage that has a source, in the order of the source.
pub fn passages(work: &Work, lang: Lang) -> Vec<Passage<'_>> {
    work.survey.items.iter().flat_map(|item| of_item(item, lang)).collect()
}

fn of_item(item: &Surveyed, lang: Lang) -> Vec<Passage<'_>> {
    let mut units: Vec<&UnitPair> = item.units[lang.index()].iter().filter(|(source, ..)| source.is_some()).collect();
    units.sort_by_key(|(source, ..)| source.as_ref().map(|unit| unit.words.start));
    let (mut section, mut ordinal) = (String::new(), 0);
    let mut contexts: BTreeSet<String> = BTreeSet::new();
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = Vec::new();
    for (source, target, state) in units {
        let Some(source) = source else { continue };
        let name = item.names.get(&source.span);
        if let Some(id) = name.filter(|_| source.kind == UnitKind::Heading) {
            (section, ordinal) = (format!("#{id}"), 0);
        }
        let mut context = match name.filter(|_| source.kind.is_wording()) {
            Some(name) => format!("{}#{name}", item.id),
            None => format!("{}{section}/{ordinal}", item.id),
        };
        while !contexts.insert(context.clone()) {
            ordinal += 1;
            context = format!("{}{section}/{ordinal}", item.id);
        }
        ordinal += 1;
        let time = times.entry(&source.text).or_default();
        let id = id(&item.id, &source.text, *time);
        *time += 1;
        let (kind, target) = (source.kind, target.as_ref());
        out.push(Passage { item: &item.id, context, id, kind, source, target, state });
    }
    out
}

/// The id of the `time`th passage of an item that has this source text.
pub fn id(item: &str, source: &str, time: usize) -> String {
    Digest::of(format!("{item}\n{source}\n{time}").as_bytes()).to_string()[..12].to_owned()
}

impl Exchange<'_> {
    /// The tag of the source language.
    pub fn source_tag(&self) -> &str {
        &self.work.book.languages[Lang::SOURCE.index()].tag
    }

    /// The tag of the language of the translation.
    pub fn target_tag(&self) -> &str {
        &self.work.book.languages[self.lang.index()].tag
    }

    /// The keys of both languages, as the book has them: `en-zh`.
    pub fn pair(&self) -> String {
        let languages = &self.work.book.languages;
        format!("{}-{}", languages[Lang::SOURCE.index()].key, languages[self.lang.index()].key)
    }

    /// As which texts of a language are read.
    pub fn dialect(&self, lang: Lang) -> Dialect {
        dialect(&self.work.book, lang)
    }

    /// The title of the course in the source language.
    pub fn title(&self) -> &str {
        &self.work.book.about.title[Lang::SOURCE]
    }

    /// The file of a passage and its line.
    pub fn place(&self, passage: &Passage<'_>) -> (&str, usize) {
        let span = passage.source.words;
        (&self.work.sources.get(span.file).path, self.work.sources.place(span).line)
    }
}

/// As which texts of a language are read.
pub fn dialect(book: &Book, lang: Lang) -> Dialect {
    Dialect { raw_html: book.raw_html, math: book.math, chinese: book.languages[lang.index()].chinese }
}

/// What helps who translates: by their names, what passages refer to, and the terms that they hold.
pub struct Notes<'a> {
    work: &'a Work,
    lang: Lang,
    /// The titles of items in both languages.
    titles: BTreeMap<&'a str, (&'a str, Option<&'a str>)>,
}

impl<'a> Notes<'a> {
    pub fn new(exchange: &Exchange<'a>) -> Notes<'a> {
        let (work, lang) = (exchange.work, exchange.lang);
        let mut titles = BTreeMap::new();
        for item in &work.survey.items {
            for (source, target, _) in &item.units[lang.index()] {
                if let Some(source) = source.as_ref().filter(|unit| unit.kind == UnitKind::Title) {
                    titles.insert(&*item.id, (&*source.text, target.as_ref().map(|unit| &*unit.text)));
                }
            }
        }
        Notes { work, lang, titles }
    }

    /// The notes of a passage, a line each.
    pub fn of(&self, passage: &Passage<'_>) -> Vec<String> {
        let mut notes = vec![passage.kind.name().to_owned()];
        let text = &passage.source.text;
        let names = if passage.kind.is_markdown() {
            codes::references(text, dialect(&self.work.book, Lang::SOURCE))
        } else {
            Vec::new()
        };
        let mut met = BTreeSet::new();
        for name in names.iter().filter(|name| met.insert((*name).clone())) {
            let told = match name.strip_prefix("term:") {
                Some(key) => self.work.survey.terms.iter().find(|term| term.key == key).map(|term| self.term(term)),
                None => self.title(name),
            };
            notes.extend(told.map(|told| format!("[[{name}]]: {told}")));
        }
        for term in &self.work.survey.terms {
            let entry = &term.entries[Lang::SOURCE];
            let said = std::iter::once(&entry.term).chain(&entry.also).any(|word| holds(text, word));
            if said && !met.contains(&format!("term:{}", term.key)) {
                notes.push(self.term(term));
            }
        }
        notes
    }

    fn title(&self, name: &str) -> Option<String> {
        let path = name.split('#').next().unwrap_or_default();
        let ends = |id: &str| id.rsplit('/').next() == Some(path);
        let (title, own) = match self.titles.get(path) {
            Some(found) => found,
            None => self.titles.iter().find(|(id, _)| ends(id)).map(|(_, titles)| titles)?,
        };
        Some(match own {
            Some(own) => format!("{title} = {own}"),
            None => (*title).to_owned(),
        })
    }

    /// A word with those of the other language, and those that it is not: `complaint = 投诉 / 客诉; ≠ 抱怨`.
    fn term(&self, term: &Term) -> String {
        let (source, target) = (&term.entries[Lang::SOURCE], &term.entries[self.lang]);
        let words: Vec<&str> = std::iter::once(&target.term).chain(&target.also).map(String::as_str).collect();
        let avoid = if target.avoid.is_empty() { String::new() } else { format!("; ≠ {}", target.avoid.join(", ")) };
        format!("{} = {}{avoid}", source.term, words.join(" / "))
    }
}

/// Whether a text has a word, which no letters stand beside where words are parted by spaces.
fn holds(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_wide(c));
    !word.is_empty()
        && text.match_indices(&word).any(|(at, _)| {
            let (before, behind) = (text[..at].chars().next_back(), text[at + word.len()..].chars().next());
            is_wide(word.chars().next().unwrap_or(' ')) || !letter(before) && !letter(behind)
        })
}
