//! A page from top to bottom: one text over the full width, or two side by side as [`pairing`] has them.

use super::blocks::{debrief_start, lines};
use super::scope::{CoursePage, Scope};
use super::tables;
use super::text::{Labels, TextWriter};
use crate::course::pairing;
use crate::course::reading::{Reading, Style};
use crate::course::tree::{Block, BlockKind, Body, Directive, Resolved, Words, is_untranslated};
use crate::course::{Lang, Page};
use crate::output::print::data::page::{ColumnText, PageRow};
use crate::output::print::data::text::{BlockNode, Keep, Wording};

/// The rows of a page.
pub fn rows(scope: &Scope, place: CoursePage, page: &Page) -> Vec<PageRow> {
    let one = |writer: &mut TextWriter| {
        let content = writer.blocks(&writer.text.body);
        vec![PageRow::One { side: ColumnText { lang: writer.lang().index(), content } }]
    };
    match scope.reading {
        Reading::Single(lang) => one(&mut TextWriter::new(scope, place, &page.texts[lang], Labels::Given)),
        Reading::Parallel(left, right) => {
            let (left, right) = (&page.texts[left], &page.texts[right]);
            let mut left_writer = TextWriter::new(scope, place, left, Labels::Given);
            // A text that is not translated stands once, and not beside itself.
            if left.language == right.language {
                return one(&mut left_writer);
            }
            let mut right_writer = TextWriter::new(scope, place, right, Labels::Omitted);
            let (rows, _) = pairing::pair(&left.body, &right.body);
            Columns { left: &mut left_writer, right: &mut right_writer }.rows(&rows)
        }
    }
}

struct Columns<'w, 'a> {
    left: &'w mut TextWriter<'a>,
    right: &'w mut TextWriter<'a>,
}

