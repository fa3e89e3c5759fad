//! Imposition: which page of a booklet stands where on which sheet of the printer.
//!
//! The words are those of bookbinders. A **sheet** is printed on both sides and folded once in the middle, so that it carries four
//! pages. Sheets laid into each other are a **signature**. The **spine** is where the sheets are folded, the **gutter** the margin
//! beside it. A **recto** is a right-hand page with an odd number, a **verso** a left-hand page with an even one. In a thick signature
//! the inner sheets stick out at the fore edge, by a paper's thickness for each sheet around them: this is **creep**, and they are
//! trimmed there, so their pages are moved towards the spine by as much.
//!
//! Nothing here knows of PDFs: pages are numbers from 0, places are counted in micrometres.

/// How the printer turns a sheet to print its back. The sheets lie in front of the reader as landscape pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplex {
    /// The sheet is turned over its left or right edge, like a page of a book: the top of the back is behind the top of the front.
    ShortEdge,
    /// The sheet is turned over its upper or lower edge, like a page of a calendar: the top of the back is behind the bottom of the front, so backs are
    /// rotated by 180°.
    LongEdge,
}

impl Duplex {
    /// Whether the pages on the backs are printed upside down.
    pub fn rotates_backs(self) -> bool {
        self == Duplex::LongEdge
    }
}

/// A side of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetFace {
    /// The outside of the folded sheet.
    Front,
    Back,
}

/// One side of a sheet with its two pages, as they are read: before backs are rotated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetSide {
    /// The number of its signature, from 0.
    pub signature: usize,
    /// The number of its sheet within the signature, counted from the outermost, from 0.
    pub sheet: usize,
    pub face: SheetFace,
    /// The index of the page on the left and on the right; none for a blank page.
    pub left: Option<usize>,
    pub right: Option<usize>,
}

/// The pages filled up to a multiple of four. The blank ones stand before the last page, which thus stays outside at the back; the first
/// stays outside at the front.
pub fn pad(pages: usize) -> Vec<Option<usize>> {
    let padded = pages.next_multiple_of(4);
    let last = match pages {
        0 | 1 => None,
        _ => Some(pages - 1),
    };
    let body = pages - usize::from(last.is_some());
    let blanks = padded - pages;
    (0..body).map(Some).chain(std::iter::repeat_n(None, blanks)).chain(last.map(Some)).collect()
}

/// How many sheets each signature has: no more than `most`, and as equally many as can be, because a last signature of a single sheet would not hold.
/// Without `most` there is one signature.
pub fn signatures(sheets: usize, most: Option<usize>) -> Vec<usize> {
    if sheets == 0 {
        return Vec::new();
    }
    let count = sheets.div_ceil(most.unwrap_or(sheets).max(1));
    let (each, more) = (sheets / count, sheets % count);
    (0..count).map(|i| each + usize::from(i < more)).collect()
}

/// The sides in the order of printing, front and back of each sheet in turn.
pub fn impose(pages: usize, sheets_per_signature: Option<usize>) -> Vec<SheetSide> {
    let pages = pad(pages);
    let mut sides = Vec::new();
    let mut start = 0;
    for (signature, sheets) in signatures(pages.len() / 4, sheets_per_signature).into_iter().enumerate() {
        let folded = &pages[start..start + 4 * sheets];
        for sheet in 0..sheets {
            let (first, last) = (2 * sheet, folded.len() - 1 - 2 * sheet);
            let side = |face, left: usize, right: usize| SheetSide {
                signature,
                sheet,
                face,
                left: folded[left],
                right: folded[right],
            };
            sides.push(side(SheetFace::Front, last, first));
            sides.push(side(SheetFace::Back, first + 1, last - 1));
        }
        start += folded.len();
    }
    sides
}

/// The left edges of the two pages on a sheet of this width, in micrometres: the pages meet at the fold, and lie over it by the creep.
pub fn places(sheet_width: i64, page_width: i64, creep: i64) -> (i64, i64) {
    let fold = sheet_width / 2;
    (fold - page_width + creep, fold - creep)
}

