//! The rounds in which a document is laid out, until every page number in it is true; and what is kept in memory between them.
//!
//! The typesetter keeps the result of each step of layout, so that a later round makes anew only what has changed, and it keeps the pages
//! of all rounds. A book of two thousand pages would need eight gigabytes for that. Only the last round's pages are kept here, and a
//! document that is typeset [sparingly](CachePolicy::Forget) forgets a result soon after its last use: every round then costs as much as the first.

use std::cell::RefCell;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use typst::World;
use typst::comemo;
use typst::diag::{SourceResult, Warned};
use typst::engine::Engine;
use typst::foundations::{Content, Output, StyleChain, Target};
use typst::introspection::Introspector;
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
    let forgetting = (policy == CachePolicy::Forget).then(Forgetting::begin);
    let Warned { output, warnings } = typst::compile::<Round>(world);
    if forgetting.is_some() {
        // Nothing of it is needed for the PDF.
        comemo::evict(0);
    }
    drop(forgetting);
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
const BEAT: Duration = Duration::from_millis(300);

/// A thread that forgets old results of layout at every beat, also while pages are being laid out, until this value is dropped.
struct Forgetting {
    _stop: Sender<()>,
}

impl Forgetting {
    fn begin() -> Forgetting {
        let (stop, stopped) = mpsc::channel();
        thread::spawn(move || {
            while stopped.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                comemo::evict(BEATS);
            }
        });
        Forgetting { _stop: stop }
    }
}

/// The weight of finished documents, in bytes, after which unused results of layout are forgotten.
const SHEDDING: usize = 120 << 20;

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
