//! Tables, lists and definitions that are written in HTML.

use super::tags::{HtmlTag, Meaning, Piece};
use crate::course::tree::{Alignment, Block, BlockKind, Definition, Inline, List, ListItem, Parsed, Table};
use crate::sources::limits::COLUMNS;
use crate::syntax::blocks::Builder;
use crate::syntax::boxes::Met;

/// A part of an element that holds items.
enum Part {
    /// The opening tag of an item, or a tag of the rows of a table.
    Item(HtmlTag),
    /// Blocks that stand between items.
    Stray(Vec<Block<Parsed>>),
}

impl Builder<'_> {
    pub fn html_list(&mut self, tag: &HtmlTag, met: &mut Met) -> List<Parsed> {
        let start = (tag.meaning == Meaning::Numbers)
            .then(|| tag.attribute("start").and_then(|start| start.parse().ok()).unwrap_or(1));
        let mut list = List { start, tight: true, items: Vec::new() };
        self.parts(tag, &[Meaning::Item], met, &mut |builder, part| {
            let content = match part {
                Part::Item(item) => builder.within(&item, &mut Met::Block),
                Part::Stray(content) => content,
            };
            list.tight &= content.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph(_))).count() < 2;
            list.items.push(ListItem { checked: None, content });
        });
        list
    }

    pub fn html_definitions(&mut self, tag: &HtmlTag, met: &mut Met) -> Vec<Definition<Parsed>> {
        let mut all: Vec<Definition<Parsed>> = Vec::new();
        self.parts(tag, &[Meaning::Term, Meaning::Explanation], met, &mut |builder, part| {
            let (is_term, content) = match part {
                Part::Item(item) => (item.meaning == Meaning::Term, builder.within(&item, &mut Met::Block)),
                Part::Stray(content) => (false, content),
            };
            // A term behind a meaning begins another definition.
            if all.last().is_none_or(|last| is_term && !last.meanings.is_empty()) {
                all.push(Definition { terms: Vec::new(), meanings: Vec::new() });
            }
            let last = all.last_mut().expect("there is one");
            if is_term { last.terms.push(one_line(content)) } else { last.meanings.push(content) }
        });
        all
    }

    /// A table. What stands between its cells goes before it. None when it has no cells.
    pub fn html_table(
        &mut self,
        tag: &HtmlTag,
        blocks: &mut Vec<Block<Parsed>>,
        met: &mut Met,
    ) -> Option<Table<Parsed>> {
        let mut table = Rows::default();
        let parts = [Meaning::Cell, Meaning::HeadCell, Meaning::Row, Meaning::Rows];
        self.parts(tag, &parts, met, &mut |builder, part| match part {
            Part::Item(row) if row.meaning == Meaning::Row && !row.closing => table.begin_row(),
            Part::Item(part) if matches!(part.meaning, Meaning::Row | Meaning::Rows) => {}
            Part::Item(cell) => {
                builder.spanned_cell(&cell);
                let content = one_line(builder.within(&cell, &mut Met::Block));
                table.add(&cell, content);
            }
            Part::Stray(content) => blocks.extend(content),
        });
        table.finish()
    }

    /// Shows the parts of an element whose opening tag was consumed, up to its closing tag.
    fn parts(&mut self, tag: &HtmlTag, items: &[Meaning], met: &mut Met, see: &mut impl FnMut(&mut Self, Part)) {
        let index = self.open_element(tag);
        while !self.boxes.elements().is_closing() {
            if !self.more_html() {
                // Markdown, or the end of what is around the element.
                let content = self.blocks();
                if !content.is_empty() {
                    see(self, Part::Stray(content));
                }
                break;
            }
            match self.pieces.front() {
                Some(Piece::Text(text, _)) if text.trim().is_empty() => _ = self.next_piece(),
                Some(Piece::Tag(part)) if items.contains(&part.meaning) => {
                    let part = part.clone();
                    self.next_piece();
                    if !part.closing || matches!(part.meaning, Meaning::Row | Meaning::Rows) {
                        see(self, Part::Item(part));
                    }
                }
                _ => {
                    let mut content = Vec::new();
                    let ended = self.markup(&mut content) == Some(Met::End);
                    if !content.is_empty() {
                        see(self, Part::Stray(content));
                    }
                    if ended {
                        break;
                    }
                }
            }
        }
        if !self.close_element(index, tag) {
            *met = Met::End;
        }
    }
}

/// The rows of a table while it is read.
#[derive(Default)]
struct Rows {
    /// Whether all cells of the row are heads, and the cells.
    rows: Vec<(bool, Vec<Vec<Inline<Parsed>>>)>,
    alignments: Vec<Alignment>,
    /// For each column, in how many further rows a cell from above goes on.
    joined: Vec<usize>,
}

impl Rows {
    fn begin_row(&mut self) {
        if let Some((_, row)) = self.rows.last_mut() {
            fill(row, &mut self.joined);
        }
        self.rows.push((true, Vec::new()));
    }

    /// Adds a cell. Those that it is joined with are empty.
    fn add(&mut self, cell: &HtmlTag, content: Vec<Inline<Parsed>>) {
        if self.rows.is_empty() {
            self.begin_row();
        }
        let (heads, row) = self.rows.last_mut().expect("there is a row");
        *heads &= cell.meaning == Meaning::HeadCell;
        fill(row, &mut self.joined);
        let count = |name| cell.attribute(name).and_then(|count| count.parse().ok()).unwrap_or(1);
        let (columns, further): (usize, usize) = (count("colspan"), count("rowspan"));
        let empty = std::iter::repeat_n(Vec::new(), columns.clamp(1, COLUMNS) - 1);
        for content in std::iter::once(content).chain(empty) {
            self.joined.resize(self.joined.len().max(row.len() + 1), 0);
            self.joined[row.len()] = further.clamp(1, HIGHEST) - 1;
            if row.len() == self.alignments.len() {
                self.alignments.push(cell.alignment().unwrap_or(Alignment::None));
            }
            row.push(content);
        }
    }

    /// A table without a row of heads has an empty one, as in Markdown.
    fn finish(self) -> Option<Table<Parsed>> {
        let Rows { mut rows, alignments, .. } = self;
        rows.retain(|(_, row)| !row.is_empty());
        rows.iter_mut().for_each(|(_, row)| row.resize(alignments.len(), Vec::new()));
        let headed = rows.first()?.0;
        let head = if headed { rows.remove(0).1 } else { vec![Vec::new(); alignments.len()] };
        Some(Table { alignments, head, rows: rows.into_iter().map(|(_, row)| row).collect() })
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
            BlockKind::Figure { picture, alt, width, caption } => {
                add(vec![Inline::Image { picture, alt, width, span }]);
                add(caption.map(|words| Inline::Text(words.text, words.span)).into_iter().collect());
            }
            BlockKind::Formula(formula) => add(vec![Inline::Formula(formula)]),
            BlockKind::Html(html) => add(vec![Inline::Html(html)]),
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
                let title = match &kind {
                    BlockKind::Alert { title, .. } => title.clone(),
                    BlockKind::Directive(directive) => directive.title.clone(),
                    _ => None,
                };
                add(title
                    .map(|title| Inline::Strong(vec![Inline::Text(title.text, title.span)]))
                    .into_iter()
                    .collect());
                kind.runs().into_iter().cloned().for_each(&mut add);
                for content in kind.children_mut() {
                    add(one_line(std::mem::take(content)));
                }
            }
        }
    }
    out
}
