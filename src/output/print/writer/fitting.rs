//! Which boxes are kept on one page: those that are short, by a rough count of their lines.

use crate::course::tree::{self, Class, Piece, Symbol};
use crate::output::print::data::page::{BothCell, BothTable, PageRow};
use crate::output::print::data::text::{
    BlockNode, Breaks, Illustration, InlineSpan, Keep, Numbered, QuizOption, TextRun,
};

/// The room that decides whether a box is kept on one page.
#[derive(Clone, Copy, Debug)]
pub struct LineRoom {
    /// The width of a line in halves of a Chinese character.
    pub line: usize,
    /// The most lines, about a third of a page, that are better moved to the next page than broken.
    pub short: usize,
}

/// Of a line, in halves of a Chinese character, what a container takes at its sides, and the least that is left.
const SIDES: usize = 4;
const LEAST: usize = 6;

/// The width of a line within a container.
fn inside(line: usize) -> usize {
    line.saturating_sub(SIDES).max(LEAST)
}

impl LineRoom {
    /// The room within so many containers.
    pub fn within(self, depth: usize) -> LineRoom {
        LineRoom { line: (0..depth).fold(self.line, |line, _| inside(line)), ..self }
    }

    pub fn nodes_break(self, nodes: &[BlockNode]) -> Breaks {
        let task = nodes.iter().position(|node| matches!(node, BlockNode::Workspace { .. }));
        self.breaks(lines(nodes, self.line), task.map(|task| lines(&nodes[..task], self.line)))
    }

    pub fn rows_break(self, rows: &[PageRow]) -> Breaks {
        let all = |rows: &[PageRow]| rows.iter().map(|row| row_lines(row, self.line)).sum();
        let task = rows.iter().position(|row| matches!(row, PageRow::Workspace { .. }));
        self.breaks(all(rows), task.map(|task| all(&rows[..task])))
    }

    /// Whether a table may break, by the number of its rows. Most rows have two lines.
    pub fn table_breaks(self, rows: usize) -> Breaks {
        self.breaks(2 * rows, None)
    }

    /// `task` counts the lines before the room to write, where there is some.
    fn breaks(self, lines: usize, task: Option<usize>) -> Breaks {
        match task {
            _ if lines <= self.short => Breaks::Never,
            Some(task) if task <= self.short => Breaks::AfterTask,
            _ => Breaks::Anywhere,
        }
    }
}

/// The number of lines for which a picture counts.
const PICTURE: usize = 18;

fn row_lines(row: &PageRow, line: usize) -> usize {
    match row {
        PageRow::One { side } => lines(&side.content, line),
        PageRow::Pair { left, right, .. } => lines(&left.content, line).max(lines(&right.content, line)),
        PageRow::Group { rows, .. } => 3 + rows.iter().map(|row| row_lines(row, inside(line))).sum::<usize>(),
        PageRow::Frame { rows, .. } => 1 + rows.iter().map(|row| row_lines(row, inside(line))).sum::<usize>(),
        PageRow::Items { items, .. } => items.iter().flatten().map(|row| row_lines(row, inside(line))).sum(),
        PageRow::Table(table) => table_lines(table),
        PageRow::Stack { upper, lower } => lines(&upper.content, line) + lines(&lower.content, line),
        PageRow::Workspace { lines } => written(*lines),
        PageRow::Picture { .. } => PICTURE,
    }
}

/// Most rows have a line for each language, and as much room around them as a line.
fn table_lines(table: &BothTable) -> usize {
    let row = |row: &Vec<BothCell>| {
        let blank = row.iter().all(|cell| cell.left.is_empty() && cell.right.is_empty());
        if table.beside || blank { 2 } else { 3 }
    };
    row(&table.head) + table.rows.iter().map(row).sum::<usize>()
}

fn lines(nodes: &[BlockNode], line: usize) -> usize {
    nodes.iter().map(|node| node_lines(node, line)).sum()
}

