//! A handout: what a class does of one page, and for the trainer the answers on a sheet of their own.

use serde::Serialize;
use typst::foundations::Bytes;

use super::{Mark, sheet};
use crate::course::{Course, ItemIx, Lang, Page, Text};
use crate::edition;
use crate::output::print::code;
use crate::output::print::data::{Entry, Row};
use crate::output::print::rows::rows;
use crate::output::print::scope::{Place, Scope};
use crate::reading::Edition;
use crate::tree::{Block, BlockKind, Body, BoxKind, Directive, Resolved};

#[derive(Debug, Serialize)]
struct Handout {
    entry: Entry,
    body: Vec<Row>,
    /// Empty for learners.
    answers: Vec<Row>,
}

/// Whether a page has something to do on paper.
pub fn has_handout(course: &Course, item: ItemIx) -> bool {
    let work = |block: &Block<Resolved>| part(block).is_some_and(|part| part != Part::Summary);
    course.item(item).page.texts[Lang::SOURCE].body.iter().any(work)
}

pub fn handout(scope: &Scope, item: ItemIx) -> Bytes {
    let course = scope.course;
    let page = &course.item(item).page;
    let learner = Scope::of_sheet(course, scope.reading, Edition::Learner);
    let worksheet = Page::new(page.texts.map(|text| edition::learner_text(&worksheet(text))));
    let answers = match scope.edition {
        Edition::Learner => Vec::new(),
        Edition::Trainer => {
            let texts = course.langs().map(|lang| answers(scope, &page.texts[lang])).collect();
            // The notes of a text are numbered apart from those of the worksheet.
            rows(scope, Place::Front, &Page::new(crate::course::Localized::new(texts)))
        }
    };
    let entry = Entry { code: code::code(scope, item), ..scope.entry(item) };
    let title = scope.each(|lang| {
        let words = scope.words(lang);
        words.labelled_title(&course.label(item, lang), course.title(item, lang))
    });
    sheet(scope, title, Mark::Trainer, Handout { entry, body: rows(&learner, Place::Item(item), &worksheet), answers })
}

/// In the order of the sheet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Summary,
    Work,
    Quiz,
}

fn part(block: &Block<Resolved>) -> Option<Part> {
    let BlockKind::Directive(directive) = &block.kind else { return None };
    match directive.body {
        Body::Box(BoxKind::Summary, _) => Some(Part::Summary),
        Body::Box(BoxKind::Exercise | BoxKind::RolePlay, _) => Some(Part::Work),
        Body::Quiz(_) => Some(Part::Quiz),
        _ => None,
    }
}

fn worksheet(text: &Text) -> Text {
    let mut parts: Vec<(Part, Block<Resolved>)> =
        text.body.iter().filter_map(|block| Some((part(block)?, block.clone()))).collect();
    parts.sort_by_key(|&(part, _)| part);
    Text { body: parts.into_iter().map(|(_, block)| block).collect(), ..text.clone() }
}

/// Notes for the trainer, debriefs and the answered quiz, in the order of the page.
fn answers(scope: &Scope, text: &Text) -> Text {
    let body = text.body.iter().filter_map(|block| {
        let BlockKind::Directive(directive) = &block.kind else { return None };
        match &directive.body {
            Body::Quiz(_) | Body::Box(BoxKind::Trainer, _) => Some(block.clone()),
            Body::Box(BoxKind::Exercise | BoxKind::RolePlay, content) => {
                debrief(scope, text, directive, content).map(|directive| {
                    let kind = BlockKind::Directive(directive);
                    Block { span: block.span, kind }
                })
            }
            _ => None,
        }
    });
    Text { body: body.collect(), ..text.clone() }
}

/// The solutions of an exercise under its name.
fn debrief(
    scope: &Scope,
    text: &Text,
    exercise: &Directive<Resolved>,
    content: &[Block<Resolved>],
) -> Option<Directive<Resolved>> {
    let mut found = Vec::new();
    for block in content.iter().filter(|block| edition::trainer_only(block)) {
        if let BlockKind::Directive(Directive { body: Body::Box(_, content), .. }) = &block.kind {
            found.extend(content.iter().cloned());
        }
    }
    let words = scope.words(text.language);
    let label = words.directive(exercise.body.name(), exercise.number);
    let title = match &exercise.title {
        Some(title) => words.labelled_title(&label, title),
        None => label,
    };
    (!found.is_empty()).then_some(Directive {
        title: Some(title),
        id: None,
        number: None,
        minutes: None,
        group: None,
        workspace: None,
        body: Body::Box(BoxKind::Solution, found),
    })
}
