//! HTML from the tree of a text, in one pass, for every output that is made of HTML.
//!
//! Owns the markup of blocks and inlines, the escaping, and in [`page`] two texts whose blocks are level. Where a link leads on the page at
//! hand is the caller's business ([`Links`]), and so is everything around the text. The markup is well-formed XML too (`<br/>`, every attribute
//! with a value). What a [`Medium`] cannot do is left to the few places that ask for it.

pub mod breaks;
mod directive;
pub mod escape;
mod formula;
mod frames;
mod inlines;
mod lists;
mod notes;
pub mod page;
mod questions;
pub mod quiz;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Write;

use breaks::PageBreaks;

use crate::course::tree::{self, Alone, Block, BlockKind, Formula, Resolved};
use crate::course::{AssetIx, AttachmentIx, Course, Lang, Target};
use crate::output::code::{self, Piece};
use crate::span::Span;
use crate::theme::Strings;

/// The addresses of things, relative to the page that is being made and ready for an attribute: percent-encoded where that is needed, not
/// yet escaped.
pub trait Links {
    /// Where a reference leads.
    fn target(&self, target: &Target) -> String;
    /// Where a file that is handed on can be had; None where it cannot.
    fn attachment(&self, file: AttachmentIx) -> Option<String> {
        Some(self.target(&Target::File(file)))
    }
    /// The file of a picture.
    fn picture(&self, picture: AssetIx) -> String;
    /// The text of this page in the source language, at the place of this id; None where it stands on this page, or on none.
    fn source(&self, _place: Option<&str>) -> Option<String> {
        None
    }
}

/// What shows the HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A browser, in which things open, scroll and have scripts.
    Web,
    /// A reader of electronic books: XML, of which everything is shown and nothing opens. Answers stand at the end of their text.
    Book,
}

impl Medium {
    /// Says which language an element is in.
    pub fn lang(self, tag: &str, out: &mut String) {
        out.push_str(" lang=\"");
        escape::attribute(tag, out);
        out.push('"');
        if self == Medium::Book {
            out.push_str(" xml:lang=\"");
            escape::attribute(tag, out);
            out.push('"');
        }
    }
}

/// What a text is rendered with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What shows it.
    pub medium: Medium,
    /// The course that the text is from, for the titles of what it refers to.
    pub course: &'a Course,
    /// The language of the text.
    pub lang: Lang,
    /// The words of that language.
    pub strings: &'a Strings,
    /// Where things lie, seen from the page.
    pub links: &'a dyn Links,
    /// Stands before every id, so that two languages fit on one page.
    pub prefix: &'a str,
    /// The ids of blocks that have none of their own: the same in every language.
    pub places: &'a Places,
    /// By the id of a place, the ids that it had before.
    pub earlier: &'a BTreeMap<String, Vec<String>>,
    /// The pages of a printed book that begin in this text, if they are to be marked.
    pub breaks: Option<&'a PageBreaks>,
}

/// By the span of a block, the id of the place where it stands.
pub type Places = BTreeMap<Span, String>;

/// The id of the `nth` mark of a text on a passage whose source has changed. No author can give it: theirs have no dots.
pub fn stale_id(nth: usize) -> String {
    format!("stale.{nth}")
}

/// The visible mark of what is not translated into the language with this tag.
fn untranslated(medium: Medium, tag: &str, strings: &Strings, out: &mut String) {
    out.push_str("<p class=\"untranslated\"");
    medium.lang(tag, out);
    out.push('>');
    escape::text(&strings.common.untranslated, out);
    out.push_str("</p>\n");
}

/// The pieces of some code, those of a kind in elements of that class.
fn code(language: Option<&str>, text: &str, out: &mut String) {
    for (i, line) in code::lines(language, text).into_iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        for Piece { token, text } in line {
            match token {
                Some(token) => {
                    let _ = write!(out, "<span class=\"{}\">", token.name());
                    escape::text(text, out);
                    out.push_str("</span>");
                }
                None => escape::text(text, out),
            }
        }
    }
}

/// Renders the blocks of one text, in order. It counts the calls of the notes, so a text needs one renderer and a second text another.
pub struct Renderer<'a> {
    context: Context<'a>,
    /// How often each note has been called.
    calls: Vec<usize>,
    /// The words of the last heading.
    heading: String,
    /// How many tables stand below headings of these words.
    tables: BTreeMap<String, u32>,
    /// How many role plays have begun.
    scenes: u32,
    /// Within words of which the author says the language.
    foreign: bool,
    /// The answers to the questions so far, which a book has at the end of the text.
    answers: Vec<String>,
    /// The id of the last place that has begun; it is the same in every language.
    here: Option<String>,
    /// How many passages so far are marked as stale.
    stale: usize,
}

