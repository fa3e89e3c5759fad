//! Reading: the walk over the folders of a course and its theme (sorted, bounded, links not followed out of them), and the bytes of each
//! file.
#![expect(clippy::disallowed_methods, reason = "reading owns the disk that a course lies on")]

use std::collections::VecDeque;
use std::fs;
use std::io::Read;
use std::path::{Component, Path};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::encoding::{self, Table};
use super::{Attachment, FileId, Kept, KeptContent, Limits, Sources, Span};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::failure::Failure;
use crate::message::{Message, both};
use crate::sources::stamp::Stamp;

/// Endings of files that somebody may take for texts of the course.
const NEARLY_TEXTS: [&str; 6] = ["markdown", "mdown", "mkd", "mdx", "yml", "yaml"];

/// Endings of pictures. Of some of them it is told that no output can show them.
const PICTURES: [&str; 15] =
    ["svg", "png", "jpg", "jpeg", "jpe", "jfif", "webp", "gif", "bmp", "avif", "tif", "tiff", "heic", "heif", "ico"];

/// WOFF files are read so that they can be reported.
const FONTS: [&str; 6] = ["ttf", "otf", "ttc", "otc", "woff", "woff2"];

/// So many files are read at once, on all cores.
const READ_AT_ONCE: usize = 256;

type Walked = walkdir::Result<DirEntry>;

/// A text file that was looked at.
struct Looked {
    stamp: Option<Stamp>,
    content: Found,
}

enum Found {
    /// What was read of it earlier.
    Unchanged(Arc<str>),
    Bytes(Vec<u8>),
    /// More than a text may have.
    TooLarge,
}

impl Sources {
    /// Reads `book.yaml`.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it cannot be read: then there is nothing to report about.
    pub fn read_book(&mut self, root: &Path) -> Result<Result<FileId, Diagnostic>, Failure> {
        let path = root.join("book.yaml");
        if !path.is_file() {
            return Err(Failure::new(both!("no `book.yaml` here", "这里没有 `book.yaml`")).at(root).hint(
                both!("run diglot in the folder that holds `book.yaml`, or name that folder: `diglot build --book path/to/folder`", "请在 `book.yaml` 所在的文件夹里运行 diglot，或者指明那个文件夹：`diglot build --book path/to/folder`"),
            ));
        }
        self.take_text("book.yaml", &path, Limits::DEFAULT.text_bytes)
    }

    /// Reads the table `path` beside `book.yaml`, in the encoding that a spreadsheet has chosen. What is not sure is reported.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it cannot be read.
    pub fn read_table(&mut self, root: &Path, path: &str) -> Result<Option<Diagnostic>, Failure> {
        let limit = Limits::DEFAULT.text_bytes;
        let Some(bytes) = read_bounded(&root.join(path), limit)? else {
            let file = self.add_broken(path, "");
            return Ok(Some(too_large(file, limit)));
        };
        let report = |file, message| {
            Diagnostic::new(Code::NotText, Span::start_of(file), message).hint(both!(
                "in Excel or WPS choose “Save as…” and the type “CSV UTF-8”",
                "请在 Excel 或 WPS 里选“另存为”，文件类型选“CSV UTF-8（逗号分隔）”"
            ))
        };
        match encoding::table(bytes) {
            Table::Sure(text) => Ok(self.add_bytes(path, text.into_bytes()).err()),
            Table::Gbk(text) => {
                let file = self.add(path, text);
                let message = both!(
                    "this file is read as GBK: see whether the names are right",
                    "这个文件按 GBK 读取，请核对姓名是否正确"
                );
                Ok(Some(Diagnostic { severity: Severity::Note, ..report(file, message) }))
            }
            Table::Unknown(why) => {
                let file = self.add_broken(path, "");
                Ok(Some(report(file, why)))
            }
        }
    }

