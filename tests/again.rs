//! A course that is read again after edits is the course that is read anew: nothing of an earlier run shines through.
#![allow(clippy::disallowed_methods, reason = "the test edits a course, and files of another time")]

use std::path::Path;
use std::time::{Duration, SystemTime};

use diglot::course::Course;
use diglot::diagnostic::render::{Format, render};
use diglot::edition;
use diglot::output::site::{OnDemand, Options};
use diglot::reading::{Edition, Reading};
use diglot::resolve::{self, Memo};
use diglot::sources::Sources;
use diglot::theme::Theme;
use diglot::{book, check};

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
    ("course/actions/01-nod.en.md", "---\ntitle: Nod\n---\n\n## How {#why}\n\nSee [[step/listen]].\n"),
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
fn outcome(sources: &Sources, memo: &mut Memo) -> (String, Vec<(String, String)>) {
    let file = sources.iter().find(|(_, source)| source.path == "book.yaml").expect("there is a book").0;
    memo.of(&sources.get(file).text);
    let (book, mut diagnostics) = book::read(sources, file);
    let mut pages = Vec::new();
    if let Some(book) = book {
        let (course, found) = resolve::resolve_again(&book, sources, memo);
        diagnostics.extend(found);
        if let Some(course) = course {
            diagnostics.extend(check::check(&course));
            pages = Edition::ALL.into_iter().flat_map(|edition| site(&course, edition)).collect();
        }
    }
    (render(sources, &diagnostics, Format::Short), pages)
}

fn site(course: &Course, edition: Edition) -> Vec<(String, String)> {
    let (course, theme, readings) = (edition::select(course.clone(), edition), Theme::default(), Reading::all(course));
    let options = Options { readings: &readings, edition, downloads: Vec::new(), theme: &theme, start: 540 };
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

fn read(folder: &Path, mut sources: Sources) -> Sources {
    let file = sources.read_book(folder).expect("there is a book").expect("it is a text");
    assert_eq!(sources.read_course(folder, "course", file).expect("the course can be read").len(), 0);
    sources
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
        sources = read(root, if stale { Sources::default() } else { Sources::after(&sources, late) });
        let (again, pages) = outcome(&sources, &mut memo);
        let (anew, expected) = outcome(&read(root, Sources::default()), &mut Memo::default());
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
