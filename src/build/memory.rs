//! What a build leaves in its output folder for the next one, so that an edit costs what it changes.
//!
//! It is a value of this very program: another version, a damaged file or another course have none. Nothing of it is believed unless what it
//! was made from is the same today, so a folder that is touched or a memory that is lost costs time and never gives a wrong file.

use super::run::program;
use crate::digest::Digest;
use crate::output::site;
use crate::project::Memo;

/// What is remembered of a course.
pub struct Memory {
    /// Its texts.
    pub reading: Memo,
    /// What the search of its websites says of them.
    pub words: site::Words,
}

/// So many bytes the digest before the content has.
const SEAL: usize = 32;

impl Memory {
    /// What an earlier build has left, if it can be used.
    pub fn read(file: Option<&[u8]>) -> Memory {
        let kept = file.and_then(|file| {
            let (seal, content) = file.split_at_checked(SEAL)?;
            if sealed(content).as_bytes() != seal {
                return None;
            }
            let (words, reading) = postcard::take_from_bytes(content).ok()?;
            Some((words, postcard::from_bytes(reading).ok()?))
        });
        let (words, reading) = kept.unwrap_or_default();
        Memory { reading: Memo::across(reading), words: site::Words::of(words) }
    }

    /// As a file for the next build.
    pub fn write(self) -> Vec<u8> {
        let plain = "values of plain types become bytes";
        // One after the other: each takes as much room as it does here.
        let file = postcard::to_extend(&self.words.into_kept(), vec![0; SEAL]).expect(plain);
        let mut file = postcard::to_extend(&self.reading.into_kept(), file).expect(plain);
        let seal = sealed(&file[SEAL..]);
        file[..SEAL].copy_from_slice(seal.as_bytes());
        file
    }
}

fn sealed(content: &[u8]) -> Digest {
    Digest::of_parts([program().as_bytes(), content])
}
