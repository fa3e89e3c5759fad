//! The HTML of a text on a page of the website.

use std::fmt::Write;

use super::links::SitePage;
use super::places;
use crate::course::{self, Lang};
use crate::output::html::page::PageContext;
use crate::output::html::{Medium, escape, stale_id};
use crate::theme::CountIn;

/// The text of an item or of the front page, with its notes. Above it stands how many passages are marked whose source has changed.
pub fn render(page: &SitePage<'_>, content: &course::Page) -> String {
    let context = PageContext {
        medium: Medium::Web,
        course: page.course(),
        reading: page.reading,
        strings: &page.site.strings,
        prefixes: &page.site.prefixes,
        links: page,
        breaks: None,
    };
    let mut out = stale(page, content);
    out.push_str(&context.text(content, &places::of(content, page.lang())));
    out
}

/// A line for each language of the reading that has such passages, in the words of the page. It leads to the first of them.
fn stale(page: &SitePage<'_>, content: &course::Page) -> String {
    let mut out = String::new();
    let source = &page.course().language(Lang::SOURCE).name;
    for lang in page.reading.langs() {
        let n = content.texts[lang].traits().stale_marks;
        if n == 0 || content.texts[lang].language != lang {
            continue;
        }
        let prefix = if lang == page.lang() { "" } else { &page.site.prefixes[lang] };
        let _ = write!(out, "<p class=\"stale-passages\"><a href=\"#{prefix}{}\">", stale_id(1));
        escape::text(&page.strings().common.stale_passages.fill(CountIn { n: &n, language: source }), &mut out);
        out.push_str("</a></p>\n");
    }
    out
}
