//! The tests that run the program, in one binary: a module a file, and [`support`] for what they share.
//!
//! `cargo test --test all sound` runs those of a file. What counts for the whole process stands apart, in `tests/allocations.rs` and `tests/instructions.rs`.
#![allow(
    clippy::disallowed_methods,
    reason = "the tests stand around the program: they write courses, wait for it, and read what it made"
)]

mod accessible;
mod again;
mod as_found;
mod booklet;
mod brief;
mod browsers;
mod cached;
mod characters;
mod codes;
mod contract;
mod doctor;
mod downloads;
mod edits;
mod emphasis;
mod epub;
mod exchange;
mod format;
mod forms;
mod formulas;
mod fuzz;
mod guide;
mod hostile;
mod import;
mod injection;
mod invalid;
mod killed;
mod languages;
mod levels;
mod lms;
mod lsp;
mod one_run;
mod output_kept;
mod pairing;
mod properties;
mod publication;
mod quizzes;
mod schemas;
mod serve;
mod shards;
mod shells;
mod shipped;
mod sound;
mod structured;
mod support;
mod themed;
mod translation;

use std::fs;
use std::path::Path;

/// A file that no module names is compiled by nobody, and its tests never fail. One beside this folder would be a binary of its own.
#[test]
fn no_file_is_forgotten() {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all");
    let mut forgotten = Vec::new();
    for (path, _) in support::files(&all) {
        if path.extension().is_none_or(|extension| extension != "rs") || path == all.join("main.rs") {
            continue;
        }
        let module = if path.ends_with("mod.rs") { path.parent().expect("a folder") } else { &path.with_extension("") };
        let folder = module.parent().expect("a folder");
        let list = folder.join(if folder == all { "main.rs" } else { "mod.rs" });
        let line = format!("mod {};", module.file_name().expect("a name").display());
        let text = fs::read_to_string(list).expect("a folder has a file that names its modules");
        if !text.lines().any(|found| found.trim_start_matches("pub ") == line) {
            forgotten.push(path);
        }
    }
    assert!(forgotten.is_empty(), "not among the modules: {forgotten:?}");
    let beside = support::files(&all.join("..")).into_iter().map(|(path, _)| path);
    let beside =
        beside.filter(|path| path.parent() == Some(&all.join("..")) && path.extension() == Some("rs".as_ref()));
    let names: Vec<_> = beside.filter_map(|path| Some(path.file_name()?.to_owned())).collect();
    assert_eq!(names, ["allocations.rs", "instructions.rs"], "a binary for each of these");
}
