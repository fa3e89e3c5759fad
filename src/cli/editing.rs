//! What the verbs that change a course have in common: they plan, show the plan, and carry it out as a whole.

use std::path::PathBuf;

use clap::Args;

use super::Outcome;
use super::common::{Voice, for_people, to_stderr};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::render::{render, summary};
use crate::edit::changes::Place;
use crate::edit::{Change, Folder, Key, Unready};
use crate::failure::Failure;
use crate::message::both;
use crate::publish::{finish_rewrite, rewrite};
use crate::sources::Sources;

/// What every verb takes that changes a course.
#[derive(Args)]
pub struct Editing {
    /// The folder of `book.yaml`.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    book: PathBuf,
    /// Show what would be done, and do nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    pub voice: Voice,
}

impl Editing {
    /// Carries out what `change` makes of the course.
    pub fn run(&self, change: impl FnOnce(&Folder) -> Result<Change, Failure>) -> Result<Outcome, Failure> {
        finish_rewrite(&self.book)?;
        let folder = match Folder::open(&self.book, Sources::default())? {
            Ok(folder) => folder,
            Err(Unready { sources, diagnostics }) => return Ok(self.stopped(&sources, &diagnostics)),
        };
        let change = change(&folder)?;
        let in_the_way = folder.references_to_removed(&change);
        if !in_the_way.is_empty() {
            return Ok(self.stopped(&folder.sources, &in_the_way));
        }
        let plan = match folder.plan(&change)? {
            Ok(plan) => plan,
            Err(diagnostics) => return Ok(self.stopped(&folder.sources, &diagnostics)),
        };
        if !self.dry_run {
            rewrite(&self.book, &plan.rewrite)?;
        }
        if !self.voice.quiet {
            plan.steps.iter().for_each(|step| self.voice.say(step));
            self.voice.say(&match (plan.rewrite.is_empty(), self.dry_run) {
                (true, _) => both!("there is nothing to change", "没有什么要改的"),
                (false, true) => both!("nothing was done: this is what would be", "什么也没有做，以上是将要做的"),
                (false, false) => both!("done", "完成"),
            });
        }
        Ok(Outcome::Done)
    }

    fn stopped(&self, sources: &Sources, diagnostics: &[Diagnostic]) -> Outcome {
        let tongue = self.voice.tongue();
        to_stderr(&render(sources, diagnostics, for_people(), tongue));
        to_stderr(&format!("{}\n", summary(diagnostics, tongue)));
        self.voice.say(&both!("nothing was changed", "什么也没有改"));
        Outcome::Mistakes
    }
}

/// Where an item is to stand.
#[derive(Args)]
#[group(multiple = false)]
pub struct Position {
    /// Behind this item.
    #[arg(long, value_name = "SLUG")]
    after: Option<String>,
    /// In front of this item.
    #[arg(long, value_name = "SLUG")]
    before: Option<String>,
    /// Where its number is this one; 0 is a place before the first.
    #[arg(long, value_name = "N")]
    at: Option<u32>,
}

impl Position {
    /// The place among those that are numbered with `key`; none where nothing was said.
    pub fn place(&self, folder: &Folder, key: &Key) -> Result<Option<Place>, Failure> {
        let beside = |slug: &String| {
            if slug.contains('/') {
                return folder.find(slug);
            }
            let sibling = Key { slug: slug.clone(), ..key.clone() };
            folder.find(&sibling.id(&folder.book))
        };
        Ok(match (&self.after, &self.before, self.at) {
            (Some(slug), ..) => Some(Place::After(beside(slug)?)),
            (_, Some(slug), _) => Some(Place::Before(beside(slug)?)),
            (.., Some(number)) => Some(Place::At(number)),
            _ => None,
        })
    }
}
