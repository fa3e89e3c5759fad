//! The round trip of a translation: out to translators and back, through the programs that they use.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::built::ROOT;
use crate::support::{Course, Run, diglot, said};

/// The files of the course with their bytes.
fn files(course: &Course) -> BTreeMap<PathBuf, Vec<u8>> {
    let walk = walkdir::WalkDir::new(course.path().join("course")).into_iter().filter_map(Result::ok);
    let files = walk.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().to_owned(), fs::read(entry.path()).expect("it can be read"))).collect()
}

fn run(course: &Course, arguments: &[&str]) -> Run {
    diglot(course.path(), &[&["i18n"], arguments, &["--messages", "en"]].concat())
}

/// As [`run`], of what ends well.
fn done(course: &Course, arguments: &[&str]) -> Run {
    let run = run(course, arguments);
    assert_eq!(run.code, Some(0), "{arguments:?}\n{}", run.stderr);
    run
}

fn read(course: &Course, path: &str) -> String {
    fs::read_to_string(course.path().join(path)).expect("it can be read")
}

fn python(script: &str, arguments: &[&Path]) -> String {
    let mut python = Command::new(Path::new(ROOT).join("target/checkers/bin/python"));
    said(python.arg(Path::new(ROOT).join("tests/all/support/exchange.py")).arg(script).args(arguments))
}

const ENGLISH: &str = "\
## Hear them out {#hear}

Give the customer your *eyes*, your pen and your `silence`. See [[step/listen]].[^a]

> - One thing
> - Another thing

| What | Why |
|------|-----|
| Nod \\| smile | It helps |

:::dialogue[At the desk]
- **Clerk:** Good morning.
- **Customer:** Is it?
:::

:::quiz
1. Which is right?
   - [x] This
     > Because.
   - [ ] That
:::

[^a]: A note.
";

const CHINESE: &str = "\
## 先听完

把*眼睛*、笔和`silence`都给客户。见[[step/listen]]。[^note]

> - 一件事
> - 另一件事

| 什么 | 为什么 |
|------|--------|
| 点头 \\| 微笑 | 有用 |

:::dialogue[柜台前]
- **柜员：**早上好。
- **客户：**好吗？
:::

:::quiz
1. 哪个对？
   - [x] 这个
     > 因为。
   - [ ] 那个
:::

[^note]: 一条注。
";

/// A course of one step with a text of every kind, all of it accepted.
fn course() -> Course {
    let course = Course::new();
    course.step("en", ENGLISH);
    course.step("zh", CHINESE);
    done(&course, &["accept", "--all"]);
    course
}

const ZH: &str = "course/steps/01-listen.zh.md";
const FORMS: [(&str, &str); 3] = [("po", "all.po"), ("xliff", "all.xlf"), ("xlsx", "all.xlsx")];

/// A message of gettext for each passage: how it is called, the text that is seen, the translation.
fn catalogue(rows: &[(&str, &str, &str)]) -> String {
    let quoted = |text: &str| serde_json::to_string(text).expect("a text becomes JSON");
    let mut text = "msgid \"\"\nmsgstr \"Language: zh_Hans\\nX-Source-Language: en\\n\"\n".to_owned();
    for (context, source, target) in rows {
        text += &format!("\nmsgctxt {}\nmsgid {}\nmsgstr {}\n", quoted(context), quoted(source), quoted(target));
    }
    text
}

#[test]
fn what_comes_back_unchanged_changes_no_byte() {
    let shipped = Course::copied("course");
    let course = Course::empty();
    fs::rename(shipped.path(), course.path().join("course")).expect("it can be moved");
    course.write("book.yaml", fs::read(Path::new(ROOT).join("book.yaml")).expect("it is there"));
    for accepted in [false, true] {
        if accepted {
            done(&course, &["accept", "--all"]);
        }
        let before = files(&course);
        for (form, name) in FORMS {
            done(&course, &["export", "--to", form, "--state", "all", "-o", name]);
            let first = fs::read(course.path().join(name)).expect("it was written");
            done(&course, &["export", "--to", form, "--state", "all", "-o", name]);
            assert!(first == fs::read(course.path().join(name)).expect("it was written"), "{form}: not the same bytes");
            done(&course, &["import", name]);
            assert!(files(&course) == before, "{form} changed the course");
        }
    }
}

