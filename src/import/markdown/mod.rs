//! From the model to Markdown, as a person would write it.

mod emphasis;
mod runs;

use std::collections::BTreeMap;

use super::model::{Block, Inline, Style, is_blank, words};
use crate::syntax::escape::{Position, address, cleaned, comment, escaped};
use emphasis::{Line, styled};
use runs::{in_heading, merged, shown, without_bold};

/// What the text of a page needs to know of the rest of the course.
pub struct Surroundings<'a> {
    /// The notes of the document, by their places.
    pub notes: &'a [Vec<Block>],
    /// The names of the files of pictures beside the text, by their places.
    pub pictures: &'a BTreeMap<usize, String>,
    /// Where the references of the document lead from this page.
    pub references: &'a BTreeMap<String, String>,
    /// The level of the headings that begin a page; those of the next are `##`.
    pub page_level: u8,
    /// The ids of headings, by their places on the page.
    pub ids: &'a BTreeMap<usize, String>,
}

/// The Markdown of a page.
pub fn page(blocks: &[Block], surroundings: &Surroundings<'_>) -> String {
    let mut writer = Writer { surroundings, called: Vec::new(), headings: 0, in_cell: false };
    let mut parts = writer.blocks(blocks);
    let mut at = 0;
    while at < writer.called.len() {
        let note = surroundings.notes.get(writer.called[at]).map(Vec::as_slice).unwrap_or_default();
        let lines = writer.blocks(note).join("\n\n");
        at += 1;
        let lines = if lines.is_empty() { "–".to_owned() } else { indented(&lines, 4) };
        parts.push(format!("[^{at}]: {lines}"));
    }
    let text = parts.join("\n\n");
    if text.is_empty() { text } else { text + "\n" }
}

struct Writer<'a> {
    surroundings: &'a Surroundings<'a>,
    /// The notes that are called, in order.
    called: Vec<usize>,
    headings: usize,
    in_cell: bool,
}

