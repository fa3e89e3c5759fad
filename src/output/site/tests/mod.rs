//! A small course, made into a website in memory.

mod addresses;
mod kept;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use super::*;
use crate::course::edition;
use crate::project;
use crate::project::Memo;
use crate::sources::{Attachment, Sources};

const BOOK: &str = "title: {en: Course, zh: 课程}
description: {en: What to do., zh: 怎么做。}
site-url: https://a.example/c/
languages: [en, zh]
kinds:
  step: {folder: steps, label: {en: 'Step {n}', zh: '第{n}步'}, plural: {en: Steps, zh: 步骤}}
  action: {folder: actions, label: {en: 'Action {n}', zh: '行动{n}'}, plural: {en: Actions, zh: 行动}}
relations:
  actions: {from: step, to: action, label: {en: Does, zh: 做}, inverse: {en: Serves, zh: 为}, matrix: true}
outputs: {site: {editions: [learner]}}
";

const LISTEN_EN: &str = "---
title: Listen
minutes: 30
materials: [An empty box]
summary: With both ears.
actions: [nod]
aliases: [hear]
---

## Why {#why}

It works.[^1] See [[action/nod]] and [[term:empathy]].

:::exercise[Try it] {#try}
Do.
:::

:::trainer
![A clock](secret.svg)

Whisper it.
:::

[^1]: Always.
";

const LISTEN_ZH: &str = "---
title: 聆听
materials: [一个空盒子]
summary: 用两只耳朵。
---

## 为什么

有用。[^1]见[[action/nod]]和[[term:empathy]]。

:::exercise[试一试]
做。
:::

:::trainer
![钟](secret.svg)

小声说。
:::

[^1]: 一直。
";

const NOD_EN: &str = "---
title: Nod
---

![A head](head.svg)
";

const GLOSSARY: &str = "empathy:
  en: {term: empathy, definition: To feel with.}
  zh: {term: 同理心, pinyin: tónglǐxīn, definition: 感受。}
";

#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Memory {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        let earlier = self.0.lock().expect("no test panics while it writes").insert(path.to_owned(), bytes.to_vec());
        assert!(earlier.is_none_or(|earlier| earlier == bytes), "two files are put at {path}");
        Ok(())
    }
}

/// Every file of the website as text.
fn site(edition: Edition) -> BTreeMap<String, String> {
    site_with(edition, Vec::new(), "")
}

/// As [`site`], with more pictures in the course, and more on the page of the action.
fn site_with(edition: Edition, pictures: Vec<(&str, &[u8])>, more: &str) -> BTreeMap<String, String> {
    let mut sources = Sources::default();
    sources.add("book.yaml", BOOK);
    let texts = [
        ("course/steps/01-listen.en.md", LISTEN_EN),
        ("course/steps/01-listen.zh.md", LISTEN_ZH),
        ("course/actions/01-nod.en.md", &format!("{NOD_EN}{more}")),
        ("course/glossary.yaml", GLOSSARY),
    ];
    for (path, text) in texts {
        sources.add(path, text);
    }
    for path in ["course/actions/head.svg", "course/steps/secret.svg"] {
        let bytes = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>".as_slice().into();
        sources.attachments.push(Attachment { path: path.to_owned(), bytes });
    }
    for (path, bytes) in pictures {
        sources.attachments.push(Attachment { path: format!("course/{path}"), bytes: bytes.into() });
    }
    let course = edition::select(project::of(sources, &mut Memo::once()).expect_sound().course, edition);
    let readings = Reading::all(&course);
    let download = |spot, path: &str| Download {
        reading: readings[0],
        spot,
        label: "The PDF".to_owned(),
        path: format!("print/{path}.pdf"),
    };
    let listen = course.item_ixs().next().expect("there is an item");
    let downloads =
        vec![download(Spot::First, "a b"), download(Spot::List, "cards"), download(Spot::Item(listen), "listen")];
    let sink = Memory::default();
    let options = Options { readings: &readings, edition, downloads, theme: &Theme::default(), venue: Venue::Web };
    render(&course, &options, &sink).expect("the site can be made");
    let files = sink.0.into_inner().expect("all threads are done");
    files.into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).expect("text"))).collect()
}

