//! Input that no repository can hold: nesting without end, huge files, links in circles, thousands of mistakes. The limits on time are generous;
//! they catch a run that does not end.
#![cfg(unix)]

use std::fmt::Write;
use std::os::unix::fs::symlink;
use std::time::Duration;

use crate::support::{BOOK, Course, diff};

const LIMIT: Duration = Duration::from_secs(60);

/// The codes of a report, each once, sorted.
fn codes(report: &[String]) -> Vec<&str> {
    let mut codes: Vec<&str> = report
        .iter()
        .map(|line| line.split_once('[').and_then(|(_, rest)| rest.split_once("]:")).map_or("?", |(code, _)| code))
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn nesting_without_end_is_one_message() {
    let lists: String = (0..2_000).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    let fences: String = (0..10_000).map(|depth| format!("{}say\n", ":".repeat(10_003 - depth))).collect();
    let same: String = ":::say\n".repeat(10_000) + &":::\n".repeat(10_000);
    for (name, text) in [
        ("quotes", "> ".repeat(10_000) + "a\n"),
        ("lists on one line", "- ".repeat(10_000) + "a\n"),
        ("lists", lists),
        ("numbers", "1. ".repeat(10_000) + "a\n"),
        ("quotes and lists", "> - ".repeat(10_000) + "a\n"),
        ("fences", fences),
        ("fences of three colons", same),
    ] {
        let course = Course::new();
        if text.len() < 4 << 20 {
            course.step("en", &text);
            let report = course.check(LIMIT);
            let deep = report.iter().filter(|line| line.contains("[too-deep]")).count();
            assert_eq!(deep, 1, "{name}: {}", report.join("\n"));
            assert!(
                report.len() <= 2,
                "{name}: {} messages, {}",
                report.len(),
                report.join("\n").split_at(500.min(report.join("\n").len())).0
            );
        } else {
            course.step("en", &text);
            assert_eq!(codes(&course.check(LIMIT)), ["too-large"], "{name}");
        }
    }
}

#[test]
fn brackets_and_emphasis_without_end_are_text() {
    for text in [
        "[".repeat(100_000),
        "![".repeat(50_000),
        "[[".repeat(50_000),
        "[a](".repeat(50_000),
        "[^".repeat(50_000),
        "[^".repeat(500_000),
        "<".repeat(100_000),
        "`a``".repeat(30_000),
        "\\".repeat(100_000),
        "&".repeat(100_000),
        "*a _b ".repeat(20_000),
        "|a".repeat(50_000),
        "a\n".repeat(50_000),
        "甲\n".repeat(50_000),
        "# a\n\n".replace("# ", "## ").repeat(10_000),
    ] {
        let course = Course::new();
        course.steps(&text);
        let report = course.check(LIMIT);
        let start: String = text.chars().take(6).collect();
        assert!(report.len() < 3, "{start}…: {}", report[..report.len().min(5)].join("\n"));
    }
    let course = Course::new();
    course.steps(&("*a ".repeat(2_000) + &" b*".repeat(2_000)));
    assert_eq!(codes(&course.check(LIMIT)), ["too-deep"]);
}

#[test]
fn unclosed_markup_ends() {
    for (text, expected) in [
        ("<!-- ".repeat(20_000), vec!["unclosed-comment"]),
        ("a <!-- ".repeat(2_000), vec!["unclosed-comment"]),
        ("a <!-- ".repeat(20_000), vec!["too-large", "unclosed-comment"]),
        (":::say\n".repeat(1_000), vec!["empty-box", "too-deep", "unclosed-fence"]),
        (":::\n".repeat(1_000), vec!["unclosed-fence"]),
        ("```\n".to_owned() + &":::say\n".repeat(1_500), vec!["unclosed-code"]),
        ("[^a]: b\n\n".repeat(2_000), vec!["duplicate-id", "unused-footnote"]),
    ] {
        let course = Course::new();
        course.steps(&text);
        let start: String = text.chars().take(8).collect();
        assert_eq!(codes(&course.check(LIMIT)), expected, "{start}…");
    }
}

/// A course whose texts may have formulas.
fn with_formulas(text: &str) -> Course {
    let course = Course::new();
    course.write("book.yaml", format!("{BOOK}math: true\n"));
    course.steps(text);
    course
}

#[test]
fn a_formula_without_end_is_refused_at_its_place() {
    let cells = "&".repeat(1_900) + &r"\\".repeat(1_000);
    for formula in [
        format!("$x{}y$", "~".repeat(200_000)),
        format!("$x{}$", "'".repeat(200_000)),
        format!("${}$", r"\left(".repeat(50_000)),
        format!("${}$", "1,".repeat(100_000)),
        format!("$\\text{{{}}}$", "甲".repeat(100_000)),
        format!("$\\begin{{matrix}}{cells}\\end{{matrix}}$"),
        format!("$\\begin{{{}}}$", "a".repeat(100_000)),
        format!("$\\{}$", "a".repeat(100_000)),
    ] {
        let start: String = formula.chars().take(12).collect();
        let course = with_formulas(&format!("Hear {formula}.\n"));
        assert_eq!(codes(&course.check(LIMIT)), ["bad-formula"], "{start}…");
    }
}

#[test]
fn many_formulas_are_soon_on_their_pages() {
    let rooms = format!("$x{}y$ ", "~".repeat(3_900)).repeat(300);
    let comments = format!("Hear\n$$x$$\n{}them.\n", "    <!-- -->\n".repeat(300_000));
    for (name, text) in [("room", rooms), ("comments", comments)] {
        let course = with_formulas(&text);
        let run = course.run(&["build", "site", "--quiet"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{name}");
        assert!(run.took < LIMIT, "{name}: took {:?}", run.took);
    }
}

#[test]
fn yaml_cannot_grow_or_nest_without_end() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let before = format!("*a{}, ", level - 1).repeat(9);
        let _ = writeln!(bomb, "a{level}: &a{level} [{before}]");
    }
    for yaml in [
        bomb,
        "[".repeat(100_000),
        "{a: ".repeat(50_000),
        "- ".repeat(50_000),
        "? ".repeat(50_000),
        (0..1_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect(),
        "a: b\n".repeat(100_000),
        "a: &b b\nc: *b\n".replace("c: *b\n", &(0..200).map(|i| format!("c{i}: *b\n")).collect::<String>()),
    ] {
        let start: String = yaml.chars().take(12).collect();
        let course = Course::new();
        course.write("book.yaml", &yaml);
        assert_eq!(codes(&course.check(LIMIT)), ["yaml"], "book.yaml: {start}…");
        let course = Course::new();
        course.write("course/steps/01-listen.en.md", format!("---\n{yaml}\n---\n\nHear.\n"));
        assert_eq!(codes(&course.check(LIMIT)), ["yaml"], "front matter: {start}…");
        let course = Course::new();
        course.write("course/glossary.yaml", &yaml);
        assert_eq!(codes(&course.check(LIMIT)), ["yaml"], "glossary: {start}…");
    }
}

#[test]
fn links_do_not_lead_out_of_the_course() {
    let course = Course::new();
    let steps = course.path().join("course/steps");
    course.write("outside/02-out.en.md", "---\ntitle: Out\n---\n\nOut.\n");
    course.write("course/steps/lion.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>");
    course.steps("![a](inside.svg)\n\n![b](out.svg)\n");
    symlink("lion.svg", steps.join("inside.svg")).expect("links can be made");
    symlink("/etc/hostname", steps.join("out.svg")).expect("links can be made");
    symlink(course.path().join("outside/02-out.en.md"), steps.join("02-out.en.md")).expect("links can be made");
    symlink("nowhere.md", steps.join("03-nowhere.en.md")).expect("links can be made");
    symlink("04-b.en.md", steps.join("04-a.en.md")).expect("links can be made");
    symlink("04-a.en.md", steps.join("04-b.en.md")).expect("links can be made");
    symlink("..", steps.join("loop")).expect("links can be made");
    symlink("/", course.path().join("course/root")).expect("links can be made");
    let report = course.check(LIMIT);
    let expected = [
        "course/root:1:1: error[symbolic-link]: this is a symbolic link to a folder",
        "course/steps/02-out.en.md:1:1: error[symbolic-link]: this symbolic link leads out of the course",
        "course/steps/03-nowhere.en.md:1:1: error[symbolic-link]: this symbolic link leads nowhere or in a circle",
        "course/steps/04-a.en.md:1:1: error[symbolic-link]: this symbolic link leads nowhere or in a circle",
        "course/steps/04-b.en.md:1:1: error[symbolic-link]: this symbolic link leads nowhere or in a circle",
        "course/steps/loop:1:1: error[symbolic-link]: this is a symbolic link to a folder",
        "course/steps/out.svg:1:1: error[symbolic-link]: this symbolic link leads out of the course",
    ];
    let found: Vec<&str> =
        report.iter().map(String::as_str).filter(|line| !line.contains("[missing-translation]")).collect();
    same_lines(&expected.join("\n"), &found.join("\n"));
}

fn same_lines(expected: &str, found: &str) {
    assert!(expected == found, "{}", diff(expected, found));
}

#[test]
fn what_is_too_large_is_not_read() {
    let course = Course::new();
    course.step("en", &"Hear the customer out.\n".repeat(200_000));
    course.write("course/steps/lion.png", vec![0; (64 << 20) + 1]);
    course.step("zh", "![狮子](lion.png)\n");
    let report = course.check(LIMIT);
    assert_eq!(
        report,
        [
            "course/steps/01-listen.en.md:1:1: error[too-large]: this file is larger than 4 MiB",
            "course/steps/lion.png:1:1: error[too-large]: this file is larger than 64 MiB",
        ]
    );
}

#[test]
fn pictures_cannot_nest_or_grow_without_end() {
    let course = Course::new();
    course.steps("![a](a.svg)\n\n![b](b.svg)\n");
    let nested =
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}{}</svg>", "<g>".repeat(20_000), "</g>".repeat(20_000));
    course.write("course/steps/a.svg", nested);
    let entities: String =
        (1..12).map(|n| format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10))).collect();
    let grown = format!(
        "<!DOCTYPE svg [<!ENTITY a0 \"a\">{entities}]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&a11;</text></svg>"
    );
    course.write("course/steps/b.svg", grown);
    assert_eq!(codes(&course.check(LIMIT)), ["missing-picture"]);
    assert_eq!(course.check(LIMIT).len(), 4);
}