impl<'a> Renderer<'a> {
    /// A renderer at the beginning of a text, before any note was called.
    pub fn new(context: Context<'a>) -> Renderer<'a> {
        Renderer {
            context,
            calls: Vec::new(),
            heading: String::new(),
            tables: BTreeMap::new(),
            scenes: 0,
            foreign: false,
            answers: Vec::new(),
            here: None,
            stale: 0,
        }
    }

    /// Adds the blocks to `out`, each ended by a line break.
    pub fn blocks(&mut self, blocks: &[Block<Resolved>], out: &mut String) {
        for block in blocks {
            self.block(block, out);
        }
    }

    fn block(&mut self, block: &Block<Resolved>, out: &mut String) {
        self.page_breaks(block, out);
        let own = if let BlockKind::Heading { id, .. } = &block.kind { Some(id) } else { None };
        if let Some(place) = own.or_else(|| self.context.places.get(&block.span)) {
            self.here.get_or_insert_default().clone_from(place);
        }
        match &block.kind {
            BlockKind::Heading { level, id, content } => {
                let _ = write!(out, "<h{level}");
                self.id(Some(id), out);
                out.push('>');
                self.earlier(id, out);
                self.inlines(content, out);
                let _ = writeln!(out, "</h{level}>");
                self.heading = tree::plain_text(content);
            }
            BlockKind::Paragraph(content) => {
                out.push_str("<p");
                self.place(block, out);
                out.push('>');
                self.inlines(content, out);
                out.push_str("</p>\n");
            }
            BlockKind::Figure { picture, alt, caption, width } => {
                out.push_str("<figure");
                self.place(block, out);
                out.push('>');
                self.image(*picture, alt, *width, out);
                if let Some(caption) = caption {
                    out.push_str("<figcaption>");
                    self.words(caption, out);
                    out.push_str("</figcaption>");
                }
                out.push_str("</figure>\n");
            }
            BlockKind::List(list) => self.list(list, block, out),
            BlockKind::Quote(content)
            | BlockKind::Aside(content)
            | BlockKind::Alert { content, .. }
            | BlockKind::Details { content, .. } => {
                self.open_frame(block, self.context.places.get(&block.span), out);
                self.frame_head(block, out);
                self.blocks(content, out);
                self.close_frame(block, out);
            }
            BlockKind::Aligned { alignment, content } => {
                let class = tables::class(*alignment);
                out.push_str("<div");
                if !class.is_empty() {
                    let _ = write!(out, " class=\"{class}\"");
                }
                self.place(block, out);
                out.push_str(">\n");
                self.blocks(content, out);
                out.push_str("</div>\n");
            }
            BlockKind::Alone { reason: Alone::Only, content } => self.blocks(content, out),
            BlockKind::Alone { reason: Alone::Untranslated, content } => self.untranslated(content, out),
            BlockKind::Definitions(definitions) => self.definitions(definitions, block, out),
            BlockKind::Code { language, text } => {
                out.push_str(if self.is_book() { "<pre" } else { "<pre tabindex=\"0\"" });
                self.place(block, out);
                out.push_str("><code");
                if let Some(language) = language {
                    out.push_str(" class=\"language-");
                    escape::attribute(language, out);
                    out.push('"');
                }
                out.push('>');
                code(language.as_deref(), text, out);
                out.push_str("</code></pre>\n");
            }
            BlockKind::Table(table) => {
                let place = self.context.places.get(&block.span);
                self.table(table, place, out, |renderer, _, content, out| renderer.inlines(content, out));
            }
            BlockKind::Formula(formula) => self.formula(formula, block, out),
            BlockKind::Rule => out.push_str("<hr/>\n"),
            BlockKind::Html(_) if self.is_book() => {}
            BlockKind::Html(html) => {
                out.push_str(html);
                if !html.ends_with('\n') {
                    out.push('\n');
                }
            }
            BlockKind::Directive(directive) => self.directive(directive, self.context.places.get(&block.span), out),
        }
    }

    /// Blocks in the source language, below words that say why.
    fn untranslated(&mut self, content: &[Block<Resolved>], out: &mut String) {
        self.not_translated(out);
        self.in_source_language(content, out);
    }

    fn in_source_language(&mut self, content: &[Block<Resolved>], out: &mut String) {
        let (course, outside) = (self.context.course, self.context);
        let source = course.language(Lang::SOURCE);
        let strings = &*source.words;
        out.push_str("<div");
        self.context.medium.lang(&source.tag, out);
        out.push_str(">\n");
        self.context = Context { lang: Lang::SOURCE, strings, ..outside };
        self.blocks(content, out);
        self.context = outside;
        out.push_str("</div>\n");
    }

    /// The visible mark of what is not translated, in the language that it should be in.
    pub fn not_translated(&self, out: &mut String) {
        let Context { medium, course, lang, strings, .. } = self.context;
        untranslated(medium, &course.language(lang).tag, strings, out);
    }

    /// A formula in a line of its own, which scrolls as a table does.
    fn formula(&mut self, formula: &Formula, block: &Block<Resolved>, out: &mut String) {
        out.push_str("<div class=\"formula\"");
        self.place(block, out);
        if !self.is_book() {
            out.push_str(" role=\"group\" tabindex=\"0\" aria-label=\"");
            escape::attribute(&self.context.strings.common.formula, out);
            out.push('"');
        }
        out.push('>');
        formula::formula(self.context.medium, formula, true, out);
        out.push_str("</div>\n");
    }

    fn is_book(&self) -> bool {
        self.context.medium == Medium::Book
    }

    /// The id of a block's place.
    fn place(&self, block: &Block<Resolved>, out: &mut String) {
        self.id_as_it_is(self.context.places.get(&block.span), out);
    }

    /// The ids that a place had before, for links to them.
    fn earlier(&self, id: &str, out: &mut String) {
        for earlier in self.context.earlier.get(id).into_iter().flatten() {
            out.push_str("<span");
            self.id(Some(earlier), out);
            out.push_str("></span>");
        }
    }

    fn id_as_it_is(&self, id: Option<&String>, out: &mut String) {
        if let Some(id) = id {
            out.push_str(" id=\"");
            escape::attribute(id, out);
            out.push('"');
        }
    }

    fn id(&self, id: Option<&str>, out: &mut String) {
        if let Some(id) = id {
            out.push_str(" id=\"");
            out.push_str(self.context.prefix);
            escape::attribute(id, out);
            out.push('"');
        }
    }
}
