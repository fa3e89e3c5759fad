//! The command line: arguments, progress and exit codes. One file a verb; the doc comments of the argument types are the help text.

mod add;
mod build;
mod check;
mod common;
mod completions;
mod doctor;
mod editing;
mod ending;
mod help;
mod i18n;
mod import;
mod jobs;
mod lsp;
mod man;
mod merge;
mod new;
mod progress;
mod remove;
mod rename;
mod reorder;
mod schema;
mod selection;
mod serve;
mod stats;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::message::Tongue;
use common::to_stderr;

/// Turns a folder of Markdown modules into a bilingual website and handbook.
///
/// A first course: `diglot new my-course` makes one, `diglot serve --book my-course --open` shows it while you write, and
/// `diglot build --book my-course` makes its website and the PDFs to print.
///
/// Exit status: 0 when all is done, 1 when the course has errors, 2 when Diglot could not run, 130 or 143 when it was stopped.
#[derive(Parser)]
#[command(name = "diglot", version, max_term_width = 100)]
struct Cli {
    /// The language of messages [default: that of the system].
    #[arg(long, value_enum, value_name = "LANG", global = true)]
    messages: Option<Tongue>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    New(new::New),
    Build(build::Build),
    Serve(serve::Serve),
    Check(check::Check),
    Stats(stats::Show),
    Add(add::Add),
    Move(reorder::Move),
    Rename(rename::Rename),
    Renumber(reorder::Renumber),
    Remove(remove::Remove),
    I18n(i18n::I18n),
    Import(import::Import),
    Schema(schema::Schema),
    Lsp(lsp::Lsp),
    Doctor(doctor::Doctor),
    Jobs(jobs::Jobs),
    Merge(merge::Merge),
    Completions(completions::Completions),
    Man(man::Man),
}

/// How a verb ended.
enum Outcome {
    Done,
    /// The course has errors, which have been shown.
    Mistakes,
}

/// Runs the command that the arguments of the process name.
pub fn run() -> ExitCode {
    let cli = match asked_tongue() {
        Tongue::En => Cli::parse(),
        Tongue::Zh => {
            let found = help::in_chinese(Cli::command()).try_get_matches();
            match found.and_then(|mut found| Cli::from_arg_matches_mut(&mut found)) {
                Ok(cli) => cli,
                Err(error) if error.use_stderr() => {
                    to_stderr(&help::error_in_chinese(&error));
                    return ExitCode::from(2);
                }
                Err(error) => error.exit(),
            }
        }
    };
    let (outcome, voice) = match &cli.verb {
        Verb::New(new) => (new.run(), &new.voice),
        Verb::Build(build) => (build.run(), &build.common.voice),
        Verb::Serve(serve) => (serve.run(), &serve.common.voice),
        Verb::Check(check) => (check.run(), &check.common.voice),
        Verb::Stats(stats) => (stats.run(), &stats.common.voice),
        Verb::Add(add) => (add.run(), &add.editing.voice),
        Verb::Move(verb) => (verb.run(), &verb.editing.voice),
        Verb::Rename(rename) => (rename.run(), &rename.editing.voice),
        Verb::Renumber(renumber) => (renumber.run(), &renumber.editing.voice),
        Verb::Remove(remove) => (remove.run(), &remove.editing.voice),
        Verb::I18n(i18n) => (i18n.run(), i18n.voice()),
        Verb::Import(import) => (import.run(), &import.voice),
        Verb::Schema(schema) => (schema.run(), &schema.voice),
        Verb::Lsp(lsp) => (lsp.run(), &lsp.voice),
        Verb::Doctor(doctor) => (doctor.run(), &doctor.voice),
        Verb::Jobs(jobs) => (jobs.run(), &jobs.common.voice),
        Verb::Merge(merge) => (merge.run(), &merge.voice),
        Verb::Completions(completions) => (completions.run(Cli::command()), &completions.voice),
        Verb::Man(man) => (man.run(Cli::command()), &man.voice),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Mistakes) => ExitCode::from(1),
        Err(failure) => {
            voice.fail(&failure);
            ExitCode::from(2)
        }
    }
}

/// The language to speak in before the arguments are understood.
#[expect(clippy::disallowed_methods, reason = "arguments are what this is for")]
fn asked_tongue() -> Tongue {
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let named = words.windows(2).find(|pair| pair[0] == "--messages").map(|pair| pair[1].as_str());
    let named = named.or_else(|| words.iter().find_map(|word| word.strip_prefix("--messages=")));
    named.and_then(|name| Tongue::from_str(name, false).ok()).unwrap_or_else(common::system_tongue)
}
