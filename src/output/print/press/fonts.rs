//! The fonts that documents are set with, and which characters they have.

use std::sync::LazyLock;

use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::theme::EMOJI_FONT;

/// Fonts in a fixed order, which decides what stands in for a missing character.
pub struct FontSet {
    fonts: Vec<Font>,
    pub book: LazyHash<FontBook>,
    /// The characters that some font has, a bit for each: asking every font takes most of the time of a check.
    covered: Vec<u64>,
}

impl FontSet {
    pub fn new(fonts: Vec<Font>) -> FontSet {
        FontSet { book: LazyHash::new(FontBook::from_fonts(&fonts)), covered: covered(&fonts), fonts }
    }

    /// The same fonts with that of emoji behind them.
    pub fn with_emoji(&self) -> FontSet {
        FontSet::new(self.fonts.iter().chain([&*EMOJI_FONT]).cloned().collect())
    }

    pub fn get(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    pub fn has(&self, c: char) -> bool {
        has(&self.covered, c)
    }

    /// The family of the first font that has a character.
    pub fn family_with(&self, c: char) -> Option<&str> {
        let mut fonts = self.fonts.iter().map(|font| font.info());
        fonts.find(|info| info.coverage.contains(c.into())).map(|info| info.family.as_str())
    }
}

/// Whether the font of emoji has a character.
pub fn is_in_emoji_font(c: char) -> bool {
    static COVERED: LazyLock<Vec<u64>> = LazyLock::new(|| covered(std::slice::from_ref(&*EMOJI_FONT)));
    has(&COVERED, c)
}

fn has(covered: &[u64], c: char) -> bool {
    let c = c as usize;
    covered.get(c / 64).is_some_and(|bits| bits & (1 << (c % 64)) != 0)
}

fn covered(fonts: &[Font]) -> Vec<u64> {
    let mut covered = vec![0; (char::MAX as usize + 1).div_ceil(64)];
    for c in fonts.iter().flat_map(|font| font.info().coverage.iter()) {
        if let Some(bits) = covered.get_mut(c as usize / 64) {
            *bits |= 1 << (c % 64);
        }
    }
    covered
}
