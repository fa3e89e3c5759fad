//! The blocks of a form.

use std::fmt::Write;

use super::formula;
use super::pictures::MediaFile;
use super::runs::{bold_run, text_run};
use crate::course::{Course, Lang};
use crate::output::print::data::text::{BlockNode, BoxHead, QuizOption, TextRun};
use crate::output::print::press::TypesetContext;
use crate::output::print::writer::plain;

/// How far a level of a list or a frame is moved in, in twentieths of a point.
const STEP: u32 = 400;

/// The deepest level of a list that Word knows.
const DEEPEST: usize = 8;

/// The height of an empty row, in twentieths of a point: 9 millimetres.
const ROW: u32 = 510;

/// The room at each side of a cell, in twentieths of a point.
pub const CELL_SIDE: u32 = 100;

/// The height of a line to write on: 8 millimetres.
const LINE: u32 = 454;

/// The rows of a table that goes on as long as there is something to write.
const LOG_ROWS: usize = 10;

/// What stands before the next paragraph.
enum Marker {
    /// The number of the list in `numbering.xml`, and how deep it lies.
    Item { list: usize, level: usize },
    /// A box to tick.
    Box(bool),
    /// The number of a question.
    Label(String),
}

/// Leads from a marker to its paragraph.
const TAB: &str = "<w:r><w:tab/></w:r>";

/// A list as `numbering.xml` knows it.
pub struct NumberedList {
    /// The first number; none for bullets.
    pub start: Option<u64>,
    pub level: usize,
}

pub struct FormWriter<'a> {
    pub(super) course: &'a Course,
    pub(super) press: &'a TypesetContext,
    lang: Lang,
    /// The width of a line, in twentieths of a point.
    line: u32,
    pub out: String,
    pub lists: Vec<NumberedList>,
    /// The addresses of links.
    pub links: Vec<String>,
    pub media: Vec<MediaFile>,
    /// How many pictures there are so far.
    pub(super) pictures: usize,
    /// How far paragraphs are moved in, in twentieths of a point.
    indent: u32,
    depth: usize,
    marker: Option<Marker>,
    align: Option<&'static str>,
}

