//! Lists of paths that Diglot keeps for itself, a line each. The first line says what the others are, so that a list that was cut or damaged is
//! seen to be; earlier versions wrote lists without it.

use std::path::{Component, Path};

use super::PRIVATE_FOLDER;
use crate::digest::Digest;

/// Begins the first line; the digest of all that follows it ends it.
const MARK: &str = "diglot-list ";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Integrity {
    /// Every line is as it was written.
    Sealed,
    /// Of an earlier version: nothing tells that it is not whole.
    Plain,
    Damaged,
}

/// The list as a text.
pub(super) fn sealed(lines: impl IntoIterator<Item = String>) -> String {
    let escaped = |line: String| line.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D") + "\n";
    let text: String = lines.into_iter().map(escaped).collect();
    format!("{MARK}{}\n{text}", Digest::of(text.as_bytes()))
}

/// The lines of a list. Of one that is damaged, those that can be read; a last one that has no end may be a part of a line and is left out.
pub(super) fn read(bytes: &[u8]) -> (Integrity, Vec<String>) {
    let first = bytes.iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |end| end + 1);
    let (first, rest) = bytes.split_at(first);
    let seal = first.strip_prefix(MARK.as_bytes());
    let text = String::from_utf8_lossy(if seal.is_some() { rest } else { bytes });
    let complete = text.rfind('\n').map_or("", |end| &text[..=end]);
    let Some(seal) = seal else {
        let strange = |c: char| c == '\0' || c == char::REPLACEMENT_CHARACTER;
        let whole = !text.is_empty() && complete == text && !text.contains(strange);
        let state = if whole { Integrity::Plain } else { Integrity::Damaged };
        return (state, complete.lines().map(str::to_owned).collect());
    };
    let whole = seal == format!("{}\n", Digest::of(rest)).as_bytes();
    let state = if whole { Integrity::Sealed } else { Integrity::Damaged };
    let unescaped = |line: &str| line.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    (state, complete.lines().map(unescaped).collect())
}

/// Whether a path leads to a place in the output folder that is no bookkeeping: what a list says is not believed blindly.
pub(super) fn is_inside(path: &str) -> bool {
    let named = |component| matches!(component, Component::Normal(_));
    let parts = || path.split('/');
    Path::new(path).components().all(named)
        && parts().all(|part| !matches!(part, "" | "." | ".."))
        && parts().next() != Some(PRIVATE_FOLDER)
        && !path.contains('\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_it_was_written() {
        for lines in [&[][..], &["site/a.html"], &["site/100%.html", "put %0A", "a\nb\r", "图.svg"]] {
            let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
            assert_eq!(read(sealed(lines.clone()).as_bytes()), (Integrity::Sealed, lines));
        }
    }

    #[test]
    fn a_list_that_was_cut_or_damaged_is_seen_to_be() {
        let lines = ["site/a.html", "site/中.html", "site/c.html"].map(str::to_owned);
        let text = sealed(lines.clone()).into_bytes();
        for end in 0..text.len() {
            let (state, read) = read(&text[..end]);
            assert_eq!(state, Integrity::Damaged, "cut at {end}");
            assert!(lines.starts_with(&read), "cut at {end}: {read:?}");
        }
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut text = text.clone();
                text[at] ^= 1 << bit;
                assert_ne!(read(&text).0, Integrity::Sealed, "byte {at}, bit {bit}");
            }
        }
    }

    #[test]
    fn lists_of_earlier_versions() {
        let lines = || vec!["site/100%25.html".to_owned(), "site/b.html".to_owned()];
        assert_eq!(read(b"site/100%25.html\nsite/b.html\n"), (Integrity::Plain, lines()));
        assert_eq!(read(b"site/100%25.html\nsite/b.html\nsite/c.ht"), (Integrity::Damaged, lines()));
        for nothing in [&b""[..], b"\0\0\0\0", b"site/a.html"] {
            assert_eq!(read(nothing), (Integrity::Damaged, Vec::new()));
        }
    }

    #[test]
    fn no_list_leads_out_of_the_folder() {
        for inside in ["a", "site/a b.html", "site/..a/b", "site/.well-known/x", "print/图.pdf"] {
            assert!(is_inside(inside), "{inside}");
        }
        for outside in
            ["", "/etc/passwd", "..", "../x", "a/../../x", "a/..", "./a", "a//b", "a/", ".diglot/made", ".diglot", "\0"]
        {
            assert!(!is_inside(outside), "{outside:?}");
        }
    }
}
