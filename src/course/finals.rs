//! Final tests: the questions of the other pages from which they are drawn, as an edition shows these.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::tree::audience::trainer_only;
use super::tree::{self, Block, BlockKind, Body, Directive, Form, Inline, Question, Quiz, Resolved, inlines_mut};
use super::{AssetIx, Course, ItemIx, KindIx, Lang, Localized, Page};

/// Gives every final test of the course what it draws from.
pub fn draw(course: &mut Course) {
    let pages: Vec<&Arc<Page>> = course.pages().collect();
    if !pages.par_iter().any(|page| page.texts[Lang::SOURCE].traits().draws) {
        return;
    }
    let pools = pools(course);
    let mut pictures = BTreeSet::new();
    for question in pools.iter().flatten().flatten() {
        question.texts().for_each(|text| show_pictures(text, &mut pictures));
    }
    let pages = course.items.iter_mut().map(|item| &mut item.page).chain(&mut course.front);
    for page in pages.filter(|page| page.texts[Lang::SOURCE].traits().draws) {
        let filled = page.texts.iter().map(|(lang, text)| {
            let pool: Vec<Vec<Question<Resolved>>> = pools.iter().map(|page| page[lang.index()].clone()).collect();
            let mut text = text.clone();
            fill(&mut text.content.change().body, &pool);
            text
        });
        let mut with_pool = Page::new(Localized::new(filled.collect()));
        with_pool.pictures.extend(&pictures);
        *page = Arc::new(with_pool);
    }
}

fn show_pictures(blocks: &[Block<Resolved>], shown: &mut BTreeSet<AssetIx>) {
    tree::blocks(blocks, &mut |block| {
        if let BlockKind::Figure { picture, .. } = &block.kind {
            shown.insert(*picture);
        }
    });
    tree::inlines(blocks, &mut |inline| {
        if let Inline::Image { picture, .. } = inline {
            shown.insert(*picture);
        }
    });
}

fn quiz_of(block: &Block<Resolved>) -> Option<&Quiz<Resolved>> {
    if let BlockKind::Directive(directive) = &block.kind { directive.body.quiz() } else { None }
}

/// The questions of each item of the first kind, which is what is taught, with those of the items below it, in every language.
fn pools(course: &Course) -> Vec<Vec<Vec<Question<Resolved>>>> {
    let mut pools = Vec::new();
    for root in course.items_of(KindIx::FIRST).filter(|&item| course.item(item).parent.is_none()) {
        let mut pool: Vec<Vec<Question<Resolved>>> = course.languages.iter().map(|_| Vec::new()).collect();
        gather(course, root, &mut pool);
        if pool.iter().any(|questions| !questions.is_empty()) {
            pools.push(pool);
        }
    }
    pools
}

fn gather(course: &Course, item: ItemIx, pool: &mut [Vec<Question<Resolved>>]) {
    for (lang, text) in course.item(item).page.texts.iter() {
        collect(text.body(), &mut pool[lang.index()]);
    }
    let below: Vec<ItemIx> = course.children(item).collect();
    below.into_iter().for_each(|child| gather(course, child, pool));
}

/// What can be asked elsewhere: what is judged by itself, and no question of another test.
fn collect(blocks: &[Block<Resolved>], pool: &mut Vec<Question<Resolved>>) {
    for block in blocks.iter().filter(|block| !trainer_only(block)) {
        match quiz_of(block) {
            Some(quiz) if quiz.test.is_none() => {
                pool.extend(quiz.questions.iter().filter(|question| question.form != Form::Open).map(taken_out));
            }
            Some(_) => {}
            None => block.kind.children().into_iter().for_each(|children| collect(children, pool)),
        }
    }
}

/// A question without what belongs to its page: notes and places.
fn taken_out(question: &Question<Resolved>) -> Question<Resolved> {
    let mut question = question.clone();
    for text in question.texts_mut() {
        inlines_mut(text, &mut |inline| {
            if let Inline::Place(_, span) = inline {
                *inline = Inline::Text(String::new(), *span);
            } else if let Inline::Footnote(_) = inline {
                *inline = Inline::Html(String::new());
            }
        });
    }
    question
}

fn fill(blocks: &mut [Block<Resolved>], pool: &[Vec<Question<Resolved>>]) {
    for block in blocks {
        if let BlockKind::Directive(Directive { body: Body::Quiz(quiz), .. }) = &mut block.kind {
            if let Some(test) = quiz.test.as_mut().filter(|test| test.draw > 0) {
                test.pool = pool.to_vec();
            }
        } else {
            block.kind.children_mut().into_iter().for_each(|children| fill(children, pool));
        }
    }
}
