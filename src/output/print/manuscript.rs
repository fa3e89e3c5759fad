//! A PDF that is still to be typeset: all that it is made of, so that one can tell whether it would come out the same.

use typst::foundations::Bytes;

use super::booklet::{self, Booklet};
use super::press::Press;
use super::rounds::{self, Thrift};
use super::typeset::Refusal;
use super::world::{Files, MemoryWorld};
use super::{Document, Options, blame, proof, typeset};
use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::failure::Failure;

pub struct Manuscript<'a> {
    pub(super) course: &'a Course,
    pub(super) press: &'a Press,
    /// What it is, and in which reading and edition.
    pub(super) document: Document,
    pub(super) options: Options,
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

    /// Typesets it.
    ///
    /// # Errors
    ///
    /// When the typesetter takes something of the course as little as it is, or a template fails.
    pub fn pdf(self) -> Result<Pdf, Unmade> {
        let weight = self.weight();
        let pdf = self.set();
        rounds::finished(weight);
        pdf.map_err(|refusal| match blame::diagnose(&self, &refusal) {
            Some(diagnostic) => Unmade::Refused(Box::new(diagnostic)),
            None => Unmade::Failed(refusal.failure),
        })
    }

    pub(super) fn set(&self) -> Result<Pdf, Refusal> {
        let (course, press) = (self.course, self.press);
        let thrift = if self.weight() > MOST_WEIGHT { Thrift::Sparing } else { Thrift::Lavish };
        let world = MemoryWorld::new(press, self.template, self.files.clone());
        let (pages, _) = typeset::lay_out(&world, thrift)?;
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
    }
}

/// Why there is no PDF.
#[derive(Debug)]
pub enum Unmade {
    /// Something in the course cannot be printed.
    Refused(Box<Diagnostic>),
    /// A template fails, of the theme or of Diglot.
    Failed(Box<Failure>),
}

/// A finished PDF, and what an author should know about its pages.
pub struct Pdf {
    pub bytes: Vec<u8>,
    pub found: Vec<Diagnostic>,
}

/// What the documents that are typeset at a time may weigh together. A heavier one is typeset alone.
pub const MOST_WEIGHT: usize = 1 << 30;
