//! What a character is, for the rules of Chinese text.

use icu_properties::props::{EastAsianWidth, EmojiPresentation, GeneralCategory, GeneralCategoryGroup, Script};
use icu_properties::{CodePointMapData, CodePointSetData};

/// A character that fills a full cell: Han, kana, full-width punctuation and forms. Emoji are not, and neither are the quotes and dashes
/// that Chinese shares with English.
pub fn is_wide(c: char) -> bool {
    if (c as u32) < 0x1100 {
        return false;
    }
    let width = CodePointMapData::<EastAsianWidth>::new().get(c);
    matches!(width, EastAsianWidth::Wide | EastAsianWidth::Fullwidth | EastAsianWidth::Halfwidth)
        && !CodePointSetData::new::<EmojiPresentation>().contains(c)
}

/// A Chinese character proper.
pub fn is_han(c: char) -> bool {
    c as u32 >= 0x2e80 && CodePointMapData::<Script>::new().get(c) == Script::Han
}

/// Quotes, dashes and dots that are full-width in Chinese text and narrow in English.
pub fn is_shared_punctuation(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

/// Punctuation as CommonMark 0.31 counts it: the general categories P and S.
pub fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    GeneralCategoryGroup::Punctuation.union(GeneralCategoryGroup::Symbol).contains(category)
}
