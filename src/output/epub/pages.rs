//! The files of a book's text: XHTML, around the HTML of its texts.

use std::fmt::Write;

use super::place::Place;
use super::{Said, Volume, contents, cover, name, said};
use crate::course::edition::Edition;
use crate::course::{self, Course, ItemIx, KindIx, Lang, Term, TermIx, collation, mentions};
use crate::output::html::breaks::{PageBreaks, page_break};
use crate::output::html::page::PageContext;
use crate::output::html::{Medium, Places, escape};
use crate::output::pagination::Begin;
use crate::span::Span;
use crate::theme::{self, Version};

/// A file of the text.
pub fn page(volume: &Volume<'_>, place: Place) -> String {
    match place {
        Place::Cover => file(volume, place, "cover", &cover::page(volume)),
        Place::Title => file(volume, place, "frontmatter", &title_page(volume)),
        Place::Contents => file(volume, place, "frontmatter", &contents::page(volume)),
        Place::Front => file(volume, place, "frontmatter", &front(volume)),
        Place::Part(kind) => file(volume, place, "bodymatter", &part(volume, kind)),
        Place::Item(item) => file(volume, place, "bodymatter", &chapter(volume, item)),
        Place::Glossary => file(volume, place, "backmatter", &glossary(volume)),
        Place::Imprint => file(volume, place, "backmatter", &imprint(volume)),
    }
}

/// ` lang="…" xml:lang="…"`, and ` dir="…"` when the page runs the other way.
pub fn lang(volume: &Volume<'_>, lang: Lang) -> String {
    context(volume, None).lang(lang)
}

/// The text of a page of the course, with the marks of the printed pages that begin with its blocks.
fn text(volume: &Volume<'_>, page: &course::Page, block: impl Fn(Begin) -> Option<Span>) -> String {
    let breaks = PageBreaks::new(volume.pages_at(block));
    context(volume, Some(&breaks)).text(page, &Places::new())
}

fn context<'v>(volume: &'v Volume<'v>, breaks: Option<&'v PageBreaks>) -> PageContext<'v> {
    PageContext {
        medium: Medium::Book,
        course: volume.course,
        reading: volume.options.reading,
        strings: &volume.strings,
        prefixes: &volume.prefixes,
        links: volume,
        breaks,
    }
}

/// The frame of a file. `part` says to which of the three parts of a book it belongs.
fn file(volume: &Volume<'_>, place: Place, part: &str, content: &str) -> String {
    let language = volume.course.language(volume.main());
    let dir = if language.right_to_left { " dir=\"rtl\"" } else { "" };
    let words: Vec<String> = name(volume, place).into_iter().map(|(_, words)| words).collect();
    let mut title = String::new();
    escape::text(&words.join(" · "), &mut title);
    let mut tags = String::new();
    Medium::Book.lang(&language.tag, &mut tags);
    let mut breaks = String::new();
    let begins = |begin: Begin| (begin.is_head() && Place::from(begin) == place).then_some(());
    volume.pages_at(begins).for_each(|((), page)| page_break(page, &mut breaks));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"{tags}{dir}>\n\
         <head>\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n\
         <body epub:type=\"{part}\">\n{breaks}{content}</body>\n</html>\n"
    )
}

/// Words in an element of their own; nothing without any.
fn line(volume: &Volume<'_>, tag: &str, class: &str, words: &[Said], out: &mut String) {
    if !words.is_empty() {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = writeln!(out, "<{tag}{class}>{}</{tag}>", said(volume, words));
    }
}

fn title_page(volume: &Volume<'_>) -> String {
    let about = &volume.course.about;
    let mut out = String::from("<section class=\"title-page\" epub:type=\"titlepage\">\n");
    line(volume, "h1", "", &volume.each(|lang| about.title[lang].clone()), &mut out);
    if let Some(subtitle) = &about.subtitle {
        line(volume, "p", "subtitle", &volume.each(|lang| subtitle[lang].clone()), &mut out);
    }
    if let Some(author) = &about.author {
        line(volume, "p", "author", &volume.each(|lang| author[lang].clone()), &mut out);
    }
    line(volume, "p", "edition", &edition(volume), &mut out);
    out.push_str("</section>\n");
    out
}

