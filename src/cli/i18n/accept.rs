//! `diglot i18n accept`.

use clap::Args;

use super::Shared;
use crate::cli::Outcome;
use crate::failure::Failure;
use crate::i18n::{self, Choice, Name};
use crate::message::both;
use crate::publish::rewrite;

/// Say that translations are right as they stand: by default those that nobody has accepted yet.
///
/// What is named is accepted even if it is stale: the source was changed in a way that does not matter.
#[derive(Args)]
pub struct Accept {
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
    pub shared: Shared,
}

impl Accept {
    pub fn run(&self) -> Result<Outcome, Failure> {
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
