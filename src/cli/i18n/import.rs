//! `diglot i18n import`.

use std::path::PathBuf;

use clap::Args;

use super::Shared;
use crate::cli::Outcome;
use crate::cli::common::to_stderr;
use crate::failure::Failure;
use crate::i18n::{self, Imported, Incoming, Problem};
use crate::import::disk::{self, Found};
use crate::message::{Message, Tongue, both};
use crate::publish::rewrite;

/// Put what came back from translators into the Markdown.
///
/// Each translation is accepted against the text that its translator saw: if the source has changed meanwhile, it is put in and marked as stale.
/// What cannot be put in is told with its place in the file; all else is put in.
#[derive(Args)]
pub struct Import {
    /// Files that `diglot i18n export` wrote: `.xlsx`, `.xlf`, `.po`.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Show what would be done, and do nothing.
    #[arg(long)]
    dry_run: bool,
    /// Replace what somebody else has translated meanwhile.
    #[arg(long)]
    overwrite: bool,
    #[command(flatten)]
    pub shared: Shared,
}

impl Import {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let Some((work, langs)) = self.shared.open()? else { return Ok(Outcome::Mistakes) };
        let mut files = Vec::new();
        for path in &self.files {
            let Found::File(bytes) = disk::read(path)? else {
                return Err(Failure::new(both!("this is a folder, not a file", "这是文件夹，不是文件")).at(path));
            };
            files.push(Incoming { name: path.display().to_string(), bytes });
        }
        let lang = self.shared.lang.as_ref().map(|_| langs[0]);
        let imported = i18n::import(&work, lang, &files, self.overwrite)?;
        if !self.dry_run && !imported.rewrite.is_empty() {
            rewrite(&self.shared.book, &imported.rewrite)?;
        }
        let tongue = self.shared.voice.tongue();
        imported.problems.iter().for_each(|problem| to_stderr(&told(problem, tongue)));
        if !self.shared.voice.quiet {
            said(&imported, self.dry_run).iter().for_each(|message| self.shared.voice.say(message));
        }
        let faulty = imported.problems.iter().any(|problem| problem.code.is_some());
        Ok(if faulty { Outcome::Mistakes } else { Outcome::Done })
    }
}

/// A line for a problem: `course.zh.xlsx:en-zh!F12: error[changed-codes]: …`.
fn told(problem: &Problem, tongue: Tongue) -> String {
    let Problem { file, place, code, message } = problem;
    let kind = match code {
        Some(code) => both!("error[{code}]", "错误[{code}]"),
        None => both!("note", "说明"),
    };
    let line = both!("{file}:{place}: {kind}: {message}\n", "{file}:{place}: {kind}：{message}\n"; kind, message);
    line.text(tongue).to_owned()
}

fn said(imported: &Imported, dry_run: bool) -> Vec<Message> {
    let Imported { landed, accepted, unchanged, passed_over, stale, problems, rewrite } = imported;
    let mut said = Vec::new();
    if dry_run {
        said.push(both!("nothing was written: this is what would be done", "没有写入任何文件，以下是将要做的"));
        said.extend(rewrite.put.keys().map(|path| both!("  writes {path}", "  写入 {path}")));
    }
    said.push(both!(
        "{landed} put in, {accepted} accepted as they stand, {unchanged} the same as before, {passed_over} not translated",
        "写入 {landed} 处，确认原有译文 {accepted} 处，没有变化 {unchanged} 处，尚未翻译 {passed_over} 处"
    ));
    if *stale > 0 {
        said.push(both!(
            "the source of {stale} of them has changed since they were translated: `diglot i18n status --verbose` shows what",
            "其中 {stale} 处的原文在译出之后又改过：用 `diglot i18n status --verbose` 查看改动"
        ));
    }
    let wrong = problems.iter().filter(|problem| problem.code.is_some()).count();
    if wrong > 0 {
        said.push(both!("{wrong} could not be put in: see above", "{wrong} 处没有写入，原因见上"));
    }
    said
}
