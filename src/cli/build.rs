//! `diglot build`.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::ending::Ending;
use super::plan::{Job, Plan};
use super::progress::Progress;
use super::workers::{self, Room};
use super::{Common, Outcome};
use crate::book::Book;
use crate::course::Course;
use crate::diagnostic::render::{render, summary};
use crate::diagnostic::{Diagnostic, Severity};
use crate::edition;
use crate::failure::Failure;
use crate::message::both;
use crate::output::print::{Document, Manuscript, TypesetContext, Unmade};
use crate::output::{Sink, print, site};
use crate::outputs::Output;
use crate::publish::{self, Publication, Published, Record, Said};
use crate::reading::{Edition, Reading};
use crate::theme::Theme;

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
    pub common: Common,
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
        let ending = Ending::new(&self.common);
        let tongue = self.common.tongue();
        let out = self.out.clone().unwrap_or_else(|| self.common.book.join("dist"));
        // What an earlier build was kept from ending is ended, whatever becomes of this one. What stands in the way is met again where a build
        // begins.
        let _ = publish::mend(&out);
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
        let book = loaded.book.as_ref().expect("a course has a book");
        let names = loaded.names.iter().map(|name| name.text.clone()).collect();
        let group = print::Cohort { names, start: book.outputs.start };
        let plan = Plan::new(self, &course, &book.outputs, group)?;
        let press = plan.prints().then(|| TypesetContext::new(&loaded.theme));
        if let Some(press) = &press {
            let found = self.common.check_print(&loaded, &course, press);
            loaded.diagnostics.extend(found);
        }
        let report = render(&loaded.sources, &loaded.diagnostics, self.common.rendered(), tongue);
        self.common.show(&report);
        self.common.summarise(&loaded.diagnostics);
        if loaded.diagnostics.iter().any(|d| d.severity == Severity::Error) {
            return Ok(Outcome::Mistakes);
        }

        let progress = Progress::new(plan.jobs.len(), &self.common);
        let publication = ending.begin(&out)?;
        let making = Making {
            common: &self.common,
            editions: Editions::new(course, &plan),
            plan: &plan,
            book,
            theme: &loaded.theme,
            press,
            publication: &publication,
            program: program_for(book),
            room: Room::new(print::MOST_WEIGHT),
            found: Mutex::default(),
            progress: &progress,
        };
        let (sites, prints): (Vec<&Job>, Vec<&Job>) = plan.jobs.iter().partition(|job| matches!(job, Job::Site { .. }));
        workers::each(&prints, |job| making.make(job))?;
        let found = making.found();
        let report_of_pages = render(&loaded.sources, &found, self.common.rendered(), tongue);
        progress.pause(|| self.common.show(&report_of_pages));
        self.common.summarise(&found);
        if found.iter().any(|d| d.severity == Severity::Error) {
            return Ok(Outcome::Mistakes);
        }
        // They offer the PDFs, so these must be there.
        workers::each(&sites, |job| making.make(job))?;
        // The process ends: giving a long course back piece by piece would only take time.
        std::mem::forget(making);
        if let Some(look) = look {
            loaded.diagnostics.extend(found);
            let said = Said {
                report: report + &report_of_pages,
                summary: summary(&loaded.diagnostics, tongue),
                made: plan.jobs.iter().map(Job::name).collect(),
                files: 0,
            };
            publication.remember(Record::new(&asked, &look, &loaded.sources, said));
        }
        let published = publication.commit(|path| plan.owns(path))?;
        finish(&progress, &out, published, started);
        Ok(Outcome::Done)
    }

    /// All that a build depends on beside the sources and what lies in the output folder.
    fn asked(&self) -> String {
        let book = std::fs::canonicalize(&self.common.book);
        let edition = self.edition.map(Edition::from);
        let shown = (self.common.strict, self.common.format, self.common.rendered(), self.common.tongue());
        format!("{:?}", (program(), book, &self.outputs, &self.lang, edition, &self.item, shown))
    }

    /// Says what a build said that would make the same.
    fn repeat(&self, said: &Said, out: &Path, started: Instant) {
        self.common.show(&said.report);
        self.common.show_summary(&said.summary);
        let progress = Progress::new(said.made.len(), &self.common);
        said.made.iter().for_each(|what| progress.kept(what));
        finish(&progress, out, Published { files: said.files, changed: 0, removed: 0 }, started);
    }
}

