//! The website offers copies of the PDFs in the output folder, each where it belongs, and no other ones.

use std::collections::BTreeSet;
use std::fs;

use crate::support::{BOOK, Course, files};

/// A course with something for every PDF that an item can be the reason of.
fn course() -> Course {
    let course = Course::new();
    course.write("book.yaml", format!("{BOOK}editions: [learner, trainer]\n"));
    let exercise = "---\ntitle: Listen\n---\n\n:::exercise {minutes=5}\nDo.\n:::\n\n:::role-play\n::::side[A]\nAsk.\n::::\n\n\
                    ::::side[B]\nListen.\n::::\n:::\n";
    for language in ["en", "zh"] {
        course.write(&format!("course/steps/01-listen.{language}.md"), exercise);
    }
    course
}

fn build(course: &Course, arguments: &[&str]) {
    let run = course.run(&[&["build"], arguments, &["--quiet"]].concat());
    assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
}

/// `en/index.html cards.en`: the pages of a website and the PDFs that each links.
fn links(course: &Course, site: &str) -> BTreeSet<String> {
    let root = course.path().join("dist").join(site);
    let mut links = BTreeSet::new();
    for (path, bytes) in files(&root) {
        let page = path.strip_prefix(&root).expect("below").to_string_lossy().into_owned();
        let Ok(text) = String::from_utf8(bytes) else { continue };
        for rest in text.split("href=\"").skip(1) {
            let href = rest.split('"').next().expect("there is a first part");
            let Some(pdf) = href.strip_suffix(".pdf") else { continue };
            let target = path.parent().expect("a file has a folder").join(href);
            let target = target.canonicalize().unwrap_or_else(|_| panic!("{page} links {href}, which is not there"));
            let root = root.canonicalize().expect("the website is there");
            assert!(target.starts_with(root), "{page} links {href}: the website cannot be published alone");
            links.insert(format!("{page} {}", pdf.split_once("print/").expect("a PDF lies in `print`").1));
        }
    }
    links
}

fn set(lines: &[&str]) -> BTreeSet<String> {
    lines.iter().map(|&line| line.to_owned()).collect()
}

#[test]
fn each_pdf_is_linked_where_it_belongs() {
    let course = course();
    // Every PDF is there before the websites are made, though they are asked for first.
    build(&course, &["site", "handbook", "booklet", "handouts", "cards", "kit", "--lang", "en,zh"]);
    let (learners, trainers) = (links(&course, "site"), links(&course, "site-trainer"));
    assert_eq!(
        learners,
        set(&[
            "en/index.html booklet.en",
            "en/index.html cards.en",
            "en/index.html handbook.en",
            "en/steps/listen.html handouts/listen.en.learner",
            "zh/index.html booklet.zh",
            "zh/index.html cards.zh",
            "zh/index.html handbook.zh",
            "zh/steps/listen.html handouts/listen.zh.learner",
        ])
    );
    let english: BTreeSet<String> = trainers.into_iter().filter(|line| line.starts_with("en/")).collect();
    assert_eq!(
        english,
        set(&[
            "en/index.html cards.en",
            "en/index.html handbook.en.trainer",
            "en/index.html kit/attendance.en",
            "en/index.html kit/certificate.en",
            "en/index.html kit/feedback.en",
            "en/index.html kit/session-plan.en",
            "en/steps/listen.html handouts/listen.en.trainer",
        ])
    );
}

#[test]
fn a_website_that_is_built_alone_links_what_is_there() {
    let course = course();
    build(&course, &["site", "--edition", "learner"]);
    assert_eq!(links(&course, "site"), set(&[]));

    build(&course, &["handouts", "cards", "--edition", "learner", "--lang", "en"]);
    build(&course, &["site", "--edition", "learner"]);
    let both = set(&["en/index.html cards.en", "en/steps/listen.html handouts/listen.en.learner"]);
    assert_eq!(links(&course, "site"), both);
    // The same beside the same PDFs, whatever was built before.
    let website = files(&course.path().join("dist/site"));
    build(&course, &["site", "handouts", "cards", "--edition", "learner", "--lang", "en"]);
    build(&course, &["site", "--edition", "learner"]);
    assert!(files(&course.path().join("dist/site")) == website, "the website has changed");

    fs::remove_file(course.path().join("dist/print/cards.en.pdf")).expect("the file is there");
    build(&course, &["site", "--edition", "learner"]);
    assert_eq!(links(&course, "site"), set(&["en/steps/listen.html handouts/listen.en.learner"]));
    assert!(!course.path().join("dist/site/print/cards.en.pdf").exists(), "a copy that nothing links");

    // What this build takes away is not linked either.
    course.step("en", "No exercise.\n");
    course.step("zh", "没有练习。\n");
    build(&course, &["site", "handouts", "--edition", "learner"]);
    assert_eq!(links(&course, "site"), set(&[]));
}
