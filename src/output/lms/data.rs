//! What the scripts of a package know of the course.

use std::collections::BTreeMap;

use serde::Serialize;

use super::lessons::LessonQuestion;
use super::state::StatePlan;
use super::{Contents, WEBSITE};
use crate::book::{Failed, Part};
use crate::course::Location;
use crate::course::reading::Reading;
use crate::interface::Lms;
use crate::theme;

#[derive(Serialize)]
struct PackageData<'a> {
    folder: &'static str,
    words: BTreeMap<&'a str, &'a Lms>,
    readings: Vec<ReadingData<'a>>,
    /// The folder of each kind, for addresses.
    folders: BTreeMap<&'a str, &'a str>,
    pages: Vec<PageData>,
    /// The ids that items had before.
    aliases: BTreeMap<String, String>,
    questions: &'a [LessonQuestion],
    state: &'a StatePlan,
    /// What must be done.
    complete: Completion,
    mastery: Option<u32>,
    /// Whether there is a final test, whose result is the score.
    test: bool,
    /// Whether a score below that is a failure.
    fails: bool,
}

#[derive(Serialize)]
struct ReadingData<'a> {
    key: String,
    /// Of its main language.
    tag: &'a str,
    single: bool,
}

/// The id of an item, its key, and whether it must be read.
#[derive(Serialize)]
struct PageData(String, String, bool);

#[derive(Serialize)]
struct Completion {
    pages: bool,
    quizzes: bool,
}

/// The data as a script.
pub fn script(contents: &Contents<'_>) -> String {
    let Contents { course, options, lessons, state, .. } = contents;
    let strings = theme::strings(course);
    let tag = |lang| course.language(lang).tag.as_str();
    let settings = options.settings;
    let reading = |&reading: &Reading| ReadingData {
        key: reading.key(course),
        tag: tag(reading.main()),
        single: matches!(reading, Reading::Single(_)),
    };
    let mut aliases = BTreeMap::new();
    for item in course.item_ixs() {
        for Location { kind, path } in &course.item(item).aliases {
            aliases.insert(format!("{}/{path}", course.kind(*kind).key), course.id(item));
        }
    }
    let data = PackageData {
        folder: WEBSITE,
        words: course.langs().map(|lang| (tag(lang), &strings[lang].lms)).collect(),
        readings: options.readings.iter().map(reading).collect(),
        folders: course.kinds.iter().map(|kind| (kind.key.as_str(), kind.folder.as_str())).collect(),
        pages: lessons
            .pages
            .iter()
            .map(|page| {
                let counts = settings.pages.contains(&course.item(page.item).kind);
                PageData(course.id(page.item), page.key.clone(), counts)
            })
            .collect(),
        aliases,
        questions: &lessons.questions,
        state,
        complete: Completion {
            pages: settings.complete.contains(&Part::Pages),
            quizzes: settings.complete.contains(&Part::Quizzes),
        },
        mastery: settings.mastery_score(lessons.test),
        test: lessons.test.is_some(),
        fails: settings.failed == Failed::Failed,
    };
    let json = serde_json::to_string(&data).expect("maps with text keys become JSON");
    format!("window.diglotCourse = {json};\n")
}