    /// Reads the course folder `folder` (relative to `root`): every text and picture, sorted by path.
    ///
    /// # Errors
    ///
    /// When the disk fails.
    pub fn read_course(&mut self, root: &Path, folder: &str, book: FileId) -> Result<Vec<Diagnostic>, Failure> {
        let mut diagnostics = Vec::new();
        let base = root.join(folder);
        if !base.is_dir() {
            let message =
                both!("there is no folder `{folder}` beside `book.yaml`", "`book.yaml` 旁边没有文件夹 `{folder}`");
            diagnostics.push(Diagnostic::new(Code::MissingSource, self.line_of(book, "course:"), message).hint(both!(
                "put the Markdown files there, or name their folder in `book.yaml`: `course: folder`",
                "请把 Markdown 文件放进去，或者在 `book.yaml` 里写明它们的文件夹：`course: folder`"
            )));
            return Ok(diagnostics);
        }
        let real_base = fs::canonicalize(&base).map_err(|e| Failure::io(&base, e))?;
        let limits = Limits::DEFAULT;
        let (mut seen, mut total) = (0, 0);
        let walk = WalkDir::new(&base).sort_by_file_name().max_depth(limits.depth).follow_links(false);
        let mut walk = walk.into_iter().filter_entry(|e| e.depth() == 0 || !hidden(e.file_name()));
        let mut ahead = VecDeque::new();
        loop {
            if ahead.is_empty() {
                let some: Vec<_> = walk.by_ref().take(READ_AT_ONCE).collect();
                ahead.par_extend(some.into_par_iter().map(|entry| self.looked_at(root, entry)));
            }
            let Some((entry, looked)) = ahead.pop_front() else { break };
            let entry = entry.map_err(|error| unwalked(error, &base))?;
            let path = entry.path().to_path_buf();
            let Some(name) = relative(root, &path) else {
                let file = self.add_broken(path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned(), "");
                diagnostics.push(
                    Diagnostic::new(
                        Code::FileName,
                        Span::start_of(file),
                        both!("the name of this file is not UTF-8", "这个文件的名称不是 UTF-8"),
                    )
                    .hint(both!("rename it with letters, digits and hyphens", "请改名，只用字母、数字和连字符")),
                );
                continue;
            };
            let mut target = path.clone();
            if entry.path_is_symlink() {
                match fs::canonicalize(&path) {
                    Ok(real) if real.starts_with(&real_base) && real.is_file() => target = real,
                    found => {
                        let what = match found {
                            Ok(real) if real.is_dir() => {
                                both!("this is a symbolic link to a folder", "这是指向文件夹的符号链接")
                            }
                            Ok(_) => both!("this symbolic link leads out of the course", "这个符号链接指到了课程之外"),
                            Err(_) => both!(
                                "this symbolic link leads nowhere or in a circle",
                                "这个符号链接没有目标，或者绕回了自己"
                            ),
                        };
                        let file = self.add_broken(name, "");
                        diagnostics.push(
                            Diagnostic::new(Code::SymbolicLink, Span::start_of(file), what)
                                .hint(both!("put a copy of the file there instead", "请改放一份文件的副本")),
                        );
                        continue;
                    }
                }
            } else if !entry.file_type().is_file() {
                if entry.file_type().is_dir() && entry.depth() == limits.depth {
                    let file = self.add_broken(name, "");
                    diagnostics.push(
                        Diagnostic::new(
                            Code::TooLarge,
                            Span::start_of(file),
                            both!("folders lie more than {} deep", "文件夹嵌套超过 {} 层", limits.depth),
                        )
                        .hint(both!("move this folder up, or out of the course", "请把这个文件夹往上移，或移出课程")),
                    );
                }
                continue;
            }
            seen += 1;
            if seen > limits.files || total > limits.total_bytes {
                let what = if seen > limits.files {
                    both!("`{folder}` holds more than {} files", "`{folder}` 里的文件超过 {} 个", limits.files)
                } else {
                    both!(
                        "the files in `{folder}` are larger than {} GiB together",
                        "`{folder}` 里的文件合计超过 {} GiB",
                        limits.total_bytes >> 30
                    )
                };
                diagnostics.push(Diagnostic::new(Code::TooLarge, self.line_of(book, "course:"), what).hint(both!(
                    "`course:` should name the folder of the Markdown files and nothing else",
                    "`course:` 应当只指向存放 Markdown 文件的文件夹"
                )));
                break;
            }
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
            let glossary = name == format!("{folder}/glossary.yaml");
            if NEARLY_TEXTS.contains(&extension.as_str()) && !glossary {
                let file = self.add_broken(&name, "");
                diagnostics.push(
                    Diagnostic::new(Code::FileName, Span::start_of(file), both!("Diglot does not read this file", "Diglot 不读这个文件"))
                        .hint(both!("a text is called `….md` and the glossary `{folder}/glossary.yaml`: rename it, or move it out of the course", "正文叫 `….md`，术语表叫 `{folder}/glossary.yaml`：请改名，或者移出课程")),
                );
            } else if extension == "md" || glossary || is_lock(&name, folder) {
                // A lock holds all texts of a language.
                let limit = if is_lock(&name, folder) { limits.attachment_bytes } else { limits.text_bytes };
                let looked = looked.unwrap_or_else(|| self.look(&name, &target, limit))?;
                match self.add_looked(&name, looked, limit) {
                    Ok(file) => total += self.get(file).text.len() as u64,
                    Err(diagnostic) => diagnostics.push(diagnostic),
                }
            } else if PICTURES.contains(&extension.as_str()) {
                match self.take_attachment(&name, &target, limits.attachment_bytes)? {
                    Ok(bytes) => total += bytes,
                    Err(diagnostic) => diagnostics.push(diagnostic),
                }
            } else {
                self.set_aside(&name, &target);
            }
        }
        if diagnostics.is_empty() && !self.texts.iter().any(|s| s.path.ends_with(".md")) {
            diagnostics.push(
                Diagnostic::new(
                    Code::MissingSource,
                    self.line_of(book, "course:"),
                    both!("there is no text in `{folder}`", "`{folder}` 里没有正文"),
                )
                .hint(both!(
                    "write the front page, `{folder}/index.en.md`, or an item",
                    "请写首页 `{folder}/index.en.md`，或任何一个条目"
                )),
            );
        }
        Ok(diagnostics)
    }

