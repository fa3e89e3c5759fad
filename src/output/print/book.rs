//! The files of one PDF: `book.json`, one for each text, and the pictures.

use std::collections::BTreeSet;

use serde::Serialize;
use typst::foundations::Bytes;

use super::data::{
    Book, Entry, Flow, Form, Glossary, Language, Matrix, MatrixHead, MatrixRow, Mention, Metadata, Page, Part,
    Relation, Said, Term, TermEntry,
};
use super::rows::rows;
use super::scope::{self, Place, Scope};
use super::world::Files;
use super::{Options, Paper, Sides};
use super::{code, indexes, texts};
use crate::course::collation;
use crate::course::edition::Edition;
use crate::course::{self, Asset, AssetIx, Course, Date, ItemIx, KindIx, Lang, Localized};
use crate::theme::Print;

/// All that the templates read.
pub fn files(course: &Course, options: &Options) -> Files {
    let scope = Scope::new(course, options);
    let pages = course.item_ixs().filter(|&item| scope.contains(item)).map(|item| &*course.item(item).page);
    let mut files = pictures(&scope, pages.chain(course.front.as_deref()));
    files.extend(code::drawings(&scope, course.items_of(KindIx::FIRST).filter(|&item| scope.contains(item))));
    files.insert("/course/book.json".into(), json(&book(&scope, options)));
    if let (Some(front), Form::Book) = (&course.front, scope.form()) {
        let body = rows(&scope, Place::Front, front);
        files.insert(FRONT.into(), json(&Page { body, relations: Vec::new(), mentions: Vec::new() }));
    }
    for item in course.item_ixs().filter(|&item| scope.contains(item)) {
        files.insert(item_file(item), json(&scope.page(item)));
    }
    files
}

/// The pictures that some pages show.
pub(super) fn pictures<'a>(scope: &Scope, pages: impl IntoIterator<Item = &'a course::Page>) -> Files {
    let shown: BTreeSet<AssetIx> = pages.into_iter().flat_map(|page| &page.pictures).copied().collect();
    let file = |asset| (scope.picture_path(asset), Bytes::new(scope.course.asset(asset).bytes.clone()));
    shown.into_iter().map(file).collect()
}

/// What the template for a single picture reads.
pub fn picture_files(asset: &Asset) -> Files {
    let path = scope::picture_path(0, asset);
    let bytes = Bytes::new(asset.bytes.clone());
    Files::from([("/course/picture.json".to_string(), json(&path)), (path, bytes)])
}

const FRONT: &str = "/course/front.json";

fn item_file(item: ItemIx) -> String {
    format!("/course/item-{}.json", item.index())
}

pub(super) fn json(value: &impl Serialize) -> Bytes {
    Bytes::new(serde_json::to_vec(value).expect("the data of the templates has string keys only"))
}

