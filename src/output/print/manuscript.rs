//! A PDF that is still to be typeset: all that it is made of, so that one can tell whether it would come out the same.

use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use super::booklet::{self, Binding, Duplex, SheetSize};
use super::data::VirtualFiles;
use super::document::Document;
use super::options::Options;
use super::press::{CachePolicy, MemoryWorld, Refusal, TypesetContext, blame, rounds, typeset};
use super::{book, pagination, proof, sheets};
use crate::course::Course;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::failure::Failure;
use crate::output::pagination::PrintedPage;

/// All that one PDF is made of.
pub struct Manuscript<'a> {
    course: &'a Course,
    context: &'a TypesetContext,
    /// The kind of PDF. With the options it can be made again of another course.
    document: Document,
    options: Options,
    /// The name of the template.
    pub(super) template: &'static str,
    /// The files that the template reads.
    pub(super) files: VirtualFiles,
    /// Where the PDF will lie, relative to the output folder.
    path: String,
    /// The identity of the PDF: the same on every run, another for every reading and edition.
    ident: String,
    /// How the pages are put on the sheets of a booklet; none for other PDFs.
    binding: Option<Binding>,
}

impl<'a> Manuscript<'a> {
    /// The manuscript of a document, made of a course that [`crate::course::edition::select`] made for `options.edition`.
    pub fn new(
        document: &Document,
        course: &'a Course,
        context: &'a TypesetContext,
        options: &Options,
    ) -> Manuscript<'a> {
        let (path, title) = (document.path(course, options), &course.about.title[options.reading.main()]);
        let read = format!("{title} {} {}", options.reading.key(course), options.edition.key());
        let ident = match document {
            Document::Handbook => format!("diglot {read}"),
            Document::Booklet(_) => format!("diglot booklet {read}"),
            _ => format!("diglot {title} {path}"),
        };
        let (template, files) = match document {
            Document::Handbook => ("handbook.typ", book::files(course, options)),
            Document::Booklet(binding) => ("handbook.typ", book::files(course, &booklet::pages(options, *binding))),
            Document::Handout(item) => sheets::handout(course, options, *item),
            Document::Sheet(item) => sheets::item_sheet(course, options, *item),
            Document::Cards => sheets::cards(course, options),
            Document::Chart => sheets::chart(course, options),
            Document::Slides => sheets::slides(course, options),
            Document::SessionPlan(programme) => sheets::session_plan(course, options, &course.programmes[*programme]),
            Document::Attendance(cohort) => sheets::attendance(course, options, cohort),
            Document::Feedback => sheets::feedback(course, options),
            Document::Certificate(cohort) => sheets::certificate(course, options, cohort),
        };
        let binding = match document {
            Document::Booklet(binding) => Some(*binding),
            _ => None,
        };
        let (document, options, files) = (document.clone(), options.clone(), context.fit(files));
        Manuscript { course, context, document, options, template, files, path, ident, binding }
    }

    /// A digest that two manuscripts share only if they give the same PDF. `program` names what does not come from the course or its theme:
    /// the version of Diglot.
    pub fn digest(&self, program: Digest) -> Digest {
        let bound = self.binding.map_or(String::new(), bound);
        let head = format!("{program}\n{}\n{}\n{bound}\n{}", self.template, self.ident, self.context.digest);
        let files = self.files.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes.as_slice()]);
        Digest::of_parts(std::iter::once(head.as_bytes()).chain(files))
    }

    /// About how much memory typesetting takes when all results of layout are kept, in bytes: so many for each byte of the data, as measured, and the
    /// pixels of its pictures. Typst also keeps what a template measures, and some try each thing in several ways.
    pub fn weight(&self) -> usize {
        let of_data = match self.template {
            "item-sheet.typ" => 4_400,
            "cards.typ" => 2_900,
            "slides.typ" => 2_000,
            "handout.typ" => 1_500,
            _ => 1_250,
        };
        let weigh = |(path, bytes): (&String, &Bytes)| bytes.len() * if path.ends_with(".json") { of_data } else { 10 };
        self.files.iter().map(weigh).sum()
    }

    /// Typesets the PDF and looks over its pages.
    ///
    /// # Errors
    ///
    /// When the typesetter refuses something in the course, or a template fails.
    pub fn pdf(self) -> Result<Pdf, Unmade> {
        self.make(|manuscript| manuscript.set())
    }

    /// Typesets a handbook without making a PDF of it.
    ///
    /// # Errors
    ///
    /// The same as of [`Manuscript::pdf`].
    pub fn pages(self) -> Result<Vec<PrintedPage>, Unmade> {
        self.make(|manuscript| Ok(manuscript.printed_pages(&manuscript.lay_out()?.1)))
    }

    fn make<T>(self, set: impl Fn(&Manuscript<'_>) -> Result<T, Refusal>) -> Result<T, Unmade> {
        let weight = self.weight();
        let made = set(&self);
        rounds::finished(weight);
        made.map_err(|refusal| {
            let set = |course: &Course| {
                set(&Manuscript::new(&self.document, course, self.context, &self.options)).map(|_| ())
            };
            match blame::diagnose(self.course, self.context, &self.path, &refusal.why, set) {
                Some(diagnostic) => Unmade::Refused(Box::new(diagnostic)),
                None => Unmade::Failed(refusal.failure),
            }
        })
    }

    fn lay_out(&self) -> Result<(MemoryWorld<'_>, PagedDocument), Refusal> {
        let policy = if self.weight() > MOST_WEIGHT { CachePolicy::Forget } else { CachePolicy::KeepAll };
        let world = MemoryWorld::new(self.context, self.template, self.files.clone());
        let (pages, _) = typeset::lay_out(&world, policy)?;
        Ok((world, pages))
    }

    fn printed_pages(&self, pages: &PagedDocument) -> Vec<PrintedPage> {
        match self.document {
            Document::Handbook => pagination::pages_of(self.course, &self.options, pages),
            _ => Vec::new(),
        }
    }

    fn set(&self) -> Result<Pdf, Refusal> {
        let (course, context) = (self.course, self.context);
        let (world, pages) = self.lay_out()?;
        let found = proof::read(course, &pages, &self.path);
        let printed = self.printed_pages(&pages);
        let bytes = match self.binding {
            None => typeset::tagged(&world, &pages, &self.ident)?,
            Some(binding) => {
                let document = booklet::impose(course, context, self.options.reading, binding, &pages)?;
                drop(pages);
                typeset::sheets(&document, &self.ident)?
            }
        };
        Ok(Pdf { bytes, found, pages: printed })
    }
}