impl<'a> FormWriter<'a> {
    pub fn new(course: &'a Course, press: &'a TypesetContext, lang: Lang, line: u32) -> FormWriter<'a> {
        FormWriter {
            course,
            press,
            lang,
            line,
            out: String::new(),
            lists: Vec::new(),
            links: Vec::new(),
            media: Vec::new(),
            pictures: 0,
            indent: 0,
            depth: 0,
            marker: None,
            align: None,
        }
    }

    /// How wide what stands here may be, in twentieths of a point.
    pub(super) fn width(&self) -> u32 {
        self.line.saturating_sub(self.indent)
    }

    /// The id of a link among the relationships of the document.
    pub fn link(&mut self, url: &str) -> String {
        let known = self.links.iter().position(|known| known == url);
        let at = known.unwrap_or_else(|| {
            self.links.push(url.to_owned());
            self.links.len() - 1
        });
        format!("link{}", at + 1)
    }

    /// A paragraph in one of the styles of the form. The elements that say how it looks stand in the order of the standard (ECMA-376, part 1, 17.3.1.26).
    pub fn styled(&mut self, style: &str, runs: &str) {
        let _ = write!(self.out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>");
        let mut hanging = 0;
        let mut before = String::new();
        match self.marker.take() {
            Some(Marker::Item { list, level }) => {
                let _ = write!(self.out, "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
                hanging = STEP;
            }
            Some(Marker::Box(ticked)) => {
                before = tick_box(ticked);
                hanging = STEP;
            }
            Some(Marker::Label(label)) => {
                before = bold_run(&label) + TAB;
                hanging = STEP;
            }
            None => {}
        }
        if self.indent > 0 {
            let _ = write!(self.out, "<w:ind w:left=\"{}\" w:hanging=\"{hanging}\"/>", self.indent);
        }
        if let Some(align) = self.align {
            let _ = write!(self.out, "<w:jc w:val=\"{align}\"/>");
        }
        let _ = writeln!(self.out, "</w:pPr>{before}{runs}</w:p>");
    }

    fn paragraph(&mut self, runs: &str) {
        self.styled("Normal", runs);
    }

    /// Writes what is moved in by a step.
    fn moved(&mut self, write: impl FnOnce(&mut Self)) {
        self.indent += STEP;
        write(self);
        self.indent -= STEP;
    }

    pub fn blocks(&mut self, nodes: &[BlockNode]) {
        nodes.iter().for_each(|node| self.block(node));
    }

    fn block(&mut self, node: &BlockNode) {
        match node {
            BlockNode::Paragraph { content, .. } => {
                let runs = self.runs(content);
                self.paragraph(&runs);
            }
            BlockNode::Heading { depth, content, .. } => {
                let runs = self.runs(content);
                self.styled(if *depth == 1 { "Heading1" } else { "Heading2" }, &runs);
            }
            BlockNode::Figure { picture, caption, .. } => {
                let runs = self.picture(picture);
                self.styled("Figure", &runs);
                if let Some(caption) = caption {
                    self.styled("Caption", &text_run(caption));
                }
            }
            BlockNode::List { items, .. } => self.list(None, items),
            BlockNode::Numbers { start, items, .. } => self.list(Some(*start), items),
            BlockNode::Tasks { items, .. } => {
                for task in items {
                    self.item(Marker::Box(task.checked), &task.content);
                }
            }
            BlockNode::Quote { content, .. } | BlockNode::Aside { content, .. } => {
                self.moved(|writer| writer.blocks(content))
            }
            BlockNode::Alert { label, content, .. } => {
                self.paragraph(&bold_run(label));
                self.moved(|writer| writer.blocks(content));
            }
            BlockNode::Details { summary, content, .. } => {
                let runs = self.bold(summary);
                self.paragraph(&runs);
                self.moved(|writer| writer.blocks(content));
            }
            BlockNode::Aligned { align, content } => {
                let outside = self.align.replace(*align);
                self.blocks(content);
                self.align = outside;
            }
            BlockNode::Untranslated { content, .. } => {
                self.paragraph(&text_run(&self.course.language(self.lang).words.common.untranslated));
                self.blocks(content);
            }
            BlockNode::Definitions { items } => {
                for item in items {
                    for term in &item.terms {
                        let runs = self.bold(term);
                        self.paragraph(&runs);
                    }
                    self.moved(|writer| item.meanings.iter().for_each(|meaning| writer.blocks(meaning)));
                }
            }
            BlockNode::Code { lines, .. } => {
                for line in lines {
                    let words: String = line.iter().flat_map(|piece| &piece.parts).map(String::as_str).collect();
                    self.styled("Code", &text_run(&words));
                }
            }
            BlockNode::Table { head, rows, .. } => self.table(head, rows),
            BlockNode::Formula(equation) => self.paragraph(&formula::display(&equation.pieces)),
            BlockNode::Rule => self.styled("Rule", ""),
            BlockNode::Workspace { lines } => self.room(*lines),
            BlockNode::Box { head, content, .. } => {
                self.head(head);
                self.moved(|writer| writer.blocks(content));
            }
            BlockNode::Turn { speaker, speech, .. } => {
                let runs = self.bold(speaker);
                self.paragraph(&runs);
                self.moved(|writer| writer.blocks(speech));
            }
            BlockNode::Question { number, question, task, options, partners, lines, answer, explanation, .. } => {
                self.item(Marker::Label(format!("{number}.")), question);
                self.moved(|writer| {
                    task.iter().for_each(|task| writer.paragraph(&text_run(task)));
                    options.iter().chain(partners).for_each(|option| writer.option(option));
                    if *lines > 0 {
                        writer.room(*lines);
                    }
                    answer.iter().for_each(|answer| writer.paragraph(&bold_run(answer)));
                    writer.blocks(explanation);
                });
            }
        }
    }

    fn head(&mut self, head: &BoxHead) {
        let words = [&head.label].into_iter().chain(&head.title).chain(&head.meta);
        self.paragraph(&bold_run(&words.map(String::as_str).collect::<Vec<_>>().join(" · ")));
    }

    fn option(&mut self, option: &QuizOption) {
        self.item(Marker::Box(option.ticked), &option.answer);
        self.moved(|writer| writer.blocks(&option.explanation));
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<BlockNode>]) {
        let level = self.depth.min(DEEPEST);
        self.lists.push(NumberedList { start, level });
        let list = self.lists.len();
        self.depth += 1;
        for content in items {
            self.item(Marker::Item { list, level }, content);
        }
        self.depth -= 1;
    }

    /// What stands behind a marker. An item that begins with anything but a paragraph has its marker on a line of its own.
    fn item(&mut self, marker: Marker, content: &[BlockNode]) {
        self.moved(|writer| {
            writer.marker = Some(marker);
            if !matches!(content.first(), Some(BlockNode::Paragraph { .. })) {
                writer.paragraph("");
            }
            writer.blocks(content);
        });
    }

    fn table(&mut self, head: &[Vec<TextRun>], rows: &[Vec<Vec<TextRun>>]) {
        let widths = widths(head, rows, self.width());
        let _ = write!(
            self.out,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblInd w:w=\"{}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
            widths.iter().sum::<u32>(),
            self.indent,
        );
        widths.iter().for_each(|width| _ = write!(self.out, "<w:gridCol w:w=\"{width}\"/>"));
        self.out.push_str("</w:tblGrid>\n");
        if head.iter().any(|cell| !cell.is_empty()) {
            self.out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
            for (cell, width) in head.iter().zip(&widths) {
                let runs = self.in_cell(*width, |writer| writer.bold(cell));
                self.cell(*width, true, &runs);
            }
            self.out.push_str("</w:tr>\n");
        }
        // What ends in rows without words goes on as long as there is something to write.
        let blank = rows.iter().rev().take_while(|row| row.iter().all(Vec::is_empty)).count();
        let more = if blank > 1 { LOG_ROWS.saturating_sub(rows.len()) } else { 0 };
        for row in rows.iter().chain(rows.iter().rev().take(1).cycle().take(more)) {
            self.out.push_str("<w:tr><w:trPr><w:cantSplit/>");
            if row.iter().any(Vec::is_empty) {
                let _ = write!(self.out, "<w:trHeight w:val=\"{ROW}\" w:hRule=\"atLeast\"/>");
            }
            self.out.push_str("</w:trPr>");
            for (cell, width) in row.iter().zip(&widths) {
                let runs = self.in_cell(*width, |writer| writer.runs(cell));
                self.cell(*width, false, &runs);
            }
            self.out.push_str("</w:tr>\n");
        }
        self.out.push_str("</w:tbl>\n");
        // Two tables that follow each other would be one.
        self.styled("Gap", "");
    }

    /// Writes what stands in a cell, whose line is narrower than that of the page.
    fn in_cell<T>(&mut self, width: u32, write: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.line, self.indent + width.saturating_sub(2 * CELL_SIDE));
        let written = write(self);
        self.line = outer;
        written
    }

    fn cell(&mut self, width: u32, of_head: bool, runs: &str) {
        let _ = write!(self.out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
        if of_head {
            self.out.push_str("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EDEDED\"/>");
        }
        let _ = write!(self.out, "</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr>{runs}</w:p></w:tc>");
    }

    /// Room to write, which grows with what is written.
    fn room(&mut self, lines: u32) {
        let width = self.width();
        let _ = write!(
            self.out,
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"Grid\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblInd w:w=\"{}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"{width}\"/></w:tblGrid><w:tr><w:trPr>\
             <w:trHeight w:val=\"{}\" w:hRule=\"atLeast\"/></w:trPr>",
            self.indent,
            lines * LINE,
        );
        self.cell(width, false, "");
        self.out.push_str("</w:tr></w:tbl>\n");
        self.styled("Gap", "");
    }
}

