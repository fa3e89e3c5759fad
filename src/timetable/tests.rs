//! The session plan of a small course.

use super::*;
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
materials: [A cushion, 'Pens, two of each']
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

fn plan(texts: &[(&str, &str)], start: u32) -> Timetable {
    let mut sources = Sources::default();
    sources.add("book.yaml", BOOK);
    for (path, text) in texts {
        sources.add(format!("course/modules/{path}.md"), *text);
    }
    Timetable::new(&project::of(sources, &mut Memo::once()).expect_sound().course, start)
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
