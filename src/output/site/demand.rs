//! A website of which each file is made when somebody asks for it.
//!
//! What every page needs (styles, scripts, the question for a language) is made at once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use super::address::{self, Place};
use super::links::SitePage;
use super::{Options, Site, assets, entry, html, publishing, search};
use crate::course::reading::Reading;
use crate::course::{AssetIx, AttachmentIx, Course, ItemIx, Lang};
use crate::failure::Failure;
use crate::sink::Sink;

/// The website of a course in one edition. Paths are relative to its folder.
pub struct OnDemand<'a> {
    site: Site<'a>,
    files: BTreeMap<String, File>,
    /// The files of the search, made when it is opened.
    search: OnceLock<Vec<search::File>>,
}

/// How a file is made.
enum File {
    Ready(Arc<[u8]>),
    Picture(AssetIx),
    Attachment(AttachmentIx),
    Search,
    /// With the number of its place.
    Page(Reading, usize),
    ShortLink(ItemIx),
    Moved(Reading, ItemIx),
}

impl<'a> OnDemand<'a> {
    /// # Errors
    ///
    /// When a template of the theme is broken.
    pub fn new(course: &'a Course, options: &'a Options<'a>) -> Result<OnDemand<'a>, Failure> {
        let site = Site::new(course, options)?;
        let memory = Memory::default();
        site.files.put(&memory)?;
        entry::put_chooser(&site, &memory)?;
        publishing::put(&site, &memory)?;
        let mut files: BTreeMap<String, File> =
            memory.files().into_iter().map(|(path, bytes)| (path, File::Ready(bytes.into()))).collect();
        for &picture in site.files.pictures() {
            files.insert(assets::picture_path(course.asset(picture), options.venue), File::Picture(picture));
        }
        for attachment in assets::shown_attachments(course) {
            files.insert(
                assets::attachment_path(course.attachment(attachment), options.venue),
                File::Attachment(attachment),
            );
        }
        for lang in course.langs() {
            files.extend(search::directory(course, options, lang).map(|path| (path, File::Search)));
        }
        for ix in course.item_ixs() {
            for path in entry::short_links(course, ix) {
                files.insert(path, File::ShortLink(ix));
            }
        }
        for &reading in options.readings {
            let key = reading.key(course);
            for (number, place) in site.places().into_iter().enumerate() {
                files.insert(format!("{key}/{}", address::path(course, place)), File::Page(reading, number));
            }
            for ix in course.item_ixs() {
                let page = SitePage::new(&site, reading, Place::Item(ix));
                files.extend(entry::earlier_paths(&page, ix).map(|path| (path, File::Moved(reading, ix))));
            }
        }
        Ok(OnDemand { site, files, search: OnceLock::new() })
    }

    /// Whether the website has a file at this path.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The paths of all files but those that the directories of the search name.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    fn search(&self, path: &str) -> Option<Arc<[u8]>> {
        let Site { course, options, .. } = &self.site;
        let index = |lang: Lang| search::index(course, options, lang, None);
        let files = self.search.get_or_init(|| course.langs().flat_map(index).collect());
        files.iter().find(|file| file.path == path).map(|file| file.script.as_bytes().into())
    }

    /// The file at `path`, if the website has one there.
    ///
    /// # Errors
    ///
    /// When a template of the theme cannot be filled.
    pub fn file(&self, path: &str) -> Result<Option<Arc<[u8]>>, Failure> {
        let Some(file) = self.files.get(path) else {
            return Ok(path.starts_with("assets/search.").then(|| self.search(path)).flatten());
        };
        Ok(match *file {
            File::Ready(ref bytes) => Some(bytes.clone()),
            File::Picture(picture) => Some(self.site.course.asset(picture).bytes.clone()),
            File::Attachment(attachment) => Some(self.site.course.attachment(attachment).content.bytes()?),
            File::Search => self.search(path),
            File::Page(reading, number) => {
                Some(html(&SitePage::new(&self.site, reading, self.site.places()[number]))?.into())
            }
            File::ShortLink(item) => Some(entry::short_link(&self.site, item, path)?.into()),
            File::Moved(reading, item) => {
                Some(entry::moved(&SitePage::new(&self.site, reading, Place::Item(item)), item, path)?.into())
            }
        })
    }
}

/// Files that are kept where they were made.
#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Memory {
    fn files(self) -> BTreeMap<String, Vec<u8>> {
        self.0.into_inner().expect("no writer panicked")
    }
}

impl Sink for Memory {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.0.lock().expect("no writer panicked").insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }
}
