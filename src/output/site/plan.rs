//! The session plan, in the trainer's edition: when each activity begins, the breaks, and what the days take.

use serde::Serialize;

use super::address::Place;
use super::links::{Said, SitePage};
use super::shell::Shell;
use crate::course::{Course, ItemIx, Localized};
use crate::failure::Failure;
use crate::output::html::escape;
use crate::theme::Plan as Words;
use crate::timetable::{self, Line, LineKind, Phrase, Timetable, clock};

#[derive(Serialize)]
struct PlanPage<'a> {
    shell: Shell<'a>,
    words: &'a Words,
    names: Vec<Said>,
    notes: Vec<Said>,
    days: Vec<PlanDay>,
    /// Above the list of what the course takes.
    materials_names: Vec<Said>,
    materials: Vec<Vec<Said>>,
}

#[derive(Serialize)]
struct PlanDay {
    id: String,
    labels: Vec<Said>,
    /// `09:00–16:30`.
    span: String,
    blocks: Vec<PlanBlock>,
}

/// A chapter with its activities, or a line between two.
#[derive(Serialize)]
struct PlanBlock {
    kind: LineKind,
    /// Of an item, where it begins.
    id: Option<String>,
    start: String,
    /// When a chapter is over.
    end: Option<String>,
    minutes: Option<String>,
    href: Option<String>,
    labels: Vec<Said>,
    titles: Vec<Said>,
    materials: Vec<Vec<Said>>,
    activities: Vec<PlanActivity>,
}

#[derive(Serialize)]
struct PlanActivity {
    kind: LineKind,
    start: String,
    minutes: u32,
    href: Option<String>,
    /// One for each language of the reading.
    sides: Vec<ActivityName>,
}

/// What an activity is called in one language.
#[derive(Serialize)]
struct ActivityName {
    lang: Option<String>,
    label: Option<String>,
    title: Option<Said>,
    group: Option<String>,
}

/// The id of a chapter on the page.
pub fn id(course: &Course, item: ItemIx) -> String {
    course.flat_id(item)
}

pub fn render(page: &SitePage<'_>, plan: &Timetable) -> Result<Vec<u8>, Failure> {
    let words = |word: fn(&Words) -> &String| page.both(|lang| word(&page.site.strings[lang].plan).clone());
    let names = page.both(|lang| timetable::title(page.course(), page.course().programme(), lang));
    let context = PlanPage {
        shell: Shell::new(page, &names, None),
        words: &page.strings().plan,
        names,
        notes: words(|words| &words.note),
        days: plan.days.iter().enumerate().map(|(i, day)| self::day(page, i + 1, day)).collect(),
        materials_names: words(|words| &words.materials),
        materials: plan.materials.iter().map(|thing| phrases(page, thing)).collect(),
    };
    page.fill("plan.html", &context)
}

fn day(page: &SitePage<'_>, number: usize, day: &timetable::Day) -> PlanDay {
    let times = [day.lines.first(), day.lines.last()].map(|line| line.map_or(0, |line| line.start));
    let mut blocks: Vec<PlanBlock> = Vec::new();
    for line in &day.lines {
        match (line.kind, blocks.last_mut()) {
            (LineKind::Module | LineKind::Break | LineKind::Lunch | LineKind::End, _) | (_, None) => {
                blocks.push(block(page, line))
            }
            (_, Some(chapter)) => chapter.activities.push(activity(page, line)),
        }
    }
    PlanDay {
        id: format!("day-{number}"),
        labels: page.localized(&day.label),
        span: times.map(clock).join("–"),
        blocks,
    }
}

fn block(page: &SitePage<'_>, line: &Line) -> PlanBlock {
    let chapter = line.place.as_ref().map(|(item, _)| *item);
    PlanBlock {
        kind: line.kind,
        id: chapter.filter(|_| !line.continued).map(|item| id(page.course(), item)),
        start: clock(line.start),
        end: chapter.and(line.minutes).map(|minutes| clock(line.start + minutes)),
        minutes: line.minutes.map(|minutes| page.strings().common.minutes(minutes)),
        href: href(page, line),
        labels: line.label.as_ref().map(|label| page.localized(label)).unwrap_or_default(),
        titles: line.title.as_ref().map(|title| phrases(page, title)).unwrap_or_default(),
        materials: line.materials.iter().map(|thing| phrases(page, thing)).collect(),
        activities: Vec::new(),
    }
}

fn activity(page: &SitePage<'_>, line: &Line) -> PlanActivity {
    let side = |lang| ActivityName {
        lang: page.said("", lang).lang,
        label: line.label.as_ref().map(|label| label[lang].clone()),
        title: line.title.as_ref().map(|title| page.said(&title[lang].text, title[lang].lang)),
        group: line.group.as_ref().map(|group| group[lang].clone()),
    };
    PlanActivity {
        kind: line.kind,
        start: clock(line.start),
        minutes: line.minutes.unwrap_or_default(),
        href: href(page, line),
        sides: page.reading.langs().into_iter().map(side).collect(),
    }
}

/// The address of the text that a line is about.
fn href(page: &SitePage<'_>, line: &Line) -> Option<String> {
    let (item, id) = line.place.as_ref()?;
    let fragment = id.as_ref().map(|id| format!("#{}", escape::path(id)));
    Some(page.to(Place::Item(*item)) + &fragment.unwrap_or_default())
}

fn phrases(page: &SitePage<'_>, phrases: &Localized<Phrase>) -> Vec<Said> {
    let said = |lang| page.said(&phrases[lang].text, phrases[lang].lang);
    let mut said: Vec<Said> = page.reading.langs().into_iter().map(said).collect();
    // What is not translated is said once.
    said.dedup();
    said
}
