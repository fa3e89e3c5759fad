//! A course as other people have them: a preface, lessons with pages, an afterword, an appendix without numbers, earlier names, files to hand on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use diglot::course::edition::{self, Edition};
use diglot::course::reading::Reading;
use diglot::diagnostic::Strictness;
use diglot::failure::Failure;
use diglot::output::site::{self, OnDemand, Options, Venue};
use diglot::project::{self, Memo};
use diglot::sink::Sink;
use diglot::sources::Sources;
use diglot::theme::Theme;

use crate::support::built::{STRUCTURED, structured};
use crate::support::{Course, diglot, files, said};

fn read(path: &str) -> String {
    fs::read_to_string(structured().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The part of `text` from `start` up to `end`.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap_or_else(|| panic!("no `{start}` in:\n{text}")) + start.len();
    text[from..].split(end).next().expect("there is a first part")
}

/// What the head of a page says, without its markup.
fn head(page: &str) -> String {
    words(between(&read(page), "<header class=\"page-head\">", "</header>"))
}

fn words(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, rest)| rest));
        text.push(' ');
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pdf(path: &str) -> String {
    said(Command::new("pdftotext").arg("-layout").arg(structured().join(path)).arg("-"))
}

#[test]
fn what_has_no_number_goes_by_its_title_and_leaves_no_gap() {
    for (page, expected) in [
        ("en/modules/preface.html", "Before you begin For whom this course is, and how to read it."),
        ("en/modules/afterword.html", "The next morning"),
        ("zh/modules/afterword.html", "第二天早上"),
        ("en/appendices/words.html", "Words we use So that all of us answer alike."),
        (
            "en/modules/open.html",
            "Module 1 45 min Handout (PDF) Open the house Before the first guest comes, three things are done.",
        ),
        ("zh/modules/close.html", "第2单元 30分钟 课堂讲义（PDF） 打烊 最后一位客人走了。"),
        ("en/modules/open/tables.html", "Module 1 Open the house Section 1.2 15 min Handout (PDF) Lay the tables"),
        ("en/modules/close/note.html", "Module 2 Close the house Handout (PDF) A note on keys"),
        ("en/modules/close/door.html", "Module 2 Close the house Section 2.2 5 min Handout (PDF) Lock the door"),
        ("zh/modules/close/door.html", "第2单元 打烊 第2.2节 5分钟 课堂讲义（PDF） 锁门"),
    ] {
        assert_eq!(head(&format!("site/{page}")), expected, "{page}");
    }
    let index = files(&structured().join("site/assets"));
    let index = index
        .iter()
        .find(|(path, _)| path.to_string_lossy().contains("search.en.") && path.extension() == Some("js".as_ref()));
    assert!(index.is_some(), "there is an index");
    let all: String = files(&structured().join("site"))
        .into_iter()
        .filter(|(path, _)| path.extension().is_some_and(|e| e == "html" || e == "js"))
        .map(|(_, bytes)| String::from_utf8(bytes).expect("text"))
        .collect();
    assert!(
        all.contains("\"Before you begin\"") && all.contains("\"Section 1.1: Lights and water\""),
        "the search has their names"
    );
    for words in ["Module 0", "Module 3", "Section 2.3", ": Before you begin", "：写在前面"] {
        assert!(!all.contains(words), "the website says `{words}`");
    }
}

#[test]
fn lists_leave_out_what_stands_apart() {
    let matrix = read("site/en/matrix.html");
    let rows: Vec<String> = between(&matrix, "<tbody>", "</tbody>")
        .split("<th scope=\"row\">")
        .skip(1)
        .map(|row| words(row.split("</th>").next().expect("a head")))
        .collect();
    assert_eq!(rows, ["1 Open the house", "1.1 Lights and water", "2 Close the house"]);
    let certificate = pdf("print/kit/certificate.en.pdf");
    for (title, listed) in
        [("Open the house", true), ("Close the house", true), ("Before you begin", false), ("Lights and water", false)]
    {
        assert_eq!(certificate.contains(title), listed, "{title}: {certificate}");
    }
    assert!(!pdf("print/cards.en.pdf").contains("Before you begin"));
}

