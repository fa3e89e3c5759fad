//! How much two texts have in common, word by word.

use std::collections::BTreeMap;

use crate::typography::is_wide;

/// The words of a text, in small letters; a Chinese character is a word.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    let mut word = String::new();
    for c in text.chars().chain([' ']) {
        if c.is_alphanumeric() && !is_wide(c) {
            word.extend(c.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            *words.entry(std::mem::take(&mut word)).or_default() += 1;
        }
        if is_wide(c) && c.is_alphanumeric() {
            *words.entry(c.to_string()).or_default() += 1;
        }
    }
    words
}

/// From 0, when nothing is the same, to 1000: twice the common words among all words (Dice).
pub fn similarity(a: &str, b: &str) -> i32 {
    if a == b {
        return 1000;
    }
    let (a, b) = (words(a), words(b));
    let common: usize = a.iter().map(|(word, n)| n.min(b.get(word).unwrap_or(&0))).sum();
    let all: usize = a.values().chain(b.values()).sum();
    if all == 0 { 0 } else { (2000 * common / all) as i32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_count() {
        assert_eq!(similarity("Listen first.", "listen, FIRST"), 1000);
        assert_eq!(similarity("先听完客户的话", "先听完他的话"), 2000 * 5 / 13);
        assert_eq!(similarity("Listen", "Speak"), 0);
        assert_eq!(similarity("", ""), 1000);
        assert_eq!(similarity("…", "!"), 0);
    }
}
