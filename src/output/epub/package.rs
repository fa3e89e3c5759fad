//! The package document: what book this is, for whom it can be read, which files it has and in which order.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::place::Place;
use super::{Volume, cover, pages};
use crate::course::edition::Edition;
use crate::course::tree::{self, BlockKind, Inline};
use crate::course::{Course, Date};
use crate::digest::Digest;
use crate::output::html::escape;
use crate::picture;
use crate::theme::Version;

/// What an archive of a book is.
pub const MEDIA_TYPE: &str = "application/epub+zip";

/// The day of a book whose course says none: readers take a book with another one for a newer version.
const NO_DATE: Date = Date { year: 2000, month: 1, day: 1 };

/// `package.opf`. `files` are all others but itself, by their paths.
pub fn package(volume: &Volume<'_>, places: &[Place], files: &BTreeMap<String, Vec<u8>>) -> String {
    let tag = volume.tag(volume.main());
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"book\" xml:lang=\"{tag}\">\n"
    );
    metadata(volume, &mut out);
    out.push_str("<manifest>\n");
    let texts: BTreeMap<String, Place> = places.iter().map(|&place| (place.path(volume.course), place)).collect();
    for (path, bytes) in files {
        let place = texts.get(path);
        let properties =
            place.map_or_else(|| picture_properties(volume, path, bytes), |&place| properties(volume, place));
        let properties =
            if properties.is_empty() { String::new() } else { format!(" properties=\"{}\"", properties.join(" ")) };
        let (id, media_type) = (id(path), media_type(path));
        let _ = writeln!(out, "<item id=\"{id}\" href=\"{path}\" media-type=\"{media_type}\"{properties}/>");
    }
    let right_to_left = volume.course.language(volume.main()).right_to_left;
    let direction = if right_to_left { " page-progression-direction=\"rtl\"" } else { "" };
    let _ = writeln!(out, "</manifest>\n<spine{direction}>");
    for place in places {
        let _ = writeln!(out, "<itemref idref=\"{}\"/>", id(&place.path(volume.course)));
    }
    out.push_str("</spine>\n</package>\n");
    out
}

/// The id of a file in the package, which may not begin with a figure.
fn id(path: &str) -> String {
    format!("file.{path}")
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "xhtml" => "application/xhtml+xml",
        "css" => "text/css",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        _ => "image/jpeg",
    }
}

