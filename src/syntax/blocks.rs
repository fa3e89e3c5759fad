//! From the parser's events to a tree of blocks.
//!
//! Recursion goes as deep as [`MAX_DEPTH`] and no further, whatever the input; what lies deeper is reported and left out.

use std::collections::BTreeMap;

use pulldown_cmark::{Alignment as MdAlignment, BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::fences::{self, Fence, FenceKind};
use super::{Dialect, MAX_DEPTH, directives};
use crate::diagnostic::{Code, Diagnostic};
use crate::sources::{FileId, Span};
use crate::tree::{AlertKind, Alignment, Block, BlockKind, Footnotes, Inline, List, ListItem, Parsed, Table};

/// Reads the Markdown of `text` from byte `from` on.
pub fn parse(
    file: FileId,
    text: &str,
    from: usize,
    dialect: Dialect,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Block<Parsed>>, Footnotes<Parsed>) {
    let (fences, masked) = fences::mask(text, from);
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS;
    if dialect.math {
        options |= Options::ENABLE_MATH;
    }
    if !dialect.chinese {
        options |= Options::ENABLE_SMART_PUNCTUATION;
    }
    let events = Parser::new_ext(&masked, options)
        .into_offset_iter()
        .map(|(event, range)| (event, range.start + from..range.end + from))
        .collect();
    let mut builder = Builder {
        file,
        text,
        dialect,
        events,
        at: 0,
        fences,
        open: Vec::new(),
        depth: 0,
        level: 1,
        notes: Notes::default(),
        diagnostics,
    };
    let body = builder.blocks();
    directives::check_top_level(&body, builder.diagnostics);
    let footnotes = builder.footnotes();
    (body, footnotes)
}

pub(super) struct Builder<'a> {
    pub file: FileId,
    /// The whole file, not masked.
    pub text: &'a str,
    pub dialect: Dialect,
    pub events: Vec<(Event<'a>, std::ops::Range<usize>)>,
    /// The next event.
    pub at: usize,
    fences: BTreeMap<usize, Fence>,
    /// The fences that are open in the container that is being read: colons and place.
    open: Vec<(usize, Span)>,
    depth: usize,
    /// The level of the last heading.
    level: u8,
    pub notes: Notes,
    pub diagnostics: &'a mut Vec<Diagnostic>,
}

/// The footnotes of a file.
#[derive(Default)]
pub(super) struct Notes {
    /// Labels in the order of their first calls.
    called: Vec<String>,
    defined: BTreeMap<String, (Span, Vec<Block<Parsed>>)>,
}

impl Notes {
    pub fn index(&mut self, label: &str) -> usize {
        self.called.iter().position(|l| l == label).unwrap_or_else(|| {
            self.called.push(label.to_owned());
            self.called.len() - 1
        })
    }
}

impl<'a> Builder<'a> {
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Blocks up to the end of the container, whose end event is not consumed, or to the fence that closes the innermost open one,
    /// which is.
    fn blocks(&mut self) -> Vec<Block<Parsed>> {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.events.get(self.at).cloned() {
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
                        blocks.push(Block { span: self.span(range), kind: BlockKind::Rule });
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
        blocks
    }

    /// The blocks of a container whose start was consumed; consumes its end.
    fn contained(&mut self) -> Vec<Block<Parsed>> {
        if self.depth == MAX_DEPTH {
            self.too_deep();
            return Vec::new();
        }
        self.depth += 1;
        let open = std::mem::take(&mut self.open);
        let blocks = self.blocks();
        self.open = open;
        self.depth -= 1;
        self.at += 1;
        blocks
    }

    fn too_deep(&mut self) {
        let range = self.events[self.at.saturating_sub(1)].1.clone();
        let start = range.start;
        self.skip();
        if !self.diagnostics.iter().any(|d| d.code == Code::TooDeep && d.span.file == self.file) {
            let end = self.text[start..].find('\n').map_or(self.text.len(), |i| start + i);
            self.report(
                Diagnostic::new(Code::TooDeep, self.span(start..end), format!("this nests more than {MAX_DEPTH} deep"))
                    .hint("write it with fewer levels of lists, quotes and fences"),
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

    fn block(&mut self, tag: Tag<'a>, range: std::ops::Range<usize>, blocks: &mut Vec<Block<Parsed>>) {
        let span = self.span(range.start..self.text[..range.end].trim_end().len().max(range.start));
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
            Tag::BlockQuote(None) => BlockKind::Quote(self.contained()),
            Tag::BlockQuote(Some(kind)) => BlockKind::Alert { kind: alert(kind), content: self.contained() },
            Tag::List(start) => BlockKind::List(self.list(start)),
            Tag::CodeBlock(kind) => self.code(kind),
            Tag::Table(alignments) => BlockKind::Table(self.table(&alignments)),
            Tag::HtmlBlock => match self.html(span) {
                Some(kind) => kind,
                None => return,
            },
            Tag::FootnoteDefinition(label) => {
                let content = self.contained();
                if let Some((first, _)) = self.notes.defined.get(&*label) {
                    let first = *first;
                    self.report(
                        Diagnostic::new(Code::DuplicateId, span, format!("a second footnote `[^{label}]`"))
                            .note(first, "first here"),
                    );
                } else {
                    self.notes.defined.insert(label.to_string(), (span, content));
                }
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

    /// A picture alone in its paragraph is a figure.
    fn paragraph(&mut self, mut content: Vec<Inline<Parsed>>, span: Span, blocks: &mut Vec<Block<Parsed>>) {
        let only_picture = matches!(content[..], [Inline::Image { .. }]);
        let kind = match content.pop() {
            None => return,
            Some(Inline::Image { picture, alt, span }) if only_picture => {
                let caption = self.caption(span);
                BlockKind::Figure { picture, alt, caption }
            }
            Some(last) => {
                content.push(last);
                BlockKind::Paragraph(content)
            }
        };
        blocks.push(Block { span, kind });
    }

    /// The title of the picture at `span`, which the tree of inlines does not keep.
    fn caption(&self, span: Span) -> Option<String> {
        let found = self.events[..self.at].iter().rev().find_map(|(event, range)| match event {
            Event::Start(Tag::Image { title, .. }) if range.start == span.start as usize => Some(title.to_string()),
            _ => None,
        });
        found.filter(|title| !title.trim().is_empty())
    }

    fn heading(
        &mut self,
        level: u8,
        id: Option<String>,
        content: Vec<Inline<Parsed>>,
        span: Span,
    ) -> BlockKind<Parsed> {
        if level == 1 {
            self.report(
                Diagnostic::new(Code::HeadingLevel, span, "a heading of level 1 in the text")
                    .hint("the title stands in the front matter; begin headings with `##`"),
            );
        } else if level > self.level + 1 {
            self.report(
                Diagnostic::new(
                    Code::HeadingLevel,
                    span,
                    format!("expected a heading of level {} at most, found level {level}", self.level + 1),
                )
                .hint(format!("write `{}`", "#".repeat(self.level as usize + 1))),
            );
        }
        self.level = level;
        let id = id.filter(|id| {
            let good = crate::book::is_slug(id);
            if !good {
                self.diagnostics.push(
                    Diagnostic::new(Code::WrongAttribute, span, format!("`{id}` cannot be an id"))
                        .hint("use lower-case letters, digits and hyphens"),
                );
            }
            good
        });
        BlockKind::Heading { level, id, content }
    }

    fn list(&mut self, start: Option<u64>) -> List<Parsed> {
        let mut list = List { start, tight: true, items: Vec::new() };
        while let Some((event, _)) = self.events.get(self.at) {
            match event {
                Event::Start(Tag::Item) => {
                    self.at += 1;
                    let mut checked = None;
                    list.tight &= !matches!(self.events[self.at].0, Event::Start(Tag::Paragraph));
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

    fn code(&mut self, kind: CodeBlockKind<'_>) -> BlockKind<Parsed> {
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
            CodeBlockKind::Fenced(info) => {
                info.split_whitespace().next().filter(|word| !word.is_empty()).map(str::to_owned)
            }
            CodeBlockKind::Indented => None,
        };
        BlockKind::Code { language, text: code.replace("\r\n", "\n") }
    }

    /// The file's own text where a line that looked like a fence was masked.
    fn unmasked<'s>(&'s self, text: &'s str, range: &std::ops::Range<usize>) -> &'s str {
        match self.text.get(range.clone()) {
            Some(original) if original.len() == text.len() => original,
            _ => text,
        }
    }

    fn table(&mut self, alignments: &[MdAlignment]) -> Table<Parsed> {
        let alignments = alignments.iter().map(|a| match a {
            MdAlignment::None => Alignment::None,
            MdAlignment::Left => Alignment::Left,
            MdAlignment::Center => Alignment::Center,
            MdAlignment::Right => Alignment::Right,
        });
        let mut table = Table { alignments: alignments.collect(), head: Vec::new(), rows: Vec::new() };
        let mut in_head = false;
        while let Some((event, _)) = self.events.get(self.at) {
            let event = event.clone();
            self.at += 1;
            match event {
                Event::Start(Tag::TableHead) => in_head = true,
                Event::End(TagEnd::TableHead) => in_head = false,
                Event::Start(Tag::TableRow) => table.rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = self.inlines();
                    self.at += 1;
                    if in_head {
                        table.head.push(cell);
                    } else if let Some(row) = table.rows.last_mut() {
                        row.push(cell);
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        table
    }

    /// A block of raw HTML. Comments are the author's notes and vanish.
    fn html(&mut self, span: Span) -> Option<BlockKind<Parsed>> {
        let mut html = String::new();
        let mut end = span.end as usize;
        while let Some((event, range)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Html(text) | Event::Text(text) => {
                    end = range.end;
                    let text = self.text.get(range.clone()).unwrap_or(text);
                    html.push_str(text);
                }
                _ => break,
            }
        }
        let mut shown = String::new();
        let mut rest = html.as_str();
        while let Some(start) = rest.find("<!--") {
            shown.push_str(&rest[..start]);
            let Some(length) = rest[start..].find("-->") else {
                self.report(
                    Diagnostic::new(
                        Code::UnclosedComment,
                        self.span(span.start as usize..span.start as usize + 4),
                        "this comment has no end, and hides the rest of the file",
                    )
                    .hint("close it with `-->`"),
                );
                rest = "";
                break;
            };
            rest = &rest[start + length + 3..];
        }
        shown.push_str(rest);
        let shown = shown.trim();
        if shown.is_empty() {
            None
        } else if self.dialect.raw_html {
            Some(BlockKind::Html(shown.to_owned()))
        } else {
            let span = self.span(span.start as usize..end);
            Some(BlockKind::Paragraph(vec![Inline::Text(shown.to_owned(), span)]))
        }
    }

    fn fence_at(&self, position: usize) -> Option<Fence> {
        let line_start = self.text[..position].rfind('\n').map_or(0, |i| i + 1);
        // The first line of the Markdown may not begin at a line start: after a byte order mark.
        self.fences.get(&line_start).or_else(|| self.fences.get(&position)).cloned()
    }

    fn meet(&mut self, fence: Fence, blocks: &mut Vec<Block<Parsed>>) -> Met {
        let span = self.span(fence.start..fence.end);
        match fence.kind {
            FenceKind::Open(header) => {
                self.at += 1;
                if self.depth == MAX_DEPTH {
                    self.report(Diagnostic::new(Code::TooDeep, span, format!("this nests more than {MAX_DEPTH} deep")));
                    return Met::Block;
                }
                self.open.push((fence.colons, span));
                self.depth += 1;
                let depth = self.open.len();
                let content = self.blocks();
                self.depth -= 1;
                if self.open.len() == depth {
                    // The container ended, or an outer fence closed, before this one did.
                    self.open.pop();
                    self.report(
                        Diagnostic::new(Code::UnclosedFence, span, format!("`:::{}` is never closed", header.name))
                            .hint(format!("end it with a line `{}`", ":".repeat(fence.colons))),
                    );
                }
                if let Some(kind) = directives::build(self, &header, span, content) {
                    blocks.push(Block { span, kind });
                }
                Met::Block
            }
            FenceKind::Broken(why) => {
                self.at += 1;
                self.report(
                    Diagnostic::new(Code::UnclosedFence, span, format!("this fence cannot be read: {why}"))
                        .hint("write `:::name[Title] {#id key=value}`, the title and the braces if they are needed"),
                );
                Met::Block
            }
            FenceKind::Close => match self.open.iter().rposition(|&(colons, _)| colons == fence.colons) {
                Some(index) if index + 1 == self.open.len() => {
                    self.at += 1;
                    self.open.pop();
                    Met::End
                }
                Some(_) => Met::End,
                None => {
                    self.at += 1;
                    let diagnostic = Diagnostic::new(Code::UnclosedFence, span, "this fence closes nothing");
                    self.report(match self.open.last() {
                        Some(&(colons, open)) => diagnostic
                            .note(open, format!("the open one has {colons} colons"))
                            .hint("an opening and a closing fence have equally many colons"),
                        None => diagnostic.hint("remove it, or open a block with `:::name` above"),
                    });
                    Met::Block
                }
            },
        }
    }

    /// The notes that are called, in order.
    fn footnotes(&mut self) -> Footnotes<Parsed> {
        let mut defined = std::mem::take(&mut self.notes.defined);
        let called = std::mem::take(&mut self.notes.called);
        let footnotes = called.iter().map(|label| defined.remove(label).map(|(_, b)| b).unwrap_or_default()).collect();
        for (label, (span, _)) in defined {
            self.report(
                Diagnostic::new(Code::UnusedFootnote, span, format!("nothing calls the footnote `[^{label}]`"))
                    .hint("it is not shown; call it in the text or remove it"),
            );
        }
        footnotes
    }
}

#[derive(PartialEq, Eq)]
enum Met {
    Block,
    End,
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
