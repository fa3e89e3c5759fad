//! How much a course may hold. `docs/format.md` lists these bounds.
//!
//! No real course meets them. Those of files let a wrong folder end in a message and not in a long wait. Those of a text are where a single
//! page begins to take the typesetter seconds, and hundreds of megabytes: a paragraph costs it a tenth of a second for each kilobyte, marks
//! in a paragraph and footnotes of two languages side by side the square of their number, a row of two languages a quarter of a megabyte.

/// The bounds of files.
pub struct Limits {
    /// How many files the course may have.
    pub files: usize,
    /// How large one text may be, in bytes.
    pub text_bytes: u64,
    /// How large one picture, font or other file may be, in bytes.
    pub attachment_bytes: u64,
    /// Of all files together.
    pub total_bytes: u64,
    /// How many folders deep a file may lie in the folder of the course.
    pub depth: usize,
}

impl Limits {
    /// The bounds of every course. Tests set lower ones.
    pub const DEFAULT: Limits =
        Limits { files: 50_000, text_bytes: 4 << 20, attachment_bytes: 64 << 20, total_bytes: 2 << 30, depth: 16 };
}

/// The highest number of an item, and of anything that is counted in whole numbers.
pub const HIGHEST_NUMBER: u32 = 9999;

/// Bytes of a text that is a single paragraph: also a heading, a cell, a title, a summary, a definition.
pub const PARAGRAPH: usize = 16 << 10;

/// Links, references, emphasis, pictures, formulas, calls of notes in one paragraph.
pub const MARKS: usize = 1_000;

/// Columns of a table.
pub const COLUMNS: usize = 100;

/// Lines of a block of code.
pub const CODE_LINES: usize = 2_000;

/// Questions of a quiz.
pub const QUESTIONS: usize = 300;

/// Footnotes of a page.
pub const FOOTNOTES: usize = 500;

/// Paragraphs, headings, boxes, items of lists, turns, questions, options, cells: all that stands below each other on a page.
pub const BLOCKS: usize = 5_000;
