//! The ways into the site that are no page of a reading: the question for a language, and the addresses that pages had before.

use serde::Serialize;

use super::Site;
use super::address::{self, Place};
use super::links::{Said, SitePage};
use super::shell::{self, Alternate, LogoImage};
use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::course::{Course, ItemIx, Lang, Location};
use crate::failure::Failure;
use crate::output::html::escape;
use crate::sink::Sink;

#[derive(Serialize)]
struct Chooser<'a> {
    lang: &'a str,
    title: String,
    /// The address of the site's folder, for the scripts.
    root: String,
    /// The addresses of the style sheet, of the script that runs before the page is shown, of the other one, of the icon.
    style: String,
    early: String,
    script: String,
    icon: String,
    logo: Option<LogoImage>,
    description: Option<String>,
    canonical: Option<&'a str>,
    alternates: Vec<Alternate>,
    /// Whether search engines are to leave it out.
    hidden: bool,
    /// The course's or the item's, in every language.
    titles: Vec<Said>,
    choices: Vec<LanguageChoice>,
}

/// A reading as the chooser offers it.
#[derive(Serialize)]
struct LanguageChoice {
    href: String,
    /// `en-zh`.
    key: String,
    /// BCP 47 tags of its languages.
    tags: Vec<String>,
    /// The names of its languages, each in itself.
    names: Vec<Said>,
}

#[derive(Serialize)]
struct Moved<'a> {
    lang: &'a str,
    href: String,
    title: String,
    /// Says that the page has moved.
    moved: &'a str,
    style: String,
    icon: String,
}

/// `index.html` at the root.
pub fn put_chooser(site: &Site<'_>, sink: &dyn Sink) -> Result<(), Failure> {
    let course = site.course;
    let titles = course.about.title.iter().map(|(lang, title)| said(course, title, lang)).collect();
    sink.put("index.html", &choose(site, "index.html", titles, Place::Front)?)
}

/// `go/step/listen.html`, an address that is short enough to be typed or printed as a QR code: it leads to the item in the reader's
/// language. `path` is one of its [`short_links`].
pub fn short_link(site: &Site<'_>, ix: ItemIx, path: &str) -> Result<Vec<u8>, Failure> {
    let course = site.course;
    let item = course.item(ix);
    let mut titles: Vec<Said> = Vec::new();
    for (lang, text) in item.page.texts.iter() {
        let name = site.strings[lang].common.reference(course.label(ix, lang).as_deref(), &text.title);
        if text.language == lang {
            titles.push(said(course, &name, lang));
        }
    }
    choose(site, path, titles, Place::Item(ix))
}

/// Where the short links to an item lie, one for its name and for each that it had earlier.
pub fn short_links(course: &Course, ix: ItemIx) -> impl Iterator<Item = String> {
    let item = course.item(ix);
    let earlier = item.aliases.iter().map(|Location { kind, path }| (*kind, path));
    let all = std::iter::once((item.kind, &item.path)).chain(earlier);
    all.map(|(kind, path)| format!("go/{}/{path}.html", course.kind(kind).key))
}

/// The page at `path` that offers `place` in every reading.
fn choose(site: &Site<'_>, path: &str, titles: Vec<Said>, place: Place<'_>) -> Result<Vec<u8>, Failure> {
    let names: Vec<&str> = titles.iter().map(|title| title.text.as_str()).collect();
    let file = |to: &str| escape::path(&address::relative(path, to)).into_owned();
    let root = matches!(place, Place::Front);
    let context = Chooser {
        lang: &site.course.languages[0].tag,
        title: names.join(" · "),
        root: "../".repeat(path.matches('/').count()),
        style: file(&site.files.entry),
        early: file(&site.files.early),
        script: file(&site.files.chooser),
        icon: file(&site.files.icon),
        logo: shell::logo(site, file),
        description: root.then(|| description(site.course)).flatten(),
        canonical: site.base().filter(|_| root),
        alternates: if root { shell::alternates(site, place, path) } else { Vec::new() },
        hidden: !root || site.options.edition == Edition::Trainer,
        titles,
        choices: site.options.readings.iter().map(|&reading| choice(site, reading, place, path)).collect(),
    };
    site.templates.render("chooser.html", Lang::SOURCE, &context)
}

/// The book's, in every language, as the page speaks all of them.
fn description(course: &Course) -> Option<String> {
    let descriptions = course.about.description.as_ref()?;
    Some(descriptions.as_slice().join(" · "))
}

fn choice(site: &Site<'_>, reading: Reading, place: Place<'_>, from: &str) -> LanguageChoice {
    let course = site.course;
    let key = reading.key(course);
    let langs = reading.langs();
    LanguageChoice {
        href: escape::path(&address::relative(from, &address::in_reading(course, reading, place))).into_owned(),
        key,
        tags: langs.iter().map(|&lang| course.language(lang).tag.clone()).collect(),
        names: langs.iter().map(|&lang| said(course, &course.language(lang).name, lang)).collect(),
    }
}

/// Words that always name their language, because the page speaks all of them.
fn said(course: &Course, text: &str, lang: Lang) -> Said {
    Said { text: text.to_owned(), lang: Some(course.language(lang).tag.clone()) }
}

/// Where the page of an item lay before.
pub fn earlier_paths(page: &SitePage<'_>, ix: ItemIx) -> impl Iterator<Item = String> {
    let (course, key) = (page.course(), page.reading.key(page.course()));
    course.item(ix).aliases.iter().map(move |alias| format!("{key}/{}", address::earlier(course, alias)))
}

/// The page at an address that an item had before, which leads on to where it is now.
pub fn moved(page: &SitePage<'_>, ix: ItemIx, path: &str) -> Result<Vec<u8>, Failure> {
    let course = page.course();
    let file = |to: &str| escape::path(&address::relative(path, to)).into_owned();
    let label = course.label(ix, page.lang());
    let context = Moved {
        lang: page.tag(page.lang()),
        href: file(page.path()),
        title: page.strings().common.reference(label.as_deref(), course.title(ix, page.lang())),
        moved: &page.strings().web.moved,
        style: file(&page.site.files.entry),
        icon: file(&page.site.files.icon),
    };
    page.site.templates.render("moved.html", page.lang(), &context)
}
