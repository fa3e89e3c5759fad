//! `diglot i18n export`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{Shared, check_item};
use crate::cli::Outcome;
use crate::course::Lang;
use crate::failure::Failure;
use crate::i18n::{self, Filter, Form, Work};
use crate::message::{self, both};
use crate::{edit, slug};

/// Write what is to be translated into a file for translators: by default what is stale, missing or not accepted yet.
///
/// The file lies in `dist/i18n`, with the titles and the terms of the glossary that each passage needs. What comes back goes into the course
/// with `diglot i18n import`.
#[derive(Args)]
pub struct Export {
    /// For whom the file is.
    #[arg(long, value_enum, value_name = "FORM")]
    to: To,
    /// Only passages that stand so, such as `missing,stale`; `all` for everything.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STATE")]
    state: Vec<StateName>,
    /// Only this item.
    #[arg(long)]
    item: Option<String>,
    /// The file to write.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    pub shared: Shared,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum To {
    /// A spreadsheet, for people without tools.
    Xlsx,
    /// XLIFF 1.2, for the tools of translators.
    Xliff,
    /// Gettext, for Poedit, Weblate and OmegaT.
    Po,
    /// A translation memory of what is current (TMX 1.4b); it does not come back.
    Tmx,
    /// The glossary (TBX); it does not come back.
    Tbx,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum StateName {
    /// Not translated.
    Missing,
    /// Translated from an earlier text.
    Stale,
    /// Not accepted yet.
    Unreviewed,
    /// Right as it stands.
    Current,
    /// All of these.
    All,
}

impl Export {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let Some((work, langs)) = self.shared.open()? else { return Ok(Outcome::Mistakes) };
        check_item(&work, self.item.as_deref())?;
        if self.output.is_some() && langs.len() > 1 {
            let names = message::list(langs.iter().map(|lang| &work.book.languages[lang.index()].key));
            return Err(Failure::new(both!("one file cannot hold several languages", "一个文件放不下几种语言"))
                .hint(both!("say which one with `--lang`: {names}", "请用 `--lang` 指明一种：{names}"; names)));
        }
        langs.into_iter().try_for_each(|lang| self.file(&work, lang))?;
        Ok(Outcome::Done)
    }

    fn file(&self, work: &Work, lang: Lang) -> Result<(), Failure> {
        let form = self.to.form();
        let names: Vec<String> =
            self.state.iter().filter_map(ValueEnum::to_possible_value).map(|v| v.get_name().to_owned()).collect();
        let states = if names.is_empty() && form == Form::Tmx { vec!["current".to_owned()] } else { names };
        let exchange = i18n::exchange(work, lang, &Filter { states: &states, item: self.item.as_deref() });
        let (voice, key) = (&self.shared.voice, &work.book.languages[lang.index()].key);
        let n = exchange.passages.len();
        if n == 0 && form != Form::Tbx {
            voice.say(&both!("nothing to export into `{key}`: no passage stands so", "`{key}` 没有要导出的内容"));
            return Ok(());
        }
        let name = format!("{}.{key}.{}", slug::of(&work.book.about.title[Lang::SOURCE]), form.ending());
        let root = if self.shared.book == Path::new(".") { Path::new("") } else { &self.shared.book };
        let path = self.output.clone().unwrap_or_else(|| root.join("dist/i18n").join(name));
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        edit::put(folder, &name, i18n::write(&exchange, form))?;
        if !voice.quiet {
            let path = path.display();
            voice.say(&match (form, n) {
                (Form::Tbx, _) => both!("the glossary is in {path}", "术语表已导出：{path}"),
                (_, 1) => both!("1 passage is in {path}", "导出 1 处：{path}"),
                _ => both!("{n} passages are in {path}", "导出 {n} 处：{path}"),
            });
            if form.comes_back() {
                voice.say(&both!(
                    "when it comes back: `diglot i18n import FILE`",
                    "译好以后：`diglot i18n import 文件`"
                ));
            }
        }
        Ok(())
    }
}

impl To {
    fn form(self) -> Form {
        match self {
            To::Xlsx => Form::Xlsx,
            To::Xliff => Form::Xliff,
            To::Po => Form::Po,
            To::Tmx => Form::Tmx,
            To::Tbx => Form::Tbx,
        }
    }
}
