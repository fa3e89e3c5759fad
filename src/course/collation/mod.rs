//! The order of words in a dictionary: by the alphabet, Chinese by pinyin (the standard order of CLDR for `zh`).
//!
//! CLDR orders Chinese character by character, each by its most frequent reading. Here each stands where it is read in its word.

mod pinyin;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use icu_collator::CollatorBorrowed;
use icu_collator::options::{CollatorOptions, Strength};
use icu_locale::Locale;

use crate::course::{Course, HanForms, Lang, Language, TermIx};
use crate::typography::{is_han, is_wide};
use pinyin::Syllable;

/// How a language orders its words.
pub struct Collation {
    /// A language without rules of its own is ordered by code point.
    collator: Option<CollatorBorrowed<'static>>,
    /// The same order for letters without their accents, where these make no other letter.
    base: Option<CollatorBorrowed<'static>>,
    chinese: bool,
    forms: Option<HanForms>,
}

/// The heads of an index in Japanese, each with the kana that it begins with: the rows of the fifty sounds.
const KANA: [(&str, &str); 10] = [
    ("あ", "あ"),
    ("か", "か"),
    ("さ", "さ"),
    ("た", "た"),
    ("な", "な"),
    ("は", "は"),
    ("ま", "ま"),
    ("や", "や"),
    ("ら", "ら"),
    ("わ", "わ"),
];

/// The heads of an index in Korean, each with the syllable that it begins with: the first consonants.
const HANGUL: [(&str, &str); 14] = [
    ("가", "ㄱ"),
    ("나", "ㄴ"),
    ("다", "ㄷ"),
    ("라", "ㄹ"),
    ("마", "ㅁ"),
    ("바", "ㅂ"),
    ("사", "ㅅ"),
    ("아", "ㅇ"),
    ("자", "ㅈ"),
    ("차", "ㅊ"),
    ("카", "ㅋ"),
    ("타", "ㅌ"),
    ("파", "ㅍ"),
    ("하", "ㅎ"),
];

/// Above the words of Japanese and Korean that begin with a Chinese character, of which nobody says how it is read.
const CHARACTERS: &str = "漢字";

/// What the place of a word depends on.
#[derive(Debug)]
pub struct SortKey(Vec<KeyPart>);

#[derive(Debug)]
enum KeyPart {
    /// Punctuation and digits, which come before Chinese characters.
    Before(String),
    Character(Syllable, char),
    /// Letters, which come after them.
    After(String),
}

impl Collation {
    /// The order of a language, by its tag. Without data for it, words come in the order of their characters' numbers.
    pub fn of(language: &Language) -> Collation {
        let tag = if language.chinese { format!("{}-u-co-pinyin", language.tag) } else { language.tag.clone() };
        let locale: Option<Locale> = tag.parse().or_else(|_| language.tag.parse()).ok();
        let of = |strength: Strength| {
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            locale.as_ref().and_then(|locale| CollatorBorrowed::try_new(locale.into(), options).ok())
        };
        Collation {
            collator: of(Strength::Tertiary),
            base: of(Strength::Primary),
            chinese: language.chinese,
            forms: language.han,
        }
    }

    /// The letter under which an index has a word: É under E in French, Ä after Z in Swedish; `#` for what begins with none.
    pub fn letter(&self, key: &SortKey) -> String {
        let Some(first) = key.first_letter() else { return "#".into() };
        let letter = first.to_uppercase().to_string();
        let rows = match self.forms {
            Some(HanForms::Japanese) => &KANA[..],
            Some(HanForms::Korean) => &HANGUL[..],
            _ => return self.without_accent(letter),
        };
        if is_han(first) {
            return CHARACTERS.into();
        }
        let order = |a: &str, b: &str| self.base.as_ref().map_or_else(|| a.cmp(b), |base| base.compare(a, b));
        let row = rows.iter().rev().find(|(begin, _)| is_wide(first) && order(begin, &letter) != Ordering::Greater);
        row.map_or_else(|| self.without_accent(letter), |(_, head)| (*head).into())
    }

    fn without_accent(&self, letter: String) -> String {
        let same =
            |bare: &String| self.base.as_ref().is_some_and(|base| base.compare(bare, &letter) == Ordering::Equal);
        ('A'..='Z').map(String::from).find(same).unwrap_or(letter)
    }

    /// Whether letters stand in the order of the alphabet, whatever begins with them: Chinese sorts before it.
    pub fn is_by_letters(&self) -> bool {
        self.chinese
    }

