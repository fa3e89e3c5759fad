//! Machines that share a build make what one makes, to the byte; and what does not belong together is not joined.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use diglot::digest::Digest;

use crate::support::{BOOK, Course, copy, diglot, files, shown};

/// Two shards at a time make a course, and their parts are joined. `arguments` say what is made.
fn in_shards(book: &Path, of: usize, arguments: &[&str]) -> BTreeMap<PathBuf, Vec<u8>> {
    let place = tempfile::tempdir().expect("a folder");
    let part = |number: usize| place.path().join(format!("parts/{number}")).display().to_string();
    let make = |number: usize| {
        let (shard, out) = (format!("{number}/{of}"), part(number));
        let run = diglot(book, &[&["build", "--quiet", "--shard", &shard, "--out", &out], arguments].concat());
        assert_eq!(run.code, Some(0), "{shard}: {}", run.stderr);
    };
    let numbers: Vec<usize> = (1..=of).collect();
    for pair in numbers.chunks(2) {
        std::thread::scope(|scope| pair.iter().for_each(|&number| _ = scope.spawn(move || make(number))));
    }
    let run = diglot(place.path(), &["merge", "dist", "parts"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    shown(&place.path().join("dist"))
}

fn whole(book: &Path, arguments: &[&str]) -> BTreeMap<PathBuf, Vec<u8>> {
    let place = tempfile::tempdir().expect("a folder");
    let out = place.path().join("dist").display().to_string();
    let run = diglot(book, &[&["build", "--quiet", "--out", &out], arguments].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    shown(Path::new(&out))
}

fn same(one: &BTreeMap<PathBuf, Vec<u8>>, other: &BTreeMap<PathBuf, Vec<u8>>) {
    let paths = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(one), paths(other));
    let differ: Vec<_> = one.iter().filter(|(path, bytes)| other[*path] != **bytes).map(|(path, _)| path).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

/// Both editions of a website that offers PDFs, books in all styles, packages: every kind of product.
#[test]
fn sixteen_shards_make_what_one_build_makes() {
    let course = Course::copied("tests/courses/structured");
    let outputs = ["site", "handbook", "handouts", "cards", "chart", "kit", "epub", "quiz", "lms"];
    let expected = whole(course.path(), &outputs);
    let kinds =
        ["site/print/handbook.en.pdf", "site-trainer/index.html", "lms/cmi5.zip", "print/handouts/open.en.learner.pdf"];
    assert!(kinds.iter().filter(|path| expected.contains_key(Path::new(path))).count() >= 3, "{:?}", expected.keys());
    same(&expected, &in_shards(course.path(), 16, &outputs));
}

/// A course whose website is divided, too.
fn long() -> Course {
    let course = Course::empty();
    course.write("book.yaml", BOOK.to_owned() + "outputs: {site: {}, handouts: {}, cards: {}}\n");
    for number in 1..=50 {
        for (language, words) in [("en", "Hear the customer out."), ("zh", "先听完客户的话。")] {
            let link = if number > 1 { format!("[[step/s{}]]", number - 1) } else { String::new() };
            let aliases = if language == "en" { format!("aliases: [old{number}]\n") } else { String::new() };
            let text = format!("---\ntitle: {number}\n{aliases}---\n\n{words} {link}\n");
            course.write(&format!("course/steps/{number:02}-s{number}.{language}.md"), text);
        }
    }
    course
}

#[test]
fn a_website_is_made_by_several_on_one_core_and_on_all() {
    let course = long();
    let jobs = course.run(&["jobs", "3", "site", "--to", "json"]).stdout;
    let jobs: serde_json::Value = serde_json::from_str(&jobs).expect("it is JSON");
    let count = |shard: &serde_json::Value| shard["makes"].as_array().map_or(0, Vec::len);
    let counts: Vec<usize> = jobs["shards"].as_array().expect("the shards").iter().map(count).collect();
    assert_eq!(counts.iter().sum::<usize>(), 4, "the frame and three ranges of items: {jobs}");
    let expected = whole(course.path(), &["site"]);
    same(&expected, &in_shards(course.path(), 3, &["site"]));

    // As on a machine with one core.
    for number in 1..=3 {
        let one = Command::new("taskset")
            .args([
                "-c",
                "0",
                env!("CARGO_BIN_EXE_diglot"),
                "build",
                "site",
                "--quiet",
                "--shard",
                &format!("{number}/3"),
            ])
            .current_dir(course.path())
            .status();
        assert!(one.expect("`taskset` is part of every Linux").success());
    }
    assert_eq!(course.run(&["merge", "dist", "parts"]).code, Some(0));
    same(&expected, &shown(&course.path().join("dist")));
}

/// A small course and three parts of its build.
fn parts() -> Course {
    let course = Course::new();
    for number in 1..=3 {
        part(&course, number, 3);
    }
    course
}

fn part(course: &Course, number: usize, of: usize) {
    let run = course.run(&["build", "site", "cards", "handbook", "--quiet", "--shard", &format!("{number}/{of}")]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

/// What is said when the parts are refused. An output that is there stays as it is.
#[track_caller]
fn refused(course: &Course, arguments: &[&str]) -> String {
    let before = shown(&course.path().join("dist"));
    let run = course.run(&[&["merge", "dist"], arguments].concat());
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert_eq!(shown(&course.path().join("dist")), before);
    run.stderr
}

#[track_caller]
fn says(report: &str, words: &[&str]) {
    for words in words {
        assert!(report.contains(words), "`{words}` is not in:\n{report}");
    }
}

#[test]
fn a_part_that_died_is_made_again_alone() {
    let course = parts();
    assert_eq!(course.run(&["merge", "dist", "parts"]).code, Some(0));
    course.step("en", "Hear the customer out, to the end.\n");
    part(&course, 1, 3);
    part(&course, 3, 3);
    says(&refused(&course, &["parts"]), &["2-of-3: this part and parts/1-of-3 were made from different texts"]);
    fs::remove_dir_all(course.path().join("parts/2-of-3")).expect("it is there");
    let report = refused(&course, &["parts"]);
    says(&report, &["part 2 of 3 is missing", "`diglot build site handbook cards --shard 2/3` makes part 2"]);
    part(&course, 2, 3);
    assert_eq!(course.run(&["merge", "dist", "parts"]).code, Some(0));
    same(&whole(course.path(), &["site", "cards", "handbook"]), &shown(&course.path().join("dist")));
}

#[test]
fn gaps_and_overlaps_are_refused() {
    let course = parts();
    says(&refused(&course, &["parts/3-of-3"]), &["2 parts of 3 are missing: 1, 2"]);
    says(&refused(&course, &["parts/3-of-3", "--messages", "zh"]), &["3 份中缺 2 份：第 1、2 份"]);
    copy(&course.path().join("parts/2-of-3"), &course.path().join("parts/again"));
    says(&refused(&course, &["parts"]), &["parts/again: this is part 2 of 3, as is parts/2-of-3", "name one of them"]);
    says(&refused(&course, &["parts", "--messages", "zh"]), &["parts/again：这是 3 份中的第 2 份，parts/2-of-3 也是"]);
    fs::remove_dir_all(course.path().join("parts/again")).expect("it is there");
    part(&course, 1, 2);
    says(&refused(&course, &["parts"]), &["this is part 1 of 3, and parts/1-of-2 is part 1 of 2"]);
    says(&refused(&course, &["course"]), &["course: this is no part of a build", "`diglot build --shard 1/4`"]);
    says(&refused(&course, &["nowhere", "--messages", "zh"]), &["nowhere：这不是一次生成的一部分"]);
}

/// Writes the list of a part anew, with other words in it.
fn rewrite(course: &Course, part: &str, from: &str, to: &str) {
    let path = format!("parts/{part}/.diglot/part");
    let list = fs::read_to_string(course.path().join(&path)).expect("a part has a list");
    let (_, text) = list.split_once('\n').expect("a list has lines");
    assert!(text.contains(from), "{from}: {text}");
    let text = text.replace(from, to);
    course.write(&path, format!("diglot-list {}\n{text}", Digest::of(text.as_bytes())));
}

#[test]
fn parts_of_different_builds_are_refused() {
    let course = parts();
    let now = env!("CARGO_PKG_VERSION");
    rewrite(&course, "2-of-3", &format!("\"version\":\"{now}\""), "\"version\":\"0.0.9\"");
    let report = refused(&course, &["parts"]);
    says(&report, &[&format!("this part was made by Diglot 0.0.9, and parts/1-of-3 by Diglot {now}"), "one version"]);
    let run = course.run(&["build", "site", "--quiet", "--lang", "en", "--shard", "2/3"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let report = refused(&course, &["parts"]);
    says(
        &report,
        &[
            "this part was made with `diglot build site --lang en`, and parts/1-of-3 with `diglot build site handbook cards`",
        ],
    );
    part(&course, 2, 3);
    course.write("course/index.en.md", "---\ntitle: Welcome\n---\n\nWords.\n");
    part(&course, 3, 3);
    let report = refused(&course, &["parts", "--messages", "zh"]);
    says(&report, &["3-of-3：这一份和 parts/1-of-3 所用的文稿、图片或设置不同", "换行符也要相同"]);
}

#[test]
fn damaged_parts_are_refused() {
    let course = parts();
    let all = files(&course.path().join("parts"));
    let (path, _) = all.iter().find(|(path, _)| path.ends_with("site/index.html")).expect("some part has it");
    let path = path.strip_prefix(course.path()).expect("below").to_str().expect("text").to_owned();
    let whole = fs::read(course.path().join(&path)).expect("it is there");
    for damage in [Some(&whole[..whole.len() - 9]), None] {
        match damage {
            Some(bytes) => course.write(&path, bytes),
            None => fs::remove_file(course.path().join(&path)).expect("it is there"),
        }
        let report = refused(&course, &["parts"]);
        says(
            &report,
            &[
                &format!("{path}: this file is missing or not as it was made"),
                "make this part again with `diglot build site",
            ],
        );
        assert!(!course.path().join("dist").exists(), "something is left of what was begun");
    }
    course.write(&path, &whole);
    // What a list says is not believed blindly.
    rewrite(&course, "1-of-3", "\"files\":{", "\"files\":{\"../../x\":\"00\",");
    says(&refused(&course, &["parts"]), &["this file is missing or not as it was made"]);
    course.write("parts/1-of-3/.diglot/part", "diglot-list 00\n{");
    says(&refused(&course, &["parts"]), &["this list is damaged, or of another version of Diglot"]);
}

#[test]
fn a_merge_leaves_what_belongs_to_other_builds() {
    let course = parts();
    assert_eq!(course.run(&["build", "kit", "handouts", "--quiet"]).code, Some(0));
    let dist = course.path().join("dist");
    let kit = shown(&dist).into_keys().filter(|path| path.starts_with("print/kit")).count();
    assert!(kit > 0);
    course.write("dist/site/notes.txt", "by hand");
    assert_eq!(course.run(&["merge", "dist", "parts"]).code, Some(0));
    let after = shown(&dist);
    assert_eq!(after.keys().filter(|path| path.starts_with("print/kit")).count(), kit);
    assert!(after.contains_key(Path::new("site/notes.txt")) && after.contains_key(Path::new("site/index.html")));
    // A part that is built as a whole is none any more.
    assert_eq!(course.run(&["build", "site", "--quiet", "--out", "parts/1-of-3"]).code, Some(0));
    says(&refused(&course, &["parts/1-of-3"]), &["this is no part of a build"]);
}

/// More shards than there is to make: some have nothing.
#[test]
fn a_part_may_be_empty() {
    let course = Course::new();
    let expected = whole(course.path(), &["cards", "--lang", "en"]);
    same(&expected, &in_shards(course.path(), 5, &["cards", "--lang", "en"]));
}

#[test]
fn a_shard_that_is_none_is_refused() {
    let course = Course::new();
    for (shard, words) in [("0/3", "such as `3/16`"), ("4/3", "such as `3/16`"), ("3", "such as `3/16`")] {
        let run = course.run(&["build", "--shard", shard]);
        assert_eq!(run.code, Some(2), "{shard}");
        says(&run.stderr, &[words]);
        let run = course.run(&["build", "--shard", shard, "--messages", "zh"]);
        says(&run.stderr, &[&format!("的值不能是 `{shard}`")]);
    }
}

/// By the files that others take over; where a scheduler is not installed, the run says so.
#[cfg(target_os = "linux")]
fn scheduled(name: &str) {
    let course = long();
    let expected = whole(course.path(), &[]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schedulers");
    let run = Command::new(script).args([name, env!("CARGO_BIN_EXE_diglot")]).arg(course.path()).output();
    let run = run.expect("the script runs");
    let said = String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned();
    println!("{name}: {said}");
    match run.status.code() {
        Some(77) => assert!(said.starts_with("skipped: "), "{said}"),
        code => {
            assert_eq!(code, Some(0), "{said}");
            same(&expected, &shown(&course.path().join("dist")));
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn the_files_of_ci_build_a_course_in_parts() {
    ["github", "gitlab", "kubernetes"].into_iter().for_each(scheduled);
}

#[cfg(target_os = "linux")]
#[test]
fn make_builds_a_course_in_parts() {
    scheduled("make");
}

#[cfg(target_os = "linux")]
#[test]
fn ninja_builds_a_course_in_parts() {
    scheduled("ninja");
}

#[cfg(target_os = "linux")]
#[test]
fn parallel_builds_a_course_in_parts() {
    scheduled("parallel");
}

#[cfg(target_os = "linux")]
#[test]
fn slurm_builds_a_course_in_parts() {
    scheduled("slurm");
}
