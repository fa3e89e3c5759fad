//! Progress of long work: a bar on a terminal, plain lines elsewhere.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::to_stderr;

/// What is shown while a build runs.
pub enum Progress {
    Bar(ProgressBar),
    Lines,
    Silent,
}

impl Progress {
    /// For `steps` pieces of work.
    pub fn new(steps: usize, quiet: bool) -> Progress {
        if quiet {
            return Progress::Silent;
        }
        if !std::io::stderr().is_terminal() {
            return Progress::Lines;
        }
        let bar = ProgressBar::new(steps as u64);
        let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}").expect("the template is right");
        bar.set_style(style);
        bar.enable_steady_tick(Duration::from_millis(120));
        Progress::Bar(bar)
    }

    /// A piece of work is done.
    pub fn made(&self, what: &str) {
        self.done("made", what);
    }

    /// A piece of work that did not have to be done again.
    pub fn kept(&self, what: &str) {
        self.done("kept", what);
    }

    fn done(&self, how: &str, what: &str) {
        match self {
            Progress::Bar(bar) => {
                bar.set_message(what.to_owned());
                bar.inc(1);
            }
            Progress::Lines => to_stderr(&format!("{how} {what}\n")),
            Progress::Silent => {}
        }
    }

    /// Shows something else for a moment.
    pub fn pause<T>(&self, show: impl FnOnce() -> T) -> T {
        match self {
            Progress::Bar(bar) => bar.suspend(show),
            Progress::Lines | Progress::Silent => show(),
        }
    }

    /// Everything is done; `summary` is the last line.
    pub fn finish(&self, summary: &str) {
        match self {
            Progress::Bar(bar) => {
                bar.finish_and_clear();
                to_stderr(summary);
            }
            Progress::Lines => to_stderr(summary),
            Progress::Silent => {}
        }
    }
}