fn properties(volume: &Volume<'_>, place: Place) -> Vec<&'static str> {
    let formulas = match place {
        Place::Item(item) => page_has_formulas(&volume.course.item(item).page),
        Place::Front => volume.course.front.as_ref().is_some_and(|page| page_has_formulas(page)),
        _ => false,
    };
    match place {
        Place::Contents => vec!["nav"],
        _ if formulas => vec!["mathml"],
        _ => Vec::new(),
    }
}

fn picture_properties(volume: &Volume<'_>, path: &str, bytes: &[u8]) -> Vec<&'static str> {
    let mut properties = Vec::new();
    properties.extend((cover::path(volume) == path).then_some("cover-image"));
    properties.extend((path.ends_with(".svg") && picture::has_scripts(bytes)).then_some("scripted"));
    properties
}

fn page_has_formulas(page: &crate::course::Page) -> bool {
    let mut found = false;
    for (_, text) in page.texts.iter() {
        text.flows().for_each(|blocks| tree::formulas(blocks, &mut |_| found = true));
    }
    found
}

/// Whether some text has a formula.
pub fn has_formulas(course: &Course) -> bool {
    course.pages().any(|page| page_has_formulas(page))
}

/// Whether every picture has words for who cannot see it.
pub fn are_described(volume: &Volume<'_>) -> bool {
    let mut described = true;
    for (_, text) in volume.course.pages().flat_map(|page| page.texts.iter()) {
        for blocks in text.flows() {
            tree::blocks(blocks, &mut |block| {
                described &= !matches!(&block.kind, BlockKind::Figure { alt, .. } if alt.is_empty());
            });
            tree::inlines(blocks, &mut |inline| {
                described &= !matches!(inline, Inline::Image { alt, .. } if alt.is_empty());
            });
        }
    }
    described
}

fn metadata(volume: &Volume<'_>, out: &mut String) {
    let (course, about, reading) = (volume.course, &volume.course.about, volume.options.reading);
    let main = volume.main();
    out.push_str("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    let mut element = |name: &str, text: &str| {
        let end = name.split(' ').next().unwrap_or(name);
        let _ = write!(out, "<{name}>");
        escape::text(text, out);
        let _ = writeln!(out, "</{end}>");
    };
    // Each language and edition is a book of its own, or a reader's shelf would have room for one of them.
    let edition: &[u8] = if volume.options.edition == Edition::Trainer { b"trainer" } else { b"learner" };
    let identity = about.identity();
    let own = Digest::of_parts([identity.as_bytes(), reading.key(course).as_bytes(), edition]).uuid();
    element("dc:identifier id=\"book\"", &own);
    element("meta property=\"dcterms:isVersionOf\"", &identity);
    element("dc:title id=\"title\"", &volume.title());
    for lang in course.langs().filter(|lang| *lang != main && about.title[*lang] != about.title[main]) {
        let property =
            format!("meta refines=\"#title\" property=\"alternate-script\" xml:lang=\"{}\"", volume.tag(lang));
        element(&property, &about.title[lang]);
    }
    reading.langs().into_iter().for_each(|lang| element("dc:language", volume.tag(lang)));
    if let Some(author) = &about.author {
        element("dc:creator", &author[main]);
    }
    if let Some(publisher) = &about.imprint.publisher {
        element("dc:publisher", &publisher[main]);
    }
    for text in [&about.imprint.rights, &about.imprint.licence].into_iter().flatten() {
        reading
            .langs()
            .iter()
            .for_each(|lang| element(&format!("dc:rights xml:lang=\"{}\"", volume.tag(*lang)), &text[*lang]));
    }
    if let Some(description) = &about.description {
        for lang in reading.langs() {
            element(&format!("dc:description xml:lang=\"{}\"", volume.tag(lang)), &description[lang]);
        }
    }
    let day = |date: Date| format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    if let Some(date) = about.date {
        element("dc:date", &day(date));
    }
    let has_pages = !volume.options.pages.is_empty();
    if has_pages {
        let source = printed_source(volume);
        element("dc:source", &source);
        element("meta property=\"pageBreakSource\"", &source);
    }
    let modified = day(about.date.unwrap_or(NO_DATE));
    element("meta property=\"dcterms:modified\"", &format!("{modified}T00:00:00Z"));

    let described = are_described(volume);
    element("meta property=\"schema:accessMode\"", "textual");
    if !volume.pictures.is_empty() {
        element("meta property=\"schema:accessMode\"", "visual");
    }
    if described {
        element("meta property=\"schema:accessModeSufficient\"", "textual");
    }
    if !volume.pictures.is_empty() {
        element("meta property=\"schema:accessModeSufficient\"", "textual,visual");
    }
    let mut features = vec!["structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"];
    if has_pages {
        features.extend(["pageBreakMarkers", "pageNavigation"]);
    }
    if described && !volume.pictures.is_empty() {
        features.push("alternativeText");
    }
    if has_formulas(course) {
        features.extend(["MathML", "describedMath"]);
    }
    features.into_iter().for_each(|feature| element("meta property=\"schema:accessibilityFeature\"", feature));
    element("meta property=\"schema:accessibilityHazard\"", "none");
    if let Some(claim) = &about.accessibility {
        element(
            "meta property=\"dcterms:conformsTo\" id=\"conformance\"",
            &format!("EPUB Accessibility 1.1 - {}", claim.conforms_to),
        );
        element("meta property=\"a11y:certifiedBy\" refines=\"#conformance\"", &claim.certified_by[main]);
    }
    for lang in reading.langs() {
        let property = format!("meta property=\"schema:accessibilitySummary\" xml:lang=\"{}\"", volume.tag(lang));
        element(&property, &pages::accessibility(volume, lang));
    }
    out.push_str("</metadata>\n");
}

/// The printed book whose page numbers this one has: `Handling Complaints – Learner’s handbook, version 2, 1 November 2026`.
fn printed_source(volume: &Volume<'_>) -> String {
    let about = &volume.course.about;
    let print = &volume.strings[volume.main()].print;
    let edition: Vec<String> = pages::edition(volume).into_iter().map(|(_, words)| words).collect();
    let version = about.version.as_ref().map(|version| print.version.fill(Version { version }));
    let facts = [Some(edition.join(" · ")), version, about.date.map(|date| print.written(date))];
    format!("{} – {}", volume.title(), facts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}
