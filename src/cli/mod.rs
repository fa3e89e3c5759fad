//! The command line: arguments, progress and exit codes. One file a verb; the doc comments of the argument types are the help text.

mod build;
mod check;
mod ending;
mod help;
mod offers;
mod plan;
mod progress;
mod serve;
mod stats;
mod workers;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::SystemTime;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::book::{self, Book};
use crate::course::Course;
use crate::diagnostic::{Code, Diagnostic, Severity, render};
use crate::failure::Failure;
use crate::message::{Message, Tongue, both};
use crate::names::Name;
use crate::output::print::{self, TypesetContext};
use crate::output::site;
use crate::resolve::{self, Memo};
use crate::sources::Sources;
use crate::stamp::Look;
use crate::theme::{self, Theme};
use crate::{check as checks, names};

/// Turns a folder of Markdown modules into a bilingual website and handbook.
///
/// Exit status: 0 when all is done, 1 when the course has errors, 2 when Diglot could not run, 130 or 143 when it was stopped.
#[derive(Parser)]
#[command(name = "diglot", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Build(build::Build),
    Serve(serve::Serve),
    Check(check::Check),
    Stats(stats::Show),
}

/// What every verb takes.
#[derive(Args, Default)]
struct Common {
    /// The folder of `book.yaml`.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    book: PathBuf,
    /// How mistakes are shown.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Take warnings as errors.
    #[arg(long)]
    strict: bool,
    /// Show nothing but mistakes.
    #[arg(long, short)]
    quiet: bool,
    /// The language of messages [default: that of the system].
    #[arg(long, value_enum, value_name = "LANG")]
    messages: Option<Tongue>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Format {
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
    let (outcome, common) = match &cli.verb {
        Verb::Build(build) => (build.run(), &build.common),
        Verb::Serve(serve) => (serve.run(), &serve.common),
        Verb::Check(check) => (check.run(), &check.common),
        Verb::Stats(stats) => (stats.run(), &stats.common),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Mistakes) => ExitCode::from(1),
        Err(failure) => {
            common.fail(&failure);
            ExitCode::from(2)
        }
    }
}

/// The language to speak in before the arguments are understood.
fn asked_tongue() -> Tongue {
    let words: Vec<String> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let named = words.windows(2).find(|pair| pair[0] == "--messages").map(|pair| pair[1].as_str());
    let named = named.or_else(|| words.iter().find_map(|word| word.strip_prefix("--messages=")));
    named.and_then(|name| Tongue::from_str(name, false).ok()).unwrap_or_else(Tongue::of_system)
}

/// A course that was read: without errors, if there is one.
struct Loaded {
    sources: Sources,
    book: Option<Book>,
    course: Option<Course>,
    /// Those who take part, when the book has a table of them.
    names: Vec<Name>,
    theme: Theme,
    diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// When `book.yaml` cannot be read, only that can be said.
    fn without_book(sources: Sources, diagnostics: Vec<Diagnostic>) -> Loaded {
        Loaded { sources, book: None, course: None, names: Vec::new(), theme: Theme::default(), diagnostics }
    }
}

impl Common {
    /// Reads, resolves and checks the course.
    fn load(&self) -> Result<Loaded, Failure> {
        self.load_again(Sources::default(), &mut Memo::once())
    }

    /// As [`Common::load`], with what the last time left.
    fn load_again(&self, mut sources: Sources, memo: &mut Memo) -> Result<Loaded, Failure> {
        let file = match sources.read_book(&self.book)? {
            Ok(file) => file,
            Err(diagnostic) => return Ok(Loaded::without_book(sources, vec![diagnostic])),
        };
        memo.of(&sources.get(file).text);
        let (book, mut diagnostics) = book::read(&sources, file);
        let Some(book) = book else { return Ok(Loaded::without_book(sources, diagnostics)) };
        diagnostics.extend(sources.read_course(&self.book, &book.folder, file)?);
        let (settings, found) = sources.read_theme(&self.book)?;
        diagnostics.extend(found);
        let known = theme::Known {
            web: &site::template_names(),
            print: &print::template_names(),
            families: print::families_of,
        };
        let (theme, found) = theme::read(&sources, settings, &book, known);
        diagnostics.extend(found);
        let (mut course, found) = resolve::resolve_again(&book, &sources, memo);
        diagnostics.extend(found);
        let mut names = Vec::new();
        if let Some((path, span)) = &book.outputs.names {
            match sources.read_text(&self.book, path) {
                Ok(Ok(file)) => {
                    let (read, found) = names::read(&sources, file);
                    names = read;
                    diagnostics.extend(found);
                }
                Ok(Err(diagnostic)) => diagnostics.push(diagnostic),
                Err(failure) => {
                    let why = failure.reason();
                    let message = both!("the file `{path}` cannot be read: {why}", "无法读取文件 `{path}`：{why}"; why);
                    diagnostics.push(Diagnostic::new(Code::WrongValue, *span, message).hint(both!(
                        "`names:` names a CSV file beside `book.yaml`, with a column `name`",
                        "`names:` 要写 `book.yaml` 旁边的一个 CSV 文件，其中有 `name` 一列"
                    )));
                }
            }
        }
        if let Some(course) = &course {
            diagnostics.extend(checks::check(course));
        }
        self.apply_levels(&book, &mut diagnostics);
        if diagnostics.iter().any(|d| d.severity == Severity::Error) {
            course = None;
        }
        Ok(Loaded { sources, book: Some(book), course, names, theme, diagnostics })
    }

