//! A document, taken apart at its shallowest headings.

use super::Volume;
use super::stem;
use crate::import::model::{Block, Inline, Style, words};
use crate::import::report::Report;
use crate::message::both;

/// A part of a volume that becomes a page.
#[derive(Clone, Debug, Default)]
pub struct Chapter {
    pub title: String,
    pub names: Vec<String>,
    pub blocks: Vec<Block>,
}

/// A volume, taken apart.
pub struct Parted {
    pub front: Vec<Block>,
    pub chapters: Vec<Chapter>,
    /// The level of the headings that begin a chapter.
    pub level: u8,
}

/// Takes a document apart at its shallowest headings.
pub fn part(volume: &Volume) -> Parted {
    let level = volume.document.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    });
    let level = level.min();
    let mut parted = Parted { front: Vec::new(), chapters: Vec::new(), level: level.unwrap_or(1) };
    for block in &volume.document.blocks {
        match block {
            Block::Heading { level: found, content, names } if Some(*found) == level => {
                parted.chapters.push(Chapter { title: words(content), names: names.clone(), blocks: Vec::new() });
            }
            block => match parted.chapters.last_mut() {
                Some(chapter) => chapter.blocks.push(block.clone()),
                None => parted.front.push(block.clone()),
            },
        }
    }
    if parted.chapters.is_empty() {
        let own = volume.document.title.as_ref().map(|title| words(title)).filter(|title| !title.is_empty());
        let title = own.unwrap_or_else(|| stem(&volume.name));
        let blocks = std::mem::take(&mut parted.front);
        parted.chapters.push(Chapter { title, names: Vec::new(), blocks });
    }
    for chapter in parted.chapters.iter_mut().filter(|chapter| chapter.title.is_empty()) {
        chapter.title = "…".to_owned();
    }
    parted
}

pub fn emphasised_title(title: &str) -> Block {
    Block::Paragraph(vec![Inline::Text(title.to_owned(), Style { bold: true, ..Style::default() })])
}

/// A heading as a paragraph in bold.
fn lowered(block: Block) -> Block {
    match block {
        Block::Heading { content, .. } => emphasised_title(&words(&content)),
        block => block,
    }
}

/// Sees to it that a translation has no more chapters than there are pages: what is left over stands at the end of the last one.
pub fn fit(parted: &mut Parted, count: usize, name: &str, reports: &mut Vec<Report>) {
    let here = parted.chapters.len();
    if here != count {
        let message = both!(
            "it has {here} chapters and the source language {count}: they are put side by side in their order; see whether each stands beside its own",
            "它有 {here} 章，源语言有 {count} 章：各章按顺序对应，请核对是否对得上"
        );
        reports.push(Report::new([name.to_owned()], message));
    }
    for extra in parted.chapters.split_off(here.min(count.max(1))) {
        let shown = &extra.title;
        let message = both!(
            "the chapter “{shown}” has none beside it: it stands at the end of the chapter before",
            "章节“{shown}”没有对应的一章，写在前一章的末尾"
        );
        reports.push(Report::new([name.to_owned()], message));
        if let Some(last) = parted.chapters.last_mut() {
            last.blocks.push(emphasised_title(&extra.title));
            last.blocks.extend(extra.blocks.into_iter().map(lowered));
        }
    }
}
