//! Which boxes are kept on one page: those that are short, by a rough count of their lines.

use crate::output::print::data::page::Row;
use crate::output::print::data::text::{Breaks, Choice, Keep, Node, Numbered, Run, Span};
use crate::tree::{self, Class, Piece, Symbol};

/// What a box may fill.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// The width of a line in halves of a Chinese character.
    pub line: usize,
    /// So many lines, about a third of a page, are better moved than broken.
    pub short: usize,
}

impl Room {
    pub fn nodes_break(self, nodes: &[Node]) -> Breaks {
        let task = nodes.iter().position(|node| matches!(node, Node::Workspace { .. }));
        self.breaks(lines(nodes, self.line), task.map(|task| lines(&nodes[..task], self.line)))
    }

    pub fn rows_break(self, rows: &[Row]) -> Breaks {
        let all = |rows: &[Row]| rows.iter().map(|row| row_lines(row, self.line)).sum();
        let task = rows.iter().position(|row| matches!(row, Row::Workspace { .. }));
        self.breaks(all(rows), task.map(|task| all(&rows[..task])))
    }

    /// Most rows have two lines.
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

/// The lines that a picture counts for.
const PICTURE: usize = 18;

fn row_lines(row: &Row, line: usize) -> usize {
    match row {
        Row::One { side } => lines(&side.content, line),
        Row::Pair { left, right, .. } => lines(&left.content, line).max(lines(&right.content, line)),
        Row::Group { rows, .. } => 3 + rows.iter().map(|row| row_lines(row, line)).sum::<usize>(),
        Row::Stack { upper, lower } => lines(&upper.content, line) + lines(&lower.content, line),
        Row::Workspace { lines } => written(*lines),
        Row::Picture { .. } => PICTURE,
    }
}

fn lines(nodes: &[Node], line: usize) -> usize {
    nodes.iter().map(|node| node_lines(node, line)).sum()
}

fn node_lines(node: &Node, line: usize) -> usize {
    let wrapped = |runs: &[Run]| 1 + runs.iter().map(run_width).sum::<usize>() / line;
    let items = |items: &[Vec<Node>]| items.iter().map(|item| lines(item, line)).sum();
    match node {
        Node::Heading { content, .. } => 1 + wrapped(content),
        Node::Paragraph { content, .. } => wrapped(content),
        Node::Figure { .. } => PICTURE,
        Node::List { items: list, .. } | Node::Numbers { items: list, .. } => items(list),
        Node::Tasks { items, .. } => items.iter().map(|task| lines(&task.content, line)).sum(),
        Node::Quote { content, .. } => 1 + lines(content, line),
        Node::Alert { content, .. } | Node::Box { content, .. } => 3 + lines(content, line),
        Node::Code { text } => 1 + text.lines().count(),
        Node::Table { rows, .. } => 2 + 2 * rows.len(),
        Node::Formula(formula) => formula_lines(&formula.pieces),
        Node::Rule => 2,
        Node::Workspace { lines } => written(*lines),
        Node::Turn { speech, .. } => lines(speech, line),
        Node::Question { question, options, .. } => {
            let option = |choice: &Choice| lines(&choice.answer, line) + lines(&choice.explanation, line);
            1 + lines(question, line) + options.iter().map(option).sum::<usize>()
        }
    }
}

/// A short paragraph that leads up to what follows it: all in bold type, or ending in a colon.
pub fn keep(paragraph: &[Run]) -> Keep {
    let short = paragraph.iter().map(run_width).sum::<usize>() <= 160;
    let bold = matches!(paragraph, [Run::Span(Span::Strong { .. })]);
    let colon = matches!(paragraph.last(), Some(Run::Text(text)) if text.trim_end().ends_with([':', '：']));
    if short && (bold || colon) { Keep::WithNext } else { Keep::Free }
}

/// Ruled lines are half as far apart again as lines of text.
fn written(lines: u32) -> usize {
    lines as usize * 3 / 2
}

/// Of the widest piece that should not be broken; Chinese is broken after four characters or more.
pub fn longest_word(runs: &[Run]) -> usize {
    let in_text = |text: &str| {
        let word = |word: &str| match word.chars().any(|c| c >= '\u{2e80}') {
            true => text_width(word).min(8),
            // Capitals and bold type are wider than the average.
            false => text_width(word) + 1,
        };
        text.split_whitespace().map(word).max().unwrap_or(0)
    };
    let in_run = |run: &Run| match run {
        Run::Text(text) => in_text(text),
        Run::Span(span) => match span {
            Span::Dots { text } | Span::Code { text } => in_text(text),
            Span::Reference { content, page, .. } => {
                longest_word(content).max(if *page == Numbered::Page { PAGE_NOTE } else { 0 })
            }
            Span::Emphasis { content } | Span::Strong { content } | Span::Strike { content } => longest_word(content),
            Span::Link { content, .. } | Span::Foreign { content, .. } | Span::Passage { content, .. } => {
                longest_word(content)
            }
            Span::Formula(formula) => formula_width(&formula.pieces),
            Span::Break | Span::Image { .. } | Span::Note { .. } => 2,
        },
    };
    runs.iter().map(in_run).max().unwrap_or(0)
}

/// `(p. 14)`
const PAGE_NOTE: usize = 8;

pub fn run_width(run: &Run) -> usize {
    let all = |runs: &[Run]| runs.iter().map(run_width).sum();
    match run {
        Run::Text(text) => text_width(text),
        Run::Span(span) => match span {
            Span::Dots { text } | Span::Code { text } => text_width(text),
            Span::Emphasis { content } | Span::Strong { content } | Span::Strike { content } => all(content),
            Span::Link { content, .. } | Span::Foreign { content, .. } | Span::Passage { content, .. } => all(content),
            Span::Reference { content, .. } => PAGE_NOTE + all(content),
            Span::Formula(formula) => formula_width(&formula.pieces),
            Span::Break | Span::Image { .. } | Span::Note { .. } => 2,
        },
    }
}

/// A formula in a line of its own, and the room around it.
fn formula_lines(content: &[Piece]) -> usize {
    let tallest = content.iter().map(|piece| match piece {
        Piece::Table(table) => table.rows.len(),
        Piece::Fenced { content, .. } | Piece::Sized { content, .. } => formula_lines(content) - 1,
        _ => 2,
    });
    1 + tallest.max().unwrap_or(1)
}

/// In halves of a Chinese character, roughly.
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

/// In halves of a Chinese character, roughly.
pub fn text_width(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Run {
        Run::Text(text.into())
    }

    fn bold(words: &str) -> Run {
        Run::Span(Span::Strong { content: vec![text(words)] })
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
        let task = |lines: usize| (0..lines).map(|_| Node::Paragraph { content: vec![text("x")], keep: Keep::Free });
        let exercise = |before: usize, lines: u32| task(before).chain([Node::Workspace { lines }]).collect::<Vec<_>>();
        let large = Room { line: 40, short: 18 };
        assert_eq!(large.nodes_break(&exercise(4, 6)), Breaks::Never);
        assert_eq!(Room { short: 12, ..large }.nodes_break(&exercise(4, 6)), Breaks::AfterTask);
        assert_eq!(large.nodes_break(&exercise(4, 12)), Breaks::AfterTask);
        assert_eq!(large.nodes_break(&exercise(20, 2)), Breaks::Anywhere);
    }
}