    fn apply_levels(&self, book: &Book, diagnostics: &mut Vec<Diagnostic>) {
        book.apply_levels(diagnostics);
        if self.strict {
            for diagnostic in diagnostics.iter_mut().filter(|d| d.severity == Severity::Warning) {
                diagnostic.severity = Severity::Error;
            }
        }
    }

    /// What is wrong with a course on paper, beside what [`Common::load`] found.
    fn check_print(&self, loaded: &Loaded, course: &Course, press: &TypesetContext) -> Vec<Diagnostic> {
        let book = loaded.book.as_ref().expect("a course has a book");
        let mut found = print::missing_glyphs(course, &loaded.names, press);
        found.extend(print::wide_tables(course, plan::smallest_paper(&book.outputs)));
        found.extend(print::unprintable_drawings(course, press));
        self.apply_levels(book, &mut found);
        found
    }

    /// The sources as they lie there now; none when it cannot be told which they are.
    fn look(&self) -> Option<Look> {
        #[expect(
            clippy::disallowed_methods,
            reason = "when a file was looked at decides whether its times are believed"
        )]
        let taken = SystemTime::now();
        let mut sources = Sources::default();
        let file = sources.read_book(&self.book).ok()?.ok()?;
        let book = book::read(&sources, file).0?;
        let names = book.outputs.names.as_ref().map(|(path, _)| path.as_str());
        let files: Vec<&str> = ["book.yaml", "theme.yaml"].into_iter().chain(names).collect();
        let mut look = Look::new(&self.book, taken);
        look.at_files(&files);
        look.at_folder(&book.folder)?;
        look.at_folder("theme")?;
        Some(look)
    }

    /// The language that people are spoken to in.
    fn tongue(&self) -> Tongue {
        self.messages.unwrap_or_else(Tongue::of_system)
    }

    /// Writes to the error stream.
    fn say(&self, message: &Message) {
        to_stderr(&format!("{}\n", message.text(self.tongue())));
    }

    fn fail(&self, failure: &Failure) {
        let tongue = self.tongue();
        to_stderr(&format!("{}: {}\n", Severity::Error.name().text(tongue), failure.text(tongue)));
    }

    /// Shows the diagnostics: for people on the error stream, for machines on the output.
    fn report(&self, sources: &Sources, diagnostics: &[Diagnostic]) {
        self.show(&render::render(sources, diagnostics, self.rendered(), self.tongue()));
    }

    /// The form in which diagnostics are shown.
    fn rendered(&self) -> render::Format {
        let coloured = || std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        match self.format {
            Format::Human if coloured() => render::Format::HumanColoured,
            Format::Human => render::Format::Human,
            Format::Short => render::Format::Short,
            Format::Json => render::Format::Json,
            Format::Github => render::Format::Github,
        }
    }

    fn show(&self, report: &str) {
        match self.format {
            Format::Human => to_stderr(report),
            Format::Short | Format::Json | Format::Github => {
                let mut out = std::io::stdout().lock();
                // A reader that has seen enough may close the pipe.
                let _ = out.write_all(report.as_bytes()).and_then(|()| out.flush());
            }
        }
    }

    /// The last line for people, after a report that is not empty.
    fn summarise(&self, diagnostics: &[Diagnostic]) {
        self.show_summary(&render::summary(diagnostics, self.tongue()));
    }

    fn show_summary(&self, summary: &str) {
        if !summary.is_empty() && matches!(self.format, Format::Human | Format::Short) {
            to_stderr(&format!("{summary}\n"));
        }
    }
}

/// Writes to the error stream; there is nobody to tell when that fails.
fn to_stderr(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
