//! The website: a folder of files that works from a disk, a stick or any path of a server, with and without scripts.
//!
//! 1. [`address`] says where each page lies and how one page names another.
//! 2. [`assets`] puts the styles, the scripts and the pictures.
//! 3. [`front`], [`kind`], [`item`], [`matrix`], [`glossary`] and [`plan`] each build the context of one template; [`body`] makes the HTML of a text with
//!    [`places`] that all languages share, and [`shell`] what surrounds it.
//! 4. [`demand`] makes a single file when somebody asks for it, for the preview.
//! 5. [`entry`] makes the page that asks for a language, the short links and the pages at earlier addresses; [`publishing`] what machines ask
//!    for; [`search`] the indexes.
//! 6. [`inputs`] says of what each page is made, so that one which lies there already is not made again.
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
mod inputs;
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

use std::ops::Range;

use rayon::prelude::*;

use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::course::{Course, ItemIx, KindIx, Lang, Localized, Relation};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::output::html::page::prefixes;
use crate::sink::{Maker, Sink};
use crate::theme::{self, Strings, Theme};
use crate::timetable::Timetable;
use address::Place;
pub use assets::{hashed, stand_alone_script, stand_alone_style};
pub use demand::OnDemand;
use inputs::Inputs;
use links::SitePage;
pub use search::{KeptWords, Words};
use templates::Templates;

/// Where an item has its page in a reading, relative to the website; None stands for the front page.
pub fn page_of(course: &Course, reading: Reading, item: Option<ItemIx>) -> String {
    address::in_reading(course, reading, item.map_or(Place::Front, Place::Item))
}

/// What to make.
#[derive(Debug)]
pub struct Options<'a> {
    /// The readings that the website can be switched between.
    pub readings: &'a [Reading],
    /// For whom it is.
    pub edition: Edition,
    /// The files that it offers. Whoever makes it puts a copy of each into its folder.
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

/// A file of another output that the site offers, from a copy within its own folder, which can be published alone.
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
}

/// Where a file is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// How much of a website to make. No file is made by two shares of one website that do not overlap, and its frame and the pages of all its items
/// are the whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Share {
    /// All of it.
    Whole,
    /// What is there once, and the pages that list items: everything but the next.
    Frame,
    /// The pages of the items from one index up to another, with their short links and earlier addresses.
    Items(Range<usize>),
}

impl Share {
    fn has_frame(&self) -> bool {
        !matches!(self, Share::Items(_))
    }

    fn has(&self, item: ItemIx) -> bool {
        match self {
            Share::Whole => true,
            Share::Frame => false,
            Share::Items(items) => items.contains(&item.index()),
        }
    }
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

    /// The kinds that have items; a page and a link of the others would lead to nothing.
    fn kinds(&self) -> impl Iterator<Item = KindIx> {
        self.course.kind_ixs().filter(|&kind| !self.items_of(kind).is_empty())
    }

    /// The relations that are drawn as a table, of which both sides have items.
    fn matrices(&self) -> impl Iterator<Item = &'a Relation> {
        let has_both =
            |relation: &Relation| [relation.from, relation.to].iter().all(|&kind| !self.items_of(kind).is_empty());
        self.course.relations.iter().filter(move |relation| relation.matrix && has_both(relation))
    }

    /// The pages of one reading.
    fn places(&self) -> Vec<Place<'_>> {
        let mut places = vec![Place::Front];
        places.extend(self.kinds().map(Place::Kind));
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
    put(&Site::new(course, options)?, &Share::Whole, None, sink)
}

/// What there is of an earlier website.
pub struct Earlier<'a> {
    /// Of all that pages are made of beside the course and the options: the settings, the theme, the program.
    pub surroundings: Digest,
    /// What its search said.
    pub words: &'a Words,
}

/// As [`render`], of a share of the files; pages that the sink has already and that are made of the same may stay as they are.
///
/// # Errors
///
/// When the sink fails or a template of the theme is broken.
pub fn update(
    course: &Course,
    options: &Options<'_>,
    share: &Share,
    earlier: &Earlier<'_>,
    sink: &dyn Sink,
) -> Result<(), Failure> {
    let site = Site::new(course, options)?;
    let inputs = Inputs::new(&site, earlier.surroundings);
    put(&site, share, Some((&inputs, earlier.words)), sink)
}

fn put(site: &Site<'_>, share: &Share, earlier: Option<(&Inputs<'_>, &Words)>, sink: &dyn Sink) -> Result<(), Failure> {
    let frame = || if share.has_frame() { put_frame(site, earlier, sink) } else { Ok(()) };
    let inputs = earlier.map(|(inputs, _)| inputs);
    let (frame, pages) = rayon::join(frame, || put_pages(site, share, inputs, sink));
    frame.and(pages)
}

/// What is no page of a reading: what pages are drawn with, show and hand on, the search, what machines ask for.
fn put_frame(site: &Site<'_>, earlier: Option<(&Inputs<'_>, &Words)>, sink: &dyn Sink) -> Result<(), Failure> {
    let (course, options) = (site.course, site.options);
    site.files.put(sink)?;
    site.files.put_pictures(site, sink)?;
    site.files.put_attachments(site, sink)?;
    for lang in course.langs() {
        let index = search::index(course, options, lang, earlier);
        index.par_iter().try_for_each(|file| sink.put(&file.path, file.script.as_bytes()))?;
    }
    entry::put_chooser(site, sink)?;
    if options.venue == Venue::Web { publishing::put(site, sink) } else { Ok(()) }
}

/// The pages of the readings, and those that lead to them.
fn put_pages(site: &Site<'_>, share: &Share, inputs: Option<&Inputs<'_>>, sink: &dyn Sink) -> Result<(), Failure> {
    let (course, options) = (site.course, site.options);
    let put = |path: &str, inputs: Option<Digest>, make: Maker<'_>| match inputs {
        Some(inputs) => sink.put_made_of(path, inputs, make),
        None => sink.put(path, &make()?),
    };
    if options.venue == Venue::Web {
        let items: Vec<ItemIx> = course.item_ixs().filter(|&item| share.has(item)).collect();
        items.into_par_iter().try_for_each(|item| {
            entry::short_links(course, item).try_for_each(|path| {
                let inputs = inputs.map(|inputs| inputs.of_short_link(item, &path));
                put(&path, inputs, &|| entry::short_link(site, item, &path))
            })
        })?;
    }
    let is_shared = |place: &Place<'_>| match *place {
        Place::Item(item) => share.has(item),
        _ => share.has_frame(),
    };
    let places: Vec<Place<'_>> = site.places().into_iter().filter(is_shared).collect();
    let pages: Vec<(Reading, Place<'_>)> =
        options.readings.iter().flat_map(|&reading| places.iter().map(move |&place| (reading, place))).collect();
    pages.into_par_iter().try_for_each(|(reading, place)| {
        let page = SitePage::new(site, reading, place);
        if let (Place::Item(item), Venue::Web) = (place, options.venue) {
            entry::earlier_paths(&page, item)
                .try_for_each(|path| sink.put(&path, &entry::moved(&page, item, &path)?))?;
        }
        put(page.path(), inputs.and_then(|inputs| inputs.of_page(&page)), &|| html(&page))
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
