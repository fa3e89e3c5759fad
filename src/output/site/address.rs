//! Where each page lies, and how one file names another.

use crate::course::{Course, ItemIx, KindIx, Relation};
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
        Place::Kind(kind) => format!("{}/index.html", course.kind(kind).folder),
        Place::Item(item) => sibling(course, item, &course.item(item).slug),
        Place::Matrix(relation) => {
            // The address of the first one does not change when a second one joins it.
            let first = course.relations.iter().find(|r| r.matrix).is_some_and(|r| r.key == relation.key);
            if first { "matrix.html".to_owned() } else { format!("matrix-{}.html", relation.key) }
        }
        Place::Glossary => GLOSSARY.to_owned(),
        Place::Plan(_) => PLAN.to_owned(),
    }
}

/// The path of a page in the folder of an item's kind.
pub fn sibling(course: &Course, item: ItemIx, slug: &str) -> String {
    format!("{}/{slug}.html", course.kind(course.item(item).kind).folder)
}

/// How the file `from` names the file `to`; both are relative to one folder.
pub fn relative(from: &str, to: &str) -> String {
    let folder: Vec<&str> = from.split('/').collect();
    let folder = &folder[..folder.len() - 1];
    let target: Vec<&str> = to.split('/').collect();
    let common = folder.iter().zip(&target[..target.len() - 1]).take_while(|(a, b)| a == b).count();
    let mut out = "../".repeat(folder.len() - common);
    out.push_str(&target[common..].join("/"));
    out
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
            ("index.html", "en/index.html", "en/index.html"),
            ("en/en/index.html", "en/index.html", "../index.html"),
            ("site/en/index.html", "print/a.pdf", "../../print/a.pdf"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(relative(from, to), expected, "from {from} to {to}");
        }
    }
}
