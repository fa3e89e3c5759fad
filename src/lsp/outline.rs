//! What stands in a text: its headings and boxes, as a tree, and the files that it names.

use std::ops::Range;

use super::reading::Place;
use crate::course::tree::{self, BlockKind, Directive, State, plain_text};
use crate::course::{Anchor, Text};
use crate::edit::{Form, mentions};
use crate::resolve::paths;

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    pub name: String,
    pub kind: PartKind,
    /// All of it, with the parts below it.
    pub range: Range<usize>,
    /// What leads to it.
    pub head: Range<usize>,
    pub parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    Heading,
    Box,
}

/// The headings of a text with the boxes below them. Its title is not one of them: it is the name of the file's page.
pub fn parts(place: &Place<'_>) -> Vec<Part> {
    let Some(text) = place.text() else { return Vec::new() };
    let end = place.source().len();
    // Each open heading with its level.
    let mut open: Vec<(u8, Part)> = Vec::new();
    let mut roots = Vec::new();
    let own = text.own_blocks().filter(|block| block.span.file == place.file);
    for block in own {
        let range = block.span.range();
        match &block.kind {
            BlockKind::Heading { level, content, .. } => {
                close(&mut open, &mut roots, *level, range.start);
                let name = plain_text(content);
                let part = Part { name, kind: PartKind::Heading, range: range.clone(), head: range, parts: Vec::new() };
                open.push((*level, part));
            }
            BlockKind::Directive(directive) => {
                let line = place.source()[range.clone()].lines().next().unwrap_or_default();
                let head = range.start..range.start + line.len();
                let name = box_name(text, directive, line);
                // The place of a fence is its first line.
                let mut end = range.end;
                for content in block.kind.children() {
                    tree::blocks(content, &mut |block| end = end.max(block.span.range().end));
                }
                let part = Part { name, kind: PartKind::Box, range: range.start..end, head, parts: Vec::new() };
                open.last_mut().map_or(&mut roots, |(_, above)| &mut above.parts).push(part);
            }
            _ => {}
        }
    }
    close(&mut open, &mut roots, 0, end);
    roots
}

/// Ends the headings of a level and of deeper ones.
fn close(open: &mut Vec<(u8, Part)>, roots: &mut Vec<Part>, level: u8, end: usize) {
    while open.last().is_some_and(|(own, _)| *own >= level) {
        let Some((_, mut part)) = open.pop() else { return };
        part.range.end = end;
        open.last_mut().map_or(&mut *roots, |(_, above)| &mut above.parts).push(part);
    }
}

fn box_name<S: State>(text: &Text, directive: &Directive<S>, line: &str) -> String {
    let name = directive.body.name();
    let id = directive.id.as_ref().and_then(|id| text.anchors.get(id));
    let title = match id {
        Some(Anchor::Directive { title, .. }) => title.clone(),
        _ => directive.title.as_ref().map(|title| title.text.clone()),
    };
    let title =
        title.or_else(|| directive.id.as_ref().filter(|id| line.contains(id.as_str())).map(|id| format!("#{id}")));
    title.map_or_else(|| name.to_owned(), |title| format!("{name}: {title}"))
}

/// The files of the course that a text names, by their paths relative to the folder of `book.yaml`, and where it does.
pub fn links(place: &Place<'_>) -> Vec<(Range<usize>, String)> {
    let sources = &place.reading.sources;
    let Some((text, _)) = mentions::text(place.book, sources, place.file) else { return Vec::new() };
    let folder = text.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_there = |path: &str| {
        sources.find(path).is_some()
            || sources.attachments.iter().any(|file| file.path == path)
            || sources
                .others
                .iter()
                .any(|file| file.path == path || format!("{}/{}", place.book.folder, file.path) == path)
    };
    let mentions = mentions::of(place.book, &text).into_iter().filter(|mention| mention.form == Form::Path);
    let link = |mention| {
        let range = mentions::place(place.source(), &mention).ok()?;
        let path = paths::Destination::of(&mention.written, folder).path.filter(|path| !path.is_empty())?;
        let path = format!("{}/{path}", place.book.folder);
        is_there(&path).then_some((range, path))
    };
    mentions.filter_map(link).collect()
}
