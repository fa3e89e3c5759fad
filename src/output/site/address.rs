//! Where each page lies, and how one file names another.

use std::borrow::Cow;

use crate::course::reading::Reading;
use crate::course::{Course, ItemIx, KindIx, Location, Relation};
use crate::output::html::escape;
use crate::timetable::Timetable;

/// The glossary within a reading.
const GLOSSARY: &str = "glossary.html";
const PLAN: &str = "session-plan.html";

/// A page of a reading.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    Front,
    Kind(KindIx),
    Item(ItemIx),
    Matrix(&'a Relation),
    Glossary,
    /// For trainers alone.
    Plan(&'a Timetable),
}

/// The path of a page within a reading: `steps/listen.html`.
pub fn path(course: &Course, place: Place<'_>) -> String {
    match place {
        Place::Front => "index.html".to_owned(),
        Place::Kind(kind) => [&course.kind(kind).folder, "/index.html"].concat(),
        Place::Item(item) => of_item(course, course.item(item).kind, &course.item(item).path),
        Place::Matrix(relation) => {
            // The address of the first one does not change when a second one joins it.
            let first = course.relations.iter().find(|r| r.matrix).is_some_and(|r| r.key == relation.key);
            if first { "matrix.html".to_owned() } else { format!("matrix-{}.html", relation.key) }
        }
        Place::Glossary => GLOSSARY.to_owned(),
        Place::Plan(_) => PLAN.to_owned(),
    }
}

/// The path of a page within the site: `en/steps/listen.html`.
pub fn in_reading(course: &Course, reading: Reading, place: Place<'_>) -> String {
    [reading.key(course), path(course, place)].join("/")
}

/// Where an item had its page before, as [`path`].
pub fn earlier(course: &Course, location: &Location) -> String {
    of_item(course, location.kind, &location.path)
}

fn of_item(course: &Course, kind: KindIx, path: &str) -> String {
    // Every link asks for one, and a format takes six times as long.
    [&course.kind(kind).folder, "/", path, ".html"].concat()
}

/// How the file `from` names the file `to`; both are relative to one folder.
pub fn relative(from: &str, to: &str) -> String {
    let equal = from.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    // Within the folder that both lie in.
    let start = from.as_bytes()[..equal].iter().rposition(|&b| b == b'/').map_or(0, |slash| slash + 1);
    let up = from.as_bytes()[start..].iter().filter(|&&b| b == b'/').count();
    let mut out = String::with_capacity(3 * up + to.len() - start);
    (0..up).for_each(|_| out.push_str("../"));
    out.push_str(&to[start..]);
    out
}

/// A path of our own as an address.
pub fn escaped(path: String) -> String {
    match escape::path(&path) {
        Cow::Borrowed(_) => path,
        Cow::Owned(escaped) => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths() {
        let cases = [
            ("en/steps/listen.html", "en/steps/cause.html", "cause.html"),
            ("en/steps/listen.html", "en/actions/nod.html", "../actions/nod.html"),
            ("en/steps/listen.html", "assets/style.css", "../../assets/style.css"),
            ("en/steps/listen.html", "zh/steps/listen.html", "../../zh/steps/listen.html"),
            ("en/index.html", "en/steps/listen.html", "steps/listen.html"),
            ("en/steps/listen/nod.html", "en/steps/listen.html", "../listen.html"),
            ("index.html", "en/index.html", "en/index.html"),
            ("en/en/index.html", "en/index.html", "../index.html"),
            ("site/en/index.html", "print/a.pdf", "../../print/a.pdf"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(relative(from, to), expected, "from {from} to {to}");
        }
    }
}
