//! What a build makes: the arguments and `book.yaml` together.

use std::collections::BTreeSet;

use super::build::{Build, Output};
use crate::book::{Outputs, PaperSize, Turn};
use crate::course::{Course, ItemIx, Localized};
use crate::diagnostic::nearest;
use crate::failure::Failure;
use crate::output::{print, site};
use crate::reading::{Edition, Reading, Style};
use crate::theme;

/// The jobs of a build, the longest first.
pub struct Plan {
    pub jobs: Vec<Job>,
}

/// One document or website to be made.
pub enum Job {
    Site { edition: Edition, readings: Vec<Reading> },
    Handbook { path: String, options: print::Options },
    Booklet { path: String, booklet: print::Booklet },
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
        if items.is_some() && arguments.outputs.contains(&Output::Booklet) {
            return Err(Failure::new("`--item` chooses what is printed; a booklet is always whole")
                .hint("leave out `booklet`, or `--item`"));
        }
        let wanted = |output: Output| match arguments.outputs[..] {
            [] => !(items.is_some() && matches!(output, Output::Site | Output::Booklet)),
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
            PaperSize::A5 => print::Paper::A5,
        };
        let mut jobs = Vec::new();
        for edition in editions(&outputs.handbook, Output::Handbook) {
            // The side-by-side readings are the longest.
            for &reading in readings.iter().rev() {
                let styles = match reading {
                    Reading::Single(_) => &[Style::Columns][..],
                    Reading::Parallel(..) => &outputs.styles,
                };
                for &style in styles {
                    let path = handbook_path(course, reading, style, edition, items.as_ref());
                    let items = items.clone();
                    let sides = match outputs.two_sided || style == Style::Facing {
                        true => print::Sides::Two,
                        false => print::Sides::One,
                    };
                    let design = print::Design { style, sides, back_cover: false };
                    jobs.push(Job::Handbook {
                        path,
                        options: print::Options { reading, edition, paper, design, items },
                    });
                }
            }
        }
        for edition in editions(&outputs.booklet.editions, Output::Booklet) {
            // Readings that the arguments name come before those of `book.yaml`.
            let listed = |reading: &Reading| {
                let keys = outputs.booklet.readings.as_ref().filter(|_| arguments.lang.is_empty());
                keys.is_none_or(|keys| keys.contains(&reading.key(course)))
            };
            for &reading in readings.iter().rev().filter(|&reading| listed(reading)) {
                let path = format!("print/booklet.{}{}.pdf", reading.key(course), suffix(edition));
                jobs.push(Job::Booklet { path, booklet: booklet(outputs, reading, edition) });
            }
        }
        for edition in editions(&outputs.site, Output::Site) {
            jobs.push(Job::Site { edition, readings: readings.clone() });
        }
        Ok(Plan { jobs })
    }

    /// Whether there is a PDF among the jobs.
    pub fn prints(&self) -> bool {
        self.jobs.iter().any(|job| matches!(job, Job::Handbook { .. } | Job::Booklet { .. }))
    }

    /// Whether an earlier file belongs to one of the jobs, so that it goes when the job no longer makes it.
    pub fn owns(&self, path: &str) -> bool {
        self.jobs.iter().any(|job| match job {
            Job::Site { edition, .. } => path.starts_with(&format!("{}/", site::folder(*edition))),
            Job::Handbook { path: own, .. } | Job::Booklet { path: own, .. } => path == own,
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
            .map(|reading| (reading, handbook_path(course, reading, Style::Columns, edition, None)))
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

fn booklet(outputs: &Outputs, reading: Reading, edition: Edition) -> print::Booklet {
    let settings = &outputs.booklet;
    print::Booklet {
        reading,
        edition,
        sheet: match settings.sheet {
            PaperSize::Letter => print::Sheet::Letter,
            PaperSize::A4 | PaperSize::A5 => print::Sheet::A4,
        },
        duplex: match settings.turn {
            Turn::ShortEdge => print::Duplex::ShortEdge,
            Turn::LongEdge => print::Duplex::LongEdge,
        },
        sheets_per_signature: settings.sheets_per_signature,
        thickness: settings.thickness,
    }
}

fn suffix(edition: Edition) -> &'static str {
    match edition {
        Edition::Learner => "",
        Edition::Trainer => ".trainer",
    }
}

/// `print/handbook.en.pdf`, `print/handbook.zh.trainer.pdf`, `print/handbook.en-zh.facing.pdf`, `print/handbook.module-mindset.en.pdf`.
fn handbook_path(
    course: &Course,
    reading: Reading,
    style: Style,
    edition: Edition,
    items: Option<&BTreeSet<ItemIx>>,
) -> String {
    let items = items.iter().flat_map(|items| items.iter()).map(|&ix| format!(".{}", course.id(ix).replace('/', "-")));
    let items: String = items.collect();
    let style = match style {
        Style::Columns => "",
        Style::Stacked => ".stacked",
        Style::Facing => ".facing",
    };
    format!("print/handbook{items}.{}{style}{}.pdf", reading.key(course), suffix(edition))
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