#[test]
fn each_translation_lands_in_its_place_alone() {
    let course = course();
    let before = read(&course, ZH);
    let book = read(&course, "book.yaml");
    for (form, name) in FORMS {
        done(&course, &["export", "--to", form, "--state", "all", "-o", name]);
        let changed = course.path().join(format!("back-{name}"));
        python("prefix", &[&course.path().join(name), &changed]);
        let run = done(&course, &["import", changed.to_str().expect("a path")]);
        assert!(run.stderr.contains("21 put in"), "{form}: {}", run.stderr);
        let words = |text: &str| text.replace('新', "");
        let after = read(&course, ZH);
        assert_eq!(words(&after), before, "{form}");
        assert_eq!(after.matches('新').count(), 18, "{form}:\n{after}");
        let told = read(&course, "book.yaml");
        assert_eq!((words(&told), told.matches('新').count()), (book.clone(), 3), "{form}");
        let status = done(&course, &["status", "--format", "json"]);
        assert!(status.stdout.contains("\"current\":22"), "{}", status.stdout);
        course.write(ZH, &before);
        course.write("book.yaml", &book);
        fs::remove_file(course.path().join("course/i18n/zh.lock")).expect("it is there");
        done(&course, &["accept", "--all"]);
    }
}

#[test]
fn a_late_translation_is_accepted_against_the_text_that_was_seen() {
    let course = course();
    course.step("en", &ENGLISH.replace("Good morning.", "Good morning, madam."));
    done(&course, &["export", "--to", "po", "-o", "a.po"]);
    assert!(read(&course, "a.po").contains("#| msgid \"Good morning.\""));
    // The source changes again while the translator works.
    course.step("en", &ENGLISH.replace("Good morning.", "A very good morning, madam."));
    let late = catalogue(&[("step/listen#hear/7", "Good morning, madam.", "早上好，女士。")]);
    course.write("late.po", &late);
    let run = done(&course, &["import", "late.po"]);
    assert!(
        run.stderr.contains("1 put in") && run.stderr.contains("the source of 1 of them has changed"),
        "{}",
        run.stderr
    );
    assert_eq!(
        read(&course, ZH).replace("早上好，女士。", "早上好。"),
        format!("---\ntitle: Listen\n---\n\n{CHINESE}")
    );
    let status = done(&course, &["status", "--verbose"]).stdout;
    assert!(status.contains("was: Good morning, madam."), "{status}");
    // Somebody mends it; what comes back even later gives way.
    course.write("new.po", catalogue(&[("step/listen/0", "A very good morning, madam.", "女士，早上好！")]));
    done(&course, &["import", "new.po"]);
    let run = run_twice(&course, "late.po");
    assert!(run.stderr.contains("late.po:5: error[translation-conflict]"), "{}", run.stderr);
    assert!(read(&course, ZH).contains("女士，早上好！"));
    done(&course, &["import", "late.po", "--overwrite"]);
    assert!(read(&course, ZH).contains("早上好，女士。"));
}

/// What is refused is refused again.
fn run_twice(course: &Course, file: &str) -> Run {
    let before = files(course);
    assert_eq!(run(course, &["import", file]).code, Some(1));
    let second = run(course, &["import", file]);
    assert_eq!(second.code, Some(1));
    assert!(files(course) == before);
    second
}

#[test]
fn good_rows_land_and_bad_ones_are_told_with_their_places() {
    let course = course();
    let rows = [
        ("step/listen#hear/0", "Hear them out", "先把话听完"),
        (
            "step/listen#hear/1",
            "Give the customer your *eyes*, your pen and your `silence`. See [[step/listen]].[^1]",
            "把眼睛给客户。[[step/lost]]",
        ),
        ("step/listen#hear/2", "One thing", "- 一件事"),
        ("step/listen#hear/3", "Another thing", ":::say"),
        ("step/listen#hear/5", "No such text at all, nowhere", "没有"),
        ("step/listen#hear/6", "Why", "为何"),
        ("step/listen#hear/6", "Why", "为啥"),
    ];
    course.write("back.po", catalogue(&rows));
    let dry = run(&course, &["import", "back.po", "--dry-run"]);
    assert_eq!(dry.code, Some(1));
    assert_eq!(read(&course, ZH), format!("---\ntitle: Listen\n---\n\n{CHINESE}"));
    let run = run(&course, &["import", "back.po", "--overwrite"]);
    assert_eq!(run.code, Some(1));
    for told in [
        "back.po:9: error[changed-codes]: the translation lacks `[[step/listen]]`, `[^…]`, `silence` of the source, and has `[[step/lost]]` instead",
        "back.po:13: error[changed-block]",
        "back.po:17: error[changed-block]",
        "back.po:21: error[unknown-unit]",
        "back.po:29: error[duplicate-unit]",
    ] {
        assert!(run.stderr.contains(told), "{told}\n{}", run.stderr);
    }
    assert!(read(&course, ZH).contains("## 先把话听完\n") && read(&course, ZH).contains("| 什么 | 为何 |"));
    assert_eq!(
        read(&course, ZH).replace("先把话听完", "先听完").replace("为何", "为什么"),
        format!("---\ntitle: Listen\n---\n\n{CHINESE}")
    );
}

