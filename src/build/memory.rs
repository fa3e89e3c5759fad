//! What a build leaves in its output folder for the next one, so that an edit costs what it changes.
//!
//! It is a value of this very program: another version, a damaged file or another course have none. Nothing of it is believed unless what it
//! was made from is the same today, so a folder that is touched or a memory that is lost costs time and never gives a wrong file.

use serde::{Deserialize, Serialize};

use super::run::program;
use crate::digest::Digest;
use crate::output::site;
use crate::project::{self, Memo};

/// What is remembered of a course.
pub struct Memory {
    /// Its texts.
    pub reading: Memo,
    /// What the search of its websites says of them.
    pub words: site::Words,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    reading: Option<project::Kept>,
    words: site::KeptWords,
}

/// So many bytes the digest before the content has.
const SEAL: usize = 32;

impl Memory {
    /// What an earlier build has left, if it can be used.
    pub fn read(file: Option<&[u8]>) -> Memory {
        let kept = file.and_then(|file| {
            let (seal, content) = file.split_at_checked(SEAL)?;
            (sealed(content).as_bytes() == seal).then(|| postcard::from_bytes::<Kept>(content).ok())?
        });
        let (reading, words) = kept.map_or((None, Default::default()), |kept| (kept.reading, kept.words));
        Memory { reading: Memo::across(reading), words: site::Words::of(words) }
    }

    /// As a file for the next build.
    pub fn write(self) -> Vec<u8> {
        let kept = Kept { reading: self.reading.into_kept(), words: self.words.into_kept() };
        let content = postcard::to_extend(&kept, Vec::new()).expect("values of plain types become bytes");
        [sealed(&content).as_bytes(), &content].concat()
    }
}

fn sealed(content: &[u8]) -> Digest {
    Digest::of_parts([program().as_bytes(), content])
}
