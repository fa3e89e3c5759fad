//! In which columns the lines of a YAML text begin.

use std::cmp::Reverse;
use std::ops::Range;

/// Where a line begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The number of spaces before it.
    pub indent: usize,
    /// Its key, or the `-` of an entry, in the text.
    pub word: Range<usize>,
}

impl Level {
    /// The level of a line that begins at byte `start` of its text.
    pub fn of(line: &str, start: usize) -> Level {
        let words = line.trim_start_matches(' ');
        let indent = line.len() - words.len();
        let word =
            if words.starts_with("- ") { 1 } else { words.find([':', ' ', '\t']).unwrap_or(words.trim_end().len()) };
        Level { indent, word: start + indent..start + indent + word }
    }
}

/// Of the levels that are open above the line that begins at `line_start`, the one that it was meant for: the nearest, and of two the deeper one.
pub fn nearest(text: &str, line_start: usize) -> Option<Level> {
    let own = Level::of(text[line_start..].lines().next().unwrap_or_default(), line_start);
    let (mut open, mut end) = (Vec::<Level>::new(), line_start);
    for line in text[..line_start].split_inclusive('\n').rev() {
        end -= line.len();
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        let level = Level::of(line.trim_end_matches(['\r', '\n']), end);
        if open.last().is_none_or(|below| level.indent < below.indent) {
            open.push(level);
        }
    }
    open.into_iter().min_by_key(|level| (level.indent.abs_diff(own.indent), Reverse(level.indent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_belongs_to_the_nearest_level() {
        let meant = |text: &str| {
            let start = text.rfind('\n').map_or(0, |at| at + 1);
            nearest(text, start).map(|level| text[level.word].to_owned())
        };
        assert_eq!(meant("a:\n  en: x\n zh: y").as_deref(), Some("en"));
        assert_eq!(meant("a:\n  en:\n    term: x\n   zh: y").as_deref(), Some("term"));
        assert_eq!(meant("a:\n\n  en:\n      term: x\n# c\n zh: y").as_deref(), Some("en"));
        assert_eq!(meant("also:\n    - a\n   - b").as_deref(), Some("-"));
        assert_eq!(meant("a: b"), None);
    }
}
