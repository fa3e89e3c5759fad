//! The trainer's kit: what a trainer needs beside the course itself.

use serde::Serialize;

use super::cohort::{Cohort, Member};
use super::sheet::{course_title, said, sheet_words};
use crate::course::{KindIx, Lang, Localized, Programme, schedule};
use crate::output::print::data::text::Wording;
use crate::output::print::writer::Scope;
use crate::theme::{Count, Plan as Words, Sheets};
use crate::timetable::{self, LineKind, Phrase, Timetable};

/// The least rows of an attendance list. Who was not expected writes their name below the others.
const ROWS: usize = 20;

#[derive(Debug, Serialize)]
pub struct SessionPlan<'a> {
    /// The words of the theme, one for each column.
    words: Vec<&'a Words>,
    days: Vec<PlanDay>,
    materials: Vec<Vec<Wording>>,
}

#[derive(Debug, Serialize)]
struct PlanDay {
    label: Vec<Wording>,
    lines: Vec<PlanLine>,
}

#[derive(Debug, Serialize)]
struct PlanLine {
    kind: LineKind,
    start: String,
    minutes: Option<u32>,
    label: Option<Vec<Wording>>,
    title: Option<Vec<Wording>>,
    meta: Option<Vec<Wording>>,
    /// The materials in one line; none when nothing is needed.
    materials: Option<Vec<Wording>>,
}

pub fn session_plan<'a>(scope: &Scope<'a>, programme: &Programme) -> SessionPlan<'a> {
    let plan = Timetable::new(scope.course, programme);
    SessionPlan {
        words: scope.each(|lang| &scope.strings[lang].plan),
        days: plan.days.iter().map(|day| self::day(scope, day)).collect(),
        materials: plan.materials.iter().map(|line| phrases(scope, line)).collect(),
    }
}

fn day(scope: &Scope, day: &timetable::Day) -> PlanDay {
    let lines = day.lines.iter().map(|line| PlanLine {
        kind: line.kind,
        start: timetable::clock(line.start),
        minutes: line.minutes,
        label: line.label.as_ref().map(|label| words(scope, label)),
        title: line.title.as_ref().map(|title| phrases(scope, title)),
        meta: line.group.as_ref().map(|group| words(scope, group)),
        materials: materials(scope, &line.materials),
    });
    PlanDay { label: words(scope, &day.label), lines: lines.collect() }
}

fn materials(scope: &Scope, things: &[Localized<Phrase>]) -> Option<Vec<Wording>> {
    let said = |lang: Lang| {
        let list: Vec<&str> = things.iter().map(|thing| thing[lang].text.as_str()).collect();
        Wording { lang: things[0][lang].lang.index(), text: list.join(timetable::BETWEEN) }
    };
    (!things.is_empty()).then(|| scope.each(said))
}

fn words(scope: &Scope, words: &Localized<String>) -> Vec<Wording> {
    said(scope, |lang| words[lang].clone())
}

fn phrases(scope: &Scope, phrases: &Localized<Phrase>) -> Vec<Wording> {
    scope.each(|lang| Wording { lang: phrases[lang].lang.index(), text: phrases[lang].text.clone() })
}

#[derive(Debug, Serialize)]
pub struct Attendance {
    /// The name in each row; empty where it is to be filled in.
    names: Vec<String>,
    /// The department in each row; empty where it is to be filled in.
    departments: Vec<String>,
    days: Vec<Vec<Wording>>,
}

pub fn attendance(scope: &Scope, cohort: &Cohort) -> Attendance {
    let days = Timetable::new(scope.course, scope.course.programme()).days.len().clamp(1, 5) as u32;
    let mut members = cohort.members.clone();
    members.resize(members.len().max(ROWS), Member::default());
    let (names, departments) = members.into_iter().map(|member| (member.name, member.department)).unzip();
    let day = |n: u32| said(scope, |lang| scope.strings[lang].plan.day.fill(Count { n: &n }));
    Attendance { names, departments, days: (1..=days).map(day).collect() }
}

#[derive(Debug, Serialize)]
pub struct Certificate {
    /// The names, a page each; an empty one leaves a line to write on.
    names: Vec<String>,
    course: Vec<Wording>,
    modules: Vec<Vec<Wording>>,
    minutes: Option<Vec<Wording>>,
    date: Option<Vec<Wording>>,
}

pub fn certificate(scope: &Scope, cohort: &Cohort) -> Certificate {
    let course = scope.course;
    let programme = course.programme();
    let (taught, roots) = (schedule::taught(course, programme), programme.roots(course));
    let titles = course_title(scope);
    let names: Vec<String> = cohort.members.iter().map(|member| member.name.clone()).collect();
    Certificate {
        names: if names.is_empty() { vec![String::new()] } else { names },
        course: scope.each(Lang::index).into_iter().zip(titles).map(|(lang, text)| Wording { lang, text }).collect(),
        modules: course
            .items_of(KindIx::FIRST)
            .filter(|&item| course.is_listed(item) && roots.contains(&course.root(item)))
            .map(|item| scope.titles(&course.item(item).page))
            .collect(),
        minutes: (taught > 0).then(|| said(scope, |lang| length(sheet_words(scope, lang), taught))),
        date: course.about.date.map(|date| said(scope, |lang| scope.strings[lang].print.written(date))),
    }
}

/// Whole hours; of what is shorter than two, the minutes.
fn length(words: &Sheets, minutes: u32) -> String {
    if minutes < 120 {
        words.minutes.fill(Count { n: &minutes })
    } else {
        words.hours.fill(Count { n: &((minutes + 30) / 60) })
    }
}
