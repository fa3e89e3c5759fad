//! The ways into the site that are no page of a reading: the question for a language, and the addresses that pages had before.

use serde::Serialize;

use super::address::{self, Place};
use super::links::{Page, Said};
use super::{Site, templates};
use crate::course::{Course, ItemIx, Lang};
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
    /// The course's, in every language.
    titles: Vec<Said>,
    choices: Vec<Choice>,
}

/// A reading as the chooser offers it.
#[derive(Serialize)]
struct Choice {
    href: String,
    key: String,
    tags: Vec<String>,
    /// The names of its languages, each in itself.
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
    let titles: Vec<Said> = course.title.iter().map(|(lang, title)| said(course, title, lang)).collect();
    let names: Vec<&str> = titles.iter().map(|title| title.text.as_str()).collect();
    let context = Chooser {
        lang: &course.languages[0].tag,
        title: names.join(" · "),
        style: &site.files.style,
        early: &site.files.early,
        script: &site.files.chooser,
        icon: &site.files.icon,
        canonical: course.site_url.as_deref().filter(|_| !hidden),
        hidden,
        titles,
        choices: site.options.readings.iter().map(|&reading| choice(site, reading)).collect(),
    };
    site.put(sink, "index.html", &templates::render("chooser.html", &context)?)
}

fn choice(site: &Site<'_>, reading: Reading) -> Choice {
    let course = site.course;
    let key = reading.key(course);
    let langs = reading.langs();
    Choice {
        href: format!("{}/{}", escape::path(&key), address::path(course, Place::Front)),
        key,
        tags: langs.iter().map(|&lang| course.language(lang).tag.clone()).collect(),
        names: langs.iter().map(|&lang| said(course, &site.strings[lang].common.language, lang)).collect(),
    }
}

/// Words that always name their language, because the page speaks all of them.
fn said(course: &Course, text: &str, lang: Lang) -> Said {
    Said { text: text.to_owned(), lang: Some(course.language(lang).tag.clone()) }
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
