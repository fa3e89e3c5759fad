//! A PDF that is still to be typeset: all that it is made of, so that one can tell whether it would come out the same.

use std::path::Path;

use super::booklet::{self, Booklet};
use super::press::Press;
use super::world::Files;
use super::{book, typeset};
use crate::course::{Asset, Course};
use crate::failure::Failure;
use crate::publish::Digest;

pub struct Manuscript<'a> {
    pub(super) course: &'a Course,
    pub(super) press: &'a Press,
    /// Its name.
    pub(super) template: &'static str,
    /// What the template reads.
    pub(super) files: Files,
    /// Names the PDF: the same on every run, another for every reading and edition.
    pub(super) ident: String,
    /// For pages that are put on the sheets of a booklet.
    pub(super) booklet: Option<Booklet>,
}

impl Manuscript<'_> {
    /// The same only for what gives the same PDF. What does not come from the course or its theme is part of the program, which
    /// `program` names.
    pub fn digest(&self, program: &str) -> Digest {
        let head = format!("{program}\n{}\n{}\n{:?}\n{:?}", self.template, self.ident, self.booklet, self.press.digest);
        let files = self.files.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes.as_slice()]);
        Digest::of_parts(std::iter::once(head.as_bytes()).chain(files))
    }

    pub fn pdf(self) -> Result<Vec<u8>, Failure> {
        let (course, press) = (self.course, self.press);
        let pdf = match &self.booklet {
            None => typeset::pdf(press, self.template, self.files, &self.ident),
            Some(sheets) => typeset::pages(press, self.template, self.files).and_then(|(pages, _)| {
                let document = booklet::impose(course, press, sheets, &pages)?;
                typeset::sheets(&document, &self.ident)
            }),
        };
        pdf.map_err(|failure| broken_picture(course, press).unwrap_or(failure))
    }
}

/// A picture whose bytes are not what its name says stops the typesetter, which cannot name it.
fn broken_picture(course: &Course, press: &Press) -> Option<Failure> {
    course.assets.iter().find_map(|asset: &Asset| {
        let reason = typeset::pages(press, "picture.typ", book::picture_files(asset)).err()?;
        let failure = Failure::new(format!("the picture cannot be read ({reason})"));
        Some(failure.at(Path::new(&asset.path)).hint("save it again as SVG, PNG or JPEG"))
    })
}
