//! The shape of a text: blocks, items, turns and rows with the lines that they take, by which a passage that a translation lacks is put in where
//! it belongs.

use std::ops::Range;

use crate::course::tree::{Alone, Block, BlockKind, Body, Directive, Parsed};

/// What a passage can be put in as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    Block,
    Item,
    Row,
}

/// A part of a text, from its marker to its end.
#[derive(Clone, Debug)]
pub struct Part {
    pub kind: PartKind,
    pub range: Range<usize>,
    /// What stands inside, by lists of which each is in one order.
    pub inner: Vec<Vec<Part>>,
}

/// Where a part stands among others: the list and the place in it, from the outermost one on.
pub type Path = Vec<(usize, usize)>;

/// The parts of some blocks of a text.
pub fn parts(text: &str, blocks: &[Block<Parsed>]) -> Vec<Part> {
    blocks.iter().map(|block| of_block(text, block)).collect()
}

fn of_block(text: &str, block: &Block<Parsed>) -> Part {
    let inner = match &block.kind {
        BlockKind::List(list) => vec![list.items.iter().filter_map(|item| item_of(text, &[&item.content])).collect()],
        BlockKind::Table(_) => vec![rows(text, block)],
        BlockKind::Directive(Directive { body: Body::Dialogue(turns), .. }) => {
            vec![turns.iter().filter_map(|turn| item_of(text, &[&turn.speech])).collect()]
        }
        BlockKind::Directive(Directive { body: Body::Quiz(quiz), .. }) => {
            let question = |question: &crate::course::tree::Question<Parsed>| {
                let options = question.options.iter();
                let options: Vec<Part> =
                    options.filter_map(|option| item_of(text, &[&option.answer, &option.explanation])).collect();
                let mut part = item_of(text, &[&question.question])?;
                part.range.end = options.last().map_or(part.range.end, |last| last.range.end.max(part.range.end));
                part.inner.push(options);
                let explanation = parts(text, &question.explanation);
                part.range.end = explanation.last().map_or(part.range.end, |last| last.range.end.max(part.range.end));
                part.inner.push(explanation);
                Some(part)
            };
            vec![quiz.questions.iter().filter_map(question).collect()]
        }
        kind => kind.children().into_iter().map(|children| parts(text, children)).collect(),
    };
    let within = inner.iter().flatten().map(|part: &Part| part.range.end).max().unwrap_or(0);
    let mut range = block.span.range();
    range.end = range.end.max(within);
    if matches!(block.kind, BlockKind::Directive(_) | BlockKind::Alone { reason: Alone::Only, .. }) {
        range.end = closing_fence(text, block.span.range(), range.end);
    }
    Part { kind: PartKind::Block, range, inner }
}

/// An item with its marker, of lists of blocks; none where it holds nothing.
fn item_of(text: &str, contents: &[&Vec<Block<Parsed>>]) -> Option<Part> {
    let inner: Vec<Vec<Part>> = contents.iter().map(|blocks| parts(text, blocks)).collect();
    let start = inner.iter().flatten().map(|part| part.range.start).min()?;
    let end = inner.iter().flatten().map(|part| part.range.end).max()?;
    Some(Part { kind: PartKind::Item, range: behind_prefix(text, start)..end, inner })
}

/// The rows of a table; the dashes belong to the head.
fn rows(text: &str, block: &Block<Parsed>) -> Vec<Part> {
    let mut at = block.span.range().start;
    let mut rows = Vec::new();
    for line in text[block.span.range()].split_inclusive('\n') {
        let start = behind_prefix(text, at).max(block.span.range().start);
        rows.push(Part { kind: PartKind::Row, range: start..at + line.trim_end().len(), inner: Vec::new() });
        at += line.len();
    }
    if rows.len() > 1 {
        let dashes = rows.remove(1);
        rows[0].range.end = dashes.range.end;
    }
    rows.retain(|row| row.range.start < row.range.end);
    rows
}

/// The first byte of a line behind indentation and the marks of quotations.
fn behind_prefix(text: &str, at: usize) -> usize {
    let start = line_start(text, at);
    let line = &text[start..];
    start + line.len() - line.trim_start_matches([' ', '\t', '>']).len()
}

pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The end of the line that closes a fence, from the end of what stands in it on.
fn closing_fence(text: &str, opening: Range<usize>, from: usize) -> usize {
    let colons = text[opening].chars().take_while(|c| matches!(c, ':' | '：')).count();
    let mut at = line_start(text, from);
    for line in text[at..].split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let closes = words.chars().count() == colons && words.chars().all(|c| matches!(c, ':' | '：'));
        if closes && at + line.len() > from {
            return at + line.trim_end().len();
        }
        at += line.len();
    }
    from
}

/// The way to the innermost part that holds a byte.
pub fn path_to(parts: &[Part], byte: usize) -> Path {
    let mut path = Vec::new();
    let lists = std::slice::from_ref(&parts);
    find(lists, byte, &mut path);
    path
}

fn find<P: AsRef<[Part]>>(lists: &[P], byte: usize, path: &mut Path) {
    for (list, parts) in lists.iter().enumerate() {
        if let Some(at) = parts.as_ref().iter().position(|part| part.range.contains(&byte)) {
            path.push((list, at));
            return find(&parts.as_ref()[at].inner, byte, path);
        }
    }
}

/// The list that holds the part at a path.
pub fn siblings<'a>(parts: &'a [Part], path: &[(usize, usize)]) -> &'a [Part] {
    let mut list = parts;
    for (at, step) in path.iter().enumerate() {
        if let Some((next, _)) = path.get(at + 1) {
            list = &list[step.1].inner[*next];
        }
    }
    list
}

/// The part at a path.
pub fn part<'a>(parts: &'a [Part], path: &[(usize, usize)]) -> Option<&'a Part> {
    siblings(parts, path).get(path.last()?.1)
}

/// What stands before a part on its line, as the lines below it have it: markers of lists are spaces there.
pub fn prefix(text: &str, at: usize) -> String {
    text[line_start(text, at)..at].chars().map(|c| if matches!(c, '>' | '\t') { c } else { ' ' }).collect()
}