/// `Learner’s handbook`.
pub fn edition(volume: &Volume<'_>) -> Vec<Said> {
    match volume.options.edition {
        Edition::Learner => volume.words(|words| &words.print.learner),
        Edition::Trainer => volume.words(|words| &words.print.trainer),
    }
}

fn front(volume: &Volume<'_>) -> String {
    let Some(page) = &volume.course.front else { return String::new() };
    let mut out = String::from("<section epub:type=\"foreword\" role=\"doc-foreword\">\n<header>\n");
    line(volume, "h1", "", &name(volume, Place::Front), &mut out);
    summary(volume, page, &mut out);
    out.push_str("</header>\n");
    out.push_str(&text(volume, page, |begin| if let Begin::Front(block) = begin { block } else { None }));
    out.push_str("</section>\n");
    out
}

fn summary(volume: &Volume<'_>, page: &course::Page, out: &mut String) {
    line(volume, "p", "lead", &volume.of_texts(page, |text, _| text.summary.clone()), out);
}

fn part(volume: &Volume<'_>, kind: KindIx) -> String {
    let mut out = String::from("<section class=\"part\" epub:type=\"part\" role=\"doc-part\">\n");
    line(volume, "h1", "", &name(volume, Place::Part(kind)), &mut out);
    list(volume, volume.course.roots_of(kind), &mut out);
    out.push_str("</section>\n");
    out
}

/// Links to items.
fn list(volume: &Volume<'_>, items: impl Iterator<Item = ItemIx>, out: &mut String) {
    out.push_str("<ul class=\"links\">\n");
    for item in items {
        let place = Place::Item(item);
        let _ = writeln!(out, "<li>{}</li>", contents::link(volume, place));
    }
    out.push_str("</ul>\n");
}

fn chapter(volume: &Volume<'_>, ix: ItemIx) -> String {
    let course = volume.course;
    let item = course.item(ix);
    let mut out = String::from("<section epub:type=\"chapter\" role=\"doc-chapter\">\n<header>\n");
    let labels = volume.each(|lang| course.label(ix, lang).unwrap_or_default());
    if item.number.is_some() {
        line(volume, "p", "label", &labels, &mut out);
    }
    line(volume, "h1", "", &volume.of_texts(&item.page, |text, _| Some(text.title.clone())), &mut out);
    summary(volume, &item.page, &mut out);
    if let Some(minutes) = course.minutes(ix) {
        line(volume, "p", "fact", &volume.each(|lang| volume.strings[lang].common.minutes(minutes)), &mut out);
    }
    out.push_str("</header>\n");
    out.push_str(&text(volume, &item.page, |begin| match begin {
        Begin::Item(item, block) if item == ix => block,
        _ => None,
    }));
    for relation in &course.relations {
        for (labels, items) in [(&relation.label, relation.targets(ix)), (&relation.inverse, relation.sources(ix))] {
            related(volume, &volume.each(|lang| labels[lang].clone()), items, &mut out);
        }
    }
    let mentioned: Vec<ItemIx> = mentions::further(course, ix).collect();
    related(volume, &volume.words(|words| &words.common.mentioned_by), &mentioned, &mut out);
    out.push_str("</section>\n");
    out
}

/// A list of items below a title; nothing without items.
fn related(volume: &Volume<'_>, title: &[Said], items: &[ItemIx], out: &mut String) {
    if !items.is_empty() {
        out.push_str("<section class=\"related\">\n");
        line(volume, "h2", "", title, out);
        list(volume, items.iter().copied(), out);
        out.push_str("</section>\n");
    }
}

fn glossary(volume: &Volume<'_>) -> String {
    let course = volume.course;
    let mut out = String::from("<section class=\"glossary\" epub:type=\"glossary\" role=\"doc-glossary\">\n");
    line(volume, "h1", "", &name(volume, Place::Glossary), &mut out);
    out.push_str("<dl>\n");
    for ix in collation::terms(course, volume.main()) {
        term(volume, ix, &mut out);
    }
    out.push_str("</dl>\n</section>\n");
    out
}

