//! The world of the typesetter: templates, fonts and the files of one document, all in memory. It holds no other file and no clock.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::context::{TypesetContext, file_id};
use super::fonts::FontSet;
use crate::output::print::data::VirtualFiles;

pub struct MemoryWorld<'a> {
    pub context: &'a TypesetContext,
    fonts: &'a FontSet,
    main: FileId,
    files: VirtualFiles,
}

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // Header cells of rows, for readers who hear a table.
    LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
});

impl<'a> MemoryWorld<'a> {
    /// `main` is the name of a template.
    pub fn new(context: &'a TypesetContext, main: &str, files: VirtualFiles) -> MemoryWorld<'a> {
        MemoryWorld { context, fonts: context.fonts(&files), main: file_id(&format!("/{main}")), files }
    }
}

impl World for MemoryWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        look_up(&self.context.sources, id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        look_up(&self.files, id).or_else(|_| look_up(&self.context.files, id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn look_up<T: Clone>(files: &BTreeMap<String, T>, id: FileId) -> FileResult<T> {
    let path = id.get();
    let file = match path.root() {
        VirtualRoot::Project => files.get(path.vpath().get_with_slash()),
        VirtualRoot::Package(_) => None,
    };
    file.cloned().ok_or_else(|| FileError::NotFound(path.vpath().get_with_slash().into()))
}
