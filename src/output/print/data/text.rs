//! A text in one language: its blocks, and what stands within their lines.

use serde::Serialize;

use crate::course::tree::{Apart, Formula, Piece};
use crate::output::code::Token;

/// A block of a text.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum BlockNode {
    /// `level` counts the titles above; `depth` is 1 for the highest headings of a text.
    Heading {
        level: u8,
        depth: u8,
        id: Option<String>,
        /// Its words among the bookmarks, in each language that stands beside the other; none if it is not among them.
        bookmark: Option<String>,
        content: Vec<TextRun>,
    },
    Paragraph {
        content: Vec<TextRun>,
        keep: Keep,
    },
    Figure {
        id: Option<String>,
        picture: Illustration,
        caption: Option<String>,
    },
    List {
        tight: bool,
        items: Vec<Vec<BlockNode>>,
    },
    Numbers {
        start: u64,
        tight: bool,
        items: Vec<Vec<BlockNode>>,
    },
    Tasks {
        tight: bool,
        items: Vec<Task>,
    },
    Quote {
        content: Vec<BlockNode>,
        deep: bool,
    },
    Alert {
        name: &'static str,
        label: String,
        content: Vec<BlockNode>,
        deep: bool,
    },
    Aside {
        content: Vec<BlockNode>,
        deep: bool,
    },
    /// What the website shows on request.
    Details {
        summary: Vec<TextRun>,
        content: Vec<BlockNode>,
        deep: bool,
    },
    Aligned {
        align: &'static str,
        content: Vec<BlockNode>,
    },
    /// Blocks in the source language, below words that say why; `source` is that language. Without blocks, the words alone.
    Untranslated {
        source: usize,
        content: Vec<BlockNode>,
    },
    Definitions {
        items: Vec<DefinitionItem>,
    },
    /// The lines of some code in pieces.
    Code {
        id: Option<String>,
        lines: Vec<Vec<CodePiece>>,
    },
    Table {
        columns: Vec<TableColumn>,
        /// The share of the usual size of type at which the longest words fit.
        scale: f64,
        /// Whether the longest words fit at all.
        fits: bool,
        /// Whether the head stands again on each page: not one that may be as high as a page, or nearly.
        repeats: bool,
        head: Vec<Vec<TextRun>>,
        rows: Vec<Vec<Vec<TextRun>>>,
        /// Which rows are so long that they may go on on the next page.
        long: Vec<bool>,
        breaks: Breaks,
    },
    Formula(Equation),
    Rule,
    /// Ruled lines to write on.
    Workspace {
        lines: u32,
    },
    Box {
        name: &'static str,
        id: Option<String>,
        head: BoxHead,
        content: Vec<BlockNode>,
        breaks: Breaks,
        /// Whether so much is around it that it takes no more room at its sides.
        deep: bool,
    },
    Turn {
        speaker: Vec<TextRun>,
        width: u32,
        speech: Vec<BlockNode>,
    },
    Question {
        /// The Typst label for the answer key.
        id: Option<String>,
        number: usize,
        /// `choice`, `order`, `match` or `open`.
        form: &'static str,
        question: Vec<BlockNode>,
        /// What to do with the options, where boxes do not say so.
        task: Option<String>,
        /// What there is to choose, to put in order or to match.
        options: Vec<QuizOption>,
        /// What is to be matched with them.
        partners: Vec<QuizOption>,
        /// Lines to write on.
        lines: u32,
        /// The right answer, for trainers.
        answer: Option<String>,
        /// What is said of the whole question, for trainers.
        explanation: Vec<BlockNode>,
    },
}

/// A piece of a line of code.
#[derive(Debug, Serialize)]
pub struct CodePiece {
    pub token: Option<Token>,
    /// Between these a line may end.
    pub parts: Vec<String>,
}

/// Terms with their meanings.
#[derive(Debug, Serialize)]
pub struct DefinitionItem {
    pub terms: Vec<Vec<TextRun>>,
    pub meanings: Vec<Vec<BlockNode>>,
}

/// The head of a box.
#[derive(Debug, Serialize)]
pub struct BoxHead {
    pub lang: usize,
    pub label: String,
    pub title: Option<String>,
    /// How many minutes it takes, and in groups of what size.
    pub meta: Vec<String>,
}