/// A box that a click ticks.
fn tick_box(ticked: bool) -> String {
    let (value, sign) = if ticked { (1, '\u{2612}') } else { (0, '\u{2610}') };
    let font = "MS Gothic";
    format!(
        "<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"{value}\"/><w14:checkedState w14:val=\"2612\" w14:font=\"{font}\"/>\
         <w14:uncheckedState w14:val=\"2610\" w14:font=\"{font}\"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts \
         w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:eastAsia=\"{font}\" w:hint=\"eastAsia\"/></w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>\
         {TAB}"
    )
}

/// The widths of the columns, in twentieths of a point. Those with empty cells share most of the line.
fn widths(head: &[Vec<TextRun>], rows: &[Vec<Vec<TextRun>>], line: u32) -> Vec<u32> {
    // In halves of a Chinese character: the narrowest and the widest column, and what an empty cell has beside its title.
    const NARROW: u32 = 6;
    const WIDE: u32 = 36;
    const TO_WRITE: u32 = 8;
    let cells = |column: usize| {
        std::iter::once(head).chain(rows.iter().map(Vec::as_slice)).filter_map(move |row| row.get(column))
    };
    let longest = |column: usize| {
        let width = |cell: &Vec<TextRun>| plain(cell).chars().map(|c| if c < '\u{2e80}' { 1 } else { 2 }).sum::<u32>();
        cells(column).map(width).max().unwrap_or(0).clamp(NARROW, WIDE)
    };
    let is_open = |column: &usize| rows.iter().any(|row| row.get(*column).is_some_and(Vec::is_empty));
    let open: u32 = (0..head.len()).filter(is_open).map(|column| longest(column) + TO_WRITE).sum();
    let closed: u32 = (0..head.len()).filter(|column| !is_open(column)).map(longest).sum();
    // Of a line, what is to be filled in has at least as much as other columns of their number would.
    let count = (0..head.len()).filter(is_open).count() as u32;
    let least = closed * count / (head.len() as u32 - count).max(1);
    let share = f64::from(least.max(open)) / f64::from(open.max(1));
    let weight = |column: usize| {
        if is_open(&column) { f64::from(longest(column) + TO_WRITE) * share } else { f64::from(longest(column)) }
    };
    let all: f64 = (0..head.len()).map(weight).sum();
    let widths: Vec<f64> = (0..head.len()).map(|column| f64::from(line) * weight(column) / all).collect();
    // No word is cut: what a column lacks for its longest one, those with room to spare give.
    let room: Vec<f64> = widths.iter().enumerate().map(|(column, width)| width - word_width(cells(column))).collect();
    let lacking: f64 = room.iter().filter(|room| **room < 0.0).map(|room| -room).sum();
    let spare: f64 = room.iter().filter(|room| **room > 0.0).sum();
    let given = if spare > 0.0 { (lacking / spare).min(1.0) } else { 0.0 };
    let fitted = widths.iter().zip(&room).map(|(width, room)| match *room {
        room if room < 0.0 && spare > 0.0 => width - room * (spare / lacking).min(1.0),
        room => width - room.max(0.0) * given,
    });
    fitted.map(|width| width.floor() as u32).collect()
}

/// What the longest word of some cells needs, in twentieths of a point, with the margins of a cell.
fn word_width<'a>(cells: impl Iterator<Item = &'a Vec<TextRun>>) -> f64 {
    const LETTER: f64 = 130.0;
    const MARGINS: f64 = 230.0;
    let longest = |cell: &Vec<TextRun>| {
        let text = plain(cell);
        text.split(|c: char| c.is_whitespace() || c >= '\u{2e80}').map(|word| word.chars().count()).max().unwrap_or(0)
    };
    cells.map(longest).max().unwrap_or(0) as f64 * LETTER + MARGINS
}
