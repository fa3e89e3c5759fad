//! Units: the smallest texts that stand by themselves, such as a paragraph, a cell, the title of a box.

use super::canonical;
use crate::course::tree::{self, Block, BlockKind, Body, Directive, Inline, Parsed, Question, Segment, Words};
use crate::digest::Digest;
use crate::span::Span;

/// What a unit is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitKind {
    /// The title of a page.
    Title,
    /// Its summary.
    Summary,
    /// One of the things that a trainer brings along.
    Material,
    /// A heading.
    Heading,
    /// A paragraph, also within lists, boxes and notes.
    Paragraph,
    /// A cell of a table.
    Cell,
    /// A term of a list of definitions.
    Term,
    /// The words that stand for a fold.
    Fold,
    /// The title of a box or an alert.
    BoxTitle,
    /// Who speaks in a dialogue.
    Speaker,
    /// What a picture shows, for who cannot see it.
    Alt,
    /// The words below a picture.
    Caption,
    /// A term of the glossary.
    GlossaryTerm,
    /// What it means.
    Definition,
    /// A text of `book.yaml` or `theme.yaml`.
    Setting,
}

impl UnitKind {
    /// As files for translators name it.
    pub fn name(self) -> &'static str {
        match self {
            UnitKind::Title => "title",
            UnitKind::Summary => "summary",
            UnitKind::Material => "material",
            UnitKind::Heading => "heading",
            UnitKind::Paragraph => "paragraph",
            UnitKind::Cell => "cell",
            UnitKind::Term => "term",
            UnitKind::Fold => "fold",
            UnitKind::BoxTitle => "box title",
            UnitKind::Speaker => "speaker",
            UnitKind::Alt => "alternative text",
            UnitKind::Caption => "caption",
            UnitKind::GlossaryTerm => "glossary term",
            UnitKind::Definition => "definition",
            UnitKind::Setting => "setting",
        }
    }

    /// Whether its words have markup; else every sign stands for itself.
    pub fn is_markdown(self) -> bool {
        match self {
            UnitKind::Heading | UnitKind::Paragraph | UnitKind::Cell => true,
            UnitKind::Term | UnitKind::Fold | UnitKind::Speaker => true,
            UnitKind::Title | UnitKind::Summary | UnitKind::Material => false,
            UnitKind::BoxTitle | UnitKind::Alt | UnitKind::Caption => false,
            UnitKind::GlossaryTerm | UnitKind::Definition | UnitKind::Setting => false,
        }
    }

    /// Whether it stands in a file of its own, not in a text of the course.
    pub fn is_wording(self) -> bool {
        matches!(self, UnitKind::GlossaryTerm | UnitKind::Definition | UnitKind::Setting)
    }

    /// Whether quotation marks and dashes are set where it is read, not where it is written.
    pub fn is_set_later(self) -> bool {
        self.is_wording() || matches!(self, UnitKind::Title | UnitKind::Summary | UnitKind::Material)
    }
}

/// A text of the source language or of a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// What it is a part of.
    pub kind: UnitKind,
    /// Its canonical text.
    pub text: String,
    /// Whether there is anything in it to translate: not names, codes and addresses alone.
    pub worded: bool,
    /// The block that it stands in, or its words where they have a place of their own.
    pub span: Span,
    /// From its first word to its last, without the markup around them.
    pub words: Span,
}

/// How a translation stands to its source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// There is none.
    Missing,
    /// It was accepted against another text: the one that is most like that of today.
    Stale(String),
    /// Nobody has accepted it.
    Unreviewed,
    /// It says what the source says.
    Current,
    /// Its source is gone.
    Obsolete,
}

/// A unit of the source with its translation, and how that stands. A missing one has no translation, an obsolete one no source.
pub type UnitPair = (Option<Unit>, Option<Unit>, State);

impl State {
    /// As reports and files for translators name it.
    pub fn name(&self) -> &'static str {
        match self {
            State::Missing => "missing",
            State::Stale(_) => "stale",
            State::Unreviewed => "unreviewed",
            State::Current => "current",
            State::Obsolete => "obsolete",
        }
    }
}

impl Unit {
    /// A unit of words without markup; none where there are no words.
    pub fn of_words(kind: UnitKind, words: &Words) -> Option<Unit> {
        Some(Unit::of_text(kind, &words.text, words.span)).filter(|unit| !unit.text.is_empty())
    }

