//! What a build makes: the arguments and `book.yaml` together.

use std::collections::BTreeSet;

use super::build::{Build, Output};
use crate::book::{Outputs, PaperSize};
use crate::course::{Course, ItemIx, Localized};
use crate::diagnostic::nearest;
use crate::failure::Failure;
use crate::output::{print, site};
use crate::reading::{Edition, Reading};
use crate::theme;

/// The jobs of a build, the longest first.
pub struct Plan {
    pub jobs: Vec<Job>,
}

/// One document or website to be made.
pub enum Job {
    Site { edition: Edition, readings: Vec<Reading> },
    Handbook { path: String, options: print::Options },
}

impl Plan {
    /// # Errors
    ///
    /// When the arguments name a reading or an item that the course does not have.
    pub fn new(arguments: &Build, course: &Course, outputs: &Outputs) -> Result<Plan, Failure> {
        let readings = readings(&arguments.lang, course)?;
        let items = items(&arguments.item, course)?;
        if items.is_some() && arguments.outputs.contains(&Output::Site) {
            return Err(Failure::new("`--item` chooses what is printed; a website is always whole")
                .hint("leave out `site`, or `--item`"));
        }
        let wanted = |output: Output| match arguments.outputs[..] {
            [] => !(items.is_some() && output == Output::Site),
            _ => arguments.outputs.contains(&output),
        };
        let editions = |set: &Option<Vec<Edition>>, output: Output| match (arguments.edition, set) {
            _ if !wanted(output) => Vec::new(),
            (Some(edition), _) => vec![edition.into()],
            (None, Some(editions)) => editions.clone(),
            // Asked for by name, though `book.yaml` does not list it.
            (None, None) if arguments.outputs.contains(&output) => vec![Edition::Learner],
            (None, None) => Vec::new(),
        };
        let paper = match outputs.paper {
            PaperSize::A4 => print::Paper::A4,
            PaperSize::Letter => print::Paper::Letter,
        };
        let mut jobs = Vec::new();
        for edition in editions(&outputs.handbook, Output::Handbook) {
            // The side-by-side readings are the longest.
            for &reading in readings.iter().rev() {
                let path = handbook_path(course, reading, edition, items.as_ref());
                let items = items.clone();
                jobs.push(Job::Handbook { path, options: print::Options { reading, edition, paper, items } });
            }
        }
        for edition in editions(&outputs.site, Output::Site) {
            jobs.push(Job::Site { edition, readings: readings.clone() });
        }
        Ok(Plan { jobs })
    }

    /// Whether there is a PDF among the jobs.
    pub fn prints(&self) -> bool {
        self.jobs.iter().any(|job| matches!(job, Job::Handbook { .. }))
    }

    /// Whether an earlier file belongs to one of the jobs, so that it goes when the job no longer makes it.
    pub fn owns(&self, path: &str) -> bool {
        self.jobs.iter().any(|job| match job {
            Job::Site { edition, .. } => path.starts_with(&format!("{}/", site::folder(*edition))),
            Job::Handbook { path: own, .. } => path == own,
        })
    }

    /// The handbooks that a website of an edition offers: those of this build, and of earlier ones that `lies_there` finds.
    pub fn downloads(
        &self,
        course: &Course,
        edition: Edition,
        lies_there: impl Fn(&str) -> bool,
    ) -> Vec<site::Download> {
        let made =
            |path: &str| self.jobs.iter().any(|job| matches!(job, Job::Handbook { path: own, .. } if own == path));
        Reading::all(course)
            .into_iter()
            .map(|reading| (reading, handbook_path(course, reading, edition, None)))
            .filter(|(_, path)| made(path) || lies_there(path))
            .map(|(reading, path)| site::Download { reading, label: handbook_label(course, reading, edition), path })
            .collect()
    }
}

fn readings(names: &[String], course: &Course) -> Result<Vec<Reading>, Failure> {
    let all = Reading::all(course);
    if names.is_empty() {
        return Ok(all);
    }
    let mut wanted = BTreeSet::new();
    for name in names {
        let Some(&reading) = all.iter().find(|r| r.key(course) == *name) else {
            let keys: Vec<String> = all.iter().map(|r| r.key(course)).collect();
            return Err(Failure::new(format!("this book has no reading `{name}`"))
                .hint(format!("`--lang` takes {}", keys.join(", "))));
        };
        wanted.insert(reading);
    }
    Ok(wanted.into_iter().collect())
}

fn items(names: &[String], course: &Course) -> Result<Option<BTreeSet<ItemIx>>, Failure> {
    if names.is_empty() {
        return Ok(None);
    }
    let mut wanted = BTreeSet::new();
    for name in names {
        let Some(ix) = course.item_ixs().find(|&ix| course.id(ix) == *name) else {
            let ids: Vec<String> = course.item_ixs().map(|ix| course.id(ix)).collect();
            let failure = Failure::new(format!("there is no item `{name}`"));
            return Err(match nearest(name, ids.iter().map(String::as_str)) {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None => failure.hint("items are called `kind/slug`, such as `module/mindset`"),
            });
        };
        wanted.insert(ix);
    }
    Ok(Some(wanted))
}

/// `print/handbook.en.pdf`, `print/handbook.zh.trainer.pdf`, `print/handbook.module-mindset.en.pdf`.
fn handbook_path(course: &Course, reading: Reading, edition: Edition, items: Option<&BTreeSet<ItemIx>>) -> String {
    let items = items.iter().flat_map(|items| items.iter()).map(|&ix| format!(".{}", course.id(ix).replace('/', "-")));
    let items: String = items.collect();
    let edition = match edition {
        Edition::Learner => "",
        Edition::Trainer => ".trainer",
    };
    format!("print/handbook{items}.{}{edition}.pdf", reading.key(course))
}

/// “Learner’s handbook (English + 中文)” in each language.
fn handbook_label(course: &Course, reading: Reading, edition: Edition) -> Localized<String> {
    let strings = theme::strings(course);
    let languages = reading.langs().into_iter().map(|lang| strings[lang].common.language.as_str());
    let languages = languages.collect::<Vec<_>>().join(" + ");
    strings.map(|words| {
        let name = match edition {
            Edition::Learner => &words.print.learner,
            Edition::Trainer => &words.print.trainer,
        };
        words.common.with_language.replace("{title}", name).replace("{language}", &languages)
    })
}
