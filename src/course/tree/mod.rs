//! The tree of a text: blocks and inlines, the one shape that every stage and every output shares.
//!
//! A tree is in one of two states. As [`Parsed`], a reference is the text that the author wrote; as [`Resolved`], it is the
//! index of something that exists. The types differ, so an output cannot be handed a name that was never looked up.

pub mod audience;
mod formula;
mod linear;
mod segments;
mod walk;

use std::fmt::Debug;
use std::ops::Deref;

use crate::course::{AssetIx, Language, Target};
use crate::span::Span;

pub use formula::{
    Accent, Apart, Class, Formula, LimitsPlacement, Piece, Row, Side, Symbol, Table as FormulaTable, TableKind,
};
pub use segments::{Segment, plain_text, segments, segments_of_inlines};
pub use walk::{blocks, each_inline_mut, formulas, inlines, inlines_mut, is_untranslated, level, places};

/// What a tree knows about the things that it points to.
pub trait State: Clone + Debug {
    /// Where a wikilink leads.
    type Target: Clone + Debug + PartialEq;
    /// The file of a picture.
    type Picture: Clone + Debug + PartialEq;
    /// The id of a heading.
    type Anchor: Clone + Debug + PartialEq;
}

/// Where an author sends a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug)]
pub struct Parsed;

impl State for Parsed {
    type Target = Destination;
    type Picture = String;
    type Anchor = Option<String>;
}

/// With every name looked up.
#[derive(Clone, Debug)]
pub struct Resolved;

impl State for Resolved {
    type Target = Target;
    type Picture = AssetIx;
    type Anchor = String;
}

/// Words without markup, such as a title, a caption or an alternative text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
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

#[derive(Clone, Debug)]
pub struct Block<S: State> {
    pub span: Span,
    pub kind: BlockKind<S>,
}

#[derive(Clone, Debug)]
pub enum BlockKind<S: State> {
    Heading {
        level: u8,
        id: S::Anchor,
        content: Vec<Inline<S>>,
    },
    Paragraph(Vec<Inline<S>>),
    /// A picture that stands alone in its paragraph.
    Figure {
        picture: S::Picture,
        alt: Words,
        caption: Option<Words>,
        width: Option<Width>,
    },
    /// A formula that stands alone in its paragraph, or parts it.
    Formula(Box<Formula>),
    List(List<S>),
    Quote(Vec<Block<S>>),
    Alert {
        kind: AlertKind,
        /// Stands in the place of the kind's own word.
        title: Option<Words>,
        content: Vec<Block<S>>,
    },
    /// A remark beside the text.
    Aside(Vec<Block<S>>),
    /// What the website shows on request, and paper always.
    Details {
        /// The line that is always there; empty when the author gave none.
        summary: Vec<Inline<S>>,
        content: Vec<Block<S>>,
    },
    /// Blocks whose lines stand in the middle or at the right.
    Aligned {
        alignment: Alignment,
        content: Vec<Block<S>>,
    },
    /// Blocks without a counterpart in the other language. They have no frame.
    Alone {
        reason: Alone,
        content: Vec<Block<S>>,
    },
    /// Terms and what they mean.
    Definitions(Vec<Definition<S>>),
    Code {
        language: Option<String>,
        text: String,
    },
    Table(Table<S>),
    Rule,
    /// Tags of HTML that only the website has, in a book that allows them.
    Html(String),
    /// A block of the course's own, fenced by colons.
    Directive(Directive<S>),
}

#[derive(Clone, Debug)]
pub struct List<S: State> {
    /// The first number of a numbered list.
    pub start: Option<u64>,
    /// No blank line between the items: their paragraphs are set without a gap.
    pub tight: bool,
    pub items: Vec<ListItem<S>>,
}

#[derive(Clone, Debug)]
pub struct ListItem<S: State> {
    /// The state of a task list's box.
    pub checked: Option<bool>,
    pub content: Vec<Block<S>>,
}

/// One or more terms with all of their meanings.
#[derive(Clone, Debug)]
pub struct Definition<S: State> {
    pub terms: Vec<Vec<Inline<S>>>,
    pub meanings: Vec<Vec<Block<S>>>,
}

#[derive(Clone, Debug)]
pub struct Table<S: State> {
    /// One for each column.
    pub alignments: Vec<Alignment>,
    pub head: Vec<Vec<Inline<S>>>,
    /// Every row has as many cells as the head.
    pub rows: Vec<Vec<Vec<Inline<S>>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// Why blocks stand in one language alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// The author says them in this language only.
    Only,
    /// A translation lacks them, so they stand there in the source language.
    Untranslated,
}

/// GitHub's five alerts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertKind {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// A block fenced by colons.
#[derive(Clone, Debug)]
pub struct Directive<S: State> {
    /// The title in brackets.
    pub title: Option<Words>,
    pub id: Option<String>,
    /// The number of an exercise in the book, the same in every edition. 0 until resolved.
    pub number: Option<u32>,
    pub minutes: Option<u32>,
    /// How many people do an exercise together.
    pub group: Option<u32>,
    /// Room to write in print.
    pub workspace: Option<Length>,
    pub body: Body<S>,
}

/// How wide an author wants a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// Of the line, from 1 to 100.
    Percent(u8),
    Length(Length),
}

