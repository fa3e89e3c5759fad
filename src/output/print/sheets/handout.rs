//! A handout: what a class does of one page, and for the trainer the answers on a sheet of their own.

use serde::Serialize;

use crate::course::edition;
use crate::course::edition::Edition;
use crate::course::tree::{self, Alone, Block, BlockKind, Body, BoxKind, Directive, Resolved, Words};
use crate::course::{Course, ItemIx, Lang, Page, Text};
use crate::output::print::book;
use crate::output::print::data::page::PageRow;
use crate::output::print::data::volume::ContentsEntry;
use crate::output::print::writer::{CoursePage, Scope, rows};
use crate::span::Span;

#[derive(Debug, Serialize)]
pub struct Handout {
    /// What is done of the item, then of each of the items below it.
    parts: Vec<HandoutPart>,
}

#[derive(Debug, Serialize)]
struct HandoutPart {
    entry: ContentsEntry,
    body: Vec<PageRow>,
    /// The answers on a sheet of their own; empty for learners and where there are none.
    answers: Vec<PageRow>,
}

/// Whether a page, or one below it, has something to do on paper.
pub fn has_handout(course: &Course, item: ItemIx) -> bool {
    has_work(course, item) || children(course, item).next().is_some()
}

/// The pages below an item that are in its handout: those with something to do, but for what has a sheet of its own.
fn children(course: &Course, item: ItemIx) -> impl Iterator<Item = ItemIx> {
    course.children(item).filter(|&child| has_work(course, child) && course.item(child).sheet.is_none())
}

fn has_work(course: &Course, item: ItemIx) -> bool {
    course.item(item).page.texts[Lang::SOURCE].traits().has_work
}

/// The handout of an item: a class does a lesson with all of its pages.
pub fn handout(scope: &Scope, item: ItemIx) -> Handout {
    let children = children(scope.course, item);
    Handout { parts: std::iter::once(item).chain(children).map(|item| handout_part(scope, item)).collect() }
}

fn handout_part(scope: &Scope, item: ItemIx) -> HandoutPart {
    let course = scope.course;
    let page = &course.item(item).page;
    let learner = scope.sheet_for(Edition::Learner);
    let worksheet = Page::new(page.texts.map(|text| edition::learner_text(&worksheet(text))));
    let mut answers = match scope.edition {
        Edition::Learner => Vec::new(),
        // The notes of a text are numbered apart from those of the worksheet.
        Edition::Trainer => {
            rows(scope, CoursePage::Answers(item), &Page::new(page.texts.map(|text| answers(scope, text))))
        }
    };
    answers.retain(|row| !matches!(row, PageRow::One { side } if side.content.is_empty()));
    let entry = ContentsEntry { code: book::code(scope, item), ..book::entry(scope, item) };
    HandoutPart { entry, body: rows(&learner, CoursePage::Item(item), &worksheet), answers }
}

/// The title of the document, one for each column.
pub fn title(scope: &Scope, item: ItemIx) -> Vec<String> {
    let course = scope.course;
    scope.each(|lang| scope.words(lang).reference(course.label(item, lang).as_deref(), course.title(item, lang)))
}

/// The parts of a worksheet, in the order in which they stand there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum WorksheetPart {
    Objectives,
    Work,
    Quiz,
    /// What is to be found out is not said before.
    Summary,
}

fn part(block: &Block<Resolved>) -> Option<WorksheetPart> {
    let BlockKind::Directive(directive) = &block.kind else { return None };
    match directive.body {
        Body::Box(BoxKind::Objectives, _) => Some(WorksheetPart::Objectives),
        Body::Box(BoxKind::Summary, _) => Some(WorksheetPart::Summary),
        Body::Box(BoxKind::Exercise | BoxKind::RolePlay, _) => Some(WorksheetPart::Work),
        Body::Quiz(_) => Some(WorksheetPart::Quiz),
        _ => None,
    }
}

