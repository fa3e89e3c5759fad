//! What stands within a line of text.

use super::{Formula, State, Width, Words};
use crate::course::Language;
use crate::span::Span;

/// What stands in a line of text.
#[derive(Clone, Debug, Hash)]
pub enum Inline<S: State> {
    /// Words without markup, with their place.
    Text(String, Span),
    /// Emphasis: `*…*`.
    Emphasis(Vec<Inline<S>>),
    /// Strong emphasis: `**…**`.
    Strong(Vec<Inline<S>>),
    /// What is struck out: `~~…~~`.
    Strike(Vec<Inline<S>>),
    /// Words that are set apart by more than emphasis.
    Styled {
        /// How they are set apart.
        style: TextStyle,
        /// The words.
        content: Vec<Inline<S>>,
    },
    /// A short form with what it stands for.
    Abbreviation {
        /// The long form.
        meaning: Words,
        /// The short form.
        content: Vec<Inline<S>>,
    },
    /// Characters with their reading above them.
    Ruby {
        /// How the characters are read: `hàn`.
        reading: Words,
        /// The characters.
        content: Vec<Inline<S>>,
    },
    /// Room for a word that somebody writes: three or more underscores, as many as are given.
    Blank(usize, Span),
    /// A place to which links lead, without words.
    Place(String, Span),
    /// Code: `` `…` ``, without the backticks, and its place.
    Code(String, Span),
    /// A formula in the midst of a text, when the book has `math: true`.
    Formula(Box<Formula>),
    /// The end of a source line that stands for a space. Between two Chinese characters there is none.
    SoftBreak,
    /// A line break that the author asks for.
    HardBreak,
    /// A link out of the course; the scheme is one of `http`, `https`, `mailto`, `tel`.
    Link {
        /// The address, as written.
        url: String,
        /// What a pointer that rests on the link shows, on the web only.
        title: Option<String>,
        /// What is clicked.
        content: Vec<Inline<S>>,
    },
    /// A picture inside a line of text.
    Image {
        /// Which picture.
        picture: S::Picture,
        /// What it shows, for who cannot see it; empty where the author does not say.
        alt: Words,
        /// How wide its author wants it, if that is said.
        width: Option<Width>,
        /// From the exclamation mark to the closing bracket.
        span: Span,
    },
    /// A link within the course, with the author's own text if there is one.
    Reference {
        /// Where it leads.
        target: S::Target,
        /// The author's words; None shows the name of what it leads to.
        content: Option<Vec<Inline<S>>>,
        /// From the opening to the closing brackets.
        span: Span,
    },
    /// Words of which the author says the language.
    Foreign {
        /// The language that the author names.
        language: Box<Language>,
        /// The words in it.
        content: Vec<Inline<S>>,
    },
    /// Words of which the author wants their page in the index.
    Indexed {
        /// What the index calls them; None for the words themselves.
        entry: Option<String>,
        /// The words.
        content: Vec<Inline<S>>,
    },
    /// A call of the note with that index in [`Footnotes`](super::Footnotes).
    Footnote(usize),
    /// Behind words that were translated from another text than that of today. It shows a mark. What has changed in the source:
    /// `“pen” → “the pen”`.
    Stale(String),
    /// A tag of HTML that only the website has, in a book that allows it.
    Html(String),
}

/// How words are set apart from those around them, other than by emphasis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextStyle {
    /// Above the line: 10³.
    Superscript,
    /// Below the line: H₂O.
    Subscript,
    /// A key to press.
    Key,
    /// As with a marker pen.
    Highlight,
    /// With a line below.
    Underline,
    /// In smaller type.
    Small,
    /// What was added to a text.
    Inserted,
}

impl TextStyle {
    /// Every style.
    pub const ALL: [TextStyle; 7] = [
        TextStyle::Superscript,
        TextStyle::Subscript,
        TextStyle::Key,
        TextStyle::Highlight,
        TextStyle::Underline,
        TextStyle::Small,
        TextStyle::Inserted,
    ];

    /// The element of HTML.
    pub fn tag(self) -> &'static str {
        match self {
            TextStyle::Superscript => "sup",
            TextStyle::Subscript => "sub",
            TextStyle::Key => "kbd",
            TextStyle::Highlight => "mark",
            TextStyle::Underline => "u",
            TextStyle::Small => "small",
            TextStyle::Inserted => "ins",
        }
    }
}
