//! Files to be handed on: which file a link means, whether the course hands on such files, and what lies in its folder for nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::files::is_for_others;
use super::names::{Names, Origin};
use super::paths::relative;
use crate::book::Book;
use crate::course::attachment::extension;
use crate::course::tree::Destination;
use crate::course::{Attachment, AttachmentIx, Target};
use crate::diagnostic::{Code, Diagnostic, Guesses, Hint};
use crate::message::{self, Message, both};
use crate::sources::{Content, Limits, Sources};
use crate::span::Span;

/// Where a link leads: to what has a name, or to a file.
///
/// # Errors
///
/// When there is no such thing, or it cannot be shown there.
pub fn look_up(
    names: &Names<'_>,
    files: &mut Files<'_>,
    destination: &Destination,
    from: Origin<'_>,
) -> Result<Option<Target>, Box<Diagnostic>> {
    match names.file(destination, from.folder, |path| files.is_like(path)) {
        Some(path) => Ok(Some(Target::File(files.find(&path, from.folder, from.trainer, from.span)?))),
        None => names.target(destination, from),
    }
}

/// The files of a course that are no texts; those to which a text leads get an index.
pub struct Files<'a> {
    book: &'a Book,
    /// Relative to the course folder.
    known: BTreeMap<&'a str, Content>,
    used: BTreeMap<&'a str, AttachmentIx>,
    /// Those to which some text would lead, but for a mistake that was reported.
    meant: BTreeSet<&'a str>,
    attachments: Vec<Attachment>,
    guesses: Guesses,
}

impl<'a> Files<'a> {
    pub fn new(book: &'a Book, sources: &'a Sources) -> Files<'a> {
        let prefix = format!("{}/", book.folder);
        let pictures = sources.attachments.iter().map(|file| (&file.path, Content::Here(file.bytes.clone())));
        let others = sources.others.iter().map(|file| (&file.path, file.content.clone()));
        let known = pictures.chain(others).filter_map(|(path, file)| Some((path.strip_prefix(&prefix)?, file)));
        let (used, meant, attachments) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
        Files { book, known: known.collect(), used, meant, attachments, guesses: Guesses::default() }
    }

    pub fn into_attachments(self) -> Vec<Attachment> {
        self.attachments
    }

    /// Whether there is such a file in the course, or one that may be meant.
    fn is_like(&self, path: &str) -> bool {
        self.known.contains_key(path) || (!path.ends_with(".md") && self.nearest(path).is_some())
    }

    /// The file at `path`, to which a text in `folder` leads; both are relative to the course. `trainer` says that trainers alone read the link.
    ///
    /// # Errors
    ///
    /// When there is no such file in the course, or it cannot be handed on.
    pub fn find(&mut self, path: &str, folder: &str, trainer: bool, span: Span) -> Result<AttachmentIx, Diagnostic> {
        let wrong = |message: Message| Diagnostic::new(Code::MissingFile, span, message);
        let Some((&path, content)) = self.known.get_key_value(path) else {
            let missing = wrong(both!("there is no file `{path}` in the course", "课程里没有文件 `{path}`"));
            let near = self.nearest(path);
            self.meant.extend(near);
            return Err(match near {
                Some(near) => missing.hint(Hint::meant(&relative(folder, path), &relative(folder, near))),
                None => missing.hint(both!("put the file beside the text", "请把文件放在正文旁边")),
            });
        };
        if let Some(&ix) = self.used.get(path) {
            self.attachments[ix.index()].trainer_only &= trainer;
            return Ok(ix);
        }
        self.meant.insert(path);
        let extension = extension(path);
        if !self.book.attachments.contains(&extension) {
            let list = message::list(self.book.attachments.iter().cloned());
            return Err(wrong(both!(
                "this course hands on no files of the type `{extension}`",
                "这门课程不提供 `{extension}` 类型的文件"
            ))
            .hint(both!(
                "`attachments` in `book.yaml` says which it does; now it is {list}",
                "`book.yaml` 的 `attachments` 写明可以提供的类型，现在是 {list}";
                list
            )));
        }
        let limit = Limits::DEFAULT.attachment_bytes;
        if content.size() > limit {
            return Err(Diagnostic::new(
                Code::TooLarge,
                span,
                both!("the file `{path}` is larger than {} MiB", "文件 `{path}` 超过 {} MiB", limit >> 20),
            )
            .hint(both!(
                "make it smaller, or put it on a server and link to its full address",
                "请缩小文件，或者放到服务器上，链接到完整地址"
            )));
        }
        let ix = AttachmentIx::new(self.attachments.len());
        self.attachments.push(Attachment { path: path.to_owned(), content: content.clone(), trainer_only: trainer });
        self.used.insert(path, ix);
        Ok(ix)
    }

    /// The file that was probably meant: of the same name in another folder or with other capitals, or with a slip in its path.
    fn nearest(&self, path: &str) -> Option<&'a str> {
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_lowercase();
        let same_name = self.known.keys().copied().find(|known| name(known) == name(path));
        same_name.or_else(|| self.guesses.nearest(path, self.known.keys().copied()))
    }

    /// Reports the files in the course folder to which no text leads, apart from pictures.
    pub fn report_unread(&self, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
        let prefix = format!("{}/", self.book.folder);
        for other in &sources.others {
            let path = other.path.strip_prefix(&prefix).unwrap_or(&other.path);
            if self.meant.contains(path)
                || is_for_others(path)
                || self.book.outputs.names.as_ref().is_some_and(|(names, _)| *names == other.path)
            {
                continue;
            }
            let name = path.rsplit('/').next().unwrap_or(path);
            diagnostics.push(
                Diagnostic::new(
                    Code::UnreadFile,
                    Span::start_of(other.file),
                    both!(
                        "Diglot does not read this file, and no text leads to it",
                        "Diglot 不读这个文件，也没有正文链接到它"
                    ),
                )
                .hint(both!(
                    "hand it on with a link, `[…]({name})`, or move it out of the course; a text is called `….md`",
                    "请用链接 `[…]({name})` 提供给读者，或者移出课程；正文叫 `….md`"
                )),
            );
        }
    }
}
