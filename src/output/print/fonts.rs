//! The fonts of the PDFs, in a fixed order: the order decides what stands in for what, and with it every byte of a PDF.

use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::Font;

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(include_bytes!(concat!("../../../themes/default/fonts/", $name)) as &[u8]),*]
    };
}

const FILES: &[&[u8]] = files![
    "DiglotSerif-Regular.ttf",
    "DiglotSerif-Italic.ttf",
    "DiglotSerif-Bold.ttf",
    "DiglotSerif-BoldItalic.ttf",
    "DiglotSans-Regular.ttf",
    "DiglotSans-Italic.ttf",
    "DiglotSans-Bold.ttf",
    "DiglotSans-BoldItalic.ttf",
    "DiglotMono-Regular.ttf",
    "DiglotSerifSC-Regular.otf",
    "DiglotSerifSC-Bold.otf",
    "DiglotSansSC-Regular.otf",
    "DiglotSansSC-Bold.otf",
];

static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FILES.iter().flat_map(|&file| Font::iter(Bytes::new(file))).collect());

pub fn all() -> &'static [Font] {
    &FONTS
}

/// Whether some font draws a character, or nothing has to be drawn for it.
pub fn draws(c: char) -> bool {
    let unseen = c.is_whitespace()
        || c.is_control()
        || matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
    unseen || FONTS.iter().any(|font| font.info().coverage.contains(u32::from(c)))
}
