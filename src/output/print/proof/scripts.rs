//! Languages that need a font which the default theme does not have, and those that cannot be printed.

use icu_properties::props::Script;

use crate::course::{Course, HanForms, Language};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::output::print::press::TypesetContext;
use crate::span::Span;

/// A report for each language that no font is for, or that PDFs leave out, at its place in `languages:`.
pub fn unprinted_languages(course: &Course, places: &[Span], context: &TypesetContext) -> Vec<Diagnostic> {
    let languages = course.languages.iter().zip(places);
    languages.filter_map(|(language, &place)| unprinted(language, place, context)).collect()
}

/// The scripts of those languages. What is missing of their characters is told once, not at each place.
pub fn scripts(course: &Course, context: &TypesetContext) -> Vec<Script> {
    let languages = course.languages.iter().filter(|language| language.right_to_left || lacks_font(language, context));
    languages.flat_map(|language| language.scripts.iter().copied()).collect()
}

fn lacks_font(language: &Language, context: &TypesetContext) -> bool {
    language.han.is_some_and(|forms| !context.has_forms(forms))
}

fn unprinted(language: &Language, place: Span, context: &TypesetContext) -> Option<Diagnostic> {
    let Language { key, name, .. } = language;
    if language.right_to_left {
        let message = both!(
            "PDFs leave out `{key}` ({name}): they cannot set what is written from right to left",
            "PDF 不包括 `{key}`（{name}）：从右到左书写的文字还不能排版"
        );
        return Some(Diagnostic::new(Code::RightToLeft, place, message).hint(both!(
            "the website has this language; its pages can be printed from a browser",
            "网站上有这种语言，可以在浏览器里打印网页"
        )));
    }
    let forms = language.han.filter(|_| lacks_font(language, context))?;
    let (role, suffix) = match forms {
        HanForms::Simplified => return None,
        HanForms::Traditional => {
            let hong_kong = matches!(language.region.as_deref(), Some("HK" | "MO"));
            ("traditional", if hong_kong { "HK" } else { "TC" })
        }
        HanForms::Japanese => ("japanese", "JP"),
        HanForms::Korean => ("korean", "KR"),
    };
    let message = both!(
        "the PDFs have no font for `{key}` ({name}), whose characters have shapes of their own",
        "PDF 没有用于 `{key}`（{name}）的字体，它的字形与简体中文不同"
    );
    Some(
        Diagnostic::new(Code::MissingGlyph, place, message)
            .hint(both!(
                "put `NotoSerifCJK-Regular.ttc`, `NotoSerifCJK-Bold.ttc`, `NotoSansCJK-Regular.ttc` and `NotoSansCJK-Bold.ttc` into `theme/fonts` (Debian has them in `fonts-noto-cjk`)",
                "请把 `NotoSerifCJK-Regular.ttc`、`NotoSerifCJK-Bold.ttc`、`NotoSansCJK-Regular.ttc` 和 `NotoSansCJK-Bold.ttc` 放进 `theme/fonts`（Debian 的 `fonts-noto-cjk` 里有）"
            ))
            .hint(both!(
                "and write in `theme.yaml`: `print: {{fonts: {{serif: {{{role}: Noto Serif CJK {suffix}}}, sans: {{{role}: Noto Sans CJK {suffix}}}}}}}`",
                "并在 `theme.yaml` 里写：`print: {{fonts: {{serif: {{{role}: Noto Serif CJK {suffix}}}, sans: {{{role}: Noto Sans CJK {suffix}}}}}}}`"
            ))
            .hint(both!(
                "with `missing-glyph: warning` in `checks:` the PDFs have the shapes of simplified Chinese, and numbers in boxes for what these lack",
                "在 `checks:` 里写 `missing-glyph: warning`，PDF 就用简体字形，缺少的字以方框里的编号代替"
            )),
    )
}
