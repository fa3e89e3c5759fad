//! Diglot makes a website and printed handbooks, in one language or in two side by side, from a folder of Markdown.
//!
//! [`project::load`] reads a course:
//!
//! 1. [`sources`] reads the disk: bytes in, lines and columns out.
//! 2. [`book`] and [`syntax`] read each file alone ([`yaml`] and [`tex`] for them): one tree of blocks and inlines, with spans, and what is wrong
//!    with it. [`participants`] is the table of those who take part.
//! 3. [`resolve`] looks up every name, pairs the languages, gives all numbers: the [`course`], valid by construction.
//! 4. [`check`] looks at the course for what an author may want to know; [`stats`] counts, [`timetable`] plans the days.
//!
//! [`build`] makes what `book.yaml` or the command line asks for:
//!
//! 5. A [`build::Plan`] lists the products; [`course::edition`] takes out what a reader is not to see.
//! 6. [`output`] makes the website and the PDFs from what is left, with the words and the look of a [`theme`].
//! 7. [`publish`] puts the files in place, all or none.
//!
//! [`edit`] writes to the sources of a course, and nothing else does; [`import`] makes such sources out of Word documents and other books.
//! [`i18n`] is the translation of a course as work. [`schema`] tells editors what may stand in the files of YAML.
//!
//! [`preview`] does both again and again, in memory, while the course is written; [`lsp`] reads it again and again for an editor. [`doctor`] tells what keeps all this from working on a machine. [`cli`] is the
//! command line.
//!
//! Below all of that lies the ground, which knows nothing of courses: [`span`], [`digest`], [`slug`], [`message`], [`failure`], [`sink`],
//! [`typography`], [`picture`], [`percent`], [`archive`], [`chance`], [`diagnostic`], and the words of the [`interface`]. What is said to an author or on a terminal has its Chinese beside its English,
//! in [`message`]'s `both!`, where it is said; of the help of the command line, in `cli::help`. The words of pages and books are in
//! `themes/default/strings`. Which room may use which is told by the table of `docs/architecture.md`.

mod archive;
pub mod book;
pub mod build;
mod chance;
pub mod check;
pub mod cli;
pub mod course;
mod derive;
pub mod diagnostic;
pub mod digest;
mod doctor;
mod edit;
pub mod failure;
mod i18n;
pub mod import;
pub mod interface;
mod lsp;
pub mod message;
pub mod output;
pub mod participants;
mod percent;
pub mod picture;
pub mod preview;
pub mod project;
pub mod publish;
pub mod resolve;
pub mod schema;
pub mod sink;
mod slug;
pub mod sources;
pub mod span;
pub mod stats;
pub mod syntax;
mod tex;
pub mod theme;
pub mod timetable;
mod translation;
mod typography;
pub mod yaml;
