//! The sheets of a booklet and how they are put together.

use super::imposition::Duplex;
use crate::output::print::options::Paper;

/// The paper in the printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetSize {
    /// A sheet that carries pages of A5.
    A4,
    /// A sheet that carries pages of half a letter.
    Letter,
}

impl SheetSize {
    /// The paper of the small pages, half a sheet.
    pub fn page(self) -> Paper {
        match self {
            SheetSize::A4 => Paper::A5,
            SheetSize::Letter => Paper::HalfLetter,
        }
    }

    /// The measures of the sheet as it lies in front of the reader.
    pub fn measures(self) -> Measures {
        match self {
            SheetSize::A4 => Measures { width: 297_000, height: 210_000, page: 148_000 },
            SheetSize::Letter => Measures { width: 279_400, height: 215_900, page: 139_700 },
        }
    }
}

/// Width and height of a sheet, and the width of a page, in micrometres.
#[derive(Clone, Copy)]
pub struct Measures {
    pub width: i64,
    pub height: i64,
    pub page: i64,
}

/// The sheets of a booklet and how they are put together.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// The paper in the printer, of which each side carries two pages.
    pub sheet: SheetSize,
    /// Over which edge the printer turns it.
    pub duplex: Duplex,
    /// The most sheets that are laid into each other; none when all are.
    pub sheets_per_signature: Option<usize>,
    /// The thickness of the paper, in micrometres.
    pub thickness: u32,
}
