//! The HTML of a text on a page of the website.

use super::links::SitePage;
use super::places;
use crate::course;
use crate::output::html::Medium;
use crate::output::html::page::PageContext;

/// The text of an item or of the front page, with its notes.
pub fn render(page: &SitePage<'_>, content: &course::Page) -> String {
    let context = PageContext {
        medium: Medium::Web,
        course: page.course(),
        reading: page.reading,
        strings: &page.site.strings,
        prefixes: &page.site.prefixes,
        links: page,
    };
    context.text(content, &places::of(content, page.lang()))
}
