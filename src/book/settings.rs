//! `outputs:` and `editions:` in `book.yaml`: what is made, and how.

use std::collections::{BTreeMap, BTreeSet};

use crate::course::edition::Edition;
use crate::course::reading::Style;
use crate::course::{Kind, Language};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use crate::yaml::{self, Fields, Node};

use super::lms::{self, LmsSettings};
use super::outputs::{Audience, Output};
use super::tables::{ONE_SIGNATURE, PAPERS, SHEETS, TURNS, TYPES};
use super::values::{bleed, choice, choices, folder, thickness, time};

/// What `diglot build` makes when its arguments do not say.
#[derive(Clone, Debug)]
pub struct OutputSettings {
    /// Those that the book asks for, each in which editions.
    pub wanted: BTreeMap<Output, Vec<Edition>>,
    /// The paper of the handbook.
    pub paper: PaperSize,
    /// Whether the handbook is printed on both sides of its leaves.
    pub two_sided: bool,
    /// How far the colours of the handbook run over the edges of its pages, in micrometres.
    pub bleed: u32,
    /// How the two languages of its parallel readings stand together.
    pub styles: Vec<Style>,
    /// The keys of the readings in which an output is made, such as `en-zh`. One that is not here is made in the usual ones.
    pub readings: BTreeMap<Output, Vec<String>>,
    /// The books for learners that end without the answers of the quizzes.
    pub without_answers: BTreeSet<Output>,
    /// The outputs in large print.
    pub large: BTreeSet<Output>,
    /// What is set for the booklet alone.
    pub booklet: BookletSettings,
    /// What is set for learning platforms alone.
    pub lms: LmsSettings,
    /// The table of those who take part: a file beside `book.yaml`, and where it is named.
    pub names: Option<(String, Span)>,
    /// When a day of the course begins, in minutes since midnight, where a plan does not say.
    pub start: u32,
    /// The plan that those who take part follow, and where it is named; None for the first one.
    pub plan: Option<(String, Span)>,
}

/// How the booklet is made.
#[derive(Clone, Debug)]
pub struct BookletSettings {
    /// Not [`PaperSize::A5`].
    pub sheet: PaperSize,
    /// How the printer turns the sheets.
    pub turn: Turn,
    /// None for one signature.
    pub sheets_per_signature: Option<usize>,
    /// Of the paper, in micrometres.
    pub thickness: u32,
}

/// Over which edge a printer turns a sheet to print its back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The short edge, as one turns a page of a book.
    ShortEdge,
    /// The long edge, as one turns a page of a calendar.
    LongEdge,
}

impl Default for BookletSettings {
    fn default() -> BookletSettings {
        BookletSettings { sheet: PaperSize::A4, turn: Turn::ShortEdge, sheets_per_signature: Some(4), thickness: 100 }
    }
}

/// The sizes of paper that a book may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperSize {
    /// 210 × 297 mm.
    A4,
    /// 8½ × 11 inches.
    Letter,
    /// 148 × 210 mm.
    A5,
}

