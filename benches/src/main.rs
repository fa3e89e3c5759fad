//! How Diglot's time and memory grow with a course, beside the least that any generator has to do and beside its peers.
//!
//! `benches/run` builds Diglot and prints a table for 10, 100 and 1,000 modules in two languages. Its arguments: other numbers of modules;
//! programs of peers (`hugo`, `zola`, `mdbook`) by their path; `print` adds the PDFs; `instructions` counts those of the website's stages
//! with Valgrind instead, with `print` also those of a handbook. `benches/run shipped 1 20` measures everything that the shipped course asks for, as it
//! is and 20 times as long; `benches/run shards 20 1 2 4 8` the 20-fold one in so many shards; `benches/run costs 1` each product beside what the
//! plan expects of it.
//!
//! A run is repeated, the programs in turn, and the least of each is shown, since a shared machine only ever adds.
#![allow(clippy::disallowed_methods, reason = "a benchmark writes its own courses")]

mod floor;
mod generator;
mod instructions;
mod measure;
mod peers;
mod repeated;
mod shards;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::Size;
use measure::Cost;
use peers::Peer;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

const ROUNDS: usize = 5;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [verb, paths @ ..] = arguments.as_slice()
        && verb.starts_with("floor-")
    {
        // This program again, so that the floor is measured as a process like the others.
        let paths: Vec<&Path> = paths.iter().map(Path::new).collect();
        return match (verb.as_str(), paths.as_slice()) {
            ("floor-generate", [course, model, out]) => floor::generate(course, model, out),
            ("floor-build", [course, model, out]) => floor::build(course, model, out),
            ("floor-look", [course]) => Ok(floor::look(course)?),
            _ => Err("the floor wants paths".into()),
        };
    }
    let [diglot, arguments @ ..] = arguments.as_slice() else { return Err("the first argument is the program".into()) };
    let given: Vec<usize> = arguments.iter().filter_map(|a| a.parse().ok()).collect();
    let diglot = fs::canonicalize(diglot)?;
    if arguments.first().is_some_and(|a| a == "shipped") {
        return shipped(&diglot, &given);
    }
    if let Some(verb) = arguments.first().filter(|a| ["shards", "costs"].contains(&a.as_str())) {
        let [times, counts @ ..] = given.as_slice() else { return Err("how many times the shipped course?".into()) };
        let only: Vec<String> = arguments[1..].iter().filter(|a| a.parse::<usize>().is_err()).cloned().collect();
        return if verb == "shards" {
            shards::table(&diglot, *times, counts)
        } else {
            shards::costs(&diglot, *times, &only)
        };
    }
    let sizes = if given.is_empty() { vec![10, 100, 1000] } else { given.clone() };
    let peers: Vec<Peer> = arguments.iter().filter_map(|a| Peer::new(Path::new(a))).collect();
    let print = arguments.iter().any(|a| a == "print");
    if arguments.iter().any(|a| a == "instructions") {
        let scratch = tempfile::tempdir()?;
        let modules = if given.is_empty() { 100 } else { sizes[0] };
        let course = scratch.path().join("book");
        generator::write(&course, &Size::of(modules))?;
        println!("{modules} modules");
        instructions::print(&diglot, &course, scratch.path(), instructions::SITE)?;
        generator::edit(&course, &Size::of(modules), 1 + modules / 2, 1)?;
        instructions::print(&diglot, &course, scratch.path(), instructions::EDIT)?;
        return if print {
            instructions::print(&diglot, &course, scratch.path(), instructions::HANDBOOK)
        } else {
            Ok(())
        };
    }
    println!("| modules | work | wall ms | CPU ms | peak MB | files | MB written | wall / floor | CPU / floor |");
    println!("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for modules in sizes {
        let scratch = tempfile::tempdir()?;
        let bench =
            Bench { diglot: diglot.clone(), modules, size: Size::of(modules), scratch: scratch.path().to_path_buf() };
        bench.site(&peers)?;
        if print {
            bench.print()?;
        }
    }
    Ok(())
}

