//! What could not be carried into the course, and where it stood.

use std::collections::BTreeMap;

use crate::message::{Message, Tongue, both};

/// A thing that could not be carried as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file that was imported, and within it what a person can look for: a heading, the first words of a paragraph, a line.
    pub place: Vec<String>,
    /// What is otherwise than it was.
    pub message: Message,
}

impl Report {
    /// A report of a place.
    pub fn new(place: impl IntoIterator<Item = String>, message: Message) -> Report {
        Report { place: place.into_iter().collect(), message }
    }

    /// A line: the place, then what there is to say.
    pub fn text(&self, tongue: Tongue) -> String {
        let (between, colon) = match tongue {
            Tongue::En => (" › ", ": "),
            Tongue::Zh => (" › ", "："),
        };
        let place: Vec<&str> = self.place.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        let colon = if place.is_empty() { "" } else { colon };
        format!("{}{colon}{}", place.join(between), self.message.text(tongue))
    }
}

/// The lines of all reports. Of those that say the same of many things, a few stand for all.
pub fn lines(reports: &[Report], tongue: Tongue) -> Vec<String> {
    const SHOWN: usize = 3;
    // What stands between backticks and numbers differ.
    let kind = |report: &Report| -> String {
        let said = report.message.text(Tongue::En);
        said.split('`').step_by(2).flat_map(str::chars).filter(|c| !c.is_ascii_digit()).collect()
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    reports.iter().for_each(|report| *counts.entry(kind(report)).or_default() += 1);
    let mut told: BTreeMap<String, usize> = BTreeMap::new();
    let mut lines = Vec::new();
    for report in reports {
        let kind = kind(report);
        let count = counts[&kind];
        let told = told.entry(kind).or_default();
        *told += 1;
        // One more line for a last one would be as long.
        if count <= 2 * SHOWN || *told <= SHOWN {
            lines.push(report.text(tongue));
        }
        if count > 2 * SHOWN && *told == SHOWN {
            let more = count - SHOWN;
            lines.push(both!("… and {more} more like this", "……这样的还有 {more} 处").text(tongue).to_owned());
        }
    }
    lines
}

/// The first words of a text, as a person looks for them.
pub fn first_words(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut shown = String::new();
    let mut width = 0;
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        width += if crate::typography::is_wide(c) { 2 } else { 1 };
        if width > LONGEST {
            return shown.trim_end().to_owned() + "…";
        }
        shown.push(c);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_equal_reports_are_told_by_a_few() {
        let gone = |n: usize| Report::new([format!("a.md:{n}")], both!("`{n}.png` is gone", "没有 `{n}.png`"));
        let other = Report::new([], both!("this is another thing", "这是另一件事"));
        let reports: Vec<Report> = (1..=7).map(gone).chain([other]).collect();
        let expected = [
            "a.md:1: `1.png` is gone",
            "a.md:2: `2.png` is gone",
            "a.md:3: `3.png` is gone",
            "… and 4 more like this",
            "this is another thing",
        ];
        assert_eq!(lines(&reports, Tongue::En), expected);
        assert_eq!(lines(&reports[1..], Tongue::Zh).len(), 7);
    }
}