#[test]
fn ten_thousand_mistakes_are_reported_soon() {
    let course = Course::new();
    course.write("book.yaml", BOOK.replace("checks: {orphan: off}\n", ""));
    let end = |n: usize| if n.is_multiple_of(4) { "\n\n" } else { "\n" };
    let line = |n: usize| format!("See [[step/lisen-{n}]] and 客户的[[term:t{n}]].{}", end(n));
    let text: String = (0..10_000).map(line).collect();
    course.step("en", &text);
    let report = course.check(LIMIT);
    assert_eq!(report.len(), 20_000);
    let run = course.run(&["check"]);
    assert!(run.took < LIMIT, "the report for people took {:?}", run.took);
    assert!(run.stderr.ends_with("20000 errors\n"), "{}", run.stderr.lines().last().unwrap_or_default());
    // All of them on one line.
    let course = Course::new();
    course.step("en", &text.replace('\n', " "));
    let run = course.run(&["check"]);
    assert!(run.took < LIMIT, "the report for people took {:?}", run.took);
}

#[test]
fn a_large_course_is_checked_soon() {
    let course = Course::new();
    for n in 2..=1_500 {
        for language in ["en", "zh"] {
            let text = format!(
                "---\ntitle: T{n}\n---\n\nSee [[step/s{}]] and [[s{}]] and [[step/none{n}]].\n",
                n.max(3) - 1,
                n.max(3) - 1
            );
            course.write(&format!("course/steps/{n:04}-s{n}.{language}.md"), text);
        }
    }
    let report = course.check(LIMIT);
    assert_eq!(codes(&report), ["dangling-reference"]);
    assert_eq!(report.len(), 2 * 1_499);
}

