//! What a formula says, in the terms of TeX and of no output. Print takes its pieces as they are, as data.

use serde::Serialize;

use crate::span::Span;

/// A formula as its author wrote it, and what that means.
#[derive(Clone, Debug)]
pub struct Formula {
    /// TeX, without the dollar signs.
    pub source: String,
    pub span: Span,
    /// Written between two dollar signs: in a line of its own where it can be.
    pub display: bool,
    pub content: Row,
    /// Where a Chinese character touches it, there is the room that a Latin word would have.
    pub apart: Apart,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Apart {
    pub before: bool,
    pub after: bool,
}

/// Pieces from left to right.
pub type Row = Vec<Piece>;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Piece {
    Symbol(Symbol),
    Number {
        digits: String,
    },
    /// Words of the language around the formula, in its own type.
    Words {
        words: String,
    },
    /// A name of several letters, such as `NPS`.
    Name {
        name: String,
    },
    /// The name of a function, which stands off from what follows it.
    Function {
        name: String,
        limits: LimitsPlacement,
    },
    /// In eighteenths of an em; may be negative.
    Space {
        width: i8,
    },
    Group {
        content: Row,
    },
    Fraction {
        over: Row,
        under: Row,
        /// Without a bar it is a part of a binomial coefficient.
        bar: bool,
    },
    Root {
        /// Empty for a square root.
        index: Row,
        radicand: Row,
    },
    /// What stands at, or above and below, a base. One of both may be missing.
    Scripts {
        base: Row,
        limits: LimitsPlacement,
        sub: Option<Row>,
        sup: Option<Row>,
    },
    Accent {
        accent: Accent,
        base: Row,
    },
    /// Between delimiters that grow with it.
    Fenced {
        open: Option<char>,
        content: Row,
        close: Option<char>,
    },
    /// A delimiter of a size of its own, or one within a [`Piece::Fenced`] that is as high as those around it.
    Fence {
        character: char,
        class: Class,
        /// In tenths of an em.
        height: Option<u8>,
    },
    Table(Table),
    /// As it is set in a line of its own, or as in the midst of a text.
    Sized {
        display: bool,
        content: Row,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Symbol {
    pub character: char,
    pub class: Class,
    /// A letter that stands upright where another one would lean.
    pub upright: bool,
}

/// What decides the room around a symbol (The TeXbook, chapter 17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    Letter,
    Ordinary,
    Large,
    Binary,
    Relation,
    Opening,
    Closing,
    Punctuation,
}

/// Where scripts stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitsPlacement {
    /// At the right.
    Never,
    /// Above and below in a display, else at the right.
    Display,
    Always,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Accent {
    Hat,
    WideHat,
    Tilde,
    WideTilde,
    Bar,
    Vector,
    Dot,
    TwoDots,
    Overline,
    Underline,
    Overbrace,
    Underbrace,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    pub open: Option<char>,
    pub close: Option<char>,
    /// One for each column.
    pub columns: Vec<Side>,
    /// Every row has as many cells as there are columns.
    pub rows: Vec<Vec<Row>>,
    pub layout: TableKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableKind {
    Matrix,
    Cases,
    /// Lines of a display; columns follow each other without room.
    Lines,
}

/// To which side of its column a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    Left,
    Center,
    Right,
}
