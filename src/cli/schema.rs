//! `diglot schema`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Outcome;
use super::common::{Voice, to_stdout};
use crate::diagnostic::Strictness;
use crate::edit;
use crate::failure::Failure;
use crate::message::both;
use crate::project::{self, Memo, Project};
use crate::schema;
use crate::sources::{Sources, holds};

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
    /// Write it beside `book.yaml`, as `book.schema.json`, instead of to the standard output.
    #[arg(long)]
    write: bool,
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
    /// `theme/strings/LANG.yaml`: buttons, labels and notes in a language.
    Strings,
}

impl Schema {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let project = self.project()?;
        let book = project.book();
        // Of each its name, and if the file can say which schema is its own, the file and where it sees the schema from.
        let (name, from, schema) = match self.file {
            Described::Book => ("book", Some(("book.yaml", "")), schema::book(book)),
            Described::FrontMatter => ("front-matter", None, schema::front_matter(book.zip(project.course()))),
            Described::Theme => ("theme", Some(("theme.yaml", "")), schema::theme(book)),
            Described::Glossary => ("glossary", Some(("glossary.yaml", "../")), schema::glossary(book)),
            Described::Strings => ("strings", Some(("theme/strings/LANG.yaml", "../../")), schema::strings()),
        };
        if self.write {
            self.put(name, from, schema)?;
        } else {
            to_stdout(&schema);
        }
        Ok(Outcome::Done)
    }

    fn put(&self, name: &str, from: Option<(&str, &str)>, schema: String) -> Result<(), Failure> {
        let file = format!("{name}.schema.json");
        edit::put_beside_book(self.root(), &file, schema)?;
        if !self.voice.quiet {
            self.voice.say(&match from {
                Some((described, from)) => both!(
                    "`{file}` is written; an editor reads it when `{described}` begins with this line:\n# yaml-language-server: $schema={from}{file}",
                    "`{file}` 已写好；把下面这一行写在 `{described}` 的开头，编辑器就会用它：\n# yaml-language-server: $schema={from}{file}"
                ),
                None => both!("`{file}` is written", "`{file}` 已写好"),
            });
        }
        Ok(())
    }

    fn root(&self) -> &Path {
        self.book.as_deref().unwrap_or(Path::new("."))
    }

    /// The course, as far as it can be read. A schema is there to mend it.
    fn project(&self) -> Result<Project, Failure> {
        if self.book.is_none() && !self.write && !holds(self.root(), "book.yaml") {
            return Ok(Project::Unreadable);
        }
        let project = project::load(self.root(), Sources::default(), &mut Memo::once(), Strictness::Usual)?.project;
        if project.book().is_none() && !self.voice.quiet {
            self.voice.say(&both!(
                "`book.yaml` has errors, so this is the schema of any course; `diglot check` shows them",
                "`book.yaml` 有错误，所以这里给出的是任何课程都适用的模式；错误可用 `diglot check` 查看"
            ));
        }
        Ok(project)
    }
}
