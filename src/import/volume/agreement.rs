//! Headings of translations, in agreement with those of the source language.

use std::collections::BTreeMap;

use super::chapters::{Parted, emphasised_title};
use super::{Standing, Volume};
use crate::import::model::{Block, words};
use crate::import::report::Report;
use crate::message::both;

/// For a volume and one of its pages: the heading of the source language beside each of its headings.
pub type Agreed = BTreeMap<(usize, Option<usize>), Vec<Option<usize>>>;

/// Sees to it that the headings of translations are those of the source language: what it has not becomes a paragraph in bold.
pub fn agree(
    volumes: &[Volume],
    parted: &mut [Parted],
    standing: &[Option<&Standing>],
    reports: &mut Vec<Report>,
) -> Agreed {
    let mut agreed = Agreed::new();
    let added = standing.iter().any(Option::is_some);
    let source: Vec<Vec<u8>> = if added {
        standing.iter().map(|s| s.iter().flat_map(|s| s.headings.iter().map(|(level, _)| *level)).collect()).collect()
    } else {
        let level = parted[0].level;
        parted[0].chapters.iter().map(|chapter| levels(&chapter.blocks, level)).collect()
    };
    let front = if added { Vec::new() } else { levels(&parted[0].front, parted[0].level) };
    let from = usize::from(!added);
    for (at, (volume, parted)) in volumes.iter().zip(parted.iter_mut()).enumerate().skip(from) {
        let level = parted.level;
        let fronts = std::iter::once((None, &mut parted.front, &front));
        let chapters = parted.chapters.iter_mut().zip(&source).enumerate();
        let chapters = chapters.map(|(at, (chapter, source))| (Some(at), &mut chapter.blocks, source));
        for (page, blocks, source) in fronts.chain(chapters) {
            let partners = common(source, &levels(blocks, level));
            let mut place = 0;
            for block in blocks.iter_mut().filter(|block| matches!(block, Block::Heading { .. })) {
                if partners[place].is_none() {
                    let Block::Heading { content, .. } = &block else { continue };
                    let shown = words(content);
                    let message = both!(
                        "the heading “{shown}” has none beside it in the other language: it is a paragraph in bold",
                        "标题“{shown}”在另一种语言里没有对应的标题，现在是加粗的段落"
                    );
                    reports.push(Report::new([volume.name.clone()], message));
                    *block = emphasised_title(&shown);
                }
                place += 1;
            }
            agreed.insert((at, page), partners.into_iter().filter(Option::is_some).collect());
        }
    }
    agreed
}

/// The levels of headings, as Diglot closes them up: the first below a title is 2.
fn levels(blocks: &[Block], page_level: u8) -> Vec<u8> {
    let written = |block: &Block| match block {
        Block::Heading { level, .. } => Some((level + 1).saturating_sub(page_level).clamp(2, 6)),
        _ => None,
    };
    blocks.iter().filter_map(written).collect()
}

/// For each of the levels of a translation the place of its partner, in the longest row that both have in common.
fn common(source: &[u8], translation: &[u8]) -> Vec<Option<usize>> {
    let (rows, columns) = (source.len(), translation.len());
    let mut best = vec![vec![0_u32; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            best[row][column] = if source[row] == translation[column] {
                best[row + 1][column + 1] + 1
            } else {
                best[row + 1][column].max(best[row][column + 1])
            };
        }
    }
    let mut partners = vec![None; columns];
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        if source[row] == translation[column] {
            partners[column] = Some(row);
            (row, column) = (row + 1, column + 1);
        } else if best[row + 1][column] >= best[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    partners
}

#[cfg(test)]
mod tests {
    use super::common;

    #[test]
    fn headings_find_their_partners_by_level() {
        assert_eq!(common(&[2, 3, 3, 2], &[2, 3, 2]), [Some(0), Some(1), Some(3)]);
        assert_eq!(common(&[2, 2], &[2, 3, 2]), [Some(0), None, Some(1)]);
        assert_eq!(common(&[], &[2]), [None]);
    }
}
