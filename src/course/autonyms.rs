//! What languages call themselves (CLDR, the names of languages in their own words).

/// The name of a language by its subtag, with its script or region where these make it another one for its readers. None for one that is not
/// listed here.
pub fn autonym(language: &str, script: Option<&str>, region: Option<&str>) -> Option<&'static str> {
    let exact = match (language, script, region) {
        ("zh", Some("Hans"), _) => Some("简体中文"),
        ("zh", Some("Hant"), _) | ("zh", None, Some("TW" | "HK" | "MO")) => Some("繁體中文"),
        ("zh", None, Some("CN" | "SG")) => Some("简体中文"),
        ("en", _, Some("US")) => Some("American English"),
        ("en", _, Some("GB")) => Some("British English"),
        ("pt", _, Some("BR")) => Some("Português (Brasil)"),
        ("pt", _, Some("PT")) => Some("Português europeu"),
        ("es", _, Some("419")) => Some("Español latinoamericano"),
        ("fr", _, Some("CA")) => Some("Français canadien"),
        ("sr", Some("Latn"), _) => Some("Srpski"),
        _ => None,
    };
    exact.or_else(|| AUTONYMS.iter().find(|(known, _)| *known == language).map(|(_, name)| *name))
}

const AUTONYMS: [(&str, &str); 84] = [
    ("af", "Afrikaans"),
    ("am", "አማርኛ"),
    ("ar", "العربية"),
    ("az", "Azərbaycan"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("bo", "བོད་སྐད་"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("gu", "ગુજરાતી"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақ тілі"),
    ("km", "ខ្មែរ"),
    ("kn", "ಕನ್ನಡ"),
    ("ko", "한국어"),
    ("ky", "Кыргызча"),
    ("lb", "Lëtzebuergesch"),
    ("lo", "ລາວ"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mk", "Македонски"),
    ("ml", "മലയാളം"),
    ("mn", "Монгол"),
    ("mr", "मराठी"),
    ("ms", "Melayu"),
    ("mt", "Malti"),
    ("my", "မြန်မာ"),
    ("nb", "Norsk bokmål"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("si", "සිංහල"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("sw", "Kiswahili"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("th", "ไทย"),
    ("tl", "Tagalog"),
    ("tr", "Türkçe"),
    ("ug", "ئۇيغۇرچە"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "O‘zbek"),
    ("vi", "Tiếng Việt"),
    ("yi", "ייִדיש"),
    ("zh", "中文"),
    ("zu", "IsiZulu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_names_of_their_own() {
        assert_eq!(autonym("fr", None, None), Some("Français"));
        assert_eq!(autonym("zh", None, None), Some("中文"));
        assert_eq!(autonym("zh", Some("Hant"), None), Some("繁體中文"));
        assert_eq!(autonym("tlh", None, None), None);
        assert!(AUTONYMS.is_sorted());
    }
}
