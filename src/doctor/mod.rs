//! What may keep Diglot from working on a machine, in a folder, with a course: what `diglot doctor` tells people, who send it along when something
//! does not work.
//!
//! Each room looks at one thing and returns [`Check`]s: [`machine`], [`course`], [`names`], [`output`]. Nothing is changed but for a file that is written
//! into the output folder and removed again, as there is no other way to know whether one can be. Nothing is asked of a network.

mod course;
mod machine;
mod names;
mod output;
mod synchronised;

use std::path::Path;
use std::time::SystemTime;

use serde::Serialize;

use crate::failure::Failure;
use crate::message::{self, Message};

/// How bad something is. A greater one is worse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As it should be.
    Good,
    /// It may be why something does not work.
    Look,
    /// It keeps Diglot from working.
    Stop,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name for machines: `output-room`.
    pub name: &'static str,
    /// What it is about, for people.
    pub topic: Message,
    pub verdict: Verdict,
    /// What was found, in a line.
    pub found: Message,
    /// What to do, where something is to be done.
    pub advice: Option<Message>,
}

impl Check {
    /// Something that is as it should be.
    pub fn good(name: &'static str, topic: Message, found: Message) -> Check {
        Check { name, topic, verdict: Verdict::Good, found, advice: None }
    }

    /// The same with another verdict, and what to do.
    #[must_use]
    pub fn but(self, verdict: Verdict, advice: Message) -> Check {
        Check { verdict, advice: Some(advice), ..self }
    }

    /// What could not be looked at.
    fn failed(name: &'static str, topic: Message, verdict: Verdict, failure: &Failure) -> Check {
        let found = message::each(|tongue| failure.text(tongue).lines().next().unwrap_or_default().to_owned());
        Check { name, topic, verdict, found, advice: failure.advice().cloned() }
    }
}

/// Looks at all that concerns a course in the folder `book` whose outputs go to the folder `out`; `named` says that somebody has named the folder of
/// the course, so that one without a course is a mistake. `now` is the time.
pub fn examine(book: &Path, named: bool, out: &Path, now: SystemTime) -> Vec<Check> {
    let mut checks = vec![machine::system(), machine::power()];
    let (about, folder) = course::checks(book, named);
    checks.extend(about);
    match folder.map(|folder| course::files(book, &folder)) {
        Some(Ok(files)) => {
            let paths: Vec<&str> = files.iter().map(String::as_str).collect();
            checks.push(names::check(&paths));
            checks.push(course::clock(book, &paths, now));
            checks.extend(course::version_control(book, &paths));
        }
        Some(Err(failure)) => checks.push(Check::failed("names", names::topic(), Verdict::Stop, &failure)),
        None => {}
    }
    checks.extend(output::checks(out));
    checks.push(synchronised::check(book, out));
    checks
}
