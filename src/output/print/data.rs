//! What the templates get: the course as plain data, one JSON file for the book and one for each text.
//!
//! Nothing here is markup. A template joins these strings into content as they are, so what an author writes is never read as code.
//! Each enum is tagged by `kind`; a run of text is a bare string.

use serde::Serialize;

use super::code::Code;
use crate::course::reading::Style;
use crate::course::tree::{Apart, Piece};

/// `/course/book.json`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Book {
    /// A name that Typst knows: `a4`, `us-letter`.
    pub paper: &'static str,
    /// Whether the pages are small.
    pub compact: bool,
    pub two_sided: bool,
    pub back_cover: bool,
    pub style: Style,
    /// All languages of the course.
    pub languages: Vec<Language>,
    /// Those of this reading, from left to right, as indices of `languages`. Every list of strings below has one for each.
    pub columns: Vec<usize>,
    pub metadata: Metadata,
    pub title: Vec<String>,
    pub subtitle: Option<Vec<String>>,
    pub edition: Vec<String>,
    pub author: Option<Vec<String>>,
    pub version: Option<Vec<String>>,
    pub date: Option<Vec<String>>,
    /// A whole book has a title page, contents and appendices; a handout has none of them.
    pub form: Form,
    pub front: Option<Entry>,
    pub parts: Vec<Part>,
    pub matrices: Vec<Matrix>,
    pub glossary: Option<Glossary>,
    pub exercises: Option<Exercises>,
    /// In the trainer's edition.
    pub answers: Option<Answers>,
    pub index: Option<Index>,
    /// What the imprint says of the typefaces.
    pub typefaces: Vec<String>,
}

/// The list of exercises.
#[derive(Debug, Serialize)]
pub struct Exercises {
    pub id: String,
    pub title: Vec<String>,
    pub exercises: Vec<Exercise>,
}

#[derive(Debug, Serialize)]
pub struct Exercise {
    pub to: String,
    pub label: Vec<String>,
    pub title: Vec<Said>,
}

/// The right answers of all quizzes.
#[derive(Debug, Serialize)]
pub struct Answers {
    pub id: String,
    pub title: Vec<String>,
    pub groups: Vec<AnswerGroup>,
}

/// Those of one quiz.
#[derive(Debug, Serialize)]
pub struct AnswerGroup {
    /// Of its item; the front text has none.
    pub label: Vec<String>,
    pub title: Vec<Said>,
    pub answers: Vec<Answer>,
}

#[derive(Debug, Serialize)]
pub struct Answer {
    /// The question.
    pub to: String,
    pub number: usize,
    /// One for each column, of those that have the question.
    pub said: Vec<RightAnswer>,
}