pub(super) fn book(scope: &Scope, options: &Options) -> Book {
    let course = scope.course;
    let words = |f: fn(&'static Print) -> &'static String| scope.each(|lang| f(&scope.strings[lang].print).clone());
    let in_columns =
        |text: &Option<Localized<String>>| text.as_ref().map(|text| unrepeated(scope.each(|lang| text[lang].clone())));
    let title = unrepeated(scope.each(|lang| course.about.title[lang].clone()));
    let main = scope.reading.main();
    let appendix = scope.form() == Form::Book;
    Book {
        paper: match options.paper {
            Paper::A4 => "a4",
            Paper::Letter => "us-letter",
            Paper::A5 => "a5",
            Paper::HalfLetter => "us-statement",
        },
        compact: options.paper.is_small(),
        two_sided: options.design.sides == Sides::Two,
        back_cover: options.design.back_cover,
        style: options.design.style,
        languages: course.langs().map(|lang| language(scope, lang)).collect(),
        columns: scope.each(Lang::index),
        metadata: Metadata {
            title: title.join(" / "),
            author: course.about.author.as_ref().map(|author| author[main].clone()),
            description: course.about.description.as_ref().map(|text| text[main].clone()),
            date: course.about.date.map(|date| (date.year, date.month, date.day)),
        },
        title,
        subtitle: in_columns(&course.about.subtitle),
        edition: words(match scope.edition {
            Edition::Learner => |print| &print.learner,
            Edition::Trainer => |print| &print.trainer,
        }),
        author: in_columns(&course.about.author),
        version: course
            .about
            .version
            .as_ref()
            .map(|version| scope.each(|lang| scope.strings[lang].print.version.replace("{version}", version))),
        date: course.about.date.map(|date| scope.each(|lang| written(date, &scope.strings[lang].print))),
        form: scope.form(),
        front: course.front.as_ref().filter(|_| appendix).map(|page| Entry {
            id: "front".into(),
            file: FRONT.into(),
            label: Vec::new(),
            title: scope.titles(page),
            summary: scope.summaries(page),
            minutes: None,
            code: None,
        }),
        parts: course.kind_ixs().map(|kind| part(scope, kind)).filter(|part| !part.items.is_empty()).collect(),
        matrices: match appendix {
            true => course.relations.iter().filter(|r| r.matrix && !r.is_empty()).map(|r| matrix(scope, r)).collect(),
            false => Vec::new(),
        },
        glossary: (appendix && !course.terms.is_empty()).then(|| glossary(scope)),
        exercises: appendix.then(|| indexes::exercises(scope)).filter(|list| !list.exercises.is_empty()),
        answers: (appendix && scope.edition == Edition::Trainer)
            .then(|| indexes::answers(scope))
            .filter(|key| !key.groups.is_empty()),
        index: appendix.then(|| indexes::index(scope)).filter(|index| !index.groups.is_empty()),
        typefaces: scope.each(|lang| {
            let print = &scope.strings[lang].print;
            let formulas = if course.math { &print.formula_typeface } else { "" };
            format!("{}{formulas}", print.typefaces)
        }),
    }
}

fn language(scope: &Scope, lang: Lang) -> Language {
    let language = scope.course.language(lang);
    let strings = scope.strings[lang];
    Language {
        lang: language.language.clone(),
        region: language.region.clone(),
        chinese: language.chinese,
        contractions: language.chinese && texts::has_contractions(scope.course, lang),
        contents: &strings.common.contents,
        mentioned_by: &strings.common.mentioned_by,
        untranslated: &strings.common.untranslated,
        continued: &strings.print.continued,
        page: &strings.print.page,
    }
}

fn part(scope: &Scope, kind: KindIx) -> Part {
    let course = scope.course;
    let items = course.items_of(kind).filter(|&item| scope.contains(item)).map(|item| scope.entry(item));
    Part {
        id: scope.part_label(kind),
        title: scope.each(|lang| course.kind(kind).plural[lang].clone()),
        // The others are short entries to look things up in.
        flow: if kind == KindIx::FIRST || scope.form() == Form::Handout { Flow::Pages } else { Flow::Run },
        items: items.collect(),
    }
}

pub(super) fn matrix(scope: &Scope, relation: &course::Relation) -> Matrix {
    let course = scope.course;
    let plural = |kind: KindIx, lang: Lang| &course.kind(kind).plural[lang];
    let head = |item: ItemIx| MatrixHead {
        to: scope.shown_item(item),
        number: course.item(item).number,
        title: scope.titles(&course.item(item).page),
    };
    let columns: Vec<ItemIx> = course.items_of(relation.to).collect();
    let rows = course.items_of(relation.from).map(|row| MatrixRow {
        head: head(row),
        marks: columns.iter().map(|column| relation.targets(row).contains(column)).collect(),
    });
    let fill = |pattern: &str, lang: Lang| {
        pattern.replace("{from}", plural(relation.from, lang)).replace("{to}", plural(relation.to, lang))
    };
    Matrix {
        id: format!("matrix:{}", relation.key),
        title: scope.each(|lang| fill(&scope.words(lang).matrix, lang)),
        caption: scope.each(|lang| relation.label[lang].clone()),
        corner: scope.each(|lang| fill(&scope.strings[lang].print.matrix_corner, lang)),
        columns: columns.iter().map(|&item| head(item)).collect(),
        rows: rows.collect(),
    }
}

fn glossary(scope: &Scope) -> Glossary {
    let course = scope.course;
    let entry = |lang: Lang, entry: &course::TermEntry| TermEntry {
        lang: lang.index(),
        term: entry.term.clone(),
        pinyin: entry.pinyin.clone(),
        definition: entry.definition.clone(),
    };
    let shown = scope.reading.langs();
    let term = |ix| {
        let entries = || course.term(ix).entries.iter();
        let others = entries().filter(|(lang, _)| !shown.contains(lang)).map(|(lang, e)| entry(lang, e));
        Term {
            id: scope.term_label(ix),
            entries: scope.each(|lang| entry(lang, &course.term(ix).entries[lang])),
            others: others.collect(),
        }
    };
    Glossary {
        id: "glossary".into(),
        title: scope.each(|lang| scope.words(lang).glossary.clone()),
        terms: collation::terms(course, scope.reading.main()).into_iter().map(term).collect(),
    }
}

impl Scope<'_> {
    pub(super) fn each<T>(&self, f: impl FnMut(Lang) -> T) -> Vec<T> {
        self.reading.langs().into_iter().map(f).collect()
    }

    pub(super) fn titles(&self, page: &course::Page) -> Vec<Said> {
        let said = |lang: Lang| {
            let text = &page.texts[lang];
            Said { lang: text.language.index(), text: text.title.clone() }
        };
        unrepeated_by(self.each(said), |said| said.lang)
    }

    pub(super) fn summaries(&self, page: &course::Page) -> Option<Vec<Said>> {
        let said = |lang: Lang| {
            let text = &page.texts[lang];
            text.summary.as_ref().map(|summary| Said { lang: text.language.index(), text: summary.clone() })
        };
        let summaries: Option<Vec<Said>> = self.each(said).into_iter().collect();
        summaries.map(|summaries| unrepeated_by(summaries, |said| said.lang))
    }

    pub(super) fn entry(&self, item: ItemIx) -> Entry {
        let page = &self.course.item(item).page;
        let minutes = |n: u32| self.each(|lang| self.words(lang).minutes.replace("{n}", &n.to_string()));
        Entry {
            id: self.item_label(item),
            file: item_file(item),
            label: self.each(|lang| self.course.label(item, lang)),
            title: self.titles(page),
            summary: self.summaries(page),
            minutes: self.course.item(item).minutes.map(minutes),
            code: (self.course.item(item).kind == KindIx::FIRST).then(|| code::code(self, item)).flatten(),
        }
    }

    fn mention(&self, item: ItemIx) -> Mention {
        Mention {
            to: self.shown_item(item),
            label: self.each(|lang| self.course.label(item, lang)),
            title: self.titles(&self.course.item(item).page),
        }
    }

    fn page(&self, item: ItemIx) -> Page {
        let course = self.course;
        let ends = course.relations.iter().flat_map(|relation| {
            [(&relation.label, relation.targets(item)), (&relation.inverse, relation.sources(item))]
        });
        let relations = ends.filter(|(_, items)| !items.is_empty()).map(|(label, items)| Relation {
            label: self.each(|lang| label[lang].clone()),
            items: items.iter().map(|&item| self.mention(item)).collect(),
        });
        // What stands in a list of a relation is not repeated.
        let related = |other: &ItemIx| {
            course.relations.iter().any(|r| r.targets(item).contains(other) || r.sources(item).contains(other))
        };
        let mentions = course.item(item).mentioned_by.iter().filter(|other| !related(other));
        Page {
            body: rows(self, Place::Item(item), &course.item(item).page),
            relations: relations.collect(),
            mentions: mentions.map(|&item| self.mention(item)).collect(),
        }
    }
}

/// One text where both columns would say the same.
fn unrepeated(texts: Vec<String>) -> Vec<String> {
    unrepeated_by(texts, String::clone)
}

fn unrepeated_by<T, K: PartialEq>(mut values: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    values.dedup_by(|a, b| key(a) == key(b));
    values
}

pub(super) fn written(date: Date, words: &Print) -> String {
    let month = usize::from(date.month).checked_sub(1).and_then(|i| words.months.get(i));
    words
        .date
        .replace("{year}", &date.year.to_string())
        .replace("{month}", month.map_or("", String::as_str))
        .replace("{day}", &date.day.to_string())
}