/// A term in the languages of the book with what it means, and its names in the others.
fn term(volume: &Volume<'_>, ix: TermIx, out: &mut String) {
    let term = volume.course.term(ix);
    let shown = volume.options.reading.langs();
    for &lang in &shown {
        let entry = &term.entries[lang];
        let id = if lang == volume.main() { format!(" id=\"{}\"", term.key) } else { String::new() };
        let _ = write!(out, "<dt{id}>");
        if lang == volume.main() {
            let begins = |begin| (begin == Begin::Glossary(Some(ix))).then_some(());
            volume.pages_at(begins).for_each(|((), page)| page_break(page, out));
        }
        let _ = write!(out, "<dfn{}>", self::lang(volume, lang));
        escape::text(&entry.term, out);
        out.push_str("</dfn>");
        pinyin(volume.course, term, lang, out);
        for other in volume.course.langs().filter(|other| !shown.contains(other)) {
            let _ = write!(out, " <span class=\"other\"{}>", self::lang(volume, other));
            escape::text(&term.entries[other].term, out);
            out.push_str("</span>");
            pinyin(volume.course, term, other, out);
        }
        let _ = write!(out, "</dt>\n<dd{}>", self::lang(volume, lang));
        escape::text(&entry.definition, out);
        out.push_str("</dd>\n");
    }
}

fn pinyin(course: &Course, term: &Term, lang: Lang, out: &mut String) {
    if let Some(pinyin) = &term.entries[lang].pinyin {
        out.push_str(" <span class=\"pinyin\"");
        Medium::Book.lang(&format!("{}-Latn-pinyin", course.language(lang).language), out);
        out.push('>');
        escape::text(pinyin, out);
        out.push_str("</span>");
    }
}

/// What book this is, of when, and what can be done with it.
fn imprint(volume: &Volume<'_>) -> String {
    let (course, about) = (volume.course, &volume.course.about);
    let print = |lang: Lang| &volume.strings[lang].print;
    let mut out = String::from("<section class=\"imprint\" epub:type=\"imprint\">\n");
    line(volume, "h1", "", &name(volume, Place::Imprint), &mut out);
    let mut paragraph = |words: &[Said]| line(volume, "p", "", words, &mut out);
    paragraph(&volume.each(|lang| about.title[lang].clone()));
    paragraph(&edition(volume));
    for (label, text) in theme::facts(about) {
        paragraph(&volume.each(|lang| volume.strings[lang].common.labelled_title(label(print(lang)), &text[lang])));
    }
    if let Some(version) = &about.version {
        paragraph(&volume.each(|lang| print(lang).version.fill(Version { version })));
    }
    if let Some(date) = about.date {
        paragraph(&volume.each(|lang| print(lang).written(date)));
    }
    if course.has_stale(&volume.options.reading.langs()) {
        paragraph(&volume.words(|words| &words.print.stale));
    }
    for lang in volume.options.reading.langs().into_iter().filter(|lang| course.is_derived(*lang)) {
        paragraph(&[(lang, print(lang).derived.clone())]);
    }
    paragraph(&volume.each(|lang| accessibility(volume, lang)));
    if let Some(site) = about.site_url.as_deref().filter(|_| volume.options.edition == Edition::Learner) {
        let mut address = String::new();
        escape::attribute(&escape::url(site), &mut address);
        let words = said(volume, &volume.words(|words| &words.print.online));
        let _ = writeln!(out, "<p>{words} <a href=\"{address}\">{address}</a></p>");
    }
    out.push_str("</section>\n");
    out
}

/// What somebody who reads by ear or in large type may want to know.
pub fn accessibility(volume: &Volume<'_>, lang: Lang) -> String {
    let words = &volume.strings[lang].epub;
    let mut summary = words.accessible.clone();
    if super::package::are_described(volume) && !volume.pictures.is_empty() {
        summary += &words.described;
    }
    if super::package::has_formulas(volume.course) {
        summary += &words.formulas;
    }
    if !volume.options.pages.is_empty() {
        summary += &words.pages;
    }
    summary
}
