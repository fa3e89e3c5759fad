//! The only reader of the disk: [`walk`] goes through the folder of a course, [`read`] takes in its files, and [`disk`] is what both ask.
//!
//! Owns the bytes of each file, the way from a [`Span`] to a line and a column ([`lines`]), how much a course may hold ([`limits`]) and what tells
//! whether a file has changed ([`stamp`]). What the bytes mean is the business of the later stages.

mod disk;
pub(crate) mod encoding;
pub mod limits;
mod lines;
mod other;
mod read;
mod reports;
pub mod stamp;
mod walk;

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;
use std::time::SystemTime;

use crate::digest::Digest;
use crate::span::{FileId, Span};
pub use disk::{ListedFile, beside, holds, holds_files, is_folder, is_versioned, list_files};
pub use limits::Limits;
pub use lines::{LineColumn, Lines};
pub use other::{Content, OtherFile};
use stamp::Stamp;

/// A text file, read whole. A byte order mark stays in the text; Windows line ends are kept, too, so that places are right.
#[derive(Clone, Debug)]
pub struct Source {
    /// Relative to the folder of `book.yaml`, with `/` on every system.
    pub path: String,
    /// All of the file, or nothing where it is broken.
    pub text: Arc<str>,
    /// The text is not what the file holds: it could not be read, which has been reported.
    pub broken: bool,
    /// No stage reads the file, and the text is empty.
    pub unread: bool,
}

/// A file that is not text: a picture, or a font of a theme.
#[derive(Debug)]
pub struct Attachment {
    /// Relative to the folder of `book.yaml`, with `/` on every system.
    pub path: String,
    /// All of the file.
    pub bytes: Arc<[u8]>,
}

/// All that a course is made of.
#[derive(Debug, Default)]
pub struct Sources {
    texts: Arc<Vec<Source>>,
    /// The files that are not text: pictures, and the fonts of a theme.
    pub attachments: Vec<Attachment>,
    /// All other files of the course.
    pub others: Vec<OtherFile>,
    /// By path, what was read and need not be read again while its stamp is the same. Empty unless the time of the reading is known.
    kept: BTreeMap<String, Kept>,
    earlier: BTreeMap<String, Kept>,
    now: Option<SystemTime>,
    /// By path, what somebody is writing and has not saved: it stands for what the file holds.
    unsaved: BTreeMap<String, Arc<str>>,
}

/// A file that was read before.
#[derive(Clone, Debug)]
struct Kept {
    stamp: Stamp,
    content: KeptContent,
}

#[derive(Clone, Debug)]
enum KeptContent {
    Text(Arc<str>),
    Bytes(Arc<[u8]>),
}

impl Sources {
    /// Empty, for reading a course again of which `earlier` is the last reading: files that have not changed since then are not read.
    pub fn after(earlier: &Sources, now: SystemTime) -> Sources {
        Sources { earlier: earlier.kept.clone(), now: Some(now), ..Sources::default() }
    }

    /// The same with texts that are not saved yet, by the paths of their files.
    #[must_use]
    pub fn with_unsaved(self, unsaved: BTreeMap<String, Arc<str>>) -> Sources {
        Sources { unsaved, ..self }
    }

    /// What was read, by path.
    pub fn contents(&self) -> BTreeMap<&str, &[u8]> {
        let texts = self.texts.iter().filter(|source| !source.unread);
        let texts = texts.map(|source| (source.path.as_str(), source.text.as_bytes()));
        texts.chain(self.attachments.iter().map(|picture| (picture.path.as_str(), &*picture.bytes))).collect()
    }

    /// Which files there are, in the order in which they were read, and which of them could not be.
    pub fn list(&self) -> impl Hash {
        let texts: Vec<_> = self.texts.iter().map(|file| (file.path.as_str(), file.broken, file.unread)).collect();
        let pictures: Vec<&str> = self.attachments.iter().map(|file| file.path.as_str()).collect();
        let others: Vec<&str> = self.others.iter().map(|file| file.path.as_str()).collect();
        (texts, pictures, others)
    }

    /// A digest of all files by their paths: of their contents, and of the sizes of those that no stage reads.
    pub fn digest(&self) -> Digest {
        let contents = self.contents();
        let sizes: Vec<(&str, [u8; 8])> =
            self.others.iter().map(|file| (file.path.as_str(), file.content.size().to_le_bytes())).collect();
        let read = contents.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes]);
        let other = sizes.iter().flat_map(|(path, size)| [path.as_bytes(), size.as_slice()]);
        // What comes behind this is of other files.
        Digest::of_parts(read.chain([b"".as_slice()]).chain(other))
    }

    /// Of the files for which `chosen` is true, and where they lie.
    pub fn digest_of(&self, chosen: impl Fn(&str) -> bool) -> Digest {
        let files = self.contents().into_iter().filter(|(path, _)| chosen(path));
        Digest::of_parts(files.flat_map(|(path, content)| [path.as_bytes(), content]))
    }

    /// The texts without everything else; nothing of them is copied.
    pub fn texts_alone(&self) -> Sources {
        Sources { texts: self.texts.clone(), ..Sources::default() }
    }

    /// Whether the same files with the same content were read.
    pub fn same_as(&self, other: &Sources) -> bool {
        let text = |a: &Source, b: &Source| a.path == b.path && a.text == b.text && a.broken == b.broken;
        let picture = |a: &Attachment, b: &Attachment| a.path == b.path && a.bytes == b.bytes;
        let same = |a: &OtherFile, b: &OtherFile| a.path == b.path && a.content.same_as(&b.content);
        self.texts.len() == other.texts.len()
            && self.attachments.len() == other.attachments.len()
            && self.texts.iter().zip(&*other.texts).all(|(a, b)| text(a, b))
            && self.others.len() == other.others.len()
            && self.attachments.iter().zip(&other.attachments).all(|(a, b)| picture(a, b))
            && self.others.iter().zip(&other.others).all(|(a, b)| same(a, b))
    }

    /// Adds a text; the tests and the stages use it to work without a disk.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId::new(self.texts.len());
        Arc::make_mut(&mut self.texts).push(Source {
            path: path.into(),
            text: text.into(),
            broken: false,
            unread: false,
        });
        id
    }

    /// Adds a file of which no text, or not the right one, is known, so that a message can name it.
    fn add_broken(&mut self, path: impl Into<String>, text: impl Into<Arc<str>>) -> FileId {
        let id = self.add(path, text);
        Arc::make_mut(&mut self.texts)[id.index()].broken = true;
        id
    }

    /// The text at a path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.texts.iter().position(|source| source.path == path).map(FileId::new)
    }

    /// The text of a file of these sources.
    pub fn get(&self, id: FileId) -> &Source {
        &self.texts[id.index()]
    }

    /// All texts in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.texts.iter().enumerate().map(|(i, s)| (FileId::new(i), s))
    }

    /// The place of a span's first character. It counts from the beginning of the file: for many places take [`Lines`].
    pub fn place(&self, span: Span) -> LineColumn {
        Lines::new(&self.get(span.file).text).place(span.start as usize)
    }
}
