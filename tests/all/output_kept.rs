//! A build that fails changes nothing, one in which little has changed writes little, and files of others stay.

use std::fs;
use std::path::Path;

use crate::support::{BOOK, Course, diglot, files, shown};

const RELATION: &str = "\
relations:
  after: {from: step, to: step, label: {en: After, zh: 之后}, inverse: {en: Before, zh: 之前}, matrix: true}
";

/// A copy of the smallest good course.
fn minimal() -> Course {
    Course::copied("tests/courses/valid/minimal")
}

fn names(folder: &Path) -> Vec<String> {
    shown(folder).into_keys().map(|path| path.to_string_lossy().into_owned()).collect()
}

#[test]
fn a_build_that_fails_keeps_the_output() {
    let course = minimal();
    let out = course.path().join("dist");
    let built = course.run(&["build", "handbook", "--quiet"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    assert_eq!(names(&out), ["print/handbook.en-zh.pdf", "print/handbook.en.pdf", "print/handbook.zh.pdf"]);
    let before = files(&out);

    course.step("en", "See [[step/nowhere]].\n");
    let failed = course.run(&["build", "handbook"]);
    assert_eq!(failed.code, Some(1), "{}", failed.stderr);
    assert!(failed.stderr.contains("error[dangling-reference]"), "{}", failed.stderr);
    assert!(files(&out) == before, "the output has changed");

    course.write("book.yaml", "title: [");
    assert_eq!(course.run(&["build"]).code, Some(1));
    assert!(files(&out) == before, "the output has changed");
}

#[test]
fn a_build_made_again_writes_nothing() {
    let course = minimal();
    let built = course.run(&["build", "--quiet"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    // Not even what a look would have spared.
    fs::remove_file(course.path().join("dist/.diglot/record")).expect("there is a record");
    let again = course.run(&["build"]);
    assert!(again.stderr.contains("made site/"), "{}", again.stderr);
    assert!(again.stderr.contains(" 0 new or changed, 0 removed"), "{}", again.stderr);
}

#[test]
fn only_the_pdfs_that_contain_a_change_are_typeset_again() {
    let course = Course::new();
    let exercise = |task: &str| format!("---\ntitle: Listen\n---\n\n:::exercise {{minutes=5}}\n{task}\n:::\n");
    for (name, language) in [("01-listen", "en"), ("01-listen", "zh"), ("02-ask", "en"), ("02-ask", "zh")] {
        course.write(&format!("course/steps/{name}.{language}.md"), exercise("Listen."));
    }
    let typeset = || {
        let run = course.run(&["build", "handouts", "--edition", "learner"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let mut made: Vec<String> =
            run.stderr.lines().filter_map(|line| line.strip_prefix("made ")).map(str::to_owned).collect();
        made.sort();
        made
    };
    let all = ["ask.en-zh", "ask.en", "ask.zh", "listen.en-zh", "listen.en", "listen.zh"];
    let paths = |names: &[&str]| -> Vec<String> {
        names.iter().map(|name| format!("print/handouts/{name}.learner.pdf")).collect()
    };
    assert_eq!(typeset(), paths(&all));
    assert_eq!(typeset(), paths(&[]));

    course.write("course/steps/02-ask.zh.md", exercise("先听。"));
    assert_eq!(typeset(), paths(&["ask.en-zh", "ask.zh"]));

    let damaged = course.path().join("dist/print/handouts/listen.en.learner.pdf");
    fs::write(&damaged, "cut off").expect("the file can be written");
    fs::remove_file(course.path().join("dist/print/handouts/ask.en.learner.pdf")).expect("the file is there");
    assert_eq!(typeset(), paths(&["ask.en", "listen.en"]));
    assert!(fs::read(&damaged).expect("the file is there").starts_with(b"%PDF-"));
}

#[test]
fn an_output_that_the_course_no_longer_has_goes_and_is_no_mistake() {
    let course = Course::new();
    course.write("book.yaml", format!("{BOOK}{RELATION}"));
    course.write("course/steps/01-listen.en.md", "---\ntitle: Listen\nafter: [ask]\n---\n\nHear.\n");
    course.write("course/steps/02-ask.en.md", "---\ntitle: Ask\n---\n\nOnce.\n");
    let sheets = ["build", "cards", "chart", "--lang", "en"];
    assert_eq!(course.run(&sheets).code, Some(0));
    let out = course.path().join("dist");
    assert_eq!(names(&out), ["print/cards.en.pdf", "print/chart.en.pdf"]);
    course.write("book.yaml", BOOK);
    course.write("course/steps/01-listen.en.md", "---\ntitle: Listen\n---\n\nHear.\n");
    for _ in 0..2 {
        let run = course.run(&sheets);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stderr.contains("there is nothing to make"), "{}", run.stderr);
        assert_eq!(names(&out), [""; 0]);
    }
}

#[test]
fn only_the_pages_that_show_a_change_are_written_again() {
    let course = Course::new();
    course.write("book.yaml", format!("{BOOK}{RELATION}site-url: https://a.example/\n"));
    course.write("course/index.en.md", "---\ntitle: Welcome\n---\n\nSee [[step/ask]].\n");
    course.write("course/index.zh.md", "---\ntitle: 欢迎\n---\n\n见[[step/ask]]。\n");
    course.write(
        "course/glossary.yaml",
        "calm:\n  en: {term: calm, definition: Still.}\n  zh: {term: 平静, definition: 不动。}\n",
    );
    for (name, front, body) in [
        ("01-listen.en", "title: Listen\nafter: [ask]", "[[term:calm|Calm]] first, then [[step/ask#why]]."),
        ("01-listen.zh", "title: 听", "先[[term:calm]]，再[[step/ask#why]]。"),
        ("02-ask.en", "title: Ask\nsummary: One thing at a time.", "## Why {#why}\n\nBecause."),
        ("02-ask.zh", "title: 问\nsummary: 一次一件。", "## 为什么 {#why}\n\n有用。"),
        ("03-thank.en", "title: Thank", "Say so."),
        ("03-thank.zh", "title: 感谢", "说出来。"),
    ] {
        course.write(&format!("course/steps/{name}.md"), format!("---\n{front}\n---\n\n{body}\n"));
    }
    let site = course.path().join("dist/site");
    let mut before = Vec::new();
    // Builds the site and names the files that are not what they were.
    let mut changed = || {
        let run = course.run(&["build", "site", "--edition", "learner"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let earlier = std::mem::replace(&mut before, files(&site));
        let differ = before.iter().filter(|file| !earlier.contains(file)).map(|(path, _)| path);
        let names: Vec<String> =
            differ.map(|path| path.strip_prefix(&site).expect("below").to_string_lossy().into_owned()).collect();
        // A hash is what it is.
        names
            .iter()
            .map(|name| if name.matches('.').count() == 3 { "assets/search.zh.#.js" } else { name }.to_owned())
            .collect::<Vec<_>>()
    };
    assert!(changed().len() > 30);
    for (summary, why, shown) in [
        ("一次一件。", "很有用。", &["en-zh/steps/ask.html", "zh/steps/ask.html"][..]),
        // A summary stands in the lists, too.
        (
            "一次只问一件。",
            "很有用。",
            &[
                "en-zh/index.html",
                "en-zh/steps/ask.html",
                "en-zh/steps/index.html",
                "zh/index.html",
                "zh/steps/ask.html",
                "zh/steps/index.html",
            ],
        ),
    ] {
        let text = format!("---\ntitle: 问\nsummary: {summary}\n---\n\n## 为什么 {{#why}}\n\n{why}\n");
        course.write("course/steps/02-ask.zh.md", text);
        assert_eq!(changed(), [&["assets/search.zh.#.js", "assets/search.zh.js"], shown].concat());
    }
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let course = minimal();
    course.write("dist/thesis.txt", "years of work");
    let refused = course.run(&["build", "handbook"]);
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(refused.stderr.contains("this folder holds files that Diglot did not write"), "{}", refused.stderr);
    assert_eq!(names(&course.path().join("dist")), ["thesis.txt"]);
}

#[test]
fn wrong_arguments_exit_with_2() {
    let course = minimal();
    for arguments in [
        &["biuld"][..],
        &["build", "poster"],
        &["build", "--lang", "fr"],
        &["build", "--edition", "teacher"],
        &["build", "--item", "step/nowhere"],
        &["build", "site", "--item", "step/listen"],
        &["build", "--book", "nowhere"],
        &["check", "--format", "xml"],
        &["check", "--book", "course"],
        &[],
    ] {
        let run = course.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.stderr);
        assert!(!run.stderr.is_empty() && run.stdout.is_empty(), "{arguments:?} says nothing");
        assert!(!course.path().join("dist").exists(), "{arguments:?} has written something");
    }
}

#[test]
fn strict_takes_warnings_as_errors() {
    let course = minimal();
    course.step("zh", "先听完,再说。\n");
    assert_eq!(course.run(&["check"]).code, Some(0));
    let strict = course.run(&["check", "--strict"]);
    assert_eq!(strict.code, Some(1));
    assert!(strict.stderr.contains("error[half-width-punctuation]"), "{}", strict.stderr);
}

#[test]
fn a_book_elsewhere_can_be_named() {
    let course = minimal();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let book = course.path().to_string_lossy().into_owned();
    let run = diglot(elsewhere.path(), &["check", "--book", &book]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}