    /// As [`Unit::of_words`], of a text that is there.
    pub fn of_text(kind: UnitKind, text: &str, span: Span) -> Unit {
        Unit { kind, text: canonical::of_words(text), worded: text.chars().any(char::is_alphabetic), span, words: span }
    }

    /// A unit of a run of inlines, in a block at `span`; none where nothing is written.
    pub fn of_run(kind: UnitKind, run: &[Inline<Parsed>], span: Span) -> Option<Unit> {
        let text = canonical::of(run);
        let mut worded = false;
        tree::segments_of_inlines(run, None, &mut |segment| match segment {
            Segment::Text(text, _) => worded |= text.chars().any(char::is_alphabetic),
            Segment::Alt(words) | Segment::Gloss(words) => worded |= words.chars().any(char::is_alphabetic),
            _ => {}
        });
        (!text.is_empty()).then(|| Unit { kind, text, worded, span, words: hull(run).unwrap_or(span) })
    }
}

/// From the first to the last of what has a place in a run.
fn hull(run: &[Inline<Parsed>]) -> Option<Span> {
    let place = |inline: &Inline<Parsed>| match inline {
        Inline::Text(_, span) | Inline::Code(_, span) | Inline::Blank(_, span) => Some(*span),
        Inline::Image { span, .. } | Inline::Reference { span, .. } => Some(*span),
        Inline::Formula(formula) => Some(formula.span),
        inline => hull(inline.children()),
    };
    let both = |a: Span, b: Span| Span { file: a.file, start: a.start.min(b.start), end: a.end.max(b.end) };
    run.iter().filter_map(place).filter(|span| span.end > span.start).reduce(both)
}

/// The units of a block that are not those of a block within it, in their order.
pub fn own_units(block: &Block<Parsed>) -> Vec<Unit> {
    let run = |kind, run: &[Inline<Parsed>]| Unit::of_run(kind, run, block.span);
    match &block.kind {
        BlockKind::Heading { content, .. } => run(UnitKind::Heading, content).into_iter().collect(),
        BlockKind::Paragraph(content) => run(UnitKind::Paragraph, content).into_iter().collect(),
        BlockKind::Details { summary, .. } => run(UnitKind::Fold, summary).into_iter().collect(),
        BlockKind::Definitions(all) => {
            all.iter().flat_map(|one| &one.terms).filter_map(|term| run(UnitKind::Term, term)).collect()
        }
        BlockKind::Table(table) => table.lines().flatten().filter_map(|cell| run(UnitKind::Cell, cell)).collect(),
        BlockKind::Figure { alt, caption, .. } => {
            let alt = Unit::of_words(UnitKind::Alt, alt);
            alt.into_iter().chain(caption.as_ref().and_then(|words| Unit::of_words(UnitKind::Caption, words))).collect()
        }
        BlockKind::Alert { title, .. } | BlockKind::Directive(Directive { title, .. }) => {
            let title = title.as_ref().and_then(|title| Unit::of_words(UnitKind::BoxTitle, title));
            title.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Every unit of some blocks, outer ones first. What is said in one language alone has none.
pub fn units(blocks: &[Block<Parsed>]) -> Vec<Unit> {
    let mut all = Vec::new();
    collect(blocks, &mut all);
    all
}

/// The key of a question of the item with this `id`: of what is asked and what there is to choose, not of what is explained afterwards.
pub fn question_key(id: &str, question: &Question<Parsed>) -> String {
    let asked = std::iter::once(&question.question).chain(question.options.iter().map(|option| &option.answer));
    let texts = asked.flat_map(|blocks| units(blocks)).map(|unit| unit.text);
    let text = std::iter::once(id.to_owned()).chain(texts).collect::<Vec<_>>().join("\n");
    Digest::of(text.as_bytes()).letters(6)
}

fn collect(blocks: &[Block<Parsed>], all: &mut Vec<Unit>) {
    for block in blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Alone { .. })) {
        all.extend(own_units(block));
        if let BlockKind::Directive(Directive { body: Body::Dialogue(turns), .. }) = &block.kind {
            for turn in turns {
                all.extend(Unit::of_run(UnitKind::Speaker, &turn.speaker, block.span));
                collect(&turn.speech, all);
            }
        } else {
            block.kind.children().into_iter().for_each(|children| collect(children, all));
        }
    }
}
