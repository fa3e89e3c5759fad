//! The preview: a website that is made as it is looked at and follows every edit.
//!
//! 1. [`watch`] tells that something may have changed. It does not say what.
//! 2. [`Preview`] reads the course again, and has a [`crate::output::site::OnDemand`] of it.
//! 3. [`http`] asks for files and tells the open pages what has happened; [`shown`] answers, and [`pages`] adds the script that listens to each page.
//! 4. [`mod@print`] typesets a PDF when somebody opens it, on a thread of its own.
//! 5. [`mod@bench`] plays packages for learning platforms.
//! 6. [`translator`] shows what is to be translated, and is the one that writes.
//!
//! All of them speak to one thread, by [`signals`]: there is one course at a time, and nothing is locked. No file is ever served from the disk.

mod bench;
mod changes;
mod http;
mod pages;
mod print;
mod report;
mod shown;
mod signals;
mod translator;
mod watch;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::mpsc::UnboundedSender;

use crate::book::Output;
use crate::build::{self, Plan, Request};
use crate::course::Course;
use crate::course::edition::{self, Edition};
use crate::diagnostic::{Diagnostic, Strictness};
use crate::failure::Failure;
use crate::message::{self, Message, both};
use crate::output::site::{self, OnDemand};
use crate::project::Memo;
use crate::project::{self, Loaded, Project};
use crate::sources::Sources;
use bench::Bench;
use changes::{difference, folders};
use http::Address;
pub use http::Port;
use print::Printer;
use shown::{Current, Shown};
use signals::{Answer, Event, Signal};
use translator::{Key, Translator};
use watch::Watcher;

/// The addresses that are the preview's own.
const PREVIEW_FOLDER: &str = "__diglot/";

/// What to show, where.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of `book.yaml`.
    pub root: PathBuf,
    /// Whether warnings count as errors, which hold the outputs back.
    pub strictness: Strictness,
    /// A name or an address of this machine.
    pub host: String,
    /// The port of the preview's address.
    pub port: Port,
    /// The edition of the website. None takes that of `book.yaml`, and the learners' if it asks for both.
    pub edition: Option<Edition>,
    /// Look at the files from time to time instead of waiting for the system to tell.
    pub poll: bool,
}

/// What whoever runs the preview may want to know.
pub enum News<'a> {
    /// The course was read, and there are mistakes that it did not have before.
    Found {
        /// What was read, to show lines of it.
        sources: &'a Sources,
        /// The mistakes that the reading before did not have.
        new: &'a [Diagnostic],
        /// All mistakes that the course has now.
        all: &'a [Diagnostic],
    },
    /// Something went wrong outside the course; the preview goes on.
    Failed(&'a Failure),
    /// Which files have changed, and what that did to the open pages.
    Changed(Message),
    /// The system does not tell of changes, for this reason.
    Polling(Message),
}

/// A save comes as a burst of events: this long nothing more must happen, and no longer than that is waited.
const QUIET: Duration = Duration::from_millis(12);
const PATIENCE: Duration = Duration::from_millis(60);

/// A file with mistakes may be one that is half saved: for so long it has time to become whole before anybody hears of them.
const HALF_SAVED: Duration = Duration::from_millis(150);

/// What was noticed when, for the line that tells of it.
struct Change {
    noticed: Instant,
    files: Message,
}

/// A preview that has begun.
pub struct Preview<'a> {
    options: Options,
    hear: &'a dyn Fn(News<'_>),
    address: Address,
    key: Key,
    messages: Receiver<Signal>,
    sender: Sender<Signal>,
    /// What came while something else was waited for.
    waiting: VecDeque<Signal>,
    watcher: Watcher,
    /// The folders that the book names.
    folders: Vec<PathBuf>,
    printer: Printer,
    memo: Memo,
    learners: edition::Memo,
    /// As they were read last; empty after they could not be.
    sources: Arc<Sources>,
    current: Option<Current>,
    open: Vec<OpenPage>,
    report: Arc<str>,
    /// What was reported last, by file and message: the terminal shows what is new.
    said: BTreeSet<(String, String)>,
    failed: String,
}

/// A page that is open in a browser.
struct OpenPage {
    path: String,
    /// What it was told last.
    version: String,
    report: Arc<str>,
    events: UnboundedSender<Event>,
}

