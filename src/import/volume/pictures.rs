//! The pictures of a page and their names.

use std::collections::BTreeMap;

use super::Volume;
use crate::import::model::{Block, Inline};

pub fn has_pictures(blocks: &[Block]) -> bool {
    let mut found = false;
    each_picture(blocks, &mut |_| found = true);
    found
}

fn each_picture(blocks: &[Block], see: &mut impl FnMut(usize)) {
    fn within(inlines: &[Inline], see: &mut impl FnMut(usize)) {
        for inline in inlines {
            match inline {
                Inline::Picture { picture, .. } => see(*picture),
                Inline::Link { content, .. } | Inline::Reference { content, .. } => within(content, see),
                _ => {}
            }
        }
    }
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) | Block::Caption(content) => {
                within(content, see)
            }
            Block::List { items, .. } => items.iter().for_each(|item| each_picture(item, see)),
            Block::Table(rows) => rows.iter().flatten().for_each(|cell| each_picture(cell, see)),
            Block::Quote(content) => each_picture(content, see),
            Block::Code(_) | Block::Comment(_) => {}
        }
    }
}

/// The names of the pictures of a page. What is there already under some name is not put there twice.
pub fn name_pictures(
    blocks: &[Block],
    volume: &Volume,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> BTreeMap<usize, String> {
    let mut shown = Vec::new();
    each_picture(blocks, &mut |picture| shown.push(picture));
    let mut names = BTreeMap::new();
    for place in shown {
        let Some(picture) = volume.pictures.get(place) else { continue };
        let there = files.iter().find(|(_, bytes)| **bytes == picture.bytes).map(|(name, _)| name.clone());
        let name = there.unwrap_or_else(|| {
            let free = (1..).map(|number| format!("picture-{number}.{}", picture.extension));
            let free = free.into_iter().find(|name| !files.contains_key(name)).unwrap_or_default();
            files.insert(free.clone(), picture.bytes.clone());
            free
        });
        names.insert(place, name);
    }
    names
}
