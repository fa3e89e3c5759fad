//! The walk over the folder of a course: sorted, bounded, links not followed out of it.
#![expect(clippy::disallowed_methods, reason = "reading owns the disk that a course lies on")]

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::disk::{hidden, relative, unwalked};
use super::read::{Looked, PICTURES, extension};
use super::{FileId, Limits, Sources, Span, reports};
use crate::diagnostic::Diagnostic;
use crate::failure::Failure;
use crate::message::both;

/// Endings of files that somebody may take for texts of the course.
const NEARLY_TEXTS: [&str; 6] = ["markdown", "mdown", "mkd", "mdx", "yml", "yaml"];

/// So many files are read at once, on all cores.
const READ_AT_ONCE: usize = 256;

type Walked = walkdir::Result<DirEntry>;

impl Sources {
    /// Reads the course folder `folder` (relative to `root`): every text and picture, sorted by path.
    ///
    /// # Errors
    ///
    /// When the disk fails.
    pub fn read_course(&mut self, root: &Path, folder: &str, book: FileId) -> Result<Vec<Diagnostic>, Failure> {
        let base = root.join(folder);
        let at = self.line_of(book, "course:");
        if !base.is_dir() {
            return Ok(vec![reports::no_folder(at, folder)]);
        }
        let real_base = fs::canonicalize(&base).map_err(|e| Failure::io(&base, e))?;
        let entries = WalkDir::new(&base).sort_by_file_name().max_depth(Limits::DEFAULT.depth).follow_links(false);
        let mut entries = entries.into_iter().filter_entry(|e| e.depth() == 0 || !hidden(e.file_name()));
        let mut walk =
            CourseWalk { sources: self, root, folder, real_base, at, files: 0, bytes: 0, diagnostics: Vec::new() };
        'walk: loop {
            let some: Vec<Walked> = entries.by_ref().take(READ_AT_ONCE).collect();
            if some.is_empty() {
                break;
            }
            let some: Vec<_> = some.into_par_iter().map(|entry| walk.sources.looked_at(root, entry)).collect();
            for (entry, looked) in some {
                let entry = entry.map_err(|error| unwalked(error, &base))?;
                if walk.visit(&entry, looked)?.is_break() {
                    break 'walk;
                }
            }
        }
        let mut diagnostics = walk.diagnostics;
        if diagnostics.is_empty() && !self.texts.iter().any(|s| s.path.ends_with(".md")) {
            diagnostics.push(reports::no_text(at, folder));
        }
        Ok(diagnostics)
    }

    /// An entry of the walk, with its text if it is one.
    fn looked_at(&self, root: &Path, entry: Walked) -> (Walked, Option<Result<Looked, Failure>>) {
        let text = entry.as_ref().ok().filter(|entry| entry.file_type().is_file());
        let text = text.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"));
        let named = text.and_then(|entry| Some((relative(root, entry.path())?, entry.path())));
        let looked = named.map(|(name, path)| self.look(&name, path, Limits::DEFAULT.text_bytes));
        (entry, looked)
    }
}

/// A walk on its way, and what it has met with so far.
struct CourseWalk<'a> {
    sources: &'a mut Sources,
    root: &'a Path,
    /// The folder of the course, relative to `root`.
    folder: &'a str,
    /// The same as the system knows it, all links followed.
    real_base: PathBuf,
    /// Where `book.yaml` names the folder.
    at: Span,
    files: usize,
    bytes: u64,
    diagnostics: Vec<Diagnostic>,
}

