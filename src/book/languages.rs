//! `languages:` in `book.yaml`: the languages of a course, as BCP 47 names them.

use icu_locale::{Locale, LocaleDirectionality, LocaleExpander};

use crate::course::{HanForms, Language};
use crate::course::{autonym, foreign};
use crate::diagnostic::{Code, Diagnostic};
use crate::interface::{ENGLISH, Spoken};
use crate::message::both;
use crate::span::Span;
use crate::yaml::{Fields, Node, Value};

pub(super) fn languages(fields: &Fields<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<(Language, Span)> {
    let Some(node) = fields.require("languages", diagnostics) else { return Vec::new() };
    let mut languages: Vec<(Language, Span)> = Vec::new();
    let before = diagnostics.len();
    let entries = node.list(diagnostics);
    let mut listed = Vec::new();
    for entry in &entries {
        match varied(entry) {
            Some((key, _)) => listed.push(key.to_owned()),
            None => entry.texts(&mut |key, _| listed.push(key.to_owned())),
        }
    }
    for entry in entries {
        let (key, variety) = match varied(entry) {
            Some((key, variety)) => (Some(key.to_owned()), Some(variety)),
            None => (entry.text(diagnostics), None),
        };
        let Some(key) = key else { continue };
        let meant = meant(&key);
        let language = match language(&key).filter(|_| meant.is_none()) {
            Some(language) => match variety {
                Some(variety) => varying(language, variety, diagnostics),
                None => language,
            },
            None => {
                diagnostics.push(no_tag(&key, meant, entry.span));
                let Some(key) = in_texts(&key, fields, &listed) else { continue };
                listed.push(key.clone());
                nameless(key)
            }
        };
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

/// `en: en-GB` taken apart: what files call a language, and which variety of it is meant.
fn varied(entry: &Node) -> Option<(&str, &Node)> {
    match &entry.value {
        Value::Map(pairs) => match pairs.as_slice() {
            [(key, variety)] => Some((&key.name, variety)),
            _ => None,
        },
        _ => None,
    }
}

/// A language as its variety is written and spoken. One that is another language is reported.
fn varying(plain: Language, variety: &Node, diagnostics: &mut Vec<Diagnostic>) -> Language {
    let Some(tag) = variety.text(diagnostics) else { return plain };
    match language(&tag).filter(|varied| varied.language == plain.language) {
        Some(varied) => Language { key: plain.key, name: plain.name, ..varied },
        None => {
            let message = both!("`{tag}` is no variety of `{}`", "`{tag}` 不是 `{}` 的变体", plain.key);
            diagnostics.push(Diagnostic::new(Code::WrongValue, variety.span, message).hint(both!(
                "write a tag that begins with it, such as `en: en-GB`",
                "请写以它开头的语言代码，例如 `en: en-GB`"
            )));
            plain
        }
    }
}

fn no_tag(key: &str, meant: Option<String>, span: Span) -> Diagnostic {
    let message = both!("`{key}` is not a language tag", "`{key}` 不是语言代码");
    Diagnostic::new(Code::WrongValue, span, message).hint(match meant {
        Some(tag) => both!(
            "write `{tag}`, and so in the names of the files: `index.{tag}.md`",
            "请写 `{tag}`，文件名里也这样写：`index.{tag}.md`"
        ),
        None => both!(
            "write a tag of BCP 47 such as `en`, `zh`, `zh-Hant` or `pt-BR`",
            "请写 BCP 47 语言代码，例如 `en`、`zh`、`zh-Hant` 或 `pt-BR`"
        ),
    })
}

/// What the texts of the book call a language whose tag is wrong, so that they are not reported, too: by that, or by a tag that is not
/// `listed`. None when they leave it out.
fn in_texts(key: &str, fields: &Fields<'_>, listed: &[String]) -> Option<String> {
    let texts = fields.get("title").map_or(&[][..], Node::entries);
    let named = texts.iter().map(|(text, _)| &text.name);
    let own = named.clone().find(|name| *name == key);
    own.or_else(|| named.clone().find(|name| !listed.contains(name)))
        .cloned()
        .or_else(|| texts.is_empty().then(|| key.to_owned()))
}

/// A language of which nothing is known but its key.
fn nameless(key: String) -> Language {
    Language {
        name: key.clone(),
        tag: key.clone(),
        language: key.clone(),
        key,
        region: None,
        chinese: false,
        han: None,
        right_to_left: false,
        scripts: Vec::new(),
        words: ENGLISH.words(),
    }
}

/// The tag of the language that is meant by the code of a country, an older code, or a name in words.
fn meant(key: &str) -> Option<String> {
    let tag = match key.to_lowercase().as_str() {
        "cn" | "chn" | "chs" | "chi" | "zho" | "cmn" | "chinese" | "中文" | "汉语" | "简体" | "简体中文" | "简体字" => {
            "zh"
        }
        "cht" | "繁体" | "繁体中文" | "繁體中文" => "zh-Hant",
        "eng" | "us" | "gb" | "english" | "英文" | "英语" => "en",
        "jp" | "jpn" | "japanese" | "日文" | "日语" => "ja",
        "kr" | "kor" | "korean" | "韩文" | "韩语" => "ko",
        "vn" | "vie" | "越南语" => "vi",
        "cz" => "cs",
        "dk" => "da",
        "ua" => "uk",
        "fra" | "fre" | "french" | "法语" => "fr",
        "deu" | "ger" | "german" | "德语" => "de",
        "spa" | "spanish" | "西班牙语" => "es",
        "rus" | "russian" | "俄语" => "ru",
        written if written.contains('_') => {
            return written.replace('_', "-").parse::<Locale>().ok().map(|locale| locale.to_string());
        }
        _ => return None,
    };
    Some(tag.to_owned())
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
        (true, None, Some(script)) => match locale.id.region.map(|region| region.to_string()) {
            // Hong Kong and Macau have characters, and words, of their own.
            Some(region) if matches!(region.as_str(), "HK" | "MO") => format!("{language}-{script}-{region}"),
            _ => format!("{language}-{script}"),
        },
        _ => locale.to_string(),
    };
    // A part of the world (`es-419`) is no region to the typesetter, and is none that decides on punctuation.
    let region = likely.region.map(|region| region.to_string()).filter(|region| region.len() == 2);
    let scripts = likely.script.map(|script| foreign::scripts(script.as_str())).unwrap_or_default();
    let script = locale.id.script.map(|script| script.to_string());
    let written = locale.id.region.map(|region| region.to_string());
    let name = autonym(&language, script.as_deref(), written.as_deref()).unwrap_or(key).to_owned();
    let han = likely.script.and_then(|script| HanForms::of_script(script.as_str()));
    let right_to_left = LocaleDirectionality::new_common().is_right_to_left(&locale.id);
    let words = Spoken::nearest(key).unwrap_or(ENGLISH).words();
    Some(Language { key: key.to_owned(), name, tag, language, region, chinese, han, right_to_left, scripts, words })
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

    #[test]
    fn a_variety_keeps_the_name_of_its_files() {
        let read = |text: &str| {
            let root = crate::yaml::parse(text, crate::span::FileId::new(0), 0).expect("YAML");
            let mut diagnostics = Vec::new();
            let fields = root.fields(&mut diagnostics);
            let found = languages(&fields, &mut diagnostics);
            let found: Vec<Language> = found.into_iter().map(|(language, _)| language).collect();
            (found, diagnostics.len())
        };
        let (found, wrong) = read("languages: [{en: en-GB}, zh]");
        assert_eq!(
            (found[0].key.as_str(), found[0].tag.as_str(), found[0].region.as_deref()),
            ("en", "en-GB", Some("GB"))
        );
        assert_eq!((found.len(), wrong), (2, 0));
        let (found, wrong) = read("languages: [{en: fr-CA}, zh]");
        assert_eq!((found[0].tag.as_str(), found.len(), wrong), ("en", 2, 1));
    }

    #[test]
    fn countries_and_words_are_no_tags() {
        for (key, tag) in [
            ("cn", Some("zh")),
            ("CN", Some("zh")),
            ("jp", Some("ja")),
            ("kr", Some("ko")),
            ("zh_CN", Some("zh-CN")),
            ("English", Some("en")),
            ("中文", Some("zh")),
            ("zh-CN", None),
            ("zh-Hant", None),
            ("uk", None),
            ("xx", None),
        ] {
            assert_eq!(meant(key).as_deref(), tag, "{key}");
        }
    }
}
