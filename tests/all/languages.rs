//! Courses in other languages than English and Chinese: the words of the interface, pairs, direction, and fonts.

use std::fs;

use crate::support::{Course, Run};

/// A course with one step in each of these languages, built by `arguments`.
fn course(languages: &[&str], more: &str) -> Course {
    let course = Course::empty();
    let each = |text: &str| {
        let texts: Vec<String> = languages.iter().map(|key| format!("{key}: '{text}'")).collect();
        format!("{{{}}}", texts.join(", "))
    };
    let kinds = format!("{{step: {{folder: steps, label: {}, plural: {}}}}}", each("Step {n}"), each("Steps"));
    let keys = languages.join(", ");
    course.write(
        "book.yaml",
        format!("title: {}\nlanguages: [{keys}]\nkinds: {kinds}\ndate: 2026-11-01\n{more}", each("A test")),
    );
    for key in languages {
        course.write(&format!("course/steps/01-listen.{key}.md"), "---\ntitle: 1\n---\n\n> [!NOTE]\n> 2\n");
    }
    course
}

fn built(course: &Course, arguments: &[&str]) -> Run {
    let run = course.run(&[&["build", "--out", "out"], arguments].concat());
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    run
}

fn page(course: &Course, path: &str) -> String {
    fs::read_to_string(course.path().join("out/site").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn a_course_has_words_of_its_own_key_by_key() {
    let course = course(&["de-AT", "pl"], "");
    course.write("theme/strings/de.yaml", "common: {note: Merke, tip: Rat}\n");
    course.write("theme/strings/de-at.yaml", "common: {note: Obacht}\nweb: {search: Nachschlagen}\n");
    course.write("theme/strings/pl.yaml", "common: {note: Uwaga}\n");
    let run = built(&course, &["site"]);
    assert_eq!(run.stderr.matches("missing-words").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("words of the interface are missing in `pl`"), "{}", run.stderr);
    let german = page(&course, "de-AT/steps/listen.html");
    // The nearest file, the default theme.
    for words in [">Obacht<", "\"Nachschlagen\"", ">Zum Text springen<"] {
        assert!(german.contains(words), "{words}\n{german}");
    }
    let polish = page(&course, "pl/steps/listen.html");
    for words in [">Uwaga<", ">Skip to the text<"] {
        assert!(polish.contains(words), "{words}\n{polish}");
    }
}

#[test]
fn each_output_has_the_pairs_that_the_book_names() {
    let outputs = "outputs:\n  site: {readings: [en, de-fr]}\n  handbook: {readings: [fr, de-fr]}\n  handouts: {readings: [en-de]}\n";
    let course = course(&["en", "de", "fr"], outputs);
    built(&course, &[]);
    let out = course.path().join("out");
    let there = |path: &str| out.join(path).exists();
    for (path, expected) in [
        ("site/en/index.html", true),
        ("site/de-fr/steps/listen.html", true),
        ("site/de/index.html", false),
        ("site/en-de/index.html", false),
        ("print/handbook.fr.pdf", true),
        ("print/handbook.de-fr.pdf", true),
        ("print/handbook.en.pdf", false),
    ] {
        assert_eq!(there(path), expected, "{path}");
    }
    let pair = page(&course, "de-fr/steps/listen.html");
    for words in [">Hinweis<", ">Remarque<", "<span>Deutsch</span>", "<span lang=\"fr\">Français</span>"] {
        assert!(
            pair.contains(words) || pair.contains(&words.replace("<span>", "<span lang=\"de\">")),
            "{words}\n{pair}"
        );
    }
    let run = course.run(&["build", "handbook", "--lang", "fr-en", "--out", "out"]);
    assert_eq!((run.code, there("print/handbook.fr-en.pdf")), (Some(0), true), "{}", run.stderr);
    let run = course.run(&["check"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn what_is_written_from_right_to_left_is_on_the_website_alone() {
    let course = course(&["en", "ar"], "checks: {missing-words: off}\n");
    let run = built(&course, &["site", "handbook"]);
    assert_eq!(run.stderr.matches("right-to-left").count(), 1, "{}", run.stderr);
    assert!(page(&course, "ar/steps/listen.html").contains("<html lang=\"ar\" dir=\"rtl\""));
    assert!(!page(&course, "en/steps/listen.html").contains("dir="));
    assert!(page(&course, "en-ar/steps/listen.html").contains(" lang=\"ar\" dir=\"rtl\""));
    let mut printed: Vec<_> = fs::read_dir(course.path().join("out/print"))
        .expect("there are PDFs")
        .map(|entry| entry.expect("the folder can be read").file_name().into_string().expect("text"))
        .collect();
    printed.sort();
    assert_eq!(printed, ["handbook.en.pdf"]);
    let run = course.run(&["build", "handbook", "--lang", "en-ar", "--out", "out"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("there are no PDFs of `en-ar`"), "{}", run.stderr);
}

#[test]
fn languages_of_chinese_are_told_apart() {
    let course = course(&["zh-CN", "zh-TW", "zh-HK"], "checks: {missing-glyph: warning}\n");
    built(&course, &["site"]);
    let page = page(&course, "zh-CN/steps/listen.html");
    for tag in ["zh-Hans", "zh-Hant", "zh-Hant-HK"] {
        assert!(page.contains(&format!("hreflang=\"{tag}\"")), "{tag}\n{page}");
    }
    assert!(page.contains("简体中文") && page.contains("繁體中文"), "{page}");
}

#[test]
fn a_font_for_each_form_of_characters_is_asked_for_once() {
    let course = course(&["ja", "en"], "");
    course.write("course/steps/01-listen.ja.md", "---\ntitle: 聞く\n---\n\n駅で、直接。\n");
    let run = course.run(&["check", "--format", "short"]);
    let said = format!("{}{}", run.stdout, run.stderr);
    assert_eq!((run.code, said.matches("missing-glyph").count()), (Some(1), 1), "{said}");
    course.write("course/steps/01-listen.ja.md", "---\ntitle: 直接\n---\n\n直接。\n");
    // Whichever font it is, its owner has chosen it.
    let font = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/fonts/DiglotSerifSC-Regular.otf");
    course.write("theme/fonts/own.otf", fs::read(font).expect("the font is there"));
    course.write("theme.yaml", "print: {fonts: {sans: {japanese: Diglot Serif SC}}}\n");
    let run = course.run(&["check"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
}

#[test]
fn no_line_ends_in_the_spaces_of_french() {
    let course = course(&["de", "fr"], "");
    course.write(
        "course/steps/01-listen.fr.md",
        "---\ntitle: Quoi ?\n---\n\n« Non ! »\n\n:::say[L'accueil]\nOui : « *oui* »\n:::\n",
    );
    course.write(
        "course/steps/01-listen.de.md",
        "---\ntitle: Was ?\n---\n\n« Nein ! »\n\n:::say[Empfang]\nJa : « *ja* »\n:::\n",
    );
    built(&course, &["site"]);
    let french = page(&course, "fr/steps/listen.html");
    for words in [
        "<h1><span>Quoi\u{202f}?</span></h1>",
        "«\u{202f}Non\u{202f}!\u{202f}»",
        "L’accueil",
        "Oui\u{a0}: «\u{202f}<em>oui</em>\u{202f}»",
    ] {
        assert!(french.contains(words), "{words}\n{french}");
    }
    assert!(page(&course, "de/steps/listen.html").contains("« Nein ! »"));
}

/// What is written in simplified characters alone is there in traditional ones, in the words of the place and of the book.
#[test]
fn traditional_characters_are_made_from_simplified_ones() {
    let course = Course::empty();
    let book = |derive: &str| {
        format!(
            "title: {{en: Complaints, zh: 投诉}}\nlanguages: [en, zh, zh-Hant, zh-HK]\ndate: 2026-11-01\nkinds:\n  step:\n    folder: steps\n    label: {{en: \"Step {{n}}\", zh: \"步骤{{n}}\"}}\n    plural: {{en: Steps, zh: 步骤}}\nderive:\n{derive}checks: {{missing-glyph: warning}}\n"
        )
    };
    course.write("book.yaml", book("  zh-Hant: {from: zh, words: {投诉: 客訴}}\n  zh-HK: zh\n"));
    course.write(
        "course/glossary.yaml",
        "menu:\n  en: {term: mouse, definition: A thing.}\n  zh: {term: 鼠标, definition: 一件东西。, avoid: [滑鼠]}\n",
    );
    course.write(
        "course/steps/01-wash.en.md",
        "---\ntitle: Wash\nsummary: Hair.\n---\n\n## Now {#now}\n\nYour \"hair\" [[term:menu]].\n",
    );
    let chinese = "---\ntitle: 洗头发\nsummary: 软件。\n---\n\n## 出发\n\n发展了“头\n发”，O’Neill，`头发`。[[term:menu]] [[step/wash]]\n";
    course.write("course/steps/01-wash.zh.md", chinese);
    let run = built(&course, &["site", "handbook"]);
    let (taiwan, hong_kong) = (page(&course, "zh-Hant/steps/wash.html"), page(&course, "zh-HK/steps/wash.html"));
    for words in [
        "洗頭髮",
        "軟體。",
        ">出發<",
        "發展了「頭髮」，O’Neill，<code>头发</code>。",
        "滑鼠",
        "客訴",
        "id=\"now\"",
        "lang=\"zh-Hant\"",
    ] {
        assert!(taiwan.contains(words), "{words}\n{taiwan}");
    }
    for words in ["軟件。", "投訴", "lang=\"zh-Hant-HK\""] {
        assert!(hong_kong.contains(words), "{words}\n{hong_kong}");
    }
    let foot = "本書由簡體中文版按 OpenCC 詞表轉換而成。";
    assert!(taiwan.contains(foot) && !page(&course, "zh/steps/wash.html").contains(foot));
    // The same words are looked at once.
    course.write("course/steps/01-wash.zh.md", format!("{chinese}\n滑鼠,好 [[step/wish]]\n"));
    let check = course.run(&["check"]).stderr;
    for said in ["avoided-word", "half-width-punctuation", "no item `step/wish`"] {
        assert_eq!(check.matches(said).count(), 1, "{said}: {check}");
    }
    course.write("course/steps/01-wash.zh.md", chinese);
    // A file of its own counts before what is made.
    course.write(
        "course/steps/01-wash.zh-HK.md",
        "---\ntitle: 洗頭\nsummary: 軟件。\n---\n\n## 出發\n\n頭髮[[term:menu]]。\n",
    );
    built(&course, &["site"]);
    assert!(page(&course, "zh-HK/steps/wash.html").contains("洗頭"));
    let status = course.run(&["i18n", "status"]);
    assert!(!status.stdout.contains("zh-H"), "nobody translates it: {}", status.stdout);
    let add = course.run(&["add", "step", "dry", "--dry-run"]);
    let said = add.stdout + &add.stderr;
    assert_eq!(said.matches("new: ").count(), 2, "{said}");
    assert!(run.stderr.contains("missing-glyph"), "{}", run.stderr);

    for (derive, said) in [
        ("  zh-Hant: en\n", "cannot be made from `en`"),
        ("  zh-TW: zh\n", "`zh-TW` is not among the languages"),
        ("  zh-Hant: {words: {}}\n", "`from`"),
        ("  en: zh\n", "cannot be made from `zh`"),
        ("  zh-Hant: zh-Hant\n", "cannot be made from `zh-Hant`"),
        ("  zh-Hant: {from: zh, words: [x]}\n", "found a list"),
    ] {
        course.write("book.yaml", book(derive));
        let check = course.run(&["check"]);
        assert_eq!(check.code, Some(1), "{derive}");
        assert!(check.stderr.contains(said), "{derive}: {}", check.stderr);
    }
}