impl CourseWalk<'_> {
    /// Takes in what lies at an entry. Breaks when the course may hold no more.
    fn visit(&mut self, entry: &DirEntry, looked: Option<Result<Looked, Failure>>) -> Result<ControlFlow<()>, Failure> {
        let path = entry.path();
        let Some(name) = relative(self.root, path) else {
            let name = path.strip_prefix(self.root).unwrap_or(path).to_string_lossy().into_owned();
            self.report(name, reports::name_not_utf8);
            return Ok(ControlFlow::Continue(()));
        };
        let Some(target) = self.target(entry, &name) else { return Ok(ControlFlow::Continue(())) };
        self.files += 1;
        if self.is_full() {
            return Ok(ControlFlow::Break(()));
        }
        self.take(&name, &target, looked)?;
        Ok(ControlFlow::Continue(()))
    }

    /// The file that an entry stands for, if it is one of the course. What leads elsewhere is reported.
    fn target(&mut self, entry: &DirEntry, name: &str) -> Option<PathBuf> {
        if entry.path_is_symlink() {
            let message = match fs::canonicalize(entry.path()) {
                Ok(real) if real.starts_with(&self.real_base) && real.is_file() => return Some(real),
                Ok(real) if real.is_dir() => both!("this is a symbolic link to a folder", "这是指向文件夹的符号链接"),
                Ok(_) => both!("this symbolic link leads out of the course", "这个符号链接指到了课程之外"),
                Err(_) => {
                    both!("this symbolic link leads nowhere or in a circle", "这个符号链接没有目标，或者绕回了自己")
                }
            };
            self.report(name, |file| reports::symbolic_link(file, message));
            return None;
        }
        let depth = Limits::DEFAULT.depth;
        if entry.file_type().is_dir() && entry.depth() == depth {
            self.report(name, |file| reports::too_deep(file, depth));
        }
        entry.file_type().is_file().then(|| entry.path().to_path_buf())
    }

    /// Whether the course holds more than it may, which is reported.
    fn is_full(&mut self) -> bool {
        let (folder, limits) = (self.folder, Limits::DEFAULT);
        let message = if self.files > limits.files {
            both!("`{folder}` holds more than {} files", "`{folder}` 里的文件超过 {} 个", limits.files)
        } else if self.bytes > limits.total_bytes {
            both!(
                "the files in `{folder}` are larger than {} GiB together",
                "`{folder}` 里的文件合计超过 {} GiB",
                limits.total_bytes >> 30
            )
        } else {
            return false;
        };
        self.diagnostics.push(reports::too_much(self.at, message));
        true
    }

    /// Takes in a file by what its name says that it is.
    fn take(&mut self, name: &str, path: &Path, looked: Option<Result<Looked, Failure>>) -> Result<(), Failure> {
        let (folder, limits) = (self.folder, Limits::DEFAULT);
        let extension = extension(Path::new(name));
        let glossary = name == format!("{folder}/glossary.yaml");
        let lock = is_lock(name, folder);
        let taken = if NEARLY_TEXTS.contains(&extension.as_str()) && !glossary {
            self.report(name, |file| reports::nearly_text(file, folder));
            return Ok(());
        } else if extension == "md" || glossary || lock {
            // A lock holds all texts of a language.
            let limit = if lock { limits.attachment_bytes } else { limits.text_bytes };
            let looked = looked.unwrap_or_else(|| self.sources.look(name, path, limit))?;
            let file = self.sources.add_looked(name, looked, limit);
            file.map(|file| self.sources.get(file).text.len() as u64)
        } else if PICTURES.contains(&extension.as_str()) {
            self.sources.take_attachment(name, path, limits.attachment_bytes)?
        } else {
            self.sources.set_aside(name, path);
            return Ok(());
        };
        match taken {
            Ok(bytes) => self.bytes += bytes,
            Err(diagnostic) => self.diagnostics.push(diagnostic),
        }
        Ok(())
    }

    /// Reports a file of which no more than the name is known.
    fn report(&mut self, name: impl Into<String>, report: impl FnOnce(FileId) -> Diagnostic) {
        let file = self.sources.add_broken(name, "");
        self.diagnostics.push(report(file));
    }
}

/// Whether a file is the lock of a translation: `i18n/zh.lock` in the folder of the course.
fn is_lock(path: &str, folder: &str) -> bool {
    let below = path.strip_prefix(folder).and_then(|path| path.strip_prefix("/i18n/"));
    below.is_some_and(|name| name.ends_with(".lock") && !name.contains('/'))
}
