//! Which language the path of a text names, and what the path is without it.
//!
//! `guide.zh.md`, `zh/guide.md` and `translations/zh/guide.md` say it plainly. `docs/zh/guide.md`, `README-zh-Hans.md` and `README.chinese.md` may
//! mean something else, so they count where another text has the path that is left.

use std::collections::{BTreeMap, BTreeSet};

use icu_locale::{LanguageIdentifier, LocaleExpander};

use super::links::is_index;
use crate::book;

/// The languages that a plain path may name.
const KNOWN: [&str; 20] = [
    "en", "zh", "ja", "ko", "de", "fr", "es", "pt", "ru", "it", "vi", "th", "id", "ms", "ar", "nl", "pl", "tr", "uk",
    "hi",
];

/// English names of languages in names of files.
const NAMES: [(&str, &str); 18] = [
    ("chinese", "zh"),
    ("simplified-chinese", "zh"),
    ("traditional-chinese", "zh-Hant"),
    ("english", "en"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("french", "fr"),
    ("german", "de"),
    ("spanish", "es"),
    ("russian", "ru"),
    ("portuguese", "pt"),
    ("brazilian-portuguese", "pt-BR"),
    ("polish", "pl"),
    ("hebrew", "he"),
    ("indonesian", "id"),
    ("basque", "eu"),
    ("turkish", "tr"),
    ("italian", "it"),
];

/// Folders that hold a folder for each language.
const FOLDERS: [&str; 6] = ["translations", "translated_docs", "i18n", "locales", "lang", "l10n"];

/// The language that a part of a path names plainly, as `book.yaml` does.
pub fn language_of(part: &str) -> Option<String> {
    tag(part, |language| KNOWN.contains(&language))
}

/// The language that a part of a path may name.
fn likely(part: &str) -> Option<String> {
    let named = || NAMES.iter().find(|(name, _)| part.eq_ignore_ascii_case(name)).map(|(_, tag)| (*tag).to_owned());
    tag(part, |language| language.len() == 2 && is_written(language)).or_else(named)
}

/// Whether anybody knows in which script a language is written: any two letters may be a tag.
fn is_written(language: &str) -> bool {
    let Ok(mut id) = language.parse::<LanguageIdentifier>() else { return false };
    LocaleExpander::new_extended().maximize(&mut id);
    id.script.is_some()
}

fn tag(part: &str, is_known: impl Fn(&str) -> bool) -> Option<String> {
    let part = part.replace('_', "-");
    let mut parts = part.split('-');
    let first = parts.next()?.to_lowercase();
    if first == "cn" && parts.next().is_none() {
        return Some("zh".to_owned());
    }
    if !is_known(&first) || book::language(&part).is_none() {
        return None;
    }
    let rest = part[first.len()..].trim_start_matches('-').to_lowercase();
    Some(match (first.as_str(), rest.as_str()) {
        (_, "") => first,
        ("zh", "cn" | "hans" | "hans-cn" | "sg") => first,
        ("zh", _) => "zh-Hant".to_owned(),
        ("en", "us" | "gb") => first,
        _ => part,
    })
}

/// Of each path the language, or nothing, and the path without it, without its ending and without `index`.
pub fn placed(paths: &[&str]) -> Vec<(String, String)> {
    let plain: Vec<(String, String)> = paths.iter().map(|path| plainly(path)).collect();
    let maybe: Vec<Option<Guess<'_>>> =
        paths.iter().zip(&plain).map(|(path, (said, _))| perhaps(path).filter(|_| said.is_empty())).collect();
    let keys: BTreeSet<&str> = plain.iter().map(|(_, key)| key.as_str()).collect();
    let mut languages: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for guess in maybe.iter().flatten() {
        languages.entry(&guess.key).or_default().insert(&guess.language);
    }
    let confirmed = |guess: &Guess<'_>| {
        keys.contains(guess.key.as_str())
            || languages.get(guess.key.as_str()).is_some_and(|languages| languages.len() > 1)
    };
    // One text confirms the language of all that lie in its folder.
    let folders: BTreeSet<&str> =
        maybe.iter().flatten().filter(|guess| confirmed(guess)).filter_map(|guess| guess.folder).collect();
    let sure = |guess: &&Guess<'_>| match guess.folder {
        Some(folder) => folders.contains(folder),
        None => confirmed(guess),
    };
    let found = maybe.iter().map(|guess| guess.as_ref().filter(sure));
    found
        .zip(plain.iter())
        .map(|(guess, plain)| guess.map_or_else(|| plain.clone(), |guess| (guess.language.clone(), guess.key.clone())))
        .collect()
}

/// The keys that a path may have, whatever language it names.
pub fn keys(path: &str) -> impl Iterator<Item = String> {
    std::iter::once(plainly(path).1).chain(perhaps(path).map(|guess| guess.key))
}

