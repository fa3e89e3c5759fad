//! The PDFs before a checker of PDF/UA that is not ours.
//!
//! `pdfua` looks at 16 of the standard's 106 rules, among them tags, titles, languages, headings, tables, alternative texts and fonts;
//! Typst's exporter enforces others. veraPDF, which looks at all that a machine can, is in no package registry.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::{diglot, files};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Where `tests/run` puts it.
const CHECKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/checkers/bin/pdfua");

fn pdfs(book: &Path, arguments: &[&str]) -> (tempfile::TempDir, Vec<PathBuf>) {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().to_str().expect("a path of text");
    let run = diglot(book, &[&["build", "--quiet", "--out", path], arguments].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let paths = files(out.path()).into_iter().map(|(path, _)| path);
    let pdfs = paths.filter(|path| path.extension().is_some_and(|extension| extension == "pdf")).collect();
    (out, pdfs)
}

#[test]
fn a_checker_finds_nothing() {
    let (_themed, mut all) = pdfs(&Path::new(ROOT).join("tests/courses/themed"), &["handbook", "handouts", "kit"]);
    let arguments = ["handbook", "handouts", "--item", "module/listening", "--edition", "trainer"];
    let (_shipped, shipped) = pdfs(Path::new(ROOT), &arguments);
    all.extend(shipped);
    assert!(all.len() > 20, "{all:?}");
    let output = Command::new(CHECKER).args(["check", "--certain-only"]).args(&all).output();
    let output = output.unwrap_or_else(|error| panic!("{CHECKER}: {error}; `tests/run` installs it"));
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}");
    assert_eq!(report.matches("result: PASS").count(), all.len(), "{report}");
}
