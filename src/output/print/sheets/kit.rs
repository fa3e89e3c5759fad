//! The trainer's kit: what a trainer needs beside the course itself.

use serde::Serialize;

use super::cards::play_titles;
use super::schedule::{self, Activity, ActivityKind, Slot};
use super::{course_title, said, sheet_words};
use crate::course::{ItemIx, KindIx, Lang};
use crate::output::print::book;
use crate::output::print::data::Said;
use crate::output::print::document::Group;
use crate::output::print::scope::Scope;
use crate::theme::fill;

/// Rows of a list without names.
const BLANK_ROWS: usize = 20;

#[derive(Debug, Serialize)]
pub struct SessionPlan {
    slots: Vec<Line>,
    materials: Vec<Vec<Said>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Line {
    /// `day`, `module`, `section`, `exercise`, `role-play`, `quiz`, `trainer`, `break`, `lunch` or `end`.
    kind: &'static str,
    start: Option<String>,
    minutes: Option<u32>,
    label: Option<Vec<Said>>,
    title: Option<Vec<Said>>,
    meta: Option<Vec<Said>>,
}

pub fn session_plan(scope: &Scope, group: &Group) -> SessionPlan {
    let course = scope.course;
    let slots = schedule::schedule(course, group.start);
    let list = |lang: Lang| {
        let words = sheet_words(scope, lang);
        let plays = play_titles(course, lang).join(&words.listed);
        words.materials_list.iter().map(move |line| fill(line, &[("plays", &plays)])).collect::<Vec<_>>()
    };
    let lists = scope.each(|lang| (lang, list(lang)));
    let lines = lists.iter().map(|(_, list)| list.len()).min().unwrap_or(0);
    SessionPlan {
        slots: slots.iter().map(|slot| line(scope, slot)).collect(),
        materials: (0..lines)
            .map(|i| lists.iter().map(|(lang, list)| Said { lang: lang.index(), text: list[i].clone() }).collect())
            .collect(),
    }
}

fn line(scope: &Scope, slot: &Slot) -> Line {
    let course = scope.course;
    let plain =
        |kind, start, minutes, label: Option<Vec<Said>>| Line { kind, start, minutes, label, title: None, meta: None };
    match *slot {
        Slot::Day { number } => plain("day", None, None, Some(days(scope, number))),
        Slot::Module { item, start, minutes } => Line {
            title: Some(scope.titles(&course.item(item).page)),
            ..plain("module", Some(clock(start)), Some(minutes), Some(said(scope, |lang| course.label(item, lang))))
        },
        Slot::Activity { item, index, start, minutes } => activity(scope, item, index, (start, minutes)),
        Slot::Break { start, minutes } => {
            let label = said(scope, |lang| sheet_words(scope, lang).pause.clone());
            plain("break", Some(clock(start)), Some(minutes), Some(label))
        }
        Slot::Lunch { start, minutes } => {
            let label = said(scope, |lang| sheet_words(scope, lang).lunch.clone());
            plain("lunch", Some(clock(start)), Some(minutes), Some(label))
        }
        Slot::End { start } => {
            let label = said(scope, |lang| sheet_words(scope, lang).end.clone());
            plain("end", Some(clock(start)), None, Some(label))
        }
    }
}

fn activity(scope: &Scope, item: ItemIx, index: usize, (start, minutes): (u32, u32)) -> Line {
    let page = &scope.course.item(item).page;
    let source = schedule::activities(&page.texts[Lang::SOURCE]);
    // The languages have the same blocks; where they do not, the source language stands in.
    let of = |lang: Lang| -> (Lang, Activity) {
        let own = schedule::activities(&page.texts[lang]);
        let same = own.len() == source.len() && own[index].kind == source[index].kind;
        if same { (page.texts[lang].language, own[index].clone()) } else { (Lang::SOURCE, source[index].clone()) }
    };
    let kind = source[index].kind;
    let label = |lang: Lang| match kind {
        ActivityKind::Section => None,
        ActivityKind::Exercise => Some(scope.words(lang).directive("exercise", source[index].number)),
        ActivityKind::RolePlay => Some(scope.words(lang).role_play.clone()),
        ActivityKind::Quiz => Some(scope.words(lang).quiz.clone()),
        ActivityKind::Trainer => Some(sheet_words(scope, lang).discussion.clone()),
    };
    let labels: Option<Vec<Said>> =
        scope.each(|lang| label(lang).map(|text| Said { lang: lang.index(), text })).into_iter().collect();
    let repeats = |lang: Lang, title: &String| label(lang).as_ref() == Some(title);
    let titles: Option<Vec<Said>> = scope
        .each(|lang| {
            let (spoken, activity) = of(lang);
            let text = activity.title.filter(|title| !repeats(lang, title))?;
            Some(Said { lang: spoken.index(), text })
        })
        .into_iter()
        .collect();
    Line {
        kind: match kind {
            ActivityKind::Section => "section",
            ActivityKind::Exercise => "exercise",
            ActivityKind::RolePlay => "role-play",
            ActivityKind::Quiz => "quiz",
            ActivityKind::Trainer => "trainer",
        },
        start: Some(clock(start)),
        minutes: Some(minutes),
        label: labels,
        title: titles,
        meta: source[index].group.map(|n| said(scope, |lang| scope.words(lang).group(n))),
    }
}

fn days(scope: &Scope, number: u32) -> Vec<Said> {
    said(scope, |lang| fill(&sheet_words(scope, lang).day, &[("n", &number.to_string())]))
}

/// `09:00`; after midnight it goes on from zero.
fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

#[derive(Debug, Serialize)]
pub struct Attendance {
    /// One for each row; empty to be filled in.
    names: Vec<String>,
    days: Vec<Vec<Said>>,
}

pub fn attendance(scope: &Scope, group: &Group) -> Attendance {
    let slots = schedule::schedule(scope.course, group.start);
    let days = schedule::days(&slots).clamp(1, 5) as u32;
    let names = match group.names.is_empty() {
        true => vec![String::new(); BLANK_ROWS],
        false => group.names.clone(),
    };
    Attendance { names, days: (1..=days).map(|day| self::days(scope, day)).collect() }
}

#[derive(Debug, Serialize)]
pub struct Certificate {
    /// A page each; an empty name leaves a line to write on.
    names: Vec<String>,
    course: Vec<Said>,
    modules: Vec<Vec<Said>>,
    minutes: Option<Vec<Said>>,
    date: Option<Vec<Said>>,
}

pub fn certificate(scope: &Scope, group: &Group) -> Certificate {
    let course = scope.course;
    let total: u32 = course.items_of(KindIx::FIRST).filter_map(|item| course.item(item).minutes).sum();
    let hours = (total + 30) / 60;
    let titles = course_title(scope);
    Certificate {
        names: if group.names.is_empty() { vec![String::new()] } else { group.names.clone() },
        course: scope.each(Lang::index).into_iter().zip(titles).map(|(lang, text)| Said { lang, text }).collect(),
        modules: course.items_of(KindIx::FIRST).map(|item| scope.titles(&course.item(item).page)).collect(),
        minutes: (hours > 0)
            .then(|| said(scope, |lang| fill(&sheet_words(scope, lang).hours, &[("n", &hours.to_string())]))),
        date: course.date.map(|date| said(scope, |lang| book::written(date, &scope.strings[lang].print))),
    }
}
