//! Characters that no font has. The typesetter would draw an empty box for them without a word.

use std::collections::BTreeSet;

use crate::course::{AssetIx, Course};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::output::print::press::TypesetContext;
use crate::output::print::texts;
use crate::participants::Participant;
use crate::span::Span;

/// A report for each character that no font has, at its first place: in the book, in the table of those who take part, or in a drawing.
pub fn missing_glyphs(course: &Course, names: &[Participant], context: &TypesetContext) -> Vec<Diagnostic> {
    let mut found: Vec<(char, Span)> = Vec::new();
    texts::each(course, names, &mut |text, span| {
        let missing = text.char_indices().filter(|&(_, c)| !context.draws(c));
        found.extend(missing.map(|(at, c)| (c, texts::piece(text, span, at, c.len_utf8()))));
    });
    let mut seen = BTreeSet::new();
    found.retain(|&(c, _)| seen.insert(c));
    let in_texts = found.into_iter().map(|(c, span)| in_text(c, span));
    let assets = (0..course.assets.len()).map(AssetIx::new);
    let in_drawings = assets.filter_map(|asset| in_drawing(course, asset, context));
    in_texts.chain(in_drawings).collect()
}

fn in_text(c: char, span: Span) -> Diagnostic {
    let message =
        both!("no font has the character `{c}` (U+{:04X})", "没有字体包含字符 `{c}`（U+{:04X}）", u32::from(c));
    let hint = both!(
        "replace the character, or name a font that has it in `theme.yaml`; with `missing-glyph: warning` in `checks:` it is left out of the PDFs",
        "请换掉这个字符，或在 `theme.yaml` 里指定包含它的字体；在 `checks:` 里写 `missing-glyph: warning`，PDF 里就省去它"
    );
    Diagnostic::new(Code::MissingGlyph, span, message).hint(hint)
}

fn in_drawing(course: &Course, asset: AssetIx, context: &TypesetContext) -> Option<Diagnostic> {
    let asset_of = course.asset(asset);
    let c = asset_of.picture.words.chars().find(|&c| !context.draws(c))?;
    let path = &asset_of.path;
    let message = both!(
        "no font has the character `{c}` (U+{:04X}), which stands in the drawing `{path}`",
        "没有字体包含图形 `{path}` 里的字符 `{c}`（U+{:04X}）",
        u32::from(c)
    );
    let hint = both!(
        "replace the character in the drawing, or turn it into a shape there; with `missing-glyph: warning` in `checks:` it is left out of the PDFs",
        "请在图形里换掉这个字符，或把它转成形状；在 `checks:` 里写 `missing-glyph: warning`，PDF 里就省去它"
    );
    Some(Diagnostic::new(Code::MissingGlyph, texts::place_of(course, asset)?, message).hint(hint))
}
