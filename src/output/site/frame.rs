//! What all items of a kind share around their texts: the links of the head, the bar at the top, the foot and the lines of the contents. Each is
//! filled once in a reading and then taken as it is, because filling it for every page takes longer than all that a page says for itself. Pages of items
//! that stand below another one lie in a folder more, so theirs are filled apart.

use std::sync::OnceLock;

use serde::Serialize;
use tera::Value;

use super::address::{self, Place};
use super::links::{Said, SitePage};
use super::shell::{self, LogoImage};
use super::{Site, Venue, search};
use crate::course::reading::Reading;
use crate::course::{Course, Imprint, ItemIx};
use crate::failure::Failure;
use crate::output::html::escape;
use crate::theme::Dated;

/// What has been filled so far, by reading, depth and kind or item.
pub struct Frames {
    readings: Vec<Reading>,
    kinds: usize,
    items: usize,
    frames: Vec<OnceLock<Value>>,
    lines: Vec<OnceLock<String>>,
}

/// The context of the templates.
#[derive(Serialize)]
struct FrameContext<'a> {
    /// Addresses: of style sheets, of the script that runs before the page is shown, of those that run after it, of the icon.
    styles: Vec<String>,
    early: String,
    scripts: Vec<String>,
    icon: String,
    logo: Option<LogoImage>,
    site_titles: Vec<Said>,
    /// The address of the reading's front page, and of the question for a language.
    home: String,
    chooser: String,
    /// The kinds of items, tables, the glossary.
    parts: Vec<PartLink>,
    /// What the search loads for each language.
    indexes: Vec<IndexLink>,
    /// `Trainer edition`; learners' pages have none.
    edition: Option<&'a str>,
    /// Of the course, from `book.yaml`.
    version: Option<&'a str>,
    author: Option<Said>,
    /// Of the imprint: whose the course is, what others may do with it, where to ask.
    imprint: Vec<Said>,
    /// `Updated 1 November 2026`.
    updated: Option<String>,
    /// What the website knows of its readers; a learning platform knows more.
    privacy: Option<&'a str>,
    /// The words and links of `theme.yaml`.
    footer: Vec<Said>,
    footer_links: Vec<FooterLink>,
}

/// What the search finds in one language.
#[derive(Serialize)]
struct IndexLink {
    tag: String,
    /// Relative to the site's folder.
    path: String,
}

#[derive(Serialize)]
struct FooterLink {
    href: String,
    text: Vec<Said>,
}

#[derive(Serialize)]
struct PartLink {
    href: String,
    text: Said,
    /// This page, or the part that it belongs to.
    current: Option<&'static str>,
}

/// A line of the contents: no more of the item than it shows.
#[derive(Serialize)]
struct NavLine {
    href: String,
    id: String,
    /// None when the item goes by its title alone.
    number: Option<String>,
    titles: Vec<Said>,
    current: bool,
    /// The lines of the items below it, as HTML.
    below: String,
}

/// An item has a parent or none.
const DEPTHS: usize = 2;

fn is_child(page: &SitePage<'_>) -> bool {
    matches!(page.place, Place::Item(here) if page.course().item(here).parent.is_some())
}

impl Frames {
    pub fn new(course: &Course, readings: &[Reading]) -> Frames {
        let (kinds, items) = (course.kinds.len(), course.items.len());
        let each = |count: usize| readings.len() * DEPTHS * count;
        Frames {
            readings: readings.to_vec(),
            kinds,
            items,
            frames: (0..each(kinds)).map(|_| OnceLock::new()).collect(),
            lines: (0..each(items)).map(|_| OnceLock::new()).collect(),
        }
    }

    /// What all pages of a kind have in common that name other pages alike, by a number.
    fn number(&self, page: &SitePage<'_>) -> usize {
        let reading = self.readings.iter().position(|&reading| reading == page.reading);
        let reading = reading.expect("pages are made for the readings that were asked for");
        reading * DEPTHS + usize::from(is_child(page))
    }
}

/// What templates call `frame`: its parts by their names.
///
/// # Errors
///
/// When a template of the theme cannot be filled.
pub fn frame(page: &SitePage<'_>) -> Result<Value, Failure> {
    let Place::Item(item) = page.place else { return fill(page) };
    let frames = &page.site.frames;
    let kind = page.course().item(item).kind;
    kept(&frames.frames[frames.number(page) * frames.kinds + kind.index()], || fill(page)).cloned()
}

/// A line of the contents on the page of an item of the same kind. `below` adds the lines of the items below it, which are the same on every page
/// that is not one of them.
///
/// # Errors
///
/// When a template of the theme cannot be filled.
pub fn line(
    page: &SitePage<'_>,
    item: ItemIx,
    out: &mut String,
    below: impl FnOnce(&mut String) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let frames = &page.site.frames;
    let course = page.course();
    let (current, around) = match page.place {
        Place::Item(here) => (here == item, course.root(here) == item),
        _ => (false, false),
    };
    let line = || {
        let mut lines = String::new();
        below(&mut lines)?;
        let line = NavLine {
            href: to_item(page, item),
            id: course.id(item),
            number: course.item(item).number.map(|number| number.to_string()),
            titles: page.titles(&course.item(item).page),
            current,
            below: lines,
        };
        page.site.templates.part("line.html", page.lang(), &line)
    };
    if current || around {
        out.push_str(&line()?);
    } else {
        out.push_str(kept(&frames.lines[frames.number(page) * frames.items + item.index()], line)?);
    }
    Ok(())
}

