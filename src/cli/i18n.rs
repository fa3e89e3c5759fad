//! `diglot i18n`: the translation of a course as work.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::Outcome;
use super::common::{Voice, for_people, to_stderr};
use crate::course::Lang;
use crate::diagnostic::render::{render, summary};
use crate::failure::Failure;
use crate::i18n::{self, Choice, Name, Work};
use crate::message::{self, both};
use crate::publish::{finish_rewrite, rewrite};
use crate::translation::State;

/// See what of a translation is stale or missing, and say what is right.
#[derive(Args)]
pub struct I18n {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Status(Status),
    Accept(Accept),
}

/// What every verb of translation takes.
#[derive(Args)]
struct Shared {
    /// The folder of `book.yaml`.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    book: PathBuf,
    /// Only this language.
    #[arg(long)]
    lang: Option<String>,
    #[command(flatten)]
    voice: Voice,
}

/// Show how many passages are current, stale, missing, not accepted yet, or obsolete.
#[derive(Args)]
struct Status {
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
    shared: Shared,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StatusFormat {
    /// For people.
    Table,
    /// For machines.
    Json,
}

/// Say that translations are right as they stand: by default those that nobody has accepted yet.
///
/// What is named is accepted even if it is stale: the source was changed in a way that does not matter.
#[derive(Args)]
struct Accept {
    /// An item, such as `step/listen`, or a place, such as `course/steps/02-listen.zh.md:12`.
    #[arg(value_name = "ITEM|FILE:LINE")]
    names: Vec<String>,
    /// Everything, also what is stale.
    #[arg(long, conflicts_with = "names")]
    all: bool,
    /// Show what would be done, and do nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    shared: Shared,
}

impl I18n {
    pub fn run(&self) -> Result<Outcome, Failure> {
        match &self.verb {
            Verb::Status(status) => status.run(),
            Verb::Accept(accept) => accept.run(),
        }
    }

    pub fn voice(&self) -> &Voice {
        match &self.verb {
            Verb::Status(status) => &status.shared.voice,
            Verb::Accept(accept) => &accept.shared.voice,
        }
    }
}

impl Shared {
    /// The course, or nothing when it cannot be read, which was shown.
    fn open(&self) -> Result<Option<(Work, Vec<Lang>)>, Failure> {
        finish_rewrite(&self.book)?;
        let work = match i18n::open(&self.book)? {
            Ok(work) => work,
            Err((sources, diagnostics)) => {
                let tongue = self.voice.tongue();
                to_stderr(&render(&sources, &diagnostics, for_people(), tongue));
                to_stderr(&format!("{}\n", summary(&diagnostics, tongue)));
                return Ok(None);
            }
        };
        let translations = work.book.languages.iter().enumerate().skip(1);
        let langs: Vec<Lang> = translations
            .filter(|(_, language)| self.lang.as_ref().is_none_or(|key| *key == language.key))
            .map(|(index, _)| Lang::new(index))
            .collect();
        if langs.is_empty() {
            let list = message::list(work.book.languages.iter().skip(1).map(|language| &language.key));
            return Err(match &self.lang {
                Some(key) => Failure::new(both!("nothing is translated into `{key}`", "没有译成 `{key}` 的内容"))
                    .hint(both!("the languages of translations are {list}", "译文的语言有 {list}"; list)),
                None => Failure::new(both!("this book has one language", "这本书只有一种语言")).hint(both!(
                    "add another one to `languages` in `book.yaml`",
                    "请在 `book.yaml` 的 `languages` 里加上另一种"
                )),
            });
        }
        Ok(Some((work, langs)))
    }
}

impl Status {
    fn run(&self) -> Result<Outcome, Failure> {
        let Some((work, langs)) = self.shared.open()? else { return Ok(Outcome::Mistakes) };
        let item = self.item.as_deref();
        if let Some(id) = item.filter(|id| work.survey.items.iter().all(|item| item.id != **id)) {
            return Err(Failure::new(both!("there is no item `{id}`", "没有条目 `{id}`")).hint(both!(
                "items are named `kind/slug`, such as `step/listen`; the front page is `index`",
                "条目写作 `类/短名`，例如 `step/listen`；首页是 `index`"
            )));
        }
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

impl Accept {
    fn run(&self) -> Result<Outcome, Failure> {
        let Some((work, langs)) = self.shared.open()? else { return Ok(Outcome::Mistakes) };
        let choice = match (self.all, &self.names[..]) {
            (true, _) => Choice::Everything,
            (false, []) => Choice::Unreviewed,
            (false, names) => Choice::Named(names.iter().map(|name| self.name(name)).collect()),
        };
        let accepted = i18n::accept(&work, &langs, &choice);
        if let Some(unknown) = accepted.unknown.first() {
            let name = match unknown {
                Name::Item(id) => id.clone(),
                Name::Line(path, line) => format!("{path}:{line}"),
            };
            return Err(Failure::new(both!("there is no passage `{name}`", "没有 `{name}` 这一处")).hint(both!(
                "name an item, such as `step/listen`, or a place as `diglot i18n status --verbose` shows it",
                "请写条目，例如 `step/listen`，或者像 `diglot i18n status --verbose` 显示的那样写明位置"
            )));
        }
        if !self.dry_run {
            rewrite(&self.shared.book, &accepted.rewrite)?;
        }
        if !self.shared.voice.quiet {
            let n = accepted.units;
            self.shared.voice.say(&match n {
                1 => both!("1 passage accepted", "确认了 1 处"),
                _ => both!("{n} passages accepted", "确认了 {n} 处"),
            });
        }
        Ok(Outcome::Done)
    }

    /// A place, if it ends in the number of a line, or in those of a line and a column as in reports; else an item.
    fn name(&self, name: &str) -> Name {
        let numbered = |name: &str| {
            let (path, number) = name.rsplit_once(':')?;
            Some((path.to_owned(), number.parse().ok()?))
        };
        let place = numbered(name).map(|(path, number)| numbered(&path).unwrap_or((path, number)));
        match place {
            Some((path, line)) => {
                let path = path.replace('\\', "/");
                let root = self.shared.book.to_string_lossy().replace('\\', "/");
                let path = path.strip_prefix(&format!("{}/", root.trim_end_matches('/'))).unwrap_or(&path);
                Name::Line(path.trim_start_matches("./").to_owned(), line)
            }
            None => Name::Item(name.to_owned()),
        }
    }
}
