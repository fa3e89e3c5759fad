//! The world of the typesetter: the theme's templates, the files of one book and the fonts, all in memory. What is not in it does
//! not exist, and there is no clock.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::fonts;

/// The files of a book by their absolute virtual paths.
pub type Files = BTreeMap<String, Bytes>;

pub struct MemoryWorld {
    main: FileId,
    files: Files,
}

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../themes/default/print/", $name)))),*]
    };
}

const TEMPLATES: &[(&str, &str)] = templates![
    "handbook.typ",
    "base.typ",
    "inline.typ",
    "boxes.typ",
    "blocks.typ",
    "front.typ",
    "item.typ",
    "facing.typ",
    "matrix.typ",
    "glossary.typ",
    "back.typ",
    "picture.typ",
    "booklet.typ",
    "sheet.typ",
    "handout.typ",
    "cards.typ",
    "chart.typ",
    "session-plan.typ",
    "attendance.typ",
    "feedback.typ",
    "certificate.typ",
];

static SOURCES: LazyLock<BTreeMap<String, Source>> = LazyLock::new(|| {
    let source = |&(name, text): &(&str, &str)| {
        let path = format!("/{name}");
        let source = Source::new(file_id(&path), text.to_string());
        (path, source)
    };
    TEMPLATES.iter().map(source).collect()
});

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // Header cells of rows, for readers who hear a table.
    LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
});

static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(fonts::all())));

impl MemoryWorld {
    /// `main` is the name of a template.
    pub fn new(main: &str, files: Files) -> MemoryWorld {
        MemoryWorld { main: file_id(&format!("/{main}")), files }
    }
}

impl World for MemoryWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        look_up(&SOURCES, id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        look_up(&self.files, id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        fonts::all().get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("paths of the world are absolute and plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn look_up<T: Clone>(files: &BTreeMap<String, T>, id: FileId) -> FileResult<T> {
    let path = id.get();
    let file = match path.root() {
        VirtualRoot::Project => files.get(path.vpath().get_with_slash()),
        VirtualRoot::Package(_) => None,
    };
    file.cloned().ok_or_else(|| FileError::NotFound(path.vpath().get_with_slash().into()))
}
