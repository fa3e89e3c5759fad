//! What reading a course leaves on the disk for the next run: of each item, all that others ask of it, without its texts. These are read again when
//! somebody looks at them.
//!
//! A course is that of the last time while the book, the glossary and the list of its files are; then places in its files and numbers of things mean
//! the same. Whoever hands over what was kept has seen to that. An item is taken from there when its files are the same to the byte.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use super::assets::KeptPicture;
use super::draft::{Draft, DraftTexts, Head, ItemSource};
use super::files::ItemFiles;
use super::links::{self, KnownPage, Paired};
use super::lookups::TextLookups;
use super::memo::{Inputs, ItemKey, KnownItem, Memo};
use super::untranslated::Untranslated;
use crate::course::edition;
use crate::course::pairing::Mismatch;
use crate::course::{Lang, Page, Unread};
use crate::diagnostic::Diagnostic;
use crate::digest::Digest;

/// A course without its texts.
#[derive(Default, Serialize, Deserialize)]
pub struct Kept {
    items: Vec<KeptItem>,
    pictures: Vec<KeptPicture>,
}

#[derive(Serialize, Deserialize)]
struct KeptItem {
    /// Of all that it was read from.
    inputs: Digest,
    before: u32,
    exercises: u32,
    head: Arc<Head>,
    diagnostics: Vec<Diagnostic>,
    page: Option<KeptPage>,
}

#[derive(Serialize, Deserialize)]
struct KeptPage {
    lookups: Arc<[TextLookups]>,
    page: Arc<Page>,
    mismatches: Arc<[(Lang, Mismatch)]>,
    untranslated: Arc<[(Lang, Untranslated)]>,
    diagnostics: Vec<Diagnostic>,
    later: Later,
}

/// What later stages have found out about a page.
#[derive(Default, Serialize, Deserialize)]
pub struct Later {
    /// What the check has found, if it has looked.
    pub checked: Option<Vec<Diagnostic>>,
    /// What learners see, if somebody has asked: another page, or the same.
    pub learners: Option<Option<Arc<Page>>>,
}

impl Kept {
    /// What `memo` has, with what later stages know of its pages.
    pub fn of(memo: Memo, later: impl Fn(&Arc<Page>) -> Later) -> Kept {
        let (items, mut pages) = memo.into_parts();
        let items = items.filter_map(|KnownItem { digest, before, exercises, draft, diagnostics, .. }| {
            let head = draft?.head;
            let page = pages.remove(&head.id).and_then(|KnownPage { lookups, page, diagnostics, .. }| {
                let Paired { page, mismatches, untranslated } = page;
                let later = later(&page);
                Some(KeptPage { lookups: lookups?, page, mismatches, untranslated, diagnostics, later })
            });
            Some(KeptItem { inputs: digest?, before, exercises, head, diagnostics, page })
        });
        Kept { items: items.collect(), pictures: pages.into_pictures() }
    }

    /// The pictures that were measured.
    pub fn take_pictures(&mut self) -> Vec<KeptPicture> {
        std::mem::take(&mut self.pictures)
    }

    /// Its items, to be taken one by one.
    pub fn into_items(self) -> KeptItems {
        KeptItems(self.items.into_iter().map(|item| ((item.head.kind, item.head.path.clone()), item)).collect())
    }
}

/// Items that can be taken again.
pub struct KeptItems(BTreeMap<ItemKey, KeptItem>);

impl KeptItems {
    /// The item with these files, if it was made from the same, and its page, if nothing was wrong with that.
    pub fn take(
        &mut self,
        entry: &ItemFiles,
        inputs: Inputs,
        digest: Digest,
        source: impl FnOnce(&ItemFiles, &Inputs, (u32, u32)) -> Option<Arc<ItemSource>>,
    ) -> Option<(KnownItem, Option<KnownPage>)> {
        let kept = self.0.remove(&(entry.kind(), entry.path())).filter(|kept| kept.inputs == digest)?;
        let KeptItem { before, exercises, head, diagnostics, page, .. } = kept;
        let source = source(entry, &inputs, (before, exercises))?;
        let page = page.map(|page| page.known(&head, &source));
        let draft = Some(Draft { head, texts: DraftTexts::Unread(source) });
        Some((KnownItem { inputs, digest: Some(digest), before, exercises, draft, diagnostics }, page))
    }
}