/// How far the pages of a sheet are moved towards the spine, in micrometres. It is never more than `most`, so that no text gets into the fold.
pub fn creep(sheet: usize, thickness: i64, most: i64) -> i64 {
    (sheet as i64 * thickness).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A leaf of a bound booklet, as a reader turns it.
    #[derive(Debug, PartialEq)]
    struct Leaf {
        recto: Option<usize>,
        verso: Option<usize>,
    }

    /// What a printer does: it turns each sheet over its short or long edge and prints the second page on the back. `rotated` is whether the
    /// file has the backs upside down. Left, right and which way is up, as one sees them after turning the paper over like a page.
    fn back_on_paper(side: &SheetSide, duplex: Duplex, rotated: bool) -> (Option<usize>, Option<usize>, bool) {
        let (left, right) = if rotated { (side.right, side.left) } else { (side.left, side.right) };
        let printed_head_up = !rotated;
        match duplex {
            Duplex::ShortEdge => (left, right, printed_head_up),
            // Turned over the upper edge, the file's top is at the paper's bottom.
            Duplex::LongEdge => (right, left, !printed_head_up),
        }
    }

    /// Folds the sheets, lays those of a signature into each other and turns the leaves.
    fn bind(sides: &[SheetSide], duplex: Duplex) -> Vec<Leaf> {
        let mut book = Vec::new();
        let sheets: Vec<(&SheetSide, &SheetSide)> = sides.chunks(2).map(|pair| (&pair[0], &pair[1])).collect();
        for signature in sheets.chunk_by(|a, b| a.0.signature == b.0.signature) {
            let mut block: Vec<Leaf> = Vec::new();
            for (front, back) in signature.iter().rev() {
                let (left, right, upright) = back_on_paper(back, duplex, duplex.rotates_backs());
                assert!(upright, "a back stands on its head");
                // The fold's right half carries the front's right page; behind it is the back's left page.
                let first = Leaf { recto: front.right, verso: left };
                let last = Leaf { recto: right, verso: front.left };
                block.insert(0, first);
                block.push(last);
            }
            book.extend(block);
        }
        book
    }

    fn read(book: &[Leaf]) -> Vec<Option<usize>> {
        book.iter().flat_map(|leaf| [leaf.recto, leaf.verso]).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn a_folded_booklet_reads_in_order(pages in 1usize..=500, most in prop::option::of(1usize..=130), long in any::<bool>()) {
            let duplex = if long { Duplex::LongEdge } else { Duplex::ShortEdge };
            let sides = impose(pages, most);
            let read = read(&bind(&sides, duplex));
            // In the right place on the right side: leaf by leaf, an odd page is a recto and an even one its verso.
            prop_assert_eq!(&read, &pad(pages));
            // Every page exactly once.
            let shown: Vec<usize> = read.iter().flatten().copied().collect();
            prop_assert_eq!(shown, (0..pages).collect::<Vec<_>>());
            // No signature is larger than asked for, and each side's sheet is where its number says.
            for pair in sides.chunks(2) {
                prop_assert_eq!((pair[0].face, pair[1].face), (SheetFace::Front, SheetFace::Back));
                prop_assert_eq!((pair[0].signature, pair[0].sheet), (pair[1].signature, pair[1].sheet));
                prop_assert!(most.is_none_or(|most| pair[0].sheet < most));
            }
        }

        #[test]
        fn pages_never_leave_their_half_but_for_the_creep(sheet in 0usize..125, thickness in 0i64..=500) {
            let creep = creep(sheet, thickness, 6_000);
            let (left, right) = places(297_000, 148_000, creep);
            prop_assert_eq!(left + 148_000 - creep, 148_500);
            prop_assert_eq!(right + creep, 148_500);
            prop_assert!((0..=6_000).contains(&creep) && left >= 0 && right + 148_000 <= 297_000);
        }
    }

    #[test]
    fn every_number_of_pages_and_every_size_of_signature() {
        for pages in 1..=500 {
            for most in [None, Some(1), Some(2), Some(3), Some(4), Some(5), Some(8), Some(16)] {
                let sides = impose(pages, most);
                for duplex in [Duplex::ShortEdge, Duplex::LongEdge] {
                    assert_eq!(read(&bind(&sides, duplex)), pad(pages), "{pages} pages, {most:?} sheets, {duplex:?}");
                }
            }
        }
    }

    #[test]
    fn the_wrong_way_of_turning_is_noticed() {
        let sides = impose(8, None);
        let (left, right, upright) = back_on_paper(&sides[1], Duplex::LongEdge, false);
        assert_eq!((left, right, upright), (Some(6), Some(1), false));
    }

    #[test]
    fn a_booklet_of_eight_pages() {
        let sides = impose(8, None);
        let pages: Vec<_> = sides.iter().map(|s| (s.left.map(|p| p + 1), s.right.map(|p| p + 1))).collect();
        let pair = |l, r| (Some(l), Some(r));
        assert_eq!(pages, [pair(8, 1), pair(2, 7), pair(6, 3), pair(4, 5)]);
    }

    #[test]
    fn blank_pages_stand_before_the_back_cover() {
        assert_eq!(pad(5), [Some(0), Some(1), Some(2), Some(3), None, None, None, Some(4)]);
        assert_eq!(pad(1), [Some(0), None, None, None]);
        assert_eq!(pad(0), []);
    }

    #[test]
    fn signatures_are_as_equal_as_can_be() {
        assert_eq!(signatures(9, Some(4)), [3, 3, 3]);
        assert_eq!(signatures(10, Some(4)), [4, 3, 3]);
        assert_eq!(signatures(10, None), [10]);
        assert_eq!(signatures(3, Some(8)), [3]);
    }
}
