//! `diglot build`.

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::plan::{Job, Plan};
use super::progress::Progress;
use super::workers::{self, Room};
use super::{Common, Outcome};
use crate::course::Course;
use crate::diagnostic::{Code, Severity};
use crate::edition;
use crate::failure::Failure;
use crate::output::print::Press;
use crate::output::{Sink, print, site};
use crate::outputs::Output;
use crate::publish::Publication;
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
        let mut loaded = self.common.load()?;
        let Some(course) = loaded.course.take() else {
            self.common.report(&loaded.sources, &loaded.diagnostics)?;
            self.common.summarise(&loaded.diagnostics);
            return Ok(Outcome::Mistakes);
        };
        let book = loaded.book.as_ref().expect("a course has a book");
        let outputs = &book.outputs;
        let start = outputs.start;
        let group = print::Group { names: loaded.names.iter().map(|name| name.text.clone()).collect(), start };
        let plan = Plan::new(self, &course, outputs, group)?;
        let press = plan.prints().then(|| Press::new(&loaded.theme));
        if let Some(press) = &press {
            let found = self.common.check_print(&loaded, &course, press);
            loaded.diagnostics.extend(found);
        }
        self.common.report(&loaded.sources, &loaded.diagnostics)?;
        self.common.summarise(&loaded.diagnostics);
        if loaded.diagnostics.iter().any(|d| d.severity == Severity::Error) {
            return Ok(Outcome::Mistakes);
        }

        let out = self.out.clone().unwrap_or_else(|| self.common.book.join("dist"));
        let publication = Publication::begin(&out)?;
        let editions = Editions::new(course, &plan);
        // A PDF without findings may have some that the book does not want to know.
        let unheard = [Code::OverfullLine, Code::LowResolution].map(|code| book.levels.get(&code));
        let program = format!("{} {unheard:?}", program());
        let room = Room::new(print::MOST_WEIGHT);
        let proofs = Mutex::new(Vec::new());
        let progress = Progress::new(plan.jobs.len(), self.common.quiet);
        let make = |job: &Job| {
            match job {
                Job::Site { edition, readings } => {
                    let (course, edition, theme) = (editions.of(*edition), *edition, &loaded.theme);
                    let downloads = plan.downloads(course, outputs, edition, |path| publication.read(path))?;
                    let options = site::Options { readings, edition, downloads, theme, start };
                    site::render(course, &options, &publication)?;
                    progress.made(&format!("{}/", site::folder(edition)));
                }
                Job::Print { path, document, options } => {
                    let press = press.as_ref().expect("a plan that prints has a press");
                    let manuscript = document.manuscript(editions.of(options.edition), press, options);
                    let inputs = manuscript.digest(&program);
                    if publication.keep(path, inputs)? {
                        progress.kept(path);
                    } else {
                        let pdf = {
                            let _place = room.enter(manuscript.weight());
                            manuscript.pdf()?
                        };
                        let mut found = pdf.found;
                        self.common.apply_levels(book, &mut found);
                        if found.is_empty() {
                            publication.put_made(path, inputs, &pdf.bytes)?;
                        } else {
                            // The next build makes it again, so that it finds this again.
                            publication.put(path, &pdf.bytes)?;
                            proofs.lock().expect("no job panics with the lock").extend(found);
                        }
                        progress.made(path);
                    }
                }
            }
            Ok::<(), Failure>(())
        };
        let (sites, prints): (Vec<&Job>, Vec<&Job>) = plan.jobs.iter().partition(|job| matches!(job, Job::Site { .. }));
        workers::each(&prints, &make)?;
        let mut found = std::mem::take(&mut *proofs.lock().expect("no job panicked"));
        // The same place may be on many pages. Which of them was made first is chance.
        found.sort_by(|a, b| (a.span, a.code.name(), &a.message).cmp(&(b.span, b.code.name(), &b.message)));
        found.dedup_by_key(|diagnostic| (diagnostic.span, diagnostic.code.name()));
        progress.pause(|| self.common.report(&loaded.sources, &found))?;
        self.common.summarise(&found);
        if found.iter().any(|d| d.severity == Severity::Error) {
            return Ok(Outcome::Mistakes);
        }
        // They offer the PDFs, so these must be there.
        workers::each(&sites, &make)?;
        let published = publication.commit(|path| plan.owns(path))?;
        progress.finish(&format!(
            "{} files in {}: {} new or changed, {} removed, {:.1} s\n",
            published.files,
            out.display(),
            published.changed,
            published.removed,
            started.elapsed().as_secs_f64()
        ));
        Ok(Outcome::Done)
    }
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
        let learner = needed(Edition::Learner).then(|| edition::select(&course, Edition::Learner));
        // Trainers see everything.
        Editions { learner, trainer: needed(Edition::Trainer).then_some(course) }
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
