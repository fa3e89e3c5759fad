//! Escaping for HTML and XML.

use std::borrow::Cow;
use std::fmt::Write;

/// Text between tags. Control characters, which XML forbids and nobody can see, are dropped.
pub fn text(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ if forbidden(c) => {}
            _ => out.push(c),
        }
    }
}

/// The value of an attribute in double quotes. Line ends become spaces.
pub fn attribute(value: &str, out: &mut String) {
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(' '),
            _ if forbidden(c) => {}
            _ => out.push(c),
        }
    }
}

/// An address that an author wrote: what cannot stand in a URL is percent-encoded, what is encoded already stays.
pub fn url(url: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b);
    encode(url, plain)
}

/// A path of our own, of which every character is meant literally.
pub fn path(path: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    encode(path, plain)
}

fn encode(text: &str, plain: impl Fn(u8) -> bool) -> Cow<'_, str> {
    if text.bytes().all(&plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if plain(byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    Cow::Owned(out)
}

/// Not a `Char` of XML 1.0, section 2.2; and the carriage return, which only confuses.
fn forbidden(c: char) -> bool {
    matches!(c, '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(f: impl Fn(&str, &mut String), s: &str) -> String {
        let mut out = String::new();
        f(s, &mut out);
        out
    }

    #[test]
    fn text_keeps_quotes_and_drops_controls() {
        assert_eq!(escaped(text, "a < b && \"c\" > 'd'\u{1}\u{c}\r\n"), "a &lt; b &amp;&amp; \"c\" &gt; 'd'\n");
    }

    #[test]
    fn attributes_cannot_be_left() {
        assert_eq!(escaped(attribute, "\"><script>\n&amp;"), "&quot;&gt;&lt;script&gt; &amp;amp;");
    }

    #[test]
    fn urls_keep_what_is_encoded() {
        assert_eq!(url("https://a.example/投诉?q=a b&c=%20#x"), "https://a.example/%E6%8A%95%E8%AF%89?q=a%20b&c=%20#x");
        assert_eq!(url("mailto:a@b.example?subject=\"x\""), "mailto:a@b.example?subject=%22x%22");
    }

    #[test]
    fn paths_are_literal() {
        assert_eq!(path("modules/图 1#50%.svg"), "modules/%E5%9B%BE%201%2350%25.svg");
    }
}
