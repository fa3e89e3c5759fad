//! From the parser's events to a tree of blocks.
//!
//! Recursion goes as deep as [`MAX_DEPTH`] and no further, whatever the input; what lies deeper is reported and left out.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag};

use super::boxes::{Boxes, Met};
use super::edit::{self, Edited, is_prose};
use super::fences::{self, Fence};
use super::nest::{BLANK, exact};
use super::notes::Notes;
use super::tags::Piece;
use super::{Dialect, MAX_DEPTH, blanks, directives, formulas, pandoc};
use crate::course::tree::{AlertKind, Block, BlockKind, Definition, Footnotes, Inline, List, ListItem, Parsed, Words};
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
        summary: None,
        places: Vec::new(),
        forgiven: Vec::new(),
        hidden: false,
        reported_tags: BTreeSet::new(),
        dollars: Vec::new(),
        diagnostics,
    };
    let mut body = builder.blocks();
    directives::check_sides(&body, builder.diagnostics);
    builder.unread_fences();
    let mut footnotes = builder.footnotes();
    let hidden = builder.hidden;
    for blocks in std::iter::once(&mut body).chain(&mut footnotes) {
        blanks::leave_out(blocks, builder.diagnostics);
    }
    Read { body, footnotes, hidden }
}

/// What was read of a text.
#[derive(Default)]
pub struct Read {
    pub body: Vec<Block<Parsed>>,
    pub footnotes: Footnotes<Parsed>,
    /// A comment without an end hides some of it.
    pub hidden: bool,
}

/// A text as the parser gets it.
struct Source<'a> {
    edited: Edited<'a>,
    masked: String,
}

impl<'a> Source<'a> {
    fn new(text: &'a str, from: usize, prose: &BTreeSet<usize>) -> (Source<'a>, BTreeMap<usize, Fence>) {
        let edited = edit::edit(text, from, prose);
        let (fences, masked) = fences::mask(&edited);
        (Source { edited, masked }, fences)
    }

    /// The parser's events, at their places in the file.
    fn events(&self, options: Options) -> Vec<(Event<'_>, Range<usize>)> {
        let events = Parser::new_ext(&self.masked, options).into_offset_iter();
        events.map(|(event, range)| (event, self.edited.range(range))).collect()
    }
}

fn options(dialect: Dialect) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    if dialect.math {
        options |= Options::ENABLE_MATH;
    }
    if !dialect.chinese {
        options |= Options::ENABLE_SMART_PUNCTUATION;
    }
    options
}

