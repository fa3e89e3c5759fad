//! The writer of one text: where it stands, what it has written so far, and what is open around it.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::{CoursePage, Scope, Surface};
use super::starts::starts;
use crate::course::tree::{Length, Width};
use crate::course::{AssetIx, Lang, Text};
use crate::output::print::data::text::{Illustration, InlineSpan, TextRun};
use crate::output::print::data::volume::Form;
use crate::picture::{Picture, PictureFormat};
use crate::span::Span;

/// Dots per inch that a picture needs on paper.
pub const SHARP: f64 = 150.0;

/// Whether a text gives its headings and boxes their labels: only one of two columns may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    Given,
    Omitted,
}

/// Where footnotes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotePlacement {
    AtFoot,
    /// Footnotes stand in brackets behind their call, on pages that have no foot.
    InLine,
    /// Neither notes nor their calls are shown.
    Omitted,
}

/// Writes the blocks of one text, in order.
pub struct TextWriter<'a> {
    pub(super) scope: &'a Scope<'a>,
    pub(super) place: CoursePage,
    pub(super) text: &'a Text,
    /// The language of what is written now: that of the text, or the source language where it is not translated.
    pub(super) lang: Lang,
    pub(super) labels: Labels,
    /// By their spans, the numbers of the blocks that leave a mark where they begin.
    pub(super) starts: BTreeMap<Span, usize>,
    /// How many halves of a Chinese character fit on a line.
    pub line: usize,
    /// The level of the last heading, so that none is skipped where an edition hides one.
    pub(super) level: u8,
    /// Whether a title may be read between two headings of this text, as on facing pages: that of the next item, or that of the other language.
    /// Headings then have one level, that of the title of a child, so that none is skipped (PDF/UA).
    pub(super) interleaved: bool,
    /// How many lists, quotations and boxes are open around this place.
    pub(super) depth: usize,
    pub(super) notes: NotePlacement,
    /// Notes that have had their first call.
    pub(super) noted: BTreeSet<usize>,
    /// The notes that stand where they are called.
    pub(super) in_line: BTreeSet<usize>,
    /// How many notes are open around this place.
    pub(super) note_depth: usize,
    /// Whether this place is within words of which the author says the language.
    pub(super) foreign: bool,
    /// What abbreviations stand for, as far as it was said.
    pub(super) explained: BTreeSet<String>,
}

impl<'a> TextWriter<'a> {
    /// The writer of a text on a page.
    pub fn new(scope: &'a Scope<'a>, place: CoursePage, text: &'a Text, labels: Labels) -> TextWriter<'a> {
        let notes = match scope.surface {
            Surface::Slide => NotePlacement::Omitted,
            Surface::SpeakerNotes => NotePlacement::InLine,
            _ if scope.is_facing() => NotePlacement::InLine,
            _ => NotePlacement::AtFoot,
        };
        let marked = scope.form() == Form::Book && scope.surface == Surface::Page;
        let starts = if marked { starts(text.body()) } else { Vec::new() };
        let starts = starts.into_iter().zip(0..).collect();
        TextWriter { starts, ..TextWriter::with(scope, place, text, labels, notes) }
    }

    /// The writer of a text on a card. A card stands alone and has no foot.
    pub fn of_card(scope: &'a Scope<'a>, place: CoursePage, text: &'a Text) -> TextWriter<'a> {
        TextWriter::with(scope, place, text, Labels::Omitted, NotePlacement::InLine)
    }

    fn with(
        scope: &'a Scope<'a>,
        place: CoursePage,
        text: &'a Text,
        labels: Labels,
        notes: NotePlacement,
    ) -> TextWriter<'a> {
        TextWriter {
            scope,
            place,
            text,
            lang: text.language,
            labels,
            starts: BTreeMap::new(),
            line: scope.line_width(),
            level: scope.title_level(place),
            interleaved: scope.is_facing() && scope.form() == Form::Book && matches!(place, CoursePage::Item(_)),
            depth: 0,
            notes,
            noted: BTreeSet::new(),
            in_line: BTreeSet::new(),
            note_depth: 0,
            foreign: false,
            explained: BTreeSet::new(),
        }
    }

    /// As this one, in a language that may not be the text's.
    pub fn speaking(self, lang: Lang) -> TextWriter<'a> {
        TextWriter { lang, ..self }
    }

    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Writes words of another language than the text around them.
    pub fn in_language<T>(&mut self, lang: Lang, write: impl FnOnce(&mut Self) -> T) -> T {
        let outside = std::mem::replace(&mut self.lang, lang);
        let written = write(self);
        self.lang = outside;
        written
    }

    /// Whether a container that begins here has no more room to take at its sides: a column would have none left.
    pub fn is_deep(&self) -> bool {
        self.depth > 2
    }

    /// Writes what stands in a container that begins here.
    pub fn inside<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let written = write(self);
        self.depth -= 1;
        written
    }

    pub fn picture(&self, asset: AssetIx, alt: &str, wanted: Option<Width>) -> Illustration {
        let Picture { format, size, .. } = &self.scope.course.asset(asset).picture;
        // Pixels are printed as close to each other as they need to be; drawings are as large as on a screen.
        let dots = if *format == PictureFormat::Svg { 96.0 } else { SHARP };
        let width = size.map(|(width, _)| (f64::from(width) * 254.0 / dots).floor() as u32);
        let (wanted, share) = match wanted {
            None => (None, None),
            Some(Width::Percent(share)) => (None, Some(share)),
            Some(Width::Length(Length(tenths))) => (Some(tenths), None),
        };
        Illustration { path: self.scope.picture_path(asset), alt: alt.to_string(), width, wanted, share }
    }

    /// The Typst label of the place where a block begins, if it is one that a page can begin with.
    pub fn start(&self, block: Span) -> Option<String> {
        let nth = *self.starts.get(&block)?;
        Some(self.scope.start_label(self.place, self.text.language, nth))
    }

    /// Marks with a [start](Self::start) what a block begins with.
    pub fn started(&self, block: Span, runs: &mut Vec<TextRun>) {
        if let Some(id) = self.start(block) {
            runs.insert(0, TextRun::Span(InlineSpan::Place { id: Some(id) }));
        }
    }

    /// The Typst label of a place on this page, if this column gives labels.
    pub fn label(&self, id: Option<&String>) -> Option<String> {
        let id = id.filter(|_| self.labels == Labels::Given)?;
        Some(self.scope.anchor_label(self.place, id))
    }
}
