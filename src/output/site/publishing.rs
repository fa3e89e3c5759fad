//! What machines ask a site for: the map of its pages, the rules for robots, the manifest, and the page for an address that is not there.
//!
//! A server shows `404.html` in the place of any address, at any depth, so no relative link holds on it. With `site-url`, its links begin
//! with that address's path (`/hr/complaints/en/index.html`), which is right on any host that keeps the path. Without, it needs no file
//! but itself, and leads to the root of the host.

use std::fmt::Write;

use serde::Serialize;

use super::Site;
use super::address::{self, Place};
use super::links::Said;
use super::shell::{self, LogoImage};
use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::failure::Failure;
use crate::output::html::escape;
use crate::sink::Sink;
use crate::theme::Titled;

/// The manifest within the site; the script that runs first links it, as browsers refuse it on pages from a disk.
pub const MANIFEST: &str = "manifest.webmanifest";

/// Puts everything but the pages of the course.
pub fn put(site: &Site<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    sink.put(MANIFEST, manifest(site).as_bytes())?;
    let readings = site.options.readings;
    for reading in readings {
        let page = not_found(site, std::slice::from_ref(reading))?;
        sink.put(&format!("{}/404.html", reading.key(site.course)), &page)?;
    }
    // At the root, each language once.
    let singles: Vec<Reading> = readings.iter().copied().filter(|r| matches!(r, Reading::Single(_))).collect();
    let offered = if singles.is_empty() { readings } else { &singles };
    sink.put("404.html", &not_found(site, offered)?)?;
    match (site.options.edition, site.base()) {
        (Edition::Trainer, _) => sink.put("robots.txt", b"User-agent: *\nDisallow: /\n"),
        (Edition::Learner, None) => Ok(()),
        (Edition::Learner, Some(base)) => {
            sink.put("sitemap.xml", sitemap(site, base).as_bytes())?;
            sink.put("robots.txt", format!("User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n").as_bytes())
        }
    }
}

#[derive(Serialize)]
struct Manifest<'a> {
    name: String,
    short_name: &'a str,
    description: Option<&'a str>,
    lang: &'a str,
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    icons: [Icon<'a>; 1],
}

#[derive(Serialize)]
struct Icon<'a> {
    src: &'a str,
    sizes: &'static str,
    r#type: &'static str,
}

/// The manifest of <https://www.w3.org/TR/appmanifest/>. Its addresses are relative to itself.
fn manifest(site: &Site<'_>) -> String {
    let course = site.course;
    let titles: Vec<&str> = course.about.title.iter().map(|(_, title)| title.as_str()).collect();
    let manifest = Manifest {
        name: titles.join(" · "),
        short_name: titles[0],
        description: course.about.description.as_ref().and_then(|d| d.iter().next()).map(|(_, text)| text.as_str()),
        lang: &course.languages[0].tag,
        start_url: "index.html",
        scope: "./",
        display: "minimal-ui",
        icons: [Icon { src: &site.files.icon, sizes: "any", r#type: "image/svg+xml" }],
    };
    serde_json::to_string_pretty(&manifest).expect("texts become JSON") + "\n"
}

#[derive(Serialize)]
struct NotFound<'a> {
    lang: &'a str,
    title: String,
    style: Option<String>,
    icon: Option<String>,
    logo: Option<LogoImage>,
    /// One for each reading that is offered.
    messages: Vec<NotFoundWords>,
}

/// In the language of a reading: that the page is not there, what to do, and the words of the link to its front page.
#[derive(Serialize)]
struct NotFoundWords {
    words: Said,
    hint: Said,
    home: Said,
    href: String,
}

/// The page that offers `readings`, in the language of the first of them.
fn not_found(site: &Site<'_>, readings: &[Reading]) -> Result<Vec<u8>, Failure> {
    let course = site.course;
    let path = site.base().map(path_of);
    let main = readings[0].main();
    let message = |&reading: &Reading| {
        let lang = reading.main();
        let tag = || course.language(lang).tag.clone();
        let said = |text: &str| Said { text: text.to_owned(), lang: (lang != main).then(tag) };
        let web = &site.strings[lang].web;
        let home = format!("{}/{}", reading.key(course), address::path(course, Place::Front));
        NotFoundWords {
            words: said(&web.not_found),
            hint: said(&web.not_found_hint),
            home: said(&web.to_start.fill(Titled { title: &course.about.title[lang] })),
            href: path.map_or_else(|| "/".to_owned(), |path| format!("{path}{}", escape::path(&home))),
        }
    };
    let context = NotFound {
        lang: &course.language(main).tag,
        title: site.strings[main].web.not_found.clone(),
        style: path.map(|path| format!("{path}{}", site.files.entry)),
        icon: path.map(|path| format!("{path}{}", site.files.icon)),
        logo: path.and_then(|path| shell::logo(site, |file| format!("{path}{file}"))),
        messages: readings.iter().map(message).collect(),
    };
    site.templates.render("404.html", main, &context)
}

/// `/complaints/` of `https://intranet.example/complaints/`.
fn path_of(base: &str) -> &str {
    let host = base.find("://").map_or(0, |at| at + 3);
    base[host..].find('/').map_or("/", |at| &base[host + at..])
}

/// The map of <https://www.sitemaps.org/protocol.html>: each page in a single language, with the others.
fn sitemap(site: &Site<'_>, base: &str) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let mut url = |address: &str, alternates: &[shell::Alternate]| {
        out.push_str("<url><loc>");
        escape::text(address, &mut out);
        out.push_str("</loc>");
        for alternate in alternates {
            let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"", alternate.tag);
            escape::attribute(&alternate.href, &mut out);
            out.push_str("\"/>");
        }
        out.push_str("</url>\n");
    };
    url(base, &shell::alternates(site, Place::Front, "index.html"));
    for place in site.places() {
        for &reading in site.options.readings.iter().filter(|r| matches!(r, Reading::Single(_))) {
            let path = address::in_reading(site.course, reading, place);
            url(&format!("{base}{}", escape::path(&path)), &shell::alternates(site, place, &path));
        }
    }
    out.push_str("</urlset>\n");
    out
}
