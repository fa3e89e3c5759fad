//! Which boxes are kept on one page: those that are short, by a rough count of their lines.

use super::data::{Breaks, Choice, Node, Row, Run, Span};

/// A box of so many lines, about a third of a page, is better moved than broken.
const SHORT: usize = 18;

/// `line` is the width of a line in halves of a Chinese character.
pub fn nodes_break(nodes: &[Node], line: usize) -> Breaks {
    breaks(lines(nodes, line))
}

pub fn rows_break(rows: &[Row], line: usize) -> Breaks {
    breaks(rows.iter().map(|row| row_lines(row, line)).sum())
}

/// Most rows have two lines.
pub fn table_breaks(rows: usize) -> Breaks {
    breaks(2 * rows)
}

fn breaks(lines: usize) -> Breaks {
    if lines <= SHORT { Breaks::Never } else { Breaks::Anywhere }
}

fn row_lines(row: &Row, line: usize) -> usize {
    match row {
        Row::One { side } => lines(&side.content, line),
        Row::Pair { left, right, .. } => lines(&left.content, line).max(lines(&right.content, line)),
        Row::Group { rows, .. } => 3 + rows.iter().map(|row| row_lines(row, line)).sum::<usize>(),
        Row::Workspace { lines } => written(*lines),
        Row::Picture { .. } => SHORT,
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
        Node::Paragraph { content } => wrapped(content),
        Node::Figure { .. } => SHORT,
        Node::List { items: list, .. } | Node::Numbers { items: list, .. } => items(list),
        Node::Tasks { items, .. } => items.iter().map(|task| lines(&task.content, line)).sum(),
        Node::Quote { content } => 1 + lines(content, line),
        Node::Alert { content, .. } | Node::Box { content, .. } => 3 + lines(content, line),
        Node::Code { text } => 1 + text.lines().count(),
        Node::Table { rows, .. } => 2 + 2 * rows.len(),
        Node::Rule => 2,
        Node::Workspace { lines } => written(*lines),
        Node::Turn { speech, .. } => lines(speech, line),
        Node::Question { question, options, .. } => {
            let option = |choice: &Choice| lines(&choice.answer, line) + lines(&choice.explanation, line);
            1 + lines(question, line) + options.iter().map(option).sum::<usize>()
        }
    }
}

/// Ruled lines are half as far apart again as lines of text.
fn written(lines: u32) -> usize {
    lines as usize * 3 / 2
}

fn run_width(run: &Run) -> usize {
    let all = |runs: &[Run]| runs.iter().map(run_width).sum();
    match run {
        Run::Text(text) => text_width(text),
        Run::Span(span) => match span {
            Span::Dots { text } | Span::Code { text } => text_width(text),
            Span::Emphasis { content } | Span::Strong { content } | Span::Strike { content } => all(content),
            Span::Link { content, .. } | Span::Foreign { content, .. } => all(content),
            Span::Reference { content, .. } => 8 + all(content),
            Span::Break | Span::Image { .. } | Span::Note { .. } => 2,
        },
    }
}

/// In halves of a Chinese character, roughly.
pub fn text_width(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum()
}
