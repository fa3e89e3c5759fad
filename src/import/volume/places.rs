//! Where the places of a document have gone: names, and the ids of the headings that something refers to.

use std::collections::{BTreeMap, BTreeSet};

use super::Standing;
use super::agreement::Agreed;
use super::chapters::Parted;
use crate::import::model::{Block, Inline, words};
use crate::import::names;

/// Where the name of a place is: on the front page, or a chapter; at a heading, or the page itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whereabouts {
    /// None for the front page.
    pub page: Option<usize>,
    /// The place of the heading among those of the page.
    pub heading: Option<usize>,
}

/// Where the names of a volume are.
pub fn whereabouts(parted: &Parted) -> BTreeMap<String, Whereabouts> {
    let mut places = BTreeMap::new();
    let fronts = std::iter::once((None, &parted.front, None));
    let chapters = parted.chapters.iter().enumerate();
    for (page, blocks, names) in
        fronts.chain(chapters.map(|(at, chapter)| (Some(at), &chapter.blocks, Some(&chapter.names))))
    {
        for name in names.into_iter().flatten() {
            places.insert(name.clone(), Whereabouts { page, heading: None });
        }
        let headings = blocks.iter().filter_map(|block| match block {
            Block::Heading { names, .. } => Some(names),
            _ => None,
        });
        for (heading, names) in headings.enumerate() {
            for name in names {
                places.insert(name.clone(), Whereabouts { page, heading: Some(heading) });
            }
        }
    }
    places
}

/// The names that the blocks of a volume refer to.
fn referred(parted: &Parted) -> BTreeSet<String> {
    fn within(inlines: &[Inline], names: &mut BTreeSet<String>) {
        for inline in inlines {
            match inline {
                Inline::Reference { name, .. } => {
                    names.insert(name.clone());
                }
                Inline::Link { content, .. } => within(content, names),
                _ => {}
            }
        }
    }
    fn of_blocks(blocks: &[Block], names: &mut BTreeSet<String>) {
        for block in blocks {
            match block {
                Block::Heading { content, .. } | Block::Paragraph(content) | Block::Caption(content) => {
                    within(content, names);
                }
                Block::List { items, .. } => items.iter().for_each(|item| of_blocks(item, names)),
                Block::Table(rows) => rows.iter().flatten().for_each(|cell| of_blocks(cell, names)),
                Block::Quote(content) => of_blocks(content, names),
                Block::Code(_) | Block::Comment(_) => {}
            }
        }
    }
    let mut names = BTreeSet::new();
    of_blocks(&parted.front, &mut names);
    parted.chapters.iter().for_each(|chapter| of_blocks(&chapter.blocks, &mut names));
    names
}

/// The ids of the headings that something refers to, by page and place in the source language.
pub fn ids(
    parted: &[Parted],
    places: &[BTreeMap<String, Whereabouts>],
    agreed: &Agreed,
    standing: &[Option<&Standing>],
) -> BTreeMap<(Option<usize>, usize), String> {
    let mut ids = BTreeMap::new();
    let mut taken: BTreeMap<Option<usize>, BTreeSet<String>> = BTreeMap::new();
    for (at, (volume, places)) in parted.iter().zip(places).enumerate() {
        for name in referred(volume) {
            let Some(Whereabouts { page, heading: Some(heading) }) = places.get(&name).copied() else { continue };
            let source = agreed.get(&(at, page)).map_or(Some(heading), |map| map.get(heading).copied().flatten());
            let Some(source) = source else { continue };
            if ids.contains_key(&(page, source)) {
                continue;
            }
            let given = page.and_then(|page| standing.get(page).copied().flatten());
            if let Some(standing) = given {
                if let Some(id) = standing.headings.get(source).and_then(|(_, id)| id.clone()) {
                    ids.insert((page, source), id);
                }
                continue;
            }
            let blocks = page.map_or(Some(&parted[0].front), |page| parted[0].chapters.get(page).map(|c| &c.blocks));
            let headings = blocks.into_iter().flatten().filter_map(|block| match block {
                Block::Heading { content, .. } => Some(words(content)),
                _ => None,
            });
            let title = headings.into_iter().nth(source).unwrap_or_default();
            let id = names::unique([title.as_str()], "section", taken.entry(page).or_default());
            ids.insert((page, source), id);
        }
    }
    ids
}
