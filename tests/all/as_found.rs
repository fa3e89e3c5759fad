//! Courses in the manner of other worlds: a vendor's curriculum on GitHub, an mdBook, a lesson of the Carpentries, the handbook of a service desk with pictures of twenty kinds,
//! code in five languages and a translation that lacks, adds and moves blocks. Their texts are as
//! people write them there; they build, what is said of them is in their `report.txt`, and nothing of their markup is shown as text.
//!
//! `UPDATE=1 cargo test --test all as_found` writes the reports anew.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{diff, diglot, files, folders, said, update};

const COURSES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/courses/as-found");

/// What no reader is to see of markup, beside the code that these courses show.
const MARKUP: [&str; 16] = [
    "</", "<br", "<kbd", "<sup", "<details", "](", ".md)", ":::", "{.", "{#", "{width", "[!", "!!!", "&nbsp;", "\\ ",
    "<img",
];

#[test]
fn they_build_as_they_are() {
    let courses = folders(Path::new(COURSES));
    assert_eq!(courses.len(), 4);
    for course in courses {
        let name = course.file_name().expect("a name").to_string_lossy().into_owned();
        let scratch = tempfile::tempdir().expect("a temporary folder");
        let out = scratch.path().to_str().expect("its path is text");
        let check = diglot(&course, &["check", "--format", "short"]);
        let report = course.join("report.txt");
        if update() {
            fs::write(&report, &check.stdout).expect("the report can be written");
        }
        let expected = fs::read_to_string(&report).unwrap_or_default();
        assert!(expected == check.stdout, "{name}:\n{}", diff(&expected, &check.stdout));
        let build = diglot(&course, &["build", "--out", out, "--format", "short"]);
        assert_eq!(build.code, Some(0), "{name}: {}{}", build.stdout, build.stderr);
        for lang in ["en", "zh", "en-zh"] {
            let printed = scratch.path().join(format!("print/handbook.{lang}.pdf"));
            let text = said(Command::new("pdftotext").args(["-raw", printed.to_str().expect("text"), "-"]));
            assert_eq!(markup(&text, &name), Vec::<String>::new(), "{name}: {lang} on paper");
        }
        let pages: Vec<_> = files(&scratch.path().join("site"))
            .into_iter()
            .filter(|(path, _)| path.extension().is_some_and(|extension| extension == "html"))
            .collect();
        assert!(pages.len() > 12, "{name}: four pages or more in three readings");
        for (path, bytes) in pages {
            let text = without_tags(&String::from_utf8_lossy(&bytes));
            assert_eq!(markup(&text, &name), Vec::<String>::new(), "{name}: {}", path.display());
        }
    }
}

/// The lines that show markup, but for those that tell of it.
fn markup(text: &str, course: &str) -> Vec<String> {
    // The curriculum teaches HTML, so it shows some.
    let taught = |sign: &str| course == "vendor" && sign.starts_with('<');
    let shown = |line: &&str| MARKUP.iter().any(|sign| line.contains(sign) && !taught(sign));
    text.lines().filter(shown).map(str::to_owned).collect()
}

#[test]
fn markup_that_is_shown_is_found() {
    let page =
        "<head><title>](</title></head><p>A <b>word</b> and [words](02-a.md).</p><code>::: note</code><p>{.class}</p>";
    assert_eq!(markup(&without_tags(page).replace('.', ".\n").replace("{.\n", "{."), "mdbook").len(), 2);
}

/// What a page shows, without code.
fn without_tags(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let inner = &rest[at..];
        let end = ["<script", "<style", "<code", "<head"]
            .into_iter()
            .find(|tag| inner.starts_with(tag) && !inner.starts_with("<header"))
            .and_then(|tag| inner.find(&format!("</{}", &tag[1..])))
            .map_or(0, |closing| closing);
        let close = inner[end..].find('>').map_or(inner.len(), |at| end + at + 1);
        text.push(' ');
        rest = &inner[close..];
    }
    text.push_str(rest);
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
