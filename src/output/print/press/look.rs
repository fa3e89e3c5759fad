//! `/theme.json`: what the templates take from a theme.

use serde::Serialize;

use crate::course::HanForms;
use crate::theme::{Colour, EMOJI_FAMILY, Margins, Printed, Theme, Typefaces, tint};

/// The colours, fonts and measures of a theme.
#[derive(Serialize)]
pub struct PrintLook<'a> {
    accent: String,
    /// The background of boxes.
    wash: String,
    serif: Families<'a>,
    sans: Families<'a>,
    mono: Families<'a>,
    /// Families for what those lack.
    others: &'a [String],
    /// Families of emoji.
    emoji: Vec<&'a str>,
    /// The path of a picture.
    logo: Option<String>,
    /// The margins of a page, in millimetres.
    margins: Option<Edges>,
    /// Whether paragraphs of Chinese and Japanese are indented.
    indents: bool,
}

/// Names of font families. A character is drawn by the first family that has it.
#[derive(Serialize)]
struct Families<'a> {
    latin: Vec<&'a str>,
    /// Of simplified Chinese.
    chinese: Vec<&'a str>,
    traditional: Vec<&'a str>,
    japanese: Vec<&'a str>,
    korean: Vec<&'a str>,
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

pub fn look(theme: &Theme) -> PrintLook<'_> {
    let accent = theme.accent.map(|scheme| scheme.light);
    let printed = &theme.printed;
    PrintLook {
        accent: accent.unwrap_or(ACCENT).to_string(),
        wash: accent.map_or(WASH, |accent| tint(accent, [Colour::WHITE; 3])).to_string(),
        serif: families(printed, &printed.serif, "Diglot Serif", "Diglot Serif SC"),
        sans: families(printed, &printed.sans, "Diglot Sans", "Diglot Sans SC"),
        mono: families(printed, &printed.mono, "Diglot Mono", "Diglot Sans SC"),
        others: &printed.others,
        emoji: printed.emoji.as_deref().into_iter().chain([EMOJI_FAMILY]).collect(),
        logo: theme.logo.as_ref().map(|logo| format!("/theme/{}", logo.name)),
        margins: printed.margins.map(edges),
        indents: printed.indents,
    }
}

fn families<'a>(printed: &'a Printed, own: &'a Typefaces, latin: &'a str, chinese: &'a str) -> Families<'a> {
    let list = |own: &'a Option<String>, other: &'a str| own.as_deref().into_iter().chain([other]).collect();
    // Where the role has no family of these forms, that of another role is better than other forms.
    let of = |forms| [own, &printed.sans, &printed.serif].iter().find_map(|role| role.of(forms)).into_iter().collect();
    Families {
        latin: list(&own.latin, latin),
        chinese: list(&own.chinese, chinese),
        traditional: of(HanForms::Traditional),
        japanese: of(HanForms::Japanese),
        korean: of(HanForms::Korean),
    }
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
