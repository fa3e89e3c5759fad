//! The page of an item.

use serde::Serialize;

use super::address::Place;
use super::links::{FileLink, ItemLink, ListedItem, Said, SitePage, relation_id};
use super::shell::Shell;
use super::{Site, Spot, body, frame};
use crate::course::tree::{self, BlockKind};
use crate::course::{Item, ItemIx, Lang, Localized, Relation, Text, mentions};
use crate::failure::Failure;
use crate::span::Span;
use crate::theme::Count;

/// A part of up to so many items is listed whole beside each of them. Of a longer one only the neighbours are, so many on each side: with
/// that, a part of any length costs a page the same.
const WHOLE: usize = 40;
const NEIGHBOURS: usize = 12;

#[derive(Serialize)]
struct ItemPage<'a> {
    shell: Shell<'a>,
    item: ListedItem,
    /// The item below which it stands.
    parent: Option<ItemLink>,
    /// The items that stand below it.
    children: Vec<ListedItem>,
    /// Where the session plan has it.
    plan: Option<PlanLink<'a>>,
    /// The items of its kind, as the list beside the page.
    part: Contents,
    /// The headings of the page, for the list of what is on it.
    sections: Vec<Section>,
    /// The worksheet of the item, or of the one below which it stands, when it was built.
    handout: Option<FileLink>,
    /// The printable sheet of the item, when it was built.
    sheet: Option<FileLink>,
    /// The same to be filled in on a computer.
    form: Option<FileLink>,
    /// Whether the text is to be filled in, as it has a printable sheet.
    to_fill_in: bool,
    /// The text, as HTML.
    body: String,
    related: Vec<Related>,
    /// Items whose texts refer to this one.
    mentioned: Vec<ItemLink>,
    /// The neighbours in the order of the course.
    previous: Option<ItemLink>,
    next: Option<ItemLink>,
}

/// A link to the item's place in the session plan.
#[derive(Serialize)]
struct PlanLink<'a> {
    href: String,
    text: &'a str,
}

/// The items around this one.
#[derive(Serialize)]
struct Contents {
    names: Vec<Said>,
    href: String,
    /// The HTML of its list.
    lines: String,
    /// `All 60`: the words of the link to the whole list, when this one is shortened.
    all: Option<String>,
}

/// A heading of this page.
#[derive(Serialize)]
struct Section {
    id: String,
    words: Vec<Said>,
    /// 1 for a heading below another one.
    depth: u8,
}

/// A list of items that a relation leads to.
#[derive(Serialize)]
struct Related {
    id: String,
    labels: Vec<Said>,
    items: Vec<ItemLink>,
    /// The address of the table of both kinds.
    matrix: Option<String>,
}

pub fn render(page: &SitePage<'_>, ix: ItemIx) -> Result<Vec<u8>, Failure> {
    let course = page.course();
    let item = course.item(ix);
    let entry = page.entry(ix);
    let (root, related) = (course.root(ix), related(page, ix));
    let mentioned = mentions::further(course, ix).map(|other| page.item_link(other)).collect();
    let context = ItemPage {
        shell: Shell::new(page, &entry.link.titles, item.page.texts[page.lang()].summary.as_deref()),
        parent: item.parent.map(|parent| page.item_link(parent)),
        children: course.children(ix).map(|child| page.entry(child)).collect(),
        plan: page.site.plan.as_ref().filter(|plan| plan.has(root)).map(|plan| PlanLink {
            href: format!("{}#{}", page.to(Place::Plan(plan)), super::plan::id(course, root)),
            text: &page.strings().plan.title,
        }),
        part: contents(page, ix)?,
        sections: sections(page, item, &related),
        handout: page.downloads(Spot::Item(root)).next(),
        sheet: page.downloads(Spot::Sheet(ix)).next(),
        form: page.downloads(Spot::Form(ix)).next(),
        to_fill_in: item.sheet.is_some(),
        body: body::render(page, &item.page),
        related,
        mentioned,
        previous: ix.index().checked_sub(1).map(|i| page.item_link(ItemIx::new(i))),
        next: (ix.index() + 1 < course.items.len()).then(|| page.item_link(ItemIx::new(ix.index() + 1))),
        item: entry,
    };
    page.fill("item.html", &context)
}