#[test]
fn the_contents_show_pages_below_their_item() {
    let page = read("site/en/modules/close/money.html");
    let contents = between(&page, "<ol class=\"contents\">", "</nav>");
    assert_eq!(
        words(contents),
        "Before you begin 1 Open the house 1.1 Lights and water 1.2 Lay the tables 2 Close the house 2.1 Count the money A note on keys 2.2 Lock the door The next morning"
    );
    assert!(
        contents.contains("href=\"../open/tables.html\"") && contents.contains("href=\"../preface.html\""),
        "{contents}"
    );
    assert!(
        contents.contains("<a href=\"../close/money.html\" data-item=\"module/close/money\" aria-current=\"page\">"),
        "{contents}"
    );
    // Onward through the pages, and over to the next item.
    let onward =
        |page: &str| words(between(&read(page), "<nav class=\"onward\"", "</nav>").split_once('>').expect("a tag").1);
    assert_eq!(onward("site/en/modules/open.html"), "Previous Before you begin Next Section 1.1 Lights and water");
    assert_eq!(
        onward("site/en/modules/open/tables.html"),
        "Previous Section 1.1 Lights and water Next Module 2 Close the house"
    );
    let handbook = pdf("print/handbook.en.pdf");
    let line = |words: &str| {
        handbook.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no `{words}` in:\n{handbook}"))
    };
    let indent = |words: &str| line(words).find(words).expect("it is there");
    assert!(line("Open the house .").starts_with("Module 1"), "{}", line("Open the house ."));
    assert!(indent("1.1") > indent("Module 1"), "{handbook}");
    assert_eq!(indent("Before you begin ."), 0, "{handbook}");
    assert!(!handbook.contains("Module 3") && !handbook.contains("Module 0"));
}

#[test]
fn bookmarks_stand_below_their_item() {
    let outline = |handbook: &str| {
        let said = said(Command::new("qpdf").args(["--json", "--json-key=outlines"]).arg(structured().join(handbook)));
        let outline: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        outline["outlines"].as_array().expect("a list").clone()
    };
    let kids = |node: &serde_json::Value| node["kids"].as_array().cloned().unwrap_or_default();
    let titles = |nodes: &[serde_json::Value]| {
        nodes.iter().map(|n| n["title"].as_str().expect("a title").to_owned()).collect::<Vec<_>>()
    };
    let parts = outline("print/handbook.en.pdf");
    let modules = parts.iter().find(|part| part["title"] == "Modules").expect("the part");
    assert_eq!(
        titles(&kids(modules)),
        ["Before you begin", "Module 1 · Open the house", "Module 2 · Close the house", "The next morning"]
    );
    let open = kids(&kids(modules)[1]);
    assert_eq!(titles(&open), ["Why so early", "Section 1.1 · Lights and water", "Section 1.2 · Lay the tables"]);
    assert_eq!(titles(&kids(&open[1])), ["The kettle", "Who pays"]);
    // Side by side each has both languages, at the same place.
    fn shape(nodes: &[serde_json::Value]) -> Vec<serde_json::Value> {
        nodes.iter().map(|node| shape(node["kids"].as_array().map_or(&[], Vec::as_slice)).into()).collect()
    }
    let both = outline("print/handbook.en-zh.pdf");
    let shared = both.iter().find(|part| part["title"] == "Modules / 单元").expect("the part");
    assert_eq!(shape(&kids(shared)), shape(&kids(modules)), "{shared}");
    assert_eq!(titles(&kids(shared))[1], "Module 1 · Open the house / 第1单元 · 开门");
}

#[test]
fn earlier_names_lead_on() {
    for (page, to) in [
        ("en/modules/start.html", "open.html"),
        ("en/modules/start/lights.html", "../open/lights.html"),
        ("zh/appendices/opening.html", "../modules/open.html"),
        ("en-zh/appendices/opening/tables.html", "../../modules/open/tables.html"),
    ] {
        let html = read(&format!("site/{page}"));
        assert!(html.contains(&format!("content=\"0; url={to}\"")), "{page}: {html}");
    }
    for path in ["module/open", "module/start", "appendix/opening", "module/start/tables", "module/open/tables"] {
        assert!(structured().join(format!("site/go/{path}.html")).exists(), "{path}");
    }
    // An earlier id is there beside the one of today, and references have the one of today.
    let lights = read("site/zh/modules/open/lights.html");
    assert!(
        lights.contains("<h2 id=\"the-kettle\"><span id=\"boiler\"></span><span id=\"kettle\"></span>水壶</h2>"),
        "{lights}"
    );
    assert!(read("site/en/modules/open/tables.html").contains("href=\"lights.html#the-kettle\""));
}