    /// `pinyin` is the reading of a Chinese word, when its author gives it. It counts when it has a syllable for each character.
    pub fn key(&self, word: &str, pinyin: Option<&str>) -> SortKey {
        if !self.chinese {
            return SortKey(vec![KeyPart::Before(word.to_owned())]);
        }
        let given = pinyin.and_then(|pinyin| syllables(word, pinyin));
        let mut syllables = given.unwrap_or_else(|| self.read(word).map(|(_, read)| read).collect()).into_iter();
        let mut parts = Vec::new();
        for run in word.split_inclusive(is_han) {
            let last = run.chars().next_back().filter(|&c| is_han(c));
            let between = &run[..run.len() - last.map_or(0, char::len_utf8)];
            if !between.is_empty() {
                let before = self.order(between, "一") == Ordering::Less;
                parts.push(if before {
                    KeyPart::Before(between.to_owned())
                } else {
                    KeyPart::After(between.to_owned())
                });
            }
            let last = last.and_then(|c| Some(KeyPart::Character(syllables.next()?, c)));
            parts.extend(last);
        }
        SortKey(parts)
    }

    /// Which of two words comes first. Both keys are of this collation.
    pub fn compare(&self, a: &SortKey, b: &SortKey) -> Ordering {
        let mut parts = a.0.iter().zip(&b.0).map(|parts| match parts {
            (KeyPart::Before(a), KeyPart::Before(b)) | (KeyPart::After(a), KeyPart::After(b)) => self.order(a, b),
            (KeyPart::Character(a, c), KeyPart::Character(b, d)) => {
                a.cmp(b).then_with(|| self.order_characters(*c, *d))
            }
            (a, b) => a.class().cmp(&b.class()),
        });
        parts.find(|order| order.is_ne()).unwrap_or_else(|| a.0.len().cmp(&b.0.len()))
    }

    /// The Chinese characters of a text, each with what it is read as, without its tone: `('诉', "su")`. None in other languages.
    pub fn readings(&self, text: &str) -> impl Iterator<Item = (char, &'static str)> {
        self.read(text).filter(|_| self.chinese).map(|(c, read)| (c, read.letters()))
    }

    /// All Chinese characters of some texts by what they are read as: `su` has 诉 and 素. None in other languages.
    pub fn by_reading<'t>(&self, texts: impl Iterator<Item = &'t str>) -> BTreeMap<&'static str, BTreeSet<char>> {
        let (mut alone, mut found) = (BTreeMap::new(), BTreeMap::new());
        for text in texts.filter(|_| self.chinese) {
            for (at, c) in text.char_indices().filter(|&(_, c)| is_han(c)) {
                // Comparing characters takes long, and most of them come again and again.
                let read = pinyin::known(&text[at..]);
                let read: Syllable = read.unwrap_or_else(|| *alone.entry(c).or_insert_with(|| self.alone(c)));
                found.entry(read.letters()).or_insert_with(BTreeSet::new).insert(c);
            }
        }
        found
    }

    /// The Chinese characters of a text, each as it is read in its word.
    fn read(&self, text: &str) -> impl Iterator<Item = (char, Syllable)> {
        let characters = text.char_indices().filter(|&(_, c)| is_han(c));
        characters.map(|(at, c)| (c, pinyin::known(&text[at..]).unwrap_or_else(|| self.alone(c))))
    }

    /// How a character by itself is read.
    fn alone(&self, c: char) -> Syllable {
        pinyin::alone(|first| self.order_characters(first, c) != Ordering::Greater)
    }

    fn order_characters(&self, a: char, b: char) -> Ordering {
        self.order(a.encode_utf8(&mut [0; 4]), b.encode_utf8(&mut [0; 4]))
    }

    fn order(&self, a: &str, b: &str) -> Ordering {
        self.collator.as_ref().map_or_else(|| a.cmp(b), |collator| collator.compare(a, b))
    }
}

impl SortKey {
    /// The letter that a word begins with; none if it begins with a digit, or has neither.
    fn first_letter(&self) -> Option<char> {
        let found = self.0.iter().find_map(|part| match part {
            KeyPart::Character(syllable, _) => syllable.letters().chars().next(),
            KeyPart::Before(text) | KeyPart::After(text) => text.chars().find(|c| c.is_alphanumeric()),
        });
        found.filter(|c| c.is_alphabetic())
    }
}

impl KeyPart {
    fn class(&self) -> usize {
        match self {
            KeyPart::Before(_) => 0,
            KeyPart::Character(..) => 1,
            KeyPart::After(_) => 2,
        }
    }
}

/// Whether a pinyin has a syllable for each Chinese character of a word.
pub fn fits(word: &str, pinyin: &str) -> bool {
    syllables(word, pinyin).is_some()
}

fn syllables(word: &str, pinyin: &str) -> Option<Vec<Syllable>> {
    // Letters of the word itself are none of its pinyin: `LEAF fǎ`.
    let own = word.split(|c: char| !c.is_ascii_alphanumeric()).filter(|own| !own.is_empty());
    let pinyin = own.fold(pinyin.to_owned(), |pinyin, own| pinyin.replacen(own, " ", 1));
    pinyin::spelled(&pinyin, word.chars().filter(|&c| is_han(c)).count())
}

