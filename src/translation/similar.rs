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

/// The words of a text, each with whether the other version lacks it.
pub type Marked<'a> = Vec<(&'a str, bool)>;

/// Beyond as many pairs of words two texts are compared as wholes.
const PAIRS: usize = 4_000_000;

/// Two versions of a text in words, each with whether it is in this version alone.
pub fn changes<'a>(was: &'a str, is: &'a str) -> (Marked<'a>, Marked<'a>) {
    let (a, b) = (pieces(was), pieces(is));
    if a.len() * b.len() > PAIRS {
        let whole = |pieces: Vec<&'a str>| pieces.into_iter().map(|piece| (piece, true)).collect();
        return (whole(a), whole(b));
    }
    // How many words the rest of both has in common, from each place on.
    let width = b.len() + 1;
    let mut common = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i * width + j] = if a[i].trim() == b[j].trim() {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut gone, mut new, mut i, mut j) = (Vec::new(), Vec::new(), 0, 0);
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i].trim() == b[j].trim() {
            gone.push((a[i], false));
            new.push((b[j], false));
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || i < a.len() && common[(i + 1) * width + j] >= common[i * width + j + 1] {
            gone.push((a[i], true));
            i += 1;
        } else {
            new.push((b[j], true));
            j += 1;
        }
    }
    (gone, new)
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
    fn each_word_is_marked_that_the_other_version_lacks() {
        let shown = |marked: Marked<'_>| -> String {
            let word = |(word, alone): (&str, bool)| if alone { format!("[{word}]") } else { word.to_owned() };
            marked.into_iter().map(word).collect()
        };
        let (gone, new) = changes("Ears open, pen moving.", "Ears open, the pen always moving.");
        assert_eq!(
            (shown(gone).as_str(), shown(new).as_str()),
            ("Ears open, pen moving.", "Ears open, [the ]pen [always ]moving.")
        );
        let (gone, new) = changes("先听客户的话", "先听他的话");
        assert_eq!((shown(gone).as_str(), shown(new).as_str()), ("先听[客][户]的话", "先听[他]的话"));
        assert_eq!(changes("", "a").1, [("a", true)]);
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
