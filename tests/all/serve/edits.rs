//! Courses that are edited while they are shown.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{PAGE, PATIENCE, Preview, STEP, course_of, diglot};
use crate::support::built::ROOT;
use crate::support::{copy, node, said};

#[test]
fn an_open_page_hears_of_its_own_changes_only() {
    let preview = Preview::new(&[]);
    let mut page = preview.listen(PAGE);
    let mut other = preview.listen("/en/steps/cause.html");
    let (first, others) = (page.next("version"), other.next("version"));
    assert!(preview.get(PAGE).text().contains(&format!("data-version=\"{first}\"")));
    preview.write(STEP, &(preview.read(STEP) + "\nA last word.\n"));
    let second = page.next("version");
    assert_ne!(first, second);
    let response = preview.get(PAGE);
    assert!(response.text().contains("A last word."));
    assert!(response.head.contains(&format!("etag: \"{second}\"")), "{}", response.head);
    let line = preview.says("open page");
    assert!(line.contains("  course/steps/02-listen.en.md: 1 open page changed in "), "{line}");
    // The other page hears nothing until its own text changes.
    let cause = "course/steps/04-cause.en.md";
    preview.write(cause, &(preview.read(cause) + "\nA last word.\n"));
    assert_ne!(others, other.next("version"));
    let known = preview.ask(&format!(
        "GET {PAGE} HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: \"{second}\"\r\nConnection: close\r\n\r\n"
    ));
    assert_eq!((known.status, known.body.len()), (304, 0));
}

