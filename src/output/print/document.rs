//! The PDFs that can be made, and where each lies.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::booklet::Binding;
use super::options::Options;
use super::sheets::Cohort;
use crate::course::edition::Edition;
use crate::course::reading::{Reading, Style};
use crate::course::{Course, ItemIx, KindIx};

/// One kind of PDF. Together with [`Options`] it names a single one.
#[derive(Clone, Debug)]
pub enum Document {
    /// The whole course as a book, or chosen items of it.
    Handbook,
    /// The handbook as small pages on sheets to be folded.
    Booklet(Binding),
    /// The worksheet of an item.
    Handout(ItemIx),
    /// The printable sheet of an item.
    Sheet(ItemIx),
    /// Pocket cards and role-play cards.
    Cards,
    /// The wall chart.
    Chart,
    /// The slides of the course's chapters, or of chosen items.
    Slides,
    /// A session plan of the trainer's kit: that of a programme, as an index of [`Course::programmes`].
    SessionPlan(usize),
    /// The attendance list of the trainer's kit.
    Attendance(Arc<Cohort>),
    /// The feedback form of the trainer's kit.
    Feedback,
    /// The certificates of the trainer's kit, one for each participant.
    Certificate(Arc<Cohort>),
}

impl Document {
    /// The path of the PDF, relative to the output folder.
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
                // Only modules go by their slug alone: other kinds may have the same ones.
                let first = course.item(*item).kind == KindIx::FIRST;
                let name = if first { course.item(*item).path.replace('/', "--") } else { course.flat_id(*item) };
                format!("print/handouts/{name}.{reading}.{}.pdf", options.edition.key())
            }
            Document::Sheet(item) => format!("print/sheets/{}.{reading}.pdf", course.flat_id(*item)),
            Document::Cards => format!("print/cards.{reading}.pdf"),
            Document::Chart => format!("print/chart.{reading}.pdf"),
            Document::Slides => {
                let items = chosen(course, options.items.as_ref());
                format!("print/slides{items}.{reading}{}.pdf", suffix(options.edition))
            }
            Document::SessionPlan(programme) => {
                let name = course.programmes[*programme].key.as_ref().map_or(String::new(), |key| format!(".{key}"));
                format!("print/kit/session-plan{name}.{reading}.pdf")
            }
            Document::Attendance(_) => format!("print/kit/attendance.{reading}.pdf"),
            Document::Feedback => format!("print/kit/feedback.{reading}.pdf"),
            Document::Certificate(_) => format!("print/kit/certificate.{reading}.pdf"),
        }
    }
}

/// The path of a handbook: `print/handbook.en.pdf`, `print/handbook.zh.trainer.pdf`, `print/handbook.en-zh.facing.pdf`, `print/handbook.module-mindset.en.pdf`.
pub fn handbook_path(
    course: &Course,
    reading: Reading,
    style: Style,
    edition: Edition,
    items: Option<&BTreeSet<ItemIx>>,
) -> String {
    let items = chosen(course, items);
    let style = match style {
        Style::Columns => "",
        Style::Stacked => ".stacked",
        Style::Facing => ".facing",
    };
    format!("print/handbook{items}.{}{style}{}.pdf", reading.key(course), suffix(edition))
}

/// What the items of a file add to its name; nothing where it has the whole course.
fn chosen(course: &Course, items: Option<&BTreeSet<ItemIx>>) -> String {
    // What is below a chosen item goes by its name.
    let alone = |ix: &&ItemIx| !items.is_some_and(|items| course.item(**ix).parent.is_some_and(|p| items.contains(&p)));
    items.iter().flat_map(|items| items.iter()).filter(alone).map(|&ix| format!(".{}", course.flat_id(ix))).collect()
}

fn suffix(edition: Edition) -> &'static str {
    match edition {
        Edition::Learner => "",
        Edition::Trainer => ".trainer",
    }
}