/// The lines after the first moved to the right.
fn indented(text: &str, by: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.extend(std::iter::repeat_n(' ', by));
            }
        }
        out.push_str(line);
    }
    out
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        // Two lists after each other would be one: the second has another marker.
        let mut other_marker = false;
        let mut at = 0;
        while at < blocks.len() {
            let kind = |block: &Block| if let Block::List { start, .. } = block { Some(start.is_some()) } else { None };
            let follows = at > 0 && kind(&blocks[at]).is_some() && kind(&blocks[at - 1]) == kind(&blocks[at]);
            other_marker = follows && !other_marker;
            if let (Block::Paragraph(content), Some(Block::Caption(caption))) = (&blocks[at], blocks.get(at + 1))
                && let [picture @ Inline::Picture { .. }] = shown(content).as_slice()
            {
                parts.push(self.picture(picture, Some(&words(caption))));
                at += 2;
                continue;
            }
            let part = self.block(&blocks[at], other_marker);
            parts.extend(part.filter(|part| !part.is_empty()));
            at += 1;
        }
        parts
    }

    fn block(&mut self, block: &Block, other_marker: bool) -> Option<String> {
        Some(match block {
            Block::Heading { level, content, .. } => {
                let id = self.surroundings.ids.get(&self.headings);
                self.headings += 1;
                let depth = (level + 1).saturating_sub(self.surroundings.page_level).clamp(2, 6);
                // Braces at its end would be read as its attributes, with a backslash before them, too.
                let words = self.inlines(&in_heading(content), false);
                let words = words.strip_suffix('}').map_or(words.clone(), |words| format!("{words}&#125;"));
                let id = id.map(|id| format!(" {{#{id}}}")).unwrap_or_default();
                format!("{} {words}{id}", "#".repeat(depth.into()))
            }
            Block::Paragraph(content) | Block::Caption(content) => self.paragraph(content)?,
            Block::List { start, items } => self.list(*start, items, other_marker),
            Block::Table(rows) => self.table(rows)?,
            Block::Quote(content) => {
                let lines = self.blocks(content).join("\n\n");
                let quoted =
                    lines.split('\n').map(|line| if line.is_empty() { ">".into() } else { format!("> {line}") });
                quoted.collect::<Vec<String>>().join("\n")
            }
            Block::Code(text) => {
                let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                let fence = "`".repeat(longest.max(2) + 1);
                format!("{fence}\n{}\n{fence}", text.trim_end_matches('\n'))
            }
            Block::Comment(text) => comment(text, false),
        })
    }

    fn paragraph(&mut self, content: &[Inline]) -> Option<String> {
        let content = shown(content);
        if is_blank(&content) {
            return None;
        }
        // Each is a figure of its own.
        if content.len() > 1 && content.iter().all(|inline| matches!(inline, Inline::Picture { .. })) {
            let figures: Vec<String> = content.iter().map(|picture| self.picture(picture, None)).collect();
            return Some(figures.join("\n\n"));
        }
        Some(self.inlines(&content, true))
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>], other_marker: bool) -> String {
        let tight = items.iter().all(|item| {
            let texts = item.iter().filter(|block| !matches!(block, Block::List { .. })).count();
            texts <= 1
        });
        let mut lines = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let marker = match start {
                Some(start) => format!("{}{} ", start + at as u64, if other_marker { ')' } else { '.' }),
                None => if other_marker { "* " } else { "- " }.to_owned(),
            };
            let parts = self.blocks(item);
            let text = if tight { parts.join("\n") } else { parts.join("\n\n") };
            lines.push(format!("{marker}{}", indented(&text, marker.len())));
        }
        lines.join(if tight { "\n" } else { "\n\n" })
    }

    fn table(&mut self, rows: &[Vec<Vec<Block>>]) -> Option<String> {
        let columns = rows.first()?.len();
        let outer = std::mem::replace(&mut self.in_cell, true);
        let mut lines = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| self.cell(cell, at == 0))
                .map(|cell| if cell.is_empty() { cell } else { cell + " " })
                .collect();
            lines.push(format!("| {}|", cells.join("| ")));
            if at == 0 {
                lines.push(format!("|{}", "---|".repeat(columns)));
            }
        }
        self.in_cell = outer;
        Some(lines.join("\n"))
    }

    /// The blocks of a cell in one line.
    fn cell(&mut self, blocks: &[Block], head: bool) -> String {
        let mut lines = Vec::new();
        self.cell_lines(blocks, head, &mut lines);
        lines.join("<br>")
    }

    fn cell_lines(&mut self, blocks: &[Block], head: bool, lines: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Heading { content, .. } | Block::Paragraph(content) | Block::Caption(content) => {
                    let content = shown(content);
                    if !is_blank(&content) {
                        let content = if head { without_bold(&content) } else { content };
                        lines.push(self.inlines(&content, true));
                    }
                }
                Block::List { start, items } => {
                    for (at, item) in items.iter().enumerate() {
                        let from = lines.len();
                        self.cell_lines(item, head, lines);
                        let marker = start.map_or("• ".to_owned(), |start| format!("{}\\. ", start + at as u64));
                        if let Some(line) = lines.get_mut(from) {
                            line.insert_str(0, &marker);
                        }
                    }
                }
                Block::Table(rows) => {
                    for row in rows {
                        let cells: Vec<String> = row.iter().map(|cell| self.cell(cell, head)).collect();
                        let cells: Vec<String> = cells.into_iter().filter(|cell| !cell.is_empty()).collect();
                        if !cells.is_empty() {
                            lines.push(cells.join(" / "));
                        }
                    }
                }
                Block::Quote(content) => self.cell_lines(content, head, lines),
                Block::Code(text) => lines.extend(text.lines().map(|line| self.code(line))),
                Block::Comment(text) => lines.push(comment(text, true)),
            }
        }
    }

    /// Inlines as a line, or as lines. `begins` says that they begin one, where signs have a meaning that they have nowhere else.
    fn inlines(&mut self, inlines: &[Inline], begins: bool) -> String {
        let mut out = Line { text: String::new(), begins };
        self.write(&merged(inlines), &mut out);
        out.text.trim_end_matches(' ').to_owned()
    }

    fn write(&mut self, inlines: &[Inline], out: &mut Line) {
        let mut at = 0;
        while at < inlines.len() {
            if let Inline::Text(..) = &inlines[at] {
                let length = inlines[at..].iter().take_while(|inline| matches!(inline, Inline::Text(..))).count();
                let run: Vec<(&str, Style)> = inlines[at..at + length].iter().filter_map(text_of).collect();
                let behind = inlines.get(at + length).map(first_sign);
                styled(&run, behind, out);
                at += length;
                continue;
            }
            self.atom(&inlines[at], out);
            at += 1;
        }
    }

    fn atom(&mut self, inline: &Inline, out: &mut Line) {
        match inline {
            Inline::Text(..) => {}
            Inline::Code(text) => out.text.push_str(&self.code(text)),
            Inline::Break if self.in_cell => out.text.push_str("<br>"),
            Inline::Break => {
                let kept = out.text.trim_end_matches(' ').len();
                out.text.truncate(kept);
                out.text.push_str("\\\n");
            }
            Inline::Picture { .. } => {
                let picture = self.picture(inline, None);
                out.text.push_str(&picture);
            }
            Inline::Link { url, content } => {
                let shown = words(content);
                if shown == *url && url.is_ascii() && address(url) == *url && url.contains("://") {
                    out.text.push_str(&format!("<{url}>"));
                } else {
                    self.linked(content, &address(url), out);
                }
            }
            Inline::Reference { name, content } => match self.surroundings.references.get(name) {
                Some(target) => self.linked(content, target, out),
                None => self.write(&merged(content), out),
            },
            Inline::Note(note) => {
                let number = match self.called.iter().position(|called| called == note) {
                    Some(at) => at + 1,
                    None => {
                        self.called.push(*note);
                        self.called.len()
                    }
                };
                out.text.push_str(&format!("[^{number}]"));
            }
            Inline::Comment(text) => out.text.push_str(&comment(text, self.in_cell)),
            Inline::Ruby { base, reading } => {
                let position = Position { line_start: false, before: Some('>'), behind: Some('<') };
                let (base, reading) = (escaped(&cleaned(base), position), escaped(&cleaned(reading), position));
                out.text.push_str(&format!("<ruby>{base}<rt>{reading}</rt></ruby>"));
            }
        }
    }

    fn linked(&mut self, content: &[Inline], target: &str, out: &mut Line) {
        let mut inner = Line { text: String::new(), begins: false };
        inner.text.push('[');
        self.write(&merged(content), &mut inner);
        out.text.push_str(&format!("{}]({target})", inner.text));
    }

    fn picture(&mut self, picture: &Inline, caption: Option<&str>) -> String {
        let Inline::Picture { picture, alt, width } = picture else { return String::new() };
        let Some(file) = self.surroundings.pictures.get(picture) else { return String::new() };
        let inside = Position { line_start: false, before: Some('['), behind: Some(']') };
        let alt = escaped(&cleaned(alt), inside);
        let quoted = |caption: &str| escaped(&cleaned(caption), inside).replace('"', "\\\"");
        let caption = caption.filter(|caption| !caption.is_empty());
        let caption = caption.map(|caption| format!(" \"{}\"", quoted(caption))).unwrap_or_default();
        // The lines of a page are as wide as that or narrower.
        let width = width.map(|mm| if mm > 150 { "{width=100%}".to_owned() } else { format!("{{width={mm}mm}}") });
        format!("![{}]({file}{caption}){}", alt.trim(), width.unwrap_or_default())
    }

    fn code(&self, text: &str) -> String {
        let text = cleaned(text);
        if text.trim().is_empty() {
            return text;
        }
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let room = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
        let text = if self.in_cell { text.replace('|', "\\|") } else { text };
        format!("{fence}{room}{text}{room}{fence}")
    }
}

fn text_of(inline: &Inline) -> Option<(&str, Style)> {
    if let Inline::Text(text, style) = inline { Some((text, *style)) } else { None }
}

/// The sign with which an inline that is no text begins.
fn first_sign(inline: &Inline) -> char {
    match inline {
        Inline::Text(text, _) => text.chars().next().unwrap_or(' '),
        Inline::Code(_) => '`',
        Inline::Break => '\n',
        Inline::Picture { .. } => '!',
        Inline::Link { .. } | Inline::Reference { .. } | Inline::Note(_) => '[',
        Inline::Comment(_) | Inline::Ruby { .. } => '<',
    }
}
