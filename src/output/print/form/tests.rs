//! What is in a form, part by part.

use super::*;
use crate::archive::{self, Bounds};
use crate::project;
use crate::project::Memo;
use crate::sources::Sources;
use crate::theme::Theme;

fn course(body: &str) -> Course {
    let mut sources = Sources::default();
    let kind = "tool:\n    folder: tools\n    label: {en: \"Tool {n}\"}\n    plural: {en: Tools}";
    sources.add("book.yaml", format!("title: {{en: A & B}}\nlanguages: [en]\nkinds:\n  {kind}\n"));
    sources.add("course/tools/01-log.en.md", format!("---\ntitle: Log <1>\nsheet: landscape\n---\n\n{body}\n"));
    project::of(sources, &mut Memo::once()).expect_sound().course
}

fn document(body: &str) -> String {
    let press = TypesetContext::new(&Theme::default());
    let bytes = form(&course(body), &press, ItemIx::new(0), Lang::SOURCE, Paper::A4);
    let bounds = Bounds { entries: 20, entry_bytes: 1 << 20, total_bytes: 1 << 22, ratio: 1000 };
    let parts = archive::unpack(&bytes, &bounds).unwrap_or_else(|trouble| panic!("{trouble:?}"));
    for (name, part) in &parts {
        let text = String::from_utf8(part.clone()).expect("text");
        roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
    }
    String::from_utf8(parts["word/document.xml"].clone()).expect("text")
}

#[test]
fn every_block_is_in_it() {
    let body = "## One\n\nA **bold** <b>& [link](https://example.org/?a=1&b=2) `code`[^1] ~~gone~~ H<sub>2</sub>O ____.\n\n3. c\n   - d\n4. e\n\n> quoted\n\n\
                > [!TIP]\n> told\n\n- [x] done\n- [ ] open\n\n```\nx = 1\n```\n\n***\n\n:::exercise {workspace=3cm}\nDo it.\n:::\n\n:::dialogue\n- **Ann:** Hello.\n:::\n\n\
                :::quiz\n1. Why?\n\n   - [x] So\n   - [ ] No\n:::\n\n<details><summary>More</summary>\n\nhidden\n\n</details>\n\n[^1]: noted";
    let document = document(body);
    for words in [
        "A &amp; B",
        "Log &lt;1&gt;",
        "One",
        "bold",
        "link",
        "code",
        "noted",
        "gone",
        "c",
        "d",
        "quoted",
        "Tip",
        "told",
        "done",
        "open",
    ]
    .into_iter()
    .chain(["x = 1", "Exercise 1", "Do it.", "Ann", "Hello.", "Why?", "So", "No", "More", "hidden", "____"])
    {
        assert!(document.contains(&format!("{words}</w:t>")) || document.contains(words), "{words}\n{document}");
    }
    assert_eq!(document.matches("<w14:checkbox>").count(), 4, "{document}");
    assert_eq!(document.matches("\u{2612}").count(), 1, "learners tick for themselves\n{document}");
    assert!(
        document.contains("w:orient=\"landscape\"") && document.contains("<w:hyperlink r:id=\"link1\">"),
        "{document}"
    );
}

#[test]
fn a_log_goes_on_and_other_tables_stay_as_they_are() {
    let rows = |body: &str| document(body).matches("<w:tr>").count();
    assert_eq!(rows("| A | B |\n|---|---|\n| 1 | |\n| | |\n| | |"), 11);
    assert_eq!(rows("| A | B |\n|---|---|\n| 1 | |\n| 2 | |"), 3);
}

#[test]
fn what_has_nothing_to_fill_in_has_no_form() {
    for (body, expected) in [
        ("Words.", false),
        ("| A |\n|---|\n| 1 |", false),
        ("| A | B |\n|---|---|\n| 1 | |", true),
        ("- [ ] Done", true),
        ("My name is ____.", true),
        (":::exercise {workspace=3cm}\nDo.\n:::", true),
    ] {
        assert_eq!(has_form(&course(body), ItemIx::new(0)), expected, "{body}");
    }
}
