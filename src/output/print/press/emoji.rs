//! Emoji in a text: the runs of characters that are one sign in colour.
//!
//! Which they are is told by Unicode's technical standard 51: some characters are emoji by themselves (💡), others only with a selector behind
//! them (☎ is a sign of the text, ☎️ is not), and several characters can be one emoji: keys, flags, hues of the skin, families.

use icu_properties::CodePointSetData;
use icu_properties::props::{BinaryProperty, Emoji, EmojiModifier, EmojiModifierBase, EmojiPresentation};

const TEXT_STYLE: char = '\u{fe0e}';
const EMOJI_STYLE: char = '\u{fe0f}';
const JOINER: char = '\u{200d}';
const KEYCAP: char = '\u{20e3}';

/// The emoji of a text, in order. A sign that is asked to look like text (`⌚` with the selector U+FE0E) is among them with its selector.
pub fn each(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(c) = text[from..].chars().next() {
            let start = from;
            if let Some(length) = emoji(&text[start..]) {
                from += length;
                return Some(&text[start..from]);
            }
            from += c.len_utf8();
        }
        None
    })
}

/// What may stand behind a sign to tell how it looks.
pub fn is_selector(c: char) -> bool {
    matches!(c, TEXT_STYLE | EMOJI_STYLE)
}

/// The length of the emoji that a text begins with.
pub fn emoji(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if first.is_ascii() { keycap(text) } else { flag(text).or_else(|| sequence(text)) }
}

/// `1️⃣`, also without the selector.
fn keycap(text: &str) -> Option<usize> {
    let key = text.strip_prefix(|c: char| c.is_ascii_digit() || matches!(c, '#' | '*'))?;
    let rest = key.strip_prefix(EMOJI_STYLE).unwrap_or(key).strip_prefix(KEYCAP)?;
    Some(text.len() - rest.len())
}

/// Two letters of a country, `🇨🇳`, or one that stands alone.
fn flag(text: &str) -> Option<usize> {
    let letter = |c: char| ('\u{1f1e6}'..='\u{1f1ff}').contains(&c);
    let rest = text.strip_prefix(letter)?;
    Some(text.len() - rest.strip_prefix(letter).unwrap_or(rest).len())
}

/// Signs with what follows them, held together by joiners: `👩🏽‍💻`.
fn sequence(text: &str) -> Option<usize> {
    let Sign { mut length, mut coloured } = sign(text)?;
    while let Some(next) = text[length..].strip_prefix(JOINER).and_then(sign) {
        length += JOINER.len_utf8() + next.length;
        coloured = true;
    }
    (coloured || text[..length].ends_with(TEXT_STYLE)).then_some(length)
}

/// A sign of a sequence, its length with all that belongs to it, and whether it is in colour by itself.
struct Sign {
    length: usize,
    coloured: bool,
}

fn sign(text: &str) -> Option<Sign> {
    let first = text.chars().next().filter(|&c| !c.is_ascii() && has::<Emoji>(c))?;
    let rest = &text[first.len_utf8()..];
    let after = rest.chars().next();
    let (rest, coloured) = match after {
        Some(EMOJI_STYLE) => (&rest[EMOJI_STYLE.len_utf8()..], true),
        Some(TEXT_STYLE) => (&rest[TEXT_STYLE.len_utf8()..], false),
        Some(hue) if has::<EmojiModifierBase>(first) && has::<EmojiModifier>(hue) => (&rest[hue.len_utf8()..], true),
        _ => (rest, has::<EmojiPresentation>(first)),
    };
    // The flags of parts of a country: letters that nobody sees.
    let rest = rest.trim_start_matches(|c| ('\u{e0020}'..='\u{e007f}').contains(&c));
    Some(Sign { length: text.len() - rest.len(), coloured })
}

fn has<P: BinaryProperty>(c: char) -> bool {
    const { CodePointSetData::new::<P>() }.contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        each(text).collect()
    }

    #[test]
    fn what_is_one_sign_in_colour() {
        for sequence in [
            "💡",
            "✅",
            "⭐",
            "☎️",
            "✔️",
            "❤️",
            "ℹ️",
            "©️",
            "1️⃣",
            "#️⃣",
            "*⃣",
            "🇨🇳",
            "🇲",
            "👍🏽",
            "✍🏿",
            "👩‍💻",
            "🙋🏽‍♀️",
            "👨‍👩‍👧‍👦",
            "🧑🏻‍🤝‍🧑🏿",
            "❤️‍🔥",
            "❤‍🔥",
            "🏳️‍🌈",
            "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
            "🈶",
        ] {
            assert_eq!(found(&format!("say {sequence} 好{sequence}的")), [sequence, sequence], "{sequence}");
        }
        assert_eq!(found("🇨🇳🇬🇧👍👍🏽1️⃣2️⃣"), ["🇨🇳", "🇬🇧", "👍", "👍🏽", "1️⃣", "2️⃣"]);
    }

    #[test]
    fn what_belongs_to_the_text() {
        for text in
            ["1 2 3 # *", "1\u{fe0f}", "☎ ✔ ❤ ✓ ★ ☐ → ↗ © ® ™ ℹ", "①②③ ㎡ ㊗", "可以—“好”", "≤ ≥ ≠ ×", "a\u{20e3}"]
        {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn a_sign_can_ask_to_look_like_text() {
        assert_eq!(found("⌚\u{fe0e} ☎\u{fe0e}"), ["⌚\u{fe0e}", "☎\u{fe0e}"]);
    }
}
