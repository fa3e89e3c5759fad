//! What paper cannot show, and what can only be seen on it.
//!
//! Before layout: characters that no font has ([`glyphs`]), tables that no page can hold ([`wide`]), drawings that the typesetter does not
//! take ([`drawings`]). After it: the [`pages`], with the [`places`] in the sources of what is wrong with them.

mod drawings;
mod glyphs;
mod pages;
mod places;
mod wide;

pub use drawings::unprintable_drawings;
pub use glyphs::missing_glyphs;
pub use pages::{FINDINGS, read};
pub use wide::wide_tables;
