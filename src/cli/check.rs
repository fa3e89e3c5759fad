//! `diglot check`.

use clap::Args;

use super::Outcome;
use super::common::Common;
use crate::build;
use crate::diagnostic::has_errors;
use crate::failure::Failure;
use crate::message::{self, Message, both};
use crate::project::{Loaded, Sound};

/// Read the course and report what is wrong with it, without making anything.
#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    pub common: Common,
}

impl Check {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let mut loaded = self.common.load()?;
        build::look_ahead(&mut loaded);
        let Loaded { sources, diagnostics, project } = loaded;
        self.common.report(&sources, &diagnostics);
        self.common.summarise(&diagnostics);
        let faulty = has_errors(&diagnostics);
        let Some(Sound { course, .. }) = project.into_sound().filter(|_| !faulty) else { return Ok(Outcome::Mistakes) };
        if !self.common.voice.quiet {
            let languages = message::joined(course.languages.iter().map(|language| language.key.as_str()));
            let pages = |kind| course.items_of(kind).count() - course.roots_of(kind).count();
            let count = |kind| course.roots_of(kind).count();
            let chinese = course.langs().find(|&lang| course.language(lang).chinese);
            let name = |kind| chinese.map_or(&course.kind(kind).folder, |lang| &course.kind(kind).plural[lang]);
            let folders = course.kind_ixs().map(|kind| match pages(kind) {
                0 => format!("{}: {}", course.kind(kind).folder, count(kind)),
                below => format!("{}: {}, pages: {below}", course.kind(kind).folder, count(kind)),
            });
            let space = if chinese.is_none() { " " } else { "" };
            let names = course.kind_ixs().map(|kind| match pages(kind) {
                0 => format!("{} 个{space}{}", count(kind), name(kind)),
                below => format!("{} 个{space}{}（{below} 个分页）", count(kind), name(kind)),
            });
            let kinds = Message { en: message::joined(folders).en, zh: message::joined(names).zh };
            self.common.voice.say(&both!(
                "the course is sound; languages: {languages}; {kinds}",
                "课程没有错误：{kinds}，语言 {languages}";
                kinds, languages
            ));
        }
        Ok(Outcome::Done)
    }
}
