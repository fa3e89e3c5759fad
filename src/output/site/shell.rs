//! What every page says of itself: its metadata and the switch between its readings. What it shares with others is in [`super::frame`].

use serde::Serialize;

use super::Site;
use super::address::Place;
use super::links::{Page, Said};
use crate::output::html::escape;
use crate::reading::Reading;
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
    /// Under which name the browser keeps what the reader did, and how many items there are.
    pub course: &'a str,
    pub total: usize,
    /// What the bar says before anything was read.
    pub progress_words: String,
    /// For Open Graph, which wants a picture of pixels and its whole address.
    pub image: Option<String>,
    pub site_titles: Vec<Said>,
    pub readings: Vec<ReadingLink>,
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
        let site_title = &course.about.title[lang];
        let description = description.or(course.about.description.as_ref().map(|d| d[lang].as_str()));
        let base = page.site.base();
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
            hidden: page.hidden(),
            course: &page.site.key,
            total: course.items.len(),
            progress_words: fill(&strings.script.read_of, &[("n", "0"), ("all", &course.items.len().to_string())]),
            image: base.zip(page.site.files.logo.as_ref()).and_then(|(base, logo)| {
                (!logo.path.ends_with(".svg")).then(|| format!("{base}{}", escape::path(&logo.path)))
            }),
            site_titles: page.localized(&course.about.title),
            readings: readings(page),
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
