//! What PDFs are set with: templates, fonts and colours, those of the default theme where a course's own has none.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use icu_properties::CodePointSetData;
use icu_properties::props::DefaultIgnorableCodePoint;
use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::Font;

use super::emoji;
use super::fonts::{FontSet, is_in_emoji_font};
use super::look::look;
use crate::digest::Digest;
use crate::output::print::data::{VirtualFiles, json};
use crate::theme::{DEFAULT_FONTS, PRINT_TEMPLATES, Theme};

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
    with_emoji: OnceLock<FontSet>,
}

impl TypesetContext {
    pub fn new(theme: &Theme) -> TypesetContext {
        let mut sources = BTreeMap::new();
        for &(name, text) in PRINT_TEMPLATES {
            let own = theme.print_templates.get(name).map_or(text, String::as_str);
            for (path, text) in [(format!("/{name}"), own), (format!("/default/{name}"), text)] {
                let source = Source::new(file_id(&path), text.to_string());
                sources.insert(path, source);
            }
        }
        let own = theme.printed.fonts.iter().flat_map(|file| Font::iter(Bytes::new(file.clone())));
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
        TypesetContext { sources, files, replaced, digest, fonts, with_emoji: OnceLock::new() }
    }

    /// The files of a document with two lists for the templates: of the characters that no font has, for which they print a substitute, and of
    /// the emoji. In drawings the substitute is put here. Whether a course with such characters gets here at all is for its book to say
    /// (`missing-glyph`).
    pub fn fit(&self, mut files: VirtualFiles) -> VirtualFiles {
        let (mut missing, mut signs, mut coloured) = (BTreeSet::new(), BTreeSet::new(), false);
        for (path, bytes) in &mut files {
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            let mut lacking = BTreeSet::new();
            for c in text.chars().filter(|&c| !c.is_ascii() && !self.fonts.has(c) && !is_unseen(c)) {
                if is_in_emoji_font(c) {
                    coloured = true;
                } else {
                    lacking.insert(c);
                }
            }
            if path.ends_with(".json") {
                signs.extend(emoji::each(text).map(str::to_owned));
                missing.extend(lacking);
            } else if !lacking.is_empty() {
                *bytes =
                    Bytes::from_string(text.replace(|c| lacking.contains(&c), SUBSTITUTE.encode_utf8(&mut [0; 4])));
            }
        }
        if !missing.is_empty() {
            files.insert(MISSING.into(), json(&String::from_iter(missing)));
        }
        if coloured || !signs.is_empty() {
            files.insert(EMOJI.into(), json(&longest_first(signs)));
        }
        files
    }

    /// The fonts for the files of a document. That of emoji is among them only where there are some.
    pub fn fonts(&self, files: &VirtualFiles) -> &FontSet {
        if files.contains_key(EMOJI) { self.with_emoji.get_or_init(|| self.fonts.with_emoji()) } else { &self.fonts }
    }

    /// Whether some font draws a character, or nothing has to be drawn for it.
    pub fn draws(&self, c: char) -> bool {
        self.fonts.has(c) || is_unseen(c) || is_in_emoji_font(c)
    }
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
