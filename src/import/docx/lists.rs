//! From paragraphs that say which list they are in to lists within lists.

use crate::import::model::Block;

/// A block, and the place that it has in a list.
pub struct Placed {
    /// None outside of lists.
    pub place: Option<Place>,
    /// The block.
    pub block: Block,
}

/// A place in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which list.
    pub list: String,
    /// How deep, from 0.
    pub level: usize,
    /// The number of the item, if it has one.
    pub number: Option<u64>,
    /// It goes on with the item before it.
    pub goes_on: bool,
}

/// A list that is not closed.
struct Open {
    list: String,
    level: usize,
    start: Option<u64>,
    items: Vec<Vec<Block>>,
}

/// Puts neighbouring items into lists, deeper ones into the items that they follow.
pub fn nested(blocks: Vec<Placed>) -> Vec<Block> {
    let mut out = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for Placed { place, block } in blocks {
        let Some(place) = place else {
            close(&mut open, 0, &mut out);
            out.push(block);
            continue;
        };
        if place.goes_on {
            match open.last_mut().and_then(|list| list.items.last_mut()) {
                Some(item) => item.push(block),
                None => out.push(block),
            }
            continue;
        }
        while open.last().is_some_and(|list| list.level > place.level) {
            let all = open.len() - 1;
            close(&mut open, all, &mut out);
        }
        let fits = |list: &Open| {
            let follows = match (list.start, place.number) {
                (Some(start), Some(number)) => start + list.items.len() as u64 == number,
                (None, None) => true,
                _ => false,
            };
            list.level == place.level && list.start.is_some() == place.number.is_some() && (list.list == place.list || follows)
        };
        if open.last().is_some_and(|list| list.level == place.level && !fits(list)) {
            let all = open.len() - 1;
            close(&mut open, all, &mut out);
        }
        if !open.last().is_some_and(fits) {
            open.push(Open { list: place.list, level: place.level, start: place.number, items: Vec::new() });
        }
        if let Some(list) = open.last_mut() {
            list.items.push(vec![block]);
        }
    }
    close(&mut open, 0, &mut out);
    out
}

/// Closes lists until so many are open.
fn close(open: &mut Vec<Open>, left: usize, out: &mut Vec<Block>) {
    while open.len() > left {
        let Some(list) = open.pop() else { return };
        let block = Block::List { start: list.start, items: list.items };
        match open.last_mut().and_then(|outer| outer.items.last_mut()) {
            Some(item) => item.push(block),
            None => out.push(block),
        }
    }
}
