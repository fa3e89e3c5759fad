//! The verbs that change a course: `new`, `add`, `move`, `rename`, `renumber`, `remove`. Whatever they change, every reference leads where it led, and
//! what is taken back leaves every byte as it was.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use diglot::course::tree::{self, BlockKind, Inline, Resolved};
use diglot::course::{Course as Resolution, Target};
use diglot::diagnostic::Strictness;
use diglot::project::{Memo, Project, load};
use diglot::sources::Sources;

use crate::support::{Course, Run, diglot, pictures, random, shown};

/// Where everything on a page leads, in the order of its text: by page and language.
type Ways = BTreeMap<(String, usize), Vec<String>>;

fn ways(folder: &Path) -> Ways {
    let loaded = load(folder, Sources::default(), &mut Memo::once(), Strictness::Usual).expect("there is a course");
    let course = match loaded.project {
        Project::Unreadable => panic!("{:#?}", loaded.diagnostics),
        Project::Faulty(faulty) => faulty.course,
        Project::Sound(sound) => sound.course,
    };
    let mut ways = Ways::new();
    let items = course.item_ixs().map(|ix| (course.id(ix), &course.item(ix).page));
    let pages = items.chain(course.front.as_ref().map(|page| (String::new(), page)));
    for (id, page) in pages {
        for (lang, text) in page.texts.iter() {
            let own = ways.entry((id.clone(), lang.index())).or_default();
            for blocks in text.flows() {
                tree::blocks(blocks, &mut |block| {
                    if let BlockKind::Figure { picture, .. } = &block.kind {
                        own.push(picture_name(&course, *picture));
                    }
                });
                tree::inlines(blocks, &mut |inline: &Inline<Resolved>| match inline {
                    Inline::Image { picture, .. } => own.push(picture_name(&course, *picture)),
                    Inline::Reference { target, .. } => own.push(target_name(&course, target)),
                    _ => {}
                });
            }
        }
    }
    for relation in &course.relations {
        for item in course.item_ixs() {
            let targets = relation.targets(item).iter().map(|&to| course.id(to)).collect();
            ways.insert((format!("{} of {}", relation.key, course.id(item)), 0), targets);
        }
    }
    ways
}

/// The last part of its path, since the folder of an item may have another name.
fn picture_name(course: &Resolution, picture: diglot::course::AssetIx) -> String {
    course.asset(picture).path.rsplit('/').next().unwrap_or_default().to_owned()
}

fn target_name(course: &Resolution, target: &Target) -> String {
    match target {
        Target::Item(item) => course.id(*item),
        Target::Anchor(item, id) => format!("{}#{id}", course.id(*item)),
        other => format!("{other:?}"),
    }
}

/// The same with another name for an item and what lies below it.
fn renamed(ways: &Ways, from: &str, to: &str) -> Ways {
    let name = |name: &str| {
        let (before, id) = name.rsplit_once(" of ").map_or(("", name), |(key, id)| (key, id));
        let new = match id.strip_prefix(from).filter(|rest| rest.is_empty() || rest.starts_with(['/', '#'])) {
            Some(rest) => format!("{to}{rest}"),
            None => id.to_owned(),
        };
        if before.is_empty() { new } else { format!("{before} of {new}") }
    };
    ways.iter().map(|((id, lang), targets)| ((name(id), *lang), targets.iter().map(|id| name(id)).collect())).collect()
}

/// The random courses of these seeds that are sound.
fn sound(seeds: Range<u64>) -> impl Iterator<Item = (u64, Course)> {
    let courses = seeds.map(|seed| (seed, random::course(seed)));
    courses.filter(|(_, course)| course.run(&["check"]).code == Some(0))
}

#[track_caller]
fn done(run: &Run) {
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
}

/// The items of a course on the disk, without the pages below them.
fn items(folder: &Path) -> Vec<String> {
    let mut ids: Vec<String> = ways(folder).into_keys().map(|(id, _)| id).collect();
    ids.retain(|id| id.matches('/').count() == 1 && !id.contains(' '));
    ids.dedup();
    ids
}