fn worksheet(text: &Text) -> Text {
    let mut parts: Vec<(WorksheetPart, Block<Resolved>)> = Vec::new();
    for block in text.body() {
        match &block.kind {
            // Of what stands in one language alone, each part for itself.
            BlockKind::Alone { reason, content } => {
                let found = content.iter().filter_map(|block| Some((part(block)?, block.clone())));
                parts.extend(found.map(|(part, block)| (part, alone(*reason, block))));
            }
            _ => parts.extend(part(block).map(|part| (part, block.clone()))),
        }
    }
    // Beside each other the two would fill half a page.
    if parts.iter().any(|&(part, _)| part == WorksheetPart::Summary) {
        parts.retain(|&(part, _)| part != WorksheetPart::Objectives);
    }
    parts.sort_by_key(|&(part, _)| part);
    text.with_body(parts.into_iter().map(|(_, block)| block).collect())
}

fn alone(reason: Alone, block: Block<Resolved>) -> Block<Resolved> {
    Block { span: block.span, kind: BlockKind::Alone { reason, content: vec![block] } }
}

/// Where a note for the trainer stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Page,
    /// The note stands in an exercise, a role play or one of its sides.
    Task,
}

/// Notes for the trainer, debriefs, model answers and answered quizzes, in the order of the page.
fn answers(scope: &Scope, text: &Text) -> Text {
    let mut body = Vec::new();
    collect(scope, text.language, text.body(), Around::Page, &mut body);
    text.with_body(body)
}

/// The notes of a slide: paragraphs as they are, and what is for trainers in other blocks.
pub fn notes(scope: &Scope, lang: Lang, blocks: Vec<Block<Resolved>>) -> Vec<Block<Resolved>> {
    let mut out = Vec::new();
    for block in blocks {
        let level = tree::level(std::slice::from_ref(&block));
        if level.iter().all(|block| matches!(block.kind, BlockKind::Paragraph(_))) {
            out.push(block);
        } else {
            collect(scope, lang, &[block], Around::Page, &mut out);
        }
    }
    out
}

/// Collects what is for trainers in some blocks, however deep it stands. What belongs to a task stands under the name of the task; there a
/// note without a title is its words alone.
fn collect(scope: &Scope, lang: Lang, blocks: &[Block<Resolved>], around: Around, out: &mut Vec<Block<Resolved>>) {
    for block in blocks {
        let inner = |around, out: &mut Vec<_>| {
            block.kind.children().into_iter().for_each(|blocks| collect(scope, lang, blocks, around, out));
        };
        if let BlockKind::Alone { reason, content } = &block.kind {
            let lang = if *reason == Alone::Untranslated { Lang::SOURCE } else { lang };
            let mut found = Vec::new();
            collect(scope, lang, content, around, &mut found);
            out.extend(found.into_iter().map(|block| alone(*reason, block)));
            continue;
        }
        let BlockKind::Directive(directive) = &block.kind else {
            inner(around, out);
            continue;
        };
        match &directive.body {
            Body::Box(BoxKind::Trainer | BoxKind::Solution, content)
                if around == Around::Task && directive.title.is_none() =>
            {
                out.extend(content.iter().cloned());
            }
            Body::Box(BoxKind::Trainer | BoxKind::Solution | BoxKind::ModelAnswer, _) | Body::Quiz(_) => {
                out.push(block.clone());
            }
            Body::Box(BoxKind::Exercise | BoxKind::RolePlay | BoxKind::Side, _) => {
                let mut found = Vec::new();
                inner(Around::Task, &mut found);
                if !found.is_empty() {
                    let kind = BlockKind::Directive(debrief(scope, lang, (directive, block.span), found));
                    out.push(Block { span: block.span, kind });
                }
            }
            _ => inner(around, out),
        }
    }
}

/// A box, under the name of a task, with what is for trainers in it.
fn debrief(
    scope: &Scope,
    lang: Lang,
    (task, span): (&Directive<Resolved>, Span),
    content: Vec<Block<Resolved>>,
) -> Directive<Resolved> {
    let words = scope.words(lang);
    let (kind, title) = match &task.body {
        Body::Box(BoxKind::Side, _) => (BoxKind::Side, task.title.clone()),
        body => {
            let label = words.directive(body.name(), task.number);
            let title = task.title.as_ref().map(|title| words.labelled_title(&label, title));
            (BoxKind::Solution, Some(Words { text: title.unwrap_or(label), span }))
        }
    };
    Directive {
        title,
        id: None,
        number: None,
        minutes: None,
        group: None,
        workspace: None,
        body: Body::Box(kind, content),
    }
}
