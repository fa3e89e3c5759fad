//! The list of a kind's items.

use serde::Serialize;

use super::front;
use super::links::{ListedItem, Said, SitePage};
use super::shell::Shell;
use crate::course::KindIx;
use crate::failure::Failure;

#[derive(Serialize)]
struct KindPage<'a> {
    shell: Shell<'a>,
    /// The plural of the kind: `Modules`.
    names: Vec<Said>,
    /// `270 min`: all items together, when one says how long it takes.
    minutes: Option<String>,
    items: Vec<ListedItem>,
}

pub fn render(page: &SitePage<'_>, kind: KindIx) -> Result<Vec<u8>, Failure> {
    let names = page.localized(&page.course().kind(kind).plural);
    let context = KindPage {
        shell: Shell::new(page, &names, None),
        names,
        minutes: front::total_minutes(page, kind),
        items: page.site.items_of(kind).iter().map(|&item| page.entry(item)).collect(),
    };
    page.fill("kind.html", &context)
}
