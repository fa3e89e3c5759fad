//! What PDFs are set with: templates, fonts and colours, those of the default theme where a course's own has none.

use std::collections::{BTreeMap, BTreeSet};

use typst::foundations::Bytes;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use super::look::look;
use crate::digest::Digest;
use crate::output::print::data::{VirtualFiles, json};
use crate::theme::{DEFAULT_FONTS, PRINT_TEMPLATES, Theme};

/// The path of the file that names the characters which no font has.
const MISSING: &str = "/course/missing.json";

/// Templates, fonts and colours of a course. A build makes one for all its PDFs.
pub struct TypesetContext {
    /// The templates by absolute virtual path. A default template that is replaced can still be had from the folder `/default`.
    pub sources: BTreeMap<String, Source>,
    /// The fonts of the default theme, then those of the course's.
    pub fonts: Vec<Font>,
    /// What Typst knows of each of the fonts, in the same order.
    pub book: LazyHash<FontBook>,
    /// `/theme.json` and the pictures of the theme.
    pub files: VirtualFiles,
    /// The names of the templates that the course's theme replaces.
    pub replaced: Vec<String>,
    /// The digest of all that the course's theme brings.
    pub digest: Digest,
    /// The characters that some font has, a bit for each: asking every font takes most of the time of a check.
    covered: Vec<u64>,
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
        let own = theme.printed.fonts.iter().flat_map(|file| Font::iter(Bytes::new(file.clone())));
        let fonts: Vec<Font> = DEFAULT_FONTS.iter().cloned().chain(own).collect();
        let pictures = theme.pictures.iter().map(|(name, bytes)| (format!("/theme/{name}"), Bytes::new(bytes.clone())));
        let mut files: VirtualFiles = pictures.collect();
        files.insert("/theme.json".into(), json(&look(theme)));
        files.insert(MISSING.into(), json(&""));
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        let digest = Digest::of_parts(
            (files.iter().map(|(path, bytes)| (path.as_bytes(), bytes.as_slice())))
                .chain(theme.print_templates.iter().map(|(name, text)| (name.as_bytes(), text.as_bytes())))
                .flat_map(|(name, bytes)| [name, bytes])
                .chain(theme.printed.fonts.iter().map(Vec::as_slice)),
        );
        let replaced = theme.print_templates.keys().cloned().collect();
        TypesetContext { sources, book, files, replaced, digest, covered: covered(&fonts), fonts }
    }

    /// The files of a document without the characters that no font has: they are taken out of drawings here, and listed in a file for the
    /// templates, which leave them out of texts. Whether a course with such characters gets here at all is for its book to say (`missing-glyph`).
    pub fn fit(&self, mut files: VirtualFiles) -> VirtualFiles {
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
            files.insert(MISSING.into(), json(&String::from_iter(missing)));
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

/// The typesetter's id of an absolute virtual path.
pub fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("paths of the world are absolute and plain");
    RootedPath::new(VirtualRoot::Project, path).intern()
}
