//! Makes the products of a plan.

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::thread;
use std::time::UNIX_EPOCH;

use super::cost::Costs;
use super::memory::Memory;
use super::plan::Plan;
use super::products::{Product, ProductKind};
use super::workers::{self, Room};
use crate::book::Book;
use crate::course::Course;
use crate::course::edition::{self, Edition};
use crate::course::reading::Reading;
use crate::diagnostic::{Code, Diagnostic, has_errors};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::message::both;
use crate::output::pagination::PrintedPage;
use crate::output::print::{self, Manuscript, TypesetContext, Unmade};
use crate::output::{epub, gift, lms, site};
use crate::publish::Publication;
use crate::sink::{Below, Sink};
use crate::span::Span;
use crate::theme::Theme;

/// What has become of a product that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was made by this build.
    Made,
    /// It lies there as this build would make it.
    Kept,
}

/// All that the products of a build are made from and with.
pub struct Making<'a> {
    /// The settings of the course.
    pub book: &'a Book,
    /// The look of the website. That of the PDFs is in `press`.
    pub theme: &'a Theme,
    /// Of the files that every page may depend on ([`crate::project::Sound::surroundings`]).
    pub surroundings: Digest,
    /// The whole build.
    pub plan: &'a Plan,
    /// What of it is made here; none for all of it.
    pub share: Option<&'a [Product]>,
    /// There is one when the plan needs it.
    pub press: Option<&'a TypesetContext>,
    /// The output folder, for as long as this build writes to it.
    pub publication: &'a Publication,
    /// Hears of every product, from several threads.
    pub done: &'a (dyn Fn(&Product, Fate) + Sync),
}

impl Making<'_> {
    /// Makes everything, and reports what was seen on finished pages. With an error among it, the websites, which offer the PDFs, are not
    /// made.
    ///
    /// # Errors
    ///
    /// When the disk fails, or a template of the theme.
    pub fn run(&self, course: Course, memory: &mut Memory) -> Result<Vec<Diagnostic>, Failure> {
        let is_package = |product: &Product| matches!(product.kind, ProductKind::Package { .. });
        let is_file = |product: &&Product| !product.is_site() && !is_package(product);
        let products = self.share.unwrap_or(&self.plan.products);
        let (mut files, others): (Vec<&Product>, Vec<&Product>) = products.iter().partition(is_file);
        let costs = LazyCell::new(|| Costs::new(&course));
        files.sort_by_cached_key(|product| Reverse(costs.of(product)));
        drop(costs);
        let run = Run {
            making: self,
            editions: Editions::new(course, self.plan, &mut memory.reading.editions),
            words: &memory.words,
            program: program_for(self.book),
            room: Room::new(print::MOST_WEIGHT),
            found: Mutex::default(),
            pages: Mutex::default(),
        };
        // Books have the page numbers of handbooks, which are known when these are made.
        let (books, rest): (Vec<&Product>, Vec<&Product>) =
            files.iter().partition(|product| matches!(product.kind, ProductKind::Epub { .. }));
        workers::each(&rest, |product| run.make(product))?;
        workers::each(&books, |product| run.make(product))?;
        let found = run.found();
        if !has_errors(&found) {
            let (sites, packages): (Vec<&Product>, Vec<&Product>) = others.into_iter().partition(|p| p.is_site());
            run.copies(&files)?;
            workers::each(&sites, |product| run.make(product))?;
            run.packages(&packages)?;
        }
        // Giving a long course back piece by piece takes time, for which nobody has to wait.
        thread::spawn(move || drop(run.editions));
        Ok(found)
    }
}

/// A build that is under way.
struct Run<'a> {
    making: &'a Making<'a>,
    editions: Editions,
    words: &'a site::Words,
    /// [`program_for`] the book.
    program: Digest,
    room: Room,
    /// What was seen on finished pages.
    found: Mutex<Vec<Diagnostic>>,
    /// The pages of handbooks that were typeset, by the paths of their PDFs.
    pages: Mutex<BTreeMap<String, Vec<PrintedPage>>>,
}

