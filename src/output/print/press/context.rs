//! What PDFs are set with: templates, fonts and colours, those of the default theme where a course's own has none.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::Font;

use super::drawing::{self, Piece};
use super::emoji;
use super::fonts::{FontSet, is_in_emoji_font};
use super::look::look;
use crate::course::HanForms;
use crate::digest::Digest;
use crate::output::print::data::{VirtualFiles, json};
use crate::theme::{DEFAULT_FONTS, EMOJI_FAMILY, PRINT_TEMPLATES, Printed, Theme};

/// The path of the file that names the characters which no font has.
const MISSING: &str = "/course/missing.json";

/// The path of the file that names the emoji of a document. Those without any have an empty one among the files of the context.
const EMOJI: &str = "/course/emoji.json";

/// What stands in a drawing for a character that no font has.
pub const SUBSTITUTE: char = '□';

/// Templates, fonts and colours of a course. A build makes one for all its PDFs.
pub struct TypesetContext {
    /// The templates by absolute virtual path. A default template that is replaced can still be had from the folder `/default`.
    pub sources: BTreeMap<String, Source>,
    /// `/theme.json` and the pictures of the theme.
    pub files: VirtualFiles,
    /// The names of the templates that the course's theme replaces.
    pub replaced: Vec<String>,
    /// The digest of all that the course's theme brings.
    pub digest: Digest,
    fonts: FontSet,
    /// The forms of Han characters that the theme has a font for.
    forms: Vec<HanForms>,
    with_emoji: OnceLock<FontSet>,
}

impl TypesetContext {
    /// What the default theme and the course's bring. It reads every font, so a build does it once.
    pub fn new(theme: &Theme) -> TypesetContext {
        let mut sources = BTreeMap::new();
        for &(name, text) in PRINT_TEMPLATES {
            let own = theme.print_templates.get(name).map_or(text, String::as_str);
            for (path, text) in [(format!("/{name}"), own), (format!("/default/{name}"), text)] {
                let source = Source::new(file_id(&path), text.to_string());
                sources.insert(path, source);
            }
        }
        let own: Vec<Font> = theme.printed.fonts.iter().flat_map(|file| Font::iter(Bytes::new(file.clone()))).collect();
        let forms = HanForms::ALL.into_iter().filter(|&forms| has_forms(forms, &theme.printed, &own)).collect();
        let fonts = FontSet::new(DEFAULT_FONTS.iter().cloned().chain(own).collect());
        let pictures = theme.pictures.iter().map(|(name, bytes)| (format!("/theme/{name}"), Bytes::new(bytes.clone())));
        let mut files: VirtualFiles = pictures.collect();
        files.insert("/theme.json".into(), json(&look(theme)));
        files.insert(MISSING.into(), json(&""));
        files.insert(EMOJI.into(), json(&[""; 0]));
        let digest = Digest::of_parts(
            (files.iter().map(|(path, bytes)| (path.as_bytes(), bytes.as_slice())))
                .chain(theme.print_templates.iter().map(|(name, text)| (name.as_bytes(), text.as_bytes())))
                .flat_map(|(name, bytes)| [name, bytes])
                .chain(theme.printed.fonts.iter().map(Vec::as_slice)),
        );
        let replaced = theme.print_templates.keys().cloned().collect();
        TypesetContext { sources, files, replaced, digest, fonts, forms, with_emoji: OnceLock::new() }
    }

    /// The files of a document with two lists for the templates: of the characters that no font has, for which they print a substitute, and of
    /// the emoji. In drawings both are taken care of here. Whether a course with such characters gets here at all is for its book to say
    /// (`missing-glyph`).
    pub fn fit(&self, mut files: VirtualFiles) -> VirtualFiles {
        let (mut missing, mut signs, mut coloured) = (BTreeSet::new(), BTreeSet::new(), false);
        for (path, bytes) in &mut files {
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            let shown = drawing::words(text).map_or(Cow::Borrowed(text), Cow::Owned);
            let rare = shown.chars().filter(|&c| !c.is_ascii() && !self.fonts.has(c) && !is_unseen(c));
            let (in_emoji, lacking): (BTreeSet<char>, BTreeSet<char>) = rare.partition(|&c| is_in_emoji_font(c));
            let sequences: BTreeSet<String> = emoji::each(&shown).map(str::to_owned).collect();
            let drawn = !path.ends_with(".json");
            let touched = !(in_emoji.is_empty() && lacking.is_empty() && sequences.is_empty());
            coloured |= !in_emoji.is_empty() || !sequences.is_empty();
            if drawn && touched {
                *bytes = Bytes::from_string(self.fit_drawing(text));
            } else if !drawn {
                signs.extend(sequences);
                missing.extend(lacking);
            }
        }
        if !missing.is_empty() {
            files.insert(MISSING.into(), json(&String::from_iter(missing)));
        }
        if coloured {
            files.insert(EMOJI.into(), json(&longest_first(signs)));
        }
        files
    }

