//! The blocks of a text: levels of headings, labels, room to write, and what an edition may see of a quiz.

use std::collections::BTreeSet;

use super::fitting::{self, LineRoom, text_width};
use super::tables::{SMALLEST, TableLine, align, columns, columns_to_fill, is_high, is_long};
use super::text::{Labels, NotePlacement, TextWriter};
use super::words::{has_words, plain};
use crate::course::Lang;
use crate::course::edition::Edition;
use crate::course::tree::audience::{is_model_answer, trainer_only};
use crate::course::tree::{
    self, AlertKind, Alone, Block, BlockKind, Body, BoxKind, Definition, Directive, Form, Inline, Length, Question,
    Resolved, Table, Turn, Words, letter,
};
use crate::output::code;
use crate::output::print::data::text::{
    BlockNode, BoxHead, Breaks, CodePiece, DefinitionItem, Equation, InlineSpan, Keep, QuizOption, Task, TextRun,
};
use crate::span::Span;
use crate::theme::Letters;

/// The level in a book of what stands below the title of an item.
const BELOW_AN_ITEM: u8 = 3;

impl TextWriter<'_> {
    pub fn blocks(&mut self, blocks: &[Block<Resolved>]) -> Vec<BlockNode> {
        let mut nodes = Vec::with_capacity(blocks.len());
        for block in blocks.iter().filter(|block| !self.scope.hides(block)) {
            match &block.kind {
                BlockKind::Alone { reason: Alone::Only, content } => nodes.extend(self.blocks(content)),
                BlockKind::Alone { reason: Alone::Untranslated, content } => nodes.extend(self.untranslated(content)),
                _ => nodes.extend(self.block(block)),
            }
        }
        nodes
    }

    /// What is not translated. Within a note, its call has said so.
    fn untranslated(&mut self, content: &[Block<Resolved>]) -> Vec<BlockNode> {
        let content = self.in_language(Lang::SOURCE, |writer| writer.blocks(content));
        if self.lang() == Lang::SOURCE {
            return content;
        }
        vec![BlockNode::Untranslated { source: Lang::SOURCE.index(), content }]
    }

    fn block(&mut self, block: &Block<Resolved>) -> Option<BlockNode> {
        Some(match &block.kind {
            BlockKind::Heading { level, id, content } => {
                // The text's own headings begin at 2, directly under its title.
                let wanted = level.saturating_sub(2) + self.scope.title_level(self.place) + 1;
                self.level = wanted.min(self.level + 1);
                let mut content = self.heading_runs(content);
                self.started(block.span, &mut content);
                BlockNode::Heading {
                    level: if self.interleaved { BELOW_AN_ITEM } else { self.level },
                    depth: self.level - self.scope.title_level(self.place),
                    id: self.label(Some(id)),
                    bookmark: (self.labels == Labels::Given).then(|| plain(&content).trim().to_owned()),
                    content,
                }
            }
            BlockKind::Paragraph(content) => {
                let mut content = self.runs(content);
                let keep = fitting::keep(&content);
                self.started(block.span, &mut content);
                BlockNode::Paragraph { keep, content }
            }
            BlockKind::Figure { picture, alt, caption, width } => BlockNode::Figure {
                id: self.start(block.span),
                picture: self.picture(*picture, alt, *width),
                caption: caption.as_deref().map(str::to_owned),
            },
            BlockKind::List(list) => self.inside(|writer| writer.list(list)),
            BlockKind::Quote(content) => {
                BlockNode::Quote { deep: self.is_deep(), content: self.inside(|writer| writer.blocks(content)) }
            }
            BlockKind::Alert { kind, title, content } => BlockNode::Alert {
                name: kind.name(),
                label: self.alert_label(*kind, title.as_ref()),
                deep: self.is_deep(),
                content: self.inside(|writer| writer.blocks(content)),
            },
            BlockKind::Aside(content) => {
                BlockNode::Aside { deep: self.is_deep(), content: self.inside(|writer| writer.blocks(content)) }
            }
            BlockKind::Details { summary, content } => BlockNode::Details {
                summary: self.runs(summary),
                deep: self.is_deep(),
                content: self.inside(|writer| writer.blocks(content)),
            },
            BlockKind::Aligned { alignment, content } => {
                BlockNode::Aligned { align: align(*alignment), content: self.blocks(content) }
            }
            BlockKind::Definitions(definitions) => {
                BlockNode::Definitions { items: definitions.iter().map(|item| self.definition(item)).collect() }
            }
            BlockKind::Code { language, text } => {
                BlockNode::Code { id: self.start(block.span), lines: code_lines(language.as_deref(), text) }
            }
            BlockKind::Table(table) => self.table(block.span, table),
            BlockKind::Formula(formula) => BlockNode::Formula(Equation::of(formula)),
            BlockKind::Rule => BlockNode::Rule,
            BlockKind::Html(_) | BlockKind::Alone { .. } => return None,
            BlockKind::Directive(directive) => self.directive(directive),
        })
    }

    /// The runs of a heading. PDF/UA has no heading without words, so one that is only a picture gets its alternative text beside it.
    fn heading_runs(&mut self, content: &[Inline<Resolved>]) -> Vec<TextRun> {
        let mut runs = self.runs(content);
        if !has_words(&runs) {
            let words = plain(&runs);
            runs.push(TextRun::Text(if words.trim().is_empty() {
                "–".to_owned()
            } else {
                format!(" {}", words.trim())
            }));
        }
        runs
    }

    fn definition(&mut self, definition: &Definition<Resolved>) -> DefinitionItem {
        DefinitionItem {
            terms: definition.terms.iter().map(|term| self.runs(term)).collect(),
            meanings: self.inside(|writer| definition.meanings.iter().map(|meaning| writer.blocks(meaning)).collect()),
        }
    }

    fn list(&mut self, list: &tree::List<Resolved>) -> BlockNode {
        let tight = list.tight;
        if list.is_of_tasks() {
            let task = |item: &tree::ListItem<Resolved>| Task {
                checked: item.checked == Some(true),
                content: self.blocks(&item.content),
            };
            return BlockNode::Tasks { tight, items: list.items.iter().map(task).collect() };
        }
        let items = list.items.iter().map(|item| self.blocks(&item.content)).collect();
        match list.start {
            Some(start) => BlockNode::Numbers { start, tight, items },
            None => BlockNode::List { tight, items },
        }
    }

    fn table(&mut self, block: Span, table: &Table<Resolved>) -> BlockNode {
        let noted = self.noted.clone();
        let mut lines = self.lines_of(table);
        let columns = if self.scope.is_form() { columns_to_fill } else { columns };
        let (columns, scale) = columns(&table.alignments, &lines, self.line);
        if self.is_cramped(scale, &noted) {
            self.noted = noted;
            lines = self.with_notes_in_line(|writer| writer.lines_of(table));
        }
        self.start_lines(block, &mut lines);
        let rows = lines.split_off(1);
        let head = lines.remove(0);
        let room = LineRoom { line: self.line, ..self.scope.room() }.within(self.depth);
        let long: Vec<bool> = rows.iter().map(|row| is_long(row, &columns, room.line)).collect();
        let breaks = if long.contains(&true) { Breaks::Anywhere } else { room.table_breaks(rows.len()) };
        let fits = scale >= SMALLEST;
        let repeats = fits && !is_high(&head, &columns, room.line);
        BlockNode::Table { columns, scale: scale.max(SMALLEST), fits, repeats, head, rows, long, breaks }
    }

    /// Whether notes were called, since those that are `noted`, in a table with rows that may be as high as a page, or nearly. The typesetter
    /// then looks without end for a page that has room for them.
    pub fn is_cramped(&self, scale: f64, noted: &BTreeSet<usize>) -> bool {
        (scale < 1.0 || self.depth > 0) && self.notes == NotePlacement::AtFoot && self.noted != *noted
    }

    pub fn with_notes_in_line<T>(&mut self, write: impl FnOnce(&mut Self) -> T) -> T {
        let outside = std::mem::replace(&mut self.notes, NotePlacement::InLine);
        let written = write(self);
        self.notes = outside;
        written
    }

    /// The head of a table and its rows.
    pub fn lines_of(&mut self, table: &Table<Resolved>) -> Vec<TableLine> {
        table.lines().map(|line| line.iter().map(|cell| self.runs(cell)).collect()).collect()
    }

    /// Marks the start of a table. An empty cell stays empty: a head without words is none.
    pub fn start_lines(&self, block: Span, lines: &mut [TableLine]) {
        if let Some(first) = lines.iter_mut().flatten().find(|cell| !cell.is_empty()) {
            self.started(block, first);
        }
    }

    fn directive(&mut self, directive: &Directive<Resolved>) -> BlockNode {
        let head = self.head(directive);
        let deep = self.is_deep();
        let content = self.inside(|writer| match &directive.body {
            Body::Box(_, content) => {
                let (task, debrief) = content.split_at(debrief_start(content));
                let mut nodes = writer.task(directive, task);
                nodes.extend(lines(directive.workspace).map(|lines| BlockNode::Workspace { lines }));
                nodes.extend(writer.blocks(debrief));
                nodes
            }
            Body::Dialogue(turns) => writer.turns(turns),
            Body::Quiz(quiz) => quiz.printed().enumerate().map(|(i, q)| writer.question(i + 1, q)).collect(),
        });
        let id = self.label(directive.id.as_ref());
        let breaks = self.scope.room().within(self.depth).nodes_break(&content);
        BlockNode::Box { name: directive.body.name(), id, head, content, breaks, deep }
    }

    /// What is in a box before the room to write. Learners read the scene of a role play; the secrets of its sides are on cards alone.
    fn task(&mut self, directive: &Directive<Resolved>, blocks: &[Block<Resolved>]) -> Vec<BlockNode> {
        if !self.scope.hides_sides(directive) {
            return self.blocks(blocks);
        }
        let mut nodes = Vec::new();
        for block in blocks.iter().filter(|block| !is_side(block)) {
            nodes.extend(self.blocks(std::slice::from_ref(block)));
        }
        nodes.push(self.cards_only(blocks.iter()));
        nodes
    }

    /// Who plays, and where that is told: the titles of the sides among these blocks.
    pub fn cards_only<'b>(&self, blocks: impl Iterator<Item = &'b Block<Resolved>>) -> BlockNode {
        let words = &self.scope.strings[self.lang()].print;
        let titles: Vec<&str> = blocks.filter_map(side_title).collect();
        let mut content = vec![TextRun::Text(words.cards_only.clone())];
        if !titles.is_empty() {
            let names = vec![TextRun::Text(titles.join(&words.separator))];
            content
                .splice(..0, [TextRun::Span(InlineSpan::Strong { content: names }), TextRun::Span(InlineSpan::Break)]);
        }
        BlockNode::Paragraph { keep: Keep::Free, content }
    }

    pub fn head(&self, directive: &Directive<Resolved>) -> BoxHead {
        let words = self.scope.words(self.lang());
        let label = words.directive(directive.body.label(), directive.number);
        let minutes = directive.minutes.map(|n| words.minutes(n));
        let group = directive.group.map(|n| words.group(n));
        BoxHead {
            lang: self.lang().index(),
            title: directive.title.as_deref().filter(|title| *title != label).map(str::to_owned),
            label,
            meta: minutes.into_iter().chain(group).collect(),
        }
    }

    /// The head of an alert; none of another block.
    pub fn alert_head(&self, block: &Block<Resolved>) -> Option<BoxHead> {
        let BlockKind::Alert { kind, title, .. } = &block.kind else { return None };
        let label = self.alert_label(*kind, title.as_ref());
        Some(BoxHead { lang: self.lang().index(), label, title: None, meta: Vec::new() })
    }

    fn alert_label(&self, kind: AlertKind, title: Option<&Words>) -> String {
        title.map_or(self.scope.words(self.lang()).alert(kind), |title| title).to_owned()
    }

    pub fn turns(&mut self, turns: &[Turn<Resolved>]) -> Vec<BlockNode> {
        let widest = turns.iter().map(|turn| text_width(&tree::plain_text(&turn.speaker))).max();
        let width = widest.map_or(0, |w| w.min(22)) as u32;
        let turn = |turn: &Turn<Resolved>| BlockNode::Turn {
            speaker: self.runs(&turn.speaker),
            width,
            speech: self.blocks(&turn.speech),
        };
        turns.iter().map(turn).collect()
    }

    pub fn question(&mut self, number: usize, question: &Question<Resolved>) -> BlockNode {
        let answers = self.scope.edition == Edition::Trainer;
        let id = self.scope.question_label(self.place, question).filter(|_| self.labels == Labels::Given);
        let of_pairs = question.form == Form::Match;
        let mut options = Vec::new();
        for (place, at) in question.shown().into_iter().enumerate() {
            let option = &question.options[at];
            options.push(QuizOption {
                letter: if of_pairs { (place + 1).to_string() } else { letter(place) },
                ticked: answers && question.form == Form::Choice && option.right,
                answer: if of_pairs { self.side(&option.answer, 0) } else { self.blocks(&option.answer) },
                explanation: if answers { self.blocks(&option.explanation) } else { Vec::new() },
            });
        }
        let mut partners = Vec::new();
        for (place, at) in question.partners().into_iter().enumerate().filter(|_| of_pairs) {
            let answer = self.side(&question.options[at].answer, 1);
            partners.push(QuizOption { letter: letter(place), ticked: false, answer, explanation: Vec::new() });
        }
        let letters = if answers { self.right_letters(question) } else { String::new() };
        let strings = &self.scope.strings[self.lang()];
        let answer = match question.form {
            Form::Open if answers => Some(strings.common.model_answer.clone()),
            _ => (!letters.is_empty()).then(|| strings.print.answer.fill(Letters { letters: &letters })),
        };
        let task = match question.form {
            Form::Choice if question.has_several() => Some(strings.script.quiz_several.clone()),
            Form::Order => Some(strings.common.order_task.clone()),
            Form::Match => Some(strings.common.match_task.clone()),
            Form::Choice | Form::Open => None,
        };
        BlockNode::Question {
            id,
            number,
            form: question.form.name(),
            question: self.blocks(&question.question),
            task,
            options,
            partners,
            lines: if question.form == Form::Open && !answers { OPEN_LINES } else { 0 },
            answer,
            explanation: if answers { self.blocks(&question.explanation) } else { Vec::new() },
        }
    }

    /// One side of a pair.
    fn side(&mut self, answer: &[Block<Resolved>], side: usize) -> Vec<BlockNode> {
        match tree::sides(answer).zip(answer.first()) {
            Some((sides, block)) => {
                let [left, right] = sides;
                let kind = BlockKind::Paragraph(if side == 0 { left } else { right });
                self.blocks(&[Block { span: block.span, kind }])
            }
            None => self.blocks(answer),
        }
    }

    /// The letters of the right options, as the language lists them.
    pub fn right_letters(&self, question: &Question<Resolved>) -> String {
        question.answer().join(&self.scope.strings[self.lang()].print.separator)
    }
}

