//! The items before their references are looked up. One whose files are those of an earlier run is not made again; one of which an earlier process
//! has [kept](super::kept) the head is read when somebody looks at its texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::draft::{CourseSource, Draft, DraftTexts, ItemSource, Read, documents, draft, parse};
use super::files::{ItemFiles, SortedFiles};
use super::memo::{Follows, Inputs, KnownItem, Memo};
use super::standing::Locks;
use super::structure;
use crate::book::Book;
use crate::course::Lang;
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;
use crate::sources::Sources;
use crate::span::FileId;

/// The front page first, then the items by kind and number.
pub fn make(
    book: &Book,
    sources: &Sources,
    (files, locks): (&SortedFiles, &Locks),
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Draft> {
    let mut earlier = std::mem::take(&mut memo.items);
    let course = (memo.follows == Follows::Process)
        .then(|| Arc::new(CourseSource { book: book.clone(), sources: sources.texts_alone() }));
    let source = |entry: &ItemFiles, inputs: &Inputs, (before, exercises)| {
        let (course, entry, inputs) = (course.clone()?, entry.clone(), inputs.clone());
        Some(Arc::new(ItemSource { course, entry, inputs, before, exercises }))
    };
    let mut kept = memo.kept.take().map(|mut kept| {
        memo.pages.recall_pictures(kept.take_pictures());
        kept.into_items()
    });
    let digest = |entry: &ItemFiles| course.is_some().then(|| Inputs::of(book, sources, entry, locks).digest());
    let digests: Vec<Option<Digest>> = files.entries.par_iter().map(digest).collect();
    let mut known: Vec<Option<KnownItem>> = Vec::new();
    for (entry, digest) in files.entries.iter().zip(&digests) {
        let inputs = Inputs::of(book, sources, entry, locks);
        let made = earlier.remove(&(entry.kind(), entry.path())).filter(|made| made.inputs == inputs);
        let kept = kept.as_mut().and_then(|kept| kept.take(entry, inputs, (*digest)?, source));
        known.push(made.or_else(|| {
            let (item, page) = kept?;
            page.into_iter().for_each(|page| memo.pages.insert(page));
            Some(item)
        }));
    }
    let mut read = BTreeMap::new();
    let unknown = files.entries.iter().zip(&known).filter(|(_, made)| made.is_none()).map(|(entry, _)| entry);
    read_all(book, sources, unknown, &mut read);

    // Exercises are numbered through the book: an item after a new one is made again, too.
    let mut before = 0;
    let mut counts = Vec::new();
    for (entry, made) in files.entries.iter().zip(&mut known) {
        let exercises = match made {
            Some(made) => made.exercises,
            None => exercises(entry, &read),
        };
        if made.as_ref().is_some_and(|made| made.before != before && exercises > 0) {
            *made = None;
        }
        counts.push((before, exercises));
        before += exercises;
    }
    let moved = files.entries.iter().zip(&known).filter(|(entry, made)| made.is_none() && !is_read(entry, &read));
    let moved: Vec<&ItemFiles> = moved.map(|(entry, _)| entry).collect();
    read_all(book, sources, moved, &mut read);

    let documents: Vec<Vec<Option<Read>>> = files.entries.iter().map(|entry| documents(entry, &mut read)).collect();
    let made = files.entries.par_iter().zip(known).zip(counts).zip(documents).zip(digests);
    let made = made.map(|((((entry, made), (before, exercises)), documents), digest)| {
        made.unwrap_or_else(|| {
            let mut found = Vec::new();
            let inputs = Inputs::of(book, sources, entry, locks);
            let draft = draft((book, sources), entry, &inputs, documents, (before, exercises), &mut found);
            KnownItem { inputs, digest, before, exercises, draft, diagnostics: found }
        })
    });
    let made: Vec<KnownItem> = made.collect();
    let mut drafts = Vec::new();
    for (entry, mut made) in files.entries.iter().zip(made) {
        diagnostics.extend_from_slice(&made.diagnostics);
        drafts.extend(made.draft.clone());
        if let (Some(draft), Some(source)) =
            (&mut made.draft, source(entry, &made.inputs, (made.before, made.exercises)))
        {
            draft.texts = DraftTexts::Unread(source);
        }
        if memo.keeps() {
            memo.items.insert((entry.kind(), entry.path()), made);
        }
    }
    drafts
}

/// Reads the texts of some items, several at a time.
fn read_all<'a>(
    book: &Book,
    sources: &Sources,
    entries: impl IntoIterator<Item = &'a ItemFiles>,
    read: &mut BTreeMap<FileId, Read>,
) {
    let entries: Vec<&ItemFiles> = entries.into_iter().collect();
    let texts: Vec<(FileId, Lang)> = entries.into_iter().flat_map(ItemFiles::texts).collect();
    let parsed: Vec<Read> = texts.par_iter().map(|&(file, lang)| parse(book, sources, file, lang)).collect();
    read.extend(parsed.into_iter().map(|read| (read.0.file, read)));
}

fn is_read(entry: &ItemFiles, read: &BTreeMap<FileId, Read>) -> bool {
    entry.texts().any(|(file, _)| read.contains_key(&file))
}

fn exercises(entry: &ItemFiles, read: &BTreeMap<FileId, Read>) -> u32 {
    let source = entry.files[Lang::SOURCE.index()].and_then(|file| read.get(&file));
    source.map_or(0, |(document, _)| structure::exercises(&document.body))
}
