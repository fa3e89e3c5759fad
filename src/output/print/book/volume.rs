//! `book.json`: what every template knows of a book.

use super::{answers, appendix, entries, indexes};
use crate::course::edition::Edition;
use crate::course::{KindIx, Lang, Localized};
use crate::output::print::data::volume::{
    BookFile, ContentsEntry, ContentsPart, Flow, Form, ImprintLine, Metadata, TypesetLanguage,
};
use crate::output::print::options::{Options, Paper, Sides};
use crate::output::print::texts;
use crate::output::print::writer::{FRONT_LABEL, Scope};
use crate::theme::{self, Print, Version, Word};

/// The path of the file that holds the front text.
pub const FRONT: &str = "/course/front.json";

/// The data of `book.json`.
pub fn volume<'a>(scope: &Scope<'a>, options: &Options) -> BookFile<'a> {
    let course = scope.course;
    let words = |f: fn(&Print) -> &String| scope.each(|lang| f(&scope.strings[lang].print).clone());
    let in_columns =
        |text: &Option<Localized<String>>| text.as_ref().map(|text| unrepeated(scope.each(|lang| text[lang].clone())));
    let title = unrepeated(scope.each(|lang| course.about.title[lang].clone()));
    let edition = words(match scope.edition {
        Edition::Learner => |print| &print.learner,
        Edition::Trainer => |print| &print.trainer,
    });
    let main = scope.reading.main();
    let whole = scope.form() == Form::Book;
    let matrices = course.relations.iter().filter(|relation| whole && relation.matrix && !relation.is_empty());
    BookFile {
        paper: match options.paper {
            Paper::A4 => "a4",
            Paper::Letter => "us-letter",
            Paper::A5 => "a5",
            Paper::HalfLetter => "us-statement",
        },
        compact: options.paper.is_small(),
        lettering: options.design.lettering,
        two_sided: options.design.sides == Sides::Two,
        bleed: f64::from(options.design.bleed) / 1000.0,
        back_cover: options.design.back_cover,
        style: options.design.style,
        languages: course.langs().map(|lang| language(scope, lang)).collect(),
        columns: scope.each(Lang::index),
        metadata: Metadata {
            title: format!("{} – {}", title.join(" / "), edition.join(" / ")),
            author: course.about.author.as_ref().map(|author| author[main].clone()),
            description: course.about.description.as_ref().map(|text| text[main].clone()),
            date: course.about.date.map(|date| (date.year, date.month, date.day)),
        },
        title,
        subtitle: in_columns(&course.about.subtitle),
        edition,
        author: in_columns(&course.about.author),
        version: course
            .about
            .version
            .as_ref()
            .map(|version| scope.each(|lang| scope.strings[lang].print.version.fill(Version { version }))),
        date: course.about.date.map(|date| scope.each(|lang| scope.strings[lang].print.written(date))),
        form: scope.form(),
        front: course.front.as_ref().filter(|_| whole).map(|page| ContentsEntry {
            id: FRONT_LABEL.into(),
            file: FRONT.into(),
            label: Vec::new(),
            number: None,
            depth: 0,
            title: scope.titles(page),
            summary: scope.summaries(page),
            minutes: None,
            code: None,
        }),
        parts: course.kind_ixs().map(|kind| part(scope, kind)).filter(|part| !part.items.is_empty()).collect(),
        matrices: matrices.map(|relation| appendix::matrix(scope, relation)).collect(),
        glossary: (whole && !course.terms.is_empty()).then(|| appendix::glossary(scope)),
        exercises: whole.then(|| indexes::exercises(scope)).filter(|list| !list.exercises.is_empty()),
        answers: (whole && scope.has_answers()).then(|| answers::answers(scope)).filter(|key| !key.groups.is_empty()),
        indexes: if whole { indexes::indexes(scope) } else { Vec::new() },
        imprint: imprint(scope),
        stale: (whole && course.has_stale(&scope.reading.langs()))
            .then(|| scope.each(|lang| scope.strings[lang].print.stale.clone())),
        derived: scope.each(|lang| course.is_derived(lang).then(|| scope.strings[lang].print.derived.clone())),
        typefaces: scope.each(|lang| {
            let print = &scope.strings[lang].print;
            let formulas = if course.math { &print.formula_typeface } else { "" };
            format!("{}{formulas}", print.typefaces)
        }),
    }
}

/// The lines of the imprint that the book has words for.
fn imprint(scope: &Scope) -> Vec<ImprintLine> {
    let line = |label: Word, text: &Localized<String>| ImprintLine {
        label: scope.each(|lang| label(&scope.strings[lang].print).clone()),
        text: scope.each(|lang| text[lang].clone()),
    };
    theme::facts(&scope.course.about).map(|(label, text)| line(label, text)).collect()
}

fn language<'a>(scope: &Scope<'a>, lang: Lang) -> TypesetLanguage<'a> {
    let language = scope.course.language(lang);
    let strings = scope.strings[lang];
    TypesetLanguage {
        lang: language.language.clone(),
        region: language.region.clone(),
        forms: language.han,
        contractions: language.is_unspaced() && texts::has_contractions(scope.course, lang),
        contents: &strings.common.contents,
        mentioned_by: &strings.common.mentioned_by,
        untranslated: &strings.common.untranslated,
        continued: &strings.print.continued,
        page: strings.print.page.source(),
    }
}

fn part(scope: &Scope, kind: KindIx) -> ContentsPart {
    let course = scope.course;
    let items = course.items_of(kind).filter(|&item| scope.contains(item)).map(|item| entries::entry(scope, item));
    ContentsPart {
        id: scope.part_label(kind),
        title: scope.each(|lang| course.kind(kind).plural[lang].clone()),
        // The others are short entries to look things up in.
        flow: if kind == KindIx::FIRST || scope.form() == Form::Handout { Flow::Pages } else { Flow::Run },
        items: items.collect(),
    }
}

/// The texts of the columns; a single one where both say the same.
fn unrepeated(mut texts: Vec<String>) -> Vec<String> {
    texts.dedup();
    texts
}