#[test]
fn a_mistake_is_reported_and_the_pages_stay_until_it_is_mended() {
    let preview = Preview::new(&[]);
    let mut page = preview.listen(PAGE);
    assert_eq!(page.next("report"), r#"{"errors":0,"warnings":0,"items":[]}"#);
    let text = preview.read(STEP);
    preview.write(STEP, &text.replacen("title:", "titel:", 1));
    let report = page.next("report");
    assert!(report.contains(r#""place":"course/steps/02-listen.en.md:2:1""#), "{report}");
    assert!(report.contains("did you mean `title`?"), "{report}");
    preview.says("error[unknown-key]: unknown key `titel`");
    preview.says("the pages stay as they were");
    assert_eq!(preview.get(PAGE).status, 200);
    preview.write(STEP, &text);
    assert_eq!(page.next("report"), r#"{"errors":0,"warnings":0,"items":[]}"#);
    // The book itself.
    let book = preview.read("book.yaml");
    preview.write("book.yaml", "");
    page.next("report");
    assert_eq!(preview.get(PAGE).status, 200);
    fs::remove_file(preview.path("book.yaml")).expect("it can be removed");
    assert!(page.next("report").contains("no `book.yaml` here"));
    preview.write("book.yaml", &book.replacen("Handling Complaints", "Meeting Complaints", 1));
    let report = page.next("report");
    assert!(report.starts_with(r#"{"errors":0,"warnings":1,"#), "{report}");
    assert!(report.contains("the source has changed since this was translated"), "{report}");
    preview.shows(PAGE, "Meeting Complaints", true);
}

#[test]
fn a_course_with_mistakes_from_the_start_comes_when_they_are_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(Path::new(ROOT).join("book.yaml"), folder.path().join("book.yaml")).expect("the book can be copied");
    let preview = Preview::of(folder, &[]);
    let response = preview.get("/en/");
    assert_eq!(response.status, 503);
    assert!(response.text().contains("/__diglot/preview.js"), "{}", response.text());
    assert!(preview.listen("/en/").next("report").contains("there is no folder `course`"));
    copy(&Path::new(ROOT).join("course"), &preview.path("course"));
    preview.shows(PAGE, "Listen", true);
}

#[test]
fn files_are_saved_in_many_ways() {
    let preview = Preview::new(&[]);
    let text = preview.read(STEP);
    // Beside the file, and then over it.
    preview.write("course/steps/02-listen.en.md~", &(text.clone() + "\nSaved by a rename.\n"));
    fs::rename(preview.path("course/steps/02-listen.en.md~"), preview.path(STEP)).expect("it can be renamed");
    preview.shows(PAGE, "Saved by a rename.", true);
    // The file away, and a new one in its place.
    fs::rename(preview.path(STEP), preview.path("old")).expect("it can be renamed");
    preview.write(STEP, &(text.clone() + "\nSaved anew.\n"));
    preview.shows(PAGE, "Saved anew.", true);
    // Many times in a row: the last one counts.
    for n in 0..40 {
        preview.write(STEP, &format!("{text}\nSaved {n} times.\n"));
    }
    preview.shows(PAGE, "Saved 39 times.", true);
    // A length and a moment that stay the same.
    preview.write(STEP, &format!("{text}\nSaved 93 times.\n"));
    preview.shows(PAGE, "Saved 93 times.", true);

    // New files, with the folder that they come in.
    let item = |language: &str, title: &str| format!("---\ntitle: {title}\n---\n\n[[step/listen]] {language}\n");
    fs::create_dir(preview.path("course/actions/16-wave")).expect("the folder can be made");
    preview.write("course/actions/16-wave/index.en.md", &item("en", "Wave"));
    preview.write("course/actions/16-wave/index.zh.md", &item("zh", "挥手"));
    preview.shows("/zh/actions/wave.html", "挥手", true);
    preview.shows("/zh/actions/index.html", "挥手", true);
    preview.write("course/actions/16-wave/index.en.md", &item("en", "Wave goodbye"));
    preview.shows("/en/actions/wave.html", "Wave goodbye", true);
    // Another name, and gone.
    fs::rename(preview.path("course/actions/16-wave"), preview.path("course/actions/16-greet-back")).expect("renamed");
    preview.shows("/en/actions/greet-back.html", "Wave goodbye", true);
    assert_eq!(preview.get("/en/actions/wave.html").status, 404);
    fs::remove_dir_all(preview.path("course/actions/16-greet-back")).expect("it can be removed");
    preview.shows("/en/actions/greet-back.html", "Wave goodbye", false);
    // The whole course, put in place of itself.
    fs::rename(preview.path("course"), preview.path("course.old")).expect("it can be renamed");
    copy(&preview.path("course.old"), &preview.path("course"));
    preview.write(STEP, &(text.clone() + "\nIn the new folder.\n"));
    preview.shows(PAGE, "In the new folder.", true);
    // A theme that was not there at the start.
    fs::create_dir_all(preview.path("theme")).expect("the folder can be made");
    preview.write("theme.yaml", "footer: {en: A new footer., zh: 新的页脚。}\n");
    preview.shows(PAGE, "A new footer.", true);
}

#[test]
fn polling_sees_what_nobody_reports() {
    let preview = Preview::new(&["--poll"]);
    preview.write(STEP, &(preview.read(STEP) + "\nSeen in time.\n"));
    preview.shows(PAGE, "Seen in time.", true);
}

#[test]
fn a_pdf_is_typeset_when_it_is_opened_and_again_after_an_edit() {
    let preview = Preview::new(&[]);
    let path = "/print/cards.zh.pdf";
    assert!(preview.get("/__diglot/").text().contains(path));
    let open = || {
        let response = preview.get(path);
        assert_eq!(response.status, 202, "{}", response.head);
        assert!(response.text().contains("正在排版"), "{}", response.text());
        let mut page = preview.listen(path);
        // Pages are served while it is made.
        assert_eq!(preview.get(PAGE).status, 200);
        let begin = Instant::now();
        while preview.get(path).status == 202 {
            assert!(begin.elapsed() < PATIENCE * 4, "it takes too long");
            page.next("version");
        }
        preview.get(path)
    };
    let first = open();
    assert_eq!(first.status, 200, "{}", first.text());
    assert!(first.body.starts_with(b"%PDF-"));
    let card = "course/actions/01-smile.zh.md";
    let text = preview.read(card);
    preview.write(card, &text.replacen("summary: ", "summary: 改了。", 1));
    preview.shows("/zh/actions/smile.html", "改了。", true);
    let second = open();
    assert!(second.body.starts_with(b"%PDF-") && second.body != first.body);
    assert_eq!(preview.get("/print/nothing.pdf").status, 404);
}

#[test]
fn a_build_beside_the_preview() {
    let preview = Preview::new(&[]);
    let mut page = preview.listen(PAGE);
    let first = page.next("version");
    let build = || {
        let out = preview.path("dist");
        said(diglot().args(["build", "site", "--quiet", "--out"]).arg(out).arg("--book").arg(preview.path("")));
    };
    build();
    assert_eq!(preview.get(PAGE).status, 200);
    // What the build wrote is no edit: the next thing that the page hears is one.
    preview.write(STEP, &(preview.read(STEP) + "\nA last word.\n"));
    let second = page.next("version");
    assert_ne!(first, second);
    assert!(preview.get(PAGE).text().contains("A last word."));
    build();
    let built = fs::read_to_string(preview.path("dist/site/en/steps/listen.html")).expect("the page is there");
    assert!(built.contains("A last word.") && !built.contains("__diglot"));
}

#[test]
fn a_page_in_a_browser_follows() {
    let preview = Preview::new(&[]);
    let address = format!("http://127.0.0.1:{}/", preview.port);
    node("preview.js", &[address.as_ref(), preview.folder.path().as_os_str()]);
}

/// How long it takes from the save of a paragraph until an open page has been told and has fetched itself anew.
///
/// ```sh
/// cargo build --release && DIGLOT=target/release/diglot cargo test --test all serve -- --ignored --nocapture
/// ```
#[test]
#[ignore = "measures; says something of a release build only"]
fn an_edit_is_shown_in_time() {
    for (modules, limit) in [(100, 100), (1000, 250)] {
        let preview = Preview::of(course_of(modules), &[]);
        let file = "course/modules/03-apology.zh.md";
        let page = "/zh/modules/apology.html";
        let text = preview.read(file);
        let mut open = preview.listen(page);
        open.next("version");
        let mut times: Vec<u128> = (0..60)
            .map(|n| {
                std::thread::sleep(Duration::from_millis(200));
                let words = format!("这是第{n}次修改。");
                let begin = Instant::now();
                // At the end of a paragraph.
                preview.write(file, &text.replacen("。\n\n", &format!("。{words}\n\n"), 1));
                open.next("version");
                assert!(preview.get(page).text().contains(&words));
                begin.elapsed().as_millis()
            })
            .collect();
        times.sort_unstable();
        let (median, late) = (times[30], times[56]);
        println!(
            "{modules} modules in two languages: median {median} ms, 95th percentile {late} ms (limit {limit} ms)"
        );
        assert!(late < limit, "{times:?}");
    }
}
