//! Names that are no item's: of places on a page, and of terms of the glossary.

use std::ops::Range;

use super::folder::{Change, Folder};
use super::front_matter;
use super::mentions::Text;
use super::outline::Key;
use crate::course::Lang;
use crate::course::tree::{self, BlockKind, Inline};
use crate::failure::Failure;
use crate::message::both;
use crate::resolve::FRONT;
use crate::span::{FileId, Span};
use crate::yaml;

/// Before the key of a term, where a text names it.
pub const TERM: &str = "term:";

/// What can be given another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// An item.
    Item(Key),
    /// A place on the page of an item, or on the front page.
    Place(Option<Key>, String),
    /// A term of the glossary.
    Term(String),
}

/// A place on a page and the id that it gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceName {
    /// None for the front page.
    pub page: Option<Key>,
    pub from: String,
    pub to: String,
}

impl Folder {
    /// What a name means: `step/listen`, `step/listen#geyser`, `index#welcome`, `term:empathy`.
    ///
    /// # Errors
    ///
    /// When there is no such item.
    pub fn named(&self, name: &str) -> Result<Named, Failure> {
        if let Some(term) = name.strip_prefix(TERM) {
            return Ok(Named::Term(term.to_owned()));
        }
        match name.split_once('#') {
            None => self.find(name).map(Named::Item),
            Some((FRONT, id)) => Ok(Named::Place(None, id.to_owned())),
            Some((page, id)) => Ok(Named::Place(Some(self.find(page)?), id.to_owned())),
        }
    }

    /// Where the key of a term is written.
    fn term(&self, key: &str) -> Option<Span> {
        let file = self.sources.find(&format!("{}/glossary.yaml", self.book.folder))?;
        let root = yaml::parse(&self.sources.get(file).text, file, 0).ok()?;
        root.entries().iter().find(|(known, _)| known.name == key).map(|(key, _)| key.span)
    }

    /// Where the texts of a page write the id of a place on it, in all languages.
    fn ids<'a>(&'a self, page: Option<&'a Key>, id: &'a str) -> impl Iterator<Item = Span> + 'a {
        let texts = self.texts.iter().filter(move |text| self.own(&text.path).as_ref() == page);
        texts.flat_map(move |text| {
            let source = &self.sources.get(text.file).text;
            places_of(text, id).into_iter().filter_map(|span| written_id(source, span, id))
        })
    }

    /// What is written anew where places and terms have their names: the places, and the words.
    pub fn names_within(&self, change: &Change) -> Vec<(FileId, Range<usize>, String)> {
        let mut edits = Vec::new();
        let mut put = |span: Span, words: &str| edits.push((span.file, span.range(), words.to_owned()));
        if let Some((from, to)) = &change.term {
            self.term(from).into_iter().for_each(|span| put(span, to));
        }
        if let Some(PlaceName { page, from, to }) = &change.place {
            self.ids(page.as_ref(), from).for_each(|span| put(span, to));
            let source = self.texts.iter().find(|text| text.lang == Lang::SOURCE && self.own(&text.path) == *page);
            let earlier = source.and_then(|text| {
                let edits = front_matter::add_place(&self.sources.get(text.file).text, &text.parsed, from, to)?;
                Some(edits.into_iter().map(|(range, words)| (text.file, range, words)))
            });
            edits.extend(earlier.into_iter().flatten());
        }
        edits
    }
}

/// The headings, fences and words of a text that have an id.
fn places_of(text: &Text, id: &str) -> Vec<Span> {
    let mut places = Vec::new();
    for blocks in std::iter::once(&text.parsed.body).chain(&text.parsed.footnotes) {
        tree::blocks(blocks, &mut |block| {
            let own = match &block.kind {
                BlockKind::Heading { id, .. } => id.as_deref(),
                BlockKind::Directive(directive) => directive.id.as_deref(),
                _ => None,
            };
            if own == Some(id) {
                places.push(block.span);
            }
        });
        tree::inlines(blocks, &mut |inline| match inline {
            Inline::Place(own, span) if own == id => places.push(*span),
            _ => {}
        });
    }
    places
}

/// Where an id is written behind a `#`, in the first line of a place.
fn written_id(source: &str, span: Span, id: &str) -> Option<Span> {
    let line = source[span.range()].lines().next().unwrap_or_default();
    let ends = |at: usize| !line[at..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
    let found = line.rmatch_indices(id).map(|(at, _)| at);
    let at = found.into_iter().find(|&at| line[..at].ends_with('#') && ends(at + id.len()))? + span.start as usize;
    Some(Span::new(span.file, at..at + id.len()))
}

pub fn rename_place(folder: &Folder, page: Option<&Key>, id: &str, new: &str) -> Result<Change, Failure> {
    if folder.ids(page, id).next().is_none() {
        return Err(Failure::new(both!("no heading or fence there has the id `#{id}`", "那里没有标题或块写着 id `#{id}`"))
            .hint(both!(
                "an id is written behind the heading: `## Title {{#id}}`; one that is not written follows from the words of the heading",
                "id 写在标题后面：`## 标题 {{#id}}`；没有写出来的 id 由标题的文字得出"
            )));
    }
    if id == new {
        return Ok(Change::default());
    }
    let source = folder.texts.iter().find(|text| text.lang == Lang::SOURCE && folder.own(&text.path).as_ref() == page);
    let was = source.is_some_and(|text| front_matter::places(&text.parsed).iter().any(|(earlier, ..)| *earlier == new));
    if folder.ids(page, new).next().is_some() || was {
        let message = if was {
            both!("`#{new}` is an earlier id of a place on this page", "`#{new}` 是这一页里某处以前的 id")
        } else {
            both!("there is a place `#{new}` on this page already", "这一页里已经有 `#{new}`")
        };
        return Err(Failure::new(message).hint(both!("choose another name", "请另取一个名称")));
    }
    let place = PlaceName { page: page.cloned(), from: id.to_owned(), to: new.to_owned() };
    Ok(Change { place: Some(place), ..Change::default() })
}

pub fn rename_term(folder: &Folder, key: &str, new: &str) -> Result<Change, Failure> {
    if folder.term(key).is_none() {
        return Err(Failure::new(both!("the glossary has no term `{key}`", "术语表里没有 `{key}`")));
    }
    if key == new {
        return Ok(Change::default());
    }
    if folder.term(new).is_some() {
        return Err(Failure::new(both!("the glossary has a term `{new}` already", "术语表里已经有 `{new}`"))
            .hint(both!("choose another name", "请另取一个名称")));
    }
    Ok(Change { term: Some((key.to_owned(), new.to_owned())), ..Change::default() })
}
