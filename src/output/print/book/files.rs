//! The files of a handbook: `book.json`, one for each text, and the pictures.

use std::collections::BTreeSet;

use typst::foundations::Bytes;

use super::volume::{FRONT, volume};
use super::{codes, entries};
use crate::course::{self, Asset, AssetIx, Course, ItemIx, KindIx};
use crate::output::print::data::page::PageFile;
use crate::output::print::data::volume::Form;
use crate::output::print::data::{VirtualFiles, json};
use crate::output::print::options::Options;
use crate::output::print::writer::{self, CoursePage, Scope, rows};

/// All files that the templates of the handbook read.
pub fn files(course: &Course, options: &Options) -> VirtualFiles {
    let scope = Scope::new(course, options);
    let pages = course.item_ixs().filter(|&item| scope.contains(item)).map(|item| &*course.item(item).page);
    let mut files = pictures(&scope, pages.chain(course.front.as_deref()));
    let coded = |item: &ItemIx| scope.contains(*item) && entries::has_code(&scope, *item);
    files.extend(codes::drawings(&scope, course.items_of(KindIx::FIRST).filter(coded)));
    files.insert("/course/book.json".into(), json(&volume(&scope, options)));
    if let (Some(front), Form::Book) = (&course.front, scope.form()) {
        let body = rows(&scope, CoursePage::Front, front);
        files.insert(FRONT.into(), json(&PageFile { body, relations: Vec::new(), mentions: Vec::new() }));
    }
    for item in course.item_ixs().filter(|&item| scope.contains(item)) {
        files.insert(entries::file(item), json(&entries::page(&scope, item)));
    }
    files
}

/// The files of the pictures that some pages show.
pub fn pictures<'a>(scope: &Scope, pages: impl IntoIterator<Item = &'a course::Page>) -> VirtualFiles {
    let shown: BTreeSet<AssetIx> = pages.into_iter().flat_map(|page| &page.pictures).copied().collect();
    let file = |asset| (scope.picture_path(asset), Bytes::new(scope.course.asset(asset).bytes.clone()));
    shown.into_iter().map(file).collect()
}

/// The files that the template for a single picture reads.
pub fn picture_files(asset: &Asset) -> VirtualFiles {
    let path = writer::picture_path(0, asset);
    let bytes = Bytes::new(asset.bytes.clone());
    VirtualFiles::from([("/course/picture.json".to_string(), json(&path)), (path, bytes)])
}
