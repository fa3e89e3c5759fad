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
    (2000 * common).checked_div(all).unwrap_or(0) as i32
}

/// How many words are shown on both sides of what has changed.
const AROUND: usize = 2;

/// What two texts have not in common, from the first word that differs to the last, with a few words around it: `… pen → the pen …`.
pub fn difference(was: &str, is: &str) -> String {
    let (a, b) = (pieces(was), pieces(is));
    let first = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let most = a.len().min(b.len()) - first;
    let last = a.iter().rev().zip(b.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let shown = |pieces: &[&str]| {
        let (from, to) = (first.saturating_sub(AROUND), (pieces.len() - last + AROUND).min(pieces.len()));
        let words = pieces[from..to].concat();
        let (before, behind) = (if from > 0 { "… " } else { "" }, if to < pieces.len() { " …" } else { "" });
        format!("“{before}{}{behind}”", words.trim())
    };
    format!("{} → {}", shown(&a), shown(&b))
}

/// Words with the spaces behind them; a Chinese character is a word.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut before) = (0, None);
    for (at, c) in text.char_indices() {
        let ends = before.is_some_and(|before: char| {
            before.is_whitespace() && !c.is_whitespace() || is_wide(before) || is_wide(c) && !before.is_whitespace()
        });
        if ends {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        for (was, is, shown) in [
            (
                "Ears open, mouth closed, pen moving.",
                "Ears open, mouth closed, the pen always moving.",
                "“… mouth closed, pen moving.” → “… mouth closed, the pen always moving.”",
            ),
            ("Listen", "Speak", "“Listen” → “Speak”"),
            ("先听完客户的话", "先听完他的话", "“… 听完客户的话” → “… 听完他的话”"),
            ("a b c d e f g", "a b c x d e f g", "“… b c d e …” → “… b c x d e …”"),
            ("a", "a", "“a” → “a”"),
            ("", "new", "“” → “new”"),
        ] {
            assert_eq!(difference(was, is), shown);
        }
    }

    #[test]
    fn common_words_count() {
        assert_eq!(similarity("Listen first.", "listen, FIRST"), 1000);
        assert_eq!(similarity("先听完客户的话", "先听完他的话"), 2000 * 5 / 13);
        assert_eq!(similarity("Listen", "Speak"), 0);
        assert_eq!(similarity("", ""), 1000);
        assert_eq!(similarity("…", "!"), 0);
    }
}
