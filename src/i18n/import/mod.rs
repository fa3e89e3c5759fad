//! What comes back from translators, into the Markdown.
//!
//! 1. [`mod@read`] reads a file: rows of a source text and a translation.
//! 2. [`matching`] finds the passage of each row.
//! 3. [`judge`] tells what is a translation, what is wrong with it, and against which text it is accepted.
//! 4. [`write`](mod@write) puts the translations into the files, each at its place; what cannot be put in is told.

mod judge;
mod matching;
mod po;
mod read;
mod shape;
mod wordings;
mod write;
mod xliff;
mod xlsx;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::exchange::{Passage, passages};
use super::{Work, survey_of};
use crate::book::Book;
use crate::course::Lang;
use crate::failure::Failure;
use crate::message::{Message, both, list};
use crate::publish::Rewrite;
use crate::translation::{Fingerprint, Lock};
use judge::{Judge, Verdict};
use read::{Read, Row, Said};

/// A file that came back.
pub struct Incoming {
    /// As people call it.
    pub name: String,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// Something that is wrong with a row, or worth a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of the file.
    pub file: String,
    /// Where in it.
    pub place: String,
    /// What kind of mistake it is; none for a word on something that was done all the same.
    pub code: Option<&'static str>,
    pub message: Message,
}

/// What importing did.
#[derive(Debug, Default)]
pub struct Imported {
    /// The files to write.
    pub rewrite: Rewrite,
    /// How many translations were put in; those that were only accepted; those that changed nothing; rows without a translation that counts.
    pub landed: usize,
    pub accepted: usize,
    pub unchanged: usize,
    pub passed_over: usize,
    /// Those of the landed that were made against another text than that of today.
    pub stale: usize,
    pub problems: Vec<Problem>,
}

/// A translation that is to be put in, or to be accepted as it stands.
struct Taken<'a> {
    passage: &'a Passage<'a>,
    /// The text that the translator saw.
    seen: String,
    /// As the translator wrote it, in one line.
    written: String,
    /// Its canonical text.
    text: String,
    /// It stands there already.
    stands: bool,
    file: usize,
    place: String,
}

/// Puts what came back into the course. `lang` is what the command line says, `overwrite` that what others have translated meanwhile gives way.
///
/// # Errors
///
/// When a file cannot be read at all, or is of other languages.
pub fn import(work: &Work, lang: Option<Lang>, files: &[Incoming], overwrite: bool) -> Result<Imported, Failure> {
    let mut by_language: BTreeMap<Lang, Vec<(usize, Read)>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        let at_file = |failure: Failure| failure.at(std::path::Path::new(&file.name));
        let read = read::read(&file.bytes).map_err(at_file)?;
        let lang = language(&work.book, lang, &read).map_err(at_file)?;
        by_language.entry(lang).or_default().push((at, read));
    }
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let mut imported = Imported::default();
    for (lang, reads) in by_language {
        take_in(work, lang, &names, reads, overwrite, &mut imported);
    }
    Ok(imported)
}

/// What somebody has written in the place of a translation.
#[derive(Debug, Deserialize)]
pub struct Correction {
    /// Of the [passage](super::Passage), so also of its source text.
    pub id: String,
    /// The translation that they saw; nothing where there was none.
    pub standing: String,
    /// The one that they want. The same as before says that it is right.
    pub text: String,
}

/// Puts a single translation into the course, or accepts the one that stands there.
///
/// # Errors
///
/// Why it was not done: a name for scripts, and the words.
pub fn correct(work: &Work, lang: Lang, correction: &Correction) -> Result<Rewrite, (&'static str, Message)> {
    let all = passages(work, lang);
    let passage = all.iter().find(|passage| passage.id == correction.id);
    let passage = passage.ok_or_else(|| ("unknown-unit", both!("the source has changed meanwhile", "原文已经改过")))?;
    if passage.target.map_or("", |unit| &unit.text) != correction.standing {
        return Err((
            "translation-conflict",
            both!("somebody has changed this translation meanwhile", "这一处的译文已经有人改过"),
        ));
    }
    let row = Row {
        context: Some(passage.context.clone()),
        id: Some(passage.id.clone()),
        source: Said::written(&passage.source.text),
        target: Said::written(&correction.text),
        done: true,
        // Nobody has come in between.
        exported: Some(passage.state.name().to_owned()),
        ..Row::default()
    };
    let mut imported = Imported::default();
    take_in(work, lang, &[""], vec![(0, Read { rows: vec![row], ..Read::default() })], false, &mut imported);
    match imported.problems.into_iter().find_map(|problem| Some((problem.code?, problem.message))) {
        Some(problem) => Err(problem),
        None if imported.passed_over > 0 => Err(("untranslated", both!("this is no translation yet", "这还不是译文"))),
        None => Ok(imported.rewrite),
    }
}

