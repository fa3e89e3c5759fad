//! A course that is read again after edits is the course that is read anew: nothing of an earlier run shines through. A build of which nothing
//! has changed is over after a look, and any doubt makes it a whole one.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use diglot::course::Course;
use diglot::course::edition;
use diglot::course::edition::Edition;
use diglot::course::reading::Reading;
use diglot::diagnostic::Strictness;
use diglot::diagnostic::render::{Format, render};
use diglot::message::Tongue;
use diglot::output::site::{OnDemand, Options, Venue};
use diglot::project::Memo;
use diglot::project::{self, Loaded};
use diglot::publish::Publication;
use diglot::sources::Sources;
use diglot::theme::Theme;

use crate::support;

/// The texts of a course that grows and breaks; the last one of a path counts.
const BOOK: &str = "\
title: {en: A test, zh: 测试}
languages: [en, zh]
kinds:
  step: {folder: steps, label: {en: \"Step {n}\", zh: \"第{n}步\"}, plural: {en: Steps, zh: 步骤}}
  action: {folder: actions, label: {en: \"Action {n}\", zh: \"行动{n}\"}, plural: {en: Actions, zh: 行动}}
relations:
  actions: {from: step, to: action, label: {en: Actions, zh: 行动}, inverse: {en: Steps, zh: 步骤}, matrix: true}
";

const FIRST: &[(&str, &str)] = &[
    ("course/actions/01-nod.en.md", "---\ntitle: Nod\n---\n\n## How {#how}\n\nSee [[step/listen]], [[term:calm]].\n"),
    ("course/actions/01-nod.zh.md", "---\ntitle: 点头\n---\n\n## 怎么做\n\n见[[step/listen]]，[[term:calm]]。\n"),
    ("course/glossary.yaml", "calm:\n  en: {term: calm, definition: Still.}\n  zh: {term: 平静, definition: 不动。}\n"),
    (
        "course/steps/01-listen.en.md",
        "---\ntitle: Listen\nactions: [nod]\n---\n\n:::exercise\nOne. [[action/nod#how]]\n:::\n\n:::trainer\nA note on [[action/nod]].\n:::\n",
    ),
    (
        "course/steps/01-listen.zh.md",
        "---\ntitle: 听\n---\n\n:::exercise\n一。[[action/nod#how]]\n:::\n\n:::trainer\n说明，见[[action/nod]]。\n:::\n",
    ),
    ("course/steps/02-ask.en.md", "---\ntitle: Ask\n---\n\n:::exercise\nTwo. [[listen]] ![A dot](dot.svg)\n:::\n"),
    ("course/steps/02-ask.zh.md", "---\ntitle: 问\n---\n\n:::exercise\n二。[[listen]] ![一个点](dot.svg)\n:::\n"),
];

/// Each edit stands on top of those before it. An empty text takes the file away.
const EDITS: &[(&str, &str)] = &[
    // Words.
    ("course/steps/02-ask.zh.md", "---\ntitle: 问\n---\n\n:::exercise\n二，又二。[[listen]] ![一个点](dot.svg)\n:::\n"),
    // One exercise more: those after it move on.
    (
        "course/actions/01-nod.en.md",
        "---\ntitle: Nod\n---\n\n## How {#how}\n\nSee [[step/listen]].\n\n:::exercise\nX\n:::\n",
    ),
    (
        "course/actions/01-nod.zh.md",
        "---\ntitle: 点头\n---\n\n## 怎么做\n\n见[[step/listen]]。\n\n:::exercise\nX\n:::\n",
    ),
    // A place that others name goes, and comes back under another title.
    ("course/actions/01-nod.en.md", "---\ntitle: Nod\n---\n\n## Why {#why}\n\nSee [[step/listen]].\n"),
    ("course/actions/01-nod.zh.md", "---\ntitle: 点头\n---\n\n## 怎么做\n\n见[[step/listen]]。\n"),
    ("course/actions/01-nod.en.md", "---\ntitle: Nod slowly\n---\n\n## How {#how}\n\nSee [[step/listen]].\n"),
    // An item before all others, which has the slug of another kind's.
    ("course/actions/02-listen.en.md", "---\ntitle: Listen up\n---\n\nSee [[action/nod]].\n"),
    ("course/actions/02-listen.zh.md", "---\ntitle: 听好\n---\n\n见[[action/nod]]。\n"),
    ("course/actions/02-listen.en.md", ""),
    ("course/actions/02-listen.zh.md", ""),
    // The glossary forbids a word that stands in a text already.
    (
        "course/glossary.yaml",
        "calm:\n  en: {term: calm, avoid: [see], definition: Still.}\n  zh: {term: 平静, avoid: [见], definition: 不动。}\n",
    ),
    // A translation goes.
    ("course/steps/02-ask.zh.md", ""),
    // The book itself.
    ("book.yaml", "title: {en: Broken\n"),
    ("book.yaml", BOOK),
];

/// The report and every page of both editions.
fn outcome(root: &Path, sources: Sources, memo: &mut Memo) -> (String, Vec<(String, String)>, Sources) {
    let loaded = project::load(root, sources, memo, Strictness::Usual).expect("the course can be read");
    let Loaded { sources, diagnostics, project } = loaded;
    let sound = project.into_sound();
    let editions = sound.iter().flat_map(|sound| Edition::ALL.map(|edition| site(&sound.course, edition)));
    (render(&sources, &diagnostics, Format::Short, Tongue::En), editions.flatten().collect(), sources)
}

fn site(course: &Course, edition: Edition) -> Vec<(String, String)> {
    let (course, theme, readings) = (edition::select(course.clone(), edition), Theme::default(), Reading::all(course));
    let options = Options { readings: &readings, edition, downloads: Vec::new(), theme: &theme, venue: Venue::Web };
    let site = OnDemand::new(&course, &options).expect("the templates are right");
    let pages = site.paths().filter(|path| path.ends_with(".html") || path.ends_with(".js"));
    let file = |path: &str| site.file(path).expect("the templates are right").expect("it is listed");
    pages.map(|path| (path.to_owned(), String::from_utf8_lossy(&file(path)).into_owned())).collect()
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    if text.is_empty() {
        return std::fs::remove_file(path).expect("the file is there");
    }
    std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder can be made");
    std::fs::write(path, text).expect("the file can be written");
}

#[test]
fn what_was_known_before_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "book.yaml", BOOK);
    write(root, "course/steps/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>");
    FIRST.iter().for_each(|(path, text)| write(root, path, text));
    let (mut memo, mut sources) = (Memo::default(), Sources::default());
    let mut reports = Vec::new();
    for (path, text) in std::iter::once(&FIRST[0]).chain(EDITS) {
        write(root, path, text);
        // Late enough for the stamps of the files to be trusted, but for the one that was just written.
        let late = SystemTime::now() + Duration::from_secs(60);
        let stale = sources.contents().get(path).map(|bytes| bytes.len()) == Some(text.len());
        let known = if stale { Sources::default() } else { Sources::after(&sources, late) };
        let (again, pages, read) = outcome(root, known, &mut memo);
        sources = read;
        let (anew, expected, _) = outcome(root, Sources::default(), &mut Memo::default());
        assert_eq!(again, anew, "after {path}");
        let names = |pages: &[(String, String)]| pages.iter().map(|page| page.0.clone()).collect::<Vec<_>>();
        assert_eq!(names(&pages), names(&expected), "after {path}");
        for (page, other) in pages.iter().zip(&expected) {
            assert_eq!(page, other, "after {path}");
        }
        reports.push((anew, expected.len()));
    }
    // The edits do what they are for.
    assert!(reports.iter().any(|(report, _)| report.contains("dangling-reference")), "{reports:#?}");
    assert!(reports.iter().any(|(report, _)| report.contains("avoided-word")), "{reports:#?}");
    assert!(reports.iter().any(|(report, _)| report.contains("missing-translation")), "{reports:#?}");
    assert!(reports.iter().filter(|(_, pages)| *pages > 0).count() > 7, "{reports:#?}");
}

/// A course with a warning and a bit of everything that is read.
fn built() -> support::Course {
    let course = support::Course::new();
    course.write(
        "book.yaml",
        format!(
            "{}outputs: {{kit: {{names: team.csv}}}}\n",
            support::BOOK.replace("{orphan: off}", "{orphan: off, unread-file: off}")
        ),
    );
    course.write("team.csv", "name\n王小明\n");
    course.write("course/steps/dot.svg", DOT);
    course.write("course/steps/spare.svg", DOT);
    course.steps("Hear them out.\n\n![A dot](dot.svg)\n");
    course.step("zh", "先听完,再说。\n\n![一个点](dot.svg)\n");
    course.write("theme/web/item.html", ITEM);
    built_as(&course, "made");
    built_as(&course, "kept");
    course
}

const DOT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>";
const ITEM: &str = include_str!("../../themes/default/web/templates/item.html");

/// Builds the website, which is `made`, or `kept` after a look. Whichever it is, the same is said.
fn built_as(course: &support::Course, how: &str) {
    let run = course.run(&["build", "site"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert!(lines.contains(&format!("{how} site/").as_str()), "not {how}: {}", run.stderr);
    assert!(lines[0].starts_with("warning[half-width-punctuation]"), "{}", run.stderr);
    assert!(lines.contains(&"1 warning"), "{}", run.stderr);
    assert!(how == "made" || lines.last().is_some_and(|line| line.contains(" 0 new or changed, 0 removed")));
}

/// After `change` the website is made anew, once.
fn makes_anew(course: &support::Course, change: impl FnOnce(&Path)) {
    change(course.path());
    built_as(course, "made");
    built_as(course, "kept");
}

/// Changes a file and gives it back its length and its time.
fn secretly(path: PathBuf, change: impl Fn(&str) -> String) {
    let old = fs::read_to_string(&path).expect("a text");
    let new = change(&old);
    assert!(new.len() == old.len() && new != old, "{new}");
    let time = fs::metadata(&path).and_then(|facts| facts.modified()).expect("a time");
    fs::write(&path, new).expect("the file can be written");
    fs::File::options().append(true).open(&path).and_then(|file| file.set_modified(time)).expect("a time");
}

fn edit(path: PathBuf, change: impl Fn(&str) -> String) {
    let old = fs::read_to_string(&path).expect("a text");
    fs::write(path, change(&old)).expect("the file can be written");
}

#[test]
fn a_build_of_which_nothing_has_changed_touches_nothing() {
    let course = built();
    let all = |course: &support::Course| -> Vec<(PathBuf, SystemTime)> {
        let time = |path: &Path| fs::metadata(path).and_then(|facts| facts.modified()).expect("a time");
        support::files(course.path()).into_iter().map(|(path, _)| (path.clone(), time(&path))).collect()
    };
    let before = all(&course);
    built_as(&course, "kept");
    assert_eq!(all(&course), before);
    // What others put there is none of its business.
    course.write("dist/notes.txt", "by hand");
    course.write("course/.notes.md", "not read");
    built_as(&course, "kept");
}

#[test]
fn whatever_may_have_changed_is_made_anew() {
    let course = built();
    let remove = |path: &'static str| move |root: &Path| fs::remove_file(root.join(path)).expect("the file is there");
    makes_anew(&course, |root| edit(root.join("course/steps/01-listen.en.md"), |text| text.replace("Hear", "Let")));
    makes_anew(&course, |root| secretly(root.join("course/steps/01-listen.en.md"), |text| text.replace("out", "all")));
    makes_anew(&course, |root| edit(root.join("book.yaml"), |text| text.replace("A test", "A trial")));
    makes_anew(&course, |root| edit(root.join("team.csv"), |text| text.replace("小", "大")));
    makes_anew(&course, |root| edit(root.join("course/steps/dot.svg"), |text| text.replace('1', "2")));
    makes_anew(&course, |root| edit(root.join("theme/web/item.html"), |text| text.replace("</main>", "<hr></main>")));
    makes_anew(&course, remove("theme/web/item.html"));
    makes_anew(&course, remove("course/steps/spare.svg"));
    makes_anew(&course, |_| course.write("theme.yaml", "footer: {en: Yours, zh: 您的}\n"));
    makes_anew(&course, |_| course.write("theme/spare.svg", DOT));
    makes_anew(&course, |_| course.write("course/glossary.yaml", "{}"));
    // What is not read may be looked at.
    makes_anew(&course, |_| course.write("course/deep/er/notes.psd", "x"));
}

#[cfg(unix)]
#[test]
fn what_a_link_leads_to_counts() {
    let course = built();
    makes_anew(&course, |root| {
        course.write("course/.hidden/one.svg", DOT);
        std::os::unix::fs::symlink(".hidden/one.svg", root.join("course/two.svg")).expect("a link");
    });
    makes_anew(&course, |root| secretly(root.join("course/.hidden/one.svg"), |text| text.replace('1', "2")));
}

#[test]
fn what_was_done_to_the_output_is_undone() {
    let course = built();
    let page = course.path().join("dist/site/en/steps/listen.html");
    let html = fs::read_to_string(&page).expect("a page");
    makes_anew(&course, |_| fs::remove_file(&page).expect("the page is there"));
    makes_anew(&course, |_| edit(page.clone(), |html| html.to_owned() + "more"));
    makes_anew(&course, |_| edit(page.clone(), |html| html.replace("Hear", "Near")));
    assert_eq!(fs::read_to_string(&page).expect("a page"), html);
}

#[test]
fn another_build_in_the_same_folder_counts() {
    let course = built();
    let page = course.path().join("dist/site/zh/index.html");
    let offered = || fs::read_to_string(&page).expect("a page").contains("print/handbook.zh.pdf");
    assert!(!offered());
    makes_anew(&course, |_| assert_eq!(course.run(&["build", "handbook", "--lang", "zh"]).code, Some(0)));
    assert!(offered());
    for other in [&["site", "--lang", "en"][..], &["site", "--edition", "trainer"], &["site", "--format", "short"]] {
        makes_anew(&course, |_| {
            let run = course.run(&[&["build"], other].concat());
            assert_eq!(run.code, Some(0));
            assert!(run.stderr.contains("made site"), "{}", run.stderr);
        });
    }
    let strict = course.run(&["build", "site", "--strict"]);
    assert_eq!(strict.code, Some(1), "{}", strict.stderr);
    // A mistake that is made and mended.
    let text = course.path().join("course/steps/01-listen.en.md");
    makes_anew(&course, |_| {
        let good = fs::read_to_string(&text).expect("a text");
        course.step("en", "[[nowhere]]");
        assert_eq!(course.run(&["build", "site"]).code, Some(1));
        fs::write(&text, good).expect("the file can be written");
    });
    // While another one is under way, and when it was given up.
    let publication = Publication::begin(&course.path().join("dist")).expect("nobody else builds");
    let run = course.run(&["build", "site"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    drop(publication);
    makes_anew(&course, |_| {});
}

#[test]
fn a_record_that_is_in_doubt_is_not_believed() {
    let course = built();
    let record = course.path().join("dist/.diglot/record");
    let replaced = |from: &str, to: &str| {
        edit(record.clone(), |text| {
            assert!(text.contains(from), "{text}");
            text.replacen(from, to, 1)
        });
    };
    // A clock that has gone back; a build that was killed while it put its files in place; a file that is cut off or lost.
    makes_anew(&course, |_| replaced("\"secs_since_epoch\":", "\"secs_since_epoch\":9"));
    makes_anew(&course, |_| course.write("dist/.diglot/journal", ""));
    makes_anew(&course, |_| replaced("{", ""));
    makes_anew(&course, |_| fs::remove_file(&record).expect("there is a record"));
}

#[test]
fn another_program_makes_its_own() {
    let course = built();
    let program = course.path().join("diglot");
    fs::copy(env!("CARGO_BIN_EXE_diglot"), &program).expect("the program can be copied");
    let build = || loop {
        match std::process::Command::new(&program).args(["build", "site"]).current_dir(course.path()).output() {
            // Another test that was starting a program had this one open still.
            Err(error) if error.kind() == std::io::ErrorKind::ExecutableFileBusy => {}
            run => break String::from_utf8(run.expect("it runs").stderr).expect("UTF-8"),
        }
    };
    assert!(build().contains("made site/"));
    assert!(build().contains("kept site/"));
    fs::File::options()
        .append(true)
        .open(&program)
        .and_then(|file| file.set_modified(SystemTime::UNIX_EPOCH))
        .expect("a time");
    assert!(build().contains("made site/"));
}

#[test]
fn sources_that_were_young_are_compared_until_they_are_old() {
    let course = built();
    let record = || fs::read_to_string(course.path().join("dist/.diglot/record")).expect("a record");
    assert!(record().contains("\"course/steps/01-listen.en.md\":\""), "{}", record());
    std::thread::sleep(Duration::from_millis(2100));
    built_as(&course, "kept");
    assert!(record().contains("\"young\":{}"), "{}", record());
    built_as(&course, "kept");
    #[cfg(unix)]
    makes_anew(&course, |root| secretly(root.join("course/steps/01-listen.en.md"), |text| text.replace("out", "all")));
}
