//! What every page says of itself: its metadata and the switch between its readings. What it shares with others is in [`super::frame`].

use serde::Serialize;

use super::Site;
use super::address::{self, Place};
use super::links::{Said, SitePage};
use crate::course::reading::Reading;
use crate::output::html::escape;
use crate::theme::{CountOf, TitledIn};

/// What the head of a page and its bar say.
#[derive(Debug, Serialize)]
pub struct Shell<'a> {
    /// The BCP 47 tag of the page's language.
    pub lang: String,
    /// The reading's key and the address of the site's folder, for the scripts.
    pub reading: String,
    /// The keys of the reading's languages: `en`, `zh`.
    pub langs: Vec<String>,
    /// Whether the page's own language is written from right to left.
    pub right_to_left: bool,
    pub root: String,
    pub document_title: String,
    /// The title without the site's.
    pub title: String,
    pub description: Option<String>,
    /// What Open Graph calls the page's type.
    pub kind: &'static str,
    /// `en_GB`: the page's own, then the others that it comes in.
    pub locales: Vec<String>,
    /// The page's own address, when that of the site is known.
    pub address: Option<String>,
    /// The address under which search engines are to keep the page. Two languages side by side have none: RFC 6596 wants all that a page says on
    /// the canonical one, which neither language alone has, and an address of their own would let them stand in the way of both.
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
    /// For the switch of the language.
    pub readings: Vec<ReadingLink>,
}

/// The same page in another language, for search engines.
#[derive(Debug, Serialize)]
pub struct Alternate {
    pub tag: String,
    pub href: String,
}

/// The logo of the theme.
#[derive(Debug, Serialize)]
pub struct LogoImage {
    pub src: String,
    /// Width and height in pixels, where the file says them.
    pub size: Option<(u32, u32)>,
}

/// This page in a reading.
#[derive(Debug, Serialize)]
pub struct ReadingLink {
    /// `en`, `zh`, `en-zh`.
    pub key: String,
    pub href: String,
    /// The names of its languages, each in itself.
    pub names: Vec<Said>,
    pub current: bool,
}

impl<'a> Shell<'a> {
    /// `titles` are the page's own in the languages of the reading, none on the front page.
    pub fn new(page: &SitePage<'a>, titles: &[Said], description: Option<&str>) -> Shell<'a> {
        let course = page.course();
        let lang = page.lang();
        let strings = page.strings();
        let site_titles = page.localized(&course.about.title);
        let title = joined(if titles.is_empty() { &site_titles } else { titles });
        let description = description.or(course.about.description.as_ref().map(|d| d[lang].as_str()));
        let base = page.site.base();
        let address = base.map(|base| format!("{base}{}", escape::path(page.path())));
        Shell {
            lang: page.tag(lang).to_owned(),
            reading: page.reading.key(course),
            langs: page.reading.langs().into_iter().map(|lang| course.language(lang).key.clone()).collect(),
            right_to_left: course.language(lang).right_to_left,
            root: page.file("index.html").trim_end_matches("index.html").to_owned(),
            document_title: match page.reading {
                _ if !titles.is_empty() => format!("{title} · {}", course.about.title[lang]),
                Reading::Single(_) => title.clone(),
                // The question for a language has the same titles.
                Reading::Parallel(..) => {
                    strings.common.with_language.fill(TitledIn { title: &title, language: &languages(page) })
                }
            },
            description: description.map(str::to_owned),
            canonical: address.clone().filter(|_| matches!(page.reading, Reading::Single(_))),
            address,
            locales: locales(page),
            kind: if matches!(page.place, Place::Item(_)) { "article" } else { "website" },
            title,
            alternates: match page.reading {
                Reading::Single(_) => alternates(page.site, page.place, page.path()),
                Reading::Parallel(..) => Vec::new(),
            },
            hidden: page.hidden(),
            course: &page.site.key,
            total: course.items.len(),
            progress_words: strings.script.read_of.fill(CountOf { n: &0, all: &course.items.len() }),
            image: base.zip(page.site.files.logo.as_ref()).and_then(|(base, logo)| {
                (!logo.path.ends_with(".svg")).then(|| format!("{base}{}", escape::path(&logo.path)))
            }),
            site_titles,
            readings: readings(page),
        }
    }
}

/// The logo of the theme, under the address that a page has for it.
pub fn logo(site: &Site<'_>, file: impl Fn(&str) -> String) -> Option<LogoImage> {
    let size = site.options.theme.logo.as_ref().and_then(|logo| logo.size);
    site.files.logo.as_ref().map(|logo| LogoImage { src: file(&logo.path), size })
}

/// What the page at `from` lists: one for each reading of `place` in a single language, as `hreflang` wants it, and `x-default` for who reads none
/// of them: the question for a language on the front page, the source language elsewhere. Search engines believe a list when all that it
/// names have the same one, so it belongs to these pages alone. Addresses are absolute when the site's is known; a relative one is valid HTML, though
/// search engines may pass over it.
pub fn alternates(site: &Site<'_>, place: Place<'_>, from: &str) -> Vec<Alternate> {
    let course = site.course;
    let address = |path: &str| match site.base() {
        Some(base) => format!("{base}{}", escape::path(path)),
        None => escape::path(&address::relative(from, path)).into_owned(),
    };
    let singles = site.options.readings.iter().filter_map(|&reading| match reading {
        Reading::Single(lang) => Some((reading, lang)),
        Reading::Parallel(..) => None,
    });
    let mut alternates: Vec<Alternate> = singles
        .map(|(reading, lang)| Alternate {
            tag: course.language(lang).tag.clone(),
            href: address(&address::in_reading(course, reading, place)),
        })
        .collect();
    let default = alternates.first().map(|source| match place {
        Place::Front => site.base().map_or_else(|| address("index.html"), str::to_owned),
        _ => source.href.clone(),
    });
    alternates.extend(default.map(|href| Alternate { tag: "x-default".to_owned(), href }));
    alternates
}

/// `English + 中文`.
fn languages(page: &SitePage<'_>) -> String {
    let names = page.both(|lang| page.course().language(lang).name.clone());
    names.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(" + ")
}

/// `Steps · 步骤`. Words that are the same in both languages stand once.
fn joined(titles: &[Said]) -> String {
    let mut words: Vec<&str> = titles.iter().map(|title| title.text.as_str()).collect();
    words.dedup();
    words.join(" · ")
}

/// What Open Graph calls a locale: a language and a region.
fn locales(page: &SitePage<'_>) -> Vec<String> {
    let course = page.course();
    let others = course.langs().filter(|&lang| lang != page.lang());
    let languages = std::iter::once(page.lang()).chain(others).map(|lang| course.language(lang));
    languages
        .map(|l| l.region.as_ref().map_or(l.language.clone(), |region| format!("{}_{region}", l.language)))
        .collect()
}

/// `Steps and Actions`.
pub fn matrix_name(page: &SitePage<'_>, relation: &crate::course::Relation, lang: crate::course::Lang) -> String {
    let plural = |kind| page.course().kind(kind).plural[lang].as_str();
    page.site.strings[lang].common.matrix(plural(relation.from), plural(relation.to))
}

fn readings(page: &SitePage<'_>) -> Vec<ReadingLink> {
    let links = page.site.options.readings.iter().map(|&reading| ReadingLink {
        key: reading.key(page.course()),
        href: page.file(&page.in_reading(reading)),
        names: reading.langs().into_iter().map(|lang| page.said(&page.course().language(lang).name, lang)).collect(),
        current: reading == page.reading,
    });
    links.collect()
}
