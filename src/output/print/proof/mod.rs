//! Proofreading: what paper cannot show, and what can only be seen on it.
//!
//! Before layout, the course is searched for characters that no font has ([`glyphs`]), languages without a font ([`scripts`]), tables that no page can hold ([`wide`]) and drawings
//! that the typesetter does not take ([`drawings`]). After it, the [`pages`] are looked over; [`places`] finds what is wrong with them in
//! the sources.

mod drawings;
mod glyphs;
mod pages;
mod places;
mod scripts;
mod wide;

pub use drawings::unprintable_drawings;
pub use glyphs::missing_glyphs;
pub use pages::{FINDINGS, read};
pub use scripts::unprinted_languages;
pub use wide::wide_tables;