#[test]
fn what_is_moved_or_renamed_is_found_by_everyone_and_back_it_is_as_it_was() {
    let mut tried = 0;
    for (seed, course) in sound(0..40) {
        let (files, before) = (shown(course.path()), ways(course.path()));
        for (n, id) in items(course.path()).into_iter().enumerate().filter(|(n, _)| n % 2 == seed as usize % 2) {
            let (kind, slug) = id.split_once('/').expect("an id");
            done(&course.run(&["rename", &id, "another-name"]));
            let now = format!("{kind}/another-name");
            assert_eq!(ways(course.path()), renamed(&before, &id, &now), "seed {seed}, {id}");
            done(&course.run(&["rename", &now, slug]));
            assert!(shown(course.path()) == files, "seed {seed}: {id} is not as it was");
            let place = if n % 3 == 0 { "0" } else { "1" };
            done(&course.run(&["move", &id, "--at", place]));
            assert_eq!(ways(course.path()), before, "seed {seed}, {id}");
            tried += 1;
            if shown(course.path()) == files {
                continue;
            }
            // Taken back, as far as an order alone can say it: the first one may have been 0.
            let copy = Course::empty();
            for (path, bytes) in &files {
                copy.write(path.to_str().expect("a path"), bytes);
            }
            fs::remove_dir_all(course.path().join("course")).expect("it is there");
            crate::support::copy(copy.path(), course.path());
        }
    }
    assert!(tried > 20, "{tried}");
}

#[test]
fn numbers_with_gaps_are_closed_and_links_follow() {
    for (seed, course) in sound(40..60) {
        let (files, before) = (shown(course.path()), ways(course.path()));
        // Every number times ten, but for a preface's 0.
        let spread = |path: &str| {
            let parts = path.split('/').map(|part| match part.split_once('-') {
                Some((number, rest))
                    if number.len() == 2 && number.bytes().all(|b| b.is_ascii_digit()) && number != "00" =>
                {
                    format!("{number}0-{rest}")
                }
                _ => part.to_owned(),
            });
            parts.collect::<Vec<_>>().join("/")
        };
        fs::remove_dir_all(course.path().join("course")).expect("it is there");
        for (path, bytes) in &files {
            course.write(&spread(path.to_str().expect("a path")), bytes);
        }
        let dry = shown(course.path());
        done(&course.run(&["renumber", "--dry-run"]));
        assert!(shown(course.path()) == dry, "seed {seed}: something was done");
        done(&course.run(&["renumber"]));
        assert_eq!(ways(course.path()), before, "seed {seed}");
        // The width of the numbers is the author's.
        let narrow = |path: &Path| path.to_str().expect("a path").replace("/0", "/").replace("/00", "/0");
        let names = |files: &BTreeMap<std::path::PathBuf, Vec<u8>>| {
            files.keys().map(|path| narrow(path)).map(|p| p.replace("/0", "/")).collect::<Vec<_>>()
        };
        let (mut now, mut then) = (names(&shown(course.path())), names(&files));
        now.sort();
        then.sort();
        assert_eq!(now, then, "seed {seed}");
    }
}

/// Two items with a page and pictures, and every way of naming them.
fn linked() -> Course {
    let course = Course::empty();
    course.write(
        "book.yaml",
        "title: {en: T, zh: 题}\nlanguages: [en, zh]\nkinds:\n  step: {folder: steps, label: {en: \"Step {n}\", zh: \"第{n}步\"}, plural: {en: Steps, zh: 步骤}}\n  action: {folder: actions, label: {en: \"Action {n}\", zh: \"行动{n}\"}, plural: {en: Actions, zh: 行动}}\nrelations:\n  actions: {from: step, to: action, label: {en: A, zh: 甲}, inverse: {en: B, zh: 乙}}\n",
    );
    for language in ["en", "zh"] {
        course.write(&format!("course/steps/01-listen/index.{language}.md"), "# Listen\n\n![A dot](dot.png)\n");
        course.write(
            &format!("course/steps/01-listen/01-nod.{language}.md"),
            "# Nod\n\n[up](index.en.md), [same](../01-listen/01-nod.en.md#nod)\n\n## Nod {#nod}\n\nText.\n",
        );
        course.write(&format!("course/steps/02-ask.{language}.md"), LINKS);
        course.write(&format!("course/actions/01-write.{language}.md"), "# Write\n\nSee [[ask]] and [[listen#x]].\n");
    }
    course.write(
        "course/steps/02-ask.en.md",
        format!("---\ntitle: Ask\nactions: [write]\n---\n{}", LINKS.trim_start_matches("# Ask\n")),
    );
    for language in ["en", "zh"] {
        let path = format!("course/steps/01-listen/index.{language}.md");
        let text = fs::read_to_string(course.path().join(&path)).expect("it was written");
        course.write(&path, format!("{text}\n## A place {{#x}}\n\nText.\n"));
    }
    course.write("course/steps/01-listen/dot.png", pictures::ALL[1].1());
    course.write("course/steps/01-listen/.hidden", "with its folder");
    course
}

const LINKS: &str = "# Ask

