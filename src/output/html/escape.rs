//! Escaping for HTML and XML.

use std::borrow::Cow;
use std::fmt::Write;

/// Text between tags. Control characters, which XML forbids and nobody can see, are dropped.
pub fn text(text: &str, out: &mut String) {
    replace(text, out, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => forbidden(c).then_some(""),
    });
}

/// The value of an attribute in double quotes. Line ends become spaces.
pub fn attribute(value: &str, out: &mut String) {
    replace(value, out, |c| match c {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\n' | '\t' => Some(" "),
        _ => forbidden(c).then_some(""),
    });
}

/// The first bytes of all that text or an attribute may replace. One of them begins the full-width comma, too.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        special[byte] = byte < 0x20 || matches!(byte as u8, b'&' | b'<' | b'>' | b'"' | 0xef);
        byte += 1;
    }
    special
};

/// Copies `text` in runs: most of it stands for itself.
fn replace(text: &str, out: &mut String, with: impl Fn(char) -> Option<&'static str>) {
    let mut copied = 0;
    let mut at = 0;
    while let Some(next) = text.as_bytes()[at..].iter().position(|&b| SPECIAL[usize::from(b)]) {
        at += next;
        let c = text[at..].chars().next().expect("a character begins with a special byte");
        let end = at + c.len_utf8();
        if let Some(replacement) = with(c) {
            out.push_str(&text[copied..at]);
            out.push_str(replacement);
            copied = end;
        }
        at = end;
    }
    out.push_str(&text[copied..]);
}

/// An address that an author wrote: what cannot stand in a URL is percent-encoded, what is encoded already stays.
pub fn url(url: &str) -> Cow<'_, str> {
    let plain = |b: u8| b.is_ascii_graphic() && !b"\"<>[\\]^`{|}".contains(&b);
    // A host that is a number keeps its brackets: `http://[::1]/`.
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit() || b":.".contains(&b));
    let host = url.split_once("://[").and_then(|(scheme, rest)| Some((scheme, rest.split_once(']')?.0)));
    match host.filter(|(scheme, host)| !scheme.contains(':') && number(host)) {
        Some((scheme, host)) => {
            let (start, rest) = url.split_at(scheme.len() + "://[]".len() + host.len());
            Cow::Owned(format!("{start}{}", encode(rest, plain)))
        }
        None => encode(url, plain),
    }
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
        assert_eq!(url("https://a.example/[b]?c=://[d]"), "https://a.example/%5Bb%5D?c=://%5Bd%5D");
        assert_eq!(url("http://[::1]:80/[b]"), "http://[::1]:80/%5Bb%5D");
        assert_eq!(url("http://[b\"]"), "http://%5Bb%22%5D");
    }

    #[test]
    fn paths_are_literal() {
        assert_eq!(path("modules/图 1#50%.svg"), "modules/%E5%9B%BE%201%2350%25.svg");
    }
}
