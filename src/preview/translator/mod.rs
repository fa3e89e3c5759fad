//! The translator's view: the passages of the course beside their translations, which can be written and accepted there.
//!
//! The page is a script (`themes/default/preview/translator`); here is what it asks for, and the one thing of the preview that writes. What may be
//! written is a translation, as if it had come back in a file: [`i18n::correct`] puts it in, and nothing where it is in doubt. Only the page itself
//! may ask for that, which a [`Key`] tells, and only on this machine.

mod view;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::pages;
use super::shown::{Current, kind};
use super::signals::Answer;
use crate::chance;
use crate::course::{Course, Lang};
use crate::failure::Failure;
use crate::i18n::{self, Correction, Work};
use crate::interface;
use crate::message::{self, Message, both};
use crate::publish::{finish_rewrite, rewrite};
use crate::theme;

/// The addresses of the view.
pub const FOLDER: &str = "__diglot/i18n/";

macro_rules! translator_file {
    ($name:literal) => {
        include_str!(concat!("../../../themes/default/preview/translator/", $name))
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
            return Ok(Some(json(200, &view::overview(work, current))));
        }
        let asked = path.strip_suffix(".json").and_then(|path| path.split_once('/'));
        let found = asked.and_then(|(key, id)| {
            let item = work.survey.items.iter().find(|item| item.id == id)?;
            Some(json(200, &view::page(work, language(work, key)?, item)))
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
