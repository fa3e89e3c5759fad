//! What an author may want to know about a course that is valid: warnings, from the course alone.

mod terms;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;
use terms::Lexicon;

use crate::course::{Course, ItemIx, Lang, Page, Target, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::edition;
use crate::message::both;
use crate::sources::Span;
use crate::syntax::is_han;
use crate::tree::{self, Inline};

/// Everything that is worth a look.
pub fn check(course: &Course) -> Vec<Diagnostic> {
    let names = names(course);
    // The preview checks again after each edit, and most of its pages are those of the last time.
    let lexicon = LazyLock::new(|| Lexicon::of(course));
    let pages: Vec<&Arc<Page>> = course.items.iter().map(|item| &item.page).chain(&course.front).collect();
    let look = |page: &&Arc<Page>| {
        let mut known = page.derived.warnings.lock().expect("no check panicked");
        if known.as_ref().is_none_or(|(of, _)| *of != names) {
            *known = Some((names, look_at(page, course, &lexicon)));
        }
        known.as_ref().map_or(Vec::new(), |(_, found)| found.clone())
    };
    let found: Vec<Vec<Diagnostic>> = pages.par_iter().map(look).collect();
    found.into_iter().flatten().collect()
}

/// What the warnings of a page depend on besides its own text: the terms, and the titles that stand for references.
fn names(course: &Course) -> blake3::Hash {
    let mut names = blake3::Hasher::new();
    names.update(format!("{:?}", course.terms).as_bytes());
    for item in &course.items {
        for (_, text) in item.page.texts.iter() {
            names.update(text.title.as_bytes()).update(b"\0");
        }
    }
    names.finalize()
}

fn look_at(page: &Page, course: &Course, lexicon: &Lexicon) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (lang, text) in page.texts.iter().filter(|(lang, text)| text.language == *lang) {
        if course.language(lang).chinese {
            half_width(text, &mut diagnostics);
        }
        edition::empty_for_learners(&text.body, &mut |block| {
            diagnostics.push(
                Diagnostic::new(
                    Code::EmptyBox,
                    block.span,
                    both!("learners see nothing of what is in here", "学员看不到这里面的任何内容"),
                )
                .hint(both!(
                    "write something outside of `:::trainer` and `:::solution`, or put it where trainers alone look",
                    "请在 `:::trainer` 和 `:::solution` 之外写些内容，或者把它整个放进培训师才看得到的地方"
                )),
            );
        });
    }
    terms::check(course, lexicon, page, &mut diagnostics);
    diagnostics
}

/// Items that nothing refers to. `places` has the place of each item's source file.
pub fn orphans(course: &Course, places: &[Span], diagnostics: &mut Vec<Diagnostic>) {
    let mut found: BTreeSet<ItemIx> = BTreeSet::new();
    if let Some(front) = &course.front {
        tree::inlines(&front.texts[Lang::SOURCE].body, &mut |inline| {
            if let Inline::Reference { target: Target::Item(ix) | Target::Anchor(ix, _), .. } = inline {
                found.insert(*ix);
            }
        });
    }
    for (ix, &place) in course.item_ixs().zip(places) {
        let related = course.relations.iter().any(|r| !r.targets(ix).is_empty() || !r.sources(ix).is_empty());
        if !related && course.item(ix).mentioned_by.is_empty() && !found.contains(&ix) {
            let id = course.id(ix);
            diagnostics.push(
                Diagnostic::new(Code::Orphan, place, both!("nothing refers to `{id}`", "没有地方引用 `{id}`"))
                    .hint(both!("refer to it where it helps: `[[{id}]]`", "请在用得上的地方引用它：`[[{id}]]`")),
            );
        }
    }
}

/// `,` or `(` between Chinese characters, where `，` or `（` is meant.
fn half_width(text: &Text, diagnostics: &mut Vec<Diagnostic>) {
    let full = |c: char| match c {
        ',' => Some('，'),
        ';' => Some('；'),
        ':' => Some('：'),
        '?' => Some('？'),
        '!' => Some('！'),
        '(' => Some('（'),
        ')' => Some('）'),
        _ => None,
    };
    for blocks in std::iter::once(&text.body).chain(&text.footnotes) {
        tree::inlines(blocks, &mut |inline| {
            let Inline::Text(words, span) = inline else { return };
            let mut before = None;
            for (at, c) in words.char_indices() {
                let after = words[at + c.len_utf8()..].chars().next();
                let beside_han = match c {
                    '(' => after.is_some_and(is_han),
                    _ => before.is_some_and(is_han),
                };
                if let Some(wanted) = full(c).filter(|_| beside_han) {
                    let start = span.start as usize + at;
                    diagnostics.push(
                        Diagnostic::new(
                            Code::HalfWidthPunctuation,
                            Span::new(span.file, start..start + c.len_utf8()),
                            both!("half-width `{c}` in Chinese text", "中文里用了半角 `{c}`"),
                        )
                        .hint(both!("write `{wanted}`", "请写 `{wanted}`")),
                    );
                }
                before = Some(c);
            }
        });
    }
}