[[step/listen]], [[listen]], [[step/listen#x|the place]], [[listen#x]], [[step/listen/nod]], [[nod]], [[step/listen/nod#nod]].

| a table |
|---|
| [[step/listen\\|words]] |

[a](01-listen/index.en.md), [b](./01-listen/index.en.md#x \"title\"), [c](/steps/01-listen), [d](../steps/listen.html#x), [e](<01-listen/01-nod.en.md>), [f][label], [label].

![dot](01-listen/dot.png) and <a href=\"01-listen/01-nod.en.md\">by a tag</a>, <img src=\"01-listen/dot.png\" alt=\"dot\">.

`[[step/listen]]` is code, and so is

    [[step/listen]] 01-listen/index.en.md

A note.[^n]

[^n]: See [[listen]].

[label]: 01-listen/index.en.md#x
";

#[test]
fn every_way_of_naming_an_item_follows() {
    let course = linked();
    let check = course.run(&["check", "--format", "short"]);
    done(&check);
    let (files, before) = (shown(course.path()), ways(course.path()));
    done(&course.run(&["rename", "step/listen", "hear-out"]));
    assert_eq!(ways(course.path()), renamed(&before, "step/listen", "step/hear-out"));
    let text = fs::read_to_string(course.path().join("course/steps/02-ask.zh.md")).expect("it is there");
    let expected = LINKS
        .replace("[[step/listen", "[[step/hear-out")
        .replace("[[listen", "[[hear-out")
        .replace("01-listen/", "01-hear-out/")
        .replace("(/steps/01-listen)", "(/steps/01-hear-out)")
        .replace("steps/listen.html", "steps/hear-out.html")
        .replace("`[[step/hear-out]]`", "`[[step/listen]]`")
        .replace("    [[step/hear-out]] 01-hear-out/index.en.md", "    [[step/listen]] 01-listen/index.en.md");
    assert_eq!(text, expected);
    assert_eq!(course.run(&["check", "--format", "short"]).stdout, check.stdout, "nothing else is wrong now");
    assert!(course.path().join("course/steps/01-hear-out/.hidden").exists(), "all of the folder comes along");
    done(&course.run(&["rename", "step/hear-out", "listen"]));
    assert!(shown(course.path()) == files, "it is as it was");
    done(&course.run(&["move", "step/listen", "--after", "ask"]));
    assert_eq!(ways(course.path()), before);
    assert!(course.path().join("course/steps/02-listen/dot.png").exists());
    assert!(!course.path().join("course/steps/01-listen").exists());
    done(&course.run(&["move", "step/listen", "--before", "step/ask"]));
    assert!(shown(course.path()) == files, "it is as it was");
}

#[test]
fn a_name_that_two_kinds_share_is_written_in_full() {
    let course = linked();
    let before = ways(course.path());
    done(&course.run(&["add", "action", "listen", "--title", "en=Ears", "--title", "zh=耳朵"]));
    let after = ways(course.path());
    for (page, targets) in before {
        assert_eq!(after[&page], targets, "{page:?}");
    }
    done(&course.run(&["rename", "action/write", "ask"]));
    let text = fs::read_to_string(course.path().join("course/actions/01-ask.en.md")).expect("it is there");
    assert!(text.contains("See [[step/ask]] and [[step/listen#x]]."), "{text}");
}

#[test]
fn what_is_added_comes_out_again() {
    let course = linked();
    let (files, before) = (shown(course.path()), ways(course.path()));
    done(&course.run(&["add", "step", "wait", "--before", "listen", "--folder"]));
    done(&course.run(&["add", "step", "listen/smile", "--at", "1", "--title", "zh=微笑"]));
    assert!(course.path().join("course/steps/01-wait/index.zh.md").exists());
    let added = fs::read_to_string(course.path().join("course/steps/02-listen/01-smile.zh.md")).expect("it is there");
    assert!(added.contains("title: \"微笑\""), "{added}");
    assert!(course.path().join("course/steps/02-listen/02-nod.en.md").exists());
    let check = course.run(&["check"]);
    done(&check);
    done(&course.run(&["remove", "step/wait"]));
    done(&course.run(&["remove", "step/listen/smile"]));
    assert!(shown(course.path()) == files, "it is as it was");
    assert_eq!(ways(course.path()), before);
}

#[test]
fn what_is_needed_is_not_removed() {
    let course = linked();
    let files = shown(course.path());
    let run = course.run(&["remove", "step/listen", "--messages", "zh"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(
        run.stderr.contains("course/actions/01-write.zh.md:3:") && run.stderr.contains("这里指向要删去的内容"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("course/steps/02-ask.en.md"), "{}", run.stderr);
    let relation = course.run(&["remove", "action/write"]);
    assert!(relation.stderr.contains("actions: [write]"), "{}", relation.stderr);
    assert!(shown(course.path()) == files, "nothing was changed");
}

#[test]
fn a_wish_that_cannot_be_met_says_why_and_changes_nothing() {
    let course = linked();
    course.write("course/actions/02-Write.en.md", "# Other\n");
    let files = shown(course.path());
    for (arguments, says) in [
        (&["rename", "step/listen", "ask"][..], "there is an item `step/ask` already"),
        (&["rename", "step/listen", "Hear Out"], "`Hear Out` cannot be a slug"),
        (&["rename", "step/lisen", "hear"], "did you mean `step/listen`?"),
        (&["rename", "listen", "hear"], "did you mean `step/listen`?"),
        (&["add", "step", "ask"], "there is an item `step/ask` already"),
        (&["add", "stap", "x"], "the kinds of this book are `step`, `action`"),
        (&["add", "step", "x", "--title", "fr=X"], "`fr` is not a language of this book"),
        (&["add", "step", "wait/x"], "there is no item `step/wait`"),
        (&["move", "step/ask"], "the new place is missing"),
        (&["move", "step/ask", "--at", "5"], "there is no place 5 yet"),
        (&["move", "step/ask", "--after", "nowhere"], "there is no item `step/nowhere`"),
        (&["move", "step/ask", "--after", "action/write"], "is not numbered together with"),
        (&["renumber", "steps"], "there is no kind `steps`"),
        (&["add", "action", "x", "--at", "2", "--book", "nowhere"], "no `book.yaml` here"),
        (&["new", "."], "this folder is not empty"),
        (&["new", "fresh", "--languages", "en,en"], "a second time"),
    ] {
        let run = course.run(arguments);
        assert_eq!(run.code, Some(2), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(says), "{arguments:?}: {}", run.stderr);
        assert!(shown(course.path()) == files, "{arguments:?} changed something");
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_not_moved_and_a_broken_text_stops_everything() {
    let course = linked();
    std::os::unix::fs::symlink("dot.png", course.path().join("course/steps/01-listen/link.png")).expect("a link");
    let run = course.run(&["move", "step/listen", "--after", "ask"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("symbolic link"), "{}", run.stderr);
    course.write("course/actions/01-write.zh.md", ":::exercise\nnever closed\n");
    let run = course.run(&["rename", "step/ask", "question"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(
        run.stderr.contains("course/actions/01-write.zh.md:1:1") && run.stderr.contains("nothing was changed"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_new_course_is_sound_and_looks_finished() {
    let folder = Course::empty();
    for (name, arguments) in [
        ("both", &[][..]),
        ("chinese", &["--languages", "zh,en", "--title", "zh=投诉处理"]),
        ("one", &["--languages", "zh"]),
        ("english", &["--languages", "en", "--title", "en=Complaints: \"how\""]),
    ] {
        done(&diglot(folder.path(), &[&["new", name], arguments].concat()));
        let strict = diglot(folder.path(), &["check", "--strict", "--book", name]);
        assert_eq!((strict.code, strict.stderr.lines().count()), (Some(0), 1), "{}", strict.stderr);
        done(&diglot(folder.path(), &["build", "--strict", "--book", name]));
        assert!(folder.path().join(name).join("dist/site/index.html").exists());
    }
    let identifiers = ["both", "one"].map(|name| {
        let book = fs::read_to_string(folder.path().join(name).join("book.yaml")).expect("it was written");
        book.lines().find(|line| line.starts_with("identifier: urn:uuid:")).expect("one is there").to_owned()
    });
    assert_ne!(identifiers[0], identifiers[1]);
}

/// The shipped course, each of its items: the whole way there and back.
#[test]
fn the_shipped_course_can_be_renamed_throughout() {
    let course = Course::copied("course");
    let root = Course::empty();
    crate::support::copy(course.path(), &root.path().join("course"));
    root.write("book.yaml", include_bytes!("../../book.yaml"));
    let (files, before) = (shown(root.path()), ways(root.path()));
    let ids = ["module/mindset", "step/listen", "action/nod", "type/driver"];
    let mut expected = before.clone();
    for id in ids {
        let kind = id.split_once('/').expect("an id").0;
        done(&root.run(&["rename", id, "some-other"]));
        expected = renamed(&expected, id, &format!("{kind}/some-other"));
    }
    assert_eq!(ways(root.path()), expected);
    let strict = root.run(&["check", "--strict"]);
    done(&strict);
    for id in ids {
        let (kind, slug) = id.split_once('/').expect("an id");
        done(&root.run(&["rename", &format!("{kind}/some-other"), slug]));
    }
    assert!(shown(root.path()) == files, "it is as it was");
}
