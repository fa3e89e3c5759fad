//! `diglot build`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use clap::{Args, ValueEnum};

use super::Outcome;
use super::common::Common;
use super::ending::Ending;
use super::progress::Progress;
use super::selection::Selection;
use crate::build::{self, Fate, Making, Memory, Plan, Product, Shard};
use crate::course::Course;
use crate::diagnostic::render::{render, summary};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::message::{self, Message, both};
use crate::output::print::TypesetContext;
use crate::project::{self, Loaded, Project, Sound};
use crate::publish::{self, BuildReport, Part, Published, Record};
use crate::sources::Sources;

/// Make the website, the PDFs and the packages for learning platforms.
///
/// Without arguments, everything that `book.yaml` asks for. When the course has errors nothing is made, and the earlier output stays.
#[derive(Args, Default)]
pub struct Build {
    #[command(flatten)]
    selection: Selection,
    /// Only this part of it, such as `3/16`: other machines make the others, and `diglot merge` joins them.
    #[arg(long, value_name = "N/OF")]
    shard: Option<Shard>,
    /// Where to put the files [default: `dist` beside `book.yaml`; of a part `parts/3-of-16`].
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub common: Common,
}

impl Build {
    pub fn run(&self) -> Result<Outcome, Failure> {
        #[expect(clippy::disallowed_methods, reason = "the last line says how long it took")]
        let started = Instant::now();
        let ending = Ending::new(&self.common.voice);
        let folder = self.shard.map_or("dist".to_owned(), Shard::folder);
        let out = self.out.clone().unwrap_or_else(|| self.common.book.join(folder));
        // What an earlier build was kept from ending is ended, whatever becomes of this one. What stands in the way is met again where a build
        // begins.
        let _ = publish::mend(&out);
        #[expect(
            clippy::disallowed_methods,
            reason = "when a file was looked at decides whether its times are believed"
        )]
        let now = SystemTime::now();
        let asked = self.asked();
        let (look, record) = rayon::join(|| project::look(&self.common.book, now), || Record::of(&out, asked));
        if let Some((look, record)) = look.as_ref().zip(record)
            && let Some(said) = record.confirm(&out, look)
        {
            self.repeat(&said, &out, started);
            return Ok(Outcome::Done);
        }

        let mut memory = Memory::read(publish::recall(&out).as_deref());
        let Loaded { sources, mut diagnostics, project } = self.common.load_again(&mut memory.reading)?;
        let sound = match project {
            Project::Sound(sound) => sound,
            project => {
                if let Project::Faulty(faulty) = project {
                    diagnostics.extend(build::preflight_of_faulty(&faulty, &sources, &diagnostics));
                }
                self.common.report(&sources, &diagnostics);
                self.common.summarise(&diagnostics);
                return Ok(Outcome::Mistakes);
            }
        };
        let plan = Plan::new(&self.selection.request(), &sound)?;
        let share = self.share(&plan, &sound.course);
        let products = share.as_ref().unwrap_or(&plan.products);
        let press = plan.prints().then(|| TypesetContext::new(&sound.theme));
        let Sound { book, course, participants, .. } = &*sound;
        diagnostics.extend(press.iter().flat_map(|press| build::preflight(book, course, participants, press)));
        diagnostics.extend(build::delivery(book, course, |output| plan.makes(output)));
        let shown = |found: &[Diagnostic]| render(&sources, found, self.common.rendered(), self.common.voice.tongue());
        let report = shown(&diagnostics);
        self.common.show(&report);
        self.common.summarise(&diagnostics);
        if has_errors(&diagnostics) {
            return Ok(Outcome::Mistakes);
        }

        self.note_if_nothing(plan.products.len());
        let progress = Progress::new(products.len(), &self.common.voice);
        let publication = ending.begin(&out)?;
        let done = |product: &build::Product, step| match step {
            Fate::Made => progress.made(&product.name()),
            Fate::Kept => progress.kept(&product.name()),
        };
        let (book, theme, press, surroundings) = (&sound.book, &sound.theme, press.as_ref(), sound.surroundings);
        let (plan, share) = (&plan, share.as_deref());
        let making = Making { book, theme, surroundings, plan, share, press, publication: &publication, done: &done };
        let found = making.run(sound.course, &mut memory)?;
        let report_of_pages = shown(&found);
        progress.pause(|| self.common.show(&report_of_pages));
        self.common.summarise(&found);
        if has_errors(&found) {
            return Ok(Outcome::Mistakes);
        }
        if let Some(look) = look {
            diagnostics.extend(found);
            let said = BuildReport {
                report: report + &report_of_pages,
                summary: summary(&diagnostics, self.common.voice.tongue()),
                made: products.iter().map(Product::name).collect(),
                files: 0,
            };
            publication.remember(Record::new(asked, &look, &sources, said));
        }
        if let Some(shard) = self.shard {
            publication.mark_as_part(self.part(shard, plan, &sources));
        }
        publication.leave(&memory.write())?;
        let published = publication.commit(|path| plan.owns(path))?;
        finish(&progress, &out, published, started);
        Ok(Outcome::Done)
    }

    /// What of a build is made here; none for all of it.
    fn share(&self, plan: &Plan, course: &Course) -> Option<Vec<Product>> {
        let shard = self.shard?;
        let jobs = build::divide(plan, course, shard.of).swap_remove(shard.number - 1);
        Some(jobs.into_iter().map(|job| job.product).collect())
    }

    /// What the part says of itself.
    fn part(&self, shard: Shard, plan: &Plan, sources: &Sources) -> Part {
        let command = ["diglot", "build"].map(str::to_owned).into_iter();
        Part {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sources: sources.digest().to_string(),
            asked: command.chain(self.selection.words()).collect::<Vec<_>>().join(" "),
            number: shard.number,
            of: shard.of,
            owned: plan.owned(),
            files: BTreeMap::new(),
        }
    }

    /// Says so when the course has nothing of what is asked for, which is no mistake: what earlier builds made of it goes.
    fn note_if_nothing(&self, products: usize) {
        if products == 0 && !self.common.voice.quiet {
            self.common.voice.say(&both!(
                "there is nothing to make: `chart` and pocket cards need a relation with `matrix: true`, role-play cards a role play, `sheets` a page with `sheet:`, `quiz` a quiz",
                "没有可做的内容：挂图（chart）和口袋卡要有写了 `matrix: true` 的关联，角色卡要有角色扮演，工具表（sheets）要有写了 `sheet:` 的页面，题目文件（quiz）要有测验"
            ));
        }
    }

    /// All that a build depends on beside the sources and what lies in the output folder.
    fn asked(&self) -> Digest {
        #[expect(clippy::disallowed_methods, reason = "one course may be named by several paths")]
        let book = std::fs::canonicalize(&self.common.book).unwrap_or_default();
        let tongue = self.common.voice.tongue().to_possible_value();
        let parts = [
            build::program().to_string(),
            book.to_string_lossy().into_owned(),
            self.selection.words().join("\n"),
            self.shard.map(|shard| shard.to_string()).unwrap_or_default(),
            self.common.strict.to_string(),
            self.common.rendered().name().to_owned(),
            tongue.map(|tongue| tongue.get_name().to_owned()).unwrap_or_default(),
        ];
        Digest::of_parts(parts.iter().map(|part| part.as_bytes()))
    }

    /// Says what a build said that would make the same.
    fn repeat(&self, said: &BuildReport, out: &Path, started: Instant) {
        self.common.show(&said.report);
        self.common.show_summary(&said.summary);
        self.note_if_nothing(said.made.len());
        let progress = Progress::new(said.made.len(), &self.common.voice);
        said.made.iter().for_each(|what| progress.kept(what));
        finish(&progress, out, Published { files: said.files, changed: 0, removed: 0 }, started);
    }
}

/// The last line of a build.
pub fn finish(progress: &Progress, out: &Path, published: Published, started: Instant) {
    let Published { files, changed, removed } = published;
    let (out, seconds) = (out.display(), started.elapsed().as_secs_f64());
    let (zh, en) = (files, message::counted(files, "file", "files"));
    let files = Message { en, zh: zh.to_string() };
    progress.finish(&both!(
        "{files} up to date in {out}: {changed} new or changed, {removed} removed, {seconds:.1} s",
        "{out} 里的 {files} 个文件已是最新：新增或改变 {changed} 个，删去 {removed} 个，用时 {seconds:.1} 秒";
        files
    ));
}
