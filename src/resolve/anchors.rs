//! The places on a page to which references can lead, and what other programs call them.

use std::collections::BTreeMap;

use super::paths;
use crate::course::tree::audience::trainer_only;
use crate::course::tree::{self, Block, BlockKind, Parsed};
use crate::syntax::{ParsedFile, Title};

/// What stands for the id of a page's title, which is the page.
pub const PAGE: &str = "";

/// The places in a text that have an id, and whether trainers alone see them.
pub fn anchors(body: &[Block<Parsed>]) -> BTreeMap<String, bool> {
    let mut anchors = BTreeMap::new();
    collect_anchors(body, false, &mut anchors);
    anchors
}

fn collect_anchors(blocks: &[Block<Parsed>], hidden: bool, anchors: &mut BTreeMap<String, bool>) {
    for block in blocks {
        let hidden = hidden || trainer_only(block);
        let id = match &block.kind {
            BlockKind::Heading { id, .. } => id.as_ref(),
            BlockKind::Directive(directive) => directive.id.as_ref(),
            _ => None,
        };
        if let Some(id) = id {
            anchors.insert(id.clone(), hidden);
        }
        tree::places(block, &mut |id, _| _ = anchors.entry(id.to_owned()).or_insert(hidden));
        for children in block.kind.children() {
            collect_anchors(children, hidden, anchors);
        }
    }
}

/// The ids that GitHub and others give to the headings of some texts, with the ids that these have here. The title is the page.
pub fn other_ids<'a>(texts: impl Iterator<Item = &'a ParsedFile>) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for text in texts {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        if let Some(Title { words, id }) = &text.title {
            let ids = id.clone().into_iter().chain([paths::github_id(words)]);
            ids.for_each(|id| _ = all.entry(id).or_insert_with(|| PAGE.to_owned()));
        }
        tree::blocks(&text.body, &mut |block| {
            let BlockKind::Heading { id: Some(id), content, .. } = &block.kind else { return };
            let other = paths::github_id(&tree::plain_text(content));
            let nth = seen.entry(other.clone()).and_modify(|nth| *nth += 1).or_default();
            let other = if *nth == 0 { other } else { format!("{other}-{nth}") };
            all.entry(other).or_insert_with(|| id.clone());
        });
    }
    all
}