fn finish(progress: &Progress, out: &Path, published: Published, started: Instant) {
    let Published { files, changed, removed } = published;
    let (out, seconds) = (out.display(), started.elapsed().as_secs_f64());
    progress.finish(&both!(
        "{files} files in {out}: {changed} new or changed, {removed} removed, {seconds:.1} s",
        "{out} 里有 {files} 个文件：新增或改变 {changed} 个，删去 {removed} 个，用时 {seconds:.1} 秒"
    ));
}

/// What the jobs of a build share.
struct Making<'a> {
    common: &'a Common,
    plan: &'a Plan,
    book: &'a Book,
    theme: &'a Theme,
    editions: Editions,
    /// There is one when the plan prints.
    press: Option<TypesetContext>,
    publication: &'a Publication,
    program: String,
    room: Room,
    /// What was seen on finished pages.
    found: Mutex<Vec<Diagnostic>>,
    progress: &'a Progress,
}

impl Making<'_> {
    fn make(&self, job: &Job) -> Result<(), Failure> {
        match job {
            Job::Site { edition, readings } => self.site(job, *edition, readings),
            Job::Print { path, document, options } => self.pdf(path, document, options),
        }
    }

    fn site(&self, job: &Job, edition: Edition, readings: &[Reading]) -> Result<(), Failure> {
        let (course, outputs) = (self.editions.of(edition), &self.book.outputs);
        let downloads = self.plan.downloads(course, outputs, edition, |path| self.publication.read(path))?;
        let options = site::Options { readings, edition, downloads, theme: self.theme, start: outputs.start };
        site::render(course, &options, self.publication)?;
        self.progress.made(&job.name());
        Ok(())
    }

    fn pdf(&self, path: &str, document: &Document, options: &print::Options) -> Result<(), Failure> {
        let press = self.press.as_ref().expect("a plan that prints has a press");
        let manuscript = Manuscript::new(document, self.editions.of(options.edition), press, options);
        let inputs = manuscript.digest(&self.program);
        if self.publication.keep(path, inputs)? {
            self.progress.kept(path);
            return Ok(());
        }
        let made = {
            let _place = self.room.enter(manuscript.weight());
            manuscript.pdf()
        };
        let mut pdf = match made {
            Ok(pdf) => pdf,
            Err(Unmade::Failed(failure)) => return Err(*failure),
            Err(Unmade::Refused(diagnostic)) => {
                self.found.lock().expect("no job panics with the lock").push(*diagnostic);
                return Ok(());
            }
        };
        self.common.apply_levels(self.book, &mut pdf.found);
        if pdf.found.is_empty() {
            self.publication.put_made(path, inputs, &pdf.bytes)?;
        } else {
            // The next build makes it again, so that it finds this again.
            self.publication.put(path, &pdf.bytes)?;
            self.found.lock().expect("no job panics with the lock").extend(pdf.found);
        }
        self.progress.made(path);
        Ok(())
    }

    /// What was seen on the pages. The same place may be on many of them; which was made first is chance.
    fn found(&self) -> Vec<Diagnostic> {
        let mut found = std::mem::take(&mut *self.found.lock().expect("no job panicked"));
        found.sort_by(|a, b| (a.span, a.code.name(), &a.message).cmp(&(b.span, b.code.name(), &b.message)));
        found.dedup_by_key(|diagnostic| (diagnostic.span, diagnostic.code.name()));
        found
    }
}

/// What tells this program from every other version of itself, which may make other files of the same course.
fn program() -> String {
    let file = std::env::current_exe().and_then(std::fs::metadata);
    let stamp = file.and_then(|file| Ok((file.len(), file.modified()?)));
    format!("diglot {} {stamp:?}", env!("CARGO_PKG_VERSION"))
}

/// What beside its manuscript decides whether a PDF would be made again: a PDF without findings may have some that the book does not want
/// to know.
fn program_for(book: &Book) -> String {
    let unheard = print::FINDINGS.map(|code| book.levels.get(&code));
    format!("{} {unheard:?}", program())
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
