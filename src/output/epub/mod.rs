//! Electronic books: EPUB 3, of which the text runs as the reader's letters do.
//!
//! 1. [`place`] says which files there are and how one names another.
//! 2. [`pages`] writes the files of the text, with the HTML of [`super::html`] in them; [`contents`] the one that leads to all of them.
//! 3. [`cover`] draws a cover; [`package`] says what the book is and holds.
//!
//! In two languages a book has pairs: each block, and below it the same in the other language. There are no columns, which small screens and
//! voices take apart.

mod contents;
mod cover;
mod package;
mod pages;
mod place;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::archive;
use crate::course::edition::Edition;
use crate::course::reading::Reading;
use crate::course::{AssetIx, Course, Lang, Localized};
use crate::output::html::escape;
use crate::output::html::page::prefixes;
use crate::output::pagination::{Begin, PrintedPage};
use crate::theme::{self, Strings, Theme};
use place::Place;

/// Which book to make.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The languages that it is in.
    pub reading: Reading,
    /// For whom it is.
    pub edition: Edition,
    /// What the course's theme changes of the default one.
    pub theme: &'a Theme,
    /// The pages of the printed book whose numbers it has, in their order; none for a book without page numbers.
    pub pages: &'a [PrintedPage],
}

/// Where a book lies, relative to the output folder: `epub/handbook.en-zh.epub`.
pub fn path(course: &Course, reading: Reading, edition: Edition) -> String {
    let trainer = if edition == Edition::Trainer { ".trainer" } else { "" };
    format!("epub/handbook.{}{trainer}.epub", reading.key(course))
}

/// In bytes: some readers and shops take no larger book.
pub const LARGE: usize = 50 << 20;

const STYLE: &str = include_str!("../../../themes/default/epub/style.css");

const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">
<rootfiles><rootfile full-path=\"book/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles>
</container>
";

/// The book of a course, which shows what the book's edition may show and nothing else.
pub fn render(course: &Course, options: &Options<'_>) -> Vec<u8> {
    let volume = Volume::new(course, options);
    let places = volume.places();
    let write = |&place: &Place| (place.path(course), pages::page(&volume, place).into_bytes());
    let mut files: BTreeMap<String, Vec<u8>> = places.par_iter().map(write).collect();
    files.extend(volume.pictures.iter().map(|&ix| (place::picture(course.asset(ix)), course.asset(ix).bytes.to_vec())));
    files.insert(cover::path(&volume), cover::picture(&volume));
    files.insert("style.css".to_owned(), style(options.theme).into_bytes());
    let package = package::package(&volume, &places, &files);
    files.insert("package.opf".to_owned(), package.into_bytes());
    let mut all: BTreeMap<String, Vec<u8>> =
        files.into_iter().map(|(path, bytes)| (format!("book/{path}"), bytes)).collect();
    all.insert("META-INF/container.xml".to_owned(), CONTAINER.as_bytes().to_vec());
    archive::pack_as(package::MEDIA_TYPE, &all)
}

/// The style of all pages, its lines in the theme's colour.
fn style(theme: &Theme) -> String {
    match theme.accent {
        Some(accent) => format!("{STYLE}\n.box,\n.part h1 {{\n  border-color: {};\n}}\n", accent.light),
        None => STYLE.to_owned(),
    }
}

/// What all files of a book are made from.
struct Volume<'a> {
    course: &'a Course,
    options: &'a Options<'a>,
    strings: Localized<&'a Strings>,
    prefixes: Localized<String>,
    /// Those that this edition shows.
    pictures: BTreeSet<AssetIx>,
}

/// Words, and the language that they are in.
type Said = (Lang, String);

