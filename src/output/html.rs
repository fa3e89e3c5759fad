//! HTML from the tree of a text, in one pass, for every output that is made of HTML.
//!
//! Owns the markup of blocks and inlines and the escaping. Where a link leads on the page at hand is the caller's business ([`Links`]),
//! and so is everything around the text. The markup is well-formed XML too (`<br/>`, every attribute with a value), so EPUB can take it as
//! it is.

mod directive;
pub mod escape;
mod formula;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::course::foreign;
use crate::course::tree::{self, Alignment, Block, BlockKind, Footnotes, Formula, Inline, List, Resolved, Table};
use crate::course::{Anchor, AssetIx, Course, ItemIx, Lang, Target};
use crate::span::Span;
use crate::theme::Strings;

/// The addresses of things, relative to the page that is being made and ready for an attribute: percent-encoded where that is needed, not
/// yet escaped.
pub trait Links {
    fn target(&self, target: &Target) -> String;
    fn picture(&self, picture: AssetIx) -> String;
}

/// What a text is rendered with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub course: &'a Course,
    /// The language of the text.
    pub lang: Lang,
    /// The words of that language.
    pub strings: &'a Strings,
    pub links: &'a dyn Links,
    /// Stands before every id, so that two languages fit on one page.
    pub prefix: &'a str,
    /// The ids of blocks that have none of their own: the same in every language.
    pub places: &'a Places,
}

/// By the span of a block, the id of the place where it stands.
pub type Places = BTreeMap<Span, String>;

/// Renders the blocks of one text, in order. It counts the calls of the notes, so a text needs one renderer and a second text another.
pub struct Renderer<'a> {
    context: Context<'a>,
    /// How often each note has been called.
    calls: Vec<usize>,
    /// The words of the last heading.
    heading: String,
    /// How many tables stand below headings of these words.
    tables: BTreeMap<String, u32>,
    /// Within words of which the author says the language.
    foreign: bool,
}

impl<'a> Renderer<'a> {
    pub fn new(context: Context<'a>) -> Renderer<'a> {
        Renderer { context, calls: Vec::new(), heading: String::new(), tables: BTreeMap::new(), foreign: false }
    }

    /// Adds the blocks to `out`, each ended by a line break.
    pub fn blocks(&mut self, blocks: &[Block<Resolved>], out: &mut String) {
        for block in blocks {
            self.block(block, out);
        }
    }

    fn block(&mut self, block: &Block<Resolved>, out: &mut String) {
        match &block.kind {
            BlockKind::Heading { level, id, content } => {
                let _ = write!(out, "<h{level}");
                self.id(Some(id), out);
                out.push('>');
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
            BlockKind::Figure { picture, alt, caption } => {
                out.push_str("<figure");
                self.place(block, out);
                out.push('>');
                self.image(*picture, alt, out);
                if let Some(caption) = caption {
                    out.push_str("<figcaption>");
                    self.words(caption, out);
                    out.push_str("</figcaption>");
                }
                out.push_str("</figure>\n");
            }
            BlockKind::List(list) => self.list(list, block, out),
            BlockKind::Quote(content) => {
                out.push_str("<blockquote");
                self.place(block, out);
                out.push_str(">\n");
                self.blocks(content, out);
                out.push_str("</blockquote>\n");
            }
            BlockKind::Alert { kind, content } => {
                let _ = write!(out, "<div class=\"alert {}\" role=\"note\"", kind.name());
                self.place(block, out);
                out.push_str(">\n<p class=\"alert-label\">");
                escape::text(self.context.strings.common.alert(*kind), out);
                out.push_str("</p>\n");
                self.blocks(content, out);
                out.push_str("</div>\n");
            }
            BlockKind::Code { language, text } => {
                out.push_str("<pre tabindex=\"0\"");
                self.place(block, out);
                out.push_str("><code");
                if let Some(language) = language {
                    out.push_str(" class=\"language-");
                    escape::attribute(language, out);
                    out.push('"');
                }
                out.push('>');
                escape::text(text, out);
                out.push_str("</code></pre>\n");
            }
            BlockKind::Table(table) => self.table(table, block, out),
            BlockKind::Formula(formula) => self.formula(formula, block, out),
            BlockKind::Rule => out.push_str("<hr/>\n"),
            BlockKind::Html(html) => {
                out.push_str(html);
                if !html.ends_with('\n') {
                    out.push('\n');
                }
            }
            BlockKind::Directive(directive) => self.directive(directive, self.context.places.get(&block.span), out),
        }
    }

    fn list(&mut self, list: &List<Resolved>, block: &Block<Resolved>, out: &mut String) {
        let name = if list.start.is_some() { "ol" } else { "ul" };
        let _ = write!(out, "<{name}");
        if let Some(start) = list.start.filter(|&start| start != 1) {
            let _ = write!(out, " start=\"{start}\"");
        }
        self.place(block, out);
        if list.items.iter().any(|item| item.checked.is_some()) {
            out.push_str(" class=\"tasks\"");
        }
        out.push_str(">\n");
        for item in &list.items {
            out.push_str("<li>");
            if let Some(checked) = item.checked {
                let common = &self.context.strings.common;
                let (class, label) = if checked { ("tick done", &common.done) } else { ("tick", &common.to_do) };
                let _ = write!(out, "<span class=\"{class}\" role=\"img\" aria-label=\"");
                escape::attribute(label, out);
                out.push_str("\"></span> ");
            }
            if list.tight {
                self.tight(&item.content, out);
            } else {
                out.push('\n');
                self.blocks(&item.content, out);
            }
            out.push_str("</li>\n");
        }
        let _ = writeln!(out, "</{name}>");
    }

    /// Blocks of which the paragraphs stand without a `<p>`.
    fn tight(&mut self, blocks: &[Block<Resolved>], out: &mut String) {
        for (i, block) in blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(content) => self.inlines(content, out),
                _ => {
                    if i > 0 {
                        out.push('\n');
                    }
                    self.block(block, out);
                }
            }
        }
    }

