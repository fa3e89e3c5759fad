//! On which page of a finished handbook what begins: by the labels of parts, titles and terms, and by the marks that blocks leave where they
//! begin. Both are in the document anyway or take no room in it, so the pages are those that are printed.

use typst::foundations::{Label, Selector};
use typst::introspection::{Introspector, Tag};
use typst::layout::{Frame, FrameItem};
use typst::pdf::ArtifactElem;
use typst::utils::PicoStr;
use typst_layout::{PagedDocument, PagedIntrospector};

use super::options::Options;
use super::writer::{ANSWERS_LABEL, CoursePage, EXERCISES_LABEL, FRONT_LABEL, GLOSSARY_LABEL, Scope, starts};
use crate::course::{Course, Page, collation};
use crate::output::pagination::{Begin, PrintedPage};
use crate::span::Span;

/// The pages of a handbook that have text of the course on them, in their order. Title page, contents, tables of relations, answers and
/// indexes are not among them.
pub fn pages_of(course: &Course, options: &Options, document: &PagedDocument) -> Vec<PrintedPage> {
    let scope = Scope::new(course, options);
    let mut begins = Begins { scope: &scope, introspector: document.introspector(), all: Vec::new() };
    begins.of_book();
    let mut begins = begins.all;
    // What is on one page stays in the order of the book.
    begins.sort_by_key(|(page, _)| *page);
    let mut printed = Vec::new();
    for (ordinal, page) in (1..).zip(document.pages()) {
        let before = begins.partition_point(|(page, _)| *page < ordinal);
        let here = begins[before..].iter().take_while(|(page, _)| *page == ordinal);
        let begin = if here.clone().next().is_some() {
            here.clone().find_map(|(_, begin)| *begin)
        } else {
            let last = begins[..before].last().and_then(|(_, begin)| *begin);
            last.filter(|_| has_words(&page.frame))
        };
        printed.extend(begin.map(|begin| PrintedPage { ordinal, number: page.number.to_string(), begin }));
    }
    printed
}

/// What begins in a book, each with its page, from 1. None is what other outputs do not have.
struct Begins<'a> {
    scope: &'a Scope<'a>,
    introspector: &'a PagedIntrospector,
    all: Vec<(usize, Option<Begin>)>,
}

impl Begins<'_> {
    fn of_book(&mut self) {
        let (scope, course) = (self.scope, self.scope.course);
        if let Some(front) = &course.front {
            self.add(FRONT_LABEL, Some(Begin::Front(None)));
            self.text(CoursePage::Front, front, |span| Begin::Front(Some(span)));
        }
        for kind in course.kind_ixs() {
            self.add(&scope.part_label(kind), Some(Begin::Part(kind)));
            for item in course.items_of(kind) {
                self.add(&scope.item_label(item), Some(Begin::Item(item, None)));
                self.text(CoursePage::Item(item), &course.item(item).page, |span| Begin::Item(item, Some(span)));
            }
        }
        course.relations.iter().for_each(|relation| self.add(&scope.matrix_label(relation), None));
        self.add(GLOSSARY_LABEL, Some(Begin::Glossary(None)));
        for term in collation::terms(course, scope.reading.main()) {
            self.add(&scope.term_label(term), Some(Begin::Glossary(Some(term))));
        }
        course.langs().for_each(|lang| self.add(&scope.index_label(lang), None));
        [EXERCISES_LABEL, ANSWERS_LABEL].into_iter().for_each(|label| self.add(label, None));
    }

    /// The blocks of a page of the course, those of one language after those of the other.
    fn text(&mut self, place: CoursePage, page: &Page, begin: impl Fn(Span) -> Begin) {
        let mut texts = self.scope.each(|lang| &page.texts[lang]);
        texts.dedup_by_key(|text| text.language);
        for (column, text) in texts.into_iter().enumerate() {
            let spans = starts(text.body());
            for nth in 0..spans.len() {
                let label = self.scope.start_label(place, text.language, nth);
                // What is around the second language is around the first one, too, which may stand on the page before.
                let block = if column == 0 { outermost(&spans, nth) } else { spans[nth] };
                self.add(&label, Some(begin(block)));
            }
        }
    }

    /// What has a label; nothing if the book does not have it.
    fn add(&mut self, label: &str, begin: Option<Begin>) {
        let Some(label) = Label::new(PicoStr::intern(label)) else { return };
        let found = self.introspector.query_first(&Selector::Label(label));
        let page = found.and_then(|element| self.introspector.page(element.location()?));
        self.all.extend(page.map(|page| (page.get(), begin)));
    }
}

/// The outermost block that begins with the `nth` one.
fn outermost(spans: &[Span], nth: usize) -> Span {
    let begins_with = |outer: Span, inner: Span| {
        outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end && outer != inner
    };
    let inner = (1..=nth).rev().find(|&at| !begins_with(spans[at - 1], spans[at])).unwrap_or(0);
    spans[inner]
}

/// Whether there are words on a page, beside its head and foot.
fn has_words(frame: &Frame) -> bool {
    let mut artifact = None;
    frame.items().any(|(_, item)| match item {
        FrameItem::Tag(Tag::Start(element, _)) => {
            if artifact.is_none() && element.is::<ArtifactElem>() {
                artifact = element.location();
            }
            false
        }
        FrameItem::Tag(Tag::End(location, ..)) => {
            artifact.take_if(|begun| begun == location);
            false
        }
        FrameItem::Group(group) => artifact.is_none() && has_words(&group.frame),
        FrameItem::Text(_) => artifact.is_none(),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::FileId;

    #[test]
    fn a_page_begins_with_the_outermost_block_that_begins_there() {
        let span = |start, end| Span::new(FileId::new(0), start..end);
        // A box with a list of two items, and a paragraph behind it.
        let spans = [span(0, 50), span(10, 40), span(12, 20), span(22, 40), span(60, 70)];
        let outer = |nth| outermost(&spans, nth);
        assert_eq!([outer(0), outer(1), outer(2)], [spans[0]; 3]);
        assert_eq!([outer(3), outer(4)], [spans[3], spans[4]]);
    }
}
