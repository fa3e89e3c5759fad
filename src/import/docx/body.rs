//! Paragraphs and what stands between them.

use roxmltree::Node;

use super::Reader;
use super::lists::{Place, Placed, nested};
use super::package::{attr, child, value};
use super::styles::Role;
use crate::import::model::{Block, Document, Inline, Style, is_blank, words};
use crate::message::both;

/// A paragraph that was read.
struct Paragraph {
    role: Option<Role>,
    place: Option<Place>,
    content: Vec<Inline>,
    names: Vec<String>,
}

impl<'a> Reader<'a> {
    /// The whole document.
    pub fn document(&mut self, root: Node<'a, 'a>) -> Document {
        let Some(body) = child(root, "body") else { return Document::default() };
        let mut document = Document { blocks: self.blocks(body), ..Document::default() };
        let titles = document.blocks.iter().filter(|block| matches!(block, Block::Heading { level: 0, .. })).count();
        let first = document.blocks.iter().position(|block| !matches!(block, Block::Comment(_)));
        // One title is that of the document; several are those of its chapters.
        if titles == 1
            && let Some(at) = document.blocks.iter().position(|block| matches!(block, Block::Heading { level: 0, .. }))
            && let Block::Heading { content, .. } = document.blocks.remove(at)
        {
            document.title = Some(content);
            let below = document.blocks.get(at);
            if Some(at) == first
                && let Some(Block::Caption(content)) = below
            {
                document.subtitle = Some(content.clone());
                document.blocks.remove(at);
            }
        }
        document
    }

    /// The blocks of a body, a cell, a text box or a note.
    pub fn blocks(&mut self, parent: Node<'a, 'a>) -> Vec<Block> {
        let mut placed = Vec::new();
        self.collect(parent, &mut placed);
        if !self.unended.is_empty() {
            let content = std::mem::take(&mut self.unended);
            placed.push(Placed { place: None, block: Block::Paragraph(content) });
        }
        joined(nested(placed))
    }

    fn collect(&mut self, parent: Node<'a, 'a>, placed: &mut Vec<Placed>) {
        for node in parent.children().filter(Node::is_element) {
            match node.tag_name().name() {
                "p" => self.paragraph(node, placed),
                "tbl" => {
                    let from = self.reports.len();
                    let blocks = self.table(node);
                    let first = crate::import::model::words_of_blocks(&blocks);
                    self.place_reports(from, first.lines().next().unwrap_or_default());
                    placed.extend(blocks.into_iter().map(|block| Placed { place: None, block }));
                    self.names_of_the_section(placed);
                }
                "sdt" => {
                    let gallery = child(node, "sdtPr").and_then(|pr| child(pr, "docPartObj"));
                    let gallery = gallery.and_then(|part| value(part, "docPartGallery"));
                    if gallery.is_some_and(|gallery| gallery.starts_with("Table of")) {
                        self.tallies.contents += 1;
                    } else if let Some(content) = child(node, "sdtContent") {
                        self.collect(content, placed);
                    }
                }
                "customXml" | "smartTag" | "ins" | "moveTo" => self.collect(node, placed),
                "AlternateContent" => {
                    if let Some(chosen) = child(node, "Choice").or_else(|| child(node, "Fallback")) {
                        self.collect(chosen, placed);
                    }
                }
                "bookmarkStart" => self.bookmark(node),
                "altChunk" => {
                    self.report(both!("a file that is put in as a whole is left out", "整体插入的文件没有导入"));
                    placed.push(Placed { place: None, block: Block::Comment("a file that was put in here".into()) });
                }
                _ => {}
            }
        }
    }

    /// Keeps the name of a place, unless Word made it for itself.
    pub fn bookmark(&mut self, node: Node<'a, 'a>) {
        self.bookmarks.extend(attr(node, "name").filter(|name| *name != "_GoBack").map(str::to_owned));
    }

    /// What is referred to in a section leads to its heading.
    fn names_of_the_section(&mut self, placed: &mut [Placed]) {
        if self.within > 0 || self.bookmarks.is_empty() {
            return;
        }
        let heading = placed.iter_mut().rev().find_map(|placed| match &mut placed.block {
            Block::Heading { names, .. } => Some(names),
            _ => None,
        });
        if let Some(names) = heading {
            names.append(&mut self.bookmarks);
        }
    }

    fn paragraph(&mut self, node: Node<'a, 'a>, placed: &mut Vec<Placed>) {
        let from = self.reports.len();
        let properties = child(node, "pPr");
        let in_contents = self.in_contents();
        let outer = std::mem::take(&mut self.boxes);
        self.line = std::mem::take(&mut self.unended);
        self.inlines(node, Style::default());
        self.flush_fields();
        let content = std::mem::take(&mut self.line);
        let boxes = std::mem::replace(&mut self.boxes, outer);
        let style = properties.and_then(|p| value(p, "pStyle"));
        let role = self.role(properties, style);
        if role == Some(Role::Contents) || in_contents && self.in_contents() && is_blank(&content) {
            self.tallies.contents += usize::from(role == Some(Role::Contents) && self.tallies.contents == 0);
            self.reports.truncate(from);
            self.unplaced.retain(|at| *at < from);
            return;
        }
        let mark = properties.and_then(|p| child(p, "rPr"));
        if mark.is_some_and(|mark| child(mark, "del").is_some() || child(mark, "moveFrom").is_some()) {
            self.unended = content;
            return;
        }
        let shown = words(&content);
        if let (Some(Role::Heading(level)), 0, false) = (role, self.within, shown.is_empty()) {
            self.under(level, &shown);
        }
        let place = self.place(properties, style, role, &shown);
        self.place_reports(from, &shown);
        let names = std::mem::take(&mut self.bookmarks);
        let paragraph = Paragraph { role, place, content, names };
        self.add(paragraph, placed);
        for content in boxes {
            placed.push(Placed { place: None, block: Block::Quote(content) });
        }
    }

