//! What is imported, before it is Markdown: the text of a document in one language.

/// A document of one language.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The title on its first page.
    pub title: Option<Vec<Inline>>,
    /// The line below it.
    pub subtitle: Option<Vec<Inline>>,
    /// All else, in the order of reading.
    pub blocks: Vec<Block>,
}

/// A part of a text that stands for itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading.
    Heading {
        /// From 1; 0 for a title that stands among the headings.
        level: u8,
        /// Its words.
        content: Vec<Inline>,
        /// By which references name it, and the places below it up to the next heading.
        names: Vec<String>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// The words below a picture, or above a table.
    Caption(Vec<Inline>),
    /// A list with the number of its first item, if it is numbered.
    List {
        /// None for bullets.
        start: Option<u64>,
        /// Each is a list of blocks.
        items: Vec<Vec<Block>>,
    },
    /// Rows of cells; all rows have as many.
    Table(Vec<Vec<Vec<Block>>>),
    /// A quotation.
    Quote(Vec<Block>),
    /// Lines of code.
    Code(String),
    /// A note for the author.
    Comment(String),
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String, Style),
    /// Words of code.
    Code(String),
    /// The end of a line within a paragraph.
    Break,
    /// A picture, by its place among those of the document.
    Picture {
        /// Which one.
        picture: usize,
        /// What it shows, for who cannot see it.
        alt: String,
        /// In millimetres.
        width: Option<u32>,
    },
    /// A link out of the course.
    Link {
        /// Where it leads.
        url: String,
        /// Its words.
        content: Vec<Inline>,
    },
    /// A link to a place of the document.
    Reference {
        /// The name of the place.
        name: String,
        /// Its words.
        content: Vec<Inline>,
    },
    /// The call of a note, by its place among those of the document.
    Note(usize),
    /// A note for the author.
    Comment(String),
    /// Characters with their reading above them.
    Ruby {
        /// The characters.
        base: String,
        /// How they are read.
        reading: String,
    },
}

/// How words are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Strong emphasis.
    pub bold: bool,
    /// Emphasis.
    pub italic: bool,
    /// Struck out.
    pub strike: bool,
    /// Underlined.
    pub underline: bool,
    /// On a coloured ground.
    pub mark: bool,
    /// Above the line.
    pub superscript: bool,
    /// Below the line.
    pub subscript: bool,
}

impl Inline {
    /// Words without emphasis.
    pub fn plain(text: impl Into<String>) -> Inline {
        Inline::Text(text.into(), Style::default())
    }
}

/// The words of inlines, without markup.
pub fn words(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text, _) | Inline::Code(text) | Inline::Ruby { base: text, .. } => out.push_str(text),
            Inline::Break => out.push(' '),
            Inline::Link { content, .. } | Inline::Reference { content, .. } => out.push_str(&words(content)),
            Inline::Picture { .. } | Inline::Note(_) | Inline::Comment(_) => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of blocks, a paragraph a line.
pub fn words_of_blocks(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    collect_words(blocks, &mut lines);
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn collect_words(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } | Block::Paragraph(content) | Block::Caption(content) => {
                lines.push(words(content));
            }
            Block::List { items, .. } => items.iter().for_each(|item| collect_words(item, lines)),
            Block::Table(rows) => rows.iter().flatten().for_each(|cell| collect_words(cell, lines)),
            Block::Quote(content) => collect_words(content, lines),
            Block::Code(text) => lines.push(text.clone()),
            Block::Comment(_) => {}
        }
    }
}

/// Whether inlines show nothing.
pub fn is_blank(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(text, _) => text.trim().is_empty(),
        Inline::Break => true,
        Inline::Link { content, .. } | Inline::Reference { content, .. } => is_blank(content),
        _ => false,
    })
}
