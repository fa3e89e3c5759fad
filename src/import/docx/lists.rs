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
    /// How deep, from 0; of what goes on with an item of whatever level, the greatest number.
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
            while open.last().is_some_and(|list| list.level > place.level) {
                let left = open.len() - 1;
                close(&mut open, left, &mut out);
            }
            match open.last_mut().and_then(|list| list.items.last_mut()) {
                Some(item) => item.push(block),
                None => out.push(block),
            }
            continue;
        }
        while open.last().is_some_and(|list| list.level > place.level) {
            let left = open.len() - 1;
            close(&mut open, left, &mut out);
        }
        let fits = |list: &Open| {
            let follows = match (list.start, place.number) {
                (Some(start), Some(number)) => start + list.items.len() as u64 == number,
                (None, None) => true,
                _ => false,
            };
            list.level == place.level
                && list.start.is_some() == place.number.is_some()
                && (list.list == place.list || follows)
        };
        if open.last().is_some_and(|list| list.level == place.level && !fits(list)) {
            let left = open.len() - 1;
            close(&mut open, left, &mut out);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::model::Inline;

    fn placed(level: usize, number: Option<u64>, goes_on: bool, words: &str) -> Placed {
        let place = Place { list: "1".into(), level, number, goes_on };
        Placed { place: Some(place), block: paragraph(words) }
    }

    fn paragraph(words: &str) -> Block {
        Block::Paragraph(vec![Inline::plain(words)])
    }

    #[test]
    fn deeper_lists_stand_in_the_items_that_they_follow() {
        let blocks = nested(vec![
            placed(0, Some(1), false, "a"),
            placed(1, None, false, "b"),
            placed(0, None, true, "more of a"),
            placed(0, Some(2), false, "c"),
            Placed { place: None, block: paragraph("between") },
            placed(0, Some(3), false, "d"),
        ]);
        let inner = Block::List { start: None, items: vec![vec![paragraph("b")]] };
        let first = vec![paragraph("a"), inner, paragraph("more of a")];
        let expected = [
            Block::List { start: Some(1), items: vec![first, vec![paragraph("c")]] },
            paragraph("between"),
            Block::List { start: Some(3), items: vec![vec![paragraph("d")]] },
        ];
        assert_eq!(blocks, expected);
    }
}