/// Puts the translations of one language into the course. Each reading has the number of its file among the `names`.
fn take_in(
    work: &Work,
    lang: Lang,
    names: &[&str],
    reads: Vec<(usize, Read)>,
    overwrite: bool,
    imported: &mut Imported,
) {
    let passages = passages(work, lang);
    let index = matching::Index::new(&passages);
    let judge = Judge { work, lang, overwrite };
    let mut taken: BTreeMap<usize, Taken<'_>> = BTreeMap::new();
    for (file, read) in reads {
        let mut tell = |place: &str, code, message| {
            let (file, place) = (names[file].to_owned(), place.to_owned());
            imported.problems.push(Problem { file, place, code, message });
        };
        read.wrong.into_iter().for_each(|(place, message)| tell(&place, Some("unreadable-row"), message));
        read.notes.into_iter().for_each(|(place, message)| tell(&place, None, message));
        for row in read.rows {
            if row.target.is_empty() || row.fuzzy {
                imported.passed_over += 1;
                continue;
            }
            let Some(found) = index.find(&row) else {
                let message = both!("no passage of the course has this source text", "课程里没有这段原文");
                tell(&row.place, Some("unknown-unit"), message);
                continue;
            };
            match judge.row(&passages[found], &row) {
                Verdict::Nothing => imported.passed_over += 1,
                Verdict::Unchanged => imported.unchanged += 1,
                Verdict::Wrong(code, message) => tell(&row.place, Some(code), message),
                Verdict::Take { seen, written, text, stands } => match taken.get(&found) {
                    Some(other) if other.text == text => imported.unchanged += 1,
                    Some(other) => {
                        let (name, place) = (names[other.file], &other.place);
                        let message = both!(
                            "a second translation of this passage: the first one is in {name}, {place}",
                            "这一处有第二个译文：第一个在 {name} 的 {place}"
                        );
                        tell(&row.place, Some("duplicate-unit"), message);
                    }
                    None => {
                        let passage = &passages[found];
                        let taken_row = Taken { passage, seen, written, text, stands, file, place: row.place };
                        taken.insert(found, taken_row);
                    }
                },
            }
        }
    }
    land(work, lang, names, taken.into_values().collect(), imported);
}