/// What a path may say.
struct Guess<'p> {
    language: String,
    key: String,
    /// The path of the folder that names the language, or none where the name of the file does.
    folder: Option<&'p str>,
}

/// The path of a folder without the parts that may name a language.
pub fn without(folder: &str) -> String {
    folder.split('/').filter(|part| likely(part).is_none()).collect::<Vec<_>>().join("/")
}

/// What a path says plainly.
fn plainly(path: &str) -> (String, String) {
    let mut parts: Vec<&str> = without_ending(path).split('/').collect();
    let mut language = String::new();
    if parts.len() > 2
        && FOLDERS.contains(&parts[0])
        && let Some(found) = likely(parts[1])
    {
        language = found;
        parts.drain(..2);
    } else if parts.len() > 1
        && let Some(found) = language_of(parts[0])
    {
        language = found;
        parts.remove(0);
    }
    let name = parts.pop().unwrap_or_default();
    let behind = |sign: char| {
        let (stem, ending) = name.rsplit_once(sign).filter(|(stem, _)| !stem.is_empty())?;
        Some((language_of(ending)?, stem))
    };
    // `guide_it` may be a guide to IT.
    match behind('.').or_else(|| behind('_').filter(|(found, _)| found == "zh")) {
        Some((found, stem)) => (found, key(parts, stem)),
        None => (language, key(parts, name)),
    }
}

/// What a path may say: by a folder at any depth, or by the end of the name.
fn perhaps(path: &str) -> Option<Guess<'_>> {
    let mut parts: Vec<&str> = without_ending(path).split('/').collect();
    let name = parts.pop()?;
    if let Some((at, language)) = parts.iter().enumerate().find_map(|(at, part)| Some((at, likely(part)?))) {
        let folder = parts[..=at].iter().map(|part| part.len() + 1).sum::<usize>();
        let from = if at > 0 && FOLDERS.contains(&parts[at - 1]) { at - 1 } else { at };
        parts.drain(from..=at);
        return Some(Guess { language, key: key(parts, name), folder: Some(&path[..folder]) });
    }
    let signs = name.match_indices(['.', '-', '_']).filter(|(at, _)| *at > 0);
    let (stem, language) = signs.into_iter().find_map(|(at, _)| Some((&name[..at], likely(&name[at + 1..])?)))?;
    Some(Guess { language, key: key(parts, stem), folder: None })
}

fn without_ending(path: &str) -> &str {
    path.rsplit_once('.').filter(|(bare, _)| !bare.is_empty()).map_or(path, |(bare, _)| bare)
}

fn key<'p>(mut folders: Vec<&'p str>, name: &'p str) -> String {
    if !is_index(name) {
        folders.push(name);
    }
    folders.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_says_its_language_plainly() {
        for (path, language, key) in [
            ("intro.md", "", "intro"),
            ("intro.zh.md", "zh", "intro"),
            ("intro.zh-CN.md", "zh", "intro"),
            ("README.zh_CN.md", "zh", ""),
            ("en/guide/a.md", "en", "guide/a"),
            ("zh/guide/index.md", "zh", "guide"),
            ("translations/zh/a.md", "zh", "a"),
            ("translations/bn/a.md", "bn", "a"),
            ("01-it.md", "", "01-it"),
            ("guide/_index.md", "", "guide"),
        ] {
            assert_eq!(placed(&[path]), [(language.to_owned(), key.to_owned())], "{path}");
        }
    }

    #[test]
    fn one_text_confirms_the_language_of_its_folder() {
        let found = placed(&["docs/a.md", "docs/sa/a.md", "docs/sa/b.md"]);
        assert_eq!(found[2], ("sa".to_owned(), "docs/b".to_owned()));
    }

    #[test]
    fn what_may_be_a_language_is_one_where_another_text_has_the_same_name() {
        for (original, path, language, key) in [
            ("README.md", "README-zh-Hans.md", "zh", ""),
            ("README.md", "README.chinese.md", "zh", ""),
            ("README.md", "README_CN.md", "zh", ""),
            ("desk/a.md", "desk/a-japanese.md", "ja", "desk/a"),
            ("_articles/a.md", "_articles/zh-hant/a.md", "zh-Hant", "_articles/a"),
            ("docs/a.md", "docs/translations/fa/a.md", "fa", "docs/a"),
            ("docs/de/docs/a.md", "docs/zh/docs/a.md", "zh", "docs/docs/a"),
            ("docs/do-it.md", "docs/say-it.md", "", "docs/say-it"),
            ("docs/a.md", "docs/sa/a.md", "sa", "docs/a"),
            ("docs/a.md", "docs/ds/a.md", "", "docs/ds/a"),
            ("docs/a.md", "docs/it/b.md", "", "docs/it/b"),
        ] {
            assert_eq!(placed(&[original, path])[1], (language.to_owned(), key.to_owned()), "{path}");
        }
    }
}
