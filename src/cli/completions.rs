//! `diglot completions`.

use clap::{Args, Command};
use clap_complete::Shell;

use super::Outcome;
use super::common::{Voice, to_stdout};
use crate::failure::Failure;

/// Let a shell complete the words of `diglot` when you press Tab.
///
/// A script for the shell, on the standard output: `diglot completions bash > ~/.local/share/bash-completion/completions/diglot`, or in the
/// profile of PowerShell `diglot completions powershell | Out-String | Invoke-Expression`.
#[derive(Args)]
pub struct Completions {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
    #[command(flatten)]
    pub voice: Voice,
}

impl Completions {
    /// `command` is what is completed.
    pub fn run(&self, mut command: Command) -> Result<Outcome, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "diglot", &mut script);
        to_stdout(&String::from_utf8_lossy(&script));
        Ok(Outcome::Done)
    }
}
