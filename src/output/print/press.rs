//! What PDFs are set with: templates, fonts and colours, those of the default theme where a course's own has none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Serialize;
use typst::foundations::Bytes;
use typst::syntax::Source;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use super::book;
use super::world::{self, Files};
use crate::publish::Digest;
use crate::theme::{Colour, Margins, Theme, Typefaces, tint};

/// The characters of a document that no font has.
const MISSING: &str = "/course/missing.json";

/// Made once for a build.
pub struct Press {
    /// By absolute virtual path. A default template that is replaced can still be had from the folder `/default`.
    pub(super) sources: BTreeMap<String, Source>,
    pub(super) fonts: Vec<Font>,
    pub(super) book: LazyHash<FontBook>,
    /// `/theme.json` and the pictures of the theme.
    pub(super) files: Files,
    /// The names of the templates that the course's theme replaces.
    pub(super) replaced: Vec<String>,
    /// Of all that the theme brings.
    pub(super) digest: Digest,
    /// The characters that some font has, a bit for each: asking every font takes most of the time of a check.
    covered: Vec<u64>,
}

macro_rules! templates {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../themes/default/print/", $name)))),*]
    };
}

const TEMPLATES: &[(&str, &str)] = templates![
    "handbook.typ",
    "look.typ",
    "base.typ",
    "machinery/formula.typ",
    "machinery/inline.typ",
    "boxes.typ",
    "blocks.typ",
    "front.typ",
    "item.typ",
    "machinery/facing.typ",
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
    "cards.typ",
    "pocket.typ",
    "play.typ",
    "chart.typ",
    "session-plan.typ",
    "attendance.typ",
    "feedback.typ",
    "certificate.typ",
];

/// The names of the templates that a theme can replace.
pub fn template_names() -> Vec<&'static str> {
    TEMPLATES.iter().map(|(name, _)| *name).collect()
}

macro_rules! fonts {
    ($($name:literal),* $(,)?) => {
        &[$(include_bytes!(concat!("../../../themes/default/fonts/", $name)) as &[u8]),*]
    };
}

/// In a fixed order: the order decides what stands in for what, and with it every byte of a PDF.
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

static DEFAULT_FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FONTS.iter().flat_map(|&file| Font::iter(Bytes::new(file))).collect());

/// The families that a font file holds; none when it is no font that can be used.
pub fn families_of(file: &[u8]) -> Vec<String> {
    let mut families: Vec<String> =
        Font::iter(Bytes::new(file.to_vec())).map(|font| font.info().family.to_string()).collect();
    families.dedup();
    families
}

impl Press {
    pub fn new(theme: &Theme) -> Press {
        let mut sources = BTreeMap::new();
        for &(name, text) in TEMPLATES {
            let own = theme.print_templates.get(name).map_or(text, String::as_str);
            for (path, text) in [(format!("/{name}"), own), (format!("/default/{name}"), text)] {
                let source = Source::new(world::file_id(&path), text.to_string());
                sources.insert(path, source);
            }
        }
        let own = theme.printed.fonts.iter().flat_map(|file| Font::iter(Bytes::new(file.clone())));
        let fonts: Vec<Font> = DEFAULT_FONTS.iter().cloned().chain(own).collect();
        let pictures = theme.pictures.iter().map(|(name, bytes)| (format!("/theme/{name}"), Bytes::new(bytes.clone())));
        let mut files: Files = pictures.collect();
        files.insert("/theme.json".into(), book::json(&look(theme)));
        files.insert(MISSING.into(), book::json(&""));
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let digest = Digest::of_parts(
            (files.iter().map(|(path, bytes)| (path.as_bytes(), bytes.as_slice())))
                .chain(theme.print_templates.iter().map(|(name, text)| (name.as_bytes(), text.as_bytes())))
                .flat_map(|(name, bytes)| [name, bytes])
                .chain(theme.printed.fonts.iter().map(Vec::as_slice)),
        );
        let replaced = theme.print_templates.keys().cloned().collect();
        Press { sources, book, files, replaced, digest, covered: covered(&fonts), fonts }
    }

    /// The files of a document, fit for these fonts: characters that none of them has are left out of drawings, and named for the templates,
    /// which leave them out of texts. Whether a course with such characters gets here at all is for its book to say (`missing-glyph`).
    pub(super) fn fit(&self, mut files: Files) -> Files {
        let mut missing = BTreeSet::new();
        for (path, bytes) in &mut files {
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            let lacking: BTreeSet<char> = text.chars().filter(|&c| !c.is_ascii() && !self.draws(c)).collect();
            if path.ends_with(".json") {
                missing.extend(lacking);
            } else if !lacking.is_empty() {
                *bytes = Bytes::from_string(text.replace(|c| lacking.contains(&c), ""));
            }
        }
        if !missing.is_empty() {
            files.insert(MISSING.into(), book::json(&String::from_iter(missing)));
        }
        files
    }

    /// Whether some font draws a character, or nothing has to be drawn for it.
    pub fn draws(&self, c: char) -> bool {
        let unseen = c.is_whitespace()
            || c.is_control()
            || matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
        let c = c as usize;
        unseen || self.covered.get(c / 64).is_some_and(|bits| bits & (1 << (c % 64)) != 0)
    }
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

/// `/theme.json`: what the templates take from a theme.
#[derive(Serialize)]
struct Look<'a> {
    accent: String,
    /// The ground of boxes.
    wash: String,
    serif: Families<'a>,
    sans: Families<'a>,
    mono: Families<'a>,
    /// The path of a picture.
    logo: Option<String>,
    /// In millimetres.
    margins: Option<Edges>,
}

/// The first that has a character draws it.
#[derive(Serialize)]
struct Families<'a> {
    latin: Vec<&'a str>,
    chinese: Vec<&'a str>,
}

#[derive(Serialize)]
struct Edges {
    top: f64,
    bottom: f64,
    inside: f64,
    outside: f64,
}

/// The accent of the default theme is a little darker on paper than on a screen.
const ACCENT: Colour = Colour::new(0x1d5b64);
const WASH: Colour = Colour::new(0xedf3f3);

fn look(theme: &Theme) -> Look<'_> {
    let accent = theme.accent.map(|scheme| scheme.light);
    let printed = &theme.printed;
    Look {
        accent: accent.unwrap_or(ACCENT).to_string(),
        wash: accent.map_or(WASH, |accent| tint(accent, [Colour::WHITE; 3])).to_string(),
        serif: families(&printed.serif, "Diglot Serif", "Diglot Serif SC"),
        sans: families(&printed.sans, "Diglot Sans", "Diglot Sans SC"),
        mono: families(&printed.mono, "Diglot Mono", "Diglot Sans SC"),
        logo: theme.logo.as_ref().map(|logo| format!("/theme/{}", logo.name)),
        margins: printed.margins.map(edges),
    }
}

fn families<'a>(own: &'a Typefaces, latin: &'a str, chinese: &'a str) -> Families<'a> {
    let list = |own: &'a Option<String>, other: &'a str| own.as_deref().into_iter().chain([other]).collect();
    Families { latin: list(&own.latin, latin), chinese: list(&own.chinese, chinese) }
}

fn edges(margins: Margins) -> Edges {
    let millimetres = |micrometres: u32| f64::from(micrometres) / 1000.0;
    Edges {
        top: millimetres(margins.top),
        bottom: millimetres(margins.bottom),
        inside: millimetres(margins.inside),
        outside: millimetres(margins.outside),
    }
}
