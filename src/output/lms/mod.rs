//! Packages for learning platforms: the learners' website in a frame that tells a platform who has finished the course.
//!
//! 1. [`lessons`] lists what a learner does: the pages and the questions, each with the key under which it is kept.
//! 2. [`state`] proves that what a learner has done fits into the room that a platform has for it.
//! 3. [`shell`] makes the page around the website, its words and its scripts; [`data`] what these know of the course.
//! 4. [`manifest`] says to a platform what is in the archive.
//!
//! All packages hold the same website, which is made once. What the scripts report, and when, is in `themes/default/lms`.

mod data;
mod lessons;
mod manifest;
mod shell;
mod state;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Mutex;

use crate::archive;
use crate::book::{Book, LmsSettings, Package};
use crate::course::Course;
use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::failure::Failure;
use crate::message::both;
use crate::output::site;
use crate::sink::{Below, Sink};
use crate::span::Span;
use crate::theme::Theme;
use lessons::Lessons;
use state::StatePlan;

/// The folder of the website in an archive.
const WEBSITE: &str = "course/";

/// What to make.
pub struct Options<'a> {
    /// The readings that learners can switch between; the first is that of who prefers none.
    pub readings: &'a [Reading],
    /// What is reported.
    pub settings: &'a LmsSettings,
    /// The look of the website.
    pub theme: &'a Theme,
}

/// What all packages hold.
pub struct Contents<'a> {
    course: &'a Course,
    options: &'a Options<'a>,
    /// The files of the website, by their paths in an archive.
    website: BTreeMap<String, Vec<u8>>,
    lessons: Lessons,
    state: StatePlan,
}

impl<'a> Contents<'a> {
    /// The contents for a course as learners see it, whose state fits (see [`check`]).
    ///
    /// # Errors
    ///
    /// When a template of the theme is broken, or a file that is handed on cannot be read.
    pub fn new(course: &'a Course, options: &'a Options<'a>) -> Result<Contents<'a>, Failure> {
        let memory = Memory::default();
        let site = site::Options {
            readings: options.readings,
            edition: Edition::Learner,
            downloads: Vec::new(),
            theme: options.theme,
            venue: site::Venue::Package,
        };
        site::render(course, &site, &Below { folder: WEBSITE, sink: &memory })?;
        let lessons = Lessons::of(course);
        let state = StatePlan::new(&lessons, &keys(course, options.readings));
        Ok(Contents { course, options, website: memory.0.into_inner().expect("no writer panicked"), lessons, state })
    }

    /// The files of a package, by their paths in its archive.
    pub fn files(&self, package: Package) -> BTreeMap<String, Cow<'_, [u8]>> {
        let mut files: BTreeMap<String, Cow<'_, [u8]>> =
            self.website.iter().map(|(path, bytes)| (path.clone(), Cow::Borrowed(bytes.as_slice()))).collect();
        files.extend(shell::files(self, package).into_iter().map(|(path, text)| (path, Cow::Owned(text.into_bytes()))));
        let (name, manifest) = manifest::manifest(self, package, files.keys().map(String::as_str));
        files.insert(name.to_owned(), Cow::Owned(manifest.into_bytes()));
        files
    }

    /// A package as an archive.
    pub fn archive(&self, package: Package) -> Vec<u8> {
        archive::pack(&self.files(package))
    }
}

/// Where the archive of a package lies within the output folder.
pub fn path(package: Package) -> String {
    format!("lms/{}.zip", package.key())
}

/// What a learner may do of a course must fit into the room that a platform has for it, whatever they do.
pub fn check(course: &Course, book: &Book, readings: &[Reading]) -> Option<Diagnostic> {
    let settings = &book.outputs.lms;
    let plan = StatePlan::new(&Lessons::of(course), &keys(course, readings));
    let package = *settings.packages.iter().min_by_key(|package| state::room(**package))?;
    let (longest, room) = (plan.longest, state::room(package));
    if longest <= room {
        return None;
    }
    let place = settings.place.unwrap_or(Span::start_of(book.file));
    let package = package.key();
    let diagnostic = Diagnostic::new(
        Code::LmsState,
        place,
        both!(
            "what a learner has done would take {longest} characters; a platform has room for {room} (`{package}`)",
            "学员的学习记录最多会有 {longest} 个字符，而学习平台只能存 {room} 个（`{package}`）"
        ),
    );
    Some(diagnostic.hint(both!(
        "make two courses of it; or write `packages: [scorm-2004]` if the platform takes that, which has room for {}",
        "请把课程分成两门；如果平台支持，也可以写 `packages: [scorm-2004]`，它能存 {} 个字符",
        state::room(Package::Scorm2004)
    )))
}

fn keys(course: &Course, readings: &[Reading]) -> Vec<String> {
    readings.iter().map(|reading| reading.key(course)).collect()
}

/// Files that are kept until they are packed.
#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Memory {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.0.lock().expect("no writer panicked").insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }
}
