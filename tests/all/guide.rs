//! The guide (`docs/guide`), a course of its own: that it builds without a warning, and that nothing is missing in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use diglot::diagnostic::Code;

use crate::support::built::{ROOT, guide};
use crate::support::{Course, diglot, files, node};

const LANGUAGES: [&str; 2] = ["en", "zh"];

/// A page of the guide's website: `reference/book`.
fn page(language: &str, name: &str) -> String {
    let path = guide().join("site").join(language).join(format!("{name}.html"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The ids of the headings of a page, each with what stands below it.
fn sections(page: &str) -> Vec<(&str, &str)> {
    page.split("<h2 id=\"").skip(1).filter_map(|rest| rest.split_once('"')).collect()
}

/// The texts of the guide in every language.
fn texts() -> Vec<(PathBuf, String)> {
    let all = files(&Path::new(ROOT).join("docs/guide/course")).into_iter();
    let texts = all.filter(|(path, _)| path.extension().is_some_and(|extension| extension == "md"));
    texts.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("texts are UTF-8"))).collect()
}

/// The names between backticks.
fn names(text: &str) -> impl Iterator<Item = String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned)
}

#[test]
fn it_builds_without_a_warning() {
    for file in ["site/en/index.html", "site/zh/index.html", "print/handbook.en.pdf", "print/handbook.zh.pdf"] {
        assert!(guide().join(file).is_file(), "{file}");
    }
}

#[test]
fn a_command_is_copied_with_one_press() {
    node("copy.js", &[guide()]);
}

#[test]
fn every_code_is_explained_with_an_example() {
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    for language in LANGUAGES {
        let folder = guide().join("site").join(language).join("messages");
        let pages: Vec<String> = files(&folder)
            .into_iter()
            .filter(|(path, _)| !path.ends_with("index.html"))
            .map(|(_, bytes)| String::from_utf8(bytes).expect("pages are UTF-8"))
            .collect();
        let sections: Vec<(&str, &str)> = pages.iter().flat_map(|page| sections(page)).collect();
        let found: BTreeSet<&str> = sections.iter().map(|(id, _)| *id).collect();
        assert_eq!(found, codes, "{language}");
        assert_eq!(found.len(), sections.len(), "{language}: a code has two headings");
        for (code, section) in sections {
            assert!(section.contains("<pre") || section.contains("<table"), "{language}: {code} has no example");
        }
    }
}

/// Every key that a file of settings takes, as the reports of unknown ones list them.
fn keys(file: &str, text: &str) -> BTreeSet<String> {
    let course = Course::new();
    course.write(file, text);
    let report = course.run(&["check"]).stderr;
    let lists = report.lines().filter_map(|line| line.split_once("the keys here are ").map(|(_, list)| list));
    let keys: BTreeSet<String> = lists.flat_map(names).collect();
    assert_eq!(text.matches("zzzzzz").count(), report.matches("unknown key `zzzzzz`").count(), "{report}");
    keys
}

