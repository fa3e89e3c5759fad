//! A build that several machines share: each finds out by itself which share is its own.
//!
//! The products are divided by what they are expected to [cost](super::cost), the dearest first, each to the share that has least so far (LPT,
//! Graham 1969: never more than a third above the best division). An electronic book goes with the handbook whose page numbers it has. A website is divided by its items. The division follows from the course, from
//! what is asked for and from the number of shares, so all machines come to the same one.

use std::cmp::Reverse;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::cost::Costs;
use super::plan::Plan;
use super::products::{Product, ProductKind};
use crate::course::Course;
use crate::output::site;

/// More shares than anybody has machines.
const MOST: usize = 10_000;

/// So many items at least are in a share of a website: each share fills what pages have in common once more.
const ITEMS_TOGETHER: usize = 16;

/// Which share of a build: `3/16`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

impl Shard {
    /// The folder that the share is made into when none is named, beside the course: `parts/3-of-16`.
    pub fn folder(self) -> String {
        format!("parts/{}-of-{}", self.number, self.of)
    }

    /// All shares of a build.
    pub fn all(of: usize) -> impl Iterator<Item = Shard> {
        (1..=of).map(move |number| Shard { number, of })
    }
}

impl FromStr for Shard {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Shard, Self::Err> {
        let numbers = text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match numbers {
            Some((number, of)) if (1..=of).contains(&number) && of <= MOST => Ok(Shard { number, of }),
            _ => Err("expected a number and how many there are, such as `3/16`"),
        }
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

/// Something that one machine makes as a whole.
#[derive(Clone, Debug)]
pub struct Job {
    /// A product, or a share of a website.
    pub product: Product,
    /// How long it takes one core, about.
    pub cost: Duration,
}

/// The jobs of each of `of` shares, in the order of the plan. A share may be empty.
pub fn divide(plan: &Plan, course: &Course, of: usize) -> Vec<Vec<Job>> {
    let costs = Costs::new(course);
    let products = plan.products.iter().flat_map(|product| pieces(product, course.items.len(), of));
    let jobs = products.map(|product| Job { cost: costs.of(&product), product });
    let handbook = |job: &Job| job.product.handbook().and_then(|handbook| plan.file(&handbook.path));
    let (books, mut jobs): (Vec<(usize, Job)>, Vec<_>) = jobs.enumerate().partition(|(_, job)| handbook(job).is_some());
    jobs.sort_by_key(|(_, job)| Reverse(job.cost));
    let mut shares = vec![(Duration::ZERO, Vec::new()); of];
    for (place, job) in jobs {
        let (cost, share) = shares.iter_mut().min_by_key(|(cost, _)| *cost).expect("there is a share");
        *cost += job.cost;
        share.push((place, job));
    }
    // A book is made where the handbook is whose page numbers it has, so that this is typeset once.
    for (place, job) in books {
        let handbook = handbook(&job).expect("these have one in the plan");
        let has_it = |(_, share): &&mut (Duration, Vec<(usize, Job)>)| {
            share.iter().any(|(_, job)| job.product.path == handbook.path)
        };
        let (_, share) = shares.iter_mut().find(has_it).expect("some share has the handbook");
        share.push((place, Job { cost: job.cost.saturating_sub(costs.of(handbook)), ..job }));
    }
    let in_order = |(_, mut share): (Duration, Vec<(usize, Job)>)| {
        share.sort_by_key(|(place, _)| *place);
        share.into_iter().map(|(_, job)| job).collect()
    };
    shares.into_iter().map(in_order).collect()
}

/// A product, or the shares of a website that has many items.
fn pieces(product: &Product, items: usize, of: usize) -> Vec<Product> {
    let count = of.min(items / ITEMS_TOGETHER);
    let ProductKind::Site { readings, .. } = &product.kind else { return vec![product.clone()] };
    if count < 2 {
        return vec![product.clone()];
    }
    let ranges = (0..count).map(|n| site::Share::Items(items * n / count..items * (n + 1) / count));
    let piece = |share| Product { kind: ProductKind::Site { readings: readings.clone(), share }, ..product.clone() };
    std::iter::once(site::Share::Frame).chain(ranges).map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::build::Request;
    use crate::project::{self, Memo};
    use crate::sources::Sources;

    /// A course of so many steps, the first of them ten times as long as the others.
    fn divided(steps: usize, of: usize) -> Vec<Vec<Job>> {
        let mut sources = Sources::default();
        sources.add(
            "book.yaml",
            "title: {en: A test, zh: 测试}
languages: [en, zh]
kinds:
  step: {folder: steps, label: {en: \"Step {n}\", zh: \"第{n}步\"}, plural: {en: Steps, zh: 步骤}}
",
        );
        for number in 1..=steps {
            let words = "Listen to the guest before you speak. ".repeat(if number == 1 { 300 } else { 30 });
            for language in ["en", "zh"] {
                let path = format!("course/steps/{number:04}-s{number}.{language}.md");
                sources.add(&path, format!("---\ntitle: {number}\n---\n\n:::exercise {{minutes=5}}\n{words}\n:::\n"));
            }
        }
        let sound = project::of(sources, &mut Memo::once()).expect_sound();
        let plan = Plan::new(&Request::default(), &sound).unwrap_or_else(|failure| panic!("{failure}"));
        divide(&plan, &sound.course, of)
    }

    fn names(jobs: &[Job]) -> Vec<String> {
        jobs.iter().map(|job| job.product.name()).collect()
    }

    #[test]
    fn each_job_is_in_one_share_and_the_shares_are_even() {
        let whole = names(&divided(60, 1)[0]);
        assert!(whole.contains(&"site/".to_owned()), "{whole:?}");
        let shares = divided(60, 8);
        let mut all: Vec<String> = shares.iter().flat_map(|share| names(share)).collect();
        all.retain(|name| !name.starts_with("site/"));
        all.sort();
        let mut expected: Vec<String> = whole.into_iter().filter(|name| name != "site/").collect();
        expected.sort();
        assert_eq!(all, expected);
        let costs: Vec<Duration> = shares.iter().map(|share| share.iter().map(|job| job.cost).sum()).collect();
        let longest = shares.iter().flatten().map(|job| job.cost).max().expect("there are jobs");
        let even = costs.iter().sum::<Duration>() / 8;
        assert!(costs.iter().all(|&cost| cost <= (even + longest)), "{costs:?}");
    }

    #[test]
    fn the_shares_of_a_website_have_every_item_once() {
        let shares = divided(70, 3);
        let mut found = Vec::new();
        let mut frames = 0;
        for job in shares.iter().flatten() {
            match &job.product.kind {
                ProductKind::Site { share: site::Share::Items(items), .. } => found.extend(items.clone()),
                ProductKind::Site { share: site::Share::Frame, .. } => frames += 1,
                ProductKind::Site { share: site::Share::Whole, .. } => panic!("a long course is divided"),
                _ => {}
            }
        }
        found.sort_unstable();
        assert_eq!((frames, found), (1, (0..70).collect::<Vec<_>>()));
        assert!(divided(3, 3).iter().flatten().any(|job| job.product.name() == "site/"));
    }

    #[test]
    fn a_share_is_written_as_it_is_read() {
        for text in ["1/1", "3/16", "10000/10000"] {
            assert_eq!(text.parse::<Shard>().expect("a share").to_string(), text);
        }
        for text in ["", "3", "0/4", "5/4", "1/0", "-1/4", "1/2/3", "a/b", "1/10001"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
