//! `diglot check`.

use clap::Args;

use super::{Common, Outcome, to_stderr};
use crate::failure::Failure;
use crate::output::print::Press;

/// Read the course and report what is wrong with it, without making anything.
#[derive(Args)]
pub struct Check {
    #[command(flatten)]
    common: Common,
}

impl Check {
    pub fn run(&self) -> Result<Outcome, Failure> {
        let mut loaded = self.common.load()?;
        if let Some(course) = &loaded.course {
            let found = self.common.check_print(&loaded, course, &Press::new(&loaded.theme));
            loaded.diagnostics.extend(found);
            if loaded.diagnostics.iter().any(|d| d.severity == crate::diagnostic::Severity::Error) {
                loaded.course = None;
            }
        }
        self.common.report(&loaded.sources, &loaded.diagnostics);
        self.common.summarise(&loaded.diagnostics);
        let Some(course) = &loaded.course else { return Ok(Outcome::Mistakes) };
        if !self.common.quiet {
            let languages: Vec<&str> = course.languages.iter().map(|l| l.key.as_str()).collect();
            let kinds =
                course.kind_ixs().map(|kind| format!("{} {}", course.items_of(kind).count(), course.kind(kind).folder));
            let kinds: Vec<String> = kinds.collect();
            to_stderr(&format!("the course is sound: {} in {}\n", kinds.join(", "), languages.join(", ")));
        }
        Ok(Outcome::Done)
    }
}