/// Every address on a page that is one of the site's own.
fn addresses(html: &str) -> impl Iterator<Item = &str> {
    let after = |name: &'static str| html.split(name).skip(1).filter_map(|rest| rest.split('"').next());
    let own = |address: &&str| !address.contains(':') && !address.is_empty();
    after(" href=\"").chain(after(" src=\"")).filter(own)
}

#[test]
fn every_link_leads_somewhere() {
    for site in ["site", "site-trainer"] {
        let all = files(&structured().join(site));
        let there: BTreeSet<PathBuf> = all.iter().map(|(path, _)| path.clone()).collect();
        for (path, bytes) in
            all.iter().filter(|(path, _)| path.extension() == Some("html".as_ref()) && !path.ends_with("404.html"))
        {
            let html = std::str::from_utf8(bytes).expect("text");
            for address in addresses(html) {
                let (file, id) = address.split_once('#').map_or((address, None), |(file, id)| (file, Some(id)));
                let mut to = if file.is_empty() { path.clone() } else { path.parent().expect("a folder").to_owned() };
                for part in file.split('/').filter(|part| !part.is_empty()) {
                    if part == ".." { _ = to.pop() } else { to.push(decoded(part)) }
                }
                assert!(there.contains(&to), "{}: {address}", path.display());
                let html = || fs::read_to_string(&to).expect("a page");
                assert!(
                    id.is_none_or(|id| html().contains(&format!("id=\"{}\"", decoded(id)))),
                    "{}: {address}",
                    path.display()
                );
            }
        }
    }
}

fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        let hex = |byte: Option<u8>| (byte.expect("two digits") as char).to_digit(16).expect("a digit") as u8;
        bytes.push(if byte == b'%' { 16 * hex(rest.next()) + hex(rest.next()) } else { byte });
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_lesson_takes_the_time_and_the_handout_of_its_pages() {
    let plan = words(between(&read("site-trainer/en/session-plan.html"), "<main", "</main>"));
    for line in [
        "09:00–09:45 Module 1 Open the house 45 min",
        "Section 1.1 Lights and water",
        "09:25 5 Exercise 1 Find the switch",
        "twelve cups",
    ] {
        assert!(plan.contains(line), "no `{line}` in: {plan}");
    }
    let handout = pdf("print/handouts/open.en.learner.pdf");
    for words in ["Module 1", "1.1 Lights and water", "Find the switch", "1.2 Lay the tables", "Lay one"] {
        let squeezed = handout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(squeezed.contains(words), "no `{words}` in: {squeezed}");
    }
    assert!(!handout.contains("They must not"));
    assert!(pdf("print/handouts/open.en.trainer.pdf").contains("They must not"));
    let names: Vec<String> = files(&structured().join("print/handouts")).iter().map(|(path, _)| name(path)).collect();
    assert!(names.iter().all(|name| !name.contains("--")), "{names:?}");
}

fn name(path: &Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn an_item_is_chosen_with_its_pages_and_a_page_alone() {
    let course = Course::copied("tests/courses/structured");
    for (item, expected) in [
        ("module/open", ["handbook.module-open.en.pdf", "handouts/open.en.learner.pdf"]),
        ("module/open/tables", ["handbook.module-open--tables.en.pdf", "handouts/open--tables.en.learner.pdf"]),
    ] {
        let run = course.run(&[
            "build",
            "handbook",
            "handouts",
            "--lang",
            "en",
            "--edition",
            "learner",
            "--item",
            item,
            "--quiet",
        ]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        for path in expected {
            assert!(course.path().join("dist/print").join(path).exists(), "{path}");
        }
    }
    let text = |path: &str| said(Command::new("pdftotext").arg(course.path().join("dist/print").join(path)).arg("-"));
    assert!(text("handbook.module-open.en.pdf").contains("The switch is to the right"));
    assert!(!text("handbook.module-open--tables.en.pdf").contains("The switch is to the right"));
}

#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Memory {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let earlier = self.0.lock().expect("nobody panics").insert(path.to_owned(), bytes.to_vec());
        assert!(earlier.is_none(), "two files are put at {path}");
        Ok(())
    }
}