#[test]
fn every_key_is_in_the_reference() {
    let book = "\
title: A test
languages: [en, zh]
kinds:
  step: {folder: steps, label: \"Step {n}\", plural: Steps, zzzzzz: 1}
relations:
  steps: {from: step, to: step, label: Steps, inverse: Steps, zzzzzz: 1}
outputs:
  zzzzzz: {}
  site: {zzzzzz: 1}
  handbook: {zzzzzz: 1}
  booklet: {zzzzzz: 1}
  handouts: {zzzzzz: 1}
  kit: {zzzzzz: 1}
plans:
  day: {title: Day, zzzzzz: 1}
zzzzzz: 1
";
    let theme = "\
colours: {zzzzzz: 1}
links:
  - {label: Help, url: https://help.example/, zzzzzz: 1}
print:
  fonts: {zzzzzz: 1, serif: {zzzzzz: 1}}
  margins: {zzzzzz: 1}
  zzzzzz: 1
zzzzzz: 1
";
    for (name, file, text) in [("reference/book", "book.yaml", book), ("reference/theme", "theme.yaml", theme)] {
        let keys = keys(file, text);
        assert!(keys.len() > 12, "{keys:?}");
        for language in LANGUAGES {
            let page = page(language, name).replace("<wbr/>", "");
            let said = |key: &str| page.contains(&format!("<code>{key}</code>"));
            let missing: Vec<&String> = keys.iter().filter(|key| !said(key)).collect();
            assert!(missing.is_empty(), "{language}: {name} says nothing of {missing:?}");
        }
    }
}

/// The verbs that a help lists, but for `help`.
fn listed(help: &str) -> Vec<&str> {
    let list = help.split_once("Commands:\n").map_or("", |(_, list)| list);
    let lines = list.lines().take_while(|line| !line.is_empty());
    let verbs = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    verbs.filter_map(|line| line.split_whitespace().next()).filter(|verb| *verb != "help").collect()
}

/// The verbs of the command line, and the long arguments of each, with those of the verbs below it.
fn verbs() -> Vec<(String, BTreeSet<String>)> {
    let help = |words: &[&str]| diglot(Path::new(ROOT), &[&["help"], words].concat()).stdout;
    let all = help(&[]);
    let verbs = listed(&all);
    assert!(verbs.contains(&"build") && verbs.contains(&"i18n"), "{all}");
    let arguments = |verb: &str| {
        let own = help(&[verb]);
        let below: String = listed(&own).into_iter().map(|below| help(&[verb, below])).collect();
        let all = own + &below;
        let lines = all.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
        let words = lines.flat_map(|line| line.split([' ', ',', '=']).filter(|word| word.starts_with("--")));
        words.map(str::to_owned).collect()
    };
    verbs.into_iter().map(|verb| (verb.to_owned(), arguments(verb))).collect()
}

#[test]
fn every_verb_and_argument_is_in_the_reference() {
    let verbs = verbs();
    for language in LANGUAGES {
        let page = page(language, "reference/command-line");
        let found: Vec<&str> = sections(&page).into_iter().map(|(id, _)| id).collect();
        for (verb, arguments) in &verbs {
            assert!(found.contains(&verb.as_str()), "{language}: {verb} has no heading");
            let unsaid = arguments.iter().filter(|name| !["--help", "--version"].contains(&name.as_str()));
            let missing: Vec<&String> = unsaid.filter(|name| !page.contains(name.as_str())).collect();
            assert!(missing.is_empty(), "{language}: {verb} {missing:?}");
        }
    }
}

/// The blocks of code of a text of the guide, called `start/page`, each with the words behind its fence.
fn blocks(name: &str, language: &str) -> Vec<(String, String)> {
    let (folder, slug) = name.split_once('/').expect("a folder and a slug");
    let ending = format!("-{slug}.{language}.md");
    let named = |path: &Path| {
        path.parent().is_some_and(|parent| parent.ends_with(folder)) && path.to_string_lossy().ends_with(&ending)
    };
    let (_, text) = texts().into_iter().find(|(path, _)| named(path)).expect("the guide has this text");
    let (mut blocks, mut open): (Vec<(String, String)>, bool) = (Vec::new(), false);
    for line in text.lines() {
        match line.trim_start().strip_prefix("```") {
            Some(info) => {
                open = !open;
                if open {
                    blocks.push((info.to_owned(), String::new()));
                }
            }
            None if open => *blocks.last_mut().map(|(_, code)| code).expect("a block is open") += &format!("{line}\n"),
            None => {}
        }
    }
    blocks
}

/// The arguments of the lines that call `diglot`, but for the preview, which would not end.
fn commands(code: &str) -> Vec<Vec<String>> {
    let lines = code
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("diglot "))
        .filter(|line| !line.starts_with("serve"));
    let words = |line: &str| {
        let parts = line.split('"').enumerate();
        let words = parts.flat_map(|(i, part)| if i % 2 == 1 { vec![part] } else { part.split_whitespace().collect() });
        words.map(str::to_owned).collect()
    };
    lines.map(words).collect()
}

/// The work with a lock as the guide has it, on the course that `diglot new` makes.
#[test]
fn a_translation_is_looked_after_as_the_guide_says() {
    const MODULE: &str = "course/modules/01-first-module.en.md";
    for language in LANGUAGES {
        let place = Course::empty();
        assert_eq!(diglot(place.path(), &["new", "."]).code, Some(0));
        let text = fs::read_to_string(place.path().join(MODULE)).expect("the first module");
        let code: String = blocks("tasks/translate", language).into_iter().map(|(_, code)| code).collect();
        let mut stale = 0;
        for command in commands(&code) {
            let file = place.path().join("dist/i18n/my-course.zh.xlsx");
            match &command.join(" ") {
                line if line.starts_with("i18n export") => {
                    let now = fs::read_to_string(place.path().join(MODULE)).expect("the first module");
                    place.write(MODULE, now + "\nA passage that is new.\n");
                }
                // As if it had come back.
                line if line.starts_with("i18n import") => {
                    fs::copy(&file, place.path().join("my-course.zh.xlsx")).expect("it was exported");
                }
                _ => {}
            }
            let run = place.run(&command.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(run.code, Some(0), "{language}: {command:?}\n{}", run.stderr);
            if command == ["i18n", "accept"] {
                place.write(MODULE, text.replace("A dialogue shows how it sounds.", "A dialogue is spoken."));
            }
            stale += run.stdout.matches("first-module.zh.md:17: stale").count();
        }
        assert_eq!(stale, 1, "{language}: {code}");
        assert!(!place.run(&["check"]).stderr.contains("stale"), "{language}: what was named is accepted");
    }
}

/// What the first course of the guide and its page on moving things tell a reader to type and to paste.
#[test]
fn the_first_steps_work_as_they_are_written() {
    for language in LANGUAGES {
        let place = Course::empty();
        let folder = place.path().join("my-course");
        let run = |command: &[String]| {
            let inside = if folder.exists() { &folder } else { place.path() };
            let run = diglot(inside, &command.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(run.code, Some(0), "{language}: {command:?}\n{}", run.stderr);
        };
        let module = |language: &str| folder.join(format!("course/modules/03-our-shop.{language}.md"));
        let front = |language: &str| folder.join(format!("course/index.{language}.md"));
        let text = |file: &Path| fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let mut pasted = LANGUAGES.into_iter();
        for step in ["start/install", "start/new", "start/words", "start/page", "start/print"] {
            for (info, code) in blocks(step, language) {
                match (step, info.as_str()) {
                    (_, "sh") => {
                        // Before anything is removed, the lines that lead to it are.
                        for file in LANGUAGES.map(front).iter().filter(|_| code.contains("diglot remove")) {
                            let text = text(file);
                            let kept: Vec<&str> = text.lines().filter(|line| !line.contains("[[")).collect();
                            assert_eq!(text.lines().count(), kept.len() + 3, "{}", file.display());
                            fs::write(file, kept.join("\n") + "\n").expect("the file can be written");
                        }
                        commands(&code).iter().for_each(|command| run(command));
                    }
                    ("start/words", "md") => assert!(text(&front(language)).starts_with(&code), "{language}: {code}"),
                    ("start/words", "yaml") => {
                        assert!(text(&folder.join("book.yaml")).contains(&code), "{language}: {code}");
                    }
                    ("start/page", "md") => {
                        let file = module(pasted.next().expect("a text for each language"));
                        let text = text(&file);
                        let (first, _) = text.split_once("<!--").expect("a line to delete");
                        fs::write(file, format!("{first}{code}")).expect("the file can be written");
                    }
                    // Where the system looks for programs.
                    ("start/install", "powershell" | "bash") => {}
                    other => panic!("{language}: nobody tries {other:?}"),
                }
            }
        }
        run(&["check".to_owned(), "--strict".to_owned()]);
        let handout = folder.join(format!("dist/print/handouts/our-shop.{language}.learner.pdf"));
        assert!(handout.is_file() && folder.join("dist/site/index.html").is_file(), "{language}");
        let moved = blocks("tasks/arrange", language);
        let moved: Vec<Vec<String>> = moved.iter().flat_map(|(_, code)| commands(code)).collect();
        assert!(moved.len() > 6, "{moved:?}");
        moved.iter().for_each(|command| run(command));
    }
}

#[test]
fn every_full_book_is_read() {
    const OPENING: &str = "```yaml book.yaml\n";
    let mut read = 0;
    for (path, text) in texts() {
        for rest in text.split(OPENING).skip(1) {
            let (book, _) = rest.split_once("\n```").expect("the block has an end");
            let languages = book.lines().find_map(|line| line.strip_prefix("languages: [")).expect("languages");
            let course = Course::empty();
            course.write("book.yaml", book);
            course.write("names.csv", "name\nAnna Berger\n");
            for language in languages.trim_end_matches(']').split(", ") {
                course.write(&format!("course/index.{language}.md"), "# Front page\n");
            }
            let run = course.run(&["check", "--strict"]);
            assert_eq!(run.code, Some(0), "{}:\n{book}\n{}", path.display(), run.stdout);
            read += 1;
        }
    }
    assert!(read >= 6, "{read} examples");
}