/// The beginnings of the lines that CommonMark takes for code because somebody indented a paragraph.
fn indented_prose(events: &[(Event<'_>, Range<usize>)], text: &str) -> BTreeSet<usize> {
    let (mut lines, mut depth) = (BTreeSet::new(), 0usize);
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) if depth == 0 && is_prose(&text[range.clone()]) => {
                let first = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
                lines.insert(first);
                lines.extend(text[first..range.end].match_indices('\n').map(|(at, _)| first + at + 1));
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    lines
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
    /// The line that introduces the element at hand: a summary or a caption.
    pub summary: Option<Vec<Inline<Parsed>>>,
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
    fn contained(&mut self) -> Vec<Block<Parsed>> {
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

    /// Terms and meanings up to the end of their list, which is consumed.
    fn definitions(&mut self) -> Vec<Definition<Parsed>> {
        let mut all: Vec<Definition<Parsed>> = Vec::new();
        while let Some((event, _)) = self.events.get(self.at).cloned() {
            self.at += 1;
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    let term = self.inlines();
                    self.at += 1;
                    match all.last_mut() {
                        Some(last) if last.meanings.is_empty() => last.terms.push(term),
                        _ => all.push(Definition { terms: vec![term], meanings: Vec::new() }),
                    }
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let meaning = self.contained();
                    if let Some(last) = all.last_mut() {
                        last.meanings.push(meaning);
                    }
                }
                _ => break,
            }
        }
        all
    }

    fn list(&mut self, start: Option<u64>) -> List<Parsed> {
        let mut list = List { start, tight: true, items: Vec::new() };
        while let Some((event, _)) = self.events.get(self.at) {
            match event {
                Event::Start(Tag::Item) => {
                    self.at += 1;
                    let mut checked = None;
                    list.tight &= !self.holds_paragraph();
                    for offset in 0..2 {
                        if let Some((Event::TaskListMarker(state), _)) = self.events.get(self.at + offset) {
                            checked = Some(*state);
                            break;
                        }
                    }
                    list.items.push(ListItem { checked, content: self.contained() });
                }
                _ => {
                    self.at += 1;
                    break;
                }
            }
        }
        list
    }

    /// Whether the item whose start was consumed has a paragraph of its own. The parser makes none in a tight list, and in a loose one an item
    /// need not begin with one.
    fn holds_paragraph(&self) -> bool {
        let mut depth = 0usize;
        for (event, _) in &self.events[self.at..] {
            match event {
                Event::Start(Tag::Paragraph) if depth == 0 => return true,
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return false,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        false
    }

    fn code(&mut self, kind: CodeBlockKind<'_>, range: &Range<usize>) -> BlockKind<Parsed> {
        if matches!(kind, CodeBlockKind::Fenced(_)) {
            self.unclosed_code(range);
        }
        let mut code = String::new();
        while let Some((event, range)) = self.events.get(self.at) {
            match event {
                Event::Text(text) => {
                    code.push_str(self.unmasked(text, range));
                    self.at += 1;
                }
                _ => {
                    self.at += 1;
                    break;
                }
            }
        }
        let language = match kind {
            CodeBlockKind::Fenced(info) => pandoc::code_language(&info),
            CodeBlockKind::Indented => None,
        };
        BlockKind::Code { language, text: code.replace("\r\n", "\n") }
    }

    /// Reports a block of code that goes on to the end of what is around it.
    fn unclosed_code(&mut self, range: &Range<usize>) {
        let written = &self.text[range.clone()];
        let mark = if written.starts_with('~') { '~' } else { '`' };
        let fence = &written[..written.len() - written.trim_start_matches(mark).len()];
        let closes = |line: &str| {
            let line = line.trim_matches([' ', '\t', '>', '\r', '\n']);
            line.len() >= fence.len() && line.chars().all(|c| c == mark)
        };
        let inner = self.events[self.at..].iter().take_while(|(event, _)| matches!(event, Event::Text(_))).last();
        let behind = inner.map_or_else(
            || written.split_once('\n').map_or("", |(_, rest)| rest),
            |(_, inner)| self.text.get(inner.end..range.end).unwrap_or_default(),
        );
        if fence.len() < 3 || closes(behind) {
            return;
        }
        let first = written.lines().next().unwrap_or_default().trim_end().len();
        let message = both!("this block of code is never closed", "这段代码没有收尾");
        let mut diagnostic = Diagnostic::new(Code::UnclosedCode, self.span(range.start..range.start + first), message);
        let mut at = range.start;
        for line in written.split_inclusive('\n') {
            if at > range.start && closes(line) {
                let start = at + (line.len() - line.trim_start().len());
                let place = self.span(start..at + line.trim_end().len());
                let what = both!("this line is indented too far to close it", "这一行缩进太多，不能收尾");
                diagnostic = diagnostic.note(place, what);
                break;
            }
            at += line.len();
        }
        self.report(diagnostic.hint(both!(
            "close it with a line {fence} that is indented as far as this one",
            "请用一行 {fence} 收尾，缩进与这一行相同"
        )));
    }

    /// The file's own text where a line that looked like a fence was masked.
    pub fn unmasked<'s>(&'s self, text: &'s str, range: &Range<usize>) -> &'s str {
        match self.text.get(range.clone()) {
            Some(original) if original.len() == text.len() => original,
            _ => text,
        }
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