    /// Reads `theme.yaml` and the folder `theme` beside it, if they are there: templates, pictures and fonts.
    ///
    /// # Errors
    ///
    /// When the disk fails.
    pub fn read_theme(&mut self, root: &Path) -> Result<Vec<Diagnostic>, Failure> {
        let mut diagnostics = Vec::new();
        let limits = Limits::DEFAULT;
        let mut paths = vec![root.join("theme.yaml")];
        let walk = WalkDir::new(root.join("theme")).sort_by_file_name().min_depth(1).max_depth(3).follow_links(false);
        let folder = root.join("theme").is_dir();
        for entry in walk.into_iter().filter_entry(|e| !hidden(e.file_name())).filter(|_| folder) {
            let entry = entry.map_err(|error| unwalked(error, root))?;
            if entry.file_type().is_file() {
                paths.push(entry.into_path());
            }
        }
        for path in paths.into_iter().filter(|path| path.is_file()) {
            let Some(name) = relative(root, &path) else { continue };
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
            let font = FONTS.contains(&extension.as_str()) && name.starts_with("theme/fonts/");
            let attached = font || PICTURES.contains(&extension.as_str());
            let text = ["theme/web/", "theme/print/", "theme/strings/"].iter().any(|folder| name.starts_with(folder));
            if !attached && !text && name != "theme.yaml" {
                continue;
            }
            if attached {
                diagnostics.extend(self.take_attachment(&name, &path, limits.attachment_bytes)?.err());
            } else {
                diagnostics.extend(self.take_text(&name, &path, limits.text_bytes)?.err());
            }
        }
        Ok(diagnostics)
    }

    /// The key `key` at the beginning of a line of `book.yaml`; the beginning of the file when it is not there.
    fn line_of(&self, book: FileId, key: &str) -> Span {
        let text = &self.get(book).text;
        let lines =
            text.split_inclusive('\n').scan(0, |at, line| Some((std::mem::replace(at, *at + line.len()), line)));
        let found = lines.into_iter().find(|(_, line)| line.starts_with(key));
        found.map_or(Span::start_of(book), |(at, line)| Span::new(book, at..at + line.trim_end().len()))
    }

    /// Adds the text of the file at `path`.
    fn take_text(&mut self, name: &str, path: &Path, limit: u64) -> Result<Result<FileId, Diagnostic>, Failure> {
        let looked = self.look(name, path, limit)?;
        Ok(self.add_looked(name, looked, limit))
    }

    /// Reads the text of the file at `path`, unless it has the stamp that it had.
    fn look(&self, name: &str, path: &Path, limit: u64) -> Result<Looked, Failure> {
        let stamp = self.now.and(Stamp::of(path));
        let content = match self.earlier.get(name).filter(|kept| Some(kept.stamp) == stamp).map(|kept| &kept.content) {
            Some(KeptContent::Text(text)) => Found::Unchanged(text.clone()),
            _ => read_bounded(path, limit)?.map_or(Found::TooLarge, Found::Bytes),
        };
        Ok(Looked { stamp, content })
    }

