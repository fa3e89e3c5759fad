//! Mistakes that can only be seen on finished pages: words that stick out of their measure or have no room, and pictures that are too coarse for
//! their size.

use std::collections::BTreeSet;

use typst::foundations::StyleChain;
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Axes, Frame, FrameItem, Point, Transform};
use typst::math::EquationElem;
use typst::text::TextItem;
use typst::visualize::{ImageKind, RasterImage};
use typst_layout::PagedDocument;

use super::places::Sought;
use crate::course::{AssetIx, Course};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::output::print::texts;
use crate::output::print::writer::SHARP;
use crate::span::Span;

/// The codes of what may be found.
pub const FINDINGS: [Code; 3] = [Code::OverfullLine, Code::CutOff, Code::LowResolution];

/// How far words may stick out before anybody sees it, in points.
const TOLERANCE: f64 = 1.0;

/// The size of the smallest type that is there to be seen, in points. Smaller type is there to be read aloud.
const SMALLEST: f64 = 2.0;

/// Looks over the pages of the PDF that will lie at `path`. One report for each place in the sources.
pub fn read(course: &Course, document: &PagedDocument, path: &str) -> Vec<Diagnostic> {
    let mut reader = Proofreader {
        course,
        path,
        page: 0,
        spoken: Vec::new(),
        formula: None,
        sought: Sought::default(),
        frames: 0,
        cutting: 0,
        seen: BTreeSet::new(),
        found: Vec::new(),
    };
    for (page, number) in document.pages().iter().zip(1..) {
        reader.page = number;
        reader.frames += 1;
        let mut words = Vec::new();
        // What may not break and is higher than its page goes on below it.
        let edges = Bounds { right: page.frame.width(), bottom: page.frame.height(), frame: reader.frames };
        reader.frame(&page.frame, Point::zero(), edges, &mut words);
        reader.collisions(words);
    }
    let Proofreader { sought, mut seen, mut found, .. } = reader;
    found.extend(sought.places(course, path, &mut seen));
    found
}

struct Proofreader<'a> {
    course: &'a Course,
    path: &'a str,
    page: usize,
    /// The words that are read aloud for each formula up to here.
    spoken: Vec<String>,
    /// The formula at hand: its index in `spoken` and where it began.
    formula: Option<(usize, Option<Location>)>,
    sought: Sought,
    /// How many frames that cut off what is beyond them were seen so far, and the number of the last one that did.
    frames: usize,
    cutting: usize,
    seen: BTreeSet<Span>,
    found: Vec<Diagnostic>,
}

/// How far something may reach.
#[derive(Clone, Copy)]
struct Bounds {
    right: Abs,
    /// The lower edge, beyond which nothing can be seen.
    bottom: Abs,
    /// The number of the frame that cuts it off.
    frame: usize,
}

/// Words where they stand on their page.
struct PlacedWords<'a> {
    text: &'a TextItem,
    /// The formula that they are a part of.
    formula: Option<usize>,
    left: Abs,
    right: Abs,
    baseline: Abs,
}

impl PlacedWords<'_> {
    /// Whether they reach beyond an edge. Justification adds room behind a letter, which shows nothing: only ink counts.
    fn passes(&self, edge: Abs) -> bool {
        let edge = edge + Abs::pt(TOLERANCE);
        self.right > edge && (self.formula.is_some() || self.left + self.text.bbox().max.x > edge)
    }
}

