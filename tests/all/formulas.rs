//! A course with formulas, built by the real binary: pages and PDFs.
#![allow(clippy::disallowed_methods, reason = "the tests read what was built")]

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{diglot, files};

const COURSE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/courses/formulas");
const WITHOUT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/courses/valid/minimal");

fn build(course: &str) -> tempfile::TempDir {
    let out = tempfile::tempdir().expect("a folder");
    let path = out.path().to_str().expect("a path of text");
    let run = diglot(Path::new(course), &["build", "site", "handbook", "--quiet", "--out", path]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    out
}

fn output(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; `tests/run` installs it"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{command:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

#[test]
fn pages_and_pdfs_show_them() {
    let out = build(COURSE);
    let page = fs::read_to_string(out.path().join("site/zh/modules/measures.html")).expect("a page");
    let rate = "<mfrac><mtext>首次接触即解决</mtext><mtext>全部接触</mtext></mfrac>";
    assert!(page.contains(rate), "{rate} is not in {page}");
    let search = files(&out.path().join("site")).into_iter();
    let found = search.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned());
    assert!(found.filter(|text| text.contains(r"\\bar t = \\frac")).count() >= 2, "the search has their sources");

    for (reading, words) in [("en", "solved at the first contact"), ("zh", "首次接触即解决"), ("en-zh", "全部接触")]
    {
        let pdf = out.path().join(format!("print/handbook.{reading}.pdf"));
        let fonts = output(Command::new("pdffonts").arg(&pdf));
        assert!(fonts.contains("DiglotMath"), "{fonts}");
        let shown = output(Command::new("pdftotext").arg(&pdf).arg("-"));
        assert!(shown.contains(words) && shown.contains("∑") && !shown.contains("\\frac"), "{shown}");
    }
}

#[test]
fn they_work_in_a_browser() {
    let out = build(COURSE);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/formulas.js");
    output(Command::new("node").arg(script).arg(out.path()));
}

#[test]
fn a_book_without_them_has_nothing_of_them() {
    let out = build(WITHOUT);
    let site = files(&out.path().join("site"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let styles = site.iter().filter(|(path, _)| path.extension().is_some_and(|extension| extension == "css"));
    for (path, bytes) in styles {
        assert!(!text(bytes).contains("math{") && !text(bytes).contains("mtd"), "{}", path.display());
    }
    let fonts = output(Command::new("pdffonts").arg(out.path().join("print/handbook.en.pdf")));
    assert!(fonts.contains("DiglotSerif") && !fonts.contains("DiglotMath"), "{fonts}");
}
