//! The website: a folder of files that works from a disk, a stick or any path of a server, with and without scripts.
//!
//! 1. [`address`] says where each page lies and how one page names another.
//! 2. [`assets`] puts the styles, the scripts and the pictures.
//! 3. [`front`], [`kind`], [`item`], [`matrix`], [`glossary`] and [`plan`] each build the context of one template; [`body`] makes the HTML of a text with
//!    [`places`] that all languages share, and [`shell`] what surrounds it.
//! 4. [`demand`] makes a single file when somebody asks for it, for the preview.
//! 5. [`entry`] makes the page that asks for a language, the short links and the pages at earlier addresses; [`publishing`] what machines ask
//!    for; [`search`] the indexes.
//!
//! Pages know nothing of each other: they are rendered in parallel and handed to the sink one by one. What a page lists is bounded by
//! its part of the course, never by the whole.

mod address;
mod assets;
mod body;
mod brand;
mod demand;
mod entry;
mod frame;
mod front;
mod glossary;
mod item;
mod kind;
mod links;
mod matrix;
mod places;
mod plan;
mod publishing;
mod search;
mod shell;
mod templates;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::course::{Course, ItemIx, KindIx, Lang, Localized, Relation};
use crate::failure::Failure;
use crate::output::html::page::prefixes;
use crate::sink::Sink;
use crate::theme::{self, Strings, Theme};
use crate::timetable::Timetable;
use address::Place;
pub use assets::{hashed, stand_alone_script, stand_alone_style};
pub use demand::OnDemand;
use links::SitePage;
use templates::Templates;

/// What to make.
#[derive(Debug)]
pub struct Options<'a> {
    /// The readings that the website can be switched between.
    pub readings: &'a [Reading],
    /// For whom it is.
    pub edition: Edition,
    /// The files that it offers and has a copy of.
    pub downloads: Vec<Download>,
    /// What the course's theme changes of the default one.
    pub theme: &'a Theme,
    /// Where it is looked at.
    pub venue: Venue,
}

/// Where a website is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Venue {
    /// From a folder, a stick or a server of its own.
    Web,
    /// In a frame within a package for learning platforms. Its pages tell the frame what a learner does, and a browser remembers nothing. It is
    /// without what only a website of its own needs: short links, earlier addresses, absolute addresses, what machines ask for.
    Package,
}

/// A file of another output that the site offers. It has a copy of it, so that its folder can be published alone.
#[derive(Debug)]
pub struct Download {
    /// The reading on whose pages it is offered.
    pub reading: Reading,
    /// Where on those pages it is offered.
    pub spot: Spot,
    /// In the main language of the reading.
    pub label: String,
    /// Relative to the site's folder: `print/handbook.en.pdf`.
    pub path: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Where a file is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Beside the link to the first page.
    First,
    /// In a list on the front page.
    List,
    /// On the page of an item.
    Item(ItemIx),
    /// On the page of an item, of which it is the printable sheet, and in the list on the front page.
    Sheet(ItemIx),
    /// On the page of an item: its sheet to be filled in on a computer.
    Form(ItemIx),
}

/// The website's folder within the output folder.
pub fn folder(edition: Edition) -> &'static str {
    match edition {
        Edition::Learner => "site",
        Edition::Trainer => "site-trainer",
    }
}

/// What all pages share; made once.
struct Site<'a> {
    course: &'a Course,
    options: &'a Options<'a>,
    strings: Localized<&'a Strings>,
    /// What stands before the ids of a language that shares a page with the source language.
    prefixes: Localized<String>,
    files: assets::Files,
    templates: Templates,
    /// Under this name a browser keeps what a reader did in this course.
    key: String,
    by_kind: Vec<Vec<ItemIx>>,
    /// Of each kind, those that stand below no other one.
    roots: Vec<Vec<ItemIx>>,
    frames: frame::Frames,
    /// In the trainer's edition, when some chapter takes time.
    plan: Option<Timetable>,
}

