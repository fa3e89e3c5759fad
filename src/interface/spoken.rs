//! The languages that the default theme speaks, and which of them serves whom.

use std::sync::{Arc, OnceLock};

use icu_locale::Locale;
use icu_locale::fallback::{LocaleFallbackConfig, LocaleFallbacker};

use super::Strings;

macro_rules! spoken {
    ($($key:literal),* $(,)?) => {
        [$(Spoken {
            key: $key,
            yaml: include_str!(concat!("../../themes/default/strings/", $key, ".yaml")),
            words: OnceLock::new(),
        }),*]
    };
}

/// A language that the default theme speaks.
pub struct Spoken {
    /// Its tag: `zh-Hant`.
    pub key: &'static str,
    /// The file of its words.
    pub yaml: &'static str,
    words: OnceLock<Arc<Strings>>,
}

/// English is first: its words stand in for those of any other language.
static SPOKEN: [Spoken; 8] = spoken!["en", "zh", "zh-Hant", "es", "fr", "de", "ja", "ko"];

/// What is said in a language that the theme does not speak.
pub static ENGLISH: &Spoken = &SPOKEN[0];

impl Spoken {
    /// All of them.
    pub fn all() -> &'static [Spoken] {
        &SPOKEN
    }

    /// The nearest one to a language.
    pub fn nearest(tag: &str) -> Option<&'static Spoken> {
        fallbacks(tag).iter().find_map(|tag| SPOKEN.iter().find(|spoken| spoken.key == tag))
    }

    /// Its words, which are read when they are first asked for.
    pub fn words(&self) -> Arc<Strings> {
        let read = || Arc::new(serde_saphyr::from_str(self.yaml).expect("the theme's words are complete"));
        Arc::clone(self.words.get_or_init(read))
    }
}

/// The tags whose words serve a language, from its own to the widest one, by the parents of locales in CLDR: `zh-HK` and `zh-Hant`, but never
/// `zh`. None for what is no tag.
pub fn fallbacks(tag: &str) -> Vec<String> {
    let Ok(locale) = tag.parse::<Locale>() else { return Vec::new() };
    let fallbacker = LocaleFallbacker::new().for_config(LocaleFallbackConfig::default());
    let mut chain = fallbacker.fallback_for((&locale).into());
    let mut tags = vec![locale.to_string()];
    while !chain.get().is_unknown() {
        let tag = chain.get().to_string();
        if !tags.contains(&tag) {
            tags.push(tag);
        }
        chain.step();
    }
    tags
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::Value;

    use super::*;

    /// Every text with the path of its key.
    fn texts(value: &Value, path: &str, out: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(entries) => {
                entries.iter().for_each(|(key, value)| texts(value, &format!("{path}.{key}"), out))
            }
            Value::Array(values) => {
                values.iter().enumerate().for_each(|(i, value)| texts(value, &format!("{path}.{i}"), out));
            }
            Value::String(text) => _ = out.insert(path.to_owned(), text.clone()),
            other => panic!("{path}: {other} is no text"),
        }
    }

    fn of(spoken: &Spoken) -> BTreeMap<String, String> {
        let mut out = BTreeMap::new();
        texts(&serde_saphyr::from_str(spoken.yaml).expect("it is YAML"), "", &mut out);
        out
    }

    fn places(text: &str) -> Vec<&str> {
        let mut places: Vec<&str> =
            text.split('{').skip(1).map(|rest| rest.split('}').next().expect("there is one")).collect();
        places.sort();
        places
    }

    #[test]
    fn every_language_has_every_word_with_the_same_places() {
        let english = of(ENGLISH);
        for spoken in Spoken::all() {
            let own = of(spoken);
            let keys = |texts: &BTreeMap<String, String>| texts.keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(&own), keys(&english), "{}", spoken.key);
            for (key, text) in &own {
                assert_eq!(places(text), places(&english[key]), "{} {key}: {text}", spoken.key);
                assert!(!text.trim().is_empty(), "{} {key}", spoken.key);
            }
            assert!(!spoken.words().common.quiz.is_empty());
        }
    }

    /// What says the same in two languages by right: names, signs, and words that both have.
    #[test]
    fn few_words_are_those_of_english() {
        let english = of(ENGLISH);
        for spoken in Spoken::all().iter().skip(1) {
            let own = of(spoken);
            let same: Vec<&String> = own
                .iter()
                .filter(|(key, text)| english[*key] == **text && places(text).is_empty())
                .map(|(key, _)| key)
                .collect();
            assert!(same.len() <= 24, "{}: {same:?}", spoken.key);
        }
    }

    #[test]
    fn french_and_german_have_marks_of_their_own() {
        let wrong = |key: &str, is_wrong: fn(&str) -> bool| {
            let spoken = Spoken::nearest(key).expect("it is spoken");
            of(spoken).into_values().filter(|text| is_wrong(text)).collect::<Vec<_>>()
        };
        assert_eq!(
            wrong("fr", |text| [" :", " ?", " !", " ;", "« ", " »", "'"].iter().any(|mark| text.contains(mark))),
            [""; 0]
        );
        assert_eq!(wrong("de", |text| text.contains(['\'', '"', '”'])), [""; 0]);
        assert_eq!(wrong("ja", |text| text.contains(['!', '?', ','])), [""; 0]);
        assert_eq!(wrong("zh-Hant", |text| text.contains([',', '“', '”'])), [""; 0]);
    }

    #[test]
    fn regions_take_the_words_of_their_language_in_their_script() {
        for (tag, key) in [
            ("de-AT", Some("de")),
            ("es-MX", Some("es")),
            ("fr-CA", Some("fr")),
            ("zh", Some("zh")),
            ("zh-CN", Some("zh")),
            ("zh-Hans", Some("zh")),
            ("zh-Hant", Some("zh-Hant")),
            ("zh-TW", Some("zh-Hant")),
            ("zh-HK", Some("zh-Hant")),
            ("zh-MO", Some("zh-Hant")),
            ("zh-Hant-HK", Some("zh-Hant")),
            ("ja-JP", Some("ja")),
            ("en-GB", Some("en")),
            ("pl", None),
            ("gsw", None),
            ("x y", None),
        ] {
            assert_eq!(Spoken::nearest(tag).map(|spoken| spoken.key), key, "{tag}: {:?}", fallbacks(tag));
        }
    }
}