impl KeptPage {
    fn known(self, head: &Arc<Head>, source: &Arc<ItemSource>) -> KnownPage {
        let KeptPage { lookups, mut page, mismatches, untranslated, diagnostics, mut later } = self;
        let (of, names, noted) = (source.clone(), head.clone(), lookups.clone());
        let unread: Unread = LazyLock::new(Box::new(move || links::read_again(&of, &names, &noted)));
        Arc::get_mut(&mut page).expect("nobody else has it yet").read_from(unread);
        if let Some(Some(learners)) = &mut later.learners {
            let all = page.clone();
            let unread: Unread = LazyLock::new(Box::new(move || edition::learners_contents(&all)));
            Arc::get_mut(learners).expect("nobody else has it yet").read_from(unread);
        }
        let page = Paired { page, mismatches, untranslated };
        KnownPage { head: head.clone(), lookups: Some(lookups), page, diagnostics, later }
    }
}

#[cfg(test)]
mod tests {
    use crate::course::{Lang, Text};
    use crate::project::{self, Kept, Memo};
    use crate::sources::{Attachment, Sources};

    /// Two steps, of which the second says `words`.
    fn sources(words: &str) -> Sources {
        let mut sources = Sources::default();
        let kinds =
            "kinds: {step: {folder: steps, label: {en: 'Step {n}', zh: '第{n}步'}, plural: {en: Steps, zh: 步骤}}}";
        sources.add("book.yaml", format!("title: {{en: T, zh: 题}}\nlanguages: [en, zh]\n{kinds}\n"));
        let listen = "## Why {#why}\n\nSee [[ask#how]].[^1]\n\n![A dot](dot.svg)\n\n:::exercise\nTry.\n:::\n\n[^1]: A note.\n\nMore.\n";
        sources.add("course/steps/01-listen.en.md", format!("---\ntitle: Listen\n---\n\n{listen}"));
        // What it lacks is shown in the source language.
        sources.add("course/steps/01-listen.zh.md", "---\ntitle: 听\n---\n\n## 为什么\n\n见[[ask#how]]。\n");
        sources.add("course/steps/02-ask.en.md", format!("---\ntitle: Ask\n---\n\n## How {{#how}}\n\n{words}\n"));
        sources.add("course/steps/02-ask.zh.md", "---\ntitle: 问\n---\n\n## 怎么问\n\n问。\n");
        let bytes = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>".as_slice().into();
        sources.attachments.push(Attachment { path: "course/steps/dot.svg".to_owned(), bytes });
        sources
    }

    #[test]
    fn a_text_that_has_not_changed_is_read_when_somebody_looks_and_says_the_same() {
        let mut memo = Memo::across(None);
        let first = project::of(sources("Ask."), &mut memo);
        let bytes = postcard::to_extend(&memo.into_kept(), Vec::new()).expect("they become bytes");
        let kept: Option<Kept> = postcard::from_bytes(&bytes).expect("they were written just now");
        let again = project::of(sources("Ask again."), &mut Memo::across(kept));
        let reports = |diagnostics: &[_]| format!("{diagnostics:#?}");
        assert_eq!(reports(&again.diagnostics), reports(&first.diagnostics));
        let (first, again) = (first.expect_sound().course, again.expect_sound().course);
        let is_unread = |text: &Text| format!("{:?}", text.content).contains("LazyLock(<uninit>)");
        assert!(!is_unread(&again.items[1].page.texts[Lang::SOURCE]));
        let (texts, earlier) = (again.items[0].page.texts.as_slice(), first.items[0].page.texts.as_slice());
        assert!(texts.iter().all(is_unread), "{texts:#?}");
        for (text, before) in texts.iter().zip(earlier) {
            assert_eq!(format!("{:#?}", text.body()), format!("{:#?}", before.body()));
            assert_eq!(format!("{:#?}", text.footnotes()), format!("{:#?}", before.footnotes()));
            assert_eq!(
                format!("{:?} {:?}", text.anchors, text.traits()),
                format!("{:?} {:?}", before.anchors, before.traits())
            );
        }
    }
}