/// Whether a block must stay with the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keep {
    /// The block stays on the page of what follows.
    WithNext,
    Free,
}

/// Whether a box may go on on the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Breaks {
    Never,
    /// The box breaks only in its room to write: what is to be done stays together, with the first lines.
    AfterTask,
    Anywhere,
}

#[derive(Debug, Serialize)]
pub struct Task {
    pub checked: bool,
    pub content: Vec<BlockNode>,
}

#[derive(Debug, Serialize)]
pub struct TableColumn {
    pub align: &'static str,
    /// The column's share of the width; 0 when it is as wide as its text.
    pub share: usize,
}

/// An answer that a quiz offers.
#[derive(Debug, Serialize)]
pub struct QuizOption {
    /// Its letter; the number of what is to be matched.
    pub letter: String,
    /// Whether its box is ticked; learners see empty boxes.
    pub ticked: bool,
    pub answer: Vec<BlockNode>,
    pub explanation: Vec<BlockNode>,
}

/// A piece of a line.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum TextRun {
    Text(String),
    Span(InlineSpan),
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum InlineSpan {
    Emphasis {
        content: Vec<TextRun>,
    },
    /// Chinese characters with a dot below each.
    Dots {
        text: String,
    },
    Strong {
        content: Vec<TextRun>,
    },
    Strike {
        content: Vec<TextRun>,
    },
    /// `style` is the element of HTML: `sup`, `sub`, `kbd`, `mark`, `u`, `small`, `ins`.
    Styled {
        style: &'static str,
        content: Vec<TextRun>,
    },
    /// The sign behind a passage that was translated from another text than that of today.
    Stale,
    /// Words with their reading above them.
    Ruby {
        reading: String,
        content: Vec<TextRun>,
    },
    /// A place to which references lead.
    Place {
        id: Option<String>,
    },
    /// A place for the index: the key of its entry.
    IndexMark {
        entry: String,
    },
    /// Code, in parts between which a line may end.
    Code {
        parts: Vec<String>,
    },
    Formula(Equation),
    Break,
    /// A link. `shown` is the address as paper shows it; none when the words of the link tell it. A file of a website without an address has no
    /// `url`.
    Link {
        url: Option<String>,
        shown: Option<String>,
        content: Vec<TextRun>,
    },
    Image {
        picture: Illustration,
    },
    Reference {
        to: Option<String>,
        page: Numbered,
        content: Vec<TextRun>,
    },
    /// Words of another language than the text around them.
    Foreign {
        lang: usize,
        content: Vec<TextRun>,
    },
    /// A passage in another language within a line, in the same type.
    Passage {
        lang: String,
        region: Option<String>,
        content: Vec<TextRun>,
    },
    /// A footnote: its first call brings the content, later ones only the number.
    Note {
        /// Whether it stands at the foot of its page, and not in brackets where it is called.
        foot: bool,
        number: usize,
        id: String,
        content: Option<Vec<BlockNode>>,
    },
}

/// Whether a page number follows a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbered {
    /// The number of its target's page follows the reference.
    Page,
    /// No number follows the reference.
    Plain,
}

/// A formula.
#[derive(Debug, Serialize)]
pub struct Equation {
    /// The words that are read aloud.
    pub alt: String,
    pub apart: Apart,
    pub pieces: Vec<Piece>,
}

/// A picture.
#[derive(Debug, Serialize)]
pub struct Illustration {
    pub path: String,
    /// The alternative text; empty for decoration.
    pub alt: String,
    /// The natural width in tenths of a millimetre, at 96 pixels an inch.
    pub width: Option<u32>,
    /// The width that the author wants, in tenths of a millimetre.
    pub wanted: Option<u32>,
    /// The share of the line that the author wants it to take, in percent.
    pub share: Option<u8>,
}

/// A text in its real language.
#[derive(Clone, Debug, Serialize)]
pub struct Wording {
    pub lang: usize,
    pub text: String,
}

impl Equation {
    pub fn of(formula: &Formula) -> Equation {
        Equation { alt: formula.in_line(), apart: formula.apart, pieces: formula.content.clone() }
    }
}
