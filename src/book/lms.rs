//! `outputs: lms:` in `book.yaml`: what learning platforms get, and when a learner has completed the course.

use crate::course::{Kind, KindIx};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;
use crate::yaml::{self, Fields, Node};

use super::tables::{FAILED, NO_MASTERY, PACKAGES, PARTS, SCORM_EDITIONS};
use super::values::{choice, choices};

/// The packages for learning platforms, and what they report.
#[derive(Clone, Debug)]
pub struct LmsSettings {
    /// The key in `book.yaml`, when it is there.
    pub place: Option<Span>,
    /// What is made.
    pub packages: Vec<Package>,
    /// Of SCORM 2004.
    pub edition: ScormEdition,
    /// The score with which the course is passed.
    pub mastery: Mastery,
    /// What must be done for the course to be complete.
    pub complete: Vec<Part>,
    /// The kinds whose pages must be read.
    pub pages: Vec<KindIx>,
    /// What is reported of a score below the mastery score.
    pub failed: Failed,
}

/// The standards of packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Package {
    /// SCORM 1.2, which every platform takes.
    Scorm12,
    /// SCORM 2004.
    Scorm2004,
    /// cmi5, which reports to a learning record store.
    Cmi5,
}

/// The editions of SCORM 2004.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScormEdition {
    /// The third.
    Third,
    /// The fourth.
    Fourth,
}

/// The score with which a course is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mastery {
    /// That of the final test, or 80 %, when questions must be answered; else none.
    Usual,
    /// So many percent.
    Percent(u32),
    /// None: nobody can fail.
    None,
}

/// What a learner does of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// To read pages.
    Pages,
    /// To answer questions.
    Quizzes,
}

/// What a score below the mastery score is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// A course that goes on.
    Incomplete,
    /// A failure, after which some platforms let nobody try again.
    Failed,
}

/// Where nothing else is said, in percent.
const PASS_MARK: u32 = 80;

impl Default for LmsSettings {
    fn default() -> LmsSettings {
        LmsSettings {
            place: None,
            packages: PACKAGES.map(|(_, package)| package).to_vec(),
            edition: ScormEdition::Third,
            mastery: Mastery::Usual,
            complete: PARTS.map(|(_, part)| part).to_vec(),
            pages: vec![KindIx::FIRST],
            failed: Failed::Incomplete,
        }
    }
}

impl LmsSettings {
    /// The least score in percent with which the course is passed, when its final test has that pass mark. None when nobody can fail.
    pub fn mastery_score(&self, test: Option<u32>) -> Option<u32> {
        match self.mastery {
            Mastery::Percent(percent) => Some(percent),
            Mastery::Usual if self.complete.contains(&Part::Quizzes) => Some(test.unwrap_or(PASS_MARK)),
            Mastery::Usual | Mastery::None => None,
        }
    }

    /// How much of a final test must be right that does not say it, in percent.
    pub fn pass_mark(&self) -> u32 {
        if let Mastery::Percent(percent) = self.mastery { percent } else { PASS_MARK }
    }
}

impl Package {
    /// The package of that name.
    pub fn of(key: &str) -> Option<Package> {
        PACKAGES.iter().find(|(name, _)| *name == key).map(|(_, package)| *package)
    }

    /// The name in `book.yaml` and of the file: `scorm-1.2`.
    pub fn key(self) -> &'static str {
        PACKAGES.iter().find(|(_, package)| *package == self).map_or("", |(key, _)| key)
    }
}

pub(super) fn settings(
    place: Span,
    fields: &Fields<'_>,
    kinds: &[Kind],
    diagnostics: &mut Vec<Diagnostic>,
) -> LmsSettings {
    let mut settings = LmsSettings { place: Some(place), ..LmsSettings::default() };
    if let Some(node) = fields.get("packages") {
        settings.packages = some(choices(node, &PACKAGES, diagnostics), settings.packages);
    }
    if let Some(edition) = fields.get("edition").and_then(|n| choice(n, &SCORM_EDITIONS, diagnostics)) {
        settings.edition = edition;
    }
    if let Some(node) = fields.get("complete") {
        settings.complete = some(choices(node, &PARTS, diagnostics), settings.complete);
    }
    if let Some(mastery) = fields.get("mastery-score").and_then(|n| mastery(n, diagnostics)) {
        settings.mastery = mastery;
    }
    if let Some(node) = fields.get("pages") {
        let kinds = kinds.iter().enumerate().map(|(index, kind)| (kind.key.as_str(), KindIx::new(index)));
        settings.pages = some(choices(node, &kinds.collect::<Vec<_>>(), diagnostics), settings.pages);
    }
    if let Some(failed) = fields.get("on-fail").and_then(|n| choice(n, &FAILED, diagnostics)) {
        settings.failed = failed;
    }
    settings
}

/// An empty list is as good as none.
fn some<T>(list: Vec<T>, usual: Vec<T>) -> Vec<T> {
    if list.is_empty() { usual } else { list }
}

fn mastery(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Mastery> {
    if matches!(&node.value, yaml::Value::Text(word) if word == NO_MASTERY) {
        return Some(Mastery::None);
    }
    let score = node.text(diagnostics)?;
    let percent = score.parse().ok().filter(|percent| (1..=100).contains(percent));
    if percent.is_none() {
        let message = both!(
            "expected a score from 1 to 100, or `none`, found `{score}`",
            "这里应是 1 到 100 的分数，或 `none`，现在是 `{score}`"
        );
        diagnostics.push(
            Diagnostic::new(Code::WrongValue, node.span, message)
                .hint(both!("write the per cent without a sign: `80`", "请只写百分数的数字：`80`")),
        );
    }
    percent.map(Mastery::Percent)
}
