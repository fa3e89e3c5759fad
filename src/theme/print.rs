//! The print templates and the fonts of the default theme, which are part of the program.

use std::io::Read;
use std::sync::LazyLock;

use flate2::read::GzDecoder;
use typst::foundations::Bytes;
use typst::text::Font;

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../themes/default/print/", $name)))),*]
    };
}

/// The templates that a theme can replace, by name.
pub const PRINT_TEMPLATES: &[(&str, &str)] = templates![
    "handbook.typ",
    "look.typ",
    "base.typ",
    "machinery/code.typ",
    "machinery/formula.typ",
    "machinery/inline.typ",
    "boxes.typ",
    "blocks.typ",
    "edge.typ",
    "front.typ",
    "item.typ",
    "machinery/facing.typ",
    "machinery/flowing.typ",
    "matrix.typ",
    "glossary.typ",
    "back.typ",
    "machinery/picture.typ",
    "booklet.typ",
    "folding.typ",
    "sheet.typ",
    "machinery/pages.typ",
    "machinery/pieces.typ",
    "handout.typ",
    "machinery/growing.typ",
    "item-sheet.typ",
    "cards.typ",
    "machinery/fitting.typ",
    "pocket.typ",
    "play.typ",
    "chart.typ",
    "slides.typ",
    "machinery/slides.typ",
    "session-plan.typ",
    "attendance.typ",
    "feedback.typ",
    "certificate.typ",
];

macro_rules! fonts {
    ($($name:literal),* $(,)?) => {
        &[$(include_bytes!(concat!("../../themes/default/fonts/", $name)) as &[u8]),*]
    };
}

/// The font files in a fixed order, which decides what stands in for a missing character, and with it every byte of a PDF.
const FONTS: &[&[u8]] = fonts![
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
    "DiglotMath-Regular.ttf",
];

/// The fonts of the default theme, read from the program once.
pub static DEFAULT_FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FONTS.iter().flat_map(|&file| Font::iter(Bytes::new(file))).collect());

/// The emoji, compressed: few courses have any.
const EMOJI: &[u8] = include_bytes!("../../themes/default/fonts/DiglotEmoji-Regular.ttf.gz");

/// The family of emoji in colour.
pub const EMOJI_FAMILY: &str = "Diglot Emoji";

/// The font of emoji in colour, which is unpacked when the first one is met.
pub static EMOJI_FONT: LazyLock<Font> = LazyLock::new(|| {
    let mut file = Vec::new();
    GzDecoder::new(EMOJI).read_to_end(&mut file).expect("the embedded file is whole");
    Font::new(Bytes::new(file), 0).expect("the embedded file is a font")
});

/// The families that a font file holds; none when it is no font that can be used.
pub(super) fn families(file: &[u8]) -> Vec<String> {
    let mut families: Vec<String> =
        Font::iter(Bytes::new(file.to_vec())).map(|font| font.info().family.to_string()).collect();
    families.dedup();
    families
}
