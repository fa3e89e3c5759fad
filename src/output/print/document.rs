//! The PDFs that can be made: where each lies and of what it is made.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::booklet::{Binding, Booklet};
use super::manuscript::Manuscript;
use super::press::Press;
use super::{Options, book, sheets};
use crate::course::edition::Edition;
use crate::course::reading::{Reading, Style};
use crate::course::{Course, ItemIx, KindIx};

/// One PDF, still without its reading and edition.
#[derive(Clone, Debug)]
pub enum Document {
    Handbook,
    Booklet(Binding),
    Handout(ItemIx),
    Cards,
    Chart,
    SessionPlan(Arc<Group>),
    Attendance(Arc<Group>),
    Feedback,
    Certificate(Arc<Group>),
}

/// Those who take part, and when.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// In the order of their table; may be empty.
    pub names: Vec<String>,
    /// When a day begins, in minutes since midnight.
    pub start: u32,
}

impl Document {
    /// Relative to the output folder.
    ///
    /// **Invariant**: what trainers alone may see has `trainer` in its path or lies in `kit/`.
    pub fn path(&self, course: &Course, options: &Options) -> String {
        let reading = options.reading.key(course);
        match self {
            Document::Handbook => {
                handbook_path(course, options.reading, options.design.style, options.edition, options.items.as_ref())
            }
            Document::Booklet(_) => format!("print/booklet.{reading}{}.pdf", suffix(options.edition)),
            Document::Handout(item) => {
                let slug = &course.item(*item).slug;
                // Only modules go by their slug alone: other kinds may have the same ones.
                let name = match course.item(*item).kind == KindIx::FIRST {
                    true => slug.clone(),
                    false => course.id(*item).replace('/', "-"),
                };
                format!("print/handouts/{name}.{reading}.{}.pdf", options.edition.key())
            }
            Document::Cards => format!("print/cards.{reading}.pdf"),
            Document::Chart => format!("print/chart.{reading}.pdf"),
            Document::SessionPlan(_) => format!("print/kit/session-plan.{reading}.pdf"),
            Document::Attendance(_) => format!("print/kit/attendance.{reading}.pdf"),
            Document::Feedback => format!("print/kit/feedback.{reading}.pdf"),
            Document::Certificate(_) => format!("print/kit/certificate.{reading}.pdf"),
        }
    }

    /// What the PDF is made of, of a course that [`crate::course::edition::select`] made for `options.edition`.
    pub fn manuscript<'a>(&self, course: &'a Course, press: &'a Press, options: &Options) -> Manuscript<'a> {
        let name = |what: String| format!("diglot {what}");
        let title = &course.about.title[options.reading.main()];
        let (reading, edition) = (options.reading.key(course), options.edition.key());
        let (template, files, ident, booklet) = match self {
            Document::Handbook => {
                ("handbook.typ", book::files(course, options), format!("{title} {reading} {edition}"), None)
            }
            Document::Booklet(binding) => {
                let Options { reading: languages, edition: readers, .. } = *options;
                let booklet = Booklet { reading: languages, edition: readers, binding: *binding };
                let files = book::files(course, &booklet.pages());
                ("handbook.typ", files, format!("booklet {title} {reading} {edition}"), Some(booklet))
            }
            sheet => {
                let (template, files) = sheets::files(course, sheet, options);
                (template, files, format!("{title} {}", sheet.path(course, options)), None)
            }
        };
        let path = self.path(course, options);
        let files = press.fit(files);
        let (document, options, ident) = (self.clone(), options.clone(), name(ident));
        Manuscript { course, press, document, options, template, files, path, ident, booklet }
    }
}

/// `print/handbook.en.pdf`, `print/handbook.zh.trainer.pdf`, `print/handbook.en-zh.facing.pdf`, `print/handbook.module-mindset.en.pdf`.
pub fn handbook_path(
    course: &Course,
    reading: Reading,
    style: Style,
    edition: Edition,
    items: Option<&BTreeSet<ItemIx>>,
) -> String {
    let items = items.iter().flat_map(|items| items.iter()).map(|&ix| format!(".{}", course.id(ix).replace('/', "-")));
    let items: String = items.collect();
    let style = match style {
        Style::Columns => "",
        Style::Stacked => ".stacked",
        Style::Facing => ".facing",
    };
    format!("print/handbook{items}.{}{style}{}.pdf", reading.key(course), suffix(edition))
}

fn suffix(edition: Edition) -> &'static str {
    match edition {
        Edition::Learner => "",
        Edition::Trainer => ".trainer",
    }
}
