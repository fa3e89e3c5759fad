//! `diglot serve`: reads the course when something rings, tells the pages and the terminal.

mod shown;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant, SystemTime};

use clap::Args;
use tokio::sync::mpsc::UnboundedSender;

use super::build::{Build, EditionName};
use super::plan::Plan;
use super::{Common, Loaded, Outcome, ending, to_stderr};
use crate::book::Book;
use crate::course::Lang;
use crate::diagnostic::Diagnostic;
use crate::edition;
use crate::failure::Failure;
use crate::message::{self, Message, both};
use crate::output::print;
use crate::output::site::{self, OnDemand};
use crate::outputs::Output;
use crate::reading::{Edition, Reading};
use crate::resolve::Memo;
use crate::serve::http::{self, Port};
use crate::serve::print::Printer;
use crate::serve::watch::Bell;
use crate::serve::{Answer, Event, Signal, report};
use crate::sources::Sources;
use shown::{Shown, State};

/// Show the course in a browser, and every edit as it is saved.
///
/// The website is made in memory, in every language; nothing is written. A PDF is typeset when it is opened; all of them are listed at
/// `/__diglot/`. While the course has mistakes, the pages stay as they were before them and say what is wrong.
#[derive(Args)]
pub struct Serve {
    /// Open the browser.
    #[arg(long)]
    open: bool,
    /// The name or the address to listen at. Any but this machine's own lets others in.
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// The port [default: 8080, or the next one that is free].
    #[arg(long)]
    port: Option<u16>,
    /// Only this edition of the website [default: the one that `book.yaml` asks for, the learners' when it asks for both].
    #[arg(long, value_enum)]
    edition: Option<EditionName>,
    /// Look at the files twice a second, for network drives that do not tell what changes on them.
    #[arg(long)]
    poll: bool,
    #[command(flatten)]
    pub common: Common,
}

/// A save comes as a burst of events: this long nothing more must happen, and no longer than that is waited.
const QUIET: Duration = Duration::from_millis(12);
const PATIENCE: Duration = Duration::from_millis(60);

/// A file with mistakes may be one that is half saved: for so long it has time to become whole before anybody hears of them.
const HALF_SAVED: Duration = Duration::from_millis(150);

impl Serve {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let (sender, messages) = mpsc::channel();
        let port = self.port.map_or(Port::From(8080), Port::This);
        let (listener, door) = http::listen(&self.host, port)?;
        let mut preview = Preview {
            serve: self,
            messages,
            sender: sender.clone(),
            waiting: VecDeque::new(),
            bell: match self.poll {
                true => Bell::polling(sender.clone()),
                false => Bell::new(&self.common.book, sender.clone())?,
            },
            folders: Vec::new(),
            printer: Printer::new(sender.clone()),
            memo: Memo::default(),
            sources: Arc::default(),
            open: Vec::new(),
            report: report::json(&Sources::default(), &[]),
            said: BTreeSet::new(),
            failed: String::new(),
        };
        let loaded = preview.read()?;
        let mut state = preview.take(loaded)?;
        http::serve(listener, door.clone(), sender.clone())?;
        ending::listen(move |_| drop(sender.send(Signal::Ended(Ok(())))))
            .map_err(|error| Failure::new(both!("cannot listen for Ctrl-C: {error}", "无法接收 Ctrl-C：{error}")))?;
        if !self.common.quiet {
            let url = door.url();
            self.common.say(&match &state {
                Some(state) => {
                    let name = &state.course.about.title[Lang::SOURCE];
                    both!("{name} is at {url}   (Ctrl-C to stop)", "《{name}》在 {url}   （按 Ctrl-C 结束）")
                }
                None => both!("The course is at {url}   (Ctrl-C to stop)", "课程在 {url}   （按 Ctrl-C 结束）"),
            });
        }
        if self.open {
            self.open(&door.url());
        }
        let mut change = None;
        while let Some(next) = preview.show(state.as_ref(), change.take())? {
            (state, change) = (Some(next.0), Some(next.1));
        }
        Ok(Outcome::Done)
    }

    /// Opens an address in the browser of whoever runs this. Where that cannot be done, the address stands on the terminal.
    fn open(&self, url: &str) {
        let mut command = if cfg!(target_os = "windows") {
            Command::new("explorer")
        } else {
            Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" })
        };
        command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if command.spawn().is_err() {
            self.common.say(&both!(
                "no browser could be opened: open the address yourself",
                "无法打开浏览器，请自己打开这个地址"
            ));
        }
    }
}

