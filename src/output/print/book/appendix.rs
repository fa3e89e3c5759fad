//! The tables of two kinds (which action carries which step), and the glossary.

use crate::course::collation;
use crate::course::{self, ItemIx, KindIx, Lang};
use crate::output::print::data::appendix::{GlossaryEntry, GlossaryList, GlossaryTerm, Matrix, MatrixHead, MatrixRow};
use crate::output::print::writer::{GLOSSARY_LABEL, Scope};
use crate::theme::Kinds;

/// The table of the two kinds that a relation connects.
pub fn matrix(scope: &Scope, relation: &course::Relation) -> Matrix {
    let course = scope.course;
    let plural = |kind: KindIx, lang: Lang| &course.kind(kind).plural[lang];
    let head = |item: ItemIx| MatrixHead {
        to: scope.shown_item(item),
        number: course.item(item).number.map(|number| number.to_string()),
        title: scope.titles(&course.item(item).page),
    };
    let (rows, columns) = course.table(relation);
    let rows = rows.into_iter().map(|row| MatrixRow {
        head: head(row),
        marks: columns.iter().map(|column| relation.targets(row).contains(column)).collect(),
    });
    Matrix {
        id: scope.matrix_label(relation),
        title: scope.each(|lang| scope.words(lang).matrix(plural(relation.from, lang), plural(relation.to, lang))),
        caption: scope.each(|lang| relation.label[lang].clone()),
        corner: scope.each(|lang| {
            let (from, to) = (plural(relation.from, lang), plural(relation.to, lang));
            scope.strings[lang].print.matrix_corner.fill(Kinds { from, to })
        }),
        columns: columns.iter().map(|&item| head(item)).collect(),
        rows: rows.collect(),
    }
}

/// The terms of the course, sorted as the first language of the reading sorts words.
pub fn glossary(scope: &Scope) -> GlossaryList {
    let course = scope.course;
    let entry = |lang: Lang, entry: &course::TermEntry| GlossaryEntry {
        lang: lang.index(),
        term: entry.term.clone(),
        pinyin: entry.pinyin.clone(),
        definition: entry.definition.clone(),
    };
    let shown = scope.reading.langs();
    let term = |ix| {
        let entries = || course.term(ix).entries.iter();
        let others = entries().filter(|(lang, _)| !shown.contains(lang)).map(|(lang, e)| entry(lang, e));
        GlossaryTerm {
            id: scope.term_label(ix),
            entries: scope.each(|lang| entry(lang, &course.term(ix).entries[lang])),
            others: others.collect(),
        }
    };
    GlossaryList {
        id: GLOSSARY_LABEL.into(),
        title: scope.each(|lang| scope.words(lang).glossary.clone()),
        terms: collation::terms(course, scope.reading.main()).into_iter().map(term).collect(),
    }
}
