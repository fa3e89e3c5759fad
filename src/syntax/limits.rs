//! Whether a text holds more than a page can: each bound is reported once, where it is passed first.

use super::ParsedFile;
use crate::course::tree::{self, Block, BlockKind, Directive, Inline, Parsed};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::{Message, both};
use crate::sources::limits::{BLOCKS, CODE_LINES, COLUMNS, FOOTNOTES, MARKS, PARAGRAPH, QUESTIONS};
use crate::span::Span;

/// Looks over a text.
pub fn check(document: &ParsedFile, diagnostics: &mut Vec<Diagnostic>) {
    let mut counter = Counter { blocks: 0, reported: Vec::new(), diagnostics };
    for blocks in std::iter::once(&document.body).chain(&document.footnotes) {
        tree::blocks(blocks, &mut |block| counter.block(block));
    }
    if let Some([Block { span, .. }, ..]) = document.footnotes.get(FOOTNOTES).map(Vec::as_slice) {
        counter.exceeded(Bound::Footnotes, *span);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Paragraph,
    Marks,
    Columns,
    CodeLines,
    Questions,
    Footnotes,
    Blocks,
}

struct Counter<'a> {
    blocks: usize,
    reported: Vec<Bound>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Counter<'_> {
    fn block(&mut self, block: &Block<Parsed>) {
        self.blocks += 1 + block.kind.children().len();
        let mut words = 0;
        match &block.kind {
            BlockKind::Table(table) => {
                self.blocks += table.head.len() * (1 + table.rows.len());
                self.look(table.head.len() > COLUMNS, Bound::Columns, block.span);
            }
            BlockKind::Code { text, .. } => {
                self.look(text.lines().count() > CODE_LINES, Bound::CodeLines, block.span);
                words = text.lines().map(str::len).max().unwrap_or(0);
            }
            BlockKind::Figure { alt, caption, .. } => {
                words = alt.len().max(caption.as_ref().map_or(0, |caption| caption.len()))
            }
            BlockKind::Directive(Directive { title, body, .. }) => {
                words = title.as_ref().map_or(0, |title| title.len());
                let questions = body.quiz().map_or(0, |quiz| quiz.questions.len());
                self.look(questions > QUESTIONS, Bound::Questions, block.span);
            }
            _ => {}
        }
        self.look(words > PARAGRAPH, Bound::Paragraph, block.span);
        self.look(self.blocks > BLOCKS, Bound::Blocks, block.span);
        for run in block.kind.runs() {
            let Size { bytes, marks } = size(run);
            // Both together are one mistake.
            let bound = if marks > MARKS { Bound::Marks } else { Bound::Paragraph };
            self.look(marks > MARKS || bytes > PARAGRAPH, bound, block.span);
        }
    }

    fn look(&mut self, exceeded: bool, bound: Bound, span: Span) {
        if exceeded {
            self.exceeded(bound, span);
        }
    }

    fn exceeded(&mut self, bound: Bound, span: Span) {
        if !self.reported.contains(&bound) {
            self.reported.push(bound);
            self.diagnostics.push(report(bound, span));
        }
    }
}

fn report(bound: Bound, span: Span) -> Diagnostic {
    let part = || both!("part it with blank lines", "请用空行分段");
    let split = || both!("make two pages of it", "请拆成两页");
    let (message, hint): (Message, Message) = match bound {
        Bound::Paragraph => {
            let most = PARAGRAPH >> 10;
            (both!("this text goes on for more than {most} KiB", "这段文字不分段，超过 {most} KiB"), part())
        }
        Bound::Marks => (
            both!(
                "more than {MARKS} links, references and other marks stand in this paragraph",
                "这一段里的链接、引用等标记超过 {MARKS} 个"
            ),
            part(),
        ),
        Bound::Columns => (
            both!("this table has more than {COLUMNS} columns", "这个表格超过 {COLUMNS} 列"),
            both!("make several tables of it", "请拆成几个表格"),
        ),
        Bound::CodeLines => (
            both!("this code has more than {CODE_LINES} lines", "这段代码超过 {CODE_LINES} 行"),
            both!("show the lines that matter", "请只放要讲的那几行"),
        ),
        Bound::Questions => (
            both!("this quiz has more than {QUESTIONS} questions", "这个测验超过 {QUESTIONS} 道题"),
            both!("make several quizzes of it", "请拆成几个测验"),
        ),
        Bound::Footnotes => {
            (both!("this page has more than {FOOTNOTES} footnotes", "这一页的脚注超过 {FOOTNOTES} 条"), split())
        }
        Bound::Blocks => (
            both!(
                "from here on this page has more than {BLOCKS} paragraphs, items and cells",
                "到这里为止，这一页的段落、列表项和单元格超过 {BLOCKS} 个"
            ),
            split(),
        ),
    };
    Diagnostic::new(Code::TooLarge, beginning(span), message).hint(hint)
}

/// The place where something long begins.
fn beginning(span: Span) -> Span {
    Span { end: span.start, ..span }
}

/// What stands in a paragraph.
#[derive(Default)]
struct Size {
    bytes: usize,
    marks: usize,
}

fn size(inlines: &[Inline<Parsed>]) -> Size {
    fn add(inlines: &[Inline<Parsed>], size: &mut Size) {
        for inline in inlines {
            match inline {
                Inline::Text(text, _) => size.bytes += text.len(),
                Inline::SoftBreak => size.bytes += 1,
                _ => size.marks += 1,
            }
            if let Inline::Code(text, _) = inline {
                size.bytes += text.len();
            }
            add(inline.children(), size);
        }
    }
    let mut size = Size::default();
    add(inlines, &mut size);
    size
}
