//! What a build makes: the arguments and `book.yaml` together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::build::Build;
use super::offers::{self, Offer};
use crate::book::{Outputs, PaperSize, Turn};
use crate::course::{Course, ItemIx};
use crate::diagnostic::nearest;
use crate::failure::Failure;
use crate::message::{self, both};
use crate::output::{print, site};
use crate::outputs::Output;
use crate::reading::{Edition, Reading, Style};

/// The jobs of a build.
pub struct Plan {
    pub jobs: Vec<Job>,
    /// Which job makes the PDF at a path.
    prints: BTreeMap<String, usize>,
    /// The editions in which the website is made.
    sites: Vec<Edition>,
    /// The folder and the ending of files that go when no job makes them.
    leftovers: Vec<(&'static str, String)>,
}

/// One document or website to be made.
pub enum Job {
    Site { edition: Edition, readings: Vec<Reading> },
    Print { path: String, document: print::Document, options: print::Options },
}

impl Job {
    /// What it makes, as a line of the progress.
    pub fn name(&self) -> String {
        match self {
            Job::Site { edition, .. } => format!("{}/", site::folder(*edition)),
            Job::Print { path, .. } => path.clone(),
        }
    }

    pub fn edition(&self) -> Edition {
        match self {
            Job::Site { edition, .. } => *edition,
            Job::Print { options, .. } => options.edition,
        }
    }
}

impl Plan {
    /// # Errors
    ///
    /// When the arguments name a reading or an item that the course does not have.
    pub fn new(arguments: &Build, course: &Course, outputs: &Outputs, group: print::Cohort) -> Result<Plan, Failure> {
        let readings = readings(&arguments.lang, course)?;
        let items = items(&arguments.item, course)?;
        let group = Arc::new(group);
        let binding = binding(outputs);
        let mut plan = Plan { jobs: Vec::new(), prints: BTreeMap::new(), sites: Vec::new(), leftovers: Vec::new() };
        for output in Output::ALL {
            for edition in editions(output, arguments, outputs)? {
                if output == Output::Site {
                    plan.sites.push(edition);
                    plan.jobs.push(Job::Site { edition, readings: readings.clone() });
                }
                // The side-by-side readings are the longest.
                for &reading in readings.iter().rev() {
                    if output == Output::Booklet && !binds(arguments, outputs, &reading.key(course)) {
                        continue;
                    }
                    for design in designs(output, reading, outputs) {
                        let paper = paper(output, outputs.paper);
                        let options = print::Options { reading, edition, paper, design, items: items.clone() };
                        for document in output.documents(course, items.as_ref(), &group, binding) {
                            let path = document.path(course, &options);
                            plan.prints.insert(path.clone(), plan.jobs.len());
                            plan.jobs.push(Job::Print { path, document, options: options.clone() });
                        }
                    }
                    if items.is_none() {
                        plan.leftovers.extend(output.leftovers(&reading.key(course), edition));
                    }
                }
            }
        }
        if plan.jobs.is_empty() {
            return Err(Failure::new(both!("there is nothing to make", "没有可生成的内容")).hint(both!(
                "`book.yaml` asks for no such output, or the items that `--item` names have none",
                "`book.yaml` 没有要求这种输出，或者 `--item` 指定的条目没有这种输出"
            )));
        }
        Ok(plan)
    }

    /// Whether there is a PDF among the jobs.
    pub fn prints(&self) -> bool {
        !self.prints.is_empty()
    }

    /// The job that makes the PDF at `path`.
    pub fn print(&self, path: &str) -> Option<&Job> {
        self.prints.get(path).map(|&number| &self.jobs[number])
    }

    /// Whether an earlier file belongs to one of the jobs, so that it goes when the job no longer makes it.
    pub fn owns(&self, path: &str) -> bool {
        let left = |(folder, ending): &(&str, String)| path.starts_with(folder) && path.ends_with(ending);
        let within = |edition: &Edition| path.strip_prefix(site::folder(*edition)).is_some_and(|r| r.starts_with('/'));
        self.makes(path) || self.leftovers.iter().any(left) || self.sites.iter().any(within)
    }

