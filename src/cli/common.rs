//! What every verb takes, and how it speaks to people: diagnostics in the form that is asked for, the rest on the error stream.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::diagnostic::{Diagnostic, Severity, Strictness, render};
use crate::failure::Failure;
use crate::message::{Message, Tongue, both};
use crate::project::{self, Loaded, Memo, Project, Sound};
use crate::publish::finish_rewrite;
use crate::sources::Sources;

/// The language of the system, where no argument says another one.
#[expect(clippy::disallowed_methods, reason = "people who say nothing are spoken to as their system speaks")]
pub fn system_tongue() -> Tongue {
    match sys_locale::get_locale() {
        Some(locale) if locale.starts_with("zh") => Tongue::Zh,
        _ => Tongue::En,
    }
}

/// What every verb takes.
#[derive(Args, Default)]
pub struct Common {
    /// The folder of the course, in which its `book.yaml` is.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    pub book: PathBuf,
    /// How mistakes are shown.
    #[arg(long, value_enum, default_value = "human")]
    pub format: FormatName,
    /// Take warnings as errors.
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub voice: Voice,
}

/// How people are spoken to.
#[derive(Args, Default)]
pub struct Voice {
    /// Show nothing but mistakes.
    #[arg(long, short)]
    pub quiet: bool,
    /// The language of messages [default: that of the system].
    #[arg(long, value_enum, value_name = "LANG", global = true)]
    messages: Option<Tongue>,
}

impl Voice {
    /// The language that people are spoken to in.
    pub fn tongue(&self) -> Tongue {
        self.messages.unwrap_or_else(system_tongue)
    }

    /// The language that an argument names, if one does.
    pub fn asked(&self) -> Option<Tongue> {
        self.messages
    }

    /// Writes to the error stream.
    pub fn say(&self, message: &Message) {
        to_stderr(&format!("{}\n", message.text(self.tongue())));
    }

    pub fn fail(&self, failure: &Failure) {
        let (level, [en, zh]) = (Severity::Error.name(), [Tongue::En, Tongue::Zh].map(|tongue| failure.text(tongue)));
        let failure = Message { en, zh };
        self.say(&both!("{level}: {failure}", "{level}：{failure}"; level, failure));
    }
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum FormatName {
    /// With the line of the file, the place marked under it.
    #[default]
    Human,
    /// A line each: `path:line:column: error[code]: message`.
    Short,
    /// A JSON object a line.
    Json,
    /// Commands that GitHub shows beside the changed lines.
    Github,
}

impl Common {
    /// Reads the course, once.
    pub fn load(&self) -> Result<Loaded, Failure> {
        self.load_again(&mut Memo::once())
    }

    /// As [`Common::load`], with what an earlier process remembers.
    pub fn load_again(&self, memo: &mut Memo) -> Result<Loaded, Failure> {
        finish_rewrite(&self.book)?;
        project::load(&self.book, Sources::default(), memo, self.strictness())
    }

    /// As [`Common::load`], of a course that must be sound: none if it is not, which has been told then.
    pub fn load_sound(&self) -> Result<Option<(Sources, Sound)>, Failure> {
        let Loaded { sources, diagnostics, project } = self.load()?;
        if let Project::Sound(sound) = project {
            return Ok(Some((sources, *sound)));
        }
        self.report(&sources, &diagnostics);
        self.summarise(&diagnostics);
        Ok(None)
    }

    pub fn strictness(&self) -> Strictness {
        if self.strict { Strictness::Strict } else { Strictness::Usual }
    }

    /// Shows the diagnostics: for people on the error stream, for machines on the output.
    pub fn report(&self, sources: &Sources, diagnostics: &[Diagnostic]) {
        self.show(&render::render(sources, diagnostics, self.rendered(), self.voice.tongue()));
    }

    /// The form in which diagnostics are shown.
    pub fn rendered(&self) -> render::Format {
        match self.format {
            FormatName::Human => for_people(),
            FormatName::Short => render::Format::Short,
            FormatName::Json => render::Format::Json,
            FormatName::Github => render::Format::Github,
        }
    }

    pub fn show(&self, report: &str) {
        match self.format {
            FormatName::Human => to_stderr(report),
            FormatName::Short | FormatName::Json | FormatName::Github => to_stdout(report),
        }
    }

    /// The last line for people, after a report that is not empty.
    pub fn summarise(&self, diagnostics: &[Diagnostic]) {
        self.show_summary(&render::summary(diagnostics, self.voice.tongue()));
    }

    pub fn show_summary(&self, summary: &str) {
        if !summary.is_empty() && matches!(self.format, FormatName::Human | FormatName::Short) {
            to_stderr(&format!("{summary}\n"));
        }
    }
}

/// The form of diagnostics on a terminal, with colours where they are wanted.
pub fn for_people() -> render::Format {
    #[expect(clippy::disallowed_methods, reason = "the environment says whether colours are wanted")]
    let coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    if coloured { render::Format::HumanColoured } else { render::Format::Human }
}

/// Writes to the error stream; there is nobody to tell when that fails.
pub fn to_stderr(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Writes to the standard output. A reader that has seen enough may close the pipe.
pub fn to_stdout(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