/// The part of `text` from `start` up to and with `end`.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let from = text.find(start).unwrap_or_else(|| panic!("no `{start}` in:\n{text}"));
    let to = text[from..].find(end).unwrap_or_else(|| panic!("no `{end}` after `{start}` in:\n{text}"));
    &text[from..from + to + end.len()]
}

#[test]
fn a_picture_may_be_called_as_a_file_of_the_theme() {
    let plain = site(Edition::Learner);
    let icon = |site: &BTreeMap<String, String>| {
        let manifest: serde_json::Value = serde_json::from_str(&site["manifest.webmanifest"]).expect("it is JSON");
        manifest["icons"][0]["src"].as_str().expect("an icon").to_owned()
    };
    let path = icon(&plain);
    let name = path.strip_prefix("assets/").expect("it lies there");
    let bytes = &plain[&path];
    let more = format!("\n![A sign](../{name})\n");
    // The same file is there once.
    let same = site_with(Edition::Learner, vec![(name, bytes.as_bytes())], &more);
    assert_eq!(icon(&same), path);
    assert!(same["en/actions/nod.html"].contains(&format!("src=\"../../{path}\"")));
    // Another one has the name to itself.
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"5\" height=\"5\"/>";
    let other = site_with(Edition::Learner, vec![(name, drawing.as_bytes())], &more);
    assert_eq!(other[&path], drawing);
    assert_ne!(icon(&other), path);
    assert_eq!(&other[&icon(&other)], bytes);
}

#[test]
fn a_kind_without_items_has_no_page_and_no_link() {
    let mut sources = Sources::default();
    sources.add("book.yaml", BOOK);
    sources.add("course/steps/01-ask.en.md", "---\ntitle: Ask\nminutes: 5\n---\n\nAsk.\n");
    let course = project::of(sources, &mut Memo::once()).expect_sound().course;
    let readings = Reading::all(&course);
    let (edition, theme, sink) = (Edition::Learner, Theme::default(), Memory::default());
    let options = Options { readings: &readings, edition, downloads: Vec::new(), theme: &theme, venue: Venue::Web };
    render(&course, &options, &sink).expect("the site can be made");
    let files = sink.0.into_inner().expect("all threads are done");
    let empty = |path: &&String| path.contains("actions") || path.ends_with("matrix.html");
    assert_eq!(files.keys().filter(empty).collect::<Vec<_>>(), Vec::<&String>::new());
    let front = String::from_utf8_lossy(&files["en/index.html"]);
    assert!(front.contains("steps/index.html") && !front.contains("actions/index.html"), "{front}");
    assert!(front.contains("5 min"), "the time of the course is that of its steps: {front}");
}

#[test]
fn the_files() {
    let site = site(Edition::Learner);
    let plain =
        |path: &&String| path.ends_with(".html") || path.ends_with(".pdf") || path.starts_with("assets/actions");
    let expected = [
        "404.html",
        "assets/actions/head.svg",
        "en-zh/404.html",
        "en-zh/actions/index.html",
        "en-zh/actions/nod.html",
        "en-zh/glossary.html",
        "en-zh/index.html",
        "en-zh/matrix.html",
        "en-zh/steps/hear.html",
        "en-zh/steps/index.html",
        "en-zh/steps/listen.html",
        "en/404.html",
        "en/actions/index.html",
        "en/actions/nod.html",
        "en/glossary.html",
        "en/index.html",
        "en/matrix.html",
        "en/steps/hear.html",
        "en/steps/index.html",
        "en/steps/listen.html",
        "go/action/nod.html",
        "go/step/hear.html",
        "go/step/listen.html",
        "index.html",
        "zh/404.html",
        "zh/actions/index.html",
        "zh/actions/nod.html",
        "zh/glossary.html",
        "zh/index.html",
        "zh/matrix.html",
        "zh/steps/hear.html",
        "zh/steps/index.html",
        "zh/steps/listen.html",
    ];
    assert_eq!(site.keys().filter(plain).collect::<Vec<_>>(), expected);
}

#[test]
fn what_learners_do_not_see_is_nowhere() {
    let has = |edition, name: &str| {
        let site = site(edition);
        let mut texts = site.iter().flat_map(|(path, text)| [path, text]);
        texts.any(|text| text.contains(name))
    };
    assert_eq!((has(Edition::Learner, "secret.svg"), has(Edition::Learner, "A clock")), (false, false));
    assert_eq!((has(Edition::Trainer, "secret.svg"), has(Edition::Trainer, "A clock")), (true, true));
}

