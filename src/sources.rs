//! The only reader of the disk.
//!
//! Owns the walk over a course folder (sorted, bounded, links not followed out of it), the bytes of each file, and
//! the map from a [`Span`] to a line and a column. What the bytes mean is the business of the later stages.

use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use crate::diagnostic::{Code, Diagnostic};
use crate::failure::Failure;

/// A file of the course, valid for the [`Sources`] that gave it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in a file, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Span {
        Span { file, start: range.start as u32, end: range.end as u32 }
    }

    /// The beginning of a file, for a message about all of it.
    pub fn start_of(file: FileId) -> Span {
        Span { file, start: 0, end: 0 }
    }

    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A place as an editor counts it: both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// A text file, read whole. A byte order mark stays in the text; Windows line ends are kept, too, so that places are right.
#[derive(Debug)]
pub struct Source {
    /// Relative to the folder of `book.yaml`, with `/` on every system.
    pub path: String,
    pub text: String,
}

/// A file that is copied, not read: a picture.
#[derive(Debug)]
pub struct Attachment {
    /// Relative to the folder of `book.yaml`, with `/` on every system.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// All that a course is made of.
#[derive(Debug, Default)]
pub struct Sources {
    texts: Vec<Source>,
    pub attachments: Vec<Attachment>,
}

/// Bounds that no real course meets, so that a wrong folder ends in a message and not in a long wait.
pub struct Limits {
    pub files: usize,
    pub text_bytes: u64,
    pub attachment_bytes: u64,
    pub depth: usize,
}

impl Limits {
    pub const DEFAULT: Limits = Limits { files: 50_000, text_bytes: 4 << 20, attachment_bytes: 64 << 20, depth: 16 };
}

const PICTURES: [&str; 6] = ["svg", "png", "jpg", "jpeg", "webp", "gif"];

impl Sources {
    /// Adds a text; the tests and the stages use it to work without a disk.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(self.texts.len() as u32);
        self.texts.push(Source { path: path.into(), text: text.into() });
        id
    }