    /// An entry of the walk, with its text if it is one.
    fn looked_at(&self, root: &Path, entry: Walked) -> (Walked, Option<Result<Looked, Failure>>) {
        let text = entry.as_ref().ok().filter(|entry| entry.file_type().is_file());
        let text = text.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"));
        let named = text.and_then(|entry| Some((relative(root, entry.path())?, entry.path())));
        let looked = named.map(|(name, path)| self.look(&name, path, Limits::DEFAULT.text_bytes));
        (entry, looked)
    }

    fn add_looked(&mut self, name: &str, Looked { stamp, content }: Looked, limit: u64) -> Result<FileId, Diagnostic> {
        match content {
            Found::Unchanged(text) => {
                self.unchanged(name, stamp);
                Ok(self.add(name, text))
            }
            Found::Bytes(bytes) => {
                let added = self.add_bytes(name, bytes);
                if let Ok(file) = added {
                    self.keep(name, stamp, KeptContent::Text(self.get(file).text.clone()));
                }
                added
            }
            Found::TooLarge => {
                let file = self.add_broken(name, "");
                Err(too_large(file, limit))
            }
        }
    }

    /// Adds the picture at `path`, and says how large it is.
    fn take_attachment(&mut self, name: &str, path: &Path, limit: u64) -> Result<Result<u64, Diagnostic>, Failure> {
        let stamp = self.now.and(Stamp::of(path));
        let bytes: Arc<[u8]> = match self.unchanged(name, stamp) {
            Some(KeptContent::Bytes(bytes)) => bytes,
            _ => match read_bounded(path, limit)? {
                Some(bytes) => bytes.into(),
                None => {
                    let file = self.add_broken(name, "");
                    return Ok(Err(too_large(file, limit)));
                }
            },
        };
        self.keep(name, stamp, KeptContent::Bytes(bytes.clone()));
        let size = bytes.len() as u64;
        self.attachments.push(Attachment { path: name.to_owned(), bytes });
        Ok(Ok(size))
    }

    /// What was read earlier from a file that has the same stamp still.
    fn unchanged(&mut self, name: &str, stamp: Option<Stamp>) -> Option<KeptContent> {
        let kept = self.earlier.remove(name).filter(|kept| Some(kept.stamp) == stamp)?;
        let content = kept.content.clone();
        self.kept.insert(name.to_owned(), kept);
        Some(content)
    }

    fn keep(&mut self, name: &str, stamp: Option<Stamp>, content: KeptContent) {
        let Some((stamp, now)) = stamp.zip(self.now) else { return };
        if stamp.settled(now) {
            self.kept.insert(name.to_owned(), Kept { stamp, content });
        }
    }

    /// Adds a file's bytes, which must be UTF-8 without NUL. A file that is not is added empty, so that the message can name it.
    fn add_bytes(&mut self, path: &str, bytes: Vec<u8>) -> Result<FileId, Diagnostic> {
        match String::from_utf8(bytes) {
            Ok(text) => match text.find('\0') {
                None => Ok(self.add(path, text)),
                Some(at) => {
                    let readable = text.replace('\0', "\u{fffd}");
                    let at = readable.char_indices().nth(text[..at].chars().count()).map_or(0, |(i, _)| i);
                    let file = self.add_broken(path, readable);
                    Err(Diagnostic::new(
                        Code::NotText,
                        Span::new(file, at..at + 3),
                        both!("a NUL byte in a text file", "文本文件里有 NUL 字节"),
                    )
                    .hint(both!(
                        "remove it: this is not a text file, or a program has damaged it",
                        "请删去它：这不是文本文件，或者被某个程序弄坏了"
                    )))
                }
            },
            Err(error) => {
                let bytes = error.as_bytes();
                if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
                    let file = self.add_broken(path, "");
                    return Err(not_utf8(
                        Span::start_of(file),
                        both!("this file is UTF-16, not UTF-8", "这个文件是 UTF-16，不是 UTF-8"),
                    ));
                }
                let at = error.utf8_error().valid_up_to();
                let readable = String::from_utf8_lossy(bytes).into_owned();
                let file = self.add_broken(path, readable);
                Err(not_utf8(Span::new(file, at..at + 3), both!("this file is not UTF-8", "这个文件不是 UTF-8")))
            }
        }
    }
}

