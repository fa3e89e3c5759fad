//! A page from top to bottom: one text over the full width, or two side by side as [`pairing`] has them.

use super::blocks::{debrief_start, is_side, lines};
use super::fitting::LineRoom;
use super::scope::{CoursePage, Scope};
use super::tables::{self, SMALLEST, TableLine};
use super::text::{Labels, TextWriter};
use super::words::plain;
use crate::course::pairing::{self, ItemPair, Parts};
use crate::course::reading::Reading;
use crate::course::tree::{
    self, Block, BlockKind, Body, Directive, Inline, List, Resolved, Table, Words, is_untranslated,
};
use crate::course::{Lang, Page, Text};
use crate::output::print::data::page::{BothCell, BothTable, ColumnText, Marks, PageRow, Summary};
use crate::output::print::data::text::{BlockNode, Breaks, Keep, Wording};
use crate::span::Span;

/// The rows of a page.
pub fn rows(scope: &Scope, place: CoursePage, page: &Page) -> Vec<PageRow> {
    rows_by(scope, page, |text, labels| TextWriter::new(scope, place, text, labels))
}

/// The rows of what stands apart from its page, without labels and with its notes where they are called.
pub fn rows_apart(scope: &Scope, place: CoursePage, page: &Page) -> Vec<PageRow> {
    rows_by(scope, page, |text, _| TextWriter::of_card(scope, place, text))
}

fn rows_by<'a>(scope: &Scope, page: &'a Page, writer: impl Fn(&'a Text, Labels) -> TextWriter<'a>) -> Vec<PageRow> {
    let one = |writer: &mut TextWriter| {
        let content = writer.blocks(writer.text.body());
        vec![PageRow::One { side: ColumnText { lang: writer.lang().index(), content } }]
    };
    match scope.reading {
        Reading::Single(lang) => one(&mut writer(&page.texts[lang], Labels::Given)),
        Reading::Parallel(left, right) => {
            let (left, right) = (&page.texts[left], &page.texts[right]);
            let mut left_writer = writer(left, Labels::Given);
            // A text that is not translated stands once, and not beside itself.
            if left.language == right.language {
                return one(&mut left_writer);
            }
            let mut right_writer = writer(right, Labels::Omitted);
            let (rows, _) = pairing::pair(left.body(), right.body());
            Columns { left: &mut left_writer, right: &mut right_writer }.rows(&rows)
        }
    }
}