/// As much as a page may hold of one kind passes; more is refused at its place, once in each language.
#[test]
fn there_can_be_too_much_of_everything() {
    let notes = |count: usize| -> String { (0..count).map(|n| format!("a[^{n}]\n\n[^{n}]: b\n\n")).collect() };
    let columns = |count: usize| format!("|{}\n|{}\n|{}\n", "a|".repeat(count), "-|".repeat(count), "b|".repeat(count));
    let table = |rows: usize| format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(rows));
    let quiz =
        |options: usize| format!(":::quiz\n1. Which?\n\n   - [x] this\n{}:::\n", "   - [ ] that\n".repeat(options - 1));
    let questions =
        |count: usize| format!(":::quiz\n{}:::\n", "1. Which?\n\n   - [x] this\n   - [ ] that\n\n".repeat(count));
    let code = |lines: usize| format!("```\n{}```\n", "a\n".repeat(lines));
    let title = |words: usize| format!(":::say[{}]\na\n:::\n", "a ".repeat(words));
    let (blocks, marks, long) = ("5000 paragraphs", "1000 links, references", "more than 16 KiB");
    let cases = [
        ("footnotes", notes(500), notes(501), "this page has more than 500 footnotes"),
        ("columns", columns(100), columns(101), "this table has more than 100 columns"),
        ("rows", table(2_000), table(20_000), blocks),
        ("headings", "## A\n\n".repeat(4_000), "## A\n\n".repeat(6_000), blocks),
        ("alerts", "> [!NOTE]\n> a\n\n".repeat(1_000), "> [!NOTE]\n> a\n\n".repeat(6_000), blocks),
        ("items", "- a\n".repeat(2_000), "- a\n".repeat(6_000), blocks),
        ("options", quiz(500), quiz(6_000), blocks),
        ("questions", questions(300), questions(301), "this quiz has more than 300 questions"),
        ("boxes", ":::say\na\n:::\n".repeat(1_000), ":::say\na\n:::\n".repeat(6_000), blocks),
        ("code", code(2_000), code(2_001), "this code has more than 2000 lines"),
        ("references", "[[listen]] ".repeat(1_000), "[[listen]] ".repeat(20_000), marks),
        ("emphasis", "*a* ".repeat(1_000), "*a* ".repeat(20_000), marks),
        ("back-ticks", "a ".to_owned() + &"`".repeat(16_000), "a ".to_owned() + &"`".repeat(1_100_000), long),
        ("stars", "a ".to_owned() + &"*".repeat(16_000), "a ".to_owned() + &"*".repeat(1_100_000), long),
        ("a word", "a".repeat(16_000), "a".repeat(1_000_000), long),
        ("Chinese", "客户".repeat(2_500), "客户".repeat(170_000), long),
        ("a line of code", format!("    {}\n", "a".repeat(16_000)), format!("    {}\n", "a".repeat(17_000)), long),
        ("a title", title(8_000), title(9_000), long),
    ];
    for (name, most, more, message) in cases {
        let course = Course::new();
        course.steps(&most);
        let report = course.check(LIMIT);
        let wrong = report.iter().find(|line| line.contains("error["));
        assert!(wrong.is_none(), "{name}: {}", wrong.map_or("", String::as_str));
        course.steps(&more);
        let run = course.run(&["build", "--format", "short"]);
        assert!(run.took < LIMIT, "{name}: took {:?}", run.took);
        assert_eq!(run.code, Some(1), "{name}: {}{}", run.stdout, run.stderr);
        let report: Vec<&str> = run.stdout.lines().filter(|line| line.contains("error[")).collect();
        assert!(report.iter().all(|line| line.contains("[too-large]")), "{name}: {}", report.join("\n"));
        let said = report.iter().filter(|line| line.contains(message)).count();
        assert_eq!(said, 2, "{name}: {}", report.join("\n"));
    }
}