    fn role(&self, properties: Option<Node<'a, 'a>>, style: Option<&str>) -> Option<Role> {
        let styled = self.styles.role(style);
        let outline = properties.and_then(|p| value(p, "outlineLvl")).and_then(|level| level.parse::<u8>().ok());
        match (styled, outline) {
            (Some(Role::Contents | Role::Title), _) => styled,
            (_, Some(level @ 0..=8)) => Some(Role::Heading(level + 1)),
            (Some(Role::Heading(_)), Some(_)) => None,
            _ => styled,
        }
    }

    /// The place of a paragraph in a list.
    fn place(
        &mut self,
        properties: Option<Node<'a, 'a>>,
        style: Option<&str>,
        role: Option<Role>,
        shown: &str,
    ) -> Option<Place> {
        let own = properties.and_then(|p| child(p, "numPr"));
        let styled = self.styles.list(style);
        let list = own.and_then(|own| value(own, "numId")).map(str::to_owned).or(styled.list);
        let level = own.and_then(|own| value(own, "ilvl")).and_then(|level| level.parse().ok()).or(styled.level);
        let mut level = level.unwrap_or(0);
        let goes_on = || {
            let name = style.map(|id| self.styles.name(id)).unwrap_or_default();
            (name.starts_with("list continue") || ["list paragraph", "列出段落", "列表段落"].contains(&name))
                .then(|| Place { list: String::new(), level: usize::MAX, number: None, goes_on: true })
        };
        let Some(list) = list.filter(|list| list != "0") else { return goes_on() };
        // Word names lists of the second level “List Bullet 2” and begins them at level 0 of a list of their own.
        let found = match self.numbering.level(&list, level) {
            Some(found) => Some(found.clone()),
            None => self.numbering.level(&list, 0).cloned(),
        }?;
        if matches!(role, Some(Role::Heading(_) | Role::Title)) {
            self.tallies.numbered_headings += usize::from(found.is_numbered() && self.within == 0);
            return None;
        }
        if found.format == "none" || shown.is_empty() && self.line.is_empty() && found.format.is_empty() {
            return None;
        }
        level = level.min(8);
        // A bullet that shows nothing: what stands there goes on with the item above it.
        if found.format == "bullet" && found.text.trim().is_empty() {
            return Some(Place { list, level, number: None, goes_on: true });
        }
        let number = found.is_numbered().then(|| self.numbering.count(&list, level));
        if found.is_numbered() && !found.is_plain() {
            let kind = format!("{} {}", found.format, found.text);
            if !self.told_numbers.contains(&kind) {
                self.told_numbers.push(kind);
                let shown = super::symbols::numbered(&found.format, &found.text);
                self.report(both!(
                    "the numbers of lists like this one were `{shown}`, and are `1.` now",
                    "这种列表的编号原为 `{shown}`，现在是 `1.`"
                ));
            }
        }
        Some(Place { list, level, number, goes_on: false })
    }

    fn add(&mut self, paragraph: Paragraph, placed: &mut Vec<Placed>) {
        let Paragraph { role, place, content, names } = paragraph;
        if is_blank(&content) {
            // A place before a heading is that of the heading.
            self.bookmarks.extend(names);
            return;
        }
        let heading = self.within == 0 && matches!(role, Some(Role::Heading(_) | Role::Title));
        let names = if heading {
            names
        } else {
            self.bookmarks.extend(names);
            Vec::new()
        };
        let block = match role {
            Some(Role::Heading(level)) if self.within == 0 => {
                self.tallies.headings += 1;
                Block::Heading { level: level.min(9), content, names }
            }
            Some(Role::Title) if self.within == 0 => Block::Heading { level: 0, content, names },
            Some(Role::Heading(_) | Role::Title) => Block::Paragraph(bold(content)),
            Some(Role::Quote) => Block::Quote(vec![Block::Paragraph(content)]),
            Some(Role::Code) => Block::Code(lines_of(&content)),
            Some(Role::Caption | Role::Subtitle) => Block::Caption(content),
            _ => Block::Paragraph(content),
        };
        placed.push(Placed { place, block });
        self.names_of_the_section(placed);
    }
}

fn bold(content: Vec<Inline>) -> Vec<Inline> {
    let bold = |inline| match inline {
        Inline::Text(text, style) => Inline::Text(text, Style { bold: true, ..style }),
        inline => inline,
    };
    content.into_iter().map(bold).collect()
}

/// The lines of code, with all of their blanks.
fn lines_of(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text(text, _) | Inline::Code(text) => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Link { content, .. } | Inline::Reference { content, .. } => out.push_str(&lines_of(content)),
            _ => {}
        }
    }
    out
}

/// Neighbouring lines of code and paragraphs of a quotation as one.
fn joined(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        match (out.last_mut(), block) {
            (Some(Block::Code(lines)), Block::Code(line)) => {
                lines.push('\n');
                lines.push_str(&line);
            }
            (Some(Block::Quote(content)), Block::Quote(more)) => content.extend(more),
            (_, block) => out.push(block),
        }
    }
    out
}
