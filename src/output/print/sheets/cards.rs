//! Cards to cut out: one for each item of the kinds that have some, one for each side of a role play.

use serde::Serialize;

use crate::course::tree::{self, Block, BlockKind, Body, BoxKind, Directive, Resolved};
use crate::course::{Course, Item, ItemIx, KindIx, Lang, Page, Relation, Text};
use crate::output::print::book;
use crate::output::print::data::text::{BlockNode, Wording};
use crate::output::print::data::volume::ContentsEntry;
use crate::output::print::writer::{CoursePage, Scope, TextWriter};

#[derive(Debug, Serialize)]
pub struct Cards {
    pockets: Vec<Pocket>,
    plays: Vec<RoleCard>,
}

/// A pocket card.
#[derive(Debug, Serialize)]
struct Pocket {
    number: Option<String>,
    /// Whether its number stands in a disc; a ring tells the other kinds from the first.
    solid: bool,
    entry: ContentsEntry,
    /// The first sentence that its text gives to say, in each language.
    say: Vec<Wording>,
    lists: Vec<PocketList>,
}

#[derive(Debug, Serialize)]
struct PocketList {
    label: Vec<String>,
    solid: bool,
    /// How many cards the kind has.
    of: usize,
    items: Vec<PocketEntry>,
}

#[derive(Debug, Serialize)]
struct PocketEntry {
    number: Option<String>,
    /// From 1 among the cards of its kind.
    place: Option<usize>,
    title: Vec<Wording>,
    summary: Option<Vec<Wording>>,
}

/// The card of one player in a role play, with a face for each language.
#[derive(Debug, Serialize)]
struct RoleCard {
    faces: Vec<RoleCardFace>,
}

#[derive(Debug, Serialize)]
struct RoleCardFace {
    lang: usize,
    label: String,
    title: Option<String>,
    /// Label and title.
    name: String,
    /// The person to play.
    side: String,
    scene: Vec<BlockNode>,
    part: Vec<BlockNode>,
}

/// Whether a course has anything for a card.
pub fn has_cards(course: &Course) -> bool {
    let pockets = kinds(course).into_iter().any(|kind| !of_kind(course, kind).is_empty());
    let sides = |item| plays(&course.item(item).page.texts[Lang::SOURCE]).iter().any(|play| !play.sides.is_empty());
    pockets || course.item_ixs().any(sides)
}

pub fn cards(scope: &Scope) -> Cards {
    let course = scope.course;
    let kinds = kinds(course);
    let items = kinds.iter().flat_map(|&kind| of_kind(course, kind));
    let pockets = items.map(|item| pocket(scope, item, |kind| kinds.first() == Some(&kind)));
    let plays = course.item_ixs().flat_map(|item| parts(scope, item));
    Cards { pockets: pockets.collect(), plays: plays.collect() }
}

/// The kinds that have pocket cards: those that say so. Of the others, those that a matrix connects; without a matrix, all but the book's
/// chapters.
fn kinds(course: &Course) -> Vec<KindIx> {
    let connected = |kind: KindIx| course.relations.iter().any(|r| r.matrix && (r.from == kind || r.to == kind));
    let any = course.kind_ixs().any(connected);
    let usual = |kind: KindIx| if any { connected(kind) } else { kind != KindIx::FIRST };
    course.kind_ixs().filter(|&kind| course.kind(kind).cards.unwrap_or_else(|| usual(kind))).collect()
}

/// The first sentence that a page gives to say, in each language: that of a box `say`.
pub fn to_say(scope: &Scope, page: &Page) -> Vec<Wording> {
    let said = |lang: Lang| {
        let text = &page.texts[lang];
        let mut found = None;
        tree::blocks(text.body(), &mut |block| {
            if let BlockKind::Directive(Directive { body: Body::Box(BoxKind::Say, content), .. }) = &block.kind
                && found.is_none()
            {
                found = first_paragraph(content);
            }
        });
        found.map(|said| Wording { lang: text.language.index(), text: said })
    };
    let mut all: Vec<Wording> = scope.each(said).into_iter().flatten().collect();
    all.dedup_by_key(|said| said.lang);
    all
}

fn first_paragraph(content: &[Block<Resolved>]) -> Option<String> {
    let mut found = None;
    tree::blocks(content, &mut |block| {
        if let BlockKind::Paragraph(words) = &block.kind {
            found.get_or_insert_with(|| tree::plain_text(words));
        }
    });
    found
}

/// The items of a kind that have a card: those that it is about, and those that a relation names.
fn of_kind(course: &Course, kind: KindIx) -> Vec<ItemIx> {
    let related = |ix: ItemIx| lists(course).any(|relation| relation.connects(ix));
    course.items_of(kind).filter(|&ix| course.is_listed(ix) || related(ix)).collect()
}

