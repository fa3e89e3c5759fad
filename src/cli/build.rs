//! `diglot build`.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::progress::Progress;
use super::{Common, Loaded, Outcome};
use crate::book::{Outputs, PaperSize};
use crate::course::{Course, ItemIx, Localized};
use crate::diagnostic::{Severity, nearest};
use crate::edition;
use crate::failure::Failure;
use crate::output::{Sink, print, site};
use crate::publish::Publication;
use crate::reading::{Edition, Reading};
use crate::theme;

/// Make the website and the PDFs.
///
/// Without arguments, everything that `book.yaml` asks for. When the course has errors nothing is made, and the earlier output stays.
#[derive(Args)]
pub struct Build {
    /// What to make [default: everything that `book.yaml` asks for].
    #[arg(value_enum, value_name = "OUTPUT")]
    outputs: Vec<Output>,
    /// Only these readings: `en`, `zh`, or `en-zh` for both side by side.
    #[arg(long, value_name = "LANG", value_delimiter = ',')]
    lang: Vec<String>,
    /// Only this edition.
    #[arg(long, value_enum)]
    edition: Option<EditionName>,
    /// Only these items, such as `module/mindset`; for the handbook, under a name of its own.
    #[arg(long, value_name = "ITEM", value_delimiter = ',')]
    item: Vec<String>,
    /// Where to put the files.
    #[arg(long, value_name = "FOLDER", default_value = "dist")]
    out: PathBuf,
    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// The website, `site/`.
    Site,
    /// The handbook, `print/handbook.LANG.pdf`.
    Handbook,
}

#[derive(Clone, Copy, ValueEnum)]
enum EditionName {
    /// Without trainer notes and solutions.
    Learner,
    /// With everything.
    Trainer,
}

/// One document or website to be made.
enum Job {
    Site { edition: Edition, readings: Vec<Reading>, downloads: Vec<site::Download> },
    Handbook { path: String, options: print::Options },
}

impl Build {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let started = Instant::now();
        let mut loaded = self.common.load()?;
        let Some(course) = loaded.course.take() else {
            self.common.report(&loaded)?;
            self.common.summarise(&loaded);
            return Ok(Outcome::Mistakes);
        };
        let outputs = &loaded.book.as_ref().expect("a course has a book").outputs;
        let plan = self.plan(&course, outputs)?;
        if plan.iter().any(|job| matches!(job, Job::Handbook { .. })) {
            loaded.diagnostics.extend(print::missing_glyphs(&course));
        }
        self.common.report(&loaded)?;
        self.common.summarise(&loaded);
        if has_errors(&loaded) {
            return Ok(Outcome::Mistakes);
        }

