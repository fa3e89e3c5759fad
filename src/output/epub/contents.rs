//! The table of contents, which readers show beside the book and which is a page of it.

use std::fmt::Write;

use super::place::Place;
use super::{Volume, name, said};
use crate::course::{ItemIx, KindIx};
use crate::output::html::breaks::page_id;
use crate::output::html::escape;

/// The lists of contents and, for readers alone, of the printed pages and of the parts that a book is made of.
pub fn page(volume: &Volume<'_>) -> String {
    let mut out = format!(
        "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"contents\">\n<h1>{}</h1>\n<ol>\n",
        said(volume, &name(volume, Place::Contents))
    );
    for place in volume.places() {
        match place {
            Place::Part(kind) => part(volume, kind, &mut out),
            Place::Front | Place::Glossary | Place::Imprint => {
                let _ = writeln!(out, "<li>{}</li>", link(volume, place));
            }
            Place::Cover | Place::Title | Place::Contents | Place::Item(_) => {}
        }
    }
    out.push_str("</ol>\n</nav>\n");
    out.push_str(&page_list(volume));
    let landmarks = volume.places().into_iter().filter_map(|place| Some((landmark(place)?, place)));
    let mut known = Vec::new();
    out.push_str("<nav epub:type=\"landmarks\" hidden=\"hidden\">\n<ol>\n");
    for (mark, place) in landmarks {
        if !known.contains(&mark) {
            let _ = writeln!(
                out,
                "<li><a epub:type=\"{mark}\" href=\"{}\">{}</a></li>",
                place.path(volume.course),
                said(volume, &name(volume, place))
            );
            known.push(mark);
        }
    }
    out.push_str("</ol>\n</nav>\n");
    out
}

/// The list of the printed book's pages, for readers alone; nothing in a book without page numbers.
fn page_list(volume: &Volume<'_>) -> String {
    let pages = volume.options.pages;
    if pages.is_empty() {
        return String::new();
    }
    let mut out = String::from("<nav epub:type=\"page-list\" role=\"doc-pagelist\" hidden=\"hidden\">\n<ol>\n");
    for page in pages {
        let _ = write!(out, "<li><a href=\"{}#{}\">", Place::from(page.begin).path(volume.course), page_id(page));
        escape::text(&page.number, &mut out);
        out.push_str("</a></li>\n");
    }
    out.push_str("</ol>\n</nav>\n");
    out
}

/// A link by the name of what it leads to.
pub fn link(volume: &Volume<'_>, place: Place) -> String {
    format!("<a href=\"{}\">{}</a>", place.path(volume.course), said(volume, &name(volume, place)))
}

fn part(volume: &Volume<'_>, kind: KindIx, out: &mut String) {
    let _ = writeln!(out, "<li>{}", link(volume, Place::Part(kind)));
    items(volume, volume.course.roots_of(kind).collect(), out);
    out.push_str("</li>\n");
}

/// Items with those below them.
fn items(volume: &Volume<'_>, items: Vec<ItemIx>, out: &mut String) {
    if items.is_empty() {
        return;
    }
    out.push_str("\n<ol>\n");
    for item in items {
        let _ = write!(out, "<li>{}", link(volume, Place::Item(item)));
        self::items(volume, volume.course.children(item).collect(), out);
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

/// The landmark that a place is, if it is the first of its sort.
fn landmark(place: Place) -> Option<&'static str> {
    match place {
        Place::Cover => Some("cover"),
        Place::Title => Some("titlepage"),
        Place::Contents => Some("toc"),
        Place::Part(_) => Some("bodymatter"),
        Place::Glossary => Some("glossary"),
        Place::Front | Place::Item(_) | Place::Imprint => None,
    }
}