impl Run<'_> {
    fn make(&self, product: &Product) -> Result<(), Failure> {
        let step = match &product.kind {
            ProductKind::Site { readings, share } => self.site(product, readings, share)?,
            ProductKind::Pdf { .. } => self.pdf(product)?,
            ProductKind::Form { item, lang, paper } => {
                let press = self.making.press.expect("a plan with forms has a press");
                let form = print::form(self.editions.of(product.edition), press, *item, *lang, *paper);
                self.making.publication.put(&product.path, &form)?;
                Some(Fate::Made)
            }
            ProductKind::Epub { reading, handbook } => Some(self.epub(product, *reading, handbook.as_deref())?),
            ProductKind::Quiz { lang } => {
                let questions = gift::render(self.editions.of(product.edition), *lang);
                self.making.publication.put(&product.path, questions.as_bytes())?;
                Some(Fate::Made)
            }
            ProductKind::Package { .. } => return self.packages(&[product]),
        };
        step.into_iter().for_each(|step| (self.making.done)(product, step));
        Ok(())
    }

    fn site(&self, product: &Product, readings: &[Reading], share: &site::Share) -> Result<Option<Fate>, Failure> {
        let Making { theme, publication, .. } = *self.making;
        let (course, edition, downloads) =
            (self.editions.of(product.edition), product.edition, self.downloads(product));
        let options = site::Options { readings, edition, downloads, theme, venue: site::Venue::Web };
        let surroundings = Digest::of_value(&(program(), self.making.surroundings));
        let earlier = site::Earlier { surroundings, words: self.words };
        site::update(course, &options, share, &earlier, &Below { folder: &product.path, sink: publication })?;
        Ok(Some(Fate::Made))
    }

    /// What a website offers. Of a build that machines share, all that it makes anywhere.
    fn downloads(&self, site: &Product) -> Vec<site::Download> {
        let Making { plan, share, book, publication, .. } = *self.making;
        let is_there = |path: &str| if share.is_some() { plan.file(path).is_some() } else { publication.has(path) };
        plan.downloads(self.editions.of(site.edition), &book.outputs, site.edition, is_there)
    }

    /// Puts copies of what the websites offer into their folders: where machines share the build, of the files that are `made` here.
    fn copies(&self, made: &[&Product]) -> Result<(), Failure> {
        let Making { plan, share, publication, .. } = *self.making;
        let made: BTreeSet<&str> = made.iter().map(|product| product.path.as_str()).collect();
        for site in plan.products.iter().filter(|product| product.is_site()) {
            let ProductKind::Site { readings, .. } = &site.kind else { continue };
            let mut offered = self.downloads(site);
            offered.retain(|file| readings.contains(&file.reading));
            for file in offered.iter().filter(|file| share.is_none() || made.contains(file.path.as_str())) {
                let bytes = publication.read(&file.path)?;
                bytes.map_or(Ok(()), |bytes| publication.put(&format!("{}{}", site.path, file.path), &bytes))?;
            }
        }
        Ok(())
    }

    /// All packages have the same readings, and hold the same website.
    fn packages(&self, products: &[&Product]) -> Result<(), Failure> {
        let Making { book, theme, publication, done, .. } = *self.making;
        let Some(ProductKind::Package { readings, .. }) = products.first().map(|product| &product.kind) else {
            return Ok(());
        };
        let options = lms::Options { readings, settings: &book.outputs.lms, theme };
        let contents = lms::Contents::new(self.editions.of(Edition::Learner), &options)?;
        workers::each(products, |product| {
            if let ProductKind::Package { package, .. } = product.kind {
                crate::sink::Sink::put(publication, &product.path, &contents.archive(package))?;
                done(product, Fate::Made);
            }
            Ok(())
        })
    }

    fn epub(&self, product: &Product, reading: Reading, handbook: Option<&Product>) -> Result<Fate, Failure> {
        let Making { theme, publication, .. } = *self.making;
        let (path, course) = (&product.path, self.editions.of(product.edition));
        let options = epub::Options { reading, edition: product.edition, theme, pages: &[] };
        let mut bytes = epub::render(course, &options);
        if let Some((handbook, manuscript)) = handbook.and_then(|handbook| Some((handbook, self.manuscript(handbook)?)))
        {
            // A page number changes when the printed book does, or the text of this one.
            let inputs = Digest::of_value(&(Digest::of(&bytes), manuscript.digest(self.program)));
            if publication.keep(path, inputs)? {
                return Ok(Fate::Kept);
            }
            let pages = self.pages(&handbook.path, manuscript)?;
            bytes = epub::render(course, &epub::Options { pages: &pages, ..options });
            if bytes.len() <= epub::LARGE && !pages.is_empty() {
                publication.put_made(path, inputs, &bytes)?;
                return Ok(Fate::Made);
            }
        }
        publication.put(path, &bytes)?;
        self.large_epub(path, bytes.len());
        Ok(Fate::Made)
    }

    /// Says of a book that it is too large for some readers.
    fn large_epub(&self, path: &str, bytes: usize) {
        let book = self.making.book;
        if bytes > epub::LARGE {
            let megabytes = bytes >> 20;
            let message = both!(
                "`{path}` has {megabytes} MB: some e-readers and Send to Kindle take no more than 50",
                "`{path}` 有 {megabytes} MB：有些阅读器和 Kindle 的传送服务最多接受 50 MB"
            );
            let note = Diagnostic::new(Code::LargeEpub, Span::start_of(book.file), message)
                .hint(both!("save its pictures in a smaller size", "请把图片存小一些"));
            let mut found = vec![note];
            book.levels.apply(&mut found);
            self.report(found);
        }
    }

    /// All that a PDF is made of; none for another product.
    fn manuscript(&self, product: &Product) -> Option<Manuscript<'_>> {
        let ProductKind::Pdf { document, options } = &product.kind else { return None };
        let press = self.making.press.expect("a plan that prints has a press");
        Some(Manuscript::new(document, self.editions.of(options.edition), press, options))
    }

    /// The pages of the handbook at `path`, which is typeset if it has not been in this build. None when it cannot be, for a reason that is
    /// among what was found.
    fn pages(&self, path: &str, manuscript: Manuscript<'_>) -> Result<Vec<PrintedPage>, Failure> {
        if let Some(pages) = self.pages.lock().expect("no worker panics with the lock").remove(path) {
            return Ok(pages);
        }
        let _place = self.room.enter(manuscript.weight());
        match manuscript.pages() {
            Ok(pages) => Ok(pages),
            Err(Unmade::Failed(failure)) => Err(*failure),
            Err(Unmade::Refused(diagnostic)) => {
                self.report([*diagnostic]);
                Ok(Vec::new())
            }
        }
    }

    /// None when there is no PDF, for a reason that is among what was found.
    fn pdf(&self, product: &Product) -> Result<Option<Fate>, Failure> {
        let Making { book, publication, .. } = *self.making;
        let path = &product.path;
        let manuscript = self.manuscript(product).expect("a PDF has a manuscript");
        let inputs = manuscript.digest(self.program);
        if publication.keep(path, inputs)? {
            return Ok(Some(Fate::Kept));
        }
        let made = {
            let _place = self.room.enter(manuscript.weight());
            manuscript.pdf()
        };
        let mut pdf = match made {
            Ok(pdf) => pdf,
            Err(Unmade::Failed(failure)) => return Err(*failure),
            Err(Unmade::Refused(diagnostic)) => {
                self.report([*diagnostic]);
                return Ok(None);
            }
        };
        self.pages.lock().expect("no worker panics with the lock").insert(path.clone(), pdf.pages);
        book.levels.apply(&mut pdf.found);
        if pdf.found.is_empty() {
            publication.put_made(path, inputs, &pdf.bytes)?;
        } else {
            // The next build makes it again, so that it finds this again.
            publication.put(path, &pdf.bytes)?;
            self.report(pdf.found);
        }
        Ok(Some(Fate::Made))
    }

    fn report(&self, found: impl IntoIterator<Item = Diagnostic>) {
        self.found.lock().expect("no worker panics with the lock").extend(found);
    }

    /// What was seen on the pages. The same place may be on many of them; which was made first is chance.
    fn found(&self) -> Vec<Diagnostic> {
        let mut found = std::mem::take(&mut *self.found.lock().expect("no worker panicked"));
        found.sort_by(|a, b| (a.span, a.code.name(), &a.message).cmp(&(b.span, b.code.name(), &b.message)));
        found.dedup_by_key(|diagnostic| (diagnostic.span, diagnostic.code.name()));
        found
    }
}