#[test]
fn what_is_missing_goes_in_where_it_belongs() {
    let course = course();
    let whole = read(&course, ZH);
    done(&course, &["export", "--to", "po", "--state", "all", "-o", "all.po"]);
    for gone in [
        "把*眼睛*、笔和`silence`都给客户。见[[step/listen]]。[^note]\n\n",
        "> - 另一件事\n",
        "| 点头 \\| 微笑 | 有用 |\n",
        "- **客户：**好吗？\n",
        "- **柜员：**早上好。\n",
        ":::dialogue[柜台前]\n- **柜员：**早上好。\n- **客户：**好吗？\n:::\n\n",
        "## 先听完\n\n",
    ] {
        let note = if gone.contains("[^note]") { "\n[^note]: 一条注。\n" } else { "" };
        course.write(ZH, whole.replace(gone, "").replace(note, ""));
        assert_ne!(read(&course, ZH), whole);
        // The note comes with the passage that calls it; its own translation has no place before.
        let run = run(&course, &["import", "all.po"]);
        assert_eq!(run.code, Some(i32::from(!note.is_empty())), "without {gone}\n{}", run.stderr);
        let after = read(&course, ZH);
        // A note comes as the source has it.
        let after = after.replace("[^a]: A note.", "[^note]: 一条注。").replace("[^a]", "[^note]");
        assert_eq!(after, whole, "without {gone}");
    }
    fs::remove_file(course.path().join(ZH)).expect("it is there");
    done(&course, &["import", "all.po"]);
    let after = read(&course, ZH).replace("[^a]", "[^note]").replace("：** ", "：**").replace(":** ", "：**");
    assert_eq!(after.replace("|------|-----|", "|------|--------|"), whole);
}

