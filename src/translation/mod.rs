//! Whether a translation says what the source language says today: by the texts against which it was accepted.
//!
//! [`lock`] is what was accepted; [`canonical`] writes the texts that it compares. [`follow()`] goes through a text and its translation side by side,
//! tells the [`State`] of every unit, and puts into the translation what it lacks, where it belongs. [`placed()`] finds the bytes of every unit in
//! a file. [`wordings`] are the units of files that are YAML.

pub mod canonical;
mod follow;
mod groups;
pub mod lock;
mod placed;
mod similar;
pub mod unit;
pub mod wordings;

pub use follow::{follow, state_of};
pub use lock::{Accepted, Fingerprint, Lock};
pub use placed::{Placed, barred, placed};
pub use similar::{Marked, changes, difference, similarity};
pub use unit::{State, Unit, UnitKind, UnitPair, question_key};
pub use wordings::{Wording, WordingFile};