impl Width {
    /// Of pixels as CSS counts them, 96 to an inch.
    pub fn pixels(pixels: u32) -> Width {
        Width::Length(Length((f64::from(pixels) * 254.0 / 96.0).round() as u32))
    }
}

/// A length on paper in tenths of a millimetre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length(pub u32);

#[derive(Clone, Debug)]
pub enum Body<S: State> {
    /// A box with blocks in it.
    Box(BoxKind, Vec<Block<S>>),
    /// A conversation.
    Dialogue(Vec<Turn<S>>),
    /// Questions with options.
    Quiz(Vec<Question<S>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BoxKind {
    Objectives,
    Summary,
    Trainer,
    Exercise,
    Solution,
    Say,
    Avoid,
    RolePlay,
    Side,
}

/// What one speaker says before the next one does.
#[derive(Clone, Debug)]
pub struct Turn<S: State> {
    pub speaker: Vec<Inline<S>>,
    pub speech: Vec<Block<S>>,
}

#[derive(Clone, Debug)]
pub struct Question<S: State> {
    pub question: Vec<Block<S>>,
    pub options: Vec<Choice<S>>,
}

#[derive(Clone, Debug)]
pub struct Choice<S: State> {
    pub right: bool,
    pub answer: Vec<Block<S>>,
    pub explanation: Vec<Block<S>>,
}

#[derive(Clone, Debug)]
pub enum Inline<S: State> {
    Text(String, Span),
    Emphasis(Vec<Inline<S>>),
    Strong(Vec<Inline<S>>),
    Strike(Vec<Inline<S>>),
    Styled {
        style: Style,
        content: Vec<Inline<S>>,
    },
    /// A short form with what it stands for.
    Abbreviation {
        meaning: Words,
        content: Vec<Inline<S>>,
    },
    /// Characters with their reading above them.
    Ruby {
        reading: Words,
        content: Vec<Inline<S>>,
    },
    /// Room for a word that somebody writes: three or more underscores, as many as are given.
    Blank(usize, Span),
    /// A place to which links lead, without words.
    Place(String, Span),
    Code(String, Span),
    /// A formula in the midst of a text, when the book has `math: true`.
    Formula(Box<Formula>),
    /// The end of a source line that stands for a space. Between two Chinese characters there is none.
    SoftBreak,
    HardBreak,
    /// A link out of the course; the scheme is one of `http`, `https`, `mailto`, `tel`.
    Link {
        url: String,
        /// What a pointer that rests on the link shows, on the web only.
        title: Option<String>,
        content: Vec<Inline<S>>,
    },
    /// A picture inside a line of text.
    Image {
        picture: S::Picture,
        alt: Words,
        width: Option<Width>,
        span: Span,
    },
    /// A link within the course, with the author's own text if there is one.
    Reference {
        target: S::Target,
        content: Option<Vec<Inline<S>>>,
        span: Span,
    },
    /// Words of which the author says the language.
    Foreign {
        language: Box<Language>,
        content: Vec<Inline<S>>,
    },
    /// A call of the note with that index in [`Footnotes`].
    Footnote(usize),
    /// A tag of HTML that only the website has, in a book that allows it.
    Html(String),
}

/// How words are set apart from those around them, other than by emphasis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Superscript,
    Subscript,
    /// A key to press.
    Key,
    Highlight,
    Underline,
    Small,
    /// What was added to a text.
    Inserted,
}

impl Style {
    pub const ALL: [Style; 7] = [
        Style::Superscript,
        Style::Subscript,
        Style::Key,
        Style::Highlight,
        Style::Underline,
        Style::Small,
        Style::Inserted,
    ];

    /// The element of HTML.
    pub fn tag(self) -> &'static str {
        match self {
            Style::Superscript => "sup",
            Style::Subscript => "sub",
            Style::Key => "kbd",
            Style::Highlight => "mark",
            Style::Underline => "u",
            Style::Small => "small",
            Style::Inserted => "ins",
        }
    }
}

/// The notes of a text in the order of their first calls.
pub type Footnotes<S> = Vec<Vec<Block<S>>>;

impl BoxKind {
    pub const ALL: [BoxKind; 9] = [
        BoxKind::Objectives,
        BoxKind::Summary,
        BoxKind::Trainer,
        BoxKind::Exercise,
        BoxKind::Solution,
        BoxKind::Say,
        BoxKind::Avoid,
        BoxKind::RolePlay,
        BoxKind::Side,
    ];

    /// The name in the source and in class names.
    pub fn name(self) -> &'static str {
        match self {
            BoxKind::Objectives => "objectives",
            BoxKind::Summary => "summary",
            BoxKind::Trainer => "trainer",
            BoxKind::Exercise => "exercise",
            BoxKind::Solution => "solution",
            BoxKind::Say => "say",
            BoxKind::Avoid => "avoid",
            BoxKind::RolePlay => "role-play",
            BoxKind::Side => "side",
        }
    }
}

impl<S: State> Body<S> {
    /// The name in the source and in class names.
    pub fn name(&self) -> &'static str {
        match self {
            Body::Box(kind, _) => kind.name(),
            Body::Dialogue(_) => "dialogue",
            Body::Quiz(_) => "quiz",
        }
    }
}

impl AlertKind {
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
