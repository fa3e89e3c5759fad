//! A document that follows another one of its language: its places are counted on, its names kept apart.

use super::Volume;
use crate::import::model::{Block, Inline};

impl Volume {
    /// Lets another one of the same language follow, with its places counted on and its names kept apart.
    pub fn append(&mut self, other: Volume) {
        let (notes, pictures) = (self.notes.len(), self.pictures.len());
        let prefix = format!("{}/", other.name);
        let moved = Moved { notes, pictures, prefix };
        let title = other.document.title.map(|content| Block::Heading { level: 1, content, names: Vec::new() });
        let begins = other.document.blocks.first();
        let headed = begins.is_some_and(|block| matches!(block, Block::Heading { level: 0 | 1, .. }));
        self.document.blocks.extend(title.filter(|_| !headed).map(|block| moved.block(block)));
        self.document.blocks.extend(other.document.blocks.into_iter().map(|block| moved.block(block)));
        self.notes.extend(other.notes.into_iter().map(|note| note.into_iter().map(|b| moved.block(b)).collect()));
        self.pictures.extend(other.pictures);
    }
}

/// What changes in blocks that follow those of another document.
struct Moved {
    notes: usize,
    pictures: usize,
    prefix: String,
}

impl Moved {
    fn block(&self, block: Block) -> Block {
        let each = |blocks: Vec<Block>| -> Vec<Block> { blocks.into_iter().map(|block| self.block(block)).collect() };
        match block {
            Block::List { start, items } => Block::List { start, items: items.into_iter().map(each).collect() },
            Block::Table(rows) => {
                Block::Table(rows.into_iter().map(|row| row.into_iter().map(each).collect()).collect())
            }
            Block::Quote(content) => Block::Quote(each(content)),
            Block::Heading { level, content, names } => {
                let names = names.into_iter().map(|name| format!("{}{name}", self.prefix)).collect();
                Block::Heading { level, content: self.inlines(content), names }
            }
            Block::Paragraph(content) => Block::Paragraph(self.inlines(content)),
            Block::Caption(content) => Block::Caption(self.inlines(content)),
            Block::Code(_) | Block::Comment(_) => block,
        }
    }

    fn inlines(&self, inlines: Vec<Inline>) -> Vec<Inline> {
        let moved = |inline| match inline {
            Inline::Note(note) => Inline::Note(note + self.notes),
            Inline::Picture { picture, alt, width } => Inline::Picture { picture: picture + self.pictures, alt, width },
            Inline::Reference { name, content } => {
                Inline::Reference { name: format!("{}{name}", self.prefix), content: self.inlines(content) }
            }
            Inline::Link { url, content } => Inline::Link { url, content: self.inlines(content) },
            inline => inline,
        };
        inlines.into_iter().map(moved).collect()
    }
}
