//! What the threads of the preview tell each other.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::{pages, print};
use crate::failure::Failure;

/// What the thread that holds the course is told.
pub enum Signal {
    /// A file of the course may have changed.
    Touched,
    /// Somebody asks for the file at this address, which is decoded and has no slash before it.
    Get { path: String, reply: oneshot::Sender<Answer> },
    /// The translator's view asks for this to be written.
    Write { asked: Vec<u8>, reply: oneshot::Sender<Answer> },
    /// A page that lies there was opened and listens.
    Opened { path: String, page: mpsc::UnboundedSender<Event> },
    /// A PDF is ready, or cannot be made.
    Printed { path: String, generation: u64, made: print::Printout },
    /// The preview is to end, or cannot go on.
    Ended(Result<(), Failure>),
}

/// What an open page is told.
#[derive(Clone, Debug)]
pub enum Event {
    /// The page at its address has this version now.
    Version(String),
    /// What is wrong with the course, as JSON.
    Report(Arc<str>),
}

/// A file, or what is shown in its place.
pub struct Answer {
    pub status: u16,
    pub kind: &'static str,
    pub bytes: Arc<[u8]>,
    /// The same for the same bytes.
    pub version: String,
}

impl Answer {
    pub fn new(status: u16, kind: &'static str, bytes: impl Into<Arc<[u8]>>) -> Answer {
        let bytes = bytes.into();
        let version = version(&bytes);
        Answer { status, kind, bytes, version }
    }

    /// A page of HTML, which will listen.
    pub fn page(status: u16, html: &[u8]) -> Answer {
        let version = version(html);
        Answer { status, kind: "text/html; charset=utf-8", bytes: pages::listening(html, &version).into(), version }
    }
}

/// What tells one state of a file from another one.
pub fn version(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}
