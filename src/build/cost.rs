//! What products cost, before they are made: so many milliseconds of one core for each, and so many for each kilobyte of its text.
//!
//! The figures are fitted to measurements (`docs/scale.md` says how). On another machine all of them are wrong by the same factor, which
//! changes nothing when products are divided.

use std::time::Duration;

use super::products::{Product, ProductKind};
use crate::course::reading::Reading;
use crate::course::tree::{self, Segment};
use crate::course::{Course, ItemIx, Lang, Localized, Page};
use crate::output::print::{Document, Options};
use crate::output::site::Share;

/// Milliseconds for a product, and for each kilobyte (1,000 bytes) of its text.
struct Rate {
    once: f64,
    per_kilobyte: f64,
}

impl Rate {
    fn of(&self, bytes: usize) -> f64 {
        self.once + self.per_kilobyte * bytes as f64 / 1000.0
    }
}

/// How much dearer a book is that is typeset sparingly, because the memory would not take it otherwise (`print::MOST_WEIGHT`).
struct Long {
    /// A book of more bytes is.
    bytes: usize,
    /// What each million bytes above adds to the factor.
    growth: f64,
}

/// The factor of a book that is just long enough.
const SPARINGLY: f64 = 1.4;

impl Long {
    fn factor(&self, bytes: usize) -> f64 {
        let above = bytes.saturating_sub(self.bytes) as f64 / 1e6;
        if above > 0.0 { SPARINGLY + self.growth * above } else { 1.0 }
    }
}

const HANDBOOK: Rate = Rate { once: 300.0, per_kilobyte: 19.0 };
const LONG_HANDBOOK: Long = Long { bytes: 680_000, growth: 0.45 };
const BOOKLET: Rate = Rate { once: 300.0, per_kilobyte: 18.5 };
/// The longest take a third round.
const LONG_BOOKLET: Long = Long { bytes: 680_000, growth: 1.0 };
const HANDOUT: Rate = Rate { once: 20.0, per_kilobyte: 6.0 };
const SHEET: Rate = Rate { once: 40.0, per_kilobyte: 7.5 };
const CARDS: Rate = Rate { once: 80.0, per_kilobyte: 2.4 };
const CHART: Rate = Rate { once: 10.0, per_kilobyte: 0.2 };
const SLIDES: Rate = Rate { once: 100.0, per_kilobyte: 12.5 };
const LONG_SLIDES: Long = Long { bytes: 1_000_000, growth: 0.2 };
const KIT: Rate = Rate { once: 35.0, per_kilobyte: 0.01 };
const FORM: Rate = Rate { once: 2.0, per_kilobyte: 0.1 };
const EPUB: Rate = Rate { once: 10.0, per_kilobyte: 0.1 };
const QUIZ: Rate = Rate { once: 10.0, per_kilobyte: 0.1 };
const PACKAGE: Rate = Rate { once: 30.0, per_kilobyte: 0.2 };
/// The pages of the website, and what is made of the whole text once.
const PAGES: Rate = Rate { once: 20.0, per_kilobyte: 0.2 };
const FRAME: Rate = Rate { once: 30.0, per_kilobyte: 0.1 };

/// The lengths of a course's texts, from which costs follow.
pub struct Costs<'a> {
    course: &'a Course,
    /// In bytes, by item.
    lengths: Vec<Localized<usize>>,
    front: Option<Localized<usize>>,
}

impl<'a> Costs<'a> {
    pub fn new(course: &'a Course) -> Costs<'a> {
        let items = course.items.iter().map(|item| lengths(&item.page)).collect();
        Costs { course, lengths: items, front: course.front.as_deref().map(lengths) }
    }

    /// What a product costs, on one core of the machine of `docs/scale.md`.
    pub fn of(&self, product: &Product) -> Duration {
        Duration::from_micros((self.milliseconds(product) * 1000.0) as u64)
    }

    fn milliseconds(&self, product: &Product) -> f64 {
        match &product.kind {
            ProductKind::Site { readings, share } => {
                let pages = |items: std::ops::Range<usize>| {
                    let of = |reading: &Reading| items.clone().map(|item| self.length(item, *reading)).sum::<usize>();
                    PAGES.of(readings.iter().map(of).sum())
                };
                let all = 0..self.lengths.len();
                let frame = || FRAME.of(self.whole(&self.course.langs().collect::<Vec<_>>()));
                match share {
                    Share::Whole => frame() + pages(all),
                    Share::Frame => frame(),
                    Share::Items(items) => pages(items.clone()),
                }
            }
            ProductKind::Pdf { document, options } => self.pdf(document, options),
            ProductKind::Package { readings, .. } => {
                PACKAGE.of(readings.iter().map(|reading| self.whole(&reading.langs())).sum())
            }
            ProductKind::Form { item, lang, .. } => FORM.of(self.length(item.index(), Reading::Single(*lang))),
            ProductKind::Epub { reading, .. } => {
                // The handbook is typeset for its page numbers.
                let pages = product.handbook().map_or(0.0, |handbook| self.milliseconds(handbook));
                EPUB.of(self.whole(&reading.langs())) + pages
            }
            ProductKind::Quiz { lang } => QUIZ.of(self.whole(&[*lang])),
        }
    }

    fn pdf(&self, document: &Document, options: &Options) -> f64 {
        let reading = options.reading;
        let whole = || self.whole(&reading.langs());
        let book = |rate: &Rate, long: &Long| {
            let chosen = options.items.as_ref();
            let bytes =
                chosen.map_or_else(whole, |items| items.iter().map(|ix| self.length(ix.index(), reading)).sum());
            rate.of(bytes) * long.factor(bytes)
        };
        let with_children = |item: ItemIx| {
            let items = std::iter::once(item).chain(self.course.children(item));
            items.map(|item| self.length(item.index(), reading)).sum()
        };
        match document {
            Document::Handbook => book(&HANDBOOK, &LONG_HANDBOOK),
            Document::Booklet(_) => book(&BOOKLET, &LONG_BOOKLET),
            Document::Handout(item) => HANDOUT.of(with_children(*item)),
            Document::Sheet(item) => SHEET.of(with_children(*item)),
            Document::Cards => CARDS.of(whole()),
            Document::Chart => CHART.of(whole()),
            Document::Slides => book(&SLIDES, &LONG_SLIDES),
            Document::SessionPlan(_) | Document::Attendance(_) | Document::Feedback | Document::Certificate(_) => {
                KIT.of(whole())
            }
        }
    }

    /// The whole course in some languages.
    fn whole(&self, langs: &[Lang]) -> usize {
        let texts = self.lengths.iter().chain(&self.front);
        texts.map(|lengths| langs.iter().map(|&lang| lengths[lang]).sum::<usize>()).sum()
    }

    fn length(&self, item: usize, reading: Reading) -> usize {
        reading.langs().into_iter().map(|lang| self.lengths[item][lang]).sum()
    }
}

/// The lengths of a page's texts.
fn lengths(page: &Page) -> Localized<usize> {
    page.texts.map(|text| {
        let mut bytes = text.title.len();
        for blocks in text.flows() {
            tree::segments(blocks, &mut |segment| {
                bytes += match segment {
                    Segment::Title(words) | Segment::Alt(words) | Segment::Gloss(words) => words.text.len(),
                    Segment::Text(text, _) | Segment::Code(text, _) | Segment::CodeBlock(text, _) => text.len(),
                    Segment::Formula(formula) => formula.source.len(),
                    Segment::Reference(..) | Segment::Name(..) | Segment::Address(..) => 0,
                    Segment::Break | Segment::End => 1,
                };
            });
        }
        bytes
    })
}
