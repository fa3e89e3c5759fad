//! `diglot new`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use super::add::in_language;
use super::common::Voice;
use crate::chance;
use crate::edit::{self, starter};
use crate::failure::Failure;
use crate::message::both;
use crate::schema;

/// Begin a course: a folder with a front page, two modules, a step and an action in every language, which explain themselves.
#[derive(Args)]
pub struct New {
    /// The folder to make.
    path: PathBuf,
    /// The languages, such as `"zh,en"`; the first is the one that you write in.
    #[arg(long, value_name = "LANG", value_delimiter = ',', default_values = ["en", "zh"])]
    languages: Vec<String>,
    /// The title in a language: `--title "en=Handling complaints" --title "zh=应对投诉"`.
    #[arg(long, value_name = "LANG=TITLE", value_parser = in_language)]
    title: Vec<(String, String)>,
    /// Also write `book.schema.json`, by which an editor explains `book.yaml` and marks mistakes in it.
    #[arg(long)]
    schema: bool,
    #[command(flatten)]
    pub voice: Voice,
}

impl New {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let wishes = starter::Wishes {
            languages: self.languages.clone(),
            titles: self.title.iter().cloned().collect(),
            identifier: fresh_identifier(),
        };
        let mut files = starter::course(&wishes)?;
        if self.schema {
            add_schema(&mut files);
        }
        edit::create(&self.path, files)?;
        if !self.voice.quiet {
            let path = self.path.display();
            self.voice.say(&both!(
                "the course is in `{path}`. See it, and every change as you save it:\n\n    diglot serve --book {path} --open\n",
                "课程在 `{path}` 里。用下面的命令打开它，保存一次就更新一次：\n\n    diglot serve --book {path} --open\n"
            ));
        }
        Ok(Outcome::Done)
    }
}

/// Adds the schema of `book.yaml`, which the file names in its first line.
fn add_schema(files: &mut BTreeMap<String, Vec<u8>>) {
    const NAME: &str = "book.schema.json";
    let line = format!("# yaml-language-server: $schema={NAME}\n");
    files.entry("book.yaml".to_owned()).and_modify(|book| drop(book.splice(..0, line.into_bytes())));
    files.insert(NAME.to_owned(), schema::book(None).into_bytes());
}

/// A random UUID (version 4 of RFC 9562).
fn fresh_identifier() -> String {
    let bits = (chance::bits() & !(0xf << 76) & !(0xc << 60)) | (0x4 << 76) | (0x8 << 60);
    let hex = format!("{bits:032x}");
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
