//! Which passage a row of a file is about. Never by the number of the row: rows are sorted, filtered and deleted.

use std::collections::BTreeMap;

use super::read::{Row, Said};
use crate::i18n::exchange::Passage;
use crate::translation::similarity;

/// Two texts with less in common are not versions of one.
const ALIKE: i32 = 400;

/// The passages of a language by all that a file may say of them.
pub struct Index<'a> {
    passages: &'a [Passage<'a>],
    ids: BTreeMap<&'a str, usize>,
    contexts: BTreeMap<&'a str, usize>,
    items: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Index<'a> {
    pub fn new(passages: &'a [Passage<'a>]) -> Index<'a> {
        let mut index = Index { passages, ids: BTreeMap::new(), contexts: BTreeMap::new(), items: BTreeMap::new() };
        for (at, passage) in passages.iter().enumerate() {
            index.ids.insert(&passage.id, at);
            index.contexts.insert(&passage.context, at);
            index.items.entry(passage.item).or_default().push(at);
        }
        index
    }

    /// The passage that has this source text, or had it once.
    pub fn find(&self, row: &Row) -> Option<usize> {
        let is = |at: &usize| says(&row.source, &self.passages[*at].source.text);
        let by_id = row.id.as_deref().and_then(|id| self.ids.get(id)).copied();
        let by_context = row.context.as_deref().and_then(|context| self.contexts.get(context)).copied();
        if let Some(found) = by_context.filter(is).or(by_id.filter(is)) {
            return Some(found);
        }
        let of_item = row.context.as_deref().and_then(|context| self.items.get(item(context)));
        let of_item = of_item.map_or(&[][..], Vec::as_slice);
        if let Some(found) = of_item.iter().copied().find(is) {
            return Some(found);
        }
        // The source has changed since the file went out.
        let was = |at: &usize| self.passages[*at].former().is_some_and(|former| says(&row.source, former));
        if let Some(found) = by_context.filter(was).or(of_item.iter().copied().find(was)) {
            return Some(found);
        }
        let likeness = |at: usize| similarity(&row.source.plain, &self.passages[at].source.text);
        let nearest = of_item.iter().copied().max_by_key(|at| (likeness(*at), by_context == Some(*at)));
        if of_item.is_empty() && row.context.is_none() {
            let all: Vec<usize> = (0..self.passages.len()).filter(is).collect();
            return Some(*all.first()?).filter(|_| all.len() == 1);
        }
        nearest.filter(|at| likeness(*at) >= ALIKE)
    }
}

/// Whether a file's text is this one. Tools wrap lines and take spaces away.
fn says(said: &Said, text: &str) -> bool {
    let same = |own: &str| own == text || own.split_whitespace().eq(text.split_whitespace());
    same(&said.plain) || same(&said.markdown)
}

/// The item of a context: `module/listening#geyser/3`, `index/0`.
fn item(context: &str) -> &str {
    match context.split_once('#') {
        Some((item, _)) => item,
        None => context.rsplit_once('/').map_or(context, |(item, _)| item),
    }
}
