//! Tables, lists and definitions that are written in HTML.

use super::blocks::Builder;
use super::boxes::Met;
use super::tags::{HtmlTag, Meaning, Piece};
use crate::course::tree::{Alignment, Block, BlockKind, Definition, Inline, List, ListItem, Parsed, Table};
use crate::sources::limits::COLUMNS;

/// What stands next in an element that holds items.
enum Next {
    Item(HtmlTag),
    /// Blocks that stand between items.
    Stray,
    End(bool),
}

impl Builder<'_> {
    pub fn html_list(&mut self, tag: &HtmlTag, met: &mut Met) -> List<Parsed> {
        let start = (tag.meaning == Meaning::Numbers)
            .then(|| tag.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1));
        let mut list = List { start, tight: true, items: Vec::new() };
        let index = self.open_element(tag);
        loop {
            match self.next_item(&[Meaning::Item]) {
                Next::Item(item) => {
                    let content = self.within(&item, &mut Met::Block);
                    list.tight &= !matches!(&content[..], [first, ..] if content.len() > 1 && is_paragraph(first) && content.iter().skip(1).any(is_paragraph));
                    list.items.push(ListItem { checked: None, content });
                }
                Next::Stray => {
                    let mut content = Vec::new();
                    if self.markup(&mut content) == Some(Met::End) {
                        break;
                    }
                    list.items.extend((!content.is_empty()).then_some(ListItem { checked: None, content }));
                }
                Next::End(true) => {}
                Next::End(false) => break,
            }
            if self.boxes.elements().is_closing() {
                break;
            }
        }
        if !self.close_element(index, tag) {
            *met = Met::End;
        }
        list
    }

    pub fn html_definitions(&mut self, tag: &HtmlTag, met: &mut Met) -> Vec<Definition<Parsed>> {
        let mut all: Vec<Definition<Parsed>> = Vec::new();
        let index = self.open_element(tag);
        loop {
            match self.next_item(&[Meaning::Term, Meaning::Explanation]) {
                Next::Item(item) => {
                    let content = self.within(&item, &mut Met::Block);
                    let last = all.last_mut();
                    match (item.meaning, last) {
                        (Meaning::Term, Some(last)) if last.meanings.is_empty() => last.terms.push(one_line(content)),
                        (Meaning::Term, _) => {
                            all.push(Definition { terms: vec![one_line(content)], meanings: Vec::new() });
                        }
                        (_, Some(last)) => last.meanings.push(content),
                        (_, None) => all.push(Definition { terms: Vec::new(), meanings: vec![content] }),
                    }
                }
                Next::Stray => {
                    let mut content = Vec::new();
                    let ended = self.markup(&mut content) == Some(Met::End);
                    if !content.is_empty() {
                        all.push(Definition { terms: Vec::new(), meanings: vec![content] });
                    }
                    if ended {
                        break;
                    }
                }
                Next::End(true) => {}
                Next::End(false) => break,
            }
            if self.boxes.elements().is_closing() {
                break;
            }
        }
        if !self.close_element(index, tag) {
            *met = Met::End;
        }
        all
    }

    /// A table. What stands between its cells goes before it. None when it has no cells.
    pub fn html_table(
        &mut self,
        tag: &HtmlTag,
        blocks: &mut Vec<Block<Parsed>>,
        met: &mut Met,
    ) -> Option<Table<Parsed>> {
        let mut rows: Vec<(bool, Vec<Vec<Inline<Parsed>>>)> = Vec::new();
        let mut alignments: Vec<Alignment> = Vec::new();
        // For each column, in how many further rows a cell from above goes on.
        let mut joined: Vec<usize> = Vec::new();
        let index = self.open_element(tag);
        loop {
            match self.next_item(&[Meaning::Cell, Meaning::HeadCell, Meaning::Row, Meaning::Rows]) {
                Next::Item(item) if item.meaning == Meaning::Row => {
                    if !item.closing {
                        if let Some((_, row)) = rows.last_mut() {
                            fill(row, &mut joined);
                        }
                        rows.push((true, Vec::new()));
                    }
                }
                Next::Item(item) if item.meaning == Meaning::Rows => {}
                Next::Item(cell) => {
                    self.spanned_cell(&cell);
                    let content = one_line(self.within(&cell, &mut Met::Block));
                    if rows.is_empty() {
                        rows.push((true, Vec::new()));
                    }
                    let (heads, row) = rows.last_mut().expect("there is a row");
                    *heads &= cell.meaning == Meaning::HeadCell;
                    fill(row, &mut joined);
                    let count = |name| cell.attribute(name).and_then(|count| count.parse().ok()).unwrap_or(1);
                    let (columns, further): (usize, usize) = (count("colspan"), count("rowspan"));
                    for nth in 0..columns.clamp(1, COLUMNS) {
                        joined.resize(joined.len().max(row.len() + 1), 0);
                        joined[row.len()] = further.clamp(1, HIGHEST).saturating_sub(1);
                        if row.len() == alignments.len() {
                            alignments.push(cell.alignment().unwrap_or(Alignment::None));
                        }
                        row.push(if nth == 0 { content.clone() } else { Vec::new() });
                    }
                }
                Next::Stray => {
                    if self.markup(blocks) == Some(Met::End) {
                        break;
                    }
                }
                Next::End(true) => {}
                Next::End(false) => break,
            }
            if self.boxes.elements().is_closing() {
                break;
            }
        }
        if !self.close_element(index, tag) {
            *met = Met::End;
        }
        rows.retain(|(_, row)| !row.is_empty());
        let columns = alignments.len();
        rows.iter_mut().for_each(|(_, row)| row.resize(columns, Vec::new()));
        let first = !rows.is_empty();
        // A table without a row of headings has an empty one, as in Markdown.
        let head = match first && rows[0].0 {
            true => rows.remove(0).1,
            false => vec![Vec::new(); columns],
        };
        first.then(|| Table { alignments, head, rows: rows.into_iter().map(|(_, row)| row).collect() })
    }

    /// The next opening tag of an item, and what a table is made of, which are consumed.
    fn next_item(&mut self, items: &[Meaning]) -> Next {
        loop {
            if !self.more_html() {
                return Next::End(false);
            }
            match self.pieces.front() {
                Some(Piece::Text(text, _)) if text.trim().is_empty() => _ = self.next_piece(),
                Some(Piece::Tag(tag)) if items.contains(&tag.meaning) => {
                    let tag = tag.clone();
                    self.next_piece();
                    let part = matches!(tag.meaning, Meaning::Row | Meaning::Rows);
                    if part || !tag.closing {
                        return Next::Item(tag);
                    }
                }
                _ => return Next::Stray,
            }
        }
    }
}

