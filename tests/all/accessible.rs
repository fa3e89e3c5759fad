//! The PDFs before two checkers of PDF/UA that are not ours.
//!
//! `pdfua` looks at 16 of the standard's 106 rules, among them tags, titles, languages, headings, tables, alternative texts and fonts. `outloud`
//! has some sixty rules of the standard, which also look at what stands in the pages: each piece of text and its tag, glyphs and what they are
//! read as, links and their descriptions, notes. Typst's exporter enforces others. veraPDF, which looks at all that a machine can, is in no
//! package registry: not in Debian's, PyPI's or npm's, and no package brings its program along.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::built::{characters, formulas, shipped, structured, themed};
use crate::support::{files, said};

/// Where `tests/run` puts it.
const CHECKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/checkers/bin/pdfua");
const SECOND_CHECKER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/checkers/bin/outloud");

/// The PDFs of an output whose paths below `print/` begin with one of these words.
fn pdfs(out: &Path, begin: &[&str]) -> Vec<PathBuf> {
    let print = out.join("print");
    let wanted = |path: &PathBuf| {
        let path = path.strip_prefix(&print).expect("below").to_str().expect("a path of text");
        begin.iter().any(|words| path.starts_with(words))
    };
    let printed = files(&print).into_iter().map(|(path, _)| path);
    printed.filter(|path| path.extension().is_some_and(|extension| extension == "pdf")).filter(wanted).collect()
}

/// Cards, wall charts, slides, what is filled in by hand and all that a trainer lays out.
const SHEETS: [&str; 5] = ["cards.", "chart.", "slides.", "kit/", "sheets/"];

#[test]
fn a_checker_finds_nothing() {
    let mut all = pdfs(themed(), &[""]);
    all.extend(pdfs(structured(), &["handbook.", "handouts/"]));
    let trainers = pdfs(shipped(), &["handbook.", "handouts/listening."]);
    all.extend(trainers.into_iter().filter(|path| path.to_string_lossy().ends_with(".trainer.pdf")));
    all.extend(pdfs(formulas(), &["handbook."]));
    all.extend(pdfs(characters(), &["handbook.", "cards.", "chart."]));
    all.extend(pdfs(shipped(), &SHEETS));
    assert!(all.len() > 40, "{all:?}");
    let report = said(Command::new(CHECKER).args(["check", "--certain-only"]).args(&all));
    assert_eq!(report.matches("result: PASS").count(), all.len(), "{report}");
}

/// Its warnings are guesses, such as that the first line of a chapter is a running head.
#[test]
fn a_second_checker_finds_nothing() {
    let mut all = pdfs(shipped(), &["handouts/listening."]);
    all.extend(pdfs(themed(), &["handbook."]));
    all.extend(pdfs(formulas(), &["handbook."]));
    all.extend(pdfs(characters(), &["handbook.", "cards.", "chart."]));
    all.extend(pdfs(shipped(), &SHEETS));
    assert_eq!(all.len(), 6 + 3 + 3 + 11 + 72, "{all:?}");
    let report = said(Command::new(SECOND_CHECKER).args(["--quiet", "--layer", "conformance"]).args(&all));
    assert_eq!(report.matches(" 0 error(s)").count(), all.len(), "{report}");
}

/// The tags of a PDF with the text in them, as poppler shows them.
fn tags(pdf: &Path) -> String {
    said(Command::new("pdfinfo").arg("-struct-text").arg(pdf))
}

/// How many headings of a level there are in some tags.
fn headings(tags: &str, level: usize) -> usize {
    tags.matches(&format!("  H{level} \"")).count()
}

/// The words of its bookmarks.
fn bookmarks(pdf: &Path) -> Vec<String> {
    let pages = said(Command::new("pdftohtml").args(["-xml", "-i", "-enc", "UTF-8"]).arg(pdf).arg("-stdout"));
    let items = pages.split("<item page=").skip(1).filter_map(|item| item.split_once('>')?.1.split_once("</item>"));
    items.map(|(words, _)| words.to_owned()).collect()
}

#[test]
fn cards_have_headings_and_say_once_how_to_print_them() {
    for (reading, once, first, player) in [
        ("en", &["two-sided"][..], "Step 1 Recognise the emotion", "Role play: The access card – The customer"),
        ("zh", &["双面"], "第1步 认识客户的情绪", "角色扮演：门禁卡 – 客户"),
        ("en-zh", &["two-sided", "双面"], "Step 1 Recognise the emotion", "Role play: The access card – The customer"),
    ] {
        let pdf = shipped().join(format!("print/cards.{reading}.pdf"));
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
    for (reading, titles) in [("en", 1), ("zh", 1), ("en-zh", 2)] {
        let pdf = shipped().join(format!("print/chart.{reading}.pdf"));
        assert_eq!((bookmarks(&pdf).len(), headings(&tags(&pdf), 1)), (1, titles), "{reading}");
    }
}

#[test]
fn slides_have_headings_and_trainers_have_the_same_ones() {
    for (reading, task) in
        [("en", "The lion and the tiger"), ("zh", "狮子与老虎"), ("en-zh", "The lion and the tiger / 狮子与老虎")]
    {
        let decks = ["", ".trainer"].map(|edition| shipped().join(format!("print/slides.{reading}{edition}.pdf")));
        let [learners, trainers] = decks.each_ref().map(|deck| bookmarks(deck));
        assert_eq!(learners, trainers, "{reading}");
        assert_eq!(learners.iter().filter(|bookmark| *bookmark == task).count(), 1, "{task}: {learners:?}");
        let tags = tags(&decks[0]);
        // The title, the list of modules, six of those.
        assert_eq!(headings(&tags, 1), 8, "{reading}");
        assert!(headings(&tags, 2) > 60, "{reading}: {}", headings(&tags, 2));
    }
}

/// Each is a row with its time, minutes and what is done: `09:00`, 9, two cells.
#[test]
fn the_times_of_the_session_plan_head_its_lines_and_the_modules_what_is_done_in_them() {
    let tags = tags(&shipped().join("print/kit/session-plan.two-days.en.pdf"));
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
