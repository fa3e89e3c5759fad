//! Names as they stand in files, addresses and ids.

/// The most characters of a name.
pub const LONGEST: usize = 64;

/// Lower-case letters, digits and single hyphens between them.
pub fn is_slug(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !name.is_empty()
        && name.len() <= LONGEST
        && name.bytes().all(allowed)
        && !name.starts_with('-')
        && !name.ends_with('-')
        && !name.contains("--")
}

/// The slug of a heading: lower-case letters and digits, of any script that the web can carry in a fragment, with hyphens between the words.
pub fn of(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' && c != '’' {
            slug.push('-');
        }
    }
    let slug: String = slug.trim_end_matches('-').chars().take(60).collect();
    if slug.is_empty() { "section".to_owned() } else { slug }
}
