//! What an author may want to know about a course that is valid: warnings, from the course alone.

mod orphans;
mod punctuation;
mod terms;

use std::sync::{Arc, LazyLock};

use rayon::prelude::*;
use terms::Lexicon;

use crate::course::tree::audience::empty_for_learners;
use crate::course::{Course, Page};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;

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
    let mut found: Vec<Diagnostic> = found.into_iter().flatten().collect();
    orphans::check(course, &mut found);
    found
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
            punctuation::check(text, &mut diagnostics);
        }
        empty_for_learners(&text.body, &mut |block| {
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
