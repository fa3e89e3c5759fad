//! What can stand at a place that somebody has begun to write.

use std::ops::Range;

use super::names::{Named, TERM, line_at, meaning};
use crate::course::{Anchor, Course, Lang, Term};
use crate::syntax;

/// A word to offer.
#[derive(Debug, PartialEq, Eq)]
pub struct Offered {
    pub word: String,
    /// What people call it.
    pub title: String,
    /// What they call it in any language: words by which it is found, too.
    pub titles: String,
    /// What is replaced.
    pub range: Range<usize>,
    /// What is put there.
    pub text: String,
}

/// The words for a place in a text; `lang` is the language of their titles.
pub fn at(course: &Course, text: &str, at: usize, lang: Lang) -> Vec<Offered> {
    let line = line_at(text, at);
    let before = &text[line.start..at];
    if let Some(open) = before.rfind("[[").filter(|open| !before[*open..].contains("]]")) {
        return references(course, text, line.start + open + 2..at, lang);
    }
    let fence = before.trim_start();
    let name = fence.trim_start_matches(':');
    let begins_fence = fence.len() - name.len() >= 3 && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    if !begins_fence {
        return Vec::new();
    }
    let offer = |word: &str| Offered {
        word: word.to_owned(),
        title: String::new(),
        titles: String::new(),
        range: at - name.len()..at,
        text: word.to_owned(),
    };
    syntax::fence_names().map(offer).collect()
}

/// Names for what was begun between brackets, which are closed if they are not.
fn references(course: &Course, text: &str, typed: Range<usize>, lang: Lang) -> Vec<Offered> {
    let rest = &text[typed.end..line_at(text, typed.end).end];
    let close = if rest.trim_start_matches(|c: char| c.is_alphanumeric() || "/-#:".contains(c)).starts_with(['|', ']'])
    {
        ""
    } else {
        "]]"
    };
    let offer = |word: String, title: &str, titles: String| Offered {
        text: format!("{word}{close}"),
        word,
        title: title.to_owned(),
        titles,
        range: typed.clone(),
    };
    if let Some((path, _)) = text[typed.clone()].split_once('#')
        && let Some(Named::Item(item, _)) = meaning(course, path)
    {
        let anchors = course.item(item).page.texts[lang].anchors.iter();
        let named = anchors.filter_map(|(id, anchor)| match anchor {
            Anchor::Heading(words) => Some((id, words.as_str())),
            Anchor::Directive { title, .. } => Some((id, title.as_deref().unwrap_or_default())),
            Anchor::Place => None,
        });
        return named.map(|(id, words)| offer(format!("{path}#{id}"), words, words.to_owned())).collect();
    }
    let items = course.item_ixs().map(|ix| {
        let titles: Vec<&str> = course.langs().map(|lang| course.title(ix, lang)).collect();
        offer(course.id(ix), course.title(ix, lang), titles.join(" "))
    });
    let terms = course.term_ixs().map(|ix| {
        let Term { key, entries, .. } = course.term(ix);
        let titles: Vec<&str> = entries.iter().map(|(_, entry)| entry.term.as_str()).collect();
        offer(format!("{TERM}{key}"), &entries[lang].term, titles.join(" "))
    });
    items.chain(terms).collect()
}
