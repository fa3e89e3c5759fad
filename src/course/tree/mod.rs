//! The tree of a text: blocks and inlines, the one shape that every stage and every output shares.
//!
//! A tree is in one of two states. As [`Parsed`], a reference is the text that the author wrote; as [`Resolved`], it is the
//! index of something that exists. The types differ, so an output cannot be handed a name that was never looked up.

pub mod audience;
mod directive;
mod formula;
mod inline;
mod linear;
mod quiz;
mod segments;
mod walk;

use std::fmt::Debug;
use std::hash::Hash;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use crate::course::{AssetIx, Target};
use crate::span::Span;

pub use directive::{Body, BoxKind, Directive, Turn};
pub use formula::{
    Accent, Apart, Class, Formula, LimitsPlacement, Piece, Row, Side, Symbol, Table as FormulaTable, TableKind,
};
pub use inline::{Inline, TextStyle};
pub use quiz::{Choice, FinalTest, Form, Question, Quiz, letter, sides};
pub use segments::{Segment, named_text, plain_text, segments, segments_of_inlines};
pub use walk::{
    blocks, each_inline_mut, formulas, inlines, inlines_mut, is_untranslated, is_work, level, levels, places, words_mut,
};

/// What a tree knows about the things that it points to.
pub trait State: Clone + Debug + Hash {
    /// Where a wikilink leads.
    type Target: Clone + Debug + PartialEq + Hash;
    /// The file of a picture.
    type Picture: Clone + Debug + PartialEq + Hash;
    /// The id of a heading.
    type Anchor: Clone + Debug + PartialEq + Hash;
}

/// Where an author sends a reader.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Destination {
    /// By the name of what is there: `step/listen`, `term:empathy`, `#place`.
    Name(String),
    /// By the path of a file, relative to that of the text, with the id of a place in it.
    Path(String),
}

impl Destination {
    /// As it is written.
    pub fn written(&self) -> &str {
        match self {
            Destination::Name(written) | Destination::Path(written) => written,
        }
    }
}

/// As the author wrote it.
#[derive(Clone, Debug, Hash)]
pub struct Parsed;

impl State for Parsed {
    type Target = Destination;
    type Picture = String;
    type Anchor = Option<String>;
}

/// With every name looked up.
#[derive(Clone, Debug, Hash)]
pub struct Resolved;

impl State for Resolved {
    type Target = Target;
    type Picture = AssetIx;
    type Anchor = String;
}

/// Words without markup, such as a title, a caption or an alternative text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    /// The words, without the signs that escape some of them.
    pub text: String,
    /// Where they stand, without brackets and quotation marks. Longer than the text where that escapes something.
    pub span: Span,
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

/// A block and where it stands.
#[derive(Clone, Debug, Hash)]
pub struct Block<S: State> {
    /// From its first byte to its last, markers and fences included.
    pub span: Span,
    /// What it is, with its contents.
    pub kind: BlockKind<S>,
}

/// The kinds of blocks.
#[derive(Clone, Debug, Hash)]
pub enum BlockKind<S: State> {
    /// A heading.
    Heading {
        /// From 2: level 1 is the title of the page.
        level: u8,
        /// The id for references to it.
        id: S::Anchor,
        /// Its words.
        content: Vec<Inline<S>>,
    },
    /// A paragraph that is not a picture or a formula alone.
    Paragraph(Vec<Inline<S>>),
    /// A picture that stands alone in its paragraph.
    Figure {
        /// Which picture.
        picture: S::Picture,
        /// What it shows, for who cannot see it; empty where the author does not say.
        alt: Words,
        /// The words below it.
        caption: Option<Words>,
        /// How wide its author wants it, if that is said.
        width: Option<Width>,
    },
    /// A formula that stands alone in its paragraph, or parts it.
    Formula(Box<Formula>),
    /// A list, numbered or not.
    List(List<S>),
    /// A quotation.
    Quote(Vec<Block<S>>),
    /// A quotation that begins with a marker such as `[!NOTE]`.
    Alert {
        /// Which of the five.
        kind: AlertKind,
        /// Stands in the place of the kind's own word.
        title: Option<Words>,
        /// What stands below the marker.
        content: Vec<Block<S>>,
    },
    /// A remark beside the text.
    Aside(Vec<Block<S>>),
    /// What the website shows on request, and paper always.
    Details {
        /// The line that is always there; empty when the author gave none.
        summary: Vec<Inline<S>>,
        /// What is shown on request.
        content: Vec<Block<S>>,
    },
    /// Blocks whose lines stand in the middle or at the right.
    Aligned {
        /// Where they stand.
        alignment: Alignment,
        /// The blocks.
        content: Vec<Block<S>>,
    },
    /// Blocks without a counterpart in the other language. They have no frame.
    Alone {
        /// Why they have none.
        reason: Alone,
        /// The blocks.
        content: Vec<Block<S>>,
    },
    /// Terms and what they mean.
    Definitions(Vec<Definition<S>>),
    /// Code that stands alone, fenced or indented.
    Code {
        /// The word behind the opening fence, such as `rust`.
        language: Option<String>,
        /// The code, its line ends included.
        text: String,
    },
    /// A table.
    Table(Table<S>),
    /// A line across the page, which parts two thoughts.
    Rule,
    /// Tags of HTML that only the website has, in a book that allows them.
    Html(String),
    /// A block of the course's own, fenced by colons.
    Directive(Directive<S>),
}

