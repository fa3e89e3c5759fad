//! The ways into the site that are no page of a reading: the question for a language, and the addresses that pages had before.

use serde::Serialize;

use super::address::{self, Place};
use super::links::{Page, Said};
use super::{Site, templates};
use crate::course::ItemIx;
use crate::failure::Failure;
use crate::output::Sink;
use crate::output::html::escape;
use crate::reading::{Edition, Reading};

#[derive(Serialize)]
struct Chooser<'a> {
    lang: &'a str,
    title: String,
    style: &'a str,
    early: &'a str,
    script: &'a str,
    icon: &'a str,
    canonical: Option<&'a str>,
    hidden: bool,
    choices: Vec<Choice>,
}

/// A reading as the chooser offers it.
#[derive(Serialize)]
struct Choice {
    href: String,
    key: String,
    tags: Vec<String>,
    /// The course's title and the language's name, in each of its languages.
    titles: Vec<Said>,
    names: Vec<Said>,
}

#[derive(Serialize)]
struct Moved<'a> {
    lang: &'a str,
    href: String,
    title: String,
    moved: &'a str,
    style: String,
}

/// `index.html` at the root.
pub fn put_chooser(site: &Site<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    let course = site.course;
    let hidden = site.options.edition == Edition::Trainer;
    let titles: Vec<&str> = course.title.iter().map(|(_, title)| title.as_str()).collect();
    let context = Chooser {
        lang: &course.languages[0].tag,
        title: titles.join(" · "),
        style: &site.files.style,
        early: &site.files.early,
        script: &site.files.chooser,
        icon: &site.files.icon,
        canonical: course.site_url.as_deref().filter(|_| !hidden),
        hidden,
        choices: site.options.readings.iter().map(|&reading| choice(site, reading)).collect(),
    };
    site.put(sink, "index.html", &templates::render("chooser.html", &context)?)
}

fn choice(site: &Site<'_>, reading: Reading) -> Choice {
    let course = site.course;
    let key = reading.key(course);
    let langs = reading.langs();
    let tag = |lang| course.language(lang).tag.clone();
    let said = |text: &str, lang| Said { text: text.to_owned(), lang: Some(tag(lang)) };
    Choice {
        href: format!("{}/{}", escape::path(&key), address::path(course, Place::Front)),
        key,
        tags: langs.iter().map(|&lang| tag(lang)).collect(),
        titles: langs.iter().map(|&lang| said(&course.title[lang], lang)).collect(),
        names: langs.iter().map(|&lang| said(&site.strings[lang].common.language, lang)).collect(),
    }
}

/// A page at each address that an item had before, which leads on to where it is now.
pub fn put_aliases(page: &Page<'_>, ix: ItemIx, sink: &dyn Sink) -> Result<(), Failure> {
    let course = page.course();
    let item = course.item(ix);
    for alias in &item.aliases {
        let path = address::sibling(course, ix, alias);
        let context = Moved {
            lang: page.tag(page.lang()),
            href: escape::path(&format!("{}.html", item.slug)).into_owned(),
            title: page.strings().common.reference(&course.label(ix, page.lang()), course.title(ix, page.lang())),
            moved: &page.strings().web.moved,
            style: page.file(&page.site.files.style),
        };
        let html = templates::render("moved.html", &context)?;
        page.site.put(sink, &format!("{}/{path}", page.reading.key(course)), &html)?;
    }
    Ok(())
}
