//! Characters that no font has. The typesetter would draw an empty box for them without a word.

use std::collections::{BTreeMap, BTreeSet};

use icu_properties::props::Script;
use icu_properties::script::ScriptWithExtensions;
use icu_properties::{CodePointMapData, PropertyNamesLong};

use super::scripts;
use crate::course::{AssetIx, Course};
use crate::diagnostic::{Code, Diagnostic, Hint};
use crate::message::{Message, both};
use crate::output::print::press::{SUBSTITUTE, TypesetContext};
use crate::output::print::texts;
use crate::participants::Participant;
use crate::span::{FileId, Span};

/// So many places of the same character in a file are told one by one; of the others, how many there are.
const PLACES: usize = 10;

/// So many characters of a piece of text are shown in its report.
const SHOWN: usize = 24;

/// A report for each place of characters that no font has: in the book, in the table of those who take part, and in drawings.
pub fn missing_glyphs(course: &Course, names: &[Participant], context: &TypesetContext) -> Vec<Diagnostic> {
    let mut places = Vec::new();
    let mut seen = BTreeSet::new();
    let left_out = scripts::scripts(course, context);
    let of_script = |c: char| left_out.iter().any(|&script| ScriptWithExtensions::new().has_script(c, script));
    texts::each(course, names, &mut |text, span| {
        for (start, run) in runs(text, |c| context.draws(c) || of_script(c)) {
            let place = texts::piece(text, span, start, run.len());
            if seen.insert((place, run)) {
                places.push((run, place));
            }
        }
    });
    let assets = (0..course.assets.len()).map(AssetIx::new);
    let in_drawings = assets.filter_map(|asset| in_drawing(course, asset, context));
    in_texts(&places).into_iter().chain(in_drawings).collect()
}

/// The longest pieces of a text of which nothing but blanks is drawn, each with where it begins: words of a script that no font has.
fn runs(text: &str, draws: impl Fn(char) -> bool) -> Vec<(usize, &str)> {
    let mut runs: Vec<(usize, &str)> = Vec::new();
    for (at, c) in text.char_indices().filter(|&(_, c)| !draws(c)) {
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some((start, run)) if text[*start + run.len()..at].trim_start().is_empty() => *run = &text[*start..end],
            _ => runs.push((at, &text[at..end])),
        }
    }
    runs
}

/// A report for each place that holds a character which was not yet told often enough in its file.
fn in_texts(places: &[(&str, Span)]) -> Vec<Diagnostic> {
    let mut told: BTreeMap<(FileId, char), usize> = BTreeMap::new();
    let mut last: BTreeMap<FileId, usize> = BTreeMap::new();
    let mut more: BTreeMap<FileId, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for &(run, span) in places {
        let lacking = BTreeSet::from_iter(run.chars().filter(|c| !c.is_whitespace()));
        if lacking.iter().all(|&c| told.get(&(span.file, c)).is_some_and(|&times| times >= PLACES)) {
            *more.entry(span.file).or_default() += 1;
            continue;
        }
        for c in lacking {
            *told.entry((span.file, c)).or_default() += 1;
        }
        last.insert(span.file, found.len());
        found.push(in_text(run, span));
    }
    for (file, count) in more {
        let diagnostic = &mut found[last[&file]];
        diagnostic.hints.insert(
            0,
            Hint::from(match count {
                1 => both!("it stands in one more place of this file", "这个文件里还有 1 处"),
                _ => both!("such characters stand in {count} more places of this file", "这个文件里还有 {count} 处"),
            }),
        );
    }
    found
}

fn in_text(run: &str, span: Span) -> Diagnostic {
    let numbers = numbers(run);
    let whole = run.chars().nth(SHOWN).is_none();
    let shown = run.chars().take(SHOWN).chain((!whole).then_some('…')).collect::<String>();
    let message = if run.chars().nth(1).is_none() {
        both!("no font has the character `{shown}` ({numbers})", "没有字体包含字符 `{shown}`（{numbers}）")
    } else {
        both!("no font has the characters `{shown}` ({numbers})", "没有字体包含字符 `{shown}`（{numbers}）")
    };
    Diagnostic::new(Code::MissingGlyph, span, message).hint(remedy(run)).hint(both!(
        "with `missing-glyph: warning` in `checks:` the PDFs show its number in a box",
        "在 `checks:` 里写 `missing-glyph: warning`，PDF 里就以方框里的编号代替"
    ))
}

