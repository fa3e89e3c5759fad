//! The front page of a reading: what the course is, its parts, its foreword.

use serde::Serialize;

use super::address::Place;
use super::links::{FileLink, ItemLink, ListedItem, Said, SitePage};
use super::shell::{self, Shell};
use super::{Spot, body};
use crate::course::{ItemIx, KindIx, Relation};
use crate::failure::Failure;
use crate::theme::{Count, Lasting, TitledIn};

/// So many items of a part are named on the front page; a longer part names the first of them.
const NAMED: usize = 24;

/// A matrix of up to so many cells is drawn small beside its link, with so much room for each of them.
const DRAWN: usize = 400;
const DOT: usize = 10;

#[derive(Serialize)]
struct Front<'a> {
    shell: Shell<'a>,
    titles: Vec<Said>,
    subtitles: Vec<Said>,
    /// What the course is good for, where that is more than the subtitle says.
    descriptions: Vec<Said>,
    /// `14 h 55 min in all`, when each part says how long it takes.
    time: Option<String>,
    /// The title of the front text, and its summary.
    foreword: Vec<Said>,
    leads: Vec<Said>,
    /// The id of the foreword: none that its text has.
    start: String,
    /// The first item of the course, with which to go on after the foreword.
    begin: Option<ItemLink>,
    /// The PDF beside the first link, and those of the list; none that was not built.
    handbook: Option<FileLink>,
    downloads: Vec<FileLink>,
    parts: Vec<FrontPart>,
    /// Matrices, the glossary and, for trainers, the session plan.
    tables: Vec<TableLink>,
    /// The front text, as HTML.
    body: String,
}

/// A kind of items with its first ones.
#[derive(Serialize)]
struct FrontPart {
    href: String,
    names: Vec<Said>,
    count: usize,
    minutes: Option<String>,
    items: Vec<ListedItem>,
    /// The link to those that are not named.
    all: Option<String>,
}

/// A link to a page that is no text.
#[derive(Serialize)]
struct TableLink {
    href: String,
    names: Vec<Said>,
    /// A few words of what is there.
    text: Vec<Said>,
    /// A small picture of a matrix, and its size.
    dots: Vec<Dot>,
    width: usize,
    height: usize,
}

/// The middle of a cell of a matrix, and whether the cell has a mark.
#[derive(Serialize)]
struct Dot {
    x: usize,
    y: usize,
    on: bool,
}

pub fn render(page: &SitePage<'_>) -> Result<Vec<u8>, Failure> {
    let course = page.course();
    let front = course.front.as_ref();
    let context = Front {
        shell: Shell::new(page, &[], None),
        titles: page.localized(&course.about.title),
        subtitles: course.about.subtitle.as_ref().map(|subtitle| page.localized(subtitle)).unwrap_or_default(),
        descriptions: descriptions(page),
        time: time(page),
        foreword: front.map(|front| page.of_texts(front, |text| Some(&text.title))).unwrap_or_default(),
        leads: front.map(|front| page.of_texts(front, |text| text.summary.as_deref())).unwrap_or_default(),
        start: start(page),
        begin: course.item_ixs().next().map(|first| page.item_link(first)),
        handbook: page.downloads(Spot::First).next(),
        downloads: page.downloads(Spot::List).chain(sheets(page)).collect(),
        parts: page.site.kinds().map(|kind| part(page, kind)).collect(),
        tables: tables(page),
        body: front.map(|front| body::render(page, front)).unwrap_or_default(),
    };
    page.fill("front.html", &context)
}

fn start(page: &SitePage<'_>) -> String {
    let front = page.course().front.as_ref();
    let taken = |id: &String| front.is_some_and(|front| front.texts.iter().any(|(_, text)| text.claims(id)));
    let mut ids = (0..).map(|n| format!("welcome{}", "-".repeat(n)));
    ids.find(|id| !taken(id)).expect("a text claims some ids only")
}

/// The description in `book.yaml`, unless it says what the subtitle says.
fn descriptions(page: &SitePage<'_>) -> Vec<Said> {
    let about = &page.course().about;
    let new = about.description.as_ref().filter(|&description| about.subtitle.as_ref() != Some(description));
    new.map(|description| page.localized(description)).unwrap_or_default()
}

