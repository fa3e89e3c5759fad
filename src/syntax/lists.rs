//! Lists and definitions.

use pulldown_cmark::{Event, Tag};

use super::blocks::Builder;
use crate::course::tree::{Definition, List, ListItem, Parsed};

impl Builder<'_> {
    /// Terms and meanings up to the end of their list, which is consumed.
    pub fn definitions(&mut self) -> Vec<Definition<Parsed>> {
        let mut all: Vec<Definition<Parsed>> = Vec::new();
        while let Some((event, _)) = self.events.get(self.at).cloned() {
            self.at += 1;
            match event {
                Event::Start(Tag::DefinitionListTitle) => {
                    let term = self.inlines();
                    self.at += 1;
                    match all.last_mut() {
                        Some(last) if last.meanings.is_empty() => last.terms.push(term),
                        _ => all.push(Definition { terms: vec![term], meanings: Vec::new() }),
                    }
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let meaning = self.contained();
                    if let Some(last) = all.last_mut() {
                        last.meanings.push(meaning);
                    }
                }
                _ => break,
            }
        }
        all
    }

    /// The items up to the end of their list, which is consumed.
    pub fn list(&mut self, start: Option<u64>) -> List<Parsed> {
        let mut list = List { start, tight: true, items: Vec::new() };
        while let Some((event, range)) = self.events.get(self.at) {
            match event {
                Event::Start(Tag::Item) => {
                    let range = range.clone();
                    self.at += 1;
                    let mut checked = None;
                    list.tight &= !self.holds_paragraph();
                    for offset in 0..2 {
                        if let Some((Event::TaskListMarker(state), _)) = self.events.get(self.at + offset) {
                            checked = Some(*state);
                            break;
                        }
                    }
                    if checked.is_none() {
                        self.box_that_slipped(range);
                    }
                    list.items.push(ListItem { checked, content: self.contained() });
                }
                _ => {
                    self.at += 1;
                    break;
                }
            }
        }
        list
    }

    /// Whether the item whose start was consumed has a paragraph of its own. The parser makes none in a tight list, and in a loose one an item
    /// need not begin with one.
    fn holds_paragraph(&self) -> bool {
        let mut depth = 0usize;
        for (event, _) in &self.events[self.at..] {
            match event {
                Event::Start(Tag::Paragraph) if depth == 0 => return true,
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return false,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        false
    }
}