/// The relations that cards show: those that are drawn as a table; without one, all.
fn lists(course: &Course) -> impl Iterator<Item = &Relation> {
    let all = !course.relations.iter().any(|relation| relation.matrix);
    course.relations.iter().filter(move |relation| relation.matrix || all)
}

fn number(item: &Item) -> Option<String> {
    item.number.map(|number| number.to_string())
}

fn pocket(scope: &Scope, item: ItemIx, solid: impl Fn(KindIx) -> bool) -> Pocket {
    let course = scope.course;
    let asked = course.kind(course.item(item).kind).cards == Some(true);
    // A kind that asks for cards has the lists of all its relations.
    let shown = course.relations.iter().filter(|relation| asked || lists(course).any(|it| it.key == relation.key));
    let lists = shown.flat_map(|relation| {
        [
            (&relation.label, relation.to, relation.targets(item)),
            (&relation.inverse, relation.from, relation.sources(item)),
        ]
    });
    let related = |item: &ItemIx, all: &[ItemIx]| {
        let page = &course.item(*item).page;
        PocketEntry {
            number: number(course.item(*item)),
            place: all.iter().position(|other| other == item).map(|index| index + 1),
            title: scope.titles(page),
            summary: scope.summaries(page),
        }
    };
    let lists = lists.filter(|(_, _, items)| !items.is_empty()).map(|(label, kind, items)| {
        let all = of_kind(course, kind);
        PocketList {
            label: scope.each(|lang| label[lang].clone()),
            solid: solid(kind),
            of: all.len(),
            items: items.iter().map(|item| related(item, &all)).collect(),
        }
    });
    let it = course.item(item);
    Pocket {
        number: number(it),
        solid: solid(it.kind),
        entry: book::entry(scope, item),
        say: to_say(scope, &it.page),
        lists: lists.collect(),
    }
}

struct Play<'a> {
    language: Lang,
    directive: &'a Directive<Resolved>,
    scene: Vec<Block<Resolved>>,
    sides: Vec<(&'a Directive<Resolved>, &'a [Block<Resolved>])>,
}

fn plays(text: &Text) -> Vec<Play<'_>> {
    let of_block = |block| -> Vec<Play<'_>> {
        let language = if tree::is_untranslated(block) { Lang::SOURCE } else { text.language };
        let blocks = tree::level(std::slice::from_ref(block));
        blocks.into_iter().filter_map(|block| play(block, language)).collect()
    };
    text.body().iter().flat_map(of_block).collect()
}

fn play(block: &Block<Resolved>, language: Lang) -> Option<Play<'_>> {
    let BlockKind::Directive(directive) = &block.kind else { return None };
    let Body::Box(BoxKind::RolePlay, content) = &directive.body else { return None };
    let scene = content.iter().filter(|block| side(block).is_none()).cloned().collect();
    Some(Play { language, directive, scene, sides: content.iter().filter_map(side).collect() })
}

fn side(block: &Block<Resolved>) -> Option<(&Directive<Resolved>, &[Block<Resolved>])> {
    match &block.kind {
        BlockKind::Directive(directive) => match &directive.body {
            Body::Box(BoxKind::Side, content) => Some((directive, content)),
            _ => None,
        },
        _ => None,
    }
}

fn parts(scope: &Scope, item: ItemIx) -> Vec<RoleCard> {
    let page = &scope.course.item(item).page;
    let mut texts: Vec<&Text> = scope.each(|lang| &page.texts[lang]);
    texts.dedup_by_key(|text| text.language);
    let plays: Vec<Vec<Play>> = texts.iter().map(|text| self::plays(text)).collect();
    let mut out = Vec::new();
    for (number, first) in plays[0].iter().enumerate() {
        for side in 0..first.sides.len() {
            let faces = texts.iter().zip(&plays).filter_map(|(text, plays)| {
                let play = plays.get(number)?;
                let (directive, part) = play.sides.get(side)?;
                // A play that is not translated is on the source language's side already.
                if play.language != text.language && texts.len() > 1 {
                    return None;
                }
                let mut writer = TextWriter::of_card(scope, CoursePage::Item(item), text).speaking(play.language);
                let words = scope.words(writer.lang());
                let (label, title) = (words.role_play.clone(), play.directive.title.as_deref().map(str::to_owned));
                Some(RoleCardFace {
                    lang: writer.lang().index(),
                    name: title.as_ref().map_or(label.clone(), |title| words.labelled_title(&label, title)),
                    label,
                    title,
                    side: directive.title.as_deref().unwrap_or(&words.side).to_owned(),
                    scene: writer.blocks(&play.scene),
                    part: writer.blocks(part),
                })
            });
            out.push(RoleCard { faces: faces.collect() });
        }
    }
    out
}
