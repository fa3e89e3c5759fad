//! `diglot lsp`.

use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use super::common::Voice;
use crate::failure::Failure;
use crate::lsp;

/// Tell an editor about the course while you write (Language Server Protocol).
///
/// The editor starts it by itself and speaks with it over the standard input and output. It marks mistakes as you type and mends
/// slips, offers names and keys, shows a passage in the other language and leads there, finds what refers to a thing, and renames it.
#[derive(Args)]
pub struct Lsp {
    /// The folder of the course, seen from the folder that the editor has opened.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    book: PathBuf,
    #[command(flatten)]
    pub voice: Voice,
}

impl Lsp {
    pub fn run(&self) -> Result<Outcome, Failure> {
        lsp::run(&self.book, self.voice.asked())?;
        Ok(Outcome::Done)
    }
}
