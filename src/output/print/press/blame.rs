//! The search for the block of the course that the typesetter does not take. Its error points into the templates, so the document is set
//! again and again with less of the course in it, until a single block is left: log n times, each about half as long as the one before.

use std::sync::Arc;

use super::context::TypesetContext;
use super::refusal::Refusal;
use crate::course::edition;
use crate::course::tree::{Block, Resolved};
use crate::course::{Course, Page, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;

/// The report for a PDF, named by its path, that the typesetter refused because of `why`; none when a template fails whatever the course
/// holds. `set` typesets the same document of a course with less in it.
pub fn diagnose(
    course: &Course,
    context: &TypesetContext,
    path: &str,
    why: &str,
    set: impl Fn(&Course) -> Result<(), Refusal>,
) -> Option<Diagnostic> {
    let same = |course: &Course| set(course).is_err_and(|refusal| refusal.why == why);
    let texts: Vec<TextIx> = texts(course);
    let refused = |kept: &[TextIx]| {
        same(&with(course, |text| if kept.contains(&text) { KeptBlocks::All } else { KeptBlocks::Nothing }))
    };
    let span = if refused(&[]) {
        // Not a text: a title, a label, or a template.
        course.about.words.first().filter(|_| context.replaced.is_empty())?.1
    } else {
        // Of several that are refused together only, the first stands for all.
        let &text = smallest(&texts, refused).first()?;
        place(page(course, text.0).texts.as_slice()[text.1].body(), |blocks| {
            same(&with(course, |other| if other == text { KeptBlocks::Blocks(blocks) } else { KeptBlocks::Nothing }))
        })?
    };
    Some(
        Diagnostic::new(
            Code::Unprintable,
            span,
            both!("this cannot be printed, in `{path}`: {why}", "这里无法排印，文件 `{path}`：{why}"),
        )
        .hint(both!(
            "write it in another way; if nothing is wrong with it, please report it with the course that shows it",
            "请换一种写法；如果内容本身没有问题，请连同课程一起报告"
        )),
    )
}

/// A page (an item, or the front page behind the last of them) and a language, by their numbers.
type TextIx = (usize, usize);

fn texts(course: &Course) -> Vec<TextIx> {
    let pages = course.items.len() + usize::from(course.front.is_some());
    let languages = course.languages.len();
    (0..pages).flat_map(|page| (0..languages).map(move |language| (page, language))).collect()
}

fn page(course: &Course, index: usize) -> &Page {
    match course.items.get(index) {
        Some(item) => &item.page,
        None => course.front.as_deref().expect("there is a front page behind the items"),
    }
}

/// The share of a text that is set.
enum KeptBlocks<'a> {
    All,
    Blocks(&'a [Block<Resolved>]),
    Nothing,
}

/// A copy of the course that holds of each text what `kept` says.
fn with<'a>(course: &Course, kept: impl Fn(TextIx) -> KeptBlocks<'a>) -> Course {
    let mut course = course.clone();
    let pages = course.items.iter_mut().map(|item| &mut item.page).chain(&mut course.front);
    for (index, page) in pages.enumerate() {
        let mut language = 0;
        let texts = page.texts.map(|text| {
            language += 1;
            match kept((index, language - 1)) {
                KeptBlocks::All => text.clone(),
                KeptBlocks::Blocks(blocks) => with_body(text, blocks),
                KeptBlocks::Nothing => with_body(text, &[]),
            }
        });
        *page = Arc::new(Page::new(texts));
    }
    course
}

fn with_body(text: &Text, blocks: &[Block<Resolved>]) -> Text {
    Text { anchors: edition::anchors_of(blocks, &text.anchors), ..text.with_body(blocks.to_vec()) }
}

/// The place of the innermost block without which all would be well.
fn place(body: &[Block<Resolved>], refused: impl Fn(&[Block<Resolved>]) -> bool) -> Option<Span> {
    let mut blocks = body.to_vec();
    loop {
        let found = smallest(&blocks, &refused);
        let first = found.first()?;
        let inner: Vec<Block<Resolved>> = first.kind.children().into_iter().flatten().cloned().collect();
        if found.len() > 1 || inner.is_empty() || !refused(&inner) {
            return Some(first.span);
        }
        blocks = inner;
    }
}

/// A part of a list that is refused, as short as halving finds it.
fn smallest<T>(list: &[T], refused: impl Fn(&[T]) -> bool) -> &[T] {
    let mut part = list;
    while part.len() > 1 {
        let (left, right) = part.split_at(part.len() / 2);
        if refused(left) {
            part = left;
        } else if refused(right) {
            part = right;
        } else {
            break;
        }
    }
    part
}
