//! Of what each page is made, as a digest: a page that lies there as an earlier build made it of the same need not be made again.
//!
//! All that a page shows is in it: its texts, what it says of other items (their titles in its lists, the names of the places to which it refers), and what
//! all pages stand in. A page that begins to show something else has to take it down here; `tests/all/cached.rs` edits a course at random and
//! compares every website with one that is built from nothing.

use std::hash::Hash;

use rayon::prelude::*;

use super::address::Place;
use super::links::SitePage;
use super::{Site, Venue, assets, item};
use crate::course::{ItemIx, Lang, Localized, Page, Text, mentions};
use crate::digest::Digest;

/// What the pages of a website are made of.
pub struct Inputs<'a> {
    site: &'a Site<'a>,
    /// What all pages are made of.
    shared: Digest,
    /// By item, what lists and links say of it in each language.
    faces: Vec<Localized<Digest>>,
    /// By item, the places on its page and their names in each language.
    anchors: Vec<Localized<Digest>>,
    /// By item, its text in each language with all that this names; None of one with questions of other pages, of which is not known what it is made of.
    texts: Vec<Localized<Option<Digest>>>,
    /// Title and places of the front page.
    front: Digest,
    /// All that a page may say of the whole course; None when the front page has questions of other pages.
    whole: Option<Digest>,
}