/// What tells this program from every other version of itself, which may make other files of the same course: its version, and the size and
/// the time of its file.
pub fn program() -> Digest {
    #[expect(clippy::disallowed_methods, reason = "the program is an input of what it makes")]
    let file = std::env::current_exe().and_then(std::fs::metadata).ok();
    let size = file.as_ref().map_or(0, std::fs::Metadata::len);
    let time = file.and_then(|file| file.modified().ok()?.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION").as_bytes();
    Digest::of_parts([version, &size.to_le_bytes(), &time.as_nanos().to_le_bytes()])
}

/// What beside its manuscript decides whether a PDF would be made again: a PDF without findings may have some that the book does not want
/// to know.
fn program_for(book: &Book) -> Digest {
    let level = |code: &Code| match book.levels.of.get(code) {
        None => String::new(),
        Some(None) => "off".to_owned(),
        Some(Some(level)) => level.to_string(),
    };
    let levels: Vec<String> = print::FINDINGS.iter().map(level).collect();
    let program = program().to_string();
    Digest::of_parts([&program].into_iter().chain(&levels).map(|part| part.as_bytes()))
}

/// The course in the editions that a build needs; a large one is not kept in memory twice without need.
struct Editions {
    learner: Option<Course>,
    trainer: Option<Course>,
}

impl Editions {
    fn new(course: Course, plan: &Plan, memo: &mut edition::Memo) -> Editions {
        let needed = |edition| plan.products.iter().any(|product| product.edition == edition);
        let trainer = needed(Edition::Trainer).then(|| edition::select(course.clone(), Edition::Trainer));
        Editions { learner: needed(Edition::Learner).then(|| memo.select(course, Edition::Learner)), trainer }
    }

    fn of(&self, edition: Edition) -> &Course {
        let course = match edition {
            Edition::Learner => &self.learner,
            Edition::Trainer => &self.trainer,
        };
        course.as_ref().expect("some product is in this edition")
    }
}