fn time(page: &SitePage<'_>) -> Option<String> {
    let parts: Option<Vec<u32>> = page.site.kinds().map(|kind| minutes(page, kind)).collect();
    let total = parts.filter(|parts| !parts.is_empty())?.into_iter().fold(0u32, u32::saturating_add);
    let time = page.strings().common.time(total);
    Some(page.strings().web.time_in_all.fill(Lasting { time: &time }))
}

fn part(page: &SitePage<'_>, kind: KindIx) -> FrontPart {
    let items = page.site.roots_of(kind);
    FrontPart {
        href: page.to(Place::Kind(kind)),
        names: page.localized(&page.course().kind(kind).plural),
        count: page.site.count(kind),
        minutes: total_minutes(page, kind),
        items: items.iter().take(NAMED).map(|&item| page.entry(item)).collect(),
        all: (items.len() > NAMED).then(|| page.strings().web.all.fill(Count { n: &items.len() })),
    }
}

/// The sheets, on paper and for a computer, each by the name of its item.
fn sheets(page: &SitePage<'_>) -> impl Iterator<Item = FileLink> {
    let course = page.course();
    let with_sheets = course.item_ixs().filter(|&ix| course.item(ix).sheet.is_some());
    with_sheets.flat_map(move |ix| {
        let (label, title) = (course.label(ix, page.lang()), course.title(ix, page.lang()));
        let name = page.strings().common.reference(label.as_deref(), title);
        let words = page.strings();
        let form = words.common.with_language.fill(TitledIn { title: &name, language: &"Word" });
        let sheets = page.downloads(Spot::Sheet(ix)).map(move |link| FileLink { text: name.clone(), ..link });
        let forms = page.downloads(Spot::Form(ix)).map(move |link| FileLink { text: form.clone(), ..link });
        sheets.chain(forms)
    })
}

/// How long all items of a kind take.
pub fn total_minutes(page: &SitePage<'_>, kind: KindIx) -> Option<String> {
    minutes(page, kind).map(|total| page.strings().common.time(total))
}

/// The sum of what its items say, if any of them says how long it takes.
fn minutes(page: &SitePage<'_>, kind: KindIx) -> Option<u32> {
    let minutes = page.site.items_of(kind).iter().filter_map(|&ix| page.course().item(ix).minutes);
    let total = minutes.fold(0u32, u32::saturating_add);
    (total > 0).then_some(total)
}

/// The tables of relations, the glossary and, for trainers, the session plan.
fn tables(page: &SitePage<'_>) -> Vec<TableLink> {
    let course = page.course();
    let mut tables: Vec<TableLink> = page
        .site
        .matrices()
        .map(|relation| {
            let (rows, columns) = course.table(relation);
            TableLink {
                href: page.to(Place::Matrix(relation)),
                names: page.both(|lang| shell::matrix_name(page, relation, lang)),
                text: vec![page.said(&format!("{} × {}", rows.len(), columns.len()), page.lang())],
                dots: if rows.len() * columns.len() <= DRAWN { dots(relation, &rows, &columns) } else { Vec::new() },
                width: columns.len() * DOT,
                height: rows.len() * DOT,
            }
        })
        .collect();
    if !course.terms.is_empty() {
        let some = course.terms.iter().take(4);
        tables.push(TableLink {
            href: page.to(Place::Glossary),
            names: page.both(|lang| page.site.strings[lang].common.glossary.clone()),
            text: some.map(|term| page.said(&term.entries[page.lang()].term, page.lang())).collect(),
            dots: Vec::new(),
            width: 0,
            height: 0,
        });
    }
    tables.extend(page.site.plan.as_ref().map(|plan| TableLink {
        href: page.to(Place::Plan(plan)),
        names: page.both(|lang| page.site.strings[lang].plan.title.clone()),
        text: plan.days.iter().map(|day| page.said(&day.label[page.lang()], page.lang())).collect(),
        dots: Vec::new(),
        width: 0,
        height: 0,
    }));
    tables
}

fn dots(relation: &Relation, rows: &[ItemIx], columns: &[ItemIx]) -> Vec<Dot> {
    let cell = |(r, row): (usize, &ItemIx)| {
        let targets = relation.targets(*row);
        let dot = move |(c, column)| Dot { x: c * DOT + DOT / 2, y: r * DOT + DOT / 2, on: targets.contains(column) };
        columns.iter().enumerate().map(dot).collect::<Vec<_>>()
    };
    rows.iter().enumerate().flat_map(cell).collect()
}