impl<'a> Preview<'a> {
    /// Reads the course and begins to serve it. Whatever is worth telling on a terminal, `hear` hears.
    ///
    /// # Errors
    ///
    /// When there is no course to read, or the address is taken.
    pub fn open(options: Options, hear: &'a dyn Fn(News<'_>)) -> Result<Preview<'a>, Failure> {
        let (sender, messages) = mpsc::channel();
        let (listener, address) = http::listen(&options.host, options.port)?;
        let key = Key::new(address.address.ip());
        let watcher =
            if options.poll { Watcher::polling(sender.clone()) } else { Watcher::new(&options.root, sender.clone())? };
        let mut preview = Preview {
            options,
            hear,
            address: address.clone(),
            key: key.clone(),
            messages,
            sender: sender.clone(),
            waiting: VecDeque::new(),
            watcher,
            folders: Vec::new(),
            printer: Printer::new(sender.clone()),
            memo: Memo::default(),
            learners: edition::Memo::default(),
            sources: Arc::default(),
            current: None,
            open: Vec::new(),
            report: report::json(&Sources::default(), &[]),
            said: BTreeSet::new(),
            failed: String::new(),
        };
        let (diagnostics, project) = preview.read()?;
        preview.current = preview.take(&diagnostics, project)?;
        http::serve(listener, address, key, sender)?;
        Ok(preview)
    }

    /// Where a browser finds it.
    pub fn url(&self) -> String {
        self.address.url()
    }

    /// The course that it shows; none before one could be read without mistakes.
    pub fn course(&self) -> Option<&Course> {
        self.current.as_ref().map(|current| &current.sound.course)
    }

    /// What ends it from another thread.
    pub fn stop(&self) -> impl Fn() + Send + Sync + use<> {
        let sender = self.sender.clone();
        move || drop(sender.send(Signal::Ended(Ok(()))))
    }

    /// Shows the course, and every change of it, until the end.
    ///
    /// # Errors
    ///
    /// When the server has ended.
    pub fn run(&mut self) -> Result<(), Failure> {
        let mut change = None;
        loop {
            let current = self.current.take();
            match self.show(current.as_ref(), change.take())? {
                Some(next) => (self.current, change) = (Some(next.0), Some(next.1)),
                None => return Ok(()),
            }
        }
    }

    /// Shows `current` until there is another one; none when the preview is to end.
    ///
    /// # Errors
    ///
    /// When the server has ended.
    fn show(
        &mut self,
        current: Option<&Current>,
        change: Option<Change>,
    ) -> Result<Option<(Current, Change)>, Failure> {
        let readings =
            current.map(|current| build::readings_of(&current.sound.course, &current.sound.book.outputs, Output::Site));
        let readings = readings.unwrap_or_default();
        // The addresses on the pages are those of the preview, not of the site as it will be published.
        let selected = current.map(|current| {
            let mut course = self.learners.select(current.sound.course.clone(), current.edition);
            course.about.site_url = None;
            course
        });
        let options = current.map(|current| site::Options {
            readings: &readings,
            edition: current.edition,
            downloads: current.downloads(),
            theme: &current.sound.theme,
            venue: site::Venue::Web,
        });
        let site = selected.as_ref().zip(options.as_ref()).map(|(course, options)| OnDemand::new(course, options));
        let site = site.and_then(|site| site.map_err(|failure| self.fail(&failure)).ok());
        let shown = Shown { current, site: site.as_ref() };
        self.printer.forget();
        let changed = self.tell(&shown);
        if let Some(Change { noticed, files }) = change {
            let ms = noticed.elapsed().as_millis();
            let pages = Message { en: message::counted(changed, "open page", "open pages"), zh: changed.to_string() };
            (self.hear)(News::Changed(both!(
                "{files}: {pages} changed in {ms} ms",
                "{files}：{ms} 毫秒更新了 {pages} 个打开的页面";
                files, pages
            )));
        }
        loop {
            match self.next() {
                Signal::Get { path, reply } => {
                    // Whoever asked may have left.
                    let _ = reply.send(self.answer(&shown, &path));
                }
                Signal::Write { asked, reply } => {
                    // The watcher tells of what it has done.
                    let _ = reply.send(translator::write(&self.options.root, &asked));
                }
                Signal::Opened { path, page } => {
                    let version = self.answer(&shown, &path).version;
                    let events = [Event::Report(self.report.clone()), Event::Version(version.clone())];
                    if events.into_iter().all(|event| page.send(event).is_ok()) {
                        self.open.push(OpenPage { path, version, report: self.report.clone(), events: page });
                    }
                }
                Signal::Printed { path, generation, made } => {
                    self.printer.done(path, generation, made);
                    self.tell(&shown);
                }
                Signal::Ended(why) => return why.map(|()| None),
                Signal::Touched => {
                    let noticed = self.settle();
                    let earlier = self.sources.clone();
                    let mut read = self.read();
                    while !matches!(&read, Ok((_, Project::Sound(_)))) && self.changes_within(HALF_SAVED) {
                        self.settle();
                        read = self.read();
                    }
                    let changed = !self.sources.same_as(&earlier);
                    let files = difference(&earlier, &self.sources);
                    match read.and_then(|(diagnostics, project)| self.take(&diagnostics, project)) {
                        Ok(Some(next)) if changed => return Ok(Some((next, Change { noticed, files }))),
                        Ok(None) if changed => (self.hear)(News::Changed(
                            both!("{files}: the pages stay as they were", "{files}：页面保持原样"; files),
                        )),
                        Ok(_) => {}
                        Err(failure) => self.fail(&failure),
                    }
                    self.tell(&shown);
                }
            }
            self.printer.go_on(|path| shown.job(path));
        }
    }

    fn next(&mut self) -> Signal {
        let next = self.waiting.pop_front();
        next.unwrap_or_else(|| self.messages.recv().expect("the watcher and the server last as long as the process"))
    }

    /// Waits for the end of a burst of events, and says when its first one was noticed.
    #[expect(clippy::disallowed_methods, reason = "it is time that is waited for")]
    fn settle(&mut self) -> Instant {
        let noticed = Instant::now();
        while noticed.elapsed() < PATIENCE
            && let Ok(message) = self.messages.recv_timeout(QUIET)
        {
            if !matches!(message, Signal::Touched) {
                self.waiting.push_back(message);
            }
        }
        noticed
    }

    /// Whether anything more happens soon.
    #[expect(clippy::disallowed_methods, reason = "it is time that is waited for")]
    fn changes_within(&mut self, time: Duration) -> bool {
        let end = Instant::now() + time;
        while let Ok(message) = self.messages.recv_timeout(end.saturating_duration_since(Instant::now())) {
            match message {
                Signal::Touched => return true,
                other => self.waiting.push_back(other),
            }
        }
        false
    }

    /// Reads the course again.
    #[expect(
        clippy::disallowed_methods,
        reason = "when a file was read decides whether it is read again, not what is in it"
    )]
    fn read(&mut self) -> Result<(Vec<Diagnostic>, Project), Failure> {
        loop {
            // First watched, then read: so nothing is missed between the two.
            if let Err(failure) = self.watcher.follow(&self.folders) {
                (self.hear)(News::Polling(message::each(|tongue| failure.text(tongue))));
                self.watcher = Watcher::polling(self.sender.clone());
            }
            let sources = Sources::after(&self.sources, SystemTime::now());
            let loaded = project::load(&self.options.root, sources, &mut self.memo, self.options.strictness);
            let Loaded { sources, diagnostics, project } = loaded.inspect_err(|_| self.sources = Arc::default())?;
            self.sources = Arc::new(sources);
            match project.book().map(|book| folders(&self.options.root, book)) {
                Some(folders) if folders != self.folders => self.folders = folders,
                _ => return Ok((diagnostics, project)),
            }
        }
    }

    /// Makes it the course to show. None when it has mistakes, of which the terminal and the report then tell.
    fn take(&mut self, diagnostics: &[Diagnostic], project: Project) -> Result<Option<Current>, Failure> {
        let key = |d: &Diagnostic| (self.sources.get(d.span.file).path.clone(), d.message.en.clone());
        let new: Vec<Diagnostic> = diagnostics.iter().filter(|d| !self.said.contains(&key(d))).cloned().collect();
        self.said = diagnostics.iter().map(key).collect();
        if !new.is_empty() {
            (self.hear)(News::Found { sources: &self.sources, new: &new, all: diagnostics });
        }
        self.failed.clear();
        self.report = report::json(&self.sources, diagnostics);
        let Some(sound) = project.into_sound() else { return Ok(None) };
        let plan = Plan::new(&Request::default(), &sound)?;
        let wanted = sound.book.outputs.wanted.get(&Output::Site).and_then(|editions| editions.iter().min().copied());
        let edition = self.options.edition.or(wanted).unwrap_or(Edition::Learner);
        Ok(Some(Current {
            sound: Arc::new(sound),
            sources: self.sources.clone(),
            plan,
            edition,
            bench: Bench::default(),
            translator: Translator::new(&self.options.root, &self.key),
        }))
    }

    /// Tells the open pages what has changed for them, and says how many have.
    fn tell(&mut self, shown: &Shown<'_>) -> usize {
        let mut open = std::mem::take(&mut self.open);
        let mut versions: BTreeMap<String, String> = BTreeMap::new();
        let mut changed = 0;
        // Pages that have gone are told nothing and forgotten.
        open.retain(|page| !page.events.is_closed());
        for page in &mut open {
            if page.report != self.report {
                page.report = self.report.clone();
                let _ = page.events.send(Event::Report(self.report.clone()));
            }
            let version = versions.entry(page.path.clone()).or_insert_with(|| self.answer(shown, &page.path).version);
            if page.version != *version {
                page.version.clone_from(version);
                changed += 1;
                let _ = page.events.send(Event::Version(version.clone()));
            }
        }
        self.open = open;
        changed
    }

    /// What is at an address.
    fn answer(&mut self, shown: &Shown<'_>, path: &str) -> Answer {
        shown.answer(&mut self.printer, path).unwrap_or_else(|failure| {
            self.fail(&failure);
            shown.broken(500)
        })
    }

    /// What is no mistake of the course: the pages and the terminal tell of it, once.
    fn fail(&mut self, failure: &Failure) {
        self.report = report::failure(failure);
        let text = failure.to_string();
        if self.failed != text {
            (self.hear)(News::Failed(failure));
            self.failed = text;
        }
    }
}
