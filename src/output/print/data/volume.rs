//! `/course/book.json`: what every template knows of the book.

use serde::Serialize;

use super::appendix::{Answers, Exercises, GlossaryList, Index, Matrix};
use super::text::Wording;
use crate::course::HanForms;
use crate::course::reading::Style;
use crate::output::print::options::Lettering;

/// The book as a whole.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct BookFile<'a> {
    /// The size of the paper, by a name that Typst knows: `a4`, `us-letter`.
    pub paper: &'static str,
    /// Whether the pages are small.
    pub compact: bool,
    /// How letters are set.
    pub lettering: Lettering,
    pub two_sided: bool,
    /// How far colours run over the edges of a page, in millimetres; 0 on paper that is not cut.
    pub bleed: f64,
    pub back_cover: bool,
    pub style: Style,
    /// All languages of the course.
    pub languages: Vec<TypesetLanguage<'a>>,
    /// The languages of this reading, from left to right, as indices of `languages`. Every list of strings below has one for each.
    pub columns: Vec<usize>,
    pub metadata: Metadata,
    pub title: Vec<String>,
    pub subtitle: Option<Vec<String>>,
    pub edition: Vec<String>,
    pub author: Option<Vec<String>>,
    pub version: Option<Vec<String>>,
    pub date: Option<Vec<String>>,
    /// Whether this is a whole book: it has a title page, contents and appendices; a handout has none of them.
    pub form: Form,
    pub front: Option<ContentsEntry>,
    pub parts: Vec<ContentsPart>,
    pub matrices: Vec<Matrix>,
    pub glossary: Option<GlossaryList>,
    pub exercises: Option<Exercises>,
    /// The answer key, which is in the trainer's edition alone.
    pub answers: Option<Answers>,
    /// One for each language of the reading.
    pub indexes: Vec<Index>,
    /// What the imprint says of the course beside author, version and date.
    pub imprint: Vec<ImprintLine>,
    /// The imprint's words on the sign of passages whose source has changed, in a book that has some.
    pub stale: Option<Vec<String>>,
    /// The imprint's words on texts that are made from those of another language.
    pub derived: Vec<Option<String>>,
    /// The imprint's words on the typefaces.
    pub typefaces: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    Book,
    Handout,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct TypesetLanguage<'a> {
    pub lang: String,
    pub region: Option<String>,
    /// How Han characters look in it: `simplified`, `traditional`, `japanese`, `korean`; none in a language without them.
    pub forms: Option<HanForms>,
    /// Whether a text in it has a word such as `don’t`, which Chinese type would set with a full-width mark.
    pub contractions: bool,
    pub contents: &'a str,
    pub mentioned_by: &'a str,
    pub untranslated: &'a str,
    /// The words in the head of a box that goes on on the next page.
    pub continued: &'a str,
    /// The pattern of a page number after a reference, with `{page}`.
    pub page: &'a str,
}

/// A line of the imprint.
#[derive(Debug, Serialize)]
pub struct ImprintLine {
    /// What it is about, in the words of the theme: `Licence`.
    pub label: Vec<String>,
    /// One for each column.
    pub text: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Metadata {
    /// The title of the course and, since two PDFs that are open look alike, whose book it is.
    pub title: String,
    pub author: Option<String>,
    pub description: Option<String>,
    /// Year, month, day.
    pub date: Option<(i32, u8, u8)>,
}

/// A line of the contents, of a part's list and of a running head.
#[derive(Debug, Serialize)]
pub struct ContentsEntry {
    /// The Typst label of its heading.
    pub id: String,
    pub file: String,
    /// The label of the item, such as `Step 3`; empty for the front text and for items without a number.
    pub label: Vec<String>,
    /// Its number alone: `3`, `3.2`.
    pub number: Option<String>,
    /// 1 of an item that stands below another one in this PDF; else 0.
    pub depth: u8,
    pub title: Vec<Wording>,
    pub summary: Option<Vec<Wording>>,
    pub minutes: Option<Vec<String>>,
    /// The QR code of a chapter or a handout.
    pub code: Option<QrLink>,
}

#[derive(Debug, Serialize)]
pub struct ContentsPart {
    pub id: String,
    pub title: Vec<String>,
    /// How its items follow each other.
    pub flow: Flow,
    pub items: Vec<ContentsEntry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// Each item begins on a new page.
    Pages,
    /// The items stand one below the other.
    Run,
}

/// A QR code that leads to the website.
#[derive(Debug, Serialize)]
pub struct QrLink {
    /// The path of a drawing without the quiet zone.
    pub path: String,
    /// How many modules (dots) a side has.
    pub modules: i32,
    pub address: String,
    /// The alternative text, one for each column.
    pub alt: Vec<String>,
    /// The caption, one for each column.
    pub caption: Vec<String>,
}
