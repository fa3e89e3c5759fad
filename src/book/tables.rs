//! The keys of `book.yaml` and the words that some of them take: what reads the file and what describes it to editors have them in common.

use super::lms::{Failed, Package, Part, ScormEdition};
use super::settings::{PaperSize, Turn};
use crate::course::Orientation;
use crate::diagnostic::Severity;

/// The keys of the file. Those of `outputs:` are in [`super::Output::facts`].
pub const KEYS: [&str; 24] = [
    "title",
    "subtitle",
    "description",
    "author",
    "version",
    "date",
    "imprint",
    "accessibility",
    "identifier",
    "site-url",
    "course",
    "languages",
    "derive",
    "kinds",
    "relations",
    "editions",
    "outputs",
    "plans",
    "checks",
    "html",
    "math",
    "attachments",
    "front-matter",
    "stale-marks",
];

/// The keys of the imprint.
pub const IMPRINT_KEYS: [&str; 5] = ["publisher", "rights", "licence", "contact", "sources"];

/// The keys of `accessibility:`.
pub const ACCESSIBILITY_KEYS: [&str; 2] = ["certified-by", "conforms-to"];

/// What `conforms-to:` claims, as electronic books say it (EPUB Accessibility 1.1, section 4.1).
pub const CONFORMANCE: [(&str, &str); 9] = [
    ("wcag-2.0-a", "WCAG 2.0 Level A"),
    ("wcag-2.0-aa", "WCAG 2.0 Level AA"),
    ("wcag-2.0-aaa", "WCAG 2.0 Level AAA"),
    ("wcag-2.1-a", "WCAG 2.1 Level A"),
    ("wcag-2.1-aa", "WCAG 2.1 Level AA"),
    ("wcag-2.1-aaa", "WCAG 2.1 Level AAA"),
    ("wcag-2.2-a", "WCAG 2.2 Level A"),
    ("wcag-2.2-aa", "WCAG 2.2 Level AA"),
    ("wcag-2.2-aaa", "WCAG 2.2 Level AAA"),
];

/// The keys of a kind of items.
pub const KIND_KEYS: [&str; 6] = ["folder", "label", "page-label", "plural", "numbered", "cards"];

/// The keys of a relation.
pub const RELATION_KEYS: [&str; 5] = ["from", "to", "label", "inverse", "matrix"];

/// The keys of a session plan.
pub const PLAN_KEYS: [&str; 8] = ["title", "start", "hours", "days", "break", "lunch", "lunch-at", "items"];

/// The keys that any front matter may have, so that none of them can be a relation.
pub const FRONT_MATTER_KEYS: [&str; 8] =
    ["title", "summary", "minutes", "materials", "numbered", "sheet", "aliases", "anchors"];

/// Names that no kind and no folder of one can have: they are taken in addresses and references.
pub const TAKEN_NAMES: [&str; 2] = ["assets", "term"];

/// What `checks:` makes of a diagnostic; None is off.
pub const LEVELS: [(&str, Option<Severity>); 4] = [
    ("off", None),
    ("note", Some(Severity::Note)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

/// Whether `html:` takes HTML over.
pub const HTML: [(&str, bool); 2] = [("escape", false), ("allow", true)];

/// The papers of the handbook.
pub const PAPERS: [(&str, PaperSize); 3] =
    [("a4", PaperSize::A4), ("letter", PaperSize::Letter), ("a5", PaperSize::A5)];

/// Whether `type:` is that of large print.
pub const TYPES: [(&str, bool); 2] = [("usual", false), ("large", true)];

/// The sheets of the booklet.
pub const SHEETS: [(&str, PaperSize); 2] = [("a4", PaperSize::A4), ("letter", PaperSize::Letter)];

/// How `sheet:` in a front matter turns the sheet of an item.
pub const ORIENTATIONS: [(&str, Orientation); 2] =
    [("portrait", Orientation::Portrait), ("landscape", Orientation::Landscape)];

/// How `duplex:` turns a sheet.
pub const TURNS: [(&str, Turn); 2] = [("short-edge", Turn::ShortEdge), ("long-edge", Turn::LongEdge)];

/// `sheets-per-signature:` of a booklet that is one signature.
pub const ONE_SIGNATURE: &str = "none";

/// The packages for learning platforms.
pub const PACKAGES: [(&str, Package); 3] =
    [("scorm-1.2", Package::Scorm12), ("scorm-2004", Package::Scorm2004), ("cmi5", Package::Cmi5)];

/// The editions of SCORM 2004.
pub const SCORM_EDITIONS: [(&str, ScormEdition); 2] = [("3rd", ScormEdition::Third), ("4th", ScormEdition::Fourth)];

/// What `complete:` asks of learners.
pub const PARTS: [(&str, Part); 2] = [("pages", Part::Pages), ("quizzes", Part::Quizzes)];

/// What `on-fail:` reports.
pub const FAILED: [(&str, Failed); 2] = [("incomplete", Failed::Incomplete), ("failed", Failed::Failed)];

/// `mastery-score:` of a course that nobody can fail.
pub const NO_MASTERY: &str = "none";