impl<'a> Columns<'_, 'a> {
    /// Writes what stands in a box around both columns.
    fn inside<T>(&mut self, write: impl FnOnce(&mut Columns<'_, 'a>) -> T) -> T {
        let Columns { left, right } = self;
        left.inside(|left| right.inside(|right| write(&mut Columns { left, right })))
    }

    fn rows(&mut self, rows: &[pairing::Row<Resolved>]) -> Vec<PageRow> {
        rows.iter().filter_map(|row| self.row(row)).collect()
    }

    fn row(&mut self, row: &pairing::Row<Resolved>) -> Option<PageRow> {
        match row {
            pairing::Row::Group { left, right, rows, .. } => {
                let (task, debrief) = match &left.body {
                    Body::Box(_, content) => rows.split_at(first_row_of(&content[debrief_start(content)..], rows)),
                    _ => (&rows[..], &rows[..0]),
                };
                let rows = self.inside(|columns| {
                    let mut all = columns.rows(task);
                    all.extend(lines(left.workspace).map(|lines| PageRow::Workspace { lines }));
                    all.extend(columns.rows(debrief));
                    all
                });
                Some(self.group(left, right, rows))
            }
            // It stands on the left already.
            pairing::Row::Pair { left, right } if right.iter().any(is_untranslated) => {
                let left = self.left.blocks(left);
                let keep = keep(&left);
                let words = BlockNode::Untranslated { source: Lang::SOURCE.index(), content: Vec::new() };
                Some(self.sides(left, vec![words], keep))
            }
            pairing::Row::Pair { left: [left], right: [right] } => self.pair(left, right),
            pairing::Row::Pair { left, right } => self.columns(left, right),
        }
    }

    /// The row of two blocks of one kind. Conversations and quizzes are paired further: turn by turn, question by question.
    fn pair(&mut self, left: &Block<Resolved>, right: &Block<Resolved>) -> Option<PageRow> {
        match (&left.kind, &right.kind) {
            (
                BlockKind::Figure { picture: l, alt, caption, width },
                BlockKind::Figure { picture: r, caption: other, .. },
            ) if l == r => {
                let said = |caption: &Option<Words>, writer: &TextWriter| {
                    let text = caption.as_deref()?.to_owned();
                    Some(Wording { lang: writer.lang().index(), text })
                };
                let captions = said(caption, self.left).into_iter().chain(said(other, self.right)).collect();
                Some(PageRow::Picture { picture: self.left.picture(*l, alt, *width), captions })
            }
            (BlockKind::Table(table), BlockKind::Table(_)) if table.head.len() >= tables::WIDE => {
                let (mut upper, lower) = (across(self.left, left), across(self.right, right));
                // On facing pages they are not below each other.
                if self.left.scope.style != Style::Facing {
                    tables::leave_blanks_to(&mut upper.content, &lower.content);
                }
                Some(PageRow::Stack { upper, lower })
            }
            (BlockKind::Directive(l), BlockKind::Directive(r)) => match (&l.body, &r.body) {
                (Body::Dialogue(left_turns), Body::Dialogue(right_turns)) if left_turns.len() == right_turns.len() => {
                    let (left_turns, right_turns) = (self.left.turns(left_turns), self.right.turns(right_turns));
                    let pairs = left_turns.into_iter().zip(right_turns);
                    let rows = pairs.map(|(l, r)| self.sides(vec![l], vec![r], Keep::Free)).collect();
                    Some(self.group(l, r, rows))
                }
                (Body::Quiz(left_quiz), Body::Quiz(right_quiz)) if left_quiz.len() == right_quiz.len() => {
                    let pairs = left_quiz.iter().zip(right_quiz).enumerate();
                    let rows = pairs.map(|(i, (l, r))| {
                        let (left, right) = (self.left.question(i + 1, l), self.right.question(i + 1, r));
                        self.sides(vec![left], vec![right], Keep::Free)
                    });
                    let rows = rows.collect();
                    Some(self.group(l, r, rows))
                }
                _ => self.columns(std::slice::from_ref(left), std::slice::from_ref(right)),
            },
            _ => self.columns(std::slice::from_ref(left), std::slice::from_ref(right)),
        }
    }

    fn columns(&mut self, left: &[Block<Resolved>], right: &[Block<Resolved>]) -> Option<PageRow> {
        let (left, right) = (self.left.blocks(left), self.right.blocks(right));
        let keep = if keep(&left) == Keep::WithNext { Keep::WithNext } else { keep(&right) };
        let empty = left.is_empty() && right.is_empty();
        (!empty).then(|| self.sides(left, right, keep))
    }

    fn sides(&self, left: Vec<BlockNode>, right: Vec<BlockNode>, keep: Keep) -> PageRow {
        PageRow::Pair {
            left: ColumnText { lang: self.left.lang().index(), content: left },
            right: ColumnText { lang: self.right.lang().index(), content: right },
            keep,
        }
    }

    fn group(&self, left: &Directive<Resolved>, right: &Directive<Resolved>, rows: Vec<PageRow>) -> PageRow {
        PageRow::Group {
            name: left.body.name(),
            id: self.left.label(left.id.as_ref()),
            left: self.left.head(left),
            right: self.right.head(right),
            breaks: self.left.scope.room().rows_break(&rows),
            deep: self.left.is_deep(),
            rows,
        }
    }
}

/// The index of the row in which these blocks of the left text begin.
fn first_row_of(blocks: &[Block<Resolved>], rows: &[pairing::Row<Resolved>]) -> usize {
    let begins = |row: &pairing::Row<Resolved>| {
        let Some(first) = blocks.first() else { return false };
        match row {
            pairing::Row::Pair { left, .. } => left.iter().any(|block| std::ptr::eq(block, first)),
            pairing::Row::Group { left, .. } => {
                matches!(&first.kind, BlockKind::Directive(directive) if std::ptr::eq(directive, *left))
            }
        }
    };
    rows.iter().position(begins).unwrap_or(rows.len())
}

/// Whether what is written leads on to the next row.
fn keep(nodes: &[BlockNode]) -> Keep {
    match nodes.last() {
        Some(BlockNode::Heading { .. }) => Keep::WithNext,
        Some(BlockNode::Paragraph { keep, .. }) => *keep,
        _ => Keep::Free,
    }
}

/// A block over the width of both columns.
fn across(writer: &mut TextWriter, block: &Block<Resolved>) -> ColumnText {
    let column = std::mem::replace(&mut writer.line, writer.scope.full_width());
    let content = writer.blocks(std::slice::from_ref(block));
    writer.line = column;
    ColumnText { lang: writer.lang().index(), content }
}
