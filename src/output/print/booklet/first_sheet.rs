//! The first sheet of a booklet, which tells how to print the others and tries the printer.

use serde::Serialize;
use typst_layout::PagedDocument;

use super::binding::{Binding, SheetSize};
use super::imposition::{Duplex, SheetFace, SheetSide};
use crate::course::reading::Reading;
use crate::course::{Course, HanForms, Lang};
use crate::output::print::data::{VirtualFiles, json};
use crate::output::print::press::{Refusal, TypesetContext, typeset};
use crate::theme::{self, BookletFacts};

/// The data that the template of the first sheet reads.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct FirstSheet<'a> {
    /// The size of the sheet, in millimetres.
    width: f64,
    height: f64,
    title: String,
    /// Whether there are several signatures.
    several: bool,
    /// One for each language of the course; the booklet's own comes first.
    columns: Vec<Instructions<'a>>,
}

/// How to print the booklet, in one language.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Instructions<'a> {
    lang: String,
    region: Option<String>,
    forms: Option<HanForms>,
    title: &'a str,
    /// How many pages the booklet has, on how many sheets.
    about: String,
    settings: Vec<(String, String)>,
    steps: Vec<String>,
    test: &'a str,
    front: &'a str,
    back: &'a str,
}

/// The two sides of the first sheet. `sides` are those of the booklet itself, which has so many `pages`.
pub fn first_sheet(
    course: &Course,
    context: &TypesetContext,
    reading: Reading,
    binding: Binding,
    (pages, sides): (usize, &[SheetSide]),
) -> Result<PagedDocument, Refusal> {
    let measures = binding.sheet.measures();
    let column = |lang: Lang| column(course, binding, lang, pages, sides);
    let main = reading.main();
    let langs: Vec<Lang> = [main].into_iter().chain(course.langs().filter(|&lang| lang != main)).collect();
    let sheet = FirstSheet {
        width: measures.width as f64 / 1000.0,
        height: measures.height as f64 / 1000.0,
        title: course.about.title[main].clone(),
        several: sides.last().is_some_and(|side| side.signature > 0),
        columns: langs.into_iter().map(column).collect(),
    };
    let files = VirtualFiles::from([("/course/booklet.json".to_string(), json(&sheet))]);
    typeset::pages(context, "booklet.typ", context.fit(files)).map(|(pages, _)| pages)
}

fn column<'a>(course: &'a Course, binding: Binding, lang: Lang, pages: usize, sides: &[SheetSide]) -> Instructions<'a> {
    let language = course.language(lang);
    let strings = theme::strings(course)[lang];
    let words = &strings.booklet;
    let signatures = sides.last().map_or(0, |side| side.signature + 1);
    let sheets = sides.len() / 2;
    let in_signature =
        |n: usize| sides.iter().filter(|side| side.signature == n && side.face == SheetFace::Front).count();
    let size = match binding.sheet {
        SheetSize::A4 => "A4",
        SheetSize::Letter => "Letter",
    };
    let flip = match binding.duplex {
        Duplex::ShortEdge => &words.short_edge,
        Duplex::LongEdge => &words.long_edge,
    };
    let (last, each) = (2 * sheets + 2, in_signature(0));
    let facts = BookletFacts {
        size: &size,
        pages: &pages,
        sheets: &sheets,
        last: &last,
        signatures: &signatures,
        each: &each,
        flip,
    };
    let settings = words.settings.iter().map(|(name, value)| (name.clone(), value.fill(facts)));
    let steps = match signatures {
        0 | 1 => &words.one_signature,
        _ => &words.many_signatures,
    };
    let about = match signatures {
        0 | 1 => &words.about_one,
        _ => &words.about_many,
    };
    Instructions {
        lang: language.language.clone(),
        region: language.region.clone(),
        forms: language.han,
        title: &words.title,
        about: about.fill(facts),
        settings: settings.collect(),
        steps: steps.iter().map(|step| step.fill(facts)).collect(),
        test: &words.test,
        front: &words.front,
        back: &words.back,
    }
}