/// The address of an item on the page of another one. From the folder of a parent it goes by way of the folder above, so that it is the same
/// from all of them.
fn to_item(page: &SitePage<'_>, item: ItemIx) -> String {
    let place = Place::Item(item);
    if !is_child(page) {
        return page.to(place);
    }
    let course = page.course();
    // No slug is a hyphen.
    let any_parent = format!("{}/-/-.html", course.kind(course.item(item).kind).folder);
    escape::path(&address::relative(&any_parent, &address::path(course, place))).into_owned()
}

/// The value of a cell. Two threads may both make it: they make the same one.
fn kept<T>(cell: &OnceLock<T>, make: impl FnOnce() -> Result<T, Failure>) -> Result<&T, Failure> {
    match cell.get() {
        Some(value) => Ok(value),
        None => make().map(|value| cell.get_or_init(|| value)),
    }
}

fn fill(page: &SitePage<'_>) -> Result<Value, Failure> {
    let Site { course, options, files, templates, .. } = page.site;
    let lang = page.lang();
    let theme = options.theme;
    let context = FrameContext {
        styles: files.styles(page.place).into_iter().map(|path| page.file(path)).collect(),
        early: page.file(&files.early),
        scripts: files.scripts(page.place).into_iter().map(|path| page.file(path)).collect(),
        icon: page.file(&files.icon),
        logo: shell::logo(page.site, |path| page.file(path)),
        site_titles: page.localized(&course.about.title),
        home: page.to(Place::Front),
        chooser: format!("{}#choose", page.file("index.html")),
        parts: parts(page),
        indexes: indexes(page),
        edition: page.hidden().then_some(&page.strings().web.trainer_edition),
        version: course.about.version.as_deref(),
        author: course.about.author.as_ref().map(|author| page.said(&author[lang], lang)),
        imprint: {
            let Imprint { publisher, rights, licence, contact, .. } = &course.about.imprint;
            let lines = [publisher, rights, licence, contact].into_iter().flatten().map(|line| &line[lang]);
            let derived = page.reading.langs().into_iter().any(|lang| course.is_derived(lang));
            let derived = derived.then_some(&page.strings().print.derived);
            lines.chain(derived).map(|line| page.said(line, lang)).collect()
        },
        updated: course.about.date.map(|date| {
            let date = page.strings().print.written(date);
            page.strings().web.updated.fill(Dated { date: &date })
        }),
        privacy: (options.venue == Venue::Web).then_some(&page.strings().web.privacy),
        footer: theme.footer.as_ref().map(|text| page.localized(text)).unwrap_or_default(),
        footer_links: theme
            .links
            .iter()
            .map(|link| FooterLink { href: escape::url(&link.url).into_owned(), text: page.localized(&link.label) })
            .collect(),
    };
    templates.frame(lang, &context)
}

/// The languages of this page come first.
fn indexes(page: &SitePage<'_>) -> Vec<IndexLink> {
    let here = page.reading.langs();
    let others = page.course().langs().filter(|lang| !here.contains(lang));
    let langs = here.iter().copied().chain(others);
    let link = |lang| {
        let path = search::directory(page.course(), page.site.options, lang)?;
        Some(IndexLink { tag: page.tag(lang).to_owned(), path: escape::path(&path).into_owned() })
    };
    langs.filter_map(link).collect()
}

fn parts(page: &SitePage<'_>) -> Vec<PartLink> {
    let course = page.course();
    let lang = page.lang();
    let mut parts: Vec<PartLink> = page
        .site
        .kinds()
        .map(|kind| PartLink {
            href: page.to(Place::Kind(kind)),
            text: page.said(&course.kind(kind).plural[lang], lang),
            current: match page.place {
                Place::Kind(here) if here == kind => Some("page"),
                Place::Item(item) if course.item(item).kind == kind => Some("true"),
                _ => None,
            },
        })
        .collect();
    // Beside `Steps` and `Actions`, a third link of both names would be taken for one of them.
    let only = page.site.matrices().nth(1).is_none();
    parts.extend(page.site.matrices().map(|relation| PartLink {
        href: page.to(Place::Matrix(relation)),
        text: if only {
            page.said(&page.strings().web.at_a_glance, lang)
        } else {
            page.said(&shell::matrix_name(page, relation, lang), lang)
        },
        current: matches!(page.place, Place::Matrix(here) if here.key == relation.key).then_some("page"),
    }));
    if !course.terms.is_empty() {
        parts.push(PartLink {
            href: page.to(Place::Glossary),
            text: page.said(&page.strings().common.glossary, lang),
            current: matches!(page.place, Place::Glossary).then_some("page"),
        });
    }
    parts.extend(page.site.plan.as_ref().map(|plan| PartLink {
        href: page.to(Place::Plan(plan)),
        text: page.said(&page.strings().plan.title, lang),
        current: matches!(page.place, Place::Plan(_)).then_some("page"),
    }));
    parts
}
