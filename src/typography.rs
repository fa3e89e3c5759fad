//! What a character is, for the rules of Chinese text, and marks as a typesetter has them.

use std::borrow::Cow;

use icu_properties::props::{EastAsianWidth, EmojiPresentation, GeneralCategory, GeneralCategoryGroup, Script};
use icu_properties::{CodePointMapData, CodePointSetData};

/// A character that fills a full cell: Han, kana, full-width punctuation and forms. Emoji are not, and neither are the quotes and dashes
/// that Chinese shares with English.
pub fn is_wide(c: char) -> bool {
    if (c as u32) < 0x1100 {
        return false;
    }
    let width = CodePointMapData::<EastAsianWidth>::new().get(c);
    matches!(width, EastAsianWidth::Wide | EastAsianWidth::Fullwidth | EastAsianWidth::Halfwidth)
        && !CodePointSetData::new::<EmojiPresentation>().contains(c)
}

/// A Chinese character proper.
pub fn is_han(c: char) -> bool {
    c as u32 >= 0x2e80 && CodePointMapData::<Script>::new().get(c) == Script::Han
}

/// Quotes, dashes and dots that are full-width in Chinese text and narrow in English.
pub fn is_shared_punctuation(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

/// Punctuation as CommonMark 0.31 counts it: the general categories P and S.
pub fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    GeneralCategoryGroup::Punctuation.union(GeneralCategoryGroup::Symbol).contains(category)
}

/// A text that is not Markdown (a title, a summary, the glossary, `book.yaml`) with the quotation marks, apostrophes, dashes and dots of a
/// typesetter. Chinese texts have marks of their own and stay as they are. Markdown's own come from its parser, which does the same.
pub fn typographic(text: &str, chinese: bool) -> String {
    if chinese || !text.contains(['"', '\'', '-', '.']) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let before = out.chars().next_back();
        // A mark opens what follows at the beginning, after a space, a bracket, a dash or another opening mark.
        let opens = before.is_none_or(|b| b.is_whitespace() || "([{“‘–—/".contains(b));
        let found = [("---", "—"), ("--", "–"), ("...", "…")].into_iter().find(|(plain, _)| rest.starts_with(plain));
        let (length, shown) = match (c, found) {
            (_, Some((plain, shown))) => (plain.len(), shown),
            ('"' | '\'', _) if !opens && is_measure(&out, rest) => (1, &rest[..1]),
            ('"', _) => (1, if opens { "“" } else { "”" }),
            ('\'', _) => (1, if opens && !elided(rest) { "‘" } else { "’" }),
            _ => (c.len_utf8(), &rest[..c.len_utf8()]),
        };
        out.push_str(shown);
        rest = &rest[length..];
    }
    out
}

/// A text with the spaces that French has within its quotation marks and before high punctuation: no line ends in them. They are those of the
/// Imprimerie nationale (*Lexique des règles typographiques*): thin but for that before a colon. Where no space is written, none is added.
pub fn bound(text: &str) -> Cow<'_, str> {
    let (thin, wide) = ("\u{202f}", "\u{a0}");
    let marks = |c: char| matches!(c, ';' | '!' | '?' | '»' | ':');
    let is_bound = |at: usize| text[at + 1..].starts_with(marks) || text[..at].ends_with('«');
    let mut spaces = text.match_indices(' ').map(|(at, _)| at).filter(|at| is_bound(*at)).peekable();
    if spaces.peek().is_none() {
        return Cow::Borrowed(text);
    }
    let (mut out, mut from) = (String::with_capacity(text.len() + 8), 0);
    for at in spaces {
        out.push_str(&text[from..at]);
        out.push_str(if text[at + 1..].starts_with(':') { wide } else { thin });
        from = at + 1;
    }
    Cow::Owned(out + &text[from..])
}

/// Whether the mark at which `rest` begins stands for inches, feet, minutes or seconds: behind a digit, before no letter, and in no quotation.
fn is_measure(before: &str, rest: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit())
        && !rest[1..].starts_with(char::is_alphanumeric)
        && before.matches('“').count() == before.matches('”').count()
}

/// Whether the mark stands for digits that are left out: `'90s`.
fn elided(rest: &str) -> bool {
    rest[1..].starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_ends_in_the_spaces_of_french() {
        for (written, set) in [
            ("« Non ! » : quoi ?", "«\u{202f}Non\u{202f}!\u{202f}»\u{a0}: quoi\u{202f}?"),
            ("Trois jours!", "Trois jours!"),
            ("l’heure ; 17 h", "l’heure\u{202f}; 17 h"),
            (" : il croit", "\u{a0}: il croit"),
            ("« ", "«\u{202f}"),
        ] {
            assert_eq!(bound(written), set);
        }
    }

    #[test]
    fn marks_of_typewriters_become_those_of_typesetters() {
        for (plain, set) in [
            ("Don't promise", "Don’t promise"),
            ("\"I'm sorry\" -- and then?", "“I’m sorry” – and then?"),
            ("The guest's 'no'", "The guest’s ‘no’"),
            ("(\"quoted\") and 'single'...", "(“quoted”) and ‘single’…"),
            ("the '90s", "the ’90s"),
            ("a 10\" pipe of 6'", "a 10\" pipe of 6'"),
            ("\"Room 10\"", "“Room 10”"),
            ("well-known", "well-known"),
            ("", ""),
        ] {
            assert_eq!(typographic(plain, false), set);
        }
        assert_eq!(typographic("说\"好\"", true), "说\"好\"");
    }
}