/// The settings of a booklet, each in a few words.
fn bound(binding: Binding) -> String {
    let Binding { sheet, duplex, sheets_per_signature, thickness } = binding;
    let sheet = match sheet {
        SheetSize::A4 => "a4",
        SheetSize::Letter => "letter",
    };
    let turned = match duplex {
        Duplex::ShortEdge => "short edge",
        Duplex::LongEdge => "long edge",
    };
    let sheets = sheets_per_signature.map_or("all".to_owned(), |sheets| sheets.to_string());
    format!("{sheet}, {turned}, {sheets} sheets, {thickness} µm")
}

/// The reason why there is no PDF.
#[derive(Debug)]
pub enum Unmade {
    /// Something in the course cannot be printed.
    Refused(Box<Diagnostic>),
    /// A template fails, of the theme or of Diglot.
    Failed(Box<Failure>),
}

/// A finished PDF, and what an author should know about its pages.
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// What was seen on its pages, under the codes in [`crate::output::print::FINDINGS`].
    pub found: Vec<Diagnostic>,
    /// The pages of a handbook, as other outputs name them; none of another PDF.
    pub pages: Vec<PrintedPage>,
}

/// The weight that documents which are typeset at the same time may have together, in bytes. A heavier one is typeset alone, and sparingly.
pub const MOST_WEIGHT: usize = 5 << 29;
