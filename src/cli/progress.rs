//! Progress of long work: a bar on a terminal, plain lines elsewhere.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::common::{Voice, to_stderr};
use crate::message::{Message, Tongue, both};

/// What is shown while a build runs.
pub struct Progress {
    shown: Display,
    tongue: Tongue,
}

enum Display {
    Bar(ProgressBar),
    Lines,
    Nothing,
}

impl Progress {
    /// For `steps` pieces of work.
    pub fn new(steps: usize, voice: &Voice) -> Progress {
        let shown = match std::io::stderr().is_terminal() {
            _ if voice.quiet => Display::Nothing,
            false => Display::Lines,
            true => {
                let bar = ProgressBar::new(steps as u64);
                let style = ProgressStyle::with_template("{bar:24} {pos}/{len} {msg}");
                bar.set_style(style.expect("the template is right"));
                bar.enable_steady_tick(Duration::from_millis(120));
                Display::Bar(bar)
            }
        };
        Progress { shown, tongue: voice.tongue() }
    }

    /// A piece of work is done.
    pub fn made(&self, what: &str) {
        self.done(&both!("made", "已生成"), what);
    }

    /// A piece of work that did not have to be done again.
    pub fn kept(&self, what: &str) {
        self.done(&both!("kept", "没有变"), what);
    }

    fn done(&self, how: &Message, what: &str) {
        match &self.shown {
            Display::Bar(bar) => {
                bar.set_message(what.to_owned());
                bar.inc(1);
            }
            Display::Lines => to_stderr(&format!("{} {what}\n", how.text(self.tongue))),
            Display::Nothing => {}
        }
    }

    /// Shows something else for a moment.
    pub fn pause<T>(&self, show: impl FnOnce() -> T) -> T {
        match &self.shown {
            Display::Bar(bar) => bar.suspend(show),
            Display::Lines | Display::Nothing => show(),
        }
    }

    /// Everything is done; `summary` is the last line.
    pub fn finish(&self, summary: &Message) {
        let summary = format!("{}\n", summary.text(self.tongue));
        match &self.shown {
            Display::Bar(bar) => {
                bar.finish_and_clear();
                to_stderr(&summary);
            }
            Display::Lines => to_stderr(&summary),
            Display::Nothing => {}
        }
    }
}
