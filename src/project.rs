//! From a folder, or from texts in memory, to a course: the one way there.
//!
//! `book.yaml` says which files belong to the course; then everything is read, and nothing stops at the first mistake. The command line, the
//! preview, the tests and the benchmarks all begin here.

use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use crate::book::{self, Book, Extent};
use crate::check;
use crate::course::{Course, Page, edition};
use crate::diagnostic::{Code, Diagnostic, Strictness, has_errors};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::message::both;
use crate::participants::{self, Participant};
use crate::resolve::{self, Later};
use crate::sources::Sources;
use crate::sources::stamp::Look;
use crate::span::FileId;
use crate::theme::{self, Theme};

/// What was read, and everything that is wrong with it.
pub struct Loaded {
    /// What was read, to show lines of it in reports.
    pub sources: Sources,
    /// Everything that is wrong, or worth a look, by the levels of the book.
    pub diagnostics: Vec<Diagnostic>,
    /// What came of it.
    pub project: Project,
}

/// What reading a course leaves for reading it again. It makes that quicker and never changes the result.
#[derive(Default)]
pub struct Memo {
    resolve: resolve::Memo,
    check: check::Memo,
    /// What learners see of its pages.
    pub editions: edition::Memo,
    across: Option<Across>,
}

/// What a memo needs beside to be kept on the disk.
#[derive(Default)]
struct Across {
    /// What an earlier process has kept.
    earlier: Option<Kept>,
    /// Of the frame of the course as it is now.
    frame: Option<Digest>,
}

/// What is kept of a course for another process. It is worth something as long as the frame is the same: the settings, the glossary, the theme, and
/// which files there are.
#[derive(Serialize, Deserialize)]
pub struct Kept {
    frame: Digest,
    /// On which the warnings depend.
    names: Option<Digest>,
    course: resolve::Kept,
}

impl Memo {
    /// For a course that is read a single time.
    pub fn once() -> Memo {
        Memo { resolve: resolve::Memo::once(), ..Memo::default() }
    }

    /// For a course that this process reads a single time: with what an earlier one has kept, and for a later one.
    pub fn across(earlier: Option<Kept>) -> Memo {
        let across = Some(Across { earlier, frame: None });
        Memo { resolve: resolve::Memo::across(), across, ..Memo::default() }
    }

    /// What a later process can use; none of a course that could not be read, or of a memo for this process alone.
    pub fn into_kept(self) -> Option<Kept> {
        let Memo { resolve, check, editions, across } = self;
        let frame = across?.frame?;
        let later = |page: &Arc<Page>| Later { checked: check.get(page).cloned(), learners: editions.get(page) };
        Some(Kept { frame, names: check.names(), course: resolve::Kept::of(resolve, later) })
    }

    /// Reads the course of complete sources, `surroundings` of which are its [own](Sound::surroundings).
    fn resolve(&mut self, book: &Book, sources: &Sources, surroundings: Digest) -> (Course, Vec<Diagnostic>) {
        let Some(across) = &mut self.across else { return resolve::resolve(book, sources, &mut self.resolve) };
        let frame = Digest::of_value(&(surroundings, sources.list()));
        across.frame = Some(frame);
        let mut names = None;
        if let Some(kept) = across.earlier.take().filter(|kept| kept.frame == frame) {
            names = kept.names;
            self.resolve.recall(kept.course);
        }
        let resolved = resolve::resolve(book, sources, &mut self.resolve);
        let mut found = Vec::new();
        for (page, Later { checked, learners }) in self.resolve.take_later() {
            found.extend(checked.map(|checked| (page.clone(), checked)));
            learners.into_iter().for_each(|learners| self.editions.insert(page.clone(), learners));
        }
        self.check.recall(names, found);
        resolved
    }
}

/// What could be made of the sources.
pub enum Project {
    /// `book.yaml` does not say what the course is made of, so nothing else was looked at.
    Unreadable,
    /// There are errors among the diagnostics.
    Faulty(Box<Faulty>),
    /// No diagnostic is an error.
    Sound(Box<Sound>),
}

/// A course with errors, as far as it can be understood: to find what else is wrong with it, so that one run tells everything. No output is
/// made of it.
pub struct Faulty {
    /// The settings of `book.yaml`.
    pub book: Book,
    /// The course without what could not be understood.
    pub course: Course,
    /// The default theme with what `theme.yaml` changes.
    pub theme: Theme,
    /// Those who take part, as far as their table could be read.
    pub participants: Vec<Participant>,
}

/// A course without errors, and all that its outputs are made from.
pub struct Sound {
    /// The settings of `book.yaml`.
    pub book: Book,
    /// The course, with the words of trainers in it.
    pub course: Course,
    /// The default theme with what `theme.yaml` changes.
    pub theme: Theme,
    /// Those who take part, by the table that the book names; empty without one.
    pub participants: Vec<Participant>,
    /// Of all files that every page may depend on: the settings, the glossary, the theme. Neither texts nor what they show are among them.
    pub surroundings: Digest,
}

impl Project {
    /// The settings, where they could be read.
    pub fn book(&self) -> Option<&Book> {
        match self {
            Project::Unreadable => None,
            Project::Faulty(faulty) => Some(&faulty.book),
            Project::Sound(sound) => Some(&sound.book),
        }
    }

