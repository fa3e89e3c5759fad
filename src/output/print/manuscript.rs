//! A PDF that is still to be typeset: all that it is made of, so that one can tell whether it would come out the same.

use std::path::Path;

use typst::foundations::Bytes;

use super::booklet::{self, Booklet};
use super::press::Press;
use super::rounds::{self, Thrift};
use super::world::{Files, MemoryWorld};
use super::{book, proof, typeset};
use crate::course::{Asset, Course};
use crate::diagnostic::Diagnostic;
use crate::failure::Failure;
use crate::message::both;
use crate::publish::Digest;

pub struct Manuscript<'a> {
    pub(super) course: &'a Course,
    pub(super) press: &'a Press,
    /// Its name.
    pub(super) template: &'static str,
    /// What the template reads.
    pub(super) files: Files,
    /// Where the PDF will lie, relative to the output folder.
    pub(super) path: String,
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

    /// About how much memory it takes to typeset it, in bytes: five to six hundred times the text, as measured on books of 100 to 400
    /// pages, and the pixels of its pictures.
    pub fn weight(&self) -> usize {
        let weigh = |(path, bytes): (&String, &Bytes)| match path.ends_with(".json") {
            true => bytes.len() * 600,
            false => bytes.len() * 10,
        };
        // These measure what they set, in several ways, and Typst keeps all of them.
        let ways = match self.template {
            "cards.typ" | "handout.typ" => 4,
            _ => 1,
        };
        ways * self.files.iter().map(weigh).sum::<usize>()
    }

    pub fn pdf(self) -> Result<Pdf, Failure> {
        let weight = self.weight();
        let thrift = if weight > MOST_WEIGHT { Thrift::Sparing } else { Thrift::Lavish };
        let (course, press) = (self.course, self.press);
        let world = MemoryWorld::new(press, self.template, self.files);
        let pdf = typeset::lay_out(&world, thrift).and_then(|(pages, _)| {
            let found = proof::read(course, &pages, &self.path);
            let bytes = match &self.booklet {
                None => typeset::tagged(&world, &pages, &self.ident)?,
                Some(sheets) => {
                    let document = booklet::impose(course, press, sheets, &pages)?;
                    drop(pages);
                    typeset::sheets(&document, &self.ident)?
                }
            };
            Ok(Pdf { bytes, found })
        });
        rounds::finished(weight);
        pdf.map_err(|failure| broken_picture(course, press).unwrap_or(failure))
    }
}

/// A finished PDF, and what an author should know about its pages.
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub found: Vec<Diagnostic>,
}

/// What the documents that are typeset at a time may weigh together. A heavier one is typeset alone.
pub const MOST_WEIGHT: usize = 1 << 30;

/// A picture whose bytes are not what its name says stops the typesetter, which cannot name it.
fn broken_picture(course: &Course, press: &Press) -> Option<Failure> {
    course.assets.iter().find_map(|asset: &Asset| {
        let reason = typeset::pages(press, "picture.typ", book::picture_files(asset)).err()?;
        let failure = Failure::new(both!("the picture cannot be read ({reason})", "图片无法读取（{reason}）"));
        Some(
            failure
                .at(Path::new(&asset.path))
                .hint(both!("save it again as SVG, PNG or JPEG", "请重新保存为 SVG、PNG 或 JPEG")),
        )
    })
}
