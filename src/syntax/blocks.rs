//! From the parser's events to a tree of blocks.
//!
//! Recursion goes as deep as [`MAX_DEPTH`] and no further, whatever the input; what lies deeper is reported and left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag};

use super::boxes::{Boxes, Met};
use super::html::tags::Piece;
use super::nest::{BLANK, exact};
use super::notes::Notes;
use super::source::{Source, indented_prose, options};
use super::{Dialect, MAX_DEPTH, blanks, directives, formulas};
use crate::course::tree::{AlertKind, Block, BlockKind, Footnotes, Inline, Parsed, Words};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::{FileId, Span};

/// Reads the Markdown of `text` from byte `from` on.
pub fn parse(file: FileId, text: &str, from: usize, dialect: Dialect, diagnostics: &mut Vec<Diagnostic>) -> Read {
    let options = options(dialect);
    let (plain, plain_fences) = Source::new(text, from, &BTreeSet::new());
    let events = plain.events(options);
    let prose = indented_prose(&events, text);
    let again;
    let (events, fences) = if prose.is_empty() {
        (events, plain_fences)
    } else {
        let fences;
        (again, fences) = Source::new(text, from, &prose);
        (again.events(options), fences)
    };
    let mut builder = Builder {
        file,
        text,
        dialect,
        events,
        at: 0,
        boxes: Boxes::new(fences),
        depth: 0,
        too_deep: false,
        titles: BTreeMap::new(),
        notes: Notes::default(),
        pieces: VecDeque::new(),
        read_to: 0,
        captions: Vec::new(),
        places: Vec::new(),
        forgiven: Vec::new(),
        hidden: false,
        reported_tags: BTreeSet::new(),
        dollars: Vec::new(),
        runs: Vec::new(),
        diagnostics,
    };
    let mut body = builder.blocks();
    directives::check_places(&body, builder.diagnostics);
    builder.unread_fences();
    let mut footnotes = builder.footnotes();
    let (hidden, runs) = (builder.hidden, std::mem::take(&mut builder.runs));
    for blocks in std::iter::once(&mut body).chain(&mut footnotes) {
        blanks::leave_out(blocks, builder.diagnostics);
    }
    Read { body, footnotes, runs, hidden }
}

/// What was read of a text.
#[derive(Default)]
pub struct Read {
    pub body: Vec<Block<Parsed>>,
    pub footnotes: Footnotes<Parsed>,
    /// Where each run of text stands.
    pub runs: Vec<Span>,
    /// A comment without an end hides some of it.
    pub hidden: bool,
}