#[derive(Debug, Serialize)]
pub struct RightAnswer {
    pub lang: usize,
    pub question: String,
    pub letters: String,
    /// The right options, one a line.
    pub options: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct Index {
    pub id: String,
    pub title: Vec<String>,
    pub groups: Vec<IndexGroup>,
}

/// The entries below a letter.
#[derive(Debug, Serialize)]
pub struct IndexGroup {
    pub letter: String,
    pub entries: Vec<IndexEntry>,
}

#[derive(Debug, Serialize)]
pub struct IndexEntry {
    /// A term or an item; the pages that refer to a term are found by it.
    pub to: String,
    pub title: Vec<Said>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    Book,
    Handout,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Language {
    pub lang: String,
    pub region: Option<String>,
    pub chinese: bool,
    /// Whether a text in it has a word such as `don’t`, which Chinese type would set with a full-width mark.
    pub contractions: bool,
    pub contents: &'static str,
    pub mentioned_by: &'static str,
    pub untranslated: &'static str,
    /// In the head of a box that goes on on the next page.
    pub continued: &'static str,
    /// After a reference, with `{page}`.
    pub page: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Metadata {
    pub title: String,
    pub author: Option<String>,
    pub description: Option<String>,
    /// Year, month, day.
    pub date: Option<(i32, u8, u8)>,
}

/// A text in its real language.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    pub lang: usize,
    pub text: String,
}

/// A line of the contents, of a part's list and of a running head.
#[derive(Debug, Serialize)]
pub struct Entry {
    /// The Typst label of its heading.
    pub id: String,
    pub file: String,
    /// `Step 3`; the front text has none.
    pub label: Vec<String>,
    pub title: Vec<Said>,
    pub summary: Option<Vec<Said>>,
    pub minutes: Option<Vec<String>>,
    /// Of chapters and handouts.
    pub code: Option<Code>,
}

#[derive(Debug, Serialize)]
pub struct Part {
    pub id: String,
    pub title: Vec<String>,
    /// How its items follow each other.
    pub flow: Flow,
    pub items: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// Each on a new page.
    Pages,
    /// One below the other.
    Run,
}

/// A table of two kinds.
#[derive(Debug, Serialize)]
pub struct Matrix {
    pub id: String,
    pub title: Vec<String>,
    /// What a mark means.
    pub caption: Vec<String>,
    pub corner: Vec<String>,
    pub columns: Vec<MatrixHead>,
    pub rows: Vec<MatrixRow>,
}

#[derive(Debug, Serialize)]
pub struct MatrixHead {
    pub to: Option<String>,
    pub number: u32,
    pub title: Vec<Said>,
}

#[derive(Debug, Serialize)]
pub struct MatrixRow {
    pub head: MatrixHead,
    /// One for each column.
    pub marks: Vec<bool>,
}

#[derive(Debug, Serialize)]
pub struct Glossary {
    pub id: String,
    pub title: Vec<String>,
    pub terms: Vec<Term>,
}

#[derive(Debug, Serialize)]
pub struct Term {
    pub id: String,
    /// One for each column.
    pub entries: Vec<TermEntry>,
    /// The languages that this reading leaves out.
    pub others: Vec<TermEntry>,
}

#[derive(Debug, Serialize)]
pub struct TermEntry {
    pub lang: usize,
    pub term: String,
    pub pinyin: Option<String>,
    pub definition: String,
}

/// `/course/item-3.json`, `/course/front.json`.
#[derive(Debug, Serialize)]
pub struct Page {
    pub body: Vec<Row>,
    pub relations: Vec<Relation>,
    pub mentions: Vec<Mention>,
}

#[derive(Debug, Serialize)]
pub struct Relation {
    pub label: Vec<String>,
    pub items: Vec<Mention>,
}

/// A reference to an item from outside a text.
#[derive(Debug, Serialize)]
pub struct Mention {
    /// None when the item is not in this PDF.
    pub to: Option<String>,
    pub label: Vec<String>,
    pub title: Vec<Said>,
}

/// A part of a page from top to bottom.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Row {
    /// Over the full width.
    One { side: Side },
    /// Two columns that start level.
    Pair { left: Side, right: Side, keep: Keep },
    /// What is too wide for a column: one language below the other.
    Stack { upper: Side, lower: Side },
    /// A box around both columns.
    Group {
        name: &'static str,
        id: Option<String>,
        left: Head,
        right: Head,
        rows: Vec<Row>,
        breaks: Breaks,
        /// As of a [`Node::Box`].
        deep: bool,
    },
    /// Ruled lines across both columns.
    Workspace { lines: u32 },
    /// A picture that both languages show.
    Picture { picture: Picture, captions: Vec<Said> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keep {
    /// Stays on the page of what follows.
    WithNext,
    Free,
}

/// Whether a box may go on on the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Breaks {
    Never,
    /// Only in its room to write: what is to be done stays together, with the first lines.
    AfterTask,
    Anywhere,
}

#[derive(Debug, Serialize)]
pub struct Side {
    pub lang: usize,
    pub content: Vec<Node>,
}

/// The head of a box.
#[derive(Debug, Serialize)]
pub struct Head {
    pub lang: usize,
    pub label: String,
    pub title: Option<String>,
    /// Minutes and size of group.
    pub meta: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct Picture {
    pub path: String,
    /// Empty for decoration.
    pub alt: String,
    /// Natural width in tenths of a millimetre, at 96 pixels an inch.
    pub width: Option<u32>,
}

/// A block.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Node {
    /// `level` counts the titles above; `depth` is 1 for the highest headings of a text.
    Heading {
        level: u8,
        depth: u8,
        id: Option<String>,
        bookmark: bool,
        content: Vec<Run>,
    },
    Paragraph {
        content: Vec<Run>,
        keep: Keep,
    },
    Figure {
        picture: Picture,
        caption: Option<String>,
    },
    List {
        tight: bool,
        items: Vec<Vec<Node>>,
    },
    Numbers {
        start: u64,
        tight: bool,
        items: Vec<Vec<Node>>,
    },
    Tasks {
        tight: bool,
        items: Vec<Task>,
    },
    Quote {
        content: Vec<Node>,
        deep: bool,
    },
    Alert {
        name: &'static str,
        label: &'static str,
        content: Vec<Node>,
        deep: bool,
    },
    Code {
        text: String,
    },
    Table {
        columns: Vec<Column>,
        /// The share of the usual size of type in which its words fit.
        scale: f64,
        /// Whether they fit at all; else a head may be higher than a page, and cannot be repeated.
        fits: bool,
        head: Vec<Vec<Run>>,
        rows: Vec<Vec<Vec<Run>>>,
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
        head: Head,
        content: Vec<Node>,
        breaks: Breaks,
        /// So much is around it that it takes no more room at its sides.
        deep: bool,
    },
    Turn {
        speaker: Vec<Run>,
        width: u32,
        speech: Vec<Node>,
    },
    Question {
        /// For the answer key.
        id: Option<String>,
        number: usize,
        question: Vec<Node>,
        options: Vec<Choice>,
        answer: Option<String>,
    },
}

#[derive(Debug, Serialize)]
pub struct Task {
    pub checked: bool,
    pub content: Vec<Node>,
}

#[derive(Debug, Serialize)]
pub struct Column {
    pub align: &'static str,
    /// The share of the width; 0 for as wide as its text.
    pub share: usize,
}

#[derive(Debug, Serialize)]
pub struct Choice {
    pub letter: String,
    /// Whether to tick it; learners see empty boxes.
    pub ticked: bool,
    pub answer: Vec<Node>,
    pub explanation: Vec<Node>,
}

/// A piece of a line.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Run {
    Text(String),
    Span(Span),
}

#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Span {
    Emphasis {
        content: Vec<Run>,
    },
    /// Chinese characters with a dot below each.
    Dots {
        text: String,
    },
    Strong {
        content: Vec<Run>,
    },
    Strike {
        content: Vec<Run>,
    },
    Code {
        text: String,
    },
    Formula(Equation),
    Break,
    /// `shown` is the address; none when the words of the link tell it.
    Link {
        url: String,
        shown: Option<String>,
        content: Vec<Run>,
    },
    Image {
        picture: Picture,
    },
    Reference {
        to: Option<String>,
        page: Numbered,
        content: Vec<Run>,
    },
    /// Words of another language than the text around them.
    Foreign {
        lang: usize,
        content: Vec<Run>,
    },
    /// A passage in another language within a line, in the same type.
    Passage {
        lang: String,
        region: Option<String>,
        content: Vec<Run>,
    },
    /// A footnote: its first call brings the content, later ones only the number.
    Note {
        /// Whether it stands at the foot of its page, and not in brackets where it is called.
        foot: bool,
        number: usize,
        id: String,
        content: Option<Vec<Node>>,
    },
}

/// A formula.
#[derive(Debug, Serialize)]
pub struct Equation {
    /// What is read aloud.
    pub alt: String,
    pub apart: Apart,
    pub pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbered {
    /// Followed by the page of its target.
    Page,
    /// A link only.
    Plain,
}
