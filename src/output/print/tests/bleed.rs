//! What runs over the edges of pages that a printer cuts.

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::visualize::Geometry;

use super::*;

/// The filled shapes that reach over an edge of a page, each with its upper end and its height, in points.
fn over_the_edge(page: &typst_layout::Page) -> Vec<(bool, f64, f64)> {
    fn walk(frame: &Frame, at: Point, width: Abs, found: &mut Vec<(bool, f64, f64)>) {
        for &(position, ref item) in frame.items() {
            let at = at + position;
            match item {
                FrameItem::Group(group) => walk(&group.frame, at, width, found),
                FrameItem::Shape(shape, _) if shape.fill.is_some() => {
                    let Geometry::Rect(size) = shape.geometry else { continue };
                    if at.x < Abs::zero() || at.x + size.x > width {
                        found.push((at.x < Abs::zero(), at.y.to_pt(), size.y.to_pt()));
                    }
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(&page.frame, Point::zero(), page.frame.width(), &mut found);
    found
}

#[test]
fn a_book_with_bleed_has_marks_at_its_outer_edge() {
    for sides in [Sides::One, Sides::Two] {
        for reading in [ENGLISH, parallel()] {
            let design = Design { sides, bleed: 3_000, ..Design::default() };
            let options = Options { design, paper: Paper::A5, ..options(reading, Edition::Learner) };
            let pages = lay_out(&full_course(), &options);
            let mut marked = 0;
            for (page, number) in pages.pages().iter().zip(1..) {
                assert!((page.bleed.left - Abs::mm(3.0)).abs() < Abs::pt(0.01), "{sides:?}, page {number}");
                let found = over_the_edge(page);
                marked += found.len();
                // The outer edge of a left-hand page is its left one.
                let left = sides == Sides::Two && number % 2 == 0;
                assert!(found.len() <= 1 && found.iter().all(|&(at_left, ..)| at_left == left), "{number}: {found:?}");
            }
            assert!(marked >= 3, "the title page and the pages of the part: {marked}");
            let title = over_the_edge(&pages.pages()[if sides == Sides::Two { 2 } else { 0 }]);
            let whole = pages.pages()[0].frame.height().to_pt() + 2.0 * Abs::mm(3.0).to_pt();
            assert!(title.iter().any(|&(_, top, height)| top < 0.0 && (height - whole).abs() < 0.1), "{title:?}");
        }
    }
}

#[test]
fn a_book_without_bleed_stays_within_its_pages() {
    let pages = lay_out(&full_course(), &options(ENGLISH, Edition::Learner));
    for page in pages.pages() {
        assert!(page.bleed.is_zero() && over_the_edge(page).is_empty());
    }
}
