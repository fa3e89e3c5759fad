//! A month of work on a course and its translation: every unit is in the state that it should be in, nothing is lost, and the outputs are made
//! throughout.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::support::{Course, Run};

/// A course of one item with every kind of block.
const EN: &str = "\
# Listen

First paragraph of three.

Second paragraph of three, about the pen.

Third paragraph of three.[^a]

[^a]: A note on it.

## How to do it {#how}

- Take a chair.
- Pour some water.
- Say nothing.

| What | When |
|---|---|
| Nod | often |
| Speak | seldom |

:::say
Please go on.
:::

:::dialogue[At the counter]
- **Customer:** It is broken!
- **You:** Please show me.
:::

:::quiz
1. What comes first?
   - [x] To listen.

     Nobody hears before they were heard.
   - [ ] To explain.
:::

> A quotation.

## The end {#end}

Last words.
";

const ZH: &str = "\
# 倾听

三段中的第一段。

三段中的第二段，讲笔。

三段中的第三段。[^a]

[^a]: 一个注。

## 怎么做

- 搬一把椅子。
- 倒一杯水。
- 什么也不说。

| 做什么 | 什么时候 |
|---|---|
| 点头 | 经常 |
| 说话 | 很少 |

:::say
您请讲。
:::

:::dialogue[柜台前]
- **客户：** 坏了！
- **您：** 请给我看看。
:::

:::quiz
1. 首先做什么？
   - [x] 听。

     没有被听的人听不进去。
   - [ ] 解释。
:::

> 一句引文。

## 结尾

最后几句。
";

/// So many units it has.
const ALL: u64 = 28;

struct Work {
    course: Course,
}

impl Work {
    fn new() -> Work {
        let course = Course::new();
        course.write("course/steps/01-listen.en.md", EN);
        course.write("course/steps/01-listen.zh.md", ZH);
        Work { course }
    }

    /// All accepted.
    fn accepted() -> Work {
        let work = Work::new();
        assert_eq!(work.course.run(&["i18n", "accept"]).code, Some(0));
        assert_eq!(work.counts(), counted(&[("current", ALL)]));
        work
    }

    fn edit(&self, language: &str, from: &str, to: &str) {
        let path = format!("course/steps/01-listen.{language}.md");
        let text = fs::read_to_string(self.course.path().join(&path)).expect("it is there");
        assert!(text.contains(from), "{from}");
        self.course.write(&path, text.replacen(from, to, 1));
    }

