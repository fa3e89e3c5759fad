//! The sides of the sheets, with the pages as they were laid out.

use typst::layout::{Abs, Angle, Axes, Frame, FrameItem, GroupItem, Point, Size, Transform};
use typst::syntax::Span;
use typst::visualize::{Color, FixedStroke, Geometry};
use typst_layout::PagedDocument;

use super::binding::{Binding, Measures};
use super::imposition::{self, Duplex, SheetFace, SheetSide};

/// The most that a page may be moved towards the spine, in micrometres: a third of its margin there.
const MOST_CREEP: i64 = 6_000;

fn micrometres(length: i64) -> Abs {
    Abs::mm(length as f64 / 1000.0)
}

/// A side of a sheet with its two pages.
pub fn side_frame(side: &SheetSide, binding: Binding, source: &PagedDocument) -> Frame {
    let measures = binding.sheet.measures();
    let creep = imposition::creep(side.sheet, i64::from(binding.thickness), MOST_CREEP);
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

/// Draws dashes where to fold and ticks where to cut. The outside of a signature gets two staple marks on the spine and a bar that steps
/// down from signature to signature, so that a missing or a misplaced one shows.
fn marks(frame: &mut Frame, side: &SheetSide, measures: Measures, edges: [i64; 2]) {
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
    if side.sheet == 0 && side.face == SheetFace::Front {
        for y in [measures.height / 4, measures.height * 3 / 4] {
            line((fold, y - 6_000), (fold, y + 6_000), 0.25);
        }
        let step = 8_000 * (side.signature as i64 % 12);
        let top = measures.height / 4 + 9_000 + step;
        line((fold, top), (fold, top + 5_000), 1.2);
    }
}

/// A page without its links and without the tags of its structure: neither is true on a sheet.
pub fn bare(frame: &Frame) -> Frame {
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

/// The side as it is printed: a back is rotated when the printer turns sheets over their long edge.
pub fn turned(mut frame: Frame, face: SheetFace, duplex: Duplex) -> Frame {
    if face == SheetFace::Back && duplex.rotates_backs() {
        let size = frame.size();
        let half_turn = Transform::rotate_at(Angle::deg(180.0), size.x / 2.0, size.y / 2.0);
        let mut whole = GroupItem::new(frame);
        whole.transform = half_turn;
        frame = Frame::hard(Axes::new(size.x, size.y));
        frame.push(Point::zero(), FrameItem::Group(whole));
    }
    frame
}