impl<'a> Inputs<'a> {
    /// `surroundings` is of what pages are made of beside the course and the options.
    pub fn new(site: &'a Site<'a>, surroundings: Digest) -> Inputs<'a> {
        let (course, options) = (site.course, site.options);
        let downloads: Vec<_> =
            options.downloads.iter().map(|file| (file.reading, file.spot, &file.label, &file.path)).collect();
        let lengths: Vec<usize> = course.kind_ixs().map(|kind| site.roots_of(kind).len()).collect();
        let shared = Digest::of_value(&(
            (surroundings, options.readings, options.edition.key(), options.venue == Venue::Web),
            (site.files.paths(), downloads),
            (course.items.len(), lengths),
        ));
        let items: Vec<ItemIx> = course.item_ixs().collect();
        let faces: Vec<Localized<Digest>> = items.par_iter().map(|&ix| face(site, ix)).collect();
        let anchors: Vec<Localized<Digest>> = items.par_iter().map(|&ix| anchors_of(&course.item(ix).page)).collect();
        let front = course.front.as_ref().map(|page| {
            let titles: Vec<&String> = page.texts.iter().map(|(_, text)| &text.title).collect();
            (titles, anchors_of(page))
        });
        let pairs =
            course.relations.iter().map(|relation| items.iter().map(|&ix| relation.targets(ix)).collect::<Vec<_>>());
        let front = Digest::of_value(&front);
        let pairs: Vec<_> = pairs.collect();
        let mut inputs = Inputs { site, shared, front, whole: None, faces, anchors, texts: Vec::new() };
        inputs.texts = items.par_iter().map(|&ix| inputs.texts_of(&course.item(ix).page)).collect();
        let foreword = course.front.as_ref().map(|page| (inputs.texts_of(page).into_values(), shown_files(site, page)));
        let is_known = foreword.iter().flat_map(|(texts, _)| texts).all(Option::is_some);
        inputs.whole = is_known.then(|| Digest::of_value(&((&inputs.faces, &inputs.anchors, pairs), foreword)));
        inputs
    }

    fn texts_of(&self, page: &Page) -> Localized<Option<Digest>> {
        page.texts.map(|text| self.text(text))
    }

    fn text(&self, text: &Text) -> Option<Digest> {
        let named = text.traits().named.iter().map(|to| {
            let (face, anchors) = (&self.faces[to.index()], &self.anchors[to.index()]);
            // What is not translated names things in the source language.
            [text.language, Lang::SOURCE].map(|lang| (face[lang], anchors[lang]))
        });
        let head = (text.language, &text.title, &text.summary, &text.materials, &text.earlier);
        let origin = text.content.origin()?;
        Some(Digest::of_value(&(head, &text.anchors, origin, named.collect::<Vec<_>>())))
    }

    /// Of what a page is made; None for one that is made each time.
    pub fn of_page(&self, page: &SitePage<'_>) -> Option<Digest> {
        let own = match page.place {
            Place::Item(ix) => self.of_item(page, ix)?,
            Place::Front | Place::Kind(_) | Place::Matrix(_) => self.whole?,
            // The terms are in what all pages are made of.
            Place::Glossary => self.shared,
            Place::Plan(_) => return None,
        };
        Some(self.of(page.path(), own))
    }

    /// Of what the search says of a page in one of its languages; None when that is not known.
    pub fn of_words(&self, page: &Page, lang: Lang) -> Option<Digest> {
        let text = self.text(&page.texts[lang])?;
        Some(Digest::of_value(&(self.shared, lang, text, self.front, shown_files(self.site, page))))
    }

    /// Of what the short link to an item at `path` is made.
    pub fn of_short_link(&self, ix: ItemIx, path: &str) -> Digest {
        self.of(path, &self.faces[ix.index()])
    }

    fn of(&self, path: &str, own: impl Hash) -> Digest {
        Digest::of_value(&(self.shared, path, own))
    }

    fn of_item(&self, page: &SitePage<'_>, ix: ItemIx) -> Option<Digest> {
        let (site, course) = (self.site, self.site.course);
        let item = course.item(ix);
        let langs = page.reading.langs();
        // Its places are those of the source text, which also stands where there is no translation.
        let texts = langs.iter().chain([&Lang::SOURCE]).map(|&lang| self.texts[ix.index()][lang]);
        let texts = texts.collect::<Option<Vec<Digest>>>()?;
        let face = |ix: ItemIx| langs.iter().map(|&lang| self.faces[ix.index()][lang]).collect::<Vec<_>>();
        let faces = |items: &[ItemIx]| items.iter().copied().map(face).collect::<Vec<_>>();
        let listed = item::shown_roots(site, ix).iter().map(|&root| {
            let children = item::shown_children(site, root, ix);
            (face(root), faces(&children))
        });
        let neighbours = [ix.index().checked_sub(1), Some(ix.index() + 1)];
        let neighbour = |at: Option<usize>| at.filter(|&at| at < self.faces.len()).map(ItemIx::new).map(face);
        let related =
            course.relations.iter().map(|relation| (faces(relation.targets(ix)), faces(relation.sources(ix))));
        Some(Digest::of_value(&(
            (texts, shown_files(site, &item.page), self.front),
            (face(ix), &self.anchors[ix.index()], item.parent.map(face)),
            faces(&course.children(ix).collect::<Vec<_>>()),
            (listed.collect::<Vec<_>>(), neighbours.map(neighbour)),
            (related.collect::<Vec<_>>(), faces(&mentions::further(course, ix).collect::<Vec<_>>())),
            site.plan.as_ref().is_some_and(|plan| plan.has(course.root(ix))),
        )))
    }
}

/// What lists and links say of an item.
fn face(site: &Site<'_>, ix: ItemIx) -> Localized<Digest> {
    let course = site.course;
    let item = course.item(ix);
    let place = (item.kind, item.parent.is_some(), &item.path, item.number, item.sheet.is_some());
    let minutes = course.minutes(ix);
    item.page.texts.map(|text| Digest::of_value(&(place, minutes, text.language, &text.title, &text.summary)))
}

fn anchors_of(page: &Page) -> Localized<Digest> {
    page.texts.map(|text| Digest::of_value(&(&text.anchors, &text.earlier)))
}

/// The pictures that a page shows and the files that it hands on: where they lie, and what it says of them.
fn shown_files(site: &Site<'_>, page: &Page) -> impl Hash {
    let (course, venue) = (site.course, site.options.venue);
    let pictures = page.pictures.iter().map(|&ix| course.asset(ix));
    let pictures: Vec<_> = pictures.map(|asset| (assets::picture_path(asset, venue), asset.picture.clone())).collect();
    let attachments = page.attachments.iter().map(|&ix| course.attachment(ix));
    let attachments: Vec<_> = attachments.map(|file| (assets::attachment_path(file, venue), file.size())).collect();
    (pictures, attachments)
}