impl<'a> Site<'a> {
    fn new(course: &'a Course, options: &'a Options<'a>) -> Result<Site<'a>, Failure> {
        let mut by_kind = vec![Vec::new(); course.kinds.len()];
        for ix in course.item_ixs() {
            by_kind[course.item(ix).kind.index()].push(ix);
        }
        let plan = (options.edition == Edition::Trainer).then(|| Timetable::new(course, course.programme()));
        let strings = theme::strings(course);
        Ok(Site {
            course,
            options,
            prefixes: prefixes(course),
            files: assets::Files::new(course, options),
            templates: Templates::new(&options.theme.templates, &strings)?,
            strings,
            key: blake3::hash(course.about.title[Lang::SOURCE].as_bytes()).to_hex()[..10].to_owned(),
            by_kind,
            roots: course.kind_ixs().map(|kind| course.roots_of(kind).collect()).collect(),
            frames: frame::Frames::new(course, options.readings),
            plan: plan.filter(|plan| !plan.days.is_empty()),
        })
    }

    /// Where the site will stand, with a slash at the end. The address in `book.yaml` is the learners' site.
    fn base(&self) -> Option<&'a str> {
        let own = self.options.edition == Edition::Learner && self.options.venue == Venue::Web;
        self.course.about.site_url.as_deref().filter(|_| own)
    }

    /// The items of a kind, in the order of the book.
    fn items_of(&self, kind: KindIx) -> &[ItemIx] {
        &self.by_kind[kind.index()]
    }

    /// As [`Site::items_of`], without children.
    fn roots_of(&self, kind: KindIx) -> &[ItemIx] {
        &self.roots[kind.index()]
    }

    /// How many items a kind has, not counting those that stand below another one or apart from the others.
    fn count(&self, kind: KindIx) -> usize {
        let roots = self.roots_of(kind);
        let listed = roots.iter().filter(|&&ix| self.course.is_listed(ix)).count();
        if listed > 0 { listed } else { roots.len() }
    }

    /// The relations that are drawn as a table.
    fn matrices(&self) -> impl Iterator<Item = &'a Relation> + use<'a> {
        self.course.relations.iter().filter(|relation| relation.matrix)
    }

    /// The pages of one reading.
    fn places(&self) -> Vec<Place<'_>> {
        let mut places = vec![Place::Front];
        places.extend(self.course.kind_ixs().map(Place::Kind));
        places.extend(self.course.item_ixs().map(Place::Item));
        places.extend(self.matrices().map(Place::Matrix));
        if !self.course.terms.is_empty() {
            places.push(Place::Glossary);
        }
        places.extend(self.plan.as_ref().map(Place::Plan));
        places
    }
}

/// Makes every file of the website. `course` shows what its edition may show and nothing else.
///
/// # Errors
///
/// When the sink fails or a template of the theme is broken.
pub fn render(course: &Course, options: &Options<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    let site = Site::new(course, options)?;
    site.files.put(sink)?;
    site.files.put_pictures(&site, sink)?;
    site.files.put_attachments(&site, sink)?;
    course
        .langs()
        .flat_map(|lang| search::index(course, options, lang))
        .try_for_each(|file| sink.put(&file.path, file.script.as_bytes()))?;
    for file in options.downloads.iter().filter(|file| options.readings.contains(&file.reading)) {
        sink.put(&file.path, &file.bytes)?;
    }
    entry::put_chooser(&site, sink)?;
    if options.venue == Venue::Web {
        publishing::put(&site, sink)?;
        let items: Vec<ItemIx> = course.item_ixs().collect();
        items.into_par_iter().try_for_each(|item| entry::put_short_links(&site, item, sink))?;
    }
    let places = site.places();
    let pages: Vec<(Reading, Place<'_>)> =
        options.readings.iter().flat_map(|&reading| places.iter().map(move |&place| (reading, place))).collect();
    pages.into_par_iter().try_for_each(|(reading, place)| {
        let page = SitePage::new(&site, reading, place);
        if let (Place::Item(item), Venue::Web) = (place, options.venue) {
            entry::put_aliases(&page, item, sink)?;
        }
        sink.put(page.path(), &html(&page)?)
    })
}

fn html(page: &SitePage<'_>) -> Result<Vec<u8>, Failure> {
    match page.place {
        Place::Front => front::render(page),
        Place::Kind(kind) => kind::render(page, kind),
        Place::Item(item) => item::render(page, item),
        Place::Matrix(relation) => matrix::render(page, relation),
        Place::Glossary => glossary::render(page),
        Place::Plan(plan) => plan::render(page, plan),
    }
}
