//! From the tree of a text to the nodes of the templates.
//!
//! Owns what is decided block by block: levels of headings, labels, where a reference leads, what an edition may see of a quiz.
//! What stands beside what is the business of [`super::rows`].

use std::collections::BTreeSet;

use super::data::{Choice, Form, Head, Node, Picture, Run, Task};
use super::fitting::{self, text_width};
use super::runs::{equation, has_words, plain};
use super::scope::{Place, Scope};
use super::tables::{SMALLEST, columns};
use crate::course::edition::Edition;
use crate::course::reading::{Reading, Style};
use crate::course::tree::audience::trainer_only;
use crate::course::tree::{
    self, Block, BlockKind, Body, BoxKind, Directive, Inline, Length, Question, Resolved, Table, Turn,
};
use crate::course::{AssetIx, KindIx, Lang, Text};

/// Whether a text gives its headings and boxes their labels: only one of two columns may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    Given,
    Omitted,
}

/// Where footnotes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notes {
    AtFoot,
    /// In brackets behind their call: what is set to measure has no foot.
    InLine,
}

/// Writes the nodes of one text, in order.
pub struct Writer<'a> {
    pub scope: &'a Scope<'a>,
    pub place: Place,
    pub text: &'a Text,
    labels: Labels,
    /// How many halves of a Chinese character fit on a line.
    pub line: usize,
    /// The level of the last heading, so that none is skipped where an edition hides one.
    level: u8,
    /// Whether the title of the next item may be read before a heading of this one, as on facing pages: no level is skipped then either (PDF/UA).
    interleaved: bool,
    /// How many lists, quotations and boxes are open around this place.
    depth: usize,
    pub notes: Notes,
    /// Notes that have had their first call.
    pub(super) noted: BTreeSet<usize>,
    /// Those of them that stand where they are called.
    pub(super) in_line: BTreeSet<usize>,
    /// How many notes are open around this place.
    pub(super) note_depth: usize,
    /// Within words of which the author says the language.
    pub(super) foreign: bool,
}

impl<'a> Writer<'a> {
    pub fn new(scope: &'a Scope<'a>, place: Place, text: &'a Text, labels: Labels) -> Writer<'a> {
        let (line, level) = (scope.line_width(), scope.title_level(place));
        let facing = scope.style == Style::Facing && matches!(scope.reading, Reading::Parallel(..));
        let run = matches!(place, Place::Item(item) if scope.course.item(item).kind != KindIx::FIRST);
        let interleaved = facing && run && scope.form() == Form::Book;
        let notes = if facing { Notes::InLine } else { Notes::AtFoot };
        Writer {
            scope,
            place,
            text,
            labels,
            line,
            level,
            interleaved,
            depth: 0,
            notes,
            noted: BTreeSet::new(),
            in_line: BTreeSet::new(),
            note_depth: 0,
            foreign: false,
        }
    }

    pub fn lang(&self) -> Lang {
        self.text.language
    }

    /// Whether a container that begins here has no more room to take at its sides: a column would have none left.
    pub fn is_deep(&self) -> bool {
        self.depth > 3
    }

    /// What stands in a container that begins here.
    pub fn inside<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let written = write(self);
        self.depth -= 1;
        written
    }

    pub fn blocks(&mut self, blocks: &[Block<Resolved>]) -> Vec<Node> {
        blocks.iter().filter_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block<Resolved>) -> Option<Node> {
        Some(match &block.kind {
            BlockKind::Heading { level, id, content } => {
                // The text's own headings begin at 2, directly under its title.
                let wanted = level.saturating_sub(2) + self.scope.title_level(self.place) + 1;
                self.level = wanted.min(self.level + 1);
                Node::Heading {
                    level: if self.interleaved { self.scope.title_level(self.place) + 1 } else { self.level },
                    depth: self.level - self.scope.title_level(self.place),
                    id: self.label(Some(id)),
                    bookmark: self.labels == Labels::Given,
                    content: self.heading_runs(content),
                }
            }
            BlockKind::Paragraph(content) => {
                let content = self.runs(content);
                Node::Paragraph { keep: fitting::keep(&content), content }
            }
            BlockKind::Figure { picture, alt, caption } => {
                Node::Figure { picture: self.picture(*picture, alt), caption: caption.clone() }
            }
            BlockKind::List(list) => self.inside(|writer| writer.list(list)),
            BlockKind::Quote(content) => {
                Node::Quote { deep: self.is_deep(), content: self.inside(|writer| writer.blocks(content)) }
            }
            BlockKind::Alert { kind, content } => Node::Alert {
                name: kind.name(),
                label: self.scope.alert(*kind, self.lang()),
                deep: self.is_deep(),
                content: self.inside(|writer| writer.blocks(content)),
            },
            BlockKind::Code { text, .. } => Node::Code { text: text.trim_end_matches('\n').to_string() },
            BlockKind::Table(table) => self.table(table),
            BlockKind::Formula(formula) => Node::Formula(equation(formula)),
            BlockKind::Rule => Node::Rule,
            BlockKind::Html(_) => return None,
            BlockKind::Directive(directive) => self.directive(directive),
        })
    }