#[test]
fn the_preview_has_the_files_of_the_website() {
    let loaded = project::load(&STRUCTURED.book(), Sources::default(), &mut Memo::once(), Strictness::Usual);
    let course = loaded.expect("the disk can be read").expect_sound().course;
    for edition in Edition::ALL {
        let (course, theme, readings) =
            (edition::select(course.clone(), edition), Theme::default(), Reading::all(&course));
        let options = Options { readings: &readings, edition, downloads: Vec::new(), theme: &theme, venue: Venue::Web };
        let sink = Memory::default();
        site::render(&course, &options, &sink).expect("the site can be made");
        let shown = OnDemand::new(&course, &options).expect("the templates are right");
        for (path, bytes) in sink.0.into_inner().expect("nobody panicked") {
            let file = shown.file(&path).expect("the templates are right");
            assert_eq!(file.as_deref(), Some(&*bytes), "{path}");
        }
    }
}

#[test]
fn a_file_is_handed_on_once_to_those_who_may_have_it() {
    let names = |site: &str| {
        let all = files(&structured().join(site).join("files")).into_iter();
        let name = |path: &Path| {
            path.strip_prefix(structured().join(site)).expect("it lies there").to_string_lossy().into_owned()
        };
        all.map(|(path, bytes)| (name(&path), bytes)).collect::<BTreeMap<String, Vec<u8>>>()
    };
    let learners = names("site");
    let expected = ["files/files/rota.csv", "files/modules/01-open/count.xlsx", "files/modules/02-close/收银 表.xlsx"];
    assert_eq!(learners.keys().collect::<Vec<_>>(), expected);
    assert_eq!(names("site-trainer").len(), 4, "and the answers");
    for (path, bytes) in learners {
        let source = STRUCTURED.book().join("course").join(path.strip_prefix("files/").expect("all lie there"));
        assert_eq!(bytes, fs::read(source).expect("the file"), "{path}");
    }
    for (page, link) in [
        (
            "en/modules/open/tables.html",
            "<a class=\"attachment\" href=\"../../../files/modules/01-open/count.xlsx\" download=\"count.xlsx\">list of cups <span class=\"fact\">count.xlsx, Excel, 3\u{a0}KB</span></a>",
        ),
        (
            "zh/modules/open/tables.html",
            "<a class=\"attachment\" href=\"../../../files/modules/01-open/count.xlsx\" download=\"count.xlsx\">茶杯清单 <span class=\"fact\">count.xlsx，Excel，3\u{a0}KB</span></a>",
        ),
        (
            "en/modules/close/money.html",
            "href=\"../../../files/modules/02-close/%E6%94%B6%E9%93%B6%20%E8%A1%A8.xlsx\" download=\"收银 表.xlsx\"><span lang=\"zh-Hans\">收银 表</span>.xlsx <span class=\"fact\">Excel, 3\u{a0}KB</span></a>",
        ),
        ("en/appendices/plan.html", "rota.csv, CSV, 1\u{a0}KB"),
    ] {
        let html = read(&format!("site/{page}"));
        assert!(html.contains(link), "{page}: {html}");
    }
    let squeezed = |text: &str| text.replace(|c: char| c.is_whitespace() || c == '\u{200b}', "");
    let handbook = squeezed(&pdf("print/handbook.en.trainer.pdf"));
    for words in [
        "list of cups (intranet.example/tea/files/modules/01-open/count.xlsx)",
        "收银 表.xlsx (intranet.example/tea/files/modules/02-close/收银%20表.xlsx)",
        "(answers.txt, on the website)",
    ] {
        assert!(handbook.contains(&squeezed(words)), "no `{words}` in: {handbook}");
    }
}

#[test]
fn check_counts_items_and_their_pages() {
    let run = diglot(&STRUCTURED.book(), &["check", "--strict"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("modules: 4, pages: 5, actions: 2, appendices: 2"), "{}{}", run.stderr, run.stdout);
}
