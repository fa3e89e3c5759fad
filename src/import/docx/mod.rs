//! Word documents (`.docx`), as Word, WPS and LibreOffice write them.
//!
//! Headings are what their style or outline level says, never what is large. Insertions are taken and deletions left out. What a course has no
//! word for is reported, and stands in the text as a comment.

mod body;
mod drawings;
mod equations;
mod fields;
mod lists;
mod numbering;
mod package;
mod runs;
mod styles;
mod symbols;
mod tables;

use std::collections::BTreeMap;

use roxmltree::{Document as Xml, Node};

use super::model::{Block, Document};
use super::report::Report;
use crate::failure::Failure;
use crate::message::{Message, both};
use numbering::Numbering;
use package::{BOUNDS, Package, Relationships, attr, is, parse};
use styles::Styles;

/// A document that was read, and what could not be carried.
#[derive(Debug)]
pub struct Read {
    /// The text.
    pub document: Document,
    /// The notes that it calls.
    pub notes: Vec<Vec<Block>>,
    /// The pictures that it shows.
    pub pictures: Vec<Picture>,
    /// What could not be carried.
    pub reports: Vec<Report>,
}

/// A picture of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The ending of the file's name.
    pub extension: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Reads a document. `name` is what people call the file.
///
/// # Errors
///
/// When it is no Word document, damaged, protected, or larger than a document can be.
pub fn read(name: &str, bytes: &[u8]) -> Result<Read, Failure> {
    let package = Package::read(bytes, &BOUNDS)?;
    let main = package.main()?;
    let relationships = package.relationships(&main)?;
    let beside = |kind: &str| relationships.values().find(|r| r.kind == kind && !r.external).map(|r| r.target.clone());
    let texts = Texts {
        document: package.text(&main)?.unwrap_or_default(),
        styles: text_of(&package, beside("styles"))?,
        numbering: text_of(&package, beside("numbering"))?,
        footnotes: text_of(&package, beside("footnotes"))?,
        endnotes: text_of(&package, beside("endnotes"))?,
        comments: text_of(&package, beside("comments"))?,
    };
    let document = parse(&texts.document)?;
    let [styles, numbering, footnotes, endnotes, comments] =
        [&texts.styles, &texts.numbering, &texts.footnotes, &texts.endnotes, &texts.comments]
            .map(|text| text.as_deref().map(parse).transpose());
    let (styles, numbering, footnotes, endnotes, comments) = (styles?, numbering?, footnotes?, endnotes?, comments?);
    let mut reader = Reader {
        styles: styles.as_ref().map(|xml| Styles::read(xml.root_element())).unwrap_or_default(),
        numbering: numbering.as_ref().map(|xml| Numbering::read(xml.root_element())).unwrap_or_default(),
        relationships: relationships.clone(),
        footnotes: by_id(footnotes.as_ref(), "footnote"),
        endnotes: by_id(endnotes.as_ref(), "endnote"),
        footnote_relationships: relationships_of(&package, beside("footnotes"))?,
        endnote_relationships: relationships_of(&package, beside("endnotes"))?,
        comments: by_id(comments.as_ref(), "comment"),
        ..Reader::new(name, &package)
    };
    let document = reader.document(document.root_element());
    reader.page_edges(&relationships)?;
    reader.tallies();
    Ok(Read { document, notes: reader.notes, pictures: reader.pictures, reports: reader.reports })
}

struct Texts {
    document: String,
    styles: Option<String>,
    numbering: Option<String>,
    footnotes: Option<String>,
    endnotes: Option<String>,
    comments: Option<String>,
}

fn text_of(package: &Package, name: Option<String>) -> Result<Option<String>, Failure> {
    name.map_or(Ok(None), |name| package.text(&name))
}

fn relationships_of(package: &Package, name: Option<String>) -> Result<Relationships, Failure> {
    name.map_or(Ok(Relationships::new()), |name| package.relationships(&name))
}

fn by_id<'a>(xml: Option<&'a Xml<'a>>, element: &str) -> BTreeMap<&'a str, Node<'a, 'a>> {
    let nodes = xml.into_iter().flat_map(|xml| xml.root_element().children());
    nodes.filter(|node| is(*node, element)).filter_map(|node| Some((attr(node, "id")?, node))).collect()
}

