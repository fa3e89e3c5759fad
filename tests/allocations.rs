//! How much work the course that comes with Diglot takes, counted in allocations: a number that no other program on the machine changes, so
//! that a build which has become costlier shows. `UPDATE=1` writes it anew.
//!
//! A binary of its own: the allocator that counts is the whole process's, and it counts for every thread.
#![allow(clippy::disallowed_methods, reason = "the expectation is a file of the repository")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use diglot::course::edition;
use diglot::course::edition::Edition;
use diglot::course::reading::Reading;
use diglot::diagnostic::Strictness;
use diglot::failure::Failure;
use diglot::output::site;
use diglot::project::Memo;
use diglot::project::{self, Loaded};
use diglot::sink::Sink;
use diglot::sources::Sources;
use diglot::theme::Theme;
use diglot::{check, resolve};

/// The usual allocator, counted.
struct Counting;

static ALLOCATIONS: AtomicU64 = AtomicU64::new(0);

// SAFETY: every call is handed on as it came.
#[allow(unsafe_code, reason = "an allocator is counted by an allocator")]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Takes files and keeps none.
struct Nowhere;

impl Sink for Nowhere {
    fn put(&self, _: &str, _: &[u8]) -> Result<(), Failure> {
        Ok(())
    }
}

fn counted<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let before = ALLOCATIONS.load(Relaxed);
    let result = work();
    (result, ALLOCATIONS.load(Relaxed) - before)
}

/// The stages of a build of the website, on one thread, with the allocations of each.
fn stages() -> Vec<(&'static str, u64)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let loaded = project::load(root, Sources::default(), &mut Memo::once(), Strictness::Usual);
    let Loaded { sources, project, .. } = loaded.expect("the disk works");
    let book = &project.into_sound().expect("the course has no error").book;
    let (course, resolved) = counted(|| resolve::resolve(book, &sources, &mut resolve::Memo::once()).0);
    let (_, checked) = counted(|| check::check(&course, &mut check::Memo::default()));
    let (course, selected) = counted(|| edition::select(course, Edition::Learner));
    let readings = Reading::all(&course);
    let theme = Theme::default();
    let options = site::Options {
        readings: &readings,
        edition: Edition::Learner,
        downloads: Vec::new(),
        theme: &theme,
        venue: site::Venue::Web,
    };
    let (rendered, drawn) = counted(|| site::render(&course, &options, &Nowhere));
    rendered.expect("the site can be made");
    vec![("parse and resolve", resolved), ("check", checked), ("select an edition", selected), ("the website", drawn)]
}

#[test]
fn a_build_has_not_become_costlier() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    // The second run, because the first sets up what is made once for a program.
    pool.install(stages);
    let stages = pool.install(stages);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/allocations.txt");
    if std::env::var_os("UPDATE").is_some() {
        let mut text = String::new();
        for (stage, count) in &stages {
            let _ = writeln!(text, "{stage}: {count}");
        }
        std::fs::write(&path, text).expect("the expectation can be written");
        return;
    }
    let expected = std::fs::read_to_string(&path).expect("the expectation is there; UPDATE=1 writes it");
    for (line, (stage, count)) in expected.lines().zip(&stages) {
        let (name, number) = line.split_once(": ").expect("a stage and a number");
        let number: f64 = number.parse().expect("a number");
        assert_eq!(name, *stage);
        let ratio = *count as f64 / number;
        assert!(
            (0.8..=1.1).contains(&ratio),
            "{stage}: {count} allocations instead of {number}; if that is meant, write it anew with UPDATE=1"
        );
    }
    assert_eq!(expected.lines().count(), stages.len());
}