    /// PDF/UA has no heading without words: one that is only a picture gets its words beside it.
    fn heading_runs(&mut self, content: &[Inline<Resolved>]) -> Vec<Run> {
        let mut runs = self.runs(content);
        if !has_words(&runs) {
            let words = plain(&runs);
            runs.push(Run::Text(if words.trim().is_empty() { "–".to_owned() } else { format!(" {}", words.trim()) }));
        }
        runs
    }

    fn list(&mut self, list: &tree::List<Resolved>) -> Node {
        let tight = list.tight;
        if list.items.iter().any(|item| item.checked.is_some()) {
            let task = |item: &tree::ListItem<Resolved>| Task {
                checked: item.checked == Some(true),
                content: self.blocks(&item.content),
            };
            return Node::Tasks { tight, items: list.items.iter().map(task).collect() };
        }
        let items = list.items.iter().map(|item| self.blocks(&item.content)).collect();
        match list.start {
            Some(start) => Node::Numbers { start, tight, items },
            None => Node::List { tight, items },
        }
    }

    fn table(&mut self, table: &Table<Resolved>) -> Node {
        let noted = self.noted.clone();
        let (mut head, mut rows) = self.cells(table);
        let (columns, scale) = columns(&table.alignments, &head, &rows, self.line);
        // A row may be as high as a page there, or nearly. The typesetter then looks without end for a page that has room for its notes.
        let cramped = scale < 1.0 || self.depth > 0;
        if cramped && self.notes == Notes::AtFoot && self.noted != noted {
            self.noted = noted;
            self.notes = Notes::InLine;
            (head, rows) = self.cells(table);
            self.notes = Notes::AtFoot;
        }
        let breaks = self.scope.room().table_breaks(rows.len());
        Node::Table { columns, scale: scale.max(SMALLEST), fits: scale >= SMALLEST, head, rows, breaks }
    }

    fn cells(&mut self, table: &Table<Resolved>) -> (Vec<Vec<Run>>, Vec<Vec<Vec<Run>>>) {
        let head = table.head.iter().map(|cell| self.runs(cell)).collect();
        let rows = table.rows.iter().map(|row| row.iter().map(|cell| self.runs(cell)).collect()).collect();
        (head, rows)
    }

    fn directive(&mut self, directive: &Directive<Resolved>) -> Node {
        let head = self.head(directive);
        let deep = self.is_deep();
        let content = self.inside(|writer| match &directive.body {
            Body::Box(_, content) => {
                let (task, debrief) = content.split_at(debrief_start(content));
                let mut nodes = writer.blocks(task);
                nodes.extend(lines(directive.workspace).map(|lines| Node::Workspace { lines }));
                nodes.extend(writer.blocks(debrief));
                nodes
            }
            Body::Dialogue(turns) => writer.turns(turns),
            Body::Quiz(questions) => questions.iter().enumerate().map(|(i, q)| writer.question(i + 1, q)).collect(),
        });
        let id = self.label(directive.id.as_ref());
        let breaks = self.scope.room().nodes_break(&content);
        Node::Box { name: directive.body.name(), id, head, content, breaks, deep }
    }

