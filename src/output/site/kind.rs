//! The list of a kind's items.

use serde::Serialize;

use super::front;
use super::links::{ListedItem, Said, SitePage};
use super::shell::Shell;
use crate::course::{ItemIx, KindIx};
use crate::failure::Failure;

#[derive(Serialize)]
struct KindPage<'a> {
    shell: Shell<'a>,
    /// The plural of the kind: `Modules`.
    names: Vec<Said>,
    /// `4 h 30 min`: all items together, when one says how long it takes.
    minutes: Option<String>,
    /// How many there are, without those that stand below another one.
    count: usize,
    items: Vec<KindEntry>,
}

/// An item with those below it.
#[derive(Serialize)]
struct KindEntry {
    #[serde(flatten)]
    item: ListedItem,
    children: Vec<ListedItem>,
}

pub fn render(page: &SitePage<'_>, kind: KindIx) -> Result<Vec<u8>, Failure> {
    let names = page.localized(&page.course().kind(kind).plural);
    let context = KindPage {
        shell: Shell::new(page, &names, None),
        names,
        minutes: front::total_minutes(page, kind),
        count: page.site.count(kind),
        items: page.site.roots_of(kind).iter().map(|&item| entry(page, item)).collect(),
    };
    page.fill("kind.html", &context)
}

fn entry(page: &SitePage<'_>, item: ItemIx) -> KindEntry {
    KindEntry {
        item: page.entry(item),
        children: page.course().children(item).map(|child| page.entry(child)).collect(),
    }
}