    /// Whether one of the jobs makes the PDF at `path`.
    pub fn makes(&self, path: &str) -> bool {
        self.prints.contains_key(path)
    }

    /// The PDFs that a website of an edition offers. `read` gives what will lie at a path when this build has ended.
    ///
    /// # Errors
    ///
    /// When `read` fails.
    pub fn downloads(
        &self,
        course: &Course,
        outputs: &Outputs,
        edition: Edition,
        read: impl Fn(&str) -> Result<Option<Vec<u8>>, Failure>,
    ) -> Result<Vec<site::Download>, Failure> {
        let mut downloads = Vec::new();
        for Offer { reading, spot, label, path } in offers::all(course, outputs, edition) {
            // What belongs to this build and is not made by it goes.
            if self.makes(&path) || !self.owns(&path) {
                downloads.extend(read(&path)?.map(|bytes| site::Download { reading, spot, label, path, bytes }));
            }
        }
        Ok(downloads)
    }
}

/// The editions of an output that this build makes; none when it does not make it.
fn editions(output: Output, arguments: &Build, outputs: &Outputs) -> Result<Vec<Edition>, Failure> {
    let facts = output.facts();
    let named = arguments.outputs.contains(&output);
    if !named && (!arguments.outputs.is_empty() || (!arguments.item.is_empty() && !facts.of_items)) {
        return Ok(Vec::new());
    }
    if !arguments.item.is_empty() && !facts.of_items {
        return Err(Failure::new(both!(
            "`--item` chooses a part of the handouts or the handbook; `{}` is always whole",
            "`--item` 只能选取讲义或手册的一部分；`{}` 总是完整的",
            facts.key
        ))
        .hint(both!("leave out `{}`, or `--item`", "请省去 `{}` 或 `--item`", facts.key)));
    }
    let possible = facts.audience.editions();
    let wanted = outputs.wanted.get(&output);
    Ok(match arguments.edition.map(Edition::from) {
        Some(_) if wanted.is_none() && !named => Vec::new(),
        Some(edition) if possible.contains(&edition) => vec![edition],
        Some(edition) if named => {
            return Err(Failure::new(both!("`{}` has no edition `{}`", "`{}` 没有 `{}` 版", facts.key, edition.key()))
                .hint(both!("leave out `--edition`", "请省去 `--edition`")));
        }
        Some(_) => Vec::new(),
        None => match wanted {
            Some(editions) => editions.clone(),
            // Asked for by name, though `book.yaml` does not list it.
            None if named => vec![possible[0]],
            None => Vec::new(),
        },
    })
}

fn readings(names: &[String], course: &Course) -> Result<Vec<Reading>, Failure> {
    let all = Reading::all(course);
    if names.is_empty() {
        return Ok(all);
    }
    let mut wanted = BTreeSet::new();
    for name in names {
        let Some(&reading) = all.iter().find(|r| r.key(course) == *name) else {
            let keys = message::joined(all.iter().map(|r| r.key(course)));
            return Err(Failure::new(both!("this book has no reading `{name}`", "这本书没有 `{name}` 这种读法"))
                .hint(both!("`--lang` takes {keys}", "`--lang` 可以写 {keys}"; keys)));
        };
        wanted.insert(reading);
    }
    Ok(wanted.into_iter().collect())
}

fn items(names: &[String], course: &Course) -> Result<Option<BTreeSet<ItemIx>>, Failure> {
    if names.is_empty() {
        return Ok(None);
    }
    let mut wanted = BTreeSet::new();
    for name in names {
        let Some(ix) = course.item_ixs().find(|&ix| course.id(ix) == *name) else {
            let ids: Vec<String> = course.item_ixs().map(|ix| course.id(ix)).collect();
            let failure = Failure::new(both!("there is no item `{name}`", "没有条目 `{name}`"));
            return Err(match nearest(name, ids.iter().map(String::as_str)) {
                Some(near) => failure.hint(both!("did you mean `{near}`?", "您要写的是 `{near}` 吗？")),
                None => failure.hint(both!(
                    "items are called `kind/slug`, such as `module/mindset`",
                    "条目写作 `kind/slug`，例如 `module/mindset`"
                )),
            });
        };
        wanted.insert(ix);
    }
    Ok(Some(wanted))
}

/// The paper of an output. Only a handbook has small pages.
fn paper(output: Output, size: PaperSize) -> print::Paper {
    match size {
        PaperSize::A5 if output == Output::Handbook => print::Paper::A5,
        PaperSize::A4 | PaperSize::A5 => print::Paper::A4,
        PaperSize::Letter => print::Paper::Letter,
    }
}

/// The smallest paper that a course is set on.
pub fn smallest_paper(outputs: &Outputs) -> print::Paper {
    let small = outputs.paper == PaperSize::A5 || outputs.wanted.contains_key(&Output::Booklet);
    if small { print::Paper::A5 } else { print::Paper::A4 }
}

/// The looks in which an output shows a reading: of a handbook in two languages, one for each style.
fn designs(output: Output, reading: Reading, outputs: &Outputs) -> Vec<print::Design> {
    if output != Output::Handbook {
        return vec![print::Design::default()];
    }
    let styles = match reading {
        Reading::Single(_) => &[Style::Columns][..],
        Reading::Parallel(..) => &outputs.styles,
    };
    let design = |&style: &Style| {
        let sides = match outputs.two_sided || style == Style::Facing {
            true => print::Sides::Two,
            false => print::Sides::One,
        };
        print::Design { style, sides, back_cover: false }
    };
    styles.iter().map(design).collect()
}

/// Whether a reading becomes a booklet. Readings that the arguments name come before those of `book.yaml`.
fn binds(arguments: &Build, outputs: &Outputs, reading: &str) -> bool {
    let keys = outputs.booklet.readings.as_ref().filter(|_| arguments.lang.is_empty());
    keys.is_none_or(|keys| keys.iter().any(|key| key == reading))
}

pub fn binding(outputs: &Outputs) -> print::Binding {
    let settings = &outputs.booklet;
    print::Binding {
        sheet: match settings.sheet {
            PaperSize::Letter => print::SheetSize::Letter,
            PaperSize::A4 | PaperSize::A5 => print::SheetSize::A4,
        },
        duplex: match settings.turn {
            Turn::ShortEdge => print::Duplex::ShortEdge,
            Turn::LongEdge => print::Duplex::LongEdge,
        },
        sheets_per_signature: settings.sheets_per_signature,
        thickness: settings.thickness,
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::sources::Sources;
    use crate::{book, resolve};

    #[test]
    fn what_a_long_course_offers_is_found_in_time() {
        let mut sources = Sources::default();
        let file = sources.add(
            "book.yaml",
            "title: {en: A test, zh: 测试}
languages: [en, zh]
kinds:
  step:
    folder: steps
    label: {en: \"Step {n}\", zh: \"第{n}步\"}
    plural: {en: Steps, zh: 步骤}
",
        );
        for number in 1..=6000 {
            for language in ["en", "zh"] {
                let path = format!("course/steps/{number:04}-s{number}.{language}.md");
                let exercise = ":::exercise {minutes=5}\nListen.\n:::\n";
                sources.add(&path, format!("---\ntitle: {number}\n---\n\n{exercise}"));
            }
        }
        let (book, found) = book::read(&sources, file);
        let book = book.unwrap_or_else(|| panic!("{found:#?}"));
        let (course, found) = resolve::resolve(&book, &sources);
        let course = course.unwrap_or_else(|| panic!("{found:#?}"));
        let plan = Plan::new(&Build::default(), &course, &book.outputs, print::Cohort::default());
        let plan = plan.unwrap_or_else(|failure| panic!("{failure}"));
        let begin = Instant::now();
        let made = |path: &str| Ok(plan.makes(path).then(Vec::new));
        let downloads = plan.downloads(&course, &book.outputs, Edition::Learner, made).expect("nothing is read");
        let took = begin.elapsed();
        println!("{} jobs, {} PDFs offered: {took:?}", plan.jobs.len(), downloads.len());
        assert!(downloads.len() >= 18_000, "{}", downloads.len());
        assert!(took < Duration::from_millis(1500), "{took:?}");
    }
}
