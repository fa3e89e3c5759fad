//! The PDFs before two checkers of PDF/UA that are not ours.
//!
//! `pdfua` looks at 16 of the standard's 106 rules, among them tags, titles, languages, headings, tables, alternative texts and fonts. `outloud`
//! has some sixty rules of the standard, which also look at what stands in the pages: each piece of text and its tag, glyphs and what they are
//! read as, links and their descriptions, notes. Typst's exporter enforces others. veraPDF, which looks at all that a machine can, is in no
//! package registry: not in Debian's, PyPI's or npm's, and no package brings its program along.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{diglot, files};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Where `tests/run` puts it.
const CHECKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/checkers/bin/pdfua");
const SECOND_CHECKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/checkers/bin/outloud");

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
    let (_formulas, formulas) = pdfs(&Path::new(ROOT).join("tests/courses/formulas"), &["handbook"]);
    all.extend(formulas);
    let (_sheets, sheets) = pdfs(Path::new(ROOT), &["cards", "chart", "kit"]);
    all.extend(sheets);
    assert!(all.len() > 40, "{all:?}");
    let output = Command::new(CHECKER).args(["check", "--certain-only"]).args(&all).output();
    let output = output.unwrap_or_else(|error| panic!("{CHECKER}: {error}; `tests/run` installs it"));
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}");
    assert_eq!(report.matches("result: PASS").count(), all.len(), "{report}");
}

/// The tags of a PDF with the text in them, as poppler shows them.
fn tags(pdf: &Path) -> String {
    tool("pdfinfo", &["-struct-text"], pdf, &[])
}

/// How many headings of a level there are in some tags.
fn headings(tags: &str, level: usize) -> usize {
    tags.matches(&format!("  H{level} \"")).count()
}

/// The words of its bookmarks.
fn bookmarks(pdf: &Path) -> Vec<String> {
    let pages = tool("pdftohtml", &["-xml", "-i", "-enc", "UTF-8"], pdf, &["-stdout"]);
    let items = pages.split("<item page=").skip(1).filter_map(|item| item.split_once('>')?.1.split_once("</item>"));
    items.map(|(words, _)| words.to_owned()).collect()
}

fn tool(name: &str, before: &[&str], pdf: &Path, after: &[&str]) -> String {
    let output = Command::new(name).args(before).arg(pdf).args(after).output();
    let output = output.unwrap_or_else(|error| panic!("{name}: {error}; `tests/run` installs it"));
    assert!(output.status.success(), "{name} {}: {}", pdf.display(), String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn cards_have_headings_and_say_once_how_to_print_them() {
    let (out, _) = pdfs(Path::new(ROOT), &["cards"]);
    for (reading, once, first, player) in [
        ("en", &["two-sided"][..], "Step 1 Recognise the emotion", "Role play: The access card – The customer"),
        ("zh", &["双面"], "第1步 认识客户的情绪", "角色扮演：门禁卡 – 客户"),
        ("en-zh", &["two-sided", "双面"], "Step 1 Recognise the emotion", "Role play: The access card – The customer"),
    ] {
        let pdf = out.path().join(format!("print/cards.{reading}.pdf"));
        let (tags, bookmarks) = (tags(&pdf), bookmarks(&pdf));
        for words in once {
            assert_eq!(tags.matches(words).count(), 1, "{reading}: {words}");
        }
        for words in [first, player] {
            assert_eq!(bookmarks.iter().filter(|bookmark| *bookmark == words).count(), 1, "{words}: {bookmarks:?}");
        }
        assert!(headings(&tags, 1) >= 2 * bookmarks.len(), "{reading}: fronts and backs");
    }
}

#[test]
fn the_chart_has_a_heading_and_a_bookmark() {
    let (out, _) = pdfs(Path::new(ROOT), &["chart"]);
    for (reading, titles) in [("en", 1), ("zh", 1), ("en-zh", 2)] {
        let pdf = out.path().join(format!("print/chart.{reading}.pdf"));
        assert_eq!((bookmarks(&pdf).len(), headings(&tags(&pdf), 1)), (1, titles), "{reading}");
    }
}

/// Each is a row with its time, minutes and what is done: `09:00`, 9, two cells.
#[test]
fn the_times_of_the_session_plan_head_its_lines_and_the_modules_what_is_done_in_them() {
    let (out, _) = pdfs(Path::new(ROOT), &["kit"]);
    let tags = tags(&out.path().join("print/kit/session-plan.en.pdf"));
    let rows: Vec<&str> = tags.split("    TR\n").skip(1).collect();
    let row = |words: &str| *rows.iter().find(|row| row.contains(words)).unwrap_or_else(|| panic!("{words}: {tags}"));
    let times = rows.iter().filter(|row| row.contains("/Scope /Row")).count();
    assert!(times > 30 && rows.iter().all(|row| row.matches("TH <").count() >= 1), "{tags}");
    // The module's name is a heading of what stands below it, and its time is none.
    let (module, section) = (row("\"Mindset\""), row("\"Two attitudes first\""));
    let name = module.split("TH <").find(|cell| cell.contains("Mindset")).and_then(|cell| cell.split_once('>'));
    let (name, _) = name.expect("it is a heading");
    assert!(module.contains("/Scope /Row") && section.contains(&format!("({name})")), "{module}{section}");
    assert!(
        !row("\"Lunch\"").split("\"Lunch\"").next().is_some_and(|row| row.contains(&format!("({name})"))),
        "{tags}"
    );
}

/// Its warnings are guesses, such as that the first line of a chapter is a running head.
#[test]
fn a_second_checker_finds_nothing() {
    let (_shipped, mut all) = pdfs(Path::new(ROOT), &["handouts", "--item", "module/listening"]);
    let (_themed, themed) = pdfs(&Path::new(ROOT).join("tests/courses/themed"), &["handbook", "--edition", "learner"]);
    all.extend(themed);
    let (_formulas, formulas) = pdfs(&Path::new(ROOT).join("tests/courses/formulas"), &["handbook"]);
    all.extend(formulas);
    let (_sheets, sheets) = pdfs(Path::new(ROOT), &["cards", "chart", "kit"]);
    all.extend(sheets);
    let output = Command::new(SECOND_CHECKER).args(["--quiet", "--layer", "conformance"]).args(&all).output();
    let output = output.unwrap_or_else(|error| panic!("{SECOND_CHECKER}: {error}; `tests/run` installs it"));
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{report}");
    assert_eq!(report.matches(" 0 error(s)").count(), all.len(), "{report}");
}