    fn status(&self) -> Value {
        let run = self.course.run(&["i18n", "status", "--format", "json"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        serde_json::from_str(&run.stdout).expect("it is JSON")
    }

    /// How many units are in which state.
    fn counts(&self) -> BTreeMap<String, u64> {
        let status = self.status();
        let states = status["items"][0]["states"].as_object().expect("states");
        states.iter().map(|(name, n)| (name.clone(), n.as_u64().expect("a number"))).filter(|(_, n)| *n > 0).collect()
    }

    /// The texts of units in a state: of the source, or of the translation where that is gone.
    fn texts(&self, state: &str) -> Vec<String> {
        let status = self.status();
        let units = status["items"][0]["units"].as_array().expect("units").iter();
        let units = units.filter(|unit| unit["state"] == state);
        units.map(|unit| unit.get("is").unwrap_or(&unit["text"]).as_str().expect("a text").to_owned()).collect()
    }

    /// Everything is made, and the lines of the report about it.
    #[track_caller]
    fn builds(&self) -> Vec<String> {
        let run = self.course.run(&["build", "site", "handbook", "handouts", "--format", "short"]);
        assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
        run.stdout.lines().map(str::to_owned).collect()
    }

    fn page(&self, reading: &str) -> String {
        let path = self.course.path().join(format!("dist/site/{reading}/steps/listen.html"));
        fs::read_to_string(path).expect("the page was made")
    }

    fn accept(&self, arguments: &[&str]) -> Run {
        self.course.run(&[&["i18n", "accept"], arguments].concat())
    }
}

fn counted(counts: &[(&str, u64)]) -> BTreeMap<String, u64> {
    counts.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect()
}

#[test]
fn what_nobody_accepted_is_not_followed() {
    let work = Work::new();
    assert_eq!(work.counts(), counted(&[("unreviewed", ALL)]));
    assert!(work.builds().is_empty());
    let status = work.course.run(&["i18n", "status", "--messages", "zh"]);
    assert!(status.stdout.contains("还没有确认过任何译文"), "{}", status.stdout);
    // Nothing of it is said by `check`, for whoever does not want to be told.
    work.edit("en", "about the pen", "about the pencil");
    assert!(work.builds().is_empty());
}

#[test]
fn what_is_not_translated_at_all_is_for_a_translator() {
    let course = Course::empty();
    let book =
        "title: Course\nlanguages: [en, zh]\nkinds:\n  step: {folder: steps, label: 'Step {n}', plural: Steps}\n";
    course.write("book.yaml", book);
    course.write("course/steps/01-listen.en.md", EN);
    let status = || course.run(&["i18n", "status"]).stdout;
    assert!(status().contains("nothing of it is translated yet: `diglot i18n export"), "{}", status());
    course.write("course/steps/01-listen.zh.md", "# 倾听\n");
    assert!(status().contains("nothing of it was accepted yet"), "{}", status());
}

#[test]
fn a_change_of_the_source_is_told_and_shown_where_it_is() {
    let work = Work::accepted();
    assert!(work.builds().is_empty());
    assert!(!work.page("zh").contains("class=\"stale\""));
    work.edit("en", "about the pen", "about the pencil");
    work.edit("en", "| often", "| very often");
    assert_eq!(work.counts(), counted(&[("current", ALL - 2), ("stale", 2)]));
    let report = work.builds();
    assert_eq!(report.len(), 2, "{report:#?}");
    assert!(report[0].starts_with("course/steps/01-listen.zh.md:5:1: warning[stale-translation]"), "{report:#?}");
    let line = "<p class=\"stale-passages\"><a href=";
    for (reading, mark, above) in [
        (
            "zh",
            "<a class=\"stale\" href=\"../../en/steps/listen.html#b2\" id=\"stale.1\"",
            "\"#stale.1\">English 原文后来改过的段落：2 处",
        ),
        (
            "en-zh",
            "<span class=\"stale\" role=\"img\" id=\"zh-stale.1\"",
            "\"#zh-stale.1\">Passages whose original (English) is newer: 2",
        ),
    ] {
        let page = work.page(reading);
        assert_eq!(page.matches("class=\"stale\"").count(), 2, "{reading}");
        let behind = page.split("讲笔。").nth(1).expect("the paragraph").trim_start_matches("</span>");
        assert!(behind.starts_with(mark), "{reading}: {behind:.300}");
        assert!(page.contains(&format!("{line}{above}")), "{reading}: {page}");
    }
    assert!(!work.page("en").contains("class=\"stale\""));
    // Who does not want readers to see it.
    let book = fs::read_to_string(work.course.path().join("book.yaml")).expect("it is there");
    work.course.write("book.yaml", format!("{book}stale-marks: false\n"));
    assert_eq!(work.builds().len(), 2);
    assert!(!work.page("zh").contains("class=\"stale"));
}

#[test]
fn lines_signs_and_quotes_make_no_difference() {
    let work = Work::accepted();
    work.edit("en", "Second paragraph of three, about the pen.", "Second paragraph\nof three,\nabout the pen.");
    work.edit("en", "- Take a chair.\n- Pour some water.", "* Take a chair.\n* Pour some water.");
    work.edit("en", "- Say nothing", "* Say nothing");
    work.edit("zh", "三段中的第一段。", "三段中的\n第一段。");
    work.edit("en", "| Nod | often |", "|Nod|often|");
    assert_eq!(work.counts(), counted(&[("current", ALL)]));
}

#[test]
fn a_typo_is_waived_by_its_place() {
    let work = Work::accepted();
    work.edit("en", "First paragraph of three", "First paragraph out of three");
    work.edit("en", "Last words", "The last words");
    assert_eq!(work.texts("stale"), ["First paragraph out of three.", "The last words."]);
    // Without a name, what is stale stays so.
    assert_eq!(work.accept(&[]).code, Some(0));
    assert_eq!(work.texts("stale").len(), 2);
    assert_eq!(work.accept(&["course/steps/01-listen.zh.md:3"]).code, Some(0));
    assert_eq!(work.texts("stale"), ["The last words."]);
    assert_eq!(work.accept(&["step/listen"]).code, Some(0));
    assert_eq!(work.counts(), counted(&[("current", ALL)]));
    let wrong = work.accept(&["step/listne"]);
    assert_eq!(wrong.code, Some(2), "{}", wrong.stderr);
}

/// A new part of the source is one missing row where it belongs, whatever it is a part of.
#[test]
fn what_is_new_is_missing_where_it_belongs() {
    for (from, to, missing, before) in [
        ("Third paragraph", "A new thought.\n\nThird paragraph", &["A new thought."][..], "三段中的第三段"),
        ("- Say nothing.", "- Open the window.\n- Say nothing.", &["Open the window."], "什么也不说"),
        ("| Speak | seldom |", "| Smile | always |\n| Speak | seldom |", &["Smile", "always"], "很少"),
        (
            "- **You:** Please",
            "- **Customer:** Since Monday!\n- **You:** Please",
            &["Customer", "Since Monday!"],
            "请给我看看",
        ),
        ("   - [ ] To explain.", "   - [ ] To leave.\n   - [ ] To explain.", &["To leave."], "解释。"),
        (
            "## The end {#end}",
            "## By telephone {#phone}\n\nSay “mm”.\n\n## The end {#end}",
            &["By telephone", "Say “mm”."],
            "最后几句",
        ),
        ("> A quotation.", "> A new beginning.\n>\n> A quotation.", &["A new beginning."], "一句引文"),
        (":::say\nPlease", ":::say\nOf course.\n\nPlease", &["Of course."], "您请讲"),
    ] {
        let work = Work::accepted();
        work.edit("en", from, to);
        assert_eq!(work.texts("missing"), missing, "{to}");
        assert_eq!(work.counts(), counted(&[("current", ALL), ("missing", missing.len() as u64)]), "{to}");
        let report = work.builds();
        assert_eq!(report.len(), 1, "{to}: {report:#?}");
        assert!(report[0].contains("warning[missing-translation]"), "{report:#?}");
        let page = work.page("zh");
        let shown: Vec<usize> = missing.iter().filter_map(|text| page.find(text)).collect();
        assert_eq!(shown.len(), missing.len(), "{to}: it is shown in the source language");
        let next = page[shown[0]..].find(before);
        assert!(next.is_some(), "{to}: it stands before {before}");
    }
}

#[test]
fn a_passage_whose_source_is_gone_is_obsolete_and_stays() {
    for (gone, text) in [
        ("Second paragraph of three, about the pen.\n\n", "三段中的第二段，讲笔。"),
        ("- Pour some water.\n", "倒一杯水。"),
        ("## The end {#end}\n\nLast words.\n", "最后几句。"),
        ("> A quotation.\n\n", "一句引文。"),
    ] {
        let work = Work::accepted();
        work.edit("en", gone, "");
        assert!(work.texts("obsolete").contains(&text.to_owned()), "{gone}: {:?}", work.counts());
        assert!(!work.counts().contains_key("stale") && !work.counts().contains_key("missing"), "{:?}", work.counts());
        let report = work.builds();
        assert!(report.iter().all(|line| line.contains("obsolete-translation")), "{report:#?}");
        assert!(work.page("zh").contains(text.trim_end_matches('。')), "{gone}: nothing is lost");
        // Removed by the translator, and forgotten by the lock.
        let lock = || fs::read_to_string(work.course.path().join("course/i18n/zh.lock")).expect("a lock");
        let before = lock().lines().count();
        work.edit("zh", text, "");
        assert_eq!(work.accept(&[]).code, Some(0));
        assert!(lock().lines().count() < before);
    }
}

#[test]
fn what_is_no_markdown_is_followed_too() {
    let work = Work::new();
    let glossary = "clerk:\n  en: {term: Clerk, definition: Who serves.}\n  zh: {term: 柜员, definition: 服务的人。}\n";
    work.course.write("course/glossary.yaml", glossary);
    assert_eq!(work.accept(&[]).code, Some(0));
    assert!(work.builds().is_empty());
    let lock = fs::read_to_string(work.course.path().join("course/i18n/zh.lock")).expect("it was written");
    for line in ["glossary\t", "\tWho serves.\n", "book\t", "\tStep {n}\n"] {
        assert!(lock.contains(line), "{line:?}\n{lock}");
    }
    work.course.write("course/glossary.yaml", glossary.replace("Who serves", "Who serves people"));
    let book = fs::read_to_string(work.course.path().join("book.yaml")).expect("it is there");
    work.course.write("book.yaml", book.replace("A test", "A better test"));
    let status = work.course.run(&["i18n", "status", "--verbose"]).stdout;
    for line in ["course/glossary.yaml:3: stale", "was: Who serves.", "is: Who serves people.", "book.yaml:1: stale"] {
        assert!(status.contains(line), "{line}\n{status}");
    }
    let report = work.builds();
    assert_eq!(report.len(), 2, "{report:#?}");
    assert!(report[0].starts_with("book.yaml:1:32: warning[stale-translation]"), "{report:#?}");
    assert!(report[1].starts_with("course/glossary.yaml:3:30: warning[stale-translation]"), "{report:#?}");
    assert_eq!(work.accept(&["course/glossary.yaml:3", "book"]).code, Some(0));
    assert!(work.builds().is_empty());
}

#[test]
fn what_has_moved_is_current() {
    let work = Work::accepted();
    work.edit("en", "First paragraph of three.\n\n", "");
    work.edit("en", "## How to do it", "First paragraph of three.\n\n## How to do it");
    assert_eq!(work.counts(), counted(&[("current", ALL)]));
    assert!(work.builds().is_empty());
    // Side by side it stands beside its source.
    let page = work.page("en-zh");
    let (third, first) = (page.find("三段中的第三段").expect("it"), page.find("三段中的第一段").expect("it"));
    assert!(third < first, "the translation has moved along");
    work.edit("en", "- Take a chair.\n- Pour some water.\n", "- Pour some water.\n- Take a chair.\n");
    assert_eq!(work.counts(), counted(&[("current", ALL)]));
}

#[test]
fn a_translation_that_somebody_mends_is_current() {
    let work = Work::accepted();
    work.edit("zh", "您请讲。", "请您继续说。");
    assert_eq!(work.counts(), counted(&[("current", ALL)]));
    // Nobody knows of a translation of a text that is new as well.
    work.edit("en", "Please go on.", "Do go on, please.");
    assert_eq!(work.counts(), counted(&[("current", ALL - 1), ("unreviewed", 1)]));
    assert_eq!(work.accept(&[]).code, Some(0));
    assert_eq!(work.counts(), counted(&[("current", ALL)]));
}

#[test]
fn half_a_text_and_none_at_all() {
    let work = Work::accepted();
    let half = &ZH[..ZH.find("| 做什么").expect("the table")];
    work.course.write("course/steps/01-listen.zh.md", half);
    assert_eq!(work.counts(), counted(&[("current", 9), ("missing", ALL - 9)]));
    work.builds();
    assert!(work.page("zh").contains("Last words"));
    fs::remove_file(work.course.path().join("course/steps/01-listen.zh.md")).expect("it is there");
    assert_eq!(work.counts(), counted(&[("missing", ALL)]));
    work.builds();
    // What was accepted is not forgotten while the file is gone for a moment.
    work.course.write("course/steps/01-listen.zh.md", ZH);
    assert_eq!(work.counts(), counted(&[("current", ALL)]));
}

#[test]
fn what_stands_there_in_the_source_language_is_missing() {
    let work = Work::accepted();
    work.edit("en", "Last words.", "Last words.\n\nSee [[step/listen]] and 10 more.\n\n`code`");
    work.edit("zh", "最后几句。", "最后几句。\n\nSee [[step/listen]] and 10 more.\n\n`code`");
    assert_eq!(work.texts("missing"), ["See [[step/listen]] and 10 more."]);
    assert_eq!(work.counts(), counted(&[("current", ALL + 1), ("missing", 1)]));
    // It may be right as it is: a name, a title that is not translated.
    assert_eq!(work.accept(&[]).code, Some(0));
    assert_eq!(work.counts()["missing"], 1);
    assert_eq!(work.accept(&["--all"]).code, Some(0));
    assert_eq!(work.counts(), counted(&[("current", ALL + 2)]));
}

#[test]
fn a_lock_with_the_marks_of_a_merge_is_told_and_lines_of_both_count() {
    let work = Work::accepted();
    let path = work.course.path().join("course/i18n/zh.lock");
    let lock = fs::read_to_string(&path).expect("a lock");
    work.course.write("course/i18n/zh.lock", format!("<<<<<<< ours\n{lock}=======\n{lock}>>>>>>> theirs\n"));
    let run = work.course.run(&["check", "--format", "short"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stdout.matches("error[i18n-lock]").count(), 3, "{}", run.stdout);
    work.course.write("course/i18n/zh.lock", format!("{lock}{lock}"));
    assert_eq!(work.counts(), counted(&[("current", ALL)]));
    assert_eq!(work.accept(&["--dry-run"]).code, Some(0));
    assert_eq!(work.accept(&[]).code, Some(0));
    assert_eq!(fs::read_to_string(&path).expect("a lock"), lock);
}

#[test]
fn a_name_that_changes_makes_nothing_stale() {
    let work = Work::accepted();
    work.edit("en", "Last words.", "Last words: [[step/listen]].");
    work.edit("zh", "最后几句。", "最后几句：[[step/listen]]。");
    assert_eq!(work.accept(&[]).code, Some(0));
    assert_eq!(work.counts(), counted(&[("current", ALL)]));
    assert_eq!(work.course.run(&["rename", "step/listen", "hear"]).code, Some(0));
    assert_eq!(work.counts(), counted(&[("current", ALL)]));
    assert_eq!(work.course.run(&["rename", "step/hear", "listen"]).code, Some(0));
    assert_eq!(work.counts(), counted(&[("current", ALL)]));
}

/// A catalogue of gettext as a translator sends it back.
fn translated(catalogue: &str, pairs: &[(&str, &str)]) -> String {
    let mut catalogue = catalogue.replace("#, fuzzy\n", "");
    for (source, target) in pairs {
        let message = format!("msgid \"{source}\"\nmsgstr \"");
        let begin = catalogue.find(&message).unwrap_or_else(|| panic!("{source}\n{catalogue}")) + message.len();
        let end = begin + catalogue[begin..].find("\"\n").expect("it ends");
        catalogue.replace_range(begin..end, target);
    }
    catalogue
}

/// One step after the other, by an author and two translators who are late and come in the wrong order.
#[test]
fn a_month_from_its_first_day_to_its_last() {
    let work = Work::accepted();
    let stands = |counts: &[(&str, u64)]| {
        assert_eq!(work.counts(), counted(counts));
        work.builds();
    };
    let exported = |name: &str| {
        assert_eq!(work.course.run(&["i18n", "export", "--to", "po", "-o", name]).code, Some(0));
        fs::read_to_string(work.course.path().join(name)).expect("it was written")
    };
    let path = "course/steps/01-listen.zh.md";
    let text = || fs::read_to_string(work.course.path().join(path)).expect("it is there");
    // The first week: a paragraph changes, an item of a list comes, a section moves. The first translator gets what there is to do.
    work.edit("en", "about the pen.", "about the pencil.");
    work.edit("en", "- Say nothing.", "- Open the window.\n- Say nothing.");
    stands(&[("current", ALL - 1), ("missing", 1), ("stale", 1)]);
    let first = exported("first.po");
    // The second one: a quotation goes, and a word that changes nothing for the translation is waived.
    work.edit("en", "> A quotation.\n\n", "");
    work.edit("en", "Last words", "The last words");
    stands(&[("current", ALL - 3), ("missing", 1), ("obsolete", 1), ("stale", 2)]);
    let line = text().lines().position(|line| line == "最后几句。").expect("it stands there") + 1;
    let place = format!("{path}:{line}");
    assert_eq!(work.accept(&[&place]).code, Some(0));
    stands(&[("current", ALL - 2), ("missing", 1), ("obsolete", 1), ("stale", 1)]);
    // The third one: the paragraph changes again, and the second translator gets it. A part of the file is lost for a day.
    work.edit("en", "about the pencil.", "about the pencil and the paper.");
    let second = exported("second.po");
    let whole = text();
    work.edit("zh", "| 点头 | 经常 |\n| 说话 | 很少 |\n", "");
    stands(&[("current", ALL - 6), ("missing", 5), ("obsolete", 1), ("stale", 1)]);
    work.course.write(path, whole);
    stands(&[("current", ALL - 2), ("missing", 1), ("obsolete", 1), ("stale", 1)]);
    // The fourth one: the second translator comes first. What the first one saw is old by then, and is told, not taken.
    let paper = [
        ("Second paragraph of three, about the pencil and the paper.", "三段中的第二段，讲铅笔和纸。"),
        ("Open the window.", "打开窗户。"),
    ];
    work.course.write("second.po", translated(&second, &paper));
    assert_eq!(work.course.run(&["i18n", "import", "second.po"]).code, Some(0));
    stands(&[("current", ALL), ("obsolete", 1)]);
    let before = text();
    let pencil =
        [("Second paragraph of three, about the pencil.", "三段中的第二段，讲铅笔。"), ("Open the window.", "开窗。")];
    work.course.write("first.po", translated(&first, &pencil));
    let late = work.course.run(&["i18n", "import", "first.po"]);
    assert_eq!(late.code, Some(1), "{}", late.stderr);
    assert_eq!(late.stderr.matches("error[translation-conflict]").count(), 2, "{}", late.stderr);
    assert_eq!(text(), before);
    // What is left of the quotation goes, and the month is over.
    work.edit("zh", "> 一句引文。\n\n", "");
    assert_eq!(work.accept(&[]).code, Some(0));
    stands(&[("current", ALL)]);
    assert!(work.builds().is_empty());
}
