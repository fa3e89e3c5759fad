//! `diglot build`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::plan::{Job, Plan};
use super::progress::Progress;
use super::{Common, Outcome};
use crate::course::Course;
use crate::diagnostic::Severity;
use crate::diagnostic::render::{render, summary};
use crate::edition;
use crate::failure::Failure;
use crate::output::print::Press;
use crate::output::{print, site};
use crate::outputs::Output;
use crate::publish::{Publication, Published, Record, Said};
use crate::reading::Edition;

/// Make the website and the PDFs.
///
/// Without arguments, everything that `book.yaml` asks for. When the course has errors nothing is made, and the earlier output stays.
#[derive(Args, Default)]
pub struct Build {
    /// What to make [default: everything that `book.yaml` asks for].
    #[arg(value_enum, value_name = "OUTPUT")]
    pub outputs: Vec<Output>,
    /// Only these readings: `en`, `zh`, or `en-zh` for both side by side.
    #[arg(long, value_name = "LANG", value_delimiter = ',')]
    pub lang: Vec<String>,
    /// Only this edition.
    #[arg(long, value_enum)]
    pub edition: Option<EditionName>,
    /// Only these items, such as `module/mindset`: of the handouts, and of the handbook under a name of its own.
    #[arg(long, value_name = "ITEM", value_delimiter = ',')]
    pub item: Vec<String>,
    /// Where to put the files [default: `dist` beside `book.yaml`].
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum EditionName {
    /// Without trainer notes and solutions.
    Learner,
    /// With everything.
    Trainer,
}

impl Build {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let started = Instant::now();
        let out = self.out.clone().unwrap_or_else(|| self.common.book.join("dist"));
        let asked = self.asked();
        let (look, record) = rayon::join(|| self.common.look(), || Record::of(&out, &asked));
        if let Some((look, record)) = look.as_ref().zip(record)
            && let Some(said) = record.confirm(&out, look)
        {
            self.repeat(&said, &out, started);
            return Ok(Outcome::Done);
        }
        let mut loaded = self.common.load()?;
        let Some(course) = loaded.course.take() else {
            self.common.report(&loaded.sources, &loaded.diagnostics);
            self.common.summarise(&loaded.diagnostics);
            return Ok(Outcome::Mistakes);
        };
        let outputs = &loaded.book.as_ref().expect("a course has a book").outputs;
        let start = outputs.start;
        let group = print::Group { names: loaded.names.iter().map(|name| name.text.clone()).collect(), start };
        let plan = Plan::new(self, &course, outputs, group)?;
        let press = plan.prints().then(|| Press::new(&loaded.theme));
        if let Some(press) = &press {
            let found = self.common.check_print(&loaded, &course, press);
            loaded.diagnostics.extend(found);
        }
        let report = render(&loaded.sources, &loaded.diagnostics, self.common.rendered());
        let summary = summary(&loaded.diagnostics);
        self.common.show(&report);
        self.common.show_summary(&summary);
        if loaded.diagnostics.iter().any(|d| d.severity == Severity::Error) {
            return Ok(Outcome::Mistakes);
        }

        let publication = Publication::begin(&out)?;
        if let Some(look) = look {
            let made = plan.jobs.iter().map(Job::name).collect();
            let said = Said { report, summary, made, files: 0 };
            publication.remember(Record::new(&asked, &look, &loaded.sources, said));
        }
        let editions = Editions::new(course, &plan);
        let program = program();
        let progress = Progress::new(plan.jobs.len(), self.common.quiet);
        let make = |job: &&Job| {
            match job {
                Job::Site { edition, readings } => {
                    let (course, edition, theme) = (editions.of(*edition), *edition, &loaded.theme);
                    let downloads = plan.downloads(course, outputs, edition, |path| publication.read(path))?;
                    let options = site::Options { readings, edition, downloads, theme, start };
                    site::render(course, &options, &publication)?;
                    progress.made(&job.name());
                }
                Job::Print { path, document, options } => {
                    let press = press.as_ref().expect("a plan that prints has a press");
                    let manuscript = document.manuscript(editions.of(options.edition), press, options);
                    let inputs = manuscript.digest(&program);
                    if publication.keep(path, inputs)? {
                        progress.kept(path);
                    } else {
                        publication.put_made(path, inputs, &manuscript.pdf()?)?;
                        progress.made(path);
                    }
                }
            }
            Ok::<(), Failure>(())
        };
        let (sites, prints): (Vec<&Job>, Vec<&Job>) = plan.jobs.iter().partition(|job| matches!(job, Job::Site { .. }));
        prints.par_iter().try_for_each(make)?;
        // They offer the PDFs, so these must be there.
        sites.par_iter().try_for_each(make)?;
        let published = publication.commit(|path| plan.owns(path))?;
        // The process ends: giving a long course back piece by piece would only take time.
        std::mem::forget(editions);
        finish(&progress, &out, published, started);
        Ok(Outcome::Done)
    }

    /// All that a build depends on beside the sources and what lies in the output folder.
    fn asked(&self) -> String {
        let book = std::fs::canonicalize(&self.common.book);
        let edition = self.edition.map(Edition::from);
        let shown = (self.common.strict, self.common.format, self.common.rendered());
        format!("{:?}", (program(), book, &self.outputs, &self.lang, edition, &self.item, shown))
    }

    /// Says what a build said that would make the same.
    fn repeat(&self, said: &Said, out: &Path, started: Instant) {
        self.common.show(&said.report);
        self.common.show_summary(&said.summary);
        let progress = Progress::new(said.made.len(), self.common.quiet);
        said.made.iter().for_each(|what| progress.kept(what));
        finish(&progress, out, Published { files: said.files, changed: 0, removed: 0 }, started);
    }
}

fn finish(progress: &Progress, out: &Path, published: Published, started: Instant) {
    progress.finish(&format!(
        "{} files in {}: {} new or changed, {} removed, {:.1} s\n",
        published.files,
        out.display(),
        published.changed,
        published.removed,
        started.elapsed().as_secs_f64()
    ));
}

/// What tells this program from every other version of itself, which may make other files of the same course.
fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let stamp = file.and_then(|file| Ok((file.len(), file.modified()?)));
    format!("diglot {} {stamp:?}", env!("CARGO_PKG_VERSION"))
}

/// The course in the editions that a build needs; a large one is not kept in memory twice without need.
struct Editions {
    learner: Option<Course>,
    trainer: Option<Course>,
}

impl Editions {
    fn new(course: Course, plan: &Plan) -> Editions {
        let needed = |edition| plan.jobs.iter().any(|job| job.edition() == edition);
        // Trainers see everything.
        let trainer = needed(Edition::Trainer).then(|| course.clone());
        Editions { learner: needed(Edition::Learner).then(|| edition::select(course, Edition::Learner)), trainer }
    }

    fn of(&self, edition: Edition) -> &Course {
        let course = match edition {
            Edition::Learner => &self.learner,
            Edition::Trainer => &self.trainer,
        };
        course.as_ref().expect("some job is in this edition")
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
