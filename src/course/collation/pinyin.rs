//! What a Chinese word is read as, syllable by syllable: as `pinyin` says, else as a known word, else as each character is read by itself.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A syllable, in the order of a dictionary: by its letters, then by its tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Syllable {
    letters: usize,
    /// From 1; 5 for the neutral tone.
    tone: u8,
}

impl Syllable {
    /// Without its tone: `lü`.
    pub fn letters(self) -> &'static str {
        SOUNDS[self.letters].letters
    }
}

/// A syllable in all its tones.
struct PinyinSound {
    letters: &'static str,
    /// With each tone that it has, the first character that is read so.
    first: Vec<(u8, char)>,
}

/// The syllables of Chinese in the pinyin order of CLDR: from the first character of one to that of the next, characters by themselves are
/// read alike. Made of that order and the readings in the Unihan database.
static SOUNDS: LazyLock<Vec<PinyinSound>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let (letters, first) = line.split_once(' ').expect("a line has a syllable and characters");
        PinyinSound { letters, first: (1..).zip(first.chars()).filter(|&(_, first)| first != '·').collect() }
    };
    include_str!("syllables.txt").lines().map(line).collect()
});

static FIRST: LazyLock<Vec<(char, Syllable)>> = LazyLock::new(|| {
    let sounds = SOUNDS.iter().enumerate();
    sounds
        .flat_map(|(letters, sound)| sound.first.iter().map(move |&(tone, c)| (c, Syllable { letters, tone })))
        .collect()
});

static BY_LETTERS: LazyLock<BTreeMap<&str, usize>> =
    LazyLock::new(|| SOUNDS.iter().enumerate().map(|(index, sound)| (sound.letters, index)).collect());

/// Words whose first character is read otherwise than it is by itself, by that character, longer ones first; a character alone stands for all its
/// words but those that are here.
static READINGS: LazyLock<BTreeMap<char, Vec<(&str, Syllable)>>> = LazyLock::new(|| {
    let mut readings: BTreeMap<char, Vec<(&str, Syllable)>> = BTreeMap::new();
    for line in include_str!("readings.txt").lines() {
        let (reading, words) = line.split_once(' ').expect("a line has a reading and words");
        let syllable = spelled(reading, 1).expect("it is a syllable")[0];
        for word in words.split(' ') {
            let first = word.chars().next().expect("a word has characters");
            readings.entry(first).or_default().push((word, syllable));
        }
    }
    readings.values_mut().for_each(|words| words.sort_by_key(|(word, _)| Reverse(word.len())));
    readings
});

/// How a character by itself is read. `begun` says whether it stands at or after another in the order of CLDR.
pub fn alone(begun: impl Fn(char) -> bool) -> Syllable {
    let after = FIRST.partition_point(|&(first, _)| begun(first));
    FIRST[after.saturating_sub(1)].1
}

/// The reading of the known word that a text begins with.
pub fn known(text: &str) -> Option<Syllable> {
    let words = READINGS.get(&text.chars().next()?)?;
    words.iter().find(|(word, _)| text.starts_with(word)).map(|&(_, syllable)| syllable)
}

/// The syllables of a word of so many characters, with or without anything between them; none when there is no way to part it so.
pub fn spelled(pinyin: &str, count: usize) -> Option<Vec<Syllable>> {
    let letters = letters(pinyin);
    // No syllable has more than six letters.
    if count >= 64 || letters.len() > 8 * count {
        return None;
    }
    // In how many syllables the rest from each place can be parted, a bit for each number.
    let mut ways = vec![1_u64; letters.len() + 1];
    for at in (0..letters.len()).rev() {
        ways[at] = match letters[at] {
            None => ways[at + 1],
            Some(_) => lengths(&letters[at..]).map(|(length, _)| ways[at + length] << 1).fold(0, |all, way| all | way),
        };
    }
    let (mut at, mut left, mut found) = (0, count, Vec::new());
    while at < letters.len() {
        if letters[at].is_none() {
            at += 1;
            continue;
        }
        left = left.checked_sub(1)?;
        let ways = lengths(&letters[at..]).filter(|(length, _)| ways[at + length] >> left & 1 == 1);
        // A syllable that begins with one of these has an apostrophe before it, but for careless writers.
        let careless = |next: Option<&Option<(char, u8)>>| matches!(next, Some(Some(('a' | 'e' | 'o', _))));
        let (length, syllable) = ways.max_by_key(|(length, _)| (!careless(letters.get(at + length)), *length))?;
        found.push(syllable);
        at += length;
    }
    (left == 0).then_some(found)
}

