//! What the shipped course must teach: the words of every row of its brief stand on the page that teaches it, in both languages, as a
//! learner reads them on the website.
//!
//! `brief-rows.txt` has a line for each: `ID page | English words; … | 中文；…`. Its words are those that carry the fact, so that a text may be
//! polished without touching them.

use std::fs;
use std::path::Path;

use crate::support::built::{ROOT, shipped};
use crate::support::{diglot, files};

const LANGUAGES: [&str; 2] = ["en", "zh"];

struct Row {
    id: &'static str,
    /// `modules/mindset`.
    page: &'static str,
    /// In the order of the languages.
    words: [Vec<&'static str>; 2],
}

fn rows() -> Vec<Row> {
    let row = |line: &'static str| {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [place, english, chinese] = parts[..] else { panic!("three parts: {line}") };
        let (id, page) = place.split_once(' ').unwrap_or_else(|| panic!("an id and a page: {line}"));
        let words = |text: &'static str| text.split(';').map(str::trim).collect();
        Row { id, page: page.trim(), words: [words(english), words(chinese)] }
    };
    include_str!("brief-rows.txt").lines().filter(|line| !line.is_empty()).map(row).collect()
}

/// What a page says between its bar and its foot: no markup, no comments, no case, one kind of quotes and of spaces.
fn read(html: &str) -> String {
    let main = html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>"));
    let (main, _) = main.expect("a page has a main part");
    // What stands before the first `>` is the rest of a tag.
    let text: String = main.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
    let text = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
    let text = text.replace(['“', '”'], "\"").replace(['‘', '’'], "'").to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of the brief that no learner reads where they should: `M6 in zh: 掌心相抵`.
fn unread(site: &Path) -> Vec<String> {
    let mut unread = Vec::new();
    for row in rows() {
        for (language, words) in LANGUAGES.iter().zip(&row.words) {
            let path = site.join(language).join(format!("{}.html", row.page));
            let html = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let text = read(&html);
            let missing = words.iter().filter(|words| !text.contains(&words.to_lowercase()));
            unread.extend(missing.map(|words| format!("{} in {language}: {words}", row.id)));
        }
    }
    unread
}

#[test]
fn every_row_of_the_brief_is_read_in_both_languages() {
    let counts = [("M", 15), ("L", 11), ("A", 9), ("G", 7), ("F", 7), ("C", 7), ("S", 10), ("T", 15)];
    let rows = rows();
    for (part, count) in counts {
        for number in 1..=count {
            let id = format!("{part}{number}");
            assert!(rows.iter().any(|row| row.id == id), "{id} is not in brief-rows.txt");
        }
    }
    assert_eq!(unread(&shipped().join("site")), Vec::<String>::new());
}

/// A course whose authors only noted what they meant to write.
#[test]
fn a_comment_teaches_nothing() {
    let course = tempfile::tempdir().expect("a folder");
    let root = Path::new(ROOT);
    let book = fs::read(root.join("book.yaml")).expect("the book can be read");
    for (path, bytes) in files(&root.join("course")).into_iter().chain([(root.join("book.yaml"), book)]) {
        let to = course.path().join(path.strip_prefix(root).expect("it lies below"));
        fs::create_dir_all(to.parent().expect("a file has a folder")).expect("the folder can be made");
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let paragraph = "[The customer is the tiger]{index=\"lion and tiger\"}: if you push, you will be pushed harder. So restrain your own emotion first.";
        let noted = text.replace(paragraph, "<!-- M7: the customer is the tiger. Restrain your own emotion first. -->");
        fs::write(to, noted).expect("the file can be written");
    }
    let run = diglot(course.path(), &["build", "site", "--edition", "learner", "--lang", "en,zh", "--quiet"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(
        unread(&course.path().join("dist/site")),
        ["M6 in en: the customer is the tiger", "M7 in en: restrain your own emotion first"]
    );
}

/// The two figures of the brief that nobody could verify.
#[test]
fn what_may_be_untrue_is_told_as_reported() {
    let course = Path::new(ROOT).join("course/modules");
    let figures = ["90%", "90 %", "40%", "40 %"];
    let mut claims = 0;
    for entry in walkdir::WalkDir::new(course) {
        let path = entry.expect("the course can be read").into_path();
        let Ok(text) = fs::read_to_string(&path) else { continue };
        // A question may quote the claim to ask what to think of it; the teaching text may not.
        let is_question =
            |paragraph: &str| paragraph.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '>');
        let told = text.split("\n\n").filter(|p| figures.iter().any(|figure| p.contains(figure)) && !is_question(p));
        for paragraph in told {
            claims += 1;
            let hedged =
                ["report", "source", "said to", "据", "资料", "材料"].iter().any(|word| paragraph.contains(word));
            assert!(hedged, "{}: {paragraph}", path.display());
        }
    }
    assert!(claims >= 4, "the two claims in two languages, found {claims}");
}
