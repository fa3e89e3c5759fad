//! `%20`: what stands for a character in an address, and so in the names of files that Markdown gives.

use percent_encoding::percent_decode_str;

/// What a text means, decoded once. A `%` without two hexadecimal digits behind it is itself. None when the result is not UTF-8.
pub fn decoded(text: &str) -> Option<String> {
    Some(percent_decode_str(text).decode_utf8().ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_digits_are_an_escape() {
        for (text, meant) in [
            ("a%20b.png", "a b.png"),
            ("%E5%9B%BE%e5%9b%be", "图图"),
            ("%2541", "%41"),
            ("%+1", "%+1"),
            ("% 1", "% 1"),
            ("100%", "100%"),
            ("%4", "%4"),
            ("%图1", "%图1"),
        ] {
            assert_eq!(decoded(text).as_deref(), Some(meant), "{text}");
        }
        assert_eq!(decoded("%ff"), None);
    }
}
