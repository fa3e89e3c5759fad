//! Blocks of HTML. CommonMark takes their lines as they are; here their elements become blocks of the course, also those that hold
//! Markdown between blank lines.
//!
//! The pieces of a block of HTML wait in a queue from which [`Builder::blocks`] takes before it goes on with the parser's events. An element
//! that holds blocks is read as they are: until its closing tag, which may stand in a later block of HTML, or to the end of what is around it.

mod inlines;
mod lists;
mod reports;
pub mod tags;
mod text;

use pulldown_cmark::{Event, Tag};

use crate::course::tree::{AlertKind, Alignment, Block, BlockKind, Inline, Parsed, Words, plain_text};
use crate::message::both;
use crate::slug::is_slug;
use crate::span::Span;
use crate::syntax::MAX_DEPTH;
use crate::syntax::blocks::Builder;
use crate::syntax::boxes::Met;
use crate::syntax::dialects::alert_kind;
pub use inlines::width;
use lists::one_line;
use tags::{HtmlLines, HtmlTag, Meaning, Piece};

/// What becomes of a tag that no course knows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TagFate {
    /// The website has it.
    Kept,
    Dropped,
}

/// The elements that are open in a container.
#[derive(Default)]
pub struct OpenElements {
    names: Vec<String>,
    /// The index of the one whose closing tag was read, until it is reached.
    closing: Option<usize>,
}

impl OpenElements {
    /// Whether a closing tag was read whose element is still to be reached.
    pub fn is_closing(&self) -> bool {
        self.closing.is_some()
    }
}

