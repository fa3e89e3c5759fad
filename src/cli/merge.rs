//! `diglot merge`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::Outcome;
use super::build::finish;
use super::common::Voice;
use super::ending::Ending;
use super::progress::Progress;
use crate::failure::Failure;
use crate::publish::{self, Parts};

/// Join the parts of a build that several machines have made.
///
/// `diglot build --shard 3/16` makes the third of sixteen parts. All of them together are, to the byte, what one build makes. When a part is
/// missing, damaged or made from other texts, the output stays as it was.
#[derive(Args)]
pub struct Merge {
    /// Where to put the files, such as `dist`.
    out: PathBuf,
    /// The folders of the parts, or a folder that holds them, such as `parts`.
    #[arg(value_name = "PART", required = true)]
    parts: Vec<PathBuf>,
    #[command(flatten)]
    pub voice: Voice,
}

impl Merge {
    pub fn run(&self) -> Result<Outcome, Failure> {
        #[expect(clippy::disallowed_methods, reason = "the last line says how long it took")]
        let started = Instant::now();
        let ending = Ending::new(&self.voice);
        // What stands in the way is met again where the files are put.
        let _ = publish::mend(&self.out);
        let parts = Parts::find(&self.parts)?;
        let publication = ending.begin(&self.out)?;
        parts.put(&publication)?;
        let published = publication.commit(|path| parts.owns(path))?;
        finish(&Progress::new(0, &self.voice), &self.out, published, started);
        Ok(Outcome::Done)
    }
}
