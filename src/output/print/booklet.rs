//! A booklet: the pages of a small handbook, two on each side of a sheet, ready to be folded and stapled.
//!
//! The pages are moved as they were laid out, so their text stays text and each font is in the file once. Order and places come from
//! [`imposition`].

use serde::Serialize;
use typst::foundations::{Bytes, Content, Smart};
use typst::layout::{Abs, Angle, Axes, Frame, FrameItem, GroupItem, Point, Sides as Edges, Size, Transform};
use typst::model::Document as _;
use typst::syntax::Span;
use typst::visualize::{Color, FixedStroke, Geometry};
use typst_layout::{Page, PagedDocument};

use super::imposition::{self, Duplex, Face, Side};
use super::press::Press;
use super::typeset::{self, Refusal};
use super::world::Files;
use super::{Design, Options, Paper, Sides};
use crate::course::edition::Edition;
use crate::course::reading::{Reading, Style};
use crate::course::{Course, Lang};
use crate::theme;

/// The paper in the printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Carries pages of A5.
    A4,
    /// Carries pages of half a letter.
    Letter,
}

impl Sheet {
    fn page(self) -> Paper {
        match self {
            Sheet::A4 => Paper::A5,
            Sheet::Letter => Paper::HalfLetter,
        }
    }

    /// Width and height of the sheet as it lies in front of the reader, and the width of a page, in micrometres.
    fn measures(self) -> Measures {
        match self {
            Sheet::A4 => Measures { width: 297_000, height: 210_000, page: 148_000 },
            Sheet::Letter => Measures { width: 279_400, height: 215_900, page: 139_700 },
        }
    }
}

#[derive(Clone, Copy)]
struct Measures {
    width: i64,
    height: i64,
    page: i64,
}

/// What to print, and on what.
#[derive(Clone, Debug)]
pub struct Booklet {
    pub reading: Reading,
    pub edition: Edition,
    pub binding: Binding,
}

/// The sheets of a booklet and how they are put together.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    pub sheet: Sheet,
    pub duplex: Duplex,
    /// None for one signature.
    pub sheets_per_signature: Option<usize>,
    /// Of the paper, in micrometres.
    pub thickness: u32,
}

/// The most that a page may be moved towards the spine, in micrometres: a third of its margin there.
const MOST_CREEP: i64 = 6_000;

impl Booklet {
    /// The handbook that the sheets show. Two languages face each other: columns would be too narrow.
    pub fn pages(&self) -> Options {
        Options {
            reading: self.reading,
            edition: self.edition,
            paper: self.binding.sheet.page(),
            design: Design { style: Style::Facing, sides: Sides::Two, back_cover: true },
            items: None,
        }
    }
}

/// The sheets of a booklet, after one that tells how to print it.
pub(super) fn impose(
    course: &Course,
    press: &Press,
    booklet: &Booklet,
    source: &PagedDocument,
) -> Result<PagedDocument, Refusal> {
    let sides = imposition::impose(source.pages().len(), booklet.binding.sheets_per_signature);
    let mut frames = Vec::with_capacity(sides.len() + 2);
    let first = first_sheet(course, press, booklet, (source.pages().len(), &sides))?;
    for (page, face) in first.pages().iter().zip([Face::Front, Face::Back]) {
        frames.push(turned(bare(&page.frame), face, booklet.binding.duplex));
    }
    for side in &sides {
        frames.push(turned(side_frame(side, booklet, source), side.face, booklet.binding.duplex));
    }
    let pages = frames.into_iter().zip(1..).map(|(frame, number)| Page {
        frame,
        bleed: Edges::splat(Abs::zero()),
        fill: Smart::Custom(None),
        numbering: None,
        supplement: Content::empty(),
        number,
    });
    Ok(PagedDocument::new(pages.collect(), source.info().clone()))
}

fn micrometres(length: i64) -> Abs {
    Abs::mm(length as f64 / 1000.0)
}

fn side_frame(side: &Side, booklet: &Booklet, source: &PagedDocument) -> Frame {
    let measures = booklet.binding.sheet.measures();
    let creep = imposition::creep(side.sheet, i64::from(booklet.binding.thickness), MOST_CREEP);
    let (left, right) = imposition::places(measures.width, measures.page, creep);
    let mut frame = Frame::hard(Size::new(micrometres(measures.width), micrometres(measures.height)));
    for (page, x) in [(side.left, left), (side.right, right)] {
        if let Some(page) = page {
            let page = bare(&source.pages()[page].frame);
            frame.push(Point::new(micrometres(x), Abs::zero()), FrameItem::Group(GroupItem::new(page)));
        }
    }
    marks(&mut frame, side, measures, [left, right + measures.page]);
    frame
}