/// Everything that the shipped course asks for, of that course many times over. A long one takes minutes, so it is measured once.
fn shipped(diglot: &Path, sizes: &[usize]) -> Result<()> {
    println!("| times | work | wall s | CPU s | peak MB | files | MB written |");
    println!("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
    for &times in sizes {
        let scratch = tempfile::tempdir()?;
        let (book, dist) = (scratch.path().join("book"), scratch.path().join("dist"));
        repeated::write(Path::new("."), &book, times)?;
        for work in ["everything", "the same again, nothing changed"] {
            let cost =
                measure::run(Command::new(diglot).arg("build").arg("--book").arg(&book).arg("--out").arg(&dist))?;
            let (files, bytes) = weight(&dist);
            println!(
                "| {times} | {work} | {:.1} | {:.1} | {:.0} | {files} | {:.1} |",
                cost.wall.as_secs_f64(),
                cost.cpu.as_secs_f64(),
                cost.peak as f64 / 1e6,
                bytes as f64 / 1e6,
            );
        }
    }
    Ok(())
}

/// One size of course.
struct Bench {
    diglot: PathBuf,
    modules: usize,
    size: Size,
    scratch: PathBuf,
}

impl Bench {
    fn course(&self) -> PathBuf {
        self.scratch.join("book")
    }

    fn dist(&self) -> PathBuf {
        self.scratch.join("dist")
    }

    fn site(&self, peers: &[Peer]) -> Result<()> {
        generator::write(&self.course(), &self.size)?;
        measure::run(&mut self.build(&["site"]))?;
        for peer in peers {
            peer.prepare(&self.course(), &self.scratch.join(peer.name))?;
        }
        let rounds = if self.modules >= 1000 { 3 } else { ROUNDS };
        let (mut floors, mut bytes, mut fulls) = (Vec::new(), Vec::new(), Vec::new());
        let mut others = vec![Vec::new(); peers.len()];
        let out = self.scratch.join("floor");
        let paths = [self.course(), self.scratch.join("model"), out.clone()];
        for _ in 0..rounds {
            fs::rename(self.dist(), self.scratch.join("model"))?;
            floors.push(measure::run(this(&["floor-generate"]).args(&paths))?);
            fs::remove_dir_all(&out)?;
            bytes.push(measure::run(this(&["floor-build"]).args(&paths))?);
            fs::remove_dir_all(&out)?;
            fs::remove_dir_all(self.scratch.join("model"))?;
            fulls.push(measure::run(&mut self.build(&["site"]))?);
            for (peer, costs) in peers.iter().zip(&mut others) {
                let site = self.scratch.join(peer.name);
                let _ = fs::remove_dir_all(peer.output(&site));
                costs.push(measure::run(&mut peer.command(&site))?);
            }
        }
        let floor = least(&floors);
        let written = weight(&self.dist());
        self.row("floor: parse, one small template, index, write the same", floor, Some(written), floor);
        self.row("the same without template and index", least(&bytes), Some(written), floor);
        self.row("site from nothing", least(&fulls), Some(written), floor);
        for (peer, costs) in peers.iter().zip(&others) {
            let written = weight(&peer.output(&self.scratch.join(peer.name)));
            self.row(peer.name, least(costs), Some(written), floor);
        }

        let (mut looks, mut same, mut edits, mut checks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for round in 1..=rounds {
            looks.push(measure::run(this(&["floor-look"]).arg(self.course()))?);
            same.push(measure::run(&mut self.build(&["site"]))?);
            checks.push(measure::run(Command::new(&self.diglot).arg("check").arg("--book").arg(self.course()))?);
            generator::edit(&self.course(), &self.size, 1 + self.modules / 2, round)?;
            edits.push(measure::run(&mut self.build(&["site"]))?);
        }
        let look = least(&looks);
        self.row("look at the sources", look, None, look);
        self.row("site, nothing changed", least(&same), None, look);
        self.row("site, one paragraph changed", least(&edits), None, floor);
        self.row("check", least(&checks), None, floor);

        let mut items = Vec::new();
        for round in 1..=rounds {
            generator::add(&self.course(), &self.size, round)?;
            items.push(measure::run(&mut self.build(&["site"]))?);
        }
        self.row("site, a new module", least(&items), None, floor);
        // What a learner has done in a longer course is too much for SCORM 1.2.
        let packages = if self.modules <= 1000 { &["epub", "lms"][..] } else { &["epub"] };
        for &output in packages {
            let mut costs = Vec::new();
            for _ in 0..rounds {
                let _ = fs::remove_dir_all(self.dist());
                costs.push(measure::run(&mut self.build(&[output]))?);
            }
            self.row(output, least(&costs), Some(weight(&self.dist())), floor);
        }
        Ok(())
    }

    fn print(&self) -> Result<()> {
        for (work, arguments) in [
            ("handbook in one reading", &["handbook", "--lang", "en"][..]),
            ("all PDFs", &["handbook", "booklet", "handouts", "cards", "chart", "kit"][..]),
        ] {
            let _ = fs::remove_dir_all(self.dist());
            let cost = measure::run(&mut self.build(arguments))?;
            self.row(work, cost, Some(weight(&self.dist())), cost);
            generator::edit(&self.course(), &self.size, 1 + self.modules / 2, 100 + work.len())?;
            let cost = measure::run(&mut self.build(arguments))?;
            self.row(&format!("{work}, one Chinese paragraph changed"), cost, None, cost);
            let cost = measure::run(&mut self.build(arguments))?;
            self.row(&format!("{work}, nothing changed"), cost, None, cost);
        }
        Ok(())
    }

    fn build(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.diglot);
        command.arg("build").args(arguments).arg("--book").arg(self.course()).arg("--out").arg(self.dist());
        command
    }

    /// A line of the table; `written` are files and bytes.
    fn row(&self, work: &str, cost: Cost, written: Option<(usize, u64)>, floor: Cost) {
        let (files, bytes) = written.map_or((String::new(), String::new()), |(files, bytes)| {
            (files.to_string(), format!("{:.1}", bytes as f64 / 1e6))
        });
        println!(
            "| {} | {work} | {:.1} | {:.1} | {:.0} | {files} | {bytes} | {:.2} | {:.2} |",
            self.modules,
            cost.wall.as_secs_f64() * 1e3,
            cost.cpu.as_secs_f64() * 1e3,
            cost.peak as f64 / 1e6,
            cost.wall.as_secs_f64() / floor.wall.as_secs_f64(),
            cost.cpu.as_secs_f64() / floor.cpu.as_secs_f64(),
        );
    }
}

fn least(costs: &[Cost]) -> Cost {
    costs.iter().copied().reduce(Cost::least).expect("there is a round")
}

fn this(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
    command.args(arguments);
    command
}

/// Files and bytes below a folder.
fn weight(folder: &Path) -> (usize, u64) {
    let files = floor::files(folder);
    let bytes = files.iter().filter_map(|path| fs::metadata(path).ok()).map(|file| file.len()).sum();
    (files.len(), bytes)
}
