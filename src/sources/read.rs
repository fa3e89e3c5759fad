//! Reading: `book.yaml`, tables, the theme, and the text or the bytes of each file, unless it has the stamp that it had.
#![expect(clippy::disallowed_methods, reason = "reading owns the disk that a course lies on")]

use std::path::Path;
use std::sync::Arc;

use walkdir::WalkDir;

use super::disk::{hidden, read_bounded, relative, unwalked};
use super::encoding::{self, Table};
use super::stamp::Stamp;
use super::{Attachment, FileId, Kept, KeptContent, Limits, Sources, Span, reports};
use crate::diagnostic::Diagnostic;
use crate::failure::Failure;
use crate::message::both;

/// Endings of pictures. Of some of them it is told that no output can show them.
pub(super) const PICTURES: [&str; 15] =
    ["svg", "png", "jpg", "jpeg", "jpe", "jfif", "webp", "gif", "bmp", "avif", "tif", "tiff", "heic", "heif", "ico"];

/// WOFF files are read so that they can be reported.
const FONTS: [&str; 6] = ["ttf", "otf", "ttc", "otc", "woff", "woff2"];

/// A text file that was looked at.
pub(super) struct Looked {
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
            return Err(Failure::new(both!("no `book.yaml` here", "这里没有 `book.yaml`")).at(root).hint(both!(
                "run diglot in the folder that holds `book.yaml`, or name that folder with `--book path/to/folder`",
                "请在 `book.yaml` 所在的文件夹里运行 diglot，或者用 `--book path/to/folder` 指明那个文件夹"
            )));
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
            return Ok(Some(reports::too_large(file, limit)));
        };
        match encoding::table(bytes) {
            Table::Sure(text) => Ok(self.add_bytes(path, text.into_bytes()).err()),
            Table::Gbk(text) => Ok(Some(reports::read_as_gbk(self.add(path, text)))),
            Table::Unknown(why) => Ok(Some(reports::odd_table(self.add_broken(path, ""), why))),
        }
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
            let extension = extension(&path);
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
    pub(super) fn line_of(&self, book: FileId, key: &str) -> Span {
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

    /// Reads the text of the file at `path`, unless it has the stamp that it had. What is not saved yet goes before it.
    pub(super) fn look(&self, name: &str, path: &Path, limit: u64) -> Result<Looked, Failure> {
        if let Some(text) = self.unsaved.get(name) {
            return Ok(Looked { stamp: None, content: Found::Bytes(text.as_bytes().to_vec()) });
        }
        let stamp = self.now.and(Stamp::of(path));
        let content = match self.earlier.get(name).filter(|kept| Some(kept.stamp) == stamp).map(|kept| &kept.content) {
            Some(KeptContent::Text(text)) => Found::Unchanged(text.clone()),
            _ => read_bounded(path, limit)?.map_or(Found::TooLarge, Found::Bytes),
        };
        Ok(Looked { stamp, content })
    }

    pub(super) fn add_looked(
        &mut self,
        name: &str,
        Looked { stamp, content }: Looked,
        limit: u64,
    ) -> Result<FileId, Diagnostic> {
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
                Err(reports::too_large(file, limit))
            }
        }
    }

    /// Adds the picture at `path`, and says how large it is.
    pub(super) fn take_attachment(
        &mut self,
        name: &str,
        path: &Path,
        limit: u64,
    ) -> Result<Result<u64, Diagnostic>, Failure> {
        let stamp = self.now.and(Stamp::of(path));
        let bytes: Arc<[u8]> = match self.unchanged(name, stamp) {
            Some(KeptContent::Bytes(bytes)) => bytes,
            _ => match read_bounded(path, limit)? {
                Some(bytes) => bytes.into(),
                None => {
                    let file = self.add_broken(name, "");
                    return Ok(Err(reports::too_large(file, limit)));
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
                    Err(reports::nul_byte(Span::new(file, at..at + 3)))
                }
            },
            Err(error) => {
                let bytes = error.as_bytes();
                if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
                    let file = self.add_broken(path, "");
                    return Err(reports::not_utf8(
                        Span::start_of(file),
                        both!("this file is UTF-16, not UTF-8", "这个文件是 UTF-16，不是 UTF-8"),
                    ));
                }
                let at = error.utf8_error().valid_up_to();
                let readable = String::from_utf8_lossy(bytes).into_owned();
                let file = self.add_broken(path, readable);
                Err(reports::not_utf8(
                    Span::new(file, at..at + 3),
                    both!("this file is not UTF-8", "这个文件不是 UTF-8"),
                ))
            }
        }
    }
}

/// The ending of a file's name, in small letters.
pub(super) fn extension(path: &Path) -> String {
    path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase()
}