/// Puts translations of one language into their files, and accepts them.
fn land(work: &Work, lang: Lang, names: &[&str], taken: Vec<Taken<'_>>, imported: &mut Imported) {
    let (accepted, new): (Vec<_>, Vec<_>) = taken.into_iter().partition(|taken| taken.stands);
    let mut refused: BTreeSet<usize> = BTreeSet::new();
    let (mut texts, mut lock);
    let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
    let earlier = imported.rewrite.put.iter().map(|(path, bytes)| (path.clone(), text(bytes))).collect();
    // What does not stand beside its source once it is there, is taken out again.
    loop {
        let landing: Vec<usize> = (0..new.len()).filter(|at| !refused.contains(at)).collect();
        let before = refused.len();
        let written = write::write(work, lang, &landing.iter().map(|at| &new[*at]).collect::<Vec<_>>(), &earlier);
        refused.extend(written.failed.iter().map(|at| landing[*at]));
        texts = written.texts;
        lock = work.survey.locks[lang.index()].clone().unwrap_or_default();
        let landed = (0..new.len()).filter(|at| !refused.contains(at)).map(|at| &new[at]);
        for taken in landed.chain(&accepted) {
            accept(&mut lock, taken);
        }
        if refused.len() == before {
            let lost = misplaced(work, lang, &texts, &lock, &new, &refused);
            refused.extend(lost);
        }
        if refused.len() == before {
            break;
        }
    }
    for at in &refused {
        let (taken, name) = (&new[*at], work.book.languages[lang.index()].key.clone());
        let path = &work.sources.get(taken.passage.source.span.file).path;
        let line = work.sources.place(taken.passage.source.words).line;
        imported.problems.push(Problem {
            file: names[taken.file].to_owned(),
            place: taken.place.clone(),
            code: Some("changed-block"),
            message: both!(
                "this cannot be put into the `{name}` text without changing more than these words: write it by hand; its source is in {path}:{line}",
                "要放进 `{name}` 的正文，就会改动别处：请手工写入，原文在 {path}:{line}"
            ),
        });
    }
    imported.landed += new.len() - refused.len();
    imported.accepted += accepted.len();
    let is_stale = |(at, taken): &(usize, &Taken<'_>)| !refused.contains(at) && taken.seen != taken.passage.source.text;
    imported.stale += new.iter().enumerate().filter(is_stale).count();
    let path = format!("{}/i18n/{}.lock", work.book.folder, work.book.languages[lang.index()].key);
    let changes = new.len() > refused.len() || !accepted.is_empty();
    if changes {
        texts.insert(path, lock.written());
    }
    for (path, text) in texts {
        let old = work.sources.find(&path);
        if old.is_none_or(|file| *work.sources.get(file).text != *text) {
            if old.is_some() {
                imported.rewrite.replaced.insert(path.clone());
            }
            imported.rewrite.put.insert(path, text.into_bytes());
        }
    }
}

fn accept(lock: &mut Lock, taken: &Taken<'_>) {
    lock.accept(taken.passage.item, Fingerprint::of(&taken.text), taken.seen.clone());
}

/// Those of the translations that would not be taken for those of their sources.
fn misplaced(
    work: &Work,
    lang: Lang,
    texts: &BTreeMap<String, String>,
    lock: &Lock,
    new: &[Taken<'_>],
    refused: &BTreeSet<usize>,
) -> Vec<usize> {
    if new.len() == refused.len() {
        return Vec::new();
    }
    let path = format!("{}/i18n/{}.lock", work.book.folder, work.book.languages[lang.index()].key);
    let mut texts = texts.clone();
    texts.insert(path, lock.written());
    let survey = survey_of(&work.book, &work.sources, &texts);
    let mut pairs: BTreeSet<(&str, &str, &str)> = BTreeSet::new();
    for item in &survey.items {
        for (source, ours, _) in &item.units[lang.index()] {
            if let (Some(source), Some(ours)) = (source, ours) {
                pairs.insert((&item.id, &source.text, &ours.text));
            }
        }
    }
    let stands = |taken: &Taken<'_>| pairs.contains(&(taken.passage.item, &*taken.passage.source.text, &*taken.text));
    (0..new.len()).filter(|at| !refused.contains(at) && !stands(&new[*at])).collect()
}

/// The language of the translations in a file.
fn language(book: &Book, asked: Option<Lang>, read: &Read) -> Result<Lang, Failure> {
    let same = |tag: &str, lang: Lang| {
        let language = &book.languages[lang.index()];
        let tag = tag.replace('_', "-").to_ascii_lowercase();
        let known = [&language.key, &language.tag, &language.language].map(|known| known.to_ascii_lowercase());
        let of_region = tag.split('-').next().is_some_and(|own| own == known[2]) && !known[1].contains("hant");
        known.contains(&tag) || of_region && !tag.contains("hant")
    };
    let translations: Vec<Lang> = (1..book.languages.len()).map(Lang::new).collect();
    let exact = |tag: &str| {
        let tag = tag.replace('_', "-");
        let is = |lang: &Lang| {
            let language = &book.languages[lang.index()];
            [&language.key, &language.tag].iter().any(|known| known.eq_ignore_ascii_case(&tag))
        };
        translations.iter().copied().find(is)
    };
    let names = list(book.languages.iter().skip(1).map(|language| &language.key));
    let found = read
        .target
        .as_deref()
        .map(|tag| (tag, exact(tag).or_else(|| translations.iter().copied().find(|lang| same(tag, *lang)))));
    if let Some(source) =
        read.source.as_deref().filter(|tag| !same(tag, Lang::SOURCE)).filter(|_| !matches!(found, Some((_, None))))
    {
        let own = &book.languages[Lang::SOURCE.index()].key;
        return Err(Failure::new(both!(
            "this file translates from `{source}`, and this book from `{own}`",
            "这个文件的原文是 `{source}`，而这本书的原文是 `{own}`"
        ))
        .hint(both!("import it into the course that it was exported from", "请导入到导出它的那门课程")));
    }
    let lang = match (asked, found) {
        (Some(asked), Some((tag, Some(found)))) if asked != found => {
            let key = &book.languages[asked.index()].key;
            return Err(Failure::new(both!(
                "this file is in `{tag}`, not in `{key}`",
                "这个文件是 `{tag}`，不是 `{key}`"
            ))
            .hint(both!("leave out `--lang`, or name another file", "请去掉 `--lang`，或换一个文件")));
        }
        (Some(asked), _) => Some(asked),
        (None, Some((_, Some(found)))) => Some(found),
        // The name of a sheet is no more than a hint.
        (None, _) if translations.len() == 1 && !read.target.as_deref().is_some_and(is_tag) => Some(translations[0]),
        _ => None,
    };
    lang.ok_or_else(|| {
        let failure = match found {
            Some((tag, _)) => Failure::new(both!(
                "this file is in `{tag}`, which is no language of this book",
                "这个文件是 `{tag}`，这本书没有这种语言"
            )),
            None => Failure::new(both!("this file does not say in which language it is", "这个文件没有说明是哪种语言")),
        };
        failure.hint(both!(
            "translations are in {names}: say which one with `--lang`",
            "这本书的译文有 {names}：请用 `--lang` 指明"; names
        ))
    })
}

fn is_tag(tag: &str) -> bool {
    crate::book::language(&tag.replace('_', "-")).is_some()
}