    /// A table in a region of its own, which scrolls when the page is narrow and can be reached by keyboard then.
    fn table(&mut self, table: &Table<Resolved>, block: &Block<Resolved>, out: &mut String) {
        out.push_str("<div class=\"table\"");
        self.place(block, out);
        out.push_str(" role=\"region\" tabindex=\"0\" aria-label=\"");
        escape::attribute(&self.table_name(), out);
        out.push_str("\"><table>\n<thead><tr>");
        for (cell, alignment) in table.head.iter().zip(&table.alignments) {
            self.cell(("th scope=\"col\"", "th"), cell, *alignment, out);
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            out.push_str("<tr>");
            for (cell, alignment) in row.iter().zip(&table.alignments) {
                self.cell(("td", "td"), cell, *alignment, out);
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n");
    }

    /// `Table: Two attitudes first`, from the heading above it. No two regions of a page may have the same name, so a further one is `Table 2: …`.
    fn table_name(&mut self) -> String {
        let count = self.tables.entry(self.heading.clone()).or_default();
        *count += 1;
        let common = &self.context.strings.common;
        let label = common.table(*count);
        if self.heading.is_empty() { label } else { common.labelled_title(&label, &self.heading) }
    }

    /// A formula in a line of its own, which scrolls as a table does.
    fn formula(&mut self, formula: &Formula, block: &Block<Resolved>, out: &mut String) {
        out.push_str("<div class=\"formula\"");
        self.place(block, out);
        out.push_str(" role=\"group\" tabindex=\"0\" aria-label=\"");
        escape::attribute(&self.context.strings.common.formula, out);
        out.push_str("\">");
        formula::formula(formula, true, out);
        out.push_str("</div>\n");
    }

    fn cell(&mut self, tag: (&str, &str), content: &[Inline<Resolved>], alignment: Alignment, out: &mut String) {
        let (open, close) = tag;
        let class = match alignment {
            Alignment::None => "",
            Alignment::Left => " class=\"left\"",
            Alignment::Center => " class=\"center\"",
            Alignment::Right => " class=\"right\"",
        };
        let _ = write!(out, "<{open}{class}>");
        self.inlines(content, out);
        let _ = write!(out, "</{close}>");
    }

    pub fn inlines(&mut self, inlines: &[Inline<Resolved>], out: &mut String) {
        for inline in inlines {
            self.inline(inline, out);
        }
    }

    fn inline(&mut self, inline: &Inline<Resolved>, out: &mut String) {
        let mut around = |tag: &str, content: &[Inline<Resolved>]| {
            let _ = write!(out, "<{tag}>");
            self.inlines(content, out);
            let _ = write!(out, "</{tag}>");
        };
        match inline {
            Inline::Text(text, _) => self.words(text, out),
            Inline::Emphasis(content) => around("em", content),
            Inline::Strong(content) => around("strong", content),
            Inline::Strike(content) => around("s", content),
            Inline::Code(text, _) => {
                out.push_str("<code>");
                escape::text(text, out);
                out.push_str("</code>");
            }
            Inline::Formula(formula) => formula::formula(formula, false, out),
            Inline::SoftBreak => out.push('\n'),
            Inline::HardBreak => out.push_str("<br/>\n"),
            Inline::Link { url, title, content } => {
                out.push_str("<a class=\"external\" href=\"");
                escape::attribute(&escape::url(url), out);
                out.push('"');
                if let Some(title) = title {
                    out.push_str(" title=\"");
                    escape::attribute(title, out);
                    out.push('"');
                }
                out.push('>');
                self.inlines(content, out);
                out.push_str("</a>");
            }
            Inline::Image { picture, alt, .. } => self.image(*picture, alt, out),
            Inline::Reference { target, content, .. } => self.reference(target, content.as_deref(), out),
            Inline::Foreign { language, content } => {
                out.push_str("<span lang=\"");
                escape::attribute(&language.tag, out);
                out.push_str("\">");
                let outer = std::mem::replace(&mut self.foreign, true);
                self.inlines(content, out);
                self.foreign = outer;
                out.push_str("</span>");
            }
            Inline::Footnote(index) => self.call(*index, out),
            Inline::Html(html) => out.push_str(html),
        }
    }

    /// Words between tags. Those that are in another language of the book say so.
    fn words(&self, text: &str, out: &mut String) {
        if self.foreign {
            return escape::text(text, out);
        }
        let Context { course, lang, .. } = self.context;
        foreign::each(course, lang, text, |other, words| match other {
            Some(other) => {
                out.push_str("<span lang=\"");
                escape::attribute(&course.language(other).tag, out);
                out.push_str("\">");
                escape::text(words, out);
                out.push_str("</span>");
            }
            None => escape::text(words, out),
        });
    }

    fn image(&mut self, picture: AssetIx, alt: &str, out: &mut String) {
        out.push_str("<img src=\"");
        escape::attribute(&self.context.links.picture(picture), out);
        out.push_str("\" alt=\"");
        escape::attribute(alt, out);
        out.push('"');
        if let Some((width, height)) = self.context.course.asset(picture).picture.size {
            let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
        }
        out.push_str("/>");
    }

    fn reference(&mut self, target: &Target, content: Option<&[Inline<Resolved>]>, out: &mut String) {
        let Context { course, lang, strings, links, .. } = self.context;
        // What the words of the link do not say: its title, and for the previews of a script the rest.
        let more = match (target, content) {
            (Target::Term(term), Some(_)) => Some(("data-name", course.term(*term).entries[lang].term.clone())),
            (Target::Item(item), Some(_)) => {
                course.item(*item).page.texts[lang].summary.clone().map(|summary| ("data-about", summary))
            }
            _ => None,
        };
        let tooltip = match target {
            Target::Term(term) => Some(course.term(*term).entries[lang].definition.clone()),
            Target::Item(item) if content.is_none() => course.item(*item).page.texts[lang].summary.clone(),
            Target::Item(item) | Target::Anchor(item, _) => {
                Some(strings.common.reference(&course.label(*item, lang), course.title(*item, lang)))
            }
        };
        let class = if matches!(target, Target::Term(_)) { "term" } else { "reference" };
        let _ = write!(out, "<a class=\"{class}\" href=\"");
        escape::attribute(&links.target(target), out);
        out.push('"');
        if let Some(tooltip) = tooltip {
            out.push_str(" title=\"");
            escape::attribute(&tooltip, out);
            out.push('"');
        }
        if let Some((name, value)) = more {
            let _ = write!(out, " {name}=\"");
            escape::attribute(&value, out);
            out.push('"');
        }
        out.push('>');
        match (content, target) {
            (Some(content), _) => self.inlines(content, out),
            (None, Target::Term(term)) => escape::text(&course.term(*term).entries[lang].term, out),
            (None, Target::Item(item)) => self.item_name(*item, out),
            (None, Target::Anchor(item, id)) => match course.item(*item).page.texts[lang].anchors.get(id) {
                Some(Anchor::Heading(words)) => self.words(words, out),
                Some(Anchor::Directive { name, number, title }) => {
                    let label = strings.common.directive(name, *number);
                    match title {
                        Some(title) => escape::text(&strings.common.labelled_title(&label, title), out),
                        None => escape::text(&label, out),
                    }
                }
                None => self.item_name(*item, out),
            },
        }
        out.push_str("</a>");
    }

    /// `Step 3: Show that you understand`. A title that is not translated says which language it is in.
    fn item_name(&self, item: ItemIx, out: &mut String) {
        let Context { course, lang, strings, .. } = self.context;
        let text = &course.item(item).page.texts[lang];
        // `Module 2` stays on one line.
        let label = course.label(item, lang).replace(' ', "\u{a0}");
        let name = strings.common.reference(&label, "\u{0}");
        let (before, after) = name.split_once('\u{0}').unwrap_or((&name, ""));
        escape::text(before, out);
        if text.language == lang {
            self.words(&text.title, out);
        } else {
            out.push_str("<span lang=\"");
            escape::attribute(&course.language(text.language).tag, out);
            out.push_str("\">");
            escape::text(&text.title, out);
            out.push_str("</span>");
        }
        escape::text(after, out);
    }

    fn call(&mut self, index: usize, out: &mut String) {
        if self.calls.len() <= index {
            self.calls.resize(index + 1, 0);
        }
        self.calls[index] += 1;
        let prefix = self.context.prefix;
        let number = index + 1;
        let call = call_id(number, self.calls[index]);
        let _ = write!(
            out,
            "<sup class=\"call\"><a href=\"#{prefix}fn-{number}\" id=\"{prefix}{call}\" role=\"doc-noteref\">{number}</a></sup>"
        );
    }

    /// The items of the notes' list, each with links back to its calls. Comes after all blocks that call them.
    pub fn footnotes(&mut self, notes: &Footnotes<Resolved>) -> Vec<String> {
        // A note may be called by a later one, so all are rendered before the links back are.
        let texts: Vec<(String, &str)> = notes
            .iter()
            .map(|note| {
                let mut out = String::new();
                match note.split_last() {
                    Some((Block { kind: BlockKind::Paragraph(content), .. }, before)) => {
                        self.blocks(before, &mut out);
                        out.push_str("<p>");
                        self.inlines(content, &mut out);
                        out.push(' ');
                    }
                    _ => {
                        self.blocks(note, &mut out);
                        out.push_str("<p>");
                    }
                }
                (out, "</p>\n")
            })
            .collect();
        let prefix = self.context.prefix;
        let mut items = Vec::with_capacity(texts.len());
        for (i, (text, end)) in texts.into_iter().enumerate() {
            let number = i + 1;
            let mut out = format!("<li id=\"{prefix}fn-{number}\">{text}");
            for call in 1..=self.calls.get(i).copied().unwrap_or(0) {
                let _ = write!(
                    out,
                    "<a class=\"back\" href=\"#{prefix}{}\" role=\"doc-backlink\" aria-label=\"",
                    call_id(number, call)
                );
                escape::attribute(&self.context.strings.common.back_to_text, &mut out);
                out.push_str("\">\u{21a9}\u{fe0e}</a>");
            }
            out.push_str(end);
            out.push_str("</li>\n");
            items.push(out);
        }
        items
    }

    /// The id of a block's place.
    fn place(&self, block: &Block<Resolved>, out: &mut String) {
        self.id_as_it_is(self.context.places.get(&block.span), out);
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

/// The id of the `nth` call of a note.
fn call_id(note: usize, nth: usize) -> String {
    match nth {
        1 => format!("call-{note}"),
        _ => format!("call-{note}-{nth}"),
    }
}