/// The most blocks within each other that are taken apart. The typesetter has only so many levels.
const APART: usize = 6;

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
        if lefts(row).iter().chain(rights(row)).all(|block| self.left.scope.hides(block)) {
            return None;
        }
        match row {
            pairing::Row::Both { left, right, parts } => self.both(left, right, parts),
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

    /// Two blocks as one. On facing pages each language has its own, but for the boxes of the course, which begin and end on both at once.
    fn both(
        &mut self,
        left: &Block<Resolved>,
        right: &Block<Resolved>,
        parts: &Parts<'_, Resolved>,
    ) -> Option<PageRow> {
        let together = !self.left.scope.is_facing() && self.left.depth + tree::levels(left) <= APART;
        Some(match (&left.kind, &right.kind, parts) {
            (BlockKind::Directive(l), BlockKind::Directive(r), Parts::Frame(rows)) => {
                let rows = self.task_and_debrief(l, rows);
                self.group(l, r, rows)
            }
            (BlockKind::Directive(l), BlockKind::Directive(r), Parts::Turns) => {
                let turns = self.left.turns(l.body.turns()).into_iter().zip(self.right.turns(r.body.turns()));
                let rows = turns.map(|(l, r)| self.sides(vec![l], vec![r], Keep::Free)).collect();
                self.group(l, r, rows)
            }
            _ if !together => return self.columns(std::slice::from_ref(left), std::slice::from_ref(right)),
            (BlockKind::List(list), _, Parts::Items(items)) => self.list(list, items),
            (BlockKind::Table(l), BlockKind::Table(r), _) => self.table(left.span, l, r),
            (_, _, Parts::Frame(rows)) => self.frame(left, right, rows),
            _ => PageRow::One { side: across(self.left, left) },
        })
    }

    /// What is in a box, with the room to write behind the task.
    fn task_and_debrief(&mut self, left: &Directive<Resolved>, rows: &[pairing::Row<Resolved>]) -> Vec<PageRow> {
        let (task, debrief) = match &left.body {
            Body::Box(_, content) => rows.split_at(first_row_of(&content[debrief_start(content)..], rows)),
            _ => (rows, &rows[..0]),
        };
        let hidden = self.left.scope.hides_sides(left);
        self.inside(|columns| {
            let shown = task.iter().filter(|row| !hidden || !is_of_sides(row));
            let mut all: Vec<PageRow> = shown.filter_map(|row| columns.row(row)).collect();
            if hidden {
                let (left, right) = (
                    columns.left.cards_only(task.iter().flat_map(lefts)),
                    columns.right.cards_only(task.iter().flat_map(rights)),
                );
                all.push(columns.sides(vec![left], vec![right], Keep::Free));
            }
            all.extend(lines(left.workspace).map(|lines| PageRow::Workspace { lines }));
            all.extend(columns.rows(debrief));
            all
        })
    }

    fn list(&mut self, list: &List<Resolved>, items: &[ItemPair<Resolved>]) -> PageRow {
        let marks = match list.start {
            _ if list.is_of_tasks() => {
                Marks::Tasks { checked: items.iter().map(|item| item.checked() == Some(true)).collect() }
            }
            Some(start) => Marks::Numbers { start },
            None => Marks::Bullets,
        };
        let items = self.inside(|columns| items.iter().map(|item| columns.rows(&item.rows)).collect());
        PageRow::Items { marks, tight: list.tight, items }
    }

    /// A frame that is none of the course's own: an alert has a head as those have, others a line above them or none.
    fn frame(&mut self, left: &Block<Resolved>, right: &Block<Resolved>, rows: &[pairing::Row<Resolved>]) -> PageRow {
        let heads = self.left.alert_head(left).zip(self.right.alert_head(right));
        let summary = |writer: &mut TextWriter, block: &Block<Resolved>| match &block.kind {
            BlockKind::Details { summary, .. } if !summary.is_empty() => {
                Some(Summary { content: writer.runs(summary), lang: writer.lang().index() })
            }
            _ => None,
        };
        let summaries = summary(self.left, left).into_iter().chain(summary(self.right, right)).collect();
        let deep = self.left.is_deep();
        let rows = self.inside(|columns| columns.rows(rows));
        if let Some((left, right)) = heads {
            let breaks = self.left.scope.room().within(self.left.depth).rows_break(&rows);
            return PageRow::Group { name: "alert", id: None, left, right, rows, breaks, deep };
        }
        let name = match &left.kind {
            BlockKind::Details { .. } => "details",
            BlockKind::Aside(_) => "aside",
            _ => "quote",
        };
        PageRow::Frame { name, summaries, rows, deep }
    }

    /// A table in both languages. It is set once, so its rows are level however many lines they have.
    fn table(&mut self, block: Span, left: &Table<Resolved>, right: &Table<Resolved>) -> PageRow {
        let line = self.left.scope.full_width();
        let noted = (self.left.noted.clone(), self.right.noted.clone());
        let mut cells = (self.left.lines_of(left), translated_lines(self.right, left, right));
        let all: Vec<&TableLine> = cells.0.iter().chain(&cells.1).collect();
        let columns = if self.left.scope.is_form() { tables::columns_to_fill } else { tables::columns };
        let (columns, scale) = columns(&left.alignments, &all, line);
        if self.left.is_cramped(scale, &noted.0) || self.right.is_cramped(scale, &noted.1) {
            (self.left.noted, self.right.noted) = noted;
            cells = (
                self.left.with_notes_in_line(|writer| writer.lines_of(left)),
                self.right.with_notes_in_line(|writer| translated_lines(writer, left, right)),
            );
        }
        self.left.start_lines(block, &mut cells.0);
        let room = LineRoom { line, ..self.left.scope.room() }.within(self.left.depth);
        let long = |(left, right): (&TableLine, &TableLine)| {
            [left, right].into_iter().any(|row| tables::is_long(row, &columns, room.line / 2))
        };
        let long: Vec<bool> = cells.0.iter().zip(&cells.1).skip(1).map(long).collect();
        let beside = tables::fit_beside(&cells.0, &cells.1, line);
        let high = |row: &TableLine| tables::is_high(row, &columns, room.line / 2);
        let repeats = scale >= SMALLEST && !high(&cells.0[0]) && !high(&cells.1[0]);
        let breaks = if long.contains(&true) { Breaks::Anywhere } else { room.table_breaks(2 * cells.0.len() - 2) };
        let both = |(left, right): (TableLine, TableLine)| -> Vec<BothCell> {
            left.into_iter().zip(right).map(|(left, right)| BothCell { left, right }).collect()
        };
        let mut rows: Vec<Vec<BothCell>> = cells.0.into_iter().zip(cells.1).map(both).collect();
        let head = rows.remove(0);
        PageRow::Table(BothTable {
            langs: [self.left.lang().index(), self.right.lang().index()],
            beside,
            breaks,
            long,
            columns,
            scale: scale.max(SMALLEST),
            fits: scale >= SMALLEST,
            repeats,
            head,
            rows,
        })
    }

    /// The row of two blocks of one kind. Quizzes are paired further, question by question.
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
                let (id, picture) = (self.left.start(left.span), self.left.picture(*l, alt, *width));
                Some(PageRow::Picture { id, picture, captions })
            }
            // They differ in their rows or columns, and each needs the whole width.
            (BlockKind::Table(_), BlockKind::Table(_)) => {
                Some(PageRow::Stack { upper: across(self.left, left), lower: across(self.right, right) })
            }
            (BlockKind::Directive(l), BlockKind::Directive(r)) => match (&l.body, &r.body) {
                (Body::Quiz(left_quiz), Body::Quiz(right_quiz))
                    if left_quiz.printed().count() == right_quiz.printed().count() =>
                {
                    let pairs = left_quiz.printed().zip(right_quiz.printed()).enumerate();
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
        let (mut left, mut right) = (self.left.blocks(left), self.right.blocks(right));
        bookmark_both(&mut left, &mut right);
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
            breaks: self.left.scope.room().within(self.left.depth).rows_break(&rows),
            deep: self.left.is_deep(),
            rows,
        }
    }
}

