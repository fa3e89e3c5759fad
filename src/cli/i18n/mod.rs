//! `diglot i18n`: the translation of a course as work. One file a verb.

mod accept;
mod export;
mod import;
mod status;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Outcome;
use super::common::{Voice, for_people, to_stderr};
use crate::course::Lang;
use crate::diagnostic::render::{render, summary};
use crate::failure::Failure;
use crate::i18n::{self, Work};
use crate::message::{self, both};
use crate::publish::finish_rewrite;

/// See what of a translation is stale or missing, hand it to translators, take it back, and say what is right.
#[derive(Args)]
pub struct I18n {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Status(status::Status),
    Accept(accept::Accept),
    Export(export::Export),
    Import(import::Import),
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

impl I18n {
    pub fn run(&self) -> Result<Outcome, Failure> {
        match &self.verb {
            Verb::Status(status) => status.run(),
            Verb::Accept(accept) => accept.run(),
            Verb::Export(export) => export.run(),
            Verb::Import(import) => import.run(),
        }
    }

    pub fn voice(&self) -> &Voice {
        match &self.verb {
            Verb::Status(status) => &status.shared.voice,
            Verb::Accept(accept) => &accept.shared.voice,
            Verb::Export(export) => &export.shared.voice,
            Verb::Import(import) => &import.shared.voice,
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
        let translations = work.book.written().filter(|(lang, _)| *lang != Lang::SOURCE);
        let langs: Vec<Lang> = translations
            .filter(|(_, language)| self.lang.as_ref().is_none_or(|key| *key == language.key))
            .map(|(lang, _)| lang)
            .collect();
        if langs.is_empty() {
            let list = message::list(work.book.written().skip(1).map(|(_, language)| &language.key));
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

/// Refuses an item that is not there.
fn check_item(work: &Work, item: Option<&str>) -> Result<(), Failure> {
    match item.filter(|id| work.survey.items.iter().all(|item| item.id != **id)) {
        None => Ok(()),
        Some(id) => Err(Failure::new(both!("there is no item `{id}`", "没有条目 `{id}`")).hint(both!(
            "items are named `kind/slug`, such as `step/listen`; the front page is `index`, and there are `glossary`, `book` and `theme`",
            "条目写作 `类/短名`，例如 `step/listen`；首页是 `index`；另有 `glossary`、`book` 和 `theme`"
        ))),
    }
}
