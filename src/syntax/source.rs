//! A text on its way to the parser: edited, masked, and read as events at their places in the file.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::Dialect;
use super::edit::{self, Edited, is_prose};
use super::fences::{self, Fence};

/// A text as the parser gets it.
pub struct Source<'a> {
    file: &'a str,
    edited: Edited<'a>,
    masked: String,
}

impl<'a> Source<'a> {
    pub fn new(text: &'a str, from: usize, prose: &BTreeSet<usize>) -> (Source<'a>, BTreeMap<usize, Fence>) {
        let edited = edit::edit(text, from, prose);
        let (fences, masked) = fences::mask(&edited);
        (Source { file: text, edited, masked }, fences)
    }

    /// The parser's events, at their places in the file. In a line of a table that begins with four spaces, the parser's own places may lie
    /// within a character.
    pub fn events(&self, options: Options) -> Vec<(Event<'_>, Range<usize>)> {
        let events = Parser::new_ext(&self.masked, options).into_offset_iter();
        let whole =
            |range: Range<usize>| self.file.floor_char_boundary(range.start)..self.file.ceil_char_boundary(range.end);
        events.map(|(event, range)| (event, whole(self.edited.range(range)))).collect()
    }
}

/// What the parser reads of Markdown.
pub fn options(dialect: Dialect) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    if dialect.math {
        options |= Options::ENABLE_MATH;
    }
    if !dialect.chinese {
        options |= Options::ENABLE_SMART_PUNCTUATION;
    }
    options
}

/// The beginnings of the lines that CommonMark takes for code because somebody indented a paragraph.
pub fn indented_prose(events: &[(Event<'_>, Range<usize>)], text: &str) -> BTreeSet<usize> {
    let (mut lines, mut depth) = (BTreeSet::new(), 0usize);
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) if depth == 0 && is_prose(&text[range.clone()]) => {
                let first = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
                lines.insert(first);
                lines.extend(text[first..range.end].match_indices('\n').map(|(at, _)| first + at + 1));
                depth += 1;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    lines
}
