//! PDFs, each typeset when somebody opens it, one after the other, on a thread of their own.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::signals::Signal;
use crate::course::edition;
use crate::diagnostic::{Diagnostic, has_errors, render};
use crate::message::{self, Message};
use crate::output::print::{self, Manuscript, TypesetContext, Unmade};
use crate::project::Sound;
use crate::sources::Sources;

/// A PDF, or why there is none.
pub type Printout = Result<Arc<[u8]>, Message>;

/// All that a PDF is made from.
#[derive(Clone)]
pub struct Job {
    pub document: print::Document,
    pub options: print::Options,
    pub sound: Arc<Sound>,
    pub sources: Arc<Sources>,
}

/// The PDFs that were asked for.
pub struct Printer {
    sender: Sender<Signal>,
    /// Which of the courses that were read so far is the current one.
    generation: u64,
    /// With the generation that each was made of.
    made: BTreeMap<String, (u64, Printout)>,
    waiting: VecDeque<String>,
    busy: bool,
}

impl Printer {
    pub fn new(sender: Sender<Signal>) -> Printer {
        Printer { sender, generation: 0, made: BTreeMap::new(), waiting: VecDeque::new(), busy: false }
    }

    /// The course has changed: every PDF is made anew when it is asked for again.
    pub fn forget(&mut self) {
        self.generation += 1;
    }

    /// The PDF that is to lie at `path`, once it is made. Asking for it has it made.
    pub fn ask(&mut self, path: &str) -> Option<&Printout> {
        let current = self.made.get(path).is_some_and(|(generation, _)| *generation == self.generation);
        if !current && !self.waiting.iter().any(|other| other == path) {
            self.waiting.push_back(path.to_owned());
        }
        self.made.get(path).filter(|_| current).map(|(_, made)| made)
    }

    pub fn done(&mut self, path: String, generation: u64, made: Printout) {
        self.busy = false;
        self.made.insert(path, (generation, made));
    }

    /// Begins with the next one, unless one is being made. `job` says what lies at a path of the current course.
    pub fn go_on(&mut self, job: impl Fn(&str) -> Option<Job>) {
        while !self.busy
            && let Some(path) = self.waiting.pop_front()
        {
            let Some(job) = job(&path) else { continue };
            let (sender, generation) = (self.sender.clone(), self.generation);
            self.busy = true;
            thread::spawn(move || {
                let made = job.make();
                let _ = sender.send(Signal::Printed { path, generation, made });
            });
        }
    }
}

impl Job {
    fn make(&self) -> Printout {
        let press = TypesetContext::new(&self.sound.theme);
        let report = |found: &[Diagnostic]| {
            message::each(|tongue| render::render(&self.sources, found, render::Format::Human, tongue))
        };
        let Sound { book, course, participants, .. } = &*self.sound;
        let mut missing = print::unprinted_languages(course, &book.language_places, &press);
        missing.extend(print::missing_glyphs(course, participants, &press));
        book.levels.apply(&mut missing);
        if has_errors(&missing) {
            return Err(report(&missing));
        }
        let course = edition::select(self.sound.course.clone(), self.options.edition);
        let pdf = Manuscript::new(&self.document, &course, &press, &self.options).pdf();
        pdf.map(|pdf| Arc::from(pdf.bytes)).map_err(|unmade| match unmade {
            Unmade::Refused(diagnostic) => report(&[*diagnostic]),
            Unmade::Failed(failure) => message::each(|tongue| failure.text(tongue)),
        })
    }
}