fn remedy(run: &str) -> Message {
    let family = noto(run);
    let name = match &family {
        Some(family) => Message::as_is(family),
        None => both!("Name of the font", "字体名称"),
    };
    both!(
        "put a font for it into `theme/fonts` and name that in `theme.yaml`: `print: {{fonts: {{others: [{name}]}}}}`; or write something else",
        "请把合适的字体放进 `theme/fonts`，并在 `theme.yaml` 里写明：`print: {{fonts: {{others: [{name}]}}}}`；或者换掉这个字符";
        name
    )
}

/// The free font for the script of some characters: Noto has one for nearly each, by its name. None for signs, and for rare hanzi, which are in
/// fonts of many names.
fn noto(run: &str) -> Option<String> {
    let script = CodePointMapData::<Script>::new().get(run.chars().next()?);
    match script {
        Script::Common | Script::Inherited | Script::Unknown | Script::Han => None,
        Script::Hangul => Some("Noto Sans KR".to_owned()),
        _ => {
            let name = PropertyNamesLong::<Script>::new().get(script)?;
            Some(format!("Noto Sans {}", name.replace('_', " ")))
        }
    }
}

/// `U+0E2A U+0E27`, the first ones of many.
fn numbers(run: &str) -> String {
    let mut seen = BTreeSet::new();
    let mut distinct = run.chars().filter(|&c| !c.is_whitespace() && seen.insert(c));
    let shown: Vec<String> = distinct.by_ref().take(4).map(|c| format!("U+{:04X}", u32::from(c))).collect();
    shown.join(" ") + if distinct.next().is_some() { " …" } else { "" }
}

fn in_drawing(course: &Course, asset: AssetIx, context: &TypesetContext) -> Option<Diagnostic> {
    let drawing = course.asset(asset);
    let lacking: String = drawing.picture.words.chars().filter(|&c| !context.draws(c)).collect();
    if lacking.is_empty() {
        return None;
    }
    let (path, numbers) = (&drawing.path, numbers(&lacking));
    let message = both!(
        "no font has characters of the drawing `{path}`: `{lacking}` ({numbers})",
        "没有字体包含图形 `{path}` 里的字符 `{lacking}`（{numbers}）"
    );
    let hint = both!(
        "turn the text into shapes there; with `missing-glyph: warning` in `checks:` the PDFs show `{SUBSTITUTE}` in its place",
        "也可以在图形里把文字转成形状；在 `checks:` 里写 `missing-glyph: warning`，PDF 里就以 `{SUBSTITUTE}` 代替"
    );
    let place = texts::place_of(course, asset)?;
    Some(Diagnostic::new(Code::MissingGlyph, place, message).hint(remedy(&lacking)).hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::Sources;

    fn latin(c: char) -> bool {
        c.is_ascii()
    }

    #[test]
    fn words_of_a_script_are_one_piece() {
        assert_eq!(runs("a สวัส ดี, 𠮷a𠮷", latin), [(2, "สวัส ดี"), (23, "𠮷"), (28, "𠮷")]);
        assert!(runs("plain", latin).is_empty());
    }

    #[test]
    fn every_place_is_told_and_of_hundreds_the_number() {
        let mut sources = Sources::default();
        let files = [sources.add("a.md", String::new()), sources.add("b.md", String::new())];
        let place = |file, at| Span { file, start: at, end: at + 4 };
        let mut places: Vec<(&str, Span)> = (0..200).map(|at| ("𠮷", place(files[0], at))).collect();
        places.push(("𠮷𪚥", place(files[0], 300)));
        places.push(("𠮷", place(files[1], 0)));
        let found = in_texts(&places);
        let of = |file| found.iter().filter(|found| found.span.file == file).collect::<Vec<_>>();
        assert_eq!((of(files[0]).len(), of(files[1]).len()), (PLACES + 1, 1));
        let last = of(files[0])[PLACES];
        assert_eq!(last.message.en, "no font has the characters `𠮷𪚥` (U+20BB7 U+2A6A5)");
        assert_eq!(last.hints[0].words.en, "such characters stand in 190 more places of this file");
        assert!(found[0].hints.iter().all(|hint| !hint.words.en.contains("more")));
    }

    #[test]
    fn a_font_for_the_script_is_named() {
        for (text, family) in
            [("ส", Some("Noto Sans Thai")), ("감", Some("Noto Sans KR")), ("ध", Some("Noto Sans Devanagari"))]
        {
            assert_eq!(noto(text).as_deref(), family);
        }
        assert_eq!((noto("𠮷"), noto("✦")), (None, None));
    }
}
