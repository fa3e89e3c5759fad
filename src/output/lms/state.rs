//! The form of what a package keeps of a learner between two sessions, and how long it can become.
//!
//! It is one line of ASCII, which `themes/default/lms/state.js` writes and reads:
//!
//! - `1;READING;kKmM;PAGES;ANSWERS;BEST`: of each page that was read K characters of its key; of each question that was answered K characters of
//!   its key and M characters of what was chosen. K and M are the least that will do, and stand in the state, so that another version of the course
//!   reads it.
//! - `2;READING;DIGEST;PAGES;ANSWERS;BEST`: for long courses. A bit for each page, M characters for each question. It is of use as long as
//!   the pages and the questions are the same, which the digest tells.

use std::collections::BTreeSet;

use serde::Serialize;

use super::lessons::{KEY, Lessons};
use crate::book::Package;
use crate::course::tree::Form;
use crate::digest::Digest;

/// Beyond this the long form is taken.
const COMFORTABLE: usize = 4000;

/// A base64 character holds so many bits.
const BITS: usize = 6;

/// The longest `BEST`: a score of 100 % and that the course was passed.
const BEST: usize = "100p".len();

/// How the state of a course is written.
#[derive(Debug, Serialize)]
pub struct StatePlan {
    /// 1 or 2.
    pub form: u32,
    /// How many characters of a key tell all pages and questions apart.
    pub key: usize,
    /// How many characters an answer takes.
    pub mask: usize,
    /// Tells this list of pages and questions from any other.
    pub digest: String,
    /// The length of the state of somebody who has done everything.
    #[serde(skip)]
    pub longest: usize,
}

impl StatePlan {
    /// The plan for some lessons in some readings, by their keys.
    pub fn new(lessons: &Lessons, readings: &[String]) -> StatePlan {
        let keys: Vec<&str> = lessons.keys().collect();
        let key = (3..KEY).find(|&length| are_different(&keys, length)).unwrap_or(KEY);
        // Of other forms only whether the answer was right is kept.
        let choices = lessons.questions.iter().filter(|question| question.form == Form::Choice.name());
        let options = choices.map(|question| question.options).max().unwrap_or(0);
        let mask = options.div_ceil(BITS).max(1);
        let digest = Digest::of(keys.join(" ").as_bytes()).letters(KEY);
        let reading = readings.iter().map(String::len).max().unwrap_or(0);
        let (pages, questions) = (lessons.pages.len(), lessons.questions.len());
        let around = |head: usize| "1;;;;;".len() + reading + head + BEST;
        let short = around(format!("k{key}m{mask}").len()) + pages * key + questions * (key + mask);
        let long = around(KEY) + pages.div_ceil(BITS) + questions * mask;
        let (form, longest) = if short > COMFORTABLE { (2, long) } else { (1, short) };
        StatePlan { form, key, mask, digest, longest }
    }
}

/// The characters of state that a platform keeps.
pub fn room(package: Package) -> usize {
    match package {
        Package::Scorm12 => 4096,
        Package::Scorm2004 => 64_000,
        // The standard names no bound; servers take some megabytes.
        Package::Cmi5 => 1 << 20,
    }
}

impl Lessons {
    /// The keys of all pages, then those of all questions.
    fn keys(&self) -> impl Iterator<Item = &str> {
        let pages = self.pages.iter().map(|page| page.key.as_str());
        pages.chain(self.questions.iter().map(|question| question.key.as_str()))
    }
}

/// Whether pages and questions have different keys of that length.
fn are_different(keys: &[&str], length: usize) -> bool {
    let mut seen = BTreeSet::new();
    keys.iter().all(|key| seen.insert(&key[..length]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::ItemIx;
    use crate::output::lms::lessons::{LessonPage, LessonQuestion};

    fn plan(pages: usize, questions: usize, options: usize) -> StatePlan {
        let key = |name: &str, number: usize| Digest::of(format!("{name}/{number}").as_bytes()).letters(KEY);
        let question = |number| LessonQuestion {
            key: key("question", number),
            id: String::new(),
            form: Form::Choice.name(),
            right: vec![0],
            options,
        };
        let page = |number| LessonPage { item: ItemIx::new(number), key: key("page", number) };
        let lessons = Lessons {
            pages: (0..pages).map(page).collect(),
            questions: (0..questions).map(question).collect(),
            test: None,
        };
        StatePlan::new(&lessons, &["en".to_owned(), "en-zh".to_owned()])
    }

    #[test]
    fn thousands_of_pages_and_questions_fit() {
        let sizes = [(0, 0), (35, 60), (100, 300), (500, 1000), (2000, 3700), (2000, 3800)];
        let plans = sizes.map(|(pages, questions)| plan(pages, questions, 4));
        assert_eq!(plans.each_ref().map(|plan| plan.form), [1, 1, 1, 2, 2, 2]);
        let longest = plans.map(|plan| plan.longest);
        assert_eq!([longest[0], longest[3], longest[4]], [19, 1105, 4055]);
        assert!(longest[1] < 460 && longest[2] < 2000, "{longest:?}");
        assert!(longest[4] <= room(Package::Scorm12) && longest[5] > room(Package::Scorm12), "{longest:?}");
    }

    #[test]
    fn keys_are_as_long_as_they_must_be_and_masks_hold_every_option() {
        assert_eq!(plan(3, 3, 6).mask, 1);
        assert_eq!(plan(3, 3, 7).mask, 2);
        assert_eq!(plan(3, 3, 6).key, 3);
        assert!(plan(400, 600, 4).key > 3, "a thousand keys of three characters are not all different");
    }
}
