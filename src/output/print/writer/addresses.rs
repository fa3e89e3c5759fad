//! Addresses of links on paper, where nobody can click on them.

/// The part of an address that paper must show beside the words of its link; none when the words tell it.
pub fn shown_address(url: &str, words: &str) -> Option<String> {
    let bare = ["https://", "http://", "mailto:", "tel:"].iter().find_map(|scheme| url.strip_prefix(scheme));
    let bare = bare.unwrap_or(url).trim_end_matches('/');
    let told = [url.trim_end_matches('/'), bare].contains(&words.trim().trim_end_matches('/'));
    (!told).then(|| breakable(bare))
}

/// An address with the places where it may break: after its punctuation, and where there is none for long. A hyphen would be taken for a part
/// of it.
fn breakable(address: &str) -> String {
    /// Pieces that are no longer stay whole.
    const WHOLE: usize = 12;
    const PART: usize = 8;
    let pieces = address.split_inclusive(['/', '.', '?', '&', '=', '-', '_']);
    let pieces = pieces.flat_map(|piece| {
        let letters: Vec<char> = piece.chars().collect();
        let parts = if letters.len() > WHOLE { letters.len().div_ceil(PART) } else { 1 };
        let parts = letters.chunks(letters.len().div_ceil(parts)).map(String::from_iter);
        parts.collect::<Vec<String>>()
    });
    pieces.collect::<Vec<String>>().join("\u{200b}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_breaks_after_its_punctuation_and_in_what_is_long() {
        for (address, parts) in [
            ("example.org/a-b", "example.|org/|a-|b"),
            ("example.org/understanding", "example.|org/|underst|anding"),
            ("example.org/internationalization", "example.|org/|interna|tionali|zation"),
        ] {
            assert_eq!(breakable(address).replace('\u{200b}', "|"), parts);
        }
        assert_eq!(shown_address("https://example.org/", "example.org"), None);
        assert_eq!(shown_address("mailto:ann@example.org", "Ann").as_deref(), Some("ann@example.\u{200b}org"));
    }
}