    pub fn head(&self, directive: &Directive<Resolved>) -> Head {
        let words = self.scope.words(self.lang());
        let number =
            |pattern: &str, n: Option<u32>| pattern.replace("{n}", &n.map_or(String::new(), |n| n.to_string()));
        let label = match &directive.body {
            Body::Dialogue(_) => words.dialogue.clone(),
            Body::Quiz(_) => words.quiz.clone(),
            Body::Box(kind, _) => match kind {
                BoxKind::Objectives => words.objectives.clone(),
                BoxKind::Summary => words.summary.clone(),
                BoxKind::Trainer => words.trainer.clone(),
                BoxKind::Exercise => number(&words.exercise, directive.number).trim().to_string(),
                BoxKind::Solution => words.solution.clone(),
                BoxKind::Say => words.say.clone(),
                BoxKind::Avoid => words.avoid.clone(),
                BoxKind::RolePlay => words.role_play.clone(),
                BoxKind::Side => words.side.clone(),
            },
        };
        let minutes = directive.minutes.map(|n| number(&words.minutes, Some(n)));
        let group = directive.group.map(|n| number(&words.group, Some(n)));
        Head {
            lang: self.lang().index(),
            title: directive.title.clone().filter(|title| *title != label),
            label,
            meta: minutes.into_iter().chain(group).collect(),
        }
    }

    pub fn turns(&mut self, turns: &[Turn<Resolved>]) -> Vec<Node> {
        let widest = turns.iter().map(|turn| text_width(&tree::plain_text(&turn.speaker))).max();
        let width = widest.map_or(0, |w| w.min(22)) as u32;
        let turn = |turn: &Turn<Resolved>| Node::Turn {
            speaker: self.runs(&turn.speaker),
            width,
            speech: self.blocks(&turn.speech),
        };
        turns.iter().map(turn).collect()
    }

    pub fn question(&mut self, number: usize, question: &Question<Resolved>) -> Node {
        let answers = self.scope.edition == Edition::Trainer;
        let id = self.scope.question_label(self.place, question).filter(|_| self.labels == Labels::Given);
        let options: Vec<Choice> = question
            .options
            .iter()
            .enumerate()
            .map(|(index, option)| Choice {
                letter: letter(index),
                ticked: answers && option.right,
                answer: self.blocks(&option.answer),
                explanation: if answers { self.blocks(&option.explanation) } else { Vec::new() },
            })
            .collect();
        let letters = if answers { self.right_letters(question) } else { String::new() };
        let words = &self.scope.strings[self.lang()].print;
        let answer = (!letters.is_empty()).then(|| words.answer.replace("{letters}", &letters));
        Node::Question { id, number, question: self.blocks(&question.question), options, answer }
    }

    /// The letters of the right options.
    pub fn right_letters(&self, question: &Question<Resolved>) -> String {
        let right = question.options.iter().enumerate().filter(|(_, option)| option.right);
        let letters: Vec<String> = right.map(|(index, _)| letter(index)).collect();
        letters.join(&self.scope.strings[self.lang()].print.separator)
    }

    pub fn picture(&self, asset: AssetIx, alt: &str) -> Picture {
        let size = self.scope.course.asset(asset).picture.size;
        let width = size.map(|(width, _)| (f64::from(width) * 254.0 / 96.0).round() as u32);
        Picture { path: self.scope.picture_path(asset), alt: alt.to_string(), width }
    }

    /// The Typst label of a place on this page, if this column gives labels.
    pub fn label(&self, id: Option<&String>) -> Option<String> {
        let id = id.filter(|_| self.labels == Labels::Given)?;
        Some(self.scope.anchor_label(self.place, id))
    }
}

/// A to Z, then numbers.
fn letter(index: usize) -> String {
    ('A'..='Z').nth(index).map_or_else(|| (index + 1).to_string(), String::from)
}

/// How many ruled lines fill a workspace, eight millimetres apart.
pub fn lines(workspace: Option<Length>) -> Option<u32> {
    workspace.map(|Length(tenths)| (tenths / 80).clamp(1, 200))
}

/// Where what is said after an exercise begins; the room to write comes before it.
pub fn debrief_start(content: &[Block<Resolved>]) -> usize {
    let last = content.iter().rposition(|block| !trainer_only(block));
    last.map_or(0, |last| last + 1)
}
