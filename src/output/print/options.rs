//! What is printed, and how it looks.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::course::ItemIx;
use crate::course::edition::Edition;
use crate::course::reading::{Reading, Style};

/// The size of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8½ × 11 inches.
    Letter,
    /// 148 × 210 mm.
    A5,
    /// Half of [`Paper::Letter`].
    HalfLetter,
}

impl Paper {
    /// Whether the pages are so small that they are set in smaller type.
    pub(super) fn is_small(self) -> bool {
        matches!(self, Paper::A5 | Paper::HalfLetter)
    }
}

/// On how many sides of a leaf a book is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// One side. Right and left pages look alike.
    #[default]
    One,
    /// Both sides. There is more room where the pages are bound, and chapters open on a right-hand page.
    Two,
}

/// How letters are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lettering {
    /// As books are.
    #[default]
    Usual,
    /// For those who read with difficulty: large, sans serif, without italics, and with ragged lines.
    Large,
    /// The same at the size of a book, on slides that are shown two and a half times as large.
    Slide,
}

/// The settings in which handbooks of the same words differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Design {
    /// How two languages stand together; without effect on one language alone.
    pub style: Style,
    /// On how many sides of a leaf it is printed.
    pub sides: Sides,
    /// How far colours run over the edges of a page, for a printer who cuts it, in micrometres.
    pub bleed: u32,
    /// How letters are set.
    pub lettering: Lettering,
    /// Whether there is a last page that is the outside of a booklet.
    pub back_cover: bool,
    /// Whether learners' books end without the answers of the quizzes.
    pub without_answers: bool,
}

/// The choices for one PDF.
#[derive(Clone, Debug)]
pub struct Options {
    /// The language, or the two side by side.
    pub reading: Reading,
    /// For whom it is.
    pub edition: Edition,
    /// The size of a page, not of the sheet that a booklet is printed on.
    pub paper: Paper,
    /// The settings of its look.
    pub design: Design,
    /// The items to print, without title page, contents and appendices; none for the whole book.
    pub items: Option<BTreeSet<ItemIx>>,
}
