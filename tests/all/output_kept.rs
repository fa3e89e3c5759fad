//! A build that fails changes nothing; a build that was killed is finished by the next; files of others stay.
#![allow(clippy::disallowed_methods, reason = "the tests write into the output on purpose")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{BOOK, Course, diglot, files};
use diglot::publish::{Publication, Published, mend};
use diglot::sink::Sink;

const MINIMAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/courses/valid/minimal");

const RELATION: &str = "\
relations:
  after: {from: step, to: step, label: {en: After, zh: 之后}, inverse: {en: Before, zh: 之前}, matrix: true}
";

/// A copy of the smallest good course.
fn minimal() -> Course {
    let course = Course::new();
    for (path, bytes) in files(Path::new(MINIMAL)) {
        let path = path.strip_prefix(MINIMAL).expect("a path below").to_string_lossy().into_owned();
        course.write(&path, bytes);
    }
    course
}

fn names(folder: &Path) -> Vec<String> {
    let relative = |path: &Path| path.strip_prefix(folder).expect("a path below").to_string_lossy().into_owned();
    files(folder).iter().map(|(path, _)| relative(path)).filter(|path| !path.starts_with(".diglot/")).collect()
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
fn two_builds_are_equal_to_the_byte() {
    let (first, second) = (minimal(), minimal());
    for (course, out) in [(&first, "dist"), (&second, "another/place")] {
        let built = course.run(&["build", "--out", out, "--quiet"]);
        assert_eq!(built.code, Some(0), "{}", built.stderr);
    }
    let (a, b) = (first.path().join("dist"), second.path().join("another/place"));
    let relative = |root: &Path| -> Vec<(String, Vec<u8>)> {
        let all = files(root).into_iter();
        let all =
            all.map(|(path, bytes)| (path.strip_prefix(root).expect("below").to_string_lossy().into_owned(), bytes));
        // This one is about times.
        all.filter(|(path, _)| path != ".diglot/record").collect()
    };
    for (one, other) in relative(&a).iter().zip(&relative(&b)) {
        assert!(one == other, "{} and {} differ", one.0, other.0);
    }
    assert_eq!(names(&a), names(&b));
    // Built again, nothing is written.
    let again = first.run(&["build"]);
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

/// An output with two files of a finished build.
fn output() -> tempfile::TempDir {
    let out = tempfile::tempdir().expect("a temporary folder");
    let publication = Publication::begin(&out.path().join("dist")).expect("an empty folder");
    publication.put("site/a.html", b"old a").expect("the disk works");
    publication.put("site/deep/b.html", b"old b").expect("the disk works");
    publication.commit(|_| true).expect("the disk works");
    out
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

fn read(root: &Path, path: &str) -> Option<String> {
    fs::read_to_string(root.join(path)).ok()
}

#[test]
fn a_build_killed_behind_its_journal_is_finished_by_the_next() {
    let out = output();
    let root = out.path().join("dist");
    // As a build leaves them that was killed when the first of two files had been moved.
    write(&root.join("site/a.html"), "new a");
    write(&root.join(".diglot/staged/site/c.html"), "new c");
    write(&root.join(".diglot/manifest.new"), "site/a.html\nsite/c.html\n");
    write(&root.join(".diglot/journal"), "put site/a.html\nput site/c.html\nremove site/deep/b.html\n");
    drop(Publication::begin(&root).expect("the journal can be finished"));
    assert_eq!(names(&root), ["site/a.html", "site/c.html"]);
    assert_eq!(read(&root, "site/a.html").as_deref(), Some("new a"));
    assert_eq!(read(&root, "site/c.html").as_deref(), Some("new c"));
    assert!(!root.join("site/deep").exists(), "an empty folder was left");
    assert_eq!(read(&root, ".diglot/manifest").as_deref(), Some("site/a.html\nsite/c.html\n"));
    assert!(!root.join(".diglot/journal").exists() && !root.join(".diglot/staged").exists());
}

/// What lies in a folder, without the bookkeeping.
fn shown(root: &Path) -> BTreeMap<String, String> {
    let text = |path: String| (path.clone(), read(root, &path).unwrap_or_default());
    if root.exists() { names(root).into_iter().map(text).collect() } else { BTreeMap::new() }
}

/// Builds these pages.
fn build(root: &Path, pages: &[(&str, &str)]) -> Result<Published, String> {
    let publication = Publication::begin(root).map_err(|failure| failure.to_string())?;
    for (path, text) in pages {
        publication.put(path, text.as_bytes()).map_err(|failure| failure.to_string())?;
    }
    publication.commit(|path| path.starts_with("site/")).map_err(|failure| failure.to_string())
}

fn map(pages: &[(&str, &str)]) -> BTreeMap<String, String> {
    pages.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

#[test]
fn a_manifest_that_is_damaged_heals() {
    let pages = [("site/a.html", "new a"), ("site/c.html", "c")];
    for damage in [
        |_: &[u8]| Vec::new(),
        |manifest: &[u8]| vec![0; manifest.len()],
        |manifest: &[u8]| manifest[..manifest.len() / 2].to_vec(),
        |manifest: &[u8]| manifest[..manifest.len() - 3].to_vec(),
        |_: &[u8]| b"\xff\xfe garbage \0\n../../x\n/etc/passwd\n".to_vec(),
    ] {
        let out = output();
        let root = out.path().join("dist");
        write(&root.join("site/notes.txt"), "by hand");
        let manifest = root.join(".diglot/manifest");
        let damaged = damage(&fs::read(&manifest).expect("there is a manifest"));
        fs::write(&manifest, &damaged).expect("the file can be written");
        let published = build(&root, &pages).unwrap_or_else(|failure| panic!("{damaged:?}: {failure}"));
        assert_eq!((published.changed, published.removed), (2, 1), "{damaged:?}");
        let mut expected = map(&pages);
        expected.insert("site/notes.txt".to_owned(), "by hand".to_owned());
        assert_eq!(shown(&root), expected, "{damaged:?}");
        assert_eq!(build(&root, &pages).map(|published| published.changed), Ok(0));
    }
}

#[test]
fn without_a_manifest_what_is_in_doubt_stays_and_a_way_out_is_said() {
    let out = output();
    let root = out.path().join("dist");
    for name in ["manifest", "manifest.copy"] {
        write(&root.join(".diglot").join(name), "");
    }
    // What lies there as it would be made is Diglot's.
    let same = [("site/a.html", "old a"), ("site/deep/b.html", "old b")];
    let refused =
        build(&root, &[("site/a.html", "old a"), ("site/deep/b.html", "new b")]).expect_err("it may be another's");
    assert!(
        refused.contains("deep/b.html: this file would have to be replaced, and Diglot does not know"),
        "{refused}"
    );
    assert!(refused.contains("delete the output folder if nothing in it is yours"), "{refused}");
    assert_eq!(shown(&root), map(&same));
    assert!(build(&root, &same).is_ok());
    let changed = [("site/a.html", "new a"), ("site/c.html", "c")];
    assert!(build(&root, &changed).is_ok());
    assert_eq!(shown(&root), map(&changed));
}

#[test]
fn the_manifest_of_an_earlier_version_is_read() {
    let out = output();
    let root = out.path().join("dist");
    write(&root.join(".diglot/manifest"), "site/a.html\nsite/deep/b.html\n");
    fs::remove_file(root.join(".diglot/manifest.copy")).expect("there is a copy");
    let pages = [("site/a.html", "new a")];
    assert_eq!(build(&root, &pages).map(|published| published.removed), Ok(1));
    assert_eq!(shown(&root), map(&pages));
}

#[test]
fn no_list_reaches_out_of_the_folder() {
    let out = output();
    let (root, victim) = (out.path().join("dist"), out.path().join("victim.txt"));
    write(&victim, "years of work");
    let absolute = victim.display().to_string();
    write(&root.join(".diglot/stolen.txt"), "new");
    write(&root.join(".diglot/staged/a"), "new");
    let paths = ["../victim.txt", "site/../../victim.txt", &absolute, "", ".", "site/..", ".diglot/manifest", "\0"];
    let lines = |verb: &str| paths.map(|path| format!("{verb}{path}\n")).concat();
    write(&root.join(".diglot/journal"), &(lines("put ") + &lines("remove ") + "put ../stolen.txt\n"));
    write(&root.join(".diglot/manifest"), &(lines("") + "site/a.html\nsite/deep/b.html\n"));
    let publication = Publication::begin(&root).expect("nothing is to be done");
    assert_eq!(publication.commit(|_| true).map(|published| published.removed).expect("the disk works"), 2);
    assert_eq!(read(out.path(), "victim.txt").as_deref(), Some("years of work"));
    assert!(!out.path().join("stolen.txt").exists());
    assert_eq!(shown(&root), BTreeMap::new());
}

#[test]
fn a_journal_that_cannot_be_finished_is_given_up() {
    let out = output();
    let root = out.path().join("dist");
    // Where a page is to come, somebody has put something else meanwhile.
    write(&root.join("site/c.html/notes.txt"), "by hand");
    write(&root.join("site/d.html"), "by hand");
    for path in ["site/c.html", "site/d.html"] {
        write(&root.join(".diglot/staged").join(path), "new");
        write(&root.join(".diglot/journal"), &format!("put {path}\n"));
        assert!(Publication::begin(&root).is_ok(), "{path}");
        assert!(!root.join(".diglot/staged").exists() && !root.join(".diglot/journal").exists());
    }
    let pages = [("site/a.html", "new a")];
    assert!(build(&root, &pages).is_ok());
    let others = [("site/c.html/notes.txt", "by hand"), ("site/d.html", "by hand")];
    assert_eq!(shown(&root), map(&[&pages[..], &others].concat()));
}

#[test]
fn equal_bytes_at_an_equal_path_are_one_file() {
    let out = output();
    let root = out.path().join("dist");
    let pages = [("site/a.html", "old a"), ("site/a.html", "old a"), ("site/c.html", "c"), ("site/c.html", "c")];
    assert_eq!(build(&root, &pages).map(|published| (published.files, published.changed)), Ok((2, 1)));
    assert_eq!(shown(&root), map(&pages));
}

#[test]
fn a_build_that_is_given_up_leaves_no_new_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("for/this/dist");
    let publication = Publication::begin(&root).expect("there is nothing yet");
    publication.put("site/deep/a.html", b"new").expect("the disk works");
    drop(publication);
    assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 0);
    // One that was there stays, with nothing in it.
    fs::create_dir_all(&root).expect("it can be made");
    drop(Publication::begin(&root).expect("it is empty"));
    assert_eq!(fs::read_dir(&root).expect("it is there").count(), 0);
}

#[test]
fn a_file_may_become_a_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("dist");
    for pages in [[("site/a", "a")], [("site/a/b", "b")], [("site/a/b/c", "c")], [("site/a", "a")]] {
        build(&root, &pages).unwrap_or_else(|failure| panic!("{pages:?}: {failure}"));
        assert_eq!(shown(&root), map(&pages));
    }
}

#[test]
fn the_rest_of_a_killed_build_goes_whatever_comes_next() {
    let course = minimal();
    let out = course.path().join("dist");
    assert_eq!(course.run(&["build", "handbook", "--quiet"]).code, Some(0));
    let before = shown(&out);
    for rest in ["staged/site/a.html", "manifest.new", "journal.new"] {
        write(&out.join(".diglot").join(rest), "half of");
        course.step("en", "See [[step/nowhere]].\n");
        assert_eq!(course.run(&["build", "handbook"]).code, Some(1));
        assert!(!out.join(".diglot").join(rest).exists(), "{rest}");
    }
    assert_eq!(shown(&out), before);
}

/// Builds are killed at random moments. `KILLS=300 SEED=7` kills more of them, elsewhere.
#[cfg(unix)]
#[test]
fn a_build_that_is_stopped_has_changed_all_or_nothing() {
    use std::os::unix::process::ExitStatusExt;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    let number = |name, usual: u64| std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (kills, mut random) = (number("KILLS", 36), number("SEED", 1));
    let course = Course::new();
    // Two versions of the course, of which each has what the other one has not.
    let versions = [0, 1];
    let edit = |version: usize| {
        for number in 2..=12 {
            let place = |v| format!("course/steps/{number:02}-v{v}-n{number}.en.md");
            let _ = fs::remove_file(course.path().join(place(1 - version)));
            course.write(&place(version), format!("---\ntitle: Version {version}\n---\n\nStep {number}.\n"));
        }
        course.step("en", &format!("Version {version}.\n"));
    };
    let arguments = ["build", "site", "cards", "--quiet"];
    let mut usual = Duration::MAX;
    let expected = versions.map(|version| {
        edit(version);
        let begin = Instant::now();
        let built = course.run(&[&arguments[..], &["--out", &format!("well/{version}")]].concat());
        assert_eq!(built.code, Some(0), "{}", built.stderr);
        usual = usual.min(begin.elapsed());
        files_of(&course.path().join(format!("well/{version}")))
    });
    let out = course.path().join("dist");
    let mut now: Option<usize> = None;
    let mut ends = BTreeMap::new();
    for kill in 0..kills {
        let (signal, status) = [("INT", 130), ("TERM", 143), ("KILL", 137)][kill as usize % 3];
        let version = now.map_or(0, |now| 1 - now);
        edit(version);
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let moment = usual.mul_f64((random >> 33) as f64 / f64::from(1_u32 << 31) * 1.1);
        let mut process = Command::new(env!("CARGO_BIN_EXE_diglot"))
            .args(arguments)
            .current_dir(course.path())
            .env_clear()
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        std::thread::sleep(moment);
        let pid = process.id().to_string();
        // It may have ended before.
        let _ = Command::new("kill").args([&format!("-{signal}"), &pid]).stderr(Stdio::null()).status();
        let ended = process.wait().expect("it ends");
        let ended = ended.code().or(ended.signal().map(|signal| 128 + signal)).expect("one of both");
        let at = format!("kill {kill} ({signal}) after {moment:?}, exit {ended}");
        assert!([0, status].contains(&ended), "{at}");
        if signal == "KILL" {
            mend(&out).unwrap_or_else(|failure| panic!("{at}: {failure}"));
        }
        let left = out.join(".diglot/staged").exists();
        let found = files_of(&out);
        let is = |version: Option<usize>| found == version.map_or(Vec::new(), |version| expected[version].clone());
        if signal == "KILL" {
            assert!(is(now) || is(Some(version)), "{at}: neither old nor new: {found:?}", found = found.len());
            if is(Some(version)) {
                now = Some(version);
            }
        } else if ended == 0 {
            assert!(is(Some(version)), "{at}: not the new output");
            now = Some(version);
        } else {
            assert!(is(now), "{at}: the output has changed");
            // A build that was killed before may have made the folder.
            let nothing = !out.exists() || fs::read_dir(&out).expect("it is a folder").next().is_none();
            assert!(now.is_some() || nothing, "{at}: something is left");
        }
        assert!(!left, "{at}: files are left");
        *ends.entry((signal, ended)).or_insert(0) += 1;
        if kill % 4 == 3 {
            let built = course.run(&arguments);
            assert_eq!(built.code, Some(0), "{at}: {}", built.stderr);
            assert!(files_of(&out) == expected[version], "{at}: then built otherwise");
            now = Some(version);
        }
    }
    println!("{kills} kills within {usual:?}, by signal and exit: {ends:?}");
}

/// The files of an output with their bytes, if there is one.
fn files_of(root: &Path) -> Vec<(String, Vec<u8>)> {
    if !root.exists() {
        return Vec::new();
    }
    let all = files(root).into_iter();
    let all = all.map(|(path, bytes)| (path.strip_prefix(root).expect("below").to_string_lossy().into_owned(), bytes));
    all.filter(|(path, _)| !path.starts_with(".diglot/")).collect()
}

#[test]
fn two_builds_at_once_end_with_one_whole_output() {
    let course = minimal();
    let arguments = ["build", "site", "cards"];
    let built = course.run(&[&arguments[..], &["--out", "well"]].concat());
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    let expected = files_of(&course.path().join("well"));
    let mut refused = 0;
    for round in 0..8 {
        if round % 2 == 0 {
            let _ = fs::remove_dir_all(course.path().join("dist"));
        }
        std::thread::scope(|scope| {
            let builds: Vec<_> = (0..3).map(|_| scope.spawn(|| course.run(&arguments))).collect();
            let runs: Vec<_> = builds.into_iter().map(|build| build.join().expect("it runs")).collect();
            assert!(runs.iter().any(|run| run.code == Some(0)), "none has built");
            for run in runs.iter().filter(|run| run.code != Some(0)) {
                assert_eq!(run.code, Some(2), "{}", run.stderr);
                assert!(run.stderr.contains("another build is writing into this folder"), "{}", run.stderr);
                refused += 1;
            }
        });
        assert!(files_of(&course.path().join("dist")) == expected, "round {round}");
        assert!(!course.path().join("dist/.diglot/staged").exists(), "round {round}");
    }
    println!("8 rounds of 3 builds: {refused} refused");
}

#[test]
fn a_build_killed_before_its_journal_has_changed_nothing() {
    let out = output();
    let root = out.path().join("dist");
    write(&root.join(".diglot/staged/site/a.html"), "half of");
    write(&root.join(".diglot/journal.new"), "put site/a.ht");
    write(&root.join(".diglot/manifest.new"), "site/a.ht");
    drop(Publication::begin(&root).expect("nothing is to be done"));
    assert_eq!(read(&root, "site/a.html").as_deref(), Some("old a"));
    assert_eq!(read(&root, "site/deep/b.html").as_deref(), Some("old b"));
    assert!(!root.join(".diglot/staged").exists());
}

#[test]
fn a_build_that_is_given_up_leaves_the_output() {
    let out = output();
    let root = out.path().join("dist");
    let publication = Publication::begin(&root).expect("its own folder");
    publication.put("site/a.html", b"new a").expect("the disk works");
    drop(publication);
    assert_eq!(read(&root, "site/a.html").as_deref(), Some("old a"));
    assert_eq!(names(&root), ["site/a.html", "site/deep/b.html"]);
}

#[test]
fn what_others_put_into_the_output_stays() {
    let out = output();
    let root = out.path().join("dist");
    write(&root.join("site/notes.txt"), "by hand");
    let publication = Publication::begin(&root).expect("its own folder");
    assert!(publication.put("site/notes.txt", b"by Diglot").is_err(), "a file of somebody else was replaced");
    publication.put("site/a.html", b"old a").expect("the disk works");
    let published = publication.commit(|path| path.starts_with("site/")).expect("the disk works");
    assert_eq!((published.files, published.changed, published.removed), (1, 0, 1));
    assert_eq!(names(&root), ["site/a.html", "site/notes.txt"]);
}

#[test]
fn two_builds_do_not_write_at_once() {
    let out = output();
    let root = out.path().join("dist");
    let first = Publication::begin(&root).expect("its own folder");
    assert!(Publication::begin(&root).is_err(), "a second build has begun");
    drop(first);
    assert!(Publication::begin(&root).is_ok());
}

#[test]
fn a_book_elsewhere_can_be_named() {
    let course = minimal();
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let book = course.path().to_string_lossy().into_owned();
    let run = diglot(elsewhere.path(), &["check", "--book", &book]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}