fn node_lines(node: &BlockNode, line: usize) -> usize {
    let wrapped = |runs: &[TextRun]| 1 + runs.iter().map(run_width).sum::<usize>() / line;
    let items = |items: &[Vec<BlockNode>]| items.iter().map(|item| lines(item, inside(line))).sum();
    match node {
        BlockNode::Heading { content, .. } => 1 + wrapped(content),
        BlockNode::Paragraph { content, .. } => wrapped(content),
        BlockNode::Figure { .. } => PICTURE,
        BlockNode::List { items: list, .. } | BlockNode::Numbers { items: list, .. } => items(list),
        BlockNode::Tasks { items, .. } => items.iter().map(|task| lines(&task.content, inside(line))).sum(),
        BlockNode::Quote { content, .. } => 1 + lines(content, inside(line)),
        BlockNode::Aside { content, .. } => 2 + lines(content, inside(line)),
        BlockNode::Aligned { content, .. } => lines(content, line),
        BlockNode::Untranslated { content, .. } => 1 + lines(content, line),
        BlockNode::Definitions { items } => {
            let meanings = items.iter().flat_map(|item| &item.meanings).map(|meaning| lines(meaning, line));
            items.iter().map(|item| item.terms.len()).sum::<usize>() + meanings.sum::<usize>()
        }
        BlockNode::Alert { content, .. } | BlockNode::Details { content, .. } | BlockNode::Box { content, .. } => {
            3 + lines(content, inside(line))
        }
        BlockNode::Code { lines, .. } => 1 + lines.len(),
        BlockNode::Table { rows, .. } => 2 + 2 * rows.len(),
        BlockNode::Formula(formula) => formula_lines(&formula.pieces),
        BlockNode::Rule => 2,
        BlockNode::Workspace { lines } => written(*lines),
        BlockNode::Turn { speech, .. } => lines(speech, line),
        BlockNode::Question { question, options, partners, lines: to_write_on, explanation, .. } => {
            let option = |choice: &QuizOption| lines(&choice.answer, line) + lines(&choice.explanation, line);
            let listed = |list: &[QuizOption]| list.iter().map(option).sum::<usize>();
            let written = written(*to_write_on) + lines(explanation, line);
            1 + lines(question, line) + listed(options) + listed(partners) + written
        }
    }
}

/// Whether a paragraph leads up to what follows it: it is short, and all in bold type or ending in a colon.
pub fn keep(paragraph: &[TextRun]) -> Keep {
    let short = paragraph.iter().map(run_width).sum::<usize>() <= 160;
    let bold = matches!(paragraph, [TextRun::Span(InlineSpan::Strong { .. })]);
    let colon = matches!(paragraph.last(), Some(TextRun::Text(text)) if text.trim_end().ends_with([':', '：']));
    if short && (bold || colon) { Keep::WithNext } else { Keep::Free }
}

/// The lines of text for which ruled lines count; those are half as far apart again.
fn written(lines: u32) -> usize {
    lines as usize * 3 / 2
}

/// The width of the widest piece that should not be broken, in halves of a Chinese character. Chinese is broken after four characters or
/// more.
pub fn longest_word(runs: &[TextRun]) -> usize {
    let in_text = |text: &str| {
        let word = |word: &str| {
            let is_chinese = |c: char| c >= '\u{2e80}';
            // What stands between Chinese characters is not broken, and stays with one of them at each side.
            let between = word.split(is_chinese).map(text_width).max().unwrap_or(0);
            // Capitals and bold type are wider than the average.
            if word.contains(is_chinese) { text_width(word).min(8.max(between + 4)) } else { text_width(word) + 1 }
        };
        text.split_whitespace().map(word).max().unwrap_or(0)
    };
    let in_run = |run: &TextRun| match run {
        TextRun::Text(text) => in_text(text),
        TextRun::Span(span) => match span {
            InlineSpan::Dots { text } => in_text(text),
            InlineSpan::Code { parts } => parts.iter().map(|part| in_text(part)).max().unwrap_or(0),
            InlineSpan::Reference { content, page, .. } => {
                longest_word(content).max(if *page == Numbered::Page { PAGE_NOTE } else { 0 })
            }
            InlineSpan::Emphasis { content } | InlineSpan::Strong { content } | InlineSpan::Strike { content } => {
                longest_word(content)
            }
            InlineSpan::Styled { content, .. }
            | InlineSpan::Link { content, .. }
            | InlineSpan::Foreign { content, .. }
            | InlineSpan::Passage { content, .. } => longest_word(content),
            InlineSpan::Ruby { reading, content } => longest_word(content).max(text_width(reading) / 2),
            InlineSpan::Place { .. } | InlineSpan::IndexMark { .. } => 0,
            InlineSpan::Formula(formula) => formula_width(&formula.pieces),
            InlineSpan::Image { picture } => picture_width(picture).min(LEGIBLE),
            InlineSpan::Break | InlineSpan::Stale | InlineSpan::Note { .. } => 2,
        },
    };
    runs.iter().map(in_run).max().unwrap_or(0)
}

/// How narrow a picture may become, in halves of a Chinese character: some 2 cm.
const LEGIBLE: usize = 12;

/// The width of a picture in a line, in halves of a Chinese character, which have about 1.7 mm.
fn picture_width(picture: &Illustration) -> usize {
    let tenths = picture.wanted.or(picture.width).unwrap_or_default();
    (tenths / 17).clamp(2, 80) as usize
}

/// The width of `(p. 14)`, in halves of a Chinese character.
const PAGE_NOTE: usize = 8;

/// The lines of a note in the midst of a text are counted by this one, in halves of a Chinese character.
const NOTE_LINE: usize = 40;

