//! Rings when something of a course may have changed.
//!
//! What the system reports is a doorbell and no more: a file that came with its folder is not reported, a rename comes in two parts, and editors
//! save in many ways. Whoever hears it looks at the files. The folder that `diglot build` writes to is never watched.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use notify::event::{EventKind, ModifyKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::signals::Signal;
use crate::failure::Failure;
use crate::message::both;

/// How often the files are looked at where nothing rings.
const POLL: Duration = Duration::from_millis(500);

pub struct Watcher {
    /// None when the files are looked at from time to time.
    watcher: Option<RecommendedWatcher>,
    folders: BTreeSet<PathBuf>,
}

impl Watcher {
    /// Watches the folder of the book itself; [`Watcher::follow`] adds those inside.
    ///
    /// # Errors
    ///
    /// When the system cannot watch it.
    pub fn new(root: &Path, sender: Sender<Signal>) -> Result<Watcher, Failure> {
        let ring = move |event: notify::Result<notify::Event>| {
            // Reading is an event, too: whoever looks at the files would ring again.
            let matters = event.as_ref().map_or(true, |event| {
                !matches!(event.kind, EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)))
                    || event.need_rescan()
            });
            if matters {
                let _ = sender.send(Signal::Touched);
            }
        };
        let failed = |error: notify::Error| {
            Failure::new(both!("cannot watch this folder: {error}", "无法监视这个文件夹：{error}"))
                .at(root)
                .hint(both!("`--poll` looks at the files twice a second instead", "用 `--poll` 可改为每秒查看两次文件"))
        };
        let mut watcher = notify::recommended_watcher(ring).map_err(failed)?;
        watcher.watch(root, RecursiveMode::NonRecursive).map_err(failed)?;
        Ok(Watcher { watcher: Some(watcher), folders: BTreeSet::new() })
    }

    /// Rings twice a second, for drives that do not report what happens on them.
    pub fn polling(sender: Sender<Signal>) -> Watcher {
        thread::spawn(move || {
            while sender.send(Signal::Touched).is_ok() {
                thread::sleep(POLL);
            }
        });
        Watcher { watcher: None, folders: BTreeSet::new() }
    }

    /// Watches these folders with all that is in them, and no others. A folder that was made anew is watched anew; one that is not there will be
    /// seen with the next change of the folder around it.
    ///
    /// # Errors
    ///
    /// When the system cannot watch so much.
    #[expect(clippy::disallowed_methods, reason = "there is nothing to watch where no folder is")]
    pub fn follow(&mut self, folders: &[PathBuf]) -> Result<(), Failure> {
        let Some(watcher) = &mut self.watcher else { return Ok(()) };
        for gone in self.folders.iter().filter(|folder| !folders.contains(folder) || !folder.is_dir()) {
            let _ = watcher.unwatch(gone);
        }
        self.folders = folders.iter().filter(|folder| folder.is_dir()).cloned().collect();
        for folder in &self.folders {
            match watcher.watch(folder, RecursiveMode::Recursive) {
                // It went while it was looked at.
                Err(_) if !folder.is_dir() => {}
                Err(error) => {
                    return Err(Failure::new(both!(
                        "cannot watch this folder: {error}",
                        "无法监视这个文件夹：{error}"
                    ))
                    .at(folder));
                }
                Ok(()) => {}
            }
        }
        Ok(())
    }
}