impl<'a> Volume<'a> {
    fn new(course: &'a Course, options: &'a Options<'a>) -> Volume<'a> {
        Volume {
            course,
            options,
            strings: theme::strings(course),
            prefixes: prefixes(course),
            pictures: course.pages().flat_map(|page| &page.pictures).copied().collect(),
        }
    }

    /// The files of the text, in the order in which they are read.
    fn places(&self) -> Vec<Place> {
        let course = self.course;
        let mut places = vec![Place::Cover, Place::Title, Place::Contents];
        places.extend(course.front.is_some().then_some(Place::Front));
        for kind in course.kind_ixs() {
            let items: Vec<Place> = course.items_of(kind).map(Place::Item).collect();
            places.extend((!items.is_empty()).then_some(Place::Part(kind)));
            places.extend(items);
        }
        places.extend((!course.terms.is_empty()).then_some(Place::Glossary));
        places.push(Place::Imprint);
        places
    }

    /// The printed pages that begin at such places.
    fn pages_at<T: 'a>(&self, at: impl Fn(Begin) -> Option<T>) -> impl Iterator<Item = (T, &'a PrintedPage)> {
        self.options.pages.iter().filter_map(move |page| at(page.begin).map(|place| (place, page)))
    }

    fn main(&self) -> Lang {
        self.options.reading.main()
    }

    fn tag(&self, lang: Lang) -> &'a str {
        &self.course.language(lang).tag
    }

    /// The interface's words in each language of the book.
    fn words(&self, words: impl Fn(&'a Strings) -> &'a String) -> Vec<Said> {
        self.each(|lang| words(self.strings[lang]).clone())
    }

    /// Words in each language of the book; what is the same in both is said once.
    fn each(&self, words: impl Fn(Lang) -> String) -> Vec<Said> {
        let mut all: Vec<Said> = self.options.reading.langs().into_iter().map(|lang| (lang, words(lang))).collect();
        all.dedup_by(|b, a| a.1 == b.1);
        all
    }

    /// The words of a text in each language of the book. What is not translated is said once.
    fn of_texts(
        &self,
        page: &crate::course::Page,
        words: impl Fn(&crate::course::Text, Lang) -> Option<String>,
    ) -> Vec<Said> {
        let texts = self.options.reading.langs().into_iter().map(|lang| (lang, &page.texts[lang]));
        texts
            .filter(|(lang, text)| *lang == self.main() || text.language == *lang)
            .filter_map(|(lang, text)| words(text, lang).map(|words| (text.language, words)))
            .collect()
    }

    /// The name of the course in the languages of the book, on one line.
    fn title(&self) -> String {
        let titles = self.each(|lang| self.course.about.title[lang].clone());
        titles.into_iter().map(|(_, title)| title).collect::<Vec<_>>().join(" · ")
    }
}

/// The words of a place in lists: `Step 3: Listen`.
fn name(volume: &Volume<'_>, place: Place) -> Vec<Said> {
    let course = volume.course;
    match place {
        Place::Cover => volume.words(|words| &words.epub.cover),
        Place::Title => volume.words(|words| &words.epub.title_page),
        Place::Contents => volume.words(|words| &words.common.contents),
        Place::Front => course
            .front
            .as_ref()
            .map_or_else(Vec::new, |page| volume.of_texts(page, |text, _| Some(text.title.clone()))),
        Place::Part(kind) => volume.each(|lang| course.kind(kind).plural[lang].clone()),
        Place::Item(item) => volume.of_texts(&course.item(item).page, |text, lang| {
            Some(volume.strings[lang].common.reference(course.label(item, lang).as_deref(), &text.title))
        }),
        Place::Glossary => volume.words(|words| &words.common.glossary),
        Place::Imprint => volume.words(|words| &words.epub.imprint),
    }
}

/// Words in one or more languages, as HTML. Those after the first stand apart.
fn said(volume: &Volume<'_>, words: &[Said]) -> String {
    let mut out = String::new();
    for (at, (lang, text)) in words.iter().enumerate() {
        match at {
            0 if *lang == volume.main() => {
                escape::text(text, &mut out);
                continue;
            }
            0 => out.push_str("<span"),
            _ => out.push_str(" <span class=\"also\""),
        }
        out.push_str(&pages::lang(volume, *lang));
        out.push('>');
        escape::text(text, &mut out);
        out.push_str("</span>");
    }
    out
}
