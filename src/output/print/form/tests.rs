//! What is in a form, part by part.

use std::collections::BTreeMap;

use super::*;
use crate::archive::{self, Bounds};
use crate::project;
use crate::project::Memo;
use crate::sources::{Attachment, Sources};
use crate::theme::Theme;

const DRAWING: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><text x=\"2\" y=\"15\">A 投</text></svg>";

fn course(body: &str) -> Course {
    let mut sources = Sources::default();
    let kind = "tool:\n    folder: tools\n    label: {en: \"Tool {n}\"}\n    plural: {en: Tools}";
    sources.add("book.yaml", format!("title: {{en: A & B}}\nlanguages: [en]\nkinds:\n  {kind}\n"));
    sources.attachments.push(Attachment { path: "course/tools/p.svg".to_owned(), bytes: DRAWING.as_bytes().into() });
    sources.add("course/tools/01-log.en.md", format!("---\ntitle: Log <1>\nsheet: landscape\n---\n\n{body}\n"));
    project::of(sources, &mut Memo::once()).expect_sound().course
}

/// The parts of the package.
fn parts(body: &str) -> BTreeMap<String, Vec<u8>> {
    let press = TypesetContext::new(&Theme::default());
    let bytes = form(&course(body), &press, ItemIx::new(0), Lang::SOURCE, Paper::A4);
    let bounds = Bounds { entries: 20, entry_bytes: 1 << 20, total_bytes: 1 << 22, ratio: 1000 };
    archive::unpack(&bytes, &bounds).unwrap_or_else(|trouble| panic!("{trouble:?}"))
}

fn document(body: &str) -> String {
    let parts = parts(body);
    for (name, part) in parts.iter().filter(|(name, _)| !name.ends_with(".png")) {
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
fn a_drawing_is_there_once_in_pixels_with_its_words() {
    let body = "![Two & signs](p.svg)\n\nHere ![again](p.svg).";
    let parts = parts(body);
    let image = image::load_from_memory(&parts["word/media/picture1.png"]).expect("a picture").to_luma8();
    assert_eq!((image.width(), image.height()), (105, 53), "a pixel for a tenth of a millimetre");
    let dark =
        |from: u32, to: u32| image.enumerate_pixels().any(|(x, _, pixel)| (from..to).contains(&x) && pixel.0[0] < 128);
    assert!(dark(0, 35) && dark(40, 90), "letters and Chinese are drawn");
    let document = document(body);
    assert_eq!(document.matches("r:embed=\"picture1\"").count(), 2, "{document}");
    assert!(document.contains("descr=\"Two &amp; signs\"") && !parts.contains_key("word/media/picture2.png"));
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
