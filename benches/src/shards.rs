//! A build that machines share: what each of them has to do, and whether products cost what the plan says they do.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::measure::{self, Cost};
use crate::{Result, repeated};

/// A course on the disk, and the program.
struct Shared<'a> {
    diglot: &'a Path,
    book: PathBuf,
    scratch: PathBuf,
}

/// The shipped course, `times` times, in as many shards as each of `counts` says. The shards run one after the other, each on the whole machine.
pub fn table(diglot: &Path, times: usize, counts: &[usize]) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let shared = Shared { diglot, book: scratch.path().join("book"), scratch: scratch.path().to_path_buf() };
    repeated::write(Path::new("."), &shared.book, times)?;
    // More shards than jobs: the last one has nothing to make, and costs what all of them do beside what they make.
    let nothing = shared.shard(10_000, 10_000)?;
    println!("{times} × the shipped course; a shard that makes nothing takes {}.\n", seconds(nothing));
    println!(
        "| shards | CPU of all, s | longest shard: wall s | CPU s | mean shard: CPU s | longest / mean | planned | most MB | merge: wall s |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for &of in counts {
        let mut costs = Vec::new();
        for number in 1..=of {
            costs.push(shared.shard(number, of)?);
        }
        let planned: Vec<f64> =
            shared.plan(of)?.into_iter().map(|shard| shard.iter().map(|(_, cost)| cost).sum()).collect();
        let merge = measure::run(
            Command::new(diglot).args(["merge", "--quiet"]).args([shared.out("dist"), shared.out("parts")]),
        )?;
        fs::remove_dir_all(shared.out("parts"))?;
        fs::remove_dir_all(shared.out("dist"))?;
        let cpu: Vec<f64> = costs.iter().map(|cost| cost.cpu.as_secs_f64()).collect();
        println!(
            "| {of} | {:.1} | {:.1} | {:.1} | {:.1} | {:.2} | {:.2} | {:.0} | {:.1} |",
            cpu.iter().sum::<f64>(),
            costs.iter().map(|cost| cost.wall.as_secs_f64()).fold(0.0, f64::max),
            longest(&cpu),
            mean(&cpu),
            longest(&cpu) / mean(&cpu),
            longest(&planned) / mean(&planned),
            costs.iter().map(|cost| cost.peak).max().unwrap_or(0) as f64 / 1e6,
            merge.wall.as_secs_f64(),
        );
    }
    Ok(())
}

/// What each product takes on one core, beside what the plan expects: each is made alone, by a shard that has nothing else. `only` chooses outputs.
pub fn costs(diglot: &Path, times: usize, only: &[String]) -> Result<()> {
    let scratch = tempfile::tempdir()?;
    let shared = Shared { diglot, book: scratch.path().join("book"), scratch: scratch.path().to_path_buf() };
    repeated::write(Path::new("."), &shared.book, times)?;
    let of = 10_000;
    let nothing = shared.shard(of, of)?.cpu.as_secs_f64();
    eprintln!("nothing: {nothing:.2} s");
    let mut kinds: BTreeMap<String, (usize, f64, f64)> = BTreeMap::new();
    for (number, jobs) in shared.plan(of)?.iter().enumerate() {
        let [(name, planned)] = jobs.as_slice() else { continue };
        let kind = kind(name);
        if !only.is_empty() && !only.contains(&kind) {
            continue;
        }
        let took = shared.shard(number + 1, of)?.cpu.as_secs_f64() - nothing;
        eprintln!("{planned:8.2} {took:8.2} {name}");
        let sum = kinds.entry(kind).or_default();
        *sum = (sum.0 + 1, sum.1 + planned, sum.2 + took);
    }
    println!("| products | number | planned s | measured s | measured / planned |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for (kind, (number, planned, took)) in kinds {
        println!("| {kind} | {number} | {planned:.1} | {took:.1} | {:.2} |", took / planned);
    }
    Ok(())
}

/// `handbook` of `print/handbook.en.pdf`, `handouts` of `print/handouts/mindset.en.learner.pdf`.
fn kind(name: &str) -> String {
    let name = name.strip_prefix("print/").unwrap_or(name);
    let end = name.find(['/', '.', ' ']).unwrap_or(name.len());
    name[..end].to_owned()
}

impl Shared<'_> {
    fn out(&self, name: &str) -> PathBuf {
        self.scratch.join(name)
    }

    fn shard(&self, number: usize, of: usize) -> Result<Cost> {
        let out = self.out("parts").join(number.to_string());
        let mut command = Command::new("taskset");
        // One core: what threads wait for each other would be counted as work.
        let alone = of == 10_000;
        command.args(["-c", if alone { "0" } else { "0-1023" }]).arg(self.diglot);
        command
            .args(["build", "--quiet", "--shard", &format!("{number}/{of}"), "--book"])
            .arg(&self.book)
            .arg("--out")
            .arg(&out);
        let cost = measure::run(&mut command)?;
        if alone {
            fs::remove_dir_all(out)?;
        }
        Ok(cost)
    }

    /// Of each shard, its jobs with the seconds that are planned for them.
    fn plan(&self, of: usize) -> Result<Vec<Vec<(String, f64)>>> {
        let said = Command::new(self.diglot).args(["jobs", &of.to_string(), "--book"]).arg(&self.book).output()?;
        let said = String::from_utf8(said.stdout)?;
        let mut shards = Vec::new();
        for line in said.lines() {
            let (cost, name) = line.split_once(" s  ").ok_or_else(|| format!("no cost in `{line}`"))?;
            match name.strip_prefix("  ") {
                None => shards.push(Vec::new()),
                Some(name) => {
                    shards.last_mut().ok_or("a job before all shards")?.push((name.to_owned(), cost.trim().parse()?))
                }
            }
        }
        Ok(shards)
    }
}

fn longest(of: &[f64]) -> f64 {
    of.iter().copied().fold(0.0, f64::max)
}

fn mean(of: &[f64]) -> f64 {
    of.iter().sum::<f64>() / of.len() as f64
}

fn seconds(cost: Cost) -> String {
    format!("{:.2} s ({:.2} s of CPU)", cost.wall.as_secs_f64(), cost.cpu.as_secs_f64())
}
