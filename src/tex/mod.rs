//! TeX to a formula's tree, with a place and what to write instead for each mistake.

mod commands;
mod environments;
mod fences;
mod letters;
mod names;
mod read;
#[cfg(test)]
pub(crate) mod tests;

pub use read::read;