/// The terms of the glossary in the order of a language.
pub fn terms(course: &Course, lang: Lang) -> Vec<TermIx> {
    let collation = Collation::of(course.language(lang));
    let key = |ix: TermIx| {
        let entry = &course.term(ix).entries[lang];
        collation.key(&entry.term, entry.pinyin.as_deref())
    };
    let mut terms: Vec<(SortKey, TermIx)> = course.term_ixs().map(|ix| (key(ix), ix)).collect();
    terms.sort_by(|(a, _), (b, _)| collation.compare(a, b));
    terms.into_iter().map(|(_, ix)| ix).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chinese() -> Collation {
        Collation::of(&crate::book::language("zh").expect("a language"))
    }

    /// Words with their pinyin, if it is given, in order.
    fn sorted<'a>(words: &[(&'a str, Option<&str>)]) -> Vec<&'a str> {
        let collation = chinese();
        let mut words: Vec<(SortKey, &str)> =
            words.iter().map(|&(word, pinyin)| (collation.key(word, pinyin), word)).collect();
        words.sort_by(|(a, _), (b, _)| collation.compare(a, b));
        words.into_iter().map(|(_, word)| word).collect()
    }

    #[test]
    fn chinese_is_ordered_by_pinyin() {
        let words =
            ["中国", "LEAF法", "银行", "投诉", "倾听", "10步", "沟通", "重庆", "啊", "倾诉", "长度", "沉默", "唱歌"];
        let expected =
            ["10步", "啊", "长度", "唱歌", "沉默", "重庆", "沟通", "倾诉", "倾听", "投诉", "银行", "中国", "LEAF法"];
        assert_eq!(sorted(&words.map(|word| (word, None))), expected);
    }

    #[test]
    fn the_pinyin_of_a_word_orders_it() {
        let given = [
            ("曾经", None),
            ("单先生", Some("Shàn xiānsheng")),
            ("书面", None),
            ("曾先生", Some("zēng xiānsheng")),
            ("社会", None),
        ];
        assert_eq!(sorted(&given), ["曾经", "单先生", "社会", "书面", "曾先生"]);
        assert!(fits("LEAF法", "LEAF fǎ") && fits("书面", "shūmiàn") && !fits("书面", "shū"));
        // What does not fit the word counts for nothing.
        assert_eq!(sorted(&[("书面", Some("a")), ("社会", None)]), ["社会", "书面"]);
    }

    #[test]
    fn words_stand_under_the_letter_of_their_reading() {
        let words = [
            ("安抚", "A"),
            ("冲突", "C"),
            ("反馈", "F"),
            ("复述", "F"),
            ("沟通", "G"),
            ("倾听", "Q"),
            ("投诉", "T"),
            ("行动", "X"),
            ("那", "N"),
            ("银行", "Y"),
            ("中国", "Z"),
            ("换位思考", "H"),
            ("LEAF法", "L"),
            ("10步", "#"),
            ("“倾听”", "Q"),
            ("额", "E"),
            // Of several readings, that of the word.
            ("长度", "C"),
            ("长辈", "Z"),
            ("重复", "C"),
            ("重点", "Z"),
            ("重建信任", "C"),
            ("曾氏法", "Z"),
            ("曾经", "C"),
            ("行业", "H"),
            ("会计", "K"),
            ("会议", "H"),
            ("调整", "T"),
            ("调查", "D"),
            ("乐队", "Y"),
            ("乐观", "L"),
            ("还款", "H"),
            ("都市", "D"),
            ("传记", "Z"),
            ("率先", "S"),
            ("略", "L"),
            ("女士", "N"),
        ];
        let collation = chinese();
        for (word, expected) in words {
            assert_eq!(collation.letter(&collation.key(word, None)), expected, "{word}");
        }
        assert_eq!(collation.letter(&collation.key("单先生", Some("Shàn xiānsheng"))), "S");
    }

    #[test]
    fn an_index_has_the_letters_of_its_language() {
        for (language, words) in [
            ("en", [("empathy", "E"), ("élan", "E"), ("5 steps", "#")]),
            ("de", [("Ärger", "A"), ("öffnen", "O"), ("Übergabe", "U")]),
            ("fr", [("écouter", "E"), ("À dire", "A"), ("œuvre", "Œ")]),
            ("sv", [("ärende", "Ä"), ("åtgärd", "Å"), ("öppna", "Ö")]),
            ("es", [("ñandú", "Ñ"), ("época", "E"), ("¿qué?", "Q")]),
            ("ja", [("クレーム", "か"), ("ご案内", "か"), ("約束", "漢字")]),
            ("ko", [("고객", "ㄱ"), ("까다로운", "ㄱ"), ("학습", "ㅎ")]),
        ] {
            let collation = Collation::of(&crate::book::language(language).expect("a language"));
            for (word, expected) in words {
                assert_eq!(collation.letter(&collation.key(word, None)), expected, "{word}");
            }
        }
    }

    #[test]
    fn the_first_characters_of_syllables_are_in_the_order_of_the_collation() {
        let (collation, first) = (chinese(), pinyin::first());
        for pair in first.windows(2) {
            assert_eq!(collation.order_characters(pair[0], pair[1]), Ordering::Less, "{pair:?}");
        }
    }
}
