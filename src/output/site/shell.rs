//! What surrounds every page: its metadata, the links to the parts, the switch between the readings.

use serde::Serialize;

use super::Site;
use super::address::Place;
use super::links::{Page, Said};
use crate::output::html::escape;
use crate::reading::{Edition, Reading};
use crate::theme::fill;

#[derive(Debug, Serialize)]
pub struct Shell<'a> {
    pub lang: String,
    /// The reading's key and the address of the site's folder, for the scripts.
    pub reading: String,
    pub langs: Vec<String>,
    pub root: String,
    pub document_title: String,
    /// The title without the site's.
    pub title: String,
    pub description: Option<String>,
    /// What Open Graph calls the page's type.
    pub kind: &'static str,
    /// `en_GB`: the page's own, then the others that it comes in.
    pub locales: Vec<String>,
    pub canonical: Option<String>,
    pub alternates: Vec<Alternate>,
    /// A trainer edition is not for search engines.
    pub hidden: bool,
    pub styles: Vec<String>,
    pub early: String,
    pub scripts: Vec<String>,
    /// What the search loads for each language.
    pub indexes: Vec<IndexLink>,
    /// Under which name the browser keeps what the reader did, and how many items there are.
    pub course: &'a str,
    pub total: usize,
    /// What the bar says before anything was read.
    pub progress_words: String,
    pub icon: String,
    pub logo: Option<LogoImage>,
    /// For Open Graph, which wants a picture of pixels and its whole address.
    pub image: Option<String>,
    pub site_titles: Vec<Said>,
    pub home: String,
    pub chooser: String,
    pub parts: Vec<PartLink>,
    pub readings: Vec<ReadingLink>,
    pub edition: Option<&'static str>,
    pub version: Option<String>,
    pub author: Option<Said>,
    pub footer: Vec<Said>,
    pub footer_links: Vec<FooterLink>,
}

/// What the search finds in one language.
#[derive(Debug, Serialize)]
pub struct IndexLink {
    pub tag: String,
    /// Relative to the site's folder.
    pub path: String,
}

/// The same page in another language, for search engines.
#[derive(Debug, Serialize)]
pub struct Alternate {
    pub tag: String,
    pub href: String,
}

#[derive(Debug, Serialize)]
pub struct LogoImage {
    pub src: String,
    pub size: Option<(u32, u32)>,
}

#[derive(Debug, Serialize)]
pub struct FooterLink {
    pub href: String,
    pub text: Vec<Said>,
}

