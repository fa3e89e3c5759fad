//! `diglot schema`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Outcome;
use super::common::{Voice, to_stdout};
use crate::diagnostic::Strictness;
use crate::failure::Failure;
use crate::message::both;
use crate::project::{self, Memo, Project};
use crate::schema;
use crate::sources::{Sources, holds_book};

/// Describe `book.yaml`, or another file of a course, to an editor: which keys and words it takes.
///
/// A JSON Schema (draft-07) on the standard output, with descriptions in English and Chinese. In a folder with a `book.yaml`, it names the
/// languages, kinds, relations and items of that course; elsewhere it is that of any course.
#[derive(Args)]
pub struct Schema {
    /// The file to describe.
    #[arg(value_enum, value_name = "FILE")]
    file: Described,
    /// The folder of the course, in which its `book.yaml` is [default: this one, if there is a course in it].
    #[arg(long, value_name = "FOLDER")]
    book: Option<PathBuf>,
    #[command(flatten)]
    pub voice: Voice,
}

#[derive(Clone, Copy, ValueEnum)]
enum Described {
    /// `book.yaml`: the settings of a course.
    Book,
    /// The lines between `---` and `---` at the head of each text.
    FrontMatter,
    /// `theme.yaml`: colours, logo, fonts.
    Theme,
    /// `glossary.yaml`: the terms of a course.
    Glossary,
}

impl Schema {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let project = self.project()?;
        let book = project.book();
        to_stdout(&match self.file {
            Described::Book => schema::book(book),
            Described::FrontMatter => schema::front_matter(book.zip(project.course())),
            Described::Theme => schema::theme(book),
            Described::Glossary => schema::glossary(book),
        });
        Ok(Outcome::Done)
    }

    /// The course, as far as it can be read. A schema is there to mend it.
    fn project(&self) -> Result<Project, Failure> {
        let here = Path::new(".");
        if self.book.is_none() && !holds_book(here) {
            return Ok(Project::Unreadable);
        }
        let root = self.book.as_deref().unwrap_or(here);
        let project = project::load(root, Sources::default(), &mut Memo::once(), Strictness::Usual)?.project;
        if project.book().is_none() && !self.voice.quiet {
            self.voice.say(&both!(
                "`book.yaml` has errors, so this is the schema of any course; `diglot check` shows them",
                "`book.yaml` 有错误，所以这里给出的是任何课程都适用的模式；错误可用 `diglot check` 查看"
            ));
        }
        Ok(project)
    }
}