pub(super) struct Builder<'a> {
    pub file: FileId,
    /// The whole file, not masked.
    pub text: &'a str,
    pub dialect: Dialect,
    pub events: Vec<(Event<'a>, Range<usize>)>,
    /// The next event.
    pub at: usize,
    pub boxes: Boxes,
    pub depth: usize,
    /// Something nests too deep, which was reported.
    too_deep: bool,
    /// The titles of pictures by the first byte of the picture.
    pub titles: BTreeMap<usize, Words>,
    pub notes: Notes,
    /// What is still to be read of a block of HTML.
    pub pieces: VecDeque<Piece>,
    /// The byte of the file behind the last piece that was read.
    pub read_to: usize,
    /// For each element around this place that may have a caption or summary, that.
    pub captions: Vec<Option<Vec<Inline<Parsed>>>>,
    /// Places that were met before the text to which they belong.
    pub places: Vec<Inline<Parsed>>,
    /// Elements that end too early or are never closed, which was reported.
    pub forgiven: Vec<String>,
    /// A comment without an end hides some of the text.
    pub hidden: bool,
    /// The tags of which something was said.
    pub reported_tags: BTreeSet<String>,
    /// Where dollar signs stand in the run of text at hand, in a book with formulas.
    pub dollars: Vec<Range<usize>>,
    /// Where the runs of text stand that were read.
    pub runs: Vec<Span>,
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    /// A range without the line end behind it.
    fn trimmed(&self, range: Range<usize>) -> Span {
        let length = self.text[range.clone()].trim_end_matches([' ', '\t', '\r', '\n']).len();
        self.span(range.start..range.start + length)
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Blocks up to the end of the container, whose end event is not consumed, or to the fence that closes the innermost open one,
    /// which is.
    pub fn blocks(&mut self) -> Vec<Block<Parsed>> {
        let mut blocks = Vec::new();
        loop {
            match self.markup(&mut blocks) {
                Some(Met::Block) => continue,
                Some(Met::End) => break,
                None => {}
            }
            let Some((event, range)) = self.events.get(self.at).cloned() else { break };
            match event {
                Event::End(_) => break,
                Event::Rule => match self.fence_at(range.start) {
                    Some(fence) => {
                        if self.meet(fence, &mut blocks) == Met::End {
                            break;
                        }
                    }
                    None => {
                        self.at += 1;
                        let span = self.trimmed(range);
                        // A line to write on, longer than any rule that is meant as one.
                        let written = &self.text[span.range()];
                        let kind = match written.len() {
                            width if width > BLANK && written.bytes().all(|b| b == b'_') => {
                                BlockKind::Paragraph(vec![Inline::Blank(width, span)])
                            }
                            _ => BlockKind::Rule,
                        };
                        blocks.push(Block { span, kind });
                    }
                },
                Event::Start(tag) if !is_inline(&tag) => {
                    self.at += 1;
                    self.block(tag, range, &mut blocks);
                }
                // Text that stands directly in the item of a tight list.
                _ => {
                    let content = self.inlines();
                    let end = self.events[self.at - 1].1.end;
                    self.paragraph(content, self.span(range.start..end), &mut blocks);
                }
            }
        }
        // Most containers hold a single paragraph.
        blocks.shrink_to_fit();
        blocks
    }

    /// The blocks of a container whose start was consumed; consumes its end.
    pub fn contained(&mut self) -> Vec<Block<Parsed>> {
        if self.depth == MAX_DEPTH {
            self.too_deep();
            return Vec::new();
        }
        self.depth += 1;
        let outer = self.boxes.enter();
        let blocks = self.blocks();
        self.boxes.leave(outer);
        self.depth -= 1;
        self.at += 1;
        blocks
    }

    /// Leaves out an element whose start was consumed.
    fn too_deep(&mut self) {
        let range = self.events[self.at.saturating_sub(1)].1.clone();
        self.boxes.explain(&range);
        self.skip();
        let end = self.text[range.start..].find(['\r', '\n']).map_or(self.text.len(), |i| range.start + i);
        self.report_too_deep(self.span(range.start..end));
    }

    /// Reports the first thing that nests too deep; there may be thousands.
    pub fn report_too_deep(&mut self, span: Span) {
        if !self.too_deep {
            self.too_deep = true;
            self.report(
                Diagnostic::new(
                    Code::TooDeep,
                    span,
                    both!("this nests more than {MAX_DEPTH} deep", "这里嵌套超过 {MAX_DEPTH} 层"),
                )
                .hint(both!("write it with fewer levels of lists, quotes and fences", "请减少列表、引文和块的层次")),
            );
        }
    }

    /// Passes over the rest of an element whose start was consumed, its end included.
    fn skip(&mut self) {
        let mut depth = 1;
        while depth > 0 && self.at < self.events.len() {
            match self.events[self.at].0 {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn block(&mut self, tag: Tag<'a>, range: Range<usize>, blocks: &mut Vec<Block<Parsed>>) {
        let span = self.trimmed(range.clone());
        let kind = match tag {
            Tag::Paragraph => {
                let content = self.inlines();
                self.at += 1;
                self.paragraph(content, span, blocks);
                return;
            }
            Tag::Heading { level, id, .. } => {
                let content = self.inlines();
                self.at += 1;
                let content = self.with_places(content);
                self.heading(level as u8, id.map(|id| id.to_string()), content, span)
            }
            Tag::BlockQuote(None) => match self.alert_line() {
                Some((kind, title)) => BlockKind::Alert { kind, title, content: self.contained() },
                None => BlockKind::Quote(self.contained()),
            },
            Tag::DefinitionList => BlockKind::Definitions(self.definitions()),
            Tag::BlockQuote(Some(kind)) => {
                BlockKind::Alert { kind: alert(kind), title: None, content: self.contained() }
            }
            Tag::List(start) => BlockKind::List(self.list(start)),
            Tag::CodeBlock(kind) => {
                self.boxes.explain(&range);
                self.code(kind, &range)
            }
            Tag::Table(alignments) => BlockKind::Table(self.table(&alignments)),
            Tag::HtmlBlock => return self.html(span),
            Tag::FootnoteDefinition(label) => {
                let content = self.contained();
                self.define(&label, span, content);
                return;
            }
            // The other tags are inline, or belong to options that are off.
            _ => {
                self.skip();
                return;
            }
        };
        blocks.push(Block { span, kind });
    }

    /// A picture alone in its paragraph is a figure. A formula in a line of its own parts it.
    pub fn paragraph(&mut self, mut content: Vec<Inline<Parsed>>, span: Span, blocks: &mut Vec<Block<Parsed>>) {
        // A place without words around it is one of the next text.
        if content.iter().all(|i| is_nothing(i) || matches!(i, Inline::Place(..))) {
            self.places.extend(content.into_iter().filter(|inline| !is_nothing(inline)));
            return;
        }
        // Chinese paragraphs are indented by the style of the page.
        if let Some(Inline::Text(text, span)) = content.first_mut() {
            let indent = text.len() - text.trim_start_matches('\u{3000}').len();
            if exact(text, *span) {
                span.start += indent as u32;
            }
            text.drain(..indent);
        }
        if matches!(blocks.last(), Some(Block { kind: BlockKind::Table(_), .. })) {
            content = self.table_caption(content);
        }
        content = self.with_places(content);
        self.unspaced_heading(&content);
        self.lines_that_slipped(span);
        if content.iter().any(formulas::stands_alone) {
            return self.parted_by_formulas(content, span, blocks);
        }
        let kind = match content.pop() {
            None => return,
            Some(Inline::Image { picture, alt, width, span })
                if content.iter().all(|inline| matches!(inline, Inline::Place(..))) =>
            {
                let caption = self.titles.remove(&span.range().start).filter(|title| !title.trim().is_empty());
                self.places.append(&mut content);
                BlockKind::Figure { picture, alt, caption, width }
            }
            Some(last) => {
                content.push(last);
                BlockKind::Paragraph(content)
            }
        };
        blocks.push(Block { span, kind });
    }
}

/// What a comment or a lonely line break leaves.
fn is_nothing(inline: &Inline<Parsed>) -> bool {
    match inline {
        Inline::Text(text, _) => text.trim().is_empty(),
        Inline::SoftBreak | Inline::HardBreak => true,
        _ => false,
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Superscript
            | Tag::Subscript
    )
}

fn alert(kind: BlockQuoteKind) -> AlertKind {
    match kind {
        BlockQuoteKind::Note => AlertKind::Note,
        BlockQuoteKind::Tip => AlertKind::Tip,
        BlockQuoteKind::Important => AlertKind::Important,
        BlockQuoteKind::Warning => AlertKind::Warning,
        BlockQuoteKind::Caution => AlertKind::Caution,
    }
}
