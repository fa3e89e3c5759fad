//! The rounds in which a document is laid out, until every page number in it is true; and what is kept in memory between them.
//!
//! The typesetter keeps the result of each step of layout, so that a later round makes anew only what has changed, and it keeps the pages
//! of all rounds. A book of two thousand pages would need eight gigabytes for that. Only the last round's pages are kept here, and a
//! document that is typeset [sparingly](CachePolicy::Forget) forgets a result soon after its last use: every round then costs nearly as much as
//! the first. So templates see to it that two rounds are enough: what they set before any page is known is as long as what they set then.

use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread;

use typst::comemo;
use typst::diag::{FileResult, SourceResult, Warned};
use typst::engine::Engine;
use typst::foundations::{Bytes, Content, Datetime, Duration, Output, StyleChain, Target};
use typst::introspection::Introspector;
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_layout::{PagedDocument, PagedIntrospector};

/// How long the typesetter keeps results of layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CachePolicy {
    /// They are kept until the document is finished, and a little longer.
    KeepAll,
    /// They are forgotten soon after their last use.
    Forget,
}

/// Lays out the main file of a world.
pub fn lay_out(world: &dyn World, policy: CachePolicy) -> Warned<SourceResult<PagedDocument>> {
    let Warned { output, warnings } = match policy {
        CachePolicy::KeepAll => typst::compile::<Round>(world),
        CachePolicy::Forget => forgetting(world, |world| typst::compile::<Round>(world)),
    };
    let document = LAST.take();
    let output = output.map(|_| document.expect("the last round left its pages"));
    Warned { output, warnings }
}

thread_local! {
    /// The pages of the last round. A thread that waits within a round may take up another document, and has finished it when it goes on
    /// here; so each round finds what the one before it has left.
    static LAST: RefCell<Option<PagedDocument>> = const { RefCell::new(None) };
}

/// The part of a round that the typesetter keeps: where everything is.
struct Round(Arc<PagedIntrospector>);

impl Output for Round {
    fn target() -> Target {
        Target::Paged
    }

    fn create(engine: &mut Engine, content: &Content, styles: StyleChain) -> SourceResult<Self> {
        LAST.take();
        let document = PagedDocument::create(engine, content, styles)?;
        let places = document.introspector().clone();
        LAST.set(Some(document));
        Ok(Round(places))
    }

    fn introspector(&self) -> &dyn Introspector {
        self.0.as_ref()
    }
}

/// After so many beats without a use, a result of layout is forgotten.
const BEATS: usize = 3;
/// How often a font is asked for between two beats: some five hundred times in laying out a page. So a beat is a share of the work, however busy
/// the machine is.
const BEAT: usize = 2_000;
/// A beat ends after so long in any case: templates that are read and blocks that are measured take room without asking for a font. The room is
/// never given back, only used again, so what piles up before the first page would stay until the last one.
const LONGEST_BEAT: std::time::Duration = std::time::Duration::from_millis(100);

/// Does some work on a world. A thread forgets old results of layout at every beat, also while pages are being laid out.
fn forgetting<T>(world: &dyn World, work: impl FnOnce(&dyn World) -> T) -> T {
    // A beat that falls into the forgetting of the one before it is left out.
    let (beats, falling) = mpsc::sync_channel(1);
    thread::scope(|scope| {
        scope.spawn(move || {
            while falling.recv_timeout(LONGEST_BEAT) != Err(RecvTimeoutError::Disconnected) {
                comemo::evict(BEATS);
            }
        });
        let done = work(&Paced { world, asked: AtomicUsize::new(0), beats });
        // Nothing of it is needed for the PDF.
        comemo::evict(0);
        done
    })
}

/// A world that tells how much work is done with it.
struct Paced<'a> {
    world: &'a dyn World,
    asked: AtomicUsize,
    beats: SyncSender<()>,
}

impl World for Paced<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.world.library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.world.book()
    }

    fn main(&self) -> FileId {
        self.world.main()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.world.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.world.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % BEAT == BEAT - 1 {
            let _ = self.beats.try_send(());
        }
        self.world.font(index)
    }

    fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
        self.world.today(offset)
    }
}

/// The weight of finished documents, in bytes, after which unused results of layout are forgotten.
const SHEDDING: usize = 80 << 20;

/// Counts a finished document, by its weight in bytes. Documents share little, so now and then the results of old ones are forgotten.
pub fn finished(weight: usize) {
    static SINCE: Mutex<usize> = Mutex::new(0);
    let mut since = SINCE.lock().expect("nobody panics with the lock");
    *since += weight;
    if *since >= SHEDDING {
        *since = 0;
        comemo::evict(1);
    }
}
