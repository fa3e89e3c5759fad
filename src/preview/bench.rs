//! The bench: the packages for learning platforms as a platform plays them. The platform is a script of its page (`themes/default/preview/bench`); here
//! are the files that it plays, which are those of the archives.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::pages;
use super::shown::kind;
use super::signals::Answer;
use crate::book::{Output, Package};
use crate::build;
use crate::course::edition::{self, Edition};
use crate::course::{Course, Lang};
use crate::failure::Failure;
use crate::interface;
use crate::output::lms;
use crate::project::Sound;
use crate::theme;

/// The addresses of the bench.
pub const FOLDER: &str = "__diglot/lms/";

macro_rules! bench_file {
    ($name:literal) => {
        include_str!(concat!("../../themes/default/preview/bench/", $name))
    };
}

/// The files of the script, behind that of the preview.
const SCRIPT: &[&str] =
    &[bench_file!("versions.js"), bench_file!("scorm.js"), bench_file!("store.js"), bench_file!("bench.js")];
const STYLE: &str = bench_file!("bench.css");
/// What a package of cmi5 runs first, so that the bench is its record store.
const FETCH: &str = bench_file!("fetch.js");

/// The files of the packages of one course; each is made when somebody opens it.
#[derive(Default)]
pub struct Bench {
    scorm_12: OnceCell<Files>,
    scorm_2004: OnceCell<Files>,
    cmi5: OnceCell<Files>,
}

type Files = BTreeMap<String, Arc<[u8]>>;

impl Bench {
    /// What is at an address below [`FOLDER`].
    ///
    /// # Errors
    ///
    /// When a package cannot be made.
    pub fn answer(&self, sound: &Sound, path: &str) -> Result<Option<Answer>, Failure> {
        Ok(Some(match path {
            "" => Answer::page(200, pages::bench(&sound.course).as_bytes()),
            "bench.css" => Answer::new(200, kind(path), STYLE.as_bytes()),
            "bench.js" => Answer::new(200, kind(path), script(&sound.course).into_bytes()),
            "fetch.js" => Answer::new(200, kind(path), FETCH.as_bytes()),
            _ => return self.file(sound, path),
        }))
    }

    /// A file of a package: `cmi5/index.html`.
    fn file(&self, sound: &Sound, path: &str) -> Result<Option<Answer>, Failure> {
        let Some((key, path)) = path.split_once('/') else { return Ok(None) };
        let Some(package) = Package::of(key) else { return Ok(None) };
        let cell = match package {
            Package::Scorm12 => &self.scorm_12,
            Package::Scorm2004 => &self.scorm_2004,
            Package::Cmi5 => &self.cmi5,
        };
        let files = match cell.get() {
            Some(files) => files,
            None => {
                let made = files(sound, package)?;
                cell.get_or_init(|| made)
            }
        };
        Ok(files.get(path).map(|bytes| Answer::new(200, kind(path), bytes.clone())))
    }
}

fn files(sound: &Sound, package: Package) -> Result<Files, Failure> {
    let Sound { book, course, theme, .. } = sound;
    let settings = &book.outputs;
    let readings = build::readings_of(course, settings, Output::Lms);
    let course = edition::select(course.clone(), Edition::Learner);
    let options = lms::Options { readings: &readings, settings: &settings.lms, theme };
    let contents = lms::Contents::new(&course, &options)?;
    let mut files: Files =
        contents.files(package).into_iter().map(|(path, bytes)| (path, Arc::from(&*bytes))).collect();
    if package == Package::Cmi5
        && let Some(page) = files.get_mut("index.html")
    {
        let html =
            String::from_utf8_lossy(page).replacen("<script", "<script src=\"../fetch.js\"></script>\n<script", 1);
        *page = html.into_bytes().into();
    }
    Ok(files)
}

/// The script, with its words in each of the course's languages.
fn script(course: &Course) -> String {
    let strings = theme::strings(course);
    let tag = |lang: Lang| course.language(lang).tag.as_str();
    let words: BTreeMap<&str, &interface::Bench> =
        course.langs().map(|lang| (tag(lang), &strings[lang].bench)).collect();
    let json = serde_json::to_string(&words).expect("maps with text keys become JSON");
    format!("\"use strict\";\ndiglot.benchWords = {json};\n{}", SCRIPT.concat())
}