/// The lines to write on below a question that is answered in words.
const OPEN_LINES: u32 = 3;

/// Whether a block is a side of a role play.
pub fn is_side(block: &Block<Resolved>) -> bool {
    matches!(&block.kind, BlockKind::Directive(directive) if matches!(directive.body, Body::Box(BoxKind::Side, _)))
}

fn side_title(block: &Block<Resolved>) -> Option<&str> {
    match &block.kind {
        BlockKind::Directive(directive) if is_side(block) => directive.title.as_deref(),
        _ => None,
    }
}

/// The lines of some code, without the empty ones at its end.
fn code_lines(language: Option<&str>, text: &str) -> Vec<Vec<CodePiece>> {
    let piece = |piece: code::Piece<'_>| CodePiece { token: piece.token, parts: code::parts(piece.text) };
    let lines = code::lines(language, text.trim_end_matches('\n')).into_iter();
    lines.map(|line| line.into_iter().map(piece).collect()).collect()
}

/// How many ruled lines fill a workspace.
pub fn lines(workspace: Option<Length>) -> Option<u32> {
    workspace.map(Length::lines)
}

/// The index of the first block that is said after an exercise. The room to write comes before it.
pub fn debrief_start(content: &[Block<Resolved>]) -> usize {
    let last = content.iter().rposition(|block| !trainer_only(block) && !is_model_answer(block));
    last.map_or(0, |last| last + 1)
}
