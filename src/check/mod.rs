//! What an author may want to know about a course: warnings, from the course alone.

mod orphans;
mod programmes;
mod punctuation;
mod terms;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use rayon::prelude::*;
use terms::Lexicon;

use crate::course::tree::audience::empty_for_learners;
use crate::course::tree::is_untranslated;
use crate::course::{ByPage, Course, Page};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::digest::Digest;
use crate::message::both;
use crate::span::FileId;

/// What is wrong with pages, for the next check: after an edit, most pages are those of the last time.
#[derive(Default)]
pub struct Memo {
    names: Option<Digest>,
    found: ByPage<Vec<Diagnostic>>,
}

impl Memo {
    /// What was found on a page.
    pub fn get(&self, page: &Arc<Page>) -> Option<&Vec<Diagnostic>> {
        self.found.get(page)
    }

    /// The names that the course had, on which warnings depend.
    pub fn names(&self) -> Option<Digest> {
        self.names
    }

    /// Takes up what was found on pages of a course with these names.
    pub fn recall(&mut self, names: Option<Digest>, found: impl IntoIterator<Item = (Arc<Page>, Vec<Diagnostic>)>) {
        self.names = names;
        found.into_iter().for_each(|(page, found)| self.found.insert(page, found));
    }
}

/// Everything that is worth a look. What an earlier check left in `memo` does not change it.
pub fn check(course: &Course, memo: &mut Memo) -> Vec<Diagnostic> {
    let names = Some(names(course));
    let known = std::mem::take(memo);
    let known = if known.names == names { known.found } else { ByPage::default() };
    let lexicon = LazyLock::new(|| Lexicon::of(course));
    let pages: Vec<&Arc<Page>> = course.pages().collect();
    let look = |page: &&Arc<Page>| known.get(page).cloned().unwrap_or_else(|| look_at(page, course, &lexicon));
    let found: Vec<Vec<Diagnostic>> = pages.par_iter().map(look).collect();
    memo.names = names;
    pages.iter().zip(&found).for_each(|(&page, found)| memo.found.insert(page.clone(), found.clone()));
    let mut found: Vec<Diagnostic> = found.into_iter().flatten().collect();
    orphans::check(course, &mut found);
    programmes::check(course, &mut found);
    found
}

/// Of what was found in a course with `errors`, leaves what no error is the cause of. `unread` says that whole files are missing.
pub fn keep_causes(found: &mut Vec<Diagnostic>, errors: &[Diagnostic], unread: bool) {
    let unpaired: BTreeSet<FileId> =
        errors.iter().filter(|found| found.code == Code::HeadingMismatch).map(|found| found.span.file).collect();
    let errors = || errors.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    // Files of which the text, or its structure, is another one than was meant.
    let hidden = |code: Code| {
        matches!(
            code,
            Code::UnfinishedMerge
                | Code::UnclosedCode
                | Code::UnclosedFence
                | Code::UnclosedComment
                | Code::FenceLine
                | Code::TooDeep
                | Code::Yaml
        )
    };
    let unsure: BTreeSet<FileId> = errors().filter(|error| hidden(error.code)).map(|error| error.span.file).collect();
    let names = |code: Code| {
        hidden(code)
            || matches!(
                code,
                Code::DanglingReference
                    | Code::AmbiguousReference
                    | Code::DuplicateId
                    | Code::FileName
                    | Code::MissingSource
                    | Code::UnknownKey
                    | Code::WrongValue
            )
    };
    let names_are_missing = unread || errors().any(|error| names(error.code));
    found.retain(|diagnostic| match diagnostic.code {
        Code::Orphan | Code::PlanTime => !names_are_missing,
        Code::InconsistentTerm => !unpaired.contains(&diagnostic.span.file) && !unsure.contains(&diagnostic.span.file),
        Code::EmptyBox => !unsure.contains(&diagnostic.span.file),
        _ => true,
    });
}

/// What the warnings of a page depend on besides its own text: the terms, and the titles that stand for references.
fn names(course: &Course) -> Digest {
    let mut names: Vec<&str> = Vec::new();
    for term in &course.terms {
        for (_, entry) in term.entries.iter() {
            names.push(&entry.term);
            names.extend(entry.also.iter().map(String::as_str));
            // What may stand for a term is told from what may not.
            names.push("\0");
            names.extend(entry.avoid.iter().map(String::as_str));
            names.push("\0");
        }
    }
    let titles = course.items.iter().flat_map(|item| item.page.texts.iter());
    names.extend(titles.map(|(_, text)| text.title.as_str()));
    let places = course.terms.iter().map(|term| format!("{} {}", term.span.start, term.span.end)).collect::<Vec<_>>();
    Digest::of_parts(names.into_iter().chain(places.iter().map(String::as_str)).map(str::as_bytes))
}

fn look_at(page: &Page, course: &Course, lexicon: &Lexicon) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (lang, text) in page.texts.iter().filter(|(lang, text)| text.language == *lang && !text.derived) {
        if course.language(lang).chinese {
            punctuation::check(text, &mut diagnostics);
        }
        let own = text.body().iter().filter(|block| !is_untranslated(block));
        own.for_each(|block| {
            empty_for_learners(std::slice::from_ref(block), &mut |block| {
                diagnostics.push(
                Diagnostic::new(
                    Code::EmptyBox,
                    block.span,
                    both!("learners see nothing of what is in here", "学员看不到这里面的任何内容"),
                )
                .hint(both!(
                    "write something outside of `:::trainer` and `:::solution`, or put it where trainers alone look",
                    "请在 `:::trainer` 和 `:::solution` 之外写些内容，或者把它整个放进只有讲师看得到的地方"
                )),
            );
            })
        });
    }
    terms::check(course, lexicon, page, &mut diagnostics);
    diagnostics
}