/// The items of a part, each with its children; those of a long part have theirs where the reader is.
fn contents(page: &SitePage<'_>, ix: ItemIx) -> Result<Contents, Failure> {
    let kind = page.course().item(ix).kind;
    let (roots, shown) = (page.site.roots_of(kind), shown_roots(page.site, ix));
    let mut lines = String::new();
    for &root in shown {
        frame::line(page, root, &mut lines, |lines| {
            let children = shown_children(page.site, root, ix);
            children.into_iter().try_for_each(|child| frame::line(page, child, lines, |_| Ok(())))
        })?;
    }
    let all = shown.len() < roots.len();
    Ok(Contents {
        names: page.localized(&page.course().kind(kind).plural),
        href: page.to(Place::Kind(kind)),
        lines,
        all: all.then(|| page.strings().web.all.fill(Count { n: &roots.len() })),
    })
}

/// The items of a part, without those below others, that the page of `here` lists.
pub fn shown_roots<'s>(site: &'s Site<'_>, here: ItemIx) -> &'s [ItemIx] {
    let kind = site.course.item(here).kind;
    let (items, roots) = (site.items_of(kind), site.roots_of(kind));
    if items.len() <= WHOLE || roots.len() <= WHOLE { roots } else { near(roots, site.course.root(here)) }
}

/// The items below `root` that the page of `here` lists.
pub fn shown_children(site: &Site<'_>, root: ItemIx, here: ItemIx) -> Vec<ItemIx> {
    let course = site.course;
    if site.items_of(course.item(root).kind).len() > WHOLE && root != course.root(here) {
        return Vec::new();
    }
    let children: Vec<ItemIx> = course.children(root).collect();
    if children.len() > WHOLE { near(&children, here).to_vec() } else { children }
}

/// The neighbours of an item among others, or the first of them.
fn near(items: &[ItemIx], here: ItemIx) -> &[ItemIx] {
    let place = items.partition_point(|&other| other < here);
    &items[place.saturating_sub(NEIGHBOURS)..items.len().min(place + NEIGHBOURS + 1)]
}

/// The headings of the text, then those of the lists below it.
fn sections(page: &SitePage<'_>, item: &Item, related: &[Related]) -> Vec<Section> {
    let texts = &item.page.texts;
    let main = &texts[page.lang()];
    let mut sections = Vec::new();
    for block in tree::level(main.body()) {
        let BlockKind::Heading { level: level @ 2..=3, id, content } = &block.kind else { continue };
        let words = |text: &Text| {
            let own = tree::level(text.body()).into_iter().find_map(|block| match &block.kind {
                BlockKind::Heading { id: other, content, .. } if other == id => Some(content),
                _ => None,
            });
            let strings = page.site.strings[text.language];
            strings.common.plain_text(page.course(), text.language, own.unwrap_or(content))
        };
        let both = page.reading.langs().into_iter().map(|lang| {
            let text = &texts[lang];
            (lang, if has_untranslated(text, block.span) { Lang::SOURCE } else { text.language }, text)
        });
        let both = both.filter(|(lang, spoken, _)| *lang == page.lang() || spoken == lang);
        let words = both.map(|(_, spoken, text)| page.said(&words(text), spoken)).collect();
        sections.push(Section { id: id.clone(), words, depth: level - 2 });
    }
    sections.extend(related.iter().map(|list| Section { id: list.id.clone(), words: list.labels.clone(), depth: 0 }));
    sections
}

/// Whether a block of the source language stands in a translation because that lacks it.
fn has_untranslated(text: &Text, place: Span) -> bool {
    let untranslated = text.body().iter().filter(|block| tree::is_untranslated(block));
    untranslated.flat_map(|block| block.kind.children()).flatten().any(|block| block.span == place)
}

/// Both ends of every relation: what this item names, then what names it.
fn related(page: &SitePage<'_>, ix: ItemIx) -> Vec<Related> {
    let course = page.course();
    let list = |relation: &Relation, labels: &Localized<String>, items: &[ItemIx]| {
        (!items.is_empty()).then(|| Related {
            id: relation_id(course, ix, relation),
            labels: page.localized(labels),
            items: items.iter().map(|&item| page.item_link(item)).collect(),
            matrix: relation.matrix.then(|| format!("{}#{}", page.to(Place::Matrix(relation)), course.flat_id(ix))),
        })
    };
    let forward = course.relations.iter().filter_map(|r| list(r, &r.label, r.targets(ix)));
    let backward = course.relations.iter().filter_map(|r| list(r, &r.inverse, r.sources(ix)));
    forward.chain(backward).collect()
}
