//! `languages:` in `book.yaml`: the languages of a course, as BCP 47 names them.

use icu_locale::{Locale, LocaleExpander};

use crate::course::Language;
use crate::course::{autonym, foreign};
use crate::diagnostic::{Code, Diagnostic};
use crate::message::both;
use crate::span::Span;
use crate::yaml::Fields;

pub(super) fn languages(fields: &Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<(Language, Span)> {
    let Some(node) = fields.require("languages", diagnostics) else { return Vec::new() };
    let mut languages: Vec<(Language, Span)> = Vec::new();
    let before = diagnostics.len();
    for entry in node.list(diagnostics) {
        let Some(key) = entry.text(diagnostics) else { continue };
        let language = language(&key).unwrap_or_else(|| {
            diagnostics.push(
                Diagnostic::new(
                    Code::WrongValue,
                    entry.span,
                    both!("`{key}` is not a language tag", "`{key}` 不是语言代码"),
                )
                .hint(both!(
                    "write a tag of BCP 47 such as `en`, `zh`, `zh-Hant` or `pt-BR`",
                    "请写 BCP 47 语言代码，例如 `en`、`zh`、`zh-Hant` 或 `pt-BR`"
                )),
            );
            // Known from here on, so that its keys are not reported, too.
            Language {
                key: key.clone(),
                name: key.clone(),
                tag: key.clone(),
                language: key,
                region: None,
                chinese: false,
                scripts: Vec::new(),
            }
        });
        if languages.iter().any(|(known, _)| known.tag == language.tag) {
            diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    entry.span,
                    both!("the language `{}` stands here a second time", "语言 `{}` 在这里出现了第二次", language.key),
                )
                .hint(both!("remove one of the two", "请删去其中一个")),
            )
        } else {
            languages.push((language, entry.span))
        }
    }
    if languages.is_empty() && diagnostics.len() == before {
        diagnostics.push(
            Diagnostic::new(Code::WrongValue, node.span, both!("a book needs a language", "书至少要有一种语言")).hint(
                both!(
                    "write `languages: [en, zh]`, the language that you write in first",
                    "请写 `languages: [en, zh]`，您用来写作的语言放在最前面"
                ),
            ),
        );
    }
    languages
}

/// What BCP 47 and the likely subtags of CLDR say of a tag.
pub fn language(key: &str) -> Option<Language> {
    let locale: Locale = key.parse().ok().filter(|_| key.is_ascii() && !key.contains('_'))?;
    let mut likely = locale.id.clone();
    LocaleExpander::new_common().maximize(&mut likely);
    let language = locale.id.language.to_string();
    let chinese = language == "zh";
    // For Chinese the script is what a browser chooses fonts by, so it is always said (W3C, “Two-letter or three-letter
    // language codes”); other languages keep the tag as it was written.
    let tag = match (chinese, locale.id.script, likely.script) {
        (true, None, Some(script)) => format!("{language}-{script}"),
        _ => locale.to_string(),
    };
    // A part of the world (`es-419`) is no region to the typesetter, and is none that decides on punctuation.
    let region = likely.region.map(|region| region.to_string()).filter(|region| region.len() == 2);
    let scripts = likely.script.map(|script| foreign::scripts(script.as_str())).unwrap_or_default();
    let script = locale.id.script.map(|script| script.to_string());
    let written = locale.id.region.map(|region| region.to_string());
    let name = autonym(&language, script.as_deref(), written.as_deref()).unwrap_or(key).to_owned();
    Some(Language { key: key.to_owned(), name, tag, language, region, chinese, scripts })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The typesetter refuses a region that is no country.
    #[test]
    fn a_part_of_the_world_is_no_region() {
        let region = |tag: &str| language(tag).and_then(|language| language.region);
        assert_eq!(region("es-419"), None);
        assert_eq!(region("pt-BR").as_deref(), Some("BR"));
        assert_eq!(region("zh").as_deref(), Some("CN"));
    }
}
