//! `diglot jobs`.

use std::time::Duration;

use clap::Args;

use super::Outcome;
use super::common::{Common, to_stdout};
use super::selection::Selection;
use crate::build::{self, Job, Plan, Schedule, ScheduleForm, Shard};
use crate::failure::Failure;
use crate::message::{Message, both};

/// List the commands by which several machines make a build, and what each of them makes.
///
/// With `--to ninja` or `--to make`, as a file for these programs, which then run the commands and join the parts.
#[derive(Args)]
pub struct Jobs {
    /// Among how many machines the build is divided.
    #[arg(value_name = "SHARDS", value_parser = clap::value_parser!(u16).range(1..=10_000))]
    shards: u16,
    #[command(flatten)]
    selection: Selection,
    /// How they are written.
    #[arg(long, value_enum, default_value = "table")]
    to: ScheduleForm,
    #[command(flatten)]
    pub common: Common,
}

impl Jobs {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let Some((sources, sound)) = self.common.load_sound()? else { return Ok(Outcome::Mistakes) };
        let plan = Plan::new(&self.selection.request(), &sound)?;
        let mut paths: Vec<String> = sources.contents().into_keys().map(str::to_owned).collect();
        paths.extend(sources.others.iter().map(|file| file.path.clone()));
        paths.sort();
        let schedule = Schedule {
            shares: build::divide(&plan, &sound.course, self.shards.into()),
            asked: self.selection.words(),
            book: self.common.book.display().to_string().replace('\\', "/"),
            sources: paths,
        };
        to_stdout(&match self.to {
            ScheduleForm::Table => self.table(&schedule.shares),
            ScheduleForm::Json => schedule.json(),
            ScheduleForm::Ninja => schedule.ninja(),
            ScheduleForm::Make => schedule.make(),
        });
        Ok(Outcome::Done)
    }

    /// A line for each shard, and below it one for each of its jobs.
    fn table(&self, shares: &[Vec<Job>]) -> String {
        let line = |name: String, cost: Duration| {
            let seconds = format!("{:.1}", cost.as_secs_f64());
            let line: Message = both!("{seconds:>7} s  {name}\n", "{seconds:>7} 秒  {name}\n");
            line.text(self.common.voice.tongue()).to_owned()
        };
        let mut table = String::new();
        for (shard, jobs) in Shard::all(shares.len()).zip(shares) {
            table += &line(format!("--shard {shard}"), jobs.iter().map(|job| job.cost).sum());
            jobs.iter().for_each(|job| table += &line(format!("  {}", job.product.name()), job.cost));
        }
        table
    }
}
