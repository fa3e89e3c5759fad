//! The session plan of a small course.

use super::*;
use crate::course::programme::{Hours, Session};
use crate::project;
use crate::project::Memo;
use crate::sources::Sources;

const BOOK: &str = "title: {en: Course, zh: 课程}
languages: [en, zh]
kinds:
  module: {folder: modules, label: {en: 'Module {n}', zh: '第{n}单元'}, plural: {en: Modules, zh: 单元}}
";

const CALM_EN: &str = "---
title: Calm
minutes: 90
materials: [lion: A cushion, 'Pens, two of each']
---

## Breathe

Slowly, and then more slowly, and then again.

::::exercise[The lion] {#lion minutes=20 group=2}
Push.
::::

:::trainer[Opening round] {minutes=10}
Who pushed?
:::

:::trainer
Read this at home.
:::

## Count

To ten.

:::quiz[Check yourself] {minutes=8}
1. Whose?

   - [x] Mine
   - [ ] Yours
:::

::::role-play[The lift]
:::side[The customer]
Shout.
:::
::::
";

const CALM_ZH: &str = "---
title: 静下来
materials: [一个靠垫, 笔，两种各一支]
---

## 呼吸

慢慢地，再慢一点，再来一次。

::::exercise[狮子]
推。
::::

:::trainer[开场]
谁推了？
:::

:::trainer
回家看。
:::

## 数数

数到十。

:::quiz[学会了没有]
1. 谁的？

   - [x] 我的
   - [ ] 你的
:::

::::role-play[电梯]
:::side[客户]
喊。
:::
::::
";

fn course(book: &str, texts: &[(&str, &str)]) -> Course {
    let mut sources = Sources::default();
    sources.add("book.yaml", book);
    for (path, text) in texts {
        sources.add(format!("course/modules/{path}.md"), *text);
    }
    project::of(sources, &mut Memo::once()).expect_sound().course
}

fn plan(texts: &[(&str, &str)], start: u32) -> Timetable {
    let course = course(BOOK, texts);
    let hours = Hours { start, ..course.programme().hours };
    Timetable::new(&course, &Programme { hours, ..course.programme().clone() })
}

/// `09:00 90 Module 1 Calm`, in one language.
fn told(line: &Line, lang: Lang) -> String {
    let minutes = line.minutes.map(|n| n.to_string());
    let label = line.label.as_ref().map(|label| label[lang].clone());
    let title = line.title.as_ref().map(|title| title[lang].text.clone());
    let group = line.group.as_ref().map(|group| group[lang].clone());
    let words = [Some(clock(line.start)), minutes, label, title, group];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_activity_has_its_time_and_its_words() {
    let plan = plan(&[("01-calm.en", CALM_EN), ("01-calm.zh", CALM_ZH)], 540);
    let day = |lang| plan.days[0].lines.iter().map(|line| told(line, lang)).collect::<Vec<_>>();
    assert_eq!(
        day(Lang::SOURCE),
        [
            "09:00 90 Module 1 Calm",
            "09:00 45 Breathe",
            "09:45 20 Exercise 1 The lion groups of 2",
            "10:05 10 Discussion Opening round",
            "10:15 7 Count",
            "10:22 8 Check yourself",
            "10:30 End",
        ]
    );
    assert_eq!(
        day(Lang::new(1)),
        [
            "09:00 90 第1单元 静下来",
            "09:00 45 呼吸",
            "09:45 20 练习1 狮子 2人一组",
            "10:05 10 讨论 开场",
            "10:15 7 数数",
            "10:22 8 测一测",
            "10:30 结束",
        ]
    );
    let places: Vec<Option<&str>> = plan.days[0].lines.iter().map(|line| line.place.as_ref()?.1.as_deref()).collect();
    assert_eq!(places, [None, Some("breathe"), Some("lion"), None, Some("count"), None, None]);
}

#[test]
fn what_it_takes_is_listed_for_the_chapter_and_for_the_course() {
    let plan = plan(&[("01-calm.en", CALM_EN), ("01-calm.zh", CALM_ZH)], 540);
    let chapter = &plan.days[0].lines[0];
    let things: Vec<&str> = chapter.materials.iter().map(|thing| thing[Lang::SOURCE].text.as_str()).collect();
    assert_eq!(things, ["A cushion", "Pens, two of each"]);
    let all = |lang: Lang| plan.materials.iter().map(|thing| thing[lang].text.clone()).collect::<Vec<_>>().join("\n");
    assert!(all(Lang::SOURCE).contains("one set for each group: The lift"), "{}", all(Lang::SOURCE));
    assert!(all(Lang::SOURCE).ends_with("Module 1: A cushion · Pens, two of each"), "{}", all(Lang::SOURCE));
    assert!(all(Lang::new(1)).ends_with("第1单元：一个靠垫 · 笔，两种各一支"), "{}", all(Lang::new(1)));
}

#[test]
fn what_one_activity_alone_needs_is_listed_only_with_it() {
    let course = course(BOOK, &[("01-calm.en", CALM_EN), ("01-calm.zh", CALM_ZH)]);
    let listed = |place: &str| {
        let session = Session { item: ItemIx::new(0), place: Some(place.into()), minutes: None, span: None };
        let plan = Timetable::new(&course, &Programme { sessions: vec![session], ..course.programme().clone() });
        plan.materials.iter().map(|thing| thing[Lang::SOURCE].text.clone()).collect::<Vec<_>>().join("\n")
    };
    let (lion, count) = (listed("lion"), listed("count"));
    assert!(lion.ends_with("Module 1: A cushion · Pens, two of each"), "{lion}");
    assert!(count.ends_with("Module 1: Pens, two of each"), "{count}");
    assert!(!lion.contains("The lift") && !count.contains("The lift"), "{count}");
}

#[test]
fn what_is_not_translated_is_the_source_languages() {
    let plan = plan(&[("01-calm.en", CALM_EN)], 540);
    let chapter = &plan.days[0].lines[0];
    let title = &chapter.title.as_ref().expect("a title")[Lang::new(1)];
    assert_eq!(*title, Phrase { lang: Lang::SOURCE, text: "Calm".into() });
    assert_eq!(chapter.materials[0][Lang::new(1)].lang, Lang::SOURCE);
}

#[test]
fn a_course_without_times_has_no_days_and_no_cards_without_a_play() {
    let plan = plan(&[("01-calm.en", "---\ntitle: Calm\n---\n\nBreathe.\n")], 540);
    assert!(plan.days.is_empty());
    assert!(plan.materials.iter().all(|thing| !thing[Lang::SOURCE].text.contains("Role-play")));
}

#[test]
fn days_have_breaks_and_lunch_and_no_gaps() {
    let module = |minutes: u32| format!("---\ntitle: A module\nminutes: {minutes}\n---\n\n## Talk\n\nOn and on.\n");
    let (short, long) = (module(90), module(200));
    let texts = [("01-a.en", &*short), ("02-b.en", &*short), ("03-c.en", &*short), ("04-d.en", &*long)];
    let plan = plan(&texts, 8 * 60 + 30);
    let kinds = |day: &Day| day.lines.iter().map(|line| line.kind).collect::<Vec<_>>();
    use LineKind::{Break, End, Lunch, Module, Section};
    assert_eq!(kinds(&plan.days[0]), [Module, Section, Break, Module, Section, Lunch, Module, Section, End]);
    assert_eq!(kinds(&plan.days[1]), [Module, Section, End]);
    for day in &plan.days {
        let mut clock = 8 * 60 + 30;
        for line in &day.lines {
            assert_eq!(line.start, clock, "{line:?}");
            clock += line.minutes.filter(|_| line.kind != Module).unwrap_or(0);
        }
    }
}

/// The days of a plan, each line as [`told`] in the source language.
fn days(plan: &Timetable) -> Vec<Vec<String>> {
    plan.days.iter().map(|day| day.lines.iter().map(|line| told(line, Lang::SOURCE)).collect()).collect()
}

#[test]
fn short_sections_are_part_of_their_neighbours_and_the_others_end_at_full_five_minutes() {
    let long = "Slowly, and then more slowly. ".repeat(20);
    let text = format!(
        "---\ntitle: Calm\nminutes: 60\n---\n\n## One\n\n{long}\n\n## Two\n\nA word.\n\n:::exercise[Push] {{minutes=8}}\nPush.\n:::\n\n## Three\n\n{long}\n\n## Four\n\n{long}\n"
    );
    let lines = days(&plan(&[("01-calm.en", &text)], 540)).remove(0);
    assert_eq!(
        lines,
        [
            "09:00 60 Module 1 Calm",
            "09:00 15 One",
            "09:15 8 Exercise 1 Push",
            "09:23 17 Three",
            "09:40 20 Four",
            "10:00 End",
        ]
    );
    // Where all of a page's time is its exercises' but for a moment, nobody sees a line of two minutes.
    let text =
        "---\ntitle: Calm\nminutes: 22\n---\n\n## One\n\nA word.\n\n:::exercise[Push] {minutes=20}\nPush.\n:::\n";
    let lines = days(&plan(&[("01-calm.en", text)], 540)).remove(0);
    assert_eq!(lines, ["09:00 22 Module 1 Calm", "09:00 22 Exercise 1 Push", "09:22 End"]);
}

fn module(minutes: u32) -> String {
    format!(
        "---\ntitle: A module\nminutes: {minutes}\n---\n\n## Talk\n\nOn.\n\n:::exercise[Push] {{#push minutes=15}}\nPush.\n:::\n"
    )
}

#[test]
fn a_plan_has_its_own_items_minutes_and_hours() {
    let book = format!(
        "{BOOK}plans:
  all: {{title: {{en: All, zh: 全部}}}}
  short:
    title: {{en: An hour, zh: 一小时}}
    start: \"13:30\"
    items:
      - module/b#push
      - module/a: 25
      - module/b#talk: 5
      - module/b#push: 10
      - module/a: 5
"
    );
    let course = course(&book, &[("01-a.en", &module(60)), ("02-b.en", &module(60))]);
    let plans: Vec<Timetable> = course.programmes.iter().map(|programme| Timetable::new(&course, programme)).collect();
    assert_eq!(plans.len(), 2);
    assert_eq!(
        days(&plans[1]),
        [[
            "13:30 15 Module 2 A module",
            "13:30 15 Exercise 2 Push",
            "13:45 25 Module 1 A module",
            "14:10 15 Module 2 A module (continued)",
            "14:10 5 Talk",
            "14:15 10 Exercise 2 Push",
            "14:25 5 Module 1 A module",
            "14:30 End",
        ]]
    );
    let [all, short] = &course.programmes[..] else { panic!("two plans") };
    assert_eq!([all, short].map(|programme| schedule::taught(&course, programme)), [120, 60]);
    assert_eq!(title(&course, short, Lang::SOURCE), "Session plan: An hour");
    assert_eq!(title(&course, short, Lang::new(1)), "授课安排：一小时");
}

#[test]
fn days_are_equal_and_long_items_have_breaks() {
    let long = module(160).replace("minutes=15", "minutes=40");
    let texts: Vec<(String, String)> =
        (1..=7).map(|n| (format!("0{n}-m{n}.en"), if n == 7 { long.clone() } else { module(80) })).collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let book = |keys: &str| format!("{BOOK}plans:\n  all: {{title: {{en: All, zh: 全部}}, {keys}}}\n");
    let work = |keys: &str| -> Vec<u32> {
        let course = course(&book(keys), &texts);
        let plan = Timetable::new(&course, course.programme());
        let minutes = |day: &Day| {
            day.lines.iter().filter(|line| line.kind == LineKind::Module).filter_map(|line| line.minutes).sum()
        };
        plan.days.iter().map(minutes).collect()
    };
    assert_eq!(work("days: 1"), [640]);
    assert_eq!(work("days: 2"), [320, 320]);
    assert_eq!(work("days: 3"), [240, 240, 160]);
    assert_eq!(work("hours: 4"), [160, 160, 160, 160]);
    assert_eq!(work("days: 30").len(), 7);
    let course = course(&book("lunch: 0, days: 7"), &texts);
    let last = days(&Timetable::new(&course, course.programme())).pop().expect("seven days");
    assert_eq!(
        last,
        [
            "09:00 120 Module 7 A module",
            "09:00 120 Talk",
            "11:00 15 Break",
            "11:15 40 Module 7 A module (continued)",
            "11:15 40 Exercise 7 Push",
            "11:55 End",
        ]
    );
}