    /// The course, as far as it could be understood.
    pub fn course(&self) -> Option<&Course> {
        match self {
            Project::Unreadable => None,
            Project::Faulty(faulty) => Some(&faulty.course),
            Project::Sound(sound) => Some(&sound.course),
        }
    }

    /// The course, or None when there is an error.
    pub fn into_sound(self) -> Option<Sound> {
        match self {
            Project::Sound(sound) => Some(*sound),
            Project::Unreadable | Project::Faulty(_) => None,
        }
    }
}

impl Loaded {
    /// The course of sources that have no errors, as those of a test.
    ///
    /// # Panics
    ///
    /// When they have some.
    pub fn expect_sound(self) -> Sound {
        let Loaded { diagnostics, project, .. } = self;
        project.into_sound().unwrap_or_else(|| panic!("{diagnostics:#?}"))
    }
}

/// Reads the course of the folder `root`. `sources` is empty, but may know an [earlier](Sources::after) reading, as `memo` may.
///
/// # Errors
///
/// When there is no `book.yaml`, or the disk fails.
pub fn load(root: &Path, mut sources: Sources, memo: &mut Memo, strictness: Strictness) -> Result<Loaded, Failure> {
    let file = match sources.read_book(root)? {
        Ok(file) => file,
        Err(diagnostic) => return Ok(unreadable(sources, vec![diagnostic])),
    };
    let (book, mut diagnostics) = book::read(&sources, file, strictness);
    let Some(book) = book else { return Ok(unreadable(sources, diagnostics)) };
    diagnostics.extend(sources.read_course(root, &book.folder, file)?);
    diagnostics.extend(sources.read_theme(root)?);
    diagnostics.extend(read_participants(&mut sources, root, &book));
    Ok(understand(sources, book, diagnostics, memo))
}

/// As [`load`], of sources that are complete.
///
/// # Panics
///
/// When there is no `book.yaml` among them.
pub fn of(sources: Sources, memo: &mut Memo) -> Loaded {
    let file = sources.find("book.yaml").expect("there is a `book.yaml`");
    match book::read(&sources, file, Strictness::Usual) {
        (Some(book), diagnostics) => understand(sources, book, diagnostics, memo),
        (None, diagnostics) => unreadable(sources, diagnostics),
    }
}

fn unreadable(sources: Sources, diagnostics: Vec<Diagnostic>) -> Loaded {
    Loaded { sources, diagnostics, project: Project::Unreadable }
}

/// Reads the table of those who take part, if the book names one.
fn read_participants(sources: &mut Sources, root: &Path, book: &Book) -> Option<Diagnostic> {
    let (path, span) = book.outputs.names.as_ref()?;
    match sources.read_table(root, path) {
        Ok(found) => found,
        Err(failure) => {
            let why = failure.reason();
            let message = both!("the file `{path}` cannot be read: {why}", "无法读取文件 `{path}`：{why}"; why);
            Some(Diagnostic::new(Code::WrongValue, *span, message).hint(both!(
                "`names:` names a CSV file beside `book.yaml`, with a column `name`",
                "`names:` 要写 `book.yaml` 旁边的一个 CSV 文件，其中有“姓名”（`name`）一列"
            )))
        }
    }
}

fn understand(sources: Sources, book: Book, mut diagnostics: Vec<Diagnostic>, memo: &mut Memo) -> Loaded {
    let whole = |file: &FileId| !sources.get(*file).broken;
    let (book, found) = theme::with_own_words(book, &sources);
    diagnostics.extend(found);
    let (theme, found) = theme::read(&sources, sources.find("theme.yaml").filter(whole), &book);
    diagnostics.extend(found);
    let folder = format!("{}/", book.folder);
    let glossary = format!("{folder}glossary.yaml");
    let surroundings = sources.digest_of(|path| !path.starts_with(&folder) || path == glossary);
    let (course, found) = memo.resolve(&book, &sources, surroundings);
    diagnostics.extend(found);
    let unread = sources.iter().any(|(_, source)| source.broken);
    let table = book.outputs.names.as_ref().and_then(|(path, _)| sources.find(path)).filter(whole);
    let (participants, found) = table.map(|file| participants::read(&sources, file)).unwrap_or_default();
    diagnostics.extend(found);
    let mut worth_a_look = check::check(&course, &mut memo.check);
    if unread || has_errors(&diagnostics) {
        check::keep_causes(&mut worth_a_look, &diagnostics, unread);
        worth_a_look.retain(|diagnostic| !sources.get(diagnostic.span.file).broken);
    }
    diagnostics.extend(worth_a_look);
    book.levels.apply(&mut diagnostics);
    let project = if unread || has_errors(&diagnostics) {
        Project::Faulty(Box::new(Faulty { book, course, theme, participants }))
    } else {
        Project::Sound(Box::new(Sound { book, course, theme, participants, surroundings }))
    };
    Loaded { sources, diagnostics, project }
}

/// The files of a course as they lie in the folder `root` at the time `taken`, which is now. None when it cannot be told which they are.
pub fn look(root: &Path, taken: SystemTime) -> Option<Look> {
    let mut sources = Sources::default();
    let file = sources.read_book(root).ok()?.ok()?;
    let book = book::read(&sources, file, Strictness::Usual).0?;
    let Extent { files, folders } = book.extent();
    let mut look = Look::new(root, taken);
    look.at_files(&files.iter().map(String::as_str).collect::<Vec<_>>());
    for folder in &folders {
        look.at_folder(folder)?;
    }
    Some(look)
}
