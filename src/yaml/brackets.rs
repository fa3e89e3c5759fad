//! The brackets of YAML, `{a: b}` and `[a, b]`, in a text that the library could not read.

/// The bracket that closes another one.
pub fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

/// The last bracket in `text` that is open at its end, by bytes. A quotation goes no further than its line.
pub fn open(text: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote = None;
    for (at, c) in text.char_indices() {
        let begins = || text[..at].trim_end_matches(' ').ends_with([':', ',', '[', '{', '-']);
        match c {
            '\n' => quote = None,
            _ if quote == Some(c) => quote = None,
            _ if quote.is_some() => {}
            '"' | '\'' if begins() => quote = Some(c),
            '[' | '{' if begins() => open.push((at, c)),
            ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

/// The first bracket, or comma between two keys, that a Chinese keyboard has written in a line of YAML.
pub fn full_width(line: &str) -> Option<(usize, char)> {
    line.char_indices().find(|&(at, c)| match c {
        '｛' | '［' | '【' => line[..at].trim_end().ends_with([':', '{', '[', ',', '-']),
        '，' => {
            let behind = line[at + c.len_utf8()..].trim_start();
            let key = behind.split([':', '：']).next().unwrap_or_default();
            line[..at].contains(['{', '｛'])
                && key.len() < behind.len()
                && !key.is_empty()
                && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        }
        _ => false,
    })
}

/// The sign of YAML that another one stands for.
pub fn half_width(c: char) -> char {
    match c {
        '｛' => '{',
        '，' => ',',
        _ => '[',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_is_found() {
        assert_eq!(open("a: {b: c\n"), Some((3, '{')));
        assert_eq!(open("a: {b: [c]"), Some((3, '{')));
        assert_eq!(open("a: {b: \"[\"}\nc: d"), None);
        assert_eq!(open("a: it's [here]\nb: ["), Some((18, '[')));
    }

    #[test]
    fn text_may_have_full_width_commas() {
        assert_eq!(full_width("a: {en: x， zh: y}"), Some((9, '，')));
        assert_eq!(full_width("a: {zh: 你好，世界, en: x}"), None);
        assert_eq!(full_width("a: 先听，Word: 后说"), None);
        assert_eq!(full_width("a: 【重要】b: c").map(|(_, c)| half_width(c)), Some('['));
    }
}
