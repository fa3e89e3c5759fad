//! The other way: words as Markdown that shows them as they are.

/// Where words are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Nothing stands before them on their line.
    pub line_start: bool,
    /// The character before them.
    pub before: Option<char>,
    /// The character behind them.
    pub behind: Option<char>,
}

/// Text without what has no meaning on a page: control characters, marks of byte order, ends of lines.
pub fn cleaned(text: &str) -> String {
    let kept = text.chars().filter(|&c| !matches!(c, '\u{feff}' | '\u{200b}' | '\u{ad}'));
    kept.map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}

/// The words with a backslash before each sign that Markdown would read.
pub fn escaped(text: &str, position: Position) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    let opening = if position.line_start { opening_mark(&chars, position.behind) } else { None };
    let mut run_of_blanks = 0;
    for (at, &c) in chars.iter().enumerate() {
        let before = if at == 0 { position.before } else { Some(chars[at - 1]) };
        let behind = chars.get(at + 1).copied().or(position.behind);
        let next_is = |test: fn(char) -> bool| behind.is_some_and(test);
        if c == '_' && run_of_blanks == 0 {
            let run = chars[at..].iter().take_while(|&&c| c == '_').count();
            // A blank to fill in.
            run_of_blanks = if run >= 4 || run == 3 && chars.len() > 3 { run } else { 0 };
        }
        let escape = if run_of_blanks > 0 {
            run_of_blanks -= 1;
            false
        } else {
            match c {
                '\\' | '`' | '*' | '[' | ']' | '|' | '{' => true,
                '_' => !(before.is_some_and(char::is_alphanumeric) && next_is(char::is_alphanumeric)),
                '<' => next_is(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
                '~' => before == Some('~') || behind == Some('~'),
                '-' => before == Some('-'),
                '=' => behind == Some('=') || before == Some('='),
                '#' => before.is_none_or(|c| c == ' '),
                '&' => next_is(|c| c.is_ascii_alphanumeric() || c == '#') && chars[at..].contains(&';'),
                _ => false,
            }
        };
        if escape || opening == Some(at) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Where a line that begins so has the sign by which Markdown would take it for a heading, a list, a quotation, a fence.
fn opening_mark(chars: &[char], behind: Option<char>) -> Option<usize> {
    let first = *chars.first()?;
    let second = chars.get(1).copied().or(behind);
    let apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match first {
        '#' | '>' | ':' | '~' | '=' => Some(0),
        '+' | '-' if apart(second) || second == Some('-') => Some(0),
        '!' | '?' if second == Some(first) => Some(0),
        '0'..='9' => {
            let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
            let mark = chars.get(digits).is_some_and(|&c| matches!(c, '.' | ')'));
            (mark && apart(chars.get(digits + 1).copied().or(behind))).then_some(digits)
        }
        _ => None,
    }
}

/// The text of a comment, in one line.
pub fn comment(text: &str, in_cell: bool) -> String {
    let mut words = cleaned(text).split_whitespace().collect::<Vec<_>>().join(" ");
    while words.contains("--") {
        words = words.replace("--", "–");
    }
    if in_cell {
        words = words.replace('|', "/");
    }
    format!("<!-- {} -->", words.trim_end_matches('-'))
}

/// The address of a link, without what would end it.
pub fn address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.trim().chars() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '\\' | '|' | '`' | '"' => out.push_str(&format!("%{:02X}", c as u32)),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
