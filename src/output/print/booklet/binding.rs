//! The sheets of a booklet and how they are put together.

use super::imposition::Duplex;
use crate::output::print::options::Paper;

/// The paper in the printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetSize {
    /// Carries pages of A5.
    A4,
    /// Carries pages of half a letter.
    Letter,
}

impl SheetSize {
    pub fn page(self) -> Paper {
        match self {
            SheetSize::A4 => Paper::A5,
            SheetSize::Letter => Paper::HalfLetter,
        }
    }

    /// Width and height of the sheet as it lies in front of the reader, and the width of a page, in micrometres.
    pub fn measures(self) -> Measures {
        match self {
            SheetSize::A4 => Measures { width: 297_000, height: 210_000, page: 148_000 },
            SheetSize::Letter => Measures { width: 279_400, height: 215_900, page: 139_700 },
        }
    }
}

#[derive(Clone, Copy)]
pub struct Measures {
    pub width: i64,
    pub height: i64,
    pub page: i64,
}

/// The sheets of a booklet and how they are put together.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    pub sheet: SheetSize,
    pub duplex: Duplex,
    /// None for one signature.
    pub sheets_per_signature: Option<usize>,
    /// Of the paper, in micrometres.
    pub thickness: u32,
}