/// A list, and how its items are set.
#[derive(Clone, Debug, Hash)]
pub struct List<S: State> {
    /// The first number of a numbered list.
    pub start: Option<u64>,
    /// No blank line between the items: their paragraphs are set without a gap.
    pub tight: bool,
    /// The items in the author's order.
    pub items: Vec<ListItem<S>>,
}

impl<S: State> List<S> {
    /// Whether its items have boxes to tick.
    pub fn is_of_tasks(&self) -> bool {
        self.items.iter().any(|item| item.checked.is_some())
    }
}

/// An item of a list.
#[derive(Clone, Debug, Hash)]
pub struct ListItem<S: State> {
    /// The state of a task list's box.
    pub checked: Option<bool>,
    /// What stands behind its marker.
    pub content: Vec<Block<S>>,
}

/// One or more terms with all of their meanings.
#[derive(Clone, Debug, Hash)]
pub struct Definition<S: State> {
    /// The words that are explained, each as a line of its own.
    pub terms: Vec<Vec<Inline<S>>>,
    /// Each of them is one of the meanings of all the terms.
    pub meanings: Vec<Vec<Block<S>>>,
}

/// A table with a head.
#[derive(Clone, Debug, Hash)]
pub struct Table<S: State> {
    /// One for each column.
    pub alignments: Vec<Alignment>,
    /// One cell for each column.
    pub head: Vec<Vec<Inline<S>>>,
    /// Every row has as many cells as the head.
    pub rows: Vec<Vec<Vec<Inline<S>>>>,
}

impl<S: State> Table<S> {
    /// The head, and the rows below it.
    pub fn lines(&self) -> impl Iterator<Item = &Vec<Vec<Inline<S>>>> {
        std::iter::once(&self.head).chain(&self.rows)
    }
}

/// To which side of its column a table's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// The author does not say: to the side where lines begin.
    None,
    /// Along the left edge.
    Left,
    /// In the middle.
    Center,
    /// Along the right edge.
    Right,
}

/// Why blocks stand in one language alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Alone {
    /// The author says them in this language only.
    Only,
    /// A translation lacks them, so they stand there in the source language.
    Untranslated,
}

/// GitHub's five alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AlertKind {
    /// `[!NOTE]`: worth knowing, even in passing.
    Note,
    /// `[!TIP]`: a help to do better or with less effort.
    Tip,
    /// `[!IMPORTANT]`: needed to get there.
    Important,
    /// `[!WARNING]`: to be looked at now, to avoid trouble.
    Warning,
    /// `[!CAUTION]`: what may come of doing something.
    Caution,
}

/// How wide an author wants a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Width {
    /// Of the line, from 1 to 100.
    Percent(u8),
    /// On paper; the website counts 96 pixels to an inch of it.
    Length(Length),
}

impl Width {
    /// Of pixels as CSS counts them, 96 to an inch.
    pub fn pixels(pixels: u32) -> Width {
        Width::Length(Length((f64::from(pixels) * 254.0 / 96.0).round() as u32))
    }
}

/// A length on paper in tenths of a millimetre.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Length(pub u32);

impl Length {
    /// How many lines to write on stand in it, eight millimetres apart.
    pub fn lines(self) -> u32 {
        (self.0 / 80).clamp(1, 200)
    }
}

/// The notes of a text in the order of their first calls.
pub type Footnotes<S> = Vec<Vec<Block<S>>>;

impl AlertKind {
    /// The name in class names: `note`.
    pub fn name(self) -> &'static str {
        match self {
            AlertKind::Note => "note",
            AlertKind::Tip => "tip",
            AlertKind::Important => "important",
            AlertKind::Warning => "warning",
            AlertKind::Caution => "caution",
        }
    }
}