#[test]
fn trainers_alone_have_a_session_plan() {
    let learner = site(Edition::Learner);
    let traces = ["session-plan", "Session plan", "授课安排", "An empty box", "一个空盒子", ".plan-"];
    for (path, text) in &learner {
        let found: Vec<&&str> = traces.iter().filter(|trace| text.contains(**trace)).collect();
        assert!(found.is_empty(), "{path} has {found:?}");
    }
    let trainer = site(Edition::Trainer);
    for (reading, words) in [("en", &["09:00", "Day 1", "An empty box", "Why"][..]), ("zh", &["第1天", "一个空盒子"])]
    {
        let page = &trainer[&format!("{reading}/session-plan.html")];
        assert!(words.iter().all(|word| page.contains(word)), "{reading}: {page}");
        assert!(page.contains("steps/listen.html#why"), "{reading}: a link to the section");
        let item = &trainer[&format!("{reading}/steps/listen.html")];
        assert!(item.contains("../session-plan.html#step-listen"), "{reading}: the page leads to its time");
        assert!(trainer[&format!("{reading}/index.html")].contains("\"session-plan.html\""), "{reading}");
    }
    let both = &trainer["en-zh/session-plan.html"];
    assert!(both.contains("An empty box") && both.contains("一个空盒子"), "{both}");
}

#[test]
fn a_missing_translation_says_its_language() {
    let site = site(Edition::Learner);
    let page = &site["zh/actions/nod.html"];
    assert_eq!(between(page, "<h1>", "</h1>"), "<h1><span class=\"also\" lang=\"en\">Nod</span></h1>");
    let mark = "<p class=\"untranslated\" lang=\"zh-Hans\">尚未翻译</p>";
    assert_eq!(between(page, "<p class=\"untranslated\"", "</p>"), mark);
    assert_eq!(between(page, "<div class=\"text\"", ">"), "<div class=\"text\" lang=\"en\">");
    // Side by side it stands once.
    let page = &site["en-zh/actions/nod.html"];
    assert_eq!(between(page, "<h1>", "</h1>"), "<h1><span>Nod</span></h1>");
    assert_eq!(page.matches("alt=\"A head\"").count(), 1);
}

#[test]
fn two_languages_stand_level_and_no_id_stands_twice() {
    let site = site(Edition::Learner);
    let page = &site["en-zh/steps/listen.html"];
    assert_eq!(
        between(page, "<div class=\"text pairs\">", "</div></div>"),
        "<div class=\"text pairs\">\n\
         <div class=\"pair\"><div lang=\"en\"><h2 id=\"why\">Why</h2>\n\
         </div><div lang=\"zh-Hans\"><h2 id=\"zh-why\">为什么</h2>\n</div></div>"
    );
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
    assert_eq!(page.matches("class=\"box exercise\"").count(), 1);
}

#[test]
fn the_ends_of_a_relation_name_each_other() {
    let site = site(Edition::Learner);
    let list = |page: &str, id: &str| between(&site[page], &format!("id=\"{id}\""), "</ul>").to_owned();
    assert!(list("en/steps/listen.html", "actions").contains("href=\"../actions/nod.html\""));
    assert!(list("zh/actions/nod.html", "steps").contains("href=\"../steps/listen.html\""));
    assert_eq!(
        between(&site["zh/matrix.html"], "<a class=\"mark\"", "</a>"),
        "<a class=\"mark\" href=\"steps/listen.html#actions\" title=\"第1步：聆听 – 行动1：Nod\">\
         <span class=\"unseen\">第1步：聆听 – 行动1：Nod</span><span class=\"mark-title\" aria-hidden=\"true\">\
         <span class=\"also\" lang=\"en\">Nod</span></span></a>"
    );
}

#[test]
fn no_two_pages_have_the_same_title() {
    let site = site(Edition::Learner);
    let mut titles: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (path, page) in &site {
        // A page that nobody translated says the same in two readings, and those at earlier addresses lead to another one.
        if path.ends_with(".html") && !["404.html", "nod.html", "hear.html", "go/"].iter().any(|p| path.contains(p)) {
            titles.entry(between(page, "<title>", "</title>")).or_default().push(path);
        }
    }
    titles.retain(|_, pages| pages.len() > 1);
    assert_eq!(titles, BTreeMap::new());
    assert_eq!(between(&site["en-zh/steps/index.html"], "<title>", "</title>"), "<title>Steps · 步骤 · Course</title>");
}