impl Builder<'_> {
    /// Puts the pieces of a block of HTML whose start was consumed into the queue; consumes its end.
    pub fn html(&mut self, span: Span) {
        let mut lines = HtmlLines::default();
        let (start, mut end) = (span.range().start, span.end as usize);
        while let Some((event, range)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Html(text) | Event::Text(text) => {
                    end = range.end;
                    lines.push(self.text.get(range.clone()).unwrap_or(text), range.start);
                }
                _ => break,
            }
        }
        if self.dialect.raw_html || lines.text().trim_start().starts_with("<!--") {
            self.boxes.explain(&(start..end));
        }
        if lines.text().rfind("<!--").is_some_and(|at| !lines.text()[at..].contains("-->")) {
            let at = self.text[start..end].rfind("<!--").map_or(start, |at| start + at);
            self.hidden = true;
            self.unclosed_comment(self.span(at..at + 4), both!("and hides what follows", "后面的内容都看不见了"));
        }
        self.pieces.extend(lines.pieces());
    }

    /// Reads what comes first in the queue. None when it is empty.
    pub fn markup(&mut self, blocks: &mut Vec<Block<Parsed>>) -> Option<Met> {
        let tag = match self.pieces.front()? {
            Piece::Text(text, _) if text.trim().is_empty() => {
                self.next_piece();
                return Some(Met::Block);
            }
            Piece::Tag(tag) if !tag.meaning.is_inline() => tag.clone(),
            _ => {
                self.line_of_html(blocks);
                return Some(Met::Block);
            }
        };
        if self.ends_by_itself(&tag) {
            return Some(Met::End);
        }
        self.next_piece();
        Some(if tag.closing { self.closing_tag(&tag, blocks) } else { self.opening_tag(tag, blocks) })
    }

    /// Whether the innermost element needs no closing tag before this one.
    fn ends_by_itself(&mut self, tag: &HtmlTag) -> bool {
        use Meaning::{Cell, Explanation, HeadCell, Item, Row, Rows, Term};
        let Some(innermost) = self.boxes.elements().names.last() else { return false };
        match innermost.as_str() {
            "td" | "th" => matches!(tag.meaning, Row | Rows) || !tag.closing && matches!(tag.meaning, Cell | HeadCell),
            "li" => !tag.closing && tag.meaning == Item,
            "dt" | "dd" => !tag.closing && matches!(tag.meaning, Term | Explanation),
            "p" => !tag.closing && !tag.meaning.is_inline(),
            _ => false,
        }
    }

    fn closing_tag(&mut self, tag: &HtmlTag, blocks: &mut Vec<Block<Parsed>>) -> Met {
        if let Some(at) = self.boxes.elements().names.iter().rposition(|name| *name == tag.name) {
            self.boxes.elements().closing = Some(at);
            return Met::End;
        }
        let raw = matches!(tag.meaning, Meaning::Foreign { .. } | Meaning::Wrapper) && self.dialect.raw_html;
        if raw {
            self.keep(tag, blocks);
        } else if !matches!(tag.meaning, Meaning::Foreign { .. } | Meaning::Opaque) && tag.name != "p" {
            self.stray_tag(tag);
        }
        Met::Block
    }

    fn opening_tag(&mut self, tag: HtmlTag, blocks: &mut Vec<Block<Parsed>>) -> Met {
        let span = self.span(tag.range.clone());
        let heading = matches!(tag.meaning, Meaning::Heading(_));
        let own = tag.id().filter(|id| heading && is_slug(id)).map(str::to_owned);
        if let Some(id) = tag.id().filter(|_| own.is_none()) {
            self.places.push(Inline::Place(id.to_owned(), span));
        }
        let mut met = Met::Block;
        let kind = match tag.meaning {
            Meaning::Rule => BlockKind::Rule,
            Meaning::Heading(level) => {
                let content = self.html_until(&tag);
                let content = self.with_places(content);
                self.heading(level, own, content, span)
            }
            Meaning::Quote => BlockKind::Quote(self.within(&tag, &mut met)),
            Meaning::Aside => BlockKind::Aside(self.within(&tag, &mut met)),
            Meaning::Details => {
                let (content, summary) = self.captioned(|builder| builder.within(&tag, &mut met));
                BlockKind::Details { summary: summary.unwrap_or_default(), content }
            }
            Meaning::Summary | Meaning::Caption => {
                let closes =
                    |piece: &Piece| matches!(piece, Piece::Tag(other) if other.closing && other.name == tag.name);
                let content = if self.pieces.iter().any(closes) {
                    self.html_until(&tag)
                } else {
                    // It goes on behind a blank line.
                    one_line(self.within(&tag, &mut met))
                };
                match self.captions.last_mut() {
                    Some(caption @ None) => *caption = Some(content),
                    // Where nothing waits for one, or has one, it is a line of text.
                    _ => self.paragraph(content, self.span(span.range().start..self.read_to), blocks),
                }
                return met;
            }
            Meaning::Figure => {
                let (content, caption) = self.captioned(|builder| builder.within(&tag, &mut met));
                self.figure(content, caption, span, blocks);
                return met;
            }
            Meaning::List | Meaning::Numbers => BlockKind::List(self.html_list(&tag, &mut met)),
            Meaning::Definitions => BlockKind::Definitions(self.html_definitions(&tag, &mut met)),
            Meaning::Table => {
                let (table, caption) = self.captioned(|builder| builder.html_table(&tag, blocks, &mut met));
                let whole = self.span(span.range().start..self.read_to.max(span.range().end));
                blocks.extend(caption.map(|content| Block { span: whole, kind: BlockKind::Paragraph(content) }));
                match table {
                    Some(table) => BlockKind::Table(table),
                    None => return met,
                }
            }
            Meaning::Preformatted => BlockKind::Code { language: None, text: self.preformatted(&tag) },
            Meaning::Opaque => {
                self.opaque(&tag, blocks);
                return Met::Block;
            }
            Meaning::Foreign { .. } => {
                if self.foreign_tag(&tag) == TagFate::Kept {
                    self.keep(&tag, blocks);
                }
                return Met::Block;
            }
            Meaning::Wrapper if tag.name == "div" && tag.attribute("class").and_then(alert_class).is_some() => {
                let kind = tag.attribute("class").and_then(alert_class).expect("it was found");
                BlockKind::Alert { kind, title: None, content: self.within(&tag, &mut met) }
            }
            Meaning::Wrapper if self.dialect.raw_html && !tag.is_plain() => {
                self.keep(&tag, blocks);
                return Met::Block;
            }
            // Parts of tables and lists that stand alone hold blocks, and nothing else is left.
            _ => {
                let alignment = if tag.meaning == Meaning::Center {
                    self.outdated_tag(&tag);
                    Some(Alignment::Center)
                } else {
                    tag.alignment()
                };
                let content = self.within(&tag, &mut met);
                match alignment {
                    // A picture stands in the middle anyway.
                    Some(alignment) if content.iter().any(|block| !matches!(block.kind, BlockKind::Figure { .. })) => {
                        BlockKind::Aligned { alignment, content }
                    }
                    _ => {
                        blocks.extend(content);
                        return met;
                    }
                }
            }
        };
        // An element is as long as what is in it.
        let inner = kind.children().into_iter().flatten().map(|block| block.span.end as usize).max();
        let end = inner.unwrap_or_default().max(self.read_to).max(span.range().end);
        blocks.push(Block { span: self.span(span.range().start..end), kind });
        met
    }

    /// Reads an element that may have a caption or summary, and that.
    fn captioned<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> (T, Option<Vec<Inline<Parsed>>>) {
        self.captions.push(None);
        let element = read(self);
        (element, self.captions.pop().flatten())
    }

    /// Takes the first piece out of the queue.
    pub fn next_piece(&mut self) -> Option<Piece> {
        let piece = self.pieces.pop_front()?;
        self.read_to = range(&piece).end;
        Some(piece)
    }

    /// The blocks of an element whose opening tag was consumed. `met` is the end when what is around it ended before it did.
    pub fn within(&mut self, tag: &HtmlTag, met: &mut Met) -> Vec<Block<Parsed>> {
        if self.depth == MAX_DEPTH {
            self.report_too_deep(self.span(tag.range.clone()));
            self.forgiven.push(tag.name.clone());
            return Vec::new();
        }
        let index = self.open_element(tag);
        self.depth += 1;
        let blocks = self.blocks();
        self.depth -= 1;
        if !self.close_element(index, tag) {
            *met = Met::End;
        }
        blocks
    }

    pub fn open_element(&mut self, tag: &HtmlTag) -> usize {
        let elements = self.boxes.elements();
        elements.names.push(tag.name.clone());
        elements.names.len() - 1
    }

    /// Ends an element whose content was read, and says whether reading goes on behind it in what is around it.
    pub fn close_element(&mut self, index: usize, tag: &HtmlTag) -> bool {
        let elements = self.boxes.elements();
        elements.names.truncate(index);
        if elements.closing == Some(index) {
            elements.closing = None;
            return true;
        }
        let outer = elements.closing.is_some();
        if matches!(tag.name.as_str(), "p" | "li" | "dt" | "dd" | "td" | "th") {
            // A tag that ends it waits in the queue.
            return !outer && !self.pieces.is_empty();
        }
        self.unclosed_tag(tag);
        self.forgiven.push(tag.name.clone());
        false
    }

    /// What a `<figure>` holds: a picture with its caption, or anything else.
    fn figure(
        &mut self,
        mut content: Vec<Block<Parsed>>,
        said: Option<Vec<Inline<Parsed>>>,
        span: Span,
        blocks: &mut Vec<Block<Parsed>>,
    ) {
        if let [Block { kind: BlockKind::Figure { caption, .. }, .. }] = &mut content[..] {
            if let Some(words) = said {
                *caption = Some(Words { text: plain_text(&words).trim().to_owned(), span: of_inlines(&words, span) });
            }
        } else if let Some(words) = said.filter(|words| !words.is_empty()) {
            let whole = self.span(span.range().start..self.read_to.max(span.range().end));
            content.push(Block { span: whole, kind: BlockKind::Paragraph(words) });
        }
        blocks.extend(content);
    }

    /// An element whose content is no text.
    fn opaque(&mut self, tag: &HtmlTag, blocks: &mut Vec<Block<Parsed>>) {
        let mut end = tag.range.end;
        let closing = |piece: &Piece| matches!(piece, Piece::Tag(other) if other.closing && other.name == tag.name);
        if let Some(at) = self.pieces.iter().position(closing) {
            for _ in 0..=at {
                self.next_piece();
            }
            end = self.read_to;
        }
        if self.foreign_tag(tag) == TagFate::Kept {
            let span = self.span(tag.range.start..end);
            blocks.push(Block { span, kind: BlockKind::Html(self.text[span.range()].to_owned()) });
        }
    }

    /// A tag that the website gets as it is.
    fn keep(&mut self, tag: &HtmlTag, blocks: &mut Vec<Block<Parsed>>) {
        let span = self.span(tag.range.clone());
        blocks.push(Block { span, kind: BlockKind::Html(self.text[tag.range.clone()].to_owned()) });
    }

    /// Puts a further block of HTML into the queue, if that is what comes next.
    pub fn more_html(&mut self) -> bool {
        while self.pieces.is_empty() {
            match self.events.get(self.at).cloned() {
                Some((Event::Start(Tag::HtmlBlock), range)) => {
                    self.at += 1;
                    self.html(self.span(range));
                }
                _ => return false,
            }
        }
        true
    }

    /// The text of a block, behind the places that were met before it.
    pub fn with_places(&mut self, content: Vec<Inline<Parsed>>) -> Vec<Inline<Parsed>> {
        if self.places.is_empty() {
            return content;
        }
        std::mem::take(&mut self.places).into_iter().chain(content).collect()
    }
}

/// The kind of an alert by the classes of its element, as mdBook, Bootstrap and others name them: `warning`, `alert alert-info`.
fn alert_class(classes: &str) -> Option<AlertKind> {
    let name = |class: &str| {
        let class = class.to_ascii_lowercase();
        let name = ["alert-", "admonition-", "callout-"].iter().find_map(|before| class.strip_prefix(before));
        name.unwrap_or(&class).to_owned()
    };
    classes
        .split_whitespace()
        .find_map(|class| alert_kind(&name(class)).filter(|_| class != "example" && class != "check"))
}

pub fn range(piece: &Piece) -> std::ops::Range<usize> {
    match piece {
        Piece::Tag(tag) => tag.range.clone(),
        Piece::Text(_, range) => range.clone(),
    }
}

/// Where some text stands.
fn of_inlines(inlines: &[Inline<Parsed>], otherwise: Span) -> Span {
    match inlines {
        [Inline::Text(_, span)] => *span,
        _ => otherwise,
    }
}