        let publication = Publication::begin(&self.common.book.join(&self.out))?;
        let editions = Edition::ALL.map(|edition| edition::select(&course, edition));
        let progress = Progress::new(plan.len(), self.common.quiet);
        plan.par_iter().try_for_each(|job| {
            match job {
                Job::Site { edition, readings, downloads } => {
                    let options =
                        site::Options { readings, edition: *edition, downloads: downloads.clone() };
                    site::render(of(&editions, *edition), &options, &publication)?;
                    progress.done(&format!("{}/", site::folder(*edition)));
                }
                Job::Handbook { path, options } => {
                    let pdf = print::handbook(of(&editions, options.edition), options)?;
                    publication.put(path, &pdf)?;
                    progress.done(path);
                }
            }
            Ok::<(), Failure>(())
        })?;
        let published = publication.commit(|path| plan.iter().any(|job| job.owns(path)))?;
        progress.finish(&format!(
            "{} files in {}: {} new or changed, {} removed, {:.1} s\n",
            published.files,
            self.out.display(),
            published.changed,
            published.removed,
            started.elapsed().as_secs_f64()
        ));
        Ok(Outcome::Done)
    }

    /// What is to be made, the longest work first.
    fn plan(&self, course: &Course, outputs: &Outputs) -> Result<Vec<Job>, Failure> {
        let readings = self.readings(course)?;
        let items = self.items(course)?;
        let wanted = |output: Output| match self.outputs[..] {
            [] => !(items.is_some() && output == Output::Site),
            _ => self.outputs.contains(&output),
        };
        if items.is_some() && self.outputs.contains(&Output::Site) {
            return Err(Failure::new("`--item` chooses what is printed; a website is always whole")
                .hint("leave out `site`, or `--item`"));
        }
        let editions = |set: &Option<Vec<Edition>>, output: Output| match (self.edition, set) {
            _ if !wanted(output) => Vec::new(),
            (Some(edition), _) => vec![edition.into()],
            (None, Some(editions)) => editions.clone(),
            // Asked for by name, though `book.yaml` does not list it.
            (None, None) if self.outputs.contains(&output) => vec![Edition::Learner],
            (None, None) => Vec::new(),
        };
        let paper = match outputs.paper {
            PaperSize::A4 => print::Paper::A4,
            PaperSize::Letter => print::Paper::Letter,
        };
        let mut jobs = Vec::new();
        for edition in editions(&outputs.handbook, Output::Handbook) {
            // The side-by-side reading is the longest: it goes first.
            for &reading in readings.iter().rev() {
                let path = handbook_path(course, reading, edition, items.as_ref());
                let items = items.clone();
                jobs.push(Job::Handbook { path, options: print::Options { reading, edition, paper, items } });
            }
        }
        for edition in editions(&outputs.site, Output::Site) {
            jobs.push(Job::Site { edition, readings: readings.clone(), downloads: downloads(course, &jobs, edition) });
        }
        Ok(jobs)
    }

    fn readings(&self, course: &Course) -> Result<Vec<Reading>, Failure> {
        let all = Reading::all(course);
        if self.lang.is_empty() {
            return Ok(all);
        }
        let mut wanted = BTreeSet::new();
        for name in &self.lang {
            let Some(&reading) = all.iter().find(|r| r.key(course) == *name) else {
                let keys: Vec<String> = all.iter().map(|r| r.key(course)).collect();
                return Err(Failure::new(format!("this book has no reading `{name}`"))
                    .hint(format!("`--lang` takes {}", keys.join(", "))));
            };
            wanted.insert(reading);
        }
        Ok(wanted.into_iter().collect())
    }

    fn items(&self, course: &Course) -> Result<Option<BTreeSet<ItemIx>>, Failure> {
        if self.item.is_empty() {
            return Ok(None);
        }
        let mut wanted = BTreeSet::new();
        for name in &self.item {
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
}

impl Job {
    /// Whether an earlier file is this job's, so that it goes when the job no longer makes it.
    fn owns(&self, path: &str) -> bool {
        match self {
            Job::Site { edition, .. } => path.starts_with(&format!("{}/", site::folder(*edition))),
            Job::Handbook { path: own, .. } => path == own,
        }
    }
}

impl From<EditionName> for Edition {
    fn from(name: EditionName) -> Edition {
        match name {
            EditionName::Learner => Edition::Learner,
            EditionName::Trainer => Edition::Trainer,
        }
    }
}

fn of(editions: &[Course; 2], edition: Edition) -> &Course {
    match edition {
        Edition::Learner => &editions[0],
        Edition::Trainer => &editions[1],
    }
}

fn has_errors(loaded: &Loaded) -> bool {
    loaded.diagnostics.iter().any(|d| d.severity == Severity::Error)
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

/// The PDFs of this build that a website offers: those of its own edition.
fn downloads(course: &Course, jobs: &[Job], edition: Edition) -> Vec<site::Download> {
    let mut downloads: Vec<site::Download> = jobs
        .iter()
        .filter_map(|job| match job {
            Job::Handbook { path, options } if options.edition == edition => {
                Some(site::Download {
                    reading: options.reading,
                    label: handbook_label(course, options),
                    path: path.clone(),
                })
            }
            _ => None,
        })
        .collect();
    downloads.sort_by_key(|d| d.reading.key(course));
    downloads
}

/// “Learner’s handbook (English, 中文)” in each language.
fn handbook_label(course: &Course, options: &print::Options) -> Localized<String> {
    let strings = theme::strings(course);
    let languages: Vec<&str> =
        options.reading.langs().into_iter().map(|lang| strings[lang].common.language.as_str()).collect();
    strings.map(|words| {
        let name = match options.edition {
            Edition::Learner => &words.print.learner,
            Edition::Trainer => &words.print.trainer,
        };
        words.common.with_language.replace("{title}", name).replace("{language}", &languages.join(" + "))
    })
}