#[test]
fn the_question_for_a_language_says_what_the_course_is() {
    let site = site(Edition::Learner);
    let page = &site["index.html"];
    assert_eq!(
        between(page, "<meta name=\"description\"", ">"),
        "<meta name=\"description\" content=\"What to do. · 怎么做。\">"
    );
    assert!(site["en/index.html"].contains("href=\"../index.html#choose\""), "the foot leads to the list");
    assert_eq!(between(page, "<ul class=\"choices\"", ">"), "<ul class=\"choices\" id=\"choose\">");
}

#[test]
fn the_search_knows_both_languages() {
    let site = site(Edition::Learner);
    for (lang, records) in [
        ("en", [r#"[0,"steps/listen.html","Step 1: Listen"]"#, r#"[0,"","","With both ears."#]),
        ("zh", [r#"[0,"why","为什么","有用。见Nod和同理心。"#, r#"[1,"empathy","同理心","感受。"]"#]),
    ] {
        let path = format!("assets/search.{lang}.");
        let (_, index) = site.iter().find(|(p, _)| p.starts_with(&path)).expect("there is an index");
        for record in records {
            assert!(index.contains(record), "{record}\nin {index}");
        }
    }
}

#[test]
fn the_learners_search_knows_nothing_of_the_trainers() {
    for (edition, expected) in [(Edition::Learner, 0), (Edition::Trainer, 2)] {
        let site = site(edition);
        let indexes = site.iter().filter(|(path, _)| path.contains("assets/search."));
        let whispers = indexes.filter(|(_, text)| text.contains("Whisper") || text.contains("小声")).count();
        assert_eq!(whispers, expected, "{edition:?}");
    }
}

#[test]
fn a_paragraph_has_the_same_address_in_every_reading() {
    let site = site(Edition::Learner);
    let ids = |page: &str| -> Vec<String> {
        let ids = site[page].split(" id=\"b").skip(1).filter_map(|rest| rest.split('"').next());
        ids.map(|id| format!("b{id}")).collect()
    };
    assert_eq!(ids("en/steps/listen.html"), ["b1", "b2"]);
    assert_eq!(ids("zh/steps/listen.html"), ["b1", "b2"]);
    assert_eq!(ids("en-zh/steps/listen.html"), ["b1", "b2"]);
    assert!(site["zh/steps/listen.html"].contains("<p id=\"b1\">有用。"));
}

#[test]
fn who_is_related_is_not_listed_as_mentioning() {
    let page = &site(Edition::Learner)["en/actions/nod.html"];
    assert!(page.contains("id=\"steps\""), "the step is related");
    assert!(!page.contains("class=\"mentioned\""), "and mentions the action, too");
}

#[test]
fn the_front_page_says_what_the_course_takes_and_goes_on_to_its_first_item() {
    let front = &site(Edition::Learner)["en/index.html"];
    assert!(front.contains("<p class=\"description\"><span>What to do.</span></p>"), "{front}");
    assert!(!front.contains("in all"), "the actions do not say how long they take");
    assert!(front.contains("<a class=\"button\" href=\"steps/listen.html\">"), "there is no foreword to begin with");
    assert!(front.contains("<p class=\"privacy\">"), "{front}");
}

#[test]
fn the_parts_of_a_role_play_open_one_at_a_time() {
    let play =
        "\n::::role-play[Heat]\nA hot day.\n\n:::side[The cook]\nHurry.\n:::\n\n:::side[The guest]\nWait.\n:::\n::::\n";
    let page = &site_with(Edition::Learner, Vec::new(), &play.repeat(2))["en/actions/nod.html"];
    for (scene, count) in [("scene-1", 2), ("scene-2", 2)] {
        let folded = page.matches(&format!("<details class=\"box side\" name=\"{scene}\"")).count();
        assert_eq!(folded, count, "{scene}");
    }
    assert_eq!(between(page, "<summary class=\"box-head\">", "</summary>").matches("The cook").count(), 1);
    assert_eq!(page.matches("<p class=\"hint\">Read the scene").count(), 2);
}