#[derive(Debug, Serialize)]
pub struct PartLink {
    pub href: String,
    pub text: Said,
    /// This page, or the part that it belongs to.
    pub current: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub struct ReadingLink {
    pub key: String,
    pub href: String,
    /// The names of its languages, each in itself.
    pub names: Vec<Said>,
    pub current: bool,
}

impl<'a> Shell<'a> {
    /// `title` is the page's own, none on the front page.
    pub fn new(page: &Page<'a>, title: Option<&str>, description: Option<&str>) -> Shell<'a> {
        let course = page.course();
        let lang = page.lang();
        let strings = page.strings();
        let site_title = &course.title[lang];
        let description = description.or(course.description.as_ref().map(|d| d[lang].as_str()));
        let hidden = page.site.options.edition == Edition::Trainer;
        let base = page.site.base();
        let theme = page.site.options.theme;
        let files = &page.site.files;
        Shell {
            lang: page.tag(lang).to_owned(),
            reading: page.reading.key(course),
            langs: page.reading.langs().into_iter().map(|lang| course.language(lang).key.clone()).collect(),
            root: page.file("index.html").trim_end_matches("index.html").to_owned(),
            document_title: match title {
                Some(title) => format!("{title} · {site_title}"),
                None => site_title.clone(),
            },
            description: description.map(str::to_owned),
            canonical: base.map(|base| format!("{base}{}", escape::path(page.path()))),
            locales: locales(page),
            kind: if matches!(page.place, Place::Item(_)) { "article" } else { "website" },
            title: title.unwrap_or(site_title).to_owned(),
            alternates: alternates(page, base),
            hidden,
            styles: files.styles(page.place).into_iter().map(|path| page.file(path)).collect(),
            early: page.file(&files.early),
            scripts: files.scripts(page.place).into_iter().map(|path| page.file(path)).collect(),
            indexes: indexes(page),
            course: &page.site.key,
            total: course.items.len(),
            progress_words: fill(&strings.script.read_of, &[("n", "0"), ("all", &course.items.len().to_string())]),
            icon: page.file(&page.site.files.icon),
            logo: logo(page.site, |path| page.file(path)),
            image: base.zip(page.site.files.logo.as_ref()).and_then(|(base, logo)| {
                (!logo.path.ends_with(".svg")).then(|| format!("{base}{}", escape::path(&logo.path)))
            }),
            site_titles: page.localized(&course.title),
            home: page.to(Place::Front),
            chooser: format!("{}#choose", page.file("index.html")),
            parts: parts(page),
            readings: readings(page),
            edition: hidden.then_some(strings.web.trainer_edition.as_str()),
            version: course.version.clone(),
            author: course.author.as_ref().map(|author| page.said(&author[lang], lang)),
            footer: theme.footer.as_ref().map(|text| page.localized(text)).unwrap_or_default(),
            footer_links: theme
                .links
                .iter()
                .map(|link| FooterLink { href: escape::url(&link.url).into_owned(), text: page.localized(&link.label) })
                .collect(),
        }
    }
}

/// The logo of the theme, under the address that a page has for it.
pub fn logo(site: &Site<'_>, file: impl Fn(&str) -> String) -> Option<LogoImage> {
    let size = site.options.theme.logo.as_ref().and_then(|logo| logo.size);
    site.files.logo.as_ref().map(|logo| LogoImage { src: file(&logo.path), size })
}

/// One for each reading in a single language, this page's own among them, as `hreflang` wants it, and `x-default` for who reads none of them:
/// the question for a language on the front page, the source language elsewhere. They are absolute when the site's address is known; a
/// relative address is valid HTML, though search engines may pass over it.
pub fn alternates(page: &Page<'_>, base: Option<&str>) -> Vec<Alternate> {
    let singles = page.site.options.readings.iter().filter_map(|&reading| match reading {
        Reading::Single(lang) => Some((reading, lang)),
        Reading::Parallel(..) => None,
    });
    let address = |path: &str| base.map_or_else(|| page.file(path), |base| format!("{base}{}", escape::path(path)));
    let mut alternates: Vec<Alternate> = singles
        .map(|(reading, lang)| Alternate { tag: page.tag(lang).to_owned(), href: address(&page.in_reading(reading)) })
        .collect();
    let default = match page.place {
        Place::Front => Some(base.map_or_else(|| page.file("index.html"), str::to_owned)),
        _ => alternates.first().map(|source| source.href.clone()),
    };
    alternates.extend(default.map(|href| Alternate { tag: "x-default".to_owned(), href }));
    alternates
}

/// The languages of this page come first.
fn indexes(page: &Page<'_>) -> Vec<IndexLink> {
    let here = page.reading.langs();
    let others = page.course().langs().filter(|lang| !here.contains(lang));
    let langs = here.iter().copied().chain(others);
    let link = |lang| {
        let index = page.site.search.of(lang)?;
        Some(IndexLink { tag: page.tag(lang).to_owned(), path: escape::path(&index.files[0].path).into_owned() })
    };
    langs.filter_map(link).collect()
}

fn parts(page: &Page<'_>) -> Vec<PartLink> {
    let course = page.course();
    let lang = page.lang();
    let mut parts: Vec<PartLink> = course
        .kind_ixs()
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
    parts.extend(page.site.matrices().map(|relation| PartLink {
        href: page.to(Place::Matrix(relation)),
        text: page.said(&matrix_name(page, relation, lang), lang),
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

/// What Open Graph calls a locale: a language and a region.
fn locales(page: &Page<'_>) -> Vec<String> {
    let course = page.course();
    let others = course.langs().filter(|&lang| lang != page.lang());
    let languages = std::iter::once(page.lang()).chain(others).map(|lang| course.language(lang));
    languages
        .map(|l| l.region.as_ref().map_or(l.language.clone(), |region| format!("{}_{region}", l.language)))
        .collect()
}

/// `Steps and Actions`.
pub fn matrix_name(page: &Page<'_>, relation: &crate::course::Relation, lang: crate::course::Lang) -> String {
    let plural = |kind| page.course().kind(kind).plural[lang].as_str();
    page.site.strings[lang].common.matrix(plural(relation.from), plural(relation.to))
}

fn readings(page: &Page<'_>) -> Vec<ReadingLink> {
    let links = page.site.options.readings.iter().map(|&reading| ReadingLink {
        key: reading.key(page.course()),
        href: page.file(&page.in_reading(reading)),
        names: reading
            .langs()
            .into_iter()
            .map(|lang| page.said(&page.site.strings[lang].common.language, lang))
            .collect(),
        current: reading == page.reading,
    });
    links.collect()
}
