//! What a formula says, in the terms of TeX and of no output. Print takes its pieces as they are, as data.

use serde::Serialize;

use crate::span::Span;

/// A formula as its author wrote it, and what that means.
#[derive(Clone, Debug, Hash)]
pub struct Formula {
    /// TeX, without the dollar signs.
    pub source: String,
    /// The formula with its dollar signs.
    pub span: Span,
    /// Written between two dollar signs: in a line of its own where it can be.
    pub display: bool,
    /// What the TeX means.
    pub content: Row,
    /// Where a Chinese character touches it, there is the room that a Latin word would have.
    pub apart: Apart,
}

/// Whether there is room beside a formula, as there is between Chinese and Latin words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Apart {
    /// At the left.
    pub before: bool,
    /// At the right.
    pub after: bool,
}

/// Pieces from left to right.
pub type Row = Vec<Piece>;

/// A piece of a formula: what TeX calls an atom, or a construction of several rows.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Piece {
    /// A single character.
    Symbol(Symbol),
    /// A number, with its commas and its decimal point.
    Number {
        /// As it is set: `1,000.5`.
        digits: String,
    },
    /// Words of the language around the formula, in its own type.
    Words {
        /// As it is set, blanks at the ends included.
        words: String,
    },
    /// A name of several letters, such as `NPS`.
    Name {
        /// Without the command around it.
        name: String,
    },
    /// The name of a function, which stands off from what follows it.
    Function {
        /// As it is set: `lim`.
        name: String,
        /// Where its scripts stand.
        limits: LimitsPlacement,
    },
    /// In eighteenths of an em; may be negative.
    Space {
        /// A negative width moves what follows to the left.
        width: i8,
    },
    /// Pieces that count as one where the room around them is decided: `{…}`.
    Group {
        /// What stands between the braces.
        content: Row,
    },
    /// One row above another, with a bar or without.
    Fraction {
        /// The numerator.
        over: Row,
        /// The denominator.
        under: Row,
        /// Without a bar it is a part of a binomial coefficient.
        bar: bool,
    },
    /// A root sign over a row.
    Root {
        /// Empty for a square root.
        index: Row,
        /// What stands below the sign.
        radicand: Row,
    },
    /// What stands at, or above and below, a base. One of both may be missing.
    Scripts {
        /// What the scripts belong to; may be empty.
        base: Row,
        /// Whether they stand at the right, or above and below.
        limits: LimitsPlacement,
        /// The lower script.
        sub: Option<Row>,
        /// The upper script.
        sup: Option<Row>,
    },
    /// A sign or line above or below a row.
    Accent {
        /// Which sign.
        accent: Accent,
        /// What it stands above or below.
        base: Row,
    },
    /// Between delimiters that grow with it.
    Fenced {
        /// The delimiter at the left; none where TeX has an invisible one (`.`).
        open: Option<char>,
        /// What stands between the delimiters.
        content: Row,
        /// The delimiter at the right; none where TeX has an invisible one (`.`).
        close: Option<char>,
    },
    /// A delimiter of a size of its own, or one within a [`Piece::Fenced`] that is as high as those around it.
    Fence {
        /// The delimiter.
        character: char,
        /// How much room it has on its sides.
        class: Class,
        /// In tenths of an em.
        height: Option<u8>,
    },
    /// A matrix, a choice of cases, or aligned lines.
    Table(Table),
    /// As it is set in a line of its own, or as in the midst of a text.
    Sized {
        /// `\dfrac` and `\displaystyle` if true, `\tfrac` and `\textstyle` if not.
        display: bool,
        /// What is set so.
        content: Row,
    },
}

impl Piece {
    /// Whether it is the name of a function, with or without scripts: what follows stands off from it.
    pub fn names_function(&self) -> bool {
        match self {
            Piece::Function { .. } => true,
            Piece::Scripts { base, .. } => matches!(base[..], [Piece::Function { .. }]),
            _ => false,
        }
    }

    /// Whether it follows the name of a function without room, as parentheses do.
    pub fn follows_closely(&self) -> bool {
        match self {
            Piece::Symbol(symbol) => !matches!(symbol.class, Class::Letter | Class::Ordinary | Class::Large),
            Piece::Fence { class, .. } => *class == Class::Opening,
            Piece::Fenced { open, .. } => open.is_some(),
            Piece::Space { .. } => true,
            _ => false,
        }
    }
}

/// A character that stands for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Symbol {
    /// The character of Unicode, as its author means it; its slant is not part of it.
    pub character: char,
    /// How much room it has on its sides.
    pub class: Class,
    /// A letter that stands upright where another one would lean.
    pub upright: bool,
}

/// What decides the room around a symbol (The TeXbook, chapter 17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// A letter that stands for a value: no room.
    Letter,
    /// What is neither a letter nor one of the following, such as `∞`: no room.
    Ordinary,
    /// A large operator such as `∑`: thin room on both sides.
    Large,
    /// An operator between two values, such as `+`: medium room on both sides.
    Binary,
    /// A relation such as `=`: thick room on both sides.
    Relation,
    /// An opening delimiter: no room within.
    Opening,
    /// A closing delimiter: no room within.
    Closing,
    /// A comma or semicolon: thin room behind it.
    Punctuation,
}

/// Where scripts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitsPlacement {
    /// At the right.
    Never,
    /// Above and below in a display, else at the right.
    Display,
    /// Above and below, even in the midst of a text.
    Always,
}

impl LimitsPlacement {
    /// Whether scripts stand at the right, in a display or in the midst of a text.
    pub fn is_beside(self, display: bool) -> bool {
        self == LimitsPlacement::Never || self == LimitsPlacement::Display && !display
    }
}

/// What stands above or below a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Accent {
    /// `\hat`: as wide as a letter.
    Hat,
    /// `\widehat`: as wide as the row.
    WideHat,
    /// `\tilde`: as wide as a letter.
    Tilde,
    /// `\widetilde`: as wide as the row.
    WideTilde,
    /// `\bar`: a short line above.
    Bar,
    /// `\vec`: an arrow above.
    Vector,
    /// `\dot`: one dot above.
    Dot,
    /// `\ddot`: two dots above.
    TwoDots,
    /// `\overline`: a line above all of the row.
    Overline,
    /// `\underline`: a line below all of the row.
    Underline,
    /// `\overbrace`: a brace above, whose upper script is its label.
    Overbrace,
    /// `\underbrace`: a brace below, whose lower script is its label.
    Underbrace,
}

/// Rows of cells in columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Table {
    /// The delimiter at the left, as high as the table, if there is one.
    pub open: Option<char>,
    /// The delimiter at the right, as high as the table, if there is one.
    pub close: Option<char>,
    /// One for each column.
    pub columns: Vec<Side>,
    /// Every row has as many cells as there are columns.
    pub rows: Vec<Vec<Row>>,
    /// What it is, which decides its gaps.
    pub layout: TableKind,
}

/// What a table within a formula is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableKind {
    /// Entries with equal gaps between columns.
    Matrix,
    /// Values and their conditions, behind one brace.
    Cases,
    /// Lines of a display; columns follow each other without room.
    Lines,
}

/// To which side of its column a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Along the left edge.
    Left,
    /// In the middle.
    Center,
    /// Along the right edge.
    Right,
}
