//! How many instructions the stages of a build take, by Valgrind's callgrind: a number that a busy machine does not change, so that a stage which
//! has become slower shows, though nobody measured it. `UPDATE=1` writes it anew. What takes how long is in `docs/performance.md`.
//!
//! A binary of its own, which runs itself under Valgrind. The numbers are those of a build for tests, on the processors that CI has.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]
#![allow(clippy::disallowed_methods, reason = "the expectation is a file of the repository")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use diglot::book::Book;
use diglot::build::{Plan, ProductKind, Request};
use diglot::course::Course;
use diglot::course::edition::{self, Edition};
use diglot::course::reading::Reading;
use diglot::diagnostic::Strictness;
use diglot::failure::Failure;
use diglot::output::print::{Manuscript, TypesetContext};
use diglot::output::site;
use diglot::project::{self, Loaded, Memo, Sound};
use diglot::resolve;
use diglot::sink::Sink;
use diglot::sources::Sources;
use diglot::theme::Theme;

/// A name, and the function that does it with all that it calls.
const STAGES: &[(&str, &str)] = &[
    ("parse", "diglot::syntax::parse"),
    ("parse and resolve", "instructions::resolved"),
    ("render the website", "instructions::rendered"),
    ("data for print", "instructions::written"),
];

/// Takes files and keeps none.
struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: &str, _: &[u8]) -> Result<(), Failure> {
        Ok(())
    }
}

fn load() -> (Sources, Sound) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courses/structured");
    let loaded = project::load(&root, Sources::default(), &mut Memo::once(), Strictness::Usual);
    let Loaded { sources, project, .. } = loaded.expect("the disk works");
    (sources, project.into_sound().expect("the course has no error"))
}

#[inline(never)]
fn resolved(book: &Book, sources: &Sources) -> Course {
    resolve::resolve(book, sources, &mut resolve::Memo::once()).0
}

#[inline(never)]
fn rendered(course: &Course) {
    let (readings, theme) = (Reading::all(course), Theme::default());
    let options = site::Options {
        readings: &readings,
        edition: Edition::Learner,
        downloads: Vec::new(),
        theme: &theme,
        venue: site::Venue::Web,
    };
    site::render(course, &options, &Nowhere).expect("the site can be made");
}

#[inline(never)]
fn written(course: &Course, plan: &Plan, press: &TypesetContext) {
    for product in plan.products.iter().filter(|product| product.edition == Edition::Learner) {
        if let ProductKind::Pdf { document, options } = &product.kind {
            std::hint::black_box(Manuscript::new(document, course, press, options));
        }
    }
}

/// What runs under Valgrind.
#[test]
#[ignore = "run by the other test"]
fn stages() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(|| {
        let (sources, sound) = load();
        let plan = Plan::new(&Request::default(), &sound).unwrap_or_else(|failure| panic!("{failure}"));
        let press = TypesetContext::new(&sound.theme);
        let course = edition::select(resolved(&sound.book, &sources), Edition::Learner);
        rendered(&course);
        written(&course, &plan, &press);
    });
}

/// The millions of instructions of each stage, in their order.
fn counted() -> Vec<f64> {
    let scratch = tempfile::tempdir().expect("a folder");
    let file = scratch.path().join("callgrind.out");
    let this = std::env::current_exe().expect("a test has a path");
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--quiet", "--tool=callgrind", "--toggle-collect=instructions::resolved"]);
    valgrind.args(["--toggle-collect=instructions::rendered", "--toggle-collect=instructions::written"]);
    valgrind.arg(format!("--callgrind-out-file={}", file.display()));
    valgrind.arg(this).args(["--exact", "stages", "--ignored", "--test-threads=1"]);
    run(&mut valgrind);
    let report =
        run(Command::new("callgrind_annotate").args(["--inclusive=yes", "--threshold=100", "--auto=no"]).arg(&file));
    let of = |function: &str| {
        let place = format!(":{function} [");
        let line =
            report.lines().find(|line| line.contains(&place)).unwrap_or_else(|| panic!("no {function}:\n{report}"));
        let digits: String = line.split('(').next().unwrap_or(line).chars().filter(char::is_ascii_digit).collect();
        digits.parse::<f64>().expect("a number") / 1e6
    };
    STAGES.iter().map(|(_, function)| of(function)).collect()
}

/// What a program prints, which ends well.
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; `tests/run` installs it"));
    let [said, told] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(output.status.success(), "{command:?}: {}\n{said}\n{told}", output.status);
    said
}

#[test]
fn no_stage_takes_more_instructions() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/instructions.txt");
    let counts = counted();
    if std::env::var_os("UPDATE").is_some() {
        let mut text = String::new();
        for ((stage, _), count) in STAGES.iter().zip(&counts) {
            let _ = writeln!(text, "{stage}: {count:.1} million");
        }
        std::fs::write(&path, text).expect("the expectation can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).expect("the expectation is there; UPDATE=1 writes it");
    for (line, ((stage, _), count)) in expected.lines().zip(STAGES.iter().zip(&counts)) {
        let (name, number) = line.split_once(": ").expect("a stage and a number");
        let number: f64 = number.trim_end_matches(" million").parse().expect("a number");
        assert_eq!(name, *stage);
        assert!(
            (0.8..=1.1).contains(&(count / number)),
            "{stage}: {count:.1} million instructions instead of {number}; if that is meant, write it anew with UPDATE=1"
        );
    }
    assert_eq!(expected.lines().count(), STAGES.len());
}