    pub fn get(&self, id: FileId) -> &Source {
        &self.texts[id.0 as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.texts.iter().enumerate().map(|(i, s)| (FileId(i as u32), s))
    }

    /// The place of a span's first character.
    pub fn place(&self, span: Span) -> Place {
        let text = &self.get(span.file).text;
        let start = (span.start as usize).min(text.len());
        let before = &text[..text.floor_char_boundary(start)];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        Place {
            line: before.bytes().filter(|&b| b == b'\n').count() + 1,
            column: before[line_start..].chars().filter(|&c| c != '\u{feff}').count() + 1,
        }
    }

    /// Reads `book.yaml`.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it cannot be read: then there is nothing to report about.
    pub fn read_book(&mut self, root: &Path) -> Result<Result<FileId, Diagnostic>, Failure> {
        let path = root.join("book.yaml");
        if !path.is_file() {
            return Err(Failure::new("no `book.yaml` here").at(root).hint(
                "run diglot in the folder that holds `book.yaml`, or name that folder: `diglot build --book path/to/folder`",
            ));
        }
        let bytes = read_bounded(&path, Limits::DEFAULT.text_bytes)?;
        Ok(match bytes {
            Some(bytes) => self.add_bytes("book.yaml", bytes),
            None => {
                let file = self.add("book.yaml", "");
                Err(too_large(file, Limits::DEFAULT.text_bytes))
            }
        })
    }

    /// Reads one text beside `book.yaml`.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it cannot be read.
    pub fn read_text(&mut self, root: &Path, path: &str) -> Result<Result<FileId, Diagnostic>, Failure> {
        let bytes = read_bounded(&root.join(path), Limits::DEFAULT.text_bytes)?;
        Ok(match bytes {
            Some(bytes) => self.add_bytes(path, bytes),
            None => {
                let file = self.add(path, "");
                Err(too_large(file, Limits::DEFAULT.text_bytes))
            }
        })
    }

    /// Reads the course folder `folder` (relative to `root`): every text and picture, sorted by path.
    ///
    /// # Errors
    ///
    /// When the folder is missing or the disk fails.
    pub fn read_course(&mut self, root: &Path, folder: &str, book: FileId) -> Result<Vec<Diagnostic>, Failure> {
        let mut diagnostics = Vec::new();
        let base = root.join(folder);
        let real_base = fs::canonicalize(&base).map_err(|e| {
            Failure::io(&base, e).hint("`course:` in `book.yaml` names the folder of the Markdown files")
        })?;
        let limits = Limits::DEFAULT;
        let mut seen = 0;
        let walk = WalkDir::new(&base).sort_by_file_name().max_depth(limits.depth).follow_links(false);
        let mut entries = walk.into_iter().filter_entry(|e| e.depth() == 0 || !hidden(e.file_name()));
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(|e| Failure::new(e.to_string()).at(&base))?;
            let path = entry.path().to_path_buf();
            let Some(name) = relative(root, &path) else {
                let file = self.add(path.to_string_lossy().into_owned(), "");
                diagnostics.push(
                    Diagnostic::new(Code::FileName, Span::start_of(file), "the name of this file is not UTF-8")
                        .hint("rename it with letters, digits and hyphens"),
                );
                continue;
            };
            let mut target = path.clone();
            if entry.path_is_symlink() {
                match fs::canonicalize(&path) {
                    Ok(real) if real.starts_with(&real_base) && real.is_file() => target = real,
                    found => {
                        let what = match found {
                            Ok(real) if real.is_dir() => "this is a symbolic link to a folder",
                            Ok(_) => "this symbolic link leads out of the course",
                            Err(_) => "this symbolic link leads nowhere or in a circle",
                        };
                        let file = self.add(name, "");
                        diagnostics.push(
                            Diagnostic::new(Code::SymbolicLink, Span::start_of(file), what)
                                .hint("put a copy of the file there instead"),
                        );
                        continue;
                    }
                }
            } else if !entry.file_type().is_file() {
                if entry.file_type().is_dir() && entry.depth() == limits.depth {
                    let file = self.add(name, "");
                    diagnostics.push(Diagnostic::new(
                        Code::TooLarge,
                        Span::start_of(file),
                        format!("folders lie more than {} deep", limits.depth),
                    ));
                    entries.skip_current_dir();
                }
                continue;
            }
            seen += 1;
            if seen > limits.files {
                diagnostics.push(
                    Diagnostic::new(
                        Code::TooLarge,
                        Span::start_of(book),
                        format!("`{folder}` holds more than {} files", limits.files),
                    )
                    .hint("`course:` should name the folder of the Markdown files and nothing else"),
                );
                break;
            }
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
            if extension == "md" || name.ends_with("/glossary.yaml") {
                match read_bounded(&target, limits.text_bytes)? {
                    Some(bytes) => {
                        if let Err(diagnostic) = self.add_bytes(&name, bytes) {
                            diagnostics.push(diagnostic);
                        }
                    }
                    None => {
                        let file = self.add(name, "");
                        diagnostics.push(too_large(file, limits.text_bytes));
                    }
                }
            } else if PICTURES.contains(&extension.as_str()) {
                match read_bounded(&target, limits.attachment_bytes)? {
                    Some(bytes) => self.attachments.push(Attachment { path: name, bytes }),
                    None => {
                        let file = self.add(name, "");
                        diagnostics.push(too_large(file, limits.attachment_bytes));
                    }
                }
            }
        }
        Ok(diagnostics)
    }

    /// Adds a file's bytes, which must be UTF-8 without NUL. A file that is not is added empty, so that the message can name it.
    fn add_bytes(&mut self, path: &str, bytes: Vec<u8>) -> Result<FileId, Diagnostic> {
        match String::from_utf8(bytes) {
            Ok(text) => match text.find('\0') {
                None => Ok(self.add(path, text)),
                Some(at) => {
                    let readable = text.replace('\0', "\u{fffd}");
                    let at = readable.char_indices().nth(text[..at].chars().count()).map_or(0, |(i, _)| i);
                    let file = self.add(path, readable);
                    Err(Diagnostic::new(Code::NotText, Span::new(file, at..at + 3), "a NUL byte in a text file")
                        .hint("save the file again as UTF-8 text"))
                }
            },
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let readable = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let file = self.add(path, readable);
                Err(Diagnostic::new(Code::NotText, Span::new(file, at..at + 3), "this file is not UTF-8")
                    .hint("in the editor choose “Save as… UTF-8”; Windows calls GBK files “ANSI”"))
            }
        }
    }
}

fn hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// `path` below `root` with `/` between its parts, if all of it is UTF-8.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Option<Vec<&str>> =
        below.components().filter(|c| !matches!(c, Component::CurDir)).map(|c| c.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// The bytes of a file, or `None` when there are more than `limit`. Never reads more than that, whatever the size says.
fn read_bounded(path: &PathBuf, limit: u64) -> Result<Option<Vec<u8>>, Failure> {
    let mut bytes = Vec::new();
    fs::File::open(path).and_then(|f| f.take(limit + 1).read_to_end(&mut bytes)).map_err(|e| Failure::io(path, e))?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

fn too_large(file: FileId, limit: u64) -> Diagnostic {
    Diagnostic::new(Code::TooLarge, Span::start_of(file), format!("this file is larger than {} MiB", limit >> 20))
        .hint("split it, or make the picture smaller")
}