/// More rows than these no cell goes through.
const HIGHEST: usize = 1000;

/// Leaves the places empty where cells from the rows above go on.
fn fill(row: &mut Vec<Vec<Inline<Parsed>>>, joined: &mut [usize]) {
    while let Some(left) = joined.get_mut(row.len()).filter(|left| **left > 0) {
        *left -= 1;
        row.push(Vec::new());
    }
}

fn is_paragraph(block: &Block<Parsed>) -> bool {
    matches!(block.kind, BlockKind::Paragraph(_))
}

/// Blocks as the text of a cell: each begins a line.
pub fn one_line(blocks: Vec<Block<Parsed>>) -> Vec<Inline<Parsed>> {
    let mut out: Vec<Inline<Parsed>> = Vec::new();
    let mut add = |content: Vec<Inline<Parsed>>| {
        if !out.is_empty() && !content.is_empty() {
            out.push(Inline::HardBreak);
        }
        out.extend(content);
    };
    for block in blocks {
        let span = block.span;
        match block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => add(content),
            BlockKind::Figure { picture, alt, width, .. } => add(vec![Inline::Image { picture, alt, width, span }]),
            BlockKind::Code { text, .. } => {
                text.lines().for_each(|line| add(vec![Inline::Code(line.to_owned(), span)]));
            }
            BlockKind::List(list) => {
                for (nth, item) in list.items.into_iter().enumerate() {
                    let mark = list.start.map_or("• ".to_owned(), |start| format!("{}. ", start + nth as u64));
                    add([Inline::Text(mark, span)].into_iter().chain(one_line(item.content)).collect());
                }
            }
            mut kind => {
                kind.runs().into_iter().cloned().for_each(&mut add);
                for content in kind.children_mut() {
                    add(one_line(std::mem::take(content)));
                }
            }
        }
    }
    out
}