/// The words of a part, as they stand in it.
fn words_of(node: Node<'_, '_>) -> String {
    let mut out = String::new();
    for node in node.descendants() {
        match node.tag_name().name() {
            "t" => out.push_str(node.text().unwrap_or_default()),
            "p" | "br" | "tab" | "cr" => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How often something was met that is told once.
#[derive(Debug, Default)]
struct Tallies {
    insertions: usize,
    deletions: usize,
    comments: usize,
    contents: usize,
    numbered_headings: usize,
    hidden: usize,
    headings: usize,
}

/// What is read of a document, and where the reading is.
struct Reader<'a> {
    name: &'a str,
    package: &'a Package,
    styles: Styles,
    numbering: Numbering,
    relationships: Relationships,
    footnotes: BTreeMap<&'a str, Node<'a, 'a>>,
    endnotes: BTreeMap<&'a str, Node<'a, 'a>>,
    footnote_relationships: Relationships,
    endnote_relationships: Relationships,
    comments: BTreeMap<&'a str, Node<'a, 'a>>,
    notes: Vec<Vec<Block>>,
    /// The notes by their kind and id.
    note_places: BTreeMap<(&'static str, String), usize>,
    pictures: Vec<Picture>,
    picture_places: BTreeMap<String, Option<usize>>,
    reports: Vec<Report>,
    tallies: Tallies,
    /// The headings that the text stands under, with their levels.
    headings: Vec<(u8, String)>,
    /// The reports of the paragraph at hand, whose words are not known yet.
    unplaced: Vec<usize>,
    /// Fields that are not ended.
    fields: Vec<fields::Field>,
    /// What stands in the paragraph at hand.
    line: Vec<super::model::Inline>,
    /// The text boxes that are anchored in it.
    boxes: Vec<Vec<Block>>,
    /// The names of places in it.
    bookmarks: Vec<String>,
    /// A paragraph whose end was deleted, so that the next one goes on with it.
    unended: Vec<super::model::Inline>,
    /// Kinds of numbers that have been reported.
    told_numbers: Vec<String>,
    /// Inside of a table, a text box or a note, where no heading stands.
    within: usize,
}

impl<'a> Reader<'a> {
    fn new(name: &'a str, package: &'a Package) -> Reader<'a> {
        Reader {
            name,
            package,
            styles: Styles::default(),
            numbering: Numbering::default(),
            relationships: Relationships::new(),
            footnotes: BTreeMap::new(),
            endnotes: BTreeMap::new(),
            footnote_relationships: Relationships::new(),
            endnote_relationships: Relationships::new(),
            comments: BTreeMap::new(),
            notes: Vec::new(),
            note_places: BTreeMap::new(),
            pictures: Vec::new(),
            picture_places: BTreeMap::new(),
            reports: Vec::new(),
            tallies: Tallies::default(),
            headings: Vec::new(),
            unplaced: Vec::new(),
            fields: Vec::new(),
            line: Vec::new(),
            boxes: Vec::new(),
            bookmarks: Vec::new(),
            unended: Vec::new(),
            told_numbers: Vec::new(),
            within: 0,
        }
    }

    /// Reports something of the paragraph at hand; its first words follow when they are known.
    fn report(&mut self, message: Message) {
        let headings = self.headings.iter().map(|(_, words)| words.clone());
        self.unplaced.push(self.reports.len());
        self.reports.push(Report::new(std::iter::once(self.name.to_owned()).chain(headings), message));
    }

    /// Gives the reports since `from` the words by which their place is found.
    fn place_reports(&mut self, from: usize, words: &str) {
        let words = super::report::first_words(words);
        while let Some(at) = self.unplaced.pop_if(|at| *at >= from) {
            if let Some(report) = self.reports.get_mut(at).filter(|_| !words.is_empty()) {
                report.place.push(format!("“{words}”"));
            }
        }
    }

    /// What follows stands under this heading.
    fn under(&mut self, level: u8, words: &str) {
        self.headings.retain(|(other, _)| *other < level);
        self.headings.push((level, super::report::first_words(words)));
    }

    /// Headers and footers, which the course has of its own.
    fn page_edges(&mut self, relationships: &Relationships) -> Result<(), Failure> {
        let mut told = Vec::new();
        for relationship in relationships.values().filter(|r| matches!(r.kind.as_str(), "header" | "footer")) {
            let Some(text) = self.package.text(&relationship.target)? else { continue };
            let words = words_of(parse(&text)?.root_element());
            if words.chars().any(char::is_alphabetic) && !told.contains(&words) {
                let shown = super::report::first_words(&words);
                let message = match relationship.kind.as_str() {
                    "header" => both!("the page header “{shown}” is left out", "页眉“{shown}”没有导入"),
                    _ => both!("the page footer “{shown}” is left out", "页脚“{shown}”没有导入"),
                };
                self.reports.push(Report::new([self.name.to_owned()], message));
                told.push(words);
            }
        }
        Ok(())
    }

    /// What is told once for the whole document.
    fn tallies(&mut self) {
        let Tallies { insertions, deletions, comments, contents, numbered_headings, hidden, headings } = self.tallies;
        let told = [
            (
                insertions + deletions,
                both!(
                    "tracked changes: insertions are taken ({insertions}), deletions left out ({deletions})",
                    "修订：插入的内容已采用（{insertions} 处），删除的内容没有导入（{deletions} 处）"
                ),
            ),
            (
                comments,
                both!(
                    "comments stand at their places as `<!-- … -->`, which readers do not see ({comments})",
                    "{comments} 条批注写在原处的 `<!-- … -->` 里，读者看不到"
                ),
            ),
            (
                contents,
                both!("the table of contents is left out: Diglot makes one", "目录没有导入：Diglot 会自动生成目录"),
            ),
            (
                numbered_headings,
                both!(
                    "the automatic numbers of headings are left out ({numbered_headings}): Diglot numbers the modules",
                    "{numbered_headings} 个标题的自动编号没有导入：Diglot 会给单元编号"
                ),
            ),
            (hidden, both!("hidden text is left out ({hidden} places)", "隐藏文字没有导入（{hidden} 处）")),
        ];
        for (count, message) in told {
            if count > 0 {
                self.reports.push(Report::new([self.name.to_owned()], message));
            }
        }
        if headings == 0 {
            let message = both!(
                "no paragraph is marked as a heading, so the document is a single page: in Word, give each chapter's title the style Heading 1 (Home › Styles), and import again",
                "没有一个段落标为标题，所以整个文档成为一页：请在 Word 里给每一章的题目选用样式“标题 1”（开始 › 样式），然后重新导入"
            );
            self.reports.push(Report::new([self.name.to_owned()], message));
        }
    }
}