/// The width of a run, in halves of a Chinese character, roughly.
pub fn run_width(run: &TextRun) -> usize {
    let all = |runs: &[TextRun]| runs.iter().map(run_width).sum();
    match run {
        TextRun::Text(text) => text_width(text),
        TextRun::Span(span) => match span {
            InlineSpan::Dots { text } => text_width(text),
            InlineSpan::Code { parts } => parts.iter().map(|part| text_width(part)).sum(),
            InlineSpan::Emphasis { content } | InlineSpan::Strong { content } | InlineSpan::Strike { content } => {
                all(content)
            }
            InlineSpan::Styled { content, .. }
            | InlineSpan::Link { content, .. }
            | InlineSpan::Foreign { content, .. }
            | InlineSpan::Passage { content, .. } => all(content),
            InlineSpan::Ruby { reading, content } => all(content).max(text_width(reading) / 2),
            InlineSpan::Place { .. } | InlineSpan::IndexMark { .. } => 0,
            InlineSpan::Reference { content, .. } => PAGE_NOTE + all(content),
            InlineSpan::Formula(formula) => formula_width(&formula.pieces),
            InlineSpan::Image { picture } => picture_width(picture),
            // In brackets where it is called.
            InlineSpan::Note { foot: false, content: Some(content), .. } => NOTE_LINE * lines(content, NOTE_LINE),
            InlineSpan::Break | InlineSpan::Stale | InlineSpan::Note { .. } => 2,
        },
    }
}

/// The lines of a formula in a line of its own, with the room around it.
fn formula_lines(content: &[Piece]) -> usize {
    let tallest = content.iter().map(|piece| match piece {
        Piece::Table(table) => table.rows.len(),
        Piece::Fenced { content, .. } | Piece::Sized { content, .. } => formula_lines(content) - 1,
        _ => 2,
    });
    1 + tallest.max().unwrap_or(1)
}

/// The width of a formula, in halves of a Chinese character, roughly.
fn formula_width(content: &[Piece]) -> usize {
    let script = |row: &Option<tree::Row>| row.as_ref().map_or(0, |row| formula_width(row) * 2 / 3);
    let piece = |piece: &Piece| match piece {
        Piece::Symbol(Symbol { class: Class::Relation | Class::Binary | Class::Large, .. }) => 3,
        Piece::Symbol(_) | Piece::Fence { .. } => 1,
        Piece::Number { digits: text } | Piece::Words { words: text } | Piece::Name { name: text } => text_width(text),
        Piece::Function { name, .. } => text_width(name) + 1,
        Piece::Space { width } => usize::try_from(*width).unwrap_or(0) / 9,
        Piece::Group { content } | Piece::Sized { content, .. } => formula_width(content),
        Piece::Fenced { content, .. } => 2 + formula_width(content),
        Piece::Fraction { over, under, .. } => formula_width(over).max(formula_width(under)),
        Piece::Root { radicand, .. } => 2 + formula_width(radicand),
        Piece::Scripts { base, sub, sup, .. } => formula_width(base) + script(sub).max(script(sup)),
        Piece::Accent { base, .. } => formula_width(base),
        Piece::Table(table) => {
            table.rows.iter().map(|row| row.iter().map(|cell| 1 + formula_width(cell)).sum()).max().unwrap_or(0)
        }
    };
    content.iter().map(piece).sum()
}

/// The width of a text, in halves of a Chinese character, roughly.
pub fn text_width(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> TextRun {
        TextRun::Text(text.into())
    }

    fn bold(words: &str) -> TextRun {
        TextRun::Span(InlineSpan::Strong { content: vec![text(words)] })
    }

    #[test]
    fn what_leads_up_to_the_next_block_stays_with_it() {
        for paragraph in [vec![bold("The ten steps")], vec![text("Say one of these:")], vec![text("说其中一句：")]]
        {
            assert_eq!(keep(&paragraph), Keep::WithNext, "{paragraph:?}");
        }
        let long = format!("{}:", "A long text ".repeat(20));
        for paragraph in [vec![bold("Debrief."), text(" Who fell?")], vec![text("Nobody fell.")], vec![text(&long)]] {
            assert_eq!(keep(&paragraph), Keep::Free, "{paragraph:?}");
        }
    }

    #[test]
    fn a_box_breaks_in_its_room_to_write() {
        let task =
            |lines: usize| (0..lines).map(|_| BlockNode::Paragraph { content: vec![text("x")], keep: Keep::Free });
        let exercise =
            |before: usize, lines: u32| task(before).chain([BlockNode::Workspace { lines }]).collect::<Vec<_>>();
        let large = LineRoom { line: 40, short: 18 };
        assert_eq!(large.nodes_break(&exercise(4, 6)), Breaks::Never);
        assert_eq!(LineRoom { short: 12, ..large }.nodes_break(&exercise(4, 6)), Breaks::AfterTask);
        assert_eq!(large.nodes_break(&exercise(4, 12)), Breaks::AfterTask);
        assert_eq!(large.nodes_break(&exercise(20, 2)), Breaks::Anywhere);
    }
}