pub(super) fn settings(
    fields: &Fields<'_>,
    languages: &[Language],
    kinds: &[Kind],
    diagnostics: &mut Vec<Diagnostic>,
) -> OutputSettings {
    let all = fields.get("editions").map_or(vec![Edition::Learner], |n| editions(n, diagnostics));
    let usual = |output: Output| match output.facts().audience {
        // A book that leaves the house is a trainer's only where the author says so.
        Audience::Editions if output == Output::Epub => vec![Edition::Learner],
        Audience::Editions => all.clone(),
        audience => audience.editions().to_vec(),
    };
    let mut outputs = OutputSettings {
        wanted: BTreeMap::new(),
        paper: PaperSize::A4,
        two_sided: false,
        bleed: 0,
        styles: vec![Style::Columns],
        readings: BTreeMap::new(),
        without_answers: BTreeSet::new(),
        large: BTreeSet::new(),
        booklet: BookletSettings::default(),
        lms: LmsSettings::default(),
        names: None,
        start: 9 * 60,
        plan: None,
    };
    let Some(node) = fields.get("outputs") else {
        let unasked = Output::ALL.into_iter().filter(|output| output.facts().unasked);
        outputs.wanted = unasked.map(|output| (output, usual(output))).collect();
        return outputs;
    };
    let mut fields = node.fields(diagnostics);
    fields.only(&Output::ALL.map(|output| output.facts().key), diagnostics);
    for (key, node) in &fields.entries {
        let Some(output) = Output::ALL.into_iter().find(|output| output.facts().key == key.name) else { continue };
        let mut settings = node.fields(diagnostics);
        settings.only(output.facts().settings, diagnostics);
        let editions = settings.get("editions").map_or(usual(output), |n| editions(n, diagnostics));
        outputs.wanted.insert(output, editions);
        if let Some(node) = settings.get("readings") {
            let keys = readings(languages);
            let known: Vec<(&str, &str)> = keys.iter().map(|key| (key.as_str(), key.as_str())).collect();
            let wanted: Vec<String> = choices(node, &known, diagnostics).into_iter().map(str::to_owned).collect();
            if !wanted.is_empty() {
                outputs.readings.insert(output, wanted);
            }
        }
        if let Some(paper) = settings.get("paper").and_then(|n| choice(n, &PAPERS, diagnostics)) {
            outputs.paper = paper;
        }
        if settings.get("answers").and_then(|n| n.bool(diagnostics)) == Some(false) {
            outputs.without_answers.insert(output);
        }
        if settings.get("type").and_then(|n| choice(n, &TYPES, diagnostics)) == Some(true) {
            outputs.large.insert(output);
        }
        if output == Output::Handbook {
            let two_sided = settings.get("two-sided").and_then(|n| n.bool(diagnostics));
            outputs.two_sided = two_sided.unwrap_or(outputs.paper == PaperSize::A5);
            outputs.bleed = settings.get("bleed").and_then(|n| bleed(n, diagnostics)).unwrap_or(0);
        }
        if let Some(node) = settings.get("styles") {
            outputs.styles = choices(node, &Style::ALL.map(|style| (style.key(), style)), diagnostics);
        }
        if output == Output::Booklet {
            outputs.booklet = booklet(&settings, diagnostics);
        }
        if output == Output::Lms {
            outputs.lms = lms::settings(key.span, &settings, kinds, diagnostics);
        }
        if let Some(node) = settings.get("names") {
            outputs.names = folder(node, diagnostics).map(|path| (path, node.span));
        }
        if let Some(start) = settings.get("start").and_then(|n| time(n, diagnostics)) {
            outputs.start = start;
        }
        if let Some(node) = settings.get("plan") {
            outputs.plan = node.text(diagnostics).map(|key| (key, node.span));
        }
    }
    outputs
}

fn editions(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Vec<Edition> {
    let known = Edition::ALL.map(|e| (e.key(), e));
    let list = node.list(diagnostics);
    list.into_iter().filter_map(|entry| choice(entry, &known, diagnostics)).collect()
}

/// The keys of the readings that there can be: each language, and each one beside each of the others.
pub(crate) fn readings(languages: &[Language]) -> Vec<String> {
    let keys = languages.iter().map(|l| l.key.clone());
    let beside = |left: &Language| {
        let left = left.key.clone();
        languages.iter().filter(move |right| right.key != left).map(|right| right.key.clone()).collect::<Vec<_>>()
    };
    let pairs = languages.iter().flat_map(|left| beside(left).into_iter().map(|right| format!("{}-{right}", left.key)));
    keys.chain(pairs).collect()
}

fn booklet(fields: &Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> BookletSettings {
    let mut booklet = BookletSettings::default();
    if let Some(sheet) = fields.get("sheet").and_then(|n| choice(n, &SHEETS, diagnostics)) {
        booklet.sheet = sheet;
    }
    if let Some(turn) = fields.get("duplex").and_then(|n| choice(n, &TURNS, diagnostics)) {
        booklet.turn = turn;
    }
    if let Some(node) = fields.get("sheets-per-signature") {
        booklet.sheets_per_signature = match &node.value {
            yaml::Value::Text(word) if word == ONE_SIGNATURE => None,
            _ => node.count(diagnostics).map(|count| count as usize),
        };
    }
    if let Some(thickness) = fields.get("paper-thickness").and_then(|n| thickness(n, diagnostics)) {
        booklet.thickness = thickness;
    }
    booklet
}
