//! Ctrl-C and its like: a process that is asked to end.

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;

use super::common::{Voice, to_stderr};
use crate::failure::Failure;
use crate::message::both;
use crate::publish::{Publication, Stop};

/// Calls `act` on a thread of its own whenever the process is asked to end, with the exit status that is the custom then: 128 and the number of
/// the signal. SIGHUP is left to the system, or `nohup` would be of no use.
///
/// # Errors
///
/// When the system does not tell. Then it ends the process itself.
pub fn listen(act: impl Fn(u8) + Send + Sync + 'static) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let act = Arc::new(act);
    #[cfg(unix)]
    for (kind, status) in
        [(tokio::signal::unix::SignalKind::interrupt(), 130), (tokio::signal::unix::SignalKind::terminate(), 143)]
    {
        let inside = runtime.enter();
        let mut signals = tokio::signal::unix::signal(kind)?;
        drop(inside);
        let act = act.clone();
        runtime.spawn(async move {
            while signals.recv().await.is_some() {
                act(status);
            }
        });
    }
    #[cfg(not(unix))]
    runtime.spawn(async move {
        while tokio::signal::ctrl_c().await.is_ok() {
            act(130);
        }
    });
    thread::Builder::new().spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(())
}

/// How a build ends when it is asked to: at once, with the output as it was, unless its files are being put in place already.
pub struct Ending(Arc<Mutex<Option<Stop>>>);

impl Ending {
    /// From now on.
    pub fn new(voice: &Voice) -> Ending {
        let stop = Arc::new(Mutex::new(None::<Stop>));
        let (tongue, quiet) = (voice.tongue(), voice.quiet);
        let begun = stop.clone();
        let end = move |status: u8| {
            let end = || {
                if !quiet {
                    let words = both!("stopped: the output is as it was", "已停止，输出保持原样");
                    to_stderr(&format!("\n{}\n", words.text(tongue)));
                }
                #[expect(clippy::disallowed_methods, reason = "the process was asked to end")]
                std::process::exit(status.into());
            };
            // While this is held, no build can begin.
            match &*begun.lock().expect("nobody panics with the lock") {
                None => end(),
                Some(stop) => stop.stop(end),
            }
        };
        // Otherwise the system ends the process, and the next build begins with what it left.
        let _ = listen(end);
        Ending(stop)
    }

    /// Begins a build that can be ended.
    pub fn begin(&self, out: &Path) -> Result<Publication, Failure> {
        let mut stop = self.0.lock().expect("nobody panics with the lock");
        let publication = Publication::begin(out)?;
        *stop = Some(publication.stop());
        Ok(publication)
    }
}

impl Drop for Ending {
    /// Waits for the end that the process is asked for: what a build that is being stopped runs into meanwhile is no failure to be told.
    fn drop(&mut self) {
        drop(self.0.lock());
    }
}