impl Proofreader<'_> {
    fn frame<'f>(&mut self, frame: &'f Frame, at: Point, room: Bounds, words: &mut Vec<PlacedWords<'f>>) {
        for (position, item) in frame.items() {
            let at = at + *position;
            match item {
                // What is turned has its measure elsewhere.
                FrameItem::Group(group) if group.transform == Transform::identity() => {
                    let mut room = room;
                    if group.frame.kind().is_hard() {
                        room.right = room.right.min(at.x + group.frame.width());
                    }
                    if group.clip.is_some() {
                        self.frames += 1;
                        room.bottom = room.bottom.min(at.y + group.frame.height());
                        room.frame = self.frames;
                    }
                    self.frame(&group.frame, at, room, words);
                }
                FrameItem::Tag(Tag::Start(element, ..)) => {
                    if let Some(equation) = element.to_packed::<EquationElem>() {
                        let alt = equation.alt.get_cloned(StyleChain::default()).unwrap_or_default();
                        self.formula = Some((self.spoken.len(), element.location()));
                        self.spoken.push(alt.to_string());
                    }
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    self.formula.take_if(|(_, begun)| *begun == Some(*location));
                }
                FrameItem::Text(text) if at.y > room.bottom + Abs::pt(TOLERANCE) => self.cut_off(text, room.frame),
                FrameItem::Text(text) if text.size >= Abs::pt(SMALLEST) => {
                    let one = self.words(text, at);
                    if one.passes(room.right) {
                        self.overfull(&one);
                    }
                    words.push(one);
                }
                FrameItem::Image(image, size, _) => {
                    if let ImageKind::Raster(picture) = image.kind() {
                        self.picture(picture, *size);
                    }
                }
                _ => {}
            }
        }
    }

    /// The signs of a formula overlap: of them only the ink counts.
    fn words<'f>(&self, text: &'f TextItem, at: Point) -> PlacedWords<'f> {
        let formula = self.formula.map(|(formula, _)| formula);
        let (left, right) = match formula {
            Some(_) => (at.x + text.bbox().min.x, at.x + text.bbox().max.x),
            None => (at.x, at.x + width(text)),
        };
        PlacedWords { text, formula, left, right, baseline: at.y }
    }

    /// Words that run over those at their right, as in the next column or cell.
    fn collisions(&mut self, mut words: Vec<PlacedWords>) {
        words.sort_by(|a, b| a.baseline.partial_cmp(&b.baseline).expect("lengths are numbers"));
        for (i, one) in words.iter().enumerate() {
            // Type of another kind on the same line may stand a little lower.
            let line = one.baseline + one.text.size * 0.3;
            let same = |other: &PlacedWords| one.formula.is_some() && one.formula == other.formula;
            for other in words[i + 1..].iter().take_while(|other| other.baseline < line).filter(|other| !same(other)) {
                let (first, second) = if one.left < other.left { (one, other) } else { (other, one) };
                if first.left < second.left && first.passes(second.left) {
                    self.overfull(first);
                }
            }
        }
    }

    fn overfull(&mut self, words: &PlacedWords) {
        if let Some(formula) = words.formula {
            return self.sought.formula(&self.spoken[formula], Code::OverfullLine, self.page);
        }
        let word = longest_word(&words.text.text);
        // A single character can neither be broken nor shortened.
        if word.chars().nth(1).is_some() {
            self.sought.words(word, Code::OverfullLine, self.page);
        }
    }

    /// The first words that cannot be seen stand for all of their frame.
    fn cut_off(&mut self, text: &TextItem, frame: usize) {
        if std::mem::replace(&mut self.cutting, frame) != frame {
            match self.formula {
                Some((formula, _)) => self.sought.formula(&self.spoken[formula], Code::CutOff, self.page),
                None => self.sought.words(text.text.trim(), Code::CutOff, self.page),
            }
        }
    }

    fn picture(&mut self, picture: &RasterImage, size: Axes<Abs>) {
        let inches = size.x.to_inches();
        let (pixels, needed) = (picture.width(), (inches * SHARP).ceil());
        if f64::from(pixels) >= needed {
            return;
        }
        let same = |&asset: &AssetIx| self.course.asset(asset).bytes[..] == picture.data()[..];
        let place =
            (0..self.course.assets.len()).map(AssetIx::new).find(same).and_then(|it| texts::place_of(self.course, it));
        let Some(span) = place.filter(|&span| self.seen.insert(span)) else { return };
        let dots = (f64::from(pixels) / inches).round();
        let message = both!(
            "this picture is printed with {dots} dots per inch, on page {} of `{}`",
            "这张图片印出来每英寸只有 {dots} 点，在第 {} 页，文件 `{}`",
            self.page,
            self.path
        );
        let hint = both!(
            "it looks coarse; save it at least {needed} pixels wide instead of {pixels}, or draw it as SVG",
            "印出来会显得粗糙；宽度请存为至少 {needed} 像素，而不是 {pixels} 像素，或者画成 SVG"
        );
        self.found.push(Diagnostic::new(Code::LowResolution, span, message).hint(hint));
    }
}

/// Without punctuation at the end, which may hang over the edge.
fn width(text: &TextItem) -> Abs {
    let letters = |range: std::ops::Range<usize>| text.text[range].chars().any(char::is_alphanumeric);
    let in_text = |range: &std::ops::Range<u16>| usize::from(range.start)..usize::from(range.end);
    let end = text.glyphs.iter().rposition(|glyph| letters(in_text(&glyph.range))).map_or(0, |last| last + 1);
    text.glyphs[..end].iter().map(|glyph| glyph.x_advance.at(text.size)).sum()
}

/// The longest piece of a line without a place to break it; Chinese can be broken anywhere.
fn longest_word(text: &str) -> &str {
    let breaks = |c: char| c.is_whitespace() || c >= '\u{2e80}';
    let word = text.split(breaks).max_by_key(|word| word.chars().count()).unwrap_or_default();
    let word = word.trim_end_matches(['-', '\u{ad}', '\u{2010}']);
    if word.chars().nth(1).is_some() { word } else { text.trim() }
}