/// Dashes where to fold, ticks where to cut; outside on a signature, two staples on the spine and a bar that steps down from
/// signature to signature, so that a missing or a misplaced one shows.
fn marks(frame: &mut Frame, side: &Side, measures: Measures, edges: [i64; 2]) {
    let fold = measures.width / 2;
    let mut line = |from: (i64, i64), to: (i64, i64), thickness: f64| {
        let span = Point::new(micrometres(to.0 - from.0), micrometres(to.1 - from.1));
        let stroke = FixedStroke::from_pair(Color::BLACK.lighten(typst::layout::Ratio::new(0.35)), Abs::mm(thickness));
        let shape = Geometry::Line(span).stroked(stroke);
        frame.push(Point::new(micrometres(from.0), micrometres(from.1)), FrameItem::Shape(shape, Span::detached()));
    };
    for (from, to) in [(4_000, 10_000), (measures.height - 10_000, measures.height - 4_000)] {
        for start in (from..to).step_by(2_000) {
            line((fold, start), (fold, start + 1_200), 0.1);
        }
    }
    // At the very edge of the sheet there is nothing to cut.
    for x in edges.into_iter().filter(|&x| x >= 300 && x <= measures.width - 300) {
        line((x, 0), (x, 5_000), 0.1);
        line((x, measures.height - 5_000), (x, measures.height), 0.1);
    }
    if side.sheet == 0 && side.face == Face::Front {
        for y in [measures.height / 4, measures.height * 3 / 4] {
            line((fold, y - 6_000), (fold, y + 6_000), 0.25);
        }
        let step = 8_000 * (side.signature as i64 % 12);
        let top = measures.height / 4 + 9_000 + step;
        line((fold, top), (fold, top + 5_000), 1.2);
    }
}

/// A page without what leads elsewhere or tells its structure: neither is true of a sheet.
fn bare(frame: &Frame) -> Frame {
    let mut frame = frame.clone();
    frame.retain(|item| match item {
        FrameItem::Tag(_) | FrameItem::Link(..) => false,
        FrameItem::Group(group) => {
            group.frame = bare(&group.frame);
            (group.parent, group.label) = (None, None);
            true
        }
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => true,
    });
    frame
}

fn turned(mut frame: Frame, face: Face, duplex: Duplex) -> Frame {
    if face == Face::Back && duplex.rotates_backs() {
        let size = frame.size();
        let half_turn = Transform::rotate_at(Angle::deg(180.0), size.x / 2.0, size.y / 2.0);
        let mut whole = GroupItem::new(frame);
        whole.transform = half_turn;
        frame = Frame::hard(Axes::new(size.x, size.y));
        frame.push(Point::zero(), FrameItem::Group(whole));
    }
    frame
}

/// What the template of the first sheet reads.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct FirstSheet {
    /// In millimetres.
    width: f64,
    height: f64,
    title: String,
    /// Whether there are several signatures.
    several: bool,
    /// Those of the booklet first.
    columns: Vec<Column>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Column {
    lang: String,
    region: Option<String>,
    chinese: bool,
    title: &'static str,
    /// What the booklet is.
    about: String,
    settings: Vec<(String, String)>,
    steps: Vec<String>,
    test: &'static str,
    front: &'static str,
    back: &'static str,
}

fn first_sheet(
    course: &Course,
    press: &Press,
    booklet: &Booklet,
    (pages, sides): (usize, &[Side]),
) -> Result<PagedDocument, Refusal> {
    let measures = booklet.binding.sheet.measures();
    let column = |lang: Lang| column(course, booklet, lang, pages, sides);
    let main = booklet.reading.main();
    let langs: Vec<Lang> = [main].into_iter().chain(course.langs().filter(|&lang| lang != main)).collect();
    let sheet = FirstSheet {
        width: measures.width as f64 / 1000.0,
        height: measures.height as f64 / 1000.0,
        title: course.about.title[main].clone(),
        several: sides.last().is_some_and(|side| side.signature > 0),
        columns: langs.into_iter().map(column).collect(),
    };
    let json = serde_json::to_vec(&sheet).expect("the data of the templates has string keys only");
    let files = Files::from([("/course/booklet.json".to_string(), Bytes::new(json))]);
    typeset::pages(press, "booklet.typ", files).map(|(pages, _)| pages)
}

fn column(course: &Course, booklet: &Booklet, lang: Lang, pages: usize, sides: &[Side]) -> Column {
    let language = course.language(lang);
    let strings = theme::strings(course)[lang];
    let words = &strings.booklet;
    let signatures = sides.last().map_or(0, |side| side.signature + 1);
    let sheets = sides.len() / 2;
    let in_signature = |n: usize| sides.iter().filter(|side| side.signature == n && side.face == Face::Front).count();
    let fill = |text: &str| {
        text.replace("{pages}", &pages.to_string())
            .replace("{sheets}", &sheets.to_string())
            .replace("{last}", &(2 * sheets + 2).to_string())
            .replace("{signatures}", &signatures.to_string())
            .replace("{each}", &in_signature(0).to_string())
            .replace(
                "{size}",
                match booklet.binding.sheet {
                    Sheet::A4 => "A4",
                    Sheet::Letter => "Letter",
                },
            )
    };
    let flip = match booklet.binding.duplex {
        Duplex::ShortEdge => &words.short_edge,
        Duplex::LongEdge => &words.long_edge,
    };
    let settings = words.settings.iter().map(|(name, value)| (name.clone(), fill(&value.replace("{flip}", flip))));
    let steps = match signatures {
        0 | 1 => &words.one_signature,
        _ => &words.many_signatures,
    };
    let about = match signatures {
        0 | 1 => &words.about_one,
        _ => &words.about_many,
    };
    Column {
        lang: language.language.clone(),
        region: language.region.clone(),
        chinese: language.chinese,
        title: &words.title,
        about: fill(about),
        settings: settings.collect(),
        steps: steps.iter().map(|step| fill(step)).collect(),
        test: &words.test,
        front: &words.front,
        back: &words.back,
    }
}