/// What was noticed when, for the line that tells of it.
struct Change {
    noticed: Instant,
    files: Message,
}

struct Preview<'a> {
    serve: &'a Serve,
    messages: Receiver<Signal>,
    sender: Sender<Signal>,
    /// What came while something else was waited for.
    waiting: VecDeque<Signal>,
    bell: Bell,
    /// The folders that the book names.
    folders: Vec<PathBuf>,
    printer: Printer,
    memo: Memo,
    /// As they were read last; empty after they could not be.
    sources: Arc<Sources>,
    open: Vec<Page>,
    report: Arc<str>,
    /// What was reported last, by file and message: the terminal shows what is new.
    said: BTreeSet<(String, String)>,
    failed: String,
}

/// A page that is open in a browser.
struct Page {
    path: String,
    /// What it was told last.
    version: String,
    report: Arc<str>,
    events: UnboundedSender<Event>,
}

impl Preview<'_> {
    /// Shows `state` until there is another one; none when the preview is to end.
    ///
    /// # Errors
    ///
    /// When the server has ended.
    fn show(&mut self, state: Option<&State>, change: Option<Change>) -> Result<Option<(State, Change)>, Failure> {
        let readings = state.map(|state| Reading::all(&state.course)).unwrap_or_default();
        // The addresses on the pages are those of the preview, not of the site as it will be published.
        let selected = state.map(|state| {
            let mut course = edition::select((*state.course).clone(), state.edition);
            course.about.site_url = None;
            course
        });
        let options = state.map(|state| site::Options {
            readings: &readings,
            edition: state.edition,
            downloads: state.downloads(),
            theme: &state.theme,
            start: state.book.outputs.start,
        });
        let site = selected.as_ref().zip(options.as_ref()).map(|(course, options)| OnDemand::new(course, options));
        let site = site.and_then(|site| site.map_err(|failure| self.fail(&failure)).ok());
        let shown = Shown { state, site: site.as_ref() };
        self.printer.forget();
        let changed = self.tell(&shown);
        if let Some(Change { noticed, files }) = change {
            let (s, ms) = (if changed == 1 { "" } else { "s" }, noticed.elapsed().as_millis());
            self.say(&both!(
                "{files}: {changed} open page{s} changed in {ms} ms",
                "{files}：{ms} 毫秒更新了 {changed} 个打开的页面";
                files
            ));
        }
        loop {
            match self.next() {
                Signal::Get { path, reply } => {
                    // Whoever asked may have left.
                    let _ = reply.send(self.answer(&shown, &path));
                }
                Signal::Opened { path, page } => {
                    let version = self.answer(&shown, &path).version;
                    let events = [Event::Report(self.report.clone()), Event::Version(version.clone())];
                    if events.into_iter().all(|event| page.send(event).is_ok()) {
                        self.open.push(Page { path, version, report: self.report.clone(), events: page });
                    }
                }
                Signal::Printed { path, state, made } => {
                    self.printer.done(path, state, made);
                    self.tell(&shown);
                }
                Signal::Ended(why) => return why.map(|()| None),
                Signal::Touched => {
                    let noticed = Instant::now();
                    self.settle(noticed);
                    let earlier = self.sources.clone();
                    let mut read = self.read();
                    while !matches!(&read, Ok(Loaded { course: Some(_), .. })) && self.rings_within(HALF_SAVED) {
                        self.settle(Instant::now());
                        read = self.read();
                    }
                    let changed = !self.sources.same_as(&earlier);
                    let files = difference(&earlier, &self.sources);
                    match read.and_then(|loaded| self.take(loaded)) {
                        Ok(Some(next)) if changed => return Ok(Some((next, Change { noticed, files }))),
                        Ok(None) if changed => {
                            self.say(&both!("{files}: the pages stay as they were", "{files}：页面保持原样"; files))
                        }
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
        next.unwrap_or_else(|| self.messages.recv().expect("the bell and the server last as long as the process"))
    }

    /// Waits for the end of a burst of events.
    fn settle(&mut self, noticed: Instant) {
        while noticed.elapsed() < PATIENCE
            && let Ok(message) = self.messages.recv_timeout(QUIET)
        {
            if !matches!(message, Signal::Touched) {
                self.waiting.push_back(message);
            }
        }
    }

    /// Whether anything more happens soon.
    fn rings_within(&mut self, time: Duration) -> bool {
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
    fn read(&mut self) -> Result<Loaded, Failure> {
        let common = &self.serve.common;
        loop {
            // First watched, then read: so nothing is missed between the two.
            if let Err(failure) = self.bell.follow(&self.folders) {
                let failure = message::each(|tongue| failure.text(tongue));
                common.say(&both!(
                    "warning: {failure}; its files are looked at twice a second instead",
                    "警告：{failure}；改为每秒查看两次文件";
                    failure
                ));
                self.bell = Bell::polling(self.sender.clone());
            }
            let sources = Sources::after(&self.sources, SystemTime::now());
            let mut loaded =
                common.load_again(sources, &mut self.memo).inspect_err(|_| self.sources = Arc::default())?;
            self.sources = Arc::new(std::mem::take(&mut loaded.sources));
            match loaded.book.as_ref().map(|book| folders(&common.book, book)) {
                Some(folders) if folders != self.folders => self.folders = folders,
                _ => return Ok(loaded),
            }
        }
    }

    /// Makes it the course to show. None when it has mistakes, of which the terminal and the report then tell.
    fn take(&mut self, loaded: Loaded) -> Result<Option<State>, Failure> {
        let common = &self.serve.common;
        let key = |d: &Diagnostic| (self.sources.get(d.span.file).path.clone(), d.message.en.clone());
        let found = loaded.diagnostics.iter();
        let new: Vec<Diagnostic> = found.clone().filter(|d| !self.said.contains(&key(d))).cloned().collect();
        self.said = found.map(key).collect();
        if !new.is_empty() {
            common.report(&self.sources, &new);
            common.summarise(&loaded.diagnostics);
        }
        self.failed.clear();
        self.report = report::json(&self.sources, &loaded.diagnostics);
        let (Some(course), Some(book)) = (loaded.course, loaded.book) else { return Ok(None) };
        let group = print::Cohort {
            names: loaded.names.iter().map(|name| name.text.clone()).collect(),
            start: book.outputs.start,
        };
        let plan = Plan::new(&Build::default(), &course, &book.outputs, group)?;
        let wanted = book.outputs.wanted.get(&Output::Site).and_then(|editions| editions.iter().min().copied());
        let edition = self.serve.edition.map(Edition::from).or(wanted).unwrap_or(Edition::Learner);
        Ok(Some(State {
            course: Arc::new(course),
            book: Arc::new(book),
            sources: self.sources.clone(),
            theme: Arc::new(loaded.theme),
            names: loaded.names.into(),
            plan,
            edition,
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
            self.serve.common.fail(failure);
            self.failed = text;
        }
    }

    fn say(&self, words: &Message) {
        let common = &self.serve.common;
        if !common.quiet {
            let words = words.text(common.tongue());
            to_stderr(&format!("{}  {words}\n", jiff::Zoned::now().strftime("%H:%M:%S")));
        }
    }
}

/// The folders of a book in which files come and go.
fn folders(root: &Path, book: &Book) -> Vec<PathBuf> {
    let names = book.outputs.names.as_ref().and_then(|(path, _)| path.rsplit_once('/')).map(|(folder, _)| folder);
    ["theme", book.folder.as_str()].into_iter().chain(names).map(|folder| root.join(folder)).collect()
}

/// Names the file that differs, or says how many do.
fn difference(earlier: &Sources, now: &Sources) -> Message {
    let (before, after) = (earlier.contents(), now.contents());
    let mut paths: BTreeSet<&str> = BTreeSet::new();
    paths.extend(after.iter().filter(|(path, content)| before.get(*path) != Some(content)).map(|(path, _)| *path));
    paths.extend(before.keys().filter(|path| !after.contains_key(*path)));
    match paths.len() {
        1 => Message::as_is(paths.first().expect("there is one")),
        n => both!("{n} files", "{n} 个文件"),
    }
}