fn not_utf8(span: Span, message: Message) -> Diagnostic {
    Diagnostic::new(Code::NotText, span, message)
        .hint(both!("open it in the editor and choose “Save as…”, encoding “UTF-8”; Windows calls GBK files “ANSI” and UTF-16 “Unicode”", "请在编辑器里打开，选“另存为…”，编码选“UTF-8”；Windows 把 GBK 称作“ANSI”，把 UTF-16 称作“Unicode”"))
}

/// Whether a file is the lock of a translation: `i18n/zh.lock` in the folder of the course.
fn is_lock(path: &str, folder: &str) -> bool {
    let below = path.strip_prefix(folder).and_then(|path| path.strip_prefix("/i18n/"));
    below.is_some_and(|name| name.ends_with(".lock") && !name.contains('/'))
}

/// Whether a file or a folder is none of the author's: hidden, or left by a program or a system.
pub(super) fn hidden(name: &std::ffi::OsStr) -> bool {
    let name = name.as_encoded_bytes().to_ascii_lowercase();
    let left = [b"~".as_slice(), b".bak", b".tmp", b".swp"].iter().any(|end| name.ends_with(end));
    name.starts_with(b".")
        || name.starts_with(b"~$")
        || left
        || (name.starts_with(b"#") && name.ends_with(b"#"))
        || [b"thumbs.db".as_slice(), b"desktop.ini", b"__macosx"].contains(&&*name)
}

/// What keeps a walk through `folder` from going on.
fn unwalked(error: walkdir::Error, folder: &Path) -> Failure {
    let path = error.path().unwrap_or(folder).to_owned();
    Failure::io(&path, error.into())
}

/// `path` below `root` with `/` between its parts, if all of it is UTF-8.
fn relative(root: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Option<Vec<&str>> =
        below.components().filter(|c| !matches!(c, Component::CurDir)).map(|c| c.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// The bytes of a file.
///
/// # Errors
///
/// When it cannot be read, or is larger than `limit`.
pub(super) fn whole(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let too_large =
        || Failure::new(both!("this file is larger than {} MiB", "这个文件超过 {} MiB", limit >> 20)).at(path);
    read_bounded(path, limit)?.ok_or_else(too_large)
}

/// The bytes of a file, or `None` when there are more than `limit`. Never reads more than that, whatever the size says.
fn read_bounded(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, Failure> {
    let read = || {
        let file = fs::File::open(path)?;
        let mut bytes = Vec::with_capacity(file.metadata()?.len().min(limit) as usize + 1);
        file.take(limit + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let bytes = read().map_err(|error| Failure::io(path, error))?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

fn too_large(file: FileId, limit: u64) -> Diagnostic {
    Diagnostic::new(
        Code::TooLarge,
        Span::start_of(file),
        both!("this file is larger than {} MiB", "这个文件超过 {} MiB", limit >> 20),
    )
    .hint(both!("split it, or make the picture smaller", "请拆分文件，或缩小图片"))
}

/// Whether a file lies in a folder.
pub fn holds(folder: &Path, name: &str) -> bool {
    folder.join(name).is_file()
}

/// Whether anything lies in a folder, but for what the system of a desktop leaves in any.
///
/// # Errors
///
/// When it is no folder, or cannot be read.
pub fn holds_files(folder: &Path) -> Result<bool, Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(Failure::io(folder, error)),
    };
    let strange =
        |entry: &fs::DirEntry| ![".DS_Store", "Thumbs.db", "desktop.ini"].iter().any(|n| entry.file_name() == *n);
    Ok(entries.filter_map(Result::ok).any(|entry| strange(&entry)))
}

/// A file that lies in a folder.
#[derive(Clone, Debug)]
pub struct ListedFile {
    /// Relative to the folder, with `/` on every system.
    pub path: String,
    /// It is a symbolic link.
    pub link: bool,
}

/// Every file below a folder, also those that no stage reads, sorted by path.
///
/// # Errors
///
/// When the folder cannot be walked, or a name is not UTF-8.
pub fn list_files(folder: &Path) -> Result<Vec<ListedFile>, Failure> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().min_depth(1).follow_links(false) {
        let entry = entry.map_err(|e| Failure::new(Message::as_is(e)).at(folder))?;
        if entry.file_type().is_dir() {
            continue;
        }
        let path = relative(folder, entry.path()).ok_or_else(|| {
            Failure::new(both!("the name of this file is not UTF-8", "这个文件的名称不是 UTF-8")).at(entry.path())
        })?;
        files.push(ListedFile { path, link: entry.path_is_symlink() });
    }
    Ok(files)
}
