//! One file to one tree, each file alone.
//!
//! Front matter and Markdown become blocks and inlines with spans. This stage never fails: it returns what could be read and what
//! is wrong. It knows nothing of other files, so a reference stays the text that the author wrote.

mod addresses;
mod alerts;
mod attributes;
mod blanks;
mod blocks;
mod boxes;
mod code;
pub(crate) mod dialects;
mod directives;
pub(crate) mod edit;
pub(crate) mod emphasis;
pub mod escape;
mod fences;
mod formulas;
mod headings;
mod html;
mod inlines;
mod leftovers;
mod limits;
pub mod line;
mod lists;
mod merge;
mod nest;
mod notes;
mod pandoc;
mod passages;
mod quizzes;
mod quotes;
mod slips;
mod source;
mod tables;

use crate::course::tree::{Block, Footnotes, Parsed};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::{FileId, Span};
use crate::yaml::{self, Node, Value};
pub use directives::{attributes as fence_attributes, names as fence_names};
pub use headings::Title;

/// How deep lists, quotes, fences and emphasis may nest. Typst gives up at 17 nested quotes.
pub const MAX_DEPTH: usize = 12;

/// What a book says about its texts.
#[derive(Clone, Copy, Debug)]
pub struct Dialect {
    /// The website gets the tags that a course does not know.
    pub raw_html: bool,
    /// `$x$` is a formula.
    pub math: bool,
    /// Quotes and dashes of the language are full-width, and are never changed; elsewhere straight quotes become curly.
    pub chinese: bool,
}

/// A file of Markdown, read.
#[derive(Clone, Debug)]
pub struct ParsedFile {
    /// The file that was read.
    pub file: FileId,
    /// A mapping, or `Null` where there is none or it cannot be read.
    pub front_matter: Node,
    /// A mistake in this file, which has been reported, may have changed or hidden the front matter.
    pub front_matter_broken: bool,
    /// The title, where the text begins with it.
    pub title: Option<Title>,
    /// A mistake in this file, which has been reported, may have changed or hidden headings and blocks.
    pub body_broken: bool,
    /// The blocks of the page. Names in it are as the author wrote them.
    pub body: Vec<Block<Parsed>>,
    /// The notes that the body calls.
    pub footnotes: Footnotes<Parsed>,
    /// Where the words of its paragraphs, headings, cells and terms stand, markup included.
    pub runs: Vec<Span>,
}

/// Reads one file.
pub fn parse(file: FileId, text: &str, dialect: Dialect) -> (ParsedFile, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (front_matter, body_start) = front_matter(file, text, &mut diagnostics);
    let front_matter_broken = !diagnostics.is_empty();
    let merges = merge::unfinished(file, text);
    // What stands in two versions is no text: everything else that is wrong with it follows from that.
    let blocks::Read { mut body, mut footnotes, runs, hidden } = if merges.is_empty() {
        blocks::parse(file, text, body_start, dialect, &mut diagnostics)
    } else {
        blocks::Read::default()
    };
    diagnostics.extend(merges);
    let title = front_matter.entries().iter().find(|(key, _)| key.name == "title");
    let title =
        title.and_then(|(_, node)| if let Value::Text(text) = &node.value { Some(text.as_str()) } else { None });
    let title = headings::title(&mut body, title, &mut diagnostics);
    for blocks in std::iter::once(&mut body).chain(&mut footnotes) {
        headings::set_levels(blocks, &mut diagnostics);
    }
    let body_broken = body_start == text.len() && front_matter_broken
        || hidden
        || diagnostics.iter().any(|d| {
            matches!(
                d.code,
                Code::UnfinishedMerge | Code::UnclosedCode | Code::UnclosedFence | Code::FenceLine | Code::TooDeep
            )
        });
    let document = ParsedFile { file, front_matter, front_matter_broken, title, body_broken, body, footnotes, runs };
    limits::check(&document, &mut diagnostics);
    diagnostics.sort_by_key(|d| d.span);
    (document, diagnostics)
}

/// The front matter and the byte at which the Markdown begins.
fn front_matter(file: FileId, text: &str, diagnostics: &mut Vec<Diagnostic>) -> (Node, usize) {
    let none = Node::null(Span::start_of(file));
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = text[start..].split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else { return (none, start) };
    let yaml_start = start + first.len();
    let mut at = yaml_start;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            let body_start = at + line.len();
            return match yaml::parse(&text[yaml_start..at], file, yaml_start) {
                Ok(node @ Node { value: Value::Map(_) | Value::Null, .. }) => (node, body_start),
                Ok(node) => {
                    diagnostics.push(yaml::not_a_map(&node, &text[yaml_start..at], yaml_start));
                    (none, body_start)
                }
                Err(diagnostic) => {
                    diagnostics.push(*diagnostic);
                    (none, body_start)
                }
            };
        }
        at += line.len();
    }
    diagnostics.push(
        Diagnostic::new(
            Code::Yaml,
            Span::new(file, start..start + 3),
            both!("the front matter has no end", "文件头没有收尾"),
        )
        .hint(both!("close it with a line `---`", "请用一行 `---` 收尾")),
    );
    (none, text.len())
}
