//! Every text of a course that is printed, with its place in the sources.

use crate::course::tree::{self, BlockKind, Formula, Inline, Segment};
use crate::course::{AssetIx, Course, Lang, Page, Text};
use crate::participants::Participant;
use crate::span::Span;

/// Shows each text to `see`: those of the book, of its pages in the order of their files, of the glossary, and the names of those who take
/// part. A text that stands in for a missing translation is shown once, in its own language.
pub fn each<'a>(course: &'a Course, names: &'a [Participant], see: &mut dyn FnMut(&'a str, Span)) {
    course.about.words.iter().for_each(|(text, span)| see(text, *span));
    for page in pages(course) {
        for (_, text) in page.texts.iter().filter(|(lang, text)| *lang == text.language) {
            of_page(text, see);
        }
    }
    for (text, span) in course.terms.iter().flat_map(|term| &term.words) {
        see(text, *span);
    }
    for name in names {
        see(&name.name, name.span);
        name.department.iter().for_each(|(text, span)| see(text, *span));
    }
}

/// Shows each formula to `see`.
pub fn formulas(course: &Course, see: &mut impl FnMut(&Formula)) {
    for (_, text) in pages(course).flat_map(|page| page.texts.iter()) {
        for blocks in text.flows() {
            tree::formulas(blocks, see);
        }
    }
}

/// Whether a text of a language has a mark between Latin words that Chinese has, too: `don’t`, `wait… no`.
pub fn has_contractions(course: &Course, lang: Lang) -> bool {
    let of_page = |page: &Page| {
        let texts = page.texts.iter().filter(|(lang, text)| *lang == text.language);
        let with_one = texts.filter(|(_, text)| {
            let mut found = false;
            of_page(text, &mut |words, _| found |= has_contraction(words));
            found
        });
        with_one.map(|(lang, _)| lang).collect()
    };
    let about = [&course.about.title].into_iter().chain(&course.about.subtitle).map(|text| &text[lang]);
    let terms = course.terms.iter().map(|term| &term.entries[lang]);
    let texts = about.chain(terms.flat_map(|entry| [&entry.term, &entry.definition]));
    texts.into_iter().any(|text| has_contraction(text))
        || pages(course).any(|page| page.contractions.get_or_init(|| of_page(page)).contains(&lang))
}

fn has_contraction(text: &str) -> bool {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c < '\u{250}');
    let between = |c: &char| c.is_ascii() && !c.is_ascii_alphanumeric();
    text.match_indices(['’', '…', '—', '”']).any(|(at, mark)| {
        let mut after = text[at + mark.len()..].chars().skip_while(between);
        latin(text[..at].chars().rev().find(|c| !between(c))) && latin(after.next())
    })
}

/// The place of a piece of a text. It is exact when the text is as long as its source.
pub fn piece(text: &str, span: Span, start: usize, length: usize) -> Span {
    if span.range().len() != text.len() {
        return span;
    }
    let start = span.start + start as u32;
    Span { start, end: start + length as u32, ..span }
}

fn pages(course: &Course) -> impl Iterator<Item = &Page> {
    course.front.as_deref().into_iter().chain(course.items.iter().map(|item| &*item.page))
}

fn of_page<'a>(text: &'a Text, see: &mut dyn FnMut(&'a str, Span)) {
    let places = &text.places;
    see(&text.title, places.title);
    text.summary.iter().zip(places.summary).for_each(|(words, span)| see(words, span));
    text.materials.iter().zip(&places.materials).for_each(|(words, span)| see(words, *span));
    for blocks in text.flows() {
        tree::segments(blocks, &mut |segment| match segment {
            Segment::Title(words) | Segment::Gloss(words) => see(&words.text, words.span),
            Segment::Text(text, span)
            | Segment::Code(text, span)
            | Segment::CodeBlock(text, span)
            | Segment::Address(text, span) => see(text, span),
            Segment::Formula(formula) => see(&formula.source, formula.span),
            // What is drawn of a reference is the title of its item, or the name of its term.
            Segment::Alt(_) | Segment::Reference(..) | Segment::Name(..) | Segment::Break | Segment::End => {}
        });
    }
}

/// The first place where the course shows a picture.
pub fn place_of(course: &Course, asset: AssetIx) -> Option<Span> {
    let mut place = None;
    let texts = pages(course).filter(|page| page.pictures.contains(&asset)).flat_map(|page| page.texts.iter());
    for blocks in texts.flat_map(|(_, text)| text.flows()) {
        tree::blocks(blocks, &mut |block| {
            let mut shown = matches!(&block.kind, BlockKind::Figure { picture, .. } if *picture == asset);
            tree::inlines(std::slice::from_ref(block), &mut |inline| {
                shown |= matches!(inline, Inline::Image { picture, .. } if *picture == asset);
            });
            // The innermost block.
            let within = |outer: Span| {
                outer.file == block.span.file && outer.start <= block.span.start && block.span.end <= outer.end
            };
            if shown && place.is_none_or(within) {
                place = Some(block.span);
            }
        });
    }
    place
}