/// A course in three languages, of which the last one is written in part.
fn three() -> Course {
    let course = Course::new();
    let book = "\
# What the course is called
title:
  en: 'It''s a test'
  zh: 测试 # short
  ja: テスト
author: {en: Us, zh: 我们}
languages: [en, zh, ja]
kinds:
  step: {folder: steps, label: {en: \"Step {n}\", zh: \"第{n}步\", ja: \"ステップ{n}\"}, plural: {en: Steps, zh: 步骤, ja: ステップ}}
checks: {orphan: off}
";
    course.write("book.yaml", book);
    course.write(
        "course/glossary.yaml",
        "\
clerk:
  en:
    term: Clerk
    also: [cashier]
    definition: >
      Who serves
      people.
  zh: {term: 柜员, definition: 服务的人}
desk: # where clerks sit
  en: {term: Desk, definition: A table.}
  zh: {term: 柜台, definition: 桌子。}
",
    );
    course.write("theme.yaml", "footer:\n  en: For staff\n  zh: 内部使用\n");
    course
}

#[test]
fn what_is_no_markdown_lands_in_its_place_too() {
    let course = three();
    let before = read(&course, "book.yaml");
    let chinese = [
        ("book#title", "It’s a test", "一个：测试"),
        ("book#author", "Us", "我们, 自己"),
        ("book#kinds/step/label", "Step {n}", "步骤{n}"),
        ("glossary#clerk/definition", "Who serves people.", "为人服务的人 # 一"),
        ("glossary#desk/term", "Desk", "前台"),
        ("theme#footer", "For staff", "员工专用"),
    ];
    course.write("zh.po", catalogue(&chinese));
    let japanese = [
        ("book#author", "Us", "私たち"),
        ("glossary#clerk/term", "Clerk", "担当者"),
        ("glossary#clerk/definition", "Who serves people.", "人に応対する人。"),
        ("glossary#desk/term", "Desk", "窓口"),
        ("theme#footer", "For staff", "社内用"),
    ];
    course.write("ja.po", catalogue(&japanese).replace("zh_Hans", "ja"));
    let run = done(&course, &["import", "zh.po", "ja.po"]);
    assert!(run.stderr.contains("11 put in"), "{}", run.stderr);
    let after = before
        .replace("zh: 测试 #", "zh: 一个：测试 #")
        .replace("zh: 我们}", "zh: \"我们, 自己\", ja: \"私たち\"}")
        .replace("\"第{n}步\"", "\"步骤{n}\"");
    assert_eq!(read(&course, "book.yaml"), after);
    assert_eq!(
        read(&course, "course/glossary.yaml"),
        "\
clerk:
  en:
    term: Clerk
    also: [cashier]
    definition: >
      Who serves
      people.
  zh: {term: 柜员, definition: \"为人服务的人 # 一\"}
  ja: {term: \"担当者\", definition: \"人に応対する人。\"}
desk: # where clerks sit
  en: {term: Desk, definition: A table.}
  zh: {term: 前台, definition: 桌子。}
  ja: {term: \"窓口\", definition: \"A table.\"}
"
    );
    assert_eq!(read(&course, "theme.yaml"), "footer:\n  en: For staff\n  zh: 员工专用\n  ja: 社内用\n");
    // What was put in is accepted; the one text that was not translated is missing.
    let status = done(&course, &["status", "--item", "glossary", "--lang", "ja"]).stdout;
    assert!(
        status.lines().last().is_some_and(|line| line.split_whitespace().eq(["in", "all", "3", "·", "1", "·", "·"])),
        "{status}"
    );
}

#[test]
fn what_labels_hold_is_not_lost() {
    let course = three();
    let before = files(&course);
    let rows = [("book#kinds/step/label", "Step {n}", "一步"), ("glossary#cashier/term", "Cashier", "收银员")];
    course.write("zh.po", catalogue(&rows));
    let run = run(&course, &["import", "zh.po"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("zh.po:5: error[changed-codes]: the translation lacks `{n}` of the source"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("zh.po:9: error[unknown-unit]"), "{}", run.stderr);
    fs::remove_file(course.path().join("zh.po")).expect("it is there");
    assert!(files(&course) == before);
}

#[test]
fn files_that_mean_harm_are_refused() {
    let course = course();
    let before = files(&course);
    let sheet = |course: &Course, kind: &str| {
        let path = course.path().join(format!("{kind}.xlsx"));
        python("harm", &[Path::new(kind), &course.path().join("all.xlsx"), &path]);
        path.to_str().expect("a path").to_owned()
    };
    done(&course, &["export", "--to", "xlsx", "--state", "all", "-o", "all.xlsx"]);
    for kind in ["bomb", "entries", "deep", "dtd", "external", "truncated", "no-columns", "cells"] {
        let run = run(&course, &["import", &sheet(&course, kind)]);
        assert_eq!(run.code, Some(2), "{kind}: {}", run.stderr);
        assert!(run.stderr.contains("help: "), "{kind}: {}", run.stderr);
        assert!(run.took.as_secs() < 60, "{kind}");
    }
    let run = self::run(&course, &["import", &sheet(&course, "formula")]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("this is a formula"), "{}", run.stderr);
    let xliff = |unit: &str| {
        format!(
            "<?xml version=\"1.0\"?><xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file original=\"a\" source-language=\"en\" target-language=\"zh\" datatype=\"x\"><body>{unit}</body></file></xliff>"
        )
    };
    for (name, text) in [
        ("empty", String::new()),
        ("words", "Nothing that anybody knows.\n".to_owned()),
        ("binary.po", "msgid \"\0\u{1}\"\u{fffd}".repeat(3).replace('\u{fffd}', "\u{0}")),
        (
            "entities.xlf",
            "<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;&a;\">]><xliff version=\"1.2\">&c;</xliff>".to_owned(),
        ),
        ("deep.xlf", xliff(&"<group>".repeat(200_000))),
        ("broken.xlf", xliff("<trans-unit>")),
        ("other.xlf", xliff("").replace("\"zh\"", "\"fr\"")),
        ("source.xlf", xliff("").replace("\"en\"", "\"fr\"")),
        ("two.xlf", xliff("").replace("1.2\" ", "2.0\" ")),
        ("memory.tmx", "<tmx version=\"1.4\"/>".to_owned()),
    ] {
        course.write(name, text);
        let run = self::run(&course, &["import", name]);
        assert!(matches!(run.code, Some(1 | 2)), "{name}: {:?} {}", run.code, run.stderr);
        assert!(!run.stderr.is_empty(), "{name}");
    }
    course.write("latin.po", b"msgid \"a\"\nmsgstr \"\xe9\"\n");
    assert_eq!(self::run(&course, &["import", "latin.po"]).code, Some(2));
    assert!(files(&course) == before);
}

#[test]
fn the_tools_of_translators_read_what_is_exported() {
    let course = course();
    course.write("course/glossary.yaml", "clerk:\n  en: {term: Clerk, definition: Who serves.}\n  zh: {term: 柜员, also: [职员], avoid: [店员], definition: 服务的人。}\n");
    for (form, ending) in [("po", "po"), ("xliff", "xlf"), ("tmx", "tmx"), ("tbx", "tbx"), ("xlsx", "xlsx")] {
        done(&course, &["export", "--to", form, "--state", "all", "-o", &format!("all.{ending}")]);
    }
    said(Command::new("msgfmt").args(["--check", "-o", "/dev/null", "all.po"]).current_dir(course.path()));
    let found = python("tools", &[course.path()]);
    assert_eq!(
        found.lines().collect::<Vec<_>>(),
        [
            "po 24 Clerk 柜员 Clerk = 柜员 / 职员; ≠ 店员",
            "xlf 24 Clerk 柜员 Clerk = 柜员 / 职员; ≠ 店员",
            "tmx 24 Clerk 柜员",
            "tbx 1 Clerk 柜员",
            "polib 91",
            "openpyxl context,location,status,former,source,target,developer_comments @ s True False True",
        ]
    );
}

/// A project of OmegaT that has translated one passage.
const MEMORY: &str = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<tmx version=\"1.4\"><header creationtool=\"OmegaT\" creationtoolversion=\"3.6\" segtype=\"paragraph\" o-tmf=\"OmegaT TMX\" adminlang=\"EN-US\" srclang=\"EN\" datatype=\"plaintext\"/>
<body><tu><tuv xml:lang=\"EN\"><seg>It helps</seg></tuv><tuv xml:lang=\"ZH-CN\"><seg>很有用</seg></tuv></tu></body></tmx>
";

#[test]
fn a_project_of_omegat_comes_back() {
    let course = course();
    course.step("en", &ENGLISH.replace("Good morning.", "Good morning, madam."));
    course.step("zh", &CHINESE.replace("有用", "It helps"));
    done(&course, &["export", "--to", "po", "--state", "all", "-o", "project/source/all.po"]);
    for folder in ["target", "tm", "glossary", "dictionary", "omegat"] {
        fs::create_dir_all(course.path().join("project").join(folder)).expect("it can be made");
    }
    let folders = ["source_dir", "target_dir", "tm_dir", "glossary_dir", "glossary_file", "dictionary_dir"];
    let folders: String = folders.iter().map(|name| format!("<{name}>__DEFAULT__</{name}>")).collect();
    course.write(
        "project/omegat.project",
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<omegat><project version=\"1.0\">{folders}<source_lang>EN</source_lang>\
             <target_lang>ZH-CN</target_lang><sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>\
             <remove_tags>false</remove_tags></project></omegat>\n"
        ),
    );
    course.write("project/omegat/project_save.tmx", MEMORY);
    let mut omegat = Command::new("omegat");
    omegat.args(["project", "--mode=console-translate", "--config-dir=settings"]);
    said(omegat.current_dir(course.path()));
    let before = read(&course, ZH);
    let run = done(&course, &["import", "project/target/all.po"]);
    assert!(run.stderr.contains("1 put in, 0 accepted"), "{}", run.stderr);
    assert_eq!(read(&course, ZH), before.replace("It helps", "很有用"));
    // What is stale stays so: nobody has translated it.
    let status = done(&course, &["status", "--format", "json"]).stdout;
    assert!(status.contains("\"stale\":1"), "{status}");
}

#[test]
fn a_spreadsheet_program_may_save_the_sheet() {
    let course = course();
    course.step("en", &ENGLISH.replace("It helps", "=1+1 `_x0041_`"));
    course.step("zh", &CHINESE.replace("有用", ""));
    done(&course, &["export", "--to", "xlsx", "--state", "all", "-o", "all.xlsx"]);
    let profile = format!("-env:UserInstallation=file://{}", course.path().join("profile").display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", "xlsx", "--outdir", "saved", "all.xlsx"]);
    said(office.current_dir(course.path()));
    let before = files(&course);
    done(&course, &["import", "saved/all.xlsx"]);
    assert!(files(&course) == before);
    let saved = course.path().join("saved/all.xlsx");
    python(
        "fill",
        &[&saved, &course.path().join("filled.xlsx"), Path::new("\\=1+1 `_x0041_`"), Path::new("\\=1+1 是 `_x0041_`")],
    );
    done(&course, &["import", "filled.xlsx"]);
    assert!(read(&course, ZH).contains("| 点头 \\| 微笑 | \\=1+1 是 `_x0041_` |"), "{}", read(&course, ZH));
}