/// The syllables that some letters begin with, and how long each is, from short to long.
fn lengths(letters: &[Option<(char, u8)>]) -> impl Iterator<Item = (usize, Syllable)> + '_ {
    (1..=letters.len().min(6)).filter_map(|length| {
        let letters: Vec<(char, u8)> = letters[..length].iter().copied().collect::<Option<_>>()?;
        let mut tones = letters.iter().map(|&(_, tone)| tone).filter(|&tone| tone > 0);
        let tone = tones.next().unwrap_or(5);
        let text: String = letters.iter().map(|&(c, _)| c).collect();
        // As in `wánr`.
        let text = if text == "r" { "er" } else { &text };
        let letters = *BY_LETTERS.get(text)?;
        tones.next().is_none().then_some((length, Syllable { letters, tone }))
    })
}

/// The letters of a text, each with its tone or 0, and `None` for what is between them.
fn letters(text: &str) -> Vec<Option<(char, u8)>> {
    const TONES: [(char, &str); 8] = [
        ('a', "āáǎà"),
        ('e', "ēéěè"),
        ('i', "īíǐì"),
        ('o', "ōóǒò"),
        ('u', "ūúǔù"),
        ('ü', "ǖǘǚǜ"),
        ('n', "·ńňǹ"),
        ('m', "·ḿ"),
    ];
    let mut out: Vec<Option<(char, u8)>> = Vec::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        let marked =
            TONES.iter().find_map(|(plain, marked)| Some((*plain, marked.chars().position(|m| m == c)? as u8 + 1)));
        let mark = "\u{304}\u{301}\u{30c}\u{300}".chars().position(|mark| mark == c);
        match (c, out.last_mut()) {
            (_, Some(Some((_, tone)))) if mark.is_some() => *tone = mark.map_or(0, |mark| mark as u8 + 1),
            ('\u{308}', Some(Some((u, _)))) => *u = 'ü',
            ('a'..='z' | 'ü', _) => out.push(Some((if c == 'v' { 'ü' } else { c }, 0))),
            _ => out.push(marked.filter(|_| c != '·')),
        }
    }
    out
}

#[cfg(test)]
pub fn first() -> Vec<char> {
    FIRST.iter().map(|&(first, _)| first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(pinyin: &str, count: usize) -> Option<String> {
        let said = |syllable: &Syllable| format!("{}{}", syllable.letters(), syllable.tone);
        spelled(pinyin, count).map(|found| found.iter().map(said).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn pinyin_is_parted_into_as_many_syllables_as_there_are_characters() {
        for (pinyin, count, expected) in [
            ("chángdù", 2, "chang2 du4"),
            ("zēng shì fǎ", 3, "zeng1 shi4 fa3"),
            ("Xī’ān", 2, "xi1 an1"),
            ("xīān", 2, "xi1 an1"),
            ("xian", 1, "xian5"),
            ("fǎngǎn", 2, "fan3 gan3"),
            ("dangan", 2, "dan5 gan5"),
            ("dang'an", 2, "dang5 an5"),
            ("wǒmen", 2, "wo3 men5"),
            ("lǜsè", 2, "lü4 se4"),
            ("lu\u{308}\u{300}se\u{300}", 2, "lü4 se4"),
            ("wánr", 2, "wan2 er5"),
            ("tónglǐ-xīn", 3, "tong2 li3 xin1"),
        ] {
            assert_eq!(parted(pinyin, count).as_deref(), Some(expected), "{pinyin}");
        }
        for (pinyin, count) in
            [("chángdù", 3), ("changdv x", 2), ("kyoto", 2), ("", 1), ("a", 0), (&"a".repeat(99), 99)]
        {
            assert_eq!(parted(pinyin, count), None, "{pinyin}");
        }
    }

    #[test]
    fn every_word_is_found_in_a_text_and_is_there_once() {
        for (word, syllable) in READINGS.values().flatten() {
            assert_eq!(known(word), Some(*syllable), "{word}");
        }
        // The longest word counts.
        assert_ne!(known("薄饼"), known("薄"));
    }
}
