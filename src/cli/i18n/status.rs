//! `diglot i18n status`.

use std::io::Write;

use clap::{Args, ValueEnum};

use super::{Shared, check_item};
use crate::cli::Outcome;
use crate::failure::Failure;
use crate::i18n;
use crate::translation::State;

/// Show how many passages are current, stale, missing, not accepted yet, or obsolete.
#[derive(Args)]
pub struct Status {
    /// Only this item.
    #[arg(long)]
    item: Option<String>,
    /// List every passage that is not current, with its texts.
    #[arg(long, short)]
    verbose: bool,
    /// How it is shown.
    #[arg(long, value_enum, default_value = "table")]
    format: StatusFormat,
    /// End with status 1 if anything is stale or missing.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    pub shared: Shared,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StatusFormat {
    /// For people.
    Table,
    /// For machines.
    Json,
}

impl Status {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let Some((work, langs)) = self.shared.open()? else { return Ok(Outcome::Mistakes) };
        let item = self.item.as_deref();
        check_item(&work, item)?;
        let text = match self.format {
            StatusFormat::Table => i18n::table(&work, &langs, item, self.verbose, self.shared.voice.tongue()),
            StatusFormat::Json => i18n::json(&work, &langs, item) + "\n",
        };
        // A reader that has seen enough may close the pipe.
        let _ = std::io::stdout().lock().write_all(text.as_bytes());
        let behind = |state: &State| matches!(state, State::Stale(_) | State::Missing);
        let shown = work.survey.items.iter().filter(|surveyed| item.is_none_or(|id| id == surveyed.id));
        let mut states = shown.flat_map(|item| langs.iter().flat_map(|lang| &item.units[lang.index()]));
        let faulty = self.strict && states.any(|(.., state)| behind(state));
        Ok(if faulty { Outcome::Mistakes } else { Outcome::Done })
    }
}