/// Much of everything on one page is printed, too, in two languages side by side.
#[test]
fn what_is_not_too_much_is_printed() {
    let all = [
        (0..250).map(|n| format!("a[^{n}]\n\n[^{n}]: b\n\n")).collect(),
        "Hear [[listen|her]] out. ".repeat(500),
        "\n\n## A\n\n".to_owned() + &"a. ".repeat(3_000) + "\n\n",
        "- a\n".repeat(500),
        format!("\n|{}\n|{}\n|{}\n\n", "a|".repeat(100), "-|".repeat(100), "b|".repeat(100)),
        format!("```\n{}```\n", "a\n".repeat(1_000)),
    ];
    let course = Course::new();
    course.steps(&all.concat());
    let run = course.run(&["build", "site", "handbook", "--lang", "en-zh", "--edition", "learner"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    assert!(run.took < LIMIT, "took {:?}", run.took);
}

#[test]
fn thousands_of_mistakes_among_thousands_of_names_are_reported_soon() {
    let course = Course::new();
    for n in 0..2_000 {
        let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>";
        course.write(&format!("course/steps/lion-{n}.svg"), drawing);
    }
    course.step("en", &(0..2_000).map(|n| format!("![a](loin-{n}x.svg)\n\n")).collect::<String>());
    let report = course.check(LIMIT);
    assert_eq!(report.iter().filter(|line| line.contains("[missing-picture]")).count(), 2_000);
    let course = Course::new();
    let notes: String = (0..450).map(|n| format!("a[^nope{n}x]b[^note{n}]\n\n[^note{n}]: c\n\n")).collect();
    course.steps(&notes);
    assert_eq!(codes(&course.check(LIMIT)), ["dangling-reference"]);
}

#[test]
fn a_glossary_of_thousands_of_terms_is_checked_soon() {
    let course = Course::new();
    let term = |n: usize| {
        format!("t{n}:\n  en: {{term: term {n} x, definition: a}}\n  zh: {{term: 术语{n}号, definition: 甲}}\n")
    };
    course.write("course/glossary.yaml", (0..4_000).map(term).collect::<String>());
    course.step("en", &(0..1_000).map(|n| format!("This is term {n} x.\n\n")).collect::<String>());
    course.step("zh", &(0..1_000).map(|n| format!("这是术语{}号。\n\n", n + n % 2)).collect::<String>());
    let report = course.check(Duration::from_secs(30));
    assert_eq!(codes(&report), ["inconsistent-term"]);
    assert_eq!(report.len(), 500);
    // What there is too much of is said, and not what else there might be.
    course.write("course/glossary.yaml", (0..16_000).map(term).collect::<String>());
    let report = course.check(LIMIT).join("\n");
    assert!(report.contains("error[yaml]: there are more than 150000 values in this YAML"), "{report}");
}