/// Whether a row holds sides of a role play.
fn is_of_sides(row: &pairing::Row<Resolved>) -> bool {
    lefts(row).iter().chain(rights(row)).any(is_side)
}

/// The blocks of a row in the first language.
fn lefts<'b>(row: &pairing::Row<'b, Resolved>) -> &'b [Block<Resolved>] {
    match row {
        pairing::Row::Pair { left, .. } => left,
        pairing::Row::Both { left, .. } => std::slice::from_ref(*left),
    }
}

/// The blocks of a row in the second language.
fn rights<'b>(row: &pairing::Row<'b, Resolved>) -> &'b [Block<Resolved>] {
    match row {
        pairing::Row::Pair { right, .. } => right,
        pairing::Row::Both { right, .. } => std::slice::from_ref(*right),
    }
}

/// The index of the row in which these blocks of the left text begin.
fn first_row_of(blocks: &[Block<Resolved>], rows: &[pairing::Row<Resolved>]) -> usize {
    let begins = |row: &pairing::Row<Resolved>| {
        let Some(first) = blocks.first() else { return false };
        match row {
            pairing::Row::Pair { left, .. } => left.iter().any(|block| std::ptr::eq(block, first)),
            pairing::Row::Both { left, .. } => std::ptr::eq(*left, first),
        }
    };
    rows.iter().position(begins).unwrap_or(rows.len())
}

/// Bookmarks say a heading in both languages. The second of the two has it: for the typesetter a heading without one ends what stands above it, and
/// behind the first it would part this from what belongs below it.
fn bookmark_both(left: &mut [BlockNode], right: &mut [BlockNode]) {
    for pair in left.iter_mut().zip(right) {
        let (BlockNode::Heading { bookmark: first, .. }, BlockNode::Heading { bookmark: second, content, .. }) = pair
        else {
            continue;
        };
        if let Some(words) = first.take() {
            let other = plain(content);
            *second = Some(if other.trim() == words { words } else { format!("{words} / {}", other.trim()) });
        }
    }
}

/// Whether what is written leads on to the next row.
fn keep(nodes: &[BlockNode]) -> Keep {
    match nodes.last() {
        Some(BlockNode::Heading { .. }) => Keep::WithNext,
        Some(BlockNode::Paragraph { keep, .. }) => *keep,
        _ => Keep::Free,
    }
}

/// The lines of a table's translation. Cells that say the same in both languages are empty.
fn translated_lines(writer: &mut TextWriter, source: &Table<Resolved>, table: &Table<Resolved>) -> Vec<TableLine> {
    let lines = source.lines().zip(table.lines());
    let mut cell = |source: &[Inline<Resolved>], cell: &[Inline<Resolved>]| {
        if pairing::same_words(source, cell) { Vec::new() } else { writer.runs(cell) }
    };
    lines.map(|(source, line)| source.iter().zip(line).map(|(l, r)| cell(l, r)).collect()).collect()
}

/// A block over the width of both columns.
fn across(writer: &mut TextWriter, block: &Block<Resolved>) -> ColumnText {
    let column = std::mem::replace(&mut writer.line, writer.scope.full_width());
    let content = writer.blocks(std::slice::from_ref(block));
    writer.line = column;
    ColumnText { lang: writer.lang().index(), content }
}