    /// A drawing in which every character is drawn.
    fn fit_drawing(&self, drawing: &str) -> String {
        let drawn: String = drawing.chars().map(|c| if self.draws(c) { c } else { SUBSTITUTE }).collect();
        drawing::with_families(&drawn, |text| self.pieces(text)).unwrap_or(drawn)
    }

    /// A text of a drawing by the families that have its characters. Its emoji are those of the default theme, which has one glyph for each: PDF/UA
    /// wants words behind every glyph of a drawing.
    fn pieces(&self, text: &str) -> Vec<Piece<'_>> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let sequence = emoji::emoji(rest).filter(|&length| !rest[..length].ends_with('\u{fe0e}'));
            let length = sequence.unwrap_or(c.len_utf8());
            let (piece, after) = rest.split_at(length);
            rest = after;
            let (family, text) = match sequence {
                Some(_) => (Some(EMOJI_FAMILY), piece.replace(emoji::is_selector, "")),
                None if c.is_whitespace() => (None, piece.to_owned()),
                None if is_unseen(c) => continue,
                None => {
                    let c = if self.draws(c) { c } else { SUBSTITUTE };
                    (self.family(c), c.to_string())
                }
            };
            match pieces.last_mut() {
                Some(last) if last.family == family => last.text.push_str(&text),
                _ => pieces.push(Piece { text, family }),
            }
        }
        pieces
    }

    /// The family that a character needs when that of most text does not have it.
    fn family(&self, c: char) -> Option<&str> {
        let first = self.fonts.family_with('a');
        self.fonts.family_with(c).map_or(Some(EMOJI_FAMILY), |family| Some(family).filter(|_| first != Some(family)))
    }

    /// The fonts for the files of a document. That of emoji is among them only where there are some.
    pub fn fonts(&self, files: &VirtualFiles) -> &FontSet {
        if files.contains_key(EMOJI) { self.with_emoji.get_or_init(|| self.fonts.with_emoji()) } else { &self.fonts }
    }

    /// Whether there is a font for these forms of Han characters.
    pub fn has_forms(&self, forms: HanForms) -> bool {
        self.forms.contains(&forms)
    }

    /// Whether some font draws a character, or nothing has to be drawn for it.
    pub fn draws(&self, c: char) -> bool {
        self.fonts.has(c) || is_unseen(c) || is_in_emoji_font(c)
    }
}

/// Whether the fonts of a theme, named for these forms or among the others, draw what the default theme's do not.
fn has_forms(forms: HanForms, printed: &Printed, own: &[Font]) -> bool {
    let probe = match forms {
        HanForms::Simplified => return true,
        HanForms::Traditional => "說",
        HanForms::Japanese => "駅",
        HanForms::Korean => "말",
    };
    let draws = |family: &String| {
        let mut fonts = own.iter().map(Font::info).filter(|info| info.family.as_str() == family);
        fonts.any(|info| probe.chars().all(|c| info.coverage.contains(c.into())))
    };
    let named = [&printed.serif, &printed.sans, &printed.mono].iter().any(|role| role.of(forms).is_some());
    named || printed.others.iter().any(draws)
}

/// Whether a character has no shape of its own.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || c.is_control() || const { CodePointSetData::new::<DefaultIgnorableCodePoint>() }.contains(c)
}

/// In this order a pattern finds 👍🏽 before it finds 👍.
fn longest_first(signs: BTreeSet<String>) -> Vec<String> {
    let mut signs: Vec<String> = signs.into_iter().collect();
    signs.sort_by_key(|sign| Reverse(sign.len()));
    signs
}

/// The typesetter's id of an absolute virtual path.
pub fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("paths of the world are absolute and plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}
